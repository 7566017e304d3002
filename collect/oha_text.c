/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report that oha prints: sections.h, with a "Success rate:" (1.0000 up to
 * 0.5, then 100.00%) that hey has not.
 *
 * - Times are "10.0014 secs" in old versions, and later "1.2345 sec" or
 *   "12.3456 ms", as fits: a percentile is known to its last digit.
 * - A percentile is the value behind floor(p/100 n) others.
 * - The histogram's ends are rounded more than the percentiles: it is not used.
 * - If nothing was answered, times are NaN or missing.
 * - For what the figures mean see oha.h.
 */
#include <math.h>

#include "collect/json_figure.h"
#include "collect/oha.h"
#include "collect/sections.h"

enum figure { SUCCESS, TOTAL, SLOWEST, FASTEST, AVERAGE, RATE, SIZE };

static const struct figure_line figures[] = {
	{ "Success rate:", SUCCESS, FIGURE_NUMBER },
	{ "Total:", TOTAL, FIGURE_TIME },
	{ "Slowest:", SLOWEST, FIGURE_TIME },
	{ "Fastest:", FASTEST, FIGURE_TIME },
	{ "Average:", AVERAGE, FIGURE_TIME },
	{ "Requests/sec:", RATE, FIGURE_NUMBER },
	{ "Total data:", SIZE, FIGURE_SIZE },
};

static bool sniff(struct span head)
{
	return span_find(head, SPAN("Summary:")) >= 0 &&
	       span_find(head, SPAN("Success rate:")) >= 0;
}

static void read_error(struct report *r, struct span message, int64_t count)
{
	oha_error(&r->summary, message, count);
}

static const struct sections sections = {
	.figures = figures,
	.n_figures = sizeof(figures) / sizeof(*figures),
	.error = read_error,
};

static int read_line(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	return sections_line(r, &sections, line, pos, err);
}

static int finish(struct report *r)
{
	struct summary *s = &r->summary;

	if (isnan(r->figure[SUCCESS]) && isnan(r->figure[TOTAL]))
		return 1; /* somebody else's summary */
	oha_begin(s);
	s->run.duration_ns = figure_ns(r->figure[TOTAL]);
	s->run.achieved_rps = r->figure[RATE];
	s->run.bytes_received = report_count(r, SIZE);
	if (r->place != SECTION_STATUSES && r->place != SECTION_ERRORS) {
		s->run.incomplete = "the report stops early";
	} else {
		oha_count(s);
	}
	if (!s->statuses.sum)
		return 0; /* nothing was answered */
	s->total.min_ns = figure_ns(r->figure[FASTEST]);
	s->total.max_ns = figure_ns(r->figure[SLOWEST]);
	s->total.mean_ns = r->figure[AVERAGE];
	s->total.mean_step_ns = r->step[AVERAGE];
	return 0;
}

static const struct report_format format = {
	.tool = "oha",
	.expected = "Summary:",
	.begins = sections_begin,
	.line = read_line,
	.finish = finish,
};

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return reports_read(in, &format, out, err);
}

const struct importer importer_oha_text = {
	.name = "oha-text",
	.about = "oha: what it prints",
	.evidence = "percentiles",
	.omission = "unknown: --latency-correction is not said",
	.sniff = sniff,
	.import = import,
};
