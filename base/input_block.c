/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/input_internal.h"
#include "base/mem.h"
#include "base/row_end.h"

void input_block_release(struct input_block *b)
{
	free(b->buffer);
	*b = (struct input_block){ 0 };
}

/* Room for so many bytes between the pads; b->text stays. */
static char *block_reserve(struct input_block *b, size_t bytes)
{
	size_t cap = bytes + 2 * INPUT_BLOCK_PAD;

	if (cap > b->cap) {
		b->buffer = xrealloc(b->buffer, cap, 1);
		b->cap = cap;
	}
	memset(b->buffer, 0, INPUT_BLOCK_PAD);
	b->text.at = b->buffer + INPUT_BLOCK_PAD;
	return b->buffer + INPUT_BLOCK_PAD;
}

/* Up to `bytes` in all; fewer at the end of the input. */
static int block_fill(struct input *in, struct input_block *b, size_t bytes,
    struct err *err)
{
	char *text = block_reserve(b, bytes + 1);
	ptrdiff_t n = 1;

	while (n > 0 && b->text.len < bytes) {
		n = input_decode(in, text + b->text.len, bytes - b->text.len,
		    err);
		if (n < 0)
			return -1;
		b->text.len += (size_t)n;
	}
	b->cut =
	    b->text.len && b->text.len < bytes && text[b->text.len - 1] != '\n';
	if (b->cut)
		text[b->text.len++] = '\n';
	memset(text + b->text.len, 0, INPUT_BLOCK_PAD);
	return 0;
}

/* What belongs to the next block goes where the other reads take from. */
static void block_give_back(struct input *in, struct span rest)
{
	in->at = in->len = 0;
	if (in->cap < rest.len) {
		in->cap = rest.len + INPUT_CHUNK;
		in->text = xrealloc(in->text, in->cap, 1);
	}
	if (rest.len)
		memcpy(in->text, rest.at, rest.len);
	in->len = rest.len;
}

int input_block(struct input *in, bool quotes, struct input_block *b,
    struct err *err)
{
	struct span waiting = { in->text + in->at, in->len - in->at };
	struct row_end end = { 0 };
	size_t bytes = INPUT_BLOCK_BYTES;
	bool ended = false;

	while (bytes < waiting.len)
		bytes *= 2;
	b->text.len = waiting.len;
	if (waiting.len)
		memcpy(block_reserve(b, bytes + 1), waiting.at, waiting.len);
	for (; !end.len && !ended; bytes *= 2) {
		if (b->text.len > INPUT_LINE_MAX)
			return err_at(err,
			    (struct pos){ in->name, in->line + 1 },
			    "a row longer than %zu MiB%s: refused",
			    INPUT_LINE_MAX >> 20,
			    end.quoted ? " (is a quote not closed?)" : "");
		if (block_fill(in, b, bytes, err))
			return -1;
		ended = b->text.len < bytes || b->cut;
		end = row_end_find(b->text, quotes);
	}
	for (; ended && end.len < b->text.len; end.len++) /* a quote is open */
		end.lines += b->text.at[end.len] == '\n';
	block_give_back(in, span_skip(b->text, end.len));
	b->text.len = end.len;
	b->name = in->name;
	b->number = in->blocks++;
	b->line = in->line + 1;
	b->lines = end.lines;
	in->line += end.lines;
	return b->text.len > 0;
}
