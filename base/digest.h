/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * By what a content is known: a SHA-256 of 64 hex digits.
 *
 * Of a content up to DIGEST_WHOLE bytes it is the SHA-256 of that content, as
 * sha256sum(1) says it.  SHA-256 is slower than all else that is done with a
 * log of gigabytes together, and cannot be spread over cores.  Of a larger
 * content it is the SHA-256 of
 *	its first DIGEST_WHOLE bytes,
 *	a fingerprint of 64 bytes for each further piece of DIGEST_PIECE bytes
 *	(the last one may be shorter),
 *	the length of the content, 8 bytes, the lowest first.
 * Fingerprints tell apart contents that differ by chance or by use, to some
 * 2^-64.  They do not withstand who would make two large logs that pass for one
 * another on purpose.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdint.h>

#include "base/text.h"

#define DIGEST_WHOLE ((int64_t)16 << 20)
#define DIGEST_PIECE ((int64_t)256 << 10)
#define DIGEST_TEXT 65

struct digest;

struct digest *digest_new(void);
void digest_free(struct digest *d); /* NULL is fine */

/* Contents are the same however they are cut into spans. */
void digest_add(struct digest *d, struct span s);

/* Of what was added so far; more may follow. */
void digest_text(const struct digest *d, char hex[DIGEST_TEXT]);

#endif
