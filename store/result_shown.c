/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people are shown of a comparison, where its numbers would mislead them.
 */
#include <math.h>

#include "store/result.h"

#define DUST 1e-6 /* of both sides: what arithmetic leaves of a difference */

static double without_dust(const struct comparison *c, double change)
{
	double least = fmin(fabs(c->baseline_value), fabs(c->candidate_value));

	return fabs(change) < DUST * least ? 0 : change;
}

bool comparison_is_torn(const struct comparison *c)
{
	double change = without_dust(c, c->change);

	return (change > 0 && c->ratio < 1 - DUST) ||
	       (change < 0 && c->ratio > 1 + DUST);
}

struct comparison comparison_shown(const struct comparison *c)
{
	struct comparison out = *c;
	bool torn = comparison_is_torn(c);

	out.change = torn ? NAN : without_dust(c, c->change);
	out.change_low = torn ? NAN : without_dust(c, c->change_low);
	out.change_high = torn ? NAN : without_dust(c, c->change_high);
	return out;
}
