/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the numbers were made, from what the analysis says of itself.
 */
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "render/part_internal.h"
#include "render/quantity.h"
#include "render/section_internal.h"
#include "render/study_word.h"

__attribute__((format(printf, 3, 4))) static void add_fact(xmlNode *list,
    const char *term, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	html_add_text(list, "dt", NULL, term);
	html_add_text(list, "dd", NULL, text);
}

static bool is_tested(const struct comparison *c)
{
	return c->method && strcmp(c->method, "none") != 0;
}

/* The first comparison that was made as the i-th was. */
static bool is_first_of_method(const struct comparison_list *list, size_t i)
{
	for (size_t k = 0; k < i; k++) {
		if (list->at[k].method &&
		    strcmp(list->at[k].method, list->at[i].method) == 0)
			return false;
	}
	return true;
}

static void add_methods(const struct page *p, xmlNode *list)
{
	const struct comparison_list *all = &p->results->comparisons;

	html_add_text(list, "dt", NULL, "Interval and test");
	for (size_t i = 0; i < all->len; i++) {
		if (is_tested(&all->at[i]) && is_first_of_method(all, i))
			html_add_text(list, "dd", NULL, all->at[i].method);
	}
	html_add_text(list, "dd", NULL,
	    "Where a side has one run, or more than the factor differs, "
	    "nothing is tested.");
}

static const char *percentile_definition(const struct page *p)
{
	int type = study_quantile_type(&p->results->analysis);

	if (type == 1)
		return "the inverse of the empirical distribution: the value "
		       "of rank max(1, ceil(p/100 n)) of n requests (Hyndman "
		       "and Fan, type 1).";
	return arena_printf(p->arena,
	    "type %d of Hyndman and Fan (1996), as the study asks for, between "
	    "two neighbors among the requests. Curves of whole distributions "
	    "have type 1, and what a tool states without its requests is by "
	    "its own definition.",
	    type);
}

static void add_definitions(const struct page *p, xmlNode *list)
{
	add_fact(list, "Percentile",
	    "%s From a histogram it is known as the bounds of its bucket; a "
	    "point between them is marked ≈. Percentiles are never averaged "
	    "over time or workers.",
	    percentile_definition(p));
	add_fact(list, "Experimental unit",
	    "the run. Repeats are runs; requests are never taken for repeats, "
	    "and results hold for repeated runs in this same setting.");
	add_fact(list, "Verdict",
	    "from one interval, that of the ratio, and the margin; see the "
	    "words under Verdict.");
}

/* How changes over releases were looked for, where they were. */
static void add_changes(const struct page *p, xmlNode *list)
{
	const struct analysis *a = &p->results->analysis;
	const char *finder = study_word(a, "cp", "edivisive", p->arena);

	if (!p->results->trends.len)
		return;
	add_fact(list, "Changes over releases",
	    "candidates with three releases or more on both sides by %s, with "
	    "two by optimal partitioning; both have to pass a t test at 0.01 "
	    "that knows of few releases and of their memory.",
	    strcmp(finder, "pelt") == 0
		? "optimal partitioning (least squares, a penalty of 3 ln n, "
		  "as PELT has it; Killick et al. 2012)"
		: "E-divisive (Matteson and James 2014)");
}

/* How rates are taken of counters, where there are any. */
static void add_rates(const struct page *p, xmlNode *list)
{
	if (!p->results->resources.len)
		return;
	add_fact(list, "CPU", "%s",
	    study_has(&p->results->analysis, "prom-compat")
		? "the increase of counters, extrapolated to the start and the "
		  "end of the run as rate() of Prometheus does it, over the "
		  "time of the run."
		: "the increase of counters from their first sample in the run "
		  "to the last, over the time between these: nothing is "
		  "extrapolated.");
}

static void add_parameters(const struct analysis *a, xmlNode *list)
{
	add_fact(list, "Confidence", "%g %%, two-sided", 100 * a->confidence);
	add_fact(list, "Margin",
	    "latency %.3g %%, throughput %.3g %%, CPU %.3g %%, memory %.3g %%",
	    100 * a->margin_latency, 100 * a->margin_throughput,
	    100 * a->margin_cpu, 100 * a->margin_memory);
	add_fact(list, "Several comparisons",
	    "p-values are adjusted by Holm's method, over the %" PRId64
	    " tests of latency and over the %" PRId64
	    " of throughput and resources; a direction that does not survive "
	    "it is marked as not significant.",
	    a->family, a->family_cost);
	if (a->family_endpoints)
		add_fact(list, "Endpoints",
		    "compared as the total is; p-values by Holm's method over "
		    "their %" PRId64 " tests.",
		    a->family_endpoints);
	add_fact(list, "Seed", "%" PRId64, a->seed);
	add_fact(list, "Software", "meshstat %s analyzed, meshstat %s rendered",
	    a->tool_version ? a->tool_version : "of an unknown version",
	    VERSION);
}

static void add_comparison(const struct page *p, const struct comparison *c,
    xmlNode *body)
{
	const struct cell *cell = results_cell(p->results, c->candidate);
	struct arena *a = p->arena;
	xmlNode *row = part_row(body);

	part_row_head(row, cell ? load_cell_name(&p->loads, cell) : "—");
	part_cell(row, cell && cell->label ? cell->label : "");
	part_cell(row, metric_label(a, c->metric));
	part_number(row, c->p_value,
	    c->p_value >= 0 ? p_value_text(a, c->p_value) : "—");
	part_number(row, c->p_adjusted,
	    c->p_adjusted >= 0 ? p_value_text(a, c->p_adjusted) : "—");
	part_number(row, c->effect,
	    c->effect_name && !isnan(c->effect)
		? arena_printf(a, "%.2f", c->effect)
		: "—");
	part_cell(row, is_tested(c) ? c->method : "—");
	part_verdict(html_add(row, "td", NULL), c);
}

static void add_tests(const struct page *p, xmlNode *section)
{
	const struct comparison_list *list = &p->results->comparisons;
	xmlNode *table, *head, *body;

	if (!list->len)
		return;
	table = part_table(part_details(section, "Every test"),
	    "Every test of this report");
	html_set(table, "data-sortable", "");
	head = part_head(table);
	part_column(head, NULL, p->results->analysis.factor);
	part_column(head, NULL, "load");
	part_column(head, NULL, "metric");
	part_column(head, "num", "p");
	part_column(head, "num", "p, Holm");
	part_column(head, "num", "Cliff's delta");
	part_column(head, NULL, "method");
	part_column(head, NULL, "verdict");
	body = part_body(table);
	for (size_t i = 0; i < list->len; i++)
		add_comparison(p, &list->at[i], body);
}

int section_method(const struct page *p, xmlNode *into, struct err *err)
{
	const struct analysis *a = &p->results->analysis;
	xmlNode *section = part_section(into, "method", "Method");
	xmlNode *list = html_add(section, "dl", "facts");

	(void)err;
	add_definitions(p, list);
	add_methods(p, list);
	add_changes(p, list);
	add_rates(p, list);
	add_parameters(a, list);
	add_tests(p, section);
	if (a->study && *a->study)
		part_code(
		    part_details(section, "The study, as it was asked for"),
		    a->study);
	return 0;
}
