/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The figures of a cell's runs: what statistics work on.
 */
#ifndef ANALYZE_FIGURES_H
#define ANALYZE_FIGURES_H

#include "analyze/spec.h"
#include "analyze/values.h"

/* In the order of the runs. */
struct figures {
	const struct figure *at;
	size_t n;
};

/* Their points, and the ends of what their sources leave open. */
struct values figures_values(struct figures f, struct arena *a);
struct values figures_lows(struct figures f, struct arena *a);
struct values figures_highs(struct figures f, struct arena *a);

/* The first that is not known, or NULL. */
const struct figure *figures_absent(struct figures f);

/* Is every figure known to the last digit, and not only its bucket? */
bool figures_sharp(struct figures f);

/* Of positive values; there must be one. */
double figures_mean_log(struct values v);

#endif
