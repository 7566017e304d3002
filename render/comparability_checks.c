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

/* How much a state matters; "stop" is 0. */
static int rank_of(const char *state)
{
	static const char *const states[] = { "stop", "warn", "unknown", "info",
		"ok" };
	int rank = 0;

	while (rank < 4 && strcmp(states[rank], state) != 0)
		rank++;
	return rank;
}

static bool is_well(const struct quality *q)
{
	return rank_of(q->state) >= 3;
}

static bool is_alike(const struct quality *a, const struct quality *b)
{
	return strcmp(a->check, b->check) == 0 &&
	       strcmp(a->state, b->state) == 0;
}

/* How many of the first `end` have the check and state of the i-th. */
static size_t count_alike(const struct quality_list *list, size_t i, size_t end)
{
	size_t n = 0;

	for (size_t k = 0; k < end; k++)
		n += is_alike(&list->at[k], &list->at[i]);
	return n;
}

/* One row for all of a check and state, with the first as an example. */
static void add_kind(const struct page *p, size_t i, xmlNode *body)
{
	const struct quality_list *list = &p->results->qualities;
	const struct quality *q = &list->at[i];
	xmlNode *row = part_row(body);

	part_stub(row, q->check);
	part_state(html_add(row, "td", NULL), q->state);
	part_count(row, (int64_t)count_alike(list, i, list->len));
	part_cell(row, arena_printf(p->arena, "%s: %s", subject_of(p, q),
			   q->detail ? q->detail : ""));
}

static void add_kinds(const struct page *p, xmlNode *into, const char *caption)
{
	const struct quality_list *list = &p->results->qualities;
	xmlNode *table = part_table(into, caption);
	xmlNode *head = part_head(table);
	xmlNode *body = part_body(table);

	part_column(head, NULL, "Check");
	part_column(head, NULL, "State");
	part_column(head, "num", "Times");
	part_column(head, NULL, "The first of them");
	for (int rank = 0; rank < 5; rank++) {
		for (size_t i = 0; i < list->len; i++) {
			if (rank_of(list->at[i].state) == rank &&
			    count_alike(list, i, i) == 0)
				add_kind(p, i, body);
		}
	}
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

/* All that are not well, one by one. */
static void add_all(const struct page *p, xmlNode *into)
{
	const struct quality_list *list = &p->results->qualities;
	xmlNode *table = part_table(into, "Checks that need a look");
	xmlNode *head = part_head(table);
	xmlNode *body = part_body(table);

	html_set(table, "data-sortable", "");
	part_column(head, NULL, "Check");
	part_column(head, NULL, "State");
	part_column(head, NULL, "Of");
	part_column(head, NULL, "What was found");
	for (int rank = 0; rank < 3; rank++) {
		for (size_t i = 0; i < list->len; i++) {
			if (rank_of(list->at[i].state) == rank)
				add_check(p, &list->at[i], body);
		}
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
	add_kinds(p, into,
	    arena_printf(p->arena, "%zu of %zu checks are well", well,
		list->len));
	if (well < list->len)
		add_all(p, part_details(into,
			       arena_printf(p->arena,
				   "The %zu that need a look, one by one",
				   list->len - well)));
}
