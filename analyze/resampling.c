/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stage: whole runs drawn anew, as an opinion on each percentile, where a study
 * asks for it.
 *
 * Until then distributions are kept as the archive keeps them, in a tenth of
 * the memory, and taken out cell by cell.  What is drawn of a baseline serves
 * all that are held against it.
 */
#include <math.h>
#include <stdlib.h>

#include "analyze/hierarchical.h"
#include "analyze/quantile.h"
#include "analyze/seed.h"
#include "analyze/sort.h"
#include "analyze/work.h"
#include "base/mem.h"

#define DRAWS 10000
#define RUNS_LEAST 10

static const char few_runs[] =
    "no bootstrap of runs: it takes ten a side; of pairs that are equal it "
    "would call 13 in 100 different by three runs, and 10 by five";
static const char no_buckets[] =
    "no bootstrap of runs: of some only percentiles are known";

/* Of one cell. */
struct drawn {
	const struct group *of;
	struct histogram pool; /* of all runs; empty: some have none */
	size_t *buckets;       /* of the pool, by percentile, then draw */
};

static void drawn_release(struct drawn *d)
{
	histogram_release(&d->pool);
	free(d->buckets);
	*d = (struct drawn){ .pool = HISTOGRAM_EMPTY };
}

/* A run's requests by the buckets of the pool, of which none parts its own. */
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

void distribution_keep(struct work *w, size_t group, size_t i,
    const struct histogram *h)
{
	struct span bytes;

	if (w->study.bootstrap != BOOTSTRAP_HIER ||
	    w->groups.at[group].runs.len < RUNS_LEAST)
		return;
	bytes = histogram_encode(h);
	*run_distribution(w, group, i) =
	    (struct span){ arena_span(&w->arena, bytes), bytes.len };
	free((char *)bytes.at);
}

/* The distributions of a group's runs; the caller releases them. */
static int runs_decode(struct work *w, const struct group *g,
    struct histogram *runs, struct err *err)
{
	for (size_t i = 0; i < g->runs.len; i++) {
		const struct span *bytes =
		    run_distribution(w, (size_t)(g - w->groups.at), i);

		if (histogram_decode(*bytes, &runs[i], err))
			return -1;
		runs[i].step_ns = g->runs.at[i]->total.latency_step_ns;
	}
	return 0;
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

static void buckets_draw(struct work *w, const struct histogram *runs,
    struct drawn *d)
{
	struct run_counts c = { NULL, d->of->runs.len, d->pool.len };
	const char *task = arena_printf(&w->arena, "%s|bootstrap",
	    cell_name(&d->of->cell, &w->arena));
	int64_t *counts = xcalloc(c.runs * c.buckets, sizeof(*counts));
	int64_t ppb[STUDY_PERCENTILES_MAX];

	for (size_t i = 0; i < c.runs; i++)
		counts_add(&d->pool, &runs[i], counts + i * c.buckets);
	for (size_t i = 0; i < w->study.n_percentiles; i++)
		ppb[i] = quantile_of_percent(w->study.percentiles[i]);
	c.at = counts;
	d->buckets =
	    bootstrap_runs(c, (struct quantiles){ ppb, w->study.n_percentiles },
		DRAWS, seed_for((uint64_t)w->study.seed, task));
	free(counts);
}

static int cell_draw(struct work *w, const struct group *g, struct drawn *d,
    struct err *err)
{
	struct histogram *runs;
	int status;

	if (d->of == g)
		return 0;
	drawn_release(d);
	d->of = g;
	runs = xcalloc(g->runs.len, sizeof(*runs));
	status = runs_decode(w, g, runs, err);
	if (!status && pool_make(runs, g->runs.len, &d->pool))
		buckets_draw(w, runs, d);
	for (size_t i = 0; i < g->runs.len; i++)
		histogram_release(&runs[i]);
	free(runs);
	return status;
}

/* The share of the draws that the confidence leaves out at one end. */
static double end_of(double *ratios, double share)
{
	sort_ascending(ratios, DRAWS);
	return quantile_sorted((struct values){ ratios, DRAWS },
	    (int64_t)llround(share * 1e9), 1);
}

static double ratio_of(double candidate_ns, double baseline_ns)
{
	return baseline_ns > 0 ? fmax(candidate_ns, 0) / baseline_ns : INFINITY;
}

/* As fast, and as slow, as the buckets that were drawn, and the clock, leave
 * open. */
static struct interval ratio_interval(const struct drawn *b,
    const struct drawn *c, size_t percentile, double confidence)
{
	double *low = xcalloc(DRAWS, sizeof(*low));
	double *high = xcalloc(DRAWS, sizeof(*high));
	double of_b = (double)b->pool.step_ns / 2;
	double of_c = (double)c->pool.step_ns / 2;
	struct interval out;

	for (size_t i = 0; i < DRAWS; i++) {
		size_t at = percentile * DRAWS + i;
		struct bucket x = b->pool.buckets[b->buckets[at]];
		struct bucket y = c->pool.buckets[c->buckets[at]];

		low[i] =
		    ratio_of((double)y.low_ns - of_c, (double)x.high_ns + of_b);
		high[i] =
		    ratio_of((double)y.high_ns + of_c, (double)x.low_ns - of_b);
	}
	out.lo = end_of(low, (1 - confidence) / 2);
	out.hi = end_of(high, (1 + confidence) / 2);
	free(low);
	free(high);
	return out;
}

static struct opinion opinion_of(const struct work *w, const struct drawn *b,
    const struct drawn *c, size_t percentile)
{
	double p = w->study.percentiles[percentile];
	struct interval ci =
	    ratio_interval(b, c, percentile, w->study.confidence);
	struct percentile_bounds x, y;

	histogram_percentile(&b->pool, p, &x);
	histogram_percentile(&c->pool, p, &y);
	return (struct opinion){ .kind = "bootstrap",
		.method = "percentiles of whole runs, drawn anew and pooled",
		.p = NAN,
		.ratio = x.value_ns > 0 ? y.value_ns / x.value_ns : NAN,
		.low = ci.lo > 0 ? ci.lo : NAN,
		.high = isfinite(ci.hi) ? ci.hi : NAN,
		.splits = DRAWS,
		.seed = w->study.seed };
}

/* The comparisons of a pair begin with all percentiles. */
static struct comparison *compared(const struct work *w, size_t g,
    size_t percentile)
{
	return &w->comparisons.at[w->opposites[g].compared + percentile];
}

static void reason_append(struct work *w, struct comparison *c,
    const char *text)
{
	c->reasons = arena_printf(&w->arena, "%s%s%s", c->reasons,
	    *c->reasons ? "\n" : "", text);
}

static int pair_draw(struct work *w, size_t g, struct drawn *b, struct drawn *c,
    struct err *err)
{
	const struct group *baseline = w->opposites[g].baseline;
	const struct group *candidate = &w->groups.at[g];
	const char *fault = NULL;

	if (baseline->runs.len < RUNS_LEAST || candidate->runs.len < RUNS_LEAST)
		fault = few_runs;
	else if (cell_draw(w, baseline, b, err) ||
		 cell_draw(w, candidate, c, err))
		return -1;
	else if (!b->pool.count || !c->pool.count)
		fault = no_buckets;
	for (size_t i = 0; i < w->study.n_percentiles; i++) {
		struct comparison *of = compared(w, g, i);

		if (isnan(of->ratio))
			continue;
		if (fault)
			reason_append(w, of, fault);
		else
			*ARENA_PUSH(&w->arena, &of->opinions) =
			    opinion_of(w, b, c, i);
	}
	return 0;
}

int bootstraps_add(struct work *w, struct err *err)
{
	struct drawn b = { .pool = HISTOGRAM_EMPTY }, c = b;
	int status = 0;

	for (size_t g = 0;
	     w->study.bootstrap == BOOTSTRAP_HIER && g < w->groups.len; g++) {
		const struct opposite *o = &w->opposites[g];

		if (o->baseline && !o->stopped && !status)
			status = pair_draw(w, g, &b, &c, err);
	}
	drawn_release(&b);
	drawn_release(&c);
	return status;
}
