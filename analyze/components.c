/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/components.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "analyze/describe.h"
#include "base/mem.h"

/*
 * Puts the means of `units` groups of `count` values in their place, and
 * returns the mean of the variances within them.
 */
static double fold(double *values, size_t units, size_t count)
{
	double variance = 0;

	for (size_t i = 0; i < units; i++) {
		struct moments m =
		    moments_of((struct values){ values + i * count, count });

		variance += m.sd * m.sd / (double)units;
		values[i] = m.mean;
	}
	return variance;
}

static size_t count_all(struct nested v)
{
	size_t n = 1;

	for (size_t i = 0; i < v.levels; i++)
		n *= v.counts[i];
	return n;
}

static void find_own_parts(struct nested v, struct components *c)
{
	for (size_t i = 0; i < v.levels; i++) {
		double inner =
		    i > 0 ? c->s2[i - 1] / (double)v.counts[i - 1] : 0;

		c->t2[i] = c->s2[i] - inner;
	}
	if (v.levels == 2 && c->s2[1] > 0)
		c->outer_share =
		    fmax(0, c->t2[1]) / (c->t2[0] + fmax(0, c->t2[1]));
}

struct components components_of(struct nested v, double confidence)
{
	struct components c = { .levels = v.levels };
	size_t units = count_all(v), outer = v.counts[v.levels - 1];
	double *values = xcalloc(units, sizeof(*values)), half;

	memcpy(values, v.at, units * sizeof(*values));
	for (size_t i = 0; i < v.levels; i++) {
		units /= v.counts[i];
		c.s2[i] = fold(values, units, v.counts[i]);
	}
	c.mean = values[0];
	free(values);
	find_own_parts(v, &c);
	half = gsl_cdf_tdist_Pinv(0.5 + confidence / 2, (double)outer - 1) *
	       sqrt(c.s2[v.levels - 1] / (double)outer);
	c.mean_ci = (struct interval){ c.mean - half, c.mean + half };
	return c;
}

double components_repetitions(const struct components *c, size_t level,
    double cost, double outer_cost)
{
	double own = c->t2[level], outer = c->t2[level + 1];

	if (!(own > 0) || !(outer > 0))
		return 0;
	return sqrt(outer_cost / cost * own / outer);
}
