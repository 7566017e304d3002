/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several configurations of one load, without a strict order that the noise
 * does not allow: every pair as it would be compared, Holm over the pairs, and
 * a letter for each set that cannot be told apart.  A study may ask for a test
 * by ranks in place of the comparison; what lies in buckets has no ranks.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/adjust.h"
#include "analyze/groups.h"
#include "analyze/pairing.h"
#include "analyze/study_methods.h"
#include "analyze/work.h"

#define CONTENDERS_LEAST 3

struct contender {
	const struct cell *cell;
	struct figures figures;
	struct estimate estimate;
};

struct contest {
	const struct spec *spec;
	struct contender *at;
	size_t n;
	bool *tied; /* at [i * n + j] */
	struct groups groups;
	double kruskal_p;
	enum posthoc posthoc;
};

/* May the group be ranked beside its baseline? */
static bool is_fair(const struct work *w, size_t group, const struct spec *m)
{
	const struct opposite *o = &w->opposites[group];

	if (*pair_stop(&w->stops[group], m->kind))
		return false;
	return m->kind == SPEC_THROUGHPUT ? !o->throughput_stopped
					  : !o->stopped;
}

static void contender_add(struct work *w, struct contest *c, size_t g, size_t s)
{
	struct contender *new = &c->at[c->n];

	new->cell = &w->groups.at[g].cell;
	new->figures = figures_at(w, g, s);
	new->estimate = estimate_of(c->spec, new->figures, w->study.confidence);
	if (new->figures.n > 1 && new->estimate.value > 0)
		c->n++;
}

static int by_estimate(const void *a, const void *b)
{
	const struct contender *x = a, *y = b;

	if (x->estimate.value > y->estimate.value)
		return 1;
	if (x->estimate.value < y->estimate.value)
		return -1;
	return strcmp(x->cell->name, y->cell->name);
}

static void sort(struct contest *c)
{
	qsort(c->at, c->n, sizeof(*c->at), by_estimate);
	for (size_t i = 0; c->spec->more_is_better && i < c->n / 2; i++) {
		struct contender swap = c->at[i];

		c->at[i] = c->at[c->n - 1 - i];
		c->at[c->n - 1 - i] = swap;
	}
}

static double pair_p(const struct work *w, const struct contest *c, size_t i,
    size_t j)
{
	struct arena scratch = { 0 };
	double p = compare_p(c->spec, c->at[i].figures, c->at[j].figures,
	    w->study.confidence, &scratch);

	arena_release(&scratch);
	return isnan(p) ? 1 : p;
}

/* As each pair would be compared, rounds and buckets and all. */
static void comparison_ps(const struct work *w, const struct contest *c,
    double *p)
{
	for (size_t i = 0; i < c->n; i++) {
		for (size_t j = i + 1; j < c->n; j++)
			*p++ = pair_p(w, c, i, j);
	}
}

typedef void rank_test_fn(struct groups g, struct pair_test *out);

static void rank_ps(struct work *w, struct groups g, rank_test_fn *test,
    double *p)
{
	size_t n = pairs_of(g.n);
	struct pair_test *tests = arena_alloc(&w->arena, n, sizeof(*tests));

	test(g, tests);
	for (size_t i = 0; i < n; i++)
		p[i] = tests[i].p;
}

/* The p of each pair, as those of a family. */
static struct values pairs_test(struct work *w, const struct contest *c)
{
	struct values out = { NULL, pairs_of(c->n) };
	double *p = arena_alloc(&w->arena, out.n, sizeof(*p));

	out.at = p;
	switch (c->posthoc) {
	case POSTHOC_WELCH:
		comparison_ps(w, c, p);
		break;
	case POSTHOC_MANN_WHITNEY:
		pairwise_p(c->groups, mann_whitney_p, p);
		break;
	case POSTHOC_DUNN:
		rank_ps(w, c->groups, dunn_test, p);
		break;
	case POSTHOC_DSCF: /* is one of the family */
		rank_ps(w, c->groups, steel_dwass, p);
		return out;
	}
	adjust_holm(out, p);
	return out;
}

static void ties_find(struct work *w, struct contest *c)
{
	const double *p = pairs_test(w, c).at;

	c->tied = arena_alloc(&w->arena, c->n * c->n, sizeof(*c->tied));
	for (size_t i = 0; i < c->n; i++) {
		c->tied[i * c->n + i] = true;
		for (size_t j = i + 1; j < c->n; j++) {
			bool tied = *p++ > 1 - w->study.confidence;

			c->tied[i * c->n + j] = tied;
			c->tied[j * c->n + i] = tied;
		}
	}
}

static void groups_set(struct work *w, struct contest *c)
{
	struct values *at = arena_alloc(&w->arena, c->n, sizeof(*at));

	c->posthoc = w->study.posthoc;
	for (size_t i = 0; i < c->n; i++) {
		at[i] = picked(c->at[i].figures, pick_value, &w->arena);
		if (!is_fine(c->at[i].figures))
			c->posthoc = POSTHOC_WELCH;
	}
	c->groups = (struct groups){ at, c->n };
	c->kruskal_p = kruskal_wallis(c->groups).p;
}

static int contest_save(struct work *w, struct contest *c, struct err *err)
{
	const char **letters;
	struct ties ties;

	sort(c);
	groups_set(w, c);
	ties_find(w, c);
	ties = (struct ties){ c->tied, c->n };
	letters = compact_letters(ties, &w->arena);
	for (size_t i = 0; i < c->n; i++) {
		struct rank_range range = rank_range(ties, i);
		struct ranking r = { .cell = c->at[i].cell->row,
			.metric = c->spec->name,
			.unit = c->spec->unit,
			.value = c->at[i].estimate.value,
			.best = (int64_t)range.best,
			.worst = (int64_t)range.worst,
			.contenders = (int64_t)c->n,
			.letters = letters[i],
			.kruskal_p = c->kruskal_p,
			.method = posthoc_name(c->posthoc) };

		if (ranking_save(w->db, &w->analysis, &r, err))
			return -1;
	}
	return 0;
}

/* Those that share a league, by one figure; `at` has room for all groups. */
static int league_rank(struct work *w, size_t league, size_t s,
    struct contender *at, struct err *err)
{
	struct contest c = { .spec = &w->specs.at[s], .at = at };

	for (size_t g = 0; g < w->groups.len; g++) {
		if (league_of(w, g) == league && is_fair(w, g, c.spec))
			contender_add(w, &c, g, s);
	}
	return c.n < CONTENDERS_LEAST ? 0 : contest_save(w, &c, err);
}

int rankings_save(struct work *w, struct err *err)
{
	struct contender *at =
	    arena_alloc(&w->arena, w->groups.len, sizeof(*at));

	for (size_t g = 0; g < w->groups.len; g++) {
		for (size_t s = 0; s < w->specs.len; s++) {
			if (w->specs.at[s].kind != SPEC_ERRORS &&
			    league_of(w, g) == g &&
			    league_rank(w, g, s, at, err))
				return -1;
		}
	}
	return 0;
}
