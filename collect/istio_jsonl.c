/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of Istio's benchmark as objects, one in a line (istio.h has what
 * they mean), as it loads them into BigQuery.
 *
 *	{"Labels": "7c63ca64_qps_1000_c_64_1024_nomixer_both",
 *	 "StartTime": "2019-07-10T19:16:17Z", "RequestedQPS": 1000,
 *	 "ActualQPS": 1000, "NumThreads": 64, "ActualDuration": 240,
 *	 "min": 1333, "max": 17258, "p50": 8136, "p90": 9817, "p99": 12088,
 *	 "errorPercent": 0.0, "cpu_mili_avg_pilot_discovery": 8, ...}
 *
 * It looks like fortio's result but has no DurationHistogram, and other units.
 */
#include <stdio.h>

#include "collect/importer.h"
#include "collect/istio.h"
#include "collect/json.h"
#include "collect/sniff.h"

static bool sniff(struct span head)
{
	return json_has_key(head, "Labels") && json_has_key(head, "p50") &&
	       json_has_key(head, "p99") &&
	       json_has_key(head, "ActualDuration") &&
	       !json_has_key(head, "DurationHistogram");
}

/* A text or a number; others are passed over. */
static int read_member(struct istio_table *t, const struct json_node *e,
    struct pos pos, struct err *err)
{
	const char *text;
	char digits[40];
	struct err ignored;
	double value = NAN;

	if (json_is_string(e)) {
		if (json_string(e, NULL, &text, err))
			return -1;
		return istio_row_field(t, e->key, span_of(text), pos, err);
	}
	if (json_number_try(e, NULL, &value, &ignored))
		return 0;
	snprintf(digits, sizeof(digits), "%.17g", value);
	return istio_row_field(t, e->key, span_of(digits), pos, err);
}

static int read_row(struct istio_table *t, const struct json *doc,
    struct pos pos, struct err *err)
{
	struct json_node root = json_root(doc), object, e;

	if (json_object(&root, NULL, &object, err))
		return -1;
	istio_row_begin(t);
	for (e = json_first(&object); e.value; e = json_after(&e))
		if (read_member(t, &e, pos, err))
			return -1;
	return istio_row_end(t, pos, err);
}

static int read_rows(struct span text, struct pos pos, struct istio_table *t,
    struct err *err)
{
	struct json *doc;
	int status;

	while ((status = json_next(&text, &pos, &doc, err)) == 1) {
		int failed = read_row(t, doc, pos, err);

		json_free(doc);
		if (failed)
			return -1;
	}
	return status ? -1 : istio_table_end(t, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct istio_table *t;
	struct pos start = input_start(in);
	struct span text;
	int status;

	if (input_all(in, &text, err))
		return -1;
	t = istio_table_new(out);
	status = read_rows(text, start, t, err);
	istio_table_free(t);
	if (!status && !source_runs(out))
		status = err_at(err, (struct pos){ input_name(in), 0 },
		    "expected rows, got nothing");
	return status;
}

const struct importer importer_istio_jsonl = {
	.name = "istio-jsonl",
	.about = "Istio's benchmark: its rows as JSON, one run in a line",
	.evidence = "percentiles",
	.omission = "not corrected: a slow answer delays the next request",
	.sniff = sniff,
	.import = import,
};
