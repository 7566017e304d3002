/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reasons that stand once below a table, numbered where they are needed.
 *
 * Those that differ in numbers, or in one name beside them, share a number:
 * each has a letter then, and of those behind the first the note says only
 * what differs.
 *	1. (a) a change smaller than +91 % could be missed; (b) +543 %
 */
#ifndef BASE_FOOTNOTES_H
#define BASE_FOOTNOTES_H

#include "base/arena.h"

/* One number: the texts that share it, in the order of their letters. */
struct footnote {
	const char **at;
	size_t len;
};

/* Begins with its arena, which keeps the texts. */
struct footnotes {
	struct arena *arena;
	struct footnote *at;
	size_t len;
};

struct footnote_mark {
	size_t number; /* from 1 */
	size_t letter; /* from 0 */
};

/* The mark of that text, which is new, or there already. */
struct footnote_mark footnote_add(struct footnotes *n, const char *text);

/*
 * "2", or "2b" where several texts share the number: as of now, so that all
 * texts are to be added before the first mark is worded.
 */
const char *footnote_word(const struct footnotes *n, struct footnote_mark m);

/* What stands at that number, from 1. */
const char *footnote_text(const struct footnotes *n, size_t number);

#endif
