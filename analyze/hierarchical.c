/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/hierarchical.h"

#include <assert.h>
#include <stdlib.h>

#include "analyze/bootstrap_internal.h"
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

/* Buckets among which a percentile is looked for. */
struct reach {
	size_t low, high;
};

/* Runs that are pooled. */
struct chosen {
	const size_t *at;
	size_t n;
};

static int64_t pooled(const int64_t *up_to, struct chosen of)
{
	int64_t sum = 0;

	for (size_t i = 0; i < of.n; i++)
		sum += up_to[of.at[i]];
	return sum;
}

/* The first bucket by which the pool has as many requests as the rank. */
static size_t bucket_of(const int64_t *up_to, struct run_counts c,
    struct chosen of, int64_t rank, struct reach r)
{
	while (r.low < r.high) {
		size_t middle = r.low + (r.high - r.low) / 2;

		if (pooled(up_to + middle * c.runs, of) < rank)
			r.low = middle + 1;
		else
			r.high = middle;
	}
	return r.low;
}

/* All requests of what was chosen. */
static int64_t requests(const int64_t *up_to, struct run_counts c,
    struct chosen of)
{
	return pooled(up_to + (c.buckets - 1) * c.runs, of);
}

/* A quantile of any pool lies between the least and the largest of its runs. */
static struct reach reach_of(const int64_t *up_to, struct run_counts c,
    int64_t q_ppb)
{
	struct reach all = { 0, c.buckets - 1 }, r = { c.buckets - 1, 0 };

	for (size_t run = 0; run < c.runs; run++) {
		struct chosen own = { &run, 1 };
		int64_t rank = quantile_rank(q_ppb, requests(up_to, c, own));
		size_t bucket = bucket_of(up_to, c, own, rank, all);

		r.low = bucket < r.low ? bucket : r.low;
		r.high = bucket > r.high ? bucket : r.high;
	}
	return r;
}

size_t *bootstrap_runs(struct run_counts c, struct quantiles q,
    struct resampling how)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	int64_t *up_to = cumulative(c);
	size_t *drawn = xcalloc(c.runs, sizeof(*drawn));
	size_t *buckets = xcalloc(q.n * how.draws, sizeof(*buckets));
	struct reach *reach = xcalloc(q.n, sizeof(*reach));

	assert(c.runs > 0 && c.buckets > 0 && how.block > 0);
	for (size_t k = 0; k < q.n; k++)
		reach[k] = reach_of(up_to, c, q.ppb[k]);
	gsl_rng_set(rng, how.seed);
	for (size_t i = 0; i < how.draws; i++) {
		struct chosen of = { drawn, c.runs };
		int64_t all;

		blocks_draw(rng, c.runs, how.block, drawn);
		all = requests(up_to, c, of);
		for (size_t k = 0; k < q.n; k++)
			buckets[k * how.draws + i] = bucket_of(up_to, c, of,
			    quantile_rank(q.ppb[k], all), reach[k]);
	}
	free(reach);
	free(drawn);
	free(up_to);
	gsl_rng_free(rng);
	return buckets;
}
