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

static int read_row(struct summary *s, struct span row, struct pos pos,
    struct err *err)
{
	struct span time = row, p = span_cut(&time, ',');
	double percentile, ms;

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

static int read_rows(struct input *in, struct summary *s, struct err *err)
{
	struct span line;
	int status = input_line(in, &line, err);

	if (status < 0)
		return -1;
	if (!status || !span_equal(line_clean(line), HEADER))
		return err_at(err, input_pos(in), "expected ab's header");
	while ((status = input_line(in, &line, err)) == 1) {
		line = span_trim(line);
		if (line.len && read_row(s, line, input_pos(in), err))
			return -1;
	}
	return status;
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
	status = read_rows(in, &s, err);
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
