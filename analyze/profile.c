/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/profile.h"

#include <math.h>

#define BEYOND_LEAST 5
#define REACH 7   /* standard errors; weights beyond are below 10^-11 */
#define PIECES 16 /* a standard error */

const double profile_percents[PROFILE_POINTS] = { 10, 20, 30, 40, 50, 60, 70,
	80, 90, 95, 99 };

/* Beta((n + 1) q, (n + 1) (1 - q)): how much the request at a share counts. */
struct weighing {
	double below, above; /* exponents of x and 1 - x */
	double mode;
	double from, to; /* shares beyond count nothing */
	double piece;
};

static struct weighing weighing_of(double q, double n)
{
	double error = sqrt(q * (1 - q) / n);
	double reach = REACH * error + REACH * REACH / n;
	double below = (n + 1) * q - 1, above = (n + 1) * (1 - q) - 1;

	return (struct weighing){ below, above, below / (below + above),
		fmax(0, q - reach), fmin(1, q + reach), error / PIECES };
}

/* As a share of the density at the mode. */
static double density(const struct weighing *w, double x)
{
	double off = x - w->mode;

	return exp(w->below * log1p(off / w->mode) +
		   w->above * log1p(-off / (1 - w->mode)));
}

/* The integral of the density, by two points of Gauss and Legendre a piece. */
static double weight_between(const struct weighing *w, double from, double to)
{
	double width, sum = 0;
	int pieces;

	from = fmax(from, w->from);
	to = fmin(to, w->to);
	if (!(from < to))
		return 0;
	pieces = (int)ceil((to - from) / w->piece);
	width = (to - from) / pieces;
	for (int i = 0; i < pieces; i++) {
		double middle = from + (i + 0.5) * width;
		double off = width / sqrt(12);

		sum += density(w, middle - off) + density(w, middle + off);
	}
	return sum * width / 2;
}

double profile_quantile(const struct histogram *h, double percent)
{
	double q = percent / 100, n = (double)h->count;
	double before = 0, sum = 0, weights = 0;
	int64_t below = 0;
	struct weighing w;

	if (n * fmin(q, 1 - q) < BEYOND_LEAST)
		return NAN;
	w = weighing_of(q, n);
	for (size_t i = 0; i < h->len && before < w.to; i++) {
		const struct bucket *b = &h->buckets[i];
		double share, weight;

		below += b->count;
		share = (double)below / n;
		weight = weight_between(&w, before, share);
		weights += weight;
		sum += weight * ((double)b->low_ns + (double)b->high_ns) / 2;
		before = share;
	}
	return sum / weights;
}
