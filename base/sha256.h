/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SHA-256 of a text, as a browser's security policy names it: "sha256-" and
 * the digest in base64.
 */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include "base/text.h"

#define SHA256_POLICY_TEXT 52 /* bytes: "sha256-", 44 digits and a NUL */

const char *sha256_policy(struct span text, char out[SHA256_POLICY_TEXT]);

#endif
