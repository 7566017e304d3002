/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/summary.h"

#include <math.h>

#include "collect/report_line.h"
#include "collect/target.h"

#define NS_MAX 9e18

void summary_begin(struct summary *s, const char *tool)
{
	*s = (struct summary){ .run = RUN_UNKNOWN, .total = SERIES_UNKNOWN };
	s->histogram = HISTOGRAM_EMPTY;
	s->run.tool = tool;
	s->total.name = "total";
}

void summary_release(struct summary *s)
{
	histogram_release(&s->histogram);
	arena_release(&s->arena);
}

void summary_percentile(struct summary *s, double p, double value_ns,
    double step_ns)
{
	if (s->n_stated == SUMMARY_PERCENTILES_MAX || !isfinite(value_ns))
		return;
	s->stated[s->n_stated++] = (struct stated_percentile){
		.p = p,
		.value_ns = value_ns,
		.low_ns = fmax(value_ns - step_ns / 2, 0),
		.high_ns = value_ns + step_ns / 2,
	};
}

static void add_count(struct summary *s, struct summary_counts *list,
    struct summary_count c)
{
	if (c.count > COUNT_MAX - list->sum)
		c.count = COUNT_MAX - list->sum;
	list->sum += c.count;
	if (list->len == SUMMARY_COUNTS_MAX)
		list->at[list->len - 1].count += c.count;
	else
		*ARENA_PUSH(&s->arena, list) = c;
}

void summary_status(struct summary *s, struct span code, int64_t count)
{
	add_count(s, &s->statuses,
	    (struct summary_count){ NULL, arena_span(&s->arena, code), count });
}

/* The message; a URL in quotes in it without secrets. */
static const char *message_of(struct arena *a, struct span text)
{
	struct span rest = text, before = span_cut(&rest, '"');
	struct span url = span_cut(&rest, '"');

	if (!url.len)
		return arena_span(a, text);
	return arena_printf(a, "%.*s\"%s\"%.*s", SPAN_ARG(before),
	    target_without_secrets(a, url), SPAN_ARG(rest));
}

void summary_error(struct summary *s, const char *kind, struct span message,
    int64_t count)
{
	add_count(s, &s->errors,
	    (struct summary_count){ kind, message_of(&s->arena, message),
		count });
}

void summary_label(struct summary *s, const char *key, struct span value)
{
	add_count(s, &s->labels,
	    (struct summary_count){ arena_strdup(&s->arena, key),
		arena_span(&s->arena, value), 0 });
}

const char *summary_error_kind(struct span message)
{
	static const struct {
		const char *words, *kind;
	} kinds[] = {
		{ "imeout", "timeout" },
		{ "imed out", "timeout" },
		{ "deadline", "timeout" },
		{ "DeadlineExceeded", "timeout" },
		{ "dial", "connect" },
		{ "onnection refused", "connect" },
		{ "onnection error", "connect" },
		{ "EOF", "read" },
		{ "onnection reset", "read" },
		{ "onnection closed", "read" },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (span_find(message, span_of(kinds[i].words)) >= 0)
			return kinds[i].kind;
	return "other";
}

static int write_figures(const struct summary *s, struct source_writer *out,
    struct err *err)
{
	for (size_t i = 0; i < s->n_stated; i++)
		if (series_percentile(out, &s->stated[i], err))
			return -1;
	if (!s->histogram.count)
		return 0;
	return series_histogram(out, -1, &s->histogram, err);
}

static int write_counts(const struct summary *s, struct source_writer *out,
    struct err *err)
{
	for (size_t i = 0; i < s->statuses.len; i++) {
		const struct summary_count *c = &s->statuses.at[i];

		if (c->count && series_status(out, c->what, c->count, err))
			return -1;
	}
	for (size_t i = 0; i < s->errors.len; i++) {
		const struct summary_count *c = &s->errors.at[i];

		if (c->count &&
		    series_error(out, c->kind, c->what, c->count, err))
			return -1;
	}
	return 0;
}

int summary_write(struct summary *s, struct source_writer *out, struct err *err)
{
	if (s->total.evidence == EVIDENCE_NONE && s->histogram.count)
		s->total.evidence = EVIDENCE_HISTOGRAM;
	else if (s->total.evidence == EVIDENCE_NONE && s->n_stated)
		s->total.evidence = EVIDENCE_PERCENTILES;
	if (source_run(out, &s->run, err))
		return -1;
	for (size_t i = 0; i < s->labels.len; i++)
		if (run_label(out, s->labels.at[i].kind, s->labels.at[i].what,
			LABEL_TOOL, err))
			return -1;
	if (run_series(out, &s->total, err) || write_figures(s, out, err))
		return -1;
	return write_counts(s, out, err);
}

int64_t whole_ns(double ns)
{
	return ns >= 0 && ns < NS_MAX ? llround(ns) : UNKNOWN;
}
