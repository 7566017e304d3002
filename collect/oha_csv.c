/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * oha's responses, as written by `oha --output-format csv` (from 1.6 on).
 *
 *	request-start,DNS,DNS+dialup,Response-delay,request-duration,bytes,status
 *	0.0012,0.00001,0.0003,0.0009,0.00131,13,200
 *
 * - Times are seconds; request-start counts from the start of the run.
 * - Every response has its row, also one with an error status; a request
 *   without one has none: how many were sent is not known, and the errors are
 *   at least those with a status.
 * - For the rest see oha.h.
 */
#include <math.h>

#include "collect/oha.h"
#include "collect/report_line.h"
#include "collect/sniff.h"

#define HEADER                                                                 \
	SPAN("request-start,DNS,DNS+dialup,Response-delay,request-duration,"   \
	     "bytes,status")
#define SECONDS_MAX 1e6
#define START_MAX (7 * 24 * 3600.0) /* seconds */

enum column { START, DNS, DIALUP, DELAY, DURATION, BYTES, STATUS, COLUMNS };

struct rows {
	struct summary summary;
	struct recorder *recorder;
	double sum_ns, bytes, end_ns;
	int64_t count;
};

static bool sniff(struct span head)
{
	return span_starts(sniff_start(head), HEADER);
}

static int parse_row(struct span row, struct pos pos, double value[COLUMNS],
    struct err *err)
{
	for (size_t i = 0; i < COLUMNS; i++) {
		struct span field = span_trim(span_cut(&row, ','));
		double max = i == BYTES ? 1e15 : SECONDS_MAX;

		if (i == START)
			max = START_MAX;
		if (!span_double(field, 0, max, &value[i]))
			return err_at(err, pos,
			    "column %zu: expected a number from 0 to %.0f, "
			    "got \"%.*s\"",
			    i + 1, max, SPAN_ARG(field));
	}
	return 0;
}

static void add(struct rows *r, const double value[COLUMNS])
{
	struct series_facts *total = &r->summary.total;
	struct sample s = {
		.start_ns = llround(value[START] * 1e9),
		.latency_ns = llround(value[DURATION] * 1e9),
	};

	recorder_add(r->recorder, &s);
	if (!r->count || s.latency_ns < total->min_ns)
		total->min_ns = s.latency_ns;
	if (!r->count || s.latency_ns > total->max_ns)
		total->max_ns = s.latency_ns;
	r->sum_ns += (double)s.latency_ns;
	r->bytes += value[BYTES];
	r->end_ns = fmax(r->end_ns, (double)(s.start_ns + s.latency_ns));
	r->count++;
}

static int read_row(void *reader, struct span row, struct pos pos,
    struct err *err)
{
	struct rows *r = reader;
	double value[COLUMNS];
	struct arena scratch = { 0 };

	if (!row.len)
		return 0;
	if (parse_row(row, pos, value, err))
		return -1;
	add(r, value);
	summary_status(&r->summary,
	    span_of(arena_printf(&scratch, "%.0f", value[STATUS])), 1);
	arena_release(&scratch);
	return 0;
}

static int write_run(struct rows *r, struct source_writer *out, struct err *err)
{
	struct summary *s = &r->summary;

	if (r->count) {
		s->total.evidence = EVIDENCE_TIMED;
		s->total.mean_ns = r->sum_ns / (double)r->count;
		s->run.duration_ns = llround(r->end_ns);
	}
	s->total.unanswered = 0;
	s->total.errors_at_least = true;
	if (r->bytes < 9e18)
		s->run.bytes_received = llround(r->bytes);
	if (summary_write(s, out, err))
		return -1;
	return series_recorded(out, r->recorder, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct rows r = { .recorder = recorder_new(1) };
	int status;

	summary_begin(&r.summary, "oha");
	oha_begin(&r.summary);
	status = lines_header(in, HEADER, "oha", err);
	if (!status)
		status = lines_read(in, read_row, &r, err);
	if (!status)
		status = write_run(&r, out, err);
	recorder_free(r.recorder);
	summary_release(&r.summary);
	return status;
}

const struct importer importer_oha_csv = {
	.name = "oha-csv",
	.about = "oha --output-format csv: one row per response",
	.evidence = "timed",
	.omission = "unknown: --latency-correction is not said",
	.sniff = sniff,
	.import = import,
};
