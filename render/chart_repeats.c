/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/chart_repeats.h"

#include <math.h>

#include "render/rows.h"

#define RADIUS 4
#define SPREAD 12 /* from the first run's dot down to the last one's */
#define BAR 9     /* half the height of the bar in the middle */

static bool has_place(const struct chart_repeats *c, double value)
{
	return isfinite(value) && (c->kind != SCALE_LOG || value > 0);
}

static struct scale value_scale(const struct chart_repeats *c)
{
	double low = INFINITY, high = -INFINITY;

	for (size_t i = 0; i < c->n; i++) {
		for (size_t k = 0; k < c->rows[i].n; k++) {
			double v = c->rows[i].values[k];

			low = has_place(c, v) ? fmin(low, v) : low;
			high = has_place(c, v) ? fmax(high, v) : high;
		}
	}
	return scale_nice(c->kind, low, high);
}

static void draw_run(const struct rows *r, size_t i,
    const struct repeats_row *row, size_t k, const struct axis *x)
{
	bool hollow = row->left_out && row->left_out[k];
	double down = row->n > 1 ? (double)k / (double)(row->n - 1) - 0.5 : 0;
	struct point at = { scale_px(&x->scale, row->values[k]),
		r->y[i] + down * SPREAD };

	mark_title(r->scene,
	    scene_marker(r->scene,
		look_series(hollow ? ROLE_HOLLOW : ROLE_DOT, row->series.order),
		marker_series(row->series.order), at, RADIUS),
	    "%s, run %zu%s: %s", row->series.name, k + 1,
	    hollow ? " (left out)" : "",
	    unit_label(r->scene->arena, x->unit, row->values[k]));
}

static void draw_row(const struct rows *r, size_t i,
    const struct repeats_row *row, const struct axis *x)
{
	double middle = scale_px(&x->scale, row->middle);

	if (!row->n) {
		rows_say(r, i, "no runs");
		return;
	}
	rows_guide(r, i);
	scene_line(r->scene, look_of(ROLE_BAR),
	    (struct point){ middle, r->y[i] - BAR },
	    (struct point){ middle, r->y[i] + BAR });
	for (size_t k = 0; k < row->n; k++)
		draw_run(r, i, row, k, x);
}

struct scene *chart_repeats(struct arena *a, const struct chart_repeats *c)
{
	struct scene *s = scene_new(a, &c->head);
	struct row_text *texts = arena_alloc(a, c->n, sizeof(*texts));
	struct axis x = { value_scale(c), c->unit, c->axis_name };
	struct rows r;

	if (!c->n)
		return frame_empty(s, "No runs");
	for (size_t i = 0; i < c->n; i++)
		texts[i] = (struct row_text){
			.group = c->rows[i].group,
			.label = c->rows[i].series.name,
			.value = isfinite(c->rows[i].middle)
				     ? unit_value(a, c->unit, c->rows[i].middle)
				     : NULL,
			.note = c->rows[i].note,
		};
	r = rows_layout(s, texts, c->n, 0);
	x.scale = scale_onto(x.scale, r.plot.left, r.plot.right);
	frame_grid_x(s, r.plot, &x);
	frame_labels_x(s, r.plot, &x);
	rows_draw(&r);
	for (size_t i = 0; i < r.n; i++)
		draw_row(&r, i, &c->rows[i], &x);
	return s;
}
