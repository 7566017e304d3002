/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Verdicts in groups, and what they mean; verdict_look.h has their looks.
 */
#ifndef RENDER_VERDICT_WORD_H
#define RENDER_VERDICT_WORD_H

#include <stddef.h>

#include "base/arena.h"
#include "store/result.h"

enum verdict_group {
	GROUP_WORSE,
	GROUP_BETTER,
	GROUP_SAME,
	GROUP_UNCLEAR,
	GROUPS
};

struct verdict_word {
	const char *key; /* of the archive */
	enum verdict_group group;
	const char *about;
};

/* All of them, in the order of the legend; NULL behind the last. */
const struct verdict_word *verdict_word_at(size_t i);

/* A word that is not known is unclear. */
enum verdict_group verdict_group(const char *key);

/* The same of a comparison: a direction that does not survive Holm's
 * correction is unclear. */
enum verdict_group comparison_group(const struct comparison *c);
bool comparison_is_faded(const struct comparison *c); /* such a direction */

/* "regression", or "regression, not significant after Holm", in an arena. */
const char *comparison_words(struct arena *a, const struct comparison *c);

/* Its sign: that of the direction, or "?" where this is unclear. */
const char *comparison_glyph(const struct comparison *c);

/* For order: how large its change is; failures weigh more than any latency.
 * -1 where there is none. */
double comparison_size(const struct comparison *c);

/* Is it the throughput of runs that were told their rate and kept it?  It is
 * then what was asked for, and says nothing of the variants. */
bool comparison_is_of_rate(const struct results *r, const struct comparison *c);

/* How many are in the group. */
size_t comparisons_in_group(const struct comparison_list *list,
    enum verdict_group group);

/* "worse", "better", "same", "unclear": also the name of the class. */
const char *verdict_group_name(enum verdict_group g);

#endif
