/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/jmeter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/units.h"
#include "collect/jmeter_threads.h"
#include "collect/tally.h"

#define MS 1000000LL
#define SLACK_MS 2 /* two clocks, both rounded */
#define THREADS 512
#define NO_HTTP "Non HTTP response "

struct jmeter_run {
	struct tally *tally;
	struct jmeter_sample *held;
	size_t n_held;
	bool decided, stamps_are_ends;
	struct jmeter_threads threads;
	int64_t bytes;
};

struct jmeter_run *jmeter_run_new(void)
{
	struct jmeter_run *run = xcalloc(1, sizeof(*run));

	run->tally = tally_new(MS);
	run->held = xcalloc(JMETER_HELD, sizeof(*run->held));
	run->bytes = UNKNOWN;
	return run;
}

void jmeter_run_free(struct jmeter_run *run)
{
	if (!run)
		return;
	tally_free(run->tally);
	free(run->held);
	free(run);
}

/* ---- start or end ---- */

struct clock_votes {
	const struct jmeter_sample *last[THREADS]; /* by thread */
	int pairs, starts_overlap, ends_overlap;
};

static void vote(struct clock_votes *v, const struct jmeter_sample *s)
{
	uint32_t hash = 5381;
	const struct jmeter_sample *last;

	for (const char *c = s->thread; *c; c++)
		hash = hash * 33 + (unsigned char)*c;
	last = v->last[hash % THREADS];
	v->last[hash % THREADS] = s;
	if (!last || strcmp(last->thread, s->thread) != 0)
		return;
	v->pairs++;
	v->starts_overlap +=
	    last->stamp_ms + last->elapsed_ms > s->stamp_ms + SLACK_MS;
	v->ends_overlap +=
	    s->stamp_ms - s->elapsed_ms + SLACK_MS < last->stamp_ms;
}

/* Taken for starts, more than 1 of 20 overlap; for ends, far fewer do. */
bool jmeter_stamps_are_ends(const struct jmeter_sample *at, size_t len)
{
	struct clock_votes v = { .pairs = 0 };

	for (size_t i = 0; i < len; i++)
		if (at[i].whole && *at[i].thread)
			vote(&v, &at[i]);
	return v.starts_overlap * 20 > v.pairs &&
	       v.ends_overlap * 5 < v.starts_overlap;
}

/* ---- one sample ---- */

/* "404": a status of HTTP. */
static bool is_http(const char *code)
{
	return strlen(code) == 3 && code[0] >= '1' && code[0] <= '5' &&
	       strspn(code, "0123456789") == 3;
}

static const char *exception_kind(const char *code)
{
	static const char *const kinds[][2] = {
		{ "ConnectTimeout", "connect" },
		{ "Timeout", "timeout" },
		{ "ConnectException", "connect" },
		{ "HostConnect", "connect" },
		{ "UnknownHost", "connect" },
		{ "NoRouteToHost", "connect" },
		{ "Socket", "socket" },
		{ "NoHttpResponse", "socket" },
		{ "ConnectionClosed", "socket" },
		{ "SSL", "socket" },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strstr(code, kinds[i][0]))
			return kinds[i][1];
	return "other";
}

static bool is_no_response(const struct jmeter_sample *s)
{
	return strncmp(s->code, NO_HTTP, strlen(NO_HTTP)) == 0;
}

/* Without JMeter's "Non HTTP response message: ". */
static const char *without_prefix(const char *text)
{
	const char *colon = strstr(text, ": ");

	return !strncmp(text, NO_HTTP, strlen(NO_HTTP)) && colon ? colon + 2
								 : text;
}

const char *jmeter_failure(const struct jmeter_sample *s,
    char words[2 * JMETER_TEXT])
{
	const char *message = without_prefix(s->message);

	if (is_http(s->code) && s->code[0] >= '4') {
		snprintf(words, 2 * JMETER_TEXT, "%s%s%s", s->code,
		    *message ? " " : "", message);
		return "status";
	}
	if (*s->assertion && !is_no_response(s)) {
		snprintf(words, 2 * JMETER_TEXT, "%s", s->assertion);
		return "assertion";
	}
	if (is_http(s->code)) {
		snprintf(words, 2 * JMETER_TEXT, "failed in spite of %s",
		    s->code);
		return "other";
	}
	snprintf(words, 2 * JMETER_TEXT, "%s",
	    *message ? message : without_prefix(s->code));
	return exception_kind(s->code);
}

static const char *series_name(const struct jmeter_sample *s,
    char name[JMETER_TEXT + 16])
{
	snprintf(name, JMETER_TEXT + 16, "%s%s", s->label,
	    s->transaction ? " (transaction)" : "");
	return name;
}

static void tally_sample(struct jmeter_run *run, const struct jmeter_sample *s)
{
	char name[JMETER_TEXT + 16], words[2 * JMETER_TEXT];
	int64_t back = run->stamps_are_ends ? s->elapsed_ms : 0;
	struct request r = {
		.name = series_name(s, name),
		.apart = s->transaction,
		.start_ns = (s->stamp_ms - back) * MS,
		.latency_ns = s->elapsed_ms * MS,
		.failed = s->failed,
	};

	if (*s->code && !is_no_response(s) && !s->transaction)
		r.status = s->code;
	if (s->failed && !s->transaction) {
		r.error_kind = jmeter_failure(s, words);
		r.error = words;
	}
	tally_add(run->tally, &r);
}

static int64_t held_start(const struct jmeter_run *run)
{
	int64_t first = INT64_MAX;

	for (size_t i = 0; i < run->n_held; i++) {
		const struct jmeter_sample *s = &run->held[i];
		int64_t start =
		    s->stamp_ms - (run->stamps_are_ends ? s->elapsed_ms : 0);

		if (start < first)
			first = start;
	}
	return first;
}

static void decide(struct jmeter_run *run)
{
	run->stamps_are_ends = jmeter_stamps_are_ends(run->held, run->n_held);
	run->decided = true;
	if (run->n_held)
		tally_origin(run->tally, held_start(run) * MS);
	for (size_t i = 0; i < run->n_held; i++)
		tally_sample(run, &run->held[i]);
}

void jmeter_run_add(struct jmeter_run *run, const struct jmeter_sample *s)
{
	jmeter_threads_add(&run->threads, s->engine, s->threads);
	if (s->bytes != UNKNOWN && !s->transaction)
		run->bytes =
		    s->bytes + (run->bytes == UNKNOWN ? 0 : run->bytes);
	if (run->decided) {
		tally_sample(run, s);
		return;
	}
	run->held[run->n_held++] = *s;
	if (run->n_held == JMETER_HELD)
		decide(run);
}

void jmeter_run_assert(struct jmeter_run *run, const struct jmeter_sample *s,
    const char *name, bool passed)
{
	char series[JMETER_TEXT + 16];

	tally_assert(run->tally, series_name(s, series), s->transaction, name,
	    passed);
}

/* ---- the run ---- */

int jmeter_run_write(struct jmeter_run *run, const char *target,
    const char *incomplete, struct source_writer *out, struct err *err)
{
	struct run_facts f = RUN_UNKNOWN;
	struct tally_sum sum;

	if (!run->decided)
		decide(run);
	sum = tally_sum(run->tally);
	f.tool = "jmeter";
	f.target = target;
	f.population = POPULATION_ALL;
	f.bytes_received = run->bytes;
	f.incomplete = incomplete;
	if (sum.requests) {
		f.started_at_ns = sum.first_ns;
		f.duration_ns = sum.last_ns - sum.first_ns;
	}
	if (f.duration_ns > 0)
		f.achieved_rps =
		    (double)sum.requests * 1e9 / (double)f.duration_ns;
	if (source_run(out, &f, err) ||
	    jmeter_threads_write(&run->threads, out, err))
		return -1;
	return tally_write(run->tally, out, err);
}
