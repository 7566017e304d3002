/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What wrk2 prints (4.0.0, of 2019-09).  wrk_report.h has the report line by
 * line; this is what its figures mean.
 *
 * - wrk2 sends at a constant rate, and counts a latency from the time when the
 *   request should have left: it is corrected for coordinated omission.  The
 *   rate (-R) is not printed.  Where the line above the report is the command
 *   that made it, the rate is taken from there.
 * - With -L the whole distribution is printed, as HdrHistogram's table; its
 *   buckets are a histogram.  Older reports, and shortened ones, have only
 *   the eight percentiles.
 * - With -U a second distribution follows: latencies from the time when the
 *   request did leave.  It is the series "uncorrected", and never enters the
 *   total.
 * - What a thread measured is thrown away once, when its calibration ends
 *   after 10 s: the table counts fewer requests than the summary.  Runs that
 *   are shorter keep all, and print "-nan" as Req/Sec.
 * - HdrHistogram prints a value as the upper end of its bucket, which is as
 *   wide as the value has bits beyond 11.
 * - "timeout" counts connections whose last request left more than the limit
 *   (2 s by default) ago, at checks 2 s apart.  One slow response can count
 *   several times, and so can a connection that merely waits for its turn at
 *   a low rate.  They are in addition to the requests that were answered.
 */
#include <math.h>

#include "collect/wrk_report.h"

static bool sniff(struct span head)
{
	return wrk_report_starts(head) && wrk_report_is_wrk2(head);
}

static bool has_histogram(const struct wrk_latency *l)
{
	return !l->empty && l->ladder.whole;
}

/* The table says moments to the microsecond; Thread Stats rounds. */
static struct series_facts series(const struct wrk_latency *l)
{
	struct series_facts s = wrk_series(l);

	if (!has_histogram(l))
		return s;
	s.evidence = EVIDENCE_HISTOGRAM;
	if (isnan(l->ladder.max_ns))
		return s;
	s.mean_ns = l->ladder.mean_ns;
	s.mean_step_ns = HDR_LADDER_DIGIT_NS;
	s.stddev_ns = l->ladder.stddev_ns;
	s.max_ns = llround(l->ladder.max_ns);
	return s;
}

static void count(const struct wrk_report *r, struct series_facts *s)
{
	if (r->completed == UNKNOWN)
		return;
	s->errors = r->errors[WRK_CONNECT] + r->errors[WRK_READ] +
		    r->errors[WRK_WRITE] + r->errors[WRK_TIMEOUT];
	s->requests = r->completed + s->errors;
	s->errors += r->errors[WRK_STATUS];
}

static int write_latency(const struct wrk_latency *l,
    const struct series_facts *facts, struct source_writer *out,
    struct err *err)
{
	if (run_series(out, facts, err) || wrk_stated(l, out, err))
		return -1;
	if (!has_histogram(l))
		return 0;
	return series_histogram(out, -1, &l->ladder.histogram, err);
}

static int write_run(const struct wrk_report *r, struct source_writer *out,
    struct err *err)
{
	struct run_facts facts = wrk_facts(r);
	struct series_facts total = series(&r->latency);
	struct series_facts uncorrected = series(&r->uncorrected);

	if (r->plain)
		return wrk_run_write(r, out, err);
	facts.tool = "wrk2";
	facts.offered_rps = r->prompt_rps;
	facts.load_model = LOAD_CORRECTED;
	facts.percentile_rule = "hdr";
	total.name = "total";
	uncorrected.name = "uncorrected";
	count(r, &total);
	if (wrk_run_begin(r, &facts, out, err) ||
	    write_latency(&r->latency, &total, out, err) ||
	    wrk_errors(r, out, err))
		return -1;
	if (uncorrected.evidence == EVIDENCE_NONE)
		return 0;
	return write_latency(&r->uncorrected, &uncorrected, out, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return wrk_reports_read(in, write_run, out, err);
}

const struct importer importer_wrk2 = {
	.name = "wrk2-text",
	.about = "wrk2: what it prints, with -L as a histogram",
	.evidence = "histogram",
	.omission = "corrected: latency counts from the intended start",
	.sniff = sniff,
	.import = import,
};
