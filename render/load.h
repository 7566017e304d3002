/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The order in which a report shows cells: by load (what they share, beside the
 * factor), and in a load by variant (the value of the factor).
 */
#ifndef RENDER_LOAD_H
#define RENDER_LOAD_H

#include <stdbool.h>

#include "base/arena.h"
#include "store/result.h"

/* Cells of one name; it has one color and marker all over a report. */
struct variant {
	const char *value; /* the name, elided where it is very long */
	const char *whole;
	const char *of; /* the value of the factor */
	bool is_baseline;
	unsigned order; /* 0: the (first) baseline; 1 and up: the others */
};

/* Cells with equal labels, ordered as their variants are. */
struct load {
	const char *label; /* for people, elided where it is very long; ""
			    * where nothing tells it apart */
	const char *whole;
	const char *id; /* "load-1": part of anchors */
	const struct cell **cells;
	const struct variant **variants; /* of the cells */
	size_t len;
	bool folded; /* one of many, of which a page opens the first alone */
};

struct load_list {
	struct load *at; /* in the order that analyze gave them */
	size_t len;
	struct variant *variants; /* baseline first, then by value */
	size_t n_variants;
};

struct load_list loads_of(const struct results *r, struct arena *a);

/* The variant that the cell is; NULL: it is of other results. */
const struct variant *load_cell_variant(const struct load_list *list,
    const struct cell *c);

/* The name of the cell's variant. */
const char *load_cell_name(const struct load_list *list, const struct cell *c);

#endif
