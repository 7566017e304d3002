/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/change.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "analyze/describe.h"
#include "analyze/welch.h"
#include "base/mem.h"

/* Segment i of n cuts' n + 1. */
static struct values segment(struct values y, struct cuts cuts, size_t i)
{
	size_t from = i > 0 ? cuts.at[i - 1] : 0;
	size_t to = i < cuts.n ? cuts.at[i] : y.n;

	return (struct values){ y.at + from, to - from };
}

struct correlation change_correlation(struct values y, struct cuts cuts)
{
	struct correlation out = { 0, 0, 1 };
	double products = 0, squares = 0;
	double segments = (double)(cuts.n + 1), bias;

	for (size_t i = 0; i <= cuts.n; i++) {
		struct values s = segment(y, cuts, i);
		double mean = moments_of(s).mean, n = (double)s.n;

		products += n * autocovariance(s, mean, 1);
		squares += n * autocovariance(s, mean, 0);
	}
	if (!(squares > 0))
		return out;
	out.r1 = products / squares;
	/* Means that were fitted take some of the correlation away. */
	bias = (1 + 3 * fmax(out.r1, 0)) * segments / (double)y.n;
	out.r = fmin(0.9, fmax(0, out.r1 + bias));
	out.vif = (1 + out.r) / (1 - out.r);
	return out;
}

double change_step(struct values y, struct cuts cuts, size_t i)
{
	return median_of(segment(y, cuts, i + 1)) -
	       median_of(segment(y, cuts, i));
}

static double inflated_p(double t, double df, double vif)
{
	return fmin(1,
	    2 * gsl_cdf_tdist_Q(fabs(t) / sqrt(vif), fmax(1, df / vif)));
}

double change_p(struct values y, struct cuts cuts, size_t i,
    struct change_rule rule)
{
	struct welch w =
	    welch_raw(segment(y, cuts, i), segment(y, cuts, i + 1), 0.95);

	if (w.state != WELCH_OK)
		return 1;
	if (fabs(change_step(y, cuts, i)) < rule.least)
		return 1;
	return inflated_p(w.t, w.df, change_correlation(y, cuts).vif);
}

double change_p_pooled(struct values y, struct cuts cuts, size_t i,
    struct change_rule rule)
{
	struct moments a = moments_of(segment(y, cuts, i));
	struct moments b = moments_of(segment(y, cuts, i + 1));
	double df = (double)y.n - (double)cuts.n - 1;
	double squares = 0, se, p;

	for (size_t k = 0; k <= cuts.n; k++) {
		struct moments m = moments_of(segment(y, cuts, k));

		squares += m.sd * m.sd * (double)(m.n - 1);
	}
	if (a.n < 2 || b.n < 2 || !(squares > 0) ||
	    fabs(change_step(y, cuts, i)) < rule.least)
		return 1;
	se = sqrt(squares / df * (1 / (double)a.n + 1 / (double)b.n));
	p = inflated_p((b.mean - a.mean) / se, df,
	    change_correlation(y, cuts).vif);
	return fmin(1, p * (double)(y.n - 3));
}

/* The cut with the largest p, the first of equals; *p is that. */
static size_t weakest(struct values y, struct cuts cuts,
    struct change_rule rule, double *p)
{
	size_t worst = 0;

	*p = -1;
	for (size_t i = 0; i < cuts.n; i++) {
		double own = change_p(y, cuts, i, rule);

		if (own > *p) {
			*p = own;
			worst = i;
		}
	}
	return worst;
}

size_t change_confirm(struct values y, struct cuts *cuts,
    struct change_rule rule, size_t *removed)
{
	size_t n = 0;

	while (cuts->n > 0) {
		double p;
		size_t worst = weakest(y, *cuts, rule, &p);

		if (p <= rule.alpha)
			break;
		removed[n++] = cuts->at[worst];
		cuts->n--;
		for (size_t i = worst; i < cuts->n; i++)
			cuts->at[i] = cuts->at[i + 1];
	}
	return n;
}

double change_noise(struct values y)
{
	double *d, mad;

	if (y.n < 2)
		return 0;
	d = xcalloc(y.n, sizeof(*d));
	for (size_t i = 1; i < y.n; i++)
		d[i - 1] = y.at[i] - y.at[i - 1];
	mad = mad_of((struct values){ d, y.n - 1 });
	free(d);
	return mad / (gsl_cdf_ugaussian_Pinv(0.75) * sqrt(2));
}

/* best[k]: the least cost of the first k points; last[k]: its last cut. */
static void find_best(struct values y, size_t least, double penalty,
    double *best, size_t *last)
{
	for (size_t end = 1; end <= y.n; end++) {
		long double mean = 0, squares = 0;

		best[end] = INFINITY;
		/* The last segment, one point longer each time. */
		for (size_t from = end; from-- > 0;) {
			long double k = (long double)(end - from);
			long double off = y.at[from] - mean;
			double cost;

			mean += off / k;
			squares += off * off * (k - 1) / k;
			cost = best[from] + (double)squares + penalty;
			if (end - from >= least && cost <= best[end]) {
				best[end] = cost;
				last[end] = from;
			}
		}
	}
}

static void trace_back(const size_t *last, size_t n, struct cuts *cuts)
{
	cuts->n = 0;
	for (size_t at = last[n]; at > 0; at = last[at])
		cuts->n++;
	for (size_t at = last[n], i = cuts->n; at > 0; at = last[at])
		cuts->at[--i] = at;
}

struct partition change_partition(struct values y, size_t least,
    struct cuts *cuts)
{
	struct partition out = { 0, 0, 0 };
	double *best, penalty;
	size_t *last;

	cuts->n = 0;
	if (y.n < 2 || y.n < least)
		return out;
	out.sigma = change_noise(y);
	out.penalty = 3 * log((double)y.n);
	if (!(out.sigma > 0))
		return out;
	best = xcalloc(y.n + 1, sizeof(*best));
	last = xcalloc(y.n + 1, sizeof(*last));
	penalty = out.penalty * out.sigma * out.sigma;
	best[0] = -penalty;
	find_best(y, least, penalty, best, last);
	out.cost = best[y.n] / (out.sigma * out.sigma);
	trace_back(last, y.n, cuts);
	free(best);
	free(last);
	return out;
}

struct alarms cusum_tabular(struct values series, struct cusum rule,
    double *high, double *low)
{
	struct alarms out = { 0, 0 };
	double above = 0, below = 0;

	for (size_t i = 0; i < series.n; i++) {
		double off = series.at[i] - rule.target;

		high[i] = above = fmax(0, above + off - rule.slack);
		low[i] = below = fmax(0, below - off - rule.slack);
		if (out.high == 0 && above > rule.limit)
			out.high = i + 1;
		if (out.low == 0 && below > rule.limit)
			out.low = i + 1;
	}
	return out;
}
