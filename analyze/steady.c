/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/steady.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "analyze/autocorrelation.h"
#include "analyze/describe.h"
#include "analyze/line.h"
#include "analyze/rank.h"
#include "base/mem.h"

#define TIME_WINDOW 5 /* Sokal's c */
#define PAIRED 1000   /* points that are compared pair by pair */

static double batch_mean(struct values v, size_t batch, size_t i)
{
	return moments_of((struct values){ v.at + i * batch, batch }).mean;
}

struct warmup warmup_end(struct values series, size_t batch)
{
	struct warmup out = { .statistic = INFINITY };
	size_t k = series.n / batch;
	double mean = 0, squares = 0;

	/* From the end, so that each cut only adds one batch to the rest. */
	for (size_t d = k; d-- > 0;) {
		double rest = (double)(k - d);
		double off = batch_mean(series, batch, d) - mean;

		mean += off / rest;
		squares += off * off * (rest - 1) / rest;
		if (d <= k / 2 && squares / (rest * rest) <= out.statistic) {
			out.statistic = squares / (rest * rest);
			out.batches = d;
		}
	}
	out.values = out.batches * batch;
	out.at_limit = k < 2 || out.batches == k / 2;
	if (k < 2)
		out.statistic = 0;
	return out;
}

static double count_rises(struct values v)
{
	double s = 0;

	for (size_t i = 0; i < v.n; i++) {
		for (size_t j = i + 1; j < v.n; j++)
			s += (v.at[j] > v.at[i]) - (v.at[j] < v.at[i]);
	}
	return s;
}

/* Sums of t (t - 1) (2 t + 5) and of t (t - 1) / 2 over equal values. */
struct tie_sums {
	double variance, pairs;
};

static struct tie_sums tie_sums(struct values v)
{
	double *sorted = values_sorted(v);
	struct tie_sums out = { 0, 0 };

	for (size_t i = 0, end; i < v.n; i = end) {
		double t;

		for (end = i + 1; end < v.n && sorted[end] <= sorted[i]; end++)
			;
		t = (double)(end - i);
		out.variance += t * (t - 1) * (2 * t + 5);
		out.pairs += t * (t - 1) / 2;
	}
	free(sorted);
	return out;
}

static void find_slope(struct values v, double confidence,
    struct trend_test *out)
{
	double *x = xcalloc(v.n, sizeof(*x)), *slopes;
	double half =
	    gsl_cdf_ugaussian_Pinv(0.5 + confidence / 2) * sqrt(out->variance);
	double lo, hi, pairs;
	size_t n;

	for (size_t i = 0; i < v.n; i++)
		x[i] = (double)i;
	slopes = pair_slopes((struct points){ x, v.at, v.n }, &n);
	pairs = (double)n;
	lo = fmax(1, floor((pairs - half) / 2));
	hi = fmin(pairs, ceil((pairs + half) / 2) + 1);
	out->slope = median_of_sorted((struct values){ slopes, n });
	out->slope_ci.lo = slopes[(size_t)lo - 1];
	out->slope_ci.hi = slopes[(size_t)hi - 1];
	free(slopes);
	free(x);
}

struct trend_test mann_kendall(struct values v, double inflation,
    double confidence)
{
	struct trend_test out = { .p = 1 };
	double n = (double)v.n, pairs = n * (n - 1) / 2;
	struct tie_sums ties;

	if (v.n < 3)
		return out;
	ties = tie_sums(v);
	out.s = count_rises(v);
	out.variance =
	    (n * (n - 1) * (2 * n + 5) - ties.variance) / 18 * inflation;
	if (!(out.variance > 0))
		return out;
	if (fabs(out.s) > 0)
		out.z = copysign(fabs(out.s) - 1, out.s) / sqrt(out.variance);
	out.p = fmin(1, 2 * gsl_cdf_ugaussian_Q(fabs(out.z)));
	out.tau_b = out.s / sqrt(pairs * (pairs - ties.pairs));
	find_slope(v, confidence, &out);
	return out;
}

/* At most PAIRED of them, evenly spaced, into `x` and `y`. */
static struct points thinned(struct points p, double *x, double *y)
{
	size_t step = (p.n + PAIRED - 1) / PAIRED, n = 0;

	for (size_t i = 0; i < p.n; i += step) {
		x[n] = p.x[i];
		y[n++] = p.y[i];
	}
	return (struct points){ x, y, n };
}

/*
 * Ranks of what is left of the points once the trend is taken out: with it, any
 * drift would look like a long memory, and hide behind it.  So would what
 * arithmetic leaves of a straight line: a billionth of the trend is nothing.
 */
static struct values rest_ranks(struct points p, double slope, double *rest,
    double *ranks)
{
	double grain = fabs(slope) * (p.x[p.n - 1] - p.x[0]) / 1e9;

	for (size_t i = 0; i < p.n; i++) {
		rest[i] = p.y[i] - p.y[0] - slope * (p.x[i] - p.x[0]);
		if (grain > 0)
			rest[i] = round(rest[i] / grain);
	}
	mid_ranks((struct values){ rest, p.n }, ranks);
	return (struct values){ ranks, p.n };
}

/*
 * How many points are as good as one.  The correlations of what is left around
 * a line add up to less than 0 over all lags, so that of points that wander as
 * long as the series lasts, Sokal's sum may say little.  There the neighbors
 * tell: of a level with the memory r it is (1 + r) / (1 - r), with r as it is
 * without the bias of (2 + 4 r) / n that the line gives it (Marriott and Pope
 * 1954, Biometrika 41:390; Kendall 1954, 41:403).
 */
static double points_as_one(struct points p, double slope)
{
	double rest[PAIRED], ranks[PAIRED], r;
	struct integrated_time t =
	    integrated_time(rest_ranks(p, slope, rest, ranks), TIME_WINDOW);

	r = t.rho1 + (2 + 4 * fmax(0, t.rho1)) / (double)p.n;
	if (!t.converged || r >= 1)
		return (double)p.n;
	return fmax(t.tau, (1 + r) / (1 - r));
}

struct drift drift_of(struct points series, double length)
{
	double x[PAIRED], y[PAIRED];
	struct points p = thinned(series, x, y);
	struct values v = { p.y, p.n };
	struct drift d = { .p = 1 };
	double slope, median;

	if (!p.n)
		return d;
	slope = theil_sen(p);
	median = median_of(v);
	d.p = mann_kendall(v, points_as_one(p, slope), 0.95).p;
	d.change = slope * length;
	d.share = median > 0 ? d.change / median : 0;
	d.matters = d.p < DRIFT_SURE && fabs(d.share) > DRIFT_ABOVE;
	return d;
}
