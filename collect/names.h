/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts by number, in the order in which they were first seen.
 */
#ifndef COLLECT_NAMES_H
#define COLLECT_NAMES_H

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

#define NAMES_MAX ((size_t)1000)
#define NAMES_SLOTS ((size_t)2048)

/* Starts as { 0 }. */
struct names {
	struct name {
		struct span text;
		uint64_t hash;
	} * at;
	size_t len;
	uint32_t *slots; /* number + 1; 0: free */
	struct arena arena;
};

void names_release(struct names *n);

static inline uint64_t names_word(const char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof(word));
	return word;
}

/*
 * Of the length, and of bytes at the front, in the middle and at the end: as
 * fast for texts of any length.  Equal ones are told apart by comparison.
 */
static inline uint64_t names_hash(struct span s)
{
	uint64_t hash = s.len;

	if (s.len < 8) {
		for (size_t i = 0; i < s.len; i++)
			hash = hash << 8 ^ (unsigned char)s.at[i] ^ hash >> 56;
	} else {
		hash ^= names_word(s.at) * 0x9E3779B97F4A7C15u;
		hash ^=
		    names_word(s.at + (s.len - 8) / 2) * 0xC2B2AE3D27D4EB4Fu;
		hash ^= names_word(s.at + s.len - 8) * 0x165667B19E3779F9u;
	}
	hash ^= hash >> 32;
	hash *= 0x9E3779B97F4A7C15u;
	return hash ^ hash >> 32;
}

/* Four words cover up to 32 bytes, of any length: no branch to guess. */
static inline bool names_equal(struct span a, struct span b)
{
	size_t last = a.len - 8, second, third;

	if (a.len != b.len)
		return false;
	if (a.len < 8 || a.len > 32)
		return !a.len || !memcmp(a.at, b.at, a.len);
	second = last < 8 ? last : 8;
	third = last < 8 ? 0 : last - 8;
	return !((names_word(a.at) ^ names_word(b.at)) |
		 (names_word(a.at + second) ^ names_word(b.at + second)) |
		 (names_word(a.at + third) ^ names_word(b.at + third)) |
		 (names_word(a.at + last) ^ names_word(b.at + last)));
}

/* The number of a text, new or not; NAMES_MAX if there are that many others. */
size_t names_search(struct names *n, struct span text, uint64_t hash);

static inline size_t names_find(struct names *n, struct span text)
{
	uint64_t hash = names_hash(text);
	uint32_t slot = n->slots ? n->slots[hash % NAMES_SLOTS] : 0;

	if (slot && n->at[slot - 1].hash == hash &&
	    names_equal(n->at[slot - 1].text, text))
		return slot - 1;
	return names_search(n, text, hash);
}

#endif
