/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Artillery says of a run.  For the artillery_*.c files only.  What
 * versions 1 and 2 have in common comes first; then version 2 with its counters
 * and summaries by name, which are the same in JSON and on the console.
 *
 * - Virtual users arrive by a schedule, and each waits for the answer to one
 *   request before it sends the next.  Where there were as many requests as
 *   users, the load was open; else it is neither.
 * - http.response_time is of requests that were answered, whatever the status.
 *   It is the difference of two clocks in whole milliseconds, so that it may
 *   be off by one, kept in a DDSketch with an error of 1 %, and rounded to
 *   0.1 ms.  A percentile may be more than the maximum.
 * - errors.* are of requests without an answer, and of answers that the script
 *   did not expect ("Failed capture or match").  An answer with an error status
 *   is no error to Artillery; here it is.  vusers.failed are users.
 * - Names hold dots, blanks and slashes: only known beginnings are parted.
 * - http.request_rate is a mean of rates of 10 s, and not read.
 */
#ifndef COLLECT_ARTILLERY_H
#define COLLECT_ARTILLERY_H

#include "base/arena.h"
#include "collect/json.h"
#include "collect/summary.h"
#include "collect/timeline.h"
#include "store/run.h"

#define ARTILLERY_PARTS_MAX 10000
#define ARTILLERY_COUNTS_MAX 1000

#define ARTILLERY_CHECK "assertion"

/* What kind an error is; ARTILLERY_CHECK: of an answer. */
const char *artillery_error_kind(struct span error);

/*
 * Failed requests: without an answer; and with one that has an error status, or
 * was not expected.  Where there are some of both, how many are both is not
 * said: UNKNOWN.
 */
int64_t artillery_failed(int64_t unanswered, int64_t unexpected,
    int64_t statuses);

/*
 * Artillery 1: what follows from the statuses and errors of the summary.
 * `completed` are the requests that were answered.
 */
void artillery_v1_finish(struct summary *s, int64_t completed, int64_t users);

/* A status that it counted; 0 is what others than HTTP have. */
void artillery_v1_status(struct summary *s, struct span code, int64_t count);

struct artillery_summary {
	const char *name;               /* of the series; NULL: not there */
	int64_t count;                  /* UNKNOWN: not said */
	double min_ns, max_ns, mean_ns; /* NAN: not said */
	struct stated_percentile stated[8];
	size_t n_stated;
};

struct artillery_parts {
	struct artillery_summary *at;
	size_t len;
};

struct artillery_counts {
	struct count *at;
	size_t len;
};

struct artillery_run {
	struct arena arena;
	struct run_facts facts;
	int64_t requests, users;
	double sending_s; /* from the first counter to the last */
	struct artillery_summary total;
	struct artillery_parts parts;
	struct artillery_counts codes, errors;
	int64_t expected, unexpected; /* checks of the plugin "expect" */
};

/* The caller releases the arena. */
void artillery_begin(struct artillery_run *r);

/* Keeps a counter if it is known; false: there are too many. */
bool artillery_counter(struct artillery_run *r, struct span name,
    int64_t count);

/* The summary of that name, or NULL if it is of no use. */
struct artillery_summary *artillery_summary_of(struct artillery_run *r,
    struct span name);

/* Keeps one of its figures: "min", "mean", "p99", "p999", ... in ms. */
void artillery_figure(struct artillery_summary *s, struct span name, double ms);

/* Takes a period, of 10 s, by timeline_interval(), if it says enough. */
typedef int artillery_period_fn(const struct json_node *period,
    struct timeline_sums *p, struct err *err);

/* Writes those of a report, "intermediate", as metrics. */
int artillery_periods_write(const struct json_node *root,
    artillery_period_fn *read, struct source_writer *out, struct err *err);

/* Requests that failed, as artillery_failed() has them. */
int64_t artillery_errors(const struct artillery_run *r);

int artillery_write(struct artillery_run *r, struct source_writer *out,
    struct err *err);

#endif
