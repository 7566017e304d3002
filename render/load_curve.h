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

/* Whose loads: as of struct capacity and struct cpu_cost. */
struct load_subject {
	const char *value, *conditions;
};

/* The cells of that value which are these conditions but for the load. */
struct load_steps load_steps_of(const struct cell_list *cells,
    struct load_subject of, const char *axis, struct arena *a);

#endif
