/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells that differ in their load alone: the steps on which a configuration
 * shows what load costs it, and how much of it it bears.
 */
#ifndef ANALYZE_LADDER_H
#define ANALYZE_LADDER_H

#include "analyze/work.h"

struct ladder {
	const char *value;      /* of the factor */
	const char *conditions; /* for people, without the load */
	const char *axis;       /* "offered_rps" or "connections" */
	size_t *groups;         /* by load */
	double *load;
	size_t n;
	size_t sound;       /* the first of them that did not fail */
	size_t unsaturated; /* and that reached their rate */
};

struct ladder_list {
	struct ladder *at; /* in the order of the groups */
	size_t len;
};

/* All of at least `least` different loads. */
struct ladder_list ladders_of(struct work *w, const char *axis, size_t least);

/* The baseline's ladder that its first load is compared to; NULL if there is
 * none, or if it is itself one of the baseline. */
const struct ladder *ladder_baseline(const struct work *w,
    const struct ladder_list *list, const struct ladder *of);

#endif
