/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/comparability_internal.h"

#include <math.h>
#include <string.h>

#include "render/part_internal.h"
#include "store/quality_kind.h"

#define STOPS 1  /* states that stop a comparison: the first of rank_of() */
#define UNWELL 3 /* and those that need a look */
#define STATES 5

static const char *subject_of_pair(const struct page *p,
    const struct quality *q)
{
	const struct cell *b = results_cell(p->results, q->baseline);
	const struct cell *c = results_cell(p->results, q->candidate);

	if (!c)
		return b ? load_cell_name(&p->loads, b) : "all";
	return arena_printf(p->arena, "%s against %s%s%s",
	    load_cell_name(&p->loads, c),
	    b ? load_cell_name(&p->loads, b) : "nothing",
	    c->label && *c->label ? ", " : "", c->label ? c->label : "");
}

/* Whom a check is about, for people. */
static const char *subject_of(const struct page *p, const struct quality *q)
{
	const struct run *run;

	if (!q->run)
		return subject_of_pair(p, q);
	run = page_run(p, q->run);
	return run ? page_run_name(p, run) : q->run;
}

/* A cell of a table that is about a run, by whose id all else finds it. */
static void add_text(xmlNode *row, const struct quality *q, const char *text)
{
	xmlNode *cell = part_cell(row, text);

	if (q->run)
		html_set(cell, "title", q->run);
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
	return rank_of(q->state) >= UNWELL;
}

/* One row for all of a check and state, with the worst as an example. */
static void add_kind(const struct page *p, const struct quality_kind *k,
    xmlNode *body)
{
	const struct quality *q = k->worst;
	xmlNode *row = part_row(body);

	part_row_head(row, q->check);
	part_state(html_add(row, "td", NULL), q->state);
	part_count(row, (int64_t)k->times);
	add_text(row, q,
	    arena_printf(p->arena, "%s: %s", subject_of(p, q),
		q->detail ? q->detail : ""));
}

/* Those of the states from `first` to before `end`, the worst first. */
static void add_kinds(const struct page *p, xmlNode *into, int first, int end,
    const char *caption)
{
	struct quality_kind_list kinds =
	    quality_kinds(&p->results->qualities, p->arena);
	xmlNode *table = part_table(into, caption);
	xmlNode *head = part_head(table);
	xmlNode *body = part_body(table);

	part_column(head, NULL, "Check");
	part_column(head, NULL, "State");
	part_column(head, "num", "Times");
	part_column(head, NULL, "The worst of them");
	for (int rank = first; rank < end; rank++) {
		for (size_t i = 0; i < kinds.len; i++) {
			if (rank_of(kinds.at[i].worst->state) == rank)
				add_kind(p, &kinds.at[i], body);
		}
	}
}

/* The cell that a check is about; NULL: none, or of a run in no cell. */
static const struct cell *cell_of(const struct page *p, const struct quality *q)
{
	const struct cell_list *cells = &p->results->cells;

	if (!q->run)
		return results_cell(p->results,
		    q->candidate ? q->candidate : q->baseline);
	for (size_t i = 0; i < cells->len; i++) {
		if (cell_has_run(&cells->at[i], q->run))
			return &cells->at[i];
	}
	return NULL;
}

/* All checks, and the cell of each. */
struct checks {
	const struct quality *at;
	const struct cell **cells;
	size_t len;
};

static struct checks checks_of(const struct page *p)
{
	const struct quality_list *list = &p->results->qualities;
	struct checks all = { list->at, NULL, list->len };

	all.cells = arena_alloc(p->arena, list->len, sizeof(*all.cells));
	for (size_t i = 0; i < list->len; i++)
		all.cells[i] = cell_of(p, &list->at[i]);
	return all;
}

/* Of one name, state and cell: of its runs, or of itself. */
static bool is_family(const struct checks *all, size_t i, size_t k)
{
	const struct quality *a = &all->at[i], *b = &all->at[k];

	return all->cells[i] == all->cells[k] && a->baseline == b->baseline &&
	       !a->run == !b->run && quality_is_alike(a, b);
}

/* Is the i-th the first of its family, or the first of its run in it? */
static bool is_first(const struct checks *all, size_t i, bool of_its_run)
{
	const char *run = all->at[i].run;

	for (size_t k = 0; k < i; k++) {
		if (is_family(all, i, k) &&
		    (!of_its_run || !run || strcmp(run, all->at[k].run) == 0))
			return false;
	}
	return true;
}

struct family {
	const struct quality *worst; /* by its number, else the first */
	const struct cell *cell;
	size_t runs; /* that it is about */
};

static struct family family_of(const struct checks *all, size_t first)
{
	struct family f = { &all->at[first], all->cells[first], 0 };

	for (size_t k = first; k < all->len; k++) {
		const struct quality *q = &all->at[k];

		if (!is_family(all, first, k))
			continue;
		f.runs += is_first(all, k, true);
		if (isnan(f.worst->value) ||
		    fabs(q->value) > fabs(f.worst->value))
			f.worst = q;
	}
	return f;
}

/* "5 of 5 runs of haproxy at 500 req/s" */
static const char *family_subject(const struct page *p, const struct family *f)
{
	const struct cell *c = f->cell;

	if (!f->worst->run)
		return subject_of_pair(p, f->worst);
	if (!c)
		return arena_printf(p->arena, "%zu runs", f->runs);
	return arena_printf(p->arena, "%zu of %zu runs of %s%s%s", f->runs,
	    c->n_runs, load_cell_name(&p->loads, c), *c->label ? " at " : "",
	    c->label);
}

static void add_family(const struct page *p, const struct family *f,
    xmlNode *body)
{
	xmlNode *row = part_row(body);

	part_row_head(row, f->worst->check);
	part_state(html_add(row, "td", NULL), f->worst->state);
	part_cell(row, family_subject(p, f));
	part_cell(row, f->worst->detail ? f->worst->detail : "");
}

/* A line for each check and cell that is not well. */
static void add_families(const struct page *p, xmlNode *into,
    const char *caption)
{
	struct checks all = checks_of(p);
	xmlNode *table = part_table(into, caption);
	xmlNode *head = part_head(table);
	xmlNode *body = part_body(table);

	part_column(head, NULL, "Check");
	part_column(head, NULL, "State");
	part_column(head, NULL, "Of");
	part_column(head, NULL, "The worst of them");
	for (size_t i = 0; i < UNWELL * all.len; i++) {
		size_t at = i % all.len;
		struct family f;

		if (rank_of(all.at[at].state) != (int)(i / all.len) ||
		    !is_first(&all, at, false))
			continue;
		f = family_of(&all, at);
		add_family(p, &f, body);
	}
}

static void add_check(const struct page *p, const struct quality *q,
    xmlNode *body)
{
	xmlNode *row = part_row(body);

	part_row_head(row, q->check);
	part_state(html_add(row, "td", NULL), q->state);
	add_text(row, q, subject_of(p, q));
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
	for (int rank = 0; rank < UNWELL; rank++) {
		for (size_t i = 0; i < list->len; i++) {
			if (rank_of(list->at[i].state) == rank)
				add_check(p, &list->at[i], body);
		}
	}
}

/* All of them, ever more closely. */
static void add_closely(const struct page *p, xmlNode *into, size_t unwell)
{
	const struct quality_list *list = &p->results->qualities;

	if (unwell) {
		add_kinds(p, into, 0, UNWELL, "Checks that need a look");
		add_families(p, part_details(into, "The same by variant"),
		    "Checks that need a look, by variant");
		add_all(p, part_details(into, "The same one by one"));
	}
	add_kinds(p, part_details(into, "All checks that were made"), 0, STATES,
	    arena_printf(p->arena, "%zu of %zu checks are well",
		list->len - unwell, list->len));
}

void comparability_checks(const struct page *p, xmlNode *into)
{
	const struct quality_list *list = &p->results->qualities;
	size_t well = 0, stops = 0;

	for (size_t i = 0; i < list->len; i++) {
		well += is_well(&list->at[i]);
		stops += rank_of(list->at[i].state) < STOPS;
	}
	if (!list->len) {
		html_add_text(into, "p", NULL, "No check was made.");
		return;
	}
	if (stops)
		add_kinds(p, into, 0, STOPS, "Checks that stop a comparison");
	add_closely(p,
	    part_details(into,
		well == list->len
		    ? "All checks are well"
		    : arena_printf(p->arena,
			  "The %zu of %zu checks that need a look",
			  list->len - well, list->len)),
	    list->len - well);
}
