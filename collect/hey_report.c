/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/hey_report.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "collect/go_error.h"
#include "collect/report_line.h"

#define SECONDS_MAX 1e6
#define QUANTUM_NS 1e5
#define FAILURES_MAX 10000 /* kinds of errors */

enum place { OUTSIDE, SUMMARY, OTHER, PERCENTILES, STATUSES, ERRORS };

struct reader {
	enum place place;
	struct hey_report report;
	hey_report_fn *write;
	struct source_writer *out;
};

static int seconds_parse(struct span word, struct pos pos, double *out,
    struct err *err)
{
	if (span_double(word, 0, SECONDS_MAX, out))
		return 0;
	return err_at(err, pos, "expected a time in seconds, got \"%.*s\"",
	    SPAN_ARG(word));
}

static int read_figure(struct hey_report *r, struct span line, struct pos pos,
    struct err *err)
{
	static const char *const starts[HEY_FIGURES] = { "Total:", "Slowest:",
		"Fastest:", "Average:", "Requests/sec:", "Total data:" };

	for (size_t i = 0; i < HEY_FIGURES; i++) {
		struct span start = span_of(starts[i]), rest = line, word;

		if (!span_starts(line, start))
			continue;
		rest = span_skip(rest, start.len);
		word = span_word(&rest);
		if (i < HEY_RATE && !span_is(word, "NaN"))
			return seconds_parse(word, pos, &r->figure[i], err);
		if (!span_is(word, "NaN") &&
		    !span_double(word, 0, 1e15, &r->figure[i]))
			return err_at(err, pos,
			    "expected a number, got \"%.*s\"", SPAN_ARG(word));
		return 0;
	}
	return 0;
}

/* "10% in 0.0006 secs" */
static int read_percentile(struct hey_report *r, struct span line,
    struct pos pos, struct err *err)
{
	struct words w = words_of(line);
	struct stated_percentile *s = &r->stated[r->n_stated];
	struct span p = w.at[0];
	double seconds;

	if (w.len != 4 || !span_ends(p, SPAN("%")) ||
	    r->n_stated == HEY_PERCENTILES_MAX)
		return 0;
	p.len--;
	if (!span_double(p, 0, 100, &s->p))
		return err_at(err, pos, "expected a percentile, got \"%.*s\"",
		    SPAN_ARG(p));
	if (seconds_parse(w.at[2], pos, &seconds, err))
		return -1;
	s->value_ns = seconds * 1e9;
	s->low_ns = fmax(s->value_ns - QUANTUM_NS / 2, 0);
	s->high_ns = s->value_ns + QUANTUM_NS / 2;
	r->n_stated++;
	return 0;
}

/* "[200]" without its brackets. */
static struct span bracketed(struct span *line)
{
	span_cut(line, '[');
	return span_trim(span_cut(line, ']'));
}

static int read_status(struct hey_report *r, struct span line, struct pos pos,
    struct err *err)
{
	struct span rest = line, code = bracketed(&rest);
	struct words w = words_of(rest);
	int64_t status, count;

	if (!span_int(code, 0, HEY_STATUS_MAX, &status) || w.len != 2 ||
	    !span_is(w.at[1], "responses"))
		return err_at(err, pos,
		    "expected \"[STATUS] N responses\", got \"%.*s\"",
		    SPAN_ARG(line));
	if (count_parse(w.at[0], pos, &count, err))
		return -1;
	if (count > COUNT_MAX - r->responses)
		return err_at(err, pos, "expected fewer responses");
	r->status[status] += count;
	r->responses += count;
	return 0;
}

static int read_failure(struct hey_report *r, struct span line, struct pos pos,
    struct err *err)
{
	struct span count = bracketed(&line);
	struct hey_failure f;

	if (count_parse(count, pos, &f.count, err))
		return -1;
	if (r->n_failures == FAILURES_MAX || f.count > COUNT_MAX - r->errors)
		return err_at(err, pos, "expected fewer errors");
	f.message = go_error_text(&r->arena, span_trim(line));
	r->failures =
	    grow(r->failures, r->n_failures, &r->cap, sizeof(*r->failures));
	r->failures[r->n_failures++] = f;
	r->errors += f.count;
	return 0;
}

static bool is_heading(struct span line, enum place *place)
{
	static const struct {
		const char *text;
		enum place place;
	} headings[] = {
		{ "Summary:", SUMMARY },
		{ "Response time histogram:", OTHER },
		{ "Latency distribution:", PERCENTILES },
		{ "Details (average, fastest, slowest):", OTHER },
		{ "Status code distribution:", STATUSES },
		{ "Error distribution:", ERRORS },
	};

	for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++) {
		if (span_is(line, headings[i].text)) {
			*place = headings[i].place;
			return true;
		}
	}
	return false;
}

static void report_begin(struct reader *r)
{
	r->report = (struct hey_report){ .ended = false };
	for (size_t i = 0; i < HEY_FIGURES; i++)
		r->report.figure[i] = NAN;
}

/* Forgets the report. */
static void report_release(struct reader *r)
{
	if (r->place != OUTSIDE) {
		free(r->report.failures);
		arena_release(&r->report.arena);
	}
	r->place = OUTSIDE;
}

static int report_end(struct reader *r, struct err *err)
{
	int status = 0;

	if (r->place != OUTSIDE)
		status = r->write(&r->report, r->out, err);
	report_release(r);
	return status;
}

static int read_row(struct reader *r, struct span line, struct pos pos,
    struct err *err)
{
	switch (r->place) {
	case SUMMARY:
		return read_figure(&r->report, line, pos, err);
	case PERCENTILES:
		return read_percentile(&r->report, line, pos, err);
	case STATUSES:
	case ERRORS:
		if (!span_starts(line, SPAN("[")))
			return report_end(r, err); /* prose behind it */
		if (r->place == STATUSES)
			return read_status(&r->report, line, pos, err);
		return read_failure(&r->report, line, pos, err);
	case OUTSIDE:
	case OTHER:
		break;
	}
	return 0;
}

static int read_line(void *reader, struct span line, struct pos pos,
    struct err *err)
{
	struct reader *r = reader;
	enum place place;

	if (!line.len)
		return 0;
	if (!is_heading(line, &place))
		return read_row(r, line, pos, err);
	if (place == SUMMARY) {
		if (report_end(r, err))
			return -1;
		report_begin(r);
	}
	if (place == SUMMARY || r->place != OUTSIDE)
		r->place = place;
	if (r->place == STATUSES)
		r->report.ended = true;
	return 0;
}

int hey_reports_read(struct input *in, hey_report_fn *write,
    struct source_writer *out, struct err *err)
{
	struct reader r = { .write = write, .out = out };
	int status = lines_read(in, read_line, &r, err);

	if (!status)
		status = report_end(&r, err);
	report_release(&r);
	if (!status && !source_runs(out))
		return err_set(err, "%s: expected a line \"Summary:\"",
		    input_name(in));
	return status;
}
