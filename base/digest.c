/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/digest.h"

#include <stdio.h>
#include <stdlib.h>

#include <nettle/sha2.h>

#include "base/mem.h"

struct digest {
	struct sha256_ctx sha256;
};

struct digest *digest_new(void)
{
	struct digest *d = xcalloc(1, sizeof(*d));

	sha256_init(&d->sha256);
	return d;
}

void digest_free(struct digest *d)
{
	free(d);
}

void digest_add(struct digest *d, struct span s)
{
	if (s.len)
		sha256_update(&d->sha256, s.len, (const uint8_t *)s.at);
}

void digest_text(const struct digest *d, char hex[DIGEST_TEXT])
{
	struct sha256_ctx copy = d->sha256;
	uint8_t bytes[SHA256_DIGEST_SIZE];

	sha256_digest(&copy, sizeof(bytes), bytes);
	for (size_t i = 0; i < sizeof(bytes); i++)
		snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
}
