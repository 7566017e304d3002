/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What httperf prints (0.8 to 0.9.1), behind the options that it runs with.
 *
 *	httperf --client=0/1 --server=h --port=80 --uri=/ --rate=100
 *	  --send-buffer=4096 --recv-buffer=16384 --num-conns=1500 --num-calls=1
 *	Maximum connect burst length: 1
 *
 *	Total: connections 1500 requests 1500 replies 1498 test-duration 15.1 s
 *
 *	Connection rate: 99.0 conn/s (10.1 ms/conn, <=13 concurrent connections)
 *	Connection time [ms]: min 0.8 avg 23.5 max 226.9 median 20.5 stddev 13.7
 *	...
 *	Reply time [ms]: response 19.5 transfer 0.0
 *	Reply size [B]: header 184.0 content 6.0 footer 2.0 (total 192.0)
 *	Reply status: 1xx=0 2xx=1498 3xx=0 4xx=0 5xx=0
 *	...
 *	Errors: total 2 client-timo 2 socket-timo 0 connrefused 0 connreset 0
 *	Errors: fd-unavail 0 addrunavail 0 ftab-full 0 other 0
 *
 * - (The options are on one line.)  Only those are kept that are named here:
 *   --add-header may hold a password.
 * - "response" is the mean from the start of the request to the first byte of
 *   its reply, "transfer" from there to the last: together they are the
 *   latency, known to 0.1 ms on either side.  There is nothing else of it.
 * - "Connection time" is how long connections were open, with all of their
 *   calls, and no latency of a request.
 * - An error ends a connection, mostly before its request was answered: it
 *   stands for one request, which may be sent ("client-timo") or not
 *   ("connrefused").
 * - fd-unavail, addrunavail and ftab-full are httperf's own trouble: nothing
 *   was sent, and so nothing failed; they are told among the errors alone.
 * - --rate is of connections, which open by the schedule; the calls of one wait
 *   for each other.  Without it, a connection opens when the one before is
 *   done.  Sessions (--wsess, --wlog, ...) have rates of their own.
 * - "<=13 concurrent connections" is what it came to, not what was asked for.
 */
#include <math.h>

#include "base/target.h"
#include "collect/json_figure.h"
#include "collect/reports.h"

#define MS_NS 1e6
#define STEP_NS 2e5 /* of two figures with one digit behind the point */

enum figure {
	REQUESTS,
	REPLIES,
	DURATION,
	RESPONSE,
	TRANSFER,
	STATUS_1XX,
	STATUS_5XX = STATUS_1XX + 4,
	CLIENT_TIMEOUT,
	SOCKET_TIMEOUT,
	REFUSED,
	RESET,
	OTHER,
	NO_FILES,
	NO_ADDRESS,
	TABLE_FULL,
	RATE,
	CALLS,
};
enum place { HEAD, COUNTS, DONE };

static const struct {
	const char *start, *name; /* of the line; before the figure */
	enum figure figure;
} rows[] = {
	{ "Total: connections ", " requests ", REQUESTS },
	{ "Total: connections ", " replies ", REPLIES },
	{ "Total: connections ", " test-duration ", DURATION },
	{ "Reply time [ms]: ", " response ", RESPONSE },
	{ "Reply time [ms]: ", " transfer ", TRANSFER },
	{ "Reply status: ", " 1xx=", STATUS_1XX },
	{ "Reply status: ", " 2xx=", STATUS_1XX + 1 },
	{ "Reply status: ", " 3xx=", STATUS_1XX + 2 },
	{ "Reply status: ", " 4xx=", STATUS_1XX + 3 },
	{ "Reply status: ", " 5xx=", STATUS_5XX },
	{ "Errors: total ", " client-timo ", CLIENT_TIMEOUT },
	{ "Errors: total ", " socket-timo ", SOCKET_TIMEOUT },
	{ "Errors: total ", " connrefused ", REFUSED },
	{ "Errors: total ", " connreset ", RESET },
	{ "Errors: fd-unavail ", " fd-unavail ", NO_FILES },
	{ "Errors: fd-unavail ", " addrunavail ", NO_ADDRESS },
	{ "Errors: fd-unavail ", " ftab-full ", TABLE_FULL },
	{ "Errors: fd-unavail ", " other ", OTHER },
};

static bool is_options(struct span line)
{
	return span_starts(line, SPAN("httperf ")) &&
	       span_find(line, SPAN(" --client=")) > 0;
}

static bool is_total(struct span line)
{
	return span_starts(line, SPAN("Total: connections ")) &&
	       span_find(line, SPAN(" test-duration ")) > 0;
}

static bool sniff(struct span head)
{
	return lines_any(head, is_total);
}

static bool begins(const struct report *r, struct span line)
{
	return is_options(line) || (is_total(line) && (!r || r->place != HEAD));
}

/* ---- options ---- */

/* The value of "--name=value", or an empty one. */
static struct span option(struct span line, const char *name)
{
	struct span none = { line.at, 0 };
	ptrdiff_t at = span_find(line, span_of(name));

	if (at < 0)
		return none;
	line = span_skip(line, (size_t)at + span_of(name).len);
	return span_word(&line);
}

static void read_options(struct report *r, struct span line)
{
	struct summary *s = &r->summary;
	struct span server = option(line, " --server=");
	struct span port = option(line, " --port=");
	struct span uri = option(line, " --uri=");
	bool tls = span_find(line, SPAN(" --ssl ")) >= 0;

	span_double(option(line, " --rate="), 0, 1e9, &r->figure[RATE]);
	span_double(option(line, " --num-calls="), 1, 1e9, &r->figure[CALLS]);
	if (span_find(line, SPAN(" --period=")) >= 0 ||
	    span_find(line, SPAN(" --burst-length=")) >= 0 ||
	    span_find(line, SPAN(" --max-connections=")) >= 0)
		r->figure[CALLS] = NAN;
	if (!server.len)
		return;
	s->run.target = target_without_secrets(&s->arena,
	    span_of(arena_printf(&s->arena, "%s://%.*s%s%.*s%.*s",
		tls ? "https" : "http", SPAN_ARG(server), port.len ? ":" : "",
		SPAN_ARG(port), SPAN_ARG(uri))));
}

/* ---- figures ---- */

static int read_row(struct report *r, size_t row, struct span line,
    struct pos pos, struct err *err)
{
	struct span name = span_of(rows[row].name), rest;
	ptrdiff_t at = span_find(line, name);

	rest = span_skip(line, at < 0 ? line.len : (size_t)at + name.len);
	if (span_double(span_word(&rest), 0, 1e12,
		&r->figure[rows[row].figure]))
		return 0;
	return err_at(err, pos, "expected a figure behind \"%.*s\"",
	    SPAN_ARG(span_trim(name)));
}

static int read_line(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	if (r->place == DONE)
		return 1;
	if (is_options(line)) {
		read_options(r, line);
		return 0;
	}
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (span_starts(line, span_of(rows[i].start)) &&
		    read_row(r, i, line, pos, err))
			return -1;
	if (is_total(line))
		r->place = COUNTS;
	if (span_starts(line, SPAN("Errors: fd-unavail ")))
		r->place = DONE;
	return 0;
}

/* ---- the run ---- */

static void fill_load(const struct report *r, struct run_facts *run)
{
	double rate = r->figure[RATE], calls = r->figure[CALLS];

	if (isnan(calls)) /* sessions, bursts, or no options */
		return;
	if (isnan(rate)) {
		run->load_model = LOAD_CLOSED;
		run->offered_rps = INFINITY;
		run->connections = 1;
		return;
	}
	run->offered_rps = rate * calls;
	if (calls == 1)
		run->load_model = LOAD_OPEN;
}

static void fill_statuses(struct report *r)
{
	static const char *const classes[] = { "1xx", "2xx", "3xx", "4xx",
		"5xx" };

	for (int i = 0; i < 5; i++) {
		int64_t count = report_count(r, STATUS_1XX + i);

		if (count > 0)
			summary_status(&r->summary, span_of(classes[i]), count);
	}
}

/* How many requests ended with an error; those that were not sent do not. */
static int64_t fill_errors(struct report *r)
{
	static const struct {
		int figure;
		const char *kind, *words;
	} errors[] = {
		{ CLIENT_TIMEOUT, "timeout", "client-timo" },
		{ SOCKET_TIMEOUT, "timeout", "socket-timo" },
		{ REFUSED, "connect", "connrefused" },
		{ RESET, "read", "connreset" },
		{ OTHER, "other", "other" },
		{ NO_FILES, "other", "not sent: fd-unavail" },
		{ NO_ADDRESS, "other", "not sent: addrunavail" },
		{ TABLE_FULL, "other", "not sent: ftab-full" },
	};
	int64_t failed = 0;

	for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++) {
		int64_t count = report_count(r, errors[i].figure);

		if (count <= 0)
			continue;
		summary_error(&r->summary, errors[i].kind,
		    span_of(errors[i].words), count);
		failed += errors[i].figure <= OTHER ? count : 0;
	}
	return failed;
}

static void fill_counts(struct report *r)
{
	struct summary *s = &r->summary;
	int64_t replies = report_count(r, REPLIES);
	int64_t unanswered = report_count(r, REQUESTS) - replies;
	int64_t failed = fill_errors(r);

	if (failed < unanswered)
		failed = unanswered;
	s->total.requests = replies + failed;
	s->total.unanswered = failed;
	if (replies > 0) {
		s->total.mean_ns =
		    (r->figure[RESPONSE] + r->figure[TRANSFER]) * MS_NS;
		s->total.mean_step_ns = STEP_NS;
	}
}

static int finish(struct report *r)
{
	struct summary *s = &r->summary;
	double seconds = r->figure[DURATION];

	if (r->place == HEAD)
		return 1; /* the options, but no report */
	s->run.population = POPULATION_SUCCESSES;
	s->run.duration_ns = figure_ns(seconds * 1e9);
	if (seconds > 0)
		s->run.achieved_rps = r->figure[REPLIES] / seconds;
	fill_load(r, &s->run);
	fill_statuses(r);
	if (r->place == DONE)
		fill_counts(r);
	else
		s->run.incomplete = "the report stops early";
	return 0;
}

static const struct report_format format = {
	.tool = "httperf",
	.expected = "Total: connections N requests N replies N "
		    "test-duration N s",
	.begins = begins,
	.line = read_line,
	.finish = finish,
};

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return reports_read(in, &format, out, err);
}

const struct importer importer_httperf_text = {
	.name = "httperf-text",
	.about = "httperf: what it prints",
	.evidence = "none: mean only",
	.omission = "open by connection with --rate; else a closed loop",
	.sniff = sniff,
	.import = import,
};
