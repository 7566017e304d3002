/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How often runs that are equal pass for different, where the seconds of a run
 * are like their neighbors.  Seeded, so that it prints the same everywhere.
 */
#include <math.h>
#include <stdio.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "analyze/variances.h"

#define EXPERIMENTS 4000
#define RUNS_MAX 10

struct equal_runs {
	size_t runs, windows;
	double memory; /* of a second, of the one before */
};

static struct values run_draw(gsl_rng *rng, const struct equal_runs *e,
    struct arena *a)
{
	double *at = arena_alloc(a, e->windows, sizeof(*at));
	double level = gsl_ran_ugaussian(rng), m = e->memory;

	for (size_t i = 0; i < e->windows; i++) {
		at[i] = level;
		level = m * level + gsl_ran_gaussian(rng, sqrt(1 - m * m));
	}
	return (struct values){ at, e->windows };
}

static struct cell_variance experiment(gsl_rng *rng, const struct equal_runs *e)
{
	struct values runs[RUNS_MAX];
	struct group_means m = { .at = runs, .len = e->runs };
	struct cell_variance v;

	for (size_t i = 0; i < e->runs; i++)
		runs[i] = run_draw(rng, e, &m.arena);
	v = variance_of(&m, e->windows, 0.95);
	arena_release(&m.arena);
	return v;
}

static void row(gsl_rng *rng, const struct equal_runs *e)
{
	double tested = 0, alarms = 0;

	for (int i = 0; i < EXPERIMENTS; i++) {
		struct cell_variance v = experiment(rng, e);

		tested += !v.at_most;
		alarms += v.p_value <= 0.05;
	}
	printf("| %zu | %zu | %g | %.3f | %.3f |\n", e->runs, e->windows,
	    e->memory, tested / EXPERIMENTS, alarms / EXPERIMENTS);
}

int main(void)
{
	static const size_t runs[] = { 2, 5, 10 }, windows[] = { 20, 60, 300 };
	static const double memory[] = { 0, 0.05, 0.1, 0.2, 0.3 };
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_set_error_handler_off();
	gsl_rng_set(rng, 1);
	printf("\n## Between runs or within\n\nShare of %d groups of equal "
	       "runs that are tested at all, and of all with p <= 0.05,\n"
	       "where seconds remember the one before.\n\n"
	       "| runs | seconds | memory | tested | false alarms |\n"
	       "|---|---|---|---|---|\n",
	    EXPERIMENTS);
	for (size_t i = 0; i < 45; i++) {
		struct equal_runs e = { runs[i / 15], windows[i / 5 % 3],
			memory[i % 5] };

		row(rng, &e);
	}
	gsl_rng_free(rng);
	return 0;
}
