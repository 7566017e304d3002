/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/nighthawk.h"

#include <string.h>

#define HDR_HALF_BITS 14 /* 4 digits: 2^14 values in each power of two */

double nighthawk_hdr_low(double ns)
{
	int power = 0;

	while (ldexp(1, power + 1) <= ns)
		power++;
	if (power <= HDR_HALF_BITS)
		return ns;
	return ns - ldexp(1, power - HDR_HALF_BITS) + 1;
}

/* ---- building ---- */

struct nighthawk_result nighthawk_result_new(int64_t digit_ns)
{
	struct nighthawk_result r = { .facts = RUN_UNKNOWN,
		.digit_ns = digit_ns };

	r.facts.tool = "nighthawk";
	r.facts.population = POPULATION_ALL;
	r.facts.percentile_rule = "hdr";
	return r;
}

struct nighthawk_statistic *nighthawk_statistic_add(struct nighthawk_result *r,
    const char *id, struct arena *a)
{
	struct nighthawk_statistic *s;

	if (r->statistics.len == NIGHTHAWK_STATISTICS_MAX)
		return NULL;
	s = ARENA_PUSH(a, &r->statistics);
	*s = (struct nighthawk_statistic){ .id = id,
		.is_time = true,
		.count = UNKNOWN,
		.mean_ns = NAN,
		.stddev_ns = NAN,
		.min_ns = UNKNOWN,
		.max_ns = UNKNOWN };
	return s;
}

bool nighthawk_step_add(struct nighthawk_statistic *s,
    struct nighthawk_step step, struct arena *a)
{
	const struct nighthawk_step *last =
	    s->steps.len ? &s->steps.at[s->steps.len - 1] : NULL;

	if (step.count > s->count)
		return false;
	if (last && (step.p < last->p || step.count < last->count ||
			step.value_ns < last->value_ns))
		return false;
	*ARENA_PUSH(a, &s->steps) = step;
	return true;
}

void nighthawk_counter_add(struct nighthawk_result *r, const char *name,
    int64_t value, struct arena *a)
{
	*ARENA_PUSH(a, &r->counters) =
	    (struct nighthawk_counter){ name, value };
}

/* ---- what the figures say together ---- */

/* UNKNOWN if it is not there. */
static int64_t counter(const struct nighthawk_result *r, const char *name)
{
	for (size_t i = 0; i < r->counters.len; i++)
		if (strcmp(r->counters.at[i].name, name) == 0)
			return r->counters.at[i].value;
	return UNKNOWN;
}

/* 0 if it is not there, as Nighthawk leaves out what stayed at 0. */
static int64_t tally(const struct nighthawk_result *r, const char *name)
{
	int64_t value = counter(r, name);

	return value == UNKNOWN ? 0 : value;
}

/* The first of that name; NULL also where it has no values. */
static const struct nighthawk_statistic *statistic(
    const struct nighthawk_result *r, const char *id)
{
	for (size_t i = 0; i < r->statistics.len; i++) {
		const struct nighthawk_statistic *s = &r->statistics.at[i];

		if (s->is_time && s->count > 0 && strcmp(s->id, id) == 0)
			return s;
	}
	return NULL;
}

/* All that were sent, answered or not, and those that found no connection. */
static int64_t requests_of(const struct nighthawk_result *r)
{
	const struct nighthawk_statistic *s = statistic(r, NIGHTHAWK_LATENCY);
	int64_t requests = counter(r, "upstream_rq_total");
	int64_t failed = tally(r, "benchmark.pool_connection_failure");

	if (s && s->count > requests)
		requests = s->count;
	if (requests == UNKNOWN && !failed)
		return UNKNOWN;
	return failed + (requests == UNKNOWN ? 0 : requests);
}

static int64_t errors_of(const struct nighthawk_result *r)
{
	if (!r->counters.len || requests_of(r) == UNKNOWN)
		return UNKNOWN;
	return tally(r, "benchmark.http_1xx") + tally(r, "benchmark.http_4xx") +
	       tally(r, "benchmark.http_5xx") + tally(r, "benchmark.http_xxx") +
	       tally(r, "benchmark.stream_resets") +
	       tally(r, "benchmark.pool_connection_failure");
}

int nighthawk_run_write(struct nighthawk_result *r, struct source_writer *w,
    struct err *err)
{
	const struct nighthawk_statistic *blocking =
	    statistic(r, NIGHTHAWK_BLOCKING);
	int64_t sent = counter(r, "upstream_rq_total");
	struct run_facts *f = &r->facts;

	if (f->load_model == LOAD_UNKNOWN && blocking && blocking->count > 0)
		f->load_model = LOAD_CLOSED; /* the open loop never waits */
	if (sent != UNKNOWN && f->duration_ns > 0)
		f->achieved_rps = (double)sent * 1e9 / (double)f->duration_ns;
	f->bytes_received = counter(r, "upstream_cx_rx_bytes_total");
	return source_run(w, f, err);
}

/* ---- a statistic ---- */

static double low_of(const struct nighthawk_statistic *s)
{
	double first = (double)s->steps.at[0].value_ns;

	if (s->min_ns != UNKNOWN && (double)s->min_ns < first)
		first = (double)s->min_ns;
	return floor(nighthawk_hdr_low(first));
}

static int build_histogram(const struct nighthawk_statistic *s,
    int64_t digit_ns, struct histogram *h, struct err *err)
{
	int64_t low = (int64_t)low_of(s), below = 0;

	for (size_t i = 0; i < s->steps.len; i++) {
		const struct nighthawk_step *step = &s->steps.at[i];
		int64_t high = step->value_ns + digit_ns - 1;

		if (step->count == below)
			continue;
		if (histogram_append(h,
			(struct bucket){ low, high, step->count - below }, err))
			return -1;
		low = high;
		below = step->count;
	}
	if (below == s->count)
		return 0;
	return histogram_append(h,
	    (struct bucket){ low, s->max_ns + digit_ns - 1, s->count - below },
	    err);
}

/* Do the steps, or the maximum above them, tell of every request? */
static bool has_histogram(const struct nighthawk_statistic *s, int64_t digit_ns)
{
	const struct nighthawk_step *last;

	if (!s->steps.len || s->uncounted)
		return false;
	last = &s->steps.at[s->steps.len - 1];
	return last->count == s->count ||
	       s->max_ns + digit_ns > last->value_ns + digit_ns;
}

static int write_histogram(const struct nighthawk_statistic *s,
    int64_t digit_ns, struct source_writer *w, struct err *err)
{
	struct histogram h = HISTOGRAM_EMPTY;
	int status = build_histogram(s, digit_ns, &h, err);

	if (!status)
		status = series_histogram(w, -1, &h, err);
	histogram_release(&h);
	return status;
}

/* The step that stands for each of these, as Nighthawk itself prints them. */
static const double printed[] = { 50, 75, 80, 90, 95, 99, 99.9 };

static int write_percentiles(const struct nighthawk_statistic *s,
    int64_t digit_ns, struct source_writer *w, struct err *err)
{
	size_t next = 0;

	for (size_t i = 0; i < sizeof(printed) / sizeof(*printed); i++) {
		struct stated_percentile p;

		while (next < s->steps.len && s->steps.at[next].p < printed[i])
			next++;
		if (next == s->steps.len || s->steps.at[next].p >= 100)
			return 0;
		p.p = s->steps.at[next].p;
		p.value_ns = (double)s->steps.at[next].value_ns;
		p.low_ns = nighthawk_hdr_low(p.value_ns);
		p.high_ns = p.value_ns + (double)digit_ns - 1;
		if (series_percentile(w, &p, err))
			return -1;
	}
	return 0;
}

static int write_statistic(const struct nighthawk_statistic *s,
    struct series_facts facts, int64_t digit_ns, struct source_writer *w,
    struct err *err)
{
	facts.mean_ns = s->mean_ns;
	facts.mean_step_ns = 2 * (double)digit_ns; /* it is cut off */
	facts.stddev_ns = s->stddev_ns;
	facts.min_ns = s->min_ns;
	facts.max_ns = s->max_ns;
	if (has_histogram(s, digit_ns))
		facts.evidence = EVIDENCE_HISTOGRAM;
	else if (s->steps.len)
		facts.evidence = EVIDENCE_PERCENTILES;
	if (run_series(w, &facts, err) ||
	    write_percentiles(s, digit_ns, w, err))
		return -1;
	if (facts.evidence != EVIDENCE_HISTOGRAM)
		return 0;
	return write_histogram(s, digit_ns, w, err);
}

/* ---- all series ---- */

static const struct {
	const char *counter, *status, *error;
} counters[] = {
	{ "benchmark.http_1xx", "1xx", NULL },
	{ "benchmark.http_2xx", "2xx", NULL },
	{ "benchmark.http_3xx", "3xx", NULL },
	{ "benchmark.http_4xx", "4xx", NULL },
	{ "benchmark.http_5xx", "5xx", NULL },
	{ "benchmark.http_xxx", "xxx", NULL },
	{ "benchmark.stream_resets", NULL, "reset" },
	{ "benchmark.pool_connection_failure", NULL, "connect" },
};

/* All about the series "total". */
static int write_counters(const struct nighthawk_result *r,
    struct source_writer *w, struct err *err)
{
	int64_t lost = tally(r, "benchmark.pool_overflow");

	for (size_t i = 0; i < sizeof(counters) / sizeof(*counters); i++) {
		int64_t n = tally(r, counters[i].counter);

		if (n && counters[i].status &&
		    series_status(w, counters[i].status, n, err))
			return -1;
		if (n && counters[i].error &&
		    series_error(w, counters[i].error, counters[i].counter, n,
			err))
			return -1;
	}
	if (!lost || r->facts.load_model == LOAD_CLOSED)
		return 0;
	return series_error(w, "not-sent", "benchmark.pool_overflow", lost,
	    err);
}

static int write_total(const struct nighthawk_result *r,
    struct source_writer *w, struct err *err)
{
	static const struct nighthawk_statistic none = { .mean_ns = NAN,
		.stddev_ns = NAN,
		.min_ns = UNKNOWN,
		.max_ns = UNKNOWN };
	const struct nighthawk_statistic *s = statistic(r, NIGHTHAWK_LATENCY);
	struct series_facts total = SERIES_UNKNOWN;

	total.name = "total";
	total.requests = requests_of(r);
	total.errors = errors_of(r);
	if (write_statistic(s ? s : &none, total, r->digit_ns, w, err))
		return -1;
	return write_counters(r, w, err);
}

/* "benchmark_http_client.latency_2xx" is the series "latency_2xx". */
static const char *series_name(const char *id)
{
	struct span client = SPAN("benchmark_http_client.");

	return span_starts(span_of(id), client) ? id + client.len : id;
}

int nighthawk_series_write(const struct nighthawk_result *r,
    struct source_writer *w, struct err *err)
{
	if (write_total(r, w, err))
		return -1;
	for (size_t i = 0; i < r->statistics.len; i++) {
		const struct nighthawk_statistic *s = &r->statistics.at[i];
		struct series_facts facts = SERIES_UNKNOWN;

		if (!*s->id || strcmp(s->id, NIGHTHAWK_LATENCY) == 0 ||
		    statistic(r, s->id) != s)
			continue;
		facts.name = series_name(s->id);
		if (span_starts(span_of(facts.name), SPAN("latency_")))
			facts.requests = s->count;
		if (write_statistic(s, facts, r->digit_ns, w, err))
			return -1;
	}
	return 0;
}
