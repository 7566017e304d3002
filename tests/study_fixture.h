/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Archives made for one question each: runs with the labels, latencies and
 * percentiles that a test needs, and their analysis as the command makes it.
 */
#ifndef TESTS_STUDY_FIXTURE_H
#define TESTS_STUDY_FIXTURE_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/check.h"

#include "analyze/analyze.h"
#include "analyze/study.h"
#include "store/metric.h"
#include "store/run.h"

/* The latency of the request that starts at `at_s`. */
typedef double made_latency_fn(double at_s, double scale_ms, uint64_t *state);

/* Memory in MB at that time. */
typedef double made_memory_fn(double at_s, uint64_t *state);

/* An endpoint, of which only what a tool prints is known. */
struct made_part {
	const char *name; /* NULL ends a list of them */
	int requests, errors;
	double p50_ms;
};

struct made_run {
	const char *labels;       /* "mesh=none rep=1" */
	int64_t started_s;        /* since an epoch of the tests */
	int seconds, rate;        /* rate 0: as fast as it can */
	double achieved;          /* 0: the rate */
	made_latency_fn *latency; /* every request; or, where NULL: */
	double scale_ms;
	double p50_ms, p90_ms, p99_ms; /* as stated; 0: not */
	enum load_model load_model;
	int connections;             /* 0: not known */
	double cpu_cores;            /* of the data plane, 0: none */
	made_memory_fn *memory;      /* or NULL: not known */
	made_memory_fn *more_memory; /* of a second series; or NULL */
	int memory_every_s;          /* 0: every second */
	const char *memory_role;     /* NULL: of the data plane */
	int errors;                  /* among its requests */
	bool no_rate; /* the tool does not say what was asked for */
	bool untimed; /* every request, but not when it was made */
	int clock_ms; /* a latency is known to half of it, up and down */
	const struct made_part *parts; /* or NULL */
};

/* The same numbers on every machine: a linear congruential generator. */
static inline double made_uniform(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return ((double)(*state >> 11) + 0.5) / 9007199254740992.0;
}

static inline double made_normal(uint64_t *state)
{
	double r = sqrt(-2 * log(made_uniform(state)));

	return r * cos(6.283185307179586 * made_uniform(state));
}

/* Log-normal, as latencies are. */
static inline double made_steady(double at_s, double scale_ms, uint64_t *state)
{
	(void)at_s;
	return scale_ms * exp(0.3 * made_normal(state));
}

static inline void made_labels(struct source_writer *w, const char *labels)
{
	struct span rest = span_of(labels);
	struct arena a = { 0 };
	struct err err;

	while (rest.len) {
		struct span value = span_cut(&rest, ' ');
		struct span key = span_cut(&value, '=');

		CHECK_INT(run_label(w, arena_span(&a, key),
			      arena_span(&a, value), LABEL_SET, &err),
		    0);
	}
	arena_release(&a);
}

static inline void made_requests(struct source_writer *w,
    const struct made_run *m, uint64_t *state)
{
	struct recorder *r = recorder_new(1000);
	struct err err;

	for (int i = 0; i < m->rate * m->seconds; i++) {
		double at_s = (double)i / m->rate;
		double ms = m->latency(at_s, m->scale_ms, state);
		struct sample s = { m->untimed ? -1 : (int64_t)(at_s * 1e9),
			(int64_t)(ms * 1e6) };

		recorder_add(r, &s);
	}
	CHECK_INT(series_recorded(w, r, &err), 0);
	recorder_free(r);
}

static inline void made_stated(struct source_writer *w, double p, double ms)
{
	struct stated_percentile s = { p, ms * 1e6, ms * 1e6, ms * 1e6 };
	struct err err;

	if (ms > 0)
		CHECK_INT(series_percentile(w, &s, &err), 0);
}

static inline void made_parts(struct source_writer *w,
    const struct made_part *p)
{
	struct err err;

	for (; p->name; p++) {
		struct series_facts s = SERIES_UNKNOWN;

		s.name = p->name;
		s.evidence = EVIDENCE_PERCENTILES;
		s.requests = p->requests;
		s.errors = p->errors;
		CHECK_INT(run_series(w, &s, &err), 0);
		made_stated(w, 50, p->p50_ms);
	}
}

static inline void made_cpu(struct source_writer *w, const struct made_run *m)
{
	struct metric_sample at[] = { { m->started_s * 1000, 100 },
		{ (m->started_s + m->seconds) * 1000,
		    100 + m->cpu_cores * m->seconds } };
	struct metric cpu = { .name = "cpu",
		.quantity = "cpu_seconds",
		.role = "data-plane",
		.component = "proxy",
		.counter = true,
		.labels = "{}" };
	struct err err;

	CHECK_INT(
	    source_metric(w, &cpu, (struct metric_samples){ at, 2 }, &err), 0);
}

static inline void made_memory(struct source_writer *w,
    const struct made_run *m, made_memory_fn *megabytes, uint64_t *state)
{
	int every = m->memory_every_s ? m->memory_every_s : 1;
	struct metric_sample *at = calloc((size_t)m->seconds, sizeof(*at));
	struct metric_samples s = { at, 0 };
	struct metric memory = { .name = "memory",
		.quantity = "memory_bytes",
		.role = m->memory_role ? m->memory_role : "data-plane",
		.component = "proxy",
		.labels = megabytes == m->memory ? "{}" : "{\"pod\":\"b\"}" };
	struct err err;

	assert_non_null(at);
	for (int i = 0; i < m->seconds; i += every)
		at[s.len++] = (struct metric_sample){ (m->started_s + i) * 1000,
			1e6 * megabytes(i, state) };
	CHECK_INT(source_metric(w, &memory, s, &err), 0);
	free(at);
}

/* Adds a run, as a source of its own. */
static inline void made_add(struct db *db, const struct made_run *m, int number)
{
	struct run_facts facts = RUN_UNKNOWN;
	struct series_facts total = SERIES_UNKNOWN;
	uint64_t state = 77u + 1000003u * (uint64_t)number;
	struct source_writer *w;
	char sha[65];
	struct err err;

	for (int i = 0; i < 8; i++)
		made_uniform(&state);
	snprintf(sha, sizeof(sha), "%012x%052x", number + 1, 7);
	w = source_begin(db, m->labels, "made", &err);
	assert_non_null(w);
	facts.name = m->labels;
	facts.tool = "made";
	facts.started_at_ns = m->started_s * 1000000000LL;
	facts.duration_ns = m->seconds * 1000000000LL;
	facts.offered_rps = m->rate ? m->rate : (double)INFINITY;
	if (m->no_rate)
		facts.offered_rps = NAN;
	facts.achieved_rps = m->achieved > 0 ? m->achieved : m->rate;
	facts.load_model = m->load_model;
	if (m->connections)
		facts.connections = m->connections;
	CHECK_INT(source_run(w, &facts, &err), 0);
	made_labels(w, m->labels);
	total.name = "total";
	total.evidence = m->latency ? EVIDENCE_TIMED : EVIDENCE_PERCENTILES;
	if (m->untimed)
		total.evidence = EVIDENCE_RAW;
	total.requests = m->rate ? (int64_t)m->rate * m->seconds : 100000;
	total.errors = m->errors;
	total.latency_step_ns = m->clock_ms * 1000000LL;
	CHECK_INT(run_series(w, &total, &err), 0);
	if (m->latency)
		made_requests(w, m, &state);
	made_stated(w, 50, m->p50_ms);
	made_stated(w, 90, m->p90_ms);
	made_stated(w, 99, m->p99_ms);
	if (m->parts)
		made_parts(w, m->parts);
	if (m->cpu_cores > 0)
		made_cpu(w, m);
	if (m->memory)
		made_memory(w, m, m->memory, &state);
	if (m->more_memory)
		made_memory(w, m, m->more_memory, &state);
	CHECK_INT(source_commit(w, sha, 100 + number, &err), 0);
}

static inline struct db *made_archive(const struct made_run *runs, size_t n)
{
	struct err err = { "" };
	struct db *db = db_open(":memory:", DB_WRITE, &err);

	assert_non_null(db);
	for (size_t i = 0; i < n; i++)
		made_add(db, &runs[i], (int)i);
	return db;
}

/* As "meshstat analyze" with these words, which end with NULL. */
static inline void made_analysis(struct db *db, const char **words,
    struct arena *a, struct results *out)
{
	static const struct option_def *const tables[] = { study_options,
		NULL };
	struct options o;
	struct err err = { "" };

	CHECK_INT(options_parse(tables, (char **)words, a, &o, &err), 0);
	if (analyze(db, &o, &err) || results_load(db, a, out, &err))
		fail_msg("%s", err.msg);
}

/* What a terminal shows of it. */
static inline void made_print(const struct results *r, char *text, size_t size)
{
	FILE *out = tmpfile();
	struct ui ui = { .out = out };
	size_t n;

	assert_non_null(out);
	results_print(r, &ui);
	rewind(out);
	n = fread(text, 1, size - 1, out);
	text[n] = '\0';
	fclose(out);
}

/* The first check of that name of a run (its i-th), or of a cell or pair. */
static inline const struct quality *made_check(const struct results *r,
    const char *check, const char *run)
{
	for (size_t i = 0; i < r->qualities.len; i++) {
		const struct quality *q = &r->qualities.at[i];

		if (strcmp(q->check, check) == 0 &&
		    (!run == !q->run && (!run || strcmp(run, q->run) == 0)))
			return q;
	}
	return NULL;
}

static inline const struct comparison *made_comparison(const struct results *r,
    const char *candidate, const char *metric)
{
	for (size_t i = 0; i < r->comparisons.len; i++) {
		const struct comparison *c = &r->comparisons.at[i];

		if (strcmp(c->metric, metric) == 0 &&
		    strcmp(results_cell(r, c->candidate)->value, candidate) ==
			0)
			return c;
	}
	return NULL;
}

#endif
