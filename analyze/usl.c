/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/usl.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_multifit_nlinear.h>

#include "base/mem.h"

enum { GAMMA, ALPHA, BETA, PARAMETERS };

#define LEAST_N 6

/* A fit of some of the parameters; the others are 0. */
struct problem {
	struct points points;
	double scale;            /* gamma is fitted in units of this */
	size_t free[PARAMETERS]; /* which ones, in order */
	size_t n;                /* how many are */
	double value[PARAMETERS];
	double variance[PARAMETERS];
	double alpha_beta; /* covariance of the two, where both are free */
	double rss;
};

static void take(struct problem *p, const gsl_vector *v)
{
	for (size_t i = 0; i < p->n; i++)
		p->value[p->free[i]] = gsl_vector_get(v, i);
}

static double denominator(const double *value, double n)
{
	return 1 + value[ALPHA] * (n - 1) + value[BETA] * n * (n - 1);
}

static int residuals(const gsl_vector *v, void *arg, gsl_vector *f)
{
	struct problem *p = arg;

	take(p, v);
	for (size_t i = 0; i < p->points.n; i++) {
		double n = p->points.x[i];
		double x = p->value[GAMMA] * n / denominator(p->value, n);

		gsl_vector_set(f, i, x - p->points.y[i] / p->scale);
	}
	return GSL_SUCCESS;
}

static int jacobian(const gsl_vector *v, void *arg, gsl_matrix *j)
{
	struct problem *p = arg;

	take(p, v);
	for (size_t i = 0; i < p->points.n; i++) {
		double n = p->points.x[i];
		double d = denominator(p->value, n);
		double x = p->value[GAMMA] * n / d;
		const double slopes[] = { n / d, -x * (n - 1) / d,
			-x * n * (n - 1) / d };

		for (size_t k = 0; k < p->n; k++)
			gsl_matrix_set(j, i, k, slopes[p->free[k]]);
	}
	return GSL_SUCCESS;
}

static void find_variances(struct problem *p,
    const gsl_multifit_nlinear_workspace *w)
{
	gsl_matrix *covariance = gsl_matrix_alloc(p->n, p->n);
	double df = (double)p->points.n - (double)p->n;

	gsl_multifit_nlinear_covar(gsl_multifit_nlinear_jac(w), 0, covariance);
	for (size_t i = 0; i < p->n; i++)
		p->variance[p->free[i]] =
		    gsl_matrix_get(covariance, i, i) * p->rss / df;
	if (p->n == PARAMETERS)
		p->alpha_beta =
		    gsl_matrix_get(covariance, ALPHA, BETA) * p->rss / df;
	gsl_matrix_free(covariance);
}

/* Levenberg and Marquardt from p->value on. */
static bool solve(struct problem *p)
{
	gsl_multifit_nlinear_parameters how =
	    gsl_multifit_nlinear_default_parameters();
	gsl_multifit_nlinear_fdf fdf = { .f = residuals,
		.df = jacobian,
		.n = p->points.n,
		.p = p->n,
		.params = p };
	gsl_multifit_nlinear_workspace *w = gsl_multifit_nlinear_alloc(
	    gsl_multifit_nlinear_trust, &how, fdf.n, fdf.p);
	gsl_vector *start = gsl_vector_alloc(p->n);
	bool well;
	int why;

	for (size_t i = 0; i < p->n; i++)
		gsl_vector_set(start, i, p->value[p->free[i]]);
	well = gsl_multifit_nlinear_init(start, &fdf, w) == GSL_SUCCESS &&
	       gsl_multifit_nlinear_driver(200, 1e-12, 1e-12, 1e-12, NULL, NULL,
		   &why, w) == GSL_SUCCESS;
	take(p, gsl_multifit_nlinear_position(w));
	gsl_blas_ddot(gsl_multifit_nlinear_residual(w),
	    gsl_multifit_nlinear_residual(w), &p->rss);
	find_variances(p, w);
	gsl_vector_free(start);
	gsl_multifit_nlinear_free(w);
	return well && isfinite(p->rss);
}

static struct problem problem_of(struct points points, bool free_alpha,
    bool free_beta)
{
	struct problem p = { .points = points, .free = { GAMMA }, .n = 1 };

	for (size_t i = 0; i < points.n; i++)
		p.scale = fmax(p.scale, points.y[i] / points.x[i]);
	p.value[GAMMA] = 1;
	if (free_alpha) {
		p.free[p.n++] = ALPHA;
		p.value[ALPHA] = 0.01;
	}
	if (free_beta) {
		p.free[p.n++] = BETA;
		p.value[BETA] = 1e-4;
	}
	return p;
}

static bool is_feasible(const struct problem *p)
{
	return p->value[ALPHA] >= 0 && p->value[BETA] >= 0;
}

/* With both; if one comes out below 0, the best fit without one or both. */
static bool solve_feasible(struct points points, struct problem *best)
{
	static const bool fewer[][2] = { { true, false }, { false, true },
		{ false, false } };
	bool found;

	*best = problem_of(points, true, true);
	found = solve(best) && is_feasible(best);
	if (found)
		return true;
	for (size_t i = 0; i < 3; i++) {
		struct problem p = problem_of(points, fewer[i][0], fewer[i][1]);

		if (!solve(&p) || !is_feasible(&p))
			continue;
		if (!found || p.rss < best->rss)
			*best = p;
		found = true;
	}
	return found;
}

static struct usl_parameter parameter(const struct problem *p, size_t which,
    double t)
{
	double scale = which == GAMMA ? p->scale : 1;
	struct usl_parameter out = { .value = p->value[which] * scale };

	for (size_t i = 0; i < p->n; i++)
		out.free = out.free || p->free[i] == which;
	if (out.free)
		out.se = p->variance[which] >= 0
			     ? sqrt(p->variance[which]) * scale
			     : INFINITY;
	out.ci =
	    (struct interval){ out.value - t * out.se, out.value + t * out.se };
	return out;
}

static bool is_usable(struct points p)
{
	double *n = values_sorted((struct values){ p.x, p.n });
	size_t distinct = p.n > 0;
	bool usable = p.n > 0 && n[0] >= 1 &&
		      values_finite((struct values){ p.x, p.n }) &&
		      values_positive((struct values){ p.y, p.n });

	for (size_t i = 1; i < p.n; i++)
		distinct += n[i] > n[i - 1];
	free(n);
	return usable && distinct >= LEAST_N;
}

/* sqrt((1 - alpha) / beta), with what both leave open. */
static void peak_set(struct usl *u, const struct problem *p, double t)
{
	double n = sqrt((1 - u->alpha.value) / u->beta.value);
	double by_alpha = -n / (2 * (1 - u->alpha.value));
	double by_beta = -n / (2 * u->beta.value);
	double variance = by_alpha * by_alpha * p->variance[ALPHA] +
			  by_beta * by_beta * p->variance[BETA] +
			  2 * by_alpha * by_beta * p->alpha_beta;

	u->n_peak = n;
	u->x_peak = usl_throughput(u, n);
	if (u->beta.ci.lo > 0 && variance >= 0)
		u->peak_ci = (struct interval){ n - t * sqrt(variance),
			n + t * sqrt(variance) };
}

struct usl usl_fit(struct points points, double confidence)
{
	struct usl out = { .known = false, .peak_ci = { 0, INFINITY } };
	struct problem p;
	double t;

	if (!is_usable(points) || !solve_feasible(points, &p))
		return out;
	t = gsl_cdf_tdist_Pinv(0.5 + confidence / 2,
	    (double)points.n - (double)p.n);
	out.known = true;
	out.gamma = parameter(&p, GAMMA, t);
	out.alpha = parameter(&p, ALPHA, t);
	out.beta = parameter(&p, BETA, t);
	out.rss = p.rss * p.scale * p.scale;
	out.peaks = out.beta.value > 0 && out.alpha.value < 1;
	if (out.peaks)
		peak_set(&out, &p, t);
	return out;
}

double usl_throughput(const struct usl *u, double n)
{
	const double value[] = { u->gamma.value, u->alpha.value,
		u->beta.value };

	return value[GAMMA] * n / denominator(value, n);
}
