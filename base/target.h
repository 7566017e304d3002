/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The URL that a tool was given, fit to be kept and shown.
 */
#ifndef BASE_TARGET_H
#define BASE_TARGET_H

#include "base/arena.h"
#include "base/text.h"

/*
 * A copy of the URL without what may be a secret: the user info, the fragment,
 * and the value of any query parameter whose name speaks of one ("token",
 * "api_key", "signature", ...).  Without a scheme, as in the names that people
 * give to requests ("GET /login?token=x"), the fragment stays, and so does a
 * user without a password.
 */
char *target_without_secrets(struct arena *a, struct span url);

/* A copy of a message, with each word of it as above. */
const char *text_without_secrets(struct arena *a, const char *text);

#endif
