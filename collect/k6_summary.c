/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/k6_summary.h"

#include <math.h>
#include <string.h>

#include "collect/json_figure.h"

static const struct {
	const char *metric, *protocol;
} protocols[K6_PROTOCOLS] = {
	[K6_HTTP] = { "http_req_duration", "http" },
	[K6_GRPC] = { "grpc_req_duration", "grpc" },
};

void k6_summary_begin(struct k6_summary *s)
{
	*s = (struct k6_summary){
		.facts = RUN_UNKNOWN,
		.requests = UNKNOWN,
		.failed = UNKNOWN,
		.iterations = NAN,
		.iteration_rate = NAN,
		.vus_min = UNKNOWN,
		.vus_max = UNKNOWN,
		.vus_allocated = UNKNOWN,
	};
	s->facts.tool = "k6";
	s->facts.population = POPULATION_ALL;
	s->facts.percentile_rule = "k6";
}

void k6_summary_release(struct k6_summary *s)
{
	arena_release(&s->arena);
}

bool k6_is_latency(struct span name, enum k6_protocol *protocol,
    struct span *part)
{
	for (int i = 0; i < K6_PROTOCOLS; i++) {
		struct span metric = span_of(protocols[i].metric), rest;

		if (!span_starts(name, metric))
			continue;
		rest = span_skip(name, metric.len);
		*protocol = (enum k6_protocol)i;
		*part = (struct span){ NULL, 0 };
		if (!rest.len)
			return true;
		if (!span_starts(rest, SPAN("{")) ||
		    !span_ends(rest, SPAN("}")))
			continue;
		*part = (struct span){ rest.at + 1, rest.len - 2 };
		return true;
	}
	return false;
}

bool k6_add_trend(struct k6_summary *s, enum k6_protocol protocol,
    struct span part, const struct k6_trend *t)
{
	struct k6_part p = { .trend = *t };

	if (!part.at) {
		s->latency[protocol] = *t;
		s->has_latency[protocol] = true;
		return true;
	}
	p.name = protocol == K6_HTTP
		     ? arena_span(&s->arena, part)
		     : arena_printf(&s->arena, "%s: %.*s",
			   protocols[protocol].protocol, SPAN_ARG(part));
	for (size_t i = 0; i < s->parts.len; i++)
		if (strcmp(s->parts.at[i].name, p.name) == 0)
			return true;
	if (s->parts.len == K6_PARTS_MAX)
		return false;
	*ARENA_PUSH(&s->arena, &s->parts) = p;
	return true;
}

bool k6_percentile(struct span name, double *p)
{
	if (span_is(name, "med")) {
		*p = 50;
		return true;
	}
	if (!span_starts(name, SPAN("p(")) || !span_ends(name, SPAN(")")))
		return false;
	return span_double((struct span){ name.at + 2, name.len - 3 }, 0, 100,
	    p);
}

bool k6_add_check(struct k6_summary *s, const char *name, int64_t passed,
    int64_t failed)
{
	struct k6_check c = { arena_strdup(&s->arena, name), passed, failed };

	if (s->checks.len == K6_CHECKS_MAX)
		return false;
	*ARENA_PUSH(&s->arena, &s->checks) = c;
	return true;
}

bool k6_add_threshold(struct k6_summary *s, const char *metric,
    const char *expression, bool held)
{
	const char *name =
	    *expression
		? arena_printf(&s->arena, "threshold: %s: %s", metric,
		      expression)
		: arena_printf(&s->arena, "threshold: all of %s", metric);

	return k6_add_check(s, name, held, !held);
}

static void complete_facts(struct k6_summary *s)
{
	struct run_facts *f = &s->facts;

	if (f->duration_ns == UNKNOWN && s->iteration_rate > 0 &&
	    s->iterations / s->iteration_rate < FIGURE_TIME_MAX_NS / 1e9)
		f->duration_ns =
		    figure_ns(s->iterations / s->iteration_rate * 1e9);
	if (isnan(f->achieved_rps) && s->requests != UNKNOWN &&
	    f->duration_ns > 0)
		f->achieved_rps =
		    (double)s->requests * 1e9 / (double)f->duration_ns;
	if (s->vus_allocated > 0 && s->vus_min == s->vus_allocated &&
	    s->vus_max == s->vus_allocated)
		f->connections = s->vus_allocated;
}

static int write_series(const char *name, const struct k6_trend *t,
    const struct k6_summary *s, struct source_writer *out, struct err *err)
{
	struct series_facts f = SERIES_UNKNOWN;
	bool measured = t && !(t->max_ns <= 0);

	f.name = name ? name : "total";
	f.requests = t ? t->count : UNKNOWN;
	if (!name && s->requests != UNKNOWN)
		f.requests = s->requests;
	if (!name)
		f.errors = s->failed;
	if (measured) {
		f.evidence = t->n_stated ? EVIDENCE_PERCENTILES : EVIDENCE_NONE;
		f.mean_ns = t->avg_ns;
		f.mean_step_ns = t->avg_step_ns;
		f.min_ns = figure_ns(t->min_ns);
		f.max_ns = figure_ns(t->max_ns);
	}
	if (run_series(out, &f, err))
		return -1;
	for (size_t i = 0; measured && i < t->n_stated; i++)
		if (series_percentile(out, &t->stated[i], err))
			return -1;
	return 0;
}

/* Of the whole run; the protocols beside the first are parts of it. */
static int write_total(struct k6_summary *s, struct source_writer *out,
    struct err *err)
{
	enum k6_protocol p = K6_HTTP;

	while (p < K6_PROTOCOLS && !s->has_latency[p])
		p++;
	if (p < K6_PROTOCOLS &&
	    run_label(out, "protocol", protocols[p].protocol, LABEL_TOOL, err))
		return -1;
	if (write_series(NULL, p < K6_PROTOCOLS ? &s->latency[p] : NULL, s, out,
		err))
		return -1;
	for (size_t i = 0; i < s->checks.len; i++)
		if (series_assertion(out, s->checks.at[i].name,
			s->checks.at[i].passed, s->checks.at[i].failed, err))
			return -1;
	for (p++; p < K6_PROTOCOLS; p++)
		if (s->has_latency[p] && write_series(protocols[p].protocol,
					     &s->latency[p], s, out, err))
			return -1;
	return 0;
}

int k6_summary_write(struct k6_summary *s, struct source_writer *out,
    struct err *err)
{
	complete_facts(s);
	if (source_run(out, &s->facts, err) || write_total(s, out, err))
		return -1;
	for (size_t i = 0; i < s->parts.len; i++)
		if (write_series(s->parts.at[i].name, &s->parts.at[i].trend, s,
			out, err))
			return -1;
	return 0;
}
