/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is best, as far as the noise allows to say.
 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "render/chart_dots.h"
#include "render/figure_internal.h"
#include "render/finding_words.h"
#include "render/part_internal.h"
#include "render/quantity.h"

/* The configurations of one load by one metric, best first. */
struct contest {
	const struct load *load;
	const struct ranking *at;
	size_t len;
};

static size_t index_in(const struct load *load, int64_t cell)
{
	size_t i = 0;

	while (i < load->len && load->cells[i]->row != cell)
		i++;
	return i;
}

/* The contest of a load that begins at the i-th ranking; len 0: of another. */
static struct contest contest_at(const struct page *p, const struct load *load,
    size_t i)
{
	const struct ranking_list *all = &p->results->rankings;
	struct contest c = { load, &all->at[i], 0 };

	while (i + c.len < all->len &&
	       strcmp(c.at[c.len].metric, c.at->metric) == 0 &&
	       index_in(load, c.at[c.len].cell) < load->len)
		c.len++;
	return c;
}

/* In the order of the metrics. */
struct contests {
	struct contest *at;
	size_t len;
};

static struct contests contests_of(const struct page *p,
    const struct load *load)
{
	const struct ranking_list *all = &p->results->rankings;
	struct contests list = { 0 };
	struct contest c;

	for (size_t i = 0; i < all->len; i += c.len ? c.len : 1) {
		c = contest_at(p, load, i);
		if (c.len)
			*ARENA_PUSH(p->arena, &list) = c;
	}
	return list;
}

/* p99 where it is ranked, else the first. */
static const struct contest *headline(const struct contests *list)
{
	for (size_t i = 0; i < list->len; i++) {
		if (strcmp(list->at[i].at->metric, "latency_p99") == 0)
			return &list->at[i];
	}
	return &list->at[0];
}

static const struct variant *variant_of(const struct contest *c,
    const struct ranking *r)
{
	return c->load->variants[index_in(c->load, r->cell)];
}

/* Those that nobody is told to be better than: "a, b, c". */
static const char *leaders(const struct page *p, const struct contest *c,
    size_t *n)
{
	const char *text = "";

	*n = 0;
	for (size_t i = 0; i < c->len; i++) {
		if (c->at[i].best != 1)
			continue;
		text = arena_printf(p->arena, "%s%s%s", text, *text ? ", " : "",
		    variant_of(c, &c->at[i])->value);
		++*n;
	}
	return text;
}

static const char *finding(const struct page *p, const struct contest *c)
{
	const char *metric = metric_label(p->arena, c->at->metric);
	size_t n;
	const char *names = leaders(p, c, &n);
	const char *load =
	    *c->load->label ? arena_printf(p->arena, " at %s", c->load->label)
			    : "";

	if (n == 1)
		return arena_printf(p->arena, "%s is best by %s%s", names,
		    metric, load);
	if (n == c->len)
		return arena_printf(p->arena,
		    "No two can be told apart by %s%s", metric, load);
	return arena_printf(p->arena, "Several may be best by %s%s: %s", metric,
	    load, names);
}

/* Rows of the chart: the contest with its intervals, letters beside them. */
static size_t add_rows(const struct page *p, const struct contest *c,
    struct dot_row *rows)
{
	for (size_t i = 0; i < c->len; i++) {
		const struct ranking *r = &c->at[i];
		const struct variant *v = variant_of(c, r);
		const struct estimate *e = cell_estimate(p,
		    c->load->cells[index_in(c->load, r->cell)], r->metric);

		rows[i] = (struct dot_row){
			.group = metric_label(p->arena, r->metric),
			.series = { v->value, v->order },
			.value = r->value,
			.low = e ? e->low : NAN,
			.high = e ? e->high : NAN,
			.note = arena_printf(p->arena, "%s · rank %s",
			    r->letters, rank_text(p->arena, r)),
		};
	}
	return c->len;
}

static const char *test_text(const struct page *p, const struct contest *c)
{
	return isnan(c->at->kruskal_p)
		   ? "unknown"
		   : p_value_text(p->arena, c->at->kruskal_p);
}

static void add_figure(const struct page *p, const struct contests *list,
    xmlNode *into)
{
	const struct contest *c = headline(list);
	struct dot_row *rows = arena_alloc(p->arena, c->len, sizeof(*rows));
	struct chart_dots chart = { .rows = rows,
		.n = add_rows(p, c, rows),
		.unit = UNIT_SECONDS,
		.logarithmic = true,
		.axis_name = arena_printf(p->arena, "%s (logarithmic)",
		    metric_label(p->arena, c->at->metric)) };
	struct figure figure = {
		.id = arena_printf(p->arena, "rank-%s", c->load->id),
		.finding = finding(p, c),
		.caption = arena_printf(p->arena,
		    "Geometric means of the runs with their %g %% intervals. "
		    "Whether any differ is tested at once, too (Kruskal and "
		    "Wallis: p %s); that does not say which, and letters and "
		    "ranks do not rest on it.",
		    100 * p->results->analysis.confidence, test_text(p, c)),
		.how = "those that share a letter cannot be told apart; a rank "
		       "is a "
		       "range where the noise allows several. An interval "
		       "that reaches the edge goes on beyond it.",
		.draw = draw_dots,
		.chart = &chart,
	};

	if (metric_is_latency(c->at->metric))
		figure_add(into, &figure, p);
}

static void add_rank(const struct page *p, const struct contest *c,
    int64_t cell, struct notes *notes, xmlNode *row)
{
	const struct ranking *r = c->at;
	xmlNode *td;

	while (r < c->at + c->len && r->cell != cell)
		r++;
	td = part_number(row, r < c->at + c->len ? r->value : NAN, "");
	part_metric(td, c->at->metric);
	if (r == c->at + c->len) {
		part_absent(td, notes,
		    "Not ranked: fewer than two runs know it, or more than "
		    "the factor differs.");
		return;
	}
	html_add_text(td, "b", NULL, r->letters);
	html_textf(td, " %s", quantity_text(p->arena, r->value, r->unit));
	html_addf(td, "span", "interval", "rank %s of %" PRId64,
	    rank_text(p->arena, r), r->contenders);
}

/* One test of all configurations for each metric. */
static void add_tests(const struct page *p, const struct contests *list,
    xmlNode *body)
{
	xmlNode *row = part_row(body);

	part_row_head(row, "do any differ? p (Kruskal, Wallis)");
	for (size_t i = 0; i < list->len; i++)
		part_metric(part_number(row, list->at[i].at->kruskal_p,
				test_text(p, &list->at[i])),
		    list->at[i].at->metric);
}

static void add_table(const struct page *p, const struct load *load,
    const struct contests *list, xmlNode *into)
{
	struct notes notes = notes_begin(p->arena,
	    arena_printf(p->arena, "ranking-%s", load->id));
	xmlNode *table =
	    part_table(into, "Letters, geometric means of the runs and "
			     "possible ranks; those that share a letter in "
			     "a column cannot be told apart");
	xmlNode *head = part_head(table);
	xmlNode *body = part_body(table);

	part_column(head, NULL, p->results->analysis.factor);
	for (size_t i = 0; i < list->len; i++)
		part_metric(part_column(head, "num",
				metric_label(p->arena, list->at[i].at->metric)),
		    list->at[i].at->metric);
	for (size_t i = 0; i < load->len; i++) {
		xmlNode *row = part_row(body);

		html_setf(row, "data-variant", "%u", load->variants[i]->order);
		part_variant(row, load->variants[i]);
		for (size_t k = 0; k < list->len; k++)
			add_rank(p, &list->at[k], load->cells[i]->row, &notes,
			    row);
	}
	add_tests(p, list, body);
	notes_list(&notes, into);
}

int section_ranking(const struct page *p, xmlNode *into, struct err *err)
{
	xmlNode *section;

	(void)err;
	if (!p->results->rankings.len)
		return 0;
	section = part_section(into, "ranking", "Ranking");
	html_addf(section, "p", "how",
	    "How to read: every pair is compared, with Holm's correction over "
	    "the pairs of a column, at %g %%. What is not told apart is not "
	    "thereby the same.",
	    100 * p->results->analysis.confidence);
	for (size_t i = 0; i < p->loads.len; i++) {
		const struct load *load = &p->loads.at[i];
		struct contests list = contests_of(p, load);
		xmlNode *part;

		if (!list.len)
			continue;
		part = part_load(section, "ranking", load);
		add_figure(p, &list, part);
		add_table(p, load, &list, part);
	}
	return 0;
}
