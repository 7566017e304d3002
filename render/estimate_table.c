/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/estimate_table_internal.h"

#include <math.h>
#include <string.h>

#include "render/part_internal.h"
#include "render/quantity.h"
#include "render/section_internal.h"

/* A table of one load while it is made. */
struct table {
	const struct page *page;
	const struct load *load;
	const struct metric_names *metrics;
	struct notes notes;
};

static void add_columns(const struct table *t, xmlNode *head)
{
	for (size_t i = 0; i < t->metrics->len; i++)
		part_metric(
		    part_column(head, "num",
			metric_label(t->page->arena, t->metrics->at[i])),
		    t->metrics->at[i]);
}

/* What the heading of the column says already is left out. */
static const char *short_unit(const char *unit)
{
	return strcmp(unit, "cores_per_1k_rps") == 0 ? "cores" : unit;
}

/* The ends of the bucket are then in its interval. */
static bool is_between(const struct estimate *e)
{
	return !isnan(e->value) && e->kind && strcmp(e->kind, "bucket") == 0;
}

static const char *point_text(struct arena *a, const struct estimate *e)
{
	const char *text = quantity_text(a, e->value, short_unit(e->unit));

	return is_between(e) ? arena_printf(a, "≈ %s", text) : text;
}

static void add_value(struct table *t, xmlNode *row, const struct cell *cell,
    const char *metric)
{
	const struct estimate *e = cell_estimate(t->page, cell, metric);
	struct arena *a = t->page->arena;
	xmlNode *td;

	if (!e || isnan(e->value)) {
		td = part_number(row, NAN, "");
		part_absent(td, &t->notes,
		    e ? cell_reason(t->page, cell, metric, e->reason) : NULL);
	} else {
		td = part_number(row, e->value, point_text(a, e));
		if (!isnan(e->low))
			html_add_text(td, "span", "interval",
			    interval_text(a, e->low, e->high,
				short_unit(e->unit)));
		notes_refer(&t->notes, td, e->reason);
	}
	part_metric(td, metric);
}

static void add_values(struct table *t, xmlNode *body)
{
	for (size_t i = 0; i < t->load->len; i++) {
		const struct cell *cell = t->load->cells[i];
		xmlNode *row = part_row(body);

		html_setf(row, "data-variant", "%u",
		    t->load->variants[i]->order);
		part_variant(row, t->load->variants[i]);
		notes_refer(&t->notes, part_count(row, (int64_t)cell->n_runs),
		    cell->stop);
		for (size_t m = 0; m < t->metrics->len; m++)
			add_value(t, row, cell, t->metrics->at[m]);
	}
}

static const char *of_load(const struct table *t, const char *what)
{
	if (!*t->load->label)
		return what;
	return arena_printf(t->page->arena, "%s at %s", what, t->load->label);
}

/* Is a value of this table only known to lie between two ends? */
static bool has_buckets(const struct table *t)
{
	for (size_t i = 0; i < t->load->len * t->metrics->len; i++) {
		const struct estimate *e =
		    cell_estimate(t->page, t->load->cells[i % t->load->len],
			t->metrics->at[i / t->load->len]);

		if (e && is_between(e))
			return true;
	}
	return false;
}

static void add_value_table(struct table *t, xmlNode *into, const char *what)
{
	const struct page *p = t->page;
	xmlNode *table, *head;

	t->notes = notes_begin(p->arena,
	    arena_printf(p->arena, "%s-%s", what, t->load->id));
	table = part_table(into,
	    arena_printf(p->arena,
		"%s: geometric mean of the runs, with its %g %% interval%s",
		of_load(t, what), 100 * p->results->analysis.confidence,
		has_buckets(t) ? ", which reaches to the ends of the buckets "
				 "where a value lies between two (≈)"
			       : ""));
	html_set(table, "data-sortable", "");
	head = part_head(table);
	part_column(head, NULL, p->results->analysis.factor);
	part_column(head, "num", "runs");
	add_columns(t, head);
	add_values(t, part_body(table));
	notes_list(&t->notes, into);
}

static void add_runs_needed(const struct page *p, xmlNode *td,
    const struct comparison *c)
{
	if (c->runs_needed > 0 && strcmp(c->verdict, "inconclusive") == 0)
		html_add_text(td, "span", "interval",
		    arena_printf(p->arena, "needs %s runs a side",
			count_text(p->arena, c->runs_needed)));
}

/* Of shares, which have no ratio. */
static void add_difference(struct arena *a, xmlNode *td,
    const struct comparison *c)
{
	const char *unit = short_unit(c->unit);

	if (!isnan(c->change))
		html_add_text(td, "b", NULL, change_text(a, c->change, unit));
	if (!isnan(c->change_low))
		html_add_text(td, "span", "interval",
		    change_interval_text(a, c->change_low, c->change_high,
			unit));
}

static void add_change_figures(const struct page *p, xmlNode *td,
    const struct comparison *c)
{
	struct arena *a = p->arena;
	struct comparison shown = comparison_shown(c);

	if (isnan(c->ratio)) {
		add_difference(a, td, &shown);
		return;
	}
	html_add_text(td, "b", NULL, ratio_text(a, c->ratio));
	if (!isnan(c->ratio_low))
		html_add_text(td, "span", "interval",
		    ratio_interval_text(a, c->ratio_low, c->ratio_high));
	if (!isnan(shown.change))
		html_add_text(td, "span", "added",
		    change_text(a, shown.change, short_unit(c->unit)));
}

void estimate_change(const struct page *p, xmlNode *td,
    const struct comparison *c, struct notes *notes)
{
	add_change_figures(p, td, c);
	part_verdict(td, c);
	add_runs_needed(p, td, c);
	notes_refer(notes, td, c->reasons);
}

static const char *why_uncompared(const struct table *t,
    const struct cell *cell, const char *metric)
{
	const struct cell *first = t->load->cells[0];
	const struct estimate *own = cell_estimate(t->page, cell, metric);
	const struct estimate *base = cell_estimate(t->page, first, metric);

	if (!first->is_baseline || !base || isnan(base->value))
		return "Not compared: the baseline has no such number.";
	if (strcmp(metric, "error_ratio") == 0 && own && own->value <= 0 &&
	    base->value <= 0)
		return "Neither of the two failed a request.";
	return "This metric was not compared.";
}

static void add_change(struct table *t, xmlNode *row, const struct cell *cell,
    const char *metric)
{
	const struct comparison *c =
	    results_comparison(t->page->results, cell, metric);
	xmlNode *td = part_number(row, c ? c->ratio : NAN, "");

	part_metric(td, metric);
	if (!c) {
		part_absent(td, &t->notes, why_uncompared(t, cell, metric));
		return;
	}
	estimate_change(t->page, td, c, &t->notes);
}

static void add_changes(struct table *t, xmlNode *body)
{
	for (size_t i = 0; i < t->load->len; i++) {
		const struct cell *cell = t->load->cells[i];
		xmlNode *row;

		if (cell->is_baseline)
			continue;
		row = part_row(body);
		html_setf(row, "data-variant", "%u",
		    t->load->variants[i]->order);
		part_variant(row, t->load->variants[i]);
		for (size_t m = 0; m < t->metrics->len; m++)
			add_change(t, row, cell, t->metrics->at[m]);
	}
}

static bool has_candidates(const struct load *load)
{
	for (size_t i = 0; i < load->len; i++) {
		if (!load->cells[i]->is_baseline)
			return true;
	}
	return false;
}

static void add_change_table(struct table *t, xmlNode *into, const char *what)
{
	const struct page *p = t->page;
	const char *baseline = p->results->analysis.baseline;
	xmlNode *table, *head;

	if (!baseline || !has_candidates(t->load))
		return;
	t->notes = notes_begin(p->arena,
	    arena_printf(p->arena, "%s-change-%s", what, t->load->id));
	table = part_table(into,
	    arena_printf(p->arena,
		"%s: change against %s, with its %g %% interval",
		of_load(t, what), baseline,
		100 * p->results->analysis.confidence));
	html_set(table, "data-sortable", "");
	html_set(table, "data-changes", "");
	head = part_head(table);
	part_column(head, NULL, p->results->analysis.factor);
	add_columns(t, head);
	add_changes(t, part_body(table));
	notes_list(&t->notes, into);
}

void estimate_tables(const struct page *p, const struct load *load,
    const struct estimate_group *group, xmlNode *into)
{
	struct metric_names metrics = load_metrics(p, load, group->wanted);
	struct table t = { .page = p, .load = load, .metrics = &metrics };

	if (!metrics.len)
		return;
	add_value_table(&t, into, group->title);
	add_change_table(&t, into, group->title);
}
