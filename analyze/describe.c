/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/describe.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

struct moments moments_of(struct values v)
{
	long double sum = 0, squares = 0, mean;

	if (v.n == 0)
		return (struct moments){ 0, 0, 0 };
	for (size_t i = 0; i < v.n; i++)
		sum += v.at[i];
	mean = sum / (long double)v.n;
	for (size_t i = 0; i < v.n; i++)
		squares += (v.at[i] - mean) * (v.at[i] - mean);
	if (v.n > 1)
		squares /= (long double)(v.n - 1);
	return (struct moments){ v.n, (double)mean, (double)sqrtl(squares) };
}

double median_of_sorted(struct values sorted)
{
	size_t half = sorted.n / 2;

	if (sorted.n == 0)
		return 0;
	if (sorted.n % 2 == 1)
		return sorted.at[half];
	return sorted.at[half - 1] / 2 + sorted.at[half] / 2;
}

double median_of(struct values v)
{
	double *sorted = values_sorted(v);
	double median = median_of_sorted((struct values){ sorted, v.n });

	free(sorted);
	return median;
}

double mad_of(struct values v)
{
	double median = median_of(v);
	double *distance = xcalloc(v.n, sizeof(*distance));
	double mad;

	for (size_t i = 0; i < v.n; i++)
		distance[i] = fabs(v.at[i] - median);
	mad = median_of((struct values){ distance, v.n });
	free(distance);
	return mad;
}

static double geomean_of(struct values v)
{
	long double sum = 0;

	if (v.n == 0 || !values_positive(v))
		return 0;
	for (size_t i = 0; i < v.n; i++)
		sum += logl(v.at[i]);
	return (double)expl(sum / (long double)v.n);
}

double autocovariance(struct values v, double mean, size_t lag)
{
	long double sum = 0;

	for (size_t i = lag; i < v.n; i++)
		sum += ((long double)v.at[i] - mean) * (v.at[i - lag] - mean);
	return v.n > 0 ? (double)(sum / (long double)v.n) : 0;
}

static void find_range(struct values v, struct description *d)
{
	if (v.n == 0)
		return;
	d->min = d->max = v.at[0];
	for (size_t i = 1; i < v.n; i++) {
		d->min = fmin(d->min, v.at[i]);
		d->max = fmax(d->max, v.at[i]);
	}
}

struct description describe(struct values v)
{
	struct description d = { .moments = moments_of(v) };
	double mean = d.moments.mean;
	double variance = autocovariance(v, mean, 0);

	find_range(v, &d);
	d.median = median_of(v);
	d.mad = mad_of(v);
	d.geomean = geomean_of(v);
	if (mean < 0 || mean > 0)
		d.cv = d.moments.sd / mean;
	if (variance > 0)
		d.lag1 = autocovariance(v, mean, 1) / variance;
	return d;
}
