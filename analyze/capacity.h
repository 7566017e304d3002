/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much load something takes: x is the offered load, ascending, y what it
 * did to latency (or to throughput).
 */
#ifndef ANALYZE_CAPACITY_H
#define ANALYZE_CAPACITY_H

#include <stdbool.h>

#include "analyze/values.h"

/*
 * The closest series that does not fall, by least squares; `out` has room for
 * v.n values.  Pool adjacent violators: Ayer et al. 1955.
 */
void isotonic(struct values v, double *out);

/*
 * Between which loads that were tested an objective is lost, when latency is
 * made to grow with load first.
 */
struct slo_bracket {
	bool passes, fails;  /* is there a load that does? */
	double pass, fail;   /* the largest before, the first after */
	double interpolated; /* between the two, if there are both */
};

struct slo_bracket slo_bracket(struct points p, double objective);

/*
 * The knee of a curve, by Kneedle with sensitivity 1: Satopaa et al. 2011,
 * ICDCSW.  A figure of speech with coordinates: it has no interval.
 */
enum knee_shape { KNEE_CONVEX, KNEE_CONCAVE }; /* both increase */

struct knee {
	bool found;
	double x, y;
	double height; /* above the diagonal of the unit square */
};

struct knee knee_of(struct points p, enum knee_shape shape);

#endif
