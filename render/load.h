/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The order in which a report shows cells: by load (what they share, beside the
 * factor), and in a load by variant (the value of the factor).
 */
#ifndef RENDER_LOAD_H
#define RENDER_LOAD_H

#include "base/arena.h"
#include "store/result.h"

/* A value of the factor; it has one color and marker all over a report. */
struct variant {
	const char *value; /* elided where it is very long */
	const char *whole;
	unsigned order; /* 0: the baseline; 1 and up: the others */
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
};

struct load_list {
	struct load *at; /* in the order that analyze gave them */
	size_t len;
	struct variant *variants; /* baseline first, then by value */
	size_t n_variants;
};

struct load_list loads_of(const struct results *r, struct arena *a);

#endif
