/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/quality.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "analyze/describe.h"
#include "base/divisor.h"
#include "base/mem.h"

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void add_gap(struct grain *g, int64_t gap)
{
	g->distinct++;
	g->step_ns = greatest_divisor(gap, g->step_ns);
	if (g->least_gap_ns == 0 || gap < g->least_gap_ns)
		g->least_gap_ns = gap;
}

struct grain clock_grain(struct latencies v)
{
	struct grain g = { .distinct = v.n > 0 };
	int64_t *sorted = xcalloc(v.n, sizeof(*sorted));
	size_t tie = 0;

	if (v.n > 0)
		memcpy(sorted, v.ns, v.n * sizeof(*sorted));
	qsort(sorted, v.n, sizeof(*sorted), by_size);
	for (size_t i = 0; i < v.n; i++) {
		if (i > 0 && sorted[i] > sorted[i - 1]) {
			add_gap(&g, sorted[i] - sorted[i - 1]);
			tie = 0;
		}
		tie++;
		g.largest_tie = tie > g.largest_tie ? tie : g.largest_tie;
	}
	free(sorted);
	return g;
}

void modified_z(struct values v, double *out)
{
	const double normal = gsl_cdf_ugaussian_Pinv(0.75); /* 0.6745 */
	double median = median_of(v), mad = mad_of(v);

	for (size_t i = 0; i < v.n; i++)
		out[i] = mad > 0 ? normal * (v.at[i] - median) / mad : 0;
}

double mvalue(struct values counts)
{
	double before = 0, ups_and_downs = 0, peak = 0;

	for (size_t i = 0; i < counts.n; i++) {
		ups_and_downs += fabs(counts.at[i] - before);
		before = counts.at[i];
		peak = fmax(peak, before);
	}
	return peak > 0 ? (ups_and_downs + before) / peak : 0;
}
