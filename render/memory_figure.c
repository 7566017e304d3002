/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/memory_figure_internal.h"

#include <math.h>
#include <string.h>

#include "render/chart_load.h"
#include "render/figure_internal.h"
#include "render/finding_words.h"
#include "render/load_curve.h"
#include "render/part_internal.h"
#include "render/quantity.h"

/* A role under equal conditions. */
struct view {
	const struct page *page;
	const struct cpu_cost *first; /* of those that it is about */
	const char *metric;
	unsigned number; /* of the figure */
};

static bool is_of(const struct view *v, const struct cpu_cost *c)
{
	return strcmp(c->kind, "marginal") == 0 &&
	       strcmp(c->role, v->first->role) == 0 &&
	       strcmp(c->conditions, v->first->conditions) == 0;
}

/* "data_plane_memory" */
static const char *memory_metric(struct arena *a, const char *role)
{
	char *name = arena_printf(a, "%s_memory", role);

	for (char *s = name; *s; s++) {
		if (*s == '-')
			*s = '_';
	}
	return name;
}

static struct load_point point_of(const struct view *v,
    const struct load_step *step)
{
	const struct page *p = v->page;
	const struct estimate *e = cell_estimate(p, step->cell, v->metric);
	const struct estimate *rate =
	    cell_estimate(p, step->cell, "throughput");

	return (struct load_point){
		.x = rate ? rate->value : NAN,
		.y = e ? e->value : NAN,
		.low = e ? e->low : NAN,
		.high = e ? e->high : NAN,
		.load = quantity_text(p->arena, step->load, "rps"),
	};
}

static struct load_line line_of(const struct view *v, const char *value)
{
	struct arena *a = v->page->arena;
	struct load_steps steps = load_steps_of(&v->page->results->cells,
	    (struct load_subject){ value, v->first->conditions }, AXIS_RATE, a);
	struct load_point *at = arena_alloc(a, steps.len, sizeof(*at));
	size_t n = 0;

	for (size_t i = 0; i < steps.len; i++) {
		at[n] = point_of(v, &steps.at[i]);
		n += !isnan(at[n].x) && !isnan(at[n].y);
	}
	return (struct load_line){ .series = figure_series(v->page, value),
		.at = at,
		.n = n };
}

/* Lines that have a point. */
static size_t lines_of(const struct view *v, struct load_line *lines)
{
	const struct cpu_cost_list *all = &v->page->results->costs;
	size_t n = 0;

	for (size_t i = 0; i < all->len; i++) {
		if (!is_of(v, &all->at[i]))
			continue;
		lines[n] = line_of(v, all->at[i].value);
		n += lines[n].n > 0;
	}
	return n;
}

static void add_rows(const struct page *p, const struct load_line *line,
    xmlNode *body)
{
	for (size_t i = 0; i < line->n; i++) {
		const struct load_point *q = &line->at[i];
		xmlNode *row = part_row(body);
		xmlNode *td;

		value_head(p, row, line->series.name);
		part_number(row, q->x, q->load);
		td = part_number(row, q->y,
		    quantity_text(p->arena, q->y, "bytes"));
		if (!isnan(q->low) && !isnan(q->high))
			html_add_text(td, "span", "interval",
			    interval_text(p->arena, q->low, q->high, "bytes"));
	}
}

static void add_data(const struct page *p, const struct chart_load *chart,
    xmlNode *figure)
{
	xmlNode *table = part_table(part_details(figure, "Data of this chart"),
	    "Memory by load: means of the runs, with their intervals");
	xmlNode *head = part_head(table);
	xmlNode *body = part_body(table);

	part_column(head, NULL, p->results->analysis.factor);
	part_column(head, "num", "load");
	part_column(head, "num", "memory");
	for (size_t i = 0; i < chart->n; i++)
		add_rows(p, &chart->lines[i], body);
}

/* The greatest of all. */
static const char *finding(const struct view *v, const struct chart_load *chart)
{
	const struct load_point *most = &chart->lines[0].at[0];
	const char *whose = chart->lines[0].series.name;
	struct arena *a = v->page->arena;

	for (size_t i = 0; i < chart->n; i++) {
		const struct load_line *line = &chart->lines[i];

		for (size_t k = 0; k < line->n; k++) {
			if (line->at[k].y > most->y) {
				most = &line->at[k];
				whose = line->series.name;
			}
		}
	}
	return arena_printf(a, "Memory of the %s: up to %s (%s at %s)",
	    subject_text(a, v->first->role, v->first->conditions),
	    quantity_text(a, most->y, "bytes"), whose, most->load);
}

static void add_figure(const struct view *v, xmlNode *into)
{
	const struct page *p = v->page;
	struct load_line *lines =
	    arena_alloc(p->arena, p->results->costs.len, sizeof(*lines));
	struct chart_load chart = { .lines = lines,
		.n = lines_of(v, lines),
		.x = { .unit = UNIT_RPS, .name = "achieved requests a second" },
		.y = { .unit = UNIT_BYTES, .name = "memory" },
		.limit = NAN };
	struct figure figure = {
		.id = arena_printf(p->arena, "memory-%u", v->number),
		.caption = arena_printf(p->arena,
		    "Means of the runs with their %g %% intervals.",
		    100 * p->results->analysis.confidence),
		.how = "a level line costs its memory once; one that rises "
		       "needs more for more load.",
		.draw = draw_load,
		.chart = &chart,
	};

	if (!chart.n)
		return;
	figure.finding = finding(v, &chart);
	add_data(p, &chart, figure_add(into, &figure, p));
}

/* Has no cost before it the same view? */
static bool is_first(const struct cpu_cost_list *all, const struct view *v)
{
	for (const struct cpu_cost *c = all->at; c < v->first; c++) {
		if (is_of(v, c))
			return false;
	}
	return is_of(v, v->first);
}

void memory_figures(const struct page *p, xmlNode *into)
{
	const struct cpu_cost_list *all = &p->results->costs;
	struct view v = { .page = p };

	for (size_t i = 0; i < all->len; i++) {
		v.first = &all->at[i];
		if (!is_first(all, &v))
			continue;
		v.number++;
		v.metric = memory_metric(p->arena, v.first->role);
		add_figure(&v, into);
	}
}
