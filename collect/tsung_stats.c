/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/tsung_stats.h"

#include <math.h>

#include "collect/json_figure.h"
#include "collect/report_line.h"

#define MS_MAX 1e12

void tsung_begin(struct tsung_stats *t)
{
	*t = (struct tsung_stats){ .first_s = NAN,
		.last_s = NAN,
		.users = UNKNOWN };
	summary_begin(&t->summary, "tsung");
	t->samples = arena_alloc(&t->summary.arena, TSUNG_SAMPLES_MAX,
	    sizeof(*t->samples));
}

void tsung_release(struct tsung_stats *t)
{
	timeline_release(&t->timeline);
	summary_release(&t->summary);
}

static int64_t requests_of(const struct tsung_stats *t)
{
	for (size_t i = 0; i < t->n_samples; i++)
		if (span_is(span_of(t->samples[i].name), "request") &&
		    t->samples[i].count < COUNT_MAX)
			return llround(t->samples[i].count) +
			       t->summary.errors.sum;
	return UNKNOWN;
}

/* What is known at the end of the dump that was read last. */
static void dump_end(struct tsung_stats *t)
{
	int64_t at_ms, failed;

	if (isnan(t->last_s))
		return;
	at_ms = llround(t->last_s * 1e3);
	failed = t->summary.errors.sum + summary_error_statuses(&t->summary);
	timeline_add(&t->timeline, TIMELINE_USERS, at_ms, t->users);
	timeline_add(&t->timeline, TIMELINE_REQUESTS, at_ms, requests_of(t));
	timeline_add(&t->timeline, TIMELINE_FAILURES, at_ms, failed);
	t->users = UNKNOWN;
}

void tsung_users(struct tsung_stats *t, double now)
{
	if (now >= 0 && now < COUNT_MAX)
		t->users = llround(now);
}

void tsung_dump(struct tsung_stats *t, double unix_s)
{
	dump_end(t);
	if (isnan(t->first_s))
		t->first_s = unix_s;
	t->last_s = unix_s;
}

/* NULL for what is none of ours, or too many. */
static struct tsung_total *total_of(struct tsung_stats *t, struct span name)
{
	struct tsung_total *total;

	for (size_t i = 0; i < t->n_samples; i++)
		if (span_is(name, t->samples[i].name))
			return &t->samples[i];
	if (t->n_samples == TSUNG_SAMPLES_MAX ||
	    (!span_is(name, "request") && !span_starts(name, SPAN("tr_"))))
		return NULL;
	total = &t->samples[t->n_samples++];
	*total = (struct tsung_total){
		.name = arena_span(&t->summary.arena, name),
		.max_ms = NAN,
		.min_ms = NAN,
	};
	return total;
}

static double time_or_nan(double ms)
{
	return ms >= 0 && ms <= MS_MAX ? ms : NAN;
}

void tsung_sample(struct tsung_stats *t, struct span name,
    const struct tsung_sample *s)
{
	struct tsung_total *total = total_of(t, name);

	if (!total || !(s->count > 0) || isnan(time_or_nan(s->mean_ms)))
		return;
	total->count += s->count;
	total->sum_ms += s->count * s->mean_ms;
	total->max_ms = time_or_nan(s->max_ms);
	total->min_ms = time_or_nan(s->min_ms);
	if (span_is(name, "request") && t->last_s > t->first_s)
		t->later += s->count;
}

const char *tsung_error_kind(struct span error)
{
	if (span_find(error, SPAN("timeout")) >= 0)
		return "timeout";
	if (span_find(error, SPAN("connect")) >= 0)
		return "connect";
	return "other";
}

/* What is missing to the total: counts only ever are added. */
static int64_t growth(const struct summary_counts *list, struct span what,
    int64_t total)
{
	for (size_t i = 0; i < list->len; i++)
		if (span_is(what, list->at[i].what))
			total -= list->at[i].count;
	return total > 0 ? total : 0;
}

void tsung_counter(struct tsung_stats *t, struct span name, int64_t total)
{
	struct summary *s = &t->summary;
	struct span status = name;
	int64_t code;

	if (span_starts(name, SPAN("http_")))
		status = span_skip(name, 5);
	if (span_int(status, 100, 999, &code)) {
		summary_status(s, status, growth(&s->statuses, status, total));
	} else if (span_starts(name, SPAN("error_"))) {
		summary_error(s, tsung_error_kind(name), name,
		    growth(&s->errors, name, total));
	} else if (span_is(name, "size_rcv")) {
		s->run.bytes_received = total;
	} else if (span_is(name, "match")) {
		s->check.passed = total;
	} else if (span_is(name, "nomatch")) {
		s->check.failed = total;
	}
}

static void fill_series(const struct tsung_total *t, struct series_facts *s)
{
	s->requests = t->count < 9e18 ? llround(t->count) : UNKNOWN;
	if (!(t->count > 0))
		return;
	s->mean_ns = t->sum_ms / t->count * 1e6;
	s->max_ns = figure_ns(t->max_ms * 1e6);
	s->min_ns = figure_ns(t->min_ms * 1e6);
}

/* The series of the transactions. */
static int write_parts(const struct tsung_stats *t, struct source_writer *out,
    struct err *err)
{
	for (size_t i = 0; i < t->n_samples; i++) {
		struct series_facts part = SERIES_UNKNOWN;

		if (span_is(span_of(t->samples[i].name), "request"))
			continue;
		part.name = t->samples[i].name;
		fill_series(&t->samples[i], &part);
		if (run_series(out, &part, err))
			return -1;
	}
	return 0;
}

int tsung_write(struct tsung_stats *t, struct source_writer *out,
    struct err *err)
{
	struct summary *s = &t->summary;
	double time_s = t->last_s - t->first_s;

	dump_end(t);
	s->run.population = POPULATION_SUCCESSES;
	if (time_s > 0)
		s->run.achieved_rps = t->later / time_s;
	if (!t->ended)
		s->run.incomplete = "the log stops early";
	for (size_t i = 0; i < t->n_samples; i++)
		if (span_is(span_of(t->samples[i].name), "request"))
			fill_series(&t->samples[i], &s->total);
	if (s->check.passed + s->check.failed > 0)
		s->check.name = "match";
	if (s->total.requests != UNKNOWN) {
		s->total.unanswered = s->errors.sum;
		s->total.requests += s->errors.sum;
	}
	if (summary_write(s, out, err) || write_parts(t, out, err))
		return -1;
	return timeline_write(&t->timeline, "tsung", "{}", out, err);
}
