/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a percentile of all requests of a cell would vary with its runs: runs are
 * drawn anew, with all of their requests, and pooled; or seconds of one run, as
 * if they were runs, in blocks.  For ten runs or more: of
 * three and five, it took equal cells for different ones in 13 and 10 of 100
 * simulated experiments.  Kalibera and Jones 2012, Quantifying Performance
 * Changes with Effect Size Confidence Intervals.
 */
#ifndef ANALYZE_HIERARCHICAL_H
#define ANALYZE_HIERARCHICAL_H

#include <stddef.h>
#include <stdint.h>

#include "analyze/bootstrap.h"

/* Requests by run and bucket, at [run * buckets + bucket]; the buckets are the
 * same for all runs, and ascend. */
struct run_counts {
	const int64_t *at;
	size_t runs, buckets; /* neither is 0 */
};

/* Those that are asked for, as in quantile.h. */
struct quantiles {
	const int64_t *ppb;
	size_t n;
};

/*
 * For each quantile and draw, at [quantile * draws + draw], the bucket that
 * holds it (type 1) in the pool, or 0 if the pool is empty.  All quantiles are
 * of the same draws.  The caller frees them.
 */
size_t *bootstrap_runs(struct run_counts counts, struct quantiles q,
    struct resampling how);

#endif
