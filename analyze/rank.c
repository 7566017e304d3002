/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/rank.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_sort.h>

#include "base/mem.h"

double mid_ranks(struct values v, double *ranks)
{
	size_t *order = xcalloc(v.n, sizeof(*order));
	double ties = 0;

	gsl_sort_index(order, v.at, 1, v.n);
	for (size_t i = 0, end; i < v.n; i = end) {
		double t;

		for (end = i + 1; end < v.n; end++) {
			if (v.at[order[end]] > v.at[order[i]])
				break;
		}
		t = (double)(end - i);
		ties += t * t * t - t;
		for (size_t k = i; k < end; k++)
			ranks[order[k]] = (double)(i + end + 1) / 2;
	}
	free(order);
	return ties;
}

static size_t doubled(double rank)
{
	return (size_t)lround(2 * rank);
}

static size_t doubled_total(struct values ranks)
{
	size_t total = 0;

	for (size_t i = 0; i < ranks.n; i++)
		total += doubled(ranks.at[i]);
	return total;
}

/*
 * ways[k * room + s]: how many choices of k ranks have the doubled sum s.
 * Adds one rank after the other; k runs down so that none is used twice.
 */
static void add_rank(double *ways, size_t room, size_t m, size_t rank)
{
	for (size_t k = m; k > 0; k--) {
		const double *fewer = ways + (k - 1) * room;
		double *here = ways + k * room;

		for (size_t s = rank; s < room; s++)
			here[s] += fewer[s - rank];
	}
}

struct rank_sums sums_of_choices(struct values ranks, size_t m)
{
	size_t room = doubled_total(ranks) + 1;
	double *ways = xcalloc((m + 1) * room, sizeof(*ways));
	double all = ways_to_choose(ranks.n, m);
	struct rank_sums out = {
		.share = xcalloc(room, sizeof(double)),
		.n = room,
		.mean = (double)m * (double)(ranks.n + 1),
	};

	ways[0] = 1;
	for (size_t i = 0; i < ranks.n; i++)
		add_rank(ways, room, m, doubled(ranks.at[i]));
	for (size_t s = 0; s < room; s++)
		out.share[s] = ways[m * room + s] / all;
	free(ways);
	return out;
}

struct rank_sums sums_of_subsets(struct values ranks)
{
	size_t room = doubled_total(ranks) + 1;
	double *share = xcalloc(room, sizeof(*share));

	share[0] = 1;
	for (size_t i = 0; i < ranks.n; i++) {
		size_t rank = doubled(ranks.at[i]);

		for (size_t s = room; s-- > 0;)
			share[s] =
			    (share[s] + (s >= rank ? share[s - rank] : 0)) / 2;
	}
	return (struct rank_sums){ share, room, (double)(room - 1) / 2 };
}

double rank_sums_p(struct rank_sums s, double sum)
{
	double far = fabs(2 * sum - s.mean) - 1e-6;
	double p = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (fabs((double)i - s.mean) >= far)
			p += s.share[i];
	}
	return fmin(1, p);
}

double ways_to_choose(size_t n, size_t m)
{
	double ways = 1;

	for (size_t i = 1; i <= m; i++)
		ways = ways * (double)(n - m + i) / (double)i;
	return ways < 0x1p53 ? round(ways) : ways;
}
