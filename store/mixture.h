/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several processes together, of each of which only some quantiles are known.
 * There is no better answer than bounds, and an average of percentiles is none.
 */
#ifndef STORE_MIXTURE_H
#define STORE_MIXTURE_H

#include <stddef.h>

/* One process: its number of values, and n quantiles; shares ascend from 0 (the
 * minimum) to 1 (the maximum), where those are known. */
struct mixture_part {
	double count;
	const double *share, *value;
	size_t n;
};

struct mixture {
	const struct mixture_part *at;
	size_t n;
};

/* -INFINITY, INFINITY: nothing that is known bounds that side. */
struct mixture_bounds {
	double low, high;
};

/* Bounds of quantile q, above 0, of all values together. */
struct mixture_bounds mixture_quantile(struct mixture m, double q);

#endif
