/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables that autocannon prints on standard error (3 to 9), with colors
 * or without; here, | and - stand for characters of boxes.
 *
 *	Running 3s test @ http://127.0.0.1:28173/flaky
 *	3 connections
 *
 *	| Stat    | 2.5%  | 50%   | 97.5% | 99%   | Avg      | Stdev   | Max   |
 *	| Latency | 51 ms | 52 ms | 56 ms | 56 ms | 52.12 ms | 4.37 ms | 61 ms |
 *
 *	| Stat      | 1%     | 2.5%   | 50%    | 97.5%  | Avg    | Stdev | Min |
 *	| Req/Sec   | 54     | 54     | 57     | 57     | 56     | 1.42  | 54 |
 *
 *	| Code | Count |           with --renderStatusCodes
 *	| 200  | 135   |
 *
 *	| Percentile | Latency (ms) |     with --latency
 *	| 0.001      | 18           |
 *
 *	135 2xx responses, 33 non 2xx responses
 *	171 requests in 3.03s, 56.7 kB read
 *	5 errors (2 timeouts)            if there are any
 *
 * What the figures mean: autocannon_json.c.
 *
 * - "requests in" has those sent, rounded ("71k") from 1000 on.  So are the
 *   errors, which then are not known.  How many were answered is said only by
 *   the statuses; without them, the rate is the mean of Req/Sec.
 * - "non 2xx", which has 3xx in it, is there if there are any, and rounded from
 *   1000 on: then how many errors there were is not known.
 * - Whether latencies were added (-R) cannot be told.
 */
#include <math.h>

#include "base/target.h"
#include "base/units.h"
#include "collect/autocannon.h"
#include "collect/importer.h"
#include "collect/json_figure.h"
#include "collect/report_line.h"

#define MS 1e6
#define CELLS_MAX 16
#define STATUSES_MAX 1000
#define BAR SPAN("\xe2\x94\x82")

enum table { NONE, STATS, CODES, LADDER };

struct reader {
	bool begun, ended, errors_said;
	enum table table;
	struct autocannon_run run;
	struct span heads[CELLS_MAX]; /* in the run's arena */
	size_t n_heads;
	struct source_writer *out;
};

struct cells {
	struct span at[CELLS_MAX];
	size_t len;
};

/* "| a | b |": a and b. */
static struct cells cells_of(struct span line)
{
	struct cells c = { .len = 0 };

	while (span_starts(line, BAR) && c.len < CELLS_MAX) {
		ptrdiff_t next;

		line = span_skip(line, BAR.len);
		next = span_find(line, BAR);
		if (next < 0)
			break;
		c.at[c.len++] =
		    span_trim((struct span){ line.at, (size_t)next });
		line = span_skip(line, (size_t)next);
	}
	return c;
}

static bool sniff(struct span head)
{
	char buffer[LINE_SHOWN_MAX];

	while (head.len) {
		struct cells c =
		    cells_of(line_uncolored(span_cut(&head, '\n'), buffer));

		if (c.len > 2 && span_is(c.at[0], "Stat"))
			return true;
	}
	return false;
}

/* "51 ms", "0.05 ms" */
static int time_read(struct span cell, struct pos pos, double *ns,
    struct err *err)
{
	struct span rest = cell, number = span_word(&rest);

	if (!span_double(number, 0, FIGURE_TIME_MAX_NS / MS, ns))
		return err_at(err, pos,
		    "expected a time in milliseconds, got \"%.*s\"",
		    SPAN_ARG(cell));
	*ns *= MS;
	return 0;
}

/* "23,752" */
static bool number_read(struct span cell, double *out)
{
	char text[32];
	size_t n = 0;

	for (size_t i = 0; i < cell.len && n < sizeof(text); i++)
		if (cell.at[i] != ',')
			text[n++] = cell.at[i];
	return span_double((struct span){ text, n }, 0, 1e12, out);
}

static int read_latency(struct reader *r, struct cells c, struct pos pos,
    struct err *err)
{
	for (size_t i = 1; i < c.len && i < r->n_heads; i++) {
		struct span head = r->heads[i];
		double ns, p;

		if (span_is(head, "Max"))
			return time_read(c.at[i], pos, &r->run.max_ns, err);
		if (!span_ends(head, SPAN("%")))
			continue;
		head.len--;
		if (!span_double(head, 0, 100, &p))
			continue;
		if (time_read(c.at[i], pos, &ns, err))
			return -1;
		autocannon_state(&r->run, p, ns);
	}
	return 0;
}

static void read_rate(struct reader *r, struct cells c)
{
	for (size_t i = 1; i < c.len && i < r->n_heads; i++)
		if (span_is(r->heads[i], "Avg"))
			number_read(c.at[i], &r->run.facts.achieved_rps);
}

static void read_heads(struct reader *r, struct cells c)
{
	r->table = STATS;
	if (span_is(c.at[0], "Code"))
		r->table = CODES;
	else if (span_is(c.at[0], "Percentile"))
		r->table = LADDER;
	r->n_heads = c.len;
	for (size_t i = 0; i < c.len; i++)
		r->heads[i] = span_of(arena_span(&r->run.arena, c.at[i]));
}

static int read_status(struct reader *r, struct cells c, struct pos pos,
    struct err *err)
{
	struct count count = { arena_span(&r->run.arena, c.at[0]), 0 };

	if (r->run.statuses.len == STATUSES_MAX)
		return err_at(err, pos, "expected fewer statuses");
	if (count_parse(c.at[1], pos, &count.count, err))
		return -1;
	if (r->run.responses == UNKNOWN)
		r->run.responses = 0;
	r->run.responses += count.count;
	*ARENA_PUSH(&r->run.arena, &r->run.statuses) = count;
	return 0;
}

/* A row of the longer list of percentiles, if it is not there already. */
static int read_rung(struct reader *r, struct cells c, struct pos pos,
    struct err *err)
{
	double p, ns;

	if (!span_double(c.at[0], 0, 100, &p))
		return err_at(err, pos, "expected a percentile, got \"%.*s\"",
		    SPAN_ARG(c.at[0]));
	if (time_read(c.at[1], pos, &ns, err))
		return -1;
	autocannon_state(&r->run, p, ns);
	return 0;
}

static int read_cells(struct reader *r, struct cells c, struct pos pos,
    struct err *err)
{
	if (span_is(c.at[0], "Stat") || span_is(c.at[0], "Code") ||
	    span_is(c.at[0], "Percentile")) {
		read_heads(r, c);
		return 0;
	}
	if (r->table == CODES)
		return read_status(r, c, pos, err);
	if (r->table == LADDER)
		return read_rung(r, c, pos, err);
	if (span_is(c.at[0], "Latency"))
		return read_latency(r, c, pos, err);
	if (span_is(c.at[0], "Req/Sec"))
		read_rate(r, c);
	return 0;
}

static int report_end(struct reader *r, struct err *err)
{
	struct source_writer *out = r->out;
	int status = 0;

	if (r->begun && !r->ended)
		r->run.facts.incomplete = "the report stops early";
	else if (!r->errors_said)
		r->run.errors = 0;
	if (r->begun)
		status = autocannon_write(&r->run, out, err);
	arena_release(&r->run.arena);
	*r = (struct reader){ .out = out };
	autocannon_begin(&r->run);
	return status;
}

/* "Running 3s test @ URL" */
static int report_begin(struct reader *r, struct span line, struct err *err)
{
	if (r->begun && report_end(r, err))
		return -1;
	r->begun = true;
	span_cut(&line, '@');
	r->run.facts.target =
	    target_without_secrets(&r->run.arena, span_trim(line));
	return 0;
}

/* "5 errors (2 timeouts)" */
static void read_errors(struct reader *r, const struct words *w)
{
	r->errors_said = true;
	if (!span_int(w->at[0], 0, COUNT_MAX, &r->run.errors))
		r->run.errors = UNKNOWN;
	if (w->len > 2 && span_starts(w->at[2], SPAN("(")))
		span_int(span_skip(w->at[2], 1), 0, COUNT_MAX,
		    &r->run.timeouts);
}

/* "171 requests in 3.03s, 56.7 kB read": only errors may follow. */
static int read_last(struct reader *r, struct span took, struct pos pos,
    struct err *err)
{
	double ns;

	if (span_ends(took, SPAN(",")))
		took.len--;
	if (!duration_parse(took, &ns))
		return err_at(err, pos, "expected a duration, got \"%.*s\"",
		    SPAN_ARG(took));
	r->run.facts.duration_ns = llround(ns);
	if (r->run.responses > 0)
		r->run.facts.achieved_rps = NAN;
	r->ended = true;
	return 0;
}

/* "135 2xx responses, 33 non 2xx responses" */
static void read_classes(struct reader *r, const struct words *w)
{
	struct autocannon_run *run = &r->run;
	int64_t good;

	if (run->statuses.len)
		return;
	if (!span_int(w->at[3], 0, COUNT_MAX, &run->non2xx))
		run->non2xx = UNKNOWN;
	else if (span_int(w->at[0], 0, COUNT_MAX, &good)) {
		run->classes[1] = good;
		run->responses = good + run->non2xx;
	}
}

static int read_words(struct reader *r, const struct words *w, struct pos pos,
    struct err *err)
{
	if (w->len < 2)
		return 0;
	if (span_starts(w->at[1], SPAN("connection")))
		return count_parse(w->at[0], pos, &r->run.facts.connections,
		    err);
	if (span_is(w->at[1], "errors"))
		read_errors(r, w);
	if (w->len > 4 && span_is(w->at[1], "2xx") && span_is(w->at[4], "non"))
		read_classes(r, w);
	if (w->len > 3 && span_is(w->at[1], "requests") &&
	    span_is(w->at[2], "in"))
		return read_last(r, w->at[3], pos, err);
	return 0;
}

static int read_line(void *reader, struct span line, struct pos pos,
    struct err *err)
{
	struct reader *r = reader;
	char buffer[LINE_SHOWN_MAX];
	struct words w;
	struct cells c;

	line = line_uncolored(line, buffer);
	w = words_of(line);
	c = cells_of(line);
	if (span_starts(line, SPAN("Running ")) &&
	    span_find(line, SPAN(" test @ ")) >= 0)
		return report_begin(r, line, err);
	if (c.len > 1) {
		if (r->ended && report_end(r, err))
			return -1;
		r->begun = true;
		return read_cells(r, c, pos, err);
	}
	return r->begun ? read_words(r, &w, pos, err) : 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct reader r = { .out = out };
	int status;

	autocannon_begin(&r.run);
	status = lines_read(in, read_line, &r, err);
	if (!status)
		status = report_end(&r, err);
	arena_release(&r.run.arena);
	if (!status && !source_runs(out))
		return err_set(err, "%s: expected a table of autocannon",
		    input_name(in));
	return status;
}

const struct importer importer_autocannon_text = {
	.name = "autocannon-text",
	.about = "autocannon: the tables that it prints",
	.evidence = "percentiles",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
