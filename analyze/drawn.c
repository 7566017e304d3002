/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/drawn.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "analyze/autocorrelation.h"
#include "analyze/quantile.h"
#include "analyze/sort.h"
#include "analyze/windows.h"
#include "base/mem.h"

void drawn_release(struct drawn *d)
{
	histogram_release(&d->pool);
	free(d->buckets);
	*d = (struct drawn){ .pool = HISTOGRAM_EMPTY };
}

/* Requests by the buckets of the pool, of which none parts those of h. */
static void counts_add(const struct histogram *pool, const struct histogram *h,
    int64_t *counts)
{
	size_t k = 0;

	for (size_t i = 0; i < h->len; i++) {
		while (k + 1 < pool->len &&
		       !buckets_overlap(&h->buckets[i], &pool->buckets[k]))
			k++;
		counts[k] += h->buckets[i].count;
	}
}

/* All runs together; false where one has no requests in buckets. */
static bool pool_make(const struct histogram *runs, size_t n,
    struct histogram *pool)
{
	for (size_t i = 0; i < n; i++) {
		if (!runs[i].count) {
			histogram_release(pool);
			return false;
		}
		histogram_merge(pool, &runs[i]);
	}
	return true;
}

void drawn_of_runs(const struct histogram *runs, size_t n, struct quantiles q,
    struct draws how, struct drawn *out)
{
	struct run_counts c = { NULL, n, 0 };
	int64_t *counts;

	drawn_release(out);
	if (!pool_make(runs, n, &out->pool))
		return;
	c.buckets = out->pool.len;
	counts = xcalloc(c.runs * c.buckets, sizeof(*counts));
	for (size_t i = 0; i < n; i++)
		counts_add(&out->pool, &runs[i], counts + i * c.buckets);
	c.at = counts;
	out->draws = how.n;
	out->buckets =
	    bootstrap_runs(c, q, (struct resampling){ 1, how.n, how.seed });
	free(counts);
}

/* The seconds to draw from, in `list`; false where they do not serve. */
static bool seconds_find(const struct window_list *windows, int64_t from,
    struct window_list *list)
{
	size_t i = 0;

	if (!windows->len || windows->at[0].second < 0)
		return false;
	while (i < windows->len && windows->at[i].second < from)
		i++;
	*list = (struct window_list){ windows->at + i, windows->len - i, 0 };
	return list->len >= SECONDS_LEAST && list->len <= SECONDS_MOST;
}

static size_t block_of(const struct window_list *seconds)
{
	struct arena a = { 0 };
	size_t n = block_length(window_means(seconds, 0, &a)).used;

	arena_release(&a);
	return n;
}

void drawn_of_seconds(const struct window_list *windows, int64_t from,
    struct quantiles q, struct draws how, struct drawn *out)
{
	struct window_list seconds;
	struct run_counts c;
	int64_t *counts;

	drawn_release(out);
	if (!seconds_find(windows, from, &seconds))
		return;
	out->pool = windows_sum(&seconds, from);
	if (!out->pool.len)
		return;
	c = (struct run_counts){ NULL, seconds.len, out->pool.len };
	counts = xcalloc(c.runs * c.buckets, sizeof(*counts));
	for (size_t i = 0; i < c.runs; i++)
		counts_add(&out->pool, &seconds.at[i].h,
		    counts + i * c.buckets);
	c.at = counts;
	out->draws = how.n;
	out->buckets = bootstrap_runs(c, q,
	    (struct resampling){ block_of(&seconds), how.n, how.seed });
	free(counts);
}

static double share_of(double *ratios, size_t n, double share)
{
	sort_ascending(ratios, n);
	return quantile_sorted((struct values){ ratios, n },
	    (int64_t)llround(share * QUANTILE_ONE), 1);
}

static double ratio_of(double candidate_ns, double baseline_ns)
{
	return baseline_ns > 0 ? fmax(candidate_ns, 0) / baseline_ns : INFINITY;
}

struct interval drawn_ratio(const struct drawn *b, const struct drawn *c,
    size_t quantile, double confidence)
{
	size_t n = b->draws;
	double *low = xcalloc(n, sizeof(*low));
	double *high = xcalloc(n, sizeof(*high));
	double of_b = (double)b->pool.step_ns / 2;
	double of_c = (double)c->pool.step_ns / 2;
	struct interval out;

	assert(n && c->draws == n);
	for (size_t i = 0; i < n; i++) {
		size_t at = quantile * n + i;
		struct bucket x = b->pool.buckets[b->buckets[at]];
		struct bucket y = c->pool.buckets[c->buckets[at]];

		low[i] =
		    ratio_of((double)y.low_ns - of_c, (double)x.high_ns + of_b);
		high[i] =
		    ratio_of((double)y.high_ns + of_c, (double)x.low_ns - of_b);
	}
	out.lo = share_of(low, n, (1 - confidence) / 2);
	out.hi = share_of(high, n, (1 + confidence) / 2);
	free(low);
	free(high);
	return out;
}
