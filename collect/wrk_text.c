/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What wrk prints (to 4.2.0).  wrk_report.h has the report line by line; this
 * is what its figures mean.
 *
 * - wrk sends the next request on a connection when the answer to the last
 *   one is there: a slow answer delays the requests behind it.
 * - After the run it "corrects" the latencies for that: it takes duration /
 *   (requests / connections) as the time between two requests, and adds
 *   made-up latencies wherever one was longer than that, L - i, L - 2i, ...
 *   All of its latency figures are of this mixture.  It is no measurement of
 *   what was not sent, so the load stays "closed"; the label
 *   latency_correction=wrk-heuristic keeps such runs apart.
 * - Percentiles only with --latency.  wrk takes the value of rank
 *   round(p/100 n + 0.5), among latencies in whole microseconds.
 * - Stdev is divided by n - 1, where n counts the made-up latencies too and is
 *   not said; it is kept as printed.
 * - "requests" are all responses, also those with an error status.  What ended
 *   without a response counts under connect, read or write errors alone.
 *   "timeout" are responses that came after the limit of --timeout (2 s by
 *   default): they are among the requests, but not in the latencies, so "Max"
 *   never passes that limit.
 * - Neither version, time of day nor limit is printed.
 */
#include <math.h>

#include "collect/wrk_report.h"

static bool sniff(struct span head)
{
	return wrk_report_starts(head) && !wrk_report_is_wrk2(head);
}

/* A late response can have an error status too: it is one failed request. */
static void count(const struct wrk_report *r, struct series_facts *s)
{
	if (r->completed == UNKNOWN)
		return;
	s->requests = r->completed + r->errors[WRK_CONNECT] +
		      r->errors[WRK_READ] + r->errors[WRK_WRITE];
	s->errors = 0;
	for (size_t i = 0; i < WRK_ERRORS; i++)
		s->errors += r->errors[i];
	if (s->errors > s->requests)
		s->errors = s->requests;
}

int wrk_run_write(const struct wrk_report *r, struct source_writer *out,
    struct err *err)
{
	struct run_facts facts = wrk_facts(r);
	struct series_facts total = wrk_series(&r->latency);

	facts.tool = "wrk";
	facts.offered_rps = INFINITY;
	facts.load_model = LOAD_CLOSED;
	facts.percentile_rule = "wrk";
	total.name = "total";
	count(r, &total);
	if (wrk_run_begin(r, &facts, out, err) ||
	    run_label(out, "latency_correction", "wrk-heuristic", LABEL_TOOL,
		err) ||
	    run_series(out, &total, err) || wrk_stated(&r->latency, out, err))
		return -1;
	return wrk_errors(r, out, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return wrk_reports_read(in, wrk_run_write, out, err);
}

const struct importer importer_wrk = {
	.name = "wrk-text",
	.about = "wrk: what it prints, with or without --latency",
	.evidence = "percentiles",
	.omission = "affected; wrk adds made-up latencies against it",
	.sniff = sniff,
	.import = import,
};
