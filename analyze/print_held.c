/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is printed is held back until it is whole, so that no name from outside
 * reaches the terminal with what a terminal obeys.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/print_internal.h"
#include "base/mem.h"
#include "base/text.h"

/* How long the color is that begins there, of those that print.c has. */
static size_t color_len(const char *text)
{
	static const char *const colors[] = { COLOR_WORSE, COLOR_BETTER,
		COLOR_END };

	for (size_t i = 0; i < sizeof(colors) / sizeof(*colors); i++) {
		if (strncmp(text, colors[i], strlen(colors[i])) == 0)
			return strlen(colors[i]);
	}
	return 0;
}

/* All but line feeds and colors. */
static void tame_lines(char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n\033");
		char end = text[n];

		text[n] = '\0';
		text_tame(text);
		text[n] = end;
		text += n;
		if (*text == '\033' && !color_len(text))
			*text = '?';
		text += *text == '\033' ? color_len(text) : *text != '\0';
	}
}

void held_begin(struct held *h, struct ui *ui)
{
	*h = (struct held){ .ui = *ui, .to = ui->out };
	h->ui.out = open_memstream(&h->text, &h->len);
	if (!h->ui.out)
		xrealloc(NULL, SIZE_MAX, 2); /* says so and exits */
}

void held_end(struct held *h)
{
	fclose(h->ui.out);
	tame_lines(h->text);
	fputs(h->text, h->to);
	free(h->text);
}

const char *tame_line(struct arena *a, const char *text)
{
	char *copy = arena_strdup(a, text ? text : "");

	text_tame(copy);
	return copy;
}
