/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/spec.h"

#include <math.h>
#include <string.h>

#include "analyze/checks.h"
#include "analyze/omission.h"
#include "analyze/quantile.h"
#include "analyze/resources.h"

#define NS 1e9
#define SHARPER 0.9 /* less than this is a difference of rounding */

static void spec_add(struct spec_list *list, struct spec m, struct arena *a)
{
	*ARENA_PUSH(a, list) = m;
}

/* Roles that the resources of the archive speak of, in this order. */
static const char *const roles[] = { "data-plane", "control-plane",
	"application", "node", NULL };

static bool role_known(const struct resource_list *r, const char *role,
    const char *metric)
{
	for (size_t i = 0; i < r->len; i++) {
		if (strcmp(r->at[i].role, role) == 0 &&
		    strcmp(r->at[i].metric, metric) == 0)
			return true;
	}
	return false;
}

/* "data-plane" as the beginning of a metric's name: "data_plane". */
static const char *role_name(const char *role, struct arena *a)
{
	char *name = arena_strdup(a, role);

	for (char *c = name; *c; c++)
		*c = *c == '-' ? '_' : *c;
	return name;
}

static void resource_specs(const struct study *s,
    const struct resource_list *resources, struct spec_list *list,
    struct arena *a)
{
	for (size_t i = 0; roles[i]; i++) {
		struct spec m = { .role = roles[i] };

		if (role_known(resources, roles[i], "cpu_cores")) {
			m.kind = SPEC_CPU;
			m.name = arena_printf(a, "%s_cpu_per_1k_rps",
			    role_name(roles[i], a));
			m.unit = "cores_per_1k_rps";
			m.margin = s->margin_cpu;
			spec_add(list, m, a);
		}
		if (role_known(resources, roles[i], "memory_bytes")) {
			m.kind = SPEC_MEMORY;
			m.name = arena_printf(a, "%s_memory",
			    role_name(roles[i], a));
			m.unit = "bytes";
			m.margin = s->margin_memory;
			spec_add(list, m, a);
		}
	}
}

struct spec_list specs_of(const struct study *s,
    const struct resource_list *resources, struct arena *a)
{
	struct spec_list list = { 0 };

	for (size_t i = 0; i < s->n_percentiles; i++)
		spec_add(&list,
		    (struct spec){ .kind = SPEC_PERCENTILE,
			.name = arena_printf(a, "latency_p%.10g",
			    s->percentiles[i]),
			.unit = "seconds",
			.p = s->percentiles[i],
			.type = s->quantile_type,
			.margin = s->margin_latency },
		    a);
	spec_add(&list,
	    (struct spec){ .kind = SPEC_MEAN,
		.name = "latency_mean",
		.unit = "seconds",
		.margin = s->margin_latency },
	    a);
	spec_add(&list,
	    (struct spec){ .kind = SPEC_THROUGHPUT,
		.name = "throughput",
		.unit = "rps",
		.more_is_better = true,
		.margin = s->margin_throughput },
	    a);
	spec_add(&list,
	    (struct spec){ .kind = SPEC_ERRORS,
		.name = "error_ratio",
		.unit = "ratio" },
	    a);
	resource_specs(s, resources, &list, a);
	return list;
}

bool spec_find(const struct spec_list *list, const char *name, size_t *at)
{
	for (size_t i = 0; i < list->len; i++) {
		if (strcmp(list->at[i].name, name) == 0) {
			*at = i;
			return true;
		}
	}
	return false;
}

static struct figure absent(const char *reason)
{
	return (struct figure){ .value = NAN,
		.low = NAN,
		.high = NAN,
		.kind = "measured",
		.reason = reason };
}

static struct figure measured(double value)
{
	return (struct figure){ .known = true,
		.value = value,
		.low = value,
		.high = value,
		.kind = "measured" };
}

static const struct stated_percentile *stated_at(
    const struct percentile_list *list, double p)
{
	for (size_t i = 0; i < list->len; i++) {
		if (list->at[i].p == p)
			return &list->at[i];
	}
	return NULL;
}

static struct figure from_histogram(const struct histogram *h,
    const struct spec *m)
{
	struct percentile_bounds b;
	bool exact;

	histogram_quantile(h, m->p, m->type, &b);
	exact = b.low_ns == b.high_ns;
	return (struct figure){ .known = true,
		.value = b.value_ns / NS,
		.low = (double)b.low_ns / NS,
		.high = (double)b.high_ns / NS,
		.kind = exact ? "exact" : "bucket" };
}

bool run_is_padded(const struct run *run)
{
	const char *how = run_label_value(run, "latency_correction");

	return how && strcmp(how, "wrk-heuristic") == 0;
}

double run_busy(const struct run *run)
{
	const struct run_facts *r = &run->facts;

	if (r->connections < 1)
		return NAN;
	return busy_share(r->achieved_rps, run->total.mean_ns / NS,
	    (double)r->connections);
}

/* A figure of wrk's latencies, with what it is of. */
static struct figure padded(struct figure f, const struct run *run)
{
	if (f.known && run_is_padded(run))
		f.reason = "wrk adds latencies that it made up for requests "
			   "that a slow answer held back, and no figure of its "
			   "latency is of requests alone";
	return f;
}

/* A percentile needs 1/(1-q) requests, or it is only "the largest". */
static const char *not_estimable(const struct run_view *v, double p,
    struct arena *a)
{
	int64_t q = quantile_of_percent(p);
	int64_t n = v->h->count ? v->h->count : v->run->total.requests;

	if (n == UNKNOWN || quantile_estimability(n, q, 0.95) != ESTIMABLE_NO)
		return NULL;
	return arena_printf(a,
	    "p%.10g needs at least %lld requests; run %s has %lld", p,
	    (long long)quantile_needs(q, 0.95).point, v->run->id, (long long)n);
}

/* Bounds without a point are a bucket, of which the middle is shown. */
static struct figure from_stated(const struct stated_percentile *s)
{
	bool point = !isnan(s->value_ns);

	return (struct figure){ .known = true,
		.value =
		    (point ? s->value_ns : (s->low_ns + s->high_ns) / 2) / NS,
		.low = s->low_ns / NS,
		.high = s->high_ns / NS,
		.kind = point ? "reported" : "bucket" };
}

/*
 * Of the histogram, or what the tool stated if that leaves less open: a wrk2
 * prints a percentile to the digit, and few buckets around it.  What a tool
 * states is by its own definition: where another was asked for, the histogram
 * alone can give it.
 */
static struct figure percentile_figure(const struct spec *m,
    const struct run_view *v, struct arena *a)
{
	const struct stated_percentile *s =
	    v->cut_s ? NULL : stated_at(v->stated, m->p);
	const char *reason = not_estimable(v, m->p, a);
	struct figure f;

	if (v->cut_s && !v->h->count)
		return absent("nothing is left behind the warm-up");
	if (reason)
		return absent(reason);
	if (!v->h->count && !s)
		return absent(arena_printf(a, "%s states no p%.10g",
		    v->run->facts.tool ? v->run->facts.tool : "the tool",
		    m->p));
	if (!v->h->count)
		return from_stated(s);
	f = from_histogram(v->h, m);
	if (s && m->type == 1 &&
	    (s->high_ns - s->low_ns) / NS < (f.high - f.low) * SHARPER)
		return from_stated(s);
	return f;
}

/* A printed mean leaves half of its last digit open, on either side. */
static struct figure mean_figure(const struct run_view *v, struct arena *a)
{
	const struct series_facts *t = &v->run->total;
	bool stated = !v->cut_s && !isnan(t->mean_ns);
	double busy = run_busy(v->run);
	double ns = stated ? t->mean_ns : NAN;
	double open = stated ? t->mean_step_ns / 2 : 0;
	struct figure f;

	if (!stated && v->h->count && v->h->sum_ns != UNKNOWN)
		ns = (double)v->h->sum_ns / (double)v->h->count;
	if (isnan(ns))
		return absent("the source states no usable mean");
	if (stated && busy > SHARED_ABOVE && run_is_padded(v->run))
		return absent(arena_printf(a,
		    "the mean holds latencies that wrk made up: by Little's "
		    "law it would take %.3g requests in flight, on %lld "
		    "connections",
		    busy * (double)v->run->facts.connections,
		    (long long)v->run->facts.connections));
	f = measured(ns / NS);
	f.low = fmax(0, ns - open) / NS;
	f.high = (ns + open) / NS;
	f.clock = open > 0 ? 0 : (double)t->latency_step_ns / 2 / NS;
	return f;
}

static struct figure errors_figure(const struct run_view *v)
{
	const struct series_facts *t = &v->run->total;
	struct figure f;

	if (t->errors == UNKNOWN || t->requests == UNKNOWN || !t->requests)
		return absent("the source does not count errors");
	f = measured((double)t->errors / (double)t->requests);
	f.requests = t->requests;
	if (t->errors_at_least)
		f.reason = "of the responses alone: the source does not list "
			   "requests without one";
	return f;
}

static struct figure resource_figure(const struct spec *m,
    const struct run_view *v)
{
	const struct resource *r = role_resource(v->resources, v->run, m->role,
	    m->kind == SPEC_CPU ? "cpu_cores" : "memory_bytes");
	double value;

	if (!r && v->run->facts.started_at_ns == UNKNOWN)
		return absent("the source does not say when the run started, "
			      "and which samples are of it");
	if (!r)
		return absent("fewer than two samples of this role lie in the "
			      "time of the run");
	value = m->kind == SPEC_CPU ? r->per_1k_rps : r->value;
	return isnan(value) ? absent(r->reason) : measured(value);
}

struct figure figure_of(const struct spec *m, const struct run_view *view,
    struct arena *a)
{
	double rps = view->run->facts.achieved_rps;

	switch (m->kind) {
	case SPEC_PERCENTILE:
		return padded(percentile_figure(m, view, a), view->run);
	case SPEC_MEAN:
		return padded(mean_figure(view, a), view->run);
	case SPEC_THROUGHPUT:
		return isnan(rps) ? absent("the source states no rate")
				  : measured(rps);
	case SPEC_ERRORS:
		return errors_figure(view);
	case SPEC_CPU:
	case SPEC_MEMORY:
		break;
	}
	return resource_figure(m, view);
}
