/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a comparison comes to, in one word.
 */
#ifndef ANALYZE_VERDICT_H
#define ANALYZE_VERDICT_H

#include <stdbool.h>

#include "analyze/values.h"

enum verdict {
	VERDICT_REGRESSION,     /* slower, by more than the margin */
	VERDICT_IMPROVEMENT,    /* faster, by more than the margin */
	VERDICT_EQUIVALENT,     /* within the margin */
	VERDICT_SLOWER,         /* slower; may be by less than the margin */
	VERDICT_FASTER,         /* faster; may be by less than the margin */
	VERDICT_NO_REGRESSION,  /* not slower by more than the margin */
	VERDICT_INCONCLUSIVE,   /* too wide to say */
	VERDICT_UNREPLICATED,   /* one run a side: noise is not known */
	VERDICT_NOT_COMPARABLE, /* more than the factor differs */
	VERDICT_MISSING         /* one side has no such number */
};

/*
 * From the interval of the ratio candidate / baseline, where more is worse
 * (of a rate, give interval_inverse()), and the smallest change that matters:
 * 0.05 is 1 / 1.05 .. 1.05.  Never one of the last three.
 */
enum verdict verdict_of(struct interval ratio, double margin);

/*
 * True of what claims a direction; where the adjusted p-value does not agree,
 * a report has to say that it is not significant.
 */
bool verdict_is_directional(enum verdict v);

/* "regression", "slower-size-uncertain", ...; as stored and as shown. */
const char *verdict_name(enum verdict v);

#endif
