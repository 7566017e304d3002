/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Percentiles of what is drawn anew: of whole runs that are pooled, or of one
 * run from blocks of its own seconds.
 */
#ifndef ANALYZE_DRAWN_H
#define ANALYZE_DRAWN_H

#include "analyze/hierarchical.h"
#include "analyze/values.h"
#include "store/run.h"

#define SECONDS_LEAST 50 /* for neighbors to show how alike they are */
#define SECONDS_MOST 3600

/* Begins as { .pool = HISTOGRAM_EMPTY }. */
struct drawn {
	struct histogram pool; /* of all that is drawn from; may be empty */
	size_t *buckets;       /* of the pool, by quantile, then draw */
	size_t draws;
};

void drawn_release(struct drawn *d);

/* How often, and from which seed. */
struct draws {
	size_t n;
	unsigned long seed;
};

/* Whole runs; the pool stays empty where one has no requests in buckets. */
void drawn_of_runs(const struct histogram *runs, size_t n, struct quantiles q,
    struct draws how, struct drawn *out);

/*
 * Seconds of a run from `from` on, in blocks as long as their means remember
 * each other (block_length()).  It speaks of what is within the run, never
 * between runs.  The pool stays empty where a request has no time, and below
 * SECONDS_LEAST and above SECONDS_MOST seconds.
 */
void drawn_of_seconds(const struct window_list *windows, int64_t from,
    struct quantiles q, struct draws how, struct drawn *out);

/*
 * Of c / b by the i-th quantile, as many draws of each: the interval of their
 * ratios by shares of the draws, as fast, and as slow, as the buckets that were
 * drawn, and the clock, leave open.  hi may be infinite.
 */
struct interval drawn_ratio(const struct drawn *b, const struct drawn *c,
    size_t quantile, double confidence);

#endif
