/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JMeter's results in CSV (JTL), as JMeter 2 to 5, Taurus and others write
 * them: one row a sample, in the order in which they ended.
 *
 *	timeStamp,elapsed,label,responseCode,responseMessage,threadName,...
 *	1700000000123,57,GET /,200,OK,users 1-2,...,true,...,1264,2,2,57
 *
 * - Columns are found by name, since any may be absent or elsewhere; without a
 *   header they stand as jmeter_columns.c says.  The separator may be a comma,
 *   a tab, a semicolon or a bar.
 * - Fields are quoted as in RFC 4180, and messages have line ends in them.
 * - timeStamp is in milliseconds since 1970, or a local time of one knows not
 *   where: then the run has no start that could be told.  Whether of the start
 *   or the end of a sample, see jmeter.h, as for success and transactions.
 * - A file that JMeter was told to append to has its header again in the
 *   middle.
 * - SampleCount above 1 means that a row stands for several samples, whose
 *   elapsed time is a sum: such a file is refused.
 * - A failed assertion is known by its failureMessage, which has values in it;
 *   it counts as the check "assertions", passed where the sample succeeded.
 * - A run that is killed leaves a last row that is cut.
 *
 * Read by all processors at once, see rows.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/units.h"
#include "collect/csv_name.h"
#include "collect/digits.h"
#include "collect/importer.h"
#include "collect/jmeter_columns.h"
#include "collect/jmeter_threads.h"
#include "collect/rows.h"

#define MS 1000000LL
#define ELAPSED_MAX 1000000000 /* ms: eleven days */
#define CHECK SPAN("assertions")

struct worker {
	struct rows_worker rows;
	const struct jmeter_columns *columns;
	struct jmeter_threads threads;
	struct digits_memory stamp, active, code;
};

static bool sniff(struct span head)
{
	struct jmeter_columns columns;

	return jmeter_columns_find(head, &columns);
}

/* ---- one row ---- */

static int bad_field(const struct worker *w, const struct csv_row *row,
    enum jmeter_column column, const char *expected, struct err *err)
{
	static const char *const names[] = {
		[JMETER_STAMP] = "timeStamp",
		[JMETER_ELAPSED] = "elapsed",
		[JMETER_SUCCESS] = "success",
		[JMETER_SAMPLES] = "SampleCount",
	};
	struct span got = jmeter_field(w->columns, row, column);

	return err_set(err, "%s: expected %s, got \"%.*s\"", names[column],
	    expected, SPAN_ARG(got));
}

/* What is said of few rows, and need not be fast. */
static void failed(struct worker *w, const struct csv_row *row)
{
	char words[2 * JMETER_TEXT];
	struct jmeter_sample s;
	const char *kind;
	bool is_check;

	if (!jmeter_sample_of(w->columns, row, &s) || s.transaction)
		return;
	kind = jmeter_failure(&s, words);
	is_check = strcmp(kind, "assertion") == 0;
	row_failure(w->rows.tally, kind, is_check ? SPAN("") : span_of(words));
	if (is_check)
		row_check(w->rows.tally, CHECK, false);
}

static void count_more(struct worker *w, const struct csv_row *row,
    enum row_part part)
{
	const struct jmeter_columns *c = w->columns;
	struct row_tally *t = w->rows.tally;
	struct span code;
	int64_t value;

	if (digits_parse_again(&w->active, jmeter_field(c, row, JMETER_THREADS),
		&value))
		jmeter_threads_add(&w->threads,
		    jmeter_engine(jmeter_field(c, row, JMETER_HOST),
			jmeter_field(c, row, JMETER_THREAD)),
		    value);
	if (part == ROW_APART)
		return;
	if (digits_parse(jmeter_field(c, row, JMETER_BYTES), &value))
		row_bytes(t, value);
	code = jmeter_field(c, row, JMETER_CODE);
	if (code.len == 3 && digits_parse_again(&w->code, code, &value))
		t->status[value]++;
}

static inline bool parse_stamp(struct worker *w, struct span s, int64_t *ms)
{
	if (w->columns->clock)
		return jmeter_clock(s, ms);
	return digits_parse_time(&w->stamp, s, ms) && *ms < JMETER_STAMP_MAX;
}

static int take_row(struct worker *w, const struct csv_row *row,
    struct err *err)
{
	const struct jmeter_columns *c = w->columns;
	int64_t stamp, elapsed, samples = 1;
	struct span success = jmeter_field(c, row, JMETER_SUCCESS);
	enum row_part part = ROW_REQUEST;
	struct row_series *s;
	bool ok = success.len == 4 && memcmp(success.at, "true", 4) == 0;

	if (!parse_stamp(w, jmeter_field(c, row, JMETER_STAMP), &stamp))
		return bad_field(w, row, JMETER_STAMP,
		    c->clock ? "a date and time" : "milliseconds since 1970",
		    err);
	if (!digits_parse(jmeter_field(c, row, JMETER_ELAPSED), &elapsed) ||
	    elapsed > ELAPSED_MAX)
		return bad_field(w, row, JMETER_ELAPSED, "milliseconds", err);
	if (!ok && !span_is(success, "false"))
		return bad_field(w, row, JMETER_SUCCESS, "true or false", err);
	if (c->at[JMETER_SAMPLES] >= 0 &&
	    (!digits_parse(jmeter_field(c, row, JMETER_SAMPLES), &samples) ||
		samples > 1))
		return bad_field(w, row, JMETER_SAMPLES, "1 sample a row", err);
	if (jmeter_is_transaction(jmeter_field(c, row, JMETER_MESSAGE)))
		part = ROW_APART;
	s = row_series(w->rows.tally, jmeter_field(c, row, JMETER_LABEL), part);
	row_add(w->rows.tally, s, (c->ends ? stamp - elapsed : stamp) * MS,
	    elapsed);
	count_more(w, row, part);
	s->errors += !ok;
	if (!ok)
		failed(w, row);
	return 0;
}

/* ---- all rows ---- */

static bool is_header(const struct worker *w, const struct csv_row *row)
{
	return span_is(jmeter_field(w->columns, row, JMETER_STAMP),
	    "timeStamp");
}

static int take_checked(void *worker, const struct csv_row *row,
    struct err *err)
{
	struct worker *w = worker;

	if (row->fields != w->columns->len)
		return err_set(err, "expected %zu columns, got %zu",
		    w->columns->len, row->fields);
	return take_row(w, row, err) && !is_header(w, row) ? -1 : 0;
}

/* ---- the run ---- */

static const char *readable(struct arena *a, struct span raw)
{
	if (raw.len >= JMETER_TEXT)
		raw.len = JMETER_TEXT - 1;
	return csv_name(a, raw);
}

/* Whether stamps are starts or ends, from the rows at the head of the file. */
static bool head_says_ends(struct span head, const struct jmeter_columns *c)
{
	struct jmeter_sample *s = xcalloc(JMETER_HELD, sizeof(*s));
	char *copy = xcalloc(1, head.len + INPUT_BLOCK_PAD);
	struct span rest = { copy, head.len };
	struct csv_index index = { 0 };
	size_t n = 0;
	bool ends;

	memcpy(copy, head.at, head.len);
	while (n < JMETER_HELD && csv_index_next(&index, &rest, c->separator)) {
		for (size_t i = 0; i < index.rows && n < JMETER_HELD; i++) {
			struct csv_row row = csv_row(&index, i);

			n += jmeter_sample_of(c, &row, &s[n]);
		}
	}
	ends = jmeter_stamps_are_ends(s, n);
	csv_index_release(&index);
	free(copy);
	free(s);
	return ends;
}

static int write_run(struct worker *w, struct source_writer *out,
    struct err *err)
{
	struct row_tally *t = w->rows.tally;
	struct row_writing how = { .readable = readable,
		.requests_known = true,
		.errors_known = true,
		.latency_step_ns = 2 * MS }; /* two clock readings */
	struct run_facts f = RUN_UNKNOWN;

	f.tool = "jmeter";
	f.population = POPULATION_ALL;
	f.bytes_received = t->bytes;
	f.incomplete = w->rows.cut ? "the last row is cut" : NULL;
	if (row_requests(t)) {
		how.origin_ns = t->first_ns;
		f.duration_ns = t->last_ns - t->first_ns;
		if (!w->columns->clock)
			f.started_at_ns = t->first_ns;
	}
	if (f.duration_ns > 0)
		f.achieved_rps =
		    (double)row_requests(t) * 1e9 / (double)f.duration_ns;
	if (source_run(out, &f, err) ||
	    jmeter_threads_write(&w->threads, out, err))
		return -1;
	return row_tally_write(t, &how, out, err);
}

static void begin(void *worker)
{
	struct worker *w = worker;

	w->columns = w->rows.context;
}

static void merge(void *first, const void *worker)
{
	struct worker *into = first;
	const struct worker *from = worker;

	jmeter_threads_merge(&into->threads, &from->threads);
}

/* Where samples failed an assertion, those that succeeded passed it. */
static void count_passed(struct row_tally *t)
{
	int64_t passed = row_requests(t) - row_errors(t);

	if (t->checks[false].names.len && passed)
		row_checks(t, CHECK, true, passed);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct rows_format format = { .size = sizeof(struct worker),
		.step_ns = MS,
		.row = take_checked,
		.begin = begin,
		.merge = merge };
	struct jmeter_columns columns;
	struct worker total = { .columns = NULL };
	struct span head, line;
	int status;

	if (input_head(in, &head, err))
		return -1;
	if (!jmeter_columns_find(head, &columns))
		return err_at(err,
		    (struct pos){ input_name(in), input_pos(in).line + 1 },
		    "expected the columns timeStamp, elapsed and success");
	columns.ends = head_says_ends(head, &columns);
	if (columns.header && input_line(in, &line, err) < 0)
		return -1;
	format.separator = columns.separator;
	status = rows_read(in, &format, &columns, &total, err);
	count_passed(total.rows.tally);
	if (!status)
		status = write_run(&total, out, err);
	rows_release(&total.rows);
	return status;
}

const struct importer importer_jmeter_csv = {
	.name = "jmeter-csv",
	.about = "JMeter results in CSV (JTL): one row per sample",
	.evidence = "timed",
	.omission = "affected: threads wait for answers, not corrected",
	.sniff = sniff,
	.import = import,
};
