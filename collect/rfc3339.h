/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Times as Go writes them, in logs where most begin like the one before.
 */
#ifndef COLLECT_RFC3339_H
#define COLLECT_RFC3339_H

#include <string.h>

#include "base/text.h"
#include "base/units.h"
#include "collect/digits.h"

/* Starts as { 0 }. */
struct rfc3339 {
	char second[20]; /* "2026-11-22T16:46:21." of the last time ... */
	uint64_t zone;   /* ... and what stood behind its digits, as a word */
	size_t zone_len;
	int64_t unix_ns; /* of them */
};

/* The slow way, which remembers; true as time_parse(). */
static inline bool rfc3339_learn(struct rfc3339 *last, struct span s,
    int64_t *unix_ns)
{
	struct span zone = span_skip(s, 20);
	size_t digits = 0;
	int64_t part = 0;

	if (!time_parse(s, unix_ns))
		return false;
	while (digits < zone.len && zone.at[digits] >= '0' &&
	       zone.at[digits] <= '9')
		digits++;
	zone = span_skip(zone, digits);
	if (digits && digits <= 9 && zone.len && zone.len < 8 &&
	    span_int((struct span){ s.at + 20, digits }, 0, 999999999, &part)) {
		for (size_t i = digits; i < 9; i++)
			part *= 10;
		memcpy(last->second, s.at, 20);
		last->zone = digits_load(zone.at + zone.len, zone.len);
		last->zone_len = zone.len;
		last->unix_ns = *unix_ns - part;
	}
	return true;
}

/* As time_parse(); 8 bytes before the span must be readable. */
static inline bool rfc3339_parse(struct rfc3339 *last, struct span s,
    int64_t *unix_ns)
{
	static const int64_t scale[] = { 0, 100000000, 10000000, 1000000,
		100000, 10000, 1000, 100, 10, 1 };
	size_t n = s.len - 20 - last->zone_len; /* digits, if as before */
	int64_t part;

	if (last->zone_len && s.len > 20 + last->zone_len && n <= 9 &&
	    !memcmp(s.at, last->second, 20) &&
	    digits_load(s.at + s.len, last->zone_len) == last->zone &&
	    digits_parse((struct span){ s.at + 20, n }, &part)) {
		*unix_ns = last->unix_ns + part * scale[n];
		return true;
	}
	return rfc3339_learn(last, s, unix_ns);
}

#endif
