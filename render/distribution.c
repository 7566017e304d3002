/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/distribution.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/units.h"

#define STEPS_PER_NINE 20
#define NINES_MAX 7
#define ECDF_SHARE_STEP 0.004  /* points closer than both are left out: */
#define ECDF_LATENCY_STEP 1.01 /* they would fall on the same pixel */

const double distribution_marks[DISTRIBUTION_MARKS] = { 50, 90, 99, 99.9,
	99.99 };

/* Histograms of the runs of a cell, and their sum. */
struct pool {
	struct histogram sum;
	struct histogram *runs;
	size_t len;
};

static void pool_release(struct pool *pool)
{
	for (size_t i = 0; i < pool->len; i++)
		histogram_release(&pool->runs[i]);
	histogram_release(&pool->sum);
	free(pool->runs);
}

static int pool_load(struct pool *pool, struct db *db,
    const struct run *const *runs, size_t n, struct err *err)
{
	pool->sum = HISTOGRAM_EMPTY;
	pool->runs = xcalloc(n, sizeof(*pool->runs));
	for (size_t i = 0; i < n; i++) {
		struct histogram *h = &pool->runs[pool->len];

		*h = HISTOGRAM_EMPTY;
		if (run_histogram_load(db, runs[i], h, err))
			return -1;
		if (h->count <= 0) {
			histogram_release(h);
			continue;
		}
		histogram_merge(&pool->sum, h);
		pool->len++;
	}
	return 0;
}

static struct nines_point nines_at(const struct pool *pool, double p)
{
	struct nines_point point = { p, NAN, INFINITY, -INFINITY };
	struct percentile_bounds bounds;

	if (histogram_percentile(&pool->sum, p, &bounds))
		point.latency_s = bounds.value_ns / NS_PER_S;
	for (size_t i = 0; i < pool->len; i++) {
		if (!histogram_percentile(&pool->runs[i], p, &bounds))
			continue;
		point.low_s = fmin(point.low_s, bounds.value_ns / NS_PER_S);
		point.high_s = fmax(point.high_s, bounds.value_ns / NS_PER_S);
	}
	if (pool->len < 2)
		point.low_s = point.high_s = NAN;
	return point;
}

/* Is there one request or more beyond that percentile? */
static bool bears(int64_t requests, double p)
{
	return (double)requests * (100 - p) >= 100 * (1 - 1e-9);
}

static void find_marks(const struct pool *pool, struct distribution *out)
{
	for (size_t i = 0; i < DISTRIBUTION_MARKS; i++) {
		double p = distribution_marks[i];

		out->marks[i] = (struct nines_point){ p, NAN, NAN, NAN };
		if (bears(pool->sum.count, p))
			out->marks[i] = nines_at(pool, p);
	}
}

static void find_nines(const struct pool *pool, struct arena *a,
    struct distribution *out)
{
	out->nines =
	    arena_alloc(a, STEPS_PER_NINE * NINES_MAX, sizeof(*out->nines));
	for (int i = 0; i < STEPS_PER_NINE * NINES_MAX; i++) {
		double beyond = pow(10, -(double)i / STEPS_PER_NINE);

		if (beyond * (double)pool->sum.count < 1)
			break;
		out->nines[out->n_nines++] = nines_at(pool, 100 * (1 - beyond));
	}
}

/* A reader of one histogram from low to high latencies. */
struct cursor {
	const struct histogram *h;
	size_t next;
	int64_t passed;
};

/* The share of requests in buckets that end at or before that latency. */
static double share_at(struct cursor *c, int64_t latency_ns)
{
	while (
	    c->next < c->h->len && c->h->buckets[c->next].high_ns <= latency_ns)
		c->passed += c->h->buckets[c->next++].count;
	return (double)c->passed / (double)c->h->count;
}

static struct ecdf_point ecdf_at(struct cursor *sum, struct cursor *runs,
    size_t n, int64_t latency_ns)
{
	struct ecdf_point point = { (double)latency_ns / NS_PER_S,
		share_at(sum, latency_ns), 1, 0 };

	for (size_t i = 0; i < n; i++) {
		double share = share_at(&runs[i], latency_ns);

		point.low = fmin(point.low, share);
		point.high = fmax(point.high, share);
	}
	if (n < 2)
		point.low = point.high = NAN;
	return point;
}

static bool is_far(const struct ecdf_point *from, const struct ecdf_point *to)
{
	return to->share - from->share >= ECDF_SHARE_STEP ||
	       to->latency_s >= from->latency_s * ECDF_LATENCY_STEP;
}

static void find_ecdf(const struct pool *pool, struct arena *a,
    struct distribution *out)
{
	struct cursor sum = { .h = &pool->sum };
	struct cursor *runs = arena_alloc(a, pool->len, sizeof(*runs));
	struct ecdf_point *at = arena_alloc(a, pool->sum.len, sizeof(*at));

	for (size_t i = 0; i < pool->len; i++)
		runs[i].h = &pool->runs[i];
	for (size_t i = 0; i < pool->sum.len; i++) {
		int64_t latency_ns = pool->sum.buckets[i].high_ns;
		struct ecdf_point point =
		    ecdf_at(&sum, runs, pool->len, latency_ns);
		bool last = i + 1 == pool->sum.len;

		if (latency_ns <= 0)
			continue;
		if (!out->n_ecdf || last ||
		    is_far(&at[out->n_ecdf - 1], &point))
			at[out->n_ecdf++] = point;
	}
	out->ecdf = at;
}

int distribution_load(struct db *db, const struct run *const *runs, size_t n,
    struct arena *a, struct distribution *out, struct err *err)
{
	struct pool pool = { .len = 0 };
	int status = pool_load(&pool, db, runs, n, err);

	*out = (struct distribution){ .runs = pool.len,
		.requests = pool.sum.count };
	if (!status && pool.len) {
		find_marks(&pool, out);
		find_nines(&pool, a, out);
		find_ecdf(&pool, a, out);
	}
	pool_release(&pool);
	return status;
}

static int stated_percentile(struct db *db, const struct run *run, double p,
    double *seconds, struct err *err)
{
	struct percentile_list list = { 0 };
	struct arena a = { 0 };
	int status = run_percentiles_load(db, run, &a, &list, err);

	for (size_t i = 0; !status && i < list.len; i++) {
		if (fabs(list.at[i].p - p) < 1e-9)
			*seconds = list.at[i].value_ns / NS_PER_S;
	}
	arena_release(&a);
	return status;
}

int run_percentile(struct db *db, const struct run *run,
    struct percentile_wanted wanted, double *seconds, struct err *err)
{
	struct histogram h = HISTOGRAM_EMPTY;
	struct percentile_bounds bounds;
	int status = run_histogram_load(db, run, &h, err);

	*seconds = NAN;
	if (!status && h.count <= 0)
		status = stated_percentile(db, run, wanted.p, seconds, err);
	else if (!status && bears(h.count, wanted.p) &&
		 histogram_quantile(&h, wanted.p, wanted.type, &bounds))
		*seconds = bounds.value_ns / NS_PER_S;
	histogram_release(&h);
	return status;
}
