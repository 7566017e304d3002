/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <gsl/gsl_rng.h>

#include "analyze/quality.h"
#include "base/mem.h"

/*
 * The empirical distribution by its different values, in units of 1 / n: it
 * jumps from below[k] to upto[k] at x[k].  A distribution with one mode is
 * convex before it and concave after it, so what is fitted is the greatest
 * convex function under the jumps and the least concave one over them.
 */
struct steps {
	double *x, *below, *upto;
	double *convex, *concave; /* the fits, at x */
	bool *touches_below, *touches_upto;
	size_t *hull;
	size_t n;
};

static void steps_alloc(struct steps *s, size_t n)
{
	double *room = xcalloc(5 * n, sizeof(*room));
	bool *touches = xcalloc(2 * n, sizeof(*touches));

	*s = (struct steps){
		.x = room,
		.below = room + n,
		.upto = room + 2 * n,
		.convex = room + 3 * n,
		.concave = room + 4 * n,
		.touches_below = touches,
		.touches_upto = touches + n,
		.hull = xcalloc(n, sizeof(size_t)),
	};
}

static void steps_release(struct steps *s)
{
	free(s->x);
	free(s->touches_below);
	free(s->hull);
}

/* The concave side is kept with its sign turned, to be convex as well. */
static void steps_fill(struct steps *s, struct values sorted)
{
	s->n = 0;
	for (size_t i = 0; i < sorted.n; i++) {
		if (i > 0 && sorted.at[i] <= sorted.at[i - 1]) {
			s->upto[s->n - 1] = -(double)(i + 1);
			continue;
		}
		s->x[s->n] = sorted.at[i];
		s->below[s->n] = (double)i;
		s->upto[s->n++] = -(double)(i + 1);
	}
}

/* Is b on or above the line from a to c? */
static bool is_above(const double *x, const double *y, size_t a, size_t b,
    size_t c)
{
	return (y[b] - y[a]) * (x[c] - x[a]) >= (y[c] - y[a]) * (x[b] - x[a]);
}

/* The part of the distribution that may still hold the mode. */
struct stretch {
	size_t from, to;
};

static void fit_convex(const struct steps *s, struct stretch outer,
    const double *y, double *fit, bool *touches)
{
	size_t n = 0, *hull = s->hull;

	for (size_t k = outer.from; k <= outer.to; k++) {
		while (n > 1 && is_above(s->x, y, hull[n - 2], hull[n - 1], k))
			n--;
		hull[n++] = k;
		touches[k] = false;
	}
	fit[outer.from] = y[outer.from];
	for (size_t i = 1; i < n; i++) {
		size_t a = hull[i - 1], b = hull[i];
		double slope = (y[b] - y[a]) / (s->x[b] - s->x[a]);

		for (size_t k = a + 1; k < b; k++)
			fit[k] = y[a] + slope * (s->x[k] - s->x[a]);
		fit[b] = y[b];
	}
	for (size_t i = 0; i < n; i++)
		touches[hull[i]] = true;
}

/* Where both fits are farthest apart, the last of equals. */
static size_t widest(const struct steps *s, struct stretch outer, double *gap)
{
	size_t at = outer.from;

	*gap = 0;
	for (size_t k = outer.from; k <= outer.to; k++) {
		double here = -s->concave[k] - s->convex[k];

		if (here >= *gap) {
			*gap = here;
			at = k;
		}
	}
	return at;
}

/* The mode is between the points of contact on both sides of `at`. */
static struct stretch narrowed(const struct steps *s, size_t at)
{
	struct stretch inner = { at, at };

	while (!s->touches_below[inner.from])
		inner.from--;
	while (!s->touches_upto[inner.to])
		inner.to++;
	return inner;
}

/*
 * How far the distribution is from what was fitted outside of `inner`; equal
 * values at the ends of that may be the mode itself.
 */
static double misfit(const struct steps *s, struct stretch outer,
    struct stretch inner)
{
	double most = 0;

	for (size_t k = outer.from; k < inner.from; k++)
		most = fmax(most, -s->upto[k] - s->convex[k]);
	for (size_t k = inner.to + 1; k <= outer.to; k++)
		most = fmax(most, -s->concave[k] - s->below[k]);
	return most;
}

static double dip_of_sorted(struct steps *s, struct values sorted)
{
	struct stretch outer, inner;
	double dip = 1, gap;

	steps_fill(s, sorted);
	outer = (struct stretch){ 0, s->n - 1 };
	for (;;) {
		fit_convex(s, outer, s->below, s->convex, s->touches_below);
		fit_convex(s, outer, s->upto, s->concave, s->touches_upto);
		inner = narrowed(s, widest(s, outer, &gap));
		if (gap <= dip)
			break;
		dip = fmax(dip, misfit(s, outer, inner));
		if (inner.from == outer.from && inner.to == outer.to)
			break;
		outer = inner;
	}
	return dip / (2 * (double)sorted.n);
}

double dip_statistic(struct values v)
{
	struct steps s;
	double *sorted, dip;

	if (v.n == 0)
		return 0;
	sorted = values_sorted(v);
	steps_alloc(&s, v.n);
	dip = dip_of_sorted(&s, (struct values){ sorted, v.n });
	steps_release(&s);
	free(sorted);
	return dip;
}

static void draw_sorted(gsl_rng *rng, double *out, size_t n)
{
	/* Sums of exponential steps are uniform once they are scaled. */
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		sum -= log(gsl_rng_uniform_pos(rng));
		out[i] = sum;
	}
}

double dip_p(struct values v, size_t draws, unsigned long seed)
{
	double seen = dip_statistic(v), *drawn;
	size_t as_large = 1; /* the values themselves */
	gsl_rng *rng;
	struct steps s;

	if (v.n == 0)
		return 1;
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	gsl_rng_set(rng, seed);
	drawn = xcalloc(v.n, sizeof(*drawn));
	steps_alloc(&s, v.n);
	for (size_t i = 0; i < draws; i++) {
		draw_sorted(rng, drawn, v.n);
		as_large +=
		    dip_of_sorted(&s, (struct values){ drawn, v.n }) >= seen;
	}
	steps_release(&s);
	free(drawn);
	gsl_rng_free(rng);
	return (double)as_large / (double)(draws + 1);
}
