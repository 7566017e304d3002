/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Candidates for changes in a series of releases, by E-divisive: where the
 * distributions on both sides differ most, and chance does not give as much.
 * Candidates alone raise false alarms; change_confirm() goes on from here.
 * Matteson and James 2014, JASA 109:334; but each segment is tested by itself,
 * where theirs (R's ecp) tests the best split of all segments, so that one
 * segment's answer does not wait for another's.
 *
 * Takes time as the square of the number of points, for each permutation.
 */
#ifndef ANALYZE_EDIVISIVE_H
#define ANALYZE_EDIVISIVE_H

#include <stddef.h>

#include "analyze/values.h"

/* The first `tau` points against those up to `kappa`; tau is 0 where the
 * series is too short for two segments. */
struct split {
	size_t tau, kappa;
	double q; /* how much they differ; 0 or more */
};

/* The best split with at least `least` (2 or more) points on both sides; the
 * first of equals. */
struct split edivisive_split(struct values series, size_t least);

struct edivisive {
	size_t least;       /* points in a segment: 3 */
	size_t draws;       /* permutations: 999 */
	double alpha;       /* of a split: 0.05 */
	unsigned long seed; /* of the permutations */
};

/* That a shuffled series would have as good a split; 1 if it has none. */
double edivisive_p(struct values series, struct edivisive how);

/*
 * All candidates, ascending: each is the number of points before the change.
 * `cuts` has room for series.n of them.  Returns how many there are.
 */
size_t edivisive(struct values series, struct edivisive how, size_t *cuts);

#endif
