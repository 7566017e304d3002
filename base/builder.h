/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text that grows piece by piece, in an arena.
 */
#ifndef BASE_BUILDER_H
#define BASE_BUILDER_H

#include "base/arena.h"

/* Starts as { .arena = a }; `text` is always ended by a NUL, once not NULL. */
struct builder {
	struct arena *arena;
	char *text;
	size_t len, cap;
};

__attribute__((format(printf, 2, 3))) void build(struct builder *b,
    const char *fmt, ...);

/*
 * As a JSON string with its quotes; "null" for NULL.  Bytes that are not UTF-8
 * become U+FFFD each.
 */
void build_json(struct builder *b, const char *text);

/* As a JSON number with all its digits; "null" for NaN and infinities. */
void build_json_number(struct builder *b, double value);

/* What was built; "" if nothing was. */
const char *build_text(const struct builder *b);

#endif
