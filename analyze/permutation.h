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
 * All splits up to 200000, else 9999 random ones, for which p counts the one
 * that was seen: Phipson and Smyth 2010, SAGMB 9:39.  Of ratios, give
 * logarithms.
 */
struct permutation permutation_test(struct values baseline,
    struct values candidate, unsigned long seed);

#endif
