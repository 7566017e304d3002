/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vegeta's results as `vegeta attack` writes them: one Go struct a request, in
 * gob (gob.h), in the order in which the requests ended.
 *
 *	Attack, Method, URL, Error string     Code uint16, Seq uint64
 *	Timestamp time.Time (of the start)    Latency int64 (nanoseconds)
 *	BytesIn, BytesOut uint64              Body []byte, Headers map
 *
 * - Fields came over time (Body with 7, Attack and Seq with 8, Method, URL and
 *   Headers with 12.8) and changed their order: they go by their names.
 * - Code 0, which is not even written, is no response.  Error is also there
 *   for a status of 400 and above, where it repeats the status.
 * - time.Time encodes itself: a version, seconds since the year 1 as 8 bytes,
 *   nanoseconds as 4 bytes, the zone.
 * - Body and Headers may hold secrets, and are not looked at.
 * - Windows begin at whole seconds of Unix time, as the earliest request is
 *   known only at the end.
 * - An attack that is killed leaves a result that is cut.
 *
 * What the figures mean: vegeta_report.h.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/units.h"
#include "collect/go_error.h"
#include "collect/gob.h"
#include "collect/importer.h"
#include "collect/target.h"
#include "collect/vegeta_report.h"

#define STATUS_MAX 999
#define KINDS_MAX 100 /* errors beyond are counted together */
#define SPAN_MAX_NS (1000000 * NS_PER_S) /* of a run: eleven days */
#define LATENCY_MAX_NS ((int64_t)1000000 * NS_PER_S)
#define BYTES_MAX ((int64_t)1 << 50)
#define UNIX_EPOCH 62135596800 /* in seconds since the year 1 */
#define UNIX_2200 7258118400

struct result {
	int64_t code, at_ns, latency_ns, bytes_in;
	struct span error, url, attack;
};

struct error_kind {
	const char *message;
	int64_t count;
};

struct results {
	struct recorder *recorder; /* by Unix time */
	struct arena arena;
	const char *url, *attack; /* NULL: none, or not the same for all */
	int64_t status[STATUS_MAX + 1];
	struct error_kind errors[KINDS_MAX];
	size_t n_errors;
	int64_t more_errors;
	int64_t requests, bytes_in;
	int64_t first_ns, from_ns; /* of the first in the file, of all */
	int64_t latest_ns, to_ns;  /* of the last start, of the last end */
	int64_t min_ns, max_ns;
	double sum_ns;
	bool cut;
};

static bool sniff(struct span head)
{
	if (head.len > 400)
		head.len = 400;
	return span_find(head, SPAN("\x06Result")) >= 0 &&
	       span_find(head, SPAN("\x09Timestamp")) >= 0 &&
	       span_find(head, SPAN("\x07Latency")) >= 0;
}

static uint64_t big_endian(const char *at, size_t len)
{
	uint64_t value = 0;

	for (size_t i = 0; i < len; i++)
		value = value << 8 | (unsigned char)at[i];
	return value;
}

/* From 1970 to 2200. */
static bool time_decode(struct span bytes, int64_t *unix_ns)
{
	uint64_t seconds, ns;

	if (bytes.len < 15 || (bytes.at[0] != 1 && bytes.at[0] != 2))
		return false;
	seconds = big_endian(bytes.at + 1, 8) - (uint64_t)UNIX_EPOCH;
	ns = big_endian(bytes.at + 9, 4);
	if (seconds > (uint64_t)UNIX_2200 || ns >= (uint64_t)NS_PER_S)
		return false;
	*unix_ns = (int64_t)(seconds * (uint64_t)NS_PER_S + ns);
	return true;
}

static void take_field(struct result *r, const struct gob_field *f)
{
	const struct {
		const char *name;
		int64_t *number;
		struct span *text;
	} fields[] = {
		{ "Code", &r->code, NULL },
		{ "Latency", &r->latency_ns, NULL },
		{ "BytesIn", &r->bytes_in, NULL },
		{ "Error", NULL, &r->error },
		{ "URL", NULL, &r->url },
		{ "Attack", NULL, &r->attack },
	};

	if (span_is(f->name, "Timestamp") && f->kind == GOB_BYTES)
		time_decode(f->bytes, &r->at_ns);
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		if (!span_is(f->name, fields[i].name))
			continue;
		if (fields[i].number && f->kind == GOB_NUMBER)
			*fields[i].number = f->number;
		if (fields[i].text && f->kind == GOB_BYTES)
			*fields[i].text = f->bytes;
	}
}

/* The words that all results share, or NULL. */
static void share(struct results *r, const char **shared, struct span text)
{
	if (!r->requests && text.len)
		*shared = arena_span(&r->arena, text);
	else if (*shared && !span_is(text, *shared))
		*shared = NULL;
}

static void add_error(struct results *r, struct span message)
{
	size_t i = 0;

	while (i < r->n_errors && !span_is(message, r->errors[i].message))
		i++;
	if (i == KINDS_MAX) {
		r->more_errors++;
		return;
	}
	if (i == r->n_errors) {
		r->errors[i].message = arena_span(&r->arena, message);
		r->n_errors++;
	}
	r->errors[i].count++;
}

static int check(const struct results *r, const struct result *s,
    struct input *in, struct err *err)
{
	const char *fault = NULL;

	if (s->at_ns == UNKNOWN)
		fault = "a time from 1970 to 2200";
	else if (s->code < 0 || s->code > STATUS_MAX)
		fault = "a status from 0 to 999";
	else if (s->latency_ns < 0 || s->latency_ns > LATENCY_MAX_NS)
		fault = "a latency from 0 to 1,000,000 seconds";
	else if (s->bytes_in < 0 || s->bytes_in > BYTES_MAX)
		fault = "fewer bytes";
	else if (r->requests && (s->at_ns > r->first_ns + SPAN_MAX_NS ||
				    s->at_ns < r->first_ns - SPAN_MAX_NS))
		fault = "a time within eleven days of the first";
	if (!fault)
		return 0;
	return err_set(err, "%s: result %lld: expected %s", input_name(in),
	    (long long)r->requests + 1, fault);
}

static void add(struct results *r, const struct result *s)
{
	int64_t end = s->at_ns + s->latency_ns;

	recorder_add(r->recorder, &(struct sample){ s->at_ns, s->latency_ns });
	share(r, &r->url, s->url);
	share(r, &r->attack, s->attack);
	if (!r->requests) {
		r->first_ns = r->from_ns = s->at_ns;
		r->min_ns = INT64_MAX;
	}
	if (s->at_ns < r->from_ns)
		r->from_ns = s->at_ns;
	if (s->at_ns > r->latest_ns)
		r->latest_ns = s->at_ns;
	if (end > r->to_ns)
		r->to_ns = end;
	if (s->latency_ns < r->min_ns)
		r->min_ns = s->latency_ns;
	if (s->latency_ns > r->max_ns)
		r->max_ns = s->latency_ns;
	r->sum_ns += (double)s->latency_ns;
	r->bytes_in += s->bytes_in;
	r->status[s->code]++;
	if (s->error.len && s->code < 400)
		add_error(r, s->error);
	r->requests++;
}

static int read_result(struct gob *g, struct result *s, struct err *err)
{
	struct gob_field f;
	int status;

	*s = (struct result){ .at_ns = UNKNOWN };
	while ((status = gob_field(g, &f, err)) == 1)
		take_field(s, &f);
	return status;
}

static int read_results(struct input *in, struct results *r, struct err *err)
{
	struct gob *g = gob_open(in);
	struct result s;
	int status;

	while ((status = gob_next(g, &r->cut, err)) == 1) {
		if (read_result(g, &s, err) || check(r, &s, in, err)) {
			status = -1;
			break;
		}
		add(r, &s);
	}
	gob_free(g);
	return status;
}

static struct run_facts facts_of(struct results *r)
{
	struct run_facts f = vegeta_facts();

	f.name = r->attack;
	if (r->url)
		f.target = target_without_secrets(&r->arena, span_of(r->url));
	if (r->cut)
		f.incomplete = "the last result is cut";
	if (!r->requests)
		return f;
	f.started_at_ns = r->from_ns;
	f.duration_ns = r->to_ns - r->from_ns;
	f.bytes_received = r->bytes_in;
	if (r->latest_ns > r->from_ns)
		f.achieved_rps = (double)r->requests * 1e9 /
				 (double)(r->latest_ns - r->from_ns);
	return f;
}

static struct series_facts total_of(const struct results *r)
{
	struct series_facts s = SERIES_UNKNOWN;

	s.name = "total";
	s.requests = r->requests;
	s.errors = r->requests;
	for (int i = 0; i <= STATUS_MAX; i++)
		if (vegeta_is_success(i))
			s.errors -= r->status[i];
	if (!r->requests)
		return s;
	s.evidence = EVIDENCE_TIMED;
	s.mean_ns = r->sum_ns / (double)r->requests;
	s.min_ns = r->min_ns;
	s.max_ns = r->max_ns;
	return s;
}

static int write_windows(const struct results *r, struct source_writer *out,
    struct err *err)
{
	struct histogram h;
	int64_t second, first = r->from_ns / NS_PER_S;
	int status = 0;

	for (size_t i = 0;
	     !status && recorder_window(r->recorder, i, &second, &h); i++) {
		status = series_histogram(out, second - first, &h, err);
		histogram_release(&h);
	}
	return status;
}

static int write_counts(struct results *r, struct source_writer *out,
    struct err *err)
{
	for (int i = 0; i <= STATUS_MAX; i++) {
		char code[8];

		snprintf(code, sizeof(code), "%d", i);
		if (r->status[i] && series_status(out, code, r->status[i], err))
			return -1;
	}
	for (size_t i = 0; i < r->n_errors; i++) {
		struct span message = span_of(r->errors[i].message);

		if (series_error(out, go_error_kind(message),
			go_error_text(&r->arena, message), r->errors[i].count,
			err))
			return -1;
	}
	if (!r->more_errors)
		return 0;
	return series_error(out, "other", "of more kinds", r->more_errors, err);
}

static int write_run(struct results *r, struct source_writer *out,
    struct err *err)
{
	struct run_facts facts = facts_of(r);
	struct series_facts total = total_of(r);

	if (source_run(out, &facts, err) || run_series(out, &total, err) ||
	    write_windows(r, out, err))
		return -1;
	return write_counts(r, out, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct results *r = xcalloc(1, sizeof(*r));
	int status;

	r->recorder = recorder_new(1);
	status = read_results(in, r, err);
	if (!status)
		status = write_run(r, out, err);
	recorder_free(r->recorder);
	arena_release(&r->arena);
	free(r);
	return status;
}

const struct importer importer_vegeta_gob = {
	.name = "vegeta-gob",
	.about = "vegeta attack: its results, one by one",
	.evidence = "timed",
	.omission = "not affected: open loop",
	.sniff = sniff,
	.import = import,
};
