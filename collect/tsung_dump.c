/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tsung's requests, tsung.dump, with dumptraffic="protocol" (1.4 to 1.7).
 *
 *	#date;pid;id;http method;host;URL;HTTP status;size;duration;transaction;
 *		match;error;tag
 *	1398962662.309014;<0.94.0>;1;get;h;/;200;13118;238.420;-;;;
 *
 * - date is Unix time in seconds, set when the line is written: the end of the
 *   request, or a little later.  duration is milliseconds with 3 digits.
 * - A URL may have ";" in it: the fields before it count from the front, and
 *   those behind it from the end.
 * - Where there is an error (error_connect_econnrefused) or no status
 *   (error_no_http_status), there was no response, and no latency.
 * - match is a functional check: "match" or "nomatch" (or other words).
 * - Sessions arrive by a schedule; the requests of one wait for each other.  So
 *   the load is neither open nor closed.
 * - Hosts, URLs and users are not kept.
 */
#include <math.h>

#include "collect/clocked.h"
#include "collect/report_line.h"
#include "collect/sniff.h"
#include "collect/summary.h"
#include "collect/tsung_stats.h"

#define HEADER SPAN("#date;pid;id;")
#define STEP_NS 1000
#define SECONDS_MAX 9e9
#define MS_MAX 1e9

enum { FIELDS_LEFT = 5 }; /* before the URL */
enum field { STATUS, SIZE, DURATION, TRANSACTION, MATCH, ERROR, TAG, FIELDS };

struct dump {
	struct summary summary;
	struct clocked clocked;
	double bytes;
	int64_t errors;
};

static bool sniff(struct span head)
{
	return span_starts(sniff_start(head), HEADER);
}

/* Takes what stands behind the last `sep` off the end of *rest, and sep. */
static struct span cut_last(struct span *rest, char sep)
{
	size_t at = rest->len;
	struct span field;

	while (at && rest->at[at - 1] != sep)
		at--;
	field = span_skip(*rest, at);
	rest->len = at ? at - 1 : 0;
	return field;
}

/* The fields behind the URL, and the date in front. */
static bool row_split(struct span row, struct span *date,
    struct span field[FIELDS])
{
	size_t separators = 0;

	for (size_t i = 0; i < row.len; i++)
		separators += row.at[i] == ';';
	if (separators < FIELDS_LEFT + FIELDS)
		return false;
	*date = span_cut(&row, ';');
	for (size_t i = FIELDS; i-- > 0;)
		field[i] = cut_last(&row, ';');
	return true;
}

/* Counts the row; true if it is one without a response. */
static bool count_row(struct dump *d, const struct span field[FIELDS])
{
	struct summary *s = &d->summary;
	int64_t status, size;
	bool answered = span_int(field[STATUS], 100, 999, &status);

	if (span_is(field[MATCH], "match"))
		s->check.passed++;
	else if (span_is(field[MATCH], "nomatch"))
		s->check.failed++;
	if (span_int(field[SIZE], 0, INT64_MAX, &size))
		d->bytes += (double)size;
	if (answered)
		summary_status(s, field[STATUS], 1);
	d->errors += field[ERROR].len || !answered || http_is_error(status);
	if (field[ERROR].len)
		summary_error(s, tsung_error_kind(field[ERROR]), field[ERROR],
		    1);
	else if (!answered)
		summary_error(s, "other", field[STATUS], 1);
	return field[ERROR].len || !answered;
}

static int read_row(void *reader, struct span row, struct pos pos,
    struct err *err)
{
	struct dump *d = reader;
	struct span date, field[FIELDS];
	double seconds, ms;
	int64_t end_ns, latency_ns;
	bool failed;

	if (!row.len || row.at[0] == '#')
		return 0;
	if (!row_split(row, &date, field))
		return err_at(err, pos, "expected %d fields, got fewer",
		    FIELDS_LEFT + 1 + FIELDS);
	if (!span_double(date, 0, SECONDS_MAX, &seconds))
		return err_at(err, pos,
		    "expected a time in seconds, got \"%.*s\"", SPAN_ARG(date));
	failed = count_row(d, field);
	if (!span_double(field[DURATION], 0, MS_MAX, &ms)) {
		if (!failed)
			return err_at(err, pos,
			    "expected a duration in milliseconds, got "
			    "\"%.*s\"",
			    SPAN_ARG(field[DURATION]));
		ms = 0;
	}
	end_ns = llround(seconds * 1e6) * 1000;
	latency_ns = llround(ms * 1e6);
	return clocked_add(&d->clocked,
	    end_ns > latency_ns ? end_ns - latency_ns : 0,
	    failed ? -1 : latency_ns, pos, err);
}

static int read_rows(struct input *in, struct dump *d, struct err *err)
{
	int status = lines_read(in, read_row, d, err);

	if (!status && !d->clocked.rows)
		return err_set(err, "%s: expected a request, got none",
		    input_name(in));
	return status;
}

static int write_run(struct dump *d, struct source_writer *out, struct err *err)
{
	struct summary *s = &d->summary;
	const struct clocked *c = &d->clocked;

	s->run.population = POPULATION_SUCCESSES;
	s->run.started_at_ns = c->first_ns;
	s->run.duration_ns = c->last_ns - c->first_ns;
	if (d->bytes < 9e18)
		s->run.bytes_received = llround(d->bytes);
	s->total.requests = c->rows;
	s->total.errors = d->errors;
	s->total.latency_step_ns = STEP_NS;
	if (s->check.passed + s->check.failed > 0)
		s->check.name = "match";
	clocked_facts(c, &s->total);
	if (summary_write(s, out, err))
		return -1;
	return clocked_write(c, out, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct dump d = { .clocked = clocked_new(STEP_NS) };
	int status;

	summary_begin(&d.summary, "tsung");
	status = read_rows(in, &d, err);
	if (!status)
		status = write_run(&d, out, err);
	clocked_release(&d.clocked);
	summary_release(&d.summary);
	return status;
}

const struct importer importer_tsung_dump = {
	.name = "tsung-dump",
	.about = "tsung.dump: one row per request",
	.evidence = "timed",
	.omission = "affected in part: requests of a session wait",
	.sniff = sniff,
	.import = import,
};
