/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * k6's results as `k6 run --out csv` writes them (0.26 to 2).
 *
 *	metric_name,timestamp,metric_value,check,error,error_code,...,extra_tags
 *	http_req_duration,1795365981,0.428760,,,,true,,GET,http://host/,...
 *
 * - Which tags have columns is an option of k6: they are found by name.
 * - timestamp is in whole seconds, cut, unless K6_CSV_TIME_FORMAT says
 *   milliseconds, microseconds, nanoseconds or RFC 3339: told by the number of
 *   digits.  With seconds, windows and duration are right to a second.
 * - A latency has 6 digits behind the point: of nanoseconds none is lost.
 *
 * What points mean: k6_points.h.  Read by all processors at once, see rows.h.
 */
#include <string.h>

#include "base/units.h"
#include "collect/csv_index.h"
#include "collect/go_error.h"
#include "collect/k6_points.h"
#include "collect/rfc3339.h"
#include "collect/rows.h"
#include "collect/sniff.h"
#include "collect/target.h"

#define HEADER SPAN("metric_name,timestamp,metric_value,")
#define COLUMNS_MAX 64
#define NAME_MAX_BYTES 512

enum column { CHECK, ERROR, ERROR_CODE, NAME, STATUS, COLUMNS };

struct columns {
	size_t len;
	int at[COLUMNS]; /* -1: not there */
};

struct worker {
	struct k6_tally k6;
	const struct columns *columns;
	struct csv_index index;
	struct rfc3339 clock;
};

static bool sniff(struct span head)
{
	return span_starts(sniff_start(head), HEADER);
}

static void read_header(struct span line, struct columns *c)
{
	static const char *const names[COLUMNS] = { "check", "error",
		"error_code", "name", "status" };

	*c = (struct columns){ 0 };
	for (size_t i = 0; i < COLUMNS; i++)
		c->at[i] = -1;
	for (line = sniff_start(line); line.len; c->len++) {
		struct span name = span_cut(&line, ',');

		for (size_t i = 0; i < COLUMNS; i++)
			if (span_is(name, names[i]))
				c->at[i] = (int)c->len;
	}
}

static struct span tag(const struct worker *w, const struct csv_row *row,
    enum column column)
{
	int at = w->columns->at[column];

	if (at < 0)
		return (struct span){ 0 };
	return csv_without_cr(csv_field(row, (size_t)at));
}

static bool parse_time(struct worker *w, struct span s, int64_t *unix_ns)
{
	int64_t n, unit = NS_PER_S;

	if (s.len > 10 && s.at[10] == 'T')
		return rfc3339_parse(&w->clock, s, unix_ns);
	if (!span_int(s, 0, INT64_MAX, &n))
		return false;
	for (size_t digits = 10; digits + 3 <= s.len; digits += 3)
		unit /= 1000;
	return unit && !__builtin_mul_overflow(n, unit, unix_ns);
}

static int take_row(struct worker *w, const struct csv_row *row,
    struct err *err)
{
	struct span time = csv_field(row, 1);
	struct k6_point p = { .value = csv_field(row, 2) };
	enum k6_metric metric = k6_metric_of(csv_field(row, 0));

	if (metric == K6_OTHER)
		return 0;
	if (!parse_time(w, time, &p.end_ns))
		return err_set(err, "timestamp: expected a time, got \"%.*s\"",
		    SPAN_ARG(time));
	p.name = tag(w, row, metric == K6_CHECKS ? CHECK : NAME);
	p.status = tag(w, row, STATUS);
	p.error = tag(w, row, ERROR);
	p.error_code = tag(w, row, ERROR_CODE);
	return k6_take(&w->k6, metric, &p, err);
}

static int take_checked(struct worker *w, const struct csv_row *row,
    struct err *err)
{
	if (row->fields == 1 && !csv_without_cr(csv_field(row, 0)).len)
		return 0;
	if (row->fields != w->columns->len)
		return err_set(err, "expected %zu columns, got %zu",
		    w->columns->len, row->fields);
	return take_row(w, row, err);
}

static int count_block(void *worker, const struct input_block *b,
    struct err *err)
{
	struct worker *w = worker;
	struct span rest = b->text;

	while (csv_index_next(&w->index, &rest, ',')) {
		for (size_t i = 0; i < w->index.rows; i++) {
			struct csv_row row = csv_row(&w->index, i);

			if (!take_checked(w, &row, err))
				continue;
			if (!b->cut || rest.len || i + 1 < w->index.rows)
				return rows_fault(b, csv_row_start(&row), err);
			w->k6.cut = true;
		}
	}
	return row_flush(w->k6.rows, err);
}

static void begin(void *worker, void *first, const void *context)
{
	struct worker *w = worker, *f = first;

	w->columns = context;
	k6_begin(&w->k6, f ? &f->k6 : NULL);
}

static void merge(void *first, void *worker)
{
	struct worker *into = first, *from = worker;

	k6_merge(&into->k6, &from->k6);
	csv_index_release(&from->index);
}

static const char *readable(struct arena *a, struct span raw)
{
	char plain[NAME_MAX_BYTES];

	return target_without_secrets(a,
	    csv_unquote(raw, plain, sizeof(plain)));
}

static const char *message(struct arena *a, struct span raw)
{
	char plain[NAME_MAX_BYTES];

	return go_error_text(a, csv_unquote(raw, plain, sizeof(plain)));
}

static const struct rows_format format = { true, sizeof(struct worker), begin,
	count_block, merge };

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct worker w = { .columns = NULL };
	struct columns columns;
	struct span line;
	int status = input_line(in, &line, err);

	if (status < 0)
		return -1;
	if (!status || !sniff(line))
		return err_at(err, (struct pos){ input_name(in), 1 },
		    "expected k6's header, metric_name,timestamp,...");
	read_header(line, &columns);
	status = rows_read(in, &format, &columns, &w, err);
	if (!status)
		status = k6_write(&w.k6,
		    (struct row_writing){ .readable = readable,
			.message = message },
		    out, err);
	csv_index_release(&w.index);
	k6_release(&w.k6);
	return status;
}

const struct importer importer_k6_csv = {
	.name = "k6-csv",
	.about = "k6 run --out csv: one point per row",
	.evidence = "timed",
	.omission = "affected unless the executor is one of arrivals; not "
		    "corrected",
	.sniff = sniff,
	.import = import,
};
