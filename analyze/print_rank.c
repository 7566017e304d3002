/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Configurations of each load in the order that the noise allows.
 */
#include "analyze/analyze.h"

#include <math.h>
#include <string.h>

#include "analyze/print_internal.h"
#include "base/columns.h"
#include "base/units.h"

static void row_add(const struct results *r, const struct ranking *k,
    struct columns *table)
{
	struct columns_row *row = columns_row(table);
	char text[UNIT_TEXT];

	row->cells[0] = tame_line(table->arena, results_cell(r, k->cell)->name);
	row->cells[1] =
	    arena_strdup(table->arena, value_text(k->value, k->unit, text));
	row->cells[2] =
	    k->best == k->worst
		? arena_printf(table->arena, "%lld", (long long)k->best)
		: arena_printf(table->arena, "%lld-%lld", (long long)k->best,
		      (long long)k->worst);
	row->cells[3] = k->letters;
}

/* Of a test that a study had to ask for, which it is. */
static const char *pairs_by(const char *method)
{
	static const char *const worded[][2] = {
		{ "mann-whitney", ", pairs by Mann-Whitney and Holm" },
		{ "dunn", ", pairs by Dunn and Holm" },
		{ "dscf",
		    ", pairs by Steel-Dwass, which is weak below 6 runs" },
	};

	for (size_t i = 0; i < sizeof(worded) / sizeof(*worded); i++) {
		if (strcmp(method, worded[i][0]) == 0)
			return worded[i][1];
	}
	return "";
}

/* The contest that begins at the i-th; the next one's index. */
static size_t contest_print(const struct results *r, size_t i, struct arena *a,
    struct ui *ui)
{
	const struct ranking *first = &r->rankings.at[i];
	const char *load = tame_line(a, results_cell(r, first->cell)->label);
	struct columns table = { .arena = a, .align = "lrll" };
	size_t end = i + (size_t)first->contenders;

	fprintf(ui->out, "\n%s%s%s (Kruskal-Wallis p %.2g%s)\n", first->metric,
	    *load ? ", " : "", load, first->kruskal_p, pairs_by(first->method));
	for (; i < end && i < r->rankings.len; i++)
		row_add(r, &r->rankings.at[i], &table);
	columns_print(&table, ui->out);
	return i;
}

static bool is_ranked(const struct results *r, int64_t cell)
{
	for (size_t i = 0; i < r->rankings.len; i++) {
		if (r->rankings.at[i].cell == cell)
			return true;
	}
	return false;
}

/* Nothing is left out without a word. */
static void rest_print(const struct results *r, struct arena *a, struct ui *ui)
{
	size_t n = 0;

	for (size_t i = 0; i < r->cells.len; i++) {
		const struct cell *c = &r->cells.at[i];

		if (is_ranked(r, c->row))
			continue;
		fprintf(ui->out, "%s%s%s%s",
		    n++ ? "; "
			: "\nNot ranked, for want of two runs, of three "
			  "configurations of the load, or of\nconditions that "
			  "allow a comparison: ",
		    tame_line(a, c->name), *c->label ? ", " : "",
		    tame_line(a, c->label));
	}
	fputs(n ? "\n" : "", ui->out);
}

static void all_rank(const struct results *r, struct ui *ui)
{
	struct arena a = { 0 };

	if (!r->rankings.len)
		fputs("Nothing to rank: it takes three configurations of one "
		      "load, with two runs each.\n",
		    ui->out);
	for (size_t i = 0; i < r->rankings.len;)
		i = contest_print(r, i, &a, ui);
	if (r->rankings.len) {
		rest_print(r, &a, ui);
		fprintf(ui->out,
		    "\nValue, the ranks that it may have, and letters: who "
		    "shares one cannot be told\napart at %g %%, %s over the "
		    "pairs of a table\n",
		    r->analysis.confidence * 100,
		    strcmp(r->rankings.at[0].method, "dscf") == 0
			? "as a family"
			: "by Holm's correction");
	}
	arena_release(&a);
}

void results_rank(const struct results *r, struct ui *ui)
{
	struct held h;

	held_begin(&h, ui);
	all_rank(r, &h.ui);
	held_end(&h);
}
