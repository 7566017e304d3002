/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/conclusion.h"

#include <math.h>
#include <string.h>

#include "analyze/name_pattern.h"
#include "base/builder.h"
#include "base/units.h"

static const struct group *group_at(const struct group_list *groups,
    int64_t row)
{
	for (size_t i = 0; i < groups->len; i++) {
		if (groups->at[i].cell.row == row)
			return &groups->at[i];
	}
	return NULL;
}

static bool is_latency(const struct comparison *c)
{
	return strncmp(c->metric, "latency_p", 9) == 0;
}

static bool is_errors(const struct comparison *c)
{
	return strcmp(c->metric, "error_ratio") == 0;
}

/* What the exit status is about, then failures, then percentiles. */
static int tier_of(const struct comparison *c)
{
	int kind = is_errors(c) ? 2 : is_latency(c);

	return strcmp(c->verdict, "regression") == 0 ? 3 + kind : kind;
}

/* Of equally certain percentiles, those that most people ask for. */
static int habit_of(const struct comparison *c)
{
	if (strcmp(c->metric, "latency_p50") == 0)
		return 2;
	return strcmp(c->metric, "latency_p99") == 0;
}

double change_certainty(double low, double high)
{
	return fmax(0, fmax(low, -high));
}

/* How far the nearer bound is from no change: in logs, of shares in points. */
static double certainty_of(const struct comparison *c)
{
	if (is_errors(c))
		return change_certainty(c->change_low, c->change_high);
	return change_certainty(log(c->ratio_low), log(c->ratio_high));
}

/* What is claimed must not be denied by either unit that it is told in. */
static bool is_sure(const struct comparison *c)
{
	return c->survives && certainty_of(c) > 0 &&
	       !(c->change_low <= 0 && c->change_high >= 0);
}

/* Is its nearer bound the farther one?  Within a tenth they are as certain. */
static bool is_clearer(const struct comparison *c,
    const struct comparison *best)
{
	double apart;

	if (!is_sure(c))
		return false;
	if (!best || tier_of(c) != tier_of(best))
		return !best || tier_of(c) > tier_of(best);
	apart = certainty_of(c) - certainty_of(best);
	if (habit_of(c) != habit_of(best) &&
	    fabs(apart) < certainty_of(best) / 10)
		return habit_of(c) > habit_of(best);
	return apart > 0;
}

static const struct comparison *clearest(const struct comparison_list *list)
{
	const struct comparison *best = NULL;

	for (size_t i = 0; i < list->len; i++) {
		if (is_clearer(&list->at[i], best))
			best = &list->at[i];
	}
	return best;
}

/* "data_plane_cpu_per_1k_rps" with blanks. */
static const char *words_of(const char *metric, struct arena *a)
{
	char *words = arena_strdup(a, metric);

	for (char *c = words; *c; c++)
		*c = *c == '_' ? ' ' : *c;
	return words;
}

const char *metric_words(const char *metric, struct arena *a)
{
	if (strcmp(metric, "latency_p50") == 0)
		return "the median latency";
	if (strncmp(metric, "latency_p", 9) == 0)
		return arena_printf(a, "the p%s of the latency", metric + 9);
	if (strcmp(metric, "latency_mean") == 0)
		return "the mean latency";
	return strcmp(metric, "throughput") == 0 ? "the throughput"
						 : words_of(metric, a);
}

/* "0.25 ms [0.19 ms, 0.32 ms] (+83 % [+60 %, +110 %])" */
static void change_text(struct builder *b, const struct comparison *c)
{
	char x[3][UNIT_TEXT];
	double sign = c->ratio < 1 ? -1 : 1;
	double low = sign * (sign < 0 ? c->change_high : c->change_low);
	double high = sign * (sign < 0 ? c->change_low : c->change_high);

	build(b, "%s", value_text(sign * c->change, c->unit, x[0]));
	if (!isnan(low) && !isnan(high))
		build(b, " [%s, %s]", value_text(low, c->unit, x[1]),
		    value_text(high, c->unit, x[2]));
	build(b, " (%s", percent_text(c->ratio - 1, x[0]));
	if (!isnan(c->ratio_low) && !isnan(c->ratio_high))
		build(b, " [%s, %s]", percent_text(c->ratio_low - 1, x[1]),
		    percent_text(c->ratio_high - 1, x[2]));
	build(b, ")");
}

static void runs_text(struct builder *b, const struct comparison *c)
{
	if (c->baseline_runs == c->candidate_runs)
		build(b, ", from %lld runs each", (long long)c->candidate_runs);
	else
		build(b, ", from %lld run%s against %lld",
		    (long long)c->candidate_runs,
		    c->candidate_runs == 1 ? "" : "s",
		    (long long)c->baseline_runs);
}

/* "haproxy adds 0.25 ms [..] (+83 % [..]) to the median latency" */
static void change_claim(struct builder *b, const struct cell *cell,
    const struct comparison *c)
{
	build(b, "%s %s ", cell->name, c->ratio < 1 ? "takes" : "adds");
	change_text(b, c);
	build(b, " %s %s", c->ratio < 1 ? "off" : "to",
	    metric_words(c->metric, b->arena));
}

/* "after fails 3.1 % of its requests, 3.0 [2.8, 3.3] percentage points more" */
static void errors_claim(struct builder *b, const struct cell *cell,
    const struct comparison *c)
{
	double sign = c->change < 0 ? -1 : 1;
	double low = sign < 0 ? -c->change_high : c->change_low;
	double high = sign < 0 ? -c->change_low : c->change_high;
	char x[UNIT_TEXT];

	build(b,
	    "%s fails %s of its requests, %.3g [%.3g, %.3g] percentage points "
	    "%s",
	    cell->name, value_text(c->candidate_value, "ratio", x),
	    sign * c->change * 100, low * 100, high * 100,
	    sign < 0 ? "less" : "more");
}

static const char *claim(const struct group_list *groups,
    const struct comparison *c, struct arena *a)
{
	const struct cell *cell = &group_at(groups, c->candidate)->cell;
	const struct cell *baseline = &group_at(groups, c->baseline)->cell;
	struct builder b = { .arena = a };

	if (is_errors(c))
		errors_claim(&b, cell, c);
	else
		change_claim(&b, cell, c);
	if (*cell->label)
		build(&b, " at %s", cell->label);
	build(&b, " compared with %s", baseline->name);
	runs_text(&b, c);
	build(&b, ".");
	return build_text(&b);
}

/* How many endpoints are worse by themselves; neighbors share a name. */
static size_t worse_count(const struct comparison_list *list)
{
	const char *last = "";
	size_t n = 0;

	for (size_t i = 0; i < list->len; i++) {
		const struct comparison *c = &list->at[i];

		if (!c->survives || strcmp(c->verdict, "regression") != 0)
			continue;
		n += strcmp(c->series, last) != 0;
		last = c->series;
	}
	return n;
}

/* " By endpoint, 2 are worse, most clearly POST /login: new adds ..." */
static const char *endpoint_claim(const struct group_list *groups,
    const struct comparison_list *list, struct arena *a)
{
	const struct comparison *c = clearest(list);
	size_t n = worse_count(list);

	if (!c || !n || strcmp(c->verdict, "regression") != 0)
		return "";
	return arena_printf(a,
	    " By endpoint, %zu %s worse, most clearly %s: %s", n,
	    n == 1 ? "is" : "are", c->series, claim(groups, c, a));
}

static size_t verdict_count(const struct comparison_list *list,
    const char *verdict)
{
	size_t n = 0;

	for (size_t i = 0; i < list->len; i++)
		n += strcmp(list->at[i].verdict, verdict) == 0;
	return n;
}

/* What the names of files could tell of runs that no label tells apart. */
static const char *names_hint(const struct study *s,
    const struct run_list *runs, struct arena *a)
{
	const char *pattern = NULL;

	if (strcmp(s->factor, "target") == 0 || strcmp(s->factor, "tool") == 0)
		pattern = name_pattern(runs, a);
	return pattern ? arena_printf(a,
			     " The names of the files tell more: collect them "
			     "with --pattern %s.",
			     pattern)
		       : "";
}

static const char *no_baseline(const struct study *s,
    const struct group_list *groups, const struct run_list *runs,
    struct arena *a)
{
	struct builder b = { .arena = a };
	struct word_list shown = { 0 };

	if (s->baseline)
		build(&b, "No run has %s = %s", s->factor, s->baseline);
	else
		build(&b, "Nothing is compared: no baseline is known");
	build(&b, "; the values of %s are", s->factor);
	for (size_t i = 0; i < groups->len && shown.len < 8; i++) {
		const char *value = groups->at[i].cell.value;

		if (word_list_has(&shown, value))
			continue;
		build(&b, "%s %s", shown.len ? "," : "", value);
		*ARENA_PUSH(a, &shown) = value;
	}
	if (shown.len == 1)
		return arena_printf(a,
		    "Nothing is compared: no label tells the runs apart (%s is "
		    "always %s). Give them labels by --pattern, runs.csv or "
		    "--set; README.md says how.%s",
		    s->factor, shown.at[0], names_hint(s, runs, a));
	build(&b, ". Name one by --baseline VALUE, or another label by --by.%s",
	    names_hint(s, runs, a));
	return build_text(&b);
}

/* With the first reason; all of them are in the tables. */
static const char *unfair(const struct comparison_list *list, struct arena *a)
{
	size_t i = 0, first;

	while (strcmp(list->at[i].verdict, "not-comparable") != 0)
		i++;
	first = strcspn(list->at[i].reasons, "\n");
	return arena_printf(a, "No fair comparison was possible: %.*s%s",
	    (int)first, list->at[i].reasons,
	    list->at[i].reasons[first] ? "; and for other reasons below."
				       : ".");
}

/* Nothing is sure: said with the reason that most comparisons have. */
static const char *nothing_sure(const struct comparison_list *list,
    struct arena *a)
{
	size_t unlike = verdict_count(list, "not-comparable");
	size_t single = verdict_count(list, "unreplicated");
	const struct comparison *finest = NULL;
	char x[UNIT_TEXT];

	if (unlike * 2 > list->len)
		return unfair(list, a);
	if (single * 2 > list->len)
		return "Nothing can be told from noise: there is one run a "
		       "side, and repeats are what shows how much runs vary.";
	for (size_t i = 0; i < list->len; i++) {
		const struct comparison *c = &list->at[i];

		if (c->survives)
			return "No difference is significant by its ratio "
			       "and by its size: single slow runs pull the "
			       "two apart.";
		if (is_latency(c) && c->detectable > 1 &&
		    (!finest || c->detectable < finest->detectable))
			finest = c;
	}
	if (!finest)
		return "No latency differs significantly.";
	return arena_printf(a,
	    "No latency differs significantly. That is no proof of equality: "
	    "even in %s a change smaller than %s could have been missed.",
	    metric_words(finest->metric, a),
	    percent_text(finest->detectable - 1, x));
}

const char *conclusion_of(const struct study *s,
    const struct group_list *groups, const struct comparison_list *list,
    const struct comparison_list *endpoints, const struct run_list *runs,
    struct arena *a)
{
	const struct comparison *c = clearest(list);

	if (!groups->len)
		return arena_printf(a, "No run has the label %s.", s->factor);
	if (!list->len)
		return no_baseline(s, groups, runs, a);
	return arena_printf(a, "%s%s",
	    c ? claim(groups, c, a) : nothing_sure(list, a),
	    endpoint_claim(groups, endpoints, a));
}
