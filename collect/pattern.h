/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labels out of a text, by a pattern: "{mesh}/{offered_rps}rps/rep{rep}.json".
 * A name in braces takes as little as it can, at least one character and never
 * a slash; everything else must stand as it is.  "{}" takes what nobody wants.
 */
#ifndef COLLECT_PATTERN_H
#define COLLECT_PATTERN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

#define PATTERN_TEXT_MAX 4096 /* bytes; a longer text matches nothing */

struct pair {
	const char *key, *value;
};

struct pair_list {
	struct pair *at;
	size_t len;
};

/* Is the pattern well formed?  -1 and the reason if not. */
int pattern_check(const char *pattern, struct err *err);

/*
 * The labels, or false if the text is not of that form.  A path is matched by
 * its last parts, as many as the pattern has; an ending .gz or .zst of the
 * path may be missing in the pattern.
 */
bool pattern_match(const char *pattern, const char *text, struct arena *a,
    struct pair_list *out);
bool pattern_match_path(const char *pattern, const char *path, struct arena *a,
    struct pair_list *out);

#endif
