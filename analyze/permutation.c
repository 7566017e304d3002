/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/permutation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_combination.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "analyze/describe.h"
#include "analyze/rank.h"
#include "base/mem.h"

#define MOST_SPLITS 200000
#define DRAWS 9999

/* All runs; those of the one group were the first. */
struct pool {
	double *all;
	size_t n, group;
	double expected; /* sum of the group, were it like the rest */
	double seen;     /* how far it is from that */
};

static struct pool pool_of(struct values a, struct values b)
{
	struct pool p = { .n = a.n + b.n, .group = a.n };
	double far;

	p.all = xcalloc(p.n, sizeof(*p.all));
	memcpy(p.all, a.at, a.n * sizeof(*p.all));
	memcpy(p.all + a.n, b.at, b.n * sizeof(*p.all));
	p.expected =
	    moments_of((struct values){ p.all, p.n }).mean * (double)p.group;
	far = fabs(moments_of(a).mean * (double)a.n - p.expected);
	/* Splits that are the same but for rounding count as the same. */
	p.seen = far - 1e-12 * fmax(1, fabs(p.expected));
	return p;
}

static double count_all(const struct pool *p)
{
	gsl_combination *c = gsl_combination_calloc(p->n, p->group);
	double as_far = 0;

	do {
		double sum = 0;

		for (size_t i = 0; i < p->group; i++)
			sum += p->all[gsl_combination_get(c, i)];
		as_far += fabs(sum - p->expected) >= p->seen;
	} while (gsl_combination_next(c) == GSL_SUCCESS);
	gsl_combination_free(c);
	return as_far;
}

static double count_draws(struct pool *p, unsigned long seed)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double as_far = 0;

	gsl_rng_set(rng, seed);
	for (int draw = 0; draw < DRAWS; draw++) {
		double sum = 0;

		gsl_ran_shuffle(rng, p->all, p->n, sizeof(*p->all));
		for (size_t i = 0; i < p->group; i++)
			sum += p->all[i];
		as_far += fabs(sum - p->expected) >= p->seen;
	}
	gsl_rng_free(rng);
	return as_far;
}

struct permutation permutation_test(struct values a, struct values b,
    unsigned long seed)
{
	struct permutation out = { .p = 1 };
	struct pool p;

	if (a.n == 0 || b.n == 0)
		return out;
	p = a.n < b.n ? pool_of(a, b) : pool_of(b, a);
	out.splits = ways_to_choose(p.n, p.group);
	out.exact = out.splits <= MOST_SPLITS;
	if (out.exact) {
		out.p = count_all(&p) / out.splits;
	} else {
		out.splits = DRAWS;
		out.p = (count_draws(&p, seed) + 1) / (DRAWS + 1);
	}
	free(p.all);
	return out;
}
