/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What fortio prints (1.3 to 1.38; since 1.60 its log lines are JSON).
 *
 *	Fortio 1.28.0 running at 100 queries per second, 2->2 procs, for 3s: URL
 *	Starting at 100 qps with 4 thread(s) [gomax 2] for 3s : 75 calls each
 *	Ended after 3.031839857s : 298 calls. qps=98.29
 *	Aggregated Function Time : count 298 avg 0.0047 +/- 0.005854 min 0.00077
 *		max 0.067 sum 1.43
 *	# range, mid point, percentile, count
 *	>= 0.000779654 <= 0.0008 , 0.000789827 , 0.34, 1
 *	> 0.0012 <= 0.0014 , 0.0013 , 4.03, 11
 *	# target 50% 0.00367143
 *	Error cases : count 23 avg ...
 *	Code 200 : 275 (92.3 %)
 *	Response Body/Total Sizes : count 298 avg ... sum 34799
 *	All done 298 calls (plus 4 warmup) 4.800 ms avg, 98.3 qps
 *
 *   - It says what fortio_json.c says, to 6 digits; minimum and maximum are
 *     exact.  Figures are of all calls, failed ones too.
 *   - More tables follow in the same form, of sleep and connection times, of
 *     errors, of round trips in microseconds: only the one under "Aggregated
 *     Function Time" is of latencies.
 *   - With -loglevel error the buckets and most lines are not printed.
 *   - For gRPC, threads are streams times connections, which only a line of
 *     the log tells: "with 2*2 threads".
 *   - Where the result was also written as JSON ("Successfully wrote 8934
 *     bytes of Json data to FILE"), that file is the result, and this is its
 *     log: it is not claimed, so that no run counts twice.
 *   - The time of the start is known from a log in JSON alone.
 */
#include <stdlib.h>
#include <string.h>

#include "collect/fortio_grid.h"
#include "collect/fortio_report.h"
#include "collect/importer.h"

/* "Successfully wrote 8934 bytes of Json data to http.json" */
static bool is_elsewhere(struct span line)
{
	return span_starts(line, SPAN("Successfully wrote ")) &&
	       span_find(line, SPAN("Json data to ")) > 0 &&
	       !span_ends(line, SPAN(" stdout"));
}

/* Of a log that is longer than the head, the end must be seen. */
static bool sniff(struct span head)
{
	bool found = false, ended = head.len < INPUT_HEAD_BYTES;

	while (head.len) {
		struct span line = span_trim(span_cut(&head, '\n'));

		found |= fortio_report_starts(line) ||
			 span_starts(line, FORTIO_LATENCY_LINE);
		ended |= span_starts(line, SPAN("All done ")) ||
			 span_starts(line, SPAN("Aborting because of "));
		if (is_elsewhere(line))
			return false;
	}
	return found && ended;
}

/* ---- writing ---- */

static int write_labels(const struct fortio_report *r, struct source_writer *w,
    struct err *err)
{
	if (!r->protocol)
		return 0;
	return run_label(w, "protocol", r->protocol, LABEL_TOOL, err);
}

static int write_run(struct fortio_report *r, struct source_writer *w,
    struct err *err)
{
	struct run_facts *f = &r->facts;

	if (!f->incomplete && r->asked)
		f->incomplete = fortio_stopped(r->asked, f, &r->arena);
	if (!f->incomplete && !r->done)
		f->incomplete = "the report stops early";
	if (source_run(w, f, err))
		return -1;
	return write_labels(r, w, err);
}

/* The first and last bound are those of the exact minimum and maximum. */
static int write_histogram(struct fortio_report *r, struct source_writer *w,
    struct err *err)
{
	struct fortio_buckets *b = &r->buckets;
	struct fortio_grid grid = fortio_grid_infer(b->at, b->len);

	if (grid.step_ns)
		fortio_grid_snap(&grid, b->at, b->len);
	return fortio_histogram(w, &r->moments, b, err);
}

static int write_percentiles(struct fortio_report *r, struct source_writer *w,
    struct err *err)
{
	for (size_t i = 0; r->moments.count && i < r->percentiles.len; i++) {
		struct stated_percentile p = r->percentiles.at[i];

		fortio_percentile_bounds(&r->moments, &r->buckets, &p);
		if (series_percentile(w, &p, err))
			return -1;
	}
	return 0;
}

/* Responses by status are not said before the end. */
static int64_t errors_of(const struct fortio_report *r)
{
	int64_t errors = 0;

	if (!r->done || !r->statuses.len)
		return r->errors;
	for (size_t i = 0; i < r->statuses.len; i++)
		if (!fortio_is_good(r->statuses.at[i].code))
			errors += r->statuses.at[i].count;
	return errors;
}

static int write_series(struct fortio_report *r, struct source_writer *w,
    struct err *err)
{
	struct series_facts total = SERIES_UNKNOWN;

	if (r->measured) {
		total.requests = r->moments.count;
		total.errors = errors_of(r);
	}
	if (r->percentiles.len && r->moments.count)
		total.evidence = EVIDENCE_PERCENTILES;
	if (fortio_series(w, total, &r->moments, &r->buckets, err) ||
	    write_percentiles(r, w, err))
		return -1;
	for (size_t i = 0; i < r->statuses.len; i++)
		if (fortio_status(w, r->statuses.at[i].code,
			r->statuses.at[i].count, err))
			return -1;
	return r->buckets.len ? write_histogram(r, w, err) : 0;
}

/* A table that was cut is no histogram; one that is whole must add up. */
static int check_buckets(struct fortio_report *r, struct pos pos,
    struct err *err)
{
	struct fortio_buckets *b = &r->buckets;

	if (!b->len)
		return 0;
	if (b->count == r->moments.count) {
		b->at[0].low_ns = r->moments.min_ns;
		b->at[b->len - 1].high_ns = r->moments.max_ns;
		return 0;
	}
	if (r->done)
		return err_at(err, pos,
		    "the counts of the table add up to %lld, but its heading "
		    "says %lld",
		    (long long)b->count, (long long)r->moments.count);
	b->len = 0;
	return 0;
}

static int report_write(struct fortio_report *r, struct pos pos,
    struct source_writer *w, struct err *err)
{
	if (check_buckets(r, pos, err) || write_run(r, w, err))
		return -1;
	return write_series(r, w, err);
}

/* ---- the file ---- */

/* Does this line begin another report? */
static bool is_next(const struct fortio_report *r, struct span line)
{
	if (fortio_report_starts(line))
		return true;
	return span_starts(line, FORTIO_LATENCY_LINE) &&
	       (!r->begun || r->measured);
}

static int read_next(struct fortio_report *r, struct span line, struct pos pos,
    struct source_writer *w, struct err *err)
{
	if (is_next(r, line)) {
		if (r->begun && report_write(r, pos, w, err))
			return -1;
		fortio_report_release(r);
		fortio_report_begin(r);
		r->begun = true;
	}
	return r->begun ? fortio_report_line(r, line, pos, err) : 0;
}

static int read_lines(struct input *in, struct fortio_report *r,
    struct source_writer *w, struct err *err)
{
	struct span line;
	int status;

	while ((status = input_line(in, &line, err)) == 1) {
		line = span_trim(line);
		if (read_next(r, line, input_pos(in), w, err))
			return -1;
	}
	if (status < 0)
		return -1;
	if (!r->begun)
		return err_at(err, (struct pos){ input_name(in), 0 },
		    "expected a line \"Fortio ... running at ...\"");
	return report_write(r, input_pos(in), w, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct fortio_report r;
	int status;

	fortio_report_begin(&r);
	status = read_lines(in, &r, out, err);
	fortio_report_release(&r);
	return status;
}

const struct importer importer_fortio_text = {
	.name = "fortio-text",
	.about = "fortio load: what it prints, where that is all there is",
	.evidence = "histogram",
	.omission = "not corrected: a slow answer delays the next request",
	.sniff = sniff,
	.import = import,
};
