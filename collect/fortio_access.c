/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fortio's access log, a line for each call (-access-log-file, since 1.21), as
 * JSON or in InfluxDB's line protocol.
 *
 *	{"latency":0.000652,"timestamp":1795363461137963202,"thread":3,
 *	 "iter":0,"ok":true,"details":"200"}
 *	latency,thread=0,ok=true value=0.001292,details="200" 1795363466189214
 *
 *   - latency is in seconds, to the microsecond; timestamp is when the call
 *     began, in Unix nanoseconds.  Lines are in the order in which calls ended,
 *     so that the first one need not have begun first: the start of the run
 *     is the earliest among the first BUFFER lines, and what began before that
 *     counts for the first second.
 *   - "iter" came later.  details is the status, or the error's words.
 *   - Failed calls are in it, as in fortio's result.
 *   - Threads are connections for HTTP; for gRPC, streams share them.
 *   - Rate, URL and duration are not said: that the run ends with its last
 *     response is what the file shows.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "collect/fortio.h"
#include "collect/importer.h"
#include "collect/sniff.h"

#define STEP_NS 1000 /* the last digit of latency */
#define LATENCY_MAX_S 1e6
#define THREADS_MAX 10000000
#define STATUSES_MAX 200
#define BUFFER 4096
#define INFLUX SPAN("latency,thread=")

struct call {
	double latency_s;
	int64_t at_ns, thread;
	bool ok;
	struct span details;
};

struct code_count {
	char code[64];
	int64_t count;
};

struct log {
	struct recorder *recorder;
	struct call first[BUFFER]; /* until the start is known */
	size_t waiting;
	int64_t start_ns; /* UNKNOWN: lines are still being kept */
	struct code_count statuses[STATUSES_MAX + 1];
	size_t n_statuses;
	int64_t calls, failed, max_thread, end_ns, min_ns, max_ns;
	double sum_ns;
};

/* ---- a line ---- */

static bool sniff(struct span head)
{
	struct span start = sniff_start(head);

	if (span_starts(start, INFLUX))
		return span_find(start, SPAN(" value=")) > 0;
	return json_has_key(start, "latency") &&
	       json_has_key(start, "timestamp") &&
	       json_has_key(start, "thread");
}

static struct span unquoted(struct span text)
{
	if (text.len >= 2 && text.at[0] == '"')
		return (struct span){ text.at + 1, text.len - 2 };
	return text;
}

static bool set_latency(struct call *c, struct span value)
{
	return span_double(value, 0, LATENCY_MAX_S, &c->latency_s);
}

static bool set_time(struct call *c, struct span value)
{
	return span_int(value, 0, INT64_C(1) << 62, &c->at_ns);
}

static bool set_field(struct call *c, struct span key, struct span value)
{
	if (span_is(key, "latency") || span_is(key, "value"))
		return set_latency(c, value);
	if (span_is(key, "timestamp"))
		return set_time(c, value);
	if (span_is(key, "thread"))
		return span_int(value, 0, THREADS_MAX, &c->thread);
	if (span_is(key, "ok"))
		c->ok = span_is(value, "true");
	else if (span_is(key, "details"))
		c->details = unquoted(value);
	return true;
}

static bool parse_json(struct span line, struct call *c)
{
	struct span rest = json_inside(line), key, value;

	if (line.at[line.len - 1] != '}')
		return false;
	while (json_next_key(&rest, &key, &value))
		if (!set_field(c, key, value))
			return false;
	return true;
}

/* Takes "key=value" off *rest; quotes may hold commas and blanks. */
static bool next_pair(struct span *rest, struct span *key, struct span *value)
{
	*key = span_cut(rest, '=');
	if (!rest->len)
		return false;
	if (rest->at[0] != '"') {
		size_t len = 0;

		while (len < rest->len && rest->at[len] != ',' &&
		       rest->at[len] != ' ')
			len++;
		*value = (struct span){ rest->at, len };
		*rest = span_skip(*rest, len);
		return true;
	}
	*value = json_take_value(rest);
	return true;
}

static bool parse_influx(struct span line, struct call *c)
{
	struct span rest = span_skip(line, strlen("latency,")), key, value;

	while (span_find(rest, SPAN("=")) >= 0) {
		if (!next_pair(&rest, &key, &value) ||
		    !set_field(c, key, value))
			return false;
		if (rest.len)
			rest = span_skip(rest, 1); /* the comma, the blank */
	}
	return set_time(c, span_trim(rest));
}

static int parse_call(struct span line, struct pos pos, struct call *c,
    struct err *err)
{
	bool good;

	*c = (struct call){ .latency_s = -1, .at_ns = -1, .thread = -1 };
	if (span_starts(line, INFLUX))
		good = parse_influx(line, c);
	else
		good = parse_json(line, c);
	if (good && c->latency_s >= 0 && c->at_ns >= 0 && c->thread >= 0)
		return 0;
	return err_at(err, pos,
	    "expected a call with latency, timestamp and thread, got \"%.*s\"",
	    SPAN_ARG(line));
}

/* ---- adding up ---- */

/* What is too long, or one too many, goes to the first, "other". */
static void add_status(struct log *l, struct span code)
{
	size_t i = 1;

	while (i < l->n_statuses && !span_is(code, l->statuses[i].code))
		i++;
	if (code.len >= sizeof(l->statuses[i].code) || i == STATUSES_MAX)
		i = 0;
	if (i == l->n_statuses) {
		l->n_statuses++;
		memcpy(l->statuses[i].code, code.at, code.len);
	}
	l->statuses[i].count++;
}

static void record(struct log *l, const struct call *c)
{
	int64_t begun = c->at_ns - l->start_ns;
	struct sample s = { begun < 0 ? 0 : begun,
		llround(c->latency_s * 1e9) };

	recorder_add(l->recorder, &s);
}

/* The start is known now; what waits can go. */
static void begin(struct log *l)
{
	l->start_ns = l->first[0].at_ns;
	for (size_t i = 1; i < l->waiting; i++)
		if (l->first[i].at_ns < l->start_ns)
			l->start_ns = l->first[i].at_ns;
	for (size_t i = 0; i < l->waiting; i++)
		record(l, &l->first[i]);
	l->waiting = 0;
}

/* Not by fortio's own rule, where there is a status: see fortio_is_good(). */
static bool has_failed(const struct call *c)
{
	int64_t status;

	if (c->details.len && span_int(c->details, 100, 599, &status))
		return http_is_error(status);
	return !c->ok;
}

static void add(struct log *l, const struct call *c)
{
	int64_t ns = llround(c->latency_s * 1e9);

	if (l->start_ns != UNKNOWN)
		record(l, c);
	else
		l->first[l->waiting++] = *c;
	if (l->waiting == BUFFER)
		begin(l);
	if (c->details.len)
		add_status(l, c->details);
	l->failed += has_failed(c);
	l->sum_ns += (double)ns;
	if (!l->calls || ns < l->min_ns)
		l->min_ns = ns;
	if (ns > l->max_ns)
		l->max_ns = ns;
	if (c->at_ns + ns > l->end_ns)
		l->end_ns = c->at_ns + ns;
	if (c->thread > l->max_thread)
		l->max_thread = c->thread;
	l->calls++;
}

/* ---- writing ---- */

static bool is_http(const struct log *l)
{
	int64_t code;

	for (size_t i = 0; i < l->n_statuses; i++)
		if (span_int(span_of(l->statuses[i].code), 100, 599, &code))
			return true;
	return false;
}

static int write_run(const struct log *l, struct source_writer *w,
    struct err *err)
{
	struct run_facts f = fortio_run_facts();
	struct series_facts total = SERIES_UNKNOWN;

	f.percentile_rule = NULL; /* none is stated */
	f.started_at_ns = l->start_ns;
	f.duration_ns = l->end_ns - l->start_ns;
	if (is_http(l))
		f.connections = l->max_thread + 1;
	total.name = "total";
	total.evidence = EVIDENCE_TIMED;
	total.requests = l->calls;
	total.errors = l->failed;
	total.mean_ns = l->sum_ns / (double)l->calls;
	total.min_ns = l->min_ns;
	total.max_ns = l->max_ns;
	total.latency_step_ns = STEP_NS;
	if (source_run(w, &f, err) || run_series(w, &total, err) ||
	    series_recorded(w, l->recorder, err))
		return -1;
	for (size_t i = 0; i < l->n_statuses; i++)
		if (fortio_status(w, l->statuses[i].code, l->statuses[i].count,
			err))
			return -1;
	return 0;
}

static int read_lines(struct input *in, struct log *l, struct err *err)
{
	struct span line;
	int status;

	while ((status = input_line(in, &line, err)) == 1) {
		struct call c;

		line = sniff_start(span_trim(line));
		if (!line.len)
			continue;
		if (parse_call(line, input_pos(in), &c, err))
			return -1;
		add(l, &c);
	}
	if (!status && !l->calls)
		return err_at(err, (struct pos){ input_name(in), 0 },
		    "expected calls, got nothing");
	if (!status && l->start_ns == UNKNOWN)
		begin(l);
	return status;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct log *l = xcalloc(1, sizeof(*l));
	int status;

	l->recorder = recorder_new(STEP_NS);
	l->start_ns = UNKNOWN;
	l->statuses[0] = (struct code_count){ "other", 0 };
	l->n_statuses = 1;
	status = read_lines(in, l, err);
	if (!status)
		status = write_run(l, out, err);
	recorder_free(l->recorder);
	free(l);
	return status;
}

const struct importer importer_fortio_access = {
	.name = "fortio-access",
	.about = "fortio -access-log-file, JSON or influx: a line for each "
		 "call",
	.evidence = "timed",
	.omission = "not corrected: a slow answer delays the next request",
	.sniff = sniff,
	.import = import,
};
