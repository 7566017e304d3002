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
 *   status], or in 1.7 just ns.  Where all of them are there, they are used.
 * - requestsCompleted are the answered ones; errors come on top.
 * - timestamp is when the report was written.  When the load began, and how
 *   long it took, is not said.
 * - Load model: artillery.h.
 */
#include <math.h>
#include <string.h>

#include "collect/importer.h"
#include "collect/json_figure.h"
#include "collect/sniff.h"

#define MS 1e6
#define COUNTS_MAX 1000

struct report {
	struct json_node root;
	int64_t completed, users, errors;
	double sum_ns; /* of the latencies one by one */
	int64_t recorded, min_ns, max_ns;
	struct recorder *recorder;
};

static bool sniff(struct span head)
{
	struct span aggregate;

	return json_key_value(head, "aggregate", &aggregate) &&
	       json_has_key(aggregate, "requestsCompleted") &&
	       json_has_key(aggregate, "latency");
}

/* ---- latencies one by one ---- */

static int add_latency(struct report *r, const struct json_node *e,
    struct err *err)
{
	struct json_node value = *e, in = json_first(e);
	double ns = NAN;
	struct sample s = { -1, 0 };

	for (int i = 0; in.value; i++, in = json_after(&in))
		if (i == 2)
			value = in;
	if (figure_time_try(&value, NULL, 1, &ns, err))
		return -1;
	s.latency_ns = llround(ns);
	recorder_add(r->recorder, &s);
	if (!r->recorded || s.latency_ns < r->min_ns)
		r->min_ns = s.latency_ns;
	if (!r->recorded || s.latency_ns > r->max_ns)
		r->max_ns = s.latency_ns;
	r->sum_ns += ns;
	r->recorded++;
	return 0;
}

static int read_latencies(struct report *r, struct err *err)
{
	struct json_node periods, period, list, e;

	if (json_array_try(&r->root, "intermediate", &periods, err))
		return -1;
	for (period = json_first(&periods); period.value;
	     period = json_after(&period)) {
		if (json_array_try(&period, "latencies", &list, err))
			return -1;
		for (e = json_first(&list); e.value; e = json_after(&e))
			if (add_latency(r, &e, err))
				return -1;
	}
	return 0;
}

/* ---- figures of the report ---- */

static int add_counts(const struct json_node *in, const char *key,
    int64_t *total, struct err *err)
{
	struct json_node list, e;

	if (json_object_try(in, key, &list, err))
		return -1;
	if (list.value && json_count(&list) > COUNTS_MAX)
		return json_fail(&list, err, "expected fewer kinds");
	for (e = json_first(&list); e.value; e = json_after(&e)) {
		int64_t count = 0;

		if (figure_count_try(&e, NULL, &count, err))
			return -1;
		*total += count;
	}
	return 0;
}

static bool is_raw(const struct report *r)
{
	return r->recorded > 0 && r->recorded == r->completed;
}

static int read_total(const struct report *r, const struct json_node *aggregate,
    struct series_facts *s, struct err *err)
{
	struct json_node latency;
	double min_ns = NAN, max_ns = NAN;

	s->name = "total";
	s->errors = r->errors;
	s->requests = r->completed + r->errors;
	if (is_raw(r)) {
		s->evidence = EVIDENCE_RAW;
		s->mean_ns = r->sum_ns / (double)r->recorded;
		s->min_ns = r->min_ns;
		s->max_ns = r->max_ns;
		return 0;
	}
	if (json_object_try(aggregate, "latency", &latency, err) ||
	    figure_time_try(&latency, "min", MS, &min_ns, err) ||
	    figure_time_try(&latency, "max", MS, &max_ns, err))
		return -1;
	if (json_member(&latency, "median").value)
		s->evidence = EVIDENCE_PERCENTILES;
	s->min_ns = figure_ns(min_ns);
	s->max_ns = figure_ns(max_ns);
	return 0;
}

static int write_percentiles(const struct json_node *aggregate,
    struct source_writer *out, struct err *err)
{
	static const struct {
		const char *key;
		double p;
	} ranks[] = { { "median", 50 }, { "p95", 95 }, { "p99", 99 } };
	struct json_node latency = json_member(aggregate, "latency");

	for (size_t i = 0; i < sizeof(ranks) / sizeof(*ranks); i++) {
		struct stated_percentile p;
		double ns = NAN;

		if (figure_time_try(&latency, ranks[i].key, MS, &ns, err))
			return -1;
		p = figure_percentile(ranks[i].p, ns, 0.1 * MS);
		if (!isnan(ns) && series_percentile(out, &p, err))
			return -1;
	}
	return 0;
}

static int write_counts(const struct json_node *aggregate,
    struct source_writer *out, struct err *err)
{
	struct json_node list = json_member(aggregate, "codes"), e;

	for (e = json_first(&list); e.value; e = json_after(&e)) {
		int64_t count = 0;

		if (figure_count_try(&e, NULL, &count, err) ||
		    series_status(out, e.key, count, err))
			return -1;
	}
	list = json_member(aggregate, "errors");
	for (e = json_first(&list); e.value; e = json_after(&e)) {
		int64_t count = 0;
		bool late = strstr(e.key, "TIMEDOUT") != NULL;

		if (figure_count_try(&e, NULL, &count, err) ||
		    series_error(out, late ? "timeout" : "other", e.key, count,
			err))
			return -1;
	}
	return 0;
}

static int read_facts(struct report *r, const struct json_node *aggregate,
    struct run_facts *f, struct err *err)
{
	struct json_node rps;
	int64_t codes = 0;

	f->tool = "artillery";
	f->population = POPULATION_SUCCESSES;
	f->percentile_rule = "hdr";
	if (figure_count_try(aggregate, "requestsCompleted", &r->completed,
		err) ||
	    figure_count_try(aggregate, "scenariosCreated", &r->users, err) ||
	    json_object_try(aggregate, "rps", &rps, err) ||
	    json_number_try(&rps, "mean", &f->achieved_rps, err) ||
	    add_counts(aggregate, "errors", &r->errors, err) ||
	    add_counts(aggregate, "codes", &codes, err))
		return -1;
	if (r->completed + r->errors == r->users)
		f->load_model = LOAD_OPEN;
	return 0;
}

static int write_run(struct report *r, struct source_writer *out,
    struct err *err)
{
	struct run_facts facts = RUN_UNKNOWN;
	struct series_facts total = SERIES_UNKNOWN;
	struct json_node aggregate;

	if (json_object(&r->root, "aggregate", &aggregate, err) ||
	    read_facts(r, &aggregate, &facts, err) || read_latencies(r, err) ||
	    read_total(r, &aggregate, &total, err) ||
	    source_run(out, &facts, err) || run_series(out, &total, err) ||
	    write_percentiles(&aggregate, out, err))
		return -1;
	if (is_raw(r) && series_recorded(out, r->recorder, err))
		return -1;
	return write_counts(&aggregate, out, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct report r = { .users = UNKNOWN };
	struct json *doc = json_read(in, err);
	int status;

	if (!doc)
		return -1;
	r.root = json_root(doc);
	r.recorder = recorder_new(1);
	status = write_run(&r, out, err);
	recorder_free(r.recorder);
	json_free(doc);
	return status;
}

const struct importer importer_artillery_v1 = {
	.name = "artillery-v1",
	.about = "artillery run -o: the report of Artillery 1",
	.evidence = "raw, or percentiles",
	.omission = "users arrive by a schedule; each waits for its answers",
	.sniff = sniff,
	.import = import,
};
