/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/vegeta_report.h"

#include <math.h>

#include "collect/go_error.h"
#include "collect/json_figure.h"

#define STATUS_MAX 999

struct run_facts vegeta_facts(void)
{
	struct run_facts f = RUN_UNKNOWN;

	f.tool = "vegeta";
	f.load_model = LOAD_OPEN;
	f.population = POPULATION_ALL;
	return f;
}

bool vegeta_is_success(int64_t status)
{
	return status >= 200 && status < 400;
}

static struct run_facts facts_of(const struct vegeta_report *r)
{
	struct run_facts f = vegeta_facts();

	f.percentile_rule = "t-digest";
	f.started_at_ns = r->started_at_ns;
	f.bytes_received = r->bytes_received;
	f.achieved_rps = r->rate;
	f.duration_ns = figure_ns(
	    isnan(r->wait_ns) ? r->attack_ns : r->attack_ns + r->wait_ns);
	f.incomplete = r->incomplete;
	return f;
}

static int64_t successes(const struct vegeta_report *r)
{
	int64_t sum = 0, status;

	for (size_t i = 0; i < r->codes.len; i++)
		if (span_int(span_of(r->codes.at[i].what), 0, STATUS_MAX,
			&status) &&
		    vegeta_is_success(status))
			sum += r->codes.at[i].count;
	return sum;
}

static struct series_facts total_of(const struct vegeta_report *r)
{
	struct series_facts s = SERIES_UNKNOWN;

	s.name = "total";
	s.requests = r->requests;
	if (r->codes_stated && successes(r) <= r->requests)
		s.errors = r->requests - successes(r);
	if (r->requests == 0)
		return s;
	if (r->n_stated)
		s.evidence = EVIDENCE_PERCENTILES;
	if (r->histogram.len)
		s.evidence = EVIDENCE_HISTOGRAM;
	s.mean_ns = r->mean_ns;
	s.mean_step_ns = r->mean_step_ns;
	s.min_ns = figure_ns(r->min_ns);
	s.max_ns = figure_ns(r->max_ns);
	return s;
}

static int64_t unanswered(const struct vegeta_report *r)
{
	int64_t sum = 0;

	for (size_t i = 0; i < r->codes.len; i++)
		if (span_is(span_of(r->codes.at[i].what), "0"))
			sum += r->codes.at[i].count;
	return sum;
}

/* "503 Service Unavailable": counted as a status already. */
static bool is_status(struct span message)
{
	int64_t status;

	return span_int(span_word(&message), 1, STATUS_MAX, &status);
}

/*
 * How many had no response is said once for all; the words only if they are
 * the same for all.
 */
static int write_unanswered(const struct vegeta_report *r, struct arena *a,
    struct source_writer *out, struct err *err)
{
	struct span only = { "", 0 };
	size_t kinds = 0;

	for (size_t i = 0; i < r->messages.len; i++) {
		if (is_status(r->messages.at[i]))
			continue;
		only = r->messages.at[i];
		kinds++;
	}
	if (!unanswered(r))
		return 0;
	if (kinds == 1)
		return series_error(out, go_error_kind(only),
		    go_error_text(a, only), unanswered(r), err);
	return series_error(out, "other",
	    kinds ? arena_printf(a, "no response, of %zu kinds", kinds)
		  : "no response",
	    unanswered(r), err);
}

static int write_latencies(const struct vegeta_report *r,
    struct source_writer *out, struct err *err)
{
	for (size_t i = 0; i < r->n_stated && r->requests; i++)
		if (series_percentile(out, &r->stated[i], err))
			return -1;
	if (!r->histogram.len)
		return 0;
	return series_histogram(out, -1, &r->histogram, err);
}

int vegeta_report_write(const struct vegeta_report *r, struct arena *a,
    struct source_writer *out, struct err *err)
{
	struct run_facts facts = facts_of(r);
	struct series_facts total = total_of(r);

	if (source_run(out, &facts, err) || run_series(out, &total, err) ||
	    write_latencies(r, out, err))
		return -1;
	for (size_t i = 0; i < r->codes.len; i++)
		if (series_status(out, r->codes.at[i].what,
			r->codes.at[i].count, err))
			return -1;
	return write_unanswered(r, a, out, err);
}
