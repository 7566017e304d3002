/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Locust's report as HTML: `locust --html FILE`, and its download.  Before 2.17
 * it has tables (locust_tables.c); since then the figures stand in a script:
 *
 *	<script>
 *	  window.templateArgs = {
 *	    "requests_statistics": [ { "method": "GET", "name": "/1k",
 *	        "num_requests": 9143, "num_failures": 0,
 *	        "avg_response_time": 1.8, "min_response_time": 0.7,
 *	        "max_response_time": 12, "total_rps": 1579.3, ... },
 *	      { "method": "", "name": "Aggregated", ... } ],
 *	    "response_time_statistics": [ { "method": "GET", "name": "/1k",
 *	        "0.5": 2, "0.6": 2, ..., "0.99": 3, "1.0": 12 }, ... ],
 *	    "failures_statistics": [ { "method": ..., "name": ..., "error": ...,
 *	        "occurrences": 3 } ],
 *	    "start_time": "2026-11-22T10:00:00Z", "end_time": ...,
 *	    "host": "http://127.0.0.1", "history": [ ... ], ... }
 *	</script>
 *
 * Times of requests are in milliseconds; what they mean: locust.h.  The entry
 * without a method is the sum of all.  A time without a zone ("2023-01-01
 * 10:00:00"), as the first of these versions have it, is UTC.
 */
#include <math.h>
#include <string.h>

#include "base/target.h"
#include "collect/importer.h"
#include "collect/json_figure.h"
#include "collect/locust.h"
#include "collect/sniff.h"

#define MS 1e6
#define MARK SPAN("window.templateArgs")
#define TABLES SPAN("<h1>Locust Test Report</h1>")

static bool is_html(struct span head)
{
	return sniff_first(head) == '<';
}

static bool sniff(struct span head)
{
	return is_html(head) &&
	       (span_find(head, MARK) >= 0 ||
		   span_find(head, SPAN("<title>Locust</title>")) >= 0 ||
		   (span_find(head, TABLES) >= 0 &&
		       span_find(head, SPAN("># Fails</th>")) >= 0));
}

static struct locust_entry *entry_for(struct locust_run *r,
    const struct json_node *e, struct err *err)
{
	const char *method = "", *name = "";
	struct locust_entry *entry;

	if (json_string_try(e, "method", &method, err) ||
	    json_string_try(e, "name", &name, err))
		return NULL;
	entry = locust_row_of(r, method, name);
	if (!entry)
		json_fail(e, err, "expected fewer entries");
	return entry;
}

static int read_request(struct locust_run *r, const struct json_node *e,
    struct err *err)
{
	struct locust_entry *entry = entry_for(r, e, err);
	double min_ns = NAN, max_ns = NAN;

	if (!entry ||
	    figure_count_try(e, "num_requests", &entry->facts.requests, err) ||
	    figure_count_try(e, "num_failures", &entry->facts.errors, err))
		return -1;
	if (entry == &r->total &&
	    json_number_try(e, "total_rps", &r->facts.achieved_rps, err))
		return -1;
	if (!entry->facts.requests) /* all figures are 0 then */
		return 0;
	if (figure_time_try(e, "avg_response_time", MS, &entry->facts.mean_ns,
		err) ||
	    figure_time_try(e, "min_response_time", MS, &min_ns, err) ||
	    figure_time_try(e, "max_response_time", MS, &max_ns, err))
		return -1;
	entry->facts.min_ns = figure_ns(min_ns);
	entry->facts.max_ns = figure_ns(max_ns);
	return 0;
}

/* "0.99": 99. */
static bool share_of(const char *key, double *p)
{
	double share;

	if (!span_double(span_of(key), 0, 1, &share))
		return false;
	*p = round(share * 1e11) / 1e9;
	return true;
}

static int read_percentiles(struct locust_run *r, const struct json_node *e,
    struct err *err)
{
	struct locust_entry *entry = entry_for(r, e, err);
	struct json_node value;

	if (!entry)
		return -1;
	for (value = json_first(e); value.value; value = json_after(&value)) {
		double p, ns = NAN;

		if (!share_of(value.key, &p))
			continue;
		if (figure_time_try(&value, NULL, MS, &ns, err))
			return -1;
		if (!isnan(ns) && entry->facts.requests != 0 &&
		    entry->stated.len < LOCUST_PERCENTILES_MAX)
			*ARENA_PUSH(&r->arena, &entry->stated) =
			    locust_percentile(p, ns / MS);
	}
	return 0;
}

typedef int read_fn(struct locust_run *r, const struct json_node *e,
    struct err *err);

static int read_list(const struct json_node *root, const char *key,
    read_fn *read, struct locust_run *r, struct err *err)
{
	struct json_node list, e;

	if (json_array_try(root, key, &list, err))
		return -1;
	for (e = json_first(&list); e.value; e = json_after(&e)) {
		if (read(r, &e, err))
			return -1;
		arena_release(&r->scratch);
	}
	return 0;
}

static int read_facts(const struct json_node *root, struct locust_run *r,
    struct err *err)
{
	const char *host = "", *start = "", *end = "";

	if (json_string_try(root, "host", &host, err) ||
	    json_string_try(root, "start_time", &start, err) ||
	    json_string_try(root, "end_time", &end, err))
		return -1;
	if (*host && strcmp(host, "None") != 0)
		r->facts.target =
		    target_without_secrets(&r->arena, span_of(host));
	locust_set_utc(r, span_of(start), span_of(end));
	return 0;
}

static int read_report(const struct json_node *root, struct locust_run *r,
    struct err *err)
{
	struct json_node list;

	if (json_array(root, "requests_statistics", &list, err) ||
	    read_facts(root, r, err) ||
	    read_list(root, "requests_statistics", read_request, r, err) ||
	    read_list(root, "response_time_statistics", read_percentiles, r,
		err))
		return -1;
	if (r->total.facts.requests == UNKNOWN)
		r->facts.incomplete = "the row of all is missing";
	return read_list(root, "failures_statistics", locust_error_read, r,
	    err);
}

/* The object behind the mark. */
static struct span arguments(struct span text)
{
	ptrdiff_t at = span_find(text, MARK);
	struct span rest = text;

	if (at < 0)
		return (struct span){ text.at, 0 };
	rest = span_skip(text, (size_t)at);
	span_cut(&rest, '=');
	rest = sniff_start(rest);
	return json_take_value(&rest);
}

static int read_script(struct span text, struct pos start, struct locust_run *r,
    struct err *err)
{
	struct span object = arguments(text);
	struct json_node root;
	struct json *doc;
	int status;

	if (!object.len)
		return err_set(err,
		    "%s: a report of Locust without \"window.templateArgs\"",
		    start.file);
	doc = json_parse(object, pos_of(start, text, object.at), err);
	if (!doc)
		return -1;
	root = json_root(doc);
	status = read_report(&root, r, err);
	json_free(doc);
	return status;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct pos start = input_start(in);
	struct locust_run r;
	struct span text;
	int status;

	if (input_all(in, &text, err))
		return -1;
	locust_run_begin(&r);
	if (span_find(text, MARK) < 0 && span_find(text, TABLES) >= 0)
		status = locust_tables_read(text, start, &r, err);
	else
		status = read_script(text, start, &r, err);
	if (!status)
		status = locust_run_write(&r, out, err);
	locust_run_release(&r);
	return status;
}

const struct importer importer_locust_html = {
	.name = "locust-html",
	.about = "locust --html: the report",
	.evidence = "percentiles",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
