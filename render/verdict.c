/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/verdict.h"

#include <stddef.h>
#include <string.h>

#define UP "\xe2\x96\xb2"           /* U+25B2 */
#define DOWN "\xe2\x96\xbc"         /* U+25BC */
#define NEARLY_EQUAL "\xe2\x89\x88" /* U+2248 */
#define EN_DASH "\xe2\x80\x93"      /* U+2013 */

static const struct verdict verdicts[] = {
	{ "regression", "regression", HUE_WORSE, true, true },
	{ "improvement", "improvement", HUE_BETTER, true, true },
	{ "equivalent", "equivalent", HUE_MUTED, true, true },
	{ "equivalent-slower", "equivalent, slower", HUE_MUTED, true, true },
	{ "equivalent-faster", "equivalent, faster", HUE_MUTED, true, true },
	{ "slower-size-uncertain", "slower, size uncertain", HUE_WORSE, false,
	    true },
	{ "faster-size-uncertain", "faster, size uncertain", HUE_BETTER, false,
	    true },
	{ "no-regression-beyond-margin", "no regression", HUE_MUTED, true,
	    true },
	{ "inconclusive", "inconclusive", HUE_MUTED, false, true },
	{ "unreplicated", "unreplicated", HUE_MUTED, false, false },
	{ "not-comparable", "not comparable", HUE_MUTED, false, false },
	{ "missing", "missing", HUE_MUTED, false, false },
};

struct verdict verdict_of(const char *key)
{
	if (!key)
		key = "missing";
	for (size_t i = 0; i < sizeof(verdicts) / sizeof(*verdicts); i++)
		if (strcmp(verdicts[i].key, key) == 0)
			return verdicts[i];
	return (struct verdict){ key, key, HUE_MUTED, false, true };
}

const char *verdict_glyph(const struct verdict *v, double change)
{
	if (!v->measured)
		return EN_DASH;
	if (v->hue != HUE_MUTED)
		return change < 0 ? DOWN : UP;
	return v->decided ? NEARLY_EQUAL : "?";
}
