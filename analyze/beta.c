/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/beta.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#define LARGE 1e5

/* (1 - x^2 + 2 x ln x) / (1 - x)^2, by its series where that cancels. */
static double skew(double x)
{
	double e = 1 - x;

	if (fabs(e) > 0.01)
		return (1 - x * x + 2 * x * log(x)) / (e * e);
	return e * (1.0 / 3 + e * (1.0 / 6 + e * (0.1 + e / 15)));
}

/* As P(B <= k) of n = a + b - 1 with k + 1 = a, which need not be whole. */
static double peizer_pratt(double p, double a, double b)
{
	double q = 1 - p, n = a + b - 1;
	double below = a - 0.5, above = b - 0.5;
	double off = below + 1.0 / 6 - (n + 1.0 / 3) * p +
		     0.02 * (q / a - p / b + (q - 0.5) / (n + 1));
	double shape =
	    1 + q * skew(below / (n * p)) + p * skew(above / (n * q));

	return gsl_cdf_ugaussian_P(off * sqrt(shape / ((n + 1.0 / 6) * p * q)));
}

double beta_above(double x, double a, double b)
{
	if (x <= 0)
		return 1;
	if (x >= 1)
		return 0;
	if (a > LARGE && b > LARGE)
		return peizer_pratt(x, a, b);
	return gsl_cdf_beta_Q(x, a, b);
}

double binomial_up_to(int64_t k, double p, int64_t n)
{
	if (k < 0)
		return 0;
	if (k >= n)
		return 1;
	return beta_above(p, (double)k + 1, (double)(n - k));
}
