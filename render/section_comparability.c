/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Are these apples and apples?  What was asked of each variant and what it
 * did, which conditions were equal, and which checks failed.
 */
#include <math.h>
#include <string.h>

#include "render/comparability_internal.h"
#include "render/part_internal.h"
#include "render/quantity.h"

/* Least and greatest of a figure over the runs of a cell. */
struct range {
	double low, high;
	bool unknown; /* in at least one run */
};

static struct range cell_range(const struct page *p, const struct cell *c,
    double (*figure)(const struct run *run))
{
	struct range r = { INFINITY, -INFINITY, c->n_runs == 0 };

	for (size_t i = 0; i < c->n_runs; i++) {
		const struct run *run = page_run(p, c->runs[i]);
		double value = run ? figure(run) : NAN;

		if (isnan(value)) {
			r.unknown = true;
			continue;
		}
		r.low = fmin(r.low, value);
		r.high = fmax(r.high, value);
	}
	return r;
}

static double offered(const struct run *run)
{
	return run->facts.offered_rps;
}

static double achieved(const struct run *run)
{
	return run->facts.achieved_rps;
}

static double error_ratio(const struct run *run)
{
	if (run->total.requests == UNKNOWN || run->total.errors == UNKNOWN ||
	    run->total.requests <= 0)
		return NAN;
	return (double)run->total.errors / (double)run->total.requests;
}

static double share_reached(const struct run *run)
{
	if (!isfinite(run->facts.offered_rps) || run->facts.offered_rps <= 0)
		return NAN;
	return run->facts.achieved_rps / run->facts.offered_rps;
}

static const char *range_text(struct arena *a, const struct range *r,
    const char *unit)
{
	const char *low, *high;

	if (r->unknown || r->low > r->high)
		return "unknown";
	if (isinf(r->low))
		return "as fast as it can";
	low = quantity_text(a, r->low, unit);
	high = quantity_text(a, r->high, unit);
	return strcmp(low, high) == 0 ? low
				      : interval_text(a, r->low, r->high, unit);
}

static void add_range(const struct page *p, xmlNode *row, const struct cell *c,
    double (*figure)(const struct run *run), const char *unit)
{
	struct range r = cell_range(p, c, figure);

	part_number(row, r.low, range_text(p->arena, &r, unit));
}

/* A word of the i-th run of a cell. */
static const char *run_word(const struct page *p, const struct cell *c,
    size_t i, const char *(*word)(const struct run *run))
{
	const struct run *run = page_run(p, c->runs[i]);
	const char *w = run ? word(run) : NULL;

	return w ? w : "unknown";
}

/* The words of a cell's runs; several where they differ. */
static const char *cell_words(const struct page *p, const struct cell *c,
    const char *(*word)(const struct run *run))
{
	const char *text = "";

	for (size_t i = 0; i < c->n_runs; i++) {
		const char *w = run_word(p, c, i, word);
		size_t before = 0;

		while (before < i && strcmp(run_word(p, c, before, word), w))
			before++;
		if (before == i)
			text = arena_printf(p->arena, "%s%s%s", text,
			    *text ? ", " : "", w);
	}
	return text;
}

static const char *load_model(const struct run *run)
{
	return load_model_word(run->facts.load_model);
}

static const char *evidence(const struct run *run)
{
	return evidence_word(run->evidence);
}

static const char *tool(const struct run *run)
{
	return run->facts.tool;
}

static void add_cell(const struct page *p, const struct load *load, size_t i,
    xmlNode *body)
{
	const struct cell *c = load->cells[i];
	xmlNode *row = part_row(body);

	part_variant(row, load->variants[i]);
	part_count(row, (int64_t)c->n_runs);
	part_count(row, cell_requests(p, c));
	add_range(p, row, c, offered, "rps");
	add_range(p, row, c, achieved, "rps");
	add_range(p, row, c, share_reached, "ratio");
	add_range(p, row, c, error_ratio, "ratio");
	part_cell(row, cell_words(p, c, load_model));
	part_cell(row, cell_words(p, c, evidence));
	part_cell(row, cell_words(p, c, tool));
}

static void add_load(const struct page *p, const struct load *load,
    xmlNode *into)
{
	static const char *const numbers[] = { "runs", "requests", "offered",
		"achieved", "reached", "errors", NULL };
	xmlNode *table =
	    part_table(into, "What was asked of each variant, and what it did");
	xmlNode *head = part_head(table);
	xmlNode *body;

	part_column(head, NULL, p->results->analysis.factor);
	for (size_t i = 0; numbers[i]; i++)
		part_column(head, "num", numbers[i]);
	part_column(head, NULL, "load model");
	part_column(head, NULL, "evidence");
	part_column(head, NULL, "tool");
	body = part_body(table);
	for (size_t i = 0; i < load->len; i++)
		add_cell(p, load, i, body);
	comparability_conditions(p, load, into);
}

/* A figure over all cells that have it: "99.9 – 100 % (12 of 40 ...)". */
static void add_fact(const struct page *p, xmlNode *list, const char *title,
    double (*figure)(const struct run *run))
{
	struct range all = { INFINITY, -INFINITY, false };
	const struct cell_list *cells = &p->results->cells;
	size_t known = 0;

	for (size_t i = 0; i < cells->len; i++) {
		struct range r = cell_range(p, &cells->at[i], figure);

		known += !r.unknown;
		all.low = fmin(all.low, r.low);
		all.high = fmax(all.high, r.high);
	}
	html_add_text(list, "dt", NULL, title);
	html_addf(list, "dd", NULL,
	    "%s (known of all runs of %zu of %zu configurations)",
	    range_text(p->arena, &all, "ratio"), known, cells->len);
}

/* What the tables of the loads say, in a few lines. */
static void add_summary(const struct page *p, xmlNode *section)
{
	xmlNode *list = html_add(section, "dl", "facts");

	add_fact(p, list, "Offered rate reached", share_reached);
	add_fact(p, list, "Requests failed", error_ratio);
	comparability_summary(p, list);
}

static void add_how_to_read(xmlNode *into)
{
	html_add_text(into, "p", "how",
	    "How to read: a fair comparison varies the factor alone. Where the "
	    "load was not reached, or requests failed, latencies describe "
	    "another load than the one that was asked for. In the load model "
	    "\"closed\" a slow answer delays the next request, so that stalls "
	    "are seen by too few requests.");
}

/* The tables of each load; one closed line where there are several. */
static void add_loads(const struct page *p, xmlNode *section)
{
	xmlNode *into = section;

	if (p->loads.len > 1)
		into = part_details(section,
		    arena_printf(p->arena,
			"What was asked of each variant, and what it did, at "
			"each of the %zu loads",
			p->loads.len));
	add_how_to_read(into);
	for (size_t i = 0; i < p->loads.len; i++)
		add_load(p, &p->loads.at[i],
		    part_load(into, "comparability", &p->loads.at[i]));
}

int section_comparability(const struct page *p, xmlNode *into, struct err *err)
{
	xmlNode *section = part_section(into, "comparability", "Comparability");

	(void)err;
	if (p->loads.len > 1)
		add_summary(p, section);
	add_loads(p, section);
	html_add_text(section, "h3", NULL, "Checks");
	comparability_checks(p, section);
	return 0;
}
