/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several groups of runs: all of them at once, each pair, and the letters that
 * say which pairs cannot be told apart.
 */
#ifndef ANALYZE_GROUPS_H
#define ANALYZE_GROUPS_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/values.h"
#include "base/arena.h"

/* Each has a value. */
struct groups {
	const struct values *at;
	size_t n;
};

/* Pairs stand in the order 0-1, 0-2, ..., 1-2, ...: n (n - 1) / 2 of them. */
size_t pairs_of(size_t n);

/* p of one pair. */
typedef double pair_p_fn(struct values a, struct values b);

pair_p_fn welch_log_p; /* 1 where it cannot be had */
pair_p_fn mann_whitney_p;

/* Writes the p of each pair, not yet adjusted. */
void pairwise_p(struct groups g, pair_p_fn *test, double *p);

/* That no group tends to be above another; p = 1 for fewer than two.
 * Kruskal and Wallis 1952, JASA 47:583, corrected for ties. */
struct kruskal {
	double h, df, p;
};

struct kruskal kruskal_wallis(struct groups g);

struct pair_test {
	double statistic, p;
};

/*
 * Each pair by its mean ranks among all groups (so that a group more changes
 * them); z is of the first - the second.  p is not yet adjusted.
 * Dunn 1964, Technometrics 6:241.
 */
void dunn_test(struct groups g, struct pair_test *out);

/*
 * Each pair by its own ranks; p is already that of the family.  The statistic
 * is sqrt(2) z of the second above the first.  Asymptotic: weak below 6 runs.
 * Steel, Dwass, Critchlow, Fligner: Hollander and Wolfe 1999, section 6.5.
 */
void steel_dwass(struct groups g, struct pair_test *out);

/* P(Q > q) of the studentized range of k means with known variance. */
double studentized_range_q(double q, size_t k);

/* Which of n groups, best first, cannot be told apart: tied[i * n + j]. */
struct ties {
	const bool *tied;
	size_t n;
};

/*
 * Groups are tied where they share a letter, as by Piepho 2004, JCGS 13:456:
 * one letter for each largest set of groups that are all tied, but for sets of
 * which every pair shares one already, in the order of their best members.
 * Behind z come A to Z, then a2 to Z2, a3, ...  A text for each group, in the
 * arena.
 */
const char **compact_letters(struct ties t, struct arena *a);

/* The ranks 1..n that a group may have, as what beats it and what it beats
 * leave them. */
struct rank_range {
	size_t best, worst;
};

struct rank_range rank_range(struct ties t, size_t group);

#endif
