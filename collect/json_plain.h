/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON as most tools write it, read into the nodes of cJSON several times
 * faster than cJSON reads it: no escapes in texts, blanks that JSON has, not
 * deep.  All else, faults too, is left to cJSON.
 */
#ifndef COLLECT_JSON_PLAIN_H
#define COLLECT_JSON_PLAIN_H

#include "base/arena.h"
#include "base/text.h"

struct cJSON;

/*
 * The document that the text begins with, an object or an array, as cJSON has
 * it but for valueint, in the arena; *end is behind it.  NULL: it is not plain,
 * or no JSON at all, and what the arena got is of no use.
 */
struct cJSON *json_plain(struct arena *a, struct span text, const char **end);

#endif
