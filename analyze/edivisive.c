/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/edivisive.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "base/mem.h"

/*
 * Sums of |z_i - z_j| over i < a and j < b, at [a * side + b], so that those
 * within a segment and between two are differences of a few of them.
 */
struct distances {
	double *sums;
	size_t side;
};

static struct distances distances_new(size_t n)
{
	size_t side = n + 1;

	return (struct distances){ xcalloc(side * side, sizeof(double)), side };
}

static void distances_fill(struct distances d, struct values z)
{
	for (size_t a = 1; a < d.side; a++) {
		double row = 0;

		for (size_t b = 1; b < d.side; b++) {
			row += fabs(z.at[a - 1] - z.at[b - 1]);
			d.sums[a * d.side + b] =
			    d.sums[(a - 1) * d.side + b] + row;
		}
	}
}

static double sum(struct distances d, size_t a, size_t b)
{
	return d.sums[a * d.side + b];
}

/* The mean over the pairs of n points, of a sum that has each pair twice. */
static double pair_mean(double twice, size_t n)
{
	return twice / ((double)n * (double)(n - 1));
}

static double divergence(struct distances d, size_t tau, size_t kappa)
{
	size_t m = kappa - tau;
	double left = sum(d, tau, tau), both = sum(d, tau, kappa);
	double right = sum(d, kappa, kappa) - 2 * both + left;
	double weight = (double)tau * (double)m;

	return weight / (double)kappa *
	       (2 * (both - left) / weight - pair_mean(left, tau) -
		   pair_mean(right, m));
}

static struct split best_split(struct distances d, size_t least)
{
	size_t n = d.side - 1;
	struct split best = { 0, 0, 0 };

	for (size_t tau = least; tau + least <= n; tau++) {
		for (size_t kappa = tau + least; kappa <= n; kappa++) {
			double q = divergence(d, tau, kappa);

			if (best.tau == 0 || q > best.q + 1e-12)
				best = (struct split){ tau, kappa, q };
		}
	}
	return best;
}

struct split edivisive_split(struct values series, size_t least)
{
	struct distances d = distances_new(series.n);
	struct split best;

	distances_fill(d, series);
	best = best_split(d, least);
	free(d.sums);
	return best;
}

static double p_of(struct values series, struct split seen,
    const struct edivisive *how, gsl_rng *rng)
{
	struct distances d = distances_new(series.n);
	double *z = xcalloc(series.n, sizeof(*z));
	size_t as_good = 1; /* the series itself */

	memcpy(z, series.at, series.n * sizeof(*z));
	for (size_t i = 0; i < how->draws; i++) {
		gsl_ran_shuffle(rng, z, series.n, sizeof(*z));
		distances_fill(d, (struct values){ z, series.n });
		as_good += best_split(d, how->least).q >= seen.q - 1e-12;
	}
	free(z);
	free(d.sums);
	return (double)as_good / (double)(how->draws + 1);
}

static gsl_rng *rng_of(const struct edivisive *how)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_rng_set(rng, how->seed);
	return rng;
}

double edivisive_p(struct values series, struct edivisive how)
{
	struct split seen = edivisive_split(series, how.least);
	gsl_rng *rng = rng_of(&how);
	double p = seen.tau > 0 ? p_of(series, seen, &how, rng) : 1;

	gsl_rng_free(rng);
	return p;
}

/* The cuts of the part that begins at `from`, in order; returns their end. */
static size_t *divide(struct values part, size_t from,
    const struct edivisive *how, gsl_rng *rng, size_t *cuts)
{
	struct split s = edivisive_split(part, how->least);

	if (s.tau == 0 || p_of(part, s, how, rng) > how->alpha)
		return cuts;
	cuts = divide((struct values){ part.at, s.tau }, from, how, rng, cuts);
	*cuts++ = from + s.tau;
	return divide((struct values){ part.at + s.tau, part.n - s.tau },
	    from + s.tau, how, rng, cuts);
}

size_t edivisive(struct values series, struct edivisive how, size_t *cuts)
{
	gsl_rng *rng = rng_of(&how);
	size_t *end = divide(series, 0, &how, rng, cuts);

	gsl_rng_free(rng);
	return (size_t)(end - cuts);
}
