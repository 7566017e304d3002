/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The object that k6 gives to a script's handleSummary() (0.30 to 2.2), which
 * scripts write into a file as it is, or in part.
 *
 *	{ "root_group": { "name": "", "groups": [ ... ], "checks": [
 *	      { "name": "ok", "path": "::ok", "passes": 90, "fails": 349 } ] },
 *	  "options": { "summaryTimeUnit": "", ... },
 *	  "state": { "testRunDurationMs": 24425.289882, ... },
 *	  "metrics": {
 *	    "http_req_duration": { "type": "trend", "contains": "time",
 *	      "values": { "avg": 21.3, "med": 20.0, "p(95)": 30.0, ... },
 *	      "thresholds": { "p(95)<1000": { "ok": true } } },
 *	    "http_reqs": { "type": "counter", "contains": "default",
 *	      "values": { "count": 878, "rate": 35.9 } }, ... } }
 *
 * Times are in milliseconds, whatever summaryTimeUnit says.  k6_summary.h
 * tells what the metrics mean.  A threshold is ok if it was kept.
 */
#include "collect/importer.h"
#include "collect/json_figure.h"
#include "collect/k6_json.h"

static bool sniff(struct span head)
{
	return k6_kind_of(head) == K6_HANDLE;
}

static int read_thresholds(struct k6_summary *s, const struct json_node *metric,
    struct err *err)
{
	struct json_node list, e;

	if (json_object_try(metric, "thresholds", &list, err))
		return -1;
	for (e = json_first(&list); e.value; e = json_after(&e)) {
		struct json_node ok = json_member(&e, "ok");

		if (!ok.value)
			return json_fail(&e, err, "expected the key \"ok\"");
		if (k6_threshold_keep(s, metric->key, &e, json_is_true(&ok),
			err))
			return -1;
	}
	return 0;
}

static int read_metric(struct k6_summary *s, const struct json_node *metric,
    struct err *err)
{
	struct json_node values;

	if (json_object(metric, "values", &values, err) ||
	    read_thresholds(s, metric, err))
		return -1;
	return k6_metric_read(s, metric->key, &values, err);
}

static int read_summary(const struct json_node *root, struct k6_summary *s,
    struct err *err)
{
	struct json_node state;
	double duration_ns = NAN;

	if (json_object_try(root, "state", &state, err) ||
	    figure_time_try(&state, "testRunDurationMs", 1e6, &duration_ns,
		err))
		return -1;
	s->facts.duration_ns = figure_ns(duration_ns);
	return k6_metrics_read(s, root, read_metric, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return k6_import(in, out, read_summary, err);
}

const struct importer importer_k6_handle_summary = {
	.name = "k6-handle-summary",
	.about = "k6: the JSON that handleSummary() gets",
	.evidence = "percentiles",
	.omission = "not corrected; whether the loop is open is not said",
	.sniff = sniff,
	.import = import,
};
