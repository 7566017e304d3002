/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that people have beside results, or took for one: known, but not read.
 */
#ifndef COLLECT_LOOKALIKES_H
#define COLLECT_LOOKALIKES_H

#include <stdio.h>

#include "base/text.h"

/* What such a file is, and what to collect instead; NULL: it is none. */
const char *lookalike_words(struct span head);

/* All of them: a line each. */
void lookalikes_list(FILE *out);

#endif
