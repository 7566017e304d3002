/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Layout 2 of the blobs in the archive: a byte for the layout, the step in
 * nanoseconds and the number of buckets as varints, and then bits, the lowest
 * of each byte first: for every bucket that is not empty, how many empty ones
 * stand before it, and its count less one, both in Elias' gamma code (of the
 * number plus one: as many zeros as it has bits after its first, a one, and
 * these bits).  Near the median most gaps are 0 and take one bit.
 */
#include "store/loglinear.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/varint.h"

#define LAYOUT 2
#define PAGES (LOGLINEAR_BUCKETS / LOGLINEAR_PAGE)
#define COUNT_MAX ((uint64_t)INT64_MAX / 2)
#define CODE_MAX 16 /* bytes of one number in gamma code */

void loglinear_release(struct loglinear *l)
{
	for (size_t i = 0; i < PAGES; i++)
		free(l->page[i]);
	*l = (struct loglinear){ 0 };
}

int64_t *loglinear_page(struct loglinear *l, size_t page)
{
	l->page[page] = xcalloc(LOGLINEAR_PAGE, sizeof(int64_t));
	return l->page[page];
}

void loglinear_bounds(uint32_t bucket, int64_t *low, int64_t *high)
{
	uint32_t shift = bucket < 2048 ? 0 : bucket / 1024 - 1;
	int64_t top = (int64_t)bucket - (int64_t)shift * 1024;

	*low = top << shift;
	*high = *low + ((int64_t)1 << shift) - 1;
}

void loglinear_merge(struct loglinear *into, const struct loglinear *from)
{
	for (size_t p = 0; p < PAGES; p++) {
		int64_t *to = into->page[p];

		if (!from->page[p])
			continue;
		if (!to)
			to = loglinear_page(into, p);
		for (size_t i = 0; i < LOGLINEAR_PAGE; i++)
			to[i] += from->page[p][i];
	}
}

/* ---- bits ---- */

struct bits_out {
	char *at;
	uint64_t waiting; /* fewer than 32 bits between two calls */
	unsigned n;
};

/* At most 32 bits. */
static void put(struct bits_out *b, uint64_t value, unsigned n)
{
	b->waiting |= value << b->n;
	b->n += n;
	if (b->n < 32)
		return;
	for (unsigned i = 0; i < 4; i++)
		*b->at++ = (char)(b->waiting >> 8 * i);
	b->waiting >>= 32;
	b->n -= 32;
}

static void put_long(struct bits_out *b, uint64_t value, unsigned n)
{
	if (n > 32)
		put(b, value & UINT32_MAX, 32);
	put(b, n > 32 ? value >> 32 : value, n > 32 ? n - 32 : n);
}

static void put_gamma(struct bits_out *b, uint64_t value)
{
	unsigned more = 63 - (unsigned)__builtin_clzll(value + 1);
	uint64_t low = (value + 1) ^ ((uint64_t)1 << more);

	if (more < 16) {
		put(b, (low << 1 | 1) << more, 2 * more + 1);
		return;
	}
	put_long(b, 0, more);
	put(b, 1, 1);
	put_long(b, low, more);
}

static void put_rest(struct bits_out *b)
{
	for (unsigned i = 0; i < b->n; i += 8)
		*b->at++ = (char)(b->waiting >> i);
	b->n = 0;
}

struct bits_in {
	struct span left;
	uint64_t waiting;
	unsigned n;
};

/* At most 32 bits; false behind the end. */
static bool get(struct bits_in *b, unsigned n, uint64_t *value)
{
	while (b->n < n) {
		if (!b->left.len)
			return false;
		b->waiting |= (uint64_t)(unsigned char)b->left.at[0] << b->n;
		b->left = span_skip(b->left, 1);
		b->n += 8;
	}
	*value = b->waiting & (((uint64_t)1 << n) - 1);
	b->waiting >>= n;
	b->n -= n;
	return true;
}

/* As many whole bytes as there is room for. */
static void fill(struct bits_in *b)
{
	for (; b->n <= 56 && b->left.len; b->n += 8) {
		b->waiting |= (uint64_t)(unsigned char)b->left.at[0] << b->n;
		b->left = span_skip(b->left, 1);
	}
}

/* One that is within the bits that wait, as nearly all are. */
static bool get_short_gamma(struct bits_in *b, uint64_t *value)
{
	unsigned more, bits;
	uint64_t one;

	fill(b);
	if (!b->waiting)
		return false;
	more = (unsigned)__builtin_ctzll(b->waiting);
	bits = 2 * more + 1;
	if (bits > b->n || bits > 56)
		return false;
	one = (uint64_t)1 << more;
	*value = (one | (b->waiting >> (more + 1) & (one - 1))) - 1;
	b->waiting >>= bits;
	b->n -= bits;
	return true;
}

static bool get_gamma(struct bits_in *b, uint64_t *value)
{
	uint64_t bit = 0, low = 0, high = 0;
	unsigned more = 0;

	if (get_short_gamma(b, value))
		return true;
	for (;; more++) {
		if (more > 62 || !get(b, 1, &bit))
			return false;
		if (bit)
			break;
	}
	if (!get(b, more > 32 ? 32 : more, &low) ||
	    !get(b, more > 32 ? more - 32 : 0, &high))
		return false;
	*value = (((uint64_t)1 << more) | high << 32 | low) - 1;
	return true;
}

/* ---- blobs ---- */

/* Which buckets of a page are not empty: no branch to guess for each. */
static uint64_t page_used(const int64_t *page)
{
	uint64_t used = 0;

	for (size_t i = 0; i < LOGLINEAR_PAGE; i++)
		used |= (uint64_t)(page[i] != 0) << i;
	return used;
}

static size_t buckets_used(const struct loglinear *l)
{
	size_t n = 0;

	for (size_t p = 0; p < PAGES; p++)
		if (l->page[p])
			n +=
			    (size_t)__builtin_popcountll(page_used(l->page[p]));
	return n;
}

static void put_page(struct bits_out *b, const int64_t *page, size_t first,
    size_t *next)
{
	for (uint64_t left = page_used(page); left; left &= left - 1) {
		size_t i = (size_t)__builtin_ctzll(left);

		put_gamma(b, first + i - *next);
		put_gamma(b, (uint64_t)page[i] - 1);
		*next = first + i + 1;
	}
}

struct span loglinear_encode(const struct loglinear *l, int64_t step_ns)
{
	size_t used = buckets_used(l), next = 0;
	char *out = xcalloc(3 + used * 2, CODE_MAX);
	struct bits_out bits = { .at = out };

	*bits.at++ = LAYOUT;
	bits.at += varint_write((uint64_t)step_ns, bits.at);
	bits.at += varint_write(used, bits.at);
	for (size_t p = 0; p < PAGES; p++)
		if (l->page[p])
			put_page(&bits, l->page[p], p * LOGLINEAR_PAGE, &next);
	put_rest(&bits);
	used = (size_t)(bits.at - out);
	return (struct span){ xrealloc(out, used, 1), used };
}

int loglinear_decode(struct span blob, int64_t *step_ns, loglinear_fn *bucket,
    void *context)
{
	struct bits_in bits = { .left = span_skip(blob, 1) };
	uint64_t step, n, gap, count, next = 0;

	if (!blob.len || blob.at[0] != LAYOUT ||
	    !varint_read(&bits.left, INT64_MAX, &step) || !step ||
	    !varint_read(&bits.left, LOGLINEAR_BUCKETS, &n))
		return -1;
	*step_ns = (int64_t)step;
	for (; n; n--, next++) {
		if (!get_gamma(&bits, &gap) || !get_gamma(&bits, &count) ||
		    gap >= LOGLINEAR_BUCKETS - next || count >= COUNT_MAX)
			return -1;
		next += gap;
		if (bucket(context, (uint32_t)next, (int64_t)count + 1))
			return -1;
	}
	return bits.left.len || bits.n >= 8 ? -1 : 0;
}
