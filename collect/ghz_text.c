/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report that ghz prints (0.18 to 0.120), in the sections of sections.h.
 *
 *	Summary:
 *	  Count:	10000
 *	  Total:	50.05 s
 *	  Slowest:	56.17 ms
 *	  Fastest:	50.17 ms
 *	  Average:	50.58 ms
 *	  Requests/sec:	199.79
 *	...
 *	Latency distribution:
 *	  10 % in 50.32 ms
 *	...
 *	Status code distribution:
 *	  [OK]   10000 responses
 *
 * - Percentiles, slowest and fastest are of the calls that went well (unless
 *   --count-errors), Average is of all: it is left out where some failed.
 * - A percentile is known to its last digit; that of 0 is left out by ghz.
 * - The histogram's ends are rounded more than the percentiles: it is not used.
 * - Load model, rate and workers are not said (--async makes it open).
 */
#include <math.h>

#include "collect/go_error.h"
#include "collect/json_figure.h"
#include "collect/sections.h"

enum figure { COUNT, TOTAL, SLOWEST, FASTEST, AVERAGE, RATE };

static const struct figure_line figures[] = {
	{ "Count:", COUNT, FIGURE_NUMBER },
	{ "Total:", TOTAL, FIGURE_TIME },
	{ "Slowest:", SLOWEST, FIGURE_TIME },
	{ "Fastest:", FASTEST, FIGURE_TIME },
	{ "Average:", AVERAGE, FIGURE_TIME },
	{ "Requests/sec:", RATE, FIGURE_NUMBER },
};

/* "Count:" within the summary: no other tool has it. */
static bool sniff(struct span head)
{
	bool summary = false;

	while (head.len) {
		struct span line = line_clean(span_cut(&head, '\n'));

		if (sections_begin(NULL, line))
			summary = true;
		else if (summary && span_starts(line, SPAN("Count:")))
			return true;
		else if (line.len)
			summary = summary && span_starts(line, SPAN("Name:"));
	}
	return false;
}

static void read_error(struct report *r, struct span message, int64_t count)
{
	go_error_add(&r->summary, message, count);
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

/* Calls with the status OK; UNKNOWN if there is none of that name. */
static int64_t ok_count(const struct summary *s)
{
	for (size_t i = 0; i < s->statuses.len; i++)
		if (span_is(span_of(s->statuses.at[i].what), "OK"))
			return s->statuses.at[i].count;
	return s->statuses.len ? 0 : UNKNOWN;
}

static int finish(struct report *r)
{
	struct summary *s = &r->summary;
	int64_t ok = ok_count(s);

	if (isnan(r->figure[COUNT]))
		return 1; /* somebody else's summary */
	s->run.population = POPULATION_SUCCESSES;
	s->run.percentile_rule = "ghz";
	s->run.duration_ns = figure_ns(r->figure[TOTAL]);
	s->run.achieved_rps = r->figure[RATE];
	s->total.requests = report_count(r, COUNT);
	if (r->place != SECTION_STATUSES && r->place != SECTION_ERRORS)
		s->run.incomplete = "the report stops early";
	else if (ok != UNKNOWN && ok <= s->total.requests)
		s->total.errors = s->total.requests - ok;
	if (!s->n_stated)
		return 0; /* nothing went well */
	s->total.min_ns = figure_ns(r->figure[FASTEST]);
	s->total.max_ns = figure_ns(r->figure[SLOWEST]);
	if (s->total.errors == 0)
		s->total.mean_ns = r->figure[AVERAGE];
	s->total.mean_step_ns = r->step[AVERAGE];
	return 0;
}

static const struct report_format format = {
	.tool = "ghz",
	.expected = "Summary:",
	.begins = sections_begin,
	.line = read_line,
	.finish = finish,
};

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return reports_read(in, &format, out, err);
}

const struct importer importer_ghz_text = {
	.name = "ghz-text",
	.about = "ghz: what it prints",
	.evidence = "percentiles",
	.omission = "affected unless --async, which is not said",
	.sniff = sniff,
	.import = import,
};
