/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One configuration against one other: a row for each figure, as the comment
 * on a change has room for.
 */
#include <math.h>

#include "render/markdown_internal.h"
#include "render/metric_name.h"

bool markdown_is_pair(const struct markdown *m, const struct load *load)
{
	return m->extent == MARKDOWN_ALL && m->loads.n_variants == 2 &&
	       load->len == 2 && load->cells[0]->is_baseline &&
	       !load->cells[1]->is_baseline;
}

static void put_head(struct markdown *m, const struct load *load)
{
	fputs("\n| figure |", m->out);
	for (size_t i = 0; i < 2; i++) {
		const struct cell *c = load->cells[i];

		fprintf(m->out, " %s, %zu run%s",
		    markdown_text(m->arena, load->variants[i]->value),
		    c->n_runs, c->n_runs == 1 ? "" : "s");
		markdown_references(m, c->stop);
		fputs(" |", m->out);
	}
	fputs(" change |\n|---|---|---|---|\n", m->out);
}

static void put_value(struct markdown *m, const struct estimate *e)
{
	if (!e) {
		fputs(" — |", m->out);
		return;
	}
	markdown_quantity(m, e->value, e->low, e->high, e->unit);
	if (isnan(e->value))
		markdown_references(m, e->reason);
	fputs(" |", m->out);
}

void markdown_pair(struct markdown *m, const struct load *load)
{
	const struct results *r = m->results;

	put_head(m, load);
	for (size_t i = 0; markdown_metrics[i]; i++) {
		const char *metric = markdown_metrics[i];
		const struct estimate *b =
		    results_estimate(r, load->cells[0], metric);
		const struct estimate *c =
		    results_estimate(r, load->cells[1], metric);

		if (!b && !c)
			continue;
		fprintf(m->out, "| %s |", metric_label(m->arena, metric));
		put_value(m, b);
		put_value(m, c);
		markdown_change(m,
		    results_comparison(r, load->cells[1], metric));
		fputs(" |\n", m->out);
	}
}
