/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a study asked for, from the JSON that an analysis keeps of it.
 */
#ifndef RENDER_STUDY_WORD_H
#define RENDER_STUDY_WORD_H

#include <stdbool.h>

#include "base/arena.h"
#include "store/result.h"

/* The text under a key; `otherwise` where there is none. */
const char *study_word(const struct analysis *a, const char *key,
    const char *otherwise, struct arena *arena);

/* Is it set to true? */
bool study_has(const struct analysis *a, const char *key);

/* How percentiles are defined: 1..9 of Hyndman and Fan. */
int study_quantile_type(const struct analysis *a);

#endif
