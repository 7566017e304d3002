/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ghz's results, as written by `ghz -O json` (0.18 to 0.120).
 *
 *	{"date": "2026-11-22T16:57:01Z", "name": "...", "endReason": "normal",
 *	 "options": {"call": "a.B/C", "host": "...", "n": 200, "c": 50, ...},
 *	 "count": 200, "total": 197782155, "average": 34825653,
 *	 "fastest": 25421617, "slowest": 80200129, "rps": 1011.2,
 *	 "errorDistribution": {"rpc error: ...": 6},
 *	 "statusCodeDistribution": {"OK": 194, "Internal": 6},
 *	 "latencyDistribution": [{"percentage": 10, "latency": 27336737}, ...],
 *	 "histogram": [{"mark": 0.0254, "count": 1, "frequency": 0.005}, ...],
 *	 "details": [{"timestamp": "...", "latency": 31021095, "error": "",
 *	   "status": "OK"}, ...], "tags": {...}}
 *
 * - Times are nanoseconds, but those of the histogram seconds.  A mark is the
 *   upper end of its bucket, (previous, mark]; the first holds the fastest.
 * - date is the end of the run.  A detail's timestamp is its start.
 * - The population is not one: average and details are of all calls;
 *   histogram, latencyDistribution, fastest and slowest of those that went
 *   well (unless count-errors).  With all details, these are what is read, and
 *   of the others latencyDistribution where it is of the same calls.  Without
 *   (ghz keeps 1,000,000 at most, and may write none), it is those that went
 *   well.
 * - latencyDistribution is by nearest rank: the least latency that p % of the
 *   calls do not exceed.
 * - statusCodeDistribution has no errors in very old versions.
 * - options: to 0.32 n, c and qps, which is of one worker; later total,
 *   concurrency; from 0.70 on rps, which is of all.  async makes the load an
 *   open one.
 * - Payload, metadata and tags are not kept.
 */
#include <math.h>

#include "base/units.h"
#include "collect/clocked.h"
#include "collect/documents.h"
#include "collect/ghz.h"
#include "collect/go_error.h"
#include "collect/json_figure.h"
#include "collect/sniff.h"

#define SECOND_NS 1e9
#define STEP_NS 1

static bool sniff(struct span head)
{
	return json_has_key(head, "latencyDistribution") &&
	       json_has_key(head, "options") && json_has_key(head, "average");
}

/* ---- figures of the calls that went well ---- */

static int read_histogram(const struct json_node *root, struct summary *s,
    struct err *err)
{
	struct json_node list;
	int64_t low = UNKNOWN;

	if (json_array_try(root, "histogram", &list, err))
		return -1;
	for (struct json_node e = json_first(&list); e.value;
	     e = json_after(&e)) {
		struct bucket b = { 0 };
		struct err why;
		double mark = NAN;

		if (figure_time_try(&e, "mark", SECOND_NS, &mark, err) ||
		    figure_count_try(&e, "count", &b.count, err))
			return -1;
		if (isnan(mark))
			return json_fail(&e, err, "expected a mark");
		b.high_ns = llround(mark);
		b.low_ns = low == UNKNOWN ? b.high_ns : low;
		low = b.high_ns;
		if (histogram_append(&s->histogram, b, &why))
			return json_fail(&e, err, "%s", why.msg);
	}
	return 0;
}

static int read_percentiles(const struct json_node *root, struct summary *s,
    struct err *err)
{
	struct json_node list;

	if (json_array_try(root, "latencyDistribution", &list, err))
		return -1;
	for (struct json_node e = json_first(&list); e.value;
	     e = json_after(&e)) {
		double p = NAN, ns = NAN;

		if (json_number_try(&e, "percentage", &p, err) ||
		    figure_time_try(&e, "latency", 1, &ns, err))
			return -1;
		if (!(p >= 0 && p <= 100))
			return json_fail(&e, err, "expected a percentage");
		if (ns > 0) /* 0: too few calls for it */
			summary_percentile(s, p, ns, STEP_NS);
	}
	return 0;
}

/* ---- counts ---- */

static int read_counts(const struct json_node *root, struct summary *s,
    struct err *err)
{
	struct json_node statuses, errors;
	int64_t ok = UNKNOWN;

	if (json_object_try(root, "statusCodeDistribution", &statuses, err) ||
	    json_object_try(root, "errorDistribution", &errors, err) ||
	    figure_count_try(root, "count", &s->total.requests, err) ||
	    figure_count_try(&statuses, "OK", &ok, err) ||
	    document_counts(&statuses, summary_status, s, err) ||
	    document_counts(&errors, go_error_add, s, err))
		return -1;
	if (statuses.value && ok == UNKNOWN)
		ok = 0;
	if (ok != UNKNOWN && s->total.requests >= ok)
		s->total.errors = s->total.requests - ok;
	return 0;
}

/* ---- details ---- */

static int read_details(const struct json_node *root, struct clocked *c,
    struct err *err)
{
	struct json_node list;
	struct pos nowhere = { "details", 0 };

	if (json_array_try(root, "details", &list, err))
		return -1;
	for (struct json_node e = json_first(&list); e.value;
	     e = json_after(&e)) {
		const char *text = "";
		double ns = NAN;
		int64_t start;
		struct err why;

		if (json_string_try(&e, "timestamp", &text, err) ||
		    figure_time_try(&e, "latency", 1, &ns, err))
			return -1;
		if (!time_parse(span_of(text), &start) || isnan(ns))
			return json_fail(&e, err,
			    "expected a timestamp and a latency");
		if (clocked_add(c, start, llround(ns), nowhere, &why))
			return json_fail(&e, err, "%s", why.msg);
	}
	return 0;
}

/* ---- the run ---- */

/* End of the run, minus how long it was. */
static int read_start(const struct json_node *root, struct summary *s,
    struct err *err)
{
	const char *date = "";
	double total = NAN;
	int64_t end;

	if (json_string_try(root, "date", &date, err) ||
	    figure_time_try(root, "total", 1, &total, err))
		return -1;
	s->run.duration_ns = figure_ns(total);
	if (time_parse(span_of(date), &end) && !isnan(total))
		s->run.started_at_ns = end - llround(total);
	return 0;
}

static int read_run(const struct json_node *root, struct summary *s,
    struct err *err)
{
	const char *name = "", *reason = "";

	if (read_start(root, s, err) ||
	    json_string_try(root, "name", &name, err) ||
	    json_string_try(root, "endReason", &reason, err) ||
	    json_number_try(root, "rps", &s->run.achieved_rps, err) ||
	    ghz_options(root, s, err))
		return -1;
	if (*name)
		s->run.name = name;
	if (span_is(span_of(reason), "cancel"))
		s->run.incomplete = "interrupted";
	s->run.percentile_rule = "ghz";
	return 0;
}

/* Moments as the tool states them. */
static int read_moments(const struct json_node *root, bool all,
    struct summary *s, struct err *err)
{
	double average = NAN, fastest = NAN, slowest = NAN;

	if (figure_time_try(root, "average", 1, &average, err) ||
	    figure_time_try(root, "fastest", 1, &fastest, err) ||
	    figure_time_try(root, "slowest", 1, &slowest, err))
		return -1;
	if (all || s->total.errors == 0)
		s->total.mean_ns = average;
	if (s->histogram.count) {
		s->total.min_ns = figure_ns(fastest);
		s->total.max_ns = figure_ns(slowest);
	}
	return 0;
}

/* All calls, one by one; with the percentiles where they are of `all`, too. */
static int write_calls(struct summary *s, bool all, const struct clocked *c,
    struct source_writer *out, struct err *err)
{
	histogram_release(&s->histogram);
	s->run.population = POPULATION_ALL;
	s->run.started_at_ns = c->first_ns;
	if (!all && s->total.errors != 0)
		s->n_stated = 0;
	clocked_facts(c, &s->total);
	if (summary_write(s, out, err))
		return -1;
	return clocked_write(c, out, err);
}

static int write_run(const struct json_node *root, struct summary *s,
    const struct clocked *c, struct source_writer *out, struct err *err)
{
	bool count_errors = false;
	struct json_node options = json_member(root, "options");

	if (json_bool_try(&options, "count-errors", &count_errors, err) ||
	    read_moments(root, count_errors, s, err))
		return -1;
	if (c->rows && c->rows == s->total.requests)
		return write_calls(s, count_errors, c, out, err);
	s->run.population =
	    count_errors ? POPULATION_ALL : POPULATION_SUCCESSES;
	return summary_write(s, out, err);
}

static int write_document(const struct json_node *root, struct arena *a,
    struct source_writer *out, struct err *err)
{
	struct clocked calls = clocked_new(STEP_NS);
	struct summary s;
	int status = -1;

	(void)a;
	summary_begin(&s, "ghz");
	if (!read_histogram(root, &s, err) &&
	    !read_percentiles(root, &s, err) && !read_counts(root, &s, err) &&
	    !read_run(root, &s, err) && !read_details(root, &calls, err))
		status = write_run(root, &s, &calls, out, err);
	clocked_release(&calls);
	summary_release(&s);
	return status;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return document_import(in, write_document, out, err);
}

const struct importer importer_ghz_json = {
	.name = "ghz-json",
	.about = "ghz -O json",
	.evidence = "timed, or histogram without details",
	.omission = "affected, not corrected; with --async an open loop",
	.sniff = sniff,
	.import = import,
};
