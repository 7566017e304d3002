/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where variance comes from in a nested, balanced experiment, such as requests
 * in windows in runs, and where more repetitions would pay.
 * Kalibera and Jones 2013, ISMM, doi:10.1145/2464157.2464160.
 */
#ifndef ANALYZE_COMPONENTS_H
#define ANALYZE_COMPONENTS_H

#include <stddef.h>

#include "analyze/values.h"

#define LEVELS_MAX 4

/*
 * counts[0] is how often the innermost level was repeated in each unit of the
 * next, and so on outward; their product is the number of values, which stand
 * in that order.  Each count is 2 or more.
 */
struct nested {
	const double *at;
	size_t counts[LEVELS_MAX];
	size_t levels;
};

/* Arrays begin with the innermost level. */
struct components {
	size_t levels;
	double s2[LEVELS_MAX]; /* variance seen among the units of a level */
	double t2[LEVELS_MAX]; /* the level's own part; below 0, show 0 */
	double mean;
	struct interval mean_ci; /* by the outermost level alone */
	double outer_share;      /* of two levels: T2 / (T1 + T2), 0..1 */
};

struct components components_of(struct nested v, double confidence);

/*
 * The best number of repetitions at `level` (0 is the innermost, and the
 * outermost has none), where one more costs `cost` and one more of the level
 * around it `outer_cost`.  0 where a component is not above 0.
 */
double components_repetitions(const struct components *c, size_t level,
    double cost, double outer_cost);

#endif
