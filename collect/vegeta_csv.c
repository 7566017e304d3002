/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vegeta's results as `vegeta encode --to csv` writes them (6 to 12), without
 * a header, in the order in which the requests ended.
 *
 *	1795363414175985617,200,2262326,0,13,,eHh4...,attack,0,GET,http://h/,Q29u...
 *
 * - The columns: start in Unix nanoseconds, status, latency in nanoseconds,
 *   bytes out, bytes in, error, body in base64; attack and number since 8;
 *   method, URL and headers in base64 since 12.8.
 * - Errors have commas and quotes in them, and are quoted as in RFC 4180.
 *
 * What figures mean: vegeta_rows.h.  Read by all processors at once, see
 * rows.h.
 */
#include <string.h>

#include "base/units.h"
#include "collect/csv_name.h"
#include "collect/digits.h"
#include "collect/sniff.h"
#include "collect/vegeta_rows.h"

enum column {
	AT = 0,
	CODE = 1,
	LATENCY = 2,
	BYTES_IN = 4,
	ERROR = 5,
	BODY_END = 7,
	ATTACK = 7,
	ATTACK_END = 9,
	URL = 10,
	URL_END = 12
};

struct worker {
	struct vegeta_tally vegeta;
	struct digits_memory at;
};

/* ---- whose file ---- */

static bool is_between(struct span s, int64_t lo, int64_t hi)
{
	int64_t n;

	return span_int(s, lo, hi, &n);
}

static size_t columns_of(struct span line)
{
	size_t n = 1;
	bool inside = false;

	for (size_t i = 0; i < line.len; i++) {
		inside ^= line.at[i] == '"';
		n += line.at[i] == ',' && !inside;
	}
	return n;
}

static struct span first_line(struct span head)
{
	struct span rest = sniff_start(head);

	return span_cut(&rest, '\n');
}

/* A body may be longer than the head: then not all columns can be counted. */
static bool sniff(struct span head)
{
	struct span line = first_line(head), rest = line;
	size_t n = columns_of(line);

	return is_between(span_cut(&rest, ','), 100000000 * NS_PER_S,
		   VEGETA_UNIX_MAX_NS) &&
	       is_between(span_cut(&rest, ','), 0, VEGETA_STATUS_MAX) &&
	       is_between(span_cut(&rest, ','), 0, VEGETA_LATENCY_MAX_NS) &&
	       is_between(span_cut(&rest, ','), 0, INT64_MAX) &&
	       is_between(span_cut(&rest, ','), 0, INT64_MAX) &&
	       (n == BODY_END || n == ATTACK_END || n == URL_END ||
		   head.len >= INPUT_HEAD_BYTES);
}

/* ---- rows ---- */

static int take_row(struct worker *w, const struct csv_row *row,
    struct err *err)
{
	struct vegeta_row r = { .error = csv_field(row, ERROR) };

	if (!digits_parse_time(&w->at, csv_field(row, AT), &r.at_ns) ||
	    !digits_parse(csv_field(row, CODE), &r.code) ||
	    !digits_parse(csv_field(row, LATENCY), &r.latency_ns) ||
	    !digits_parse(csv_field(row, BYTES_IN), &r.bytes_in))
		return err_set(err,
		    "expected numbers in the first 5 columns, got \"%.*s\"",
		    (int)(row->end[BYTES_IN] - row->end[-1] - 1),
		    csv_row_start(row));
	if (row->fields > ATTACK)
		r.attack = csv_field(row, ATTACK);
	if (row->fields > URL)
		r.url = csv_field(row, URL);
	return vegeta_take(&w->vegeta, &r, err);
}

static int take_checked(void *worker, const struct csv_row *row,
    struct err *err)
{
	size_t n = row->fields;

	if (n != BODY_END && n != ATTACK_END && n != URL_END)
		return err_set(err, "expected 7, 9 or 12 columns, got %zu", n);
	return take_row(worker, row, err);
}

static const struct rows_format format = { .size = sizeof(struct worker),
	.step_ns = 1,
	.row = take_checked,
	.separator = ',',
	.begin = vegeta_begin,
	.merge = vegeta_merge };

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct worker w = { .at = { 0 } };
	int status = rows_read(in, &format, NULL, &w, err);

	if (!status)
		status = vegeta_write(&w.vegeta,
		    (struct vegeta_words){ csv_name, csv_message }, out, err);
	rows_release(&w.vegeta.rows);
	return status;
}

const struct importer importer_vegeta_csv = {
	.name = "vegeta-csv",
	.about = "vegeta encode --to csv: one row per request",
	.evidence = "timed",
	.omission = "not affected: open loop",
	.sniff = sniff,
	.import = import,
};
