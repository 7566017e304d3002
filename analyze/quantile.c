/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/quantile.h"

#include <assert.h>
#include <math.h>

#include "analyze/beta.h"

static double at_rank(struct values sorted, int64_t rank)
{
	if (rank < 1)
		rank = 1;
	if ((uint64_t)rank > sorted.n)
		rank = (int64_t)sorted.n;
	return sorted.at[rank - 1];
}

double quantile_sorted(struct values sorted, int64_t q_ppb, int type)
{
	struct quantile_place at =
	    quantile_place((int64_t)sorted.n, q_ppb, type);
	double low = at_rank(sorted, at.rank);
	double high = at_rank(sorted, at.rank + 1);

	assert(sorted.n > 0);
	return at.next > 0 ? low + at.next * (high - low) : low;
}

double quantile_harrell_davis(struct values sorted, int64_t q_ppb)
{
	double q = (double)q_ppb / (double)QUANTILE_ONE;
	double n = (double)sorted.n;
	double a = (n + 1) * q, b = (n + 1) * (1 - q);
	double before = 0;
	long double sum = 0;

	for (size_t i = 0; i < sorted.n; i++) {
		double share = 1 - beta_above((double)(i + 1) / n, a, b);

		sum += (long double)(share - before) * sorted.at[i];
		before = share;
	}
	return (double)sum;
}

/*
 * The largest l with P(B <= l - 1) <= tail, for a tail above 1e-12: at least
 * eight standard deviations (and as many values) below the mean by Chernoff's
 * bound, and not above the median, which is within one of the mean.
 */
static int64_t lower_rank(int64_t n, double p, double tail)
{
	double mean = (double)n * p;
	int64_t lo = (int64_t)fmax(0, mean - 8 * sqrt(mean) - 8);
	int64_t hi = (int64_t)fmin((double)n, ceil(mean) + 2);

	while (lo < hi) {
		int64_t mid = lo + (hi - lo) / 2;

		if (binomial_up_to(mid, p, n) > tail)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

struct rank_interval quantile_ranks(int64_t n, int64_t q_ppb, double confidence)
{
	double one = (double)QUANTILE_ONE;
	double q = (double)q_ppb / one;
	double tail = (1 - confidence) / 2;
	struct rank_interval r;

	/* Counted from the other end, the upper rank is a lower one. */
	r.lower = lower_rank(n, q, tail);
	r.upper =
	    n + 1 - lower_rank(n, (double)(QUANTILE_ONE - q_ppb) / one, tail);
	r.coverage = binomial_up_to(r.upper - 1, q, n) -
		     binomial_up_to(r.lower - 1, q, n);
	return r;
}

struct interval quantile_interval(struct values sorted,
    struct rank_interval ranks)
{
	struct interval out = { -INFINITY, INFINITY };

	if (ranks.lower > 0)
		out.lo = at_rank(sorted, ranks.lower);
	if ((uint64_t)ranks.upper <= sorted.n)
		out.hi = at_rank(sorted, ranks.upper);
	return out;
}

enum estimability quantile_estimability(int64_t n, int64_t q_ppb,
    double confidence)
{
	struct quantile_needs needs = quantile_needs(q_ppb, confidence);

	if (needs.point == 0 || n < needs.point)
		return ESTIMABLE_NO;
	return n < needs.two_sided ? ESTIMABLE_OPEN : ESTIMABLE_YES;
}

const char *estimability_name(enum estimability e)
{
	static const char *const names[] = { "no", "open", "yes" };

	return names[e];
}

/* The smallest n >= 1 with share^n <= tail. */
static int64_t smallest_power(double share, double tail)
{
	const double rounding = 1 + 1e-12;
	double n;

	if (share <= 0)
		return 1;
	n = fmax(1, floor(log(tail) / log(share)) - 1);
	while (pow(share, n) > tail * rounding)
		n++;
	return (int64_t)n;
}

struct quantile_needs quantile_needs(int64_t q_ppb, double confidence)
{
	double q = (double)q_ppb / (double)QUANTILE_ONE;
	int64_t beyond = QUANTILE_ONE - q_ppb;
	double tail = 1 - confidence;

	if (q_ppb <= 0 || beyond <= 0)
		return (struct quantile_needs){ 0, 0, 0 };
	return (struct quantile_needs){
		.point = (QUANTILE_ONE + beyond - 1) / beyond,
		.two_sided = smallest_power(fmax(q, 1 - q), tail / 2),
		.upper = smallest_power(q, tail),
	};
}
