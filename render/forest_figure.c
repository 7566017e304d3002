/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/estimate_table_internal.h"

#include <math.h>
#include <string.h>

#include "render/chart_forest.h"
#include "render/figure_internal.h"
#include "render/quantity.h"
#include "render/verdict_word.h"

/* The changes of one load, grouped by metric. */
static size_t forest_rows(const struct page *p, const struct load *load,
    const struct metric_names *metrics, struct forest_row *rows)
{
	size_t n = 0;

	for (size_t i = 0; i < metrics->len * load->len; i++) {
		const char *metric = metrics->at[i / load->len];
		const struct variant *v = load->variants[i % load->len];
		const struct comparison *c =
		    cell_comparison(p, load->cells[i % load->len], metric);

		if (!c)
			continue;
		rows[n++] = (struct forest_row){
			.group = metric_label(p->arena, metric),
			.series = { v->value, v->order },
			.change = c->ratio - 1,
			.low = c->ratio_low - 1,
			.high = c->ratio_high - 1,
			.verdict = c->verdict,
			.reason = c->reasons && *c->reasons ? c->reasons : NULL,
		};
	}
	return n;
}

/* The metric that a headline is about: p99, or else the last. */
static const char *headline_metric(const struct metric_names *metrics)
{
	for (size_t i = 0; i < metrics->len; i++) {
		if (strcmp(metrics->at[i], "latency_p99") == 0)
			return metrics->at[i];
	}
	return metrics->at[metrics->len - 1];
}

/* "p99: 3 of 4 variants are worse than none, 1 is undecided" */
static const char *finding(const struct page *p, const struct load *load,
    const struct metric_names *metrics)
{
	const char *metric = headline_metric(metrics);
	size_t count[GROUPS] = { 0 }, all = 0;

	for (size_t i = 0; i < load->len; i++) {
		const struct comparison *c =
		    cell_comparison(p, load->cells[i], metric);

		if (!c)
			continue;
		all++;
		count[verdict_group(c->verdict)]++;
	}
	return arena_printf(p->arena,
	    "%s%s%s: of %zu compared with %s, %zu worse, %zu better, %zu "
	    "without a change that matters, %zu undecided",
	    metric_label(p->arena, metric), *load->label ? " at " : "",
	    load->label, all, p->results->analysis.baseline, count[GROUP_WORSE],
	    count[GROUP_BETTER], count[GROUP_SAME], count[GROUP_UNCLEAR]);
}

void forest_figure(const struct page *p, const struct load *load, xmlNode *into)
{
	struct metric_names metrics = load_metrics(p, load, metric_is_latency);
	size_t room = metrics.len * load->len;
	struct forest_row *rows = arena_alloc(p->arena, room, sizeof(*rows));
	struct chart_forest chart = { .rows = rows,
		.n = forest_rows(p, load, &metrics, rows),
		.margin = p->results->analysis.margin_latency,
		.axis_name =
		    arena_printf(p->arena, "change of latency against %s",
			p->results->analysis.baseline) };
	struct figure figure = {
		.id = arena_printf(p->arena, "forest-%s", load->id),
		.caption = arena_printf(p->arena,
		    "Ratios of means over runs, with %g %% intervals; the "
		    "numbers stand in the tables above.",
		    100 * p->results->analysis.confidence),
		.how = "a dot is the change, its whisker the interval. The "
		       "band is the margin: what lies inside does not matter. "
		       "Hollow dots decide nothing.",
		.draw = draw_forest,
		.chart = &chart,
	};

	if (!chart.n)
		return;
	figure.finding = finding(p, load, &metrics);
	figure_add(into, &figure, p->arena);
}
