/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "store/histogram.h"
#include "store/quantile_rank.h"

#define LATEST 9.2e18 /* what an int64_t holds */

struct known {
	double value, low, high; /* ns */
};

/* The request of a rank, which is held within 1..count; drawn in the middle of
 * its share of the bucket. */
static struct known order_statistic(const struct histogram *h, int64_t rank)
{
	double half = (double)(h->step_ns / 2), width, share;
	int64_t below;
	struct bucket b;

	rank = rank < 1 ? 1 : rank > h->count ? h->count : rank;
	b = histogram_at_rank(h, rank, &below);
	width = (double)b.high_ns - (double)b.low_ns;
	share = ((double)(rank - below) - 0.5) / (double)b.count;
	return (struct known){ (double)b.low_ns + share * width,
		fmax(0, (double)b.low_ns - half), (double)b.high_ns + half };
}

static double between(double low, double high, double next)
{
	return low + next * (high - low);
}

bool histogram_quantile(const struct histogram *h, double p, int type,
    struct percentile_bounds *out)
{
	struct quantile_place at;
	struct known x, y;
	double low, high;

	if (type == 1 || !h->count || !(p >= 0 && p <= 100))
		return histogram_percentile(h, p, out);
	at = quantile_place(h->count, quantile_of_percent(p), type);
	x = order_statistic(h, at.rank);
	y = order_statistic(h, at.rank + 1);
	low = fmin(LATEST, between(x.low, y.low, at.next));
	high = fmin(LATEST, between(x.high, y.high, at.next));
	out->value_ns = between(x.value, y.value, at.next);
	out->low_ns = low < high ? (int64_t)floor(low) : llround(low);
	out->high_ns = low < high ? (int64_t)ceil(high) : llround(high);
	return true;
}
