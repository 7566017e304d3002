/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A StatsEntry, as Locust's workers send it to the master:
 *
 *	{ "name": "/", "method": "GET", "num_requests": 2,
 *	  "num_none_requests": 0, "num_failures": 0,
 *	  "start_time": 1441222540.77, "last_request_timestamp": 1441222541,
 *	  "total_response_time": 81, "min_response_time": 37,
 *	  "max_response_time": 44, "response_times": { "44": 1, "37": 1 }, ... }
 *
 * Times of requests are in milliseconds.  response_times are rounded
 * (locust.h).  num_none_requests came with 0.14, as did that failures are
 * counted among the requests; such requests have no latency.
 */
#include <math.h>
#include <stdlib.h>

#include "collect/json_figure.h"
#include "collect/locust.h"

#define MS 1e6
#define VALUES_MAX 100000 /* in response_times; Locust has some 460 */

struct counts {
	int64_t requests, none, failures;
};

/* Adds figures of which UNKNOWN is nothing yet. */
static int64_t sum_of(int64_t a, int64_t b)
{
	return a == UNKNOWN ? b : a + b;
}

static int64_t least(int64_t a, int64_t b)
{
	return a == UNKNOWN || (b != UNKNOWN && b < a) ? b : a;
}

static int read_counts(const struct json_node *e, struct counts *c,
    bool *failures_apart, struct err *err)
{
	c->requests = c->none = c->failures = 0;
	*failures_apart = !json_member(e, "num_none_requests").value;
	if (figure_count_try(e, "num_requests", &c->requests, err) ||
	    figure_count_try(e, "num_none_requests", &c->none, err))
		return -1;
	return figure_count_try(e, "num_failures", &c->failures, err);
}

static int compare_values(const void *a, const void *b)
{
	double left = ((const struct stated_percentile *)a)->value_ns;
	double right = ((const struct stated_percentile *)b)->value_ns;

	return (left > right) - (left < right);
}

/* Here p is the count of a value. */
static int read_value(const struct json_node *e, struct stated_percentile *out,
    struct err *err)
{
	int64_t count = 0;
	double ms;

	if (!span_double(span_of(e->key), 0, FIGURE_TIME_MAX_NS / MS, &ms))
		return json_fail(e, err,
		    "expected a key in milliseconds, got \"%s\"", e->key);
	if (figure_count_try(e, NULL, &count, err))
		return -1;
	*out = locust_percentile((double)count, ms);
	return 0;
}

static int append_values(struct histogram *h,
    const struct stated_percentile *at, size_t len, struct err *err)
{
	int64_t end = 0;

	for (size_t i = 0; i < len; i++) {
		struct bucket b = { llround(at[i].low_ns),
			llround(at[i].high_ns), (int64_t)at[i].p };

		if (b.low_ns < end) /* a value that was not rounded */
			b.low_ns = end;
		if (b.high_ns < b.low_ns)
			b.high_ns = b.low_ns;
		if (b.count && histogram_append(h, b, err))
			return -1;
		end = b.high_ns;
	}
	return 0;
}

static int read_histogram(const struct json_node *entry, struct histogram *h,
    struct err *err)
{
	struct arena a = { 0 };
	struct json_node list, e;
	struct stated_percentile *at;
	size_t len = 0;
	int status = 0;

	if (json_object_try(entry, "response_times", &list, err))
		return -1;
	if (!list.value || !json_count(&list))
		return 0;
	if (json_count(&list) > VALUES_MAX)
		return json_fail(&list, err, "expected fewer values");
	at = arena_alloc(&a, json_count(&list), sizeof(*at));
	for (e = json_first(&list); e.value && !status; e = json_after(&e))
		status = read_value(&e, &at[len++], err);
	qsort(at, len, sizeof(*at), compare_values);
	if (!status)
		status = append_values(h, at, len, err);
	arena_release(&a);
	return status;
}

static int add_latencies(struct locust_entry *e, const struct json_node *entry,
    struct err *err)
{
	struct histogram h = HISTOGRAM_EMPTY;
	double min_ns = NAN, max_ns = NAN, sum_ns = NAN;
	int status = 0;

	if (figure_time_try(entry, "min_response_time", MS, &min_ns, err) ||
	    figure_time_try(entry, "max_response_time", MS, &max_ns, err) ||
	    figure_time_try(entry, "total_response_time", MS, &sum_ns, err) ||
	    read_histogram(entry, &h, err))
		status = -1;
	if (!status && h.count) {
		h.sum_ns = figure_ns(sum_ns);
		histogram_merge(&e->histogram, &h);
		e->sum_ns = isnan(e->sum_ns) ? sum_ns : e->sum_ns + sum_ns;
		e->facts.min_ns = least(e->facts.min_ns, figure_ns(min_ns));
		if (!isnan(max_ns) && (e->facts.max_ns == UNKNOWN ||
					  figure_ns(max_ns) > e->facts.max_ns))
			e->facts.max_ns = figure_ns(max_ns);
		e->facts.mean_ns = e->sum_ns / (double)e->histogram.count;
	}
	histogram_release(&h);
	return status;
}

static int read_times(const struct json_node *entry, double *from_s,
    double *to_s, struct err *err)
{
	double start = NAN, last = NAN;

	if (json_number_try(entry, "start_time", &start, err) ||
	    json_number_try(entry, "last_request_timestamp", &last, err))
		return -1;
	*from_s = fmin(*from_s, start);
	*to_s = fmax(*to_s, last);
	return 0;
}

int locust_entry_add(struct locust_run *r, const struct json_node *entry,
    double *from_s, double *to_s, struct err *err)
{
	const char *name, *method = "";
	struct locust_entry *e;
	struct counts c;
	bool apart;

	if (json_string(entry, "name", &name, err) ||
	    json_string_try(entry, "method", &method, err) ||
	    read_counts(entry, &c, &apart, err) ||
	    read_times(entry, from_s, to_s, err))
		return -1;
	e = locust_entry_of(r, locust_series(&r->scratch, method, name));
	if (!e)
		return json_fail(entry, err, "expected fewer entries");
	if (apart)
		r->facts.population = POPULATION_SUCCESSES;
	c.requests += apart ? c.failures : 0;
	if ((e->facts.requests != UNKNOWN &&
		c.requests > FIGURE_COUNT_MAX - e->facts.requests) ||
	    c.requests > FIGURE_COUNT_MAX)
		return json_fail(entry, err, "expected fewer requests");
	e->facts.requests = sum_of(e->facts.requests, c.requests);
	e->facts.errors = sum_of(e->facts.errors, c.failures);
	return add_latencies(e, entry, err);
}

void locust_total_add(struct locust_run *r)
{
	struct locust_entry *t = &r->total;

	t->facts.requests = t->facts.errors = 0;
	for (size_t i = 0; i < r->entries.len; i++) {
		const struct locust_entry *e = &r->entries.at[i];

		t->facts.requests += e->facts.requests;
		t->facts.errors += e->facts.errors;
		if (!e->histogram.len)
			continue;
		histogram_merge(&t->histogram, &e->histogram);
		t->sum_ns =
		    isnan(t->sum_ns) ? e->sum_ns : t->sum_ns + e->sum_ns;
		t->facts.min_ns = least(t->facts.min_ns, e->facts.min_ns);
		if (e->facts.max_ns > t->facts.max_ns)
			t->facts.max_ns = e->facts.max_ns;
	}
	if (t->histogram.count)
		t->facts.mean_ns = t->sum_ns / (double)t->histogram.count;
}

int locust_error_read(struct locust_run *r, const struct json_node *e,
    struct err *err)
{
	const char *method = "", *name = "", *message = "";
	int64_t count = 0;

	if (json_string_try(e, "method", &method, err) ||
	    json_string_try(e, "name", &name, err) ||
	    json_string_try(e, "error", &message, err) ||
	    figure_count_try(e, "occurences", &count, err) ||
	    figure_count_try(e, "occurrences", &count, err))
		return -1;
	if (!locust_add_error(r, locust_series(&r->scratch, method, name),
		message, count))
		return json_fail(e, err, "expected fewer errors");
	return 0;
}
