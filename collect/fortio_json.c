/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fortio's result, of HTTP, gRPC, TCP and UDP runs, as `fortio load -json`,
 * its data folder and its REST API write it (0.3 to 1.75).
 *
 *	{ "RunType": "HTTP", "Labels": "...", "StartTime": "2026-11-22T...Z",
 *	  "RequestedQPS": "500", "RequestedDuration": "8s",
 *	  "ActualQPS": 499.56, "ActualDuration": 8006898077, "NumThreads": 8,
 *	  "DurationHistogram": { "Count": 4000, "Min": 0.0001, "Max": 0.033,
 *	    "Sum": 7.1, "Avg": 0.0017, "StdDev": 0.002,
 *	    "Data": [ { "Start": 0.0001, "End": 0.00015, "Percent": 0.075,
 *	      "Count": 3 }, ... ],
 *	    "Percentiles": [ { "Percentile": 50, "Value": 0.00097 }, ... ] },
 *	  "ErrorsDurationHistogram": { ... }, "RetCodes": { "200": 4000 }, ... }
 *
 * Latencies are in seconds, durations in nanoseconds.  Percent is cumulative.
 * fortio_grid.h tells what the buckets are.  What one would not expect:
 *
 *   - The latencies are of all calls, failed ones too.
 *   - Percentiles is null unless asked for (REST), and what it has are
 *     interpolations in a bucket.
 *   - ErrorsDurationHistogram is there since 1.28; before, the status codes
 *     tell how many calls failed.
 *   - NumConnections is per thread; the connections are NumThreads, which for
 *     gRPC is connections times streams.
 *   - RequestedQPS is a string, and RequestedDuration may be a sentence.
 *   - A paced run makes floor(rate * duration / threads) calls per thread,
 *     and may end a bit early: that is no interruption.
 *   - A run that failed is { "Error": ..., "Exception": {} } or, since 1.57,
 *     { "error": true, "message": ... }, the latter with a histogram of two
 *     points that nobody measured.
 *   - Scripts write several results into one file, a line for each: each is a
 *     run.
 *
 * UserCredentials and Payload are secrets; but the payload's length is read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/units.h"
#include "collect/documents.h"
#include "collect/fortio.h"
#include "collect/fortio_grid.h"
#include "collect/importer.h"

#define EARLY 0.95 /* of the time asked for: less is an interruption */

/* ---- the run as a whole ---- */

/* Between two calls of a thread; 0 where they come as fast as they can. */
static double interval_ns(const struct run_facts *f)
{
	bool paced = f->offered_rps > 0 && f->connections > 0;

	return paced ? (double)f->connections / f->offered_rps * 1e9 : 0;
}

const char *fortio_stopped(const char *asked, const struct run_facts *f,
    struct arena *a)
{
	double ns = 0, took_ns = (double)f->duration_ns;
	char took[UNIT_TEXT];

	if (strstr(asked, "interrupted"))
		return arena_printf(a, "interrupted: %.200s", asked);
	if (!duration_parse(span_of(asked), &ns) || f->duration_ns == UNKNOWN ||
	    took_ns >= EARLY * ns - 2 * interval_ns(f))
		return NULL;
	duration_text(took_ns, took);
	return arena_printf(a, "stopped after %s of %.200s", took, asked);
}

/* Why the run is not what was asked for, or NULL. */
static int read_incomplete(const struct json_node *root, struct arena *a,
    struct run_facts *facts, struct err *err)
{
	const char *asked = "";
	int64_t abort_on = 0;

	if (json_string_try(root, "RequestedDuration", &asked, err) ||
	    json_integer_try(root, "AbortOn", &abort_on, err))
		return -1;
	facts->incomplete = fortio_stopped(asked, facts, a);
	if (facts->incomplete && abort_on &&
	    strncmp(facts->incomplete, "stopped", 7) == 0)
		facts->incomplete = arena_printf(a, "%s (abort on %lld)",
		    facts->incomplete, (long long)abort_on);
	return 0;
}

/* gRPC: several streams share a connection. */
static int read_streams(const struct json_node *root, struct run_facts *facts,
    struct err *err)
{
	int64_t streams = 0;

	if (json_integer_try(root, "Streams", &streams, err))
		return -1;
	if (streams > 0 && facts->connections != UNKNOWN)
		facts->connections /= streams;
	return 0;
}

bool fortio_is_version(const char *text)
{
	static const char *const none[] = { "", "unknown",
		"fortio.org/fortio not found in buildinfo" };

	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		if (strcmp(text, none[i]) == 0)
			return false;
	return true;
}

static int read_version(const struct json_node *root, const char **version,
    struct err *err)
{
	const char *text = "";

	if (json_string_try(root, "Version", &text, err))
		return -1;
	if (fortio_is_version(text))
		*version = text;
	return 0;
}

struct run_facts fortio_run_facts(void)
{
	struct run_facts facts = RUN_UNKNOWN;

	facts.tool = "fortio";
	facts.load_model = LOAD_CLOSED;
	facts.population = POPULATION_ALL;
	facts.percentile_rule = "fortio";
	return facts;
}

int fortio_run_read(const struct json_node *root, struct arena *a,
    struct run_facts *facts, struct err *err)
{
	if (fortio_facts(root, a, facts, err) ||
	    read_version(root, &facts->tool_version, err) ||
	    read_streams(root, facts, err))
		return -1;
	return read_incomplete(root, a, facts, err);
}

/* ---- latencies ---- */

/* By the status codes, or else by the histogram of what fortio calls errors. */
static int read_errors(const struct json_node *root, int64_t requests,
    int64_t *errors, struct err *err)
{
	struct json_node failed;
	struct fortio_moments m;
	struct fortio_codes codes;

	if (json_object_try(root, "ErrorsDurationHistogram", &failed, err) ||
	    fortio_codes(root, &codes, err))
		return -1;
	if (codes.stated && (codes.total == requests || !failed.value)) {
		*errors = requests > codes.good ? requests - codes.good : 0;
	} else if (failed.value) {
		if (fortio_moments(&failed, &m, err))
			return -1;
		*errors = m.count;
	}
	return 0;
}

void fortio_percentile_bounds(const struct fortio_moments *m,
    const struct fortio_buckets *b, struct stated_percentile *p)
{
	int64_t below = 0;

	p->low_ns = m->min_ns == UNKNOWN ? p->value_ns : (double)m->min_ns;
	p->high_ns = m->max_ns == UNKNOWN ? p->value_ns : (double)m->max_ns;
	if (p->p >= 100 || p->p * (double)m->count <= 100) {
		p->low_ns = p->high_ns = p->value_ns;
		return;
	}
	for (size_t i = 0; i < b->len; i++) {
		below += b->at[i].count;
		if (100.0 * (double)below / (double)m->count < p->p)
			continue;
		p->low_ns = (double)b->at[i].low_ns;
		p->high_ns = (double)b->at[i].high_ns;
		return;
	}
}

static int write_percentiles(const struct json_node *histogram,
    const struct fortio_moments *m, const struct fortio_buckets *b,
    struct source_writer *w, struct err *err)
{
	struct json_node list, e;

	if (json_array_try(histogram, "Percentiles", &list, err))
		return -1;
	for (e = json_first(&list); e.value && m->count; e = json_after(&e)) {
		struct stated_percentile p = { 0 };

		if (fortio_percentile(&e, 1, &p, err))
			return -1;
		fortio_percentile_bounds(m, b, &p);
		if (series_percentile(w, &p, err))
			return -1;
	}
	return 0;
}

/* The grid as stated (since 1.38), or else the one that the bounds show. */
static int read_grid(const struct json_node *root,
    const struct fortio_buckets *b, struct fortio_grid *grid, struct err *err)
{
	double resolution = 0, offset = 0;

	if (json_number_try(root, "Resolution", &resolution, err) ||
	    json_number_try(root, "Offset", &offset, err))
		return -1;
	if (resolution > 0 && resolution < FORTIO_LATENCY_MAX_S &&
	    fabs(offset) < FORTIO_LATENCY_MAX_S) {
		*grid = (struct fortio_grid){ llround(resolution * 1e9),
			llround(offset * 1e9) };
		if (fortio_grid_fits(grid, b->at, b->len))
			return 0;
	}
	*grid = fortio_grid_infer(b->at, b->len);
	return 0;
}

static int write_histogram(const struct json_node *root,
    const struct fortio_moments *m, struct fortio_buckets *b,
    struct source_writer *w, struct err *err)
{
	struct fortio_grid grid;

	if (!b->len)
		return 0;
	if (read_grid(root, b, &grid, err))
		return -1;
	if (grid.step_ns)
		fortio_grid_snap(&grid, b->at, b->len);
	return fortio_histogram(w, m, b, err);
}

static int write_series(const struct json_node *root,
    const struct json_node *histogram, struct fortio_buckets *b,
    struct source_writer *w, struct err *err)
{
	struct series_facts total = SERIES_UNKNOWN;
	struct fortio_moments m;
	struct json_node data = json_member(histogram, "Data");

	if (fortio_moments(histogram, &m, err) ||
	    fortio_buckets(histogram, b, err) ||
	    read_errors(root, m.count, &total.errors, err))
		return -1;
	if (b->len && b->count != m.count)
		return json_fail(&data, err,
		    "the counts add up to %lld, but Count says %lld",
		    (long long)b->count, (long long)m.count);
	total.requests = m.count;
	if (json_member(histogram, "Percentiles").value && m.count)
		total.evidence = EVIDENCE_PERCENTILES;
	if (fortio_series(w, total, &m, b, err) ||
	    write_percentiles(histogram, &m, b, w, err) ||
	    fortio_statuses(root, w, err))
		return -1;
	return write_histogram(root, &m, b, w, err);
}

/* ---- the file ---- */

/* The words of a run that failed, or NULL: it did not. */
static int read_failure(const struct json_node *root, struct arena *a,
    const char **words, struct err *err)
{
	const char *message = NULL, *exception = NULL;
	struct json_node error = json_member(root, "error");
	struct json_node detail = json_member(root, "exception");

	*words = NULL;
	if (json_string_try(root, "Error", &message, err))
		return -1;
	if (json_is_true(&error)) {
		message = "failed";
		if (json_string_try(root, "message", &message, err))
			return -1;
	}
	if (message && json_is_string(&detail) &&
	    json_string(root, "exception", &exception, err))
		return -1;
	if (message)
		*words = exception
			     ? arena_printf(a, "%s: %s", message, exception)
			     : message;
	return 0;
}

/* A run that failed before it measured: no requests, and why. */
static int write_failure(const struct json_node *root, struct source_writer *w,
    struct run_facts *facts, struct err *err)
{
	struct series_facts total = SERIES_UNKNOWN;

	facts->achieved_rps = NAN;
	facts->duration_ns = UNKNOWN;
	total.name = "total";
	total.requests = 0;
	total.errors = 0;
	if (source_run(w, facts, err) || fortio_labels(root, w, err))
		return -1;
	return run_series(w, &total, err);
}

int fortio_run_write(const struct json_node *root, struct run_facts *facts,
    struct arena *a, struct source_writer *w, struct err *err)
{
	struct fortio_buckets buckets = { 0 };
	struct json_node histogram;
	const char *failure;
	int status;

	if (read_failure(root, a, &failure, err))
		return -1;
	if (failure)
		facts->incomplete = failure;
	if (failure && !(facts->achieved_rps > 0))
		return write_failure(root, w, facts, err);
	if (json_object(root, "DurationHistogram", &histogram, err) ||
	    source_run(w, facts, err) || fortio_labels(root, w, err))
		return -1;
	status = write_series(root, &histogram, &buckets, w, err);
	free(buckets.at);
	return status;
}

static int write_run(const struct json_node *root, struct arena *a,
    struct source_writer *w, struct err *err)
{
	struct run_facts facts = fortio_run_facts();

	if (fortio_run_read(root, a, &facts, err))
		return -1;
	return fortio_run_write(root, &facts, a, w, err);
}

static bool sniff(struct span head)
{
	enum fortio_kind kind = fortio_kind_of(head);

	return kind == FORTIO_RESULT || kind == FORTIO_FAILED;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return documents_import(in, write_run, out, err);
}

const struct importer importer_fortio_json = {
	.name = "fortio-json",
	.about = "fortio load -json, -a, REST: one run, or JSON lines",
	.evidence = "histogram",
	.omission = "not corrected: a slow answer delays the next request",
	.sniff = sniff,
	.import = import,
};
