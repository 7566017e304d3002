/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define SLOTS ((size_t)2048) /* a power of two, twice as many as names */

void names_release(struct names *n)
{
	free(n->slots);
	arena_release(&n->arena);
	*n = (struct names){ 0 };
}

static uint64_t word(const char *at, size_t len)
{
	uint64_t w = 0;

	memcpy(&w, at, len);
	return w;
}

static uint64_t mix(uint64_t hash, uint64_t w)
{
	hash = (hash ^ w) * 0x9E3779B97F4A7C15u;
	return hash ^ hash >> 32;
}

static uint64_t hash_of(struct span s)
{
	uint64_t hash = s.len;

	if (s.len < 8) {
		for (size_t i = 0; i < s.len; i++)
			hash = hash << 8 ^ (unsigned char)s.at[i] ^ hash >> 56;
		return mix(hash, 0);
	}
	for (size_t i = 0; i + 8 < s.len; i += 8)
		hash = mix(hash, word(s.at + i, 8));
	return mix(hash, word(s.at + s.len - 8, 8));
}

static size_t name_add(struct names *n, struct span text, uint64_t hash)
{
	if (n->len == NAMES_MAX)
		return NAMES_MAX;
	*ARENA_PUSH(&n->arena, n) =
	    (struct name){ { arena_span(&n->arena, text), text.len }, hash };
	return n->len - 1;
}

size_t names_find(struct names *n, struct span text)
{
	uint64_t hash = hash_of(text);

	if (!n->slots)
		n->slots = xcalloc(SLOTS, sizeof(*n->slots));
	for (size_t i = hash & (SLOTS - 1);; i = (i + 1) & (SLOTS - 1)) {
		uint32_t slot = n->slots[i];

		if (!slot) {
			size_t number = name_add(n, text, hash);

			if (number < NAMES_MAX)
				n->slots[i] = (uint32_t)number + 1;
			return number;
		}
		if (n->at[slot - 1].hash == hash &&
		    span_equal(n->at[slot - 1].text, text))
			return slot - 1;
	}
}
