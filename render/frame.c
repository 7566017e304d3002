/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/frame.h"

#include <math.h>
#include <stdlib.h>

#include "render/safe_text.h"
#include "render/textwidth.h"

#define MAX_TICKS 24
#define TICK_PX 11
#define LABEL_PX 12
#define MIDDLE 4      /* from the middle of a text to its baseline */
#define LABEL_STEP 16 /* from one label at the end of a line to the next */
#define NAME_ROOM 26  /* above a plot, for the name of its y axis */
#define KEY_WIDTH 26  /* a legend's piece of line */
#define ROW_HEIGHT 20 /* of a legend */
#define WIDE 560
#define EMPTY_HEIGHT 72
#define X_TICK_ROOM 64 /* pixels that a tick should have */
#define Y_TICK_ROOM 30
#define MOST_TICKS_Y 6

enum scale_kind frame_scale_kind(enum unit unit)
{
	return unit == UNIT_BYTES ? SCALE_BYTES : SCALE_LINEAR;
}

bool frame_is_wide(const struct scene *s)
{
	return s->width >= WIDE;
}

static size_t wanted(double length, double room)
{
	return length > room ? (size_t)(length / room) : 1;
}

static size_t ticks_x(struct box plot, const struct axis *x, double *ticks)
{
	return scale_ticks(&x->scale,
	    wanted(plot.right - plot.left, X_TICK_ROOM), ticks, MAX_TICKS);
}

void frame_grid_x(struct scene *s, struct box plot, const struct axis *x)
{
	double ticks[MAX_TICKS];
	size_t n = ticks_x(plot, x, ticks);

	for (size_t i = 0; i < n; i++) {
		double at = scale_px(&x->scale, ticks[i]);

		scene_line(s, look_of(ROLE_GRID),
		    (struct point){ at, plot.top },
		    (struct point){ at, plot.bottom });
	}
}

void frame_labels_x(struct scene *s, struct box plot, const struct axis *x)
{
	double ticks[MAX_TICKS], free_from = -INFINITY;
	size_t n = ticks_x(plot, x, ticks);

	for (size_t i = 0; i < n; i++) {
		const char *label = unit_tick(s->arena, x->unit, ticks[i]);
		double half = text_width(label, TICK_PX) / 2;
		double px = scale_px(&x->scale, ticks[i]);
		double at = fmin(fmax(px, half + 1), s->width - half - 1);

		if (at - half < free_from)
			continue;
		scene_text(s, ROLE_TICK, ANCHOR_MIDDLE,
		    (struct point){ at, plot.bottom + 16 }, label);
		free_from = at + half + FRAME_GAP;
	}
	scene_text(s, ROLE_NOTE, ANCHOR_MIDDLE,
	    (struct point){ (plot.left + plot.right) / 2, plot.bottom + 34 },
	    x->name);
	s->bottom = plot.bottom + 42;
}

static size_t ticks_y(double height, const struct axis *y, double *ticks)
{
	size_t want = wanted(height, Y_TICK_ROOM);

	return scale_ticks(&y->scale, want < MOST_TICKS_Y ? want : MOST_TICKS_Y,
	    ticks, MAX_TICKS);
}

double frame_labels_y_width(struct scene *s, const struct axis *y,
    double height)
{
	double ticks[MAX_TICKS], widest = 0;
	size_t n = ticks_y(height, y, ticks);

	for (size_t i = 0; i < n; i++)
		widest = fmax(widest,
		    text_width(unit_tick(s->arena, y->unit, ticks[i]),
			TICK_PX));
	return widest + 2 * FRAME_GAP;
}

void frame_axis_y(struct scene *s, struct box plot, const struct axis *y)
{
	double ticks[MAX_TICKS];
	size_t n = ticks_y(plot.bottom - plot.top, y, ticks);

	for (size_t i = 0; i < n; i++) {
		double at = scale_px(&y->scale, ticks[i]);

		scene_line(s, look_of(ROLE_GRID),
		    (struct point){ plot.left, at },
		    (struct point){ plot.right, at });
		scene_text(s, ROLE_TICK, ANCHOR_END,
		    (struct point){ plot.left - FRAME_GAP, at + MIDDLE },
		    unit_tick(s->arena, y->unit, ticks[i]));
	}
}

struct frame frame_begin(struct scene *s, struct axis x, struct axis y,
    struct room room)
{
	struct frame f = { .x = x, .y = y };

	f.plot.left = frame_labels_y_width(s, &y, room.height);
	f.plot.right = s->width - fmax(room.right, 2 * FRAME_GAP);
	f.plot.top = room.top + NAME_ROOM;
	f.plot.bottom = f.plot.top + room.height;
	f.x.scale = scale_onto(x.scale, f.plot.left, f.plot.right);
	f.y.scale = scale_onto(y.scale, f.plot.bottom, f.plot.top);
	frame_axis_y(s, f.plot, &f.y);
	frame_grid_x(s, f.plot, &f.x);
	frame_labels_x(s, f.plot, &f.x);
	scene_line(s, look_of(ROLE_AXIS),
	    (struct point){ f.plot.left, f.plot.bottom },
	    (struct point){ f.plot.right, f.plot.bottom });
	scene_text_fit(s, ROLE_STRONG,
	    (struct point){ FRAME_GAP, room.top + LABEL_PX },
	    s->width - 2 * FRAME_GAP, y.name);
	return f;
}

static void legend_key(struct scene *s, const struct legend_entry *e,
    struct point at)
{
	struct point start = { at.x, at.y }, end = { at.x + KEY_WIDTH, at.y };

	scene_line(s, look_series(ROLE_LINE, e->series.order), start, end);
	if (e->no_marker)
		return;
	scene_marker(s, look_series(ROLE_DOT, e->series.order),
	    marker_series(e->series.order),
	    (struct point){ at.x + KEY_WIDTH / 2.0, at.y }, 4.5);
}

double frame_legend(struct scene *s, const struct legend_entry *entries,
    size_t n, double top)
{
	double left = FRAME_GAP, right = s->width - FRAME_GAP;
	struct point at = { left, top + ROW_HEIGHT / 2.0 };
	double room = right - left - KEY_WIDTH - FRAME_GAP;

	for (size_t i = 0; i < n; i++) {
		const char *name =
		    text_safe_line(s->arena, entries[i].series.name);
		double width = fmin(text_width(name, LABEL_PX), room);

		if (at.x > left && at.x + KEY_WIDTH + FRAME_GAP + width > right)
			at = (struct point){ left, at.y + ROW_HEIGHT };
		legend_key(s, &entries[i], at);
		scene_text_fit(s, ROLE_LABEL,
		    (struct point){ at.x + KEY_WIDTH + 6, at.y + MIDDLE },
		    width + 1, name);
		at.x += KEY_WIDTH + width + 3 * FRAME_GAP;
	}
	return n ? at.y + ROW_HEIGHT / 2.0 + FRAME_GAP : top;
}

bool frame_end_labels_fit(size_t n, double height)
{
	return (double)n * LABEL_STEP <= height;
}

double frame_end_labels_width(const struct scene *s,
    const struct end_label *labels, size_t n)
{
	double widest = 0;

	for (size_t i = 0; i < n; i++)
		widest = fmax(widest,
		    text_width(text_safe_line(s->arena, labels[i].series.name),
			LABEL_PX));
	return fmin(widest, s->width / 4) + 6 * FRAME_GAP;
}

/* From top to bottom; of two at one height, in the order of series. */
static int by_height(const void *va, const void *vb)
{
	const struct end_label *a = va, *b = vb;

	if (a->end.y != b->end.y)
		return a->end.y < b->end.y ? -1 : 1;
	return (a->series.order > b->series.order) -
	       (a->series.order < b->series.order);
}

/* Pushes heights apart, downward, then up again from the bottom of the plot. */
static void spread(double *y, size_t n, struct box plot)
{
	double floor_y = plot.bottom;

	for (size_t i = 1; i < n; i++)
		y[i] = fmax(y[i], y[i - 1] + LABEL_STEP);
	for (size_t i = n; i-- > 0;) {
		y[i] = fmin(y[i], floor_y);
		floor_y = y[i] - LABEL_STEP;
	}
}

static void end_label(struct scene *s, const struct end_label *l, double left,
    double y)
{
	unsigned order = l->series.order;

	scene_line(s, look_series(ROLE_LEADER, order), l->end,
	    (struct point){ left - FRAME_GAP, y });
	scene_marker(s, look_series(ROLE_DOT, order), marker_series(order),
	    (struct point){ left, y }, 4.5);
	scene_text_fit(s, ROLE_LABEL,
	    (struct point){ left + FRAME_GAP + 2, y + MIDDLE },
	    s->width - left - FRAME_GAP - 2, l->series.name);
}

void frame_end_labels(struct scene *s, struct box plot,
    struct end_label *labels, size_t n)
{
	double *y = arena_alloc(s->arena, n, sizeof(*y));

	if (!n)
		return;
	qsort(labels, n, sizeof(*labels), by_height);
	for (size_t i = 0; i < n; i++)
		y[i] = labels[i].end.y;
	spread(y, n, plot);
	for (size_t i = 0; i < n; i++)
		end_label(s, &labels[i], plot.right + 3 * FRAME_GAP, y[i]);
}

static void limit_name(struct scene *s, const struct axis *axis, double limit,
    struct point start, const char *name)
{
	const char *text = text_safe_line(s->arena,
	    arena_printf(s->arena, "%s %s", name ? name : "limit",
		unit_tick(s->arena, axis->unit, limit)));
	double room = s->width - FRAME_GAP;

	start.x =
	    fmax(fmin(start.x, room - text_width(text, LABEL_PX)), FRAME_GAP);
	scene_text_fit(s, ROLE_NOTE, start, room - start.x + 1, text);
}

void frame_limit_x(struct scene *s, const struct frame *f, double limit,
    const char *name)
{
	double x = scale_px(&f->x.scale, limit);

	if (!(x >= f->plot.left && x <= f->plot.right))
		return;
	scene_line(s, look_of(ROLE_LIMIT), (struct point){ x, f->plot.top },
	    (struct point){ x, f->plot.bottom });
	limit_name(s, &f->x, limit,
	    (struct point){ x + 6, f->plot.bottom - FRAME_GAP }, name);
}

void frame_limit_y(struct scene *s, const struct frame *f, double limit,
    const char *name)
{
	double y = scale_px(&f->y.scale, limit);

	if (!(y >= f->plot.top && y <= f->plot.bottom))
		return;
	scene_line(s, look_of(ROLE_LIMIT), (struct point){ f->plot.left, y },
	    (struct point){ f->plot.right, y });
	limit_name(s, &f->y, limit,
	    (struct point){ f->plot.left + FRAME_GAP, y - 6 }, name);
}

struct scene *frame_empty(struct scene *s, const char *text)
{
	s->bottom = EMPTY_HEIGHT;
	scene_rect(s, look_of(ROLE_AREA),
	    (struct box){ 0, 0, s->width, EMPTY_HEIGHT });
	scene_text(s, ROLE_NOTE, ANCHOR_MIDDLE,
	    (struct point){ s->width / 2, EMPTY_HEIGHT / 2.0 + MIDDLE }, text);
	return s;
}
