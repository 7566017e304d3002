/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Artillery 1 prints at the end, behind a report of the same form for
 * every 10 s ("Report @ ..."), which is not read:
 *
 *	All virtual users finished
 *	Summary report @ 10:16:08(+0200) 2021-06-24
 *	  Scenarios launched:  6000
 *	  Scenarios completed: 6000
 *	  Requests completed:  6000
 *	  Mean response/sec: 99.16			(to 1.6.0: "RPS sent:")
 *	  Response time (msec):				("Request latency:")
 *	    min: 0.4
 *	    max: 52
 *	    median: 1.2
 *	    p95: 2
 *	    p99: NaN
 *	  Scenario counts:
 *	    0: 6000 (100%)
 *	  Codes:
 *	    200: 5993
 *	    502: 7
 *	  Errors:
 *	    ETIMEDOUT: 12
 *
 * - Version 1.5 calls it "Complete report @".
 * - A percentile is rounded to 0.1 ms, and NaN where there are too few answers.
 * - Behind the last count stands what else is in the log.
 * - The time is that of the end, to the second.  When the load began is not
 *   said.
 * - What the figures mean: artillery_v1.c.
 */
#include <math.h>

#include "collect/artillery.h"
#include "collect/json_figure.h"
#include "collect/reports.h"

#define MS 1e6

enum figure { USERS, COMPLETED, RATE };
enum place { HEAD, LATENCY, OTHER, CODES, ERRORS };

static const struct figure_line figures[] = {
	{ "Scenarios launched:", USERS, FIGURE_NUMBER },
	{ "Requests completed:", COMPLETED, FIGURE_NUMBER },
	{ "Mean response/sec:", RATE, FIGURE_NUMBER },
	{ "RPS sent:", RATE, FIGURE_NUMBER },
};

static bool is_title(struct span line)
{
	return span_starts(line, SPAN("Summary report @ ")) ||
	       span_starts(line, SPAN("Complete report @ "));
}

static bool sniff(struct span head)
{
	bool title = false;

	while (head.len) {
		struct span line = line_clean(span_cut(&head, '\n'));

		title |= is_title(line) || span_starts(line, SPAN("Report @ "));
		if (title && span_starts(line, SPAN("Scenarios launched:")))
			return true;
	}
	return false;
}

static bool begins(const struct report *r, struct span line)
{
	(void)r;
	return is_title(line);
}

static bool is_heading(struct report *r, struct span line)
{
	static const struct {
		const char *text;
		enum place place;
	} headings[] = {
		{ "Response time (msec):", LATENCY },
		{ "Request latency:", LATENCY },
		{ "Scenario duration:", OTHER },
		{ "Scenario counts:", OTHER },
		{ "Custom stats:", OTHER },
		{ "Codes:", CODES },
		{ "Errors:", ERRORS },
	};

	for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++) {
		if (span_is(line, headings[i].text)) {
			r->place = (int)headings[i].place;
			return true;
		}
	}
	return false;
}

/* "median: 1.2"; 1 for a line that is none of these. */
static int read_latency(struct summary *s, struct span name, struct span value,
    struct pos pos, struct err *err)
{
	static const struct {
		const char *name;
		double p;
	} rows[] = { { "min", 0 }, { "max", 100 }, { "median", 50 },
		{ "p95", 95 }, { "p99", 99 } };
	double p = NAN, ms;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (span_is(name, rows[i].name))
			p = rows[i].p;
	if (isnan(p))
		return 1;
	if (span_is(value, "NaN") || span_is(value, "null"))
		return 0;
	if (!span_double(value, 0, FIGURE_TIME_MAX_NS / MS, &ms))
		return err_at(err, pos, "expected a number, got \"%.*s\"",
		    SPAN_ARG(value));
	if (p == 0)
		s->total.min_ns = figure_ns(ms * MS);
	else if (p == 100)
		s->total.max_ns = figure_ns(ms * MS);
	else
		summary_percentile(s, p, ms * MS, 0.1 * MS);
	return 0;
}

/* "200: 5993", "ETIMEDOUT: 12"; a message may have colons of its own. */
static bool is_entry(struct span line, struct span *name, struct span *value)
{
	size_t end = line.len;

	while (end && line.at[end - 1] != ':')
		end--;
	if (end < 2)
		return false;
	*name = (struct span){ line.at, end - 1 };
	*value = span_trim(span_skip(line, end));
	return value->len > 0;
}

/* 1: it is no count. */
static int read_count(struct report *r, struct span name, struct span value)
{
	struct summary *s = &r->summary;
	int64_t count;

	if (!span_int(value, 0, COUNT_MAX, &count))
		return 1;
	if (r->place == CODES)
		artillery_v1_status(s, name, count);
	else
		summary_error(s, artillery_error_kind(name), name, count);
	return 0;
}

static int read_figure(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	size_t n = sizeof(figures) / sizeof(*figures);

	return figure_read(r, figures, n, line, pos, err) < 0 ? -1 : 0;
}

static int read_line(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	struct span name, value;

	if (is_title(line) || is_heading(r, line))
		return 0;
	if (r->place == HEAD)
		return read_figure(r, line, pos, err);
	if (r->place == OTHER)
		return 0;
	if (!is_entry(line, &name, &value))
		return 1;
	if (r->place == LATENCY)
		return read_latency(&r->summary, name, value, pos, err);
	return read_count(r, name, value);
}

static int finish(struct report *r)
{
	struct summary *s = &r->summary;

	if (isnan(r->figure[COMPLETED])) {
		s->run.incomplete = "the report stops early";
		return 0;
	}
	s->run.achieved_rps = r->figure[RATE];
	if (r->place != CODES && r->place != ERRORS && r->figure[COMPLETED] > 0)
		s->run.incomplete = "the report stops early";
	artillery_v1_finish(s, report_count(r, COMPLETED),
	    report_count(r, USERS));
	return 0;
}

static const struct report_format format = {
	.tool = "artillery",
	.expected = "Summary report @ ...",
	.begins = begins,
	.line = read_line,
	.finish = finish,
};

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return reports_read(in, &format, out, err);
}

const struct importer importer_artillery_v1_console = {
	.name = "artillery-v1-console",
	.about = "artillery run: what Artillery 1 prints",
	.evidence = "percentiles",
	.omission = "users arrive by a schedule; each waits for its answers",
	.sniff = sniff,
	.import = import,
};
