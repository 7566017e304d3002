/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/verdict.h"

enum verdict verdict_of(struct interval ratio, double margin)
{
	double up = 1 + margin, down = 1 / up;

	if (ratio.lo > up)
		return VERDICT_REGRESSION;
	if (ratio.hi < down)
		return VERDICT_IMPROVEMENT;
	if (down <= ratio.lo && ratio.hi <= up)
		return VERDICT_EQUIVALENT;
	if (ratio.lo > 1)
		return VERDICT_SLOWER;
	if (ratio.hi < 1)
		return VERDICT_FASTER;
	if (ratio.hi <= up)
		return VERDICT_NO_REGRESSION;
	return VERDICT_INCONCLUSIVE;
}

bool verdict_is_directional(enum verdict v)
{
	return v == VERDICT_REGRESSION || v == VERDICT_IMPROVEMENT ||
	       v == VERDICT_SLOWER || v == VERDICT_FASTER;
}

const char *verdict_name(enum verdict v)
{
	static const char *const names[] = {
		[VERDICT_REGRESSION] = "regression",
		[VERDICT_IMPROVEMENT] = "improvement",
		[VERDICT_EQUIVALENT] = "equivalent",
		[VERDICT_SLOWER] = "slower-size-uncertain",
		[VERDICT_FASTER] = "faster-size-uncertain",
		[VERDICT_NO_REGRESSION] = "no-regression-beyond-margin",
		[VERDICT_INCONCLUSIVE] = "inconclusive",
		[VERDICT_UNREPLICATED] = "unreplicated",
		[VERDICT_NOT_COMPARABLE] = "not-comparable",
		[VERDICT_MISSING] = "missing",
	};

	return names[v];
}
