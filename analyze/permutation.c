/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Splits are not gone through one by one.  The runs are cut in halves; each
 * split takes k of the one half and the rest of the other, and of two ascending
 * lists the pairs whose sum is large enough are counted in one pass: 1,024 sums
 * a half in place of 184,756 splits of 20 runs.  Horowitz and Sahni 1974, JACM
 * 21:277.
 */
#include "analyze/permutation.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_combination.h>
#include <gsl/gsl_rng.h>

#include "analyze/describe.h"
#include "analyze/rank.h"
#include "analyze/sort.h"
#include "base/mem.h"

#define MOST_SPLITS 3e6
#define DRAWS 9999

/* What a sum has to be as far from as the one that was seen. */
struct bar {
	double expected, seen;
};

/* Sums that are the same but for rounding count as the same. */
static struct bar bar_of(double sum, double expected)
{
	return (struct bar){ expected,
		fabs(sum - expected) - 1e-12 * fmax(1, fabs(expected)) };
}

/* How many pairs of both, which ascend, come to at least so much. */
static double pairs_from(struct values x, struct values y, double least)
{
	double pairs = 0;
	size_t j = y.n;

	for (size_t i = 0; i < x.n; i++) {
		while (j > 0 && x.at[i] + y.at[j - 1] >= least)
			j--;
		pairs += (double)(y.n - j);
	}
	return pairs;
}

static double pairs_as_far(struct values x, struct values y, struct bar bar)
{
	double all = (double)x.n * (double)y.n;

	if (bar.seen <= 0)
		return all;
	return pairs_from(x, y, bar.expected + bar.seen) + all -
	       pairs_from(x, y, nextafter(bar.expected - bar.seen, INFINITY));
}

/* The sums of all choices of k values, ascending; the caller frees them. */
static struct values sums_of_k(struct values v, size_t k)
{
	gsl_combination *c = gsl_combination_calloc(v.n, k);
	const size_t *chosen = gsl_combination_data(c);
	double *sums = xcalloc((size_t)ways_to_choose(v.n, k), sizeof(*sums));
	size_t n = 0;

	do {
		for (size_t i = 0; i < k; i++)
			sums[n] += v.at[chosen[i]];
		n++;
	} while (gsl_combination_next(c) == GSL_SUCCESS);
	gsl_combination_free(c);
	sort_ascending(sums, n);
	return (struct values){ sums, n };
}

/* All runs; those of the smaller group were the first. */
struct pool {
	double *all;
	size_t n, group;
	struct bar bar; /* of the group's sum */
};

static struct pool pool_of(struct values a, struct values b)
{
	struct pool p = { .n = a.n + b.n, .group = a.n };
	double mean;

	p.all = xcalloc(p.n, sizeof(*p.all));
	memcpy(p.all, a.at, a.n * sizeof(*p.all));
	memcpy(p.all + a.n, b.at, b.n * sizeof(*p.all));
	mean = moments_of((struct values){ p.all, p.n }).mean;
	p.bar = bar_of(moments_of(a).mean * (double)a.n, mean * (double)a.n);
	return p;
}

static double count_all(const struct pool *p)
{
	struct values left = { p->all, p->n / 2 };
	struct values right = { p->all + left.n, p->n - left.n };
	double as_far = 0;

	for (size_t k = 0; k <= p->group && k <= left.n; k++) {
		struct values x = sums_of_k(left, k);
		struct values y = sums_of_k(right, p->group - k);

		as_far += pairs_as_far(x, y, p->bar);
		free((double *)x.at);
		free((double *)y.at);
	}
	return as_far;
}

/* Fisher and Yates's shuffle, as far as the group goes. */
static double sum_drawn(struct pool *p, gsl_rng *rng)
{
	double sum = 0;

	for (size_t i = 0; i < p->group; i++) {
		size_t k = i + gsl_rng_uniform_int(rng, p->n - i);
		double drawn = p->all[k];

		p->all[k] = p->all[i];
		p->all[i] = drawn;
		sum += drawn;
	}
	return sum;
}

static struct permutation drawn(struct pool *p, int draws, unsigned long seed)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double as_far = 0;

	gsl_rng_set(rng, seed);
	for (int i = 0; i < draws; i++)
		as_far +=
		    fabs(sum_drawn(p, rng) - p->bar.expected) >= p->bar.seen;
	gsl_rng_free(rng);
	return (struct permutation){ .splits = draws,
		.p = (as_far + 1) / (draws + 1) };
}

struct permutation permutation_test(struct values a, struct values b,
    double alpha, unsigned long seed)
{
	struct permutation out = { .p = 1 };
	struct pool p;

	if (a.n == 0 || b.n == 0)
		return out;
	p = a.n < b.n ? pool_of(a, b) : pool_of(b, a);
	out.splits = ways_to_choose(p.n, p.group);
	out.exact = out.splits <= MOST_SPLITS;
	if (out.exact)
		out.p = count_all(&p) / out.splits;
	else
		out = drawn(&p, DRAWS, seed);
	if (!out.exact &&
	    fabs(out.p - alpha) < 2 * sqrt(out.p * (1 - out.p) / DRAWS))
		out = drawn(&p, 10 * DRAWS, seed);
	free(p.all);
	return out;
}

double permutation_least_p(size_t a, size_t b)
{
	/* Of equal groups, a split has a mirror image that is as far. */
	return (a == b ? 2 : 1) / ways_to_choose(a + b, a < b ? a : b);
}

/* The sums of the values with all signs, ascending; the caller frees them. */
static struct values sums_of_signs(struct values v)
{
	double *sums = xcalloc((size_t)1 << v.n, sizeof(*sums));
	size_t n = 1;

	for (size_t i = 0; i < v.n; i++, n *= 2) {
		for (size_t k = 0; k < n; k++) {
			sums[n + k] = sums[k] - v.at[i];
			sums[k] += v.at[i];
		}
	}
	sort_ascending(sums, n);
	return (struct values){ sums, n };
}

struct permutation flips_test(struct values d)
{
	struct values left = { d.at, d.n / 2 };
	struct values right = { d.at + left.n, d.n - left.n };
	struct values x = sums_of_signs(left), y = sums_of_signs(right);
	struct permutation out = { .exact = true,
		.splits = ldexp(1, (int)d.n) };
	double sum = 0;

	assert(d.n <= FLIPS_MOST);
	for (size_t i = 0; i < d.n; i++)
		sum += d.at[i];
	out.p = pairs_as_far(x, y, bar_of(sum, 0)) / out.splits;
	free((double *)x.at);
	free((double *)y.at);
	return out;
}
