/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "analyze/print_internal.h"
#include "base/columns.h"
#include "base/units.h"

static const char *share(double v, struct arena *a)
{
	return isnan(v) ? "-" : arena_printf(a, "%.3g", v);
}

static void term_add(const struct meshmark_term *t, struct columns *table)
{
	struct columns_row *row = columns_row(table);
	struct arena *a = table->arena;

	row->cells[0] = arena_printf(a, "  %s", t->class_name);
	row->cells[1] = t->metric;
	row->cells[2] =
	    arena_printf(a, "%s of %s", cell_value(t->used, t->unit, a),
		cell_value(t->capacity, t->unit, a));
	row->cells[3] =
	    arena_printf(a, "efficiency %s", share(t->efficiency, a));
	row->cells[4] = arena_printf(a, "weight %s", share(t->weight, a));
}

static void index_print(const struct results *r, const struct meshmark *m,
    struct arena *a, struct ui *ui)
{
	const struct cell *c = results_cell(r, m->cell);
	struct columns table = { .arena = a, .align = "lllll" };

	fprintf(ui->out, "%s: ", cell_subject(c->name, c->label, a));
	if (isnan(m->score))
		fprintf(ui->out, "none, as %s\n", m->reason);
	else
		fprintf(ui->out, "%.1f of 100 (raw %.3g of at most %.3g)\n",
		    m->score, m->raw, m->limit);
	for (size_t i = 0; i < r->meshmark_terms.len; i++) {
		if (r->meshmark_terms.at[i].cell == m->cell)
			term_add(&r->meshmark_terms.at[i], &table);
	}
	columns_print(&table, ui->out);
}

void meshmarks_print(const struct results *r, struct arena *a, struct ui *ui)
{
	if (r->meshmarks.len)
		fputs("\nMeshMark, experimental: classes, capacities and "
		      "weights are the study's own,\nthe scale to 100 ours; "
		      "no verdict and no rank rests on it\n",
		    ui->out);
	for (size_t i = 0; i < r->meshmarks.len; i++)
		index_print(r, &r->meshmarks.at[i], a, ui);
}
