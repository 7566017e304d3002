/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Strings of JSON in logs: as they stand between their quotes, and for people.
 */
#ifndef COLLECT_JSON_NAME_H
#define COLLECT_JSON_NAME_H

#include "base/arena.h"
#include "base/text.h"

/*
 * What follows `key`, which has its quotes and colon ("\"name\":\""), up to
 * the quote that ends the string.  Such a text cannot stand inside of another
 * string, where quotes have a backslash.  Empty if it is not there.
 */
struct span json_string_after(struct span text, struct span key);

/* A value as it stands in the text, without its quotes if it has any. */
struct span json_unquoted(struct span value);

/* The string with its escapes resolved, and without secrets if it is a URL. */
const char *json_name(struct arena *a, struct span raw);

/* The same of an error in the words of Go, see go_error.h. */
const char *json_message(struct arena *a, struct span raw);

#endif
