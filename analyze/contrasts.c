/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "analyze/checks.h"
#include "analyze/finding.h"
#include "analyze/work.h"

static int estimates_save(struct work *w, size_t g, struct err *err)
{
	struct figures *of = arena_alloc(&w->arena, w->specs.len, sizeof(*of));
	struct cell_figures c = { &w->groups.at[g], &w->specs, of };

	for (size_t s = 0; s < w->specs.len; s++) {
		struct estimate e;

		of[s] = figures_at(w, g, s);
		e = estimate_of(&w->specs.at[s], of[s], w->study.confidence);
		e.cell = w->groups.at[g].cell.row;
		if (estimate_save(w->db, &e, err))
			return -1;
	}
	checks_of_cell(&w->study, &c, &w->arena, &w->qualities);
	checks_of_pooling(&w->study, c.group, &w->arena, &w->qualities);
	return 0;
}

static int cells_save(struct work *w, struct err *err)
{
	for (size_t g = 0; g < w->groups.len; g++) {
		if (cell_save(w->db, &w->analysis, &w->groups.at[g].cell, err))
			return -1;
	}
	for (size_t g = 0; g < w->groups.len; g++) {
		if (estimates_save(w, g, err))
			return -1;
	}
	return 0;
}

static bool any_known(struct figures f)
{
	for (size_t i = 0; i < f.n; i++) {
		if (f.at[i].known)
			return true;
	}
	return false;
}

/*
 * Where nothing failed there is nothing to say of errors; and where the
 * baseline has no proxy at all, a proxy's CPU and memory are a cost, not a
 * change.
 */
static bool is_compared(const struct spec *spec, struct figures baseline,
    struct figures candidate)
{
	if (spec->kind == SPEC_ERRORS)
		return figures_failed(baseline) || figures_failed(candidate);
	return (spec->kind != SPEC_CPU && spec->kind != SPEC_MEMORY) ||
	       any_known(baseline);
}

static void pair_compare(struct work *w, size_t candidate)
{
	const struct group *c = &w->groups.at[candidate];
	struct opposite *o = &w->opposites[candidate];
	struct compare_terms terms = { "", w->study.confidence, NULL,
		w->study.seed, w->study.bootstrap == BOOTSTRAP_BCA };
	struct pair_stops stops;
	size_t baseline;

	if (!o->baseline)
		return;
	baseline = (size_t)(o->baseline - w->groups.at);
	stops = checks_of_pair(&w->study, o->baseline, c, &o->differences,
	    &w->arena, &w->qualities);
	o->stopped = *stops.latency;
	o->throughput_stopped = *stops.throughput;
	o->errors_stop = stops.errors;
	terms.name = arena_printf(&w->arena, "%s|%s",
	    cell_name(&o->baseline->cell, &w->arena),
	    cell_name(&c->cell, &w->arena));
	o->compared = w->comparisons.len;
	for (size_t s = 0; s < w->specs.len; s++) {
		const struct spec *spec = &w->specs.at[s];
		struct figures was = figures_at(w, baseline, s);
		struct figures is = figures_at(w, candidate, s);
		struct comparison *out;

		if (!is_compared(spec, was, is))
			continue;
		out = ARENA_PUSH(&w->arena, &w->comparisons);
		terms.stops = pair_stop(&stops, spec->kind);
		*out = compare(spec, was, is, &terms, &w->arena);
		out->baseline = o->baseline->cell.row;
		out->candidate = c->cell.row;
	}
}

/* Is a cell of that value held against this baseline? */
static bool is_met(const struct work *w, const char *value,
    const struct group *baseline)
{
	for (size_t g = 0; g < w->groups.len; g++) {
		if (w->opposites[g].baseline == baseline &&
		    strcmp(w->groups.at[g].cell.value, value) == 0)
			return true;
	}
	return false;
}

static void unmatched_add(struct work *w, const struct group *baseline,
    const char *value)
{
	struct finding f = { "unmatched", "warn", NAN, NAN, NULL };

	f.detail = arena_printf(&w->arena,
	    "%s has no runs to compare with those of %s", value,
	    cell_name(&baseline->cell, &w->arena));
	finding_add_cell(&w->study, &baseline->cell, f, &w->arena,
	    &w->qualities);
}

/* A load that one of the values was not run at is no load without a change. */
static void unmatched_find(struct work *w)
{
	struct word_list values = { 0 };

	for (size_t g = 0; g < w->groups.len; g++) {
		const struct cell *c = &w->groups.at[g].cell;

		if (!c->is_baseline && !word_list_has(&values, c->value))
			*ARENA_PUSH(&w->arena, &values) = c->value;
	}
	for (size_t g = 0; g < w->groups.len; g++) {
		const struct group *b = &w->groups.at[g];

		for (size_t i = 0; b->cell.is_baseline && i < values.len; i++) {
			if (!is_met(w, values.at[i], b))
				unmatched_add(w, b, values.at[i]);
		}
	}
}

int contrasts_save(struct work *w, struct err *err)
{
	struct families families;

	if (cells_save(w, err))
		return -1;
	for (size_t g = 0; g < w->groups.len; g++)
		pair_compare(w, g);
	if (bootstraps_add(w, err))
		return -1;
	unmatched_find(w);
	families = comparisons_adjust(&w->comparisons, w->study.confidence);
	w->analysis.family = families.latency;
	w->analysis.family_cost = families.cost;
	for (size_t i = 0; i < w->comparisons.len; i++) {
		if (comparison_save(w->db, &w->analysis, &w->comparisons.at[i],
			err))
			return -1;
	}
	return 0;
}
