/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * autocannon's result in JSON: `autocannon -j` (0.x to 9), one document a URL.
 *
 *	{ "url": "http://127.0.0.1/1k", "connections": 2, "pipelining": 1,
 *	  "duration": 2.01, "start": "2026-11-22T16:58:54.341Z", "finish": ...,
 *	  "errors": 0, "timeouts": 0, "mismatches": 0, "non2xx": 2124,
 *	  "1xx": 0, "2xx": 18957, "3xx": 0, "4xx": 0, "5xx": 2124,
 *	  "statusCodeStats": { "200": { "count": 18957 }, ... },
 *	  "latency": { "average": 0.06, "stddev": 0.45, "min": 1, "max": 15,
 *	    "p50": 0, "p97_5": 0, "p99": 2, ..., "totalCount": 21081 },
 *	  "requests": { "average": 10540, ..., "total": 21081, "sent": 21083 },
 *	  "throughput": { ..., "total": 23697840 } }
 *
 * - Latencies are whole milliseconds, cut: 2 is anything from 2 to 3.  Their
 *   mean is up to 1 ms too small, and their minimum is 1 where p0_001 is 0:
 *   neither is used.
 * - requests and throughput have percentiles, too: of counts per second.
 * - In 2017, p999 was 99.9, p9999 99.99, and so on; p97_5 is 97.5.
 * - Latencies are of all responses, whatever their status.  errors (with
 *   timeouts among them) had no response, and are in neither "total".  non2xx
 *   has 1xx and 3xx in it: which statuses are errors is known better.
 * - With -R or -r, latencies that a late request might have had are added
 *   (HdrHistogram's expected interval), but with an interval that is rounded
 *   up to a whole millisecond, which at low rates makes most of them up.
 *   Neither option is recorded; that totalCount is more than the responses
 *   tells of it.  Such latencies are not what was measured, and are left out.
 * - requests.average is the mean of whole seconds; total by duration is what
 *   was achieved.
 */
#include <math.h>
#include <string.h>

#include "base/target.h"
#include "base/units.h"
#include "collect/autocannon.h"
#include "collect/importer.h"
#include "collect/json_figure.h"
#include "collect/sniff.h"

#define MS 1e6
#define STATUSES_MAX 1000

static bool sniff(struct span head)
{
	struct span latency;

	return json_has_key(head, "requests") &&
	       json_has_key(head, "throughput") &&
	       json_has_key(head, "connections") &&
	       json_key_value(head, "latency", &latency) &&
	       json_has_key(latency, "average");
}

/* "p97_5" is 97.5; "p999" is 99.9, as "p99_9" is. */
static bool rank_of(const char *key, double *p)
{
	char text[16];
	size_t n = 0, digits = 0;

	if (*key++ != 'p' || strlen(key) > 8)
		return false;
	for (; *key; key++) {
		if (*key == '_')
			digits = 2;
		if (digits++ == 2)
			text[n++] = '.';
		if (*key != '_')
			text[n++] = *key;
	}
	return span_double((struct span){ text, n }, 0, 100, p);
}

static int read_percentile(struct autocannon_run *r, const struct json_node *e,
    struct err *err)
{
	double p, ns = NAN;

	if (!rank_of(e->key, &p))
		return 0;
	if (figure_time_try(e, NULL, MS, &ns, err))
		return -1;
	if (isnan(ns))
		return 0;
	if (!autocannon_state(r, p, ns))
		return json_fail(e, err, "expected fewer percentiles");
	return 0;
}

static int read_latency(const struct json_node *root, struct autocannon_run *r,
    struct err *err)
{
	struct json_node latency, e;

	if (json_object(root, "latency", &latency, err) ||
	    figure_time_try(&latency, "max", MS, &r->max_ns, err) ||
	    figure_count_try(&latency, "totalCount", &r->recorded, err))
		return -1;
	for (e = json_first(&latency); e.value; e = json_after(&e))
		if (read_percentile(r, &e, err))
			return -1;
	return 0;
}

static int read_responses(const struct json_node *root,
    struct autocannon_run *r, struct err *err)
{
	static const char *const classes[] = { "1xx", "2xx", "3xx", "4xx",
		"5xx" };

	r->responses = 0;
	for (size_t i = 0; i < 5; i++) {
		int64_t count = 0;

		if (figure_count_try(root, classes[i], &count, err))
			return -1;
		r->responses += count;
		r->classes[i] = count;
	}
	if (figure_count_try(root, "errors", &r->errors, err) ||
	    figure_count_try(root, "timeouts", &r->timeouts, err))
		return -1;
	return figure_count_try(root, "mismatches", &r->mismatches, err);
}

static int read_statuses(const struct json_node *root, struct autocannon_run *r,
    struct err *err)
{
	struct json_node list, e;

	if (json_object_try(root, "statusCodeStats", &list, err))
		return -1;
	if (list.value && json_count(&list) > STATUSES_MAX)
		return json_fail(&list, err, "expected fewer statuses");
	for (e = json_first(&list); e.value; e = json_after(&e)) {
		struct count c = { arena_strdup(&r->arena, e.key), 0 };

		if (figure_count_try(&e, "count", &c.count, err))
			return -1;
		if (c.count)
			*ARENA_PUSH(&r->arena, &r->statuses) = c;
	}
	return 0;
}

static int read_facts(const struct json_node *root, struct autocannon_run *r,
    struct err *err)
{
	struct json_node throughput;
	const char *url = "", *title = NULL, *start = "";
	double duration_ns = NAN;

	if (json_string_try(root, "url", &url, err) ||
	    json_string_try(root, "title", &title, err) ||
	    json_string_try(root, "start", &start, err) ||
	    figure_time_try(root, "duration", 1e9, &duration_ns, err) ||
	    figure_count_try(root, "connections", &r->facts.connections, err) ||
	    figure_count_try(root, "pipelining", &r->pipelining, err) ||
	    json_object_try(root, "throughput", &throughput, err))
		return -1;
	if (*url)
		r->facts.target =
		    target_without_secrets(&r->arena, span_of(url));
	r->facts.name = title;
	time_parse(span_of(start), &r->facts.started_at_ns);
	r->facts.duration_ns = figure_ns(duration_ns);
	return figure_count_try(&throughput, "total", &r->facts.bytes_received,
	    err);
}

static int write_document(const struct json *doc, struct source_writer *out,
    struct err *err)
{
	struct json_node root = json_root(doc);
	struct autocannon_run r;
	int status = 0;

	autocannon_begin(&r);
	if (read_facts(&root, &r, err) || read_responses(&root, &r, err) ||
	    read_statuses(&root, &r, err) || read_latency(&root, &r, err) ||
	    autocannon_write(&r, out, err))
		status = -1;
	arena_release(&r.arena);
	return status;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct pos pos = input_start(in);
	struct json *doc = NULL;
	struct span rest;
	int status = input_all(in, &rest, err) ? -1 : 1;

	while (status == 1) {
		status = json_next(&rest, &pos, &doc, err);
		if (status == 1 && write_document(doc, out, err))
			status = -1;
		json_free(doc);
		doc = NULL;
	}
	if (!status && !source_runs(out))
		return err_at(err, pos, "expected a result of autocannon");
	return status;
}

const struct importer importer_autocannon_json = {
	.name = "autocannon-json",
	.about = "autocannon -j: the result, also of several URLs",
	.evidence = "percentiles",
	.omission = "affected: closed loop; -R adds latencies, which are left "
		    "out",
	.sniff = sniff,
	.import = import,
};
