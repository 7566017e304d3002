/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pieces of text that somebody else owns, and the numbers in them.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* len bytes at `at`, not ended by a NUL.  Owned by whoever made the text. */
struct span {
	const char *at;
	size_t len;
};

#define SPAN(literal) ((struct span){ "" literal, sizeof(literal) - 1 })
/* For printf("%.*s"). */
#define SPAN_ARG(s) (int)((s).len > 200 ? 200 : (s).len), (s).at

struct span span_of(const char *s);
bool span_equal(struct span a, struct span b);
bool span_is(struct span s, const char *text);
static inline bool span_starts(struct span s, struct span prefix)
{
	return s.len >= prefix.len &&
	       (!prefix.len || !memcmp(s.at, prefix.at, prefix.len));
}
bool span_ends(struct span s, struct span suffix);

/* Where `what` first stands in s, or -1. */
ptrdiff_t span_find(struct span s, struct span what);

/* s without its first n bytes; empty if there are fewer. */
static inline struct span span_skip(struct span s, size_t n)
{
	if (n > s.len)
		n = s.len;
	return (struct span){ s.at + n, s.len - n };
}

/* Takes `text` off the front of *rest, if it stands there. */
static inline bool span_take(struct span *rest, struct span text)
{
	if (!span_starts(*rest, text))
		return false;
	*rest = span_skip(*rest, text.len);
	return true;
}

/* Without white space (blank, tab, CR, LF) around it. */
struct span span_trim(struct span s);

/* Takes what stands before the next `sep` off the front of *rest, and sep. */
static inline struct span span_cut(struct span *rest, char sep)
{
	const char *hit = rest->len ? memchr(rest->at, sep, rest->len) : NULL;
	struct span piece = { rest->at,
		hit ? (size_t)(hit - rest->at) : rest->len };

	*rest = span_skip(*rest, piece.len + (hit ? 1 : 0));
	return piece;
}

/* Takes the next word off *rest; words are parted by white space. */
struct span span_word(struct span *rest);

/* Control characters, which a terminal would obey, become "?", a byte each; so
 * do those that turn the direction of writing. */
void text_tame(char *text);

/*
 * The whole span as a number within lo..hi.  False, and *out as it was, if it
 * is anything else: empty, not decimal, followed by something, NaN, too large.
 */
bool span_double(struct span s, double lo, double hi, double *out);
bool span_int(struct span s, int64_t lo, int64_t hi, int64_t *out);

#endif
