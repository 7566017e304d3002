/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vegeta's report as text: `vegeta report` (6 to 12.12).
 *
 *	Requests      [total, rate, throughput]         600, 150.25, 145.64
 *	Duration      [total, attack, wait]             4.003s, 3.993s, 9.658ms
 *	Latencies     [min, mean, 50, 90, 95, 99, max]  768.466us, 5.969ms, ...
 *	Bytes In      [total, mean]                     7664, 12.77
 *	Bytes Out     [total, mean]                     0, 0.00
 *	Success       [ratio]                           97.17%
 *	Status Codes  [code:count]                      200:583  503:17
 *	Error Set:
 *	503 Service Unavailable
 *
 * What the figures mean: vegeta_report.h.  The rest:
 *
 * - Versions differ in what they print, "[total, rate]", "[mean, 50, 95, 99,
 *   max]": the list in brackets names the values.
 * - Times have a unit each.  Since 12.1, they are rounded to the next smaller
 *   unit (5.969ms to a microsecond, 10m0s to a second) and lose their zeros at
 *   the end, so that "4.2ms" is as exact as "4.235ms"; older versions printed
 *   every digit.
 * - Many reports may stand in one file, as in logs of Kubernetes, each behind
 *   the tail ("Status Codes", "Error Set:") of the one before.  A report
 *   begins at "Requests", and nothing belongs to it before; it ends with an
 *   empty line after "Error Set:", or at the next "Requests".
 */
#include <math.h>

#include "base/units.h"
#include "collect/importer.h"
#include "collect/json_figure.h"
#include "collect/report_line.h"
#include "collect/vegeta_report.h"

#define RATE_MAX 1e12

enum place { OUTSIDE, REPORT, ERRORS };

struct reader {
	enum place place;
	struct vegeta_report report;
	struct arena arena;
	struct source_writer *out;
};

/* "[total, rate]  600, 150.25": a name and a value at a time. */
struct columns {
	struct span names, values;
};

static bool is_row(struct span line, const char *label, struct columns *c)
{
	struct span rest = line;

	if (!span_starts(line, span_of(label)))
		return false;
	span_cut(&rest, '[');
	c->names = span_cut(&rest, ']');
	c->values = span_trim(rest);
	return c->names.len > 0;
}

static bool next_column(struct columns *c, struct span *name,
    struct span *value)
{
	*name = span_trim(span_cut(&c->names, ','));
	*value = span_trim(span_cut(&c->values, ','));
	return name->len > 0;
}

static bool is_begin(struct span line)
{
	struct columns c;

	return is_row(line, "Requests", &c) &&
	       span_starts(c.names, SPAN("total, rate"));
}

static bool sniff(struct span head)
{
	for (struct span line; head.len;) {
		line = line_clean(span_cut(&head, '\n'));
		if (is_begin(line))
			return true;
	}
	return false;
}

static int number_parse(struct span text, struct pos pos, double *out,
    struct err *err)
{
	if (span_double(text, 0, RATE_MAX, out))
		return 0;
	return err_at(err, pos, "expected a number, got \"%.*s\"",
	    SPAN_ARG(text));
}

static int read_requests(struct vegeta_report *r, struct columns c,
    struct pos pos, struct err *err)
{
	struct span name, value;

	while (next_column(&c, &name, &value)) {
		if (span_is(name, "total") &&
		    count_parse(value, pos, &r->requests, err))
			return -1;
		if (span_is(name, "rate") &&
		    number_parse(value, pos, &r->rate, err))
			return -1;
	}
	return 0;
}

static int time_read(struct span text, struct pos pos, double *ns,
    struct err *err)
{
	if (span_is(text, "0") || span_is(text, "0s")) {
		*ns = 0;
		return 0;
	}
	if (duration_parse(text, ns))
		return 0;
	return err_at(err, pos, "expected a time with a unit, got \"%.*s\"",
	    SPAN_ARG(text));
}

static int read_duration(struct vegeta_report *r, struct columns c,
    struct pos pos, struct err *err)
{
	struct span name, value;

	while (next_column(&c, &name, &value)) {
		if (span_is(name, "attack") &&
		    time_read(value, pos, &r->attack_ns, err))
			return -1;
		if (span_is(name, "wait") &&
		    time_read(value, pos, &r->wait_ns, err))
			return -1;
	}
	return 0;
}

/* What the value was rounded to: see above. */
static double step_of(struct span text, double ns)
{
	static const double units[] = { 3600e9, 60e9, 1e9, 1e6, 1e3, 1 };
	double rounded = 1, printed = duration_step(text);

	for (size_t i = 0; i + 1 < sizeof(units) / sizeof(*units); i++) {
		if (ns >= units[i]) {
			rounded = units[i + 1];
			break;
		}
	}
	return printed > 0 && printed < rounded ? printed : rounded;
}

static int read_latency(struct vegeta_report *r, struct span name,
    struct span value, struct pos pos, struct err *err)
{
	double ns, p;

	if (time_read(value, pos, &ns, err))
		return -1;
	if (span_is(name, "min"))
		r->min_ns = ns;
	else if (span_is(name, "mean")) {
		r->mean_ns = ns;
		r->mean_step_ns = step_of(value, ns);
	} else if (span_is(name, "max"))
		r->max_ns = ns;
	else if (!span_double(name, 0, 100, &p))
		return err_at(err, pos, "expected a percentile, got \"%.*s\"",
		    SPAN_ARG(name));
	else if (r->n_stated < VEGETA_PERCENTILES_MAX)
		r->stated[r->n_stated++] =
		    figure_percentile(p, ns, step_of(value, ns));
	return 0;
}

static int read_latencies(struct vegeta_report *r, struct columns c,
    struct pos pos, struct err *err)
{
	struct span name, value;

	while (next_column(&c, &name, &value))
		if (read_latency(r, name, value, pos, err))
			return -1;
	return 0;
}

static int read_bytes(struct vegeta_report *r, struct columns c, struct pos pos,
    struct err *err)
{
	struct span name, value;

	while (next_column(&c, &name, &value))
		if (span_is(name, "total"))
			return count_parse(value, pos, &r->bytes_received, err);
	return 0;
}

/* "200:583  503:17" */
static int read_codes(struct reader *r, struct span text, struct pos pos,
    struct err *err)
{
	for (struct span word; text.len;) {
		struct count c;
		struct span code;

		word = span_word(&text);
		if (!word.len)
			break;
		if (r->report.codes.len == VEGETA_CODES_MAX)
			return err_at(err, pos, "expected fewer statuses");
		code = span_cut(&word, ':');
		c.what = arena_span(&r->arena, code);
		if (count_parse(word, pos, &c.count, err))
			return -1;
		*ARENA_PUSH(&r->arena, &r->report.codes) = c;
	}
	r->report.codes_stated = true;
	return 0;
}

static int report_end(struct reader *r, struct err *err)
{
	int status = 0;

	if (r->place == REPORT)
		r->report.incomplete = "the report stops early";
	if (r->place != OUTSIDE)
		status =
		    vegeta_report_write(&r->report, &r->arena, r->out, err);
	arena_release(&r->arena);
	r->place = OUTSIDE;
	return status;
}

static int report_begin(struct reader *r, struct columns c, struct pos pos,
    struct err *err)
{
	if (report_end(r, err))
		return -1;
	r->report = VEGETA_REPORT_EMPTY;
	r->place = REPORT;
	return read_requests(&r->report, c, pos, err);
}

static int read_row(struct reader *r, struct span line, struct pos pos,
    struct err *err)
{
	struct columns c;

	if (is_row(line, "Duration", &c))
		return read_duration(&r->report, c, pos, err);
	if (is_row(line, "Latencies", &c))
		return read_latencies(&r->report, c, pos, err);
	if (is_row(line, "Bytes In", &c))
		return read_bytes(&r->report, c, pos, err);
	if (is_row(line, "Status Codes", &c) && !r->report.codes_stated)
		return read_codes(r, c.values, pos, err);
	if (span_is(line, "Error Set:"))
		r->place = ERRORS;
	return 0;
}

static int read_message(struct reader *r, struct span line, struct pos pos,
    struct err *err)
{
	if (!line.len)
		return report_end(r, err);
	if (r->report.messages.len == VEGETA_ERRORS_MAX)
		return err_at(err, pos, "expected fewer errors");
	line = span_of(arena_span(&r->arena, line));
	*ARENA_PUSH(&r->arena, &r->report.messages) = line;
	return 0;
}

static int read_line(void *reader, struct span line, struct pos pos,
    struct err *err)
{
	struct reader *r = reader;
	struct columns c;

	if (is_begin(line)) {
		is_row(line, "Requests", &c);
		return report_begin(r, c, pos, err);
	}
	if (r->place == REPORT)
		return read_row(r, line, pos, err);
	if (r->place == ERRORS)
		return read_message(r, line, pos, err);
	return 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct reader r = { .out = out };
	int status = lines_read(in, read_line, &r, err);

	if (!status)
		status = report_end(&r, err);
	arena_release(&r.arena);
	if (!status && !source_runs(out))
		return err_set(err,
		    "%s: expected a line \"Requests [total, rate, ...]\"",
		    input_name(in));
	return status;
}

const struct importer importer_vegeta_text = {
	.name = "vegeta-text",
	.about = "vegeta report: what it prints, also many in one log",
	.evidence = "percentiles",
	.omission = "not affected: open loop",
	.sniff = sniff,
	.import = import,
};
