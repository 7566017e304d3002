/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The comparison on a terminal: a block a pair of cells, a line a figure, and
 * every doubt as a footnote.
 */
#include "analyze/analyze.h"

#include <math.h>
#include <string.h>

#include "analyze/print_internal.h"
#include "analyze/print_pairs.h"
#include "base/columns.h"

static bool is_any(const struct comparison *c)
{
	(void)c;
	return true;
}

static bool is_different(const struct comparison *c)
{
	return c->survives;
}

static size_t count_shown(const struct comparison_list *list,
    shown_fn *is_shown)
{
	size_t n = 0;

	for (size_t i = 0; i < list->len; i++)
		n += is_shown(&list->at[i]);
	return n;
}

static void endpoints_print(struct printer *p, shown_fn *is_shown)
{
	const struct comparison_list *list = &p->results->endpoints;
	size_t shown = count_shown(list, is_shown);

	if (!list->len)
		return;
	if (!shown)
		fprintf(p->ui->out,
		    "\nby endpoint: none of %zu comparisons is significant "
		    "(--endpoints shows all)\n",
		    list->len);
	else if (shown < list->len)
		fprintf(p->ui->out,
		    "\nby endpoint: %zu of %zu comparisons are significant "
		    "(--endpoints shows all)\n",
		    shown, list->len);
	else
		fputs("\nby endpoint\n", p->ui->out);
	pairs_print(p, list, is_shown);
}

/* Without a baseline there is still what was measured. */
static void cell_print(struct printer *p, const struct cell *c)
{
	struct columns table = { .arena = p->arena, .align = "lrl" };

	fprintf(p->ui->out, "\n%s%s%s (%zu run%s)\n",
	    tame_line(p->arena, c->name), *c->label ? ", " : "",
	    tame_line(p->arena, c->label), c->n_runs,
	    c->n_runs == 1 ? "" : "s");
	for (size_t i = 0; i < p->results->estimates.len; i++) {
		const struct estimate *e = &p->results->estimates.at[i];
		struct columns_row *row;

		if (e->cell != c->row)
			continue;
		row = columns_row(&table);
		row->cells[0] = e->metric;
		row->cells[1] = cell_value(e->value, e->unit, p->arena);
		row->cells[2] = printer_notes(p, e->reason);
	}
	columns_print(&table, p->ui->out);
}

static void gates_print(struct printer *p)
{
	struct columns table = { .arena = p->arena, .align = "lllrl" };

	for (size_t i = 0; i < p->results->gates.len; i++) {
		const struct gate *g = &p->results->gates.at[i];
		struct columns_row *row = columns_row(&table);

		row->cells[0] = g->state;
		row->cells[1] = g->text;
		row->cells[2] = g->subject;
		row->cells[3] = cell_value(g->value, g->unit, p->arena);
		row->cells[4] =
		    isnan(g->low) ? ""
				  : arena_printf(p->arena, "[%s, %s]",
					cell_value(g->low, g->unit, p->arena),
					cell_value(g->high, g->unit, p->arena));
	}
	if (table.len)
		fputs("\ngates\n", p->ui->out);
	columns_print(&table, p->ui->out);
}

/* "[5a] p99 needs ...", "[5d] to [5k] say the same ..." */
static void notes_print(const struct printer *p)
{
	FILE *out = p->ui->out;

	for (size_t i = 1; i <= p->notes.len; i++) {
		for (size_t k = 0; k < footnote_lines(&p->notes, i); k++) {
			struct footnote_line l = footnote_line(&p->notes, i, k);

			fprintf(out, "[%zu%s]", i, l.letter);
			if (l.to)
				fprintf(out, " to [%zu%s]", i, l.to);
			fprintf(out, " %s\n", l.text);
		}
	}
}

static void all_print(const struct results *r, struct ui *ui)
{
	struct arena arena = { 0 };
	struct printer p = { r, &arena, ui, { .arena = &arena } };

	pairs_notes(&p, &r->comparisons, is_any);
	pairs_notes(&p, &r->endpoints, is_different);
	for (size_t i = 0; !r->comparisons.len && i < r->estimates.len; i++)
		printer_notes(&p, r->estimates.at[i].reason);
	fprintf(ui->out, "%s\n", tame_line(&arena, r->analysis.conclusion));
	pairs_print(&p, &r->comparisons, is_any);
	for (size_t i = 0; !r->comparisons.len && i < r->cells.len; i++)
		cell_print(&p, &r->cells.at[i]);
	endpoints_print(&p, is_different);
	loads_print(r, &arena, ui);
	trends_print(r, &arena, ui);
	meshmarks_print(r, &arena, ui);
	gates_print(&p);
	checks_print(r, &arena, ui);
	if (p.notes.len)
		fputc('\n', ui->out);
	notes_print(&p);
	fprintf(ui->out, "\n%g %% intervals over runs",
	    r->analysis.confidence * 100);
	if (r->comparisons.len)
		fprintf(ui->out,
		    "; Holm's correction over %lld tests of latency,\n"
		    "and over %lld of throughput and resources",
		    (long long)r->analysis.family,
		    (long long)r->analysis.family_cost);
	if (r->endpoints.len)
		fprintf(ui->out, ", and over %lld of endpoints",
		    (long long)r->analysis.family_endpoints);
	fputc('\n', ui->out);
	arena_release(&arena);
}

static void endpoints_only(const struct results *r, struct ui *ui)
{
	struct arena arena = { 0 };
	struct printer p = { r, &arena, ui, { .arena = &arena } };

	pairs_notes(&p, &r->endpoints, is_any);
	if (!r->endpoints.len)
		fputs("The runs of no comparison have two or more endpoints of "
		      "the same names.\n",
		    ui->out);
	endpoints_print(&p, is_any);
	if (p.notes.len)
		fputc('\n', ui->out);
	notes_print(&p);
	arena_release(&arena);
}

void results_endpoints(const struct results *r, struct ui *ui)
{
	struct held h;

	held_begin(&h, ui);
	endpoints_only(r, &h.ui);
	held_end(&h);
}

void results_print(const struct results *r, struct ui *ui)
{
	struct held h;

	held_begin(&h, ui);
	all_print(r, &h.ui);
	held_end(&h);
}
