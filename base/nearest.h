/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What somebody most likely meant by a name that is none.
 */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include <stddef.h>

/*
 * How many bytes are to be put in, left out or changed to make b of a, whatever
 * the case of their letters.  Of a text, the first 63 bytes count.
 */
size_t text_distance(const char *a, const char *b);

/* Looks at names, one by one, for what was wanted. */
struct nearest {
	const char *wanted;
	const char *found; /* or NULL: a third of the letters may be slips */
	size_t least;      /* only what is nearer than this counts */
};

struct nearest nearest_to(const char *wanted);
void nearest_see(struct nearest *n, const char *name);

#define NEAREST_HINT 100 /* bytes, with the final NUL */

/* "perhaps --strict is meant; ", where `before` is "--"; "" if none is near. */
const char *nearest_hint(const struct nearest *n, const char *before,
    char out[NEAREST_HINT]);

#endif
