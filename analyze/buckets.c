/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/buckets.h"

#include <math.h>

int64_t buckets_total(struct buckets b)
{
	int64_t total = 0;

	for (size_t i = 0; i < b.n; i++)
		total += b.count[i];
	return total;
}

/* Index of the bucket that holds a rank, or b.n; *below is how many values
 * stand before it. */
static size_t find_rank(struct buckets b, int64_t rank, int64_t *below)
{
	*below = 0;
	for (size_t i = 0; i < b.n; i++) {
		if (rank <= *below + b.count[i] && b.count[i] > 0)
			return i;
		*below += b.count[i];
	}
	return b.n;
}

struct interval buckets_at_rank(struct buckets b, int64_t rank)
{
	int64_t below;
	size_t i = find_rank(b, rank, &below);

	if (i == b.n)
		return (struct interval){ -INFINITY, INFINITY };
	return (struct interval){ b.lo[i], b.hi[i] };
}

struct interval buckets_interval(struct buckets b, struct rank_interval ranks)
{
	struct interval out = { -INFINITY, INFINITY };

	if (ranks.lower > 0)
		out.lo = buckets_at_rank(b, ranks.lower).lo;
	if (ranks.upper <= buckets_total(b))
		out.hi = buckets_at_rank(b, ranks.upper).hi;
	return out;
}

double buckets_interpolated(struct buckets b, int64_t q_ppb)
{
	int64_t total = buckets_total(b), below;
	double q = (double)q_ppb / (double)QUANTILE_ONE;
	size_t i = find_rank(b, quantile_rank(q_ppb, total), &below);
	double into;

	if (i == b.n)
		return 0;
	if (isinf(b.hi[i]))
		return b.lo[i];
	into = (q * (double)total - (double)below) / (double)b.count[i];
	return b.lo[i] + (b.hi[i] - b.lo[i]) * into;
}

/* What share of a part is at or below x: at least, and at most. */
static struct interval share_below(struct points q, double x)
{
	struct interval share = { 0, 1 };

	if (q.n == 0)
		return share;
	for (size_t i = 0; i < q.n; i++) {
		if (q.y[i] <= x)
			share.lo = q.x[i];
	}
	for (size_t i = q.n; i-- > 0;) {
		if (q.y[i] > x)
			share.hi = q.x[i];
	}
	return share;
}

static struct interval share_of_all(struct parts p, double x)
{
	struct interval share = { 0, 0 };
	double total = 0;

	for (size_t i = 0; i < p.n; i++) {
		struct interval s = share_below(p.at[i].quantiles, x);

		share.lo += s.lo * p.at[i].count;
		share.hi += s.hi * p.at[i].count;
		total += p.at[i].count;
	}
	return (struct interval){ share.lo / total, share.hi / total };
}

struct interval parts_quantile(struct parts p, double q)
{
	struct interval out = { INFINITY, INFINITY };
	/* Shares are sums of products: equal but for rounding is equal. */
	double least = q - 1e-12;

	for (size_t i = 0; i < p.n; i++) {
		for (size_t k = 0; k < p.at[i].quantiles.n; k++) {
			double x = p.at[i].quantiles.y[k];
			struct interval share = share_of_all(p, x);

			if (share.hi >= least)
				out.lo = fmin(out.lo, x);
			if (share.lo >= least)
				out.hi = fmin(out.hi, x);
		}
	}
	return out;
}
