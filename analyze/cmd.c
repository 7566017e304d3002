/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/analyze.h"

#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "analyze/checks.h"
#include "analyze/compare.h"
#include "analyze/conclusion.h"
#include "analyze/gates.h"
#include "analyze/resources.h"
#include "base/mem.h"

const struct option_def analyze_options[] = {
	{ "archive", 'a', "FILE",
	    "the archive (default: $MESHSTAT_ARCHIVE, else meshstat.db)" },
	{ "explain", 0, "WHAT",
	    "say how verdicts came about: VALUE, METRIC or VALUE:METRIC" },
	{ NULL, 0, NULL, NULL },
};

/* One analysis while it is made. */
struct work {
	struct db *db;
	struct arena arena;
	struct study study;
	struct analysis analysis;
	struct run_list runs;
	struct resource_list resources;
	struct spec_list specs;
	struct group_list groups;
	struct figure *figures; /* by group, then spec, then run */
	size_t *first;          /* index of each group's figures */
	struct quality_list qualities;
	struct comparison_list comparisons;
};

static struct figures figures_at(const struct work *w, size_t group,
    size_t spec)
{
	const struct group *g = &w->groups.at[group];
	size_t n = g->runs.len;

	return (struct figures){ w->figures + w->first[group] + spec * n, n,
		g->rounds };
}

static void figures_reserve(struct work *w)
{
	size_t total = 0;

	w->first = arena_alloc(&w->arena, w->groups.len, sizeof(*w->first));
	for (size_t g = 0; g < w->groups.len; g++) {
		w->first[g] = total;
		total += w->groups.at[g].runs.len * w->specs.len;
	}
	w->figures = arena_alloc(&w->arena, total, sizeof(*w->figures));
}

/* All figures of one run, and what is to say of its validity. */
static int run_measure(struct work *w, size_t group, size_t i, struct err *err)
{
	const struct group *g = &w->groups.at[group];
	struct histogram h;
	struct percentile_list stated;
	struct run_view view = { g->runs.at[i], &h, &stated, &w->resources };

	if (run_histogram_load(w->db, view.run, &h, err))
		return -1;
	if (run_percentiles_load(w->db, view.run, &w->arena, &stated, err)) {
		histogram_release(&h);
		return -1;
	}
	for (size_t s = 0; s < w->specs.len; s++)
		w->figures[w->first[group] + s * g->runs.len + i] =
		    figure_of(&w->specs.at[s], &view, &w->arena);
	checks_of_run(&w->study, &view, &w->arena, &w->qualities);
	histogram_release(&h);
	return 0;
}

static int runs_measure(struct work *w, struct err *err)
{
	figures_reserve(w);
	for (size_t g = 0; g < w->groups.len; g++) {
		for (size_t i = 0; i < w->groups.at[g].runs.len; i++) {
			if (run_measure(w, g, i, err))
				return -1;
		}
	}
	return 0;
}

static int cells_save(struct work *w, struct err *err)
{
	for (size_t g = 0; g < w->groups.len; g++) {
		if (cell_save(w->db, &w->analysis, &w->groups.at[g].cell, err))
			return -1;
	}
	for (size_t g = 0; g < w->groups.len; g++) {
		for (size_t s = 0; s < w->specs.len; s++) {
			struct estimate e = estimate_of(&w->specs.at[s],
			    figures_at(w, g, s), w->study.confidence);

			e.cell = w->groups.at[g].cell.row;
			if (estimate_save(w->db, &e, err))
				return -1;
		}
	}
	return 0;
}

/*
 * checks_of_pair() compares errors; and where the baseline has no proxy at all,
 * a proxy's CPU and memory are a cost, not a change.
 */
static bool is_compared(const struct spec *spec, struct figures baseline)
{
	if (spec->kind != SPEC_CPU && spec->kind != SPEC_MEMORY)
		return spec->kind != SPEC_ERRORS;
	for (size_t i = 0; i < baseline.n; i++) {
		if (baseline.at[i].known)
			return true;
	}
	return false;
}

static void pair_compare(struct work *w, size_t candidate)
{
	const struct group *c = &w->groups.at[candidate];
	struct difference_list differences = { 0 };
	const struct group *b = cells_baseline_of(&w->study, &w->groups, c,
	    &w->arena, &differences);
	struct pair_stops stops;

	if (!b)
		return;
	stops = checks_of_pair(&w->study, b, c, &differences, &w->arena,
	    &w->qualities);
	for (size_t s = 0; s < w->specs.len; s++) {
		const struct spec *spec = &w->specs.at[s];
		size_t baseline = (size_t)(b - w->groups.at);
		struct comparison *out;

		if (!is_compared(spec, figures_at(w, baseline, s)))
			continue;
		out = ARENA_PUSH(&w->arena, &w->comparisons);
		*out = compare(spec, figures_at(w, baseline, s),
		    figures_at(w, candidate, s),
		    spec->kind == SPEC_THROUGHPUT ? stops.throughput
						  : stops.latency,
		    w->study.confidence, &w->arena);
		out->baseline = b->cell.row;
		out->candidate = c->cell.row;
	}
}

static int comparisons_save(struct work *w, struct err *err)
{
	struct families families;

	for (size_t g = 0; g < w->groups.len; g++) {
		if (!w->groups.at[g].cell.is_baseline)
			pair_compare(w, g);
	}
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

static const char *cell_name(const struct cell *c, struct arena *a)
{
	return *c->label ? arena_printf(a, "%s, %s", c->value, c->label)
			 : c->value;
}

/* A rule about the figures of every cell. */
static int gate_cells(struct work *w, const struct gate_rule *rule,
    struct err *err)
{
	size_t s = 0;

	while (
	    s < w->specs.len && strcmp(w->specs.at[s].name, rule->metric) != 0)
		s++;
	for (size_t g = 0; s < w->specs.len && g < w->groups.len; g++) {
		struct estimate e = estimate_of(&w->specs.at[s],
		    figures_at(w, g, s), w->study.confidence);
		struct gate_subject subject = { cell_name(&w->groups.at[g].cell,
						    &w->arena),
			e.unit, e.value, e.low, e.high, NULL };
		struct gate gate = gate_decide(rule, &subject);

		if (gate_save(w->db, &w->analysis, &gate, err))
			return -1;
	}
	return 0;
}

/* A rule about how a figure changed, in every comparison. */
static int gate_changes(struct work *w, const struct gate_rule *rule,
    struct err *err)
{
	for (size_t i = 0; i < w->comparisons.len; i++) {
		const struct comparison *c = &w->comparisons.at[i];
		const struct group *g = w->groups.at;
		struct gate_subject subject = { NULL, "ratio", c->ratio - 1,
			c->ratio_low - 1, c->ratio_high - 1, c->verdict };
		struct gate gate;

		if (strcmp(c->metric, rule->metric) != 0)
			continue;
		while (g->cell.row != c->candidate)
			g++;
		subject.name = cell_name(&g->cell, &w->arena);
		gate = gate_decide(rule, &subject);
		if (gate_save(w->db, &w->analysis, &gate, err))
			return -1;
	}
	return 0;
}

static bool metric_known(const struct work *w, const char *metric)
{
	for (size_t i = 0; i < w->specs.len; i++) {
		if (strcmp(w->specs.at[i].name, metric) == 0)
			return true;
	}
	return false;
}

static int gates_save(struct work *w, struct err *err)
{
	for (size_t i = 0; i < w->study.gates.len; i++) {
		struct gate_rule rule;

		if (gate_parse(w->study.gates.at[i], &w->arena, &rule, err))
			return -1;
		if (!metric_known(w, rule.metric))
			return err_set(err,
			    "gate \"%s\": %s is not measured here; latencies "
			    "are latency_p50, latency_mean, ...",
			    rule.text, rule.metric);
		if (rule.change ? gate_changes(w, &rule, err)
				: gate_cells(w, &rule, err))
			return -1;
	}
	return 0;
}

static int rest_save(struct work *w, struct err *err)
{
	for (size_t i = 0; i < w->qualities.len; i++) {
		if (quality_save(w->db, &w->analysis, &w->qualities.at[i], err))
			return -1;
	}
	for (size_t i = 0; i < w->resources.len; i++) {
		if (resource_save(w->db, &w->analysis, &w->resources.at[i],
			err))
			return -1;
	}
	w->analysis.conclusion =
	    conclusion_of(&w->study, &w->groups, &w->comparisons, &w->arena);
	if (gates_save(w, err))
		return -1;
	return analysis_conclude(w->db, &w->analysis, err);
}

static void analysis_init(struct work *w)
{
	const struct study *s = &w->study;

	w->analysis = (struct analysis){
		.title = s->title,
		.factor = s->factor,
		.baseline = s->baseline,
		.conclusion = "",
		.study = study_json(s, &w->arena),
		.tool_version = VERSION,
		.confidence = s->confidence,
		.margin_latency = s->margin_latency,
		.margin_throughput = s->margin_throughput,
		.margin_cpu = s->margin_cpu,
		.margin_memory = s->margin_memory,
		.seed = s->seed,
	};
}

static int results_save(struct work *w, struct err *err)
{
	if (db_begin(w->db, err))
		return -1;
	if (analysis_save(w->db, &w->analysis, err) || cells_save(w, err) ||
	    comparisons_save(w, err) || rest_save(w, err) ||
	    db_commit(w->db, err)) {
		db_rollback(w->db);
		return -1;
	}
	return 0;
}

/* Leaves the runs that the study selects. */
static void runs_select(struct work *w)
{
	size_t kept = 0;

	for (size_t i = 0; i < w->runs.len; i++) {
		if (study_selects(&w->study, &w->runs.at[i]))
			w->runs.at[kept++] = w->runs.at[i];
	}
	w->runs.len = kept;
}

static int work_do(struct work *w, const struct options *o, struct err *err)
{
	size_t outside;

	if (study_read(o, &w->arena, &w->study, err) ||
	    runs_load(w->db, &w->arena, &w->runs, err))
		return -1;
	if (!w->runs.len)
		return err_set(err,
		    "%s: holds no run; add results by \"meshstat collect\"",
		    db_name(w->db));
	runs_select(w);
	if (!w->runs.len)
		return err_set(err, "%s: no run has the selected labels",
		    db_name(w->db));
	study_settle(&w->study, &w->runs);
	if (resources_compute(w->db, &w->runs, &w->arena, &w->resources, err))
		return -1;
	w->specs = specs_of(&w->study, &w->resources, &w->arena);
	cells_group(&w->study, &w->runs, &w->arena, &w->groups, &outside);
	analysis_init(w);
	return runs_measure(w, err) || results_save(w, err) ? -1 : 0;
}

int analyze(struct db *db, const struct options *o, struct err *err)
{
	struct work w = { .db = db };
	int status;

	gsl_set_error_handler_off();
	status = work_do(&w, o, err);
	arena_release(&w.arena);
	return status;
}

int results_status(const struct results *r)
{
	for (size_t i = 0; i < r->comparisons.len; i++) {
		const struct comparison *c = &r->comparisons.at[i];

		if (c->survives && strcmp(c->verdict, "regression") == 0)
			return 1;
	}
	for (size_t i = 0; i < r->gates.len; i++) {
		if (strcmp(r->gates.at[i].state, "fail") == 0)
			return 1;
	}
	return 0;
}

int cmd_analyze(const struct options *o, struct ui *ui, struct err *err)
{
	struct arena a = { 0 };
	struct results results;
	struct db *db = NULL;
	int status = -1;

	if (o->operands.len) {
		err_set(err, "analyze takes no operand, got \"%s\"",
		    o->operands.at[0]);
		goto out;
	}
	db = db_open(db_path(o), DB_UPDATE, err);
	if (!db || analyze(db, o, err) || results_load(db, &a, &results, err))
		goto out;
	if (option_value(o, "explain")) {
		status = results_explain(&results, option_value(o, "explain"),
		    ui, err);
		goto out;
	}
	results_print(&results, ui);
	status = results_status(&results);
out:
	db_close(db);
	arena_release(&a);
	return status;
}
