/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was answered, and what failed.  Left out where all went well.
 */
#include <stdlib.h>
#include <string.h>

#include "render/part_internal.h"
#include "render/quantity.h"
#include "render/section_internal.h"

#define SHOWN_MAX 20 /* kinds of one cell */

typedef int load_fn(struct db *db, const struct run *run, struct arena *a,
    struct count_list *out, struct err *err);

static struct count *find_count(struct count_list *list, const char *what)
{
	for (size_t i = 0; i < list->len; i++) {
		if (strcmp(list->at[i].what, what) == 0)
			return &list->at[i];
	}
	return NULL;
}

/* `sum` has room for all of `more`. */
static void add_counts(struct count_list *sum, const struct count_list *more)
{
	for (size_t i = 0; i < more->len; i++) {
		struct count *known = find_count(sum, more->at[i].what);

		if (known)
			known->count += more->at[i].count;
		else
			sum->at[sum->len++] = more->at[i];
	}
}

static int by_count(const void *a, const void *b)
{
	const struct count *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return strcmp(x->what, y->what);
}

/* The counts of all runs of a cell added up, the greatest first. */
static int cell_counts(const struct page *p, const struct cell *c,
    load_fn *load, struct count_list *sum, struct err *err)
{
	for (size_t i = 0; i < c->n_runs; i++) {
		const struct run *run = page_run(p, c->runs[i]);
		struct count_list part = { 0 }, both = { 0 };

		if (!run)
			continue;
		if (load(p->db, run, p->arena, &part, err))
			return -1;
		both.at = arena_alloc(p->arena, sum->len + part.len,
		    sizeof(*both.at));
		add_counts(&both, sum);
		add_counts(&both, &part);
		*sum = both;
	}
	if (sum->len)
		qsort(sum->at, sum->len, sizeof(*sum->at), by_count);
	return 0;
}

static bool cell_failed(const struct page *p, const struct cell *c)
{
	for (size_t i = 0; i < c->n_runs; i++) {
		const struct run *run = page_run(p, c->runs[i]);

		if (run && run->total.errors != UNKNOWN &&
		    run->total.errors > 0)
			return true;
	}
	return false;
}

/* In a run that is compared; others may be in the archive. */
static bool any_failed(const struct page *p)
{
	for (size_t i = 0; i < p->results->cells.len; i++) {
		if (cell_failed(p, &p->results->cells.at[i]))
			return true;
	}
	return false;
}

static void add_row(const struct page *p, const struct variant *v,
    const struct count *c, int64_t requests, xmlNode *body)
{
	double share = requests > 0 ? (double)c->count / (double)requests : 0;
	xmlNode *row = part_row(body);

	part_variant(row, v);
	part_cell(row, c->what);
	part_count(row, c->count);
	part_number(row, share,
	    requests > 0 ? quantity_text(p->arena, share, "ratio") : "unknown");
}

static void add_rest(const struct variant *v, size_t rest, xmlNode *body)
{
	xmlNode *row = part_row(body);

	part_variant(row, v);
	html_set(html_addf(row, "td", "remark", "and %zu more kinds", rest),
	    "colspan", "3");
}

/* A table of one sort of counts; nothing where there are none. */
static int add_table(const struct page *p, const struct load *load,
    load_fn *read, const char *title, xmlNode *into, struct err *err)
{
	xmlNode *table = part_table(into, title);
	xmlNode *head = part_head(table);
	xmlNode *body = part_body(table);

	part_column(head, NULL, p->results->analysis.factor);
	part_column(head, NULL, "what");
	part_column(head, "num", "count");
	part_column(head, "num", "of the requests");
	for (size_t i = 0; i < load->len; i++) {
		struct count_list sum = { 0 };
		const struct variant *v = load->variants[i];

		if (cell_counts(p, load->cells[i], read, &sum, err))
			return -1;
		for (size_t k = 0; k < sum.len && k < SHOWN_MAX; k++)
			add_row(p, v, &sum.at[k],
			    cell_requests(p, load->cells[i]), body);
		if (sum.len > SHOWN_MAX)
			add_rest(v, sum.len - SHOWN_MAX, body);
	}
	if (!body->children) {
		xmlUnlinkNode(table->parent);
		xmlFreeNode(table->parent);
	}
	return 0;
}

int section_errors(const struct page *p, xmlNode *into, struct err *err)
{
	xmlNode *section;

	if (!any_failed(p))
		return 0;
	section = part_section(into, "errors", "Errors");
	for (size_t i = 0; i < p->loads.len; i++) {
		const struct load *load = &p->loads.at[i];
		xmlNode *part = part_load(section, "errors", load);

		if (add_table(p, load, run_status_load,
			"Responses by status, all runs added up", part, err) ||
		    add_table(p, load, run_errors_load,
			"Failures in the tool's words, all runs added up", part,
			err))
			return -1;
	}
	return 0;
}
