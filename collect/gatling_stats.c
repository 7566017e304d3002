/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * js/stats.json and js/global_stats.json of Gatling's report (2.0 to 3.13.4).
 *
 *	{ "name": "Global Information",
 *	  "numberOfRequests": { "total": 1222, "ok": 572, "ko": 650 },
 *	  "minResponseTime": { "total": 18, "ok": 25, "ko": 18 },
 *	  "maxResponseTime": { ... }, "meanResponseTime": { ... },
 *	  "standardDeviation": { ... }, "percentiles1": { ... }, ...
 *	  "group1": { "name": "t < 800 ms", "count": 571, ... }, ...
 *	  "meanNumberOfRequestsPerSecond": { "total": 1.906, ... } }
 *
 * is global_stats.json, and in stats.json the "stats" of a tree,
 *
 *	{ "type": "GROUP", "name": "Global Information", "stats": { ... },
 *	  "contents": { "req_...": { "type": "REQUEST", "name": "Add",
 *	      "stats": { ... } }, ... } }
 *
 * - Times are whole milliseconds.  "total" is of all requests, failed ones
 *   (ko) too; what was not measured is 0, or "-" in old files.
 * - The stats of a GROUP, but for the outermost, are of groups as a whole,
 *   which are no requests: they are not read.
 * - Which percentiles the four are is a matter of configuration, and not said;
 *   50, 75, 95, 99 is the default, and 95, 99 where there are but two.  That it
 *   is assumed is the label "percentile_ranks".  They come from a t-digest,
 *   whose error nobody bounds, and are rounded.
 * - The rate is requests over whole seconds of the run, and so gives these.
 * - group1 to group4 are of successes, with bounds that are words: not read.
 */
#include <math.h>
#include <string.h>

#include "collect/documents.h"
#include "collect/importer.h"
#include "collect/sniff.h"
#include "collect/tally.h"

#define MS 1e6
#define DEPTH_MAX 32
#define RANKS_MAX 4

static const double ranks_of_four[RANKS_MAX] = { 50, 75, 95, 99 };
static const double ranks_of_two[RANKS_MAX] = { 95, 99, 0, 0 };

struct stats {
	double requests, errors;
	double min_ms, max_ms, mean_ms, stddev_ms;
	double percentile_ms[RANKS_MAX];
	double rate_rps;
};

static bool sniff(struct span head)
{
	struct span stats;

	if (json_has_key(head, "type") && json_key_value(head, "stats", &stats))
		head = stats;
	return json_has_key(head, "numberOfRequests") &&
	       json_has_key(head, "minResponseTime") &&
	       json_has_key(head, "maxResponseTime");
}

/* ---- reading ---- */

/* NAN where it is missing, or "-". */
static int read_figure(const struct json_node *stats, const char *name,
    const char *which, double *out, struct err *err)
{
	struct json_node group, value;
	const char *text = "";

	*out = NAN;
	if (json_object_try(stats, name, &group, err))
		return -1;
	value = json_member(&group, which);
	if (json_is_string(&value)) {
		if (json_string(&group, which, &text, err))
			return -1;
		if (strcmp(text, "-") == 0)
			return 0;
	}
	if (json_loose_number_try(&group, which, out, err))
		return -1;
	if (*out < 0 || *out > 1e15)
		return json_fail(&value, err, "expected 0 to 1e15, got %g",
		    *out);
	return 0;
}

static int read_stats(const struct json_node *in, struct stats *s,
    struct err *err)
{
	static const char *const percentiles[RANKS_MAX] = { "percentiles1",
		"percentiles2", "percentiles3", "percentiles4" };
	struct json_node counts;

	if (json_object(in, "numberOfRequests", &counts, err) ||
	    read_figure(in, "numberOfRequests", "total", &s->requests, err) ||
	    read_figure(in, "numberOfRequests", "ko", &s->errors, err) ||
	    read_figure(in, "minResponseTime", "total", &s->min_ms, err) ||
	    read_figure(in, "maxResponseTime", "total", &s->max_ms, err) ||
	    read_figure(in, "meanResponseTime", "total", &s->mean_ms, err) ||
	    read_figure(in, "standardDeviation", "total", &s->stddev_ms, err) ||
	    read_figure(in, "meanNumberOfRequestsPerSecond", "total",
		&s->rate_rps, err))
		return -1;
	for (size_t i = 0; i < RANKS_MAX; i++)
		if (read_figure(in, percentiles[i], "total",
			&s->percentile_ms[i], err))
			return -1;
	return 0;
}

/* ---- writing ---- */

static const double *ranks_of(const struct stats *s)
{
	return isnan(s->percentile_ms[2]) ? ranks_of_two : ranks_of_four;
}

static int64_t whole(double value, double unit)
{
	return isnan(value) ? UNKNOWN : llround(value * unit);
}

static int write_percentiles(const struct stats *s, struct source_writer *out,
    struct err *err)
{
	const double *ranks = ranks_of(s);

	for (size_t i = 0; i < RANKS_MAX; i++) {
		double ms = s->percentile_ms[i];
		struct stated_percentile p = { ranks[i], ms * MS,
			(ms - 0.5) * MS, (ms + 0.5) * MS };

		if (p.low_ns < 0)
			p.low_ns = 0;
		if (!isnan(ms) && series_percentile(out, &p, err))
			return -1;
	}
	return 0;
}

static int write_series(const struct stats *s, const char *name,
    struct source_writer *out, struct err *err)
{
	struct series_facts f = SERIES_UNKNOWN;

	f.name = name;
	f.requests = whole(s->requests, 1);
	f.errors = whole(s->errors, 1);
	if (!(s->requests > 0))
		return run_series(out, &f, err);
	f.mean_ns = s->mean_ms * MS;
	f.mean_step_ns = 2 * MS; /* rounded or cut off */
	f.stddev_ns = s->stddev_ms * MS;
	f.min_ns = whole(s->min_ms, MS);
	f.max_ns = whole(s->max_ms, MS);
	if (!isnan(s->percentile_ms[0]))
		f.evidence = EVIDENCE_PERCENTILES;
	if (run_series(out, &f, err))
		return -1;
	return write_percentiles(s, out, err);
}

static int write_run(const struct stats *s, struct source_writer *out,
    struct err *err)
{
	struct run_facts f = RUN_UNKNOWN;
	const char *ranks = ranks_of(s) == ranks_of_two
				? "assumed: 95, 99"
				: "assumed: 50, 75, 95, 99";
	double seconds = s->requests / s->rate_rps;

	f.tool = "gatling";
	f.population = POPULATION_ALL;
	f.percentile_rule = "t-digest";
	f.achieved_rps = s->rate_rps;
	if (seconds > 0 && seconds < 1e9)
		f.duration_ns = llround(seconds * 1e9);
	if (source_run(out, &f, err) ||
	    run_label(out, "percentile_ranks", ranks, LABEL_TOOL, err))
		return -1;
	return write_series(s, "total", out, err);
}

/* ---- the tree ---- */

struct path {
	const struct path *outer;
	const char *name;
	int depth;
};

/* "outer / inner / name" */
static const char *path_text(const struct path *p, struct arena *a)
{
	const char *text = p->name;

	for (p = p->outer; p; p = p->outer)
		text = arena_printf(a, "%s / %s", p->name, text);
	return text;
}

static int write_contents(const struct json_node *group,
    const struct path *outer, struct source_writer *out, struct err *err);

static int write_member(const struct json_node *e, const struct path *outer,
    struct source_writer *out, struct err *err)
{
	struct path here = { outer, NULL, outer ? outer->depth + 1 : 1 };
	struct arena a = { 0 };
	struct json_node in;
	struct stats stats;
	const char *type;
	int status;

	if (json_string(e, "type", &type, err) ||
	    json_string(e, "name", &here.name, err))
		return -1;
	if (here.depth > DEPTH_MAX)
		return json_fail(e, err, "more than %d groups in one another",
		    DEPTH_MAX);
	if (strcmp(type, "GROUP") == 0)
		return write_contents(e, &here, out, err);
	if (json_object(e, "stats", &in, err) || read_stats(&in, &stats, err))
		return -1;
	status =
	    write_series(&stats, tally_name(path_text(&here, &a)), out, err);
	arena_release(&a);
	return status;
}

static int write_contents(const struct json_node *group,
    const struct path *outer, struct source_writer *out, struct err *err)
{
	struct json_node contents, e;

	if (json_object_try(group, "contents", &contents, err))
		return -1;
	for (e = json_first(&contents); e.value; e = json_after(&e))
		if (write_member(&e, outer, out, err))
			return -1;
	return 0;
}

static int write_document(const struct json_node *root, struct arena *a,
    struct source_writer *out, struct err *err)
{
	struct json_node inner = json_member(root, "stats");
	struct stats stats;

	(void)a;
	if (read_stats(inner.value ? &inner : root, &stats, err) ||
	    write_run(&stats, out, err))
		return -1;
	return write_contents(root, NULL, out, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return document_import(in, write_document, out, err);
}

const struct importer importer_gatling_stats = {
	.name = "gatling-stats",
	.about = "stats.json or global_stats.json of Gatling's report",
	.evidence = "percentiles",
	.omission = "affected: latency counts from the send; how users arrive, "
		    "the file does not say",
	.sniff = sniff,
	.import = import,
};
