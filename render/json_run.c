/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One run of the JSON output, with its latencies.
 */
#include <math.h>
#include <string.h>

#include "base/units.h"
#include "render/json_internal.h"
#include "render/study_word.h"

#define GRID 7
#define PERCENTILES_MAX 64

static const double grid[GRID] = { 50, 75, 90, 95, 99, 99.9, 99.99 };

static const struct stated_percentile *stated_at(
    const struct percentile_list *stated, double p)
{
	for (size_t i = 0; i < stated->len; i++) {
		if (fabs(stated->at[i].p - p) < 1e-9)
			return &stated->at[i];
	}
	return NULL;
}

/* The grid and what the tool stated, rising; returns how many. */
static size_t wanted(const struct percentile_list *stated,
    double all[PERCENTILES_MAX])
{
	size_t n = 0, next = 0;

	for (size_t g = 0; g < GRID; g++) {
		while (next < stated->len && n + GRID < PERCENTILES_MAX &&
		       stated->at[next].p < grid[g] - 1e-9)
			all[n++] = stated->at[next++].p;
		while (
		    next < stated->len && stated->at[next].p <= grid[g] + 1e-9)
			next++;
		all[n++] = grid[g];
	}
	while (next < stated->len && n < PERCENTILES_MAX)
		all[n++] = stated->at[next++].p;
	return n;
}

/* Is there a request beyond that percentile? */
static bool bears(const struct histogram *h, double p)
{
	return (double)h->count * (100 - p) >= 100 * (1 - 1e-9);
}

/* What is known of a run's latencies, and how percentiles are defined. */
struct latencies {
	struct histogram h;
	struct percentile_list stated;
	int type; /* of Hyndman and Fan */
};

static void add_percentile(cJSON *list, double p, const struct latencies *l)
{
	const struct stated_percentile *stated = stated_at(&l->stated, p);
	struct percentile_bounds b;
	bool measured =
	    bears(&l->h, p) && histogram_quantile(&l->h, p, l->type, &b);
	cJSON *item;

	if (!measured && !stated)
		return;
	item = put_item(list);
	put_number(item, "p", p);
	put_seconds_of(item, "seconds",
	    measured ? b.value_ns : stated->value_ns);
	put_seconds_of(item, "low_seconds",
	    measured ? (double)b.low_ns : stated->low_ns);
	put_seconds_of(item, "high_seconds",
	    measured ? (double)b.high_ns : stated->high_ns);
	put_text(item, "kind",
	    !measured && isnan(stated->value_ns) ? "bucket"
	    : !measured                          ? "reported"
	    : b.low_ns == b.high_ns              ? "exact"
						 : "bucket");
	put_seconds_of(item, "reported_seconds",
	    stated ? stated->value_ns : NAN);
}

static void add_latency(cJSON *object, const struct series_facts *f,
    const struct latencies *l)
{
	cJSON *latency = put_object(object, "latency");
	double all[PERCENTILES_MAX];
	size_t n = wanted(&l->stated, all);
	cJSON *list;

	put_seconds(latency, "min_seconds", f->min_ns);
	put_seconds_of(latency, "mean_seconds", f->mean_ns);
	put_seconds(latency, "max_seconds", f->max_ns);
	put_seconds_of(latency, "stddev_seconds", f->stddev_ns);
	list = put_list(latency, "percentiles");
	for (size_t i = 0; i < n; i++)
		add_percentile(list, all[i], l);
}

static void add_counts(cJSON *object, const struct series_facts *f)
{
	bool known =
	    f->requests != UNKNOWN && f->errors != UNKNOWN && f->requests > 0;

	put_integer(object, "requests", f->requests);
	put_integer(object, "errors", f->errors);
	put_number(object, "error_ratio",
	    known ? (double)f->errors / (double)f->requests : NAN);
}

static int add_total(struct db *db, const struct run *run, int type,
    cJSON *object, struct err *err)
{
	struct latencies l = { .h = HISTOGRAM_EMPTY, .type = type };
	struct arena a = { 0 };
	int status = run_percentiles_load(db, run, &a, &l.stated, err);

	if (!status)
		status = run_histogram_load(db, run, &l.h, err);
	if (!status)
		add_latency(object, &run->total, &l);
	histogram_release(&l.h);
	arena_release(&a);
	return status;
}

static int add_status(struct db *db, const struct run *run, struct arena *a,
    cJSON *object, struct err *err)
{
	cJSON *codes = put_object(object, "status");
	struct count_list list = { 0 };

	if (run_status_load(db, run, a, &list, err))
		return -1;
	for (size_t i = 0; i < list.len; i++)
		put_integer(codes, list.at[i].what, list.at[i].count);
	return 0;
}

static int add_one_series(struct db *db, const struct series *s, int type,
    cJSON *list, struct err *err)
{
	struct latencies l = { .h = HISTOGRAM_EMPTY, .type = type };
	cJSON *item = put_item(list);
	int status = series_histogram_load(db, s->row, &l.h, err);

	put_text(item, "name", s->facts.name);
	put_text(item, "evidence", evidence_word(s->facts.evidence));
	add_counts(item, &s->facts);
	if (!status)
		add_latency(item, &s->facts, &l);
	histogram_release(&l.h);
	return status;
}

static int add_series(struct db *db, const struct run *run, int type,
    cJSON *object, struct err *err)
{
	cJSON *list = put_list(object, "series");
	struct series_list all = { 0 };
	struct arena a = { 0 };
	int status = run_series_load(db, run, &a, &all, err);

	for (size_t i = 0; !status && i < all.len; i++) {
		if (strcmp(all.at[i].facts.name, "total") != 0)
			status =
			    add_one_series(db, &all.at[i], type, list, err);
	}
	arena_release(&a);
	return status;
}

static void add_quality(const struct run *run,
    const struct quality_list *checks, cJSON *object)
{
	cJSON *list = put_list(object, "quality");

	for (size_t i = 0; i < checks->len; i++) {
		const struct quality *q = &checks->at[i];
		cJSON *item;

		if (!q->run || strcmp(q->run, run->id) != 0)
			continue;
		item = put_item(list);
		put_text(item, "check", q->check);
		put_text(item, "state", q->state);
		put_number(item, "value", q->value);
		put_number(item, "threshold", q->threshold);
		put_text(item, "detail", q->detail);
	}
}

/* How well the run knows its percentiles, by its own requests. */
static void add_within(const struct run *run,
    const struct run_interval_list *all, cJSON *object)
{
	cJSON *list = put_list(object, "within_run");

	for (size_t i = 0; i < all->len; i++) {
		const struct run_interval *w = &all->at[i];
		cJSON *item;

		if (strcmp(w->run, run->id) != 0)
			continue;
		item = put_item(list);
		put_text(item, "metric", w->metric);
		put_text(item, "unit", w->unit);
		put_number(item, "value", w->value);
		put_number(item, "low", w->low);
		put_number(item, "high", w->high);
		put_integer(item, "requests", w->requests);
		put_integer(item, "effective_requests", w->effective);
		put_text(item, "basis", w->basis);
	}
}

static void add_facts(const struct run *run, cJSON *object)
{
	const struct run_facts *f = &run->facts;
	bool dated = f->started_at_ns != UNKNOWN;
	char when[UNIT_TEXT];
	cJSON *labels;

	put_text(object, "id", run->id);
	put_text(object, "name", f->name);
	put_text(object, "tool", f->tool);
	put_text(object, "tool_version", f->tool_version);
	put_text(object, "started_at",
	    dated ? time_text(f->started_at_ns, when) : NULL);
	put_seconds(object, "duration_seconds", f->duration_ns);
	labels = put_object(object, "labels");
	for (size_t i = 0; i < run->n_labels; i++)
		put_text(labels, run->labels[i].key, run->labels[i].value);
	put_text(object, "load_model", load_model_word(f->load_model));
	put_text(object, "evidence", evidence_word(run->evidence));
	put_number(object, "offered_rps", f->offered_rps);
	put_number(object, "achieved_rps", f->achieved_rps);
	add_counts(object, &run->total);
	put_integer(object, "bytes_received", f->bytes_received);
}

int put_run(struct db *db, const struct run *run, const struct results *r,
    cJSON *list, struct err *err)
{
	cJSON *object = put_item(list);
	int type = study_quantile_type(&r->analysis);
	struct arena a = { 0 };
	int status = -1;

	add_facts(run, object);
	if (!add_total(db, run, type, object, err) &&
	    !add_status(db, run, &a, object, err) &&
	    !add_series(db, run, type, object, err))
		status = 0;
	add_quality(run, &r->qualities, object);
	add_within(run, &r->run_intervals, object);
	arena_release(&a);
	return status;
}
