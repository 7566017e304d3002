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
