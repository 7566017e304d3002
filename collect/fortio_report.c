/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/fortio_report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/target.h"
#include "base/units.h"
#include "collect/report_line.h"
#include "collect/sniff.h"

#define TITLE SPAN("Fortio ")
#define RUNNING SPAN(" running at ")
#define LIST_MAX 1000  /* percentiles, statuses */
#define TIME_MAX_S 1e9 /* of the clock */

void fortio_report_release(struct fortio_report *r)
{
	free(r->buckets.at);
	arena_release(&r->arena);
}

void fortio_report_begin(struct fortio_report *r)
{
	*r = (struct fortio_report){ .facts = fortio_run_facts(),
		.moments = { 0, UNKNOWN, UNKNOWN, UNKNOWN, NAN, NAN, 0 },
		.errors = UNKNOWN };
}

bool fortio_report_starts(struct span line)
{
	return span_starts(line, TITLE) && span_find(line, RUNNING) > 0 &&
	       span_find(line, SPAN(" queries per second")) > 0;
}

/* ---- lines ---- */

/* What stands behind `word` and a blank, up to the next blank. */
static struct span word_after(struct span line, struct span word)
{
	ptrdiff_t at = span_find(line, word);

	if (at < 0)
		return (struct span){ line.at, 0 };
	line = span_skip(line, (size_t)at + word.len);
	return span_word(&line);
}

/* "Fortio VERSION running at RATE queries per second, ..., for TIME: URL" */
static int read_title(struct fortio_report *r, struct span line, struct pos pos,
    struct err *err)
{
	struct span version = span_skip(line, TITLE.len), rest, rate;
	const char *text;
	double rps = 0;
	ptrdiff_t at;

	version.len = (size_t)span_find(version, RUNNING);
	rate = word_after(line, RUNNING);
	if (!span_is(rate, "max") && !span_double(rate, -1, 1e15, &rps))
		return err_at(err, pos, "expected a rate, got \"%.*s\"",
		    SPAN_ARG(rate));
	r->facts.offered_rps = rps > 0 ? rps : INFINITY;
	text = arena_span(&r->arena, version);
	if (fortio_is_version(text))
		r->facts.tool_version = text;
	at = span_find(line, SPAN(" procs, "));
	rest = at < 0 ? SPAN("") : span_skip(line, (size_t)at + 8);
	at = span_find(rest, SPAN(": "));
	if (at < 0)
		return 0;
	r->facts.target = target_without_secrets(&r->arena,
	    span_trim(span_skip(rest, (size_t)at + 2)));
	rest.len = (size_t)at;
	if (span_starts(rest, SPAN("for ")))
		r->asked = arena_span(&r->arena, span_skip(rest, 4));
	return 0;
}

/* "Ended after 3.03s : 298 calls. qps=98.29" */
static int read_end(struct fortio_report *r, struct span line, struct pos pos,
    struct err *err)
{
	struct span took = word_after(line, SPAN("Ended after "));
	struct span rate = word_after(line, SPAN(" qps="));
	double ns;

	if (!duration_parse(took, &ns) ||
	    !span_double(rate, 0, 1e15, &r->facts.achieved_rps))
		return err_at(err, pos,
		    "expected \"Ended after 3s : 300 calls. qps=100\", got "
		    "\"%.*s\"",
		    SPAN_ARG(line));
	r->facts.duration_ns = llround(ns);
	return 0;
}

static bool seconds_after(struct span line, struct span word, double max_s,
    double *ns)
{
	double s;

	if (!span_double(word_after(line, word), 0, max_s, &s))
		return false;
	*ns = s * 1e9;
	return true;
}

/* The last digit of "0.0047" or "4.7e-05", which are seconds. */
static double digit_ns(struct span number)
{
	struct span exponent = number, digits = span_cut(&exponent, 'e');
	double power = 0;

	span_cut(&digits, '.');
	span_double(exponent, -99, 99, &power);
	return pow(10, power - (double)digits.len) * 1e9;
}

/* "count 298 avg 0.0047 +/- 0.0058 min 0.0007 max 0.067 sum 1.43" */
static int read_moments(struct fortio_report *r, struct span line,
    struct pos pos, struct err *err)
{
	struct fortio_moments *m = &r->moments;
	const double max_s = FORTIO_LATENCY_MAX_S;
	double min, max, sum;

	if (!span_int(word_after(line, SPAN(" count ")), 0, FORTIO_COUNT_MAX,
		&m->count) ||
	    !seconds_after(line, SPAN(" avg "), max_s, &m->mean_ns) ||
	    !seconds_after(line, SPAN(" +/- "), max_s, &m->stddev_ns) ||
	    !seconds_after(line, SPAN(" min "), max_s, &min) ||
	    !seconds_after(line, SPAN(" max "), max_s, &max) ||
	    !seconds_after(line, SPAN(" sum "), FORTIO_SUM_MAX_S, &sum))
		return err_at(err, pos,
		    "expected count, avg, +/-, min, max and sum, got "
		    "\"%.*s\"",
		    SPAN_ARG(line));
	r->measured = r->in_latency = true;
	if (!m->count) {
		m->mean_ns = m->stddev_ns = NAN;
		return 0;
	}
	m->mean_step_ns = digit_ns(word_after(line, SPAN(" avg ")));
	m->min_ns = llround(min);
	m->max_ns = llround(max);
	m->sum_ns = UNKNOWN; /* printed with six digits, so not exact */
	return 0;
}

/* "> 0.0012 <= 0.0014 , 0.0013 , 4.03, 11" */
static int read_bucket(struct fortio_report *r, struct span line,
    struct pos pos, struct err *err)
{
	struct span rest = line;
	struct words w = words_of(span_cut(&rest, ','));
	const double max_s = FORTIO_LATENCY_MAX_S;
	struct fortio_buckets *b = &r->buckets;
	double low, high;
	int64_t n;

	span_cut(&rest, ','); /* the middle */
	span_cut(&rest, ','); /* the percentile */
	if (w.len != 4 || !span_is(w.at[2], "<=") ||
	    !span_double(w.at[1], 0, max_s, &low) ||
	    !span_double(w.at[3], 0, max_s, &high) ||
	    !span_int(span_trim(rest), 1, FORTIO_COUNT_MAX - b->count, &n))
		return err_at(err, pos,
		    "expected \"> LOW <= HIGH , MID , PERCENT, COUNT\", got "
		    "\"%.*s\"",
		    SPAN_ARG(line));
	if (high < low ||
	    (b->len && llround(low * 1e9) < b->at[b->len - 1].high_ns))
		return err_at(err, pos,
		    "the buckets are not in ascending order");
	b->at = grow(b->at, b->len, &b->cap, sizeof(*b->at));
	b->at[b->len++] =
	    (struct bucket){ llround(low * 1e9), llround(high * 1e9), n };
	b->count += n;
	return 0;
}

/* "# target 50% 0.00367143" */
static int read_target(struct fortio_report *r, struct span line,
    struct pos pos, struct err *err)
{
	struct words w = words_of(line);
	struct stated_percentile p = { 0 };
	struct span share = w.len == 4 ? w.at[2] : SPAN("");
	double s;

	if (share.len)
		share.len--;
	if (w.len != 4 || !span_double(share, 0, 100, &p.p) ||
	    !span_double(w.at[3], 0, FORTIO_LATENCY_MAX_S, &s) ||
	    r->percentiles.len == LIST_MAX)
		return err_at(err, pos,
		    "expected \"# target 50%% SECONDS\", got \"%.*s\"",
		    SPAN_ARG(line));
	p.value_ns = s * 1e9;
	*ARENA_PUSH(&r->arena, &r->percentiles) = p;
	return 0;
}

/* "Code 200 : 275 (92.3 %)", "Health SERVING : 100", "tcp OK : 150 (...)" */
static const struct {
	const char *word, *protocol;
} status_lines[] = {
	{ "Code ", "http" },
	{ "Health ", "grpc" },
	{ "Ping ", "grpc" },
	{ "tcp ", "tcp" },
	{ "udp ", "udp" },
};

static int read_status(struct fortio_report *r, struct span line, size_t kind,
    struct pos pos, struct err *err)
{
	ptrdiff_t colon = span_find(line, SPAN(" : "));
	struct span code = line, count;
	struct fortio_count s;

	if (colon < 0)
		return 0;
	count = span_skip(line, (size_t)colon + 3);
	code.len = (size_t)colon;
	code = span_skip(code, strlen(status_lines[kind].word));
	if (!span_int(span_word(&count), 0, FORTIO_COUNT_MAX, &s.count) ||
	    r->statuses.len == LIST_MAX)
		return err_at(err, pos,
		    "expected \"Code 200 : COUNT\", got \"%.*s\"",
		    SPAN_ARG(line));
	r->protocol = status_lines[kind].protocol;
	s.code = arena_span(&r->arena, span_trim(code));
	*ARENA_PUSH(&r->arena, &r->statuses) = s;
	return 0;
}

/* "with 4 thread(s)", or of gRPC "with 2*2 threads": streams, connections. */
static void read_threads(struct fortio_report *r, struct span line)
{
	struct span word = word_after(line, SPAN(" with "));
	struct span last = word;
	int64_t n;

	while (span_find(last, SPAN("*")) >= 0)
		span_cut(&last, '*');
	if (last.len < word.len)
		r->protocol = "grpc";
	else if (r->protocol && strcmp(r->protocol, "grpc") == 0)
		return; /* has been said by the line of the log */
	if (span_int(last, 1, 1 << 30, &n))
		r->facts.connections = n;
}

/* {"ts":1795366799.506833,...,"msg":"Run ended","elapsed":2486962182,...} */
static void read_log(struct fortio_report *r, struct span line)
{
	struct span message, time, elapsed;
	double s;
	int64_t ns;

	if (json_key_value(line, "msg", &message) &&
	    span_is(message, "\"Run ended\"") &&
	    json_key_value(line, "ts", &time) &&
	    json_key_value(line, "elapsed", &elapsed) &&
	    span_double(time, 0, TIME_MAX_S * 5, &s) &&
	    span_int(elapsed, 0, INT64_C(1) << 60, &ns))
		r->facts.started_at_ns = llround(s * 1e6) * 1000 - ns;
}

/* "Aborting because of error 503 for URL (90 bytes)" */
static void read_abort(struct fortio_report *r, struct span line)
{
	struct span why = span_skip(line, strlen("Aborting because of "));
	ptrdiff_t at = span_find(why, SPAN(" for "));

	if (at >= 0)
		why.len = (size_t)at;
	r->facts.incomplete =
	    arena_printf(&r->arena, "stopped: %.*s", SPAN_ARG(why));
}

/* A table of something else, or its heading. */
static void read_heading(struct fortio_report *r, struct span line)
{
	int64_t n;

	r->in_latency = false;
	if (span_is(line, "Error cases : no data"))
		r->errors = 0;
	if (span_starts(line, SPAN("Error cases : count ")) &&
	    span_int(word_after(line, SPAN(" count ")), 0, FORTIO_COUNT_MAX,
		&n))
		r->errors = n;
	if (span_starts(line, SPAN("Response Body/Total Sizes :")) &&
	    span_int(word_after(line, SPAN(" sum ")), 0, INT64_C(1) << 62, &n))
		r->facts.bytes_received = n;
}

static int read_table(struct fortio_report *r, struct span line, struct pos pos,
    struct err *err)
{
	if (!r->in_latency)
		return 0;
	if (span_starts(line, SPAN("# target ")))
		return read_target(r, line, pos, err);
	return line.at[0] == '>' ? read_bucket(r, line, pos, err) : 0;
}

int fortio_report_line(struct fortio_report *r, struct span line,
    struct pos pos, struct err *err)
{
	size_t n = sizeof(status_lines) / sizeof(*status_lines);

	if (!line.len)
		return 0;
	if (line.at[0] == '#' || line.at[0] == '>')
		return read_table(r, line, pos, err);
	if (line.at[0] == '{')
		read_log(r, line);
	if (fortio_report_starts(line))
		return read_title(r, line, pos, err);
	if (span_starts(line, SPAN("Ended after ")))
		return read_end(r, line, pos, err);
	if (span_starts(line, FORTIO_LATENCY_LINE))
		return read_moments(r, line, pos, err);
	if (span_starts(line, SPAN("Aborting because of ")))
		read_abort(r, line);
	if (span_starts(line, SPAN("All done ")))
		r->done = true;
	if (span_find(line, SPAN(" thread(s) ")) > 0 ||
	    span_find(line, SPAN(" threads at ")) > 0)
		read_threads(r, line);
	for (size_t i = 0; i < n; i++)
		if (span_starts(line, span_of(status_lines[i].word)))
			return read_status(r, line, i, pos, err);
	if (span_find(line, SPAN(" : count ")) > 0 ||
	    span_find(line, SPAN(" : no data")) > 0)
		read_heading(r, line);
	return 0;
}
