/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/nighthawk_report.h"

#include <string.h>

#define DIGIT_NS 1000 /* the last one printed: a microsecond */
#define COUNTERS_MAX 10000

/* ---- words ---- */

static const struct {
	const char *words, *id;
} friendly_names[] = {
	{ "Queueing and connection setup latency",
	    "benchmark_http_client.queue_to_connect" },
	{ "Request start to response end", NIGHTHAWK_LATENCY },
	{ "Response body size in bytes",
	    "benchmark_http_client.response_body_size" },
	{ "Response header size in bytes",
	    "benchmark_http_client.response_header_size" },
	{ "Initiation to completion", "sequencer.callback" },
	{ "Blocking. Results are skewed when significant numbers are reported "
	  "here.",
	    NIGHTHAWK_BLOCKING },
};

static const char *id_of(struct span words, struct arena *a)
{
	size_t n = sizeof(friendly_names) / sizeof(*friendly_names);

	for (size_t i = 0; i < n; i++)
		if (span_is(words, friendly_names[i].words))
			return friendly_names[i].id;
	return arena_span(a, words);
}

/* A whole number with its unit behind it: "033us". */
static bool parse_part(struct span word, const char *unit, int64_t *out)
{
	if (!span_ends(word, span_of(unit)))
		return false;
	word.len -= strlen(unit);
	return span_int(word, 0, 999999, out);
}

/* "0s 017ms 033us" */
static bool parse_time(struct span text, int64_t *ns)
{
	struct span rest = text, s = span_word(&rest), ms = span_word(&rest);
	struct span us = span_word(&rest);
	int64_t part[3];

	if (span_trim(rest).len || !parse_part(s, "s", &part[0]) ||
	    !parse_part(ms, "ms", &part[1]) || !parse_part(us, "us", &part[2]))
		return false;
	*ns = ((part[0] * 1000 + part[1]) * 1000 + part[2]) * 1000;
	return true;
}

static int expect_time(struct span text, struct pos pos, int64_t *ns,
    struct err *err)
{
	if (parse_time(text, ns))
		return 0;
	return err_at(err, pos,
	    "expected a time as \"0s 017ms 033us\", got "
	    "\"%.*s\"",
	    SPAN_ARG(text));
}

/* ---- lines ---- */

int nighthawk_section(struct nighthawk_report *r, struct span line,
    struct pos pos, struct err *err)
{
	struct span samples = SPAN(" samples)"), name = line, count;
	size_t at;

	if (!span_ends(line, samples))
		return 0;
	for (at = line.len; at && line.at[at - 1] != '('; at--)
		;
	if (at < 2)
		return 0;
	count = (struct span){ line.at + at, line.len - samples.len - at };
	name.len = at - 1;
	r->last = nighthawk_statistic_add(&r->result,
	    id_of(span_trim(name), &r->arena), &r->arena);
	if (!r->last)
		return err_at(err, pos, "more than %d statistics",
		    NIGHTHAWK_STATISTICS_MAX);
	return count_parse(count, pos, &r->last->count, err) ? -1 : 1;
}

int nighthawk_moments(struct nighthawk_report *r, const struct span text[4],
    struct pos pos, struct err *err)
{
	int64_t mean, deviation;
	double number;

	if (!r->last)
		return err_at(err, pos,
		    "expected the name of a statistic "
		    "before its figures");
	r->last->is_time = !span_double(text[1], -1e300, 1e300, &number);
	if (!r->last->is_time)
		return 0;
	if (expect_time(text[0], pos, &r->last->min_ns, err) ||
	    expect_time(text[1], pos, &mean, err) ||
	    expect_time(text[2], pos, &r->last->max_ns, err) ||
	    expect_time(text[3], pos, &deviation, err))
		return -1;
	r->last->mean_ns = (double)mean;
	r->last->stddev_ns = (double)deviation;
	return 0;
}

int nighthawk_row(struct nighthawk_report *r, const struct span words[2],
    struct span value, struct pos pos, struct err *err)
{
	struct nighthawk_step step;

	if (!r->last || !r->last->is_time)
		return 0;
	if (!span_double(words[0], 0, 1, &step.p))
		return err_at(err, pos,
		    "expected a percentile of 0 to 1, got \"%.*s\"",
		    SPAN_ARG(words[0]));
	step.p *= 100;
	if (count_parse(words[1], pos, &step.count, err) ||
	    expect_time(value, pos, &step.value_ns, err))
		return -1;
	if (!nighthawk_step_add(r->last, step, &r->arena))
		return err_at(err, pos,
		    "expected percentiles, counts and values that grow");
	return 0;
}

/* The counter of the highest rate has the most digits. */
static void learn_duration(struct nighthawk_report *r, int64_t value,
    double rate)
{
	double ns = (double)value / rate * 1e9;

	if (!(rate > r->best_rate) || ns > (double)NIGHTHAWK_NS_MAX)
		return;
	r->best_rate = rate;
	r->result.facts.duration_ns = llround(ns);
}

int nighthawk_counter_row(struct nighthawk_report *r,
    const struct span words[3], struct pos pos, struct err *err)
{
	int64_t value;
	double rate;

	if (!span_double(words[2], 0, 1e18, &rate))
		return err_at(err, pos,
		    "expected a rate per second, got \"%.*s\"",
		    SPAN_ARG(words[2]));
	if (count_parse(words[1], pos, &value, err))
		return -1;
	if (r->result.counters.len == COUNTERS_MAX)
		return err_at(err, pos, "more than %d counters", COUNTERS_MAX);
	nighthawk_counter_add(&r->result, arena_span(&r->arena, words[0]),
	    value, &r->arena);
	learn_duration(r, value, rate);
	return 0;
}

/* ---- the file ---- */

/* Where the title stands at the beginning of a line, or behind the end. */
static struct span title_in(struct span head)
{
	while (head.len) {
		struct span here = head, line = span_cut(&head, '\n');

		if (span_starts(line_clean(line), NIGHTHAWK_TITLE))
			return here;
	}
	return head;
}

bool nighthawk_report_starts(struct span head)
{
	return title_in(head).len;
}

static void begin(struct nighthawk_report *r)
{
	*r = (struct nighthawk_report){ .result =
					    nighthawk_result_new(DIGIT_NS) };
}

static int finish(struct nighthawk_report *r, struct source_writer *out,
    struct err *err)
{
	int status;

	if (!r->has_counters)
		r->result.facts.incomplete = "the report stops early";
	status = nighthawk_run_write(&r->result, out, err) ||
			 nighthawk_series_write(&r->result, out, err)
		     ? -1
		     : 0;
	arena_release(&r->arena);
	return status;
}

static int read_lines(struct input *in, struct nighthawk_report *r,
    nighthawk_line_fn *read, struct source_writer *out, struct err *err)
{
	bool begun = false;
	struct span line;
	int status;

	while ((status = input_line(in, &line, err)) == 1) {
		line = line_clean(line);
		if (span_starts(line, NIGHTHAWK_TITLE)) {
			if (begun && finish(r, out, err))
				return -1;
			begun = true;
			begin(r);
		} else if (begun && r->has_counters && !line.len) {
			r->ended = true;
		} else if (begun && !r->ended &&
			   read(r, line, input_pos(in), err)) {
			return -1;
		}
	}
	if (status < 0)
		return -1;
	if (!begun)
		return err_at(err, (struct pos){ input_name(in), 0 },
		    "expected a line \"%.*s\"", SPAN_ARG(NIGHTHAWK_TITLE));
	return finish(r, out, err);
}

int nighthawk_reports_read(struct input *in, nighthawk_line_fn *read,
    struct source_writer *out, struct err *err)
{
	struct nighthawk_report r;
	int status;

	begin(&r);
	status = read_lines(in, &r, read, out, err);
	arena_release(&r.arena);
	return status;
}
