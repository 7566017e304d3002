/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/marker_path.h"

#include <math.h>
#include <string.h>

#define PI 3.14159265358979323846
#define THICK 0.4   /* half the width of a cross's arm */
#define STAR_IN 0.5 /* inner radius of a star, of its outer one */

static const struct point square[] = { { -0.88, -0.88 }, { 0.88, -0.88 },
	{ 0.88, 0.88 }, { -0.88, 0.88 } };
static const struct point triangle[] = { { 0, -1.2 }, { 1.1, 0.8 },
	{ -1.1, 0.8 } };
static const struct point down[] = { { 0, 1.2 }, { 1.1, -0.8 },
	{ -1.1, -0.8 } };
static const struct point diamond[] = { { 0, -1.25 }, { 1.25, 0 }, { 0, 1.25 },
	{ -1.25, 0 } };
static const struct point cross[] = { { -THICK, -1.1 }, { THICK, -1.1 },
	{ THICK, -THICK }, { 1.1, -THICK }, { 1.1, THICK }, { THICK, THICK },
	{ THICK, 1.1 }, { -THICK, 1.1 }, { -THICK, THICK }, { -1.1, THICK },
	{ -1.1, -THICK }, { -THICK, -THICK } };

static size_t star(struct point *corners)
{
	for (int i = 0; i < 10; i++) {
		double r = 1.25 * (i % 2 ? STAR_IN : 1);
		double turn = i * PI / 5;

		corners[i].x = r * sin(turn);
		corners[i].y = -r * cos(turn);
	}
	return 10;
}

size_t marker_corners(enum marker marker, struct point *corners)
{
	static const struct {
		const struct point *at;
		size_t n;
	} outlines[MARKERS] = {
		[MARKER_SQUARE] = { square, 4 },
		[MARKER_TRIANGLE] = { triangle, 3 },
		[MARKER_DIAMOND] = { diamond, 4 },
		[MARKER_CROSS] = { cross, 12 },
		[MARKER_DOWN] = { down, 3 },
	};

	if (marker == MARKER_STAR)
		return star(corners);
	if (outlines[marker].n)
		memcpy(corners, outlines[marker].at,
		    outlines[marker].n * sizeof(*corners));
	return outlines[marker].n;
}
