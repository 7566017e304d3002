/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Artillery 2's report: `artillery run -o FILE` (2.0).
 *
 *	{ "aggregate": {
 *	    "counters": { "vusers.created": 20, "http.requests": 100,
 *	      "http.codes.200": 91, "http.responses": 100,
 *	      "errors.ETIMEDOUT": 3, ... },
 *	    "rates": { "http.request_rate": 53 },
 *	    "firstCounterAt": 1795366741719, "lastCounterAt": ...,
 *	    "firstMetricAt": ..., "lastMetricAt": ..., "period": ...,
 *	    "summaries": { "http.response_time": { "min": 0, "max": 4,
 *	      "count": 100, "mean": 0.4, "p50": 0, "median": 0, "p75": 1,
 *	      "p90": 1, "p95": 1, "p99": 2, "p999": 2 }, ... },
 *	    "histograms": the same once more },
 *	  "intermediate": [ the same for every 10 s ] }
 *
 * Times at are Unix times in milliseconds, response times are milliseconds;
 * what they mean: artillery.h.  Where nothing was answered, there are no
 * summaries.  Percentiles of periods cannot be added, and are not read; their
 * counters become samples of metrics, at lastCounterAt: the requests so far,
 *   and those that failed, up to the first period that does not tell.
 */
#include <math.h>

#include "collect/artillery.h"
#include "collect/documents.h"
#include "collect/importer.h"
#include "collect/json_figure.h"
#include "collect/sniff.h"

#define TIME_MAX_MS 7e12

static bool sniff(struct span head)
{
	struct span aggregate;

	return json_key_value(head, "aggregate", &aggregate) &&
	       json_has_key(aggregate, "counters") &&
	       json_has_key(aggregate, "firstMetricAt");
}

static int read_counters(const struct json_node *aggregate,
    struct artillery_run *r, struct err *err)
{
	struct json_node list, e;

	if (json_object(aggregate, "counters", &list, err))
		return -1;
	for (e = json_first(&list); e.value; e = json_after(&e)) {
		int64_t count = 0;

		if (figure_count_try(&e, NULL, &count, err))
			return -1;
		if (!artillery_counter(r, span_of(e.key), count))
			return json_fail(&e, err, "expected fewer counters");
	}
	return 0;
}

static int read_summary(const struct json_node *summary,
    struct artillery_run *r, struct err *err)
{
	struct artillery_summary *s =
	    artillery_summary_of(r, span_of(summary->key));
	struct json_node e;

	for (e = json_first(summary); s && e.value; e = json_after(&e)) {
		double ms = NAN;

		if (figure_time_try(&e, NULL, 1, &ms, err))
			return -1;
		if (!isnan(ms))
			artillery_figure(s, span_of(e.key), ms);
	}
	return 0;
}

static int read_times(const struct json_node *aggregate,
    struct artillery_run *r, struct err *err)
{
	double first = NAN, last = NAN, begin = NAN, end = NAN;

	if (figure_time_try(aggregate, "firstMetricAt", 1, &begin, err) ||
	    figure_time_try(aggregate, "lastMetricAt", 1, &end, err) ||
	    figure_time_try(aggregate, "firstCounterAt", 1, &first, err) ||
	    figure_time_try(aggregate, "lastCounterAt", 1, &last, err))
		return -1;
	r->sending_s = (last - first) / 1e3;
	if (begin < TIME_MAX_MS)
		r->facts.started_at_ns = llround(begin) * 1000000;
	if (end >= begin && end < TIME_MAX_MS)
		r->facts.duration_ns = llround(end - begin) * 1000000;
	return 0;
}

static int read_report(const struct json_node *root, struct artillery_run *r,
    struct err *err)
{
	struct json_node aggregate, list, e;

	if (json_object(root, "aggregate", &aggregate, err) ||
	    read_counters(&aggregate, r, err) ||
	    read_times(&aggregate, r, err) ||
	    json_object_try(&aggregate, "summaries", &list, err))
		return -1;
	for (e = json_first(&list); e.value; e = json_after(&e))
		if (read_summary(&e, r, err))
			return -1;
	return 0;
}

/* ---- periods ---- */

static int read_period(const struct json_node *period, struct timeline_sums *p,
    struct err *err)
{
	struct artillery_run r;
	double at_ms = NAN;
	int status;

	if (!json_member(period, "counters").value)
		return 0;
	artillery_begin(&r);
	status = read_counters(period, &r, err);
	if (!status)
		status =
		    figure_time_try(period, "lastCounterAt", 1, &at_ms, err);
	if (at_ms < TIME_MAX_MS) /* no counter: none were sent */
		timeline_interval(p, llround(at_ms),
		    r.requests == UNKNOWN ? 0 : r.requests,
		    artillery_errors(&r));
	arena_release(&r.arena);
	return status;
}

/* ---- the file ---- */

static int write_document(const struct json_node *root, struct arena *a,
    struct source_writer *out, struct err *err)
{
	struct artillery_run r;
	int status;

	(void)a;
	artillery_begin(&r);
	status = read_report(root, &r, err);
	if (!status)
		status = artillery_write(&r, out, err);
	if (!status && r.requests != UNKNOWN)
		status = artillery_periods_write(root, read_period, out, err);
	arena_release(&r.arena);
	return status;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return document_import(in, write_document, out, err);
}

const struct importer importer_artillery_v2 = {
	.name = "artillery-v2",
	.about = "artillery run -o: the report of Artillery 2",
	.evidence = "percentiles",
	.omission = "users arrive by a schedule; each waits for its answers",
	.sniff = sniff,
	.import = import,
};
