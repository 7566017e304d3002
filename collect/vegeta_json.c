/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vegeta's report in JSON: `vegeta report -type=json` (6 to 12.12).
 *
 *	{ "latencies": { "total": 3581605488, "mean": 5969342,
 *	    "50th": 4235686, "90th": 11135802, "95th": ..., "99th": ...,
 *	    "max": 88960558, "min": 768466 },
 *	  "buckets": { "0": 1, "1000000": 125, ..., "100000000": 0 },
 *	  "bytes_in": { "total": 7664, "mean": 12.77 }, "bytes_out": ...,
 *	  "earliest": "2026-11-22T16:03:34.17Z", "latest": ..., "end": ...,
 *	  "duration": 3993395057, "wait": 9658121, "requests": 600,
 *	  "rate": 150.2, "throughput": 145.6, "success": 0.9716,
 *	  "status_codes": { "200": 583, "503": 17 },
 *	  "errors": [ "503 Service Unavailable" ] }
 *
 * All times are nanoseconds.  What they mean: vegeta_report.h.
 *
 * - buckets are there with -buckets or -type='hist[...]' alone.  A key is the
 *   lower end; a bucket goes up to the next key, which is not in it, and the
 *   last one has no upper end but the maximum.  Scripts that sort keys sort
 *   them as texts: "0", "10000000", "2000000".
 * - 90th and min came with 12.8; throughput, of successes alone, with 12.6.
 * - errors has each text once, without a count; null if there is none.
 * - With -every, one report follows the other, each of all requests so far:
 *   of reports with the same "earliest" only the last is kept.
 */
#include <stdlib.h>
#include <string.h>

#include "base/units.h"
#include "collect/importer.h"
#include "collect/json_figure.h"
#include "collect/sniff.h"
#include "collect/vegeta_report.h"

static bool sniff(struct span head)
{
	return json_has_key(head, "latencies") &&
	       json_has_key(head, "bytes_in") &&
	       json_has_key(head, "status_codes");
}

/* "99th", "99.9th": 99, 99.9. */
static bool rank_of(const char *key, double *p)
{
	struct span s = span_of(key);

	if (!span_ends(s, SPAN("th")))
		return false;
	s.len -= 2;
	return span_double(s, 0, 100, p);
}

static int read_latencies(const struct json_node *root, struct vegeta_report *r,
    struct err *err)
{
	struct json_node in, e;

	if (json_object(root, "latencies", &in, err) ||
	    figure_time_try(&in, "mean", 1, &r->mean_ns, err) ||
	    figure_time_try(&in, "min", 1, &r->min_ns, err) ||
	    figure_time_try(&in, "max", 1, &r->max_ns, err))
		return -1;
	for (e = json_first(&in); e.value; e = json_after(&e)) {
		double p, ns = NAN;

		if (!rank_of(e.key, &p))
			continue;
		if (figure_time_try(&e, NULL, 1, &ns, err))
			return -1;
		if (isnan(ns))
			continue;
		if (r->n_stated == VEGETA_PERCENTILES_MAX)
			return json_fail(&e, err, "expected fewer percentiles");
		r->stated[r->n_stated++] = figure_percentile(p, ns, 1);
	}
	return 0;
}

static int compare_buckets(const void *a, const void *b)
{
	int64_t left = ((const struct bucket *)a)->low_ns;
	int64_t right = ((const struct bucket *)b)->low_ns;

	return (left > right) - (left < right);
}

/* Sorts the buckets and ends each where the next begins. */
static int close_buckets(struct vegeta_report *r, struct bucket *at, size_t len,
    const struct json_node *buckets, struct err *err)
{
	int64_t max = figure_ns(r->max_ns);

	qsort(at, len, sizeof(*at), compare_buckets);
	for (size_t i = 0; i < len; i++) {
		at[i].high_ns = i + 1 < len ? at[i + 1].low_ns : max;
		if (!at[i].count)
			continue;
		if (at[i].high_ns < at[i].low_ns)
			return json_fail(buckets, err,
			    "%lld requests above the maximum",
			    (long long)at[i].count);
		if (histogram_append(&r->histogram, at[i], err))
			return -1;
	}
	if (r->histogram.count != r->requests)
		return json_fail(buckets, err,
		    "the counts add up to %lld, but requests says %lld",
		    (long long)r->histogram.count, (long long)r->requests);
	r->histogram.min_ns = figure_ns(r->min_ns);
	r->histogram.max_ns = max;
	return 0;
}

static int read_bucket(const struct json_node *e, struct bucket *b,
    struct err *err)
{
	if (!span_int(span_of(e->key), 0, (int64_t)FIGURE_TIME_MAX_NS,
		&b->low_ns))
		return json_fail(e, err,
		    "expected a key in nanoseconds, got \"%s\"", e->key);
	return figure_count_try(e, NULL, &b->count, err);
}

/* Those of -buckets, if there are any. */
static int read_buckets(const struct json_node *root, struct arena *a,
    struct vegeta_report *r, struct err *err)
{
	struct json_node in, e;
	struct bucket *at;
	size_t len = 0;

	if (json_object_try(root, "buckets", &in, err))
		return -1;
	if (!in.value || !json_count(&in) || r->requests <= 0)
		return 0;
	at = arena_alloc(a, json_count(&in), sizeof(*at));
	for (e = json_first(&in); e.value; e = json_after(&e))
		if (read_bucket(&e, &at[len++], err))
			return -1;
	return close_buckets(r, at, len, &in, err);
}

static int read_codes(const struct json_node *root, struct arena *a,
    struct vegeta_report *r, struct err *err)
{
	struct json_node in, e;

	if (json_object(root, "status_codes", &in, err))
		return -1;
	for (e = json_first(&in); e.value; e = json_after(&e)) {
		struct count c = { arena_strdup(a, e.key), 0 };

		if (r->codes.len == VEGETA_CODES_MAX)
			return json_fail(&in, err, "expected fewer statuses");
		if (figure_count_try(&e, NULL, &c.count, err))
			return -1;
		*ARENA_PUSH(a, &r->codes) = c;
	}
	r->codes_stated = true;
	return 0;
}

static int read_errors(const struct json_node *root, struct arena *a,
    struct vegeta_report *r, struct err *err)
{
	struct json_node in, e;

	if (json_array_try(root, "errors", &in, err))
		return -1;
	for (e = json_first(&in); e.value; e = json_after(&e)) {
		const char *message;

		if (r->messages.len == VEGETA_ERRORS_MAX)
			return json_fail(&in, err, "expected fewer errors");
		if (json_string(&e, NULL, &message, err))
			return -1;
		*ARENA_PUSH(a, &r->messages) =
		    span_of(arena_strdup(a, message));
	}
	return 0;
}

static int read_times(const struct json_node *root, struct vegeta_report *r,
    struct err *err)
{
	const char *earliest = "";

	if (json_string_try(root, "earliest", &earliest, err) ||
	    figure_time_try(root, "duration", 1, &r->attack_ns, err) ||
	    figure_time_try(root, "wait", 1, &r->wait_ns, err))
		return -1;
	if (!r->requests) /* 0001-01-01 */
		return 0;
	time_parse(span_of(earliest), &r->started_at_ns);
	return json_number_try(root, "rate", &r->rate, err);
}

static int read_report(const struct json_node *root, struct arena *a,
    struct vegeta_report *r, struct err *err)
{
	struct json_node bytes;

	if (!json_member(root, "requests").value)
		return json_fail(root, err, "expected the key \"requests\"");
	if (figure_count_try(root, "requests", &r->requests, err) ||
	    read_times(root, r, err) || read_latencies(root, r, err) ||
	    read_buckets(root, a, r, err) || read_codes(root, a, r, err) ||
	    read_errors(root, a, r, err) ||
	    json_object_try(root, "bytes_in", &bytes, err))
		return -1;
	return figure_count_try(&bytes, "total", &r->bytes_received, err);
}

static int write_document(const struct json *doc, struct source_writer *out,
    struct err *err)
{
	struct vegeta_report r = VEGETA_REPORT_EMPTY;
	struct json_node root = json_root(doc);
	struct arena a = { 0 };
	int status = read_report(&root, &a, &r, err);

	if (!status)
		status = vegeta_report_write(&r, &a, out, err);
	histogram_release(&r.histogram);
	arena_release(&a);
	return status;
}

/* Is `next` a later report of the same attack? */
static bool continues(const struct json *doc, const struct json *next)
{
	struct json_node left = json_root(doc), right = json_root(next);
	const char *a = "", *b = "";
	struct err ignored;

	return json_string_try(&left, "earliest", &a, &ignored) == 0 &&
	       json_string_try(&right, "earliest", &b, &ignored) == 0 && *a &&
	       strcmp(a, b) == 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct json *doc = NULL, *next = NULL;
	struct pos pos = input_start(in);
	struct span rest;
	int status = input_all(in, &rest, err) ? -1 : 1;

	while (status == 1) {
		status = json_next(&rest, &pos, &next, err);
		if (status >= 0 && doc && !(next && continues(doc, next)) &&
		    write_document(doc, out, err))
			status = -1;
		json_free(doc);
		doc = next;
		next = NULL;
	}
	json_free(doc);
	if (!status && !source_runs(out))
		return err_at(err, pos, "expected a report of vegeta");
	return status;
}

const struct importer importer_vegeta_json = {
	.name = "vegeta-json",
	.about = "vegeta report -type=json: a report, with or without buckets",
	.evidence = "percentiles, or histogram",
	.omission = "not affected: open loop",
	.sniff = sniff,
	.import = import,
};
