/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was measured of a load, beside what changed.
 */
#include <math.h>
#include <string.h>

#include "render/markdown_internal.h"
#include "render/metric_name.h"
#include "render/quantity.h"

const char *const markdown_metrics[] = { "latency_mean", "latency_p50",
	"latency_p90", "latency_p99", "latency_p99.9", "throughput",
	"error_ratio", NULL };

void markdown_cell(struct markdown *m, const char *text)
{
	fprintf(m->out, " %s", *text ? markdown_text(m->arena, text) : "—");
}

void markdown_quantity(struct markdown *m, double value, double low,
    double high, const char *unit)
{
	if (strncmp(unit, "cores", 5) == 0)
		unit = "cores";
	if (isnan(value)) {
		fputs(" —", m->out);
		return;
	}
	markdown_cell(m, quantity_text(m->arena, value, unit));
	if (!isnan(low) && !isnan(high))
		fprintf(m->out, " \\[%s\\]",
		    interval_text(m->arena, low, high, unit));
}

static void put_value(struct markdown *m, const struct cell *c,
    const char *metric)
{
	const struct estimate *e = results_estimate(m->results, c, metric);

	if (!e)
		return;
	fprintf(m->out, " · %s", metric_label(m->arena, metric));
	markdown_quantity(m, e->value, e->low, e->high, e->unit);
	if (isnan(e->value))
		markdown_references(m, e->reason);
}

void markdown_values(struct markdown *m, const struct load *load,
    bool baseline_alone)
{
	const char *before = "\n";

	for (size_t i = 0; i < load->len; i++) {
		const struct cell *c = load->cells[i];

		if (baseline_alone && !c->is_baseline)
			continue;
		fprintf(m->out, "%s- %s%s, %zu run%s", before,
		    c->is_baseline ? "Baseline " : "",
		    markdown_text(m->arena, load->variants[i]->value),
		    c->n_runs, c->n_runs == 1 ? "" : "s");
		markdown_references(m, c->stop);
		for (size_t k = 0; markdown_metrics[k]; k++)
			put_value(m, c, markdown_metrics[k]);
		fputs("\n", m->out);
		before = "";
	}
}

static void put_shift(struct markdown *m, const char *name,
    const struct shift_point *s)
{
	fprintf(m->out, "| %s | %g %% | %s | %s | %s",
	    markdown_text(m->arena, name), s->p,
	    quantity_text(m->arena, s->baseline_value, "seconds"),
	    quantity_text(m->arena, s->candidate_value, "seconds"),
	    ratio_text(m->arena, s->ratio));
	if (!isnan(s->low) && !isnan(s->high))
		fprintf(m->out, " \\[%s\\]",
		    ratio_interval_text(m->arena, s->low, s->high));
	fprintf(m->out, " | %s |\n", p_value_text(m->arena, s->p_adjusted));
}

void markdown_shifts(struct markdown *m, const struct load *load)
{
	const struct shift_list *all = &m->results->shifts;
	const char *head =
	    "\n| smoothed quantiles of | share of requests | baseline | "
	    "variant | change | p, Holm |\n|---|---|---|---|---|---|\n";

	for (size_t i = 0; i < load->len * all->len; i++) {
		const struct shift_point *s = &all->at[i % all->len];

		if (s->candidate != load->cells[i / all->len]->row)
			continue;
		fputs(head, m->out);
		put_shift(m, load->variants[i / all->len]->value, s);
		head = "";
	}
}
