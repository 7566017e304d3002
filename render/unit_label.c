/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/unit_label.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define MICRO "\xc2\xb5"
#define MINUS "\xe2\x88\x92"
#define EM_DASH "\xe2\x80\x94"
#define LONGEST_CLOCK 1e9 /* seconds; 30 years */

/* From which value on a prefix is taken, and what it stands for. */
struct prefix {
	double at_least, unit;
	const char *name;
};

static const struct prefix seconds[] = { { 1, 1, " s" }, { 1e-3, 1e-3, " ms" },
	{ 1e-6, 1e-6, " " MICRO "s" }, { 0, 1e-9, " ns" } };
static const struct prefix bytes[] = { { 1e12, 1e12, " TB" },
	{ 1e9, 1e9, " GB" }, { 1e6, 1e6, " MB" }, { 1e3, 1e3, " kB" },
	{ 0, 1, " B" } };
static const struct prefix counts[] = { { 1e9, 1e9, " G" }, { 1e6, 1e6, " M" },
	{ 1e4, 1e3, " k" }, { 0, 1, "" } };

/* Three digits, so that what 999.9 rounds to takes the next prefix. */
static double rounded(double v)
{
	char text[32];

	snprintf(text, sizeof(text), "%.2e", v);
	return strtod(text, NULL);
}

static const char *plain(struct arena *a, double v, const char *unit)
{
	const char *sign = v < 0 ? MINUS : "";

	v = fabs(v);
	if (v >= 1e6 || (v > 0 && v < 1e-4))
		return arena_printf(a, "%s%.2e%s", sign, v, unit);
	if (v >= 1000)
		return arena_printf(a, "%s%.0f%s", sign, v, unit);
	return arena_printf(a, "%s%.3g%s", sign, v, unit);
}

static const char *prefixed(struct arena *a, const struct prefix *p, double v)
{
	v = rounded(v);
	if (v == 0)
		return "0";
	while (fabs(v) < p->at_least)
		p++;
	return plain(a, v / p->unit, p->name);
}

static const char *clock_label(struct arena *a, double v)
{
	long s = lround(fabs(v));
	const char *sign = v < 0 ? MINUS : "";

	if (fabs(v) > LONGEST_CLOCK)
		return plain(a, v, " s");
	if (fabs(v - round(v)) > 1e-6)
		return plain(a, v, " s");
	if (s >= 3600)
		return arena_printf(a, "%s%ld:%02ld:%02ld", sign, s / 3600,
		    s / 60 % 60, s % 60);
	return arena_printf(a, "%s%ld:%02ld", sign, s / 60, s % 60);
}

const char *unit_tick(struct arena *a, enum unit unit, double v)
{
	if (!isfinite(v))
		return EM_DASH;
	switch (unit) {
	case UNIT_SECONDS:
		return prefixed(a, seconds, v);
	case UNIT_BYTES:
		return prefixed(a, bytes, v);
	case UNIT_CLOCK:
		return clock_label(a, v);
	case UNIT_PERCENT:
		return arena_printf(a, "%.10g%%", v);
	case UNIT_CORES:
		return plain(a, v, "");
	case UNIT_COUNT:
	case UNIT_RPS:
		break;
	}
	return prefixed(a, counts, v);
}

const char *unit_label(struct arena *a, enum unit unit, double v)
{
	const char *tick = unit_tick(a, unit, v);

	if (!isfinite(v))
		return tick;
	if (unit == UNIT_CORES)
		return arena_printf(a, "%s cores", tick);
	return unit == UNIT_RPS ? arena_printf(a, "%s rps", tick) : tick;
}

const char *change_label(struct arena *a, double change)
{
	double percent = rounded(change * 100);

	if (!isfinite(change))
		return EM_DASH;
	return arena_printf(a, "%s%s", percent > 0 ? "+" : "",
	    plain(a, percent, "%"));
}
