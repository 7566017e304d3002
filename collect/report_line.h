/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inputs in lines: reports that people keep in logs, mails and Markdown;
 * tables.
 */
#ifndef COLLECT_REPORT_LINE_H
#define COLLECT_REPORT_LINE_H

#include "base/err.h"
#include "base/input.h"
#include "base/text.h"

#define WORDS_MAX 8
#define COUNT_MAX ((int64_t)1000000000000000) /* a few add up to an int64_t */

/* The first words of a line. */
struct words {
	struct span at[WORDS_MAX];
	size_t len;
};

struct words words_of(struct span line);

/* Without indent, quotes, a byte order mark, the echo of Ctrl-C. */
struct span line_clean(struct span line);

#define LINE_SHOWN_MAX 4096

/*
 * The same without the escape sequences that color a terminal, in the buffer;
 * what has no room is cut.
 */
struct span line_uncolored(struct span line, char buffer[LINE_SHOWN_MAX]);

/* Takes a line, which line_clean() has seen; it may be empty.  0 or -1. */
typedef int lines_fn(void *reader, struct span line, struct pos pos,
    struct err *err);

/* Gives all lines that are left to `take`, up to the first that it refuses. */
int lines_read(struct input *in, lines_fn *take, void *reader, struct err *err);

/* Is there such a line in the head?  It is cleaned before. */
bool lines_any(struct span head, bool (*is)(struct span line));

/* The first line, which must be the header that `tool` writes. */
int lines_header(struct input *in, struct span header, const char *tool,
    struct err *err);

/* A count of something, 0 to COUNT_MAX. */
int count_parse(struct span word, struct pos pos, int64_t *out,
    struct err *err);

#endif
