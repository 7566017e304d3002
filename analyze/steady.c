/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/steady.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "analyze/describe.h"
#include "analyze/line.h"
#include "analyze/rank.h"
#include "base/mem.h"

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
