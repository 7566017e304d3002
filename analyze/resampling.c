/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stage: whole runs drawn anew, or the seconds of single ones, as an opinion on
 * each percentile, where a study asks for it.  A further way is a line of a
 * table.
 *
 * Until then distributions of runs are kept as the archive keeps them, in a
 * tenth of the memory, and taken out cell by cell; seconds are read again.
 * What is drawn of a baseline serves all that are held against it.
 */
#include <math.h>
#include <stdlib.h>

#include "analyze/drawn.h"
#include "analyze/quantile.h"
#include "analyze/seed.h"
#include "analyze/work.h"
#include "base/mem.h"

#define RUNS_LEAST 10

typedef int draw_fn(struct work *w, const struct group *g, struct draws how,
    struct drawn *out, struct err *err);
static draw_fn runs_draw, seconds_draw;

static const struct way {
	enum bootstrap kind;
	size_t least, most; /* runs a side */
	size_t draws;
	draw_fn *draw;
	const char *opinion, *method;
	const char *wrong_runs, *none; /* why there is no interval */
} ways[] = {
	{ BOOTSTRAP_HIER, RUNS_LEAST, SIZE_MAX, 10000, runs_draw, "bootstrap",
	    "percentiles of whole runs, drawn anew and pooled",
	    "no bootstrap of runs: it takes ten a side; of pairs that are "
	    "equal it would call 13 in 100 different by three runs, and 10 by "
	    "five",
	    "no bootstrap of runs: of some only percentiles are known" },
	{ BOOTSTRAP_BLOCK, 1, 1, 2000, seconds_draw, "within-run",
	    "blocks of seconds of each run, drawn anew (within-run only)",
	    "no bootstrap of blocks: it is for one run a side, of which "
	    "nothing else is known",
	    "no bootstrap of blocks: it takes 50 to 3600 seconds of each run, "
	    "and the time of every request" },
};

/* NULL: the study asks for none of these. */
static const struct way *way_of(const struct study *s)
{
	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		if (ways[i].kind == s->bootstrap)
			return &ways[i];
	}
	return NULL;
}

/* Of one cell. */
struct cell_drawn {
	const struct group *of;
	struct drawn drawn;
};

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

static struct quantiles quantiles_of(struct work *w)
{
	size_t n = w->study.n_percentiles;
	int64_t *ppb = arena_alloc(&w->arena, n, sizeof(*ppb));

	for (size_t i = 0; i < n; i++)
		ppb[i] = quantile_of_percent(w->study.percentiles[i]);
	return (struct quantiles){ ppb, n };
}

static int runs_draw(struct work *w, const struct group *g, struct draws how,
    struct drawn *out, struct err *err)
{
	struct histogram *runs = xcalloc(g->runs.len, sizeof(*runs));
	int status = runs_decode(w, g, runs, err);

	if (!status)
		drawn_of_runs(runs, g->runs.len, quantiles_of(w), how, out);
	for (size_t i = 0; i < g->runs.len; i++)
		histogram_release(&runs[i]);
	free(runs);
	return status;
}

static int seconds_draw(struct work *w, const struct group *g, struct draws how,
    struct drawn *out, struct err *err)
{
	int64_t from = w->cuts[g - w->groups.at];
	struct window_list windows;

	if (run_windows_load(w->db, g->runs.at[0], &windows, err))
		return -1;
	drawn_of_seconds(&windows, from, quantiles_of(w), how, out);
	windows_release(&windows);
	return 0;
}

static int cell_draw(struct work *w, const struct way *way,
    const struct group *g, struct cell_drawn *d, struct err *err)
{
	const char *task;

	if (d->of == g)
		return 0;
	d->of = g;
	task = arena_printf(&w->arena, "%s|bootstrap",
	    cell_name(&g->cell, &w->arena));
	return way->draw(w, g,
	    (struct draws){ way->draws,
		seed_for((uint64_t)w->study.seed, task) },
	    &d->drawn, err);
}

static struct opinion opinion_of(const struct work *w, const struct way *way,
    const struct drawn *b, const struct drawn *c, size_t percentile)
{
	double p = w->study.percentiles[percentile];
	struct interval ci = drawn_ratio(b, c, percentile, w->study.confidence);
	struct percentile_bounds x, y;

	histogram_percentile(&b->pool, p, &x);
	histogram_percentile(&c->pool, p, &y);
	return (struct opinion){ .kind = way->opinion,
		.method = way->method,
		.p = NAN,
		.ratio = x.value_ns > 0 ? y.value_ns / x.value_ns : NAN,
		.low = ci.lo > 0 ? ci.lo : NAN,
		.high = isfinite(ci.hi) ? ci.hi : NAN,
		.splits = (int64_t)way->draws,
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

static bool has_runs(const struct way *way, const struct group *g)
{
	return g->runs.len >= way->least && g->runs.len <= way->most;
}

/* The sides that are being held against each other. */
struct sides {
	struct cell_drawn b, c;
};

static int pair_draw(struct work *w, const struct way *way, size_t g,
    struct sides *s, struct err *err)
{
	const struct group *baseline = w->opposites[g].baseline;
	const struct group *candidate = &w->groups.at[g];
	const char *fault = NULL;

	if (!has_runs(way, baseline) || !has_runs(way, candidate))
		fault = way->wrong_runs;
	else if (cell_draw(w, way, baseline, &s->b, err) ||
		 cell_draw(w, way, candidate, &s->c, err))
		return -1;
	else if (!s->b.drawn.draws || !s->c.drawn.draws)
		fault = way->none;
	for (size_t i = 0; i < w->study.n_percentiles; i++) {
		struct comparison *of = compared(w, g, i);

		if (isnan(of->ratio))
			continue;
		if (fault)
			reason_append(w, of, fault);
		else
			*ARENA_PUSH(&w->arena, &of->opinions) =
			    opinion_of(w, way, &s->b.drawn, &s->c.drawn, i);
	}
	return 0;
}

int bootstraps_add(struct work *w, struct err *err)
{
	const struct way *way = way_of(&w->study);
	struct sides s = { .b.drawn.pool = HISTOGRAM_EMPTY,
		.c.drawn.pool = HISTOGRAM_EMPTY };
	int status = 0;

	for (size_t g = 0; way && g < w->groups.len; g++) {
		const struct opposite *o = &w->opposites[g];

		if (o->baseline && !o->stopped && !status)
			status = pair_draw(w, way, g, &s, err);
	}
	drawn_release(&s.b.drawn);
	drawn_release(&s.c.drawn);
	return status;
}
