/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sources of archive_fixture.h: three loads, five runs of each variant,
 * CPU and memory beside them.  The latencies are drawn from log-normal
 * distributions whose medians and tails are those of a measured one; the same
 * numbers come out everywhere.
 */
#ifndef TESTS_SOURCES_FIXTURE_H
#define TESTS_SOURCES_FIXTURE_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/check.h"

#include "store/metric.h"
#include "store/run.h"

#define FIXTURE_RUNS 5
#define FIXTURE_VARIANTS 8                     /* at most */
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

#endif
