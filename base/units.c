/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/units.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define WHOLE_MAX 1e15
#define DURATION_MAX_S (100.0 * 366 * 86400)

static const struct {
	double ns;
	const char *name;
} duration_units[] = {
	{ 3600e9, "h" },
	{ 60e9, "m" },
	{ 1e9, "s" },
	{ 1e6, "ms" },
	{ 1e3, "us" },
	{ 1e3, "\xc2\xb5s" }, /* micro sign */
	{ 1e3, "\xce\xbcs" }, /* Greek mu */
	{ 1, "ns" },
};
#define N_UNITS (sizeof(duration_units) / sizeof(*duration_units))

static double unit_ns(struct span name)
{
	for (size_t i = 0; i < N_UNITS; i++) {
		if (span_is(name, duration_units[i].name))
			return duration_units[i].ns;
	}
	return 0;
}

static size_t digits_len(struct span s)
{
	size_t n = 0;

	while (
	    n < s.len && ((s.at[n] >= '0' && s.at[n] <= '9') || s.at[n] == '.'))
		n++;
	return n;
}

/* Takes "5.23ms" off *rest: its number, and its unit in ns (0: none). */
static double part_cut(struct span *rest, struct span *number)
{
	struct span unit;

	*number = (struct span){ rest->at, digits_len(*rest) };
	*rest = span_skip(*rest, number->len);
	unit = (struct span){ rest->at, 0 };
	while (
	    unit.len < rest->len && digits_len(span_skip(*rest, unit.len)) == 0)
		unit.len++;
	*rest = span_skip(*rest, unit.len);
	return unit_ns(unit);
}

bool duration_parse(struct span s, double *ns)
{
	double total = 0, last = INFINITY;

	if (!s.len)
		return false;
	while (s.len) {
		struct span number;
		double value, unit = part_cut(&s, &number);

		if (!(unit > 0 && unit < last) ||
		    !span_double(number, 0, DURATION_MAX_S * 1e9, &value))
			return false;
		total += value * unit;
		last = unit;
	}
	if (total > DURATION_MAX_S * 1e9)
		return false;
	*ns = total;
	return true;
}

double duration_step(struct span s)
{
	double step = 0;

	while (s.len) {
		struct span number;
		double unit = part_cut(&s, &number);
		ptrdiff_t point = span_find(number, SPAN("."));
		int decimals = point < 0 ? 0 : (int)number.len - (int)point - 1;

		if (!(unit > 0))
			break;
		step = unit * pow(10, -decimals);
	}
	return step;
}

/* Exactly `digits` digits at s.at, within lo..hi. */
static bool field(struct span *s, size_t digits, int64_t lo, int64_t hi,
    int64_t *out)
{
	struct span f = { s->at, digits };

	if (s->len < digits || digits_len(f) != digits ||
	    !span_int(f, lo, hi, out))
		return false;
	*s = span_skip(*s, digits);
	return true;
}

static bool literal(struct span *s, const char *any_of)
{
	if (!s->len || !strchr(any_of, s->at[0]) || !s->at[0])
		return false;
	*s = span_skip(*s, 1);
	return true;
}

/* Days since 1970-01-01 of a date in the Gregorian calendar. */
static int64_t days_of(int64_t y, int64_t m, int64_t d)
{
	static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243,
		273, 304, 334 };
	bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
	int64_t past = y - 1;

	return 365 * (y - 1970) + past / 4 - past / 100 + past / 400 - 477 +
	       before[m - 1] + (leap && m > 2) + d - 1;
}

static bool date_cut(struct span *s, int64_t *days)
{
	int64_t y, m, d;

	if (!field(s, 4, 1970, 2261, &y) || !literal(s, "-") ||
	    !field(s, 2, 1, 12, &m) || !literal(s, "-") ||
	    !field(s, 2, 1, 31, &d))
		return false;
	*days = days_of(y, m, d);
	return d <= 28 || m == 12 || *days < days_of(y, m + 1, 1);
}

static bool clock_cut(struct span *s, int64_t *ns)
{
	int64_t h, m, sec, fraction = 0;
	size_t n = 0;

	if (!field(s, 2, 0, 23, &h) || !literal(s, ":") ||
	    !field(s, 2, 0, 59, &m) || !literal(s, ":") ||
	    !field(s, 2, 0, 60, &sec))
		return false;
	if (literal(s, ".")) {
		while (n < s->len && s->at[n] >= '0' && s->at[n] <= '9')
			n++;
		if (n < 1 || n > 9 || !field(s, n, 0, 999999999, &fraction))
			return false;
	}
	for (; n && n < 9; n++)
		fraction *= 10;
	*ns = (h * 3600 + m * 60 + sec) * NS_PER_S + fraction;
	return true;
}

static bool offset_cut(struct span *s, int64_t *ns)
{
	int64_t h, m, sign = s->len && s->at[0] == '-' ? -1 : 1;

	*ns = 0;
	if (literal(s, "Zz"))
		return true;
	if (!literal(s, "+-") || !field(s, 2, 0, 23, &h))
		return false;
	literal(s, ":");
	if (!field(s, 2, 0, 59, &m))
		return false;
	*ns = sign * (h * 3600 + m * 60) * NS_PER_S;
	return true;
}

bool time_parse(struct span s, int64_t *unix_ns)
{
	int64_t days, clock, offset;

	if (!date_cut(&s, &days) || !literal(&s, "Tt ") ||
	    !clock_cut(&s, &clock) || !offset_cut(&s, &offset) || s.len)
		return false;
	*unix_ns = days * 86400 * NS_PER_S + clock - offset;
	return true;
}

const char *time_text(int64_t unix_ns, char out[UNIT_TEXT])
{
	int64_t s = unix_ns / NS_PER_S - (unix_ns % NS_PER_S < 0);
	time_t t = (time_t)s;
	struct tm tm;

	if (!gmtime_r(&t, &tm) ||
	    !strftime(out, UNIT_TEXT, "%Y-%m-%dT%H:%M:%SZ", &tm))
		snprintf(out, UNIT_TEXT, "%lld s", (long long)s);
	return out;
}

/* Three digits that matter: 0.00123, 0.123, 1.23, 12.3, 123, 1234. */
static void digits3(double value, char out[UNIT_TEXT])
{
	double size = fabs(value);
	int decimals = 0;

	for (double limit = 99.95; size < limit && decimals < 6; limit /= 10)
		decimals++;
	if (size == 0)
		snprintf(out, UNIT_TEXT, "0");
	else if (size < 0.9995e-4)
		snprintf(out, UNIT_TEXT, "%.3g", value);
	else
		snprintf(out, UNIT_TEXT, "%.*f", decimals, value);
}

/* Like digits3(), with commas between thousands; a whole number is one. */
const char *number_text(double value, char out[UNIT_TEXT])
{
	char plain[UNIT_TEXT];
	size_t n, sign, to = 0;

	if (value == floor(value) && fabs(value) < WHOLE_MAX)
		snprintf(plain, sizeof(plain), "%.0f", value + 0.0);
	else if (fabs(value) < WHOLE_MAX)
		digits3(value, plain);
	else
		snprintf(plain, sizeof(plain), "%.3g", value);
	sign = plain[0] == '-';
	n = sign + strspn(plain + sign, "0123456789");
	for (size_t i = 0; plain[i]; i++) {
		if (i > sign && i < n && (n - i) % 3 == 0)
			out[to++] = ',';
		out[to++] = plain[i];
	}
	out[to] = '\0';
	return out;
}

const char *duration_text(double ns, char out[UNIT_TEXT])
{
	static const struct {
		double ns;
		const char *name;
	} shown[] = { { 3600e9, "h" }, { 60e9, "min" }, { 1e9, "s" },
		{ 1e6, "ms" }, { 1e3, "\xc2\xb5s" }, { 1, "ns" } };
	size_t i = 0;
	char number[UNIT_TEXT];

	while (i < 5 && fabs(ns) < shown[i].ns * (i < 2 ? 3 : 0.9995))
		i++;
	if (ns == 0)
		i = 3;
	digits3(ns / shown[i].ns, number);
	snprintf(out, UNIT_TEXT, "%.30s %s", number, shown[i].name);
	return out;
}

const char *bytes_text(double bytes, char out[UNIT_TEXT])
{
	static const char *const names[] = { "B", "KiB", "MiB", "GiB", "TiB" };
	char number[UNIT_TEXT];
	size_t i = 0;

	while (i < 4 && fabs(bytes) >= 1023.5) {
		bytes /= 1024;
		i++;
	}
	digits3(bytes, number);
	snprintf(out, UNIT_TEXT, "%.30s %s", number, names[i]);
	return out;
}

const char *percent_text(double ratio, char out[UNIT_TEXT])
{
	char number[UNIT_TEXT];
	double percent = ratio * 100;

	if (fabs(percent) < 0.05 && fabs(percent) >= 0.0005)
		snprintf(number, sizeof(number), "%+.1g", percent);
	else if (fabs(percent) < 10)
		snprintf(number, sizeof(number), "%+.1f", percent);
	else
		snprintf(number, sizeof(number), "%+.0f", percent);
	if (fabs(percent) < 0.0005)
		snprintf(number, sizeof(number), "0");
	snprintf(out, UNIT_TEXT, "%.40s %%", number);
	return out;
}

static const char *ratio_text(double ratio, char out[UNIT_TEXT])
{
	char number[UNIT_TEXT];

	digits3(ratio * 100, number);
	snprintf(out, UNIT_TEXT, "%.40s %%", number);
	return out;
}

/* Thousandths of a core are what one asks Kubernetes for. */
static const char *cores_text(double cores, char out[UNIT_TEXT])
{
	bool small = fabs(cores) < 0.9995;
	char number[UNIT_TEXT];

	digits3(small ? cores * 1000 : cores, number);
	snprintf(out, UNIT_TEXT, "%.30s %s", number,
	    small ? "mcores" : "cores");
	return out;
}

const char *unit_of_change(const char *unit)
{
	return strcmp(unit, "ratio") == 0 ? "points" : unit;
}

const char *value_text(double value, const char *unit, char out[UNIT_TEXT])
{
	char number[UNIT_TEXT];

	if (strcmp(unit, "seconds") == 0)
		return duration_text(value * 1e9, out);
	if (strcmp(unit, "bytes") == 0)
		return bytes_text(value, out);
	if (strcmp(unit, "ratio") == 0)
		return ratio_text(value, out);
	if (strncmp(unit, "cores", 5) == 0)
		return cores_text(value, out);
	if (strcmp(unit, "points") == 0) {
		snprintf(out, UNIT_TEXT, "%.3g pp", value * 100);
		return out;
	}
	number_text(value, number);
	snprintf(out, UNIT_TEXT, "%.20s %.26s", number,
	    strcmp(unit, "rps") == 0 ? "req/s" : unit);
	return out;
}
