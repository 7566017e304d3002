/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each variant costs in CPU and memory, by role and component.
 */
#include <math.h>
#include <string.h>

#include "render/chart_dots.h"
#include "render/estimate_table_internal.h"
#include "render/figure_internal.h"
#include "render/part_internal.h"
#include "render/quantity.h"
#include "render/resource_chart_internal.h"

static const char *const roles[] = { "data-plane", "control-plane",
	"application", "node", "load-generator" };

#define ROLES_SHOWN (sizeof(roles) / sizeof(*roles))
#define ROLES_DRAWN 3 /* a node does other work too, and is far busier */

/* One figure of a component, over the runs of a cell. */
struct cost {
	double sum, per_1k_sum, peak;
	size_t n, per_1k_n;
	size_t runs; /* of the cell */
	const char *unit, *reason;
};

/* A component of a role, in the order of the results. */
struct component {
	const char *role, *name;
};

struct components {
	struct component *at;
	size_t len;
};

static bool is_of(const struct resource *r, const struct component *of)
{
	return strcmp(r->role, of->role) == 0 &&
	       strcmp(r->component, of->name) == 0;
}

static void add_component(struct components *list, const struct resource *r)
{
	for (size_t i = 0; i < list->len; i++) {
		if (is_of(r, &list->at[i]))
			return;
	}
	list->at[list->len++] = (struct component){ r->role, r->component };
}

static bool is_total(const struct component *c)
{
	return strcmp(c->name, RESOURCE_TOTAL) == 0;
}

/* The components of a role in a cell; of only one, its total is left out. */
static struct components components_of(const struct page *p,
    const struct cell *c, const char *role)
{
	const struct resource_list *all = &p->results->resources;
	struct components list = { 0 }, shown = { 0 };

	list.at = arena_alloc(p->arena, all->len, sizeof(*list.at));
	shown.at = arena_alloc(p->arena, all->len, sizeof(*shown.at));
	for (size_t i = 0; i < all->len; i++) {
		if (strcmp(all->at[i].role, role) == 0 &&
		    cell_has_run(c, all->at[i].run))
			add_component(&list, &all->at[i]);
	}
	for (size_t i = 0; i < list.len; i++) {
		if (list.len != 2 || !is_total(&list.at[i]))
			shown.at[shown.len++] = list.at[i];
	}
	return shown;
}

static void add_resource(struct cost *cost, const struct resource *r)
{
	cost->unit = r->unit;
	if (r->reason && *r->reason)
		cost->reason = r->reason;
	if (!isnan(r->value)) {
		cost->sum += r->value;
		cost->n++;
	}
	if (!isnan(r->per_1k_rps)) {
		cost->per_1k_sum += r->per_1k_rps;
		cost->per_1k_n++;
	}
	if (!isnan(r->peak))
		cost->peak = fmax(cost->peak, r->peak);
}

static struct cost cost_of(const struct page *p, const struct cell *c,
    const struct component *of, const char *metric)
{
	const struct resource_list *all = &p->results->resources;
	struct cost cost = { .peak = NAN, .runs = c->n_runs };

	for (size_t i = 0; i < all->len; i++) {
		const struct resource *r = &all->at[i];

		if (is_of(r, of) && strcmp(r->metric, metric) == 0 &&
		    cell_has_run(c, r->run))
			add_resource(&cost, r);
	}
	return cost;
}

/* Of how many runs a mean is, where some lack the figure. */
static void add_share(const struct page *p, xmlNode *td,
    const struct cost *cost, struct notes *notes)
{
	html_add_text(td, "span", "remark",
	    arena_printf(p->arena, " %zu of %zu runs", cost->n, cost->runs));
	notes_refer(notes, td,
	    cost->reason ? cost->reason
			 : "Too little of it was measured in the other runs.");
}

static void add_figure(const struct page *p, xmlNode *row, double value,
    const struct cost *cost, struct notes *notes)
{
	xmlNode *td;

	if (isnan(value)) {
		part_absent(part_number(row, NAN, ""), notes,
		    cost->reason ? cost->reason
				 : "No source measures it for these runs.");
		return;
	}
	td =
	    part_number(row, value, quantity_text(p->arena, value, cost->unit));
	if (cost->n < cost->runs)
		add_share(p, td, cost, notes);
}

static double mean(double sum, size_t n)
{
	return n ? sum / (double)n : NAN;
}

/* Where rows go, and the notes below them. */
struct rows {
	xmlNode *body;
	struct notes *notes;
};

static void add_row(const struct page *p, const struct cell *cell,
    const struct variant *v, const struct component *of,
    const struct rows *rows)
{
	struct cost cpu = cost_of(p, cell, of, "cpu_cores");
	struct cost memory = cost_of(p, cell, of, "memory_bytes");
	xmlNode *row = part_row(rows->body);

	part_variant(row, v);
	part_cell(row, of->role);
	part_cell(row, of->name);
	add_figure(p, row, mean(cpu.sum, cpu.n), &cpu, rows->notes);
	add_figure(p, row, mean(cpu.per_1k_sum, cpu.per_1k_n), &cpu,
	    rows->notes);
	add_figure(p, row, mean(memory.sum, memory.n), &memory, rows->notes);
	add_figure(p, row, memory.peak, &memory, rows->notes);
}

static void add_role(const struct page *p, const struct load *load,
    const char *role, xmlNode *body, struct notes *notes)
{
	for (size_t i = 0; i < load->len; i++) {
		struct components list = components_of(p, load->cells[i], role);

		for (size_t k = 0; k < list.len; k++)
			add_row(p, load->cells[i], load->variants[i],
			    &list.at[k], &(struct rows){ body, notes });
	}
}

static void add_table(const struct page *p, const struct load *load,
    xmlNode *into)
{
	static const char *const numbers[] = { "CPU", "CPU per 1,000 req/s",
		"memory, mean", "memory, peak", NULL };
	struct notes notes = notes_begin(p->arena,
	    arena_printf(p->arena, "resources-%s", load->id));
	xmlNode *table = part_table(into,
	    "CPU and memory during the runs: arithmetic means of the runs, and "
	    "the greatest peak");
	xmlNode *head = part_head(table);
	xmlNode *body = part_body(table);

	html_set(table, "data-sortable", "");
	part_column(head, NULL, p->results->analysis.factor);
	part_column(head, NULL, "role");
	part_column(head, NULL, "component");
	for (size_t i = 0; numbers[i]; i++)
		part_column(head, "num", numbers[i]);
	for (size_t r = 0; r < ROLES_SHOWN; r++)
		add_role(p, load, roles[r], body, &notes);
	notes_list(&notes, into);
}

/* CPU per 1,000 req/s of a role: its total, or its only component. */
static struct dot_row dot_row(const struct page *p, const struct cell *cell,
    const struct variant *v, const char *role)
{
	struct components list = components_of(p, cell, role);
	struct dot_row row = { .group = role,
		.series = { v->value, v->order },
		.value = NAN,
		.low = NAN,
		.high = NAN };

	for (size_t k = 0; k < list.len; k++) {
		struct cost c = cost_of(p, cell, &list.at[k], "cpu_cores");

		if (list.len == 1 || is_total(&list.at[k]))
			row.value = mean(c.per_1k_sum, c.per_1k_n);
	}
	return row;
}

static size_t dot_rows(const struct page *p, const struct load *load,
    struct dot_row *rows)
{
	size_t n = 0;

	for (size_t i = 0; i < ROLES_DRAWN * load->len; i++) {
		struct dot_row row = dot_row(p, load->cells[i % load->len],
		    load->variants[i % load->len], roles[i / load->len]);

		if (!isnan(row.value))
			rows[n++] = row;
	}
	return n;
}

static const char *dots_finding(const struct page *p, const struct load *load,
    const struct dot_row *rows, size_t n)
{
	size_t most = 0;

	for (size_t i = 1; i < n; i++) {
		if (rows[i].group == rows[0].group &&
		    rows[i].value > rows[most].value)
			most = i;
	}
	return arena_printf(p->arena,
	    "Most CPU per 1,000 req/s%s%s: %s, %s of the %s",
	    *load->label ? " at " : "", load->label, rows[most].series.name,
	    quantity_text(p->arena, rows[most].value, "cores"),
	    rows[most].group);
}

static void add_dots(const struct page *p, const struct load *load,
    xmlNode *into)
{
	struct dot_row *rows =
	    arena_alloc(p->arena, ROLES_DRAWN * load->len, sizeof(*rows));
	struct chart_dots chart = { .rows = rows,
		.n = dot_rows(p, load, rows),
		.unit = UNIT_CORES,
		.axis_name = "CPU cores per 1,000 requests a second" };
	struct figure figure = {
		.id = arena_printf(p->arena, "cpu-%s", load->id),
		.caption = "Arithmetic means of the runs; a role's components "
			   "together.",
		.how = "further right costs more to serve the same load.",
		.draw = draw_dots,
		.chart = &chart,
	};

	if (!chart.n)
		return;
	figure.finding = dots_finding(p, load, rows, chart.n);
	figure_add(into, &figure, p);
}

static int add_load(const struct page *p, const struct load *load,
    xmlNode *into, struct err *err)
{
	static const struct estimate_group group = { "Resources",
		metric_is_resource };

	add_table(p, load, into);
	add_dots(p, load, into);
	estimate_tables(p, load, &group, into);
	return resource_chart(p, load, into, err);
}

int section_resources(const struct page *p, xmlNode *into, struct err *err)
{
	xmlNode *section = part_section(into, "resources", "Resources");

	if (!p->results->resources.len) {
		html_add_text(section, "p", NULL,
		    "No source measured CPU or memory during these runs.");
		return 0;
	}
	html_add_text(section, "p", "how",
	    "How to read: CPU is the mean number of cores in use during the "
	    "runs. Per 1,000 req/s it is set against the requests that "
	    "succeeded, so that variants which served less are not called "
	    "cheap.");
	for (size_t i = 0; i < p->loads.len; i++) {
		const struct load *load = &p->loads.at[i];

		if (add_load(p, load, part_load(section, "resources", load),
			err))
			return -1;
	}
	return 0;
}
