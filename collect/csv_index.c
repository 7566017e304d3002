/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/csv_index.h"

#include <stdlib.h>
#include <string.h>

#include "base/bits.h"
#include "base/mem.h"

#define SLICE ((size_t)16 << 10) /* its index stays in the first cache */

void csv_index_release(struct csv_index *x)
{
	if (x->field)
		free(x->field - 1);
	free(x->row);
	*x = (struct csv_index){ 0 };
}

/* 64 may be written behind the last one. */
static void reserve(struct csv_index *x, size_t bytes)
{
	if (x->cap >= bytes + 64)
		return;
	csv_index_release(x);
	x->cap = bytes + 64;
	x->field = xcalloc(x->cap + 1, sizeof(*x->field));
	*x->field++ = UINT32_MAX;
	x->row = xcalloc(x->cap, sizeof(*x->row));
}

/* How many fields end up to the first LF. */
BITS_INLINE uint32_t row_end(size_t fields, struct bits b)
{
	uint64_t up_to = b.separator & (b.lf ^ (b.lf - 1));

	return (uint32_t)(fields + (size_t)__builtin_popcountll(up_to));
}

/* The rows that end in `text`; how many bytes they have. */
BITS_INLINE size_t index_slice(struct csv_index *x, struct span text,
    char separator, struct bits_kind bits)
{
	size_t fields = 0, rows = 0;
	uint64_t inside = 0; /* all ones: between quotes */

	for (size_t i = 0; i < text.len; i += 64) {
		struct bits b = bits.of(text.at + i, separator);
		size_t left = text.len - i;
		uint64_t in = left < 64 ? ((uint64_t)1 << left) - 1 : ~0ull;

		if (b.quote || inside) {
			inside ^= bits_odd_so_far(b.quote);
			in &= ~inside;
			inside = 0 - (inside >> 63);
		}
		b.lf &= in;
		b.separator = (b.separator & in) | b.lf;
		x->row[rows] = row_end(fields, b); /* kept if there is one */
		rows += b.lf != 0;
		for (b.lf &= b.lf - 1; b.lf; b.lf &= b.lf - 1)
			x->row[rows++] = row_end(fields, b);
		bits.positions(b.separator, (uint32_t)i, x->field + fields);
		fields += (size_t)__builtin_popcountll(b.separator);
	}
	x->rows = rows;
	return rows ? x->field[x->row[rows - 1] - 1] + 1 : 0;
}

BITS_VARIANTS(size_t, slice, index_slice,
    (struct csv_index * x, struct span text, char separator), x, text,
    separator)

typedef size_t slice_fn(struct csv_index *x, struct span text, char separator);

/* A row to the end of the text, whatever is in it: one field. */
static size_t rest_as_row(struct csv_index *x, struct span text)
{
	x->field[0] = (uint32_t)text.len - 1;
	x->row[0] = 1;
	x->rows = 1;
	return text.len;
}

static bool next(struct csv_index *x, struct span *rest, char separator,
    slice_fn *slice)
{
	size_t taken = 0;

	for (size_t n = SLICE; rest->len && !taken; n *= 4) {
		struct span text = *rest;

		if (text.len > n)
			text.len = n;
		reserve(x, text.len);
		x->at = text.at;
		taken = slice(x, text, separator);
		if (!taken && text.len == rest->len)
			taken = rest_as_row(x, text);
	}
	*rest = span_skip(*rest, taken);
	return taken;
}

bool csv_index_variant(size_t i, struct csv_index *x, struct span *rest,
    char separator)
{
	slice_fn *slice = i < BITS_KINDS ? BITS_VARIANT(slice, i) : NULL;

	return slice && next(x, rest, separator, slice);
}

bool csv_index_next(struct csv_index *x, struct span *rest, char separator)
{
	slice_fn *slice = NULL;

	for (size_t i = 0; !slice; i++)
		slice = BITS_VARIANT(slice, i);
	return next(x, rest, separator, slice);
}

struct span csv_unquote(struct span field, char *out, size_t size)
{
	size_t n = 0;

	if (!field.len || field.at[0] != '"')
		return field;
	for (size_t i = 1; i < field.len && n < size; i++) {
		if (field.at[i] == '"' &&
		    (++i >= field.len || field.at[i] != '"'))
			break;
		out[n++] = field.at[i];
	}
	return (struct span){ out, n };
}
