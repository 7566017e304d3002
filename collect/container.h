/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where an object or array of JSON ends, 64 bytes at a time: to find a format,
 * heads are walked through again and again.
 */
#ifndef COLLECT_CONTAINER_H
#define COLLECT_CONTAINER_H

#include <stdbool.h>

#include "base/text.h"

/*
 * Bytes of the container that s begins with, up to its last bracket, or to the
 * end of s.  Strings (with escapes) hide brackets; of which kind a bracket is
 * does not matter.
 */
size_t container_len(struct span s);

/* The same by the i-th way to do it; false if the processor lacks that. */
bool container_variant(size_t i, struct span s, size_t *len);

#endif
