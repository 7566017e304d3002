/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The experimental index, with all that it is made of, where a study asks for
 * it.
 */
#include <math.h>

#include "render/finding_words.h"
#include "render/part_internal.h"
#include "render/quantity.h"
#include "render/section_internal.h"

/* A number in its words, or why there is none. */
static void add_number(double value, const char *text, const char *reason,
    struct notes *notes, xmlNode *row)
{
	if (isnan(value))
		part_absent(part_number(row, NAN, ""), notes,
		    reason ? reason : "It is not known.");
	else
		part_number(row, value, text);
}

static void add_share(const struct page *p, double share, const char *reason,
    struct notes *notes, xmlNode *row)
{
	add_number(share, arena_printf(p->arena, "%.3g", share), reason, notes,
	    row);
}

static const char *cell_text(const struct page *p, int64_t row)
{
	const struct cell *c = results_cell(p->results, row);

	return c ? subject_text(p->arena, load_cell_name(&p->loads, c),
		       c->label)
		 : "";
}

static void add_index(const struct page *p, const struct meshmark *m,
    struct notes *notes, xmlNode *body)
{
	xmlNode *row = part_row(body);

	part_row_head(row, cell_text(p, m->cell));
	add_share(p, isnan(m->score) ? NAN : round(m->score * 10) / 10,
	    m->reason, notes, row);
	add_share(p, m->raw, m->reason, notes, row);
	add_share(p, m->limit, NULL, notes, row);
}

static void add_indexes(const struct page *p, xmlNode *section)
{
	struct notes notes = notes_begin(p->arena, "meshmark-index");
	const struct meshmark_list *all = &p->results->meshmarks;
	xmlNode *table = part_table(section, "MeshMark, experimental");
	xmlNode *head = part_head(table);
	xmlNode *body = part_body(table);

	part_column(head, NULL, p->results->analysis.factor);
	part_column(head, "num", "of 100, our scale");
	part_column(head, "num", "raw, as published");
	part_column(head, "num", "raw at its most");
	for (size_t i = 0; i < all->len; i++)
		add_index(p, &all->at[i], &notes, body);
	notes_list(&notes, section);
}

static void add_quantity(const struct page *p, double value,
    const struct meshmark_term *t, struct notes *notes, xmlNode *row)
{
	add_number(value, quantity_text(p->arena, value, t->unit), t->reason,
	    notes, row);
}

static void add_term(const struct page *p, const struct meshmark_term *t,
    struct notes *notes, xmlNode *body)
{
	xmlNode *row = part_row(body);

	part_row_head(row, cell_text(p, t->cell));
	part_cell(row, t->class_name);
	part_cell(row, t->metric);
	add_quantity(p, t->used, t, notes, row);
	add_quantity(p, t->capacity, t, notes, row);
	add_share(p, t->efficiency, t->reason, notes, row);
	add_share(p, t->weight, NULL, notes, row);
}

static void add_terms(const struct page *p, xmlNode *section)
{
	static const char *const numbers[] = { "used", "capacity", "efficiency",
		"weight", NULL };
	struct notes notes = notes_begin(p->arena, "meshmark-terms");
	const struct meshmark_term_list *all = &p->results->meshmark_terms;
	xmlNode *table = part_table(section, "What it is made of");
	xmlNode *head = part_head(table);
	xmlNode *body = part_body(table);

	part_column(head, NULL, p->results->analysis.factor);
	part_column(head, NULL, "class");
	part_column(head, NULL, "metric");
	for (size_t i = 0; numbers[i]; i++)
		part_column(head, "num", numbers[i]);
	for (size_t i = 0; i < all->len; i++)
		add_term(p, &all->at[i], &notes, body);
	notes_list(&notes, section);
}

int section_meshmark(const struct page *p, xmlNode *into, struct err *err)
{
	xmlNode *section;

	(void)err;
	if (!p->results->meshmarks.len)
		return 0;
	section = part_section(into, "meshmark", "MeshMark (experimental)");
	html_add_text(section, "p", "how",
	    "How to read: SMP published a formula, but neither classes nor "
	    "weights: those and the capacities are the study's own, the scale "
	    "to 100 is ours. An efficiency is 1 - used / capacity. No verdict "
	    "and no rank rests on it, and it has no interval, as weights are "
	    "opinions.");
	add_indexes(p, section);
	add_terms(p, section);
	return 0;
}
