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

void build_json(struct builder *b, const char *text)
{
	if (!text) {
		build(b, "null");
		return;
	}
	build(b, "\"");
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '"' || c == '\\')
			build(b, "\\%c", c);
		else if (c < 0x20)
			build(b, "\\u%04x", c);
		else
			build(b, "%c", c);
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
