/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/wrk_report.h"

#include <math.h>
#include <stdio.h>

/*
 * Requests divided by Requests/sec, or the time as it is printed: whichever is
 * rounded less.  Of two that differ, as in an edited report, the latter, which
 * the rate then contradicts.
 */
static int64_t duration_ns(const struct wrk_report *r)
{
	double rate_error = 0.005 / r->rate_rps;
	double elapsed_error = r->elapsed_step_ns / 2 / r->elapsed_ns;
	double ns = (double)r->completed / r->rate_rps * 1e9;

	if (isnan(r->elapsed_ns))
		return UNKNOWN;
	if (r->completed > 0 && rate_error < elapsed_error &&
	    fabs(ns - r->elapsed_ns) < r->elapsed_step_ns)
		return llround(ns);
	return llround(r->elapsed_ns);
}

static const char *incomplete(const struct wrk_report *r)
{
	const struct hdr_ladder *l = &r->latency.ladder;

	if (!r->ended)
		return "the report stops before its last line";
	if (r->completed == UNKNOWN || isnan(r->rate_rps))
		return "the report lacks lines of its summary";
	if (l->count && !l->whole)
		return "the percentile table stops early";
	if (r->elapsed_ns + r->elapsed_step_ns / 2 < r->asked_ns)
		return "interrupted before its time was over";
	return NULL;
}

struct run_facts wrk_facts(const struct wrk_report *r)
{
	struct run_facts f = RUN_UNKNOWN;

	f.target = r->target;
	f.duration_ns = duration_ns(r);
	f.achieved_rps = r->rate_rps;
	f.connections = r->connections;
	f.bytes_received = r->bytes;
	f.population = POPULATION_ALL;
	f.incomplete = incomplete(r);
	return f;
}

struct series_facts wrk_series(const struct wrk_latency *l)
{
	struct series_facts s = SERIES_UNKNOWN;

	if (l->empty)
		return s;
	if (l->n_stated)
		s.evidence = EVIDENCE_PERCENTILES;
	s.mean_ns = l->mean_ns;
	s.mean_step_ns = l->mean_step_ns;
	s.stddev_ns = l->stddev_ns;
	if (!isnan(l->max_ns))
		s.max_ns = llround(l->max_ns);
	return s;
}

int wrk_run_begin(const struct wrk_report *r, const struct run_facts *facts,
    struct source_writer *out, struct err *err)
{
	char threads[24];

	if (source_run(out, facts, err))
		return -1;
	if (r->threads == UNKNOWN)
		return 0;
	snprintf(threads, sizeof(threads), "%lld", (long long)r->threads);
	return run_label(out, "threads", threads, LABEL_TOOL, err);
}

int wrk_stated(const struct wrk_latency *l, struct source_writer *out,
    struct err *err)
{
	if (l->empty)
		return 0;
	for (size_t i = 0; i < l->n_stated; i++)
		if (series_percentile(out, &l->stated[i], err))
			return -1;
	return 0;
}

int wrk_errors(const struct wrk_report *r, struct source_writer *out,
    struct err *err)
{
	static const char *const kinds[WRK_ERRORS][2] = {
		[WRK_CONNECT] = { "connect", "Socket errors: connect" },
		[WRK_READ] = { "read", "Socket errors: read" },
		[WRK_WRITE] = { "write", "Socket errors: write" },
		[WRK_TIMEOUT] = { "timeout", "Socket errors: timeout" },
		[WRK_STATUS] = { "status", "Non-2xx or 3xx responses" },
	};

	for (size_t i = 0; i < WRK_ERRORS; i++)
		if (r->errors[i] && series_error(out, kinds[i][0], kinds[i][1],
					r->errors[i], err))
			return -1;
	return 0;
}
