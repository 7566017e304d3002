/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define NUMBER_MAX 64 /* bytes; longer ones are no number that we expect */

struct span span_of(const char *s)
{
	return (struct span){ s, strlen(s) };
}

bool span_equal(struct span a, struct span b)
{
	return a.len == b.len && (!a.len || !memcmp(a.at, b.at, a.len));
}

bool span_is(struct span s, const char *text)
{
	return span_equal(s, span_of(text));
}

bool span_ends(struct span s, struct span suffix)
{
	return s.len >= suffix.len &&
	       !memcmp(s.at + s.len - suffix.len, suffix.at, suffix.len);
}

ptrdiff_t span_find(struct span s, struct span what)
{
	const char *at = s.at;
	size_t left = s.len;

	while (left >= what.len && what.len) {
		const char *hit = memchr(at, what.at[0], left - what.len + 1);

		if (!hit)
			return -1;
		if (!memcmp(hit, what.at, what.len))
			return hit - s.at;
		left -= (size_t)(hit - at) + 1;
		at = hit + 1;
	}
	return what.len ? -1 : 0;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct span span_trim(struct span s)
{
	while (s.len && is_space(s.at[0]))
		s = span_skip(s, 1);
	while (s.len && is_space(s.at[s.len - 1]))
		s.len--;
	return s;
}

struct span span_word(struct span *rest)
{
	struct span s = span_trim(*rest);
	size_t n = 0;

	while (n < s.len && !is_space(s.at[n]))
		n++;
	*rest = span_skip(s, n);
	return (struct span){ s.at, n };
}

/* How many bytes are a control character: of ASCII, of ISO 6429's upper half,
 * or of Unicode's bidi algorithm (marks, embeddings, overrides, isolates). */
static size_t control_len(const unsigned char *c)
{
	if (c[0] < ' ' || c[0] == 0x7f)
		return 1;
	if ((c[0] == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0) ||
	    (c[0] == 0xd8 && c[1] == 0x9c))
		return 2;
	if (c[0] != 0xe2)
		return 0;
	return (c[1] == 0x80 && (c[2] == 0x8e || c[2] == 0x8f ||
				    (c[2] >= 0xaa && c[2] <= 0xae))) ||
		       (c[1] == 0x81 && c[2] >= 0xa6 && c[2] <= 0xa9)
		   ? 3
		   : 0;
}

void text_tame(char *text)
{
	for (char *c = text; *c;) {
		size_t n = control_len((const unsigned char *)c);

		memset(c, '?', n);
		c += n ? n : 1;
	}
}

static bool is_number_start(char c)
{
	return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
}

bool span_double(struct span s, double lo, double hi, double *out)
{
	char copy[NUMBER_MAX];
	char *end;
	double value;

	if (!s.len || s.len >= sizeof(copy) || !is_number_start(s.at[0]))
		return false;
	memcpy(copy, s.at, s.len);
	copy[s.len] = '\0';
	if (strpbrk(copy, "xXnNiI")) /* no hex, NaN or Inf */
		return false;
	value = strtod(copy, &end);
	if (end != copy + s.len || !(value >= lo && value <= hi))
		return false;
	*out = value;
	return true;
}

bool span_int(struct span s, int64_t lo, int64_t hi, int64_t *out)
{
	bool negative = s.len && s.at[0] == '-';
	int64_t value = 0;

	s = span_skip(s, negative);
	if (!s.len || s.len > 19)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		int64_t digit = s.at[i] - '0';

		if (digit < 0 || digit > 9 || value > (INT64_MAX - digit) / 10)
			return false;
		value = value * 10 + digit;
	}
	value = negative ? -value : value;
	if (value < lo || value > hi)
		return false;
	*out = value;
	return true;
}
