/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Nighthawk prints for people (--output-format human, the default);
 * nighthawk_report.h has what it leaves out.
 *
 *	Nighthawk - A layer 7 protocol benchmarking tool.
 *
 *	Request start to response end (182407 samples)
 *	  min: 0s 000ms 465us | mean: 0s 022ms 743us | max: ... | pstdev: ...
 *
 *	  Percentile  Count       Value
 *	  0.5         91212       0s 017ms 032us
 *	  ...
 *	Counter                                 Value       Per second
 *	upstream_rq_total                       182428      1520.23
 *
 * A counter's name of 40 bytes or more has its value glued to it, with no way
 * to tell them apart: such a row is passed over (none that is read here is so
 * long).
 */
#include "collect/importer.h"
#include "collect/nighthawk_report.h"

static bool sniff(struct span head)
{
	return nighthawk_report_starts(head) &&
	       span_find(head, SPAN("\nMin,Mean,Max,Pstdev")) < 0 &&
	       span_find(head, SPAN("\nCounter,Value,")) < 0;
}

/* "min: 0s 000ms 465us | mean: ... | max: ... | pstdev: ..." */
static int read_moments(struct nighthawk_report *r, struct span line,
    struct pos pos, struct err *err)
{
	struct span text[4];

	for (size_t i = 0; i < 4; i++) {
		struct span part = span_cut(&line, '|');

		span_cut(&part, ':');
		text[i] = span_trim(part);
	}
	return nighthawk_moments(r, text, pos, err);
}

static int read_table(struct nighthawk_report *r, struct span line,
    struct pos pos, struct err *err)
{
	struct span words[2] = { span_word(&line), span_word(&line) };

	return nighthawk_row(r, words, span_trim(line), pos, err);
}

static int read_line(struct nighthawk_report *r, struct span line,
    struct pos pos, struct err *err)
{
	int status = nighthawk_section(r, line, pos, err);
	struct words w;

	if (status)
		return status < 0 ? -1 : 0;
	if (span_starts(line, SPAN("min:")))
		return read_moments(r, line, pos, err);
	if (!r->has_counters && line.len && line.at[0] >= '0' &&
	    line.at[0] <= '9')
		return read_table(r, line, pos, err);
	w = words_of(line);
	if (w.len == 4 && span_is(w.at[0], "Counter") &&
	    span_is(w.at[1], "Value"))
		r->has_counters = true;
	else if (r->has_counters && w.len == 3)
		return nighthawk_counter_row(r, w.at, pos, err);
	return 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return nighthawk_reports_read(in, read_line, out, err);
}

const struct importer importer_nighthawk_text = {
	.name = "nighthawk-text",
	.about = "nighthawk_client: what it prints",
	.evidence = "histogram",
	.omission = "not corrected; closed loop unless run with --open-loop",
	.sniff = sniff,
	.import = import,
};
