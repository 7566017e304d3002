/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/chart_trend.h"

#include <math.h>
#include <string.h>

#include "render/lines.h"
#include "render/range.h"
#include "render/safe_text.h"
#include "render/textwidth.h"

#define HEIGHT_WIDE 240
#define HEIGHT_NARROW 220
#define NAME_ROOM 28   /* above the plot, for the name of the axis */
#define CHANGE_ROOM 20 /* ... and below that for the words of changes */
#define NAME_ABOVE 9
#define TICK_PX 11
#define LABEL_PX 12
#define RADIUS 4.5
#define LABEL_SHARE 0.25 /* of the scene, that one release may take */

/* The values and the band; of intervals as much as leaves them readable. */
static struct range extent_of(const struct chart_trend *c)
{
	struct range r = range_empty(), most;

	for (size_t i = 0; i < c->n; i++)
		range_add(&r, c->at[i].value);
	if (range_is_empty(r))
		return r;
	range_add(&r, c->low);
	range_add(&r, c->high);
	most = range_around(r, SCALE_LINEAR);
	for (size_t i = 0; i < c->n; i++) {
		range_add_within(&r, most, c->at[i].low);
		range_add_within(&r, most, c->at[i].high);
	}
	return r;
}

static bool any_change(const struct chart_trend *c)
{
	size_t i = 0;

	while (i < c->n && !c->at[i].change)
		i++;
	return i < c->n;
}

static struct frame lay_out(struct scene *s, const struct chart_trend *c,
    struct range r)
{
	double height = frame_is_wide(s) ? HEIGHT_WIDE : HEIGHT_NARROW;
	struct frame f = { .x = {
			       { SCALE_LINEAR, 0.5, (double)c->n + 0.5, 0, 1 },
			       UNIT_COUNT, "release" } };

	f.y =
	    (struct axis){ scale_nice(frame_scale_kind(c->unit), r.low, r.high),
		    c->unit, c->axis_name };
	f.plot.left = frame_labels_y_width(s, &f.y, height);
	f.plot.right = s->width - 2 * FRAME_GAP;
	f.plot.top = NAME_ROOM + (any_change(c) ? CHANGE_ROOM : 0);
	f.plot.bottom = f.plot.top + height;
	f.x.scale = scale_onto(f.x.scale, f.plot.left, f.plot.right);
	f.y.scale = scale_onto(f.y.scale, f.plot.bottom, f.plot.top);
	return f;
}

static double at_x(const struct frame *f, double ordinal)
{
	return scale_px(&f->x.scale, ordinal);
}

static void draw_band(struct scene *s, const struct frame *f,
    const struct chart_trend *c)
{
	struct box box = { f->plot.left, scale_px_inside(&f->y.scale, c->high),
		f->plot.right, scale_px_inside(&f->y.scale, c->low) };

	if (isfinite(c->low) && isfinite(c->high))
		mark_title(s, scene_rect(s, look_of(ROLE_AREA), box), "%s",
		    c->band);
}

/* Names of releases, as many as have room. */
static void draw_releases(struct scene *s, const struct frame *f,
    const struct chart_trend *c)
{
	double free_from = 0;

	for (size_t i = 0; i < c->n; i++) {
		const char *label = text_fit(s->arena,
		    text_safe_line(s->arena, c->at[i].release), TICK_PX,
		    s->width * LABEL_SHARE);
		double half = text_width(label, TICK_PX) / 2;
		double x = fmin(at_x(f, (double)i + 1), s->width - half - 1);

		if (x - half < free_from)
			continue;
		scene_text(s, ROLE_TICK, ANCHOR_MIDDLE,
		    (struct point){ x, f->plot.bottom + 16 }, label);
		free_from = x + half + FRAME_GAP;
	}
	scene_text(s, ROLE_NOTE, ANCHOR_MIDDLE,
	    (struct point){ (f->plot.left + f->plot.right) / 2,
		f->plot.bottom + 34 },
	    f->x.name);
	s->bottom = f->plot.bottom + 42;
}

/* Words above the plot where they have room; the line has them as its title. */
static void draw_changes(struct scene *s, const struct frame *f,
    const struct chart_trend *c)
{
	double free_from = FRAME_GAP, right = s->width - FRAME_GAP;

	for (size_t i = 0; i < c->n; i++) {
		const char *text = text_safe_line(s->arena, c->at[i].change);
		double x = at_x(f, (double)i + 0.5);
		double width = text_width(text, LABEL_PX);
		double left = fmin(x - width / 2, right - width);

		if (!c->at[i].change)
			continue;
		mark_title(s,
		    scene_line(s, look_of(ROLE_LIMIT),
			(struct point){ x, f->plot.top },
			(struct point){ x, f->plot.bottom }),
		    "from %s on: %s", c->at[i].release, text);
		if (left < free_from)
			continue;
		scene_text(s, ROLE_LABEL, ANCHOR_START,
		    (struct point){ left, f->plot.top - NAME_ABOVE }, text);
		free_from = left + width + FRAME_GAP;
	}
}

/* A piece of a level for each release, without a gap between neighbors. */
static void draw_levels(struct scene *s, const struct frame *f,
    const struct chart_trend *c)
{
	for (size_t i = 0; i < c->n; i++) {
		double y = scale_px(&f->y.scale, c->at[i].level);

		scene_line(s, look_of(ROLE_BAR),
		    (struct point){ at_x(f, (double)i + 0.5), y },
		    (struct point){ at_x(f, (double)i + 1.5), y });
	}
}

static void draw_value(struct scene *s, const struct frame *f,
    const struct chart_trend *c, size_t i)
{
	const struct trend_mark *m = &c->at[i];
	unsigned order = c->series.order;
	double x = at_x(f, (double)i + 1);

	scene_line(s, look_series(ROLE_WHISKER, order),
	    (struct point){ x, scale_px_inside(&f->y.scale, m->low) },
	    (struct point){ x, scale_px_inside(&f->y.scale, m->high) });
	mark_title(s,
	    scene_marker(s, look_series(ROLE_DOT, order), marker_series(order),
		(struct point){ x, scale_px(&f->y.scale, m->value) }, RADIUS),
	    "%s: %s", m->release, unit_label(s->arena, c->unit, m->value));
}

static void draw_line(struct scene *s, const struct frame *f,
    const struct chart_trend *c)
{
	struct points px = { arena_alloc(s->arena, c->n, sizeof(*px.at)),
		c->n };

	for (size_t i = 0; i < c->n; i++)
		px.at[i] = (struct point){ at_x(f, (double)i + 1),
			scale_px(&f->y.scale, c->at[i].value) };
	line_straight(s, look_series(ROLE_LEADER, c->series.order), px);
	for (size_t i = 0; i < c->n; i++)
		draw_value(s, f, c, i);
}

struct scene *chart_trend(struct arena *a, const struct chart_trend *c)
{
	struct scene *s = scene_new(a, &c->head);
	struct range r = extent_of(c);
	struct frame f;

	if (range_is_empty(r))
		return frame_empty(s, "No releases");
	f = lay_out(s, c, r);
	draw_band(s, &f, c);
	frame_axis_y(s, f.plot, &f.y);
	scene_text_fit(s, ROLE_STRONG, (struct point){ FRAME_GAP, LABEL_PX },
	    s->width - 2 * FRAME_GAP, c->axis_name);
	draw_releases(s, &f, c);
	draw_levels(s, &f, c);
	draw_changes(s, &f, c);
	draw_line(s, &f, c);
	return s;
}
