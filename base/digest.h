/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * By what a content is known: its SHA-256, as sha256sum(1) prints it, also of
 * a log of gigabytes.  That costs about as much as reading such a log, and buys
 * that anybody can check a source without this program.  A content of more than
 * a MiB is hashed by a thread of its own, while the caller reads on.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include "base/text.h"

#define DIGEST_TEXT 65

struct digest;

struct digest *digest_new(void);
void digest_free(struct digest *d); /* NULL is fine */

/* Contents are the same however they are cut into spans. */
void digest_add(struct digest *d, struct span s);

/* 64 hex digits of what was added so far; more may follow. */
void digest_text(const struct digest *d, char hex[DIGEST_TEXT]);

#endif
