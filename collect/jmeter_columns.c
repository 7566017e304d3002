/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/jmeter_columns.h"

#include <string.h>

#include "collect/sniff.h"

static const char *const names[JMETER_COLUMNS] = {
	"timeStamp",
	"elapsed",
	"label",
	"responseCode",
	"responseMessage",
	"threadName",
	"success",
	"failureMessage",
	"bytes",
	"allThreads",
	"SampleCount",
	"Hostname",
};

/* ---- stamps ---- */

/* Days from 1970-01-01 in the Gregorian calendar (Howard Hinnant). */
static int64_t days_since_1970(int64_t y, int64_t m, int64_t d)
{
	int64_t era, year, day;

	y -= m <= 2;
	era = y / 400;
	year = y - era * 400;
	day = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return era * 146097 + year * 365 + year / 4 - year / 100 + day - 719468;
}

/* Takes digits off the front, and the separator behind them if there is one. */
static bool cut_number(struct span *rest, char separator, int64_t max,
    int64_t *out)
{
	struct span s = span_cut(rest, separator);

	return span_int(s, 0, max, out);
}

/* "2026/11/22", "2026-11-22", "11/22/26". */
static bool parse_date(struct span s, int64_t *days)
{
	char separator = s.len > 4 && s.at[4] == '-' ? '-' : '/';
	int64_t a, b, c;

	if (!cut_number(&s, separator, 9999, &a) ||
	    !cut_number(&s, separator, 99, &b) ||
	    !cut_number(&s, separator, 99, &c))
		return false;
	if (a < 100 && separator == '/') /* month, day, year */
		*days = days_since_1970(2000 + c, a, b);
	else
		*days = days_since_1970(a, b, c);
	return *days >= 0;
}

/* "16:52:04.407", also without the fraction. */
static bool parse_clock(struct span s, int64_t *ms)
{
	int64_t hour, minute, second, fraction = 0;

	if (!cut_number(&s, ':', 23, &hour) ||
	    !cut_number(&s, ':', 59, &minute) ||
	    !cut_number(&s, '.', 60, &second) ||
	    (s.len && (s.len != 3 || !span_int(s, 0, 999, &fraction))))
		return false;
	*ms = ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
	return true;
}

bool jmeter_clock(struct span s, int64_t *ms)
{
	struct span date = span_cut(&s, ' ');
	int64_t days, in_day;

	if (!parse_date(date, &days) || !parse_clock(s, &in_day))
		return false;
	*ms = days * 86400000 + in_day;
	return *ms >= 0 && *ms < JMETER_STAMP_MAX;
}

/* ---- columns ---- */

static struct csv_row row_of(struct span line, char separator,
    uint32_t ends[JMETER_COLUMNS_MAX + 1])
{
	struct csv_row row = { .at = line.at, .end = ends + 1 };
	bool inside = false;

	ends[0] = UINT32_MAX;
	for (size_t i = 0; i < line.len; i++) {
		inside ^= line.at[i] == '"';
		if (line.at[i] == separator && !inside &&
		    row.fields < JMETER_COLUMNS_MAX - 1)
			ends[++row.fields] = (uint32_t)i;
	}
	ends[++row.fields] = (uint32_t)line.len;
	return row;
}

static bool by_header(const struct csv_row *row, struct jmeter_columns *c)
{
	for (size_t i = 0; i < JMETER_COLUMNS; i++)
		c->at[i] = -1;
	for (size_t k = 0; k < row->fields; k++) {
		struct span name = csv_without_cr(csv_field(row, k));
		char plain[32];

		name = csv_unquote(name, plain, sizeof(plain));
		for (size_t i = 0; i < JMETER_COLUMNS; i++)
			if (span_is(name, names[i]))
				c->at[i] = (int)k;
	}
	c->header = true;
	return c->at[JMETER_STAMP] >= 0 && c->at[JMETER_ELAPSED] >= 0 &&
	       c->at[JMETER_SUCCESS] >= 0;
}

static bool is_number(const struct csv_row *row, size_t k)
{
	int64_t number;

	return k < row->fields && span_int(csv_without_cr(csv_field(row, k)), 0,
				      INT64_MAX, &number);
}

static bool is_truth(struct span s)
{
	return span_is(s, "true") || span_is(s, "false");
}

/*
 * Without a header the order is the one of the program's defaults: up to
 * "success" it never changed.  Behind it stand bytes, or failureMessage and
 * bytes; where the active threads stand, only the number of columns says.
 */
static bool by_default_order(const struct csv_row *row,
    struct jmeter_columns *c)
{
	static const enum jmeter_column first[] = { JMETER_STAMP,
		JMETER_ELAPSED, JMETER_LABEL, JMETER_CODE, JMETER_MESSAGE,
		JMETER_THREAD };
	size_t k = 6, bytes;

	for (size_t i = 0; i < JMETER_COLUMNS; i++)
		c->at[i] = -1;
	for (size_t i = 0; i < 6; i++)
		c->at[first[i]] = (int)i;
	while (k < row->fields && !is_truth(csv_field(row, k)))
		k++;
	if (k > 7 || k >= row->fields || !is_number(row, 1))
		return false;
	c->at[JMETER_SUCCESS] = (int)k;
	bytes = is_number(row, k + 1) ? k + 1 : k + 2;
	if (bytes == k + 2)
		c->at[JMETER_FAILURE] = (int)k + 1;
	if (is_number(row, bytes))
		c->at[JMETER_BYTES] = (int)bytes;
	if (row->fields == 12 || row->fields == 17)
		c->at[JMETER_THREADS] =
		    (int)bytes + (row->fields == 12 ? 2 : 3);
	c->header = false;
	return true;
}

static bool stamp_fits(const struct csv_row *row, struct jmeter_columns *c)
{
	struct span s = jmeter_field(c, row, JMETER_STAMP);
	int64_t ms;

	c->clock = false;
	if (s.len >= 12 && jmeter_stamp(c, s, &ms))
		return true;
	c->clock = jmeter_clock(s, &ms);
	return c->clock;
}

static bool fits(struct span head, char separator, struct jmeter_columns *c)
{
	uint32_t ends[JMETER_COLUMNS_MAX + 1];
	struct span rest = head, line = span_cut(&rest, '\n');
	struct csv_row row = row_of(line, separator, ends);

	c->cr_at = span_ends(line, SPAN("\r")) ? (int)row.fields - 1 : -1;
	c->separator = separator;
	c->len = row.fields;
	c->ends = c->clock = false;
	if (by_header(&row, c)) {
		line = span_cut(&rest, '\n');
		row = row_of(line, separator, ends);
		if (row.fields == c->len)
			stamp_fits(&row, c);
		else
			c->clock = false;
		return true;
	}
	/* padding: numbers are read 8 bytes at a time, back from their end */
	return row.fields >= 7 && head.len > 32 && by_default_order(&row, c) &&
	       stamp_fits(&row, c);
}

bool jmeter_columns_find(struct span head, struct jmeter_columns *out)
{
	static const char separators[] = ",\t;|";

	head = sniff_start(head);
	for (size_t i = 0; separators[i]; i++)
		if (fits(head, separators[i], out))
			return true;
	return false;
}

/* ---- a row in full ---- */

static void copy(struct span field, char out[JMETER_TEXT])
{
	char plain[JMETER_TEXT];
	struct span s = csv_unquote(field, plain, sizeof(plain) - 1);

	if (s.len >= JMETER_TEXT)
		s.len = JMETER_TEXT - 1;
	if (s.len)
		memcpy(out, s.at, s.len);
	out[s.len] = '\0';
}

bool jmeter_sample_of(const struct jmeter_columns *c, const struct csv_row *row,
    struct jmeter_sample *out)
{
	struct span message = jmeter_field(c, row, JMETER_MESSAGE);

	*out = (struct jmeter_sample){ .threads = UNKNOWN, .bytes = UNKNOWN };
	if (row->fields != c->len ||
	    !jmeter_stamp(c, jmeter_field(c, row, JMETER_STAMP),
		&out->stamp_ms) ||
	    !span_int(jmeter_field(c, row, JMETER_ELAPSED), 0, JMETER_STAMP_MAX,
		&out->elapsed_ms))
		return false;
	out->transaction = jmeter_is_transaction(message);
	out->whole = !out->transaction;
	out->failed = span_is(jmeter_field(c, row, JMETER_SUCCESS), "false");
	copy(jmeter_field(c, row, JMETER_LABEL), out->label);
	copy(jmeter_field(c, row, JMETER_CODE), out->code);
	copy(message, out->message);
	copy(jmeter_field(c, row, JMETER_THREAD), out->thread);
	copy(jmeter_field(c, row, JMETER_FAILURE), out->assertion);
	return true;
}
