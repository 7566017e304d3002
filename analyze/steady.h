/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is a series steady?  Where its warm-up ends, and whether it drifts.
 */
#ifndef ANALYZE_STEADY_H
#define ANALYZE_STEADY_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/values.h"

/*
 * The cut that leaves the mean of the rest most certain: MSER, on means of
 * batches (5 by default).  White 1997, Simulation 69:323.  All runs of a
 * comparison are cut at the latest of their cuts.
 */
struct warmup {
	size_t batches; /* of warm-up */
	size_t values;  /* that these are */
	double statistic;
	/* Half of the series would go: there is no steady state, or there are
	 * fewer than two batches. */
	bool at_limit;
};

struct warmup warmup_end(struct values series, size_t batch);

/*
 * Does a series rise or fall?  Mann's and Kendall's test, and Sen's slope per
 * step, from all pairs: up to some 2000 values.  p = 1 for fewer than three,
 * or where nothing varies.  Mann 1945; Sen 1968, JASA 63:1379.
 */
struct trend_test {
	double s, variance, z, p;
	double tau_b; /* rank correlation with time */
	double slope;
	struct interval slope_ci;
};

/*
 * `inflation` is 1, or the series' integrated autocorrelation time, by which
 * the variance grows: the idea of Hamed and Rao 1998, J. Hydrol. 204:182.
 */
struct trend_test mann_kendall(struct values series, double inflation,
    double confidence);

#define DRIFT_SURE 0.01  /* p */
#define DRIFT_ABOVE 0.02 /* of the median */

/*
 * How far a series moves over `length`, in the unit of its x, by Sen's slope.
 * p allows for neighbors that are alike.  Of long series, some thousand points
 * are looked at.  x ascends; all is 0, and p 1, where there are no points.
 */
struct drift {
	double change; /* in the unit of y */
	double share;  /* of the median; 0 where that is 0 */
	double p;
	bool matters; /* surely moves, and by more than DRIFT_ABOVE */
};

struct drift drift_of(struct points series, double length);

#endif
