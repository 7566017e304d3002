/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Locust's records of a run have in common.  For the locust_*.c files
 * only.
 *
 * - A user sends its next request when the last one is answered and its wait
 *   time is over: a closed loop.
 * - Locust keeps no latency as it was, but rounded: to 1 ms below 100 ms, to
 *   10 below 1000, to 100 below 10,000, and to 1000 beyond.  A percentile is
 *   such a value, and so may be less than the minimum or more than the
 *   maximum, which are exact.
 * - Since 0.14, failed requests are counted among the requests, with their
 *   latencies.  Before, they were in neither.
 */
#ifndef COLLECT_LOCUST_H
#define COLLECT_LOCUST_H

#include "base/arena.h"
#include "collect/json.h"
#include "store/run.h"

#define LOCUST_ENTRIES_MAX 10000
#define LOCUST_ERRORS_MAX 10000 /* kinds */
#define LOCUST_PERCENTILES_MAX 64
#define LOCUST_LINE_MAX ((size_t)64 << 10) /* of a CSV */

struct locust_percentiles {
	struct stated_percentile *at;
	size_t len;
};

/* A name and method, or all of them. */
struct locust_entry {
	struct series_facts facts; /* name: "GET /a", or "total" */
	struct locust_percentiles stated;
	struct histogram histogram; /* without buckets: not known */
	double sum_ns;              /* of its latencies; NAN: not known */
};

struct locust_entries {
	struct locust_entry *at;
	size_t len;
};

struct locust_error {
	const char *kind, *message;
	int64_t count;
};

struct locust_errors {
	struct locust_error *at;
	size_t len;
};

struct locust_run {
	struct arena arena;   /* of everything here but the histograms */
	struct arena scratch; /* released now and then */
	struct run_facts facts;
	const char *record; /* what alone of a run is there; NULL: all of it */
	struct locust_entry total;
	struct locust_entries entries;
	struct locust_errors errors;
};

void locust_run_begin(struct locust_run *r);
void locust_run_release(struct locust_run *r);
int locust_run_write(struct locust_run *r, struct source_writer *out,
    struct err *err);

/* "GET" and "/a": "GET /a"; without a method, the name alone. */
const char *locust_series(struct arena *a, const char *method,
    const char *name);

/* The entry of that series, which is made if need be; NULL: too many. */
struct locust_entry *locust_entry_of(struct locust_run *r, const char *series);

/* The same of a row of a report, where that of all has no method. */
struct locust_entry *locust_row_of(struct locust_run *r, const char *method,
    const char *name);

/* Which latencies a value stands for. */
struct stated_percentile locust_percentile(double p, double value_ms);

/* Adds up equal ones; false if there are too many kinds. */
bool locust_add_error(struct locust_run *r, const char *series,
    const char *message, int64_t count);

/*
 * StatsEntry.serialize(), as --json and workers write it, is added to the
 * entry of its name; then all entries to the total.  *from_s and *to_s are
 * widened to the times that it states (Unix, in seconds).
 */
int locust_entry_add(struct locust_run *r, const struct json_node *entry,
    double *from_s, double *to_s, struct err *err);
void locust_total_add(struct locust_run *r);

/* An error as the reports of workers and as HTML have it. */
int locust_error_read(struct locust_run *r, const struct json_node *e,
    struct err *err);

/* Sets start, duration and rate. */
void locust_set_times(struct locust_run *r, double from_s, double to_s);

/*
 * Sets start and duration, from "2026-11-22T10:00:00Z", or without a zone
 * "2023-01-01 10:00:00", which is UTC in reports as HTML.
 */
void locust_set_utc(struct locust_run *r, struct span from, struct span to);

/* locust_tables.c: a report of Locust before 2.17. */
int locust_tables_read(struct span text, struct pos start, struct locust_run *r,
    struct err *err);

#endif
