/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How releases follow each other, and where a series of them changed.
 */
#ifndef STORE_RELEASE_TREND_H
#define STORE_RELEASE_TREND_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * One against another release, by the ratio, which shares have none of, and by
 * the difference.  Verdict NULL: not compared; with a difference of 0, as
 * neither failed a request.
 */
struct release_change {
	double ratio, low, high;
	double change, change_low, change_high; /* in the metric's unit */
	const char *verdict;
};

#define RELEASE_UNCOMPARED                                                     \
	((struct release_change){ NAN, NAN, NAN, NAN, NAN, NAN, NULL })

struct trend_point {
	const char *value, *conditions, *metric; /* which series */
	int64_t ordinal;                         /* from 1 */
	const char *release, *unit;
	double estimate, low, high;
	int64_t runs;
	int64_t segment;      /* between change points, from 1 */
	const char *baseline; /* the pinned release; NULL: none */
	struct release_change from_baseline, from_previous;
	double target; /* that a study declares; NAN: none */
	/* CUSUM in units of the noise; above OFF_TARGET the series is off. */
	double cusum_above, cusum_below;
};

#define OFF_TARGET 5

struct trend_list {
	struct trend_point *at; /* by series, then release */
	size_t len;
};

struct change_point {
	const char *value, *conditions, *metric;
	int64_t ordinal; /* of the first release behind it */
	const char *release;
	double ratio; /* of medians, after / before */
	double p_value;
	double correlation; /* of neighboring releases, 0..0.9 */
	const char *state;  /* "confirmed", "possible" */
	const char *method; /* that found it, and the test that p is of */
};

/* Above this correlation, series without a change often have one confirmed. */
#define CORRELATED 0.2

struct change_point_list {
	struct change_point *at; /* by series, then release */
	size_t len;
};

/* Is the i-th point the last release of its series? */
bool results_is_newest(const struct trend_list *trends, size_t i);

#endif
