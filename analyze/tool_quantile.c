/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/tool_quantile.h"

#include <math.h>

/* q n + half / 2, rounded down. */
static int64_t product(int64_t q_ppb, size_t n, int half)
{
	/* In halves of parts per 10^9; whole billions of values apart. */
	int64_t one = QUANTILE_ONE, billions = (int64_t)n / one;
	int64_t rest = (int64_t)n % one;

	return billions * q_ppb + (2 * (rest * q_ppb) + half * one) / (2 * one);
}

static double at_rank(struct values sorted, int64_t rank)
{
	if (rank < 1)
		rank = 1;
	if (rank > (int64_t)sorted.n)
		rank = (int64_t)sorted.n;
	return sorted.at[rank - 1];
}

static double rank_down_plus_one(struct values sorted, int64_t q_ppb)
{
	return at_rank(sorted, product(q_ppb, sorted.n, 0) + 1);
}

static double rank_rounded(struct values sorted, int64_t q_ppb)
{
	return at_rank(sorted, product(q_ppb, sorted.n, 1));
}

static double rank_down(struct values sorted, int64_t q_ppb)
{
	return at_rank(sorted, product(q_ppb, sorted.n, 0));
}

static double type_1(struct values sorted, int64_t q_ppb)
{
	return quantile_sorted(sorted, q_ppb, 1);
}

static double type_6(struct values sorted, int64_t q_ppb)
{
	return quantile_sorted(sorted, q_ppb, 6);
}

static double type_7(struct values sorted, int64_t q_ppb)
{
	return quantile_sorted(sorted, q_ppb, 7);
}

const struct tool_rule tool_rules[] = {
	{ "wrk", rank_down_plus_one },
	{ "hdr_c_rank", rank_rounded },
	{ "bombardier", rank_rounded },
	{ "ghz", type_1 },
	{ "k6", type_7 },
	{ "jmeter", type_6 },
	{ "jenkins_perf", rank_down },
	{ NULL, NULL },
};

double fortio_interpolated(struct buckets b, double p)
{
	double total = (double)buckets_total(b), below = 0;
	double before = 100 / total;

	if (b.n == 0 || !(total > 0))
		return 0;
	if (p <= before)
		return b.lo[0];
	for (size_t i = 0; i < b.n && p < 100; i++) {
		double percent;

		below += (double)b.count[i];
		percent = 100 * below / total;
		if (p <= percent)
			return b.lo[i] + (p - before) / (percent - before) *
					     (b.hi[i] - b.lo[i]);
		before = percent;
	}
	return b.hi[b.n - 1];
}

struct interval hdr_range(int64_t v, int digits)
{
	int64_t sub = 1, size = 1, lowest;

	while ((double)sub < 2 * pow(10, digits))
		sub *= 2;
	while (v / size >= sub)
		size *= 2;
	lowest = v / size * size;
	return (struct interval){ (double)lowest, (double)(lowest + size - 1) };
}

int64_t hdr_rank(double p, int64_t n)
{
	double rank = floor(p / 100 * (double)n + 0.5);

	return rank < 1 ? 1 : (int64_t)fmin(rank, (double)n);
}
