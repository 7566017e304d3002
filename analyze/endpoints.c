/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells endpoint by endpoint: a total may hide that one of many became slow.
 * Each part that all runs of a cell have is measured and compared as the total
 * is, with the same warm-up left out.
 */
#include <string.h>

#include "analyze/checks.h"
#include "analyze/endpoint_mix.h"
#include "analyze/work.h"

#define PARTS_LEAST 2   /* a single one is the total once more */
#define PARTS_MOST 1000 /* more are names with numbers in them */

/* A part of a group's runs, as a group of its own. */
struct endpoint {
	const char *name;
	struct group group;     /* its runs are seen by the part */
	struct figure *figures; /* by spec, then run */
};

struct endpoint_list {
	struct endpoint *at; /* by name */
	size_t len;
	struct endpoint_counts counts; /* also of what some runs lack */
};

/* CPU and memory are of all endpoints together; rates are of the load. */
static bool is_by_endpoint(const struct spec *spec)
{
	return spec->kind == SPEC_PERCENTILE || spec->kind == SPEC_ERRORS;
}

static const struct run *part_find(const struct run_list *parts,
    const char *name)
{
	size_t from = 0, to = parts->len;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = strcmp(parts->at[middle].series, name);

		if (order == 0)
			return &parts->at[middle];
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

static struct figures endpoint_figures(const struct endpoint *e, size_t spec)
{
	size_t n = e->group.runs.len;

	return (struct figures){ e->figures + spec * n, n, e->group.rounds };
}

static int run_measure(struct work *w, struct endpoint *e, size_t i,
    int64_t cut, struct err *err)
{
	const struct run *run = e->group.runs.at[i];
	struct percentile_list stated;
	struct window_list windows;
	struct histogram h;
	struct run_view view = { run, &h, &windows, cut, &stated,
		&w->resources };

	if (run_percentiles_load(w->db, run, &w->arena, &stated, err) ||
	    run_windows_load(w->db, run, &windows, err))
		return -1;
	h = windows_sum(&windows, cut);
	for (size_t s = 0; s < w->specs.len; s++) {
		if (is_by_endpoint(&w->specs.at[s]))
			e->figures[s * e->group.runs.len + i] =
			    figure_of(&w->specs.at[s], &view, &w->arena);
	}
	histogram_release(&h);
	windows_release(&windows);
	return 0;
}

/* The part of that name, if all runs of the group have it. */
static int endpoint_add(struct work *w, size_t g, const struct run_list *parts,
    const char *name, struct endpoint_list *out, struct err *err)
{
	const struct group *of = &w->groups.at[g];
	size_t n = of->runs.len;
	struct endpoint e = { .name = name, .group = *of };

	e.group.runs.at = arena_alloc(&w->arena, n, sizeof(*e.group.runs.at));
	for (size_t i = 0; i < n; i++) {
		e.group.runs.at[i] = part_find(&parts[i], name);
		if (!e.group.runs.at[i])
			return 0;
	}
	e.group.example = e.group.runs.at[0];
	e.figures =
	    arena_alloc(&w->arena, n * w->specs.len, sizeof(*e.figures));
	for (size_t i = 0; i < n; i++) {
		if (run_measure(w, &e, i, w->cuts[g], err))
			return -1;
	}
	*ARENA_PUSH(&w->arena, out) = e;
	return 0;
}

/* The next name of any of the runs, with its requests; NULL at the end. */
static const char *next_name(const struct run_list *parts, size_t *at, size_t n,
    int64_t *requests)
{
	const char *least = NULL;

	*requests = 0;
	for (size_t i = 0; i < n; i++) {
		const struct run_list *p = &parts[i];

		if (at[i] < p->len &&
		    (!least || strcmp(p->at[at[i]].series, least) < 0))
			least = p->at[at[i]].series;
	}
	for (size_t i = 0; least && i < n; i++) {
		const struct run_list *p = &parts[i];

		if (at[i] < p->len && strcmp(p->at[at[i]].series, least) == 0)
			*requests += p->at[at[i]++].total.requests;
	}
	return least;
}

/* Are the parts of a run such as can be compared one by one? */
static bool are_endpoints(struct work *w, const struct run *run, size_t parts)
{
	struct finding f = { "endpoints", "warn", (double)parts, PARTS_MOST,
		NULL };

	if (parts <= PARTS_MOST)
		return parts >= PARTS_LEAST;
	f.detail = arena_printf(&w->arena,
	    "has %zu endpoints, too many to be compared one by one: give the "
	    "requests names without numbers",
	    parts);
	finding_add(&w->study, run, f, &w->arena, &w->qualities);
	return false;
}

static int endpoints_measure(struct work *w, size_t g,
    struct endpoint_list *out, struct err *err)
{
	size_t n = w->groups.at[g].runs.len;
	struct run_list *parts = arena_alloc(&w->arena, n, sizeof(*parts));
	size_t *at = arena_alloc(&w->arena, n, sizeof(*at));
	struct endpoint_count c;

	for (size_t i = 0; i < n; i++) {
		const struct run *run = w->groups.at[g].runs.at[i];

		if (run_parts_load(w->db, run, &w->arena, &parts[i], err))
			return -1;
		if (!are_endpoints(w, run, parts[i].len))
			return 0;
	}
	while ((c.name = next_name(parts, at, n, &c.requests))) {
		*ARENA_PUSH(&w->arena, &out->counts) = c;
		if (endpoint_add(w, g, parts, c.name, out, err))
			return -1;
	}
	return 0;
}

static int estimates_save(struct work *w, const struct endpoint *e,
    struct err *err)
{
	for (size_t s = 0; s < w->specs.len; s++) {
		struct estimate out;

		if (!is_by_endpoint(&w->specs.at[s]))
			continue;
		out = estimate_of(&w->specs.at[s], endpoint_figures(e, s),
		    w->study.confidence);
		out.cell = e->group.cell.row;
		out.series = e->name;
		if (estimate_save(w->db, &out, err))
			return -1;
	}
	return 0;
}

/* Where a side has no such figure there is nothing to compare. */
static bool is_compared(const struct spec *spec, struct figures b,
    struct figures c)
{
	for (size_t i = 0; i < b.n + c.n; i++) {
		if (!(i < b.n ? b.at[i] : c.at[i - b.n]).known)
			return false;
	}
	return spec->kind != SPEC_ERRORS || figures_failed(b) ||
	       figures_failed(c);
}

static void endpoint_compare(struct work *w, const struct opposite *o,
    const struct endpoint *b, const struct endpoint *c)
{
	struct compare_terms terms = { "", w->study.confidence, NULL,
		w->study.seed, false };
	const char *failures =
	    failures_stop(&w->study, &b->group, &c->group, &w->arena);

	for (size_t s = 0; s < w->specs.len; s++) {
		const struct spec *spec = &w->specs.at[s];
		bool errors = spec->kind == SPEC_ERRORS;
		struct figures was = endpoint_figures(b, s);
		struct figures is = endpoint_figures(c, s);
		struct comparison *out;

		if (!is_by_endpoint(spec) || !is_compared(spec, was, is) ||
		    (!errors && o->stopped))
			continue;
		terms.stops = errors ? "" : failures;
		out = ARENA_PUSH(&w->arena, &w->endpoints);
		*out = compare(spec, was, is, &terms, &w->arena);
		out->baseline = b->group.cell.row;
		out->candidate = c->group.cell.row;
		out->series = c->name;
	}
}

static const struct endpoint *endpoint_find(const struct endpoint_list *list,
    const char *name)
{
	size_t i = 0;

	while (i < list->len && strcmp(list->at[i].name, name) < 0)
		i++;
	return i < list->len && strcmp(list->at[i].name, name) == 0
		   ? &list->at[i]
		   : NULL;
}

static void pair_compare(struct work *w, const struct opposite *o,
    const struct endpoint_list *b, const struct endpoint_list *c,
    const struct cell *candidate)
{
	struct finding mix = endpoint_mix(&b->counts, &c->counts, &w->arena);

	if (mix.state)
		finding_add_pair(&w->study, &o->baseline->cell, candidate, mix,
		    &w->arena, &w->qualities);
	for (size_t i = 0; !*o->errors_stop && i < c->len; i++) {
		const struct endpoint *e = endpoint_find(b, c->at[i].name);

		if (e)
			endpoint_compare(w, o, e, &c->at[i]);
	}
}

int endpoints_save(struct work *w, struct err *err)
{
	struct endpoint_list *of =
	    arena_alloc(&w->arena, w->groups.len, sizeof(*of));

	for (size_t g = 0; g < w->groups.len; g++) {
		if (endpoints_measure(w, g, &of[g], err))
			return -1;
		for (size_t i = 0; i < of[g].len; i++) {
			if (estimates_save(w, &of[g].at[i], err))
				return -1;
		}
	}
	for (size_t g = 0; g < w->groups.len; g++) {
		const struct opposite *o = &w->opposites[g];

		if (o->baseline)
			pair_compare(w, o, &of[o->baseline - w->groups.at],
			    &of[g], &w->groups.at[g].cell);
	}
	w->analysis.family_endpoints =
	    endpoints_adjust(&w->endpoints, w->study.confidence);
	for (size_t i = 0; i < w->endpoints.len; i++) {
		if (comparison_save(w->db, &w->analysis, &w->endpoints.at[i],
			err))
			return -1;
	}
	return 0;
}
