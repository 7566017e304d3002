/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/csv.h"

#include <string.h>

/* Takes a quoted field, whose first quote is gone, off *rest. */
static const char *quoted_cut(struct span *rest, struct arena *a)
{
	char *out = arena_alloc(a, rest->len + 1, 1);
	size_t n = 0;

	while (rest->len) {
		char c = rest->at[0];

		*rest = span_skip(*rest, 1);
		if (c == '"') {
			if (!rest->len || rest->at[0] != '"')
				break;
			*rest = span_skip(*rest, 1);
		}
		out[n++] = c;
	}
	return out;
}

struct field_list csv_fields(struct span line, struct arena *a)
{
	struct field_list fields = { 0 };
	bool more = line.len > 0;

	while (more) {
		const char **field = ARENA_PUSH(a, &fields);
		const char *end = line.at + line.len;
		struct span plain;

		*field = NULL;
		if (line.len && line.at[0] == '"') {
			line = span_skip(line, 1);
			*field = quoted_cut(&line, a);
		}
		plain = span_cut(&line, ',');
		if (!*field)
			*field = arena_span(a, plain);
		more = plain.at + plain.len < end;
	}
	return fields;
}
