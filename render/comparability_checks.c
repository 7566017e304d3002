/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/comparability_internal.h"

#include <string.h>

#include "render/part_internal.h"

static const char *subject_of_pair(const struct page *p,
    const struct quality *q)
{
	const struct cell *b = results_cell(p->results, q->baseline);
	const struct cell *c = results_cell(p->results, q->candidate);

	if (!c)
		return b ? b->value : "all";
	return arena_printf(p->arena, "%s against %s%s%s", c->value,
	    b ? b->value : "nothing", c->label && *c->label ? ", " : "",
	    c->label ? c->label : "");
}

/* Whom a check is about, for people. */
static const char *subject_of(const struct page *p, const struct quality *q)
{
	const struct run *run;

	if (!q->run)
		return subject_of_pair(p, q);
	run = page_run(p, q->run);
	return run && run->facts.name ? run->facts.name : q->run;
}

static bool is_well(const struct quality *q)
{
	return strcmp(q->state, "ok") == 0 || strcmp(q->state, "info") == 0;
}

static void add_check(const struct page *p, const struct quality *q,
    xmlNode *body)
{
	xmlNode *row = part_row(body);

	part_stub(row, q->check);
	part_state(html_add(row, "td", NULL), q->state);
	part_cell(row, subject_of(p, q));
	part_cell(row, q->detail ? q->detail : "");
}

static void add_table(const struct page *p, xmlNode *into, bool well,
    const char *caption)
{
	const struct quality_list *list = &p->results->qualities;
	xmlNode *table = part_table(into, caption);
	xmlNode *head = part_head(table);
	xmlNode *body;

	html_set(table, "data-sortable", "");
	part_column(head, NULL, "Check");
	part_column(head, NULL, "State");
	part_column(head, NULL, "Of");
	part_column(head, NULL, "What was found");
	body = part_body(table);
	for (size_t i = 0; i < list->len; i++) {
		if (is_well(&list->at[i]) == well)
			add_check(p, &list->at[i], body);
	}
}

void comparability_checks(const struct page *p, xmlNode *into)
{
	const struct quality_list *list = &p->results->qualities;
	size_t well = 0;

	for (size_t i = 0; i < list->len; i++)
		well += is_well(&list->at[i]);
	if (!list->len) {
		html_add_text(into, "p", NULL, "No check was made.");
		return;
	}
	if (well < list->len)
		add_table(p, into, false,
		    arena_printf(p->arena, "%zu of %zu checks need a look",
			list->len - well, list->len));
	if (well)
		add_table(p,
		    part_details(into,
			arena_printf(p->arena, "%zu checks are well", well)),
		    true, "Checks that are well");
}
