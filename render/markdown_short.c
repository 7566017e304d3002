/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands in Markdown that must be short in place of what is left out.
 */
#include <stdlib.h>

#include "render/markdown_internal.h"
#include "render/metric_name.h"
#include "render/verdict_word.h"

#define LARGEST_SHOWN 20

bool markdown_leaves(const struct markdown *m, const struct comparison *c)
{
	return m->extent != MARKDOWN_ALL && !(c && c->survives);
}

/* "12 worse, 0 better, 3 not worse, 5 undecided" */
static void put_tally(struct markdown *m)
{
	static const char *const words[GROUPS] = { "worse", "better",
		"not worse", "undecided" };

	for (int g = 0; g < GROUPS; g++)
		fprintf(m->out, "%s%zu %s", g ? ", " : "",
		    comparisons_in_group(&m->results->comparisons,
			(enum verdict_group)g),
		    words[g]);
}

void markdown_omission(struct markdown *m)
{
	const struct comparison_list *all = &m->results->comparisons;
	size_t significant = 0;

	if (m->extent == MARKDOWN_ALL)
		return;
	for (size_t i = 0; i < all->len; i++)
		significant += all->at[i].survives;
	fprintf(m->out, "\n**Shortened:** of %zu comparisons (", all->len);
	put_tally(m);
	fputs(") ", m->out);
	if (!significant)
		fputs("none found a significant change.", m->out);
	else if (m->extent == MARKDOWN_CHANGED)
		fprintf(m->out,
		    "only configurations with one of the %zu significant "
		    "changes stand here, without what they measured.",
		    significant);
	else
		fprintf(m->out,
		    "only the %zu largest of the %zu significant changes stand "
		    "here.",
		    significant < LARGEST_SHOWN ? significant : LARGEST_SHOWN,
		    significant);
	fputs(" All of it is in what `meshstat render -o report.html` (or "
	      ".json, .csv) writes of this archive.\n",
	    m->out);
}

static int by_size(const void *a, const void *b)
{
	const struct comparison *const *x = a, *const *y = b;
	double sizes[2] = { comparison_size(*x), comparison_size(*y) };

	if (sizes[0] != sizes[1])
		return sizes[0] > sizes[1] ? -1 : 1;
	return *x < *y ? -1 : *x > *y; /* of one list */
}

/* "| istio | 1000 req/s | p99 | ▲ +61 % ... |" */
static void put_row(struct markdown *m, const struct comparison *c)
{
	const struct cell *cell = results_cell(m->results, c->candidate);

	fputs("|", m->out);
	markdown_cell(m, cell ? load_cell_name(&m->loads, cell) : "");
	fputs(" |", m->out);
	markdown_cell(m, cell ? cell->label : "");
	fputs(" |", m->out);
	markdown_cell(m, metric_label(m->arena, c->metric));
	fputs(" |", m->out);
	markdown_change(m, c);
	fputs(" |\n", m->out);
}

void markdown_largest(struct markdown *m)
{
	const struct comparison_list *all = &m->results->comparisons;
	struct {
		const struct comparison **at;
		size_t len;
	} significant = { 0 };

	for (size_t i = 0; i < all->len; i++) {
		if (all->at[i].survives)
			*ARENA_PUSH(m->arena, &significant) = &all->at[i];
	}
	if (!significant.len)
		return;
	qsort(significant.at, significant.len, sizeof(*significant.at),
	    by_size);
	fprintf(m->out,
	    "\n| %s | load | figure | change |\n|---|---|---|---|\n",
	    markdown_text(m->arena, m->results->analysis.factor));
	for (size_t i = 0; i < significant.len && i < LARGEST_SHOWN; i++)
		put_row(m, significant.at[i]);
}
