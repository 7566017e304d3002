/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plow's results, as written by `plow --json` (1.0 to 1.3).
 *
 *	{"Summary": {"Elapsed": "3s", "Count": 9423, "Counts": {"2xx": 9423},
 *	   "RPS": 3137.994, "Concurrency": 10, "Reads": "0.398MB/s", ...},
 *	 "Error": {"dial tcp ...": 3},
 *	 "Statistics": {"Latency": {"Min": "72us", "Mean": "3.184ms",
 *	   "StdDev": "4.413ms", "Max": "62.25ms"}, "RPS": {...}},
 *	 "Percentiles": {"P50": "1.971ms", ..., "P99.99": "62.25ms"},
 *	 "Histograms": [["1.949ms", 6844], ...]}
 *
 * - Times are texts with a unit, or with --seconds numbers of seconds, cut off
 *   (not rounded) at a microsecond.
 * - With an interval there are several documents, each of the run so far: the
 *   last one is the result.
 * - Elapsed is cut off at 100 ms: the run took Count over RPS.
 * - Percentiles are estimates of a quantile stream, whose rank may be off by 1
 *   % for p50 and p75, 0.1 % from p90 to p99.  The times of Histograms are
 *   means of bins, whose ends nobody knows: they are not used.
 * - Latencies are of all requests, also of those that failed; to connect is a
 *   part of them.  A connection sends when its last request is done.
 */
#include <math.h>

#include "base/units.h"
#include "collect/documents.h"
#include "collect/go_error.h"
#include "collect/json_figure.h"
#include "collect/plow.h"
#include "collect/sniff.h"

static bool sniff(struct span head)
{
	return json_has_key(head, "Summary") &&
	       json_has_key(head, "Statistics") &&
	       json_has_key(head, "Percentiles");
}

/* A time as text or number; NAN if it is missing. */
static int read_time(const struct json_node *in, const char *key, double *ns,
    struct err *err)
{
	struct json_node node = json_member(in, key);
	const char *text;

	*ns = NAN;
	if (!node.value)
		return 0;
	if (!json_is_string(&node))
		return figure_time_try(in, key, 1e9, ns, err);
	if (json_string(in, key, &text, err))
		return -1;
	if (!plow_time(span_of(text), ns))
		return json_fail(&node, err, "expected a time, got \"%s\"",
		    text);
	return 0;
}

static int read_summary(const struct json_node *root, struct summary *s,
    struct err *err)
{
	struct json_node summary, counts, errors;

	if (json_object(root, "Summary", &summary, err) ||
	    json_object_try(&summary, "Counts", &counts, err) ||
	    json_object_try(root, "Error", &errors, err) ||
	    json_number_try(&summary, "RPS", &s->run.achieved_rps, err) ||
	    figure_count_try(&summary, "Count", &s->total.requests, err) ||
	    figure_count_try(&summary, "Concurrency", &s->run.connections,
		err) ||
	    document_counts(&counts, summary_status, s, err) ||
	    document_counts(&errors, go_error_add, s, err))
		return -1;
	return 0;
}

static int read_latencies(const struct json_node *root, struct summary *s,
    struct err *err)
{
	struct json_node statistics, latency, list;
	double min, max;

	if (json_object_try(root, "Statistics", &statistics, err) ||
	    json_object_try(&statistics, "Latency", &latency, err) ||
	    json_object_try(root, "Percentiles", &list, err) ||
	    read_time(&latency, "Min", &min, err) ||
	    read_time(&latency, "Max", &max, err) ||
	    read_time(&latency, "Mean", &s->total.mean_ns, err) ||
	    read_time(&latency, "StdDev", &s->total.stddev_ns, err))
		return -1;
	s->total.min_ns = figure_ns(min);
	s->total.max_ns = figure_ns(max);
	for (struct json_node e = json_first(&list); e.value;
	     e = json_after(&e)) {
		double p, ns;

		if (e.key[0] != 'P' ||
		    !span_double(span_of(e.key + 1), 0, 100, &p))
			return json_fail(&e, err, "expected a percentile");
		if (read_time(&list, e.key, &ns, err))
			return -1;
		plow_percentile(s, p, ns);
	}
	return 0;
}

/* The last of the documents, which the caller frees; NULL on an error. */
static struct json *last_document(struct input *in, struct err *err)
{
	struct json *last = NULL, *doc = NULL;
	struct pos pos = input_start(in);
	struct span text;
	int status = input_all(in, &text, err);

	while (!status && (status = json_next(&text, &pos, &doc, err)) == 1) {
		json_free(last);
		last = doc;
		status = 0;
	}
	if (!status && last)
		return last;
	json_free(last);
	if (!status)
		err_set(err, "%s: expected a result, got nothing",
		    input_name(in));
	return NULL;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct json *doc = last_document(in, err);
	struct json_node root;
	struct summary s;
	int status = -1;

	if (!doc)
		return -1;
	summary_begin(&s, "plow");
	root = json_root(doc);
	if (!read_summary(&root, &s, err) && !read_latencies(&root, &s, err)) {
		plow_finish(&s);
		status = summary_write(&s, out, err);
	}
	summary_release(&s);
	json_free(doc);
	return status;
}

const struct importer importer_plow_json = {
	.name = "plow-json",
	.about = "plow --json",
	.evidence = "percentiles",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
