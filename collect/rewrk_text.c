/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report that rewrk prints (0.1 to 0.3).
 *
 *	Beginning round 1...
 *	Benchmarking 500 connections @ http://h:3000 for 10 second(s)
 *	  Latencies:
 *	    Avg      Stdev    Min      Max
 *	    0.53ms   0.18ms   0.06ms   66.96ms
 *	  Requests:
 *	    Total: 3296342 Req/Sec: 331016.23
 *	  Transfer:
 *	    Total: 408.67 MB Transfer Rate: 41.04 MB/Sec
 *	+ --------------- + --------------- +		(with --pct)
 *	|   Percentile    |   Avg Latency   |
 *	+ --------------- + --------------- +
 *	|      99%        |     3.41ms      |
 *	...
 *
 *	  12 Errors: connection closed			(if any)
 *
 * - The table of --pct is none of percentiles: "99%" is the mean of the
 *   slowest 1 %, which is more than the 99th percentile.  It is not used.
 * - The time of the requests is their number over Req/Sec.
 * - Requests are those with a response; the errors are listed beside them, and
 *   in old versions not at all.  Error statuses count as any other, and are
 *   not said: how many errors there were is not known.
 * - A connection sends when its last request is done.
 */
#include <math.h>

#include "base/target.h"
#include "base/units.h"
#include "collect/go_error.h"
#include "collect/json_figure.h"
#include "collect/reports.h"

enum figure { CONNECTIONS, MEAN, DEVIATION, MIN, MAX, REQUESTS, RATE, BYTES };
enum place { HEAD, LATENCIES, REQUESTED, TRANSFERRED };

static bool is_first(struct span line)
{
	struct words w = words_of(line);

	return w.len >= 7 && span_is(w.at[0], "Benchmarking") &&
	       span_is(w.at[2], "connections") && span_is(w.at[3], "@") &&
	       span_is(w.at[5], "for");
}

static bool sniff(struct span head)
{
	return lines_any(head, is_first);
}

static bool begins(const struct report *r, struct span line)
{
	(void)r;
	return is_first(line);
}

static int read_first(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	struct summary *s = &r->summary;
	struct words w = words_of(line);
	int64_t connections;

	if (count_parse(w.at[1], pos, &connections, err))
		return -1;
	r->figure[CONNECTIONS] = (double)connections;
	s->run.target = target_without_secrets(&s->arena, w.at[4]);
	return 0;
}

static int read_latencies(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	struct words w = words_of(line);

	if (!w.len || span_is(w.at[0], "Avg"))
		return 0;
	for (int i = 0; i < 4; i++)
		if ((size_t)i >= w.len ||
		    !duration_parse(w.at[i], &r->figure[MEAN + i]))
			return err_at(err, pos,
			    "expected four times with units, got \"%.*s\"",
			    SPAN_ARG(line));
	r->step[MEAN] = duration_step(w.at[0]);
	r->place = HEAD;
	return 0;
}

/* "Total: 3296342 Req/Sec: 331016.23" */
static int read_requests(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	struct words w = words_of(line);
	int64_t count;

	if (w.len < 4 || !span_is(w.at[2], "Req/Sec:"))
		return err_at(err, pos,
		    "expected \"Total: N Req/Sec: R\", got \"%.*s\"",
		    SPAN_ARG(line));
	if (count_parse(w.at[1], pos, &count, err))
		return -1;
	r->figure[REQUESTS] = (double)count;
	span_double(w.at[3], 0, 1e12, &r->figure[RATE]);
	r->place = HEAD;
	return 0;
}

/* "12 Errors: connection closed" */
static int read_error(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	struct span number = span_word(&line), word = span_word(&line);
	int64_t count;

	line = span_trim(line);
	if (!span_is(word, "Errors:") && !span_is(word, "Error:"))
		return 0;
	if (count_parse(number, pos, &count, err))
		return -1;
	go_error_add(&r->summary, line, count);
	return 0;
}

static int read_line(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	double step;
	struct span rest;

	if (is_first(line))
		return read_first(r, line, pos, err);
	if (span_is(line, "Latencies:"))
		r->place = LATENCIES;
	else if (span_is(line, "Requests:"))
		r->place = REQUESTED;
	else if (span_is(line, "Transfer:"))
		r->place = TRANSFERRED;
	else if (r->place == LATENCIES)
		return read_latencies(r, line, pos, err);
	else if (r->place == REQUESTED)
		return read_requests(r, line, pos, err);
	else if (r->place == TRANSFERRED && span_starts(line, SPAN("Total:"))) {
		rest = span_skip(line, 6);
		figure_parse(rest, FIGURE_SIZE, &r->figure[BYTES], &step);
	} else
		return read_error(r, line, pos, err);
	return 0;
}

static int finish(struct report *r)
{
	struct summary *s = &r->summary;
	double requests = r->figure[REQUESTS], rate = r->figure[RATE];

	s->run.load_model = LOAD_CLOSED;
	s->run.population = POPULATION_SUCCESSES;
	s->run.connections = report_count(r, CONNECTIONS);
	s->run.achieved_rps = rate;
	s->run.bytes_received = report_count(r, BYTES);
	if (isnan(r->figure[BYTES]))
		s->run.incomplete = "the report stops early";
	if (requests > 0 && rate > 0)
		s->run.duration_ns = llround(requests / rate * 1e9);
	s->total.requests = report_count(r, REQUESTS);
	if (s->total.requests != UNKNOWN)
		s->total.requests += s->errors.sum;
	if (!(requests > 0))
		return 0;
	s->total.mean_ns = r->figure[MEAN];
	s->total.mean_step_ns = r->step[MEAN];
	s->total.stddev_ns = r->figure[DEVIATION];
	s->total.min_ns = figure_ns(r->figure[MIN]);
	s->total.max_ns = figure_ns(r->figure[MAX]);
	return 0;
}

static const struct report_format format = {
	.tool = "rewrk",
	.expected = "Benchmarking N connections @ URL for ...",
	.begins = begins,
	.line = read_line,
	.finish = finish,
};

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return reports_read(in, &format, out, err);
}

const struct importer importer_rewrk_text = {
	.name = "rewrk-text",
	.about = "rewrk: what it prints",
	.evidence = "none: moments only",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
