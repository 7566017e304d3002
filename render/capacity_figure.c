/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/capacity_figure_internal.h"

#include <math.h>
#include <string.h>

#include "render/chart_load.h"
#include "render/figure_internal.h"
#include "render/finding_words.h"
#include "render/load_curve.h"
#include "render/quantity.h"

#define FIT_POINTS 60

/* What one figure shows: all variants of equal conditions by one metric. */
struct view {
	const struct page *page;
	const struct capacity *first; /* of those that it is about */
	bool of_connections;
	unsigned number; /* of the figure */
};

static bool is_of(const struct view *v, const struct capacity *c)
{
	return capacity_is_of_connections(c) == v->of_connections &&
	       strcmp(c->conditions, v->first->conditions) == 0 &&
	       strcmp(c->metric, v->first->metric) == 0;
}

/* The i-th of all where it is of the view, and of that kind. */
static const struct capacity *member(const struct view *v, size_t i,
    const char *kind)
{
	const struct capacity *c = &v->page->results->capacities.at[i];

	return is_of(v, c) && (!kind || strcmp(c->kind, kind) == 0) ? c : NULL;
}

static const struct capacity *find(const struct view *v, const char *value,
    const char *kind)
{
	for (size_t i = 0; i < v->page->results->capacities.len; i++) {
		const struct capacity *c = member(v, i, kind);

		if (c && (!value || strcmp(c->value, value) == 0))
			return c;
	}
	return NULL;
}

/* Its rate was not reached, or only by failing requests. */
static bool is_missed(const struct page *p, const struct cell *cell)
{
	const struct quality_list *all = &p->results->qualities;

	for (size_t i = 0; i < all->len; i++) {
		const struct quality *q = &all->at[i];

		bool stops = strcmp(q->state, "stop") == 0;
		bool short_of_it = strcmp(q->check, "saturation") == 0 &&
				   (stops || strcmp(q->state, "warn") == 0);

		if (q->run && (stops || short_of_it) &&
		    cell_has_run(cell, q->run))
			return true;
	}
	return false;
}

static double estimate_value(const struct page *p, const struct cell *cell,
    const char *metric)
{
	const struct estimate *e = cell_estimate(p, cell, metric);

	return e ? e->value : NAN;
}

static struct load_point point_of(const struct view *v,
    const struct load_step *step)
{
	const struct page *p = v->page;
	const char *metric = v->first->metric;
	const struct estimate *e = cell_estimate(p, step->cell, metric);

	return (struct load_point){
		.x = metric_is_latency(metric)
			 ? estimate_value(p, step->cell, "throughput")
			 : step->load,
		.y = e ? e->value : NAN,
		.low = e ? e->low : NAN,
		.high = e ? e->high : NAN,
		.load = quantity_text(p->arena, step->load,
		    v->of_connections ? "connections" : "rps"),
		.missed = is_missed(p, step->cell),
	};
}

/* The law from one connection to the most that were tested. */
static struct load_fit fit_of(const struct view *v, const char *value,
    double most)
{
	const struct capacity *gamma = find(v, value, "usl-gamma");
	const struct capacity *alpha = find(v, value, "usl-alpha");
	const struct capacity *beta = find(v, value, "usl-beta");
	const struct capacity *peak = find(v, value, "usl-peak");
	struct point *at =
	    arena_alloc(v->page->arena, FIT_POINTS + 1, sizeof(*at));
	double n;

	if (!gamma || !alpha || !beta)
		return (struct load_fit){ NULL, 0, { NAN, NAN } };
	for (int i = 0; i <= FIT_POINTS; i++) {
		n = i < FIT_POINTS || !peak
			? 1 + (most - 1) * i / (FIT_POINTS - 1)
			: peak->estimate;
		at[i].x = n;
		at[i].y = gamma->estimate * n /
			  (1 + alpha->estimate * (n - 1) +
			      beta->estimate * n * (n - 1));
	}
	return (struct load_fit){ at, FIT_POINTS,
		peak && peak->estimate <= most ? at[FIT_POINTS]
					       : (struct point){ NAN, NAN } };
}

static struct load_steps steps_of(const struct view *v, const char *value)
{
	return load_steps_of(&v->page->results->cells,
	    (struct load_subject){ value, v->first->conditions },
	    v->of_connections ? AXIS_CONNECTIONS : AXIS_RATE, v->page->arena);
}

/*
 * The load that keeps the objective lies between two that were tested, in the
 * offered rate; the axis has the achieved one.
 */
static struct load_crossing crossing_of(const struct view *v, const char *value,
    const struct load_steps *steps, const struct load_point *at)
{
	const struct capacity *slo = find(v, value, "slo");
	struct load_crossing c = { 0, { NAN, NAN }, NULL };
	double share;

	if (!slo || isnan(slo->estimate))
		return c;
	while (c.after < steps->len && steps->at[c.after].load < slo->low)
		c.after++;
	if (c.after + 1 >= steps->len)
		return c;
	share = (slo->estimate - slo->low) / (slo->high - slo->low);
	c.at.x = at[c.after].x + share * (at[c.after + 1].x - at[c.after].x);
	c.at.y = slo->objective;
	c.load = quantity_text(v->page->arena, slo->estimate, slo->unit);
	return c;
}

static struct load_line line_of(const struct view *v, const char *value)
{
	const struct page *p = v->page;
	struct load_steps steps = steps_of(v, value);
	struct load_point *at = arena_alloc(p->arena, steps.len, sizeof(*at));
	const struct capacity *knee = find(v, value, "knee");

	for (size_t i = 0; i < steps.len; i++) {
		at[i] = point_of(v, &steps.at[i]);
		if (knee && fabs(steps.at[i].load - knee->estimate) < 1e-6)
			at[i].mark = "knee";
	}
	return (struct load_line){ figure_series(p, value), at, steps.len,
		fit_of(v, value,
		    steps.len ? steps.at[steps.len - 1].load : NAN),
		crossing_of(v, value, &steps, at) };
}

/* Is it the first of its value in the view? */
static bool is_new(const struct view *v, size_t i)
{
	const struct capacity *c = member(v, i, NULL);

	for (size_t k = 0; c && k < i; k++) {
		const struct capacity *before = member(v, k, NULL);

		if (before && strcmp(before->value, c->value) == 0)
			return false;
	}
	return c != NULL;
}

static size_t lines_of(const struct view *v, struct load_line *lines)
{
	const struct capacity_list *all = &v->page->results->capacities;
	size_t n = 0;

	for (size_t i = 0; i < all->len; i++) {
		if (is_new(v, i))
			lines[n++] = line_of(v, all->at[i].value);
	}
	return n;
}

/* How many have an answer of that kind, keep it at every load, or cannot be
 * told, as latency falls with load somewhere. */
struct tally {
	size_t all, kept, open;
};

static struct tally tally_of(const struct view *v, const char *kind)
{
	struct tally t = { 0 };

	for (size_t i = 0; i < v->page->results->capacities.len; i++) {
		const struct capacity *c = member(v, i, kind);

		t.all += c != NULL;
		t.kept += c && isnan(c->high) && !isnan(c->low);
		t.open += c && isnan(c->high) && isnan(c->low);
	}
	return t;
}

/* "3 of 5 keep p99 ≤ 6.00 ms at every load ...; 1 with the whole interval; of 2
 * none can be stated, ..." */
static const char *objective_finding(const struct view *v,
    const struct capacity *slo)
{
	struct arena *a = v->page->arena;
	struct tally t = tally_of(v, "slo");
	const char *open = "";

	if (t.open)
		open = arena_printf(a,
		    "; of %zu no capacity can be stated, as latency is not "
		    "monotone in load",
		    t.open);
	return arena_printf(a,
	    "%zu of %zu keep %s at every load that was tested; %zu with the "
	    "whole interval%s",
	    t.kept, t.all, capacity_question(a, slo),
	    tally_of(v, "slo-sure").kept, open);
}

static const char *law_finding(const struct view *v)
{
	const struct capacity *peak = find(v, NULL, "usl-peak");
	struct arena *a = v->page->arena;

	if (!peak || isnan(peak->estimate))
		return "Throughput levels off, by the scalability law";
	return arena_printf(a,
	    "By the scalability law throughput peaks at %s (%s%s%s)",
	    quantity_text(a, peak->estimate, peak->unit), peak->value,
	    *peak->note ? "; " : "", peak->note);
}

static const char *finding(const struct view *v)
{
	const struct capacity *slo = find(v, NULL, "slo");
	const char *conditions = v->first->conditions;
	struct arena *a = v->page->arena;
	const char *text;

	if (!metric_is_latency(v->first->metric))
		text = law_finding(v);
	else if (slo)
		text = objective_finding(v, slo);
	else
		text = arena_printf(a, "How %s grows with the throughput",
		    metric_label(a, v->first->metric));
	return arena_printf(a, "%s%s%s", text, *conditions ? ", " : "",
	    conditions);
}

static const char *run_model(const struct page *p, const char *id)
{
	const struct run *run = page_run(p, id);

	return run ? load_model_word(run->facts.load_model) : "unknown";
}

/* Of the runs of the first line. */
static const char *load_model(const struct view *v)
{
	struct load_steps steps = steps_of(v, v->first->value);
	const char *model = NULL;

	for (size_t i = 0; i < steps.len; i++) {
		const struct cell *cell = steps.at[i].cell;

		for (size_t k = 0; k < cell->n_runs; k++) {
			const char *here = run_model(v->page, cell->runs[k]);

			if (model && strcmp(model, here) != 0)
				return "not the same in all runs";
			model = here;
		}
	}
	return model ? model : "unknown";
}

static const char *caption(const struct view *v)
{
	return arena_printf(v->page->arena,
	    "Means of the runs with their %g %% intervals; load model %s. "
	    "Objectives and knees are read from medians of the runs, "
	    "objectives by a fit that rises with the load: a line is led "
	    "through the small hollow mark where that fit meets the objective.",
	    100 * v->page->results->analysis.confidence, load_model(v));
}

static void add_figure(const struct view *v, xmlNode *into)
{
	const struct page *p = v->page;
	const char *metric = v->first->metric;
	bool latency = metric_is_latency(metric);
	const struct capacity *slo = find(v, NULL, "slo");
	struct load_line *lines =
	    arena_alloc(p->arena, p->results->capacities.len, sizeof(*lines));
	struct chart_load chart = { .lines = lines,
		.n = lines_of(v, lines),
		.x = { .unit = latency ? UNIT_RPS : UNIT_COUNT,
		    .name = latency ? "achieved requests a second"
				    : "connections" },
		.y = { .unit = latency ? UNIT_SECONDS : UNIT_RPS,
		    .name = latency ? arena_printf(p->arena, "%s (logarithmic)",
					  metric_label(p->arena, metric))
				    : "achieved requests a second" },
		.logarithmic = latency,
		.limit = slo ? slo->objective : NAN,
		.limit_name = "objective" };
	struct figure figure = {
		.id = arena_printf(p->arena, "load-%s-%u",
		    v->of_connections ? "connections" : "rate", v->number),
		.finding = finding(v),
		.caption = caption(v),
		.how =
		    latency
			? "a line that turns upward costs time for no "
			  "more throughput. A ring is its knee, a "
			  "hollow mark a load that was not reached, or failed."
			: "dots are measured, the dotted curve is the "
			  "law through them, a ring its peak.",
		.draw = draw_load,
		.chart = &chart,
	};

	figure_add(into, &figure, p);
}

/* Of another objective than latency there is the table alone. */
static bool is_first(const struct capacity_list *all, const struct view *v)
{
	if (!metric_is_latency(v->first->metric) &&
	    strncmp(v->first->kind, "usl-", 4) != 0)
		return false;
	for (const struct capacity *c = all->at; c < v->first; c++) {
		if (is_of(v, c))
			return false;
	}
	return is_of(v, v->first);
}

void capacity_figures(const struct page *p, bool of_connections, xmlNode *into)
{
	const struct capacity_list *all = &p->results->capacities;
	struct view v = { p, NULL, of_connections, 0 };

	for (size_t i = 0; i < all->len; i++) {
		v.first = &all->at[i];
		if (!is_first(all, &v))
			continue;
		v.number++;
		add_figure(&v, into);
	}
}
