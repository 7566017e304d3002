/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Helpers to tell a format by the head of an input, which may be cut anywhere
 * (INPUT_HEAD_BYTES).  Nothing is parsed, nothing is allocated, and nothing
 * fails: what cannot be told from the head is not there.
 *
 * A JSON importer asks for the keys that make its format what it is, never for
 * their order, since databases and scripts write objects anew:
 *
 *	static bool sniff(struct span head)
 *	{
 *		struct span latency;
 *
 *		return json_has_key(head, "spec") &&
 *		       json_key_value(head, "result", &latency) &&
 *		       json_has_key(latency, "latency");
 *	}
 *
 * The scan knows strings (with escapes) and nesting, and looks at the keys of
 * the first object alone, at its first level.  It is more tolerant than a
 * parser: what is no JSON at all may have keys, too; the parser complains then.
 * Keys are compared as they stand in the text, with escapes not resolved.
 */
#ifndef COLLECT_SNIFF_H
#define COLLECT_SNIFF_H

#include <stdbool.h>

#include "base/text.h"

/* The head without a byte order mark and white space in front. */
struct span sniff_start(struct span head);

/* The first byte of that, or 0. */
char sniff_first(struct span head);

/* Is this an object (`{` comes first) that has this key at its first level? */
bool json_has_key(struct span head, const char *key);

/*
 * The same, and the text of the value: a string with its quotes, a container
 * with its brackets, up to its end or that of the head.
 */
bool json_key_value(struct span head, const char *key, struct span *value);

/*
 * Takes the JSON value that *rest begins with off it: a string, a container,
 * or whatever stands before the next comma, bracket or white space.
 */
struct span json_take_value(struct span *rest);

/* The text of the first element of an array, or an empty one. */
struct span json_first_element(struct span head);

/*
 * Takes the next key and value off *rest; false at the end.  *rest begins as
 * json_inside(head), which is empty for what is no object.
 */
struct span json_inside(struct span head);
bool json_next_key(struct span *rest, struct span *key, struct span *value);

#endif
