/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * That parting the runs in two at random would give such a difference of
 * means: no assumption but that the runs could be exchanged.
 */
#ifndef ANALYZE_PERMUTATION_H
#define ANALYZE_PERMUTATION_H

#include <stdbool.h>

#include "analyze/values.h"

struct permutation {
	bool exact;    /* all ways to part them; else drawn from the seed */
	double splits; /* how many were looked at */
	double p;      /* two-sided, never 0; 1 where a group is empty */
};

/*
 * All splits up to 3,000,000 (12 and 12 runs), which takes less time than to
 * draw; else 9,999 random ones, for which p counts the one that was seen:
 * Phipson and Smyth 2010, SAGMB 9:39.  Where so many leave open on which side
 * of `alpha` p is, there are ten times as many.  Of ratios, give logarithms.
 */
struct permutation permutation_test(struct values baseline,
    struct values candidate, double alpha, unsigned long seed);

/* The smallest p that groups of these sizes can have. */
double permutation_least_p(size_t a, size_t b);

#define FLIPS_MOST 24 /* differences */

/*
 * The same for rounds that ran both sides, as the differences within them:
 * either side could have come first in each, so that all signs are tried.  At
 * most FLIPS_MOST of them; p is 1 where there are none.
 */
struct permutation flips_test(struct values differences);

#endif
