/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An arena: names, texts and layouts of one command, released together.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/text.h"

/* Starts as { 0 }; whoever made it calls arena_release(). */
struct arena {
	struct arena_block *blocks;
};

/* Zeroed memory for anything; never NULL. */
void *arena_alloc(struct arena *a, size_t count, size_t size);

/* Copies that end with a NUL.  arena_strdup(a, NULL) is NULL. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_span(struct arena *a, struct span s);
__attribute__((format(printf, 2, 3))) char *arena_printf(struct arena *a,
    const char *fmt, ...);

/*
 * A new element at the end of a list { at, len } that begins as { 0 } and is
 * only ever grown by this:
 *	*ARENA_PUSH(a, list) = element;
 */
#define ARENA_PUSH(a, list)                                                    \
	((list)->at =                                                          \
		arena_grow((a), (list)->at, (list)->len, sizeof(*(list)->at)), \
	    &(list)->at[(list)->len++])

/* What ARENA_PUSH() stands on: `old`, or a wider copy of its len elements. */
void *arena_grow(struct arena *a, void *old, size_t len, size_t size);

void arena_release(struct arena *a);

#endif
