/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Artillery 1's report: `artillery run -o FILE` (1.5 to 1.7).
 *
 *	{ "aggregate": { "timestamp": "2019-10-08T16:13:37.573Z",
 *	    "scenariosCreated": 184, "requestsCompleted": 11,
 *	    "latency": { "min": 5075.3, "max": 76282.4, "median": 19156.8,
 *	      "p95": 74090.6, "p99": null },
 *	    "rps": { "count": 184, "mean": 1.02 },
 *	    "errors": { "ESOCKETTIMEDOUT": 173 }, "codes": { "200": 11 }, ... },
 *	  "intermediate": [ { ..., "latencies": [
 *	      [ 1570551041845, "a3a0d2bc-...", 5075335000, 200 ], ... ] } ] }
 *
 * - latency is in milliseconds, rounded to 0.1, and null where there are too
 *   few; latencies, of every request, are in nanoseconds: [time, id, ns,
 *   status], where the time is that of the answer, or in 1.7 just ns.  Where
 *   all of them are there, they are used.  Older versions have them in the
 *   aggregate, and may repeat them by period.
 * - requestsCompleted are the answered ones; requests without an answer, which
 *   are among the errors, come on top.
 * - timestamp is when the report was written.  When the load began, and how
 *   long it took, is not said, but where all requests were answered at a time
 *   that is.  Periods without such latencies have no distribution: requests and
 *   failures of theirs become samples of metrics, at their timestamp.
 * - Load model and errors: artillery.h.
 */
#include <math.h>
#include <string.h>

#include "base/units.h"
#include "collect/artillery.h"
#include "collect/clocked.h"
#include "collect/documents.h"
#include "collect/importer.h"
#include "collect/json_figure.h"
#include "collect/sniff.h"

#define MS 1e6
#define TIME_MAX_MS 7e12

struct report {
	struct summary summary;
	double sum_ns; /* of the latencies one by one */
	int64_t recorded, min_ns, max_ns;
	struct recorder *recorder;
	struct clocked clocked; /* those with a time */
};

static bool sniff(struct span head)
{
	struct span aggregate;

	return json_key_value(head, "aggregate", &aggregate) &&
	       json_has_key(aggregate, "requestsCompleted") &&
	       json_has_key(aggregate, "latency");
}

void artillery_v1_status(struct summary *s, struct span code, int64_t count)
{
	if (!span_is(code, "0"))
		summary_status(s, code, count);
}

void artillery_v1_finish(struct summary *s, int64_t completed, int64_t users)
{
	int64_t unexpected = 0, unanswered;

	for (size_t i = 0; i < s->errors.len; i++)
		if (strcmp(s->errors.at[i].kind, ARTILLERY_CHECK) == 0)
			unexpected += s->errors.at[i].count;
	unanswered = s->errors.sum - unexpected;
	s->run.population = POPULATION_SUCCESSES;
	s->run.percentile_rule = "hdr";
	s->total.requests = completed + unanswered;
	s->total.errors =
	    artillery_failed(unanswered, unexpected, summary_error_statuses(s));
	if (s->total.requests == users)
		s->run.load_model = LOAD_OPEN;
}

/* ---- latencies one by one ---- */

/* As an answer at that time; one that has none is left to the recorder. */
static void add_timed(struct report *r, double at_ms, int64_t latency_ns)
{
	struct err ignored;
	struct pos nowhere = { "latencies", 0 };

	if (at_ms < TIME_MAX_MS)
		clocked_add(&r->clocked, llround(at_ms) * 1000000 - latency_ns,
		    latency_ns, nowhere, &ignored);
}

static int add_latency(struct report *r, const struct json_node *e,
    struct err *err)
{
	struct json_node value = *e, in = json_first(e);
	double ns = NAN, at_ms = NAN;
	struct sample s = { -1, 0 };
	struct err none;

	if (in.value)
		figure_time_try(&in, NULL, 1, &at_ms, &none);
	for (int i = 0; in.value; i++, in = json_after(&in))
		if (i == 2)
			value = in;
	if (figure_time_try(&value, NULL, 1, &ns, err))
		return -1;
	s.latency_ns = llround(ns);
	recorder_add(r->recorder, &s);
	add_timed(r, at_ms, s.latency_ns);
	if (!r->recorded || s.latency_ns < r->min_ns)
		r->min_ns = s.latency_ns;
	if (!r->recorded || s.latency_ns > r->max_ns)
		r->max_ns = s.latency_ns;
	r->sum_ns += ns;
	r->recorded++;
	return 0;
}

/* Those of the aggregate or of a period. */
static int read_latencies(const struct json_node *in, struct report *r,
    struct err *err)
{
	struct json_node list, e;

	if (json_array_try(in, "latencies", &list, err))
		return -1;
	for (e = json_first(&list); e.value; e = json_after(&e))
		if (add_latency(r, &e, err))
			return -1;
	return 0;
}

static int read_all_latencies(const struct json_node *root,
    const struct json_node *aggregate, struct report *r, struct err *err)
{
	struct json_node periods, period;

	if (read_latencies(aggregate, r, err) ||
	    json_array_try(root, "intermediate", &periods, err))
		return -1;
	if (r->recorded)
		return 0;
	for (period = json_first(&periods); period.value;
	     period = json_after(&period))
		if (read_latencies(&period, r, err))
			return -1;
	return 0;
}

/* ---- figures of the report ---- */

static void add_error(struct summary *s, struct span words, int64_t count)
{
	summary_error(s, artillery_error_kind(words), words, count);
}

static int read_counts(const struct json_node *aggregate, struct summary *s,
    struct err *err)
{
	struct json_node codes, errors;

	if (json_object_try(aggregate, "codes", &codes, err) ||
	    json_object_try(aggregate, "errors", &errors, err) ||
	    document_counts(&codes, artillery_v1_status, s, err))
		return -1;
	return document_counts(&errors, add_error, s, err);
}

static int read_latency(const struct json_node *aggregate, struct summary *s,
    struct err *err)
{
	static const struct {
		const char *key;
		double p;
	} ranks[] = { { "median", 50 }, { "p95", 95 }, { "p99", 99 } };
	struct json_node latency;
	double min_ns = NAN, max_ns = NAN;

	if (json_object_try(aggregate, "latency", &latency, err) ||
	    figure_time_try(&latency, "min", MS, &min_ns, err) ||
	    figure_time_try(&latency, "max", MS, &max_ns, err))
		return -1;
	s->total.min_ns = figure_ns(min_ns);
	s->total.max_ns = figure_ns(max_ns);
	for (size_t i = 0; i < sizeof(ranks) / sizeof(*ranks); i++) {
		double ns = NAN;

		if (figure_time_try(&latency, ranks[i].key, MS, &ns, err))
			return -1;
		summary_percentile(s, ranks[i].p, ns, 0.1 * MS);
	}
	return 0;
}

static int read_aggregate(const struct json_node *aggregate, struct summary *s,
    int64_t *completed, struct err *err)
{
	struct json_node rps;
	int64_t users = UNKNOWN;

	if (figure_count_try(aggregate, "requestsCompleted", completed, err) ||
	    figure_count_try(aggregate, "scenariosCreated", &users, err) ||
	    json_object_try(aggregate, "rps", &rps, err) ||
	    json_number_try(&rps, "mean", &s->run.achieved_rps, err) ||
	    read_counts(aggregate, s, err) || read_latency(aggregate, s, err))
		return -1;
	artillery_v1_finish(s, *completed, users);
	return 0;
}

/* ---- periods ---- */

static int read_period(const struct json_node *period, struct timeline_sums *p,
    struct err *err)
{
	struct summary s;
	const char *text = "";
	int64_t completed = UNKNOWN, at_ns;
	int status = 0;

	summary_begin(&s, "artillery");
	if (figure_count_try(period, "requestsCompleted", &completed, err) ||
	    json_string_try(period, "timestamp", &text, err) ||
	    read_counts(period, &s, err))
		status = -1;
	if (!status && completed != UNKNOWN &&
	    time_parse(span_of(text), &at_ns)) {
		artillery_v1_finish(&s, completed, UNKNOWN);
		timeline_interval(p, at_ns / 1000000, s.total.requests,
		    s.total.errors);
	}
	summary_release(&s);
	return status;
}

/* ---- the run ---- */

/* Of all requests that were answered; at their times, if all have one. */
static int write_recorded(struct report *r, struct source_writer *out,
    struct err *err)
{
	const struct clocked *c = &r->clocked;
	struct series_facts *total = &r->summary.total;
	struct run_facts *run = &r->summary.run;
	bool timed = c->rows == r->recorded;

	total->evidence = timed ? EVIDENCE_TIMED : EVIDENCE_RAW;
	total->mean_ns = r->sum_ns / (double)r->recorded;
	total->min_ns = r->min_ns;
	total->max_ns = r->max_ns;
	if (timed && total->requests == r->recorded) {
		run->started_at_ns = c->first_ns;
		run->duration_ns = c->last_ns - c->first_ns;
	}
	if (summary_write(&r->summary, out, err))
		return -1;
	return timed ? clocked_write(c, out, err)
		     : series_recorded(out, r->recorder, err);
}

static int read_report(const struct json_node *root, struct report *r,
    struct source_writer *out, struct err *err)
{
	struct json_node aggregate;
	int64_t completed = 0;

	if (json_object(root, "aggregate", &aggregate, err) ||
	    read_aggregate(&aggregate, &r->summary, &completed, err) ||
	    read_all_latencies(root, &aggregate, r, err))
		return -1;
	if (r->recorded && r->recorded == completed)
		return write_recorded(r, out, err);
	if (summary_write(&r->summary, out, err))
		return -1;
	return artillery_periods_write(root, read_period, out, err);
}

static int write_document(const struct json_node *root, struct arena *a,
    struct source_writer *out, struct err *err)
{
	struct report r = { .recorder = recorder_new(1),
		.clocked = clocked_new(1) };
	int status;

	(void)a;
	summary_begin(&r.summary, "artillery");
	status = read_report(root, &r, out, err);
	summary_release(&r.summary);
	recorder_free(r.recorder);
	clocked_release(&r.clocked);
	return status;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return document_import(in, write_document, out, err);
}

const struct importer importer_artillery_v1 = {
	.name = "artillery-v1",
	.about = "artillery run -o: the report of Artillery 1",
	.evidence = "timed, raw or percentiles",
	.omission = "users arrive by a schedule; each waits for its answers",
	.sniff = sniff,
	.import = import,
};
