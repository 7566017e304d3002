/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ab's percentiles, as written by `ab -e`.
 *
 *	Percentage served,Time in ms
 *	0,0.040
 *	1,0.167
 *	...
 *	99,22.626
 *	100,45.156		(later versions)
 *
 * - Times have microseconds, which the report (ab_text.c) has not.
 * - A percentile is the value behind round(p/100 n) others; 0 is the fastest.
 * - Nothing else is said, not even how many requests there were.
 */
#include <math.h>

#include "collect/json_figure.h"
#include "collect/report_line.h"
#include "collect/sniff.h"
#include "collect/summary.h"

#define HEADER SPAN("Percentage served,Time in ms")
#define STEP_NS 1e3
#define MS_MAX 1e10
#define LAST 99 /* that all versions have */

static bool sniff(struct span head)
{
	return span_starts(sniff_start(head), HEADER);
}

static int read_row(void *reader, struct span row, struct pos pos,
    struct err *err)
{
	struct summary *s = reader;
	struct span time = row, p = span_cut(&time, ',');
	double percentile, ms;

	if (!row.len)
		return 0;
	if (!span_double(p, 0, 100, &percentile) ||
	    !span_double(span_trim(time), 0, MS_MAX, &ms))
		return err_at(err, pos,
		    "expected a percentile and milliseconds, got \"%.*s\"",
		    SPAN_ARG(row));
	summary_percentile(s, percentile, ms * 1e6, STEP_NS);
	if (percentile == 0)
		s->total.min_ns = figure_ns(ms * 1e6);
	if (percentile == 100)
		s->total.max_ns = figure_ns(ms * 1e6);
	if (percentile >= LAST)
		s->run.incomplete = NULL;
	return 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct summary s;
	int status;

	summary_begin(&s, "ab");
	s.run.load_model = LOAD_CLOSED;
	s.run.population = POPULATION_ALL;
	s.run.percentile_rule = "ab";
	s.run.incomplete = "the percentiles stop early";
	status = lines_header(in, HEADER, "ab", err);
	if (!status)
		status = lines_read(in, read_row, &s, err);
	if (!status)
		status = summary_write(&s, out, err);
	summary_release(&s);
	return status;
}

const struct importer importer_ab_csv = {
	.name = "ab-csv",
	.about = "ab -e: percentiles",
	.evidence = "percentiles",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
