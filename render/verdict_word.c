/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/verdict_word.h"

#include <math.h>
#include <string.h>

#include "render/verdict_look.h"

static const struct verdict_word words[] = {
	{ "regression", GROUP_WORSE,
	    "the whole interval is worse than the baseline by more than the "
	    "margin" },
	{ "slower-size-uncertain", GROUP_WORSE,
	    "worse than the baseline, but perhaps by less than the margin" },
	{ "improvement", GROUP_BETTER,
	    "the whole interval is better than the baseline by more than the "
	    "margin" },
	{ "faster-size-uncertain", GROUP_BETTER,
	    "better than the baseline, but perhaps by less than the margin" },
	{ "equivalent", GROUP_SAME,
	    "the whole interval lies within the margin" },
	{ "no-regression-beyond-margin", GROUP_SAME,
	    "not worse by more than the margin; perhaps better" },
	{ "inconclusive", GROUP_UNCLEAR,
	    "the interval is too wide to say; more runs would narrow it" },
	{ "unreplicated", GROUP_UNCLEAR,
	    "one run on each side: a change cannot be told from noise" },
	{ "not-comparable", GROUP_UNCLEAR,
	    "more than the factor differs, so the factor cannot be blamed" },
	{ "missing", GROUP_UNCLEAR, "one side has no such number" },
};

#define WORDS (sizeof(words) / sizeof(*words))

const struct verdict_word *verdict_word_at(size_t i)
{
	return i < WORDS ? &words[i] : NULL;
}

enum verdict_group verdict_group(const char *key)
{
	for (size_t i = 0; i < WORDS; i++) {
		if (strcmp(words[i].key, key) == 0)
			return words[i].group;
	}
	return GROUP_UNCLEAR;
}

bool comparison_is_faded(const struct comparison *c)
{
	enum verdict_group g = verdict_group(c->verdict);

	return !c->survives && (g == GROUP_WORSE || g == GROUP_BETTER);
}

enum verdict_group comparison_group(const struct comparison *c)
{
	return comparison_is_faded(c) ? GROUP_UNCLEAR
				      : verdict_group(c->verdict);
}

const char *comparison_words(struct arena *a, const struct comparison *c)
{
	if (!comparison_is_faded(c))
		return c->verdict;
	return arena_printf(a, "%s, not significant after Holm", c->verdict);
}

const char *comparison_glyph(const struct comparison *c)
{
	struct verdict_look look = verdict_look(c->verdict);

	return comparison_is_faded(c)
		   ? "?"
		   : verdict_glyph(&look,
			 isnan(c->ratio) ? c->change : c->ratio - 1);
}

const char *verdict_group_name(enum verdict_group g)
{
	static const char *const names[GROUPS] = { "worse", "better", "same",
		"unclear" };

	return names[g];
}

double comparison_size(const struct comparison *c)
{
	if (isnan(c->ratio))
		return isnan(c->change) ? -1 : 1e3 + fabs(c->change);
	return c->ratio > 0 ? fabs(log(c->ratio)) : -1;
}

/* As the check of each of its runs says. */
static bool keeps_rate(const struct results *r, int64_t row)
{
	const struct cell *c = results_cell(r, row);
	size_t kept = 0;

	for (size_t i = 0; c && i < r->qualities.len; i++) {
		const struct quality *q = &r->qualities.at[i];

		kept += q->run && strcmp(q->check, "saturation") == 0 &&
			strcmp(q->state, "ok") == 0 && cell_has_run(c, q->run);
	}
	return c && kept && kept == c->n_runs;
}

bool comparison_is_of_rate(const struct results *r, const struct comparison *c)
{
	return strcmp(c->metric, "throughput") == 0 &&
	       keeps_rate(r, c->baseline) && keeps_rate(r, c->candidate);
}

size_t comparisons_in_group(const struct comparison_list *list,
    enum verdict_group group)
{
	size_t n = 0;

	for (size_t i = 0; i < list->len; i++)
		n += comparison_group(&list->at[i]) == group;
	return n;
}
