/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ghz's calls, as written by `ghz -O csv` (0.18 to 0.120).
 *
 *
 *	duration (ms),status,error
 *	0.60,OK,
 *	20.01,DeadlineExceeded,rpc error: code = DeadlineExceeded desc = a, b
 *
 * - Some versions begin with an empty line.  The error is not quoted, and may
 *   have commas: it is all that follows the second one.
 * - Durations are milliseconds with 2 digits, of all calls, also of those that
 *   failed.  When they were made is not said, nor how long the run was.
 * - ghz keeps 1,000,000 calls in detail and drops the others without a word.
 */
#include <math.h>

#include "collect/go_error.h"
#include "collect/report_line.h"
#include "collect/sniff.h"
#include "collect/summary.h"

#define HEADER SPAN("duration (ms),status,error")
#define STEP_NS 10000
#define MS_MAX 1e9
#define KEPT_MAX 1000000

struct calls {
	struct summary summary;
	struct recorder *recorder;
	double sum_ns;
	int64_t count;
};

static bool sniff(struct span head)
{
	return span_starts(sniff_start(head), HEADER);
}

static int read_row(struct calls *c, struct span row, struct pos pos,
    struct err *err)
{
	struct span rest = row, time = span_cut(&rest, ',');
	struct span status = span_cut(&rest, ',');
	struct series_facts *total = &c->summary.total;
	struct sample s = { .start_ns = -1 };
	double ms;

	if (!span_double(time, 0, MS_MAX, &ms) || !status.len)
		return err_at(err, pos,
		    "expected milliseconds and a status, got \"%.*s\"",
		    SPAN_ARG(row));
	s.latency_ns = llround(ms * 1e6);
	recorder_add(c->recorder, &s);
	summary_status(&c->summary, status, 1);
	if (rest.len)
		go_error_add(&c->summary, rest, 1);
	if (!c->count || s.latency_ns < total->min_ns)
		total->min_ns = s.latency_ns;
	if (!c->count || s.latency_ns > total->max_ns)
		total->max_ns = s.latency_ns;
	total->errors += !span_is(status, "OK");
	c->sum_ns += ms * 1e6;
	c->count++;
	return 0;
}

static int read_rows(struct input *in, struct calls *c, struct err *err)
{
	bool header = false;
	struct span line;
	int status;

	while ((status = input_line(in, &line, err)) == 1) {
		line = header ? span_trim(line) : line_clean(line);
		if (!line.len)
			continue;
		if (!header && !span_equal(line, HEADER))
			break;
		if (header && read_row(c, line, input_pos(in), err))
			return -1;
		header = true;
	}
	if (status >= 0 && !header)
		return err_at(err, input_pos(in), "expected ghz's header");
	return status;
}

static int write_run(struct calls *c, struct source_writer *out,
    struct err *err)
{
	struct summary *s = &c->summary;

	s->run.population = POPULATION_ALL;
	s->total.requests = c->count;
	if (c->count) {
		s->total.evidence = EVIDENCE_RAW;
		s->total.mean_ns = c->sum_ns / (double)c->count;
		s->total.latency_step_ns = STEP_NS;
	}
	if (c->count >= KEPT_MAX) {
		s->run.incomplete = "ghz keeps the first 1,000,000 calls alone";
		s->total.requests = UNKNOWN;
	}
	if (summary_write(s, out, err))
		return -1;
	return series_recorded(out, c->recorder, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct calls c = { .recorder = recorder_new(STEP_NS) };
	int status;

	summary_begin(&c.summary, "ghz");
	c.summary.total.errors = 0;
	status = read_rows(in, &c, err);
	if (!status)
		status = write_run(&c, out, err);
	recorder_free(c.recorder);
	summary_release(&c.summary);
	return status;
}

const struct importer importer_ghz_csv = {
	.name = "ghz-csv",
	.about = "ghz -O csv: one row per call",
	.evidence = "raw",
	.omission = "affected unless --async, which is not said",
	.sniff = sniff,
	.import = import,
};
