/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nighthawk's report as CSV (--output-format csv); nighthawk_report.h has what
 * it leaves out.
 *
 *	Nighthawk - A layer 7 protocol benchmarking tool.
 *
 *	Request start to response end (182407 samples)
 *	Min,Mean,Max,Pstdev
 *	0s 000ms 465us,0s 022ms 743us,0s 187ms 449us,0s 017ms 129us
 *	Percentile,Count,Value(microseconds),Value
 *	0.5,91212,17032,0s 017ms 032us
 *
 *	Counter,Value,Per second
 *	upstream_rq_total,182428,1520.23
 */
#include "collect/importer.h"
#include "collect/nighthawk_report.h"

#define FIELDS 4

static bool sniff(struct span head)
{
	return nighthawk_report_starts(head) &&
	       (span_find(head, SPAN("\nMin,Mean,Max,Pstdev")) >= 0 ||
		   span_find(head, SPAN("\nCounter,Value,")) >= 0);
}

static size_t split(struct span line, struct span field[FIELDS])
{
	size_t n = 0;

	while (line.len && n < FIELDS)
		field[n++] = span_trim(span_cut(&line, ','));
	return n;
}

/* "0s 000ms 465us", or a plain number with a sign at most. */
static bool is_figure(struct span field)
{
	return field.len && (field.at[0] == '-' ||
				(field.at[0] >= '0' && field.at[0] <= '9'));
}

static int read_line(struct nighthawk_report *r, struct span line,
    struct pos pos, struct err *err)
{
	int status = nighthawk_section(r, line, pos, err);
	struct span field[FIELDS];
	size_t n = split(line, field);

	if (status)
		return status < 0 ? -1 : 0;
	if (span_is(line, "Counter,Value,Per second")) {
		r->has_counters = true;
		return 0;
	}
	if (r->has_counters)
		return n == 3 ? nighthawk_counter_row(r, field, pos, err) : 0;
	if (n != FIELDS || !is_figure(field[0]))
		return 0;
	if (r->last && r->last->min_ns == UNKNOWN && r->last->is_time)
		return nighthawk_moments(r, field, pos, err);
	return nighthawk_row(r, field, field[3], pos, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return nighthawk_reports_read(in, read_line, out, err);
}

const struct importer importer_nighthawk_csv = {
	.name = "nighthawk-csv",
	.about = "nighthawk_client --output-format csv: one run",
	.evidence = "histogram",
	.omission = "not corrected; closed loop unless run with --open-loop",
	.sniff = sniff,
	.import = import,
};
