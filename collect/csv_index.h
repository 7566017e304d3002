/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the fields and the rows of CSV (RFC 4180, any separator) end: the
 * first half of reading a large log, 64 bytes at a time.
 */
#ifndef COLLECT_CSV_INDEX_H
#define COLLECT_CSV_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* Starts as { 0 }; what was allocated serves the next call. */
struct csv_index {
	const char *at;  /* positions count from here */
	uint32_t *field; /* where each field's separator or LF stands;
			    field[-1] + 1 is 0 */
	uint32_t *row;   /* for each row: how many fields end up to its end */
	size_t rows;
	size_t cap;
};

void csv_index_release(struct csv_index *x);

/*
 * Takes some whole rows off the front of *rest, which begins with a row, ends
 * with an LF and has 64 readable bytes behind it.  True, or false if nothing
 * is left.  What is no row in the end (a quote is not closed) becomes one.
 */
bool csv_index_next(struct csv_index *x, struct span *rest, char separator);

/* The same by the i-th way to do it; false too if the processor lacks that. */
bool csv_index_variant(size_t i, struct csv_index *x, struct span *rest,
    char separator);

/*
 * A row: the k-th field lies between end[k - 1] and end[k], where end[-1] is
 * that of the row before.
 */
struct csv_row {
	const char *at;      /* csv_index.at */
	const uint32_t *end; /* of each field */
	size_t fields;
};

static inline struct csv_row csv_row(const struct csv_index *x, size_t i)
{
	uint32_t first = i ? x->row[i - 1] : 0;

	return (struct csv_row){ x->at, x->field + first, x->row[i] - first };
}

static inline struct span csv_field(const struct csv_row *row, size_t k)
{
	uint32_t from = row->end[(ptrdiff_t)k - 1] + 1;

	return (struct span){ row->at + from, row->end[k] - from };
}

static inline const char *csv_row_start(const struct csv_row *row)
{
	return row->at + (uint32_t)(row->end[-1] + 1);
}

/* The last field of a line may have a CR before its LF. */
static inline struct span csv_without_cr(struct span s)
{
	s.len -= s.len && s.at[s.len - 1] == '\r';
	return s;
}

/*
 * Without the quotes around it, and with doubled ones single, in `out` where
 * it has to change; `size` bytes of it at most.
 */
struct span csv_unquote(struct span field, char *out, size_t size);

#endif
