/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/quantile.h"

#include <assert.h>
#include <math.h>

#include "analyze/beta.h"

/* n q, without overflow: whole + parts / 10^9. */
struct product {
	int64_t whole, parts;
};

static struct product times(int64_t n, int64_t q_ppb)
{
	int64_t rest = n % QUANTILE_ONE * q_ppb;

	return (struct product){
		n / QUANTILE_ONE * q_ppb + rest / QUANTILE_ONE,
		rest % QUANTILE_ONE,
	};
}

int64_t quantile_of_percent(double p)
{
	if (!(p > 0))
		return 0;
	return p < 100 ? (int64_t)llround(p * 1e7) : QUANTILE_ONE;
}

int64_t quantile_rank(int64_t q_ppb, int64_t n)
{
	struct product nq = times(n, q_ppb);
	int64_t rank = nq.whole + (nq.parts > 0);

	return rank < 1 && n > 0 ? 1 : rank;
}

/* The m of Hyndman and Fan: h = nq + m. */
static double offset(int type, double q)
{
	switch (type) {
	case 3:
		return -0.5;
	case 5:
		return 0.5;
	case 6:
		return q;
	case 7:
		return 1 - q;
	case 8:
		return (q + 1) / 3;
	case 9:
		return q / 4 + 0.375;
	default:
		return 0;
	}
}

/* How much x(j + 1) counts, where h = j + g. */
static double weight(int type, int64_t j, double g)
{
	switch (type) {
	case 1:
		return g > 0;
	case 2:
		return g > 0 ? 1 : 0.5;
	case 3:
		return g > 0 || j % 2 != 0;
	default:
		return g;
	}
}

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
	double q = (double)q_ppb / (double)QUANTILE_ONE;
	struct product nq = times((int64_t)sorted.n, q_ppb);
	double g = (double)nq.parts / (double)QUANTILE_ONE + offset(type, q);
	double carry = floor(g);
	int64_t j = nq.whole + (int64_t)carry;
	double w = weight(type, j, g - carry);
	double low = at_rank(sorted, j), high = at_rank(sorted, j + 1);

	assert(sorted.n > 0 && type >= 1 && type <= 9);
	return w > 0 ? low + w * (high - low) : low;
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
