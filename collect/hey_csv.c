/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hey's per-request results, as written by `hey -o csv` (to 0.1.4).
 *
 *	response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,
 *		status-code,offset
 *	0.0018,0.0006,0.0000,0.0000,0.0011,0.0000,200,0.0042
 *
 * - Times are in seconds, with 4 digits after the point, so a latency under
 *   50 us reads as 0.  The last two columns came in 2018-09; offset is when
 *   the request left, from the start of the run.  Rows are in the order in
 *   which the requests ended.
 * - hey sends the next request when the last one returns, also with -q: its
 *   latencies do not count the time a request waited to be sent.
 * - Every response has its row, also one with an error status.  A request
 *   without a response has none: how many were sent is not known, and the
 *   errors are those with a status.
 * - hey keeps the first 1,000,000 results, and drops the others without a
 *   word.  A file with that many rows is taken for one that was cut.
 * - URL, connections and rate are not said, nor is the duration: that it ends
 *   with the last response is what the file shows.
 */
#include <math.h>
#include <stdio.h>

#include "collect/importer.h"

#define HEADER SPAN("response-time,DNS+dialup,DNS,Request-write,")
#define STEP_NS 100000
#define SECONDS_MAX 1e6 /* far more than any run, or status, has */
#define STATUS_MAX 999
#define ROWS_MAX 1000000 /* that hey keeps */

enum column { LATENCY = 0, STATUS = 6, OFFSET = 7, COLUMNS };
enum { OLD_COLUMNS = STATUS };

struct results {
	size_t columns; /* COLUMNS or OLD_COLUMNS */
	struct recorder *recorder;
	int64_t status[STATUS_MAX + 1];
	int64_t rows;
	double sum_ns;
	int64_t min_ns, max_ns, end_ns;
};

static struct span without_mark(struct span text)
{
	struct span mark = SPAN("\xef\xbb\xbf");

	return span_starts(text, mark) ? span_skip(text, mark.len) : text;
}

static bool sniff(struct span head)
{
	return span_starts(without_mark(head), HEADER);
}

static int parse_header(struct span row, struct pos pos, size_t *columns,
    struct err *err)
{
	row = without_mark(row);
	*columns = 0;
	if (!span_starts(row, HEADER))
		return err_at(err, pos, "expected hey's header, got \"%.*s\"",
		    SPAN_ARG(row));
	for (struct span rest = row; rest.len; ++*columns)
		span_cut(&rest, ',');
	if (*columns == COLUMNS || *columns == OLD_COLUMNS)
		return 0;
	return err_at(err, pos, "expected %d or %d columns, got %zu",
	    OLD_COLUMNS, COLUMNS, *columns);
}

static int parse_row(struct span row, struct pos pos, size_t columns,
    double value[COLUMNS], struct err *err)
{
	size_t i = 0;

	for (; row.len && i < columns; i++) {
		struct span field = span_trim(span_cut(&row, ','));
		double max = i == STATUS ? STATUS_MAX : SECONDS_MAX;

		if (!span_double(field, 0, max, &value[i]))
			return err_at(err, pos,
			    "column %zu: expected a number from 0 to %.0f, "
			    "got \"%.*s\"",
			    i + 1, max, SPAN_ARG(field));
	}
	if (row.len || i < columns)
		return err_at(err, pos, "expected %zu columns, got %s", columns,
		    row.len ? "more" : "fewer");
	return 0;
}

static void add(struct results *r, const double value[COLUMNS])
{
	struct sample s = {
		.start_ns = -1,
		.latency_ns = llround(value[LATENCY] * 1e9),
	};

	if (r->columns == COLUMNS) {
		s.start_ns = llround(value[OFFSET] * 1e9);
		r->status[(int)value[STATUS]]++;
	}
	recorder_add(r->recorder, &s);
	r->sum_ns += (double)s.latency_ns;
	if (!r->rows || s.latency_ns < r->min_ns)
		r->min_ns = s.latency_ns;
	if (!r->rows || s.latency_ns > r->max_ns)
		r->max_ns = s.latency_ns;
	if (s.start_ns + s.latency_ns > r->end_ns)
		r->end_ns = s.start_ns + s.latency_ns;
	r->rows++;
}

/* Takes all rows. */
static int read_rows(struct input *in, struct results *r, struct err *err)
{
	double value[COLUMNS];
	struct span line;
	int status = input_line(in, &line, err);

	if (!status)
		return err_set(err, "%s: expected hey's header, got nothing",
		    input_name(in));
	if (status < 0 || parse_header(line, input_pos(in), &r->columns, err))
		return -1;
	while ((status = input_line(in, &line, err)) == 1) {
		if (!line.len)
			continue;
		if (parse_row(line, input_pos(in), r->columns, value, err))
			return -1;
		add(r, value);
	}
	return status;
}

static int write_statuses(const struct results *r, struct source_writer *out,
    struct err *err)
{
	for (int i = 0; i <= STATUS_MAX; i++) {
		char code[8];

		if (!r->status[i])
			continue;
		snprintf(code, sizeof(code), "%d", i);
		if (series_status(out, code, r->status[i], err))
			return -1;
	}
	return 0;
}

static struct run_facts facts_of(const struct results *r)
{
	struct run_facts f = RUN_UNKNOWN;

	f.tool = "hey";
	f.load_model = LOAD_CLOSED;
	f.population = POPULATION_SUCCESSES;
	if (r->rows && r->columns == COLUMNS)
		f.duration_ns = r->end_ns;
	if (r->rows >= ROWS_MAX)
		f.incomplete = "hey keeps the first 1,000,000 results alone";
	return f;
}

static int64_t error_statuses(const struct results *r)
{
	int64_t sum = 0;

	for (int i = 0; i <= STATUS_MAX; i++)
		sum += http_is_error(i) ? r->status[i] : 0;
	return sum;
}

static struct series_facts total_of(const struct results *r)
{
	struct series_facts s = SERIES_UNKNOWN;

	s.name = "total";
	if (!r->rows)
		return s;
	s.evidence = r->columns == COLUMNS ? EVIDENCE_TIMED : EVIDENCE_RAW;
	s.mean_ns = r->sum_ns / (double)r->rows;
	s.min_ns = r->min_ns;
	s.max_ns = r->max_ns;
	if (r->columns == COLUMNS)
		s.errors = error_statuses(r);
	return s;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct results r = { .recorder = recorder_new(STEP_NS) };
	struct run_facts facts;
	struct series_facts total;
	int status = read_rows(in, &r, err);

	facts = facts_of(&r);
	total = total_of(&r);
	if (!status &&
	    (source_run(out, &facts, err) || run_series(out, &total, err) ||
		series_recorded(out, r.recorder, err) ||
		write_statuses(&r, out, err)))
		status = -1;
	recorder_free(r.recorder);
	return status;
}

const struct importer importer_hey_csv = {
	.name = "hey-csv",
	.about = "hey -o csv: one row per request",
	.evidence = "timed",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
