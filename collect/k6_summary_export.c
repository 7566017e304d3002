/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * k6's older summary in JSON: `k6 run --summary-export=FILE` (to 2.2).
 *
 *	{ "root_group": { "name": "", "groups": { ... }, "checks": {
 *	      "status 200": { "path": "::status 200", "passes": 178,
 *	        "fails": 23, "name": "status 200" } } },
 *	  "metrics": {
 *	    "http_req_duration": { "avg": 0.73, "min": 0.23, "med": 0.62,
 *	      "max": 4.68, "p(90)": 0.9, "p(95)": 1.19, "p(99)": 3.3,
 *	      "thresholds": { "p(99)<50": false } },
 *	    "http_req_failed": { "passes": 23, "fails": 178, "value": 0.11 },
 *	    "http_reqs": { "count": 201, "rate": 100.4 }, ... } }
 *
 * Times are in milliseconds.  k6_summary.h tells what the metrics mean.
 *
 * - A threshold is true if it was crossed: the wrong way round, and other than
 *   in handleSummary().
 * - Which percentiles there are, and whether "count" is, the user chose.
 * - Neither start nor duration is said; what passed is count / rate.
 * - Statuses are not told apart.
 */
#include "collect/importer.h"
#include "collect/k6_json.h"

static bool sniff(struct span head)
{
	return k6_kind_of(head) == K6_EXPORT;
}

static int read_metric(struct k6_summary *s, const struct json_node *metric,
    struct err *err)
{
	struct json_node list, e;

	if (json_object_try(metric, "thresholds", &list, err))
		return -1;
	for (e = json_first(&list); e.value; e = json_after(&e)) {
		bool crossed = false;

		if (json_bool_try(&e, NULL, &crossed, err) ||
		    k6_threshold_keep(s, metric->key, &e, !crossed, err))
			return -1;
	}
	return k6_metric_read(s, metric->key, metric, err);
}

static int read_summary(const struct json_node *root, struct k6_summary *s,
    struct err *err)
{
	return k6_metrics_read(s, root, read_metric, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return k6_import(in, out, read_summary, err);
}

const struct importer importer_k6_summary_export = {
	.name = "k6-summary-export",
	.about = "k6 run --summary-export: the older summary in JSON",
	.evidence = "percentiles",
	.omission = "not corrected; whether the loop is open is not said",
	.sniff = sniff,
	.import = import,
};
