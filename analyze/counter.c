/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/counter.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/describe.h"
#include "base/mem.h"

/* Spacing of samples that counts as usual: the median. */
static double usual_spacing(struct points s)
{
	double *spacing = xcalloc(s.n, sizeof(*spacing));
	double usual;

	for (size_t i = 1; i < s.n; i++)
		spacing[i - 1] = s.x[i] - s.x[i - 1];
	usual = median_of((struct values){ spacing, s.n - 1 });
	free(spacing);
	return usual;
}

struct increase counter_increase(struct points s)
{
	struct increase out = { .known = false };
	double usual;

	if (s.n < 2 || !(s.x[s.n - 1] > s.x[0]))
		return out;
	usual = usual_spacing(s);
	for (size_t i = 1; i < s.n; i++) {
		double spacing = s.x[i] - s.x[i - 1];
		bool reset = s.y[i] < s.y[i - 1];

		out.amount += reset ? s.y[i] : s.y[i] - s.y[i - 1];
		out.resets += reset;
		out.gaps += spacing > 3 * usual;
		out.longest_s = fmax(out.longest_s, spacing);
	}
	out.known = true;
	out.seconds = s.x[s.n - 1] - s.x[0];
	out.rate = out.amount / out.seconds;
	return out;
}

double counter_increase_promql(struct points s, struct interval range)
{
	struct increase seen = counter_increase(s);
	double before, after, mean;

	if (!seen.known)
		return 0;
	before = s.x[0] - range.lo;
	after = range.hi - s.x[s.n - 1];
	mean = seen.seconds / (double)(s.n - 1);
	if (before >= mean * 1.1)
		before = mean / 2;
	if (after >= mean * 1.1)
		after = mean / 2;
	/* A counter was not below 0 before its first sample. */
	if (seen.amount > 0 && s.y[0] >= 0)
		before = fmin(before, seen.seconds * s.y[0] / seen.amount);
	return seen.amount * (seen.seconds + before + after) / seen.seconds;
}
