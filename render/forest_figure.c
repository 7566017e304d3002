/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/estimate_table_internal.h"

#include <math.h>

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
		const struct comparison *c = results_comparison(p->results,
		    load->cells[i % load->len], metric);

		if (!c)
			continue;
		rows[n++] = (struct forest_row){
			.group = metric_label(p->arena, metric),
			.series = { v->value, v->order },
			.change = c->ratio - 1,
			.low = c->ratio_low - 1,
			.high = c->ratio_high - 1,
			.verdict = comparison_words(p->arena, c),
			.reason = c->reasons && *c->reasons ? c->reasons : NULL,
		};
	}
	return n;
}

static void count_groups(const struct page *p, const struct load *load,
    const struct metric_names *metrics, size_t count[GROUPS])
{
	for (size_t i = 0; i < metrics->len * load->len; i++) {
		const struct comparison *c = results_comparison(p->results,
		    load->cells[i % load->len], metrics->at[i / load->len]);

		if (c)
			count[comparison_group(c)]++;
	}
}

/* "Changes of latency at 500 rps against none: 3 worse, 1 undecided" */
static const char *finding(const struct page *p, const struct load *load,
    const struct metric_names *metrics)
{
	static const char *const words[GROUPS] = { "worse", "better",
		"not worse", "undecided" };
	size_t count[GROUPS] = { 0 };
	const char *text = "";

	count_groups(p, load, metrics, count);
	for (int g = 0; g < GROUPS; g++) {
		if (count[g])
			text = arena_printf(p->arena, "%s%s%zu %s", text,
			    *text ? ", " : "", count[g], words[g]);
	}
	return arena_printf(p->arena, "Changes of latency%s%s against %s: %s",
	    *load->label ? " at " : "", load->label,
	    p->results->analysis.baseline, text);
}

void forest_figure(const struct page *p, const struct load *load, xmlNode *into)
{
	struct metric_names metrics = load_metrics(p, load, metric_is_latency);
	size_t room = metrics.len * load->len;
	struct forest_row *rows = arena_alloc(p->arena, room, sizeof(*rows));
	struct chart_forest chart = { .rows = rows,
		.n = forest_rows(p, load, &metrics, rows),
		.margin = p->results->analysis.margin_latency,
		.axis_name = "change of latency" };
	struct figure figure = {
		.id = arena_printf(p->arena, "forest-%s", load->id),
		.caption = arena_printf(p->arena,
		    "Ratios of means over the runs, with %g %% intervals.",
		    100 * p->results->analysis.confidence),
		.how = "a dot is the change, its whisker the interval. The "
		       "band is the margin: what lies inside does not matter. "
		       "Hollow dots decide nothing.",
		.draw = draw_forest,
		.chart = &chart,
	};

	if (!chart.n || !p->results->analysis.baseline)
		return;
	figure.finding = finding(p, load, &metrics);
	figure_add(into, &figure, p);
}
