/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/safe_text.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */
#define ELLIPSIS "\xe2\x80\xa6"    /* U+2026 */
#define MAX_STEP 8                 /* bytes that one code point can become */

static size_t sequence_length(unsigned char lead)
{
	if (lead < 0x80)
		return lead ? 1 : 0;
	if (lead >= 0xc2 && lead < 0xe0)
		return 2;
	if (lead >= 0xe0 && lead < 0xf0)
		return 3;
	return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

size_t utf8_decode(const char *s, uint32_t *code)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char lead = (unsigned char)*s;
	size_t n = sequence_length(lead);
	uint32_t c = n > 1 ? lead & (0x7fu >> n) : lead;

	for (size_t i = 1; i < n; i++) {
		unsigned char next = (unsigned char)s[i];

		if ((next & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (next & 0x3f);
	}
	if (!n || c < least[n] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 0;
	*code = c;
	return n;
}

/* Marks, embeddings, overrides and isolates of Unicode's bidi algorithm. */
static bool turns_direction(uint32_t c)
{
	return c == 0x61c || c == 0x200e || c == 0x200f ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static bool has_no_place(uint32_t c)
{
	if (c < 0x20)
		return c != '\t' && c != '\n';
	return (c >= 0x7f && c < 0xa0) || (c & 0xfffe) == 0xfffe ||
	       (c >= 0xfdd0 && c < 0xfdf0);
}

/* Writes what *s starts with to `to` and steps over it; returns the bytes. */
static size_t step(const char **s, char *to)
{
	uint32_t c = 0;
	size_t n = utf8_decode(*s, &c);

	if (n && turns_direction(c)) {
		*s += n;
		return (size_t)snprintf(to, MAX_STEP, "\\u%04x", (unsigned)c);
	}
	if (!n || has_no_place(c)) {
		memcpy(to, REPLACEMENT, 3);
		*s += n ? n : 1;
		return 3;
	}
	memcpy(to, *s, n);
	*s += n;
	return n;
}

const char *text_safe(struct arena *a, const char *s)
{
	char safe[TEXT_SAFE_MAX + MAX_STEP];
	size_t len = 0;

	while (s && *s && len < TEXT_SAFE_MAX - MAX_STEP)
		len += step(&s, safe + len);
	if (s && *s) {
		memcpy(safe + len, ELLIPSIS, 3);
		len += 3;
	}
	return arena_span(a, (struct span){ safe, len });
}

const char *text_safe_line(struct arena *a, const char *s)
{
	char *line = arena_strdup(a, text_safe(a, s));

	for (char *c = line; *c; c++)
		if (*c == '\t' || *c == '\n')
			*c = ' ';
	return line;
}

/* Is it a byte of a character that began before? */
static bool is_within(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

const char *text_elided(struct arena *a, const char *s, size_t max)
{
	size_t len = max - max / 4, end = strlen(s) - max / 4;

	if (strlen(s) <= max)
		return s;
	while (len && is_within(s[len]))
		len--;
	while (is_within(s[end]))
		end++;
	return arena_printf(a, "%.*s…%s", (int)len, s, s + end);
}
