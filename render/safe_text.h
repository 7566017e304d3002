/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text from outside, made fit for a page: whatever the bytes were, the result
 * is UTF-8 that XML and cairo accept and that cannot reorder what stands
 * around it.
 */
#ifndef RENDER_SAFE_TEXT_H
#define RENDER_SAFE_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* A text is cut to this many bytes, and then ends with an ellipsis. */
#define TEXT_SAFE_MAX 4096

/*
 * A copy of s in the arena; NULL gives "".  Bytes that are not UTF-8, control
 * characters other than tab and line feed, and code points that XML forbids
 * become U+FFFD.  What turns the direction of writing is shown as an escape,
 * "\u202e".
 */
const char *text_safe(struct arena *a, const char *s);

/* The same on one line: tabs and line feeds become blanks. */
const char *text_safe_line(struct arena *a, const char *s);

/* At most max bytes of s, of whole characters, and an ellipsis in place of what
 * stands before their last quarter, as ends tell names apart; else s. */
const char *text_elided(struct arena *a, const char *s, size_t max);

/*
 * The code point at s, which ends with a NUL, and its length in bytes; 0 if
 * there is none: not UTF-8, or the end.
 */
size_t utf8_decode(const char *s, uint32_t *code);

#endif
