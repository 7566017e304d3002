/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hyperfoil's results, all.json (schema run-schema/v2.0 and v3.0).
 *
 *	{"info": {"id": "0003", "benchmark": "hello", "startTime": 1747063...,
 *	   "terminateTime": ..., "cancelled": false, ...},
 *	 "$schema": "http://hyperfoil.io/run-schema/v3.0", "version": "0.27.1",
 *	 "stats": [{"name": "main/0/fork", "phase": "main", "metric": "hello",
 *	   "isWarmup": false,
 *	   "total": {"phase": "main", ..., "summary": {
 *	     "startTime": ..., "endTime": ..., "minResponseTime": 110592,
 *	     "meanResponseTime": ..., "maxResponseTime": ...,
 *	     "stdDevResponseTime": ...,
 *	     "percentileResponseTime": {"50.0": 737279, "99.9": ...},
 *	     "requestCount": 1180, "responseCount": 1180, "invalid": 0,
 *	     "connectionErrors": 0, "requestTimeouts": 0, "internalErrors": 0,
 *	     "blockedTime": 0,
 *	     "extensions": {"http": {"status_2xx": 1180, ...}}}},
 *	   "histogram": {"percentiles": [{"from": 0.0, "to": 737279.0,
 *	     "percentile": 0.5, "count": 590, "totalCount": 590}, ...],
 *	     "linear": [...]},
 *	   "series": [...]}, ...],
 *	 "failures": [{"phase": "main/0/fork", "metric": "hello", "message":
 *	   "Mean response time exceeded: required 1000000, actual 1200000.000",
 *	   "start": ..., "end": ..., "percentileResponseTime": {...}}, ...]}
 *
 * - Each phase and metric has statistics of its own, measured at different
 *   times and rates: each is a run, with its name, labels phase and metric,
 *   and never are two added up.  Phases marked as warm-up are left out.
 * - Times of requests are nanoseconds, times of day milliseconds.  They begin
 *   when a request is sent; how long requests waited for a connection
 *   (blockedTime) is not part of them.  Phases have a rate (open) or a number
 *   of users (closed), which is not said.
 * - Rows of histogram.percentiles are steps of HdrHistogram's iterator:
 *   (from, to] with their count.  Rows without requests are passed over.
 *   percentileResponseTime has upper ends of HdrHistogram's buckets, whose 2
 *   digits leave 1 % below them open.
 * - invalid responses are those that a check refused; here a functional check.
 * - Latencies are of all responses.  Errors are connectionErrors,
 *   requestTimeouts, internalErrors, and responses with an error status.
 * - series has a summary of every second or so, with a few percentiles and no
 *   histogram: counts of requests and failures so far become samples of
 *   metrics, at endTime, with the labels metric and phase (the entry's name).
 * - failures: hyperfoil.h.
 * - Parameters of the benchmark are not kept.
 */
#include <math.h>

#include "collect/documents.h"
#include "collect/hyperfoil.h"
#include "collect/json.h"
#include "collect/json_figure.h"
#include "collect/prometheus_answer.h"
#include "collect/sniff.h"
#include "collect/summary.h"
#include "collect/timeline.h"

#define MS_NS 1000000
#define MS_MAX ((int64_t)9000000000000) /* times of day */
#define DIGITS_OPEN 0.0079              /* 1/127: 2 digits are 7 bits */

static bool sniff(struct span head)
{
	struct span schema;

	return json_key_value(head, "$schema", &schema) &&
	       span_find(schema, SPAN("hyperfoil.io/run-schema")) >= 0;
}

static int read_percentiles(const struct json_node *summary, struct summary *s,
    struct err *err)
{
	struct json_node list;

	if (json_object_try(summary, "percentileResponseTime", &list, err))
		return -1;
	for (struct json_node e = json_first(&list); e.value;
	     e = json_after(&e)) {
		double p, ns = NAN;
		size_t n = s->n_stated;

		if (!span_double(span_of(e.key), 0, 100, &p))
			return json_fail(&e, err, "expected a percentile");
		if (figure_time_try(&list, e.key, 1, &ns, err))
			return -1;
		summary_percentile(s, p, ns, 1);
		if (s->n_stated == n)
			continue;
		s->stated[n].low_ns = ns * (1 - DIGITS_OPEN);
		s->stated[n].high_ns = ns;
	}
	return 0;
}

static int read_bucket(const struct json_node *e, struct summary *s,
    struct err *err)
{
	struct bucket b = { 0 };
	double from = 0, to = NAN;
	struct err why;

	if (figure_time_try(e, "from", 1, &from, err) ||
	    figure_time_try(e, "to", 1, &to, err) ||
	    figure_count_try(e, "count", &b.count, err))
		return -1;
	if (!b.count)
		return 0;
	if (isnan(to))
		return json_fail(e, err, "expected an end of the bucket");
	b.low_ns = llround(from);
	b.high_ns = llround(to);
	if (histogram_append(&s->histogram, b, &why))
		return json_fail(e, err, "%s", why.msg);
	return 0;
}

static int read_histogram(const struct json_node *entry, struct summary *s,
    struct err *err)
{
	struct json_node histogram, list;

	if (json_object_try(entry, "histogram", &histogram, err) ||
	    json_array_try(&histogram, "percentiles", &list, err))
		return -1;
	for (struct json_node e = json_first(&list); e.value;
	     e = json_after(&e))
		if (read_bucket(&e, s, err))
			return -1;
	return 0;
}

static int read_statuses(const struct json_node *summary, struct summary *s,
    struct err *err)
{
	static const char *const keys[][2] = { { "status_2xx", "2xx" },
		{ "status_3xx", "3xx" }, { "status_4xx", "4xx" },
		{ "status_5xx", "5xx" }, { "status_other", "other" } };
	struct json_node extensions, http;

	if (json_object_try(summary, "extensions", &extensions, err) ||
	    json_object_try(&extensions, "http", &http, err))
		return -1;
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		int64_t count = 0;

		if (figure_count_try(&http, keys[i][0], &count, err))
			return -1;
		if (count)
			summary_status(s, span_of(keys[i][1]), count);
	}
	return 0;
}

static int read_counts(const struct json_node *summary, struct summary *s,
    struct err *err)
{
	static const char *const errors[][2] = {
		{ "connectionErrors", "connect" },
		{ "requestTimeouts", "timeout" }, { "internalErrors", "other" }
	};
	int64_t invalid = 0, responses = 0;

	if (figure_count_try(summary, "requestCount", &s->total.requests,
		err) ||
	    figure_count_try(summary, "responseCount", &responses, err) ||
	    figure_count_try(summary, "invalid", &invalid, err))
		return -1;
	for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++) {
		int64_t count = 0;

		if (figure_count_try(summary, errors[i][0], &count, err))
			return -1;
		summary_error(s, errors[i][1], span_of(errors[i][0]), count);
	}
	if (invalid && invalid <= responses)
		s->check = (struct summary_check){ "valid", responses - invalid,
			invalid };
	if (read_statuses(summary, s, err))
		return -1;
	s->total.unanswered = s->errors.sum;
	return 0;
}

static int read_moments(const struct json_node *summary, struct summary *s,
    struct err *err)
{
	double min = NAN, max = NAN;

	if (figure_time_try(summary, "minResponseTime", 1, &min, err) ||
	    figure_time_try(summary, "maxResponseTime", 1, &max, err) ||
	    figure_time_try(summary, "meanResponseTime", 1, &s->total.mean_ns,
		err) ||
	    figure_time_try(summary, "stdDevResponseTime", 1,
		&s->total.stddev_ns, err))
		return -1;
	s->total.min_ns = figure_ns(min);
	s->total.max_ns = figure_ns(max);
	return 0;
}

static int read_times(const struct json_node *summary, struct summary *s,
    struct err *err)
{
	int64_t start = UNKNOWN, end = UNKNOWN;

	if (figure_count_try(summary, "startTime", &start, err) ||
	    figure_count_try(summary, "endTime", &end, err))
		return -1;
	if (start == UNKNOWN || start > MS_MAX || end > MS_MAX)
		return 0;
	s->run.started_at_ns = start * MS_NS;
	if (end <= start)
		return 0;
	s->run.duration_ns = (end - start) * MS_NS;
	if (s->total.requests != UNKNOWN)
		s->run.achieved_rps = (double)s->total.requests * 1e9 /
				      (double)s->run.duration_ns;
	return 0;
}

/* Name and labels; true if it is one to be left out. */
static int read_names(const struct json_node *entry, struct summary *s,
    bool *warmup, struct err *err)
{
	const char *name = "", *phase = "", *metric = "";

	if (json_string_try(entry, "name", &name, err) ||
	    json_string_try(entry, "phase", &phase, err) ||
	    json_string_try(entry, "metric", &metric, err) ||
	    json_bool_try(entry, "isWarmup", warmup, err))
		return -1;
	if (*name)
		s->run.name = name;
	if (*phase)
		summary_label(s, "phase", span_of(phase));
	if (*metric)
		summary_label(s, "metric", span_of(metric));
	return 0;
}

static int read_entry(const struct json_node *entry, struct summary *s,
    struct err *err)
{
	struct json_node total, summary;

	s->run.population = POPULATION_ALL;
	s->run.percentile_rule = "hdr";
	if (json_object(entry, "total", &total, err) ||
	    json_object(&total, "summary", &summary, err) ||
	    read_counts(&summary, s, err) || read_times(&summary, s, err))
		return -1;
	if (!s->total.requests)
		return 0; /* the zeros are no latencies */
	if (read_moments(&summary, s, err) ||
	    read_percentiles(&summary, s, err))
		return -1;
	return read_histogram(entry, s, err);
}

/* ---- the series ---- */

static int add_interval(const struct json_node *summary,
    struct timeline_sums *f, struct err *err)
{
	struct summary s;
	int64_t end_ms = UNKNOWN;
	int status;

	summary_begin(&s, "hyperfoil");
	status = read_counts(summary, &s, err);
	if (!status)
		status = figure_count_try(summary, "endTime", &end_ms, err);
	if (!status && s.total.requests != UNKNOWN && end_ms != UNKNOWN &&
	    end_ms <= MS_MAX)
		timeline_interval(f, end_ms, s.total.requests,
		    s.errors.sum + summary_error_statuses(&s));
	summary_release(&s);
	return status;
}

static int write_intervals(const struct json_node *entry, struct arena *a,
    struct source_writer *out, struct err *err)
{
	struct metric_label labels[] = { { "metric", "" }, { "phase", "" } };
	struct timeline_sums f = { .requests = 0 };
	struct json_node list;
	int status = 0;

	if (json_string_try(entry, "metric", &labels[0].value, err) ||
	    json_string_try(entry, "name", &labels[1].value, err) ||
	    json_array_try(entry, "series", &list, err))
		return -1;
	for (struct json_node e = json_first(&list); !status && e.value;
	     e = json_after(&e))
		status = add_interval(&e, &f, err);
	if (!status)
		status = timeline_write(&f.timeline, "hyperfoil",
		    metric_labels_json(a, (struct metric_labels){ labels, 2 }),
		    out, err);
	timeline_release(&f.timeline);
	return status;
}

/* ---- the document ---- */

static int import_entry(const struct json_node *entry,
    const struct run_facts *facts, const struct hyperfoil_missed *m,
    struct source_writer *out, struct err *err)
{
	struct summary s;
	bool warmup = false;
	int status;

	summary_begin(&s, "hyperfoil");
	s.run.tool_version = facts->tool_version;
	s.run.incomplete = facts->incomplete;
	status = read_names(entry, &s, &warmup, err);
	if (!status && !warmup)
		status = read_entry(entry, &s, err);
	if (!status && !warmup &&
	    (summary_write(&s, out, err) ||
		hyperfoil_missed_write(m, entry, &s.arena, out, err) ||
		write_intervals(entry, &s.arena, out, err)))
		status = -1;
	summary_release(&s);
	return status;
}

static int write_entries(const struct json_node *list,
    const struct run_facts *facts, const struct hyperfoil_missed *m,
    struct source_writer *out, struct err *err)
{
	for (struct json_node e = json_first(list); e.value; e = json_after(&e))
		if (import_entry(&e, facts, m, out, err))
			return -1;
	if (!source_runs(out))
		return json_fail(list, err,
		    "expected a phase that is no warm-up");
	return 0;
}

static int write_document(const struct json_node *root, struct arena *a,
    struct source_writer *out, struct err *err)
{
	struct run_facts facts = RUN_UNKNOWN;
	struct hyperfoil_missed missed = { .names = { .len = 0 } };
	struct json_node info, list;
	bool cancelled = false;
	int status;

	(void)a;
	if (json_object_try(root, "info", &info, err) ||
	    json_bool_try(&info, "cancelled", &cancelled, err) ||
	    json_string_try(root, "version", &facts.tool_version, err) ||
	    json_array(root, "stats", &list, err))
		return -1;
	if (cancelled)
		facts.incomplete = "interrupted";
	status = hyperfoil_missed_read(root, &missed, err);
	if (!status)
		status = write_entries(&list, &facts, &missed, out, err);
	names_release(&missed.names);
	return status;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return document_import(in, write_document, out, err);
}

const struct importer importer_hyperfoil_json = {
	.name = "hyperfoil-json",
	.about = "Hyperfoil's all.json",
	.evidence = "histogram",
	.omission = "unknown: waiting for a connection is not in the latency",
	.sniff = sniff,
	.import = import,
};
