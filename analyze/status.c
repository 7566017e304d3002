/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the exit status of an analysis is, and why, in one line.
 */
#include <math.h>
#include <string.h>

#include "analyze/analyze.h"
#include "analyze/study.h"
#include "base/builder.h"

#define SHOWN_MOST 3 /* reasons */

/* The reasons for a status that were found so far. */
struct reasons {
	const struct results *results;
	bool asked; /* the percentiles are such as somebody named */
	struct builder text;
	size_t n;
};

typedef bool chosen_fn(const struct reasons *why, const struct comparison *c);

static bool is_one_of(const char *word, const char *const *words)
{
	while (*words && strcmp(*words, word) != 0)
		words++;
	return *words;
}

/* What no run states and nobody named, as the p99.9 of a tool without it. */
static bool is_idle(const struct reasons *why, const struct comparison *c)
{
	const struct estimate_list *all = &why->results->estimates;

	if (strcmp(c->verdict, "missing") != 0 ||
	    (why->asked && strncmp(c->metric, "latency_p", 9) == 0))
		return false;
	for (size_t i = 0; i < all->len; i++) {
		if (strcmp(all->at[i].metric, c->metric) == 0 &&
		    !isnan(all->at[i].value))
			return false;
	}
	return true;
}

static bool is_regression(const struct reasons *why, const struct comparison *c)
{
	(void)why;
	return c->survives && strcmp(c->verdict, "regression") == 0;
}

static bool is_open(const struct reasons *why, const struct comparison *c)
{
	static const char *const verdicts[] = { "inconclusive", "unreplicated",
		"not-comparable", "missing", NULL };

	return is_one_of(c->verdict, verdicts) && !is_idle(why, c);
}

static void reason_begin(struct reasons *why)
{
	build(&why->text, "%s", why->n++ ? ", " : "");
}

/* The chosen ones with that metric and verdict, told at the first of them. */
static void kind_add(struct reasons *why, size_t first, chosen_fn *chosen)
{
	const struct comparison_list *list = &why->results->comparisons;
	const struct comparison *of = &list->at[first];
	size_t n = 0, all = 0;

	for (size_t i = 0; i < list->len; i++) {
		const struct comparison *c = &list->at[i];

		if (strcmp(c->metric, of->metric) != 0)
			continue;
		all++;
		if (!chosen(why, c) || strcmp(c->verdict, of->verdict) != 0)
			continue;
		if (!n++ && i < first)
			return;
	}
	if (why->n++ < SHOWN_MOST)
		build(&why->text, "%s%s %s in %zu of %zu comparisons",
		    why->n > 1 ? ", " : "", of->metric, of->verdict, n, all);
}

static void more_add(struct reasons *why)
{
	if (why->n > SHOWN_MOST)
		build(&why->text, " and %zu more", why->n - SHOWN_MOST);
}

static void comparisons_add(struct reasons *why, chosen_fn *chosen)
{
	const struct comparison_list *list = &why->results->comparisons;

	for (size_t i = 0; i < list->len; i++) {
		if (chosen(why, &list->at[i]))
			kind_add(why, i, chosen);
	}
	more_add(why);
}

/* Endpoints that regressed, whatever the total did: the first, and how many. */
static void endpoints_add(struct reasons *why)
{
	const struct comparison_list *list = &why->results->endpoints;
	const struct comparison *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < list->len; i++) {
		if (!is_regression(why, &list->at[i]))
			continue;
		first = n++ ? first : &list->at[i];
	}
	if (!first)
		return;
	reason_begin(why);
	build(&why->text, "%s of %s %s", first->metric, first->series,
	    first->verdict);
	if (n > 1)
		build(&why->text, " (and %zu more by endpoint)", n - 1);
}

static size_t gates_in(const struct results *r, const char *const *states)
{
	size_t n = 0;

	for (size_t i = 0; i < r->gates.len; i++)
		n += is_one_of(r->gates.at[i].state, states);
	return n;
}

/* Where releases alone are compared, the newest of each series is the planned
 * comparison. */
static void releases_add(struct reasons *why)
{
	const struct trend_list *list = &why->results->trends;

	for (size_t i = 0; i < list->len; i++) {
		const struct trend_point *t = &list->at[i];
		const char *verdict = t->from_baseline.verdict;

		if (!results_is_newest(list, i) || !verdict ||
		    strcmp(verdict, "regression") != 0)
			continue;
		if (why->n++ < SHOWN_MOST)
			build(&why->text, "%s%s %s of %s against %s",
			    why->n > 1 ? ", " : "", t->metric, verdict,
			    t->release, t->baseline);
	}
	more_add(why);
}

/* Is there a question that has no answer? */
static void open_add(struct reasons *why)
{
	static const char *const open[] = { "inconclusive", "not-comparable",
		"missing", NULL };
	const struct results *r = why->results;
	size_t gates = gates_in(r, open), idle = 0;

	comparisons_add(why, is_open);
	for (size_t i = 0; i < r->comparisons.len; i++)
		idle += is_idle(why, &r->comparisons.at[i]);
	for (size_t i = 0; i < r->qualities.len; i++) {
		const struct quality *q = &r->qualities.at[i];

		if (strcmp(q->check, "unmatched") != 0 ||
		    strcmp(q->state, "warn") != 0)
			continue;
		reason_begin(why);
		build(&why->text, "%s", q->detail);
	}
	if (gates) {
		reason_begin(why);
		build(&why->text, "%zu gate%s undecided", gates,
		    gates == 1 ? "" : "s");
	}
	if (idle == r->comparisons.len && !r->trends.len) {
		reason_begin(why);
		build(&why->text, "nothing was compared");
	}
}

static bool percentiles_asked(const struct options *o)
{
	struct arena a = { 0 };
	struct study study;
	struct err err;
	bool asked = study_read(o, &a, &study, &err) || study.percentiles_asked;

	arena_release(&a);
	return asked;
}

static int status_find(struct reasons *why, bool strict)
{
	static const char *const failed[] = { "fail", NULL };
	size_t gates = gates_in(why->results, failed);

	comparisons_add(why, is_regression);
	endpoints_add(why);
	if (!why->results->comparisons.len)
		releases_add(why);
	if (gates) {
		reason_begin(why);
		build(&why->text, "%zu gate%s failed", gates,
		    gates == 1 ? "" : "s");
	}
	if (why->n || !strict)
		return why->n ? 1 : 0;
	open_add(why);
	return why->n ? 3 : 0;
}

int results_conclude(const struct results *r, const struct options *o,
    FILE *out)
{
	static const char *const passed[] = { "pass", NULL };
	struct arena a = { 0 };
	struct reasons why = { r, percentiles_asked(o), { .arena = &a }, 0 };
	int status = status_find(&why, option_value(o, "strict") != NULL);

	if (out && (status || r->gates.len))
		fputc('\n', out);
	if (out && status)
		fprintf(out, "exit status %d: %s%s", status,
		    build_text(&why.text), r->gates.len ? "; " : "\n");
	if (out && r->gates.len)
		fprintf(out, "gates: %zu of %zu passed\n", gates_in(r, passed),
		    r->gates.len);
	arena_release(&a);
	return status;
}
