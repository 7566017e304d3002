/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/chart_load.h"

#include <math.h>

#include "render/lines.h"
#include "render/range.h"

#define HEIGHT_WIDE 320
#define HEIGHT_NARROW 260
#define RADIUS 4.5
#define RING 8
#define CROSSING 3
#define ASIDE 3       /* pixels from one series to the next */
#define MOST_ASIDE 24 /* ... and of all together */

static bool is_drawn(const struct chart_load *c, double x, double y)
{
	return isfinite(x) && x >= 0 && isfinite(y) &&
	       (!c->logarithmic || y > 0);
}

static struct range values_of(const struct chart_load *c)
{
	struct range r = range_empty();

	for (size_t i = 0; i < c->n; i++) {
		const struct load_line *line = &c->lines[i];

		for (size_t k = 0; k < line->n; k++)
			if (is_drawn(c, line->at[k].x, line->at[k].y))
				range_add(&r, line->at[k].y);
		for (size_t k = 0; k < line->fit.n; k++)
			if (is_drawn(c, line->fit.at[k].x, line->fit.at[k].y))
				range_add(&r, line->fit.at[k].y);
	}
	return r;
}

/* The limit, too; of intervals as much as leaves the values readable. */
static struct range extent_of(const struct chart_load *c, struct range values)
{
	struct range r = values, most;

	if (is_drawn(c, 0, c->limit))
		range_add(&r, c->limit);
	if (!c->logarithmic)
		range_add(&r, 0);
	most = range_around(r, c->logarithmic ? SCALE_LOG : SCALE_LINEAR);
	for (size_t i = 0; i < c->n; i++) {
		for (size_t k = 0; k < c->lines[i].n; k++) {
			range_add_within(&r, most, c->lines[i].at[k].low);
			range_add_within(&r, most, c->lines[i].at[k].high);
		}
	}
	return r;
}

static double greatest_x(const struct chart_load *c)
{
	double most = 0;

	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->lines[i].n; k++)
			if (is_drawn(c, c->lines[i].at[k].x,
				c->lines[i].at[k].y))
				most = fmax(most, c->lines[i].at[k].x);
	return most;
}

/* Where a line is drawn: series of one load stand side by side. */
struct place {
	const struct frame *frame;
	double aside; /* pixels */
};

static struct point pixel(const struct place *p, double x, double y)
{
	return (struct point){ scale_px(&p->frame->x.scale, x) + p->aside,
		scale_px(&p->frame->y.scale, y) };
}

static void draw_whisker(struct scene *s, const struct place *p,
    const struct load_line *line, const struct load_point *q)
{
	const struct scale *y = &p->frame->y.scale;
	struct point at = pixel(p, q->x, q->y);

	scene_line(s, look_series(ROLE_LEADER, line->series.order),
	    (struct point){ at.x, scale_px_inside(y, q->low) },
	    (struct point){ at.x, scale_px_inside(y, q->high) });
}

static void draw_point(struct scene *s, const struct place *p,
    const struct load_line *line, const struct load_point *q)
{
	unsigned order = line->series.order;
	struct point at = pixel(p, q->x, q->y);
	struct mark *m;

	if (q->mark)
		mark_title(s,
		    scene_marker(s, look_series(ROLE_HOLLOW, order),
			MARKER_CIRCLE, at, RING),
		    "%s: %s at %s", line->series.name, q->mark, q->load);
	m = scene_marker(s,
	    look_series(q->missed ? ROLE_HOLLOW : ROLE_DOT, order),
	    marker_series(order), at, RADIUS);
	mark_title(s, m, "%s, %s%s: %s at %s", line->series.name, q->load,
	    q->missed ? " (not reached, or failed)" : "",
	    unit_label(s->arena, p->frame->y.unit, q->y),
	    unit_label(s->arena, p->frame->x.unit, q->x));
}

static void draw_fit(struct scene *s, const struct place *p,
    const struct load_line *line)
{
	const struct load_fit *fit = &line->fit;
	unsigned order = line->series.order;
	struct points px = { arena_alloc(s->arena, fit->n, sizeof(*px.at)),
		fit->n };

	if (!fit->n)
		return;
	for (size_t k = 0; k < fit->n; k++)
		px.at[k] = pixel(p, fit->at[k].x, fit->at[k].y);
	line_straight(s, look_series(ROLE_BEYOND, order), px);
	mark_title(s,
	    scene_marker(s, look_series(ROLE_HOLLOW, order), MARKER_CIRCLE,
		pixel(p, fit->peak.x, fit->peak.y), RING),
	    "%s: peak by the law, %s at %s", line->series.name,
	    unit_label(s->arena, p->frame->y.unit, fit->peak.y),
	    unit_label(s->arena, p->frame->x.unit, fit->peak.x));
}

/* Through the points, and the crossing. */
static struct points line_px(struct arena *a, const struct place *p,
    const struct load_line *line)
{
	const struct load_crossing *c = &line->crossing;
	struct points px = { arena_alloc(a, line->n + 1, sizeof(*px.at)), 0 };

	for (size_t k = 0; k < line->n; k++) {
		px.at[px.len++] = pixel(p, line->at[k].x, line->at[k].y);
		if (c->load && c->after == k)
			px.at[px.len++] = pixel(p, c->at.x, c->at.y);
	}
	return px;
}

static void draw_crossing(struct scene *s, const struct place *p,
    const struct load_line *line)
{
	const struct load_crossing *c = &line->crossing;

	if (!c->load)
		return;
	mark_title(s,
	    scene_marker(s, look_series(ROLE_HOLLOW, line->series.order),
		marker_series(line->series.order), pixel(p, c->at.x, c->at.y),
		CROSSING),
	    "%s: meets the limit at about %s", line->series.name, c->load);
}

static void draw_line(struct scene *s, const struct place *p,
    const struct load_line *line)
{
	struct look look = look_series(ROLE_LINE, line->series.order);

	scene_group(s, look, line->series.name);
	draw_fit(s, p, line);
	if (!line->fit.n)
		line_straight(s, look, line_px(s->arena, p, line));
	for (size_t k = 0; k < line->n; k++)
		draw_whisker(s, p, line, &line->at[k]);
	for (size_t k = 0; k < line->n; k++)
		draw_point(s, p, line, &line->at[k]);
	draw_crossing(s, p, line);
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
	struct range values = values_of(c), r;
	struct axis x = c->x, y = c->y;
	struct frame f;

	if (range_is_empty(values))
		return frame_empty(s, "No loads");
	r = extent_of(c, values);
	x.scale = scale_nice(SCALE_LINEAR, 0, greatest_x(c));
	y.scale =
	    scale_nice(c->logarithmic ? SCALE_LOG : frame_scale_kind(y.unit),
		r.low, r.high);
	f = frame_begin(s, x, y,
	    (struct room){ draw_legend(s, c),
		frame_is_wide(s) ? HEIGHT_WIDE : HEIGHT_NARROW, 0 });
	for (size_t i = 0; i < c->n; i++) {
		double from_middle = (double)i - (double)(c->n - 1) / 2;
		struct place place = { &f,
			from_middle * fmin(ASIDE, MOST_ASIDE / (double)c->n) };

		draw_line(s, &place, &c->lines[i]);
	}
	frame_limit_y(s, &f, c->limit, c->limit_name);
	return s;
}
