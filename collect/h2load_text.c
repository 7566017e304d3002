/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report that h2load prints (nghttp2 1.0 to 1.52).
 *
 *	starting benchmark...
 *	spawning thread #0: 10 total client(s). 2000 total requests
 *	TLS Protocol: TLSv1.3
 *	Application protocol: h2
 *	progress: 10% done
 *	...
 *	finished in 248.60ms, 8044.96 req/s, 4.10MB/s
 *	requests: 2000 total, 2000 started, 2000 done, 1990 succeeded,
 *		10 failed, 0 errored, 0 timeout
 *	status codes: 1990 2xx, 0 3xx, 0 4xx, 10 5xx
 *	traffic: 1.02MB (1068890) total, 8.14KB (8340) headers ...
 *	                     min         max         mean         sd     +/- sd
 *	time for request:    135us     49.87ms      4.17ms      4.49ms   93.75%
 *	time for connect:   3.38ms     31.64ms     22.49ms      7.95ms   80.00%
 *	...
 *
 * - There are moments, and no percentiles; max stands before mean.
 * - "finished in" counts the warm-up, too, where there is one; req/s does not.
 *   So the duration is the requests done over req/s, unless that is longer
 *   than all of it: then the lines contradict each other.
 * - failed counts responses with 4xx and 5xx, and all that got none: errored,
 *   of which some are timeout.  Latencies are of all responses; to connect is
 *   not part of them.
 * - The next request of a stream leaves when the last one ended.
 * - URL, streams (-m), rate and version are not said.  Each thread says its
 *   clients.
 */
#include <math.h>

#include "base/units.h"
#include "collect/json_figure.h"
#include "collect/reports.h"

#define LONGER 1.1 /* times: more than what rounding explains */

enum figure {
	FINISHED,
	RATE,
	CLIENTS,
	DONE_REQUESTS,
	SUCCEEDED,
	FAILED,
	ERRORED,
	TIMEOUT,
	BYTES,
	MIN, /* in the order of the line */
	MAX,
	MEAN,
	DEVIATION,
};

static bool has(struct span head, const char *text)
{
	return span_find(head, span_of(text)) >= 0;
}

static bool sniff(struct span head)
{
	if (has(head, "starting benchmark...") &&
	    has(head, "spawning thread #"))
		return true;
	return has(head, "finished in ") && has(head, " req/s, ") &&
	       has(head, "status codes: ");
}

static bool begins(const struct report *r, struct span line)
{
	if (span_starts(line, SPAN("starting benchmark...")))
		return true;
	return span_starts(line, SPAN("finished in ")) &&
	       (!r || !isnan(r->figure[FINISHED]));
}

/* ---- lines ---- */

typedef int line_fn(struct report *r, struct span rest, struct pos pos,
    struct err *err);

/* "248.60ms, 8044.96 req/s, 4.10MB/s" */
static int read_finished(struct report *r, struct span rest, struct pos pos,
    struct err *err)
{
	struct span line = rest, time = span_cut(&rest, ',');
	double step;

	if (figure_parse(time, FIGURE_TIME, &r->figure[FINISHED], &step) &&
	    figure_parse(span_trim(rest), FIGURE_NUMBER, &r->figure[RATE],
		&step))
		return 0;
	return err_at(err, pos, "expected a time and a rate, got \"%.*s\"",
	    SPAN_ARG(line));
}

/* "#0: 10 total client(s). 2000 total requests" */
static int read_thread(struct report *r, struct span rest, struct pos pos,
    struct err *err)
{
	int64_t clients;

	span_cut(&rest, ':');
	if (count_parse(span_word(&rest), pos, &clients, err))
		return -1;
	if (isnan(r->figure[CLIENTS]))
		r->figure[CLIENTS] = 0;
	r->figure[CLIENTS] += (double)clients;
	return 0;
}

static int read_requests(struct report *r, struct span rest, struct pos pos,
    struct err *err)
{
	static const struct {
		const char *word;
		int figure;
	} counts[] = {
		{ "done", DONE_REQUESTS },
		{ "succeeded", SUCCEEDED },
		{ "failed", FAILED },
		{ "errored", ERRORED },
		{ "timeout", TIMEOUT },
	};

	while (rest.len) {
		struct span part = span_cut(&rest, ',');
		struct span number = span_word(&part), word = span_word(&part);
		int64_t count;

		if (count_parse(number, pos, &count, err))
			return -1;
		for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
			if (span_is(word, counts[i].word))
				r->figure[counts[i].figure] = (double)count;
	}
	return 0;
}

static int read_statuses(struct report *r, struct span rest, struct pos pos,
    struct err *err)
{
	while (rest.len) {
		struct span part = span_cut(&rest, ',');
		struct span number = span_word(&part), word = span_word(&part);
		int64_t count;

		if (count_parse(number, pos, &count, err))
			return -1;
		if (count)
			summary_status(&r->summary, word, count);
	}
	return 0;
}

/* "1.02MB (1068890) total, ..."; before 1.3, "4125025824 bytes total, ..." */
static int read_traffic(struct report *r, struct span rest, struct pos pos,
    struct err *err)
{
	struct span line = rest, total = span_cut(&rest, ',');
	int64_t bytes;

	if (span_find(total, SPAN("(")) >= 0) {
		span_cut(&total, '(');
		total = span_cut(&total, ')');
	}
	if (!span_int(span_word(&total), 0, INT64_MAX, &bytes))
		return err_at(err, pos, "expected bytes, got \"%.*s\"",
		    SPAN_ARG(line));
	r->figure[BYTES] = (double)bytes;
	return 0;
}

static int read_times(struct report *r, struct span rest, struct pos pos,
    struct err *err)
{
	for (int i = MIN; i <= DEVIATION; i++) {
		struct span word = span_word(&rest);

		if (!duration_parse(word, &r->figure[i]))
			return err_at(err, pos,
			    "expected a time with a unit, got \"%.*s\"",
			    SPAN_ARG(word));
		r->step[i] = duration_step(word);
	}
	return 0;
}

static int read_protocol(struct report *r, struct span rest, struct pos pos,
    struct err *err)
{
	(void)pos;
	(void)err;
	summary_label(&r->summary, "protocol", span_word(&rest));
	return 0;
}

static int read_tls(struct report *r, struct span rest, struct pos pos,
    struct err *err)
{
	(void)rest;
	(void)pos;
	(void)err;
	summary_label(&r->summary, "tls", SPAN("yes"));
	return 0;
}

static const struct {
	const char *start;
	line_fn *read;
} lines[] = {
	{ "finished in ", read_finished },
	{ "spawning thread ", read_thread },
	{ "requests:", read_requests },
	{ "status codes:", read_statuses },
	{ "traffic:", read_traffic },
	{ "time for request:", read_times },
	{ "Application protocol:", read_protocol },
	{ "TLS Protocol:", read_tls },
};

static int read_line(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		struct span start = span_of(lines[i].start);

		if (span_starts(line, start))
			return lines[i].read(r,
			    span_trim(span_skip(line, start.len)), pos, err);
	}
	return 0;
}

/* ---- the run ---- */

static double duration_ns(const struct report *r)
{
	double done = r->figure[DONE_REQUESTS], rate = r->figure[RATE];
	double finished = r->figure[FINISHED];

	if (rate > 0 && done > 0 && !(done / rate * 1e9 > LONGER * finished))
		return done / rate * 1e9;
	return finished;
}

/* The parts of `failed`, which are within one another. */
static void finish_errors(struct report *r)
{
	struct summary *s = &r->summary;
	double failed = r->figure[FAILED], errored = r->figure[ERRORED];
	double timeout = isnan(r->figure[TIMEOUT]) ? 0 : r->figure[TIMEOUT];

	if (isnan(failed) || isnan(r->figure[SUCCEEDED]))
		return;
	s->total.requests = llround(failed + r->figure[SUCCEEDED]);
	s->total.errors = llround(failed);
	if (isnan(errored) || errored > failed || timeout > errored)
		return;
	summary_error(s, "status", SPAN("failed"), llround(failed - errored));
	summary_error(s, "other", SPAN("errored"), llround(errored - timeout));
	summary_error(s, "timeout", SPAN("timeout"), llround(timeout));
}

static int finish(struct report *r)
{
	struct summary *s = &r->summary;

	s->run.load_model = LOAD_CLOSED;
	s->run.population = POPULATION_ALL;
	s->run.connections = report_count(r, CLIENTS);
	s->run.achieved_rps = r->figure[RATE];
	s->run.bytes_received = report_count(r, BYTES);
	s->run.duration_ns = figure_ns(duration_ns(r));
	if (isnan(r->figure[DEVIATION]))
		s->run.incomplete = "the report stops early";
	finish_errors(r);
	if (isnan(r->figure[DEVIATION]) || s->statuses.len == 0)
		return 0; /* nothing was answered: the zeros are no latencies */
	s->total.min_ns = figure_ns(r->figure[MIN]);
	s->total.max_ns = figure_ns(r->figure[MAX]);
	s->total.mean_ns = r->figure[MEAN];
	s->total.mean_step_ns = r->step[MEAN];
	s->total.stddev_ns = r->figure[DEVIATION];
	return 0;
}

static const struct report_format format = {
	.tool = "h2load",
	.expected = "finished in ..., ... req/s, ...",
	.begins = begins,
	.line = read_line,
	.finish = finish,
};

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return reports_read(in, &format, out, err);
}

const struct importer importer_h2load_text = {
	.name = "h2load-text",
	.about = "h2load: what it prints",
	.evidence = "none: moments only",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
