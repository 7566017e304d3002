/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/artillery.h"

#include <math.h>
#include <string.h>

#include "collect/json_figure.h"

#define MS 1e6
#define ACCURACY 0.01 /* of the sketch */
#define CLOCK_MS 1.0
#define ROUNDING_MS 0.05
#define BY_ENDPOINT "plugins.metrics-by-endpoint.response_time."
#define RESPONSE_TIME "http.response_time"

const char *artillery_error_kind(struct span error)
{
	static const struct {
		const char *words, *kind;
	} kinds[] = {
		{ "TIMEDOUT", "timeout" },
		{ "TIMEOUT", "timeout" },
		{ "Failed ", ARTILLERY_CHECK },
		{ "ECONN", "connect" },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (span_find(error, span_of(kinds[i].words)) >= 0)
			return kinds[i].kind;
	return "other";
}

int64_t artillery_failed(int64_t unanswered, int64_t unexpected,
    int64_t statuses)
{
	if (unexpected && statuses)
		return UNKNOWN;
	return unanswered + unexpected + statuses;
}

static struct artillery_summary summary_empty(const char *name)
{
	return (struct artillery_summary){ .name = name,
		.count = UNKNOWN,
		.min_ns = NAN,
		.max_ns = NAN,
		.mean_ns = NAN };
}

void artillery_begin(struct artillery_run *r)
{
	*r = (struct artillery_run){
		.facts = RUN_UNKNOWN,
		.requests = UNKNOWN,
		.users = UNKNOWN,
		.sending_s = NAN,
		.total = summary_empty(NULL),
	};
	r->facts.tool = "artillery";
	r->facts.population = POPULATION_SUCCESSES;
	r->facts.percentile_rule = "ddsketch";
}

static bool keep(struct artillery_run *r, struct artillery_counts *list,
    struct span what, int64_t count)
{
	if (list->len == ARTILLERY_COUNTS_MAX)
		return false;
	*ARENA_PUSH(&r->arena, list) =
	    (struct count){ arena_span(&r->arena, what), count };
	return true;
}

bool artillery_counter(struct artillery_run *r, struct span name, int64_t count)
{
	const struct {
		const char *name;
		int64_t *figure;
	} figures[] = {
		{ "http.requests", &r->requests },
		{ "vusers.created", &r->users },
		{ "http.downloaded_bytes", &r->facts.bytes_received },
		{ "plugins.expect.ok", &r->expected },
		{ "plugins.expect.failed", &r->unexpected },
	};

	for (size_t i = 0; i < sizeof(figures) / sizeof(*figures); i++)
		if (span_is(name, figures[i].name))
			*figures[i].figure = count;
	if (span_starts(name, SPAN("http.codes.")))
		return keep(r, &r->codes, span_skip(name, 11), count);
	if (span_starts(name, SPAN("errors.")))
		return keep(r, &r->errors, span_skip(name, 7), count);
	return true;
}

struct artillery_summary *artillery_summary_of(struct artillery_run *r,
    struct span name)
{
	struct span part = { NULL, 0 };
	const char *series;

	if (span_is(name, RESPONSE_TIME)) {
		r->total.name = "total";
		return &r->total;
	}
	if (span_starts(name, SPAN(BY_ENDPOINT)))
		part = span_skip(name, sizeof(BY_ENDPOINT) - 1);
	else if (span_starts(name, SPAN(RESPONSE_TIME ".")))
		part = span_skip(name, sizeof(RESPONSE_TIME));
	if (!part.len || span_is(part, "total") ||
	    r->parts.len == ARTILLERY_PARTS_MAX)
		return NULL;
	for (size_t i = 0; i < r->parts.len; i++)
		if (span_is(part, r->parts.at[i].name))
			return NULL;
	series = arena_span(&r->arena, part);
	*ARENA_PUSH(&r->arena, &r->parts) = summary_empty(series);
	return &r->parts.at[r->parts.len - 1];
}

static void state(struct artillery_summary *s, double p, double ms)
{
	double low = ms / (1 + ACCURACY) - CLOCK_MS - ROUNDING_MS;
	double high = ms / (1 - ACCURACY) + CLOCK_MS + ROUNDING_MS;

	if (s->n_stated < sizeof(s->stated) / sizeof(*s->stated))
		s->stated[s->n_stated++] = (struct stated_percentile){ p,
			ms * MS, fmax(low, 0) * MS, high * MS };
}

void artillery_figure(struct artillery_summary *s, struct span name, double ms)
{
	static const struct {
		const char *name;
		double p;
	} ranks[] = { { "median", 50 }, { "p75", 75 }, { "p90", 90 },
		{ "p95", 95 }, { "p99", 99 }, { "p999", 99.9 } };

	if (span_is(name, "count") && ms <= (double)FIGURE_COUNT_MAX)
		s->count = llround(ms);
	if (span_is(name, "min") && ms > 0) /* 0: less than a millisecond */
		s->min_ns = ms * MS;
	if (span_is(name, "max"))
		s->max_ns = ms * MS;
	if (span_is(name, "mean"))
		s->mean_ns = ms * MS;
	for (size_t i = 0; i < sizeof(ranks) / sizeof(*ranks); i++)
		if (span_is(name, ranks[i].name))
			state(s, ranks[i].p, ms);
}

/* ---- periods ---- */

int artillery_periods_write(const struct json_node *root,
    artillery_period_fn *read, struct source_writer *out, struct err *err)
{
	struct timeline_sums p = { .requests = 0 };
	struct json_node list;
	int status = json_array_try(root, "intermediate", &list, err);

	for (struct json_node e = json_first(&list); !status && e.value;
	     e = json_after(&e))
		status = read(&e, &p, err);
	if (!status)
		status =
		    timeline_write(&p.timeline, "artillery", "{}", out, err);
	timeline_release(&p.timeline);
	return status;
}

/* ---- writing ---- */

int64_t artillery_errors(const struct artillery_run *r)
{
	int64_t unanswered = 0, unexpected = 0, statuses = 0;

	for (size_t i = 0; i < r->errors.len; i++) {
		const struct count *e = &r->errors.at[i];
		const char *kind = artillery_error_kind(span_of(e->what));

		*(strcmp(kind, ARTILLERY_CHECK) ? &unanswered : &unexpected) +=
		    e->count;
	}
	for (size_t i = 0; i < r->codes.len; i++)
		if (status_is_error(span_of(r->codes.at[i].what)))
			statuses += r->codes.at[i].count;
	return artillery_failed(unanswered, unexpected, statuses);
}

static struct series_facts facts_of(const struct artillery_summary *s,
    const char *name)
{
	struct series_facts f = SERIES_UNKNOWN;

	f.name = name;
	if (s->n_stated)
		f.evidence = EVIDENCE_PERCENTILES;
	f.mean_ns = s->mean_ns;
	f.mean_step_ns = 2 * ROUNDING_MS * MS;
	f.min_ns = figure_ns(s->min_ns);
	f.max_ns = figure_ns(s->max_ns);
	return f;
}

static int write_series(const struct artillery_summary *s,
    const struct series_facts *f, struct source_writer *out, struct err *err)
{
	if (run_series(out, f, err))
		return -1;
	for (size_t i = 0; i < s->n_stated; i++)
		if (series_percentile(out, &s->stated[i], err))
			return -1;
	return 0;
}

static int write_counts(const struct artillery_run *r,
    struct source_writer *out, struct err *err)
{
	for (size_t i = 0; i < r->codes.len; i++)
		if (series_status(out, r->codes.at[i].what,
			r->codes.at[i].count, err))
			return -1;
	for (size_t i = 0; i < r->errors.len; i++)
		if (series_error(out,
			artillery_error_kind(span_of(r->errors.at[i].what)),
			r->errors.at[i].what, r->errors.at[i].count, err))
			return -1;
	if (r->expected + r->unexpected == 0)
		return 0;
	return series_assertion(out, "expect", r->expected, r->unexpected, err);
}

int artillery_write(struct artillery_run *r, struct source_writer *out,
    struct err *err)
{
	struct series_facts total = facts_of(&r->total, "total");

	total.requests = r->requests;
	total.errors = artillery_errors(r);
	if (r->requests != UNKNOWN && r->sending_s > 0)
		r->facts.achieved_rps = (double)r->requests / r->sending_s;
	if (r->requests > 0 && r->requests == r->users)
		r->facts.load_model = LOAD_OPEN;
	if (source_run(out, &r->facts, err) ||
	    write_series(&r->total, &total, out, err) ||
	    write_counts(r, out, err))
		return -1;
	for (size_t i = 0; i < r->parts.len; i++) {
		const struct artillery_summary *s = &r->parts.at[i];
		struct series_facts f = facts_of(s, s->name);

		f.requests = s->count;
		if (write_series(s, &f, out, err))
			return -1;
	}
	return 0;
}
