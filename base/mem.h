/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Allocation that does not fail: where memory is gone, the program says so
 * and exits, as nothing it could do then would be right.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

void *xcalloc(size_t count, size_t size);
void *xrealloc(void *old, size_t count, size_t size);
char *xstrdup(const char *s);

/*
 * Room for one more element in a growable array:
 *	list->at = grow(list->at, list->len, &list->cap, sizeof(*list->at));
 */
void *grow(void *old, size_t len, size_t *cap, size_t size);

#endif
