/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which candidates for a change stand up to a test that knows of few points,
 * of noise that remembers, and of changes too small to matter.
 */
#ifndef ANALYZE_CHANGE_H
#define ANALYZE_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/values.h"

/* Ascending; each is how many points stand before it, 1..n - 1. */
struct cuts {
	size_t *at;
	size_t n;
};

/* What the points of a segment know of their neighbors. */
struct correlation {
	double r1;  /* autocorrelation of the residuals at lag 1 */
	double r;   /* the same without its bias, 0..0.9 */
	double vif; /* how much that inflates a variance: (1 + r) / (1 - r) */
};

struct correlation change_correlation(struct values series, struct cuts cuts);

struct change_rule {
	double alpha; /* 0.01 */
	double least; /* step that matters; of logarithms, log(1.02) */
};

/*
 * p of a cut (0 is the first): Welch between the segments beside it, with the
 * variance inflated.  1 where a segment has fewer than two points or no
 * scatter at all, or the medians are closer than the least step.
 */
double change_p(struct values series, struct cuts cuts, size_t i,
    struct change_rule rule);

/*
 * The same for a cut with two points on a side, whose own scatter says next to
 * nothing: with the scatter of all segments, taken to be equal, and corrected
 * by Bonferroni for the n - 3 places where such a cut could have stood.
 */
double change_p_pooled(struct values series, struct cuts cuts, size_t i,
    struct change_rule rule);

/* Median after the cut - median before it. */
double change_step(struct values series, struct cuts cuts, size_t i);

/*
 * Takes the weakest cut out, one after the other, until all that are left pass.
 * `removed` gets those, in that order, and has room for all.  Where
 * change_correlation().r is above 0.2, a tenth to a quarter of what is left may
 * still be false.
 */
size_t change_confirm(struct values series, struct cuts *cuts,
    struct change_rule rule, size_t *removed);

/* The scatter of neighbors, which steps do not widen: the MAD of differences,
 * as the standard deviation of normal noise. */
double change_noise(struct values series);

/*
 * Cuts that make the sum of squares within segments, in units of the noise,
 * and a penalty of 3 ln n for each cut the least: optimal partitioning.  The
 * noise is change_noise().  Killick et al. 2012, JASA 107:1590.
 */
struct partition {
	double sigma; /* 0, and no cut, where half the differences are alike */
	double penalty;
	double cost;
};

/* `cuts->at` has room for series.n; `least` is the points of a segment. */
struct partition change_partition(struct values series, size_t least,
    struct cuts *cuts);

/*
 * The tabular CUSUM, to watch one target: what adds up beyond `slack` on each
 * side.  `high` and `low` get a value for each point.  Page 1954, Biometrika
 * 41:100; Montgomery, Introduction to Statistical Quality Control.
 */
struct cusum {
	double target, slack, limit; /* slack 0.5 sigma, limit 5 sigma */
};

/* Numbers of the first points beyond the limit, from 1; 0: none. */
struct alarms {
	size_t high, low;
};

struct alarms cusum_tabular(struct values series, struct cusum rule,
    double *high, double *low);

#endif
