/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole numbers in as few bytes as they need: 7 bits in each, the lowest
 * first; all but the last byte have their top bit set.
 */
#ifndef STORE_VARINT_H
#define STORE_VARINT_H

#include "base/text.h"

#define VARINT_MAX 10 /* bytes */

/* How many bytes it wrote. */
size_t varint_write(uint64_t value, char *out);

/* Takes one off the front of *s; false if it is cut, or more than `max`. */
bool varint_read(struct span *s, uint64_t max, uint64_t *out);

#endif
