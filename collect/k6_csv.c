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
#include "collect/csv_name.h"
#include "collect/k6_points.h"
#include "collect/rfc3339.h"
#include "collect/sniff.h"

#define HEADER SPAN("metric_name,timestamp,metric_value,")
#define COLUMNS_MAX 64

enum column { CHECK, ERROR, ERROR_CODE, GROUP, NAME, STATUS, COLUMNS };

struct columns {
	size_t len;
	int at[COLUMNS]; /* -1: not there */
};

struct worker {
	struct k6_tally k6;
	struct rfc3339 clock;
};

static bool sniff(struct span head)
{
	return span_starts(sniff_start(head), HEADER);
}

static void read_header(struct span line, struct columns *c)
{
	static const char *const names[COLUMNS] = { "check", "error",
		"error_code", "group", "name", "status" };

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
	const struct columns *c = w->k6.rows.context;
	int at = c->at[column];

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
	p.group = tag(w, row, GROUP);
	p.status = tag(w, row, STATUS);
	p.error = tag(w, row, ERROR);
	p.error_code = tag(w, row, ERROR_CODE);
	return k6_take(&w->k6, metric, &p, err);
}

static int take_checked(void *worker, const struct csv_row *row,
    struct err *err)
{
	struct worker *w = worker;
	const struct columns *c = w->k6.rows.context;

	if (row->fields != c->len)
		return err_set(err, "expected %zu columns, got %zu", c->len,
		    row->fields);
	return take_row(w, row, err);
}

static const struct rows_format format = { .size = sizeof(struct worker),
	.step_ns = 1,
	.row = take_checked,
	.separator = ',',
	.merge = k6_merge };

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct worker w = { .clock = { .unix_ns = 0 } };
	struct pos first = { input_name(in), input_pos(in).line + 1 };
	struct columns columns;
	struct span line;
	int status = input_line(in, &line, err);

	if (status < 0)
		return -1;
	if (!status || !sniff(line))
		return err_at(err, first,
		    "expected k6's header, metric_name,timestamp,...");
	read_header(line, &columns);
	status = rows_read(in, &format, &columns, &w, err);
	if (!status)
		status = k6_write(&w.k6,
		    (struct row_writing){ .readable = csv_name,
			.message = csv_message },
		    out, err);
	rows_release(&w.k6.rows);
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
