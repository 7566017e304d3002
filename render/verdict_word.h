/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Verdicts and states as people read them.  The words that the archive keeps
 * stay the same; here they get a glyph, a class and an explanation.
 */
#ifndef RENDER_VERDICT_WORD_H
#define RENDER_VERDICT_WORD_H

#include <stddef.h>

enum verdict_group {
	GROUP_WORSE,
	GROUP_BETTER,
	GROUP_SAME,
	GROUP_UNCLEAR,
	GROUPS
};

struct verdict_word {
	const char *word; /* of the archive */
	const char *text;
	const char *glyph;
	enum verdict_group group;
	const char *about;
};

/* The entry of a word; one that is not known is "unclear" under its name. */
struct verdict_word verdict_word(const char *word);

/* All of them, for the legend; NULL behind the last. */
const struct verdict_word *verdict_word_at(size_t i);

/* "worse", "better", "same", "unclear": also the name of the class. */
const char *verdict_group_name(enum verdict_group g);

#endif
