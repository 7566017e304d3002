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

/* How many digits to show. */
enum digits { TRIMMED, THREE };

static const char *plain(struct arena *a, double v, enum digits digits,
    const char *unit)
{
	const char *sign = v < 0 ? MINUS : "";
	int decimals = 2;

	v = fabs(v);
	if (v >= 1e6 || (v > 0 && v < 1e-4))
		return arena_printf(a, "%s%.2e%s", sign, v, unit);
	if (v > 0)
		decimals = 2 - (int)floor(log10(rounded(v)));
	if (digits == THREE || v >= 1000)
		return arena_printf(a, "%s%.*f%s", sign,
		    decimals > 0 ? decimals : 0, v, unit);
	return arena_printf(a, "%s%.3g%s", sign, v, unit);
}

/* With the largest prefix that is not larger than the value. */
static const char *prefixed(struct arena *a, const struct prefix *p, double v,
    enum digits digits)
{
	v = rounded(v);
	if (v == 0)
		return "0";
	while (fabs(v) < p->at_least)
		p++;
	return plain(a, v / p->unit, digits, p->name);
}

static const char *clock_label(struct arena *a, double v)
{
	long s = lround(fabs(v));
	const char *sign = v < 0 ? MINUS : "";

	if (fabs(v) > LONGEST_CLOCK)
		return plain(a, v, TRIMMED, " s");
	if (fabs(v - round(v)) > 1e-6)
		return plain(a, v, TRIMMED, " s");
	if (s >= 3600)
		return arena_printf(a, "%s%ld:%02ld:%02ld", sign, s / 3600,
		    s / 60 % 60, s % 60);
	return arena_printf(a, "%s%ld:%02ld", sign, s / 60, s % 60);
}

static const char *written(struct arena *a, enum unit unit, double v,
    enum digits digits)
{
	if (!isfinite(v))
		return EM_DASH;
	switch (unit) {
	case UNIT_SECONDS:
		return prefixed(a, seconds, v, digits);
	case UNIT_BYTES:
		return prefixed(a, bytes, v, digits);
	case UNIT_CLOCK:
		return clock_label(a, v);
	case UNIT_PERCENT:
		return arena_printf(a, "%.10g%%", v);
	case UNIT_CORES:
		return plain(a, v, digits, "");
	case UNIT_COUNT:
	case UNIT_RPS:
		break;
	}
	return prefixed(a, counts, v, TRIMMED);
}

const char *unit_tick(struct arena *a, enum unit unit, double v)
{
	return written(a, unit, v, TRIMMED);
}

const char *unit_value(struct arena *a, enum unit unit, double v)
{
	return written(a, unit, v, THREE);
}

const char *unit_label(struct arena *a, enum unit unit, double v)
{
	const char *value = unit_value(a, unit, v);

	if (!isfinite(v) || (unit != UNIT_CORES && unit != UNIT_RPS))
		return value;
	return arena_printf(a, "%s %s", value,
	    unit == UNIT_CORES ? "cores" : "rps");
}

const char *change_label(struct arena *a, double change)
{
	double percent = change * 100;
	double tenths = round(percent * 10) / 10;

	if (!isfinite(percent))
		return EM_DASH;
	if (fabs(tenths) >= 10)
		tenths = round(percent);
	return arena_printf(a, "%s%.*f%%",
	    tenths > 0   ? "+"
	    : tenths < 0 ? MINUS
			 : "",
	    tenths == round(tenths) ? 0 : 1, fabs(tenths));
}
