/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Artillery 2 prints at the end, behind a report of the same form for
 * every 10 s, which is not read: it has a time of day, and no date.
 *
 *	--------------------------------
 *	Summary report @ 16:59:23(+0000)
 *	--------------------------------
 *
 *	errors.ECONNREFUSED: ............................ 20
 *	http.codes.200: ................................. 91
 *	http.request_rate: .............................. 53/sec
 *	http.requests: .................................. 100
 *	http.response_time:
 *	  min: .......................................... 0
 *	  median: ....................................... 1
 *	  p99: .......................................... 2
 *	vusers.created: ................................. 20
 *
 * What the figures mean: artillery.h.  The date is not said, and neither is
 * the time that it took, to the second that would be needed for a rate.
 */
#include <math.h>

#include "collect/artillery.h"
#include "collect/importer.h"
#include "collect/json_figure.h"
#include "collect/report_line.h"

struct reader {
	bool within; /* a summary report */
	struct artillery_run run;
	struct artillery_summary *summary; /* that the next lines are of */
	struct source_writer *out;
};

/* "http.requests: ........ 100", also without the value. */
static bool is_figure(struct span line, struct span *name, struct span *value)
{
	ptrdiff_t dots = span_find(line, SPAN(": ."));

	*value = (struct span){ line.at, 0 };
	*name = line;
	if (dots < 0 && span_ends(line, SPAN(":"))) {
		name->len--;
		return true;
	}
	if (dots <= 0)
		return false;
	name->len = (size_t)dots;
	*value = span_skip(line, (size_t)dots + 2);
	while (span_starts(*value, SPAN(".")))
		*value = span_skip(*value, 1);
	*value = span_trim(*value);
	return true;
}

static bool is_begin(struct span line)
{
	return span_starts(line, SPAN("Summary report @ "));
}

static bool sniff(struct span head)
{
	char buffer[LINE_SHOWN_MAX];
	bool users = false, title = false;

	while (head.len) {
		struct span line =
		    line_uncolored(span_cut(&head, '\n'), buffer);

		users |= span_starts(line, SPAN("vusers.created: ."));
		title |= is_begin(line) ||
			 span_starts(line, SPAN("Metrics for period to: "));
	}
	return users && title;
}

static int report_end(struct reader *r, struct err *err)
{
	struct source_writer *out = r->out;
	int status = 0;

	if (r->run.users == UNKNOWN) /* one of the last counters */
		r->run.facts.incomplete = "the report stops early";
	if (r->within)
		status = artillery_write(&r->run, out, err);
	arena_release(&r->run.arena);
	*r = (struct reader){ .out = out };
	artillery_begin(&r->run);
	return status;
}

static int read_figure(struct reader *r, struct span name, struct span value,
    struct pos pos, struct err *err)
{
	int64_t count;
	double ms;

	if (!value.len) {
		r->summary = artillery_summary_of(&r->run, name);
		return 0;
	}
	if (span_find(name, SPAN(".")) < 0) {
		if (!span_double(value, 0, FIGURE_TIME_MAX_NS / 1e6, &ms))
			return err_at(err, pos,
			    "expected a number, got \"%.*s\"", SPAN_ARG(value));
		if (r->summary)
			artillery_figure(r->summary, name, ms);
		return 0;
	}
	r->summary = NULL;
	if (span_ends(value, SPAN("/sec")))
		return 0;
	if (count_parse(value, pos, &count, err))
		return -1;
	if (!artillery_counter(&r->run, name, count))
		return err_at(err, pos, "expected fewer counters");
	return 0;
}

static int read_line(void *reader, struct span line, struct pos pos,
    struct err *err)
{
	struct reader *r = reader;
	char buffer[LINE_SHOWN_MAX];
	struct span name, value;

	line = line_uncolored(line, buffer);
	if (is_begin(line)) {
		if (report_end(r, err))
			return -1;
		r->within = true;
		return 0;
	}
	if (span_starts(line, SPAN("Metrics for period to: ")) ||
	    span_starts(line, SPAN("Log file: ")))
		return report_end(r, err);
	if (r->within && is_figure(line, &name, &value))
		return read_figure(r, name, value, pos, err);
	return 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct reader r = { .out = out };
	int status;

	artillery_begin(&r.run);
	status = lines_read(in, read_line, &r, err);
	if (!status)
		status = report_end(&r, err);
	arena_release(&r.run.arena);
	if (!status && !source_runs(out))
		return err_set(err,
		    "%s: expected a line \"Summary report @ ...\"",
		    input_name(in));
	return status;
}

const struct importer importer_artillery_console = {
	.name = "artillery-console",
	.about = "artillery run: what Artillery 2 prints",
	.evidence = "percentiles",
	.omission = "users arrive by a schedule; each waits for its answers",
	.sniff = sniff,
	.import = import,
};
