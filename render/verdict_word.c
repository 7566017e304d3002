/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/verdict_word.h"

#include <string.h>

static const struct verdict_word words[] = {
	{ "regression", "regression", "▲", GROUP_WORSE,
	    "the whole interval is worse than the baseline by more than the "
	    "margin" },
	{ "slower-size-uncertain", "slower, size uncertain", "△", GROUP_WORSE,
	    "worse than the baseline, but perhaps by less than the margin" },
	{ "improvement", "improvement", "▼", GROUP_BETTER,
	    "the whole interval is better than the baseline by more than the "
	    "margin" },
	{ "faster-size-uncertain", "faster, size uncertain", "▽", GROUP_BETTER,
	    "better than the baseline, but perhaps by less than the margin" },
	{ "equivalent", "equivalent", "≈", GROUP_SAME,
	    "the whole interval lies within the margin" },
	{ "no-regression-beyond-margin", "no regression beyond margin", "≲",
	    GROUP_SAME, "not worse by more than the margin; perhaps better" },
	{ "inconclusive", "inconclusive", "?", GROUP_UNCLEAR,
	    "the interval is too wide to say; more runs would narrow it" },
	{ "unreplicated", "unreplicated", "?", GROUP_UNCLEAR,
	    "one run on each side: a change cannot be told from noise" },
	{ "not-comparable", "not comparable", "≠", GROUP_UNCLEAR,
	    "more than the factor differs, so the factor cannot be blamed" },
	{ "missing", "missing", "∅", GROUP_UNCLEAR,
	    "one side has no such number" },
};

#define WORDS (sizeof(words) / sizeof(*words))

const struct verdict_word *verdict_word_at(size_t i)
{
	return i < WORDS ? &words[i] : NULL;
}

struct verdict_word verdict_word(const char *word)
{
	struct verdict_word unknown = { word, word, "?", GROUP_UNCLEAR, "" };

	for (size_t i = 0; i < WORDS; i++) {
		if (strcmp(words[i].word, word) == 0)
			return words[i];
	}
	return unknown;
}

const char *verdict_group_name(enum verdict_group g)
{
	static const char *const names[GROUPS] = { "worse", "better", "same",
		"unclear" };

	return names[g];
}
