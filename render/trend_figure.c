/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/trend_figure_internal.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "render/chart_trend.h"
#include "render/figure_internal.h"
#include "render/finding_words.h"
#include "render/quantity.h"

static enum unit unit_of(const char *name)
{
	static const struct {
		const char *name;
		enum unit unit;
	} units[] = { { "seconds", UNIT_SECONDS }, { "rps", UNIT_RPS },
		{ "bytes", UNIT_BYTES }, { "cores", UNIT_CORES },
		{ "cores_per_1k_rps", UNIT_CORES } };

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		if (strcmp(units[i].name, name) == 0)
			return units[i].unit;
	}
	return UNIT_COUNT;
}

/* The smallest change of that metric that matters. */
static double margin_of(const struct analysis *a, const char *metric)
{
	if (metric_is_latency(metric))
		return a->margin_latency;
	if (metric_is_rate(metric))
		return a->margin_throughput;
	return strstr(metric, "memory") ? a->margin_memory : a->margin_cpu;
}

static const struct trend_point *baseline_of(const struct release_series *s)
{
	const char *baseline = s->at->baseline;

	for (size_t i = 0; baseline && i < s->len; i++) {
		if (strcmp(s->at[i].release, baseline) == 0)
			return &s->at[i];
	}
	return NULL;
}

static int by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The median of the releases between two confirmed changes. */
static double level_of(const struct page *p, const struct release_series *s,
    int64_t segment)
{
	double *at = arena_alloc(p->arena, s->len, sizeof(*at));
	size_t n = 0;

	for (size_t i = 0; i < s->len; i++) {
		if (s->at[i].segment == segment && !isnan(s->at[i].estimate))
			at[n++] = s->at[i].estimate;
	}
	if (!n)
		return NAN;
	qsort(at, n, sizeof(*at), by_value);
	return n % 2 ? at[n / 2] : (at[n / 2 - 1] + at[n / 2]) / 2;
}

static const char *change_at(const struct page *p, const struct trend_point *t)
{
	const struct change_point_list *all = &p->results->change_points;

	for (size_t i = 0; i < all->len; i++) {
		const struct change_point *c = &all->at[i];

		if (trend_has_change(t, c) && c->ordinal == t->ordinal)
			return arena_printf(p->arena, "%s, %s",
			    ratio_text(p->arena, c->ratio),
			    change_point_word(c));
	}
	return NULL;
}

static const struct trend_mark *marks_of(const struct page *p,
    const struct release_series *s)
{
	struct trend_mark *marks =
	    arena_alloc(p->arena, s->len, sizeof(*marks));
	bool changes = s->at[s->len - 1].segment > 1;

	for (size_t i = 0; i < s->len; i++) {
		const struct trend_point *t = &s->at[i];

		marks[i] = (struct trend_mark){
			.release = t->release,
			.value = t->estimate,
			.low = t->low,
			.high = t->high,
			.level = changes ? level_of(p, s, t->segment) : NAN,
			.change = change_at(p, t),
		};
	}
	return marks;
}

static bool is_incomparable(const struct release_change *c)
{
	return c->verdict && strcmp(c->verdict, "not-comparable") == 0;
}

/* "p99 of istio: 1.8 is +20 % against 1.0 (regression)" */
static const char *finding(const struct page *p, const struct release_series *s)
{
	const struct trend_point *newest = &s->at[s->len - 1];
	const struct release_change *c = &newest->from_baseline;
	const char *title = trend_title(p->arena, s->at);
	const char *change = release_change_text(p->arena, c, s->at->unit);

	if (is_incomparable(c))
		return arena_printf(p->arena,
		    "%s: %s is not comparable with %s", title, newest->release,
		    newest->baseline);
	if (!c->verdict || !change)
		return arena_printf(p->arena, "%s over %zu releases", title,
		    s->len);
	return arena_printf(p->arena, "%s: %s is %s against %s (%s)", title,
	    newest->release, change, newest->baseline, c->verdict);
}

/* " 1.15 is not comparable with 1.0 and 1.14; ...", or "" */
static const char *incomparable(const struct page *p,
    const struct release_series *s)
{
	const struct trend_point *newest = &s->at[s->len - 1];
	bool to_baseline = is_incomparable(&newest->from_baseline);
	bool to_previous = is_incomparable(&newest->from_previous);
	const char *previous = s->len > 1 ? newest[-1].release : "";
	const char *others = to_baseline ? newest->baseline : previous;

	if (!to_baseline && !to_previous)
		return "";
	if (to_baseline && to_previous && strcmp(previous, others) != 0)
		others = arena_printf(p->arena, "%s and %s", others, previous);
	return arena_printf(p->arena,
	    " %s is not comparable with %s; the checks say why.",
	    newest->release, others);
}

static const char *caption(const struct page *p, const struct release_series *s)
{
	int64_t runs = s->at[s->len - 1].runs;

	return arena_printf(p->arena,
	    "%" PRId64 " %s of the newest release; means of the runs with "
	    "their %g %% intervals, evenly spaced in the order of releases.%s",
	    runs, runs == 1 ? "run" : "runs",
	    100 * p->results->analysis.confidence, incomparable(p, s));
}

xmlNode *trend_figure(const struct page *p, const struct release_series *s,
    xmlNode *into)
{
	const struct trend_point *base = baseline_of(s);
	double value = base ? base->estimate : NAN;
	double margin = margin_of(&p->results->analysis, s->at->metric);
	struct chart_trend chart = { .series = figure_series(p, s->at->value),
		.at = marks_of(p, s),
		.n = s->len,
		.unit = unit_of(s->at->unit),
		.axis_name = metric_label(p->arena, s->at->metric),
		.low = value / (1 + margin),
		.high = value * (1 + margin),
		.band = arena_printf(p->arena, "within %.3g %% of %s",
		    100 * margin, base ? base->release : "") };
	struct figure figure = {
		.id = arena_printf(p->arena, "trend-%u", s->number),
		.finding = finding(p, s),
		.caption = caption(p, s),
		.how = "the band is the margin around the baseline release. A "
		       "dashed line stands where a change was found, a bar is "
		       "the median between two confirmed changes. An interval "
		       "that reaches the edge goes on beyond it.",
		.draw = draw_trend,
		.chart = &chart,
	};

	return figure_add(into, &figure, p);
}
