/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/edivisive.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "base/mem.h"

#define ROUNDING 1e-12

/*
 * Sums of |z_i - z_j| over pairs of the first `kappa` points, as one point
 * after the other is added: O(n) numbers instead of a matrix, since the pairs
 * within the right segment are those that are left over.
 */
struct sums {
	size_t kappa;
	double *within;  /* [k]: of the first k points */
	double *between; /* [tau]: of the first tau and the rest, up to kappa */
	double *reciprocal; /* [k]: 1 / k */
};

static struct sums sums_new(size_t n)
{
	struct sums s = { 0, xcalloc(n + 1, sizeof(double)),
		xcalloc(n + 1, sizeof(double)),
		xcalloc(n + 1, sizeof(double)) };

	for (size_t k = 1; k <= n; k++)
		s.reciprocal[k] = 1 / (double)k;
	return s;
}

static void sums_release(struct sums *s)
{
	free(s->within);
	free(s->between);
	free(s->reciprocal);
}

static void sums_add(struct sums *s, const double *z)
{
	double added = 0, value = z[s->kappa];

	for (size_t i = 0; i < s->kappa; i++) {
		s->between[i] += added;
		added += fabs(z[i] - value);
	}
	s->between[s->kappa] = added;
	s->within[s->kappa + 1] = s->within[s->kappa] + added;
	s->kappa++;
}

/* How much the first tau points differ from the rest, times kappa / 2. */
static double divergence(const struct sums *s, size_t tau)
{
	size_t m = s->kappa - tau;
	double between = s->between[tau], left = s->within[tau];
	double right = s->within[s->kappa] - left - between;

	return between - left * s->reciprocal[tau - 1] * (double)m -
	       right * s->reciprocal[m - 1] * (double)tau;
}

static void best_of_row(const struct sums *s, size_t least, struct split *best)
{
	for (size_t tau = least; tau + least <= s->kappa; tau++) {
		double q = 2 * divergence(s, tau) * s->reciprocal[s->kappa];
		double margin = tau < best->tau ? -ROUNDING : ROUNDING;

		if (best->tau == 0 || q > best->q + margin)
			*best = (struct split){ tau, s->kappa, q };
	}
}

struct split edivisive_split(struct values series, size_t least)
{
	struct sums s = sums_new(series.n);
	struct split best = { 0, 0, 0 };

	while (s.kappa < series.n) {
		sums_add(&s, series.at);
		best_of_row(&s, least, &best);
	}
	sums_release(&s);
	return best;
}

/* Has the series a split that is as good? */
static bool reaches(struct sums *s, struct values series, size_t least,
    double q)
{
	for (s->kappa = 0; s->kappa < series.n;) {
		double enough;

		sums_add(s, series.at);
		enough = (q - ROUNDING) * (double)s->kappa / 2;
		for (size_t tau = least; tau + least <= s->kappa; tau++) {
			if (divergence(s, tau) >= enough)
				return true;
		}
	}
	return false;
}

static double p_of(struct values series, struct split seen,
    const struct edivisive *how, gsl_rng *rng)
{
	struct sums s = sums_new(series.n);
	double *z = xcalloc(series.n, sizeof(*z));
	size_t as_good = 1; /* the series itself */

	memcpy(z, series.at, series.n * sizeof(*z));
	for (size_t i = 0; i < how->draws; i++) {
		gsl_ran_shuffle(rng, z, series.n, sizeof(*z));
		as_good += reaches(&s, (struct values){ z, series.n },
		    how->least, seen.q);
	}
	free(z);
	sums_release(&s);
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
