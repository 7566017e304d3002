/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/adjust.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_sort.h>

#include "base/mem.h"

static size_t *ascending(struct values p)
{
	size_t *order = xcalloc(p.n, sizeof(*order));

	gsl_sort_index(order, p.at, 1, p.n);
	return order;
}

void adjust_holm(struct values p, double *out)
{
	size_t *order = ascending(p);
	double at_least = 0;

	for (size_t i = 0; i < p.n; i++) {
		double scaled = p.at[order[i]] * (double)(p.n - i);

		at_least = fmax(at_least, fmin(1, scaled));
		out[order[i]] = at_least;
	}
	free(order);
}

static void step_up(struct values p, double factor, double *out)
{
	size_t *order = ascending(p);
	double at_most = 1;

	for (size_t i = p.n; i-- > 0;) {
		double scaled = p.at[order[i]] * factor / (double)(i + 1);

		at_most = fmin(at_most, scaled);
		out[order[i]] = at_most;
	}
	free(order);
}

void adjust_bh(struct values p, double *out)
{
	step_up(p, (double)p.n, out);
}

void adjust_by(struct values p, double *out)
{
	double harmonic = 0;

	for (size_t i = p.n; i > 0; i--)
		harmonic += 1 / (double)i;
	step_up(p, (double)p.n * harmonic, out);
}
