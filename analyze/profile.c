/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/profile.h"

#include <math.h>

#include "analyze/beta.h"

#define BEYOND_LEAST 5
#define REACH 9 /* standard errors; beyond, weights are below 10^-18 */

const double profile_percents[PROFILE_POINTS] = { 10, 20, 30, 40, 50, 60, 70,
	80, 90, 95, 99 };

/* The weight of all requests up to a share of them. */
static double weight_up_to(double share, double q, double n)
{
	double reach = REACH * sqrt(q * (1 - q) / n) + REACH * REACH / n;

	if (share <= q - reach)
		return 0;
	if (share >= q + reach)
		return 1;
	return 1 - beta_above(share, (n + 1) * q, (n + 1) * (1 - q));
}

double profile_quantile(const struct histogram *h, double percent)
{
	double q = percent / 100, n = (double)h->count;
	double before = 0, sum = 0;
	int64_t below = 0;

	if (n * fmin(q, 1 - q) < BEYOND_LEAST)
		return NAN;
	for (size_t i = 0; i < h->len && before < 1; i++) {
		const struct bucket *b = &h->buckets[i];
		double weight;

		below += b->count;
		weight = weight_up_to((double)below / n, q, n);
		sum += (weight - before) *
		       ((double)b->low_ns + (double)b->high_ns) / 2;
		before = weight;
	}
	return sum;
}
