/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each variant endpoint by endpoint: a total may hide that one of many became
 * slow.  Left out where runs have no parts.
 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "render/estimate_table_internal.h"
#include "render/part_internal.h"
#include "render/quantity.h"
#include "render/section_internal.h"

#define SHOWN_MAX 50 /* endpoints of one load */

struct endpoint_names {
	const char **at; /* those that differ first, then by name */
	size_t len;
};

static bool has_name(const struct endpoint_names *names, const char *name)
{
	for (size_t i = 0; i < names->len; i++) {
		if (strcmp(names->at[i], name) == 0)
			return true;
	}
	return false;
}

static void add_changed(const struct page *p, const struct cell *c,
    struct endpoint_names *names)
{
	const struct comparison *all = p->results->endpoints.at;

	for (size_t i = c->endpoints.first; i < c->endpoints.end; i++) {
		if (all[i].survives && !has_name(names, all[i].series))
			*ARENA_PUSH(p->arena, names) = all[i].series;
	}
}

static void add_known(const struct page *p, const struct cell *c,
    struct endpoint_names *names)
{
	const struct estimate *all = p->results->endpoint_estimates.at;
	struct slice s = c->endpoint_estimates;

	for (size_t i = s.first; i < s.end; i++) {
		if (!has_name(names, all[i].series))
			*ARENA_PUSH(p->arena, names) = all[i].series;
	}
}

static struct endpoint_names names_of(const struct page *p,
    const struct load *load)
{
	struct endpoint_names names = { 0 };

	for (size_t i = 0; i < load->len; i++)
		add_changed(p, load->cells[i], &names);
	for (size_t i = 0; i < load->len; i++)
		add_known(p, load->cells[i], &names);
	return names;
}

/* One of the two tables of a load while it is made. */
struct table {
	const struct page *page;
	const struct load *load;
	struct endpoint_names names;
	struct metric_names metrics;
	struct notes notes;
};

static bool is_by_endpoint(const char *metric)
{
	return strncmp(metric, "latency_p", 9) == 0 ||
	       strcmp(metric, "error_ratio") == 0;
}

/* Is it known of an endpoint of the load, and not just that nothing failed? */
static bool is_said(const struct page *p, const struct load *load,
    const char *metric)
{
	const struct estimate *all = p->results->endpoint_estimates.at;

	for (size_t i = 0; i < load->len; i++) {
		struct slice s = load->cells[i]->endpoint_estimates;

		for (size_t k = s.first; k < s.end; k++) {
			if (all[k].value > 0 &&
			    strcmp(all[k].metric, metric) == 0)
				return true;
		}
	}
	return false;
}

static struct metric_names metrics_of(const struct page *p,
    const struct load *load)
{
	struct metric_names all = load_metrics(p, load, is_by_endpoint);
	size_t kept = 0;

	for (size_t i = 0; i < all.len; i++) {
		if (is_said(p, load, all.at[i]))
			all.at[kept++] = all.at[i];
	}
	all.len = kept;
	return all;
}

static void add_value(struct table *t, const struct cell *c, const char *name,
    const char *metric, xmlNode *row)
{
	struct arena *a = t->page->arena;
	const struct estimate *e =
	    results_endpoint_estimate(t->page->results, c, name, metric);
	xmlNode *td;

	if (!e || isnan(e->value)) {
		td = part_number(row, NAN, "");
		part_absent(td, &t->notes,
		    e ? e->reason
		      : "Not all runs of this cell have the endpoint.");
	} else {
		td = part_number(row, e->value,
		    quantity_text(a, e->value, e->unit));
		if (!isnan(e->low))
			html_add_text(td, "span", "interval",
			    interval_text(a, e->low, e->high, e->unit));
	}
	part_metric(td, metric);
}

static void add_change(struct table *t, const struct cell *c, const char *name,
    const char *metric, xmlNode *row)
{
	const struct comparison *change =
	    results_endpoint(t->page->results, c, name, metric);
	xmlNode *td = part_number(row, change ? change->ratio : NAN, "");

	part_metric(td, metric);
	if (change)
		estimate_change(t->page, td, change, &t->notes);
	else
		part_absent(td, &t->notes,
		    "Not compared: one of the two sides has no such number, or "
		    "neither failed a request.");
}

typedef void add_fn(struct table *t, const struct cell *c, const char *name,
    const char *metric, xmlNode *row);

static void add_row(struct table *t, size_t variant, const char *name,
    add_fn *add, xmlNode *body)
{
	const struct load *load = t->load;
	xmlNode *row = part_row(body);

	html_setf(row, "data-variant", "%u", load->variants[variant]->order);
	part_row_head(row, name);
	part_variant(row, load->variants[variant]);
	for (size_t m = 0; m < t->metrics.len; m++)
		add(t, load->cells[variant], name, t->metrics.at[m], row);
}

static void add_head(struct table *t, xmlNode *table)
{
	xmlNode *head = part_head(table);

	part_column(head, NULL, "endpoint");
	part_column(head, NULL, t->page->results->analysis.factor);
	for (size_t i = 0; i < t->metrics.len; i++)
		part_metric(part_column(head, "num",
				metric_label(t->page->arena, t->metrics.at[i])),
		    t->metrics.at[i]);
}

/* Has the cell anything for that table? */
static bool has_any(const struct cell *c, add_fn *add)
{
	struct slice s =
	    add == add_change ? c->endpoints : c->endpoint_estimates;

	return s.first != s.end;
}

static void add_rows(struct table *t, const char *what, const char *caption,
    add_fn *add, xmlNode *into)
{
	struct arena *a = t->page->arena;
	xmlNode *table = part_table(into, caption), *body;

	t->notes = notes_begin(a,
	    arena_printf(a, "endpoint-%s-%s", what, t->load->id));
	html_set(table, "data-sortable", "");
	if (add == add_change)
		html_set(table, "data-changes", "");
	add_head(t, table);
	body = part_body(table);
	for (size_t i = 0; i < t->names.len && i < SHOWN_MAX; i++) {
		for (size_t v = 0; v < t->load->len; v++) {
			if (has_any(t->load->cells[v], add))
				add_row(t, v, t->names.at[i], add, body);
		}
	}
	notes_list(&t->notes, into);
}

static bool is_compared(const struct load *load)
{
	for (size_t i = 0; i < load->len; i++) {
		if (has_any(load->cells[i], add_change))
			return true;
	}
	return false;
}

static void add_load(const struct page *p, const struct load *load,
    xmlNode *section)
{
	const struct analysis *of = &p->results->analysis;
	struct table t = { .page = p,
		.load = load,
		.names = names_of(p, load),
		.metrics = metrics_of(p, load) };
	xmlNode *part;

	if (!t.names.len)
		return;
	part = part_load(section, "endpoints", load);
	if (is_compared(load))
		add_rows(&t, "changes",
		    arena_printf(p->arena,
			"Endpoints: change against %s, with its %g %% interval",
			of->baseline, 100 * of->confidence),
		    add_change, part);
	if (t.names.len > SHOWN_MAX)
		html_addf(part, "p", "note",
		    "%zu more endpoints are in the JSON and the CSV of these "
		    "results; those that differ are shown first.",
		    t.names.len - SHOWN_MAX);
	add_rows(&t, "values",
	    arena_printf(p->arena,
		"Endpoints: geometric mean of the runs, with its %g %% "
		"interval",
		100 * of->confidence),
	    add_value,
	    is_compared(load) ? part_details(part, "What was measured") : part);
}

int section_endpoints(const struct page *p, xmlNode *into, struct err *err)
{
	xmlNode *section;

	(void)err;
	if (!p->results->endpoint_estimates.len)
		return 0;
	section = part_section(into, "endpoints", "Endpoints");
	html_addf(section, "p", "how",
	    "How to read: the named parts of the runs (endpoints, labels, "
	    "transactions), those that differ first. Each is compared as the "
	    "total is; p-values are adjusted over all %" PRId64
	    " tests of endpoints.",
	    p->results->analysis.family_endpoints);
	for (size_t i = 0; i < p->loads.len; i++)
		add_load(p, &p->loads.at[i], section);
	return 0;
}
