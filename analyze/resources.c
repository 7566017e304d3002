/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/resources.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/counter.h"
#include "analyze/work.h"

/* What becomes of a quantity: a rate of a counter, or a mean of a gauge.  Of
 * those that say the same, the first that a role has counts. */
static const struct {
	const char *quantity, *metric, *unit;
} kinds[] = {
	{ "cpu_seconds", "cpu_cores", "cores" },
	{ "cpu_cores", "cpu_cores", "cores" },
	{ "memory_bytes", "memory_bytes", "bytes" },
};
#define N_KINDS (sizeof(kinds) / sizeof(*kinds))

static int kind_of(const struct metric *m)
{
	int i = 0;

	if (!m->role || !m->component || !m->quantity)
		return -1;
	while (i < (int)N_KINDS && strcmp(kinds[i].quantity, m->quantity) != 0)
		i++;
	return i < (int)N_KINDS ? i : -1;
}

/* A component that must be the one under test is it, or is not counted. */
static bool is_of_run(const struct metric *m, const struct run *run)
{
	const char *value = m->match ? run_label_value(run, m->match) : NULL;

	return !m->match || (value && strcmp(value, m->component) == 0);
}

struct time_window run_time(const struct run *run)
{
	int64_t from = run->facts.started_at_ns / 1000000;

	return (struct time_window){ from,
		from + run->facts.duration_ns / 1000000 };
}

/* One series in the time of a run. */
struct observed {
	const struct metric *m;
	struct time_window when;
	struct metric_samples s;
	bool as_promql; /* rates reach to the ends of the time */
};

/* Seconds since the first sample. */
static double second_of(const struct observed *o, int64_t at_ms)
{
	return (double)(at_ms - o->s.at[0].at_ms) / 1000;
}

static struct increase increase_of(const struct observed *o, struct arena *a)
{
	size_t n = o->s.len;
	double *x = arena_alloc(a, n, sizeof(*x));
	double *y = arena_alloc(a, n, sizeof(*y));
	struct points points = { x, y, n };
	struct interval range = { second_of(o, o->when.from_ms),
		second_of(o, o->when.to_ms) };
	struct increase in;

	for (size_t i = 0; i < n; i++) {
		x[i] = second_of(o, o->s.at[i].at_ms);
		y[i] = o->s.at[i].value;
	}
	in = counter_increase(points);
	if (in.known && o->as_promql)
		in.rate = counter_increase_promql(points, range) /
			  (range.hi - range.lo);
	return in;
}

/* Mean over time, by trapezoids; the samples need not be evenly spaced. */
static double mean_of(const struct metric_samples *s)
{
	double area = 0;
	double span = (double)(s->at[s->len - 1].at_ms - s->at[0].at_ms);

	for (size_t i = 1; i < s->len; i++)
		area += (s->at[i].value + s->at[i - 1].value) / 2 *
			(double)(s->at[i].at_ms - s->at[i - 1].at_ms);
	return span > 0 ? area / span : s->at[0].value;
}

/* NAN of one sample: it may be an average. */
static double peak_of(const struct metric_samples *s)
{
	double peak = s->len > 1 ? s->at[0].value : NAN;

	for (size_t i = 1; i < s->len; i++)
		peak = fmax(peak, s->at[i].value);
	return peak;
}

static struct resource *resource_at(struct resource_list *list,
    const struct run *run, const struct metric *m, const char *component,
    struct arena *a)
{
	int kind = kind_of(m);
	struct resource *r;

	for (size_t i = list->len; i-- > 0;) {
		r = &list->at[i];
		if (strcmp(r->run, run->id) != 0)
			break;
		if (strcmp(r->role, m->role) == 0 &&
		    strcmp(r->component, component) == 0 &&
		    strcmp(r->metric, kinds[kind].metric) == 0)
			return r;
	}
	r = ARENA_PUSH(a, list);
	*r = (struct resource){ run->id, m->role, component, kinds[kind].metric,
		kinds[kind].unit, NAN, NAN, NAN, NULL, 0, 0 };
	return r;
}

/* What one series says of a run. */
struct measured {
	double value, peak;
	int64_t resets, gaps;
};

static struct measured measured_of(const struct observed *o, struct arena *a)
{
	struct increase in;

	if (!o->m->counter)
		return (
		    struct measured){ mean_of(&o->s), peak_of(&o->s), 0, 0 };
	in = increase_of(o, a);
	return (struct measured){ in.known ? in.rate : NAN, NAN,
		(int64_t)in.resets, (int64_t)in.gaps };
}

/* The peak of a sum is not the sum of peaks: only one series has one. */
static void resource_add(struct resource *r, const struct measured *m)
{
	r->peak = isnan(r->value) ? m->peak : NAN;
	r->value = isnan(r->value) ? m->value : r->value + m->value;
	r->resets += m->resets;
	r->gaps += m->gaps;
}

static bool is_same_series(const struct metric *a, const struct metric *b)
{
	return a && strcmp(a->name, b->name) == 0 &&
	       strcmp(a->component, b->component) == 0 &&
	       strcmp(a->identity, b->identity) == 0;
}

/* Memory is looked at again, once it is known where warm-ups end. */
static void series_keep(struct work *w, const struct run *run,
    const struct metric *m)
{
	if (strcmp(m->quantity, "memory_bytes") == 0)
		*ARENA_PUSH(&w->arena, &w->memories) =
		    (struct memory_series){ run, m };
}

/* Adds one series to its component and role; *counted says whether it had
 * anything to say of the run. */
static int series_add(struct work *w, const struct run *run,
    const struct metric *m, bool *counted, struct err *err)
{
	struct resource_list *out = &w->resources;
	struct observed o = { m, run_time(run),
		.as_promql = w->study.prom_compat };
	struct arena scratch = { 0 };
	struct measured measured;
	int status = metric_samples_load(w->db, m, o.when, &scratch, &o.s, err);

	*counted = !status && o.s.len >= (m->counter ? 2 : 1);
	if (*counted) {
		measured = measured_of(&o, &scratch);
		*counted = isfinite(measured.value);
	}
	if (*counted) {
		resource_add(resource_at(out, run, m, m->component, &w->arena),
		    &measured);
		resource_add(
		    resource_at(out, run, m, RESOURCE_TOTAL, &w->arena),
		    &measured);
		series_keep(w, run, m);
	}
	arena_release(&scratch);
	return status;
}

double run_successful_krps(const struct run *run)
{
	const struct series_facts *t = &run->total;
	double share = 1;

	if (t->errors != UNKNOWN && t->requests != UNKNOWN && t->requests)
		share = 1 - (double)t->errors / (double)t->requests;
	return run->facts.achieved_rps * share / 1000;
}

const struct resource *role_resource(const struct resource_list *list,
    const struct run *run, const char *role, const char *metric)
{
	for (size_t i = 0; i < list->len; i++) {
		const struct resource *r = &list->at[i];

		if (strcmp(r->run, run->id) == 0 &&
		    strcmp(r->role, role) == 0 &&
		    strcmp(r->metric, metric) == 0 &&
		    strcmp(r->component, RESOURCE_TOTAL) == 0)
			return r;
	}
	return NULL;
}

static void costs_set(struct resource_list *list, size_t from,
    const struct run *run)
{
	double krps = run_successful_krps(run);

	for (size_t i = from; i < list->len; i++) {
		struct resource *r = &list->at[i];

		if (strcmp(r->metric, "cpu_cores") != 0)
			continue;
		if (krps > 0)
			r->per_1k_rps = r->value / krps;
		else
			r->reason = "no successful request, or no rate stated";
	}
}

/* Adds all series of one kind. */
static int kind_compute(struct work *w, const struct run *run,
    const struct metric_list *metrics, int kind, struct err *err)
{
	const struct metric *last = NULL;
	size_t before = w->resources.len;

	for (size_t i = 0; i < metrics->len; i++) {
		const struct metric *m = &metrics->at[i];
		struct resource_list earlier = { w->resources.at, before };
		bool counted;

		if (kind_of(m) != kind || !is_of_run(m, run) ||
		    is_same_series(last, m) ||
		    role_resource(&earlier, run, m->role, kinds[kind].metric))
			continue;
		if (series_add(w, run, m, &counted, err))
			return -1;
		if (counted)
			last = m;
	}
	return 0;
}

static int run_compute(struct work *w, const struct run *run,
    const struct metric_list *metrics, struct err *err)
{
	size_t from = w->resources.len;

	for (int kind = 0; kind < (int)N_KINDS; kind++) {
		if (kind_compute(w, run, metrics, kind, err))
			return -1;
	}
	costs_set(&w->resources, from, run);
	return 0;
}

static int by_key(const void *a, const void *b)
{
	const struct resource *x = a, *y = b;
	int order = strcmp(x->run, y->run);

	if (!order)
		order = strcmp(x->role, y->role);
	if (!order)
		order = strcmp(x->component, y->component);
	return order ? order : strcmp(x->metric, y->metric);
}

int resources_find(struct work *w, struct err *err)
{
	struct resource_list *out = &w->resources;
	struct metric_list metrics;

	if (metrics_load(w->db, &w->arena, &metrics, err))
		return -1;
	for (size_t i = 0; metrics.len && i < w->runs.len; i++) {
		const struct run *run = &w->runs.at[i];

		if (run->facts.started_at_ns != UNKNOWN &&
		    run->facts.duration_ns != UNKNOWN &&
		    run_compute(w, run, &metrics, err))
			return -1;
	}
	if (out->len)
		qsort(out->at, out->len, sizeof(*out->at), by_key);
	return 0;
}
