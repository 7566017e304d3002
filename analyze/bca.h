/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An interval of a difference of means by values drawn anew, corrected for
 * bias and skewness (BCa).  For BCA_LEAST values a side or more.  Efron
 * 1987, JASA 82:171.
 */
#ifndef ANALYZE_BCA_H
#define ANALYZE_BCA_H

#include <stddef.h>

#include "analyze/values.h"

#define BCA_LEAST 20

struct bca {
	double confidence;
	size_t draws;
	unsigned long seed;
};

/*
 * Of mean(c) - mean(b); where b is empty, of mean(c).  c must not be empty.
 * Differences below 1e-12 are rounding, so values should be near 1, as
 * logarithms of ratios are.
 */
struct interval bca_interval(struct values b, struct values c, struct bca how);

#endif
