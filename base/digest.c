/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/digest.h"

#include <stdlib.h>

#include <nettle/sha2.h>

#include "base/mem.h"
#include "base/ring.h"

#define ALONE RING_BYTES /* up to here, a thread is not worth its start */

struct digest {
	struct sha256_ctx sha256; /* of the ring's thread, if there is one */
	size_t bytes;             /* until then */
	struct ring *ring;
};

struct digest *digest_new(void)
{
	struct digest *d = xcalloc(1, sizeof(*d));

	sha256_init(&d->sha256);
	return d;
}

static void hash(void *sha256, struct span s)
{
	sha256_update(sha256, s.len, (const uint8_t *)s.at);
}

void digest_free(struct digest *d)
{
	if (d)
		ring_free(d->ring);
	free(d);
}

void digest_add(struct digest *d, struct span s)
{
	if (!d->ring && s.len + d->bytes > ALONE)
		d->ring = ring_start(hash, &d->sha256);
	if (d->ring) {
		ring_add(d->ring, s);
	} else if (s.len) {
		hash(&d->sha256, s);
		d->bytes += s.len;
	}
}

void digest_text(const struct digest *d, char hex[DIGEST_TEXT])
{
	static const char digits[] = "0123456789abcdef";
	struct sha256_ctx copy;
	uint8_t bytes[SHA256_DIGEST_SIZE];

	if (d->ring)
		ring_wait(d->ring);
	copy = d->sha256;
	sha256_digest(&copy, sizeof(bytes), bytes);
	for (size_t i = 0; i < sizeof(bytes); i++) {
		hex[2 * i] = digits[bytes[i] >> 4];
		hex[2 * i + 1] = digits[bytes[i] & 15];
	}
	hex[2 * sizeof(bytes)] = '\0';
}
