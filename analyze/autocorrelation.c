/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/autocorrelation.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_fft_halfcomplex.h>
#include <gsl/gsl_fft_real.h>

#include "analyze/describe.h"
#include "base/mem.h"

/* The transform, turned in place into squares of its absolute values. */
static void square(double *f, size_t n)
{
	f[0] *= f[0];
	f[n / 2] *= f[n / 2];
	for (size_t i = 1; i < n / 2; i++) {
		f[i] = f[i] * f[i] + f[n - i] * f[n - i];
		f[n - i] = 0;
	}
}

double *autocovariances(struct values v)
{
	double mean = moments_of(v).mean;
	size_t n = 2;
	double *f;

	/* With as many zeros behind, the series does not meet itself. */
	while (n < 2 * v.n)
		n *= 2;
	f = xcalloc(n, sizeof(*f));
	for (size_t i = 0; i < v.n; i++)
		f[i] = v.at[i] - mean;
	gsl_fft_real_radix2_transform(f, 1, n);
	square(f, n);
	gsl_fft_halfcomplex_radix2_inverse(f, 1, n);
	for (size_t i = 0; i < v.n; i++)
		f[i] /= (double)v.n;
	return f;
}

static bool is_constant(struct values v)
{
	for (size_t i = 1; i < v.n; i++) {
		if (v.at[i] > v.at[0] || v.at[i] < v.at[0])
			return false;
	}
	return true;
}

/* Those of a series that varies, else NULL. */
static double *covariances_if_any(struct values v)
{
	double *r;

	if (is_constant(v))
		return NULL;
	r = autocovariances(v);
	if (r[0] > 0 && isfinite(r[0]))
		return r;
	free(r);
	return NULL;
}

struct integrated_time integrated_time(struct values v, double c)
{
	struct integrated_time out = { .tau = 1, .converged = true };
	double *r = covariances_if_any(v);

	if (!r)
		return out;
	out.rho1 = r[1] / r[0];
	out.converged = false;
	while (!out.converged && out.window < v.n / 2) {
		out.window++;
		out.tau += 2 * r[out.window] / r[0];
		out.converged = (double)out.window >= c * out.tau;
	}
	out.tau = fmax(1, out.tau);
	free(r);
	return out;
}

/* 1 where the series is at or below the quantile, else 0. */
static double *below_quantile(struct values v, int64_t q_ppb)
{
	double *sorted = values_sorted(v);
	double at = quantile_sorted((struct values){ sorted, v.n }, q_ppb, 1);

	for (size_t i = 0; i < v.n; i++)
		sorted[i] = v.at[i] <= at;
	return sorted;
}

/* Ranks among n_eff, spread over all n. */
static struct rank_interval spread(struct rank_interval r, int64_t n_eff,
    int64_t n)
{
	double scale = (double)n / (double)n_eff;
	double upper = ceil((double)r.upper * scale);

	r.lower = (int64_t)floor((double)r.lower * scale);
	r.upper = r.upper > n_eff ? n + 1 : (int64_t)upper;
	return r;
}

struct dependent_ranks quantile_ranks_dependent(struct values series,
    int64_t q_ppb, double confidence, double c)
{
	int64_t n = (int64_t)series.n;
	struct dependent_ranks out = { .n_eff = 0 };
	double *below;

	out.effective = out.ranks = quantile_ranks(0, q_ppb, confidence);
	if (n == 0)
		return out;
	below = below_quantile(series, q_ppb);
	out.time = integrated_time((struct values){ below, series.n }, c);
	free(below);
	out.n_eff = (int64_t)floor((double)n / out.time.tau);
	out.n_eff = out.n_eff < 1 ? 1 : out.n_eff;
	out.effective = quantile_ranks(out.n_eff, q_ppb, confidence);
	out.ranks = spread(out.effective, out.n_eff, n);
	return out;
}

struct ljung_box ljung_box(struct values v, size_t lags)
{
	struct ljung_box out = { 0, 1 };
	double n = (double)v.n, *r;

	r = lags > 0 && lags < v.n ? covariances_if_any(v) : NULL;
	if (!r)
		return out;
	for (size_t k = 1; k <= lags; k++)
		out.q += pow(r[k] / r[0], 2) / (n - (double)k);
	free(r);
	out.q *= n * (n + 2);
	out.p = gsl_cdf_chisq_Q(out.q, (double)lags);
	return out;
}

/* The least m after which `run` correlations in a row are noise. */
static size_t last_lag(struct values v, const double *r, size_t run)
{
	double n = (double)v.n;
	double noise = 2 * sqrt(log10(n) / n);
	size_t quiet = 0;

	for (size_t k = 1; k < v.n; k++) {
		quiet = fabs(r[k] / r[0]) < noise ? quiet + 1 : 0;
		if (quiet == run)
			return k - run;
	}
	return v.n;
}

/* A window that is flat to the half, and then falls to 0. */
static double taper(double t)
{
	return t <= 0.5 ? 1 : fmax(0, 2 * (1 - t));
}

static double optimal_length(struct values v, const double *r, size_t lags)
{
	double g = r[0], weighted = 0;

	for (size_t k = 1; k <= lags && k < v.n; k++) {
		double w = 2 * taper((double)k / (double)lags) * r[k];

		g += w;
		weighted += w * (double)k;
	}
	if (!(fabs(g) > 0))
		return INFINITY;
	return cbrt(2 * weighted * weighted / (4.0 / 3 * g * g) * (double)v.n);
}

struct block_length block_length(struct values v)
{
	struct block_length out = { 0, 1, 1 };
	double n = (double)v.n, *r = covariances_if_any(v);
	size_t run, most;

	if (!r)
		return out;
	run = (size_t)fmax(5, ceil(log10(n)));
	most = (size_t)ceil(sqrt(n)) + run;
	out.last_lag = last_lag(v, r, run);
	if (2 * out.last_lag < most)
		most = out.last_lag > 0 ? 2 * out.last_lag : 2;
	out.optimal =
	    fmin(optimal_length(v, r, most), ceil(fmin(3 * sqrt(n), n / 3)));
	free(r);
	out.used = (size_t)fmax(1, ceil(out.optimal));
	return out;
}
