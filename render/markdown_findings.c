/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was found over several configurations, loads and releases, in short
 * tables.
 */
#include <math.h>
#include <string.h>

#include "render/finding_words.h"
#include "render/markdown_internal.h"
#include "render/metric_name.h"
#include "render/quantity.h"

#define ENDPOINTS_MAX 20 /* rows */

/* A heading and the head of a table; cells are parted by "|". */
static void put_table(struct markdown *m, const char *title, const char *head)
{
	fprintf(m->out, "\n### %s\n\n| %s |\n|", title, head);
	for (const char *s = head; s; s = strchr(s + 1, '|'))
		fputs("---|", m->out);
	fputs("\n", m->out);
}

/* How many rankings from the i-th on are of its load and metric. */
static size_t contest_len(const struct ranking_list *all, size_t i)
{
	size_t n = (size_t)all->at[i].contenders;

	return n < all->len - i ? n : all->len - i;
}

static bool is_headline(const char *metric)
{
	return strcmp(metric, "latency_p50") == 0 ||
	       strcmp(metric, "latency_p99") == 0;
}

static bool has_headline(const struct ranking_list *all)
{
	size_t i = 0;

	while (i < all->len && !is_headline(all->at[i].metric))
		i++;
	return i < all->len;
}

/* "direct 403 µs (a) · nginx 715 µs (b)" */
static void put_contest(struct markdown *m, const struct ranking *at, size_t n)
{
	const char *before = "";

	for (size_t i = 0; i < n; i++) {
		const struct cell *cell = results_cell(m->results, at[i].cell);

		fprintf(m->out, "%s", before);
		markdown_cell(m, cell ? load_cell_name(&m->loads, cell) : "");
		markdown_cell(m,
		    quantity_text(m->arena, at[i].value, at[i].unit));
		fprintf(m->out, " (%s)",
		    markdown_text(m->arena, at[i].letters));
		before = " ·";
	}
}

static void put_rankings(struct markdown *m)
{
	const struct ranking_list *all = &m->results->rankings;
	size_t n;

	if (!all->len)
		return;
	put_table(m, "Ranking",
	    "load | metric | best first; those that share a letter cannot be "
	    "told apart");
	for (size_t i = 0; i < all->len; i += n) {
		const struct ranking *r = &all->at[i];
		const struct cell *cell = results_cell(m->results, r->cell);

		n = contest_len(all, i);
		if (!is_headline(r->metric) && has_headline(all))
			continue;
		fputs("|", m->out);
		markdown_cell(m, cell ? cell->label : "");
		fputs(" |", m->out);
		markdown_cell(m, metric_label(m->arena, r->metric));
		fputs(" |", m->out);
		put_contest(m, r, n);
		fputs(" |\n", m->out);
	}
}

static void put_capacity(struct markdown *m, const struct capacity *c)
{
	fputs("|", m->out);
	markdown_cell(m, subject_text(m->arena, c->value, c->conditions));
	fputs(" |", m->out);
	markdown_cell(m, capacity_question(m->arena, c));
	fputs(" |", m->out);
	markdown_cell(m, capacity_answer(m->arena, c));
	markdown_references(m, c->note);
	fputs(" |\n", m->out);
}

static void put_capacities(struct markdown *m)
{
	const struct capacity_list *all = &m->results->capacities;

	if (!all->len)
		return;
	put_table(m, "Capacity", "configuration | what | load");
	for (size_t i = 0; i < all->len; i++) {
		if (capacity_is_load(&all->at[i]))
			put_capacity(m, &all->at[i]);
	}
}

static void put_cost(struct markdown *m, const struct cpu_cost *c)
{
	fputs("|", m->out);
	markdown_cell(m, subject_text(m->arena, c->value, c->conditions));
	fputs(" |", m->out);
	markdown_cell(m, c->role);
	fputs(" |", m->out);
	markdown_cell(m, c->kind);
	fputs(" |", m->out);
	markdown_quantity(m, c->estimate, c->low, c->high, c->unit);
	markdown_references(m, c->note);
	fputs(" |", m->out);
	markdown_cell(m, cost_change(m->arena, c));
	fputs(" |\n", m->out);
}

static void put_costs(struct markdown *m)
{
	const struct cpu_cost_list *all = &m->results->costs;

	if (!all->len)
		return;
	put_table(m, "Cost of load",
	    "configuration | of | kind | CPU | against the baseline");
	for (size_t i = 0; i < all->len; i++)
		put_cost(m, &all->at[i]);
	fputs("\nmarginal: for 1,000 req/s more; idle: extrapolated to no "
	      "load; average: "
	      "for each 1,000 req/s of one load.\n",
	    m->out);
}

/* "▲ +20 % [+18 to +22 %] regression" */
static void put_change(struct markdown *m, const struct release_change *c,
    const char *unit)
{
	const char *text = release_change_text(m->arena, c, unit);
	const char *interval = release_change_interval(m->arena, c, unit);

	if (!c->verdict) {
		fputs(" —", m->out);
		markdown_references(m, release_uncompared(c));
		return;
	}
	fprintf(m->out, " %s", release_change_glyph(c));
	if (text)
		fprintf(m->out, " %s", text);
	if (interval)
		fprintf(m->out, " \\[%s\\]", interval);
	markdown_cell(m, c->verdict);
}

/* Of a series of n releases. */
static void put_change_points(struct markdown *m, const struct trend_point *of,
    size_t n)
{
	const char *off = off_target_text(m->arena, of, n);
	const struct change_point_list *all = &m->results->change_points;
	const char *before = "";

	for (size_t i = 0; i < all->len; i++) {
		const struct change_point *c = &all->at[i];

		if (!trend_has_change(of, c))
			continue;
		fputs(before, m->out);
		markdown_cell(m, change_point_text(m->arena, c));
		markdown_references(m, c->method);
		markdown_references(m, change_point_doubt(m->arena, c));
		before = ";";
	}
	if (off) {
		fputs(before, m->out);
		markdown_cell(m, off);
	}
	if (!*before && !off)
		fputs(" —", m->out);
}

/* The newest release of a series. */
static void put_newest(struct markdown *m, const struct trend_point *first,
    size_t n)
{
	const struct trend_point *t = &first[n - 1];

	fputs("|", m->out);
	markdown_cell(m, trend_title(m->arena, t));
	fputs(" |", m->out);
	markdown_cell(m, t->release);
	fputs(" |", m->out);
	markdown_quantity(m, t->estimate, t->low, t->high, t->unit);
	fputs(" |", m->out);
	markdown_cell(m, t->baseline ? t->baseline : "—");
	fputs(" |", m->out);
	put_change(m, &t->from_baseline, t->unit);
	fputs(" |", m->out);
	put_change(m, &t->from_previous, t->unit);
	fputs(" |", m->out);
	put_change_points(m, first, n);
	fputs(" |\n", m->out);
}

static void put_trends(struct markdown *m)
{
	const struct trend_list *all = &m->results->trends;

	if (!all->len)
		return;
	put_table(m, "Releases",
	    "series | newest | value | baseline | against it | against the "
	    "previous | changes of the series");
	for (size_t i = 0, n; i < all->len; i += n) {
		for (n = 1; i + n < all->len; n++) {
			if (!trend_is_same(&all->at[i], &all->at[i + n]))
				break;
		}
		put_newest(m, &all->at[i], n);
	}
	fputs("\nThe newest release is the one planned comparison of its "
	      "series: its verdicts are not corrected for the others.\n",
	    m->out);
}

/* With all terms, without which it says nothing. */
static void put_meshmark(struct markdown *m, const struct meshmark *mark)
{
	const struct meshmark_term_list *terms = &m->results->meshmark_terms;
	const struct cell *c = results_cell(m->results, mark->cell);
	const char *before = "";

	fputs("|", m->out);
	markdown_cell(m,
	    c ? subject_text(m->arena, load_cell_name(&m->loads, c), c->label)
	      : "");
	fputs(" |", m->out);
	markdown_cell(m, isnan(mark->score)
			     ? ""
			     : arena_printf(m->arena, "%.1f", mark->score));
	markdown_references(m, mark->reason);
	fputs(" |", m->out);
	for (size_t i = 0; i < terms->len; i++) {
		const struct meshmark_term *t = &terms->at[i];

		if (t->cell != mark->cell)
			continue;
		fputs(before, m->out);
		markdown_cell(m,
		    arena_printf(m->arena, "%s, %s: 1 − %s / %s, weight %.3g",
			t->class_name, t->metric,
			isnan(t->used)
			    ? "?"
			    : quantity_text(m->arena, t->used, t->unit),
			quantity_text(m->arena, t->capacity, t->unit),
			t->weight));
		before = ";";
	}
	fputs(" |\n", m->out);
}

static void put_meshmarks(struct markdown *m)
{
	const struct meshmark_list *all = &m->results->meshmarks;

	if (!all->len)
		return;
	put_table(m, "MeshMark (experimental)",
	    "configuration | of 100, our scale | terms, as the study has them");
	for (size_t i = 0; i < all->len; i++)
		put_meshmark(m, &all->at[i]);
}

static void put_endpoint(struct markdown *m, const struct comparison *c)
{
	const struct cell *cell = results_cell(m->results, c->candidate);

	fputs("|", m->out);
	markdown_cell(m, c->series);
	fputs(" |", m->out);
	markdown_cell(m, subject_text(m->arena, load_cell_name(&m->loads, cell),
			     cell->label));
	fputs(" |", m->out);
	markdown_cell(m, metric_label(m->arena, c->metric));
	fputs(" |", m->out);
	markdown_quantity(m, c->candidate_value, c->candidate_low,
	    c->candidate_high, c->unit);
	fputs(" |", m->out);
	markdown_change(m, c);
	fputs(" |\n", m->out);
}

/* Those that differ, as far as there is room for them. */
static void put_endpoints(struct markdown *m)
{
	const struct comparison_list *all = &m->results->endpoints;
	size_t differ = 0;

	for (size_t i = 0; i < all->len; i++) {
		if (!all->at[i].survives || differ++ >= ENDPOINTS_MAX)
			continue;
		if (differ == 1)
			put_table(m, "Endpoints that differ",
			    "endpoint | configuration | figure | value | "
			    "change");
		put_endpoint(m, &all->at[i]);
	}
	if (all->len)
		fprintf(m->out,
		    "\n%zu of %zu comparisons of endpoints are "
		    "significant%s.\n",
		    differ, all->len,
		    differ > ENDPOINTS_MAX ? "; the first are shown" : "");
}

void markdown_findings(struct markdown *m)
{
	put_endpoints(m);
	put_rankings(m);
	put_capacities(m);
	put_costs(m);
	put_trends(m);
	put_meshmarks(m);
}
