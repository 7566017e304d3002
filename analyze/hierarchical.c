/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/hierarchical.h"

#include <assert.h>
#include <stdlib.h>

#include <gsl/gsl_rng.h>

#include "analyze/quantile.h"
#include "base/mem.h"

/*
 * Requests up to each bucket, at [bucket * runs + run]: runs of one bucket lie
 * side by side, since a pool is looked up at few buckets and in all its runs.
 */
static int64_t *cumulative(struct run_counts c)
{
	int64_t *up_to = xcalloc(c.runs * c.buckets, sizeof(*up_to));

	for (size_t r = 0; r < c.runs; r++) {
		int64_t sum = 0;

		for (size_t b = 0; b < c.buckets; b++) {
			sum += c.at[r * c.buckets + b];
			up_to[b * c.runs + r] = sum;
		}
	}
	return up_to;
}

static int64_t pooled(const int64_t *up_to, const size_t *drawn, size_t n)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += up_to[drawn[i]];
	return sum;
}

/* Buckets among which a percentile is looked for. */
struct reach {
	size_t low, high;
};

/* The first bucket by which the pool has as many requests as the rank. */
static size_t bucket_of(const int64_t *up_to, struct run_counts c,
    const size_t *drawn, int64_t q_ppb, struct reach r)
{
	const int64_t *end = up_to + (c.buckets - 1) * c.runs;
	int64_t rank = quantile_rank(q_ppb, pooled(end, drawn, c.runs));

	while (r.low < r.high) {
		size_t middle = r.low + (r.high - r.low) / 2;

		if (pooled(up_to + middle * c.runs, drawn, c.runs) < rank)
			r.low = middle + 1;
		else
			r.high = middle;
	}
	return r.low;
}

/* A quantile of any pool lies between the least and the largest of its runs. */
static struct reach reach_of(const int64_t *up_to, struct run_counts c,
    size_t *drawn, int64_t q_ppb)
{
	struct reach all = { 0, c.buckets - 1 }, r = { c.buckets - 1, 0 };

	for (size_t run = 0; run < c.runs; run++) {
		size_t own;

		for (size_t i = 0; i < c.runs; i++)
			drawn[i] = run;
		own = bucket_of(up_to, c, drawn, q_ppb, all);
		r.low = own < r.low ? own : r.low;
		r.high = own > r.high ? own : r.high;
	}
	return r;
}

size_t *bootstrap_runs(struct run_counts c, struct quantiles q, size_t draws,
    unsigned long seed)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	int64_t *up_to = cumulative(c);
	size_t *drawn = xcalloc(c.runs, sizeof(*drawn));
	size_t *buckets = xcalloc(q.n * draws, sizeof(*buckets));
	struct reach *reach = xcalloc(q.n, sizeof(*reach));

	assert(c.runs > 0 && c.buckets > 0);
	for (size_t k = 0; k < q.n; k++)
		reach[k] = reach_of(up_to, c, drawn, q.ppb[k]);
	gsl_rng_set(rng, seed);
	for (size_t i = 0; i < draws; i++) {
		for (size_t r = 0; r < c.runs; r++)
			drawn[r] = gsl_rng_uniform_int(rng, c.runs);
		for (size_t k = 0; k < q.n; k++)
			buckets[k * draws + i] =
			    bucket_of(up_to, c, drawn, q.ppb[k], reach[k]);
	}
	free(reach);
	free(drawn);
	free(up_to);
	gsl_rng_free(rng);
	return buckets;
}
