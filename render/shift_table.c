/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/shift_table_internal.h"

#include "render/part_internal.h"
#include "render/quantity.h"

static bool is_of(const struct shift_point *s, const struct cell *c)
{
	return s->candidate == c->row;
}

static bool has_shifts(const struct page *p, const struct load *load)
{
	const struct shift_list *all = &p->results->shifts;

	for (size_t i = 0; i < load->len * all->len; i++) {
		if (is_of(&all->at[i % all->len], load->cells[i / all->len]))
			return true;
	}
	return false;
}

static void add_shift(const struct page *p, const struct variant *v,
    const struct shift_point *s, xmlNode *body)
{
	xmlNode *row = part_row(body), *td;

	part_variant(row, v);
	part_number(row, s->p, arena_printf(p->arena, "%g %%", s->p));
	part_number(row, s->baseline_value,
	    quantity_text(p->arena, s->baseline_value, "seconds"));
	part_number(row, s->candidate_value,
	    quantity_text(p->arena, s->candidate_value, "seconds"));
	td = part_number(row, s->ratio, "");
	html_add_text(td, "b", NULL, ratio_text(p->arena, s->ratio));
	html_add_text(td, "span", "interval",
	    ratio_interval_text(p->arena, s->low, s->high));
	part_number(row, s->p_adjusted, p_value_text(p->arena, s->p_adjusted));
}

static xmlNode *add_table(const struct page *p, xmlNode *into)
{
	static const char *const numbers[] = { "share of requests", "baseline",
		"variant", "change", "p, Holm", NULL };
	xmlNode *details = part_details(into, "Where the distributions differ");
	xmlNode *table, *head;

	html_addf(details, "p", "how",
	    "How to read: of runs of which every request is known, quantiles "
	    "that are smoothed (Harrell and Davis), and so are no percentiles "
	    "to report. Is all of it slower, or the tail alone? Intervals are "
	    "of %g %%, by Welch's t over the runs; p is adjusted over the "
	    "lines of a variant.",
	    100 * p->results->analysis.confidence);
	table = part_table(details, "Smoothed quantiles against the baseline");
	head = part_head(table);
	part_column(head, NULL, p->results->analysis.factor);
	for (size_t i = 0; numbers[i]; i++)
		part_column(head, "num", numbers[i]);
	return part_body(table);
}

void shift_table(const struct page *p, const struct load *load, xmlNode *into)
{
	const struct shift_list *all = &p->results->shifts;
	xmlNode *body;

	if (!has_shifts(p, load))
		return;
	body = add_table(p, into);
	for (size_t i = 0; i < load->len * all->len; i++) {
		const struct shift_point *s = &all->at[i % all->len];

		if (is_of(s, load->cells[i / all->len]))
			add_shift(p, load->variants[i / all->len], s, body);
	}
}
