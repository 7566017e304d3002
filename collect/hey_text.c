/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What hey prints (to 0.1.4).
 *
 *	Summary:
 *	  Total:	0.2180 secs
 *	  Slowest:	0.0455 secs
 *	  Fastest:	0.0001 secs
 *	  Average:	0.0031 secs
 *	  Requests/sec:	4586.9374
 *
 *	  Total data:	512000 bytes
 *	  Size/request:	512 bytes
 *
 *	Response time histogram:
 *	  0.000 [1]	|
 *	  0.005 [840]	|###########
 *	  ...
 *	Latency distribution:
 *	  10% in 0.0006 secs
 *	  ...
 *	Details (average, fastest, slowest):
 *	  DNS+dialup:	0.0000 secs, 0.0001 secs, 0.0455 secs
 *	  ...
 *	Status code distribution:
 *	  [200]	1000 responses
 *
 *	Error distribution:
 *	  [20]	Get "http://127.0.0.1:8080/": dial tcp ...
 *
 * - Times are in seconds with 4 digits after the point: all are known to
 *   0.05 ms.  A percentile of 0 is left out, and so are those that the number
 *   of requests does not reach.
 * - A percentile is the value behind ceil(p/100 n) others: one rank higher
 *   than usual.
 * - The histogram has ten buckets of equal width whose ends are rounded to a
 *   millisecond.  It says less than the percentiles and is not used.
 * - Latencies are of all responses, also those with an error status; requests
 *   without one are in the error distribution alone.  How many were sent is
 *   the sum of both, and both have errors in them; Requests/sec counts both
 *   (not so before 2018-09).
 * - If nothing was answered, Average is NaN, and Slowest and Fastest 0.
 * - hey keeps the first 1,000,000 responses.  Percentiles and, in later
 *   versions, status codes are of these, but the Average is the sum of all
 *   divided by the kept ones, so it is not used.
 * - Load model, and what else is not said: see hey_csv.c.
 * - oha's report has the same headings, and a line "Success rate:".
 */
#include <math.h>
#include <stdio.h>

#include "collect/go_error.h"
#include "collect/hey_report.h"
#include "collect/wrk_report.h"

#define KEPT_MAX 1000000
#define DIGIT_NS 1e5 /* the last one of a time */

static bool sniff(struct span head)
{
	return span_find(head, SPAN("Summary:")) >= 0 &&
	       span_find(head, SPAN("Details (average, fastest, slowest):")) >=
		   0 &&
	       span_find(head, SPAN("Success rate:")) < 0 &&
	       !wrk_report_starts(head);
}

/* Responses that the rate tells of, and the counts do not. */
static bool counts_fall_short(const struct hey_report *r)
{
	double total = r->figure[HEY_TOTAL], rate = r->figure[HEY_RATE];
	double rounding = (total + rate) * 5e-5 + 1;

	return total * rate > (double)(r->responses + r->errors) + rounding;
}

static const char *incomplete(const struct hey_report *r)
{
	if (r->responses > KEPT_MAX ||
	    (r->responses == KEPT_MAX && counts_fall_short(r)))
		return "hey keeps the first 1,000,000 results alone";
	if (!r->ended || isnan(r->figure[HEY_TOTAL]) ||
	    isnan(r->figure[HEY_RATE]))
		return "the report stops early";
	if (counts_fall_short(r))
		return "the counts do not add up to Requests/sec";
	return NULL;
}

static struct run_facts facts_of(const struct hey_report *r)
{
	struct run_facts f = RUN_UNKNOWN;

	f.tool = "hey";
	f.load_model = LOAD_CLOSED;
	f.population = POPULATION_SUCCESSES;
	f.percentile_rule = "hey";
	f.incomplete = incomplete(r);
	f.achieved_rps = r->figure[HEY_RATE];
	if (!isnan(r->figure[HEY_TOTAL]))
		f.duration_ns = llround(r->figure[HEY_TOTAL] * 1e9);
	if (!isnan(r->figure[HEY_BYTES]))
		f.bytes_received = llround(r->figure[HEY_BYTES]);
	return f;
}

static int64_t time_ns(double seconds)
{
	return isnan(seconds) ? UNKNOWN : llround(seconds * 1e9);
}

static int64_t error_statuses(const struct hey_report *r)
{
	int64_t sum = 0;

	for (int i = 0; i <= HEY_STATUS_MAX; i++)
		sum += http_is_error(i) ? r->status[i] : 0;
	return sum;
}

static struct series_facts total_of(const struct hey_report *r)
{
	struct series_facts s = SERIES_UNKNOWN;

	s.name = "total";
	if (r->ended && !counts_fall_short(r)) {
		s.requests = r->responses + r->errors;
		s.errors = r->errors + error_statuses(r);
	}
	if (r->ended && !r->responses)
		return s;
	if (r->n_stated)
		s.evidence = EVIDENCE_PERCENTILES;
	if (r->responses < KEPT_MAX || !incomplete(r))
		s.mean_ns = r->figure[HEY_AVERAGE] * 1e9;
	s.mean_step_ns = DIGIT_NS;
	s.min_ns = time_ns(r->figure[HEY_FASTEST]);
	s.max_ns = time_ns(r->figure[HEY_SLOWEST]);
	return s;
}

static int write_counts(const struct hey_report *r, struct source_writer *out,
    struct err *err)
{
	for (int i = 0; i <= HEY_STATUS_MAX; i++) {
		char code[8];

		snprintf(code, sizeof(code), "%d", i);
		if (r->status[i] && series_status(out, code, r->status[i], err))
			return -1;
	}
	for (size_t i = 0; i < r->n_failures; i++) {
		const struct hey_failure *f = &r->failures[i];

		if (series_error(out, go_error_kind(span_of(f->message)),
			f->message, f->count, err))
			return -1;
	}
	return 0;
}

static int write_run(const struct hey_report *r, struct source_writer *out,
    struct err *err)
{
	struct run_facts facts = facts_of(r);
	struct series_facts total = total_of(r);

	if (source_run(out, &facts, err) || run_series(out, &total, err))
		return -1;
	for (size_t i = 0; i < r->n_stated; i++)
		if (series_percentile(out, &r->stated[i], err))
			return -1;
	return write_counts(r, out, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return hey_reports_read(in, write_run, out, err);
}

const struct importer importer_hey_text = {
	.name = "hey-text",
	.about = "hey: what it prints",
	.evidence = "percentiles",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
