/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/chart_dots.h"

#include <math.h>

#include "render/range.h"
#include "render/rows.h"

static bool has_place(const struct chart_dots *c, double value)
{
	return isfinite(value) && (!c->logarithmic || value > 0);
}

static struct scale value_scale(const struct chart_dots *c)
{
	enum scale_kind kind =
	    c->logarithmic ? SCALE_LOG : frame_scale_kind(c->unit);
	struct range r = range_empty(), most;

	for (size_t i = 0; i < c->n; i++) {
		if (has_place(c, c->rows[i].value))
			range_add(&r, c->rows[i].value);
	}
	if (!c->logarithmic)
		range_add(&r, 0);
	most = range_around(r, kind);
	for (size_t i = 0; i < c->n; i++) {
		if (!has_place(c, c->rows[i].value))
			continue;
		range_add_within(&r, most, c->rows[i].low);
		range_add_within(&r, most, c->rows[i].high);
	}
	return scale_nice(kind, r.low, r.high);
}

static const char *interval_label(struct arena *a, enum unit unit,
    const struct dot_row *row)
{
	if (!isfinite(row->low) || !isfinite(row->high))
		return NULL;
	return arena_printf(a, "[%s, %s]", unit_value(a, unit, row->low),
	    unit_value(a, unit, row->high));
}

static struct row_text text_of(struct arena *a, enum unit unit,
    const struct dot_row *row)
{
	bool measured = isfinite(row->value);
	const char *note = row->note ? row->note : interval_label(a, unit, row);

	return (struct row_text){
		.group = row->group,
		.label = row->series.name,
		.value = measured ? unit_value(a, unit, row->value) : NULL,
		.note = measured ? note : NULL,
	};
}

static void draw_marks(const struct rows *r, size_t i,
    const struct dot_row *row, const struct axis *x)
{
	struct scene *s = r->scene;
	unsigned order = row->series.order;
	struct point at = { scale_px(&x->scale, row->value), r->y[i] };

	rows_guide(r, i);
	if (x->scale.kind != SCALE_LOG)
		scene_line(s, look_series(ROLE_LEADER, order),
		    (struct point){ scale_px(&x->scale, 0), r->y[i] }, at);
	rows_whisker(r, i, look_series(ROLE_WHISKER, order),
	    scale_px_inside(&x->scale, row->low),
	    scale_px_inside(&x->scale, row->high));
	mark_title(s,
	    scene_marker(s, look_series(ROLE_POINT, order),
		marker_series(order), at, 5),
	    "%s%s%s: %s", row->series.name, row->group ? ", " : "",
	    row->group ? row->group : "",
	    unit_label(s->arena, x->unit, row->value));
}

struct scene *chart_dots(struct arena *a, const struct chart_dots *c)
{
	struct scene *s = scene_new(a, &c->head);
	struct row_text *texts = arena_alloc(a, c->n, sizeof(*texts));
	struct axis x = { value_scale(c), c->unit, c->axis_name };
	struct rows r;

	if (!c->n)
		return frame_empty(s, "No values");
	for (size_t i = 0; i < c->n; i++)
		texts[i] = text_of(a, c->unit, &c->rows[i]);
	r = rows_layout(s, texts, c->n, 0);
	x.scale = scale_onto(x.scale, r.plot.left, r.plot.right);
	frame_grid_x(s, r.plot, &x);
	frame_labels_x(s, r.plot, &x);
	rows_draw(&r);
	for (size_t i = 0; i < r.n; i++) {
		if (has_place(c, c->rows[i].value))
			draw_marks(&r, i, &c->rows[i], &x);
		else
			rows_say(&r, i,
			    c->rows[i].reason ? c->rows[i].reason
					      : "not measured");
	}
	return s;
}
