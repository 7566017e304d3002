/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shape of one run's distribution: smooth quantiles, for where two
 * distributions differ.  Not for the percentiles that are reported.
 */
#ifndef ANALYZE_PROFILE_H
#define ANALYZE_PROFILE_H

#include "store/histogram.h"

#define PROFILE_POINTS 11

/* Deciles, p95 and p99. */
extern const double profile_percents[PROFILE_POINTS];

/*
 * Quantile as the weighted mean of all requests, each taken at the middle of
 * its bucket, in nanoseconds: for buckets that are narrow beside the spread.
 * NAN where fewer than five requests lie beyond it.
 * Harrell and Davis 1982, Biometrika 69:635.
 */
double profile_quantile(const struct histogram *h, double percent);

#endif
