/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/omission.h"

#define MOST (INT64_MAX / 2)

/* How many samples one latency adds. */
static int64_t missing(const struct omission *o, int64_t v)
{
	int64_t steps = o->rule == CO_HDR ? v : v - 1;

	return v > o->interval_ns ? steps / o->interval_ns - 1 : 0;
}

/* How many of them are at most x: the last ones, which are the smallest. */
static int64_t missing_up_to(const struct omission *o, int64_t v, int64_t x)
{
	int64_t all = missing(o, v), above;

	if (x >= v)
		return all;
	above = (v - x - 1) / o->interval_ns;
	return above < all ? all - above : 0;
}

static int64_t count_up_to(struct omission o, int64_t x)
{
	int64_t n = 0;

	for (size_t i = 0; i < o.seen.n && n < MOST; i++) {
		int64_t v = o.seen.ns[i], times = o.counts ? o.counts[i] : 1;
		int64_t more = (v <= x) + missing_up_to(&o, v, x);

		n = more < (MOST - n) / times ? n + more * times : MOST;
	}
	return n;
}

int64_t co_count(struct omission o)
{
	return count_up_to(o, INT64_MAX);
}

int64_t co_at_rank(struct omission o, int64_t rank)
{
	int64_t lo = 0, hi = 0;

	for (size_t i = 0; i < o.seen.n; i++)
		hi = o.seen.ns[i] > hi ? o.seen.ns[i] : hi;
	while (lo < hi) {
		int64_t mid = lo + (hi - lo) / 2;

		if (count_up_to(o, mid) >= rank)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

double busy_share(double rate_rps, double mean_s, double connections)
{
	return connections > 0 ? rate_rps * mean_s / connections : 0;
}
