/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bombardier's results, as written by `bombardier -o json` (1.2).
 *
 *	{"spec": {"numberOfConnections": 10, "testType": "timed",
 *	   "testDurationSeconds": 3, "method": "GET", "url": "...",
 *	   "client": "fasthttp", "rate": 300, ...},
 *	 "result": {"bytesRead": 1216285, "timeTakenSeconds": 3.005755676,
 *	   "req1xx": 0, "req2xx": 9145, ..., "others": 0,
 *	   "errors": [{"description": "dial tcp ...", "count": 7}],
 *	   "latency": {"mean": 3280.7, "stddev": 4365.7, "max": 47671,
 *	     "percentiles": {"50": 2147, ...}},
 *	   "rps": {"mean": 3063.5, ...}}}
 *
 * - Latencies are microseconds, percentiles (with -l alone) whole ones.  They
 *   are of all requests, also of those that failed: where the connection is
 *   refused, they say how fast that was.
 * - "others" are requests without a response; "errors" are why.
 * - rps.mean is a mean of samples, not the number of requests over the time,
 *   which is what counts here.
 * - Without "rate" it sends as fast as it can.  A request leaves when the last
 *   one of its connection is done, also with a rate.
 * - A run that is shorter than asked for by 5 % or more was interrupted; a
 *   whole one may lack a millisecond.
 * - Headers and body of the request are not kept.
 */
#include <math.h>

#include "base/target.h"
#include "collect/documents.h"
#include "collect/go_error.h"
#include "collect/json_figure.h"
#include "collect/sniff.h"

#define US_NS 1e3
#define SECOND_NS 1e9
#define WHOLE 0.95 /* of the time that was asked for */

/* What was asked for; NAN and UNKNOWN where it is the other one. */
struct asked {
	double ns;
	int64_t requests;
};

static bool sniff(struct span head)
{
	struct span result, spec;

	return json_key_value(head, "spec", &spec) &&
	       json_has_key(spec, "numberOfConnections") &&
	       json_key_value(head, "result", &result) &&
	       json_has_key(result, "timeTakenSeconds");
}

static int read_spec(const struct json_node *root, struct summary *s,
    struct asked *asked, struct err *err)
{
	struct json_node spec;
	const char *url = "", *client = "";
	double rate = INFINITY;

	if (json_object(root, "spec", &spec, err) ||
	    json_string_try(&spec, "url", &url, err) ||
	    json_string_try(&spec, "client", &client, err) ||
	    json_number_try(&spec, "rate", &rate, err) ||
	    figure_count_try(&spec, "numberOfConnections", &s->run.connections,
		err) ||
	    figure_time_try(&spec, "testDurationSeconds", SECOND_NS, &asked->ns,
		err) ||
	    figure_count_try(&spec, "numberOfRequests", &asked->requests, err))
		return -1;
	if (*url)
		s->run.target = target_without_secrets(&s->arena, span_of(url));
	if (*client)
		summary_label(s, "client", span_of(client));
	s->run.offered_rps = rate;
	return 0;
}

static int read_statuses(const struct json_node *result, struct summary *s,
    struct err *err)
{
	static const char *const classes[][2] = { { "req1xx", "1xx" },
		{ "req2xx", "2xx" }, { "req3xx", "3xx" }, { "req4xx", "4xx" },
		{ "req5xx", "5xx" } };
	int64_t others = 0;

	for (size_t i = 0; i < sizeof(classes) / sizeof(*classes); i++) {
		int64_t count = 0;

		if (figure_count_try(result, classes[i][0], &count, err))
			return -1;
		if (count)
			summary_status(s, span_of(classes[i][1]), count);
	}
	if (figure_count_try(result, "others", &others, err))
		return -1;
	s->total.unanswered = others;
	s->total.requests = s->statuses.sum + others;
	return 0;
}

static int read_errors(const struct json_node *result, struct summary *s,
    struct err *err)
{
	struct json_node list;

	if (json_array_try(result, "errors", &list, err))
		return -1;
	for (struct json_node e = json_first(&list); e.value;
	     e = json_after(&e)) {
		const char *words = "";
		int64_t count = 0;

		if (json_string_try(&e, "description", &words, err) ||
		    figure_count_try(&e, "count", &count, err))
			return -1;
		summary_error(s, go_error_kind(span_of(words)), span_of(words),
		    count);
	}
	return 0;
}

static int read_latency(const struct json_node *result, struct summary *s,
    struct err *err)
{
	struct json_node latency, list;
	double max = NAN;

	if (json_object_try(result, "latency", &latency, err) ||
	    figure_time_try(&latency, "mean", US_NS, &s->total.mean_ns, err) ||
	    figure_time_try(&latency, "stddev", US_NS, &s->total.stddev_ns,
		err) ||
	    figure_time_try(&latency, "max", US_NS, &max, err) ||
	    json_object_try(&latency, "percentiles", &list, err))
		return -1;
	s->total.max_ns = figure_ns(max);
	for (struct json_node e = json_first(&list); e.value;
	     e = json_after(&e)) {
		double p, ns = NAN;

		if (!span_double(span_of(e.key), 0, 100, &p))
			return json_fail(&e, err, "expected a percentile");
		if (figure_time_try(&list, e.key, US_NS, &ns, err))
			return -1;
		summary_percentile(s, p, ns, US_NS);
	}
	return 0;
}

static bool is_short(const struct summary *s, const struct asked *asked)
{
	if (asked->requests != UNKNOWN)
		return s->total.requests < asked->requests;
	return (double)s->run.duration_ns < asked->ns * WHOLE;
}

static int read_result(const struct json_node *root, struct summary *s,
    struct err *err)
{
	struct json_node result;
	double taken = NAN;

	if (json_object(root, "result", &result, err) ||
	    figure_time_try(&result, "timeTakenSeconds", SECOND_NS, &taken,
		err) ||
	    figure_count_try(&result, "bytesRead", &s->run.bytes_received,
		err) ||
	    read_statuses(&result, s, err) || read_errors(&result, s, err))
		return -1;
	s->run.duration_ns = figure_ns(taken);
	if (taken > 0)
		s->run.achieved_rps =
		    (double)s->total.requests / taken * SECOND_NS;
	if (!s->total.requests)
		return 0; /* the zeros are no latencies */
	return read_latency(&result, s, err);
}

static int read_document(const struct json_node *root, struct summary *s,
    struct err *err)
{
	struct asked asked = { NAN, UNKNOWN };

	s->run.load_model = LOAD_CLOSED;
	s->run.population = POPULATION_ALL;
	s->run.percentile_rule = "bombardier";
	if (read_spec(root, s, &asked, err) || read_result(root, s, err))
		return -1;
	if (s->run.duration_ns != UNKNOWN && is_short(s, &asked))
		s->run.incomplete = "interrupted";
	return 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return documents_read(in, "bombardier", read_document, out, err);
}

const struct importer importer_bombardier_json = {
	.name = "bombardier-json",
	.about = "bombardier -o json",
	.evidence = "percentiles",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
