/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/mann_whitney.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "analyze/describe.h"
#include "analyze/rank.h"
#include "analyze/sort.h"
#include "base/mem.h"

#define MOST_PAIRS 4000
#define MOST_WAYS 200000

/* What the normal approximation needs. */
struct counts {
	double above; /* pairs in which the candidate is; equal ones as 1/2 */
	double ties;  /* sum of t^3 - t over groups of t equal values */
};

/* How many values from `i` on are equal. */
static size_t run_of(struct values sorted, size_t i, double value)
{
	size_t end = i;

	while (end < sorted.n && !(sorted.at[end] > value))
		end++;
	return end - i;
}

/* Both in ascending order. */
static struct counts counts_of(struct values a, struct values b)
{
	struct counts c = { 0, 0 };
	size_t i = 0, j = 0;

	while (i < a.n || j < b.n) {
		bool is_a = j == b.n || (i < a.n && a.at[i] < b.at[j]);
		double value = is_a ? a.at[i] : b.at[j];
		size_t in_a = run_of(a, i, value), in_b = run_of(b, j, value);
		double t = (double)(in_a + in_b);

		c.above += (double)in_b * ((double)i + (double)in_a / 2);
		c.ties += t * t * t - t;
		i += in_a;
		j += in_b;
	}
	return c;
}

static struct counts counts_of_groups(struct values a, struct values b)
{
	size_t most = a.n > b.n ? a.n : b.n;
	double *x = xcalloc(a.n + b.n + most, sizeof(*x));
	double *y = x + a.n, *room = y + b.n;
	struct counts c;

	memcpy(x, a.at, a.n * sizeof(*x));
	memcpy(y, b.at, b.n * sizeof(*y));
	sort_ascending_in(x, a.n, room);
	sort_ascending_in(y, b.n, room);
	c = counts_of((struct values){ x, a.n }, (struct values){ y, b.n });
	free(x);
	return c;
}

static void find_normal(struct mann_whitney *w, double m, double n, double ties)
{
	double total = m + n, off = w->u - m * n / 2;
	double variance =
	    m * n / 12 * (total + 1 - ties / (total * (total - 1)));

	w->p_normal = 1;
	if (variance > 0 && fabs(off) > 0) {
		w->z = copysign(fabs(off) - 0.5, off) / sqrt(variance);
		w->p_normal = fmin(1, 2 * gsl_cdf_ugaussian_Q(fabs(w->z)));
	}
}

static bool is_feasible(size_t m, size_t n, bool ties)
{
	if (ties)
		return m + n <= MOST_WAYS &&
		       ways_to_choose(m + n, m) <= MOST_WAYS;
	return m <= MOST_PAIRS / n;
}

/* By the group with fewer runs, of which there are fewer choices to count. */
static double exact_p(struct values baseline, struct values candidate)
{
	struct values few = baseline.n < candidate.n ? baseline : candidate;
	struct values many = baseline.n < candidate.n ? candidate : baseline;
	size_t n = few.n + many.n;
	double *all = xcalloc(n, sizeof(*all)), sum = 0, p;
	double *ranks = xcalloc(n, sizeof(*ranks));
	struct rank_sums sums;

	memcpy(all, few.at, few.n * sizeof(*all));
	memcpy(all + few.n, many.at, many.n * sizeof(*all));
	mid_ranks((struct values){ all, n }, ranks);
	for (size_t i = 0; i < few.n; i++)
		sum += ranks[i];
	sums = sums_of_choices((struct values){ ranks, n }, few.n);
	p = rank_sums_p(sums, sum);
	free(sums.share);
	free(ranks);
	free(all);
	return p;
}

struct mann_whitney mann_whitney(struct values baseline,
    struct values candidate)
{
	size_t m = candidate.n, n = baseline.n;
	struct mann_whitney w = { .p = 1, .p_normal = 1, .p_exact = 1 };
	struct counts c;

	if (m == 0 || n == 0)
		return w;
	c = counts_of_groups(baseline, candidate);
	w.ties = c.ties > 0;
	w.u = c.above;
	find_normal(&w, (double)m, (double)n, c.ties);
	w.exact = is_feasible(m, n, w.ties);
	if (w.exact)
		w.p_exact = exact_p(baseline, candidate);
	w.p = w.exact ? w.p_exact : w.p_normal;
	return w;
}

double mann_whitney_least_p(size_t m, size_t n)
{
	return fmin(1, 2 / ways_to_choose(m + n, n));
}

static double *differences(struct values a, struct values b)
{
	double *d = xcalloc(a.n * b.n, sizeof(*d));

	for (size_t i = 0; i < b.n; i++) {
		for (size_t j = 0; j < a.n; j++)
			d[i * a.n + j] = b.at[i] - a.at[j];
	}
	sort_ascending(d, a.n * b.n);
	return d;
}

/* The largest k with P(U <= k - 1) <= tail, without ties. */
static void find_exact_k(struct shift *s, size_t m, size_t n, double tail)
{
	size_t few = m < n ? m : n;
	double *ranks = xcalloc(m + n, sizeof(*ranks));
	struct rank_sums sums;
	double below = 0;

	for (size_t i = 0; i < m + n; i++)
		ranks[i] = (double)(i + 1);
	sums = sums_of_choices((struct values){ ranks, m + n }, few);
	/* Twice the rank sum is few (few + 1) where U is 0. */
	for (;; s->k++) {
		double share = sums.share[few * (few + 1) + 2 * s->k];

		if (below + share > tail)
			break;
		below += share;
	}
	s->achieved = 1 - 2 * below;
	free(sums.share);
	free(ranks);
}

static void find_normal_k(struct shift *s, double m, double n, double tail)
{
	double sd = sqrt(m * n * (m + n + 1) / 12);
	double k = floor(m * n / 2 + gsl_cdf_ugaussian_Pinv(tail) * sd);

	s->k = (size_t)fmax(0, k);
	s->achieved =
	    1 - 2 * gsl_cdf_ugaussian_P(((double)s->k - 0.5 - m * n / 2) / sd);
}

struct shift hodges_lehmann(struct values baseline, struct values candidate,
    double confidence)
{
	size_t m = candidate.n, n = baseline.n;
	struct shift s = { .ci = { -INFINITY, INFINITY }, .achieved = 1 };
	double tail = (1 - confidence) / 2;
	double *d;

	if (m == 0 || n == 0)
		return s;
	d = differences(baseline, candidate);
	s.value = median_of_sorted((struct values){ d, m * n });
	s.exact = m <= MOST_PAIRS / n;
	if (s.exact)
		find_exact_k(&s, m, n, tail);
	else
		find_normal_k(&s, (double)m, (double)n, tail);
	if (s.k > 0)
		s.ci = (struct interval){ d[s.k - 1], d[m * n - s.k] };
	free(d);
	return s;
}

struct shift hodges_lehmann_ratio(struct values baseline,
    struct values candidate, double confidence)
{
	double *a = values_log(baseline), *b = values_log(candidate);
	struct shift s = hodges_lehmann((struct values){ a, baseline.n },
	    (struct values){ b, candidate.n }, confidence);

	free(a);
	free(b);
	s.value = exp(s.value);
	s.ci = (struct interval){ exp(s.ci.lo), exp(s.ci.hi) };
	return s;
}
