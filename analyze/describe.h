/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Moments and medians.  Sums run twice over the data in long double, so that
 * values with a large mean and a small spread keep their digits (NIST StRD
 * NumAcc1..4).
 */
#ifndef ANALYZE_DESCRIBE_H
#define ANALYZE_DESCRIBE_H

#include <stddef.h>

#include "analyze/values.h"

/* Of no values, everything is 0; of one, sd is 0. */
struct moments {
	size_t n;
	double mean;
	double sd; /* with n - 1 */
};

struct description {
	struct moments moments;
	double min, max;
	double median;  /* of an even number: the mean of the middle two */
	double mad;     /* median distance from the median, not scaled */
	double cv;      /* sd / mean; 0 where the mean is 0 */
	double geomean; /* 0 unless all values are positive */
	double lag1;    /* autocorrelation; 0 where nothing varies */
};

struct moments moments_of(struct values v);
struct description describe(struct values v);

double median_of(struct values v);
double median_of_sorted(struct values sorted);
double mad_of(struct values v);

/* (Sum of (x_t - mean)(x_{t+lag} - mean)) / n, of a series in its order. */
double autocovariance(struct values v, double mean, size_t lag);

#endif
