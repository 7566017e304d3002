/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole numbers in logs of gigabytes, eight digits at a time.
 */
#ifndef COLLECT_DIGITS_H
#define COLLECT_DIGITS_H

#include <string.h>

#include "base/text.h"

/* What the last `len` (1..8) bytes before `end` are above '0', 0 before them.
 */
static inline uint64_t digits_load(const char *end, size_t len)
{
	uint64_t word;

	memcpy(&word, end - 8, sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return (word ^ 0x3030303030303030u) & ~(uint64_t)0 << (64 - 8 * len);
}

static inline bool digits_are(uint64_t word)
{
	return !((word | (word + 0x7676767676767676u)) & 0x8080808080808080u);
}

/* Pairs, then fours, then eight of them. */
static inline uint64_t digits_value(uint64_t word)
{
	word = word * 10 + (word >> 8);
	return ((word & 0x000000FF000000FFu) * 0x000F424000000064u +
		   (word >> 16 & 0x000000FF000000FFu) * 0x0000271000000001u) >>
	       32;
}

/*
 * The whole span as a number of 1 to 16 digits.  False if it is anything else.
 * Before a span of less than 8 bytes, 8 bytes must be readable.
 */
static inline __attribute__((always_inline)) bool digits_parse(struct span s,
    int64_t *out)
{
	static const int64_t power[] = { 1, 10, 100, 1000, 10000, 100000,
		1000000, 10000000, 100000000 };
	uint64_t first, last;

	if (!s.len || s.len > 16)
		return false;
	if (s.len <= 8) {
		last = digits_load(s.at + s.len, s.len);
		*out = (int64_t)digits_value(last);
		return digits_are(last);
	}
	first = digits_load(s.at + 8, 8);
	last = digits_load(s.at + s.len, s.len - 8);
	*out = (int64_t)digits_value(first) * power[s.len - 8] +
	       (int64_t)digits_value(last);
	return digits_are(first) && digits_are(last);
}

/* A number that was read before: in a log, most are like the last one. */
struct digits_memory {
	uint64_t word;
	int64_t value;
};

/* digits_parse() of up to 8 digits, quick if it is the same again. */
static inline bool digits_parse_again(struct digits_memory *last, struct span s,
    int64_t *out)
{
	uint64_t word;

	if (!s.len || s.len > 8)
		return false;
	word = digits_load(s.at + s.len, s.len);
	if (word != last->word) {
		if (!digits_are(word))
			return false;
		last->word = word;
		last->value = (int64_t)digits_value(word);
	}
	*out = last->value;
	return true;
}

/* digits_parse() of up to 19 digits; of a time, the first 8 are mostly old. */
static inline bool digits_parse_time(struct digits_memory *last, struct span s,
    int64_t *out)
{
	static const uint64_t power[] = { 1, 10, 100, 1000, 10000, 100000,
		1000000, 10000000, 100000000, 1000000000, 10000000000,
		100000000000 };
	struct span first = { s.at, 8 }, rest = { s.at + 8, s.len - 8 };
	int64_t high, low;
	uint64_t all;

	if (s.len <= 8)
		return digits_parse(s, out);
	if (s.len > 19 || !digits_parse_again(last, first, &high) ||
	    !digits_parse(rest, &low))
		return false;
	all = (uint64_t)high * power[rest.len] + (uint64_t)low;
	*out = (int64_t)all;
	return all <= INT64_MAX;
}

#endif
