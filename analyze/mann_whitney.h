/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two groups of runs by their ranks: the line beside Welch's that a single
 * odd run does not move.  Meaningless on pooled requests.
 */
#ifndef ANALYZE_MANN_WHITNEY_H
#define ANALYZE_MANN_WHITNEY_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/values.h"

/*
 * That neither group tends to be above the other, two-sided.  Exact up to
 * 4000 pairs, or with ties up to 200000 ways to part the runs; else normal,
 * corrected for ties and continuity.  Both groups need a value; else p = 1.
 * Mann and Whitney 1947, Ann. Math. Stat. 18:50.
 */
struct mann_whitney {
	double u; /* pairs in which the candidate is above, ties as 1/2 */
	bool ties;
	bool exact; /* p is p_exact; else p_normal */
	double z, p_normal;
	double p_exact; /* 1 where it is not exact */
	double p;
};

struct mann_whitney mann_whitney(struct values baseline,
    struct values candidate);

/* The least p that m and n runs can give; where it is above alpha, the test
 * cannot reject. */
double mann_whitney_least_p(size_t m, size_t n);

/*
 * Median of all differences candidate - baseline, with the interval that
 * belongs to the test above.  Without ends where there are too few runs.
 * Hodges and Lehmann 1963, Ann. Math. Stat. 34:598.
 */
struct shift {
	double value;
	struct interval ci;
	size_t k;        /* the ends are the k-th differences from both sides */
	double achieved; /* confidence */
	bool exact;      /* k, which takes no ties, is exact */
};

struct shift hodges_lehmann(struct values baseline, struct values candidate,
    double confidence);

/* The same of logarithms, as a ratio; all values must be positive. */
struct shift hodges_lehmann_ratio(struct values baseline,
    struct values candidate, double confidence);

#endif
