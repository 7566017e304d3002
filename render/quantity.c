/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/quantity.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/units.h"
#include "store/histogram.h"

#define MINUS "\xe2\x88\x92" /* U+2212 */

const char *quantity_text(struct arena *a, double value, const char *unit)
{
	char text[UNIT_TEXT];

	return arena_strdup(a, value_text(value, unit, text));
}

const char *change_text(struct arena *a, double change, const char *unit)
{
	char text[UNIT_TEXT];

	value_text(fabs(change), unit_of_change(unit), text);
	if (change == 0)
		return arena_strdup(a, text);
	return arena_printf(a, "%s%s", change < 0 ? MINUS : "+", text);
}

const char *ratio_text(struct arena *a, double ratio)
{
	char text[UNIT_TEXT];

	percent_text(ratio - 1, text);
	return *text == '-' ? arena_printf(a, MINUS "%s", text + 1)
			    : arena_strdup(a, text);
}

/* "3.91" of "3.91 ms", if the other has the same unit; else all of it. */
static const char *without_unit(struct arena *a, const char *text,
    const char *other)
{
	const char *unit = strchr(text, ' ');
	const char *same = strchr(other, ' ');

	if (!unit || !same || strcmp(unit, same) != 0)
		return text;
	return arena_span(a, (struct span){ text, (size_t)(unit - text) });
}

static const char *span_text(struct arena *a, const char *from, const char *to)
{
	return arena_printf(a, "%s to %s", without_unit(a, from, to), to);
}

const char *interval_text(struct arena *a, double low, double high,
    const char *unit)
{
	const char *from, *to;

	if (!isfinite(low) && !isfinite(high))
		return "unbounded";
	if (!isfinite(high))
		return arena_printf(a, "≥ %s", quantity_text(a, low, unit));
	if (!isfinite(low))
		return arena_printf(a, "≤ %s", quantity_text(a, high, unit));
	from = quantity_text(a, low, unit);
	to = quantity_text(a, high, unit);
	if (strcmp(from, to) == 0)
		return to;
	return span_text(a, from, to);
}

const char *ratio_interval_text(struct arena *a, double low, double high)
{
	if (!isfinite(low) || !isfinite(high))
		return "unbounded";
	return span_text(a, ratio_text(a, low), ratio_text(a, high));
}

const char *change_interval_text(struct arena *a, double low, double high,
    const char *unit)
{
	if (!isfinite(low) || !isfinite(high))
		return "unbounded";
	return span_text(a, change_text(a, low, unit),
	    change_text(a, high, unit));
}

const char *count_text(struct arena *a, int64_t count)
{
	char digits[24], text[40];
	size_t len, n = 0;

	if (count == UNKNOWN)
		return "unknown";
	len = (size_t)snprintf(digits, sizeof(digits), "%" PRId64, count);
	for (size_t i = 0; i < len; i++) {
		if (i && digits[i - 1] != '-' && (len - i) % 3 == 0)
			text[n++] = ',';
		text[n++] = digits[i];
	}
	text[n] = '\0';
	return arena_strdup(a, text);
}

const char *p_value_text(struct arena *a, double p)
{
	if (p < 0.0001)
		return "< 0.0001";
	return arena_printf(a, p < 0.001 ? "%.4f" : "%.3f", p);
}
