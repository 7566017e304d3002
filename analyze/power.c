/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/power.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>

#define MOST_RUNS 1000000

double power_detectable(double sd, int64_t n, struct power_aim aim)
{
	double df = (aim.rounds ? 1 : 2) * ((double)n - 1);
	double t = gsl_cdf_tdist_Pinv(1 - aim.alpha / 2, df) +
		   gsl_cdf_tdist_Pinv(aim.power, df);

	return t * sd * sqrt(2 / (double)n);
}

int64_t power_runs(double sd, double delta, struct power_aim aim)
{
	int64_t n = power_runs_normal(sd, delta, aim);

	while (
	    n && n <= MOST_RUNS && power_detectable(sd, n, aim) > fabs(delta))
		n++;
	return n <= MOST_RUNS ? n : 0;
}

int64_t power_runs_normal(double sd, double delta, struct power_aim aim)
{
	double z = gsl_cdf_ugaussian_Pinv(1 - aim.alpha / 2) +
		   gsl_cdf_ugaussian_Pinv(aim.power);
	double n = ceil(2 * pow(sd * z / delta, 2));

	return n <= MOST_RUNS ? (int64_t)fmax(2, n) : 0;
}

/* P(T > t) of Student's t with df, given that chi-squared is w. */
struct noncentral {
	double t, df, shift;
};

static double reject_given(double w, void *arg)
{
	const struct noncentral *c = arg;
	double t = c->t * sqrt(w / c->df);

	return gsl_ran_chisq_pdf(w, c->df) *
	       (gsl_cdf_ugaussian_Q(t - c->shift) +
		   gsl_cdf_ugaussian_P(-t - c->shift));
}

double power_at(double sd, double delta, int64_t n, double alpha)
{
	double df = 2 * (double)n - 2;
	struct noncentral c = { gsl_cdf_tdist_Pinv(1 - alpha / 2, df), df,
		delta / (sd * sqrt(2 / (double)n)) };
	gsl_function f = { reject_given, &c };
	double from = gsl_cdf_chisq_Pinv(1e-12, df);
	double to = gsl_cdf_chisq_Qinv(1e-12, df);
	gsl_integration_workspace *room = gsl_integration_workspace_alloc(200);
	double power = 0, error;

	gsl_integration_qag(&f, from, to, 1e-9, 1e-9, 200, GSL_INTEG_GAUSS31,
	    room, &power, &error);
	gsl_integration_workspace_free(room);
	return fmin(1, power);
}

int64_t power_runs_exact(double sd, double delta, struct power_aim aim)
{
	int64_t n = power_runs(sd, delta, aim);

	if (n == 0)
		return 0;
	while (n > 2 && power_at(sd, delta, n - 1, aim.alpha) >= aim.power)
		n--;
	while (power_at(sd, delta, n, aim.alpha) < aim.power)
		n++;
	return n;
}
