/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nighthawk's own result (--output-format json, 2019 to 2026); nighthawk.h has
 * what its figures mean.
 *
 *	{ "options": { "requests_per_second": 50, "connections": 1,
 *	    "duration": "30s", "uri": "http://127.0.0.1:10001/", ... },
 *	  "results": [ { "name": "worker_0", ... }, ..., { "name": "global",
 *	    "statistics": [ { "id": "benchmark_http_client.request_to_response",
 *	      "count": "1499", "mean": "0.000158s", "pstdev": "0.000041s",
 *	      "min": "0.000105s", "max": "0.000904s",
 *	      "percentiles": [ { "percentile": 0.5, "count": "750",
 *	        "duration": "0.000151s" }, ... ] }, ... ],
 *	    "counters": [ { "name": "upstream_rq_total", "value": "1499" } ],
 *	    "execution_duration": "30.0001s", "execution_start": "..." } ],
 *	  "version": { "version": { "major_number": 0, ... } },
 *	  "timestamp": "2019-10-18T19:29:33.480284495Z" }
 *
 *   - Whole numbers are strings, times are seconds with an "s", percentiles
 *     are shares; count is cumulative.  Sizes have raw_mean, raw_value.
 *   - "global" is the sum of all workers: it alone is read.  A run of one
 *     worker may have that one alone.
 *   - requests_per_second and connections are per worker.
 *   - Options may be wrapped: "requests_per_second": { "value": 50 }.
 *   - `timestamp` is taken when the client starts, before it connects; where
 *     execution_start is there, that is the start of the load.
 *   - A statistic of no values has a mean of "0s", which means nothing.
 */
#include <string.h>

#include "base/units.h"
#include "collect/documents.h"
#include "collect/importer.h"
#include "collect/nighthawk.h"
#include "collect/sniff.h"

/* ---- values ---- */

static int read_count(const struct json_node *in, const char *key, int64_t *out,
    struct err *err)
{
	struct json_node node = json_member(in, key);

	if (json_loose_integer_try(in, key, out, err))
		return -1;
	if (*out != UNKNOWN && (*out < 0 || *out > NIGHTHAWK_COUNT_MAX))
		return json_fail(&node, err, "expected 0 to %lld, got %lld",
		    (long long)NIGHTHAWK_COUNT_MAX, (long long)*out);
	return 0;
}

/* "0.000190007s"; *ns stays as it was if it is missing. */
static int read_time(const struct json_node *in, const char *key, double *ns,
    struct err *err)
{
	struct json_node node = json_member(in, key);
	const char *text = NULL;

	if (json_string_try(in, key, &text, err))
		return -1;
	if (text && (!duration_parse(span_of(text), ns) || *ns < 0 ||
			*ns > (double)NIGHTHAWK_NS_MAX))
		return json_fail(&node, err,
		    "expected a time as \"0.002s\", got \"%.100s\"", text);
	return 0;
}

static int read_ns(const struct json_node *in, const char *key, int64_t *ns,
    struct err *err)
{
	double value = NAN;

	if (read_time(in, key, &value, err))
		return -1;
	if (!isnan(value))
		*ns = llround(value);
	return 0;
}

static int read_moment(const struct json_node *in, const char *key,
    int64_t *unix_ns, struct err *err)
{
	struct json_node node = json_member(in, key);
	const char *text = NULL;

	if (json_string_try(in, key, &text, err))
		return -1;
	if (text && !time_parse(span_of(text), unix_ns))
		return json_fail(&node, err,
		    "expected a time as 2026-11-22T16:15:29Z, got \"%.100s\"",
		    text);
	return 0;
}

/* ---- a result ---- */

static int read_step(const struct json_node *node,
    struct nighthawk_statistic *s, struct arena *a, struct err *err)
{
	struct nighthawk_step step = { 0 };

	if (json_loose_number_try(node, "percentile", &step.p, err) ||
	    read_count(node, "count", &step.count, err) ||
	    read_ns(node, "duration", &step.value_ns, err))
		return -1;
	step.p *= 100;
	if (step.p < 0 || step.p > 100)
		return json_fail(node, err,
		    "expected a percentile of 0 to 1, got %.9g", step.p / 100);
	if (!nighthawk_step_add(s, step, a))
		return json_fail(node, err,
		    "expected percentiles, counts and durations that grow");
	return 0;
}

static int read_steps(const struct json_node *node,
    struct nighthawk_statistic *s, struct arena *a, struct err *err)
{
	struct json_node list, e;

	if (json_array_try(node, "percentiles", &list, err))
		return -1;
	for (e = json_first(&list); e.value; e = json_after(&e))
		if (read_step(&e, s, a, err))
			return -1;
	return 0;
}

static int read_statistic(const struct json_node *node,
    struct nighthawk_result *r, struct arena *a, struct err *err)
{
	struct nighthawk_statistic *s;
	const char *id = "";
	int64_t count = 0;

	if (json_string_try(node, "id", &id, err) ||
	    read_count(node, "count", &count, err))
		return -1;
	if (!*id || !count || !json_member(node, "mean").value)
		return 0;
	s = nighthawk_statistic_add(r, id, a);
	if (!s)
		return json_fail(node, err, "more than %d statistics",
		    NIGHTHAWK_STATISTICS_MAX);
	s->count = count;
	if (read_time(node, "mean", &s->mean_ns, err) ||
	    read_time(node, "pstdev", &s->stddev_ns, err) ||
	    read_ns(node, "min", &s->min_ns, err) ||
	    read_ns(node, "max", &s->max_ns, err))
		return -1;
	return read_steps(node, s, a, err);
}

static int read_counter(const struct json_node *node,
    struct nighthawk_result *r, struct arena *a, struct err *err)
{
	const char *name;
	int64_t value = 0;

	if (json_string(node, "name", &name, err) ||
	    read_count(node, "value", &value, err))
		return -1;
	nighthawk_counter_add(r, name, value, a);
	return 0;
}

static int read_result(const struct json_node *node, struct nighthawk_result *r,
    struct arena *a, struct err *err)
{
	struct json_node list, e;

	if (json_array_try(node, "statistics", &list, err))
		return -1;
	for (e = json_first(&list); e.value; e = json_after(&e))
		if (read_statistic(&e, r, a, err))
			return -1;
	if (json_array_try(node, "counters", &list, err))
		return -1;
	for (e = json_first(&list); e.value; e = json_after(&e))
		if (read_counter(&e, r, a, err))
			return -1;
	if (read_moment(node, "execution_start", &r->facts.started_at_ns, err))
		return -1;
	return read_ns(node, "execution_duration", &r->facts.duration_ns, err);
}

/* ---- the file ---- */

static int read_version(const struct json_node *root, struct arena *a,
    const char **version, struct err *err)
{
	struct json_node outer, inner;
	int64_t major = UNKNOWN, minor = 0, patch = 0;

	if (json_object_try(root, "version", &outer, err) ||
	    json_object_try(&outer, "version", &inner, err) ||
	    json_loose_integer_try(&inner, "major_number", &major, err) ||
	    json_loose_integer_try(&inner, "minor_number", &minor, err) ||
	    json_loose_integer_try(&inner, "patch", &patch, err))
		return -1;
	if (major != UNKNOWN)
		*version = arena_printf(a, "%lld.%lld.%lld", (long long)major,
		    (long long)minor, (long long)patch);
	return 0;
}

/* "global", or the only one; and how many workers there were. */
static int pick_result(const struct json_node *list, struct json_node *out,
    double *workers, struct err *err)
{
	struct json_node e;

	*workers = 0;
	*out = json_first(list);
	for (e = json_first(list); e.value; e = json_after(&e)) {
		const char *name = "";

		if (json_string_try(&e, "name", &name, err))
			return -1;
		if (strcmp(name, "global") == 0)
			*out = e;
		else
			++*workers;
	}
	if (!out->value)
		return json_fail(list, err, "expected a result, got none");
	if (*workers > 1 && *workers == (double)json_count(list))
		return json_fail(list, err,
		    "expected one that is named \"global\"");
	return 0;
}

int nighthawk_document(const struct json_node *root, struct arena *a,
    struct source_writer *w, struct err *err)
{
	struct nighthawk_result r = nighthawk_result_new(1);
	struct json_node options, list, result;
	double workers;

	if (json_object_try(root, "options", &options, err) ||
	    json_array(root, "results", &list, err) ||
	    pick_result(&list, &result, &workers, err) ||
	    read_moment(root, "timestamp", &r.facts.started_at_ns, err) ||
	    read_version(root, a, &r.facts.tool_version, err) ||
	    nighthawk_options(&options, workers, a, &r.facts, err) ||
	    read_result(&result, &r, a, err) ||
	    nighthawk_run_write(&r, w, err) ||
	    nighthawk_labels(&options, a, w, err))
		return -1;
	return nighthawk_series_write(&r, w, err);
}

static bool sniff(struct span head)
{
	struct span results;

	return json_key_value(head, "results", &results) &&
	       json_has_key(json_first_element(results), "statistics");
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return document_import(in, nighthawk_document, out, err);
}

const struct importer importer_nighthawk_json = {
	.name = "nighthawk-json",
	.about = "nighthawk_client --output-format json: one run",
	.evidence = "histogram",
	.omission = "not corrected; closed loop unless run with --open-loop",
	.sniff = sniff,
	.import = import,
};
