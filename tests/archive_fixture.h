/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An archive as a study of proxies leaves it, for tests of what is rendered:
 * the runs of sources_fixture.h and an analysis of them.
 */
#ifndef TESTS_ARCHIVE_FIXTURE_H
#define TESTS_ARCHIVE_FIXTURE_H

#include "tests/findings_fixture.h"
#include "tests/sources_fixture.h"

#include "analyze/verdict.h"
#include "analyze/welch.h"
#include "render/distribution.h"
#include "store/result_write.h"

static const double fixture_percentiles[] = { 50, 90, 99, 99.9 };

static const struct run *fixture_find(const struct run_list *runs,
    const char *mesh, int rate, int repeat)
{
	char rep[12], rps[12];

	snprintf(rep, sizeof(rep), "%d", repeat + 1);
	snprintf(rps, sizeof(rps), "%d", rate);
	for (size_t i = 0; i < runs->len; i++) {
		const struct run *run = &runs->at[i];

		if (strcmp(run_label_value(run, "mesh"), mesh) == 0 &&
		    strcmp(run_label_value(run, "offered_rps"), rps) == 0 &&
		    strcmp(run_label_value(run, "rep"), rep) == 0)
			return run;
	}
	return NULL;
}

/* The p-th percentiles of the runs of a cell; false if one is absent. */
static bool fixture_values(struct db *db, const struct run **runs, double p,
    double *values)
{
	struct err err;

	for (int i = 0; i < FIXTURE_RUNS; i++) {
		struct percentile_wanted wanted = { p, 1 };

		CHECK_INT(run_percentile(db, runs[i], wanted, &values[i], &err),
		    0);
		if (isnan(values[i]))
			return false;
	}
	return true;
}

static void fixture_estimate(struct db *db, int64_t cell, const char *metric,
    const double *values)
{
	struct estimate e = { .cell = cell,
		.metric = metric,
		.unit = "seconds",
		.value = NAN,
		.low = NAN,
		.high = NAN,
		.runs = FIXTURE_RUNS,
		.kind = "exact" };
	double sum = 0, squares = 0;
	struct err err;

	for (int i = 0; values && i < FIXTURE_RUNS; i++)
		sum += values[i];
	if (values) {
		e.value = sum / FIXTURE_RUNS;
		for (int i = 0; i < FIXTURE_RUNS; i++)
			squares +=
			    (values[i] - e.value) * (values[i] - e.value);
		e.low = e.value - 2.776 * sqrt(squares / 4 / FIXTURE_RUNS);
		e.high = e.value + 2.776 * sqrt(squares / 4 / FIXTURE_RUNS);
	} else {
		e.reason = "p99.9 needs 1,000 requests in every run";
	}
	CHECK_INT(estimate_save(db, &e, &err), 0);
}

static void fixture_comparison(struct db *db, const struct analysis *a,
    struct comparison *c, const double *base, const double *candidate)
{
	struct values b = { base, FIXTURE_RUNS };
	struct values v = { candidate, FIXTURE_RUNS };
	struct welch logs = welch_log(b, v, 0.95);
	struct welch raw = welch_raw(b, v, 0.95);
	enum verdict verdict = verdict_of(logs.ratio_ci, 0.05);
	struct err err;

	c->unit = "seconds";
	c->baseline_runs = c->candidate_runs = FIXTURE_RUNS;
	c->change = raw.diff;
	c->change_low = raw.diff_ci.lo;
	c->change_high = raw.diff_ci.hi;
	c->ratio = logs.ratio;
	c->ratio_low = logs.ratio_ci.lo;
	c->ratio_high = logs.ratio_ci.hi;
	c->p_value = logs.p;
	c->p_adjusted = fmin(1, 48 * logs.p);
	c->effect_name = "Cliff's delta";
	c->effect = 0.92;
	c->detectable = 1.11;
	c->runs_needed = 9;
	c->method = "Welch's t on logarithms of run percentiles";
	c->verdict = verdict_name(verdict);
	c->survives = verdict_is_directional(verdict) && c->p_adjusted < 0.05;
	c->reasons = "";
	CHECK_INT(comparison_save(db, a, c, &err), 0);
}

/* The estimates of one cell, and its comparisons with the baseline's. */
static void fixture_cell(struct db *db, const struct analysis *a,
    const struct run **base_runs, const struct run **runs,
    const int64_t cells[2])
{
	double base[FIXTURE_RUNS], own[FIXTURE_RUNS];
	char metric[32];

	for (size_t i = 0; i < 4; i++) {
		double p = fixture_percentiles[i];
		bool known = fixture_values(db, runs, p, own);
		struct comparison c = { .baseline = cells[0],
			.candidate = cells[1],
			.metric = metric };

		snprintf(metric, sizeof(metric), "latency_p%g", p);
		fixture_estimate(db, cells[1], metric, known ? own : NULL);
		if (cells[0] != cells[1] && known &&
		    fixture_values(db, base_runs, p, base))
			fixture_comparison(db, a, &c, base, own);
	}
}

static void fixture_measured(struct db *db, int64_t cell, const char *metric,
    const char *unit, double value)
{
	struct estimate e = { .cell = cell,
		.metric = metric,
		.unit = unit,
		.value = value,
		.low = value * 0.99,
		.high = value * 1.01,
		.runs = FIXTURE_RUNS,
		.kind = "measured" };
	struct err err;

	CHECK_INT(estimate_save(db, &e, &err), 0);
}

static void fixture_resources(struct db *db, const struct analysis *a,
    const struct run *run, const struct fixture_variant *v)
{
	double rps = run->facts.achieved_rps;
	struct resource cpu = { run->id, "data-plane", v->name, "cpu_cores",
		"cores", v->us_per_req * rps / 1e6, NAN, v->us_per_req / 1e3,
		NULL, 0, 0 };
	struct resource memory = { run->id, "data-plane", v->name,
		"memory_bytes", "bytes", 42.2e6, 43.1e6, NAN, NULL, 0, 0 };
	struct err err;

	if (v->us_per_req <= 0)
		return;
	CHECK_INT(resource_save(db, a, &cpu, &err), 0);
	CHECK_INT(resource_save(db, a, &memory, &err), 0);
}

static void fixture_load(struct db *db, struct analysis *a,
    const struct fixture *f, const struct run_list *all, int load)
{
	const struct run *runs[FIXTURE_RUNS], *base[FIXTURE_RUNS];
	const char *ids[FIXTURE_RUNS];
	int64_t cells[2] = { 0, 0 }, rows[FIXTURE_VARIANTS];
	int v;
	char conditions[100], label[40];
	struct err err;

	snprintf(conditions, sizeof(conditions),
	    "{\"connections\":\"8\",\"offered_rps\":\"%d\"}",
	    fixture_rates[load]);
	snprintf(label, sizeof(label), "%d rps", fixture_rates[load]);
	for (v = 0; f->variants[v].name; v++) {
		struct cell c = { .value = f->variants[v].name,
			.name = f->variants[v].name,
			.conditions = conditions,
			.label = label,
			.is_baseline = v == 0,
			.runs = ids,
			.n_runs = FIXTURE_RUNS };

		for (int r = 0; r < FIXTURE_RUNS; r++) {
			runs[r] =
			    fixture_find(all, c.value, fixture_rates[load], r);
			ids[r] = runs[r]->id;
		}
		if (v == 0)
			memcpy(base, runs, sizeof(base));
		CHECK_INT(cell_save(db, a, &c, &err), 0);
		cells[1] = rows[v] = c.row;
		cells[0] = v == 0 ? c.row : cells[0];
		fixture_cell(db, a, base, runs, cells);
		fixture_measured(db, c.row, "throughput", "rps",
		    0.95 * fixture_rates[load]);
		fixture_measured(db, c.row, "data_plane_memory", "bytes",
		    42.2e6 + 1e3 * fixture_rates[load]);
		for (int r = 0; r < FIXTURE_RUNS; r++)
			fixture_resources(db, a, runs[r], &f->variants[v]);
	}
	fixture_ranking(db, a, rows, v);
}

static void fixture_checks(struct db *db, const struct analysis *a,
    const struct run_list *runs)
{
	struct gate gates[] = {
		{ "latency_p99 <= 25ms", "pass", "haproxy-tls, 500 rps", 0.0071,
		    0.0066, 0.0076, "seconds" },
		{ "latency_p99 change <= 10%", "fail", "haproxy-tls, 500 rps",
		    2.1, 1.9, 2.4, "ratio" },
	};
	struct err err;

	for (size_t i = 0; i < runs->len; i++) {
		struct quality q = { runs->at[i].id, 0, 0, "saturation",
			i == 3 ? "warn" : "ok", 0.998, 0.98,
			i == 3 ? "reached 97.1 % of the offered rate"
			       : "reached 99.8 % of the offered rate" };

		CHECK_INT(quality_save(db, a, &q, &err), 0);
	}
	CHECK_INT(gate_save(db, a, &gates[0], &err), 0);
	CHECK_INT(gate_save(db, a, &gates[1], &err), 0);
}

static void fixture_analysis(struct db *db, const struct fixture *f)
{
	struct analysis a = { .title = f->title,
		.factor = "mesh",
		.baseline = f->variants[0].name,
		.conclusion = "haproxy-tls adds 4.4 ms [3.9, 4.9] to p99 at "
			      "500 rps against none: more than twice as slow.",
		.study = "{\"baseline\":\"none\",\"compare\":\"mesh\"}",
		.tool_version = VERSION,
		.confidence = 0.95,
		.margin_latency = 0.05,
		.margin_throughput = 0.02,
		.margin_cpu = 0.05,
		.margin_memory = 0.05,
		.family = 48,
		.seed = 1 };
	struct arena arena = { 0 };
	struct run_list runs;
	struct err err;

	CHECK_INT(runs_load(db, &arena, &runs, &err), 0);
	CHECK_INT(db_begin(db, &err), 0);
	CHECK_INT(analysis_save(db, &a, &err), 0);
	for (int load = 0; load < 3; load++)
		fixture_load(db, &a, f, &runs, load);
	fixture_checks(db, &a, &runs);
	fixture_findings(db, &a, f);
	CHECK_INT(db_commit(db, &err), 0);
	arena_release(&arena);
}

/* The caller closes it. */
static struct db *fixture_archive(const struct fixture *f)
{
	struct err err;
	struct db *db = db_open(":memory:", DB_WRITE, &err);

	assert_non_null(db);
	fixture_sources(db, f);
	fixture_analysis(db, f);
	return db;
}

#endif
