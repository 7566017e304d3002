/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * h2load's log of all requests, as written with --log-file (1.0 to 1.52).
 *
 *	1795365859919789	200	279
 *	1795365859920093	-1	84
 *
 * - There is no header.  Columns are the Unix time at which the request
 *   started in microseconds, the status of the response or -1 if there is
 *   none, and the latency in microseconds.
 * - Rows are in the order in which requests ended.  To connect is no part of a
 *   latency.  What failed has one, too: it goes to the errors and not into the
 *   latencies.
 * - The next request of a stream leaves when the last one ended.  Connections
 *   and rate are not said.
 */
#include <math.h>
#include <stdio.h>

#include "collect/clocked.h"
#include "collect/report_line.h"
#include "collect/sniff.h"
#include "collect/summary.h"

#define STEP_NS 1000
#define TIME_MIN 1000000000000000LL /* 2001, in microseconds */
#define TIME_MAX 9000000000000000LL
#define LATENCY_MAX 1000000000000LL
#define STATUS_MAX 599

struct row {
	int64_t start_us, status, latency_us;
};

static bool row_parse(struct span line, struct row *row)
{
	struct span start = span_cut(&line, '\t');
	struct span status = span_cut(&line, '\t');

	return span_int(start, TIME_MIN, TIME_MAX, &row->start_us) &&
	       span_int(status, -1, STATUS_MAX, &row->status) &&
	       (row->status == -1 || row->status >= 100) &&
	       span_int(span_trim(line), 0, LATENCY_MAX, &row->latency_us);
}

static bool sniff(struct span head)
{
	struct span rest = sniff_start(head), line = span_cut(&rest, '\n');
	struct row row;

	return row_parse(line, &row);
}

struct log {
	struct clocked clocked;
	int64_t status[STATUS_MAX + 1];
	int64_t failed; /* no response */
};

static int read_row(void *reader, struct span line, struct pos pos,
    struct err *err)
{
	struct log *log = reader;
	struct row row;

	if (!line.len)
		return 0;
	if (!row_parse(line, &row))
		return err_at(err, pos,
		    "expected a time in microseconds, a status and a latency, "
		    "got \"%.*s\"",
		    SPAN_ARG(line));
	if (clocked_add(&log->clocked, row.start_us * 1000,
		row.status < 0 ? -1 : row.latency_us * 1000, pos, err))
		return -1;
	if (row.status < 0)
		log->failed++;
	else
		log->status[row.status]++;
	return 0;
}

static int write_counts(const struct log *log, struct source_writer *out,
    struct err *err)
{
	for (int i = 0; i <= STATUS_MAX; i++) {
		char code[16];

		snprintf(code, sizeof(code), "%d", i);
		if (log->status[i] &&
		    series_status(out, code, log->status[i], err))
			return -1;
	}
	if (!log->failed)
		return 0;
	return series_error(out, "other", "no response", log->failed, err);
}

static int write_run(const struct log *log, struct source_writer *out,
    struct err *err)
{
	const struct clocked *c = &log->clocked;
	struct run_facts run = RUN_UNKNOWN;
	struct series_facts total = SERIES_UNKNOWN;

	run.tool = "h2load";
	run.load_model = LOAD_CLOSED;
	run.population = POPULATION_SUCCESSES;
	run.started_at_ns = c->first_ns;
	run.duration_ns = c->last_ns - c->first_ns;
	total.name = "total";
	total.requests = c->rows;
	total.unanswered = log->failed;
	total.latency_step_ns = 2 * STEP_NS; /* it is cut off */
	clocked_facts(c, &total);
	total.mean_step_ns = 2 * STEP_NS;
	if (source_run(out, &run, err) || run_series(out, &total, err) ||
	    clocked_write(c, out, err))
		return -1;
	return write_counts(log, out, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct log log = { .clocked = clocked_new(STEP_NS) };
	int status = lines_read(in, read_row, &log, err);

	if (!status && !log.clocked.rows)
		status = err_set(err, "%s: expected a request, got none",
		    input_name(in));
	if (!status)
		status = write_run(&log, out, err);
	clocked_release(&log.clocked);
	return status;
}

const struct importer importer_h2load_log = {
	.name = "h2load-log",
	.about = "h2load --log-file: one row per request",
	.evidence = "timed",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
