/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nighthawk's reports for people, in columns (nighthawk_text.c) and as CSV
 * (nighthawk_csv.c): sections of one statistic each, then the counters.
 *
 *   - Times are cut off at the microsecond: "0s 017ms 033us".  Their seconds
 *     come modulo 1000.
 *   - The steps 0 and 100 of the ladder are not printed; the minimum and the
 *     maximum stand for them.
 *   - Rate, connections, duration, URL and time are not said.  How long it
 *     took follows from a counter and its rate per second.
 *   - A statistic of no values has no section, a counter of 0 no row.
 */
#ifndef COLLECT_NIGHTHAWK_REPORT_H
#define COLLECT_NIGHTHAWK_REPORT_H

#include "base/input.h"
#include "collect/nighthawk.h"
#include "collect/report_line.h"

/* The first line of each. */
#define NIGHTHAWK_TITLE                                                        \
	SPAN("Nighthawk - A layer 7 protocol benchmarking tool.")

struct nighthawk_report {
	struct nighthawk_result result;
	struct nighthawk_statistic *last; /* the section; NULL: none yet */
	bool has_counters;                /* their heading was there */
	bool ended;                       /* and a blank line behind them */
	double best_rate;                 /* of the duration's counter */
	struct arena arena;
};

/*
 * A line within a report, already cleaned (report_line.h).  What is none of
 * its form's lines is passed over.
 */
typedef int nighthawk_line_fn(struct nighthawk_report *r, struct span line,
    struct pos pos, struct err *err);

/* All reports of the input, one run each. */
int nighthawk_reports_read(struct input *in, nighthawk_line_fn *read,
    struct source_writer *out, struct err *err);

/* Does a line of the head begin with the title? */
bool nighthawk_report_starts(struct span head);

/* "Request start to response end (182407 samples)"; 1, 0 for another line. */
int nighthawk_section(struct nighthawk_report *r, struct span line,
    struct pos pos, struct err *err);

/* Minimum, mean, maximum, deviation of the section. */
int nighthawk_moments(struct nighthawk_report *r, const struct span text[4],
    struct pos pos, struct err *err);

/* A row of its ladder; words: percentile, count.  Not for sizes. */
int nighthawk_row(struct nighthawk_report *r, const struct span words[2],
    struct span value, struct pos pos, struct err *err);

/* A counter; words: name, value, rate per second. */
int nighthawk_counter_row(struct nighthawk_report *r,
    const struct span words[3], struct pos pos, struct err *err);

#endif
