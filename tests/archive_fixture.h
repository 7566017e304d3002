/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An archive as a study of four proxies leaves it, for tests of what is
 * rendered: three loads, five runs of each variant, CPU and memory beside
 * them, and an analysis.  The latencies are drawn from log-normal
 * distributions whose medians and tails are those of a measured one; the same
 * numbers come out everywhere.
 */
#ifndef TESTS_ARCHIVE_FIXTURE_H
#define TESTS_ARCHIVE_FIXTURE_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/check.h"

#include "analyze/verdict.h"
#include "analyze/welch.h"
#include "render/distribution.h"
#include "store/metric.h"
#include "store/result.h"
#include "store/run.h"

#define FIXTURE_RUNS 5
#define FIXTURE_START_NS 1795364129000000000LL /* 2026-11-22T16:15:29Z */

struct fixture_variant {
	const char *name;
	double median_ms[3];
	double spread;     /* of the logarithm */
	double us_per_req; /* of the proxy's CPU; 0: has none */
};

/* What an archive is made with; the variants end with a NULL name. */
struct fixture {
	const char *title;
	const struct fixture_variant *variants;
	int seconds; /* of each run */
};

static const struct fixture_variant fixture_variants[] = {
	{ "none", { 0.401, 0.300, 0.233 }, 0.74, 0 },
	{ "haproxy", { 0.700, 0.534, 0.395 }, 0.80, 34.4 },
	{ "haproxy-tls", { 1.028, 0.617, 0.487 }, 0.82, 45.0 },
	{ "none-v6", { 0.399, 0.301, 0.234 }, 0.74, 0 },
	{ "nginx", { 0.719, 0.466, 0.390 }, 0.78, 33.1 },
	{ NULL, { 0 }, 0, 0 },
};

static const struct fixture fixture_proxies = {
	"What does a proxy cost?",
	fixture_variants,
	2,
};

static const int fixture_rates[] = { 500, 2000, 6000 };

/* The same numbers on every machine: a linear congruential generator. */
static double fixture_uniform(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return ((double)(*state >> 11) + 0.5) / 9007199254740992.0;
}

static double fixture_normal(uint64_t *state)
{
	double r = sqrt(-2 * log(fixture_uniform(state)));

	return r * cos(6.283185307179586 * fixture_uniform(state));
}

static void fixture_requests(struct source_writer *w, double median_ms,
    double spread, int rate, int seconds, uint64_t *state)
{
	struct recorder *r = recorder_new(1000);
	double shift = 0.05 * fixture_normal(state);
	struct err err;

	for (int i = 0; i < rate * seconds; i++) {
		double z = fixture_normal(state);
		double ms = median_ms * exp(shift + spread * z);
		struct sample s = { (int64_t)i * 1000000000LL / rate,
			(int64_t)(ms * 1e6) };

		recorder_add(r, &s);
	}
	CHECK_INT(series_recorded(w, r, &err), 0);
	recorder_free(r);
}

/* Where a run stands: load, variant, repeat. */
struct fixture_place {
	int load, variant, repeat;
};

static int64_t fixture_start(const struct fixture *f, struct fixture_place at)
{
	int before = (at.load * FIXTURE_RUNS + at.repeat) * 8 + at.variant;

	return FIXTURE_START_NS +
	       (int64_t)before * (f->seconds + 10) * 1000000000LL;
}

static void fixture_facts(struct source_writer *w, const struct fixture *f,
    struct fixture_place at)
{
	int rate = fixture_rates[at.load];
	struct run_facts facts = RUN_UNKNOWN;
	struct series_facts total = SERIES_UNKNOWN;
	char name[300];
	struct err err;

	snprintf(name, sizeof(name), "%.200s-%d-%d",
	    f->variants[at.variant].name, rate, at.repeat + 1);
	facts.name = name;
	facts.tool = "fortio";
	facts.tool_version = "1.69.4";
	facts.target = "http://127.0.0.1:8080/";
	facts.started_at_ns = fixture_start(f, at);
	facts.duration_ns = (int64_t)f->seconds * 1000000000LL;
	facts.offered_rps = rate;
	facts.achieved_rps = rate * (1 - 0.0007 * (at.variant + at.repeat));
	facts.connections = 8;
	facts.load_model = LOAD_CLOSED;
	facts.population = POPULATION_ALL;
	CHECK_INT(source_run(w, &facts, &err), 0);
	CHECK_INT(run_label(w, "mesh", f->variants[at.variant].name, LABEL_PATH,
		      &err),
	    0);
	snprintf(name, sizeof(name), "%d", at.repeat + 1);
	CHECK_INT(run_label(w, "rep", name, LABEL_PATH, &err), 0);
	total.name = "total";
	total.evidence = EVIDENCE_TIMED;
	total.requests = rate * f->seconds;
	total.errors = at.variant == 4 && at.repeat == 2 ? 3 : 0;
	CHECK_INT(run_series(w, &total, &err), 0);
}

static void fixture_run(struct db *db, const struct fixture *f,
    struct fixture_place at, uint64_t *state)
{
	const struct fixture_variant *v = &f->variants[at.variant];
	int rate = fixture_rates[at.load];
	char name[400], sha[65];
	struct source_writer *w;
	struct err err;

	snprintf(name, sizeof(name), "results/%.200s/%drps/rep%d.json", v->name,
	    rate, at.repeat + 1);
	snprintf(sha, sizeof(sha), "%012x%052x",
	    (at.load * 100 + at.variant * 10 + at.repeat + 1) * 2654435, 7);
	w = source_begin(db, name, "fortio-json", &err);
	assert_non_null(w);
	fixture_facts(w, f, at);
	fixture_requests(w, v->median_ms[at.load], v->spread, rate, f->seconds,
	    state);
	CHECK_INT(series_status(w, "200", rate * f->seconds, &err), 0);
	if (at.variant == 4 && at.repeat == 2) {
		CHECK_INT(series_status(w, "503", 3, &err), 0);
		CHECK_INT(
		    series_error(w, "status", "503 from upstream", 3, &err), 0);
	}
	CHECK_INT(source_commit(w, sha, 12345 + rate, &err), 0);
}

/* CPU (a counter) and memory of one proxy, every second of the whole study. */
static void fixture_metrics(struct source_writer *w, const struct fixture *f,
    int variant, bool cpu)
{
	int n = 3 * FIXTURE_RUNS * 8 * (f->seconds + 10);
	struct metric_sample *at = calloc((size_t)n, sizeof(*at));
	struct metric m = { .name = cpu ? "process_cpu_seconds_total"
					: "process_resident_memory_bytes",
		.quantity = cpu ? "cpu_seconds" : "memory_bytes",
		.role = "data-plane",
		.component = f->variants[variant].name,
		.match = "mesh",
		.counter = cpu,
		.labels = "{}" };
	double used = 3;
	struct err err;

	for (int i = 0; i < n; i++) {
		used += 0.06 + 0.02 * sin(i * 0.7);
		at[i].at_ms = FIXTURE_START_NS / 1000000 + 1000LL * i;
		at[i].value =
		    cpu ? used : 42e6 + 1e6 * variant + 3e5 * sin(i * 0.3);
	}
	CHECK_INT(source_metric(w, &m, (struct metric_samples){ at, (size_t)n },
		      &err),
	    0);
	free(at);
}

static void fixture_sources(struct db *db, const struct fixture *f)
{
	uint64_t state = 7;
	struct source_writer *w;
	struct err err;

	for (int load = 0; load < 3; load++) {
		for (int v = 0; f->variants[v].name; v++) {
			for (int r = 0; r < FIXTURE_RUNS; r++)
				fixture_run(db, f,
				    (struct fixture_place){ load, v, r },
				    &state);
		}
	}
	w = source_begin(db, "prometheus.json", "prometheus-range", &err);
	assert_non_null(w);
	for (int v = 1; f->variants[v].name; v++) {
		fixture_metrics(w, f, v, true);
		fixture_metrics(w, f, v, false);
	}
	CHECK_INT(source_commit(w,
		      "ffffffffffff000000000000000000000000000000000000000000"
		      "0000000000",
		      98765, &err),
	    0);
}

/* ---- the analysis ---- */

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
		CHECK_INT(run_percentile(db, runs[i], p, &values[i], &err), 0);
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

static void fixture_resources(struct db *db, const struct analysis *a,
    const struct run *run, const struct fixture_variant *v)
{
	double rps = run->facts.achieved_rps;
	struct resource cpu = { run->id, "data-plane", v->name, "cpu_cores",
		"cores", v->us_per_req * rps / 1e6, NAN, v->us_per_req / 1e3,
		NULL };
	struct resource memory = { run->id, "data-plane", v->name,
		"memory_bytes", "bytes", 42.2e6, 43.1e6, NAN, NULL };
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
	int64_t cells[2] = { 0, 0 };
	char conditions[100], label[40];
	struct err err;

	snprintf(conditions, sizeof(conditions),
	    "{\"connections\":\"8\",\"offered_rps\":\"%d\"}",
	    fixture_rates[load]);
	snprintf(label, sizeof(label), "%d rps", fixture_rates[load]);
	for (int v = 0; f->variants[v].name; v++) {
		struct cell c = { 0, f->variants[v].name, conditions, label,
			v == 0, ids, FIXTURE_RUNS };

		for (int r = 0; r < FIXTURE_RUNS; r++) {
			runs[r] =
			    fixture_find(all, c.value, fixture_rates[load], r);
			ids[r] = runs[r]->id;
		}
		if (v == 0)
			memcpy(base, runs, sizeof(base));
		CHECK_INT(cell_save(db, a, &c, &err), 0);
		cells[1] = c.row;
		cells[0] = v == 0 ? c.row : cells[0];
		fixture_cell(db, a, base, runs, cells);
		for (int r = 0; r < FIXTURE_RUNS; r++)
			fixture_resources(db, a, runs[r], &f->variants[v]);
	}
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
