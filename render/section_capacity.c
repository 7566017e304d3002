/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much load each variant bears.
 */
#include <math.h>
#include <string.h>

#include "render/capacity_figure_internal.h"
#include "render/finding_words.h"
#include "render/part_internal.h"

/* The capacities over one axis: those that a table shows. */
struct chosen {
	const struct capacity **at;
	size_t len;
};

static struct chosen choose(const struct page *p, bool of_connections)
{
	const struct capacity_list *all = &p->results->capacities;
	struct chosen list = { 0 };

	list.at = arena_alloc(p->arena, all->len, sizeof(*list.at));
	for (size_t i = 0; i < all->len; i++) {
		if (capacity_is_of_connections(&all->at[i]) == of_connections)
			list.at[list.len++] = &all->at[i];
	}
	return list;
}

typedef bool same_fn(const struct capacity *a, const struct capacity *b);

static bool same_question(const struct capacity *a, const struct capacity *b)
{
	return strcmp(a->kind, b->kind) == 0 &&
	       strcmp(a->metric, b->metric) == 0;
}

static bool same_subject(const struct capacity *a, const struct capacity *b)
{
	return strcmp(a->value, b->value) == 0 &&
	       strcmp(a->conditions, b->conditions) == 0;
}

/* One of each: the columns, or the rows, of a table. */
static struct chosen distinct(const struct page *p, const struct chosen *list,
    same_fn *same)
{
	struct chosen out = { 0 };

	out.at = arena_alloc(p->arena, list->len, sizeof(*out.at));
	for (size_t i = 0; i < list->len; i++) {
		size_t k = 0;

		while (k < out.len && !same(out.at[k], list->at[i]))
			k++;
		if (k == out.len)
			out.at[out.len++] = list->at[i];
	}
	return out;
}

static const struct capacity *find(const struct chosen *list,
    const struct capacity *row, const struct capacity *column)
{
	for (size_t i = 0; i < list->len; i++) {
		if (same_subject(list->at[i], row) &&
		    same_question(list->at[i], column))
			return list->at[i];
	}
	return NULL;
}

/* Where rows go, and the notes below them. */
struct table_body {
	xmlNode *body;
	struct notes notes;
};

static void add_answer(const struct page *p, const struct capacity *c,
    struct notes *notes, xmlNode *row)
{
	xmlNode *td;

	if (!c) {
		part_absent(part_number(row, NAN, ""), notes,
		    "It could not be found from these loads.");
		return;
	}
	if (strncmp(c->kind, "slo", 3) == 0 && isnan(c->low) &&
	    isnan(c->high)) {
		part_absent(part_number(row, NAN, ""), notes, c->note);
		return;
	}
	td = part_number(row, isnan(c->estimate) ? c->low : c->estimate,
	    capacity_answer(p->arena, c));
	if (*c->note)
		notes_refer(notes, td, c->note);
}

static void add_row(const struct page *p, const struct chosen *list,
    const struct capacity *of, const struct chosen *columns,
    struct table_body *to)
{
	xmlNode *row = part_row(to->body);
	xmlNode *head = value_head(p, row, of->value);

	if (*of->conditions)
		html_addf(head, "span", "remark", " %s", of->conditions);
	part_count(row, of->loads);
	for (size_t i = 0; i < columns->len; i++)
		add_answer(p, find(list, of, columns->at[i]), &to->notes, row);
}

static void add_table(const struct page *p, const struct chosen *list,
    const char *id, xmlNode *into)
{
	struct chosen columns = distinct(p, list, same_question);
	struct chosen rows = distinct(p, list, same_subject);
	struct table_body to = { .notes = notes_begin(p->arena, id) };
	xmlNode *table = part_table(into,
	    "How much load each bears: from the last load that keeps an "
	    "objective to the first that does not; knees and laws");
	xmlNode *head = part_head(table);

	to.body = part_body(table);
	html_set(table, "data-sortable", "");
	part_column(head, NULL, p->results->analysis.factor);
	part_column(head, "num", "loads");
	for (size_t i = 0; i < columns.len; i++)
		part_column(head, "num",
		    capacity_question(p->arena, columns.at[i]));
	for (size_t i = 0; i < rows.len; i++)
		add_row(p, list, rows.at[i], &columns, &to);
	notes_list(&to.notes, into);
}

static void add_axis(const struct page *p, bool of_connections,
    const char *title, const char *id, xmlNode *section)
{
	struct chosen list = choose(p, of_connections);

	if (!list.len)
		return;
	html_add_text(section, "h3", NULL, title);
	capacity_figures(p, of_connections, section);
	add_table(p, &list, id, section);
}

int section_capacity(const struct page *p, xmlNode *into, struct err *err)
{
	xmlNode *section;

	(void)err;
	if (!p->results->capacities.len)
		return 0;
	section = part_section(into, "capacity", "Capacity");
	html_add_text(section, "p", "how",
	    "How to read: capacity is known between two loads that were "
	    "tested; the figure between them is drawn by a line. Where the "
	    "whole interval has to keep an objective, its worse end counts. "
	    "A knee is descriptive, and no limit.");
	add_axis(p, false, "Over the offered rate", "capacity-rate", section);
	add_axis(p, true, "Over connections", "capacity-connections", section);
	return 0;
}
