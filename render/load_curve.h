/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One configuration over its loads: the cells that differ in their load alone.
 */
#ifndef RENDER_LOAD_CURVE_H
#define RENDER_LOAD_CURVE_H

#include <stddef.h>

#include "base/arena.h"
#include "store/result.h"

/* The label that varies. */
#define AXIS_RATE "offered_rps"
#define AXIS_CONNECTIONS "connections"

struct load_step {
	const struct cell *cell;
	double load;
};

struct load_steps {
	struct load_step *at; /* by load */
	size_t len;
};

/*
 * The cells of that value which are `conditions` (for people, as those of
 * struct capacity) but for the load.
 */
struct load_steps load_steps_of(const struct cell_list *cells,
    const struct capacity *c, const char *axis, struct arena *a);

#endif
