/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/units.h"
#include "collect/row_tally.h"

/* A series under the name that people read. */
struct named {
	const char *name;
	struct row_series *series;
};

struct named_list {
	struct named *at;
	size_t len;
};

static int64_t sum_of(const struct row_tally *t, enum row_part part,
    bool errors)
{
	int64_t n = 0;

	for (size_t i = 0; i <= NAMES_MAX; i++) {
		const struct row_series *s = t->series[part][i];

		if (s)
			n += errors ? s->errors : s->requests;
	}
	return n;
}

enum row_part row_total_part(const struct row_tally *t)
{
	return sum_of(t, ROW_REQUEST, false) ? ROW_REQUEST : ROW_APART;
}

int64_t row_requests(const struct row_tally *t)
{
	return sum_of(t, row_total_part(t), false);
}

int64_t row_errors(const struct row_tally *t)
{
	return sum_of(t, row_total_part(t), true);
}

/* ---- the total ---- */

static int write_statuses(const struct row_tally *t, struct source_writer *out,
    struct err *err)
{
	for (int i = 0; i < ROW_STATUS_MAX; i++) {
		char code[8];

		if (!t->status[i])
			continue;
		snprintf(code, sizeof(code), "%d", i);
		if (series_status(out, code, t->status[i], err))
			return -1;
	}
	return 0;
}

/* With what the tool said of them, unless that is too much. */
static int write_failures(const struct row_tally *t, struct arena *a,
    const struct row_writing *how, struct source_writer *out, struct err *err)
{
	bool kinds = t->failures.count[NAMES_MAX] > 0;
	const struct row_counts *c = kinds ? &t->kinds : &t->failures;

	for (size_t i = 0; i < c->names.len; i++) {
		struct span message = c->names.at[i].text;
		const char *kind = arena_span(a, span_cut(&message, '\n'));
		const char *words = how->message ? how->message(a, message)
						 : arena_span(a, message);

		if (series_error(out, kind, words, c->count[i], err))
			return -1;
	}
	return 0;
}

static int write_checks(const struct row_tally *t, struct arena *a,
    const struct row_writing *how, struct source_writer *out, struct err *err)
{
	for (int passed = 0; passed < 2; passed++) {
		const struct row_counts *c = &t->checks[passed];

		for (size_t i = 0; i < c->names.len; i++)
			if (series_assertion(out,
				how->readable(a, c->names.at[i].text),
				passed ? c->count[i] : 0,
				passed ? 0 : c->count[i], err))
				return -1;
	}
	return 0;
}

static int write_total(struct row_tally *t, struct arena *a,
    const struct row_writing *how, struct source_writer *out, struct err *err)
{
	struct recorder *line = row_timeline(t, row_total_part(t));
	struct latency_sum sum = recorder_sum(line);
	struct series_facts f = SERIES_UNKNOWN;

	f.name = "total";
	f.requests = how->requests_known ? row_requests(t) : UNKNOWN;
	f.errors = how->errors_known ? row_errors(t) : UNKNOWN;
	f.errors_at_least = how->errors_at_least;
	f.latency_step_ns = how->latency_step_ns;
	f.min_ns = sum.min_ns;
	f.max_ns = sum.max_ns;
	if (sum.count) {
		f.mean_ns = (double)sum.sum_ns / (double)sum.count;
		f.evidence = t->first_ns < 0 ? EVIDENCE_RAW : EVIDENCE_TIMED;
	}
	recorder_shift(line, how->origin_ns / NS_PER_S);
	if (run_series(out, &f, err) || series_recorded(out, line, err) ||
	    write_statuses(t, out, err) || write_failures(t, a, how, out, err))
		return -1;
	return write_checks(t, a, how, out, err);
}

/* ---- its series ---- */

static int by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static bool has_name(const struct named_list *list, const char *name)
{
	for (size_t i = 0; i < list->len; i++)
		if (strcmp(list->at[i].name, name) == 0)
			return true;
	return false;
}

/* Sorted by name; what reads the same is one series. */
static struct named_list series_of(const struct row_tally *t,
    enum row_part part, struct arena *a, const struct row_writing *how)
{
	struct named_list all = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < t->names[part].len; i++) {
		const char *name = how->readable(a, t->names[part].at[i].text);

		if (strcmp(name, "total") == 0)
			name = "total (series)";
		*ARENA_PUSH(a, &all) =
		    (struct named){ name, t->series[part][i] };
	}
	if (all.len)
		qsort(all.at, all.len, sizeof(*all.at), by_name);
	for (size_t i = 0; i < all.len; i++) {
		if (n && by_name(&all.at[n - 1], &all.at[i]) == 0)
			row_series_merge(all.at[n - 1].series,
			    all.at[i].series);
		else
			all.at[n++] = all.at[i];
	}
	all.len = n;
	return all;
}

static int write_series(const struct row_tally *t, const struct named *s,
    const struct row_writing *how, struct source_writer *out, struct err *err)
{
	const struct row_latencies *l = &s->series->latencies;
	struct recorder *r = recorder_new(t->step_ns);
	struct latency_sum sum = { l->count, l->sum * t->step_ns,
		l->min * t->step_ns, l->max * t->step_ns };
	struct series_facts f = SERIES_UNKNOWN;
	int status;

	f.name = s->name;
	f.requests = how->requests_known ? s->series->requests : UNKNOWN;
	f.errors = how->errors_known ? s->series->errors : UNKNOWN;
	f.errors_at_least = how->errors_at_least;
	f.latency_step_ns = how->latency_step_ns;
	if (l->count) {
		f.evidence = EVIDENCE_RAW;
		f.mean_ns = (double)sum.sum_ns / (double)sum.count;
		f.min_ns = sum.min_ns;
		f.max_ns = sum.max_ns;
		recorder_add_counts(r, RECORDER_UNTIMED, &l->counts, &sum);
	}
	status = run_series(out, &f, err) || series_recorded(out, r, err);
	recorder_free(r);
	return status ? -1 : 0;
}

static int write_all_series(const struct row_tally *t, struct arena *a,
    const struct row_writing *how, struct source_writer *out, struct err *err)
{
	struct named_list requests = series_of(t, ROW_REQUEST, a, how);
	struct named_list apart = series_of(t, ROW_APART, a, how);

	for (size_t i = 0; i < requests.len; i++)
		if (write_series(t, &requests.at[i], how, out, err))
			return -1;
	for (size_t i = 0; i < apart.len; i++) {
		struct named *s = &apart.at[i];

		do {
			s->name = arena_printf(a, "%s (%s)", s->name,
			    how->apart ? how->apart : "transaction");
		} while (has_name(&requests, s->name));
		if (write_series(t, s, how, out, err))
			return -1;
	}
	return 0;
}

int row_tally_write(struct row_tally *t, const struct row_writing *how,
    struct source_writer *out, struct err *err)
{
	struct arena a = { 0 };
	bool too_many = t->series[ROW_REQUEST][NAMES_MAX] ||
			t->series[ROW_APART][NAMES_MAX];
	int status = write_total(t, &a, how, out, err);

	if (!status && too_many)
		status = source_environment(out, SOURCE_WARNINGS,
		    "more than 1,000 names of requests: only their total is "
		    "kept",
		    err);
	else if (!status && how->readable)
		status = write_all_series(t, &a, how, out, err);
	arena_release(&a);
	return status;
}
