/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/capacity.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/describe.h"
#include "base/mem.h"

/* Values that are pooled into their mean. */
struct pool {
	double mean;
	size_t n;
};

static struct pool joined(struct pool a, struct pool b)
{
	size_t n = a.n + b.n;

	return (struct pool){
		(a.mean * (double)a.n + b.mean * (double)b.n) / (double)n, n
	};
}

void isotonic(struct values v, double *out)
{
	struct pool *pools = xcalloc(v.n, sizeof(*pools));
	size_t n = 0;

	for (size_t i = 0; i < v.n; i++) {
		pools[n++] = (struct pool){ v.at[i], 1 };
		while (n > 1 && pools[n - 2].mean > pools[n - 1].mean) {
			pools[n - 2] = joined(pools[n - 2], pools[n - 1]);
			n--;
		}
	}
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < pools[i].n; k++)
			*out++ = pools[i].mean;
	}
	free(pools);
}

struct slo_bracket slo_bracket(struct points p, double objective)
{
	struct slo_bracket out = { .passes = false };
	double *fit = xcalloc(p.n, sizeof(*fit));
	size_t good = 0;

	isotonic((struct values){ p.y, p.n }, fit);
	while (good < p.n && fit[good] <= objective)
		good++;
	out.passes = good > 0;
	out.fails = good < p.n;
	if (out.passes)
		out.pass = p.x[good - 1];
	if (out.fails)
		out.fail = p.x[good];
	if (out.passes && out.fails)
		out.interpolated = out.pass + (out.fail - out.pass) *
						  (objective - fit[good - 1]) /
						  (fit[good] - fit[good - 1]);
	free(fit);
	return out;
}

/* The curve as one that is concave and increases, less the diagonal. */
struct difference {
	double *d; /* in the order of the turned curve */
	size_t n;
	double mean_step;
	bool turned;
};

static double unit(double v, struct description range)
{
	return (v - range.min) / (range.max - range.min);
}

static struct difference difference_of(struct points p, enum knee_shape shape)
{
	struct description x = describe((struct values){ p.x, p.n });
	struct description y = describe((struct values){ p.y, p.n });
	struct difference out = {
		.d = xcalloc(p.n, sizeof(double)),
		.n = p.n,
		.mean_step = 1 / (double)(p.n - 1),
		.turned = shape == KNEE_CONVEX,
	};

	for (size_t i = 0; i < p.n; i++) {
		double over = unit(p.y[i], y) - unit(p.x[i], x);

		/* Turned by 180 degrees, the last is the first. */
		if (out.turned)
			out.d[p.n - 1 - i] = -over;
		else
			out.d[i] = over;
	}
	return out;
}

static bool is_peak(struct difference c, size_t i)
{
	return i > 0 && i + 1 < c.n && c.d[i] >= c.d[i - 1] &&
	       c.d[i] > c.d[i + 1];
}

/* Does the curve fall far enough before it has another peak? */
static bool is_confirmed(struct difference c, size_t peak)
{
	for (size_t i = peak + 1; i < c.n && !is_peak(c, i); i++) {
		if (c.d[i] < c.d[peak] - c.mean_step)
			return true;
	}
	return false;
}

struct knee knee_of(struct points p, enum knee_shape shape)
{
	struct knee out = { .found = false };
	struct difference c;

	if (p.n < 3 || !(p.x[p.n - 1] > p.x[0]))
		return out;
	c = difference_of(p, shape);
	for (size_t i = 0; i < c.n; i++) {
		size_t at = c.turned ? c.n - 1 - i : i;

		if (!is_peak(c, i) || !is_confirmed(c, i) ||
		    (out.found && c.d[i] <= out.height))
			continue;
		out = (struct knee){ true, p.x[at], p.y[at], c.d[i] };
	}
	free(c.d);
	return out;
}
