/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rounds: each ran both configurations, one after the other, so that what
 * changes from round to round cancels out.
 */
#ifndef ANALYZE_PAIRED_H
#define ANALYZE_PAIRED_H

#include "analyze/values.h"
#include "analyze/welch.h"

/* Ratios are candidate / baseline; all values must be positive. */
struct paired {
	enum welch_state state; /* three rounds are needed */
	double ratio, t, df, p; /* Student's t on logs of the ratios */
	struct interval ratio_ci;
	double v, p_signed_rank; /* Wilcoxon's, exact; equal rounds left out */
	double median_ratio;     /* of the Walsh averages, with its interval */
	struct interval median_ci;
};

/*
 * x and y of a round are the baseline and the candidate.  The exact test takes
 * time as the cube of the number of rounds, which is some dozens at most.
 */
struct paired paired_rounds(struct points rounds, double confidence);

#endif
