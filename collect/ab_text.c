/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report that ab prints (ApacheBench, httpd 2.2 to 2.4).
 *
 *	This is ApacheBench, Version 2.3 <$Revision: 1843412 $>
 *	Benchmarking 127.0.0.1 (be patient).....done
 *
 *	Server Software:        nginx/1.18.0
 *	Server Hostname:        127.0.0.1
 *	Server Port:            80
 *
 *	Document Path:          /
 *	Document Length:        162 bytes
 *
 *	Concurrency Level:      10
 *	Time taken for tests:   1.931 seconds
 *	Complete requests:      10000
 *	Failed requests:        57
 *	   (Connect: 0, Receive: 0, Length: 57, Exceptions: 0)
 *	Write errors:           0                            (to 2.4.0)
 *	Keep-Alive requests:    9990                         (with -k)
 *	Non-2xx responses:      57                           (if any)
 *	Total transferred:      3210000 bytes
 *	Requests per second:    5179.68 [#/sec] (mean)
 *	Time per request:       1.931 [ms] (mean)
 *	Time per request:       0.193 [ms] (mean, across all concurrent ...)
 *	Transfer rate:          1623.71 [Kbytes/sec] received
 *
 *	Connection Times (ms)
 *	              min  mean[+/-sd] median   max
 *	Connect:        0    0   0.1      0       4
 *	...
 *	Total:          1    2   1.0      2      21
 *
 *	Percentage of the requests served within a certain time (ms)
 *	  50%      2
 *	  ...
 *	 100%     21 (longest request)                     (not with -d)
 *
 * - Latencies are whole milliseconds, so of a fast service most are "0": a
 *   percentile is known to half a millisecond, and mean, deviation, minimum
 *   and maximum under 10 ms are left out, since they would say too little.
 *   "Time per request" is not a mean latency but the time of the whole run
 *   times the concurrency over the requests.
 * - They are of all responses, also those with an error status, and include
 *   the time to connect.  ab sends when the last answer is there.
 * - "Failed requests" counts good responses, too, where their length is not
 *   that of the first one, as dynamic pages have it; and it lacks responses
 *   with an error status of that length.  Here errors are those without a
 *   response and those of Non-2xx; Length is a functional check.
 * - A percentile is the value behind floor(p/100 n) others.
 * - Interrupted, or at the end of its time (-t), ab prints a report that looks
 *   whole.  Only "(be patient)..." without "done" tells.  What it says while it
 *   works goes to stderr.
 * - SeaweedFS prints a report that looks much the same; its "Connection Times"
 *   have other columns.
 */
#include <math.h>
#include <string.h>

#include "base/target.h"
#include "collect/json_figure.h"
#include "collect/reports.h"
#include "collect/sniff.h"

#define FIRST "This is ApacheBench"
#define MS_STEP_NS 1e6
#define TOLD_MS 10 /* a mean under this says too little */

enum figure {
	CONCURRENCY,
	TAKEN,
	COMPLETE,
	FAILED,
	WRITE_ERRORS,
	STATUS_ERRORS,
	TRANSFERRED,
	RATE,
	PORT,
	CONNECT, /* the parts of FAILED, in the order of the line */
	RECEIVE,
	LENGTH,
	EXCEPTIONS,
	TRANSFER_RATE,
	INTERRUPTED, /* 1: it was */
	KEPT_ALIVE,
};

enum place { HEAD, TIMES, PERCENTILES, DONE };

static const struct figure_line figures[] = {
	{ "Concurrency Level:", CONCURRENCY, FIGURE_NUMBER },
	{ "Time taken for tests:", TAKEN, FIGURE_TIME },
	{ "Complete requests:", COMPLETE, FIGURE_NUMBER },
	{ "Failed requests:", FAILED, FIGURE_NUMBER },
	{ "Write errors:", WRITE_ERRORS, FIGURE_NUMBER },
	{ "Non-2xx responses:", STATUS_ERRORS, FIGURE_NUMBER },
	{ "Total transferred:", TRANSFERRED, FIGURE_NUMBER },
	{ "Requests per second:", RATE, FIGURE_NUMBER },
	{ "Server Port:", PORT, FIGURE_NUMBER },
	{ "Transfer rate:", TRANSFER_RATE, FIGURE_NUMBER },
	{ "Keep-Alive requests:", KEPT_ALIVE, FIGURE_NUMBER },
};

static bool has(struct span head, const char *text)
{
	return span_find(head, span_of(text)) >= 0;
}

static bool is_named(struct span head)
{
	while (head.len)
		if (span_starts(line_clean(span_cut(&head, '\n')), SPAN(FIRST)))
			return true;
	return false;
}

static bool sniff(struct span head)
{
	if (sniff_first(head) == '<') /* a table of HTML: -w */
		return false;
	return is_named(head) ||
	       (has(head, "Concurrency Level:") &&
		   has(head, "Time taken for tests:") &&
		   has(head, "Complete requests:") && has(head, "[+/-sd]"));
}

static bool begins(const struct report *r, struct span line)
{
	static const char *const starts[] = { "Server Software:",
		"Server Hostname:", "Document Path:", "Concurrency Level:" };

	if (span_starts(line, SPAN(FIRST)))
		return true;
	if (r && isnan(r->figure[COMPLETE]))
		return false;
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (span_starts(line, span_of(starts[i])))
			return true;
	return false;
}

/* ---- lines ---- */

static bool rest_of(struct span line, const char *start, struct span *rest)
{
	if (!span_starts(line, span_of(start)))
		return false;
	*rest = span_trim(span_skip(line, strlen(start)));
	return true;
}

/* Texts; the parts of the URL wait among the labels until it is whole. */
static bool read_text(struct report *r, struct span line)
{
	struct summary *s = &r->summary;
	struct span rest;

	if (rest_of(line, "This is ApacheBench, Version ", &rest))
		s->run.tool_version = arena_span(&s->arena, span_word(&rest));
	else if (rest_of(line, "Server Hostname:", &rest))
		s->run.name = arena_span(&s->arena, rest);
	else if (rest_of(line, "Document Path:", &rest))
		s->run.target = arena_span(&s->arena, rest);
	else if (rest_of(line, "SSL/TLS Protocol:", &rest))
		summary_label(s, "tls", SPAN("yes"));
	else if (rest_of(line, "Benchmarking ", &rest) &&
		 span_ends(rest, SPAN("(be patient)...")))
		r->figure[INTERRUPTED] = 1;
	else
		return false;
	return true;
}

/* "(Connect: 0, Receive: 0, Length: 57, Exceptions: 0)" */
static int read_failures(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	for (int i = CONNECT; i <= EXCEPTIONS; i++) {
		struct span part = span_cut(&line, ',');
		int64_t count;

		span_cut(&part, ':');
		part = span_trim(part);
		if (span_ends(part, SPAN(")")))
			part.len--;
		if (count_parse(span_trim(part), pos, &count, err))
			return -1;
		r->figure[i] = (double)count;
	}
	return 0;
}

/* What whole milliseconds tell, or NAN. */
static double told_ns(double ms)
{
	return ms >= TOLD_MS ? ms * 1e6 : NAN;
}

/* "Total:          1    2   1.0      2      21" */
static int read_moments(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	struct words w = words_of(line);
	struct series_facts *total = &r->summary.total;
	double ms[6];

	if (w.len != 6)
		return 0;
	for (size_t i = 1; i < 6; i++)
		if (!span_double(w.at[i], 0, 1e12, &ms[i]))
			return err_at(err, pos,
			    "expected a time in milliseconds, got \"%.*s\"",
			    SPAN_ARG(w.at[i]));
	total->min_ns = figure_ns(told_ns(ms[1]));
	total->mean_ns = told_ns(ms[2]);
	total->mean_step_ns = 1e6;
	total->stddev_ns = told_ns(ms[3]);
	total->max_ns = figure_ns(told_ns(ms[5]));
	return 0;
}

/* "100%     21 (longest request)" */
static int read_percentile(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	struct words w = words_of(line);
	struct span p = w.at[0];
	double percentile, ms;

	if (w.len < 2 || !span_ends(p, SPAN("%")))
		return 0;
	p.len--;
	if (!span_double(p, 0, 100, &percentile) ||
	    !span_double(w.at[1], 0, 1e12, &ms))
		return err_at(err, pos,
		    "expected a percentile and milliseconds, got \"%.*s\"",
		    SPAN_ARG(line));
	summary_percentile(&r->summary, percentile, ms * 1e6, MS_STEP_NS);
	if (percentile == 100)
		r->place = DONE;
	return 0;
}

static int read_line(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	int status;

	if (r->place == DONE)
		return 1;
	if (span_starts(line, SPAN("Connection Times")))
		r->place = TIMES;
	else if (span_starts(line, SPAN("Percentage of the requests")))
		r->place = PERCENTILES;
	else if (r->place == PERCENTILES)
		return read_percentile(r, line, pos, err);
	else if (r->place == TIMES && span_starts(line, SPAN("Total:")))
		return read_moments(r, line, pos, err);
	else if (r->place == HEAD && !read_text(r, line)) {
		status = figure_read(r, figures,
		    sizeof(figures) / sizeof(*figures), line, pos, err);
		if (!status && span_starts(line, SPAN("(Connect:")))
			return read_failures(r, line, pos, err);
		return status < 0 ? -1 : 0;
	}
	return 0;
}

/* ---- the run ---- */

static const char *target_of(struct report *r)
{
	struct summary *s = &r->summary;
	const char *url;

	if (!s->run.name || !s->run.target || isnan(r->figure[PORT]))
		return NULL;
	url = arena_printf(&s->arena, "%s://%s:%.0f%s",
	    s->labels.len ? "https" : "http", s->run.name, r->figure[PORT],
	    s->run.target);
	return target_without_secrets(&s->arena, span_of(url));
}

static const char *incomplete(const struct report *r)
{
	if (isnan(r->figure[TRANSFER_RATE]) || r->place == PERCENTILES)
		return "the report stops early";
	if (!isnan(r->figure[INTERRUPTED]))
		return "interrupted";
	return NULL;
}

static void finish_errors(struct report *r)
{
	static const struct {
		int figure;
		const char *kind, *words;
	} errors[] = {
		{ CONNECT, "connect", "Failed requests: Connect" },
		{ RECEIVE, "read", "Failed requests: Receive" },
		{ EXCEPTIONS, "other", "Failed requests: Exceptions" },
		{ WRITE_ERRORS, "write", "Write errors" },
		{ STATUS_ERRORS, "status", "Non-2xx responses" },
	};
	struct summary *s = &r->summary;

	if (isnan(r->figure[FAILED]) ||
	    (r->figure[FAILED] > 0 && isnan(r->figure[EXCEPTIONS])))
		return;
	for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++) {
		int64_t count = report_count(r, errors[i].figure);

		if (count > 0)
			summary_error(s, errors[i].kind,
			    span_of(errors[i].words), count);
	}
	s->total.errors = s->errors.sum;
	if (r->figure[LENGTH] > 0)
		s->check = (struct summary_check){ "response length",
			s->total.requests - report_count(r, LENGTH),
			report_count(r, LENGTH) };
}

static int finish(struct report *r)
{
	struct summary *s = &r->summary;

	s->run.target = target_of(r);
	s->run.name = NULL;
	s->labels.len = 0; /* the URL says it */
	if (!isnan(r->figure[KEPT_ALIVE]))
		summary_label(s, "keepalive", SPAN("on"));
	s->run.load_model = LOAD_CLOSED;
	s->run.population = POPULATION_ALL;
	s->run.percentile_rule = "ab";
	s->run.incomplete = incomplete(r);
	s->run.connections = report_count(r, CONCURRENCY);
	s->run.duration_ns = figure_ns(r->figure[TAKEN]);
	s->run.achieved_rps = r->figure[RATE];
	s->run.bytes_received = report_count(r, TRANSFERRED);
	s->total.requests = report_count(r, COMPLETE);
	if (s->total.requests != UNKNOWN)
		finish_errors(r);
	return 0;
}

static const struct report_format format = {
	.tool = "ab",
	.expected = FIRST ", Version ...",
	.begins = begins,
	.line = read_line,
	.finish = finish,
};

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return reports_read(in, &format, out, err);
}

const struct importer importer_ab_text = {
	.name = "ab-text",
	.about = "ab (ApacheBench): what it prints",
	.evidence = "percentiles",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
