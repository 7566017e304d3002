/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Releases in their order: what each measured, against a pinned release and
 * against the one before, and where the series changed.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/adjust.h"
#include "analyze/change.h"
#include "analyze/gates.h"
#include "analyze/release.h"
#include "analyze/release_checks.h"
#include "analyze/seed.h"
#include "analyze/series.h"
#include "analyze/work.h"

#define WATCHED_LEAST 6   /* releases, for their noise to be known */
#define CUSUM_SLACK 0.5   /* of the noise */
#define RELEASES_MOST 200 /* the newest; E-divisive takes their square */

/* Groups that differ in their release alone. */
struct history {
	const char *value, *conditions;
	size_t *groups; /* by release */
	size_t n;
	size_t pinned;               /* the baseline's index */
	struct release_stops *stops; /* by release */
};

/* One figure of a history, release by release. */
struct track {
	const struct history *history;
	size_t spec;
	struct trend_point *points;
	double *from_baseline, *from_previous; /* p, NAN: not tested */
};

static const char *release_of(const struct work *w, size_t group)
{
	return run_label_value(w->groups.at[group].example, w->study.trend);
}

/* By the label release_order, where both have it; else by their names. */
static int compare_releases(const struct run *x, const struct run *y,
    const char *label)
{
	const char *a = run_label_value(x, "release_order");
	const char *b = run_label_value(y, "release_order");

	if (a && b)
		return release_compare(a, b);
	return release_compare(run_label_value(x, label),
	    run_label_value(y, label));
}

static void release_add(struct work *w, struct history *h, size_t group)
{
	const struct run *new = w->groups.at[group].example;
	size_t i = h->n++;

	for (; i > 0 && compare_releases(w->groups.at[h->groups[i - 1]].example,
			    new, w->study.trend) > 0;
	     i--)
		h->groups[i] = h->groups[i - 1];
	h->groups[i] = group;
}

static struct history history_from(struct work *w, size_t first)
{
	const struct run *run = w->groups.at[first].example;
	const char *but = w->study.trend;
	const char *key = cells_key(&w->study, run, but, &w->arena);
	struct history h = { .value = cells_subject(&w->study, run, but),
		.conditions = cells_series_label(&w->study, &w->groups, run,
		    but, &w->arena),
		.groups =
		    arena_alloc(&w->arena, w->groups.len, sizeof(size_t)) };

	for (size_t g = first; g < w->groups.len; g++) {
		const struct run *other = w->groups.at[g].example;

		if (release_of(w, g) &&
		    strcmp(cells_key(&w->study, other, but, &w->arena), key) ==
			0)
			release_add(w, &h, g);
	}
	return h;
}

static bool is_pinned(const struct work *w, size_t group)
{
	return w->study.baseline &&
	       strcmp(release_of(w, group), w->study.baseline) == 0;
}

/* Leaves the newest releases, the oldest of which makes room for the pinned
 * one. */
static void history_shorten(struct work *w, struct history *h)
{
	size_t before = h->n > RELEASES_MOST ? h->n - RELEASES_MOST : 0;
	size_t kept = before;

	for (size_t i = 0; i < before; i++)
		kept = is_pinned(w, h->groups[i]) ? i : kept;
	if (before)
		check_of_history(w, h->groups[kept], h->n,
		    RELEASES_MOST - (kept < before), kept < before);
	h->groups[before] = h->groups[kept];
	h->groups += before;
	h->n -= before;
}

static size_t pinned_of(const struct work *w, const struct history *h)
{
	size_t i = 0;

	while (i < h->n && !is_pinned(w, h->groups[i]))
		i++;
	return i < h->n ? i : 0;
}

static struct release_change change_between(struct work *w,
    const struct track *t, size_t from, size_t to,
    const struct pair_stops *stops, double *p)
{
	const struct spec *spec = &w->specs.at[t->spec];
	struct compare_terms terms = { pair_stop(stops, spec->kind),
		w->study.confidence, NULL, 0, false };
	struct figures was = figures_at(w, t->history->groups[from], t->spec);
	struct figures is = figures_at(w, t->history->groups[to], t->spec);
	struct comparison c = compare(spec, was, is, &terms, &w->arena);

	if (spec->kind == SPEC_ERRORS && !figures_failed(was) &&
	    !figures_failed(is) && !isnan(c.change))
		return (struct release_change){ NAN, NAN, NAN, c.change, NAN,
			NAN, NULL };
	*p = c.p_value;
	return (struct release_change){ c.ratio, c.ratio_low, c.ratio_high,
		c.change, c.change_low, c.change_high, c.verdict };
}

static void point_fill(struct work *w, struct track *t, size_t i)
{
	const struct history *h = t->history;
	struct trend_point *point = &t->points[i];
	struct estimate e = estimate_of(&w->specs.at[t->spec],
	    figures_at(w, h->groups[i], t->spec), w->study.confidence);

	*point = (struct trend_point){ .value = h->value,
		.conditions = h->conditions,
		.metric = e.metric,
		.ordinal = (int64_t)i + 1,
		.release = release_of(w, h->groups[i]),
		.unit = e.unit,
		.estimate = e.value,
		.low = e.low,
		.high = e.high,
		.runs = e.runs,
		.baseline = release_of(w, h->groups[h->pinned]),
		.from_baseline = RELEASE_UNCOMPARED,
		.from_previous = RELEASE_UNCOMPARED,
		.target = NAN,
		.cusum_above = NAN,
		.cusum_below = NAN };
	t->from_baseline[i] = t->from_previous[i] = NAN;
	if (i != h->pinned)
		point->from_baseline = change_between(w, t, h->pinned, i,
		    &h->stops[i].from_baseline, &t->from_baseline[i]);
	if (i > 0)
		point->from_previous = change_between(w, t, i - 1, i,
		    &h->stops[i].from_previous, &t->from_previous[i]);
}

static bool is_claim(const char *verdict)
{
	return strcmp(verdict, "regression") == 0 ||
	       strcmp(verdict, "improvement") == 0 ||
	       strstr(verdict, "size-uncertain");
}

/*
 * The newest release is one planned comparison; the others are a family, in
 * which Holm's correction may take a claim back.
 */
static void claims_adjust(struct work *w, const struct track *t,
    const double *p, struct release_change *(*of)(struct trend_point *))
{
	size_t n = t->history->n - 1, k = 0;
	double *adjusted = arena_alloc(&w->arena, n, sizeof(*adjusted));

	for (size_t i = 0; i < n; i++) {
		if (!isnan(p[i]))
			adjusted[k++] = p[i];
	}
	adjust_holm((struct values){ adjusted, k }, adjusted);
	k = 0;
	for (size_t i = 0; i < n; i++) {
		struct release_change *c = of(&t->points[i]);

		if (isnan(p[i]) || adjusted[k++] <= 1 - w->study.confidence ||
		    !is_claim(c->verdict))
			continue;
		c->verdict = arena_printf(&w->arena,
		    "%s (not significant after Holm)", c->verdict);
	}
}

static struct release_change *baseline_change(struct trend_point *p)
{
	return &p->from_baseline;
}

static struct release_change *previous_change(struct trend_point *p)
{
	return &p->from_previous;
}

static bool any_known(const struct track *t)
{
	size_t i = 0;

	while (i < t->history->n && isnan(t->points[i].estimate))
		i++;
	return i < t->history->n;
}

/* The releases of which the figure is known, and may be held against the pinned
 * one; and their indexes. */
static struct values known_of(struct work *w, const struct track *t,
    size_t *index)
{
	size_t n = t->history->n, k = 0;
	double *at = arena_alloc(&w->arena, n, sizeof(*at));

	for (size_t i = 0; i < n; i++) {
		if (!(t->points[i].estimate > 0) ||
		    *pair_stop(&t->history->stops[i].from_baseline,
			w->specs.at[t->spec].kind))
			continue;
		index[k] = i;
		at[k++] = t->points[i].estimate;
	}
	return (struct values){ at, k };
}

static void segments_number(const struct track *t, size_t cut)
{
	for (size_t i = cut; i < t->history->n; i++)
		t->points[i].segment++;
}

static int changes_save(struct work *w, const struct track *t, struct err *err)
{
	const struct trend_point *first = t->points;
	size_t *index = arena_alloc(&w->arena, t->history->n, sizeof(*index));
	struct values known = known_of(w, t, index);
	struct series_changes changes = series_changes(known, w->study.cp,
	    seed_for((uint64_t)w->study.seed,
		arena_printf(&w->arena, "trend|%s|%s|%s", first->value,
		    first->conditions, first->metric)),
	    &w->arena);
	for (size_t i = 0; i < changes.len; i++) {
		const struct series_change *c = &changes.at[i];
		const struct trend_point *at = &t->points[index[c->at]];
		struct change_point point = { at->value, at->conditions,
			at->metric, at->ordinal, at->release, c->ratio, c->p,
			changes.correlation,
			c->is_confirmed ? "confirmed" : "possible", c->method };

		if (c->is_confirmed)
			segments_number(t, index[c->at]);
		if (change_point_save(w->db, &w->analysis, &point, err))
			return -1;
		*ARENA_PUSH(&w->arena, &w->change_points) = point;
	}
	return 0;
}

/* From the pinned release on, what has added up beyond the target. */
static void target_follow(struct work *w, struct track *t, double target)
{
	size_t n = t->history->n, from = 0;
	size_t *index = arena_alloc(&w->arena, n, sizeof(*index));
	struct values known = known_of(w, t, index);
	double *logs = arena_alloc(&w->arena, 3 * n, sizeof(*logs));
	double *above = logs + n, *below = above + n, noise;

	for (size_t i = 0; i < known.n; i++)
		logs[i] = log(known.at[i]);
	while (from < known.n && index[from] < t->history->pinned)
		from++;
	noise = change_noise((struct values){ logs, known.n });
	if (known.n < WATCHED_LEAST || !(noise > 0))
		return;
	cusum_tabular((struct values){ logs + from, known.n - from },
	    (struct cusum){ log(target), CUSUM_SLACK * noise,
		OFF_TARGET * noise },
	    above, below);
	for (size_t i = from; i < known.n; i++) {
		struct trend_point *p = &t->points[index[i]];

		p->target = target;
		p->cusum_above = above[i - from] / noise;
		p->cusum_below = below[i - from] / noise;
	}
}

/* Where the study declares a target for this figure. */
static int target_read(struct work *w, struct track *t, struct err *err)
{
	struct gate_rule rule;

	if (!w->study.target)
		return 0;
	if (target_parse(w->study.target, &w->arena, &rule, err))
		return -1;
	if (strcmp(rule.metric, t->points->metric) == 0)
		target_follow(w, t, rule.limit);
	return 0;
}

static int track_save(struct work *w, const struct history *h, size_t spec,
    struct err *err)
{
	struct track t = { .history = h,
		.spec = spec,
		.points = arena_alloc(&w->arena, h->n, sizeof(*t.points)),
		.from_baseline = arena_alloc(&w->arena, h->n, sizeof(double)),
		.from_previous = arena_alloc(&w->arena, h->n, sizeof(double)) };

	for (size_t i = 0; i < h->n; i++)
		point_fill(w, &t, i);
	if (!any_known(&t))
		return 0;
	claims_adjust(w, &t, t.from_baseline, baseline_change);
	claims_adjust(w, &t, t.from_previous, previous_change);
	segments_number(&t, 0);
	if (w->specs.at[spec].kind != SPEC_ERRORS &&
	    (target_read(w, &t, err) || changes_save(w, &t, err)))
		return -1;
	for (size_t i = 0; i < h->n; i++) {
		if (trend_point_save(w->db, &w->analysis, &t.points[i], err))
			return -1;
		*ARENA_PUSH(&w->arena, &w->trends) = t.points[i];
	}
	return 0;
}

/* Shares of failed requests are followed where there are any. */
static bool any_failed(struct work *w, const struct history *h, size_t spec)
{
	size_t i = 0;

	while (i < h->n && !figures_failed(figures_at(w, h->groups[i], spec)))
		i++;
	return i < h->n;
}

static int history_save(struct work *w, struct history *h, struct err *err)
{
	h->pinned = pinned_of(w, h);
	h->stops = releases_check(w, h->groups, h->n, h->pinned);
	for (size_t s = 0; s < w->specs.len; s++) {
		if ((w->specs.at[s].kind != SPEC_ERRORS ||
			any_failed(w, h, s)) &&
		    track_save(w, h, s, err))
			return -1;
	}
	return 0;
}

int trends_save(struct work *w, struct err *err)
{
	bool *done = arena_alloc(&w->arena, w->groups.len, sizeof(*done));
	bool *followed =
	    arena_alloc(&w->arena, w->groups.len, sizeof(*followed));

	for (size_t g = 0; w->study.trend && g < w->groups.len; g++) {
		struct history h;

		if (done[g] || !release_of(w, g))
			continue;
		h = history_from(w, g);
		for (size_t i = 0; i < h.n; i++) {
			done[h.groups[i]] = true;
			followed[h.groups[i]] = h.n > 1;
		}
		done[g] = true;
		history_shorten(w, &h);
		if (h.n > 1 && history_save(w, &h, err))
			return -1;
	}
	if (w->study.trend)
		checks_of_trend(w, followed);
	return 0;
}
