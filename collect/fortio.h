/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What fortio's results and Nighthawk's export in fortio's form have in
 * common; and fortio's result as a part of other documents.
 */
#ifndef COLLECT_FORTIO_H
#define COLLECT_FORTIO_H

#include "base/input.h"
#include "collect/json.h"
#include "store/run.h"

/* Limits, far beyond any run: larger numbers are errors. */
#define FORTIO_LATENCY_MAX_S 1e6
#define FORTIO_SUM_MAX_S 1e8
#define FORTIO_COUNT_MAX ((int64_t)1 << 53)

/* Whose file is this?  Keys decide, never their order. */
enum fortio_kind {
	FORTIO_NONE,
	FORTIO_RESULT,
	FORTIO_FAILED,    /* the object that stands for a run that failed */
	FORTIO_NIGHTHAWK, /* Nighthawk's export */
};
enum fortio_kind fortio_kind_of(struct span head);

/*
 * Labels, StartTime, RequestedQPS, ActualQPS, ActualDuration, NumThreads, URL
 * or Destination, byte counts.  What is not there stays as it was.
 */
int fortio_facts(const struct json_node *root, struct arena *a,
    struct run_facts *out, struct err *err);

/*
 * A count of something, 0 to max; *out stays as it was if it is missing.  The
 * key may be NULL, as in json.h.
 */
int fortio_count(const struct json_node *in, const char *key, int64_t max,
    int64_t *out, struct err *err);

/* Duration keys of 0 or more, in seconds there, in ns here; *ns if missing. */
int fortio_ns(const struct json_node *in, const char *key, double max_s,
    int64_t *ns, struct err *err);

/* DurationHistogram without its buckets; all unknown where Count is 0. */
struct fortio_moments {
	int64_t count;
	int64_t min_ns, max_ns, sum_ns;
	double mean_ns, stddev_ns;
	double mean_step_ns; /* 0: exact */
};
int fortio_moments(const struct json_node *histogram,
    struct fortio_moments *out, struct err *err);

/*
 * Its buckets as they are written, the empty ones left out.  buckets.at is
 * the caller's to free, also after an error.
 */
struct fortio_buckets {
	struct bucket *at;
	size_t len, cap;
	int64_t count; /* of all */
};
int fortio_buckets(const struct json_node *histogram,
    struct fortio_buckets *out, struct err *err);

/*
 * RetCodes.  Good is what is no error (store/run.h).  -1 is a connection that
 * failed or timed out.
 */
struct fortio_codes {
	bool stated;
	int64_t total, good;
};
int fortio_codes(const struct json_node *root, struct fortio_codes *out,
    struct err *err);
/* One of them, for the last series. */
int fortio_status(struct source_writer *w, const char *code, int64_t n,
    struct err *err);
bool fortio_is_good(const char *code);
/* Writes them as the last series' statuses and errors. */
int fortio_statuses(const struct json_node *root, struct source_writer *w,
    struct err *err);

/* What fortio states and a comparison wants to know, as labels of the run. */
int fortio_labels(const struct json_node *root, struct source_writer *w,
    struct err *err);

/*
 * The series "total" with its distribution: `total` must have requests and
 * errors, the rest comes from the moments and buckets.
 */
int fortio_series(struct source_writer *w, struct series_facts total,
    const struct fortio_moments *m, const struct fortio_buckets *b,
    struct err *err);

/* With bounds where they are in *b, and the exact figures beside them. */
int fortio_histogram(struct source_writer *w, const struct fortio_moments *m,
    const struct fortio_buckets *b, struct err *err);

/* One of Percentiles; its p times scale is 0 to 100.  Leaves the bounds. */
int fortio_percentile(const struct json_node *node, double scale,
    struct stated_percentile *out, struct err *err);

/*
 * fortio's result, wherever in a document it stands: the facts of a run of
 * fortio, then what it says of itself, then the whole run.
 */
struct run_facts fortio_run_facts(void);
int fortio_run_read(const struct json_node *root, struct arena *a,
    struct run_facts *facts, struct err *err);
int fortio_run_write(const struct json_node *root, struct run_facts *facts,
    struct arena *a, struct source_writer *w, struct err *err);

/* Does fortio know its own version?  It has words for it if not. */
bool fortio_is_version(const char *text);

/*
 * Why a run ended before it was asked to ("8s"), or NULL: it did not.  The
 * facts have its duration, rate and connections: a thread makes a whole number
 * of calls and does not wait behind the last, so that a run at 100 calls a
 * second from 64 threads may end more than a second early.
 */
const char *fortio_stopped(const char *asked, const struct run_facts *f,
    struct arena *a);

/*
 * Bounds of a percentile, by fortio's rule: the first bucket whose cumulative
 * percent is p or more.
 */
void fortio_percentile_bounds(const struct fortio_moments *m,
    const struct fortio_buckets *b, struct stated_percentile *p);

#endif
