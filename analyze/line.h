/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line through points, as cores = idle + cost * krps over the runs of one
 * mesh: the slope is the marginal cost of load, the intercept what that line
 * extrapolates to no load.
 */
#ifndef ANALYZE_LINE_H
#define ANALYZE_LINE_H

#include <stdbool.h>

#include "analyze/values.h"
#include "analyze/welch.h"

struct coefficient {
	double value, se;
	struct interval ci; /* by Student's t with n - 2 */
	/* Where scatter grows with load: MacKinnon and White 1985, J.
	 * Econometrics 29:305.  INFINITY where one point, far from the
	 * rest, holds the line alone. */
	double se_hc3;
};

/* Needs three points, and three different x to tell a line from a bend. */
struct line {
	bool known;
	struct coefficient intercept, slope;
	double r2;        /* 1 where y does not vary */
	double theil_sen; /* slope that a few bad points do not move */
	double df;
};

struct line line_fit(struct points p, double confidence);

/*
 * Is it no straight line?  The p of the test for lack of fit: how far the loads
 * lie off the line, against how far the repeats of each lie from one another
 * (Draper and Smith 1998, Applied Regression Analysis, 2.1).  Points of one
 * load stand together; `repeats` says how many, by load.  NAN without repeats
 * that differ by more than rounding.
 */
double line_misfit(struct points p, const struct line *line,
    const size_t *repeats, size_t loads);

/* Of the slopes, candidate - baseline; both lines must be known. */
struct welch line_compare(struct line baseline, struct line candidate,
    double confidence);

/* Median slope over all pairs that differ in x; 0 if none does.
 * Sen 1968, JASA 63:1379. */
double theil_sen(struct points p);

/* The slopes of all such pairs, ascending; *count says how many.  The caller
 * frees them.  n (n - 1) / 2 at most: not for more than a few thousand points.
 */
double *pair_slopes(struct points p, size_t *count);

#endif
