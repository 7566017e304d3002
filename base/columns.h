/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text in aligned columns, for terminals.
 */
#ifndef BASE_COLUMNS_H
#define BASE_COLUMNS_H

#include <stdio.h>

#include "base/arena.h"

#define COLUMNS_MAX 16

struct columns_row {
	const char *cells[COLUMNS_MAX]; /* NULL: empty */
};

/* Starts as { .arena = a, .align = "lrr" }: left or right, a letter each. */
struct columns {
	struct arena *arena;
	const char *align;
	struct columns_row *at;
	size_t len;
};

/* Adds a row; the caller fills its cells. */
struct columns_row *columns_row(struct columns *c);

/* Two blanks part the columns; no row ends with blanks. */
void columns_print(const struct columns *c, FILE *out);

#endif
