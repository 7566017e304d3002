/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sha256.h"

#include <stdint.h>
#include <string.h>

#include <nettle/base64.h>
#include <nettle/sha2.h>

#define PREFIX "sha256-"

const char *sha256_policy(struct span text, char out[SHA256_POLICY_TEXT])
{
	uint8_t digest[SHA256_DIGEST_SIZE];
	size_t prefix = sizeof(PREFIX) - 1;
	struct sha256_ctx hash;

	sha256_init(&hash);
	sha256_update(&hash, text.len, (const uint8_t *)text.at);
	sha256_digest(&hash, sizeof(digest), digest);
	memset(out, 0, SHA256_POLICY_TEXT);
	memcpy(out, PREFIX, prefix);
	base64_encode_raw(out + prefix, sizeof(digest), digest);
	return out;
}
