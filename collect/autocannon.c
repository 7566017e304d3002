/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/autocannon.h"

#include <math.h>
#include <stdio.h>

#include "collect/json_figure.h"

#define MS 1e6

void autocannon_begin(struct autocannon_run *r)
{
	*r = (struct autocannon_run){
		.facts = RUN_UNKNOWN,
		.pipelining = UNKNOWN,
		.responses = UNKNOWN,
		.recorded = UNKNOWN,
		.errors = UNKNOWN,
		.max_ns = NAN,
	};
	r->facts.tool = "autocannon";
	r->facts.load_model = LOAD_CLOSED;
	r->facts.population = POPULATION_SUCCESSES;
	r->facts.percentile_rule = "hdr";
}

bool autocannon_state(struct autocannon_run *r, double p, double ns)
{
	if (r->n_stated == AUTOCANNON_PERCENTILES_MAX)
		return false;
	r->stated[r->n_stated++] =
	    (struct stated_percentile){ p, ns, ns, ns + MS };
	return true;
}

/* Were latencies made up for requests that might have been late? */
static bool is_padded(const struct autocannon_run *r)
{
	return r->recorded != UNKNOWN && r->responses != UNKNOWN &&
	       r->recorded > r->responses;
}

static struct series_facts total_of(const struct autocannon_run *r)
{
	struct series_facts s = SERIES_UNKNOWN;

	s.name = "total";
	if (r->errors != UNKNOWN && r->non2xx != UNKNOWN)
		s.unanswered = r->errors + r->non2xx;
	if (r->responses != UNKNOWN && r->errors != UNKNOWN)
		s.requests = r->responses + r->errors;
	if (r->responses == 0 || is_padded(r))
		return s;
	if (r->n_stated)
		s.evidence = EVIDENCE_PERCENTILES;
	s.max_ns = figure_ns(r->max_ns);
	return s;
}

static void complete_facts(struct autocannon_run *r)
{
	struct run_facts *f = &r->facts;

	if (is_padded(r))
		f->incomplete = "latencies of requests that might have been "
				"late were added: all are left out";
	if (isnan(f->achieved_rps) && r->responses != UNKNOWN &&
	    f->duration_ns > 0)
		f->achieved_rps =
		    (double)r->responses * 1e9 / (double)f->duration_ns;
}

static int write_counts(const struct autocannon_run *r,
    struct source_writer *out, struct err *err)
{
	char code[8];

	for (size_t i = 0; i < r->statuses.len; i++)
		if (series_status(out, r->statuses.at[i].what,
			r->statuses.at[i].count, err))
			return -1;
	for (int i = 0; i < 5 && !r->statuses.len; i++) {
		snprintf(code, sizeof(code), "%dxx", i + 1);
		if (r->classes[i] &&
		    series_status(out, code, r->classes[i], err))
			return -1;
	}
	if (r->non2xx > 0 &&
	    series_error(out, "status", "non 2xx responses", r->non2xx, err))
		return -1;
	if (r->timeouts > 0 &&
	    series_error(out, "timeout", "", r->timeouts, err))
		return -1;
	if (r->errors != UNKNOWN && r->errors > r->timeouts)
		return series_error(out, "other", "", r->errors - r->timeouts,
		    err);
	return 0;
}

static int write_checks(const struct autocannon_run *r,
    struct source_writer *out, struct err *err)
{
	if (!r->mismatches)
		return 0;
	return series_assertion(out, "expected body",
	    r->responses > r->mismatches ? r->responses - r->mismatches : 0,
	    r->mismatches, err);
}

int autocannon_write(struct autocannon_run *r, struct source_writer *out,
    struct err *err)
{
	struct series_facts total = total_of(r);
	char text[24];

	complete_facts(r);
	if (source_run(out, &r->facts, err))
		return -1;
	snprintf(text, sizeof(text), "%lld", (long long)r->pipelining);
	if (r->pipelining > 1 &&
	    run_label(out, "pipelining", text, LABEL_TOOL, err))
		return -1;
	if (run_series(out, &total, err))
		return -1;
	for (size_t i = 0; i < r->n_stated && r->responses && !is_padded(r);
	     i++)
		if (series_percentile(out, &r->stated[i], err))
			return -1;
	return write_counts(r, out, err) || write_checks(r, out, err) ? -1 : 0;
}
