/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ab's table of all requests, as written by `ab -g`.
 *
 *	starttime	seconds	ctime	dtime	ttime	wait
 *	Tue Mar 31 11:46:47 2020	1585630007	32 90 123 55
 *
 * (with tabs, those of the times, too)
 *
 * - Rows are in the order of ttime, not of time: the time of a request is in
 *   "seconds" (Unix time) alone, to the second in which it started.  So there
 *   are windows of one second, and no duration: it would be known to a second
 *   at both ends.
 * - ctime (connect), dtime (the rest), ttime (both) and wait are milliseconds,
 *   rounded: a latency is known to half of one.
 * - Latencies are of all responses; see ab_text.c for what else ab does.
 *   Statuses, failures and concurrency are not said.
 */
#include <math.h>

#include "collect/clocked.h"
#include "collect/report_line.h"
#include "collect/sniff.h"
#include "collect/summary.h"

#define HEADER SPAN("starttime\tseconds\tctime\tdtime\tttime\twait")
#define STEP_NS 1000000
#define SECONDS_MAX 9000000000LL
#define MS_MAX 1000000000000LL

enum column { STARTTIME, SECONDS, CTIME, DTIME, TTIME, WAIT, COLUMNS };

static bool sniff(struct span head)
{
	return span_starts(sniff_start(head), HEADER);
}

static int read_row(void *reader, struct span row, struct pos pos,
    struct err *err)
{
	struct clocked *c = reader;
	struct span field[COLUMNS], rest = row;
	int64_t seconds, ms;

	if (!row.len)
		return 0;
	for (size_t i = 0; i < COLUMNS; i++)
		field[i] = span_cut(&rest, '\t');
	if (!span_int(field[SECONDS], 0, SECONDS_MAX, &seconds) ||
	    !span_int(field[TTIME], 0, MS_MAX, &ms) || !field[WAIT].len ||
	    rest.len)
		return err_at(err, pos,
		    "expected %d columns with seconds and milliseconds, got "
		    "\"%.*s\"",
		    COLUMNS, SPAN_ARG(row));
	return clocked_add(c, seconds * 1000000000, ms * STEP_NS, pos, err);
}

static int write_run(const struct clocked *c, struct source_writer *out,
    struct err *err)
{
	struct run_facts run = RUN_UNKNOWN;
	struct series_facts total = SERIES_UNKNOWN;

	run.tool = "ab";
	run.load_model = LOAD_CLOSED;
	run.population = POPULATION_ALL;
	total.name = "total";
	total.requests = c->rows;
	total.latency_step_ns = STEP_NS;
	total.mean_step_ns = STEP_NS;
	if (c->rows)
		run.started_at_ns = c->first_ns;
	clocked_facts(c, &total);
	if (source_run(out, &run, err) || run_series(out, &total, err))
		return -1;
	return clocked_write(c, out, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct clocked c = clocked_new(STEP_NS);
	int status = lines_header(in, HEADER, "ab", err);

	if (!status)
		status = lines_read(in, read_row, &c, err);
	if (!status)
		status = write_run(&c, out, err);
	clocked_release(&c);
	return status;
}

const struct importer importer_ab_gnuplot = {
	.name = "ab-gnuplot",
	.about = "ab -g: one row per request",
	.evidence = "timed",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
