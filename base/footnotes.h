/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reasons that stand once below a table, numbered where they are needed.
 *
 * Those that differ in numbers, or in one name beside them, share a number:
 * each has a letter then, and a line of its own; of more than four, the first
 * three have.
 *	1. (a) a change smaller than +91 % could be missed
 *	   (b) a change smaller than +543 % could be missed
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

/* A whole text, or what stands for those from one letter to another. */
struct footnote_line {
	const char *letter; /* "" where the number has one text */
	const char *to;     /* NULL but in the last line of many */
	const char *text;
};

/* What stands at that number, from 1: so many lines, from 0. */
size_t footnote_lines(const struct footnotes *n, size_t number);
struct footnote_line footnote_line(const struct footnotes *n, size_t number,
    size_t i);

#endif
