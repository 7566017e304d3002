/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gatling's simulation.log as text: 1.x to 3.12.  gatling.h tells what the
 * figures mean.
 *
 *	RUN	simulations.Shop	shop	1633445623362	 	3.5.1
 *	USER	Buyers	START	1633445625250
 *	REQUEST	cart	Add	1633445625467	1633445627065	KO	why
 *
 * Fields are parted by tabs.  Their number and order changed from version to
 * version, and the version in RUN is not to be trusted ("2.0" is all that 2.x
 * wrote); so a record is read around what is certain in it:
 *
 *	ACTION	scenario user NAME 4 TIMES OK ...		1.x
 *	scenario user	REQUEST	groups NAME 4 TIMES OK ...	2.0, 2.1
 *	REQUEST	scenario user groups NAME START END OK ...	2.2, 2.3
 *	REQUEST	user groups NAME START END OK ...		3.0 to 3.3
 *	REQUEST	groups NAME START END OK ...			3.4 to 3.12
 *
 * - In front of OK or KO stand the times, in front of these the name, in front
 *   of that the groups, joined by commas.
 * - The four times are of start, end, and of when sending ended and receiving
 *   began, in an order that changed: the first is the start, the latest the
 *   end.  In 1.x "Start of scenario" and "End of scenario" are users.
 * - A request without a response ended at the least number there is.
 * - A message is a blank where there is none, and its field may be missing.
 * - Records are in order of their ends.
 * - 2.2 and 2.3 wrote errors as GROUP, with three fields.
 * - RUN of 1.x has the local time, of nobody knows where, and no start.
 * - ASSERTION records stand in front of RUN.
 * - There is no record of the end: a log that stops with active users stops
 *   early, or was made to by maxDuration.
 */
#include <stdio.h>
#include <string.h>

#include "collect/gatling.h"
#include "collect/importer.h"
#include "collect/sniff.h"

#define FIELDS_MAX 24
#define EPOCH_MS_MIN 100000000000 /* 1973; no other number is so large */

struct record {
	struct span at[FIELDS_MAX];
	size_t len;
	bool old; /* its type is the third field */
};

struct log {
	struct source_writer *out;
	struct gatling_run *run; /* NULL: no RUN yet */
	int64_t active;          /* users */
	bool damaged;            /* the last line; fault says how */
	struct err fault;
};

static struct record record_of(struct span line)
{
	struct record r = { .len = 0 };

	while (line.len && r.len < FIELDS_MAX)
		r.at[r.len++] = span_cut(&line, '\t');
	r.old = r.len > 2 &&
		(span_is(r.at[2], "RUN") || span_is(r.at[2], "REQUEST") ||
		    span_is(r.at[2], "USER") || span_is(r.at[2], "GROUP"));
	return r;
}

static bool is_type(const struct record *r, const char *type)
{
	return r->len && span_is(r->at[r->old ? 2 : 0], type);
}

static void text_of(struct span s, char out[GATLING_TEXT])
{
	s = span_trim(s);
	snprintf(out, GATLING_TEXT, "%.*s", (int)(s.len > 255 ? 255 : s.len),
	    s.at);
}

/* ---- requests ---- */

static bool is_time(struct span s)
{
	int64_t ms;

	return span_int(s, 0, GATLING_MS_MAX, &ms) ||
	       (s.len > 1 && s.at[0] == '-');
}

/* Where OK or KO stands behind times, or 0. */
static size_t outcome_at(const struct record *r)
{
	for (size_t i = 3; i < r->len; i++)
		if ((span_is(r->at[i], "OK") || span_is(r->at[i], "KO")) &&
		    is_time(r->at[i - 1]) && is_time(r->at[i - 2]))
			return i;
	return 0;
}

static int request_fault(const struct record *r, struct pos pos,
    struct err *err)
{
	return err_at(err, pos,
	    "expected a request with its name, times, and OK or KO, got %zu "
	    "fields",
	    r->len);
}

/* The end is the latest of n times; UNKNOWN where there was none. */
static int read_times(const struct span *at, size_t n,
    struct gatling_request *g, struct pos pos, struct err *err)
{
	int64_t ms;

	if (!span_int(at[0], 0, GATLING_MS_MAX, &g->start_ms))
		return err_at(err, pos, "expected a start, got \"%.*s\"",
		    SPAN_ARG(at[0]));
	g->end_ms = UNKNOWN;
	for (size_t i = 1; i < n; i++)
		if (span_int(at[i], 0, GATLING_MS_MAX, &ms) && ms > g->end_ms)
			g->end_ms = ms;
	if (g->end_ms != UNKNOWN && g->end_ms < g->start_ms)
		return err_at(err, pos, "a request ends before it starts");
	return 0;
}

static void add_request(struct log *l, struct gatling_request *g,
    const struct span texts[3])
{
	char name[GATLING_TEXT], group[GATLING_TEXT], message[GATLING_TEXT];

	text_of(texts[0], name);
	text_of(texts[1], group);
	text_of(texts[2], message);
	g->name = name;
	g->group = group;
	g->message = message;
	gatling_run_add(l->run, g);
}

static int take_request(struct log *l, const struct record *r, bool action,
    struct pos pos, struct err *err)
{
	size_t outcome = outcome_at(r), times = r->old || action ? 4 : 2;
	size_t name = outcome - times - 1;
	struct gatling_request g = { 0 };
	struct span texts[3] = { { "", 0 }, { "", 0 }, { "", 0 } },
		    prefix = SPAN("Request ");

	if (outcome < times + 2 + (r->old ? 3 : 0))
		return request_fault(r, pos, err);
	if (read_times(&r->at[outcome - times], times, &g, pos, err))
		return -1;
	g.failed = span_is(r->at[outcome], "KO");
	texts[0] = r->at[name];
	if (!action)
		texts[1] = r->at[name - 1];
	else if (span_starts(texts[0], prefix))
		texts[0] = span_skip(texts[0], prefix.len);
	if (outcome + 1 < r->len)
		texts[2] = r->at[outcome + 1];
	add_request(l, &g, texts);
	return 0;
}

/* ---- users ---- */

static void user(struct log *l, bool starts, int64_t at_ms)
{
	l->active += starts ? 1 : -1;
	gatling_run_user(l->run, starts, at_ms);
}

/* START and its time, END and the last time. */
static void take_user(struct log *l, const struct record *r)
{
	for (size_t i = 1; i + 1 < r->len; i++) {
		bool starts = span_is(r->at[i], "START");
		struct span time = r->at[starts ? i + 1 : r->len - 1];
		int64_t ms;

		if (!starts && !span_is(r->at[i], "END"))
			continue;
		if (span_int(time, 0, GATLING_MS_MAX, &ms))
			user(l, starts, ms);
		return;
	}
}

/* 1.x: a request, or a user that starts or ends. */
static int take_action(struct log *l, const struct record *r, struct pos pos,
    struct err *err)
{
	bool starts = r->len > 4 && span_is(r->at[3], "Start of scenario");
	int64_t ms;

	if (!starts && !(r->len > 4 && span_is(r->at[3], "End of scenario")))
		return take_request(l, r, true, pos, err);
	if (span_int(r->at[4], 0, GATLING_MS_MAX, &ms))
		user(l, starts, ms);
	return 0;
}

/* ---- runs ---- */

static int run_end(struct log *l, const char *incomplete, struct err *err)
{
	char words[64];
	int status;

	if (!l->run)
		return 0;
	snprintf(words, sizeof(words), "the log ends with %lld active users",
	    (long long)l->active);
	if (!incomplete && l->active > 0)
		incomplete = words;
	status = gatling_run_write(l->run, incomplete, l->out, err);
	gatling_run_free(l->run);
	l->run = NULL;
	l->active = 0;
	return status;
}

static int64_t start_of(const struct record *r)
{
	int64_t ms;

	for (size_t i = 1; i < r->len; i++)
		if (span_int(r->at[i], EPOCH_MS_MIN, GATLING_MS_MAX, &ms))
			return ms;
	return UNKNOWN;
}

static int take_run(struct log *l, const struct record *r, struct pos pos,
    struct err *err)
{
	char simulation[GATLING_TEXT], version[GATLING_TEXT];
	int64_t start_ms = start_of(r), local;
	bool dated = r->len > 2 &&
		     span_int(r->at[1], 19700101000000, 99991231235959, &local);
	double number;

	if (start_ms == UNKNOWN ? !dated : r->len < 5)
		return err_at(err, pos,
		    "expected RUN with its simulation and start, got %zu "
		    "fields",
		    r->len);
	if (run_end(l, NULL, err))
		return -1;
	text_of(r->at[dated ? 2 : r->old ? 0 : 1], simulation);
	text_of(r->at[r->len - 1], version);
	if (span_double(span_of(version), 2, 2, &number) || dated ||
	    version[0] < '0' || version[0] > '9')
		version[0] = '\0';
	l->run = gatling_run_new();
	gatling_run_begin(l->run, simulation, version, start_ms);
	return 0;
}

static int take_record(struct log *l, const struct record *r, struct pos pos,
    struct err *err)
{
	char message[GATLING_TEXT];

	if (is_type(r, "ASSERTION") || !r->len)
		return 0;
	if (is_type(r, "RUN"))
		return take_run(l, r, pos, err);
	if (!l->run)
		return err_at(err, pos, "expected a record RUN, got \"%.*s\"",
		    SPAN_ARG(r->at[0]));
	if (is_type(r, "REQUEST"))
		return take_request(l, r, false, pos, err);
	if (is_type(r, "ACTION"))
		return take_action(l, r, pos, err);
	if (is_type(r, "USER") || is_type(r, "SCENARIO")) {
		take_user(l, r);
	} else if (is_type(r, "ERROR") ||
		   (is_type(r, "GROUP") && r->len == 3 && !r->old)) {
		text_of(r->len > 1 ? r->at[1] : SPAN(""), message);
		gatling_run_error(l->run, message);
	} else if (!is_type(r, "GROUP")) {
		return err_at(err, pos, "no record of Gatling: \"%.*s\"",
		    SPAN_ARG(r->at[0]));
	}
	return 0;
}

/* ---- the file ---- */

/* Damage is an error, but in the last line: there the log was cut. */
static int take_line(struct log *l, struct span line, struct pos pos,
    struct err *err)
{
	struct record r = record_of(line);

	if (l->damaged) {
		*err = l->fault;
		return -1;
	}
	l->damaged = take_record(l, &r, pos, &l->fault) != 0;
	return 0;
}

static int read_log(struct log *l, struct input *in, struct err *err)
{
	struct span line;
	int status;

	while ((status = input_line(in, &line, err)) == 1)
		if (take_line(l, sniff_start(line), input_pos(in), err))
			return -1;
	if (status < 0)
		return -1;
	if (run_end(l,
		l->damaged ? "the log ends in the middle of a record" : NULL,
		err))
		return -1;
	if (source_runs(l->out))
		return 0;
	if (l->damaged)
		*err = l->fault;
	else
		err_set(err, "%s: expected a record RUN, got none",
		    input_name(in));
	return -1;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct log l = { .out = out };
	int status = read_log(&l, in, err);

	gatling_run_free(l.run);
	return status;
}

static bool sniff(struct span head)
{
	struct record r;

	head = sniff_start(head);
	while (span_starts(head, SPAN("ASSERTION\t")))
		span_cut(&head, '\n');
	r = record_of(span_cut(&head, '\n'));
	return is_type(&r, "RUN") && r.len >= 4;
}

const struct importer importer_gatling_text = {
	.name = "gatling-text",
	.about = "Gatling's simulation.log, to 3.12",
	.evidence = "timed",
	.omission = "affected: latency counts from the send; how users arrive, "
		    "the log does not say",
	.sniff = sniff,
	.import = import,
};
