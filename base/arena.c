/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define BLOCK_FIRST ((size_t)4 << 10) /* many arenas stay small */
#define BLOCK_MAX ((size_t)64 << 10)  /* unless one piece is larger */
#define ALIGN alignof(max_align_t)

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	alignas(max_align_t) char bytes[];
};

static struct arena_block *block_new(struct arena *a, size_t bytes)
{
	size_t size = a->blocks ? a->blocks->size * 2 : BLOCK_FIRST;
	struct arena_block *b;

	if (size > BLOCK_MAX)
		size = BLOCK_MAX;
	if (size < bytes)
		size = bytes;
	b = xcalloc(1, sizeof(*b) + size);
	b->size = size;
	b->next = a->blocks;
	a->blocks = b;
	return b;
}

void *arena_alloc(struct arena *a, size_t count, size_t size)
{
	struct arena_block *b = a->blocks;
	size_t bytes;
	void *p;

	if (__builtin_mul_overflow(count, size, &bytes) ||
	    bytes > SIZE_MAX - ALIGN)
		return xrealloc(NULL, SIZE_MAX, 2); /* says so and exits */
	bytes = (bytes + ALIGN - 1) / ALIGN * ALIGN;
	if (!b || b->size - b->used < bytes)
		b = block_new(a, bytes);
	p = b->bytes + b->used;
	b->used += bytes;
	return p;
}

char *arena_span(struct arena *a, struct span s)
{
	char *copy = arena_alloc(a, s.len + 1, 1);

	if (s.len)
		memcpy(copy, s.at, s.len);
	return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return s ? arena_span(a, span_of(s)) : NULL;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *text;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		return arena_strdup(a, "");
	text = arena_alloc(a, (size_t)n + 1, 1);
	va_start(ap, fmt);
	vsnprintf(text, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return text;
}

/* The room doubles at each power of two, so that none need be kept. */
void *arena_grow(struct arena *a, void *old, size_t len, size_t size)
{
	size_t room = len < 8 ? 8 : len * 2;
	void *wider;

	if (len && (len < 8 || (len & (len - 1)) != 0))
		return old;
	wider = arena_alloc(a, room, size);
	if (len)
		memcpy(wider, old, len * size);
	return wider;
}

void arena_release(struct arena *a)
{
	while (a->blocks) {
		struct arena_block *next = a->blocks->next;

		free(a->blocks);
		a->blocks = next;
	}
}
