/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/builder.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void reserve(struct builder *b, size_t more)
{
	char *wider;

	if (b->len + more < b->cap)
		return;
	b->cap = (b->len + more + 1) * 2;
	wider = arena_alloc(b->arena, b->cap, 1);
	if (b->len)
		memcpy(wider, b->text, b->len);
	b->text = wider;
}

void build(struct builder *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	reserve(b, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(b->text + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

/* Bytes of the UTF-8 character at s, which ends with a NUL; 0: it is none. */
static size_t utf8_len(const unsigned char *s)
{
	static const struct {
		unsigned char first, last, low, high; /* low, high: 2nd byte */
		size_t len;
	} rows[] = {
		{ 0x00, 0x7f, 0, 0, 1 }, { 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 }, /* no longer than needed */
		{ 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 }, /* no surrogates */
		{ 0xee, 0xef, 0x80, 0xbf, 3 }, { 0xf0, 0xf0, 0x90, 0xbf, 4 },
		{ 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 }, /* up to U+10FFFF */
	};
	size_t i = 0, n = 2;

	while (i < 9 && !(s[0] >= rows[i].first && s[0] <= rows[i].last))
		i++;
	if (i == 9 || rows[i].len == 1)
		return i == 0;
	if (s[1] < rows[i].low || s[1] > rows[i].high)
		return 0;
	while (n < rows[i].len && (s[n] & 0xc0) == 0x80)
		n++;
	return n == rows[i].len ? n : 0;
}

void build_json(struct builder *b, const char *text)
{
	size_t n;

	if (!text) {
		build(b, "null");
		return;
	}
	build(b, "\"");
	for (; *text; text += n ? n : 1) {
		unsigned char c = (unsigned char)*text;

		n = utf8_len((const unsigned char *)text);
		if (!n)
			build(b, "\\ufffd");
		else if (c == '"' || c == '\\')
			build(b, "\\%c", c);
		else if (c < 0x20)
			build(b, "\\u%04x", c);
		else
			build(b, "%.*s", (int)n, text);
	}
	build(b, "\"");
}

void build_json_number(struct builder *b, double value)
{
	char text[32];

	if (!isfinite(value)) {
		build(b, "null");
		return;
	}
	snprintf(text, sizeof(text), "%.15g", value);
	if (strtod(text, NULL) != value)
		snprintf(text, sizeof(text), "%.17g", value);
	build(b, "%s", text);
}

const char *build_text(const struct builder *b)
{
	return b->text ? b->text : "";
}
