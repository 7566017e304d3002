/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/bootstrap.h"

#include <assert.h>
#include <stdlib.h>

#include "analyze/bootstrap_internal.h"
#include "analyze/sort.h"
#include "base/mem.h"

void blocks_draw(gsl_rng *rng, size_t n, size_t block, size_t *out)
{
	for (size_t i = 0; i < n;) {
		size_t at = gsl_rng_uniform_int(rng, n);

		for (size_t k = 0; k < block && i < n; k++)
			out[i++] = (at + k) % n;
	}
}

double *bootstrap_blocks(struct values series, struct resampling how,
    statistic_fn *statistic, const void *arg)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	size_t *chosen = xcalloc(series.n, sizeof(*chosen));
	double *drawn = xcalloc(series.n, sizeof(*drawn));
	double *figures = xcalloc(how.draws, sizeof(*figures));

	assert(series.n > 0 && how.block > 0);
	gsl_rng_set(rng, how.seed);
	for (size_t i = 0; i < how.draws; i++) {
		blocks_draw(rng, series.n, how.block, chosen);
		for (size_t k = 0; k < series.n; k++)
			drawn[k] = series.at[chosen[k]];
		figures[i] = statistic(drawn, series.n, arg);
	}
	sort_ascending(figures, how.draws);
	free(chosen);
	free(drawn);
	gsl_rng_free(rng);
	return figures;
}
