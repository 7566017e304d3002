/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ranks, and how their sums fall out by chance.
 */
#ifndef ANALYZE_RANK_H
#define ANALYZE_RANK_H

#include <stddef.h>

#include "analyze/values.h"

/*
 * Ranks 1..n into `ranks`; equal values share the mean of theirs.  Returns the
 * sum of t^3 - t over groups of t equal values: 0 if there are no ties.
 */
double mid_ranks(struct values v, double *ranks);

/* share[s] is the probability that twice the sum is s, for s < n. */
struct rank_sums {
	double *share; /* owned: free() it */
	size_t n;
	double mean; /* of twice the sum */
};

/* Of m ranks out of all, each choice being as probable: rank sum tests. */
struct rank_sums sums_of_choices(struct values ranks, size_t m);

/* Of any of the ranks, each with probability 1/2: signed-rank tests. */
struct rank_sums sums_of_subsets(struct values ranks);

/* The probability of a sum at least as far from the mean as this one. */
double rank_sums_p(struct rank_sums s, double sum);

/* Number of ways to choose m of n, rounded where it exceeds 2^53. */
double ways_to_choose(size_t n, size_t m);

#endif
