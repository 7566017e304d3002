/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How often a run that does not drift is said to, where its seconds are like
 * their neighbors, and how often one that does is found.  Seeded, so that it
 * prints the same everywhere.
 */
#include <math.h>
#include <stdio.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "analyze/steady.h"

#define SERIES 500
#define SECONDS_MOST 600
#define LEVEL_SD 0.05 /* of a second's median, as a logarithm */

struct level {
	size_t seconds;
	double memory; /* of a second, of the one before */
	double drift;  /* over all of them, as a logarithm */
};

static struct drift drift_found(gsl_rng *rng, const struct level *l)
{
	double x[SECONDS_MOST], y[SECONDS_MOST], m = l->memory;
	double off = gsl_ran_gaussian(rng, LEVEL_SD), n = (double)l->seconds;

	for (size_t i = 0; i < l->seconds; i++) {
		x[i] = (double)i;
		y[i] = 0.01 * exp(off + l->drift * x[i] / n);
		off =
		    m * off + gsl_ran_gaussian(rng, LEVEL_SD * sqrt(1 - m * m));
	}
	return drift_of((struct points){ x, y, l->seconds }, n);
}

/* The share of such runs that are said to drift. */
static double share_found(gsl_rng *rng, size_t seconds, double memory,
    double drift)
{
	struct level l = { seconds, memory, drift };
	double found = 0;

	for (int i = 0; i < SERIES; i++)
		found += drift_found(rng, &l).matters;
	return found / SERIES;
}

int main(void)
{
	static const size_t seconds[] = { 60, 300, SECONDS_MOST };
	static const double memory[] = { 0, 0.5, 0.9, 0.98 };
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_set_error_handler_off();
	gsl_rng_set(rng, 1);
	printf(
	    "\n## Drift within a run\n\nShares of %d runs whose seconds vary "
	    "by %g %% and remember the one before that\nare said to drift: "
	    "of those that do not, and of those that drift by 10 %%.\n\n"
	    "| seconds | memory | false alarms | found |\n"
	    "|---|---|---|---|\n",
	    SERIES, LEVEL_SD * 100);
	for (size_t i = 0; i < 12; i++) {
		size_t n = seconds[i / 4];
		double m = memory[i % 4];

		printf("| %zu | %g | %.3f | %.3f |\n", n, m,
		    share_found(rng, n, m, 0), share_found(rng, n, m, 0.1));
	}
	gsl_rng_free(rng);
	return 0;
}
