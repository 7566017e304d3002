/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/hdr_encoded.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/codec.h"
#include "base/mem.h"

#define COOKIE_V0 0x1c849308u
#define COOKIE_V1 0x1c849301u
#define COOKIE_V2 0x1c849303u
#define WORD_MASK 0xf0u
#define DIGITS_MAX 5
#define COUNTS_MAX INT64_MAX / 4

/* What is left of the bytes; `bad` once they fell short. */
struct bytes {
	struct span rest;
	bool bad;
};

struct layout {
	unsigned version;
	unsigned word; /* bytes of a count in V0 and V1 */
	int half_bits; /* half = 2^half_bits */
	int unit_bits;
	int64_t index; /* of the next count */
};

/* ---- base64 ---- */

static int sextet(char c)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* The bytes, owned by the caller; NULL if it is no base64. */
static char *base64_decode(struct span text, size_t *len)
{
	char *out = xcalloc(text.len / 4 * 3 + 3, 1);
	unsigned bits = 0;
	size_t digits = 0;

	*len = 0;
	while (text.len && text.at[text.len - 1] == '=')
		text.len--;
	for (; digits < text.len; digits++) {
		int value = sextet(text.at[digits]);

		if (value < 0) {
			free(out);
			return NULL;
		}
		bits = bits << 6 | (unsigned)value;
		if (digits % 4)
			out[(*len)++] =
			    (char)(bits >> (6 - 2 * (digits % 4)) & 0xff);
	}
	return out;
}

/* ---- numbers ---- */

static uint64_t take(struct bytes *b, unsigned n)
{
	uint64_t value = 0;

	if (b->rest.len < n) {
		b->bad = true;
		b->rest.len = 0;
		return 0;
	}
	for (unsigned i = 0; i < n; i++)
		value = value << 8 | (unsigned char)b->rest.at[i];
	b->rest = span_skip(b->rest, n);
	return value;
}

static int64_t take_zigzag(struct bytes *b)
{
	uint64_t value = 0, byte;

	for (unsigned i = 0; i < 9; i++) {
		byte = take(b, 1);
		value |= (i == 8 ? byte : byte & 0x7f) << 7 * i;
		if (!(byte & 0x80))
			break;
	}
	return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
}

/* ---- counts ---- */

static int bucket_append(const struct layout *l, int64_t count,
    struct histogram *out, struct err *err)
{
	int64_t half = (int64_t)1 << l->half_bits;
	int64_t exponent = l->index < 2 * half ? 0 : l->index / half - 1;
	int64_t top = l->index < 2 * half ? l->index : half + l->index % half;
	int64_t shift = exponent + l->unit_bits;
	struct bucket b;

	if (count > COUNTS_MAX || shift + l->half_bits + 1 > 62)
		return err_set(err, "a damaged histogram");
	b.low_ns = top << shift;
	b.high_ns = b.low_ns + ((int64_t)1 << shift) - 1;
	b.count = count;
	return histogram_append(out, b, err);
}

/* The next count, or a jump over empty buckets. */
static int count_take(struct layout *l, struct bytes *b, struct histogram *out,
    struct err *err)
{
	int64_t count =
	    l->version == 2 ? take_zigzag(b) : (int64_t)take(b, l->word);
	int status = 0;

	if (b->bad || count < -INT32_MAX || (count < 0 && l->version != 2))
		return err_set(err, "a damaged histogram");
	if (count > 0)
		status = bucket_append(l, count, out, err);
	l->index += count < 0 ? -count : 1;
	if (l->index > INT32_MAX)
		return err_set(err, "a damaged histogram");
	return status;
}

/* The numbers behind the cookie. */
static int header_take(struct layout *l, struct bytes *b, struct err *err)
{
	uint64_t len = 0, offset = 0, digits, lowest, ratio = 0;

	if (l->version) {
		len = take(b, 4);
		offset = take(b, 4);
	}
	digits = take(b, 4);
	lowest = take(b, 8);
	take(b, 8); /* highest */
	if (l->version)
		ratio = take(b, 8);
	else
		take(b, 8); /* total */
	if (b->bad || digits > DIGITS_MAX || !lowest ||
	    lowest > (uint64_t)1 << 40 || len > b->rest.len)
		return err_set(err, "a damaged histogram");
	if (offset || (l->version && ratio != 0x3ff0000000000000u))
		return err_set(err, "a histogram of floating point numbers");
	if (l->version)
		b->rest.len = len;
	l->half_bits = (int)ceil(log2(2 * pow(10, (double)digits))) - 1;
	l->unit_bits = (int)floor(log2((double)lowest));
	return 0;
}

static int decode_plain(struct span bytes, struct histogram *out,
    struct err *err)
{
	struct bytes b = { bytes, false };
	uint32_t cookie = (uint32_t)take(&b, 4);
	struct layout l = { .word = (cookie & WORD_MASK) >> 4 & 0xe };

	if ((cookie & ~WORD_MASK) == COOKIE_V1)
		l.version = 1;
	else if ((cookie & ~WORD_MASK) == COOKIE_V2)
		l.version = 2;
	else if ((cookie & ~WORD_MASK) != COOKIE_V0)
		return err_set(err, "no histogram of version 0, 1 or 2");
	if (l.version != 2 && l.word != 2 && l.word != 4 && l.word != 8)
		return err_set(err, "a damaged histogram");
	if (header_take(&l, &b, err))
		return -1;
	while (b.rest.len)
		if (count_take(&l, &b, out, err))
			return -1;
	return 0;
}

/* ---- compression ---- */

static bool is_compressed(uint32_t cookie)
{
	cookie &= ~WORD_MASK;
	return cookie == COOKIE_V0 + 1 || cookie == COOKIE_V1 + 1 ||
	       cookie == COOKIE_V2 + 1;
}

static int decode_compressed(struct bytes b, struct histogram *out,
    struct err *err)
{
	uint64_t len = take(&b, 4);
	char *plain;
	ptrdiff_t n;
	int status;

	if (b.bad || len > b.rest.len)
		return err_set(err, "a histogram that was cut");
	b.rest.len = len;
	plain = xcalloc(HDR_ENCODED_MAX, 1);
	n = codec_inflate(b.rest, plain, HDR_ENCODED_MAX);
	if (n < 0)
		status = err_set(err,
		    "a compressed histogram that is damaged or of more than "
		    "%zu MiB",
		    HDR_ENCODED_MAX >> 20);
	else
		status =
		    decode_plain((struct span){ plain, (size_t)n }, out, err);
	free(plain);
	return status;
}

int hdr_decode(struct span base64, struct pos pos, struct histogram *out,
    struct err *err)
{
	size_t len;
	char *bytes = base64_decode(base64, &len);
	struct bytes b = { { bytes, len }, false };
	struct err why = { "" };
	int status;

	*out = HISTOGRAM_EMPTY;
	if (!bytes)
		return err_at(err, pos, "expected base64, got \"%.*s\"",
		    SPAN_ARG(base64));
	if (is_compressed((uint32_t)take(&b, 4)))
		status = decode_compressed(b, out, &why);
	else
		status = decode_plain((struct span){ bytes, len }, out, &why);
	free(bytes);
	if (!status)
		return 0;
	histogram_release(out);
	return err_at(err, pos, "expected a histogram of HdrHistogram, got %s",
	    why.msg);
}
