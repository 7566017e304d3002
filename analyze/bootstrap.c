/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/bootstrap.h"

#include <assert.h>
#include <stdlib.h>

#include <gsl/gsl_rng.h>

#include "analyze/sort.h"
#include "base/mem.h"

static void draw(struct values series, size_t block, gsl_rng *rng, double *out)
{
	for (size_t i = 0; i < series.n;) {
		size_t at = gsl_rng_uniform_int(rng, series.n);

		for (size_t k = 0; k < block && i < series.n; k++)
			out[i++] = series.at[(at + k) % series.n];
	}
}

double *bootstrap_blocks(struct values series, struct resampling how,
    statistic_fn *statistic, const void *arg)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double *drawn = xcalloc(series.n, sizeof(*drawn));
	double *figures = xcalloc(how.draws, sizeof(*figures));

	assert(series.n > 0 && how.block > 0);
	gsl_rng_set(rng, how.seed);
	for (size_t i = 0; i < how.draws; i++) {
		draw(series, how.block, rng, drawn);
		figures[i] = statistic(drawn, series.n, arg);
	}
	sort_ascending(figures, how.draws);
	free(drawn);
	gsl_rng_free(rng);
	return figures;
}
