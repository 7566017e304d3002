/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines through points that are already pixels.  A point that is not a number
 * is a gap: nothing is drawn across it.
 */
#ifndef RENDER_LINES_H
#define RENDER_LINES_H

#include "render/scene.h"

struct points {
	struct point *at; /* x does not fall */
	size_t len;
};

/* Straight from point to point; a point between two gaps is a dot. */
void line_straight(struct scene *s, struct look look, struct points p);

/* Each value holds until the next point's x. */
void line_steps(struct scene *s, struct look look, struct points p);

/*
 * The area between two lines of steps with equal x; where either is not a
 * number, it breaks.  Both have the same length.
 */
void ribbon_steps(struct scene *s, struct look look, struct points low,
    struct points high);

/*
 * Leaves at most four points for each pixel across: the first, the lowest, the
 * highest and the last, so that no peak is lost, and none in the middle of a
 * level stretch.  Gaps stay.  Works in place.
 */
struct points points_thinned(struct points p);

#endif
