/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/lines.h"

#include <math.h>

static bool is_gap(struct point p)
{
	return !isfinite(p.x) || !isfinite(p.y);
}

static bool stands_alone(struct points p, size_t i)
{
	return !is_gap(p.at[i]) && (i == 0 || is_gap(p.at[i - 1])) &&
	       (i + 1 == p.len || is_gap(p.at[i + 1]));
}

void line_straight(struct scene *s, struct look look, struct points p)
{
	struct mark *path = scene_path(s, look);

	for (size_t i = 0; i < p.len; i++)
		path_to(s, path, p.at[i]);
	for (size_t i = 0; i < p.len; i++)
		if (stands_alone(p, i))
			scene_marker(s,
			    (struct look){ ROLE_DOT, look.hue, NULL,
				look.order },
			    MARKER_CIRCLE, p.at[i], 2);
}

/* On from the last point of the path: across, then up or down. */
static void step_to(struct scene *s, struct mark *path, struct point to)
{
	if (path->len && !path->pen_up && !is_gap(to))
		path_to(s, path,
		    (struct point){ to.x, path->steps[path->len - 1].to.y });
	path_to(s, path, to);
}

void line_steps(struct scene *s, struct look look, struct points p)
{
	struct mark *path = scene_path(s, look);

	for (size_t i = 0; i < p.len; i++)
		step_to(s, path, p.at[i]);
}

/* Points from..to of both, none of them a gap: there and back. */
static void ribbon_part(struct scene *s, struct mark *path,
    const struct point *low, const struct point *high, size_t len)
{
	path->pen_up = true;
	for (size_t i = 0; i < len; i++)
		step_to(s, path, low[i]);
	for (size_t i = len; i-- > 0;) {
		path_to(s, path, high[i]);
		if (i > 0)
			path_to(s, path,
			    (struct point){ high[i].x, high[i - 1].y });
	}
}

void ribbon_steps(struct scene *s, struct look look, struct points low,
    struct points high)
{
	struct mark *path = scene_path(s, look);
	size_t from = 0;

	for (size_t i = 0; i <= low.len; i++) {
		if (i < low.len && !is_gap(low.at[i]) && !is_gap(high.at[i]))
			continue;
		if (i > from + 1)
			ribbon_part(s, path, low.at + from, high.at + from,
			    i - from);
		from = i + 1;
	}
	path_close(path);
}

static bool same_pixel(struct point a, struct point b)
{
	return !is_gap(a) && !is_gap(b) && floor(a.x) == floor(b.x);
}

/* Writes what is kept of one pixel's points to `to`; returns how many. */
static size_t thin_pixel(const struct point *p, size_t len, struct point *to)
{
	size_t low = 0, high = 0, n = 0;

	for (size_t i = 1; i < len; i++) {
		low = p[i].y < p[low].y ? i : low;
		high = p[i].y > p[high].y ? i : high;
	}
	for (size_t i = 0; i < len; i++)
		if (i == 0 || i == low || i == high || i == len - 1)
			to[n++] = p[i];
	return n;
}

/* Between two others at its own height a point adds nothing to a line. */
static struct points without_level(struct points p)
{
	size_t n = 0;

	for (size_t i = 0; i < p.len; i++) {
		bool level = n > 0 && i + 1 < p.len &&
			     p.at[n - 1].y == p.at[i].y &&
			     p.at[i + 1].y == p.at[i].y;

		if (!level)
			p.at[n++] = p.at[i];
	}
	p.len = n;
	return p;
}

struct points points_thinned(struct points p)
{
	size_t kept = 0, from = 0;

	for (size_t i = 1; i <= p.len; i++) {
		if (i < p.len && same_pixel(p.at[from], p.at[i]))
			continue;
		kept += thin_pixel(p.at + from, i - from, p.at + kept);
		from = i;
	}
	p.len = kept;
	return without_level(p);
}
