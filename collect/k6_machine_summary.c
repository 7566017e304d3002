/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * k6's newer summary in JSON: `k6 run --new-machine-readable-summary
 * --summary-export=FILE` (1.5 to 2.2).
 *
 *	{ "version": "1.0.0",
 *	  "config": { "duration": 12.3, "execution": "local", "script": ... },
 *	  "metadata": { "generatedAt": "2026-11-22T16:00:00Z",
 *	    "k6Version": "2.2.0" },
 *	  "results": {
 *	    "checks": { "metrics": [ ... ], "results": [
 *	      { "name": "status 200", "passes": 178, "fails": 23 } ] },
 *	    "metrics": [
 *	      { "name": "http_req_duration", "type": "trend",
 *	        "contains": "time", "values": { "avg": ..., "p(95)": ... } },
 *	      { "name": "http_req_failed", "type": "rate",
 *	        "values": { "matches": 23, "total": 201, "rate": 0.11 } } ] } }
 *
 * Times of metrics are in milliseconds, and the duration in seconds.
 * k6_summary.h tells what the metrics mean.  Thresholds are not there; the
 * start is taken for generatedAt less the duration, to the second.
 */
#include "base/units.h"
#include "collect/importer.h"
#include "collect/json_figure.h"
#include "collect/k6_json.h"

static bool sniff(struct span head)
{
	return k6_kind_of(head) == K6_MACHINE;
}

static int read_head(const struct json_node *root, struct k6_summary *s,
    struct err *err)
{
	struct json_node config, metadata;
	const char *generated = "";
	double duration_ns = NAN;
	int64_t end_ns;

	if (json_object_try(root, "config", &config, err) ||
	    json_object(root, "metadata", &metadata, err) ||
	    figure_time_try(&config, "duration", 1e9, &duration_ns, err) ||
	    json_string_try(&metadata, "k6Version", &s->facts.tool_version,
		err) ||
	    json_string_try(&metadata, "generatedAt", &generated, err))
		return -1;
	s->facts.duration_ns = figure_ns(duration_ns);
	if (s->facts.duration_ns != UNKNOWN &&
	    time_parse(span_of(generated), &end_ns))
		s->facts.started_at_ns =
		    (end_ns - s->facts.duration_ns) / NS_PER_S * NS_PER_S;
	return 0;
}

static int read_metrics(const struct json_node *results, struct k6_summary *s,
    struct err *err)
{
	struct json_node list, e, values;
	const char *name;

	if (json_array(results, "metrics", &list, err))
		return -1;
	for (e = json_first(&list); e.value; e = json_after(&e))
		if (json_string(&e, "name", &name, err) ||
		    json_object(&e, "values", &values, err) ||
		    k6_metric_read(s, name, &values, err))
			return -1;
	return 0;
}

static int read_summary(const struct json_node *root, struct k6_summary *s,
    struct err *err)
{
	struct json_node results, checks, list, e;

	if (read_head(root, s, err) ||
	    json_object(root, "results", &results, err) ||
	    read_metrics(&results, s, err) ||
	    json_object_try(&results, "checks", &checks, err) ||
	    json_array_try(&checks, "results", &list, err))
		return -1;
	for (e = json_first(&list); e.value; e = json_after(&e))
		if (k6_check_read(s, &e, err))
			return -1;
	return 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return k6_import(in, out, read_summary, err);
}

const struct importer importer_k6_machine_summary = {
	.name = "k6-machine-summary",
	.about = "k6 run --new-machine-readable-summary: the summary in JSON",
	.evidence = "percentiles",
	.omission = "not corrected; whether the loop is open is not said",
	.sniff = sniff,
	.import = import,
};
