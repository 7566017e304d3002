/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of JMeter's summariser, on standard output and in jmeter.log.
 *
 *	Starting the test @ Sun Nov 22 16:50:46 UTC 2026 (1795366246618)
 *	summary +      1 in   0.4s =    2.7/s Avg:    57 Min:    57 Max:    57
 *		Err:     0 (0.00%) Active: 2 Started: 2 Finished: 0
 *	summary =  51878 in     5s = 10326.0/s Avg:     0 Min:     0 Max:    60
 *		Err:     0 (0.00%)
 *	... end of run
 *
 * - "+" is since the last line, "=" since the start: the last one of these is
 *   the run.  Before there is one, all is in the only "+".
 * - The name is configurable; before 2.8 it was "Generate Summary Results".
 *   jmeter.log has a date, a level and a class in front.
 * - Times are whole milliseconds, of failed samples too.  In a fast system the
 *   mean is 0, which says nothing of it.  There is no distribution.
 * - "in 5s", "in 0.4s", "in 00:00:30" is rounded; samples divided by the rate,
 *   which has a decimal, mostly say the duration better.
 * - Each "=" becomes samples of metrics, where the start is said: requests and
 *   failures so far, and the threads that were active at the "+" before it.
 *   (The dates of jmeter.log are of nobody knows which time zone.)
 * - A count that falls, and a test that starts, begin another run.
 * - Which is the last line of a test that was killed, the lines do not say: a
 *   run without its end, or with threads that are active in the end, is marked.
 * - Numbers have the decimal comma of the machine's language: decimal_point.h.
 */
#include <math.h>
#include <string.h>

#include "collect/decimal_point.h"
#include "collect/importer.h"
#include "collect/report_line.h"
#include "collect/timeline.h"

#define MS 1000000LL
#define SECONDS_MAX 1e9
#define MS_MAX 31622400000 /* a year */

struct totals {
	int64_t samples, errors;
	int64_t mean_ms, min_ms, max_ms;
	double seconds, seconds_step, rate_rps;
};

struct log {
	struct source_writer *out;
	bool any, cumulative; /* totals are there, and of "=" */
	struct totals totals;
	bool ended;
	int64_t started_at_ns;
	int64_t active; /* threads at the last "+", UNKNOWN: not said */
	char version[32];
	struct timeline timeline; /* of all runs */
};

/* ---- a line ---- */

/* What stands behind `key`. */
static bool word_after(struct span line, const char *key, struct span *word)
{
	ptrdiff_t at = span_find(line, span_of(key));
	struct span rest;

	if (at < 0)
		return false;
	rest = span_skip(line, (size_t)at + strlen(key));
	*word = span_word(&rest);
	return true;
}

static bool is_summary(struct span line)
{
	ptrdiff_t in = span_find(line, SPAN(" in ")),
		  avg = span_find(line, SPAN(" Avg: "));

	return in > 0 && avg > in && span_find(line, SPAN("/s Avg: ")) > in &&
	       span_find(line, SPAN(" Min: ")) > avg &&
	       span_find(line, SPAN(" Max: ")) > avg &&
	       span_find(line, SPAN(" Err: ")) > avg;
}

/* "5s", "0.4s", "00:00:30", "12" */
static bool elapsed_parse(struct span text, struct totals *t)
{
	char buffer[DECIMAL_MAX];
	double part;

	text = decimal_point(text, buffer);
	t->seconds = 0;
	t->seconds_step = span_find(text, SPAN(".")) < 0 ? 1 : 0.1;
	if (span_ends(text, SPAN("s")))
		text.len--;
	do {
		if (!span_double(span_cut(&text, ':'), 0, SECONDS_MAX, &part))
			return false;
		t->seconds = t->seconds * 60 + part;
	} while (text.len && t->seconds < SECONDS_MAX);
	return t->seconds < SECONDS_MAX;
}

static int number_after(struct span line, const char *key, struct pos pos,
    int64_t *out, struct err *err)
{
	struct span word = { "", 0 };

	word_after(line, key, &word);
	if (span_int(word, 0, MS_MAX, out))
		return 0;
	return err_at(err, pos, "expected a number behind \"%s\", got \"%.*s\"",
	    key + 1, SPAN_ARG(word));
}

static int read_moments(struct span line, struct pos pos, struct totals *t,
    struct err *err)
{
	struct span rate = { "", 0 };
	char buffer[DECIMAL_MAX];
	ptrdiff_t end = span_find(line, SPAN("/s Avg: "));

	for (struct span rest = { line.at, (size_t)end }; rest.len;)
		rate = span_word(&rest);
	if (!span_double(decimal_point(rate, buffer), 0, 1e12, &t->rate_rps))
		return err_at(err, pos, "expected a rate, got \"%.*s\"",
		    SPAN_ARG(rate));
	if (number_after(line, " Avg: ", pos, &t->mean_ms, err) ||
	    number_after(line, " Min: ", pos, &t->min_ms, err) ||
	    number_after(line, " Max: ", pos, &t->max_ms, err))
		return -1;
	return number_after(line, " Err: ", pos, &t->errors, err);
}

/* The sign, '+' or '=', and the count stand in front of " in ". */
static int read_totals(struct span line, struct pos pos, char *sign,
    struct totals *t, struct err *err)
{
	ptrdiff_t in = span_find(line, SPAN(" in "));
	struct span front = { line.at, (size_t)in }, count = { "", 0 },
		    mark = { "", 0 }, elapsed = { "", 0 };

	while (front.len) {
		mark = count;
		count = span_word(&front);
	}
	if (!span_is(mark, "+") && !span_is(mark, "="))
		return err_at(err, pos, "expected + or =, got \"%.*s\"",
		    SPAN_ARG(mark));
	*sign = mark.at[0];
	word_after(line, " in ", &elapsed);
	if (count_parse(count, pos, &t->samples, err))
		return -1;
	if (!elapsed_parse(elapsed, t))
		return err_at(err, pos, "expected a time, got \"%.*s\"",
		    SPAN_ARG(elapsed));
	return read_moments(line, pos, t, err);
}

/* ---- runs ---- */

static int64_t duration_of(const struct totals *t)
{
	double printed = t->seconds_step / 2 / t->seconds;
	double divided = 0.05 / t->rate_rps;

	if (t->rate_rps > 0 && t->samples && !(printed <= divided))
		return llround((double)t->samples / t->rate_rps * 1e9);
	return llround(t->seconds * 1e9);
}

static const char *incomplete_of(const struct log *l)
{
	if (l->ended || l->active == 0)
		return NULL;
	return "the log does not say that the test ended";
}

static int write_run(const struct log *l, struct err *err)
{
	const struct totals *t = &l->totals;
	struct run_facts f = RUN_UNKNOWN;
	struct series_facts s = SERIES_UNKNOWN;

	f.tool = "jmeter";
	f.tool_version = *l->version ? l->version : NULL;
	f.population = POPULATION_ALL;
	f.started_at_ns = l->started_at_ns;
	f.duration_ns = duration_of(t);
	f.achieved_rps = t->rate_rps;
	f.incomplete = incomplete_of(l);
	s.name = "total";
	s.requests = t->samples;
	s.errors = t->errors;
	if (t->samples) {
		s.mean_ns = t->mean_ms ? (double)(t->mean_ms * MS) : NAN;
		s.mean_step_ns = 2 * MS; /* it is cut off */
		s.min_ns = t->min_ms * MS;
		s.max_ns = t->max_ms * MS;
	}
	if (source_run(l->out, &f, err))
		return -1;
	return run_series(l->out, &s, err);
}

static int run_end(struct log *l, struct err *err)
{
	int status = l->any ? write_run(l, err) : 0;

	l->any = l->cumulative = l->ended = false;
	l->started_at_ns = l->active = UNKNOWN;
	return status;
}

static void keep_time(struct log *l)
{
	int64_t at_ms;

	if (l->started_at_ns == UNKNOWN)
		return;
	at_ms = l->started_at_ns / MS + llround(l->totals.seconds * 1e3);
	timeline_add(&l->timeline, TIMELINE_USERS, at_ms, l->active);
	timeline_add(&l->timeline, TIMELINE_REQUESTS, at_ms, l->totals.samples);
	timeline_add(&l->timeline, TIMELINE_FAILURES, at_ms, l->totals.errors);
}

static int take_totals(struct log *l, struct span line, struct pos pos,
    struct err *err)
{
	struct totals t;
	struct span active;
	char sign = 0;

	if (read_totals(line, pos, &sign, &t, err))
		return -1;
	if (sign == '=' && l->cumulative && t.samples < l->totals.samples &&
	    run_end(l, err))
		return -1;
	if (sign == '+' && word_after(line, " Active: ", &active) &&
	    !span_int(active, 0, MS_MAX, &l->active))
		l->active = UNKNOWN;
	if (sign == '=' || !l->any) {
		l->totals = t;
		keep_time(l);
	}
	l->cumulative |= sign == '=';
	l->any = true;
	return 0;
}

/* "Starting the test @ ... (1795366246618)", "Starting standalone test @" */
static int take_start(struct log *l, struct span line, struct err *err)
{
	ptrdiff_t at = span_find(line, SPAN("("));
	struct span ms = span_skip(line, at < 0 ? line.len : (size_t)at + 1);
	int64_t value;

	if (run_end(l, err))
		return -1;
	if (span_int(span_cut(&ms, ')'), 0, 4102444800000, &value))
		l->started_at_ns = value * MS;
	return 0;
}

static void take_version(struct log *l, struct span line)
{
	struct span word;

	if (!word_after(line, "JMeter: Version ", &word) ||
	    word.len >= sizeof(l->version))
		return;
	memcpy(l->version, word.at, word.len);
	l->version[word.len] = '\0';
}

static int take_line(void *reader, struct span line, struct pos pos,
    struct err *err)
{
	struct log *l = reader;

	if (is_summary(line))
		return take_totals(l, line, pos, err);
	if (span_starts(line, SPAN("Starting ")) &&
	    span_find(line, SPAN(" test @ ")) > 0)
		return take_start(l, line, err);
	l->ended |= span_starts(line, SPAN("... end of run")) ||
		    span_find(line, SPAN("listeners of end of test")) >= 0;
	take_version(l, line);
	return 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct log l = { .out = out,
		.started_at_ns = UNKNOWN,
		.active = UNKNOWN };
	int status = lines_read(in, take_line, &l, err);

	if (!status)
		status = run_end(&l, err);
	if (!status && !source_runs(out))
		status = err_set(err,
		    "%s: expected a line of the summariser, got none",
		    input_name(in));
	if (!status)
		status = timeline_write(&l.timeline, "jmeter", "{}", out, err);
	timeline_release(&l.timeline);
	return status;
}

static bool sniff(struct span head)
{
	return lines_any(head, is_summary);
}

const struct importer importer_jmeter_summary = {
	.name = "jmeter-summary",
	.about = "lines of JMeter's summariser: its output, or jmeter.log",
	.evidence = "none",
	.omission = "affected: latency counts from the send; paced or not, the "
		    "lines do not say",
	.sniff = sniff,
	.import = import,
};
