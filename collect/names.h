/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts by number, in the order in which they were first seen.
 */
#ifndef COLLECT_NAMES_H
#define COLLECT_NAMES_H

#include <stdint.h>

#include "base/arena.h"

#define NAMES_MAX ((size_t)1000)

/* Starts as { 0 }. */
struct names {
	struct name {
		struct span text;
		uint64_t hash;
	} * at;
	size_t len;
	uint32_t *slots; /* number + 1; 0: free */
	struct arena arena;
};

void names_release(struct names *n);

/* The number of a text, new or not; NAMES_MAX if there are that many others. */
size_t names_find(struct names *n, struct span text);

#endif
