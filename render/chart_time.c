/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/chart_time.h"

#include <math.h>

#include "render/lines.h"
#include "render/range.h"

#define PANEL_HEIGHT 120
#define PANEL_GAP 14
#define NAME_ROOM 28
#define NAME_ABOVE 13
#define MAX_SERIES 40 /* in the legend */

static struct range values_of(const struct time_panel *p)
{
	struct range r = range_empty();

	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->lines[i].n; k++)
			range_add(&r, p->lines[i].values[k]);
	return r;
}

/* Round ends; from zero unless that would press the values together. */
static struct axis axis_of(const struct time_panel *p)
{
	struct range r = values_of(p);

	if (r.low > 0 && r.low < r.high * 0.67)
		r.low = 0;
	if (r.low == r.high)
		range_add(&r, 0);
	return (
	    struct axis){ scale_nice(frame_scale_kind(p->unit), r.low, r.high),
		p->unit, p->name };
}

static void range_add_times(struct range *r, const struct time_panel *p)
{
	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->lines[i].n; k++)
			range_add(r, p->lines[i].time_s[k]);
}

static struct scale time_scale(const struct chart_time *c)
{
	struct range r = range_empty();

	range_add(&r, c->window_from_s);
	range_add(&r, c->window_to_s);
	for (size_t p = 0; p < c->n; p++)
		range_add_times(&r, &c->panels[p]);
	return scale_nice(SCALE_TIME, r.low, r.high);
}

/* Adds the series of a panel that are not listed yet. */
static size_t list_series(const struct time_panel *p, struct legend_entry *list,
    size_t n)
{
	for (size_t i = 0; i < p->n; i++) {
		size_t k = 0;

		while (
		    k < n && list[k].series.order != p->lines[i].series.order)
			k++;
		if (k == n && n < MAX_SERIES)
			list[n++].series = p->lines[i].series;
	}
	return n;
}

static double draw_legend(struct scene *s, const struct chart_time *c)
{
	struct legend_entry list[MAX_SERIES] = { 0 };
	size_t n = 0;

	for (size_t p = 0; p < c->n; p++)
		n = list_series(&c->panels[p], list, n);
	for (size_t i = 0; i < n; i++)
		list[i].no_marker = true;
	return frame_legend(s, list, n, 0);
}

/* All panels start at the same x: where the widest of their labels ends. */
static double labels_width(struct scene *s, const struct chart_time *c)
{
	double widest = 0;

	for (size_t p = 0; p < c->n; p++) {
		struct axis y = axis_of(&c->panels[p]);

		widest =
		    fmax(widest, frame_labels_y_width(s, &y, PANEL_HEIGHT));
	}
	return widest;
}

static void draw_line(struct scene *s, const struct frame *f,
    const struct time_line *line)
{
	struct points px = { arena_alloc(s->arena, line->n, sizeof(*px.at)),
		line->n };
	struct look look = look_series(ROLE_LINE, line->series.order);

	for (size_t k = 0; k < line->n; k++)
		px.at[k] =
		    (struct point){ scale_px(&f->x.scale, line->time_s[k]),
			    scale_px(&f->y.scale, line->values[k]) };
	scene_group(s, look, line->series.name);
	line_straight(s, look, points_thinned(px));
	scene_group_end(s);
}

static void draw_window(struct scene *s, const struct frame *f,
    const struct chart_time *c)
{
	if (isfinite(c->window_from_s) && isfinite(c->window_to_s))
		mark_title(s,
		    scene_rect(s, look_of(ROLE_AREA),
			(struct box){
			    scale_px_inside(&f->x.scale, c->window_from_s),
			    f->plot.top,
			    scale_px_inside(&f->x.scale, c->window_to_s),
			    f->plot.bottom }),
		    "the run: %s to %s",
		    unit_label(s->arena, UNIT_CLOCK, c->window_from_s),
		    unit_label(s->arena, UNIT_CLOCK, c->window_to_s));
}

static void draw_panel(struct scene *s, const struct frame *f,
    const struct chart_time *c, const struct time_panel *panel)
{
	scene_text_fit(s, ROLE_STRONG,
	    (struct point){ FRAME_GAP, f->plot.top - NAME_ABOVE },
	    s->width - 2 * FRAME_GAP, panel->name);
	draw_window(s, f, c);
	if (range_is_empty(values_of(panel))) {
		scene_text(s, ROLE_NOTE, ANCHOR_MIDDLE,
		    (struct point){ (f->plot.left + f->plot.right) / 2,
			(f->plot.top + f->plot.bottom) / 2 },
		    "No values");
		return;
	}
	frame_axis_y(s, f->plot, &f->y);
	frame_grid_x(s, f->plot, &f->x);
	for (size_t i = 0; i < panel->n; i++)
		draw_line(s, f, &panel->lines[i]);
}

struct scene *chart_time(struct arena *a, const struct chart_time *c)
{
	struct scene *s = scene_new(a, &c->head);
	double top = draw_legend(s, c);
	struct frame f = { .x = { time_scale(c), UNIT_CLOCK,
			       "time since the start of the run" } };

	if (!c->n)
		return frame_empty(s, "No values");
	f.plot.left = labels_width(s, c);
	f.plot.right = s->width - 2 * FRAME_GAP;
	f.x.scale = scale_onto(f.x.scale, f.plot.left, f.plot.right);
	for (size_t p = 0; p < c->n; p++) {
		f.plot.top = top + NAME_ROOM;
		f.plot.bottom = f.plot.top + PANEL_HEIGHT;
		f.y = axis_of(&c->panels[p]);
		f.y.scale = scale_onto(f.y.scale, f.plot.bottom, f.plot.top);
		draw_panel(s, &f, c, &c->panels[p]);
		top = f.plot.bottom + PANEL_GAP;
	}
	frame_labels_x(s, f.plot, &f.x);
	return s;
}
