/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/istio.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/units.h"

#define VALUE_MAX 1e15
#define MAX_RPS 99999999. /* stands for "max" */
#define US_NS 1000

enum field {
	P50,
	P75,
	P90,
	P99,
	P999,
	MIN,
	MAX,
	DURATION,
	THREADS,
	REQUESTED,
	ACTUAL,
	ERRORS,
	FIELDS
};

/* In the order of enum field. */
static const struct {
	const char *name;
	double p; /* or 0 */
} fields[FIELDS] = {
	{ "p50", 50 },
	{ "p75", 75 },
	{ "p90", 90 },
	{ "p99", 99 },
	{ "p999", 99.9 },
	{ "min", 0 },
	{ "max", 0 },
	{ "ActualDuration", 0 },
	{ "NumThreads", 0 },
	{ "RequestedQPS", 0 },
	{ "ActualQPS", 0 },
	{ "errorPercent", 0 },
};

struct istio_table {
	struct source_writer *w;
	struct istio_resources *resources;
	struct arena row; /* texts of one row */
	const char *labels;
	int64_t started_at_ns;
	double value[FIELDS]; /* NAN: not there */
};

struct istio_table *istio_table_new(struct source_writer *w)
{
	struct istio_table *t = xcalloc(1, sizeof(*t));

	t->w = w;
	t->resources = istio_resources_new();
	return t;
}

void istio_table_free(struct istio_table *t)
{
	if (!t)
		return;
	istio_resources_free(t->resources);
	arena_release(&t->row);
	free(t);
}

void istio_row_begin(struct istio_table *t)
{
	arena_release(&t->row);
	t->labels = NULL;
	t->started_at_ns = UNKNOWN;
	for (int i = 0; i < FIELDS; i++)
		t->value[i] = NAN;
}

/* ---- fields ---- */

static int read_number(const char *name, struct span text, double *out,
    struct pos pos, struct err *err)
{
	if (!text.len || span_is(text, "-"))
		return 0;
	if (!span_double(text, 0, VALUE_MAX, out))
		return err_at(err, pos,
		    "%s: expected a number of 0 or more, got \"%.*s\"", name,
		    SPAN_ARG(text));
	return 0;
}

static int read_resource(struct istio_table *t, const char *name,
    struct span text, struct pos pos, struct err *err)
{
	double value = NAN;

	if (read_number(name, text, &value, pos, err))
		return -1;
	if (!isnan(value) && !istio_resource_set(t->resources, name, value))
		return err_at(err, pos, "more than %d columns of resources",
		    ISTIO_COLUMNS_MAX);
	return 0;
}

int istio_row_field(struct istio_table *t, const char *name, struct span value,
    struct pos pos, struct err *err)
{
	if (strcmp(name, "Labels") == 0) {
		t->labels = arena_span(&t->row, value);
		return 0;
	}
	if (strcmp(name, "StartTime") == 0) {
		if (value.len && !time_parse(value, &t->started_at_ns))
			return err_at(err, pos,
			    "StartTime: expected a time as "
			    "2026-11-22T16:15:29Z, got \"%.*s\"",
			    SPAN_ARG(value));
		return 0;
	}
	if (istio_is_resource(name))
		return read_resource(t, name, value, pos, err);
	for (int i = 0; i < FIELDS; i++)
		if (strcmp(name, fields[i].name) == 0)
			return read_number(name, value, &t->value[i], pos, err);
	return 0;
}

/* ---- the run ---- */

static struct run_facts facts_of(const struct istio_table *t)
{
	struct run_facts f = RUN_UNKNOWN;

	f.name = t->labels;
	f.tool = "fortio";
	if (t->labels && strncmp(t->labels, "nighthawk_", 10) == 0)
		f.tool = "nighthawk";
	f.load_model = LOAD_CLOSED;
	f.population = POPULATION_ALL;
	f.percentile_rule = f.tool;
	f.started_at_ns = t->started_at_ns;
	f.achieved_rps = t->value[ACTUAL];
	f.offered_rps = t->value[REQUESTED];
	if (isnan(f.offered_rps) && t->labels)
		f.offered_rps = istio_offered_rps(t->labels);
	if (f.offered_rps >= MAX_RPS)
		f.offered_rps = INFINITY;
	if (t->value[DURATION] > 0 && t->value[DURATION] < 1e9)
		f.duration_ns = llround(t->value[DURATION] * 1e9);
	if (t->value[THREADS] >= 1)
		f.connections = llround(t->value[THREADS]);
	return f;
}

static int64_t us_to_ns(double us)
{
	return isnan(us) ? UNKNOWN : llround(us * US_NS);
}

static int write_series(const struct istio_table *t, struct err *err)
{
	struct series_facts total = SERIES_UNKNOWN;

	total.name = "total";
	total.evidence = EVIDENCE_PERCENTILES;
	total.min_ns = us_to_ns(t->value[MIN]);
	total.max_ns = us_to_ns(t->value[MAX]);
	if (t->value[ERRORS] == 0)
		total.errors = 0;
	if (run_series(t->w, &total, err))
		return -1;
	for (int i = P50; i <= P999; i++) {
		double ns = t->value[i] * US_NS;
		struct stated_percentile p = { fields[i].p, ns, ns,
			ns + US_NS - 1 };

		if (!isnan(ns) && series_percentile(t->w, &p, err))
			return -1;
	}
	return 0;
}

int istio_row_end(struct istio_table *t, struct pos pos, struct err *err)
{
	struct run_facts facts = facts_of(t);

	if (isnan(t->value[P50]) && isnan(t->value[P99]))
		return err_at(err, pos, "expected p50 and p99");
	if (source_run(t->w, &facts, err) ||
	    (t->labels && istio_labels(t->labels, t->w, &t->row, err)) ||
	    write_series(t, err))
		return -1;
	if (facts.started_at_ns == UNKNOWN || facts.duration_ns == UNKNOWN) {
		istio_resources_at(t->resources, UNKNOWN);
		return 0;
	}
	istio_resources_at(t->resources,
	    (facts.started_at_ns + facts.duration_ns / 2) / 1000000);
	return 0;
}

int istio_table_end(struct istio_table *t, struct err *err)
{
	return istio_resources_write(t->resources, t->w, err);
}
