/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first sentence where releases are followed: of the newest.
 */
#include <math.h>
#include <string.h>

#include "analyze/conclusion.h"
#include "base/builder.h"
#include "base/units.h"

/* Has it a direction that Holm's correction leaves? */
static double certainty_of(const struct release_change *c)
{
	if (!c->verdict || strstr(c->verdict, "not significant"))
		return 0;
	if (isnan(c->ratio))
		return change_certainty(c->change_low, c->change_high);
	return change_certainty(log(c->low), log(c->high));
}

/* What is sure stands first, and of that failures and latencies. */
static double rank_of(const struct trend_point *t)
{
	double sure = fmax(certainty_of(&t->from_baseline),
	    certainty_of(&t->from_previous));
	bool is_latency = strncmp(t->metric, "latency_p", 9) == 0;
	double tier = is_latency;

	if (strcmp(t->metric, "error_ratio") == 0)
		tier = sure > 0 ? 2 : 0;
	return (sure > 0 ? 10 : 0) + 3 * tier + tanh(sure);
}

/* The newest release of the series that says most. */
static const struct trend_point *newest(const struct trend_list *list)
{
	const struct trend_point *best = NULL;

	for (size_t i = 0; i < list->len; i++) {
		const struct trend_point *t = &list->at[i];

		if (results_is_newest(list, i) &&
		    (!best || rank_of(t) > rank_of(best)))
			best = t;
	}
	return best;
}

/* "+20 %", where a share of failures differs "+0.3 pp". */
static void amount_text(struct builder *b, const struct trend_point *t,
    bool is_share, double amount)
{
	char x[UNIT_TEXT];

	if (is_share)
		build(b, "%s%s", amount > 0 ? "+" : "",
		    value_text(amount, unit_of_change(t->unit), x));
	else
		build(b, "%s", percent_text(amount, x));
}

/* "+20 % [+18 %, +22 %] against 1.0 (regression)" */
static void change_text(struct builder *b, const struct trend_point *t,
    const struct release_change *c, const char *against)
{
	bool is_share = isnan(c->ratio);
	double low = is_share ? c->change_low : c->low - 1;
	double high = is_share ? c->change_high : c->high - 1;

	if (is_share && isnan(c->change)) {
		build(b, ", not compared with %s", against);
		return;
	}
	if (!c->verdict) { /* neither failed: there is no test */
		build(b, ", as in %s", against);
		return;
	}
	build(b, ", ");
	amount_text(b, t, is_share, is_share ? c->change : c->ratio - 1);
	if (!isnan(low) && !isnan(high)) {
		build(b, " [");
		amount_text(b, t, is_share, low);
		build(b, ", ");
		amount_text(b, t, is_share, high);
		build(b, "]");
	}
	build(b, " against %s (%s)", against, c->verdict);
}

static bool is_of(const struct change_point *c, const struct trend_point *t)
{
	return strcmp(c->metric, t->metric) == 0 &&
	       strcmp(c->value, t->value) == 0 &&
	       strcmp(c->conditions, t->conditions) == 0 &&
	       strcmp(c->state, "confirmed") == 0;
}

/* The last that is confirmed; series and releases ascend. */
static void last_change(struct builder *b,
    const struct change_point_list *changes, const struct trend_point *t)
{
	const struct change_point *last = NULL;
	char x[UNIT_TEXT];

	for (size_t i = 0; i < changes->len; i++) {
		if (is_of(&changes->at[i], t))
			last = &changes->at[i];
	}
	if (last)
		build(b, "; its last confirmed change came with %s (%s)",
		    last->release, percent_text(last->ratio - 1, x));
}

const char *trend_conclusion(const struct trend_list *trends,
    const struct change_point_list *changes, struct arena *a)
{
	const struct trend_point *t = newest(trends);
	struct builder b = { .arena = a };
	char x[UNIT_TEXT];

	if (!t)
		return NULL;
	build(&b, "%s%s%s%s%s, the newest release: %s is ", t->value,
	    *t->value ? " " : "", t->release, *t->conditions ? ", " : "",
	    t->conditions, metric_words(t->metric, a));
	build(&b, "%s",
	    isnan(t->estimate) ? "not known"
			       : value_text(t->estimate, t->unit, x));
	if (t->baseline && strcmp(t->baseline, t->release) != 0)
		change_text(&b, t, &t->from_baseline, t->baseline);
	if (t->ordinal > 1 &&
	    !(t->baseline && strcmp(t->baseline, t[-1].release) == 0))
		change_text(&b, t, &t->from_previous, t[-1].release);
	last_change(&b, changes, t);
	build(&b, ".");
	return build_text(&b);
}
