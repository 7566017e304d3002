/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quantiles of what is known by buckets alone: bounds, and points within them
 * that are drawn but not measured.
 */
#ifndef ANALYZE_BUCKETS_H
#define ANALYZE_BUCKETS_H

#include <stddef.h>
#include <stdint.h>

#include "analyze/quantile.h"
#include "analyze/values.h"

/*
 * n buckets in ascending order that do not overlap.  The last may be open:
 * its hi is INFINITY.  Bounds may be of any unit.
 */
struct buckets {
	const double *lo, *hi;
	const int64_t *count;
	size_t n;
};

int64_t buckets_total(struct buckets b);

/* Bounds of the bucket that holds a rank of 1..total; where there are none,
 * from -INFINITY to INFINITY. */
struct interval buckets_at_rank(struct buckets b, int64_t rank);

/* From the bucket of the lower rank to that of the upper; an open end is
 * infinite. */
struct interval buckets_interval(struct buckets b, struct rank_interval ranks);

/*
 * The quantile, as if values were spread evenly in their bucket, as Prometheus
 * has it (promql/quantile.go): in an open bucket its lower bound, which is too
 * low.  0 where there are none.
 */
double buckets_interpolated(struct buckets b, int64_t q_ppb);

#endif
