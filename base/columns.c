/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/columns.h"

#include <stdbool.h>
#include <string.h>

struct columns_row *columns_row(struct columns *c)
{
	struct columns_row *row = ARENA_PUSH(c->arena, c);

	*row = (struct columns_row){ { NULL } };
	return row;
}

/* Behind a color, "ESC [ ... m"; text if none begins there. */
static const char *color_skip(const char *text)
{
	const char *end = *text == '\033' ? strchr(text, 'm') : NULL;

	return end ? end + 1 : text;
}

/*
 * In characters: continuation bytes of UTF-8 take no place, nor do colors.
 */
static size_t width_of(const char *text)
{
	size_t n = 0;

	while (text && *text) {
		const char *next = color_skip(text);

		if (next == text)
			n += ((unsigned char)*next++ & 0xc0) != 0x80;
		text = next;
	}
	return n;
}

static void pad(FILE *out, size_t n)
{
	while (n-- > 0)
		fputc(' ', out);
}

static void row_print(const struct columns *c, const struct columns_row *row,
    const size_t *width, FILE *out)
{
	size_t n = strlen(c->align), blanks = 0;

	for (size_t i = 0; i < n; i++) {
		const char *text = row->cells[i] ? row->cells[i] : "";
		size_t fill = width[i] - width_of(text);
		bool right = c->align[i] == 'r';

		blanks += right ? fill : 0;
		if (*text) {
			pad(out, blanks);
			fputs(text, out);
			blanks = right ? 2 : fill + 2;
		} else {
			blanks += right ? 2 : fill + 2;
		}
	}
	fputc('\n', out);
}

void columns_print(const struct columns *c, FILE *out)
{
	size_t width[COLUMNS_MAX] = { 0 };

	for (size_t r = 0; r < c->len; r++) {
		for (size_t i = 0; c->align[i]; i++) {
			size_t w = width_of(c->at[r].cells[i]);

			width[i] = w > width[i] ? w : width[i];
		}
	}
	for (size_t r = 0; r < c->len; r++)
		row_print(c, &c->at[r], width, out);
}
