/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/chart_forest.h"

#include <math.h>

#include "render/quantity.h"
#include "render/rows.h"
#include "render/textwidth.h"
#include "render/verdict_look.h"

/* The axis ends here at the latest, and what lies beyond is drawn at its end:
   one wild interval must not press all others flat. */
#define LEAST_RATIO 0.05
#define MOST_RATIO 50
#define WORDS_HALF 9 /* px above and below the middle of a row's words */
#define PAD_RATIO 1.05
#define TICK_PX 11

/* Changes that may be ticks; the first ones are wanted most. */
static const double tick_changes[] = { 0, 1, -0.5, 9, -0.9, 4, -0.8, 0.5, -0.25,
	0.2, -0.1, 0.1, -0.2, 19, 2, 0.05, -0.05, 0.02, -0.02, 0.01, -0.01, 0.3,
	-0.3 };
#define TICK_CHANGES (sizeof(tick_changes) / sizeof(*tick_changes))

static bool has_marks(const struct forest_row *row)
{
	return verdict_look(row->verdict).measured && isfinite(row->change);
}

static struct scale ratio_scale(const struct chart_forest *c)
{
	double margin = c->margin > 0 && c->margin < 1 ? c->margin : 0.02;
	struct scale s = { SCALE_LOG, 1 / (1 + 2 * margin), 1 + 2 * margin, 0,
		1 };

	for (size_t i = 0; i < c->n; i++) {
		const struct forest_row *row = &c->rows[i];
		const double ends[] = { row->change, row->low, row->high };

		for (size_t k = 0; has_marks(row) && k < 3; k++) {
			s.lo = fmin(s.lo, (1 + ends[k]) / PAD_RATIO);
			s.hi = fmax(s.hi, (1 + ends[k]) * PAD_RATIO);
		}
	}
	s.lo = fmax(s.lo, LEAST_RATIO);
	s.hi = fmin(s.hi, MOST_RATIO);
	return s;
}

/* NaN stays what it is. */
static double change_px(const struct scale *x, double change)
{
	return scale_px_inside(x, 1 + change);
}

/* What is already written below the plot. */
struct taken {
	double left[TICK_CHANGES], right[TICK_CHANGES];
	size_t n;
};

static bool take(struct taken *t, double left, double right)
{
	for (size_t i = 0; i < t->n; i++)
		if (left < t->right[i] + FRAME_GAP &&
		    right > t->left[i] - FRAME_GAP)
			return false;
	t->left[t->n] = left;
	t->right[t->n] = right;
	t->n++;
	return true;
}

/* From top to bottom, but not through the words of rows without marks. */
static void draw_rule(const struct rows *r, const struct forest_row *rows,
    double x, enum role role)
{
	struct point from = { x, r->plot.top };

	for (size_t i = 0; i < r->n; i++) {
		if (has_marks(&rows[i]))
			continue;
		scene_line(r->scene, look_of(role), from,
		    (struct point){ x, r->y[i] - WORDS_HALF });
		from.y = r->y[i] + WORDS_HALF;
	}
	scene_line(r->scene, look_of(role), from,
	    (struct point){ x, r->plot.bottom });
}

/* An axis of ratios with ticks in percent, as many as have room. */
static void draw_axis(const struct rows *r, const struct forest_row *rows,
    const struct axis *x)
{
	struct scene *s = r->scene;
	struct box plot = r->plot;
	struct taken taken = { .n = 0 };

	for (size_t i = 0; i < TICK_CHANGES; i++) {
		double change = tick_changes[i];
		double at = scale_px(&x->scale, 1 + change);
		const char *label = change_tick(s->arena, change);
		double half = text_width(label, TICK_PX) / 2;

		if (at < plot.left || at > plot.right ||
		    !take(&taken, at - half, at + half))
			continue;
		draw_rule(r, rows, at, change != 0 ? ROLE_GRID : ROLE_AXIS);
		scene_text(s, ROLE_TICK, ANCHOR_MIDDLE,
		    (struct point){ at, plot.bottom + 16 }, label);
	}
	scene_text(s, ROLE_NOTE, ANCHOR_MIDDLE,
	    (struct point){ (plot.left + plot.right) / 2, plot.bottom + 34 },
	    x->name);
	s->bottom = plot.bottom + 42;
}

static void draw_margin(struct scene *s, struct box plot, const struct scale *x,
    double margin)
{
	if (!(margin > 0))
		return;
	mark_title(s,
	    scene_rect(s, look_of(ROLE_AREA),
		(struct box){ scale_px_inside(x, 1 / (1 + margin)), plot.top,
		    scale_px_inside(x, 1 + margin), plot.bottom }),
	    "changes that do not matter: within %.3g %%", 100 * margin);
}

/* "+79 % [+65 to +94 %]"; without an interval, the change alone. */
static const char *interval_label(struct arena *a, const struct forest_row *row)
{
	const char *change = change_label(a, row->change);

	if (!isfinite(row->low) || !isfinite(row->high))
		return change;
	return arena_printf(a, "%s [%s]", change,
	    ratio_interval_text(a, 1 + row->low, 1 + row->high));
}

/* "haproxy, 500 rps" */
static const char *label_of(struct arena *a, const struct forest_row *row)
{
	const char *load = row->load ? row->load : "";

	return arena_printf(a, "%s%s%s", row->series.name, *load ? ", " : "",
	    load);
}

static void draw_marks(const struct rows *r, size_t i,
    const struct forest_row *row, const struct scale *x)
{
	struct scene *s = r->scene;
	enum role role =
	    verdict_look(row->verdict).decided ? ROLE_POINT : ROLE_HOLLOW;
	unsigned order = row->series.order;

	rows_guide(r, i);
	rows_whisker(r, i, look_series(ROLE_WHISKER, order),
	    change_px(x, row->low), change_px(x, row->high));
	mark_title(s,
	    scene_marker(s, look_series(role, order), marker_series(order),
		(struct point){ change_px(x, row->change), r->y[i] }, 5),
	    "%s, %s: %s", label_of(s->arena, row), row->group ? row->group : "",
	    interval_label(s->arena, row));
}

static struct row_text text_of(struct arena *a, const struct forest_row *row,
    bool wide)
{
	struct verdict_look v = verdict_look(row->verdict);
	bool shown = has_marks(row);

	return (struct row_text){
		.group = row->group,
		.label = label_of(a, row),
		.value = shown ? (wide ? interval_label(a, row)
				       : change_label(a, row->change))
			       : NULL,
		.note = arena_printf(a, "%s %s", verdict_glyph(&v, row->change),
		    v.word),
		.note_hue = v.hue,
	};
}

static void draw_row(const struct rows *r, size_t i,
    const struct forest_row *row, const struct scale *x)
{
	if (has_marks(row))
		draw_marks(r, i, row, x);
	else
		rows_say(r, i, row->reason ? row->reason : "no interval");
}

struct scene *chart_forest(struct arena *a, const struct chart_forest *c)
{
	struct scene *s = scene_new(a, &c->head);
	struct row_text *texts = arena_alloc(a, c->n, sizeof(*texts));
	struct axis x = { ratio_scale(c), UNIT_PERCENT, c->axis_name };
	struct rows r;

	if (!c->n)
		return frame_empty(s, "No comparisons");
	for (size_t i = 0; i < c->n; i++)
		texts[i] = text_of(a, &c->rows[i], frame_is_wide(s));
	r = rows_layout(s, texts, c->n, 0);
	x.scale = scale_onto(x.scale, r.plot.left, r.plot.right);
	draw_margin(s, r.plot, &x.scale, c->margin);
	draw_axis(&r, c->rows, &x);
	rows_draw(&r);
	for (size_t i = 0; i < r.n; i++)
		draw_row(&r, i, &c->rows[i], &x.scale);
	return s;
}
