/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quantiles of values that are all known: ranks, the nine definitions, and
 * exact intervals from order statistics.  Quantiles are parts per 10^9.
 */
#ifndef ANALYZE_QUANTILE_H
#define ANALYZE_QUANTILE_H

#include <stdint.h>

#include "analyze/values.h"
#include "store/quantile_rank.h"

/*
 * Quantile of values in ascending order by definition type (1..9) of Hyndman
 * and Fan.  There must be a value.  Type 1 is an
 * observed value, and the default everywhere; medians over runs use type 2.
 */
double quantile_sorted(struct values sorted, int64_t q_ppb, int type);

/*
 * Quantile as the weighted mean of all order statistics: smooth, so only for
 * the shapes of distributions.  Not for tails with n(1 - q) < 5.  There must
 * be a value; q is above 0 and below QUANTILE_ONE.
 * Harrell and Davis 1982, Biometrika 69:635.
 */
double quantile_harrell_davis(struct values sorted, int64_t q_ppb);

/* lower 0 means no lower end, upper n + 1 no upper end. */
struct rank_interval {
	int64_t lower, upper;
	double coverage; /* what the ranks achieve: at least the confidence */
};

/*
 * Ranks of the order statistics that enclose quantile q of the population, by
 * the binomial distribution, each side missing it with at most half of 1 -
 * confidence.  The values must be independent.
 * Conover 1999, Practical Nonparametric Statistics, section 3.2.
 */
struct rank_interval quantile_ranks(int64_t n, int64_t q_ppb,
    double confidence);

/* The values at those ranks; an open end is infinite. */
struct interval quantile_interval(struct values sorted,
    struct rank_interval ranks);

/*
 * What n independent values say of a quantile: nothing (fewer than one value
 * is expected beyond it), an interval open on a side, or a closed one.
 */
enum estimability { ESTIMABLE_NO, ESTIMABLE_OPEN, ESTIMABLE_YES };

enum estimability quantile_estimability(int64_t n, int64_t q_ppb,
    double confidence);
const char *estimability_name(enum estimability e); /* "no", "open", "yes" */

/*
 * How many values a quantile needs: for a point, for an interval with two
 * ends, and for an upper end alone.  0 where no number is enough (q = 0, 1).
 * Wilks 1941, Ann. Math. Stat. 12:91.
 */
struct quantile_needs {
	int64_t point, two_sided, upper;
};

struct quantile_needs quantile_needs(int64_t q_ppb, double confidence);

#endif
