/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * oha's results, as written by `oha --output-format json` (before 1.0: -j).
 *
 *	{"summary": {"successRate": 1, "total": 10.00005729, "slowest": ...,
 *	   "fastest": ..., "average": ..., "requestsPerSec": 18378.6,
 *	   "totalData": 2389231, ...},
 *	 "responseTimeHistogram": {"0.000626608": 1, "0.0022666996": 117554,
 *	   ...},
 *	 "latencyPercentiles": {"p10": 0.002121728, ..., "p99.9": ...},
 *	 "statusCodeDistribution": {"200": 183787},
 *	 "errorDistribution": {}}
 *
 * - Times are seconds with all digits.  1.15 adds "metrics" in milliseconds,
 *   which say the same again.
 * - The keys of the histogram are upper ends of its 11 buckets: (previous,
 *   key]; the first is the fastest request alone.  They may come in the order
 *   of their text, and must be put into that of their numbers.
 * - If nothing was answered, times are null and the histogram is {"NaN": 0}.
 * - oha's schema.json has the same words in it, with objects for numbers.
 * - For what the figures mean see oha.h.
 */
#include <math.h>
#include <stdlib.h>

#include "collect/documents.h"
#include "collect/json_figure.h"
#include "collect/oha.h"
#include "collect/sniff.h"

#define SECOND_NS 1e9
#define STEP_NS 1
#define EDGES_MAX 1000 /* oha has 11 */

struct edge {
	double seconds;
	int64_t count;
};

static bool sniff(struct span head)
{
	struct span summary, rate;

	return json_key_value(head, "summary", &summary) &&
	       json_key_value(summary, "requestsPerSec", &rate) && rate.len &&
	       rate.at[0] != '{' && json_has_key(summary, "successRate");
}

static int by_seconds(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	return (x->seconds > y->seconds) - (x->seconds < y->seconds);
}

static int read_edges(const struct json_node *list, struct edge *edges,
    size_t *n, struct err *err)
{
	for (struct json_node e = json_first(list); e.value;
	     e = json_after(&e)) {
		struct edge *edge = &edges[*n];

		if (span_is(span_of(e.key), "NaN"))
			continue;
		if (*n == EDGES_MAX ||
		    !span_double(span_of(e.key), 0, 1e7, &edge->seconds))
			return json_fail(&e, err,
			    "expected at most %d ends of buckets in seconds",
			    EDGES_MAX);
		if (figure_count_try(&e, NULL, &edge->count, err))
			return -1;
		++*n;
	}
	return 0;
}

static int read_histogram(const struct json_node *root, struct summary *s,
    struct err *err)
{
	struct edge edges[EDGES_MAX + 1];
	struct json_node list;
	size_t n = 0;
	int64_t low = 0;

	if (json_object_try(root, "responseTimeHistogram", &list, err) ||
	    read_edges(&list, edges, &n, err))
		return -1;
	qsort(edges, n, sizeof(*edges), by_seconds);
	for (size_t i = 0; i < n; i++) {
		struct bucket b = {
			.high_ns = llround(edges[i].seconds * SECOND_NS),
			.count = edges[i].count,
		};

		b.low_ns = i ? low : b.high_ns;
		low = b.high_ns;
		if (histogram_append(&s->histogram, b, err))
			return err_prefix(err, "responseTimeHistogram");
	}
	return 0;
}

static int read_percentiles(const struct json_node *root, struct summary *s,
    struct err *err)
{
	struct json_node list;

	if (json_object_try(root, "latencyPercentiles", &list, err))
		return -1;
	for (struct json_node e = json_first(&list); e.value;
	     e = json_after(&e)) {
		double p, ns = NAN;

		if (e.key[0] != 'p' ||
		    !span_double(span_of(e.key + 1), 0, 100, &p))
			return json_fail(&e, err, "expected a percentile");
		if (figure_time_try(&list, e.key, SECOND_NS, &ns, err))
			return -1;
		summary_percentile(s, p, ns, STEP_NS);
	}
	return 0;
}

static int read_counts(const struct json_node *root, struct summary *s,
    struct err *err)
{
	struct json_node statuses, errors;

	if (json_object_try(root, "statusCodeDistribution", &statuses, err) ||
	    json_object_try(root, "errorDistribution", &errors, err) ||
	    document_counts(&statuses, summary_status, s, err) ||
	    document_counts(&errors, oha_error, s, err))
		return -1;
	if (statuses.value && errors.value)
		oha_count(s);
	return 0;
}

static int read_summary(const struct json_node *root, struct summary *s,
    struct err *err)
{
	struct json_node summary;
	double total = NAN, slowest = NAN, fastest = NAN, average = NAN;

	if (json_object(root, "summary", &summary, err) ||
	    figure_time_try(&summary, "total", SECOND_NS, &total, err) ||
	    figure_time_try(&summary, "slowest", SECOND_NS, &slowest, err) ||
	    figure_time_try(&summary, "fastest", SECOND_NS, &fastest, err) ||
	    figure_time_try(&summary, "average", SECOND_NS, &average, err) ||
	    figure_count_try(&summary, "totalData", &s->run.bytes_received,
		err) ||
	    json_number_try(&summary, "requestsPerSec", &s->run.achieved_rps,
		err))
		return -1;
	s->run.duration_ns = figure_ns(total);
	if (!s->histogram.count)
		return 0; /* nothing was answered */
	s->total.max_ns = figure_ns(slowest);
	s->total.min_ns = figure_ns(fastest);
	s->total.mean_ns = average;
	return 0;
}

static int read_document(const struct json_node *root, struct summary *s,
    struct err *err)
{
	oha_begin(s);
	if (read_histogram(root, s, err) || read_percentiles(root, s, err) ||
	    read_counts(root, s, err))
		return -1;
	return read_summary(root, s, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return documents_read(in, "oha", read_document, out, err);
}

const struct importer importer_oha_json = {
	.name = "oha-json",
	.about = "oha --output-format json",
	.evidence = "histogram",
	.omission = "unknown: --latency-correction is not said",
	.sniff = sniff,
	.import = import,
};
