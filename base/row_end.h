/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the last whole row of a piece of a log ends.
 */
#ifndef BASE_ROW_END_H
#define BASE_ROW_END_H

#include <stdbool.h>

#include "base/text.h"

struct row_end {
	size_t len;  /* up to the last LF that ends a row, with it; 0: none */
	long lines;  /* LFs up to there */
	bool quoted; /* does the text end inside of quotes? */
};

/*
 * `text` begins with a row, and 64 bytes behind it are readable.  With
 * `quotes`, an LF between quotes ends no row, as in RFC 4180.
 */
struct row_end row_end_find(struct span text, bool quotes);

/* The same by the i-th way to do it; false if the processor lacks that. */
bool row_end_variant(size_t i, struct span text, bool quotes,
    struct row_end *out);

#endif
