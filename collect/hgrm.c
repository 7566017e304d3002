/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HdrHistogram's percentile output (.hgrm), as text or CSV.
 *
 *	       Value   Percentile   TotalCount 1/(1-Percentile)
 *
 *	        0.08     0.100000         4950         1.11
 *	        ...
 *	     1803.55     1.000000        49200          inf
 *	#[Mean    =      109.302, StdDeviation   =      328.553]
 *	#[Max     =     1803.550, Total count    =        49200]
 *	#[Buckets =           35, SubBuckets     =          256]
 *
 *	"Value","Percentile","TotalCount","1/(1-Percentile)"
 *	0.08,0.100000,4950,1.11
 *
 * - Rows are bounds of buckets: hdr_ladder.h.  Java leaves the last column of
 *   the last row out or writes "Infinity".  CSV has no footers.
 * - The unit is not said.  HdrHistogram's users print milliseconds, by a ratio
 *   of 1e6 to what was recorded; that is assumed, and kept as a fact of the
 *   environment (hdr.value_unit).
 * - Values have as many digits as somebody asked for, often too few for the
 *   fast ones; a bucket is known no better than that.  Mean, StdDeviation and
 *   Max are computed from buckets of HdrHistogram.
 * - Whose values they are, and how they were measured, is not said.
 * - wrk2 prints this table within its report (wrk2_text.c), and Vegeta one that
 *   looks like it (vegeta_hdrplot.c).
 */
#include <math.h>
#include <string.h>

#include "collect/hdr_ladder.h"
#include "collect/json_figure.h"
#include "collect/report_line.h"
#include "collect/sniff.h"
#include "collect/summary.h"

#define HEADING SPAN("Value,Percentile,TotalCount,1/(1-Percentile)")
#define ROW_MAX 256 /* bytes of a line; a row has 60 */

/* Text and CSV alike as words with one blank between. */
static struct span plain_row(struct span line, char out[ROW_MAX], char sep)
{
	size_t n = 0;

	for (size_t i = 0; i < line.len && n < ROW_MAX; i++) {
		char c = line.at[i];

		if (c == '"')
			continue;
		if (c == ',' || c == ' ' || c == '\t')
			c = sep;
		if (c != sep || (n && out[n - 1] != sep))
			out[n++] = c;
	}
	return (struct span){ out, n };
}

static bool sniff(struct span head)
{
	char row[ROW_MAX];

	head = sniff_start(head);
	return span_equal(plain_row(span_trim(span_cut(&head, '\n')), row, ','),
	    HEADING);
}

static int read_line(void *reader, struct span line, struct pos pos,
    struct err *err)
{
	struct hdr_ladder *l = reader;
	char row[ROW_MAX];

	if (!line.len || line.at[0] == '#')
		return hdr_ladder_line(l, line, pos, err);
	line = plain_row(line, row, ' ');
	if (line.at[0] >= '0' && line.at[0] <= '9')
		return hdr_ladder_line(l, line, pos, err);
	if (span_starts(line, SPAN("Value ")))
		return 0;
	return err_at(err, pos, "expected a row of the table, got \"%.*s\"",
	    SPAN_ARG(line));
}

static int write_run(struct hdr_ladder *l, struct source_writer *out,
    struct err *err)
{
	struct summary s;
	int status;

	summary_begin(&s, "hdrhistogram");
	s.run.percentile_rule = "hdr";
	if (!l->whole)
		s.run.incomplete = "the percentile table stops early";
	s.histogram = l->histogram;
	l->histogram = HISTOGRAM_EMPTY;
	if (s.histogram.count) {
		s.total.mean_ns = l->mean_ns;
		s.total.mean_step_ns = HDR_LADDER_DIGIT_NS;
		s.total.stddev_ns = l->stddev_ns;
		s.total.max_ns = figure_ns(l->max_ns);
	}
	status = summary_write(&s, out, err);
	summary_release(&s);
	if (status)
		return -1;
	return source_environment(out, "hdr.value_unit",
	    "milliseconds, assumed", err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct hdr_ladder ladder = HDR_LADDER_EMPTY;
	int status;

	ladder.rounded = true;
	status = lines_read(in, read_line, &ladder, err);
	if (!status && !input_pos(in).line)
		status = err_set(err, "%s: expected a table, got nothing",
		    input_name(in));
	if (!status)
		status = write_run(&ladder, out, err);
	hdr_ladder_release(&ladder);
	return status;
}

const struct importer importer_hgrm = {
	.name = "hdr-hgrm",
	.about = "HdrHistogram's percentile output (.hgrm), text or CSV",
	.evidence = "histogram",
	.omission = "unknown: the table does not say what was measured",
	.sniff = sniff,
	.import = import,
};
