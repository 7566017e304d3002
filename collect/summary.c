/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/summary.h"

#include <math.h>
#include <string.h>

#include "collect/go_error.h"
#include "collect/json_figure.h"
#include "collect/report_line.h"

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
	s->stated[s->n_stated++] = figure_percentile(p, value_ns, step_ns);
}

static struct summary_count *count_of(struct summary *s,
    struct summary_counts *list, const char *kind, struct span what)
{
	for (size_t i = 0; i < list->len; i++) {
		struct summary_count *c = &list->at[i];

		if (span_is(what, c->what) && strcmp(c->kind, kind) == 0)
			return c;
	}
	if (list->len == SUMMARY_COUNTS_MAX)
		return &list->at[list->len - 1];
	*ARENA_PUSH(&s->arena, list) = (struct summary_count){
		.kind = arena_strdup(&s->arena, kind),
		.what = arena_span(&s->arena, what),
	};
	return &list->at[list->len - 1];
}

static void add_count(struct summary_counts *list, struct summary_count *c,
    int64_t count)
{
	if (count > COUNT_MAX - list->sum)
		count = COUNT_MAX - list->sum;
	list->sum += count;
	c->count += count;
}

void summary_status(struct summary *s, struct span code, int64_t count)
{
	add_count(&s->statuses, count_of(s, &s->statuses, "", code), count);
}

void summary_error(struct summary *s, const char *kind, struct span message,
    int64_t count)
{
	struct arena scratch = { 0 };
	const char *text = go_error_text(&scratch, message);

	add_count(&s->errors, count_of(s, &s->errors, kind, span_of(text)),
	    count);
	arena_release(&scratch);
}

void summary_label(struct summary *s, const char *key, struct span value)
{
	count_of(s, &s->labels, key, value);
}

int64_t summary_error_statuses(const struct summary *s)
{
	int64_t sum = 0;

	for (size_t i = 0; i < s->statuses.len; i++)
		if (status_is_error(span_of(s->statuses.at[i].what)))
			sum += s->statuses.at[i].count;
	return sum;
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
	if (run_series(out, &s->total, err) || write_figures(s, out, err) ||
	    (s->check.name && series_assertion(out, s->check.name,
				  s->check.passed, s->check.failed, err)))
		return -1;
	return write_counts(s, out, err);
}
