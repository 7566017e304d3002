/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gowrk2, wrk2 as a library of Go (2020), through which Meshery ran wrk2.
 *
 *	{ "AvgLatency": "98339.20", "MinLatency": "13968.00", "MaxLatency":
 *	  "240768.00", "StdDev": "53840.26", "Bytes": "12606",
 *	  "DurationInMicroseconds": "2013308.00", "RequestsPerSec": "10.93",
 *	  "Percentiles": [ { "Percent": "50", "Count": "10",
 *	    "Value": "83.839000" }, ... ],
 *	  "Url_1": "https://gmail.com:443", "UrlRequestCount_1": 8 }
 *
 *   - Numbers are strings.  AvgLatency and the like are in microseconds, the
 *     values of Percentiles in milliseconds.
 *   - Count is how many requests took at most Value, so that the percentiles
 *     are a coarse histogram, as wrk2's own table (hdr_ladder.h).
 *   - Several URLs are asked in turn, with a count for each; their sum is more
 *     than Percentiles counts, which leaves out the calibration.
 *   - Latencies count from the time when a request should have left.
 */
#include <stdio.h>
#include <string.h>

#include "base/target.h"
#include "collect/documents.h"
#include "collect/hdr_ladder.h"
#include "collect/importer.h"
#include "collect/json.h"
#include "collect/report_line.h"
#include "collect/sniff.h"

#define NS_MAX 1e18

struct result {
	struct run_facts facts;
	struct series_facts total;
	struct histogram histogram;
	int64_t below, low_ns; /* of the last percentile */
	bool whole;            /* percentile 100 was there */
};

static bool sniff(struct span head)
{
	struct span list;

	return json_has_key(head, "AvgLatency") &&
	       json_key_value(head, "Percentiles", &list) &&
	       json_has_key(json_first_element(list), "Percent");
}

/* A number of 0 or more, times `scale`; *out stays as it was without it. */
static int read_figure(const struct json_node *in, const char *key,
    double scale, double *out, struct err *err)
{
	struct json_node node = json_member(in, key);
	double value = NAN;

	if (json_loose_number_try(in, key, &value, err))
		return -1;
	if (isnan(value))
		return 0;
	if (value < 0 || value * scale > NS_MAX)
		return json_fail(&node, err,
		    "expected a number of 0 or more, got %.9g", value);
	*out = value * scale;
	return 0;
}

static int read_ns(const struct json_node *in, const char *key, double scale,
    int64_t *out, struct err *err)
{
	double value = NAN;

	if (read_figure(in, key, scale, &value, err))
		return -1;
	if (!isnan(value))
		*out = llround(value);
	return 0;
}

/* The sum of UrlRequestCount_1, _2, ... */
static int read_requests(const struct json_node *root, int64_t *out,
    struct err *err)
{
	struct span name = SPAN("UrlRequestCount_");
	struct json_node e;

	for (e = json_first(root); e.value; e = json_after(&e)) {
		int64_t count = 0;

		if (!e.key || !span_starts(span_of(e.key), name))
			continue;
		if (json_loose_integer(&e, NULL, &count, err))
			return -1;
		if (count < 0 || count > COUNT_MAX)
			return json_fail(&e, err, "expected a count");
		*out = *out == UNKNOWN ? count : *out + count;
		if (*out > COUNT_MAX)
			return json_fail(&e, err, "too many requests");
	}
	return 0;
}

static int read_result(const struct json_node *root, struct arena *a,
    struct result *r, struct err *err)
{
	const char *url = NULL;

	if (read_figure(root, "AvgLatency", 1e3, &r->total.mean_ns, err) ||
	    read_figure(root, "StdDev", 1e3, &r->total.stddev_ns, err) ||
	    read_ns(root, "MinLatency", 1e3, &r->total.min_ns, err) ||
	    read_ns(root, "MaxLatency", 1e3, &r->total.max_ns, err) ||
	    read_ns(root, "DurationInMicroseconds", 1e3, &r->facts.duration_ns,
		err) ||
	    read_ns(root, "Bytes", 1, &r->facts.bytes_received, err) ||
	    read_figure(root, "RequestsPerSec", 1, &r->facts.achieved_rps,
		err) ||
	    read_requests(root, &r->total.requests, err) ||
	    json_string_try(root, "Url_1", &url, err))
		return -1;
	if (url)
		r->facts.target = target_without_secrets(a, span_of(url));
	return 0;
}

/* The bucket that ends with this percentile. */
static int add_bucket(struct result *r, const struct json_node *node,
    int64_t count, int64_t high_ns, struct err *err)
{
	struct bucket b = { r->low_ns, high_ns, count - r->below };

	if (count < r->below || count > COUNT_MAX || high_ns < r->low_ns)
		return json_fail(node, err,
		    "expected percentiles with counts and values that grow");
	if (!r->below)
		b.low_ns =
		    r->total.min_ns == UNKNOWN || r->total.min_ns > high_ns
			? 0
			: r->total.min_ns;
	if (!b.count)
		return 0;
	r->below = count;
	r->low_ns = high_ns;
	return histogram_append(&r->histogram, b, err);
}

static int write_percentile(struct result *r, const struct json_node *node,
    struct source_writer *w, struct err *err)
{
	struct stated_percentile p = { .p = NAN, .value_ns = NAN };
	int64_t count = 0;

	if (read_figure(node, "Percent", 1, &p.p, err) ||
	    read_figure(node, "Value", 1e6, &p.value_ns, err) ||
	    json_loose_integer(node, "Count", &count, err))
		return -1;
	if (!(p.p <= 100) || isnan(p.value_ns))
		return json_fail(node, err,
		    "expected Percent (0 to 100), Value and Count");
	p.low_ns = hdr_lowest_ns(p.value_ns);
	p.high_ns = p.value_ns;
	r->whole = p.p == 100;
	if (series_percentile(w, &p, err))
		return -1;
	return add_bucket(r, node, count, llround(p.value_ns), err);
}

static int write_result(struct result *r, const struct json_node *root,
    struct source_writer *w, struct err *err)
{
	struct json_node list, e;

	if (json_array(root, "Percentiles", &list, err) ||
	    source_run(w, &r->facts, err))
		return -1;
	r->total.name = "total";
	if (json_count(&list))
		r->total.evidence = EVIDENCE_HISTOGRAM;
	if (run_series(w, &r->total, err))
		return -1;
	for (e = json_first(&list); e.value; e = json_after(&e))
		if (write_percentile(r, &e, w, err))
			return -1;
	if (json_count(&list) && !r->whole)
		return json_fail(&list, err, "expected percentile 100 last");
	return r->histogram.len ? series_histogram(w, -1, &r->histogram, err)
				: 0;
}

static struct result result_new(void)
{
	struct result r = { RUN_UNKNOWN, SERIES_UNKNOWN, HISTOGRAM_EMPTY, 0, 0,
		false };

	r.facts.tool = "wrk2";
	r.facts.load_model = LOAD_CORRECTED;
	r.facts.percentile_rule = "hdr";
	return r;
}

static int write_document(const struct json_node *root, struct arena *a,
    struct source_writer *out, struct err *err)
{
	struct result r = result_new();
	int status = -1;

	if (!read_result(root, a, &r, err))
		status = write_result(&r, root, out, err);
	histogram_release(&r.histogram);
	return status;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return document_import(in, write_document, out, err);
}

const struct importer importer_gowrk2_json = {
	.name = "gowrk2-json",
	.about = "gowrk2, wrk2 within Meshery: one run",
	.evidence = "histogram",
	.omission = "corrected: latency counts from the intended start",
	.sniff = sniff,
	.import = import,
};
