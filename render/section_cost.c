/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What load costs: CPU as a line over several loads, or the quotient of one;
 * memory over several loads.
 */
#include <math.h>
#include <string.h>

#include "render/chart_dots.h"
#include "render/figure_internal.h"
#include "render/finding_words.h"
#include "render/memory_figure_internal.h"
#include "render/part_internal.h"
#include "render/quantity.h"

#define CORES "cores" /* what the heading of a column says of 1,000 req/s */

static bool is_kind(const struct cpu_cost *c, const char *kind)
{
	return strcmp(c->kind, kind) == 0;
}

static size_t count_kind(const struct cpu_cost_list *list, const char *kind)
{
	size_t n = 0;

	for (size_t i = 0; i < list->len; i++)
		n += is_kind(&list->at[i], kind);
	return n;
}

/* The other end of the line, at no load; NULL where it does not fit. */
static const struct cpu_cost *idle_of(const struct cpu_cost_list *list,
    const struct cpu_cost *of)
{
	for (size_t i = 0; i < list->len; i++) {
		const struct cpu_cost *c = &list->at[i];

		if (is_kind(c, "idle") && strcmp(c->value, of->value) == 0 &&
		    strcmp(c->conditions, of->conditions) == 0 &&
		    strcmp(c->role, of->role) == 0)
			return c;
	}
	return NULL;
}

static const char *group_text(const struct page *p, const struct cpu_cost *c)
{
	return subject_text(p->arena, c->role, c->conditions);
}

/* Costs of a kind, group by group. */
static size_t dot_rows(const struct page *p, const char *kind,
    struct dot_row *rows)
{
	const struct cpu_cost_list *list = &p->results->costs;
	size_t n = 0;

	for (size_t i = 0; i < list->len; i++) {
		const struct cpu_cost *c = &list->at[i];

		if (!is_kind(c, kind))
			continue;
		rows[n++] = (struct dot_row){
			.group = group_text(p, c),
			.series = figure_series(p, c->value),
			.value = c->estimate,
			.low = c->low,
			.high = c->high,
		};
	}
	return n;
}

/* Of the first group: "1,000 req/s more cost up to 350 mcores of the ..." */
static const char *finding(const struct page *p, const struct dot_row *rows,
    size_t n)
{
	size_t most = 0;

	for (size_t i = 1; i < n && strcmp(rows[i].group, rows->group) == 0;
	     i++) {
		if (rows[i].value > rows[most].value)
			most = i;
	}
	return arena_printf(p->arena,
	    "1,000 req/s more cost up to %s of the %s (%s)",
	    quantity_text(p->arena, rows[most].value, CORES), rows->group,
	    rows[most].series.name);
}

static void add_figure(const struct page *p, xmlNode *into)
{
	size_t room = p->results->costs.len;
	struct dot_row *rows = arena_alloc(p->arena, room, sizeof(*rows));
	struct chart_dots chart = { .rows = rows,
		.n = dot_rows(p, "marginal", rows),
		.unit = UNIT_CORES,
		.axis_name = "CPU cores for 1,000 requests a second more" };
	struct figure figure = {
		.id = "cost-marginal",
		.caption = arena_printf(p->arena,
		    "Slopes of CPU over the load, through all runs of all "
		    "loads, with their %g %% intervals.",
		    100 * p->results->analysis.confidence),
		.how = "further right costs more for each request. What the "
		       "line extrapolates to no load is in the table.",
		.draw = draw_dots,
		.chart = &chart,
	};

	if (!chart.n)
		return;
	figure.finding = finding(p, rows, chart.n);
	figure_add(into, &figure, p);
}

static void add_cost(const struct page *p, const struct cpu_cost *c,
    struct notes *notes, xmlNode *row)
{
	struct arena *a = p->arena;
	xmlNode *td;

	if (!c) {
		part_absent(part_number(row, NAN, ""), notes,
		    "CPU is no straight line over these loads.");
		return;
	}
	td =
	    part_number(row, c->estimate, quantity_text(a, c->estimate, CORES));
	if (!isnan(c->low) && !isnan(c->high))
		html_add_text(td, "span", "interval",
		    interval_text(a, c->low, c->high, CORES));
	if (!isnan(c->se_hc3))
		html_addf(td, "span", "interval", "SE %s",
		    quantity_text(p->arena, c->se_hc3, CORES));
	if (*c->note)
		notes_refer(notes, td, c->note);
}

/* The difference of slopes, or the ratio of averages. */
static void add_change(const struct page *p, const struct cpu_cost *c,
    struct notes *notes, xmlNode *row)
{
	bool is_line = !isnan(c->change);
	xmlNode *td = part_number(row, is_line ? c->change : c->ratio, "");
	struct arena *a = p->arena;

	if (!is_line && isnan(c->ratio)) {
		part_absent(td, notes,
		    "This is the baseline, or nothing there may be compared "
		    "with it.");
		return;
	}
	html_text(td, is_line ? change_text(a, c->change, CORES)
			      : ratio_text(a, c->ratio));
	html_add_text(td, "span", "interval",
	    is_line
		? change_interval_text(a, c->change_low, c->change_high, CORES)
		: ratio_interval_text(a, c->ratio_low, c->ratio_high));
	if (!isnan(c->p_value))
		html_addf(td, "span", "interval", "p %s",
		    p_value_text(a, c->p_value));
}

static void add_subject(const struct page *p, const struct cpu_cost *c,
    xmlNode *row)
{
	value_head(p, row, c->value);
	part_cell(row, group_text(p, c));
}

/* How far another method of fitting agrees. */
static void add_robust(const struct page *p, const struct cpu_cost *c,
    struct notes *notes, xmlNode *row)
{
	xmlNode *td = part_number(row, c->theil_sen, "");

	if (isnan(c->theil_sen))
		part_absent(td, notes, "There are too few points.");
	else
		html_text(td, quantity_text(p->arena, c->theil_sen, CORES));
}

static xmlNode *cost_table(const struct page *p, xmlNode *into,
    const char *caption, const char *const *numbers)
{
	xmlNode *table = part_table(into, caption);
	xmlNode *head = part_head(table);

	html_set(table, "data-sortable", "");
	part_column(head, NULL, p->results->analysis.factor);
	part_column(head, NULL, "of");
	for (size_t i = 0; numbers[i]; i++)
		part_column(head, "num", numbers[i]);
	return part_body(table);
}

static void add_lines(const struct page *p, xmlNode *into)
{
	static const char *const numbers[] = { "for 1,000 req/s more",
		"against the baseline", "extrapolated to no load",
		"by medians (Theil, Sen)", "loads", "runs", NULL };
	const struct cpu_cost_list *list = &p->results->costs;
	struct notes notes = notes_begin(p->arena, "cost-lines");
	xmlNode *body;

	if (!count_kind(list, "marginal"))
		return;
	body = cost_table(p, into,
	    "CPU as a line over the load: its slope and its start, each with "
	    "its interval and its standard error (HC3)",
	    numbers);
	for (size_t i = 0; i < list->len; i++) {
		const struct cpu_cost *c = &list->at[i];
		xmlNode *row;

		if (!is_kind(c, "marginal"))
			continue;
		row = part_row(body);
		add_subject(p, c, row);
		add_cost(p, c, &notes, row);
		add_change(p, c, &notes, row);
		add_cost(p, idle_of(list, c), &notes, row);
		add_robust(p, c, &notes, row);
		part_count(row, c->loads);
		part_count(row, c->runs);
	}
	notes_list(&notes, into);
}

static void add_averages(const struct page *p, xmlNode *into)
{
	static const char *const numbers[] = { "CPU per 1,000 req/s",
		"against the baseline", "runs", NULL };
	const struct cpu_cost_list *list = &p->results->costs;
	struct notes notes = notes_begin(p->arena, "cost-averages");
	xmlNode *body;

	if (!count_kind(list, "average"))
		return;
	body = cost_table(p, into, "CPU of one load, divided by the load",
	    numbers);
	for (size_t i = 0; i < list->len; i++) {
		const struct cpu_cost *c = &list->at[i];
		xmlNode *row;

		if (!is_kind(c, "average"))
			continue;
		row = part_row(body);
		add_subject(p, c, row);
		add_cost(p, c, &notes, row);
		add_change(p, c, &notes, row);
		part_count(row, c->runs);
	}
	notes_list(&notes, into);
}

int section_cost(const struct page *p, xmlNode *into, struct err *err)
{
	xmlNode *section;

	(void)err;
	if (!p->results->costs.len)
		return 0;
	section = part_section(into, "cost", "Cost of load");
	html_add_text(section, "p", "how",
	    "How to read: from three loads on, CPU is a line over the load. "
	    "Its slope is what 1,000 req/s more cost, its start is "
	    "extrapolated to no load, where nothing was measured. Of one load "
	    "there is only their sum, divided by "
	    "the load: it is greater where the load is small.");
	add_figure(p, section);
	add_lines(p, section);
	add_averages(p, section);
	memory_figures(p, section);
	return 0;
}
