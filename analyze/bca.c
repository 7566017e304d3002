/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/bca.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_rng.h>

#include "analyze/describe.h"
#include "analyze/quantile.h"
#include "analyze/sort.h"
#include "base/mem.h"

#define ROUNDING 1e-12

static double mean_drawn(struct values v, gsl_rng *rng)
{
	double sum = 0;

	for (size_t i = 0; i < v.n; i++)
		sum += v.at[gsl_rng_uniform_int(rng, v.n)];
	return v.n ? sum / (double)v.n : 0;
}

/* The differences that are drawn, ascending; the caller frees them. */
static double *differences(struct values b, struct values c, struct bca how)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double *at = xcalloc(how.draws, sizeof(*at));

	gsl_rng_set(rng, how.seed);
	for (size_t i = 0; i < how.draws; i++) {
		double of_b = mean_drawn(b, rng);

		at[i] = mean_drawn(c, rng) - of_b;
	}
	sort_ascending(at, how.draws);
	gsl_rng_free(rng);
	return at;
}

/* How far the draws lie to one side, as a normal deviate; ties by half. */
static double bias(const double *drawn, size_t n, double difference)
{
	double below = 0;

	for (size_t i = 0; i < n; i++)
		below += drawn[i] < difference - ROUNDING   ? 1
			 : drawn[i] > difference + ROUNDING ? 0
							    : 0.5;
	return gsl_cdf_ugaussian_Pinv(below / (double)n);
}

/* Sums over what each value adds to the difference, as leaving it out shows. */
struct influence {
	double squares, cubes;
};

static void influence_add(struct values v, double sign, struct influence *sum)
{
	double mean = moments_of(v).mean;

	for (size_t i = 0; i < v.n; i++) {
		double u = sign * (v.at[i] - mean) / (double)v.n;

		sum->squares += u * u;
		sum->cubes += u * u * u;
	}
}

static double acceleration(struct values b, struct values c)
{
	struct influence sum = { 0, 0 };

	influence_add(b, -1, &sum);
	influence_add(c, 1, &sum);
	return sum.squares > 0 ? sum.cubes / (6 * pow(sum.squares, 1.5)) : 0;
}

/* The share of the draws below an end, of which z is the normal deviate. */
static double share_below(double z, double z0, double a)
{
	double left = 1 - a * (z0 + z);

	if (!(left > 0)) /* so skewed that the end is beyond all draws */
		return z > 0 ? 1 : 0;
	return gsl_cdf_ugaussian_P(z0 + (z0 + z) / left);
}

struct interval bca_interval(struct values b, struct values c, struct bca how)
{
	double *drawn = differences(b, c, how);
	struct values sorted = { drawn, how.draws };
	double z0 =
	    bias(drawn, how.draws, moments_of(c).mean - moments_of(b).mean);
	double a = acceleration(b, c);
	double z = gsl_cdf_ugaussian_Pinv(0.5 + how.confidence / 2);
	int64_t low = llround(share_below(-z, z0, a) * QUANTILE_ONE);
	int64_t high = llround(share_below(z, z0, a) * QUANTILE_ONE);
	struct interval out = { quantile_sorted(sorted, low, 7),
		quantile_sorted(sorted, high, 7) };

	free(drawn);
	return out;
}
