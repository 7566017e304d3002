/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/figures.h"

#include <math.h>

/* Which number of a figure. */
typedef double pick_fn(const struct figure *f);

static double pick_value(const struct figure *f)
{
	return f->value;
}

static double pick_low(const struct figure *f)
{
	return f->low;
}

static double pick_high(const struct figure *f)
{
	return f->high;
}

static struct values picked(struct figures f, pick_fn *pick, struct arena *a)
{
	double *out = arena_alloc(a, f.n, sizeof(*out));

	for (size_t i = 0; i < f.n; i++)
		out[i] = pick(&f.at[i]);
	return (struct values){ out, f.n };
}

struct values figures_values(struct figures f, struct arena *a)
{
	return picked(f, pick_value, a);
}

struct values figures_lows(struct figures f, struct arena *a)
{
	return picked(f, pick_low, a);
}

struct values figures_highs(struct figures f, struct arena *a)
{
	return picked(f, pick_high, a);
}

const struct figure *figures_absent(struct figures f)
{
	for (size_t i = 0; i < f.n; i++) {
		if (!f.at[i].known)
			return &f.at[i];
	}
	return NULL;
}

bool figures_sharp(struct figures f)
{
	for (size_t i = 0; i < f.n; i++) {
		if (f.at[i].low != f.at[i].high)
			return false;
	}
	return true;
}

double figures_mean_log(struct values v)
{
	double sum = 0;

	for (size_t i = 0; i < v.n; i++)
		sum += log(v.at[i]);
	return sum / (double)v.n;
}
