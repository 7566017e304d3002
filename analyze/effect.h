/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far two groups of runs lie apart, whatever their unit.  Never of
 * requests.
 */
#ifndef ANALYZE_EFFECT_H
#define ANALYZE_EFFECT_H

#include <stdbool.h>

#include "analyze/values.h"

/*
 * The probability that a run of the candidate is above one of the baseline,
 * ties as 1/2 (Vargha and Delaney 2000, JEBS 25:101), and Cliff's delta, which
 * is 2 a12 - 1 (Cliff 1993, Psych. Bull. 114:494).  1/2 and 0 without runs.
 */
struct effect {
	double a12, delta;
};

struct effect effect_of(struct values baseline, struct values candidate);

/* "negligible", "small", "medium", "large": Romano et al. 2006. */
const char *effect_magnitude(double delta);

/*
 * That a12 is 1/2, and its interval, within 0..1.  Not known where a group
 * has fewer than two runs, or no run of one is among the other's.
 * Brunner and Munzel 2000, Biom. J. 42:17.
 */
struct brunner_munzel {
	bool known;
	double w, df, p;
	double a12;
	struct interval ci;
};

struct brunner_munzel brunner_munzel(struct values baseline,
    struct values candidate, double confidence);

#endif
