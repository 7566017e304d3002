/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report that plow prints (1.0 to 1.3).
 *
 *	Benchmarking http://h/ using 10 connection(s).
 *
 *	Summary:
 *	  Elapsed             3s
 *	  Count             8989
 *	    2xx             8625
 *	    5xx              364
 *	  RPS           2982.415
 *	  Concurrency         10
 *	  Reads        0.377MB/s
 *
 *	Error:
 *	  3  "dial tcp 127.0.0.1:1: connection refused"
 *
 *	Statistics    Min     Mean   StdDev     Max
 *	  Latency    53us    3.34ms  4.959ms  62.222ms
 *	  RPS       2828.77  2992.5  151.26   3127.05
 *
 *	Latency Percentile:
 *	  P50        P75      P90      P95      P99      P99.9     P99.99
 *	  2.059ms  3.698ms  5.794ms  7.564ms  41.231ms  46.673ms  62.222ms
 *
 *	Latency Histogram:
 *	  2.191ms   7120  79.21%
 *
 * - On a terminal the report is painted over itself; each painting begins at
 *   "Summary:", and the last one counts.
 * - What the figures mean: plow_json.c.
 */
#include <math.h>

#include "base/target.h"
#include "collect/go_error.h"
#include "collect/json_figure.h"
#include "collect/plow.h"
#include "collect/reports.h"

#define POINTS 8 /* words of a line; plow has 7 percentiles */

enum figure { COUNT, RATE, CONCURRENCY, CONNECTIONS, POINT };
enum place { HEAD, SUMMARY, ERRORS, STATISTICS, PERCENTILES, DONE };

static const struct figure_line figures[] = {
	{ "Count", COUNT, FIGURE_NUMBER },
	{ "RPS", RATE, FIGURE_NUMBER },
	{ "Concurrency", CONCURRENCY, FIGURE_NUMBER },
};

/* "Benchmarking URL [for ...|with ...] using N connection(s)." */
static bool is_first(struct span line)
{
	return span_starts(line, SPAN("Benchmarking ")) &&
	       span_find(line, SPAN(" using ")) > 0 &&
	       span_find(line, SPAN(" connection(s)")) > 0;
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
	ptrdiff_t at = span_find(line, SPAN(" using "));
	struct span rest = span_skip(line, (size_t)at + 7);
	struct words w = words_of(line);
	int64_t connections;

	if (count_parse(span_word(&rest), pos, &connections, err))
		return -1;
	r->figure[CONNECTIONS] = (double)connections;
	s->run.target = target_without_secrets(&s->arena, w.at[1]);
	return 0;
}

static bool is_heading(struct report *r, struct span line)
{
	static const struct {
		const char *text;
		enum place place;
	} headings[] = {
		{ "Summary:", SUMMARY },
		{ "Error:", ERRORS },
		{ "Statistics ", STATISTICS },
		{ "Latency Percentile:", PERCENTILES },
		{ "Latency Histogram:", DONE },
	};

	for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++) {
		if (span_starts(line, span_of(headings[i].text))) {
			r->place = (int)headings[i].place;
			return true;
		}
	}
	return false;
}

/* What an earlier painting of the report had. */
static void forget(struct report *r)
{
	struct summary *s = &r->summary;

	s->n_stated = 0;
	s->statuses = (struct summary_counts){ 0 };
	s->errors = (struct summary_counts){ 0 };
	r->figure[POINT] = NAN;
}

/* "2xx 8625", or a figure */
static int read_summary(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	struct words w = words_of(line);
	int64_t count;

	if (w.len == 2 && w.at[0].len == 3 && span_ends(w.at[0], SPAN("xx"))) {
		if (count_parse(w.at[1], pos, &count, err))
			return -1;
		summary_status(&r->summary, w.at[0], count);
		return 0;
	}
	if (figure_read(r, figures, sizeof(figures) / sizeof(*figures), line,
		pos, err) < 0)
		return -1;
	return 0;
}

static int read_error(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	struct span number = span_word(&line), words = span_trim(line);
	int64_t count;

	if (count_parse(number, pos, &count, err))
		return -1;
	if (words.len > 1 && words.at[0] == '"') {
		words = span_skip(words, 1);
		words.len -= span_ends(words, SPAN("\""));
	}
	go_error_add(&r->summary, words, count);
	return 0;
}

static int read_statistics(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	struct series_facts *total = &r->summary.total;
	struct words w = words_of(line);
	double ns[4];

	if (w.len != 5 || !span_is(w.at[0], "Latency"))
		return 0;
	for (size_t i = 0; i < 4; i++)
		if (!plow_time(w.at[i + 1], &ns[i]))
			return err_at(err, pos, "expected a time, got \"%.*s\"",
			    SPAN_ARG(w.at[i + 1]));
	total->min_ns = figure_ns(ns[0]);
	total->mean_ns = ns[1];
	total->stddev_ns = ns[2];
	total->max_ns = figure_ns(ns[3]);
	return 0;
}

/* First the line of the names, then that of the times. */
static int read_percentiles(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	struct words w = words_of(line);
	bool names = isnan(r->figure[POINT]);

	for (size_t i = 0; i < w.len && i < POINTS; i++) {
		double *p = &r->figure[POINT + (int)i], ns;
		struct span name = span_skip(w.at[i], 1);

		if (names && !span_double(name, 0, 100, p))
			return err_at(err, pos,
			    "expected a percentile, got \"%.*s\"",
			    SPAN_ARG(w.at[i]));
		if (names)
			continue;
		if (!plow_time(w.at[i], &ns))
			return err_at(err, pos, "expected a time, got \"%.*s\"",
			    SPAN_ARG(w.at[i]));
		if (!isnan(*p))
			plow_percentile(&r->summary, *p, ns);
	}
	return 0;
}

static int read_line(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	if (is_first(line))
		return read_first(r, line, pos, err);
	if (is_heading(r, line)) {
		if (r->place == SUMMARY)
			forget(r);
		return 0;
	}
	switch (r->place) {
	case SUMMARY:
		return read_summary(r, line, pos, err);
	case ERRORS:
		return read_error(r, line, pos, err);
	case STATISTICS:
		return read_statistics(r, line, pos, err);
	case PERCENTILES:
		return read_percentiles(r, line, pos, err);
	}
	return 0;
}

static int finish(struct report *r)
{
	struct summary *s = &r->summary;

	s->run.connections = report_count(r, CONNECTIONS);
	s->run.achieved_rps = r->figure[RATE];
	s->total.requests = report_count(r, COUNT);
	if (r->place != DONE)
		s->run.incomplete = "the report stops early";
	plow_finish(s);
	return 0;
}

static const struct report_format format = {
	.tool = "plow",
	.expected = "Benchmarking URL using N connection(s).",
	.begins = begins,
	.line = read_line,
	.finish = finish,
};

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return reports_read(in, &format, out, err);
}

const struct importer importer_plow_text = {
	.name = "plow-text",
	.about = "plow: what it prints",
	.evidence = "percentiles",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
