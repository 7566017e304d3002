/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/container.h"

#include "base/bits.h"

/* How far a container is walked through. */
struct walk {
	size_t at, depth;
	bool inside, escaped; /* a string; by a backslash */
	bool ended;
};

BITS_INLINE void walk_byte(struct walk *w, char c)
{
	w->at++;
	if (w->escaped) {
		w->escaped = false;
	} else if (w->inside) {
		w->escaped = c == '\\';
		w->inside = c != '"';
	} else if (c == '"') {
		w->inside = true;
	} else if (c == '{' || c == '[') {
		w->depth++;
	} else if (c == '}' || c == ']') {
		w->ended = !--w->depth;
	}
}

BITS_INLINE void walk_bytes(struct walk *w, struct span s, size_t len)
{
	for (size_t end = w->at + len; !w->ended && w->at < end;)
		walk_byte(w, s.at[w->at]);
}

BITS_INLINE uint64_t either(const char *at, char a, char b,
    struct bits_kind bits)
{
	return bits.of(at, a).separator | bits.of(at, b).separator;
}

/* 64 bytes without a backslash. */
BITS_INLINE void walk_block(struct walk *w, const char *at,
    struct bits_kind bits)
{
	uint64_t inside =
	    bits_odd_so_far(bits.of(at, '"').quote) ^ (0 - (uint64_t)w->inside);
	uint64_t open = either(at, '{', '[', bits) & ~inside;
	uint64_t close = either(at, '}', ']', bits) & ~inside;

	for (uint64_t left = open | close; left; left &= left - 1) {
		if (open & left & -left) {
			w->depth++;
		} else if (!--w->depth) {
			w->ended = true;
			w->at += (size_t)__builtin_ctzll(left) + 1;
			return;
		}
	}
	w->inside = inside >> 63;
	w->at += 64;
}

BITS_INLINE size_t walk_all(struct span s, struct bits_kind bits)
{
	struct walk w = { 0 };

	while (!w.ended && s.len - w.at >= 64) {
		const char *at = s.at + w.at;

		if (w.escaped || bits.of(at, '\\').separator)
			walk_bytes(&w, s, 64);
		else
			walk_block(&w, at, bits);
	}
	walk_bytes(&w, s, s.len - w.at);
	return w.at;
}

BITS_VARIANTS(size_t, len, walk_all, (struct span s), s)

typedef size_t len_fn(struct span s);

bool container_variant(size_t i, struct span s, size_t *len)
{
	len_fn *of = i < BITS_KINDS ? BITS_VARIANT(len, i) : NULL;

	if (of)
		*len = of(s);
	return of;
}

size_t container_len(struct span s)
{
	size_t len = 0;

	for (size_t i = 0; !container_variant(i, s, &len); i++)
		;
	return len;
}
