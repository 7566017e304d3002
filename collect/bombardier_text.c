/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report that bombardier prints (1.0 to 1.2).
 *
 *	Bombarding http://h/ for 10s using 200 connection(s)
 *	[==========================================================] 10s
 *	Done!
 *	Statistics        Avg      Stdev        Max
 *	  Reqs/sec      6607.00     524.56       7109
 *	  Latency       29.86ms     5.36ms   305.02ms
 *	  Latency Distribution                              (with -l)
 *	     50%    28.00ms
 *	     ...
 *	  HTTP codes:
 *	    1xx - 0, 2xx - 0, 3xx - 66561, 4xx - 0, 5xx - 0
 *	    others - 5
 *	  Errors:
 *	    dialing to the given TCP address timed out - 5
 *	  Throughput:     3.06MB/s
 *
 * - The bar is one line with many CRs in it.  -p takes parts of the report
 *   away; what is sure to be there is "Statistics".
 * - Reqs/sec is a mean of samples, as there is nothing better; how long the
 *   run was is not said but for what was asked.
 * - What the figures mean: bombardier_json.c.
 */
#include <math.h>

#include "base/target.h"
#include "base/units.h"
#include "collect/go_error.h"
#include "collect/json_figure.h"
#include "collect/reports.h"

enum figure { CONNECTIONS, RATE, MEAN, DEVIATION, MAX, OTHERS };
enum place { HEAD, LATENCY, CODES, ERRORS, DONE };

static bool is_statistics(struct span line)
{
	struct words w = words_of(line);

	return w.len == 4 && span_is(w.at[0], "Statistics") &&
	       span_is(w.at[1], "Avg") && span_is(w.at[2], "Stdev") &&
	       span_is(w.at[3], "Max");
}

/* "Bombarding URL for 10s|with N request(s) using C connection(s)" */
static bool is_first(struct span line)
{
	struct span url = line;

	span_word(&url);
	return span_starts(line, SPAN("Bombarding ")) &&
	       (span_find(line, SPAN(" for ")) > 0 ||
		   span_find(line, SPAN(" with ")) > 0) &&
	       span_find(line, SPAN(" connection")) > 0;
}

static bool sniff(struct span head)
{
	while (head.len) {
		struct span line = line_clean(span_cut(&head, '\n'));

		if (is_first(line) || is_statistics(line))
			return true;
	}
	return false;
}

static bool begins(const struct report *r, struct span line)
{
	if (is_first(line))
		return true;
	return is_statistics(line) && (!r || r->place != HEAD);
}

static int read_first(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	struct summary *s = &r->summary;
	struct words w = words_of(line);
	ptrdiff_t at = span_find(line, SPAN(" using "));
	struct span rest = span_skip(line, at < 0 ? line.len : (size_t)at + 7);
	int64_t connections;

	s->run.target = target_without_secrets(&s->arena, w.at[1]);
	if (count_parse(span_word(&rest), pos, &connections, err))
		return -1;
	r->figure[CONNECTIONS] = (double)connections;
	return 0;
}

static int read_latency(struct report *r, const struct words *w, struct pos pos,
    struct err *err)
{
	for (size_t i = 1; i <= 3; i++)
		if (!duration_parse(w->at[i], &r->figure[MEAN + (int)i - 1]))
			return err_at(err, pos,
			    "expected a time with a unit, got \"%.*s\"",
			    SPAN_ARG(w->at[i]));
	r->step[MEAN] = duration_step(w->at[1]);
	return 0;
}

/* "1xx - 0, 2xx - 9145, ..." and "others - 7" */
static int read_codes(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	while (line.len) {
		struct span part = span_cut(&line, ',');
		struct span code = span_word(&part), dash = span_word(&part);
		int64_t count;

		if (!span_is(dash, "-"))
			return err_at(err, pos,
			    "expected \"CODE - N\", got \"%.*s\"",
			    SPAN_ARG(code));
		if (count_parse(span_word(&part), pos, &count, err))
			return -1;
		if (span_is(code, "others"))
			r->figure[OTHERS] = (double)count;
		else if (count)
			summary_status(&r->summary, code, count);
	}
	return 0;
}

/* "words - 5" */
static int read_error(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	size_t end = line.len;
	struct span words, rest;
	int64_t count;

	while (end && line.at[end - 1] != '-')
		end--;
	words = span_trim((struct span){ line.at, end ? end - 1 : 0 });
	rest = span_trim(span_skip(line, end));
	if (count_parse(rest, pos, &count, err))
		return -1;
	go_error_add(&r->summary, words, count);
	return 0;
}

static bool is_heading(struct report *r, struct span line)
{
	static const struct {
		const char *text;
		enum place place;
	} headings[] = {
		{ "Latency Distribution", LATENCY },
		{ "HTTP codes:", CODES },
		{ "Errors:", ERRORS },
		{ "Throughput:", DONE },
	};

	if (is_statistics(line)) {
		r->place = LATENCY;
		return true;
	}
	for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++) {
		if (span_starts(line, span_of(headings[i].text))) {
			r->place = (int)headings[i].place;
			return true;
		}
	}
	return false;
}

static int read_line(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	struct words w = words_of(line);

	if (r->place == DONE)
		return 1;
	if (is_first(line))
		return read_first(r, line, pos, err);
	if (is_heading(r, line) || r->place == HEAD)
		return 0;
	if (r->place == CODES)
		return read_codes(r, line, pos, err);
	if (r->place == ERRORS)
		return read_error(r, line, pos, err);
	if (w.len == 4 && span_is(w.at[0], "Latency"))
		return read_latency(r, &w, pos, err);
	if (w.len == 4 && span_is(w.at[0], "Reqs/sec"))
		span_double(w.at[1], 0, 1e12, &r->figure[RATE]);
	else
		percentile_line(&r->summary, line);
	return 0;
}

static int finish(struct report *r)
{
	struct summary *s = &r->summary;

	s->run.load_model = LOAD_CLOSED;
	s->run.population = POPULATION_ALL;
	s->run.percentile_rule = "bombardier";
	s->run.connections = report_count(r, CONNECTIONS);
	s->run.achieved_rps = r->figure[RATE];
	if (r->place != DONE)
		s->run.incomplete = "the report stops early";
	if (!isnan(r->figure[OTHERS])) {
		int64_t others = report_count(r, OTHERS);

		s->total.requests = s->statuses.sum + others;
		s->total.unanswered = others;
	}
	if (!s->total.requests) {
		s->n_stated = 0; /* the zeros are no latencies */
		return 0;
	}
	s->total.mean_ns = r->figure[MEAN];
	s->total.mean_step_ns = r->step[MEAN];
	s->total.stddev_ns = r->figure[DEVIATION];
	s->total.max_ns = figure_ns(r->figure[MAX]);
	return 0;
}

static const struct report_format format = {
	.tool = "bombardier",
	.expected = "Statistics Avg Stdev Max",
	.begins = begins,
	.line = read_line,
	.finish = finish,
};

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return reports_read(in, &format, out, err);
}

const struct importer importer_bombardier_text = {
	.name = "bombardier-text",
	.about = "bombardier: what it prints",
	.evidence = "percentiles",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
