/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/chart_load.h"

#include <math.h>

#include "render/lines.h"

#define HEIGHT_WIDE 320
#define HEIGHT_NARROW 260
#define RADIUS 4.5
#define RING 8

static bool is_drawn(const struct chart_load *c, double x, double y)
{
	return isfinite(x) && x >= 0 && isfinite(y) &&
	       (!c->logarithmic || y > 0);
}

/* The ranges of what will be drawn; none while x < 0. */
struct extent {
	double x, low, high;
};

static void extend(struct extent *e, const struct chart_load *c, double y)
{
	if (!is_drawn(c, 0, y))
		return;
	e->low = fmin(e->low, y);
	e->high = fmax(e->high, y);
}

static void extend_line(struct extent *e, const struct chart_load *c,
    const struct load_line *line)
{
	for (size_t k = 0; k < line->n; k++) {
		const struct load_point *q = &line->at[k];

		if (!is_drawn(c, q->x, q->y))
			continue;
		e->x = fmax(e->x, q->x);
		extend(e, c, q->y);
		extend(e, c, q->low);
		extend(e, c, q->high);
	}
	for (size_t k = 0; k < line->fit.n; k++)
		extend(e, c, line->fit.at[k].y);
}

static struct extent extent_of(const struct chart_load *c)
{
	struct extent e = { -1, c->logarithmic ? INFINITY : 0, -INFINITY };

	for (size_t i = 0; i < c->n; i++)
		extend_line(&e, c, &c->lines[i]);
	if (e.x >= 0)
		extend(&e, c, c->limit);
	return e;
}

static struct point pixel(const struct frame *f, double x, double y)
{
	return (
	    struct point){ scale_px(&f->x.scale, x), scale_px(&f->y.scale, y) };
}

static void draw_whisker(struct scene *s, const struct frame *f,
    const struct load_line *line, const struct load_point *q)
{
	scene_line(s, look_series(ROLE_LEADER, line->series.order),
	    pixel(f, q->x, q->low), pixel(f, q->x, q->high));
}

static void draw_point(struct scene *s, const struct frame *f,
    const struct load_line *line, const struct load_point *q)
{
	unsigned order = line->series.order;
	struct point at = pixel(f, q->x, q->y);
	struct mark *m;

	if (q->mark)
		mark_title(s,
		    scene_marker(s,
			(struct look){ ROLE_HOLLOW,
			    look_series(ROLE_HOLLOW, order).hue, NULL },
			MARKER_CIRCLE, at, RING),
		    "%s: %s at %s", line->series.name, q->mark, q->load);
	m = scene_marker(s,
	    look_series(q->missed ? ROLE_HOLLOW : ROLE_DOT, order),
	    marker_series(order), at, RADIUS);
	mark_title(s, m, "%s, %s%s: %s at %s", line->series.name, q->load,
	    q->missed ? " (not reached)" : "",
	    unit_label(s->arena, f->y.unit, q->y),
	    unit_label(s->arena, f->x.unit, q->x));
}

static void draw_fit(struct scene *s, const struct frame *f,
    const struct load_line *line)
{
	const struct load_fit *fit = &line->fit;
	unsigned order = line->series.order;
	struct points px = { arena_alloc(s->arena, fit->n, sizeof(*px.at)),
		fit->n };

	if (!fit->n)
		return;
	for (size_t k = 0; k < fit->n; k++)
		px.at[k] = pixel(f, fit->at[k].x, fit->at[k].y);
	line_straight(s, look_series(ROLE_BEYOND, order), px);
	mark_title(s,
	    scene_marker(s, look_series(ROLE_HOLLOW, order), MARKER_CIRCLE,
		pixel(f, fit->peak.x, fit->peak.y), RING),
	    "%s: peak by the law, %s at %s", line->series.name,
	    unit_label(s->arena, f->y.unit, fit->peak.y),
	    unit_label(s->arena, f->x.unit, fit->peak.x));
}

static void draw_line(struct scene *s, const struct frame *f,
    const struct load_line *line)
{
	struct look look = look_series(ROLE_LINE, line->series.order);
	struct points px = { arena_alloc(s->arena, line->n, sizeof(*px.at)),
		line->n };

	for (size_t k = 0; k < line->n; k++)
		px.at[k] = pixel(f, line->at[k].x, line->at[k].y);
	scene_group(s, look, line->series.name);
	draw_fit(s, f, line);
	if (!line->fit.n)
		line_straight(s, look, px);
	for (size_t k = 0; k < line->n; k++)
		draw_whisker(s, f, line, &line->at[k]);
	for (size_t k = 0; k < line->n; k++)
		draw_point(s, f, line, &line->at[k]);
	scene_group_end(s);
}

static double draw_legend(struct scene *s, const struct chart_load *c)
{
	struct legend_entry *entries =
	    arena_alloc(s->arena, c->n, sizeof(*entries));

	for (size_t i = 0; i < c->n; i++)
		entries[i].series = c->lines[i].series;
	return frame_legend(s, entries, c->n, 0);
}

struct scene *chart_load(struct arena *a, const struct chart_load *c)
{
	struct scene *s = scene_new(a, &c->head);
	struct extent e = extent_of(c);
	struct axis x = c->x, y = c->y;
	struct frame f;

	if (e.x < 0)
		return frame_empty(s, "No loads");
	x.scale = scale_nice(SCALE_LINEAR, 0, e.x);
	y.scale =
	    scale_nice(c->logarithmic ? SCALE_LOG : frame_scale_kind(y.unit),
		e.low, e.high);
	f = frame_begin(s, x, y,
	    (struct room){ draw_legend(s, c),
		frame_is_wide(s) ? HEIGHT_WIDE : HEIGHT_NARROW, 0 });
	for (size_t i = 0; i < c->n; i++)
		draw_line(s, &f, &c->lines[i]);
	frame_limit_y(s, &f, c->limit, c->limit_name);
	return s;
}
