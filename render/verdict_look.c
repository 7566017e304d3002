/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/verdict_look.h"

#include <stddef.h>
#include <string.h>

#define UP "\xe2\x96\xb2"           /* U+25B2 */
#define DOWN "\xe2\x96\xbc"         /* U+25BC */
#define NEARLY_EQUAL "\xe2\x89\x88" /* U+2248 */
#define CHECK_MARK "\xe2\x9c\x93"   /* U+2713 */
#define EN_DASH "\xe2\x80\x93"      /* U+2013 */

static const struct verdict_look verdicts[] = {
	{ "regression", HUE_WORSE, true, true },
	{ "improvement", HUE_BETTER, true, true },
	{ "equivalent", HUE_MUTED, true, true },
	{ "slower-size-uncertain", HUE_WORSE, false, true },
	{ "faster-size-uncertain", HUE_BETTER, false, true },
	{ "no-regression-beyond-margin", HUE_MUTED, true, true },
	{ "inconclusive", HUE_MUTED, false, true },
	{ "unreplicated", HUE_MUTED, false, false },
	{ "not-comparable", HUE_MUTED, false, false },
	{ "missing", HUE_MUTED, false, false },
};

struct verdict_look verdict_look(const char *word)
{
	if (!word)
		word = "missing";
	for (size_t i = 0; i < sizeof(verdicts) / sizeof(*verdicts); i++)
		if (strcmp(verdicts[i].word, word) == 0)
			return verdicts[i];
	return (struct verdict_look){ word, HUE_MUTED, false, true };
}

const char *verdict_glyph(const struct verdict_look *v, double change)
{
	if (!v->measured)
		return EN_DASH;
	if (v->hue != HUE_MUTED)
		return change < 0 ? DOWN : UP;
	if (!v->decided)
		return "?";
	return strcmp(v->word, "equivalent") == 0 ? NEARLY_EQUAL : CHECK_MARK;
}
