/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/digest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nettle/sha2.h>

#include "base/mem.h"

#define LANES 8
#define STRIPE ((size_t)16 * LANES) /* bytes that are mixed at once */

struct digest {
	struct sha256_ctx sha256;
	int64_t bytes;
	uint64_t lane[LANES]; /* of the piece at hand */
	unsigned char stripe[STRIPE];
	size_t waiting; /* bytes of the stripe */
};

/* Digits of pi, as good as any. */
static const uint64_t seeds[LANES] = {
	0x243F6A8885A308D3u,
	0x13198A2E03707344u,
	0xA4093822299F31D0u,
	0x082EFA98EC4E6C89u,
	0x452821E638D01377u,
	0xBE5466CF34E90C6Cu,
	0xC0AC29B7C97C50DDu,
	0x3F84D5B5B5470917u,
};

static uint64_t word_at(const unsigned char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

static void word_put(uint64_t word, unsigned char out[8])
{
	for (int i = 0; i < 8; i++)
		out[i] = (unsigned char)(word >> 8 * i);
}

/* Both halves of the product depend on all bits of both factors. */
static uint64_t fold(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* What a lane was stays in it, also where a factor is 0. */
static uint64_t lane_mix(uint64_t lane, const unsigned char *at, uint64_t seed)
{
	return fold(word_at(at) ^ seed, word_at(at + 8) ^ lane) ^
	       (lane << 29 | lane >> 35);
}

static void stripes_mix(uint64_t lane[LANES], const unsigned char *at,
    size_t stripes)
{
	uint64_t mixed[LANES];

	memcpy(mixed, lane, sizeof(mixed));
	for (; stripes; stripes--, at += STRIPE)
#pragma GCC unroll 8
		for (size_t i = 0; i < LANES; i++)
			mixed[i] = lane_mix(mixed[i], at + 16 * i, seeds[i]);
	memcpy(lane, mixed, sizeof(mixed));
}

static void piece_begin(struct digest *d)
{
	memcpy(d->lane, seeds, sizeof(seeds));
	memset(d->stripe, 0, sizeof(d->stripe));
	d->waiting = 0;
}

struct digest *digest_new(void)
{
	struct digest *d = xcalloc(1, sizeof(*d));

	sha256_init(&d->sha256);
	piece_begin(d);
	return d;
}

void digest_free(struct digest *d)
{
	free(d);
}

static void piece_end(struct digest *d)
{
	unsigned char fingerprint[8 * LANES];

	if (d->waiting)
		stripes_mix(d->lane, d->stripe, 1);
	for (size_t i = 0; i < LANES; i++)
		word_put(d->lane[i], fingerprint + 8 * i);
	sha256_update(&d->sha256, sizeof(fingerprint), fingerprint);
	piece_begin(d);
}

/* Of one piece; pieces are whole stripes but for the last one. */
static void piece_add(struct digest *d, const unsigned char *at, size_t n)
{
	size_t room = d->waiting ? sizeof(d->stripe) - d->waiting : 0;
	size_t stripes;

	room = room < n ? room : n;
	memcpy(d->stripe + d->waiting, at, room);
	d->waiting += room;
	at += room;
	n -= room;
	if (d->waiting < sizeof(d->stripe) && d->waiting)
		return;
	if (d->waiting)
		stripes_mix(d->lane, d->stripe, 1);
	stripes = n / STRIPE;
	stripes_mix(d->lane, at, stripes);
	d->waiting = n - stripes * STRIPE;
	memset(d->stripe, 0, sizeof(d->stripe));
	memcpy(d->stripe, at + stripes * STRIPE, d->waiting);
}

void digest_add(struct digest *d, struct span s)
{
	while (s.len) {
		bool whole = d->bytes < DIGEST_WHOLE;
		int64_t in_piece = (d->bytes - DIGEST_WHOLE) % DIGEST_PIECE;
		int64_t room =
		    whole ? DIGEST_WHOLE - d->bytes : DIGEST_PIECE - in_piece;
		size_t n = s.len < (size_t)room ? s.len : (size_t)room;
		const unsigned char *at = (const unsigned char *)s.at;

		if (whole)
			sha256_update(&d->sha256, n, at);
		else
			piece_add(d, at, n);
		if (!whole && n == (size_t)room)
			piece_end(d);
		d->bytes += (int64_t)n;
		s = span_skip(s, n);
	}
}

void digest_text(const struct digest *d, char hex[DIGEST_TEXT])
{
	struct digest copy = *d;
	uint8_t sha256[SHA256_DIGEST_SIZE];
	unsigned char length[8];

	if (d->bytes > DIGEST_WHOLE) {
		if ((d->bytes - DIGEST_WHOLE) % DIGEST_PIECE)
			piece_end(&copy);
		word_put((uint64_t)d->bytes, length);
		sha256_update(&copy.sha256, sizeof(length), length);
	}
	sha256_digest(&copy.sha256, sizeof(sha256), sha256);
	for (size_t i = 0; i < sizeof(sha256); i++)
		snprintf(hex + 2 * i, 3, "%02x", sha256[i]);
}
