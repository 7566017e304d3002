/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/unit_label.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/units.h"
#include "render/quantity.h"

#define EM_DASH "\xe2\x80\x94"
#define MINUS "\xe2\x88\x92"
#define LONGEST_CLOCK 1e9 /* seconds; 30 years */
#define NS_PER_SECOND 1e9
#define LARGEST 1e200 /* beyond it, units would overflow */

static const char *clock_label(struct arena *a, double v)
{
	const char *sign = v < 0 ? MINUS : "";
	char text[UNIT_TEXT];
	long s;

	if (fabs(v) > LONGEST_CLOCK || fabs(v - round(v)) > 1e-6)
		return arena_printf(a, "%s s", number_text(v, text));
	s = lround(fabs(v));
	if (s >= 3600)
		return arena_printf(a, "%s%ld:%02ld:%02ld", sign, s / 3600,
		    s / 60 % 60, s % 60);
	return arena_printf(a, "%s%ld:%02ld", sign, s / 60, s % 60);
}

const char *unit_value(struct arena *a, enum unit unit, double v)
{
	char text[UNIT_TEXT];

	if (!(fabs(v) < LARGEST))
		return EM_DASH;
	switch (unit) {
	case UNIT_SECONDS:
		return arena_strdup(a, duration_text(v * NS_PER_SECOND, text));
	case UNIT_BYTES:
		return arena_strdup(a, bytes_text(v, text));
	case UNIT_CLOCK:
		return clock_label(a, v);
	case UNIT_PERCENT:
		return arena_printf(a, "%.4g %%", v);
	case UNIT_PERCENTILE:
		return arena_printf(a, "p%.10g", v);
	case UNIT_COUNT:
	case UNIT_CORES:
	case UNIT_RPS:
		break;
	}
	return arena_strdup(a, number_text(v, text));
}

const char *unit_label(struct arena *a, enum unit unit, double v)
{
	const char *value = unit_value(a, unit, v);

	char text[UNIT_TEXT];

	if (!(fabs(v) < LARGEST))
		return value;
	if (unit == UNIT_CORES)
		return arena_strdup(a, value_text(v, "cores", text));
	return unit == UNIT_RPS ? arena_printf(a, "%s req/s", value) : value;
}

/* Takes the zeros behind a point out of a text: "5.00 ms" to "5 ms". */
static const char *trimmed(struct arena *a, const char *text)
{
	const char *point = strchr(text, '.'), *end, *rest;

	if (!point)
		return text;
	rest = point + 1 + strspn(point + 1, "0123456789");
	for (end = rest; end[-1] == '0'; end--)
		;
	end -= end[-1] == '.';
	return arena_printf(a, "%.*s%s", (int)(end - text), text, rest);
}

/* Ticks of these may be smaller than what number_text() shows. */
static bool is_plain(enum unit unit)
{
	return unit == UNIT_COUNT || unit == UNIT_CORES || unit == UNIT_RPS;
}

const char *unit_tick(struct arena *a, enum unit unit, double v)
{
	if (v == 0 && (unit == UNIT_SECONDS || unit == UNIT_BYTES))
		return "0";
	if (is_plain(unit) && fabs(v) < 1)
		return arena_printf(a, "%.3g", v);
	if (unit == UNIT_PERCENTILE)
		return unit_value(a, unit, v);
	return trimmed(a, unit_value(a, unit, v));
}

const char *change_label(struct arena *a, double change)
{
	return fabs(change) < LARGEST ? ratio_text(a, 1 + change) : EM_DASH;
}

const char *change_tick(struct arena *a, double change)
{
	const char *sign = change > 0 ? "+" : change < 0 ? MINUS : "";

	return arena_printf(a, "%s%.4g %%", sign, fabs(change) * 100);
}
