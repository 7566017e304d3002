/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What came out, on one screen: a sentence, and the figures behind it.
 */
#include <math.h>
#include <string.h>

#include "render/finding_words.h"
#include "render/overhead_summary_internal.h"
#include "render/part_internal.h"
#include "render/quantity.h"
#include "render/section_internal.h"
#include "render/verdict_word.h"

static xmlNode *add_tile(xmlNode *tiles, const char *class, const char *title,
    const char *figure)
{
	xmlNode *tile = html_add(tiles, "li", class);

	html_add_text(tile, "span", "tile-title", title);
	html_add_text(tile, "strong", "tile-figure", figure);
	return tile;
}

/* CPU or memory of others than those whose cost is asked for? */
static bool is_of_others(const struct results *r, const char *metric)
{
	const char *role = overhead_role(r);

	return metric_is_resource(metric) &&
	       strncmp(metric, "control_plane", 13) != 0 &&
	       strncmp(metric, role, strlen(role)) != 0;
}

/* "Not worse" of it is no comfort: it had no way to be worse. */
static bool says_nothing(const struct results *r, const struct comparison *c)
{
	return comparison_group(c) == GROUP_SAME &&
	       (is_of_others(r, c->metric) || comparison_is_of_rate(r, c));
}

static size_t count_silent(const struct results *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->comparisons.len; i++)
		n += says_nothing(r, &r->comparisons.at[i]);
	return n;
}

/* How many of a group have that word. */
static size_t count_word(const struct results *r, const char *word,
    enum verdict_group group)
{
	const struct comparison_list *list = &r->comparisons;
	size_t n = 0;

	for (size_t i = 0; i < list->len; i++)
		n += strcmp(list->at[i].verdict, word) == 0 &&
		     comparison_group(&list->at[i]) == group &&
		     !says_nothing(r, &list->at[i]);
	return n;
}

static size_t count_faded(const struct comparison_list *list)
{
	size_t n = 0;

	for (size_t i = 0; i < list->len; i++)
		n += comparison_is_faded(&list->at[i]);
	return n;
}

static const char *append(const struct page *p, const char *text, size_t n,
    const char *what)
{
	return arena_printf(p->arena, "%s%s%zu %s", text, *text ? " · " : "", n,
	    what);
}

/* "9 regression · 3 slower-size-uncertain" */
static const char *spell_group(const struct page *p, enum verdict_group group)
{
	const struct comparison_list *list = &p->results->comparisons;
	const struct verdict_word *w;
	const char *text = "";

	for (size_t i = 0; (w = verdict_word_at(i)); i++) {
		size_t n = count_word(p->results, w->key, group);

		if (n && verdict_group(w->key) == group)
			text = append(p, text, n, w->key);
	}
	if (group == GROUP_UNCLEAR && count_faded(list))
		text = append(p, text, count_faded(list),
		    "with a direction that is not significant after Holm");
	if (group == GROUP_SAME && count_silent(p->results))
		text = append(p, text, count_silent(p->results),
		    "not counted: throughput as offered, resources of others");
	return text;
}

static void add_group_tile(const struct page *p, xmlNode *tiles,
    enum verdict_group group)
{
	static const char *const titles[GROUPS] = { "Worse", "Better",
		"Not worse", "Undecided" };
	size_t n = comparisons_in_group(&p->results->comparisons, group) -
		   (group == GROUP_SAME ? count_silent(p->results) : 0);
	const char *words = spell_group(p, group);
	xmlNode *tile = add_tile(tiles, n ? verdict_group_name(group) : "none",
	    titles[group], arena_printf(p->arena, "%zu", n));

	html_add_text(tile, "span", "tile-note", *words ? words : "none");
}

static const struct comparison *largest_regression(
    const struct comparison_list *list)
{
	const struct comparison *largest = NULL;

	for (size_t i = 0; i < list->len; i++) {
		const struct comparison *c = &list->at[i];

		if (strcmp(c->verdict, "regression") != 0 || !c->survives)
			continue;
		if (!largest || comparison_size(c) > comparison_size(largest))
			largest = c;
	}
	return largest;
}

static void add_largest_tile(const struct page *p, xmlNode *tiles)
{
	const struct comparison *c =
	    largest_regression(&p->results->comparisons);
	const struct cell *cell;
	xmlNode *tile;

	if (!c || !(cell = results_cell(p->results, c->candidate)))
		return;
	tile = add_tile(tiles, "worse",
	    isnan(c->ratio) ? "Largest regression"
			    : "Largest regression by ratio",
	    isnan(c->ratio) ? change_text(p->arena, c->change, c->unit)
			    : ratio_text(p->arena, c->ratio));
	if (c->ratio < 1)
		html_add_text(tile, "span", "tile-note",
		    arena_printf(p->arena, "as far from none as %s",
			ratio_text(p->arena, 1 / c->ratio)));
	html_add_text(tile, "span", "tile-note",
	    arena_printf(p->arena, "%s, %s%s%s (%s)",
		metric_label(p->arena, c->metric),
		load_cell_name(&p->loads, cell),
		cell->label && *cell->label ? ", " : "",
		cell->label ? cell->label : "",
		comparison_is_torn(c)
		    ? "by its ratio"
		    : change_text(p->arena, c->change, c->unit)));
}

static void add_gate_tile(const struct page *p, xmlNode *tiles)
{
	const struct gate_list *gates = &p->results->gates;
	size_t passed = 0, failed = 0;
	xmlNode *tile;

	if (!gates->len)
		return;
	for (size_t i = 0; i < gates->len; i++) {
		passed += strcmp(gates->at[i].state, "pass") == 0;
		failed += strcmp(gates->at[i].state, "fail") == 0;
	}
	tile = add_tile(tiles, failed ? "worse" : "same", "Gates passed",
	    arena_printf(p->arena, "%zu of %zu", passed, gates->len));
	html_addf(tile, "span", "tile-note", "%zu failed, %zu undecided",
	    failed, gates->len - passed - failed);
}

static size_t count_state(const struct quality_list *list, const char *state)
{
	size_t n = 0;

	for (size_t i = 0; i < list->len; i++)
		n += strcmp(list->at[i].state, state) == 0;
	return n;
}

static void add_quality_tile(const struct page *p, xmlNode *tiles)
{
	const struct quality_list *list = &p->results->qualities;
	size_t stop = count_state(list, "stop");
	size_t warn = count_state(list, "warn");
	xmlNode *tile;

	if (!list->len)
		return;
	tile = add_tile(tiles, stop ? "worse" : "same", "Data quality",
	    stop   ? arena_printf(p->arena, "%zu blocked", stop)
	    : warn ? "warnings"
		   : "good");
	html_addf(tile, "span", "tile-note",
	    "%zu of %zu checks are well, %zu warn; %zu stop a comparison",
	    count_state(list, "ok") + count_state(list, "info"), list->len,
	    warn, stop);
}

static void add_tiles(const struct page *p, xmlNode *section)
{
	xmlNode *tiles = html_add(section, "ul", "tiles");

	for (int g = 0; g < GROUPS; g++)
		add_group_tile(p, tiles, (enum verdict_group)g);
	add_largest_tile(p, tiles);
	add_gate_tile(p, tiles);
	add_quality_tile(p, tiles);
}

static void add_variants(const struct page *p, xmlNode *section)
{
	xmlNode *list = html_add(section, "ul", "variants");

	html_setf(list, "aria-label", "Variants by %s",
	    p->results->analysis.factor);
	for (size_t i = 0; i < p->loads.n_variants; i++) {
		const struct variant *v = &p->loads.variants[i];
		xmlNode *item = html_add(list, "li", NULL);

		html_setf(item, "data-variant", "%u", v->order);
		part_swatch(item, v);
		html_textf(item, " %s%s", v->value,
		    v->is_baseline ? " (baseline)" : "");
	}
}

/* What is missing from all figures, before them. */
static void add_unread(const struct page *p, xmlNode *section)
{
	const struct quality_list *list = &p->results->qualities;

	for (size_t i = 0; i < list->len; i++) {
		if (strcmp(list->at[i].check, "unread") == 0)
			html_addf(section, "p", "note", "%s.",
			    list->at[i].detail);
	}
}

static void add_legend(const struct page *p, xmlNode *section)
{
	xmlNode *list = html_add(
	    part_details(section, "What the verdicts mean"), "dl", "legend");
	const struct verdict_word *w;

	for (size_t i = 0; (w = verdict_word_at(i)); i++) {
		html_add_text(list, "dt", verdict_group_name(w->group), w->key);
		html_add_text(list, "dd", NULL, w->about);
	}
	html_add_text(list, "dt", NULL, "▲ ▼ ≈ ?");
	html_add_text(list, "dd", NULL,
	    "the figure rose, fell, stayed within the margin, or cannot be "
	    "told");
	html_add_text(list, "dt", "unclear", "not significant after Holm");
	html_add_text(list, "dd", NULL,
	    "one such interval among so many tests may be chance: it counts "
	    "as undecided");
	html_add_text(list, "dt", NULL, "margin");
	html_addf(list, "dd", NULL,
	    "the smallest change that matters, by the study: %.3g %% for "
	    "latency; the others are under Method",
	    100 * p->results->analysis.margin_latency);
}

static void add_gates(const struct page *p, xmlNode *section)
{
	const struct gate_list *gates = &p->results->gates;
	xmlNode *table, *head, *body;

	if (!gates->len)
		return;
	table = part_table(section, "Gates: what the study demands");
	head = part_head(table);
	part_column(head, NULL, "Gate");
	part_column(head, NULL, "Of");
	part_column(head, NULL, "State");
	part_column(head, "num", "Measured");
	part_column(head, "num", "Interval");
	body = part_body(table);
	for (size_t i = 0; i < gates->len; i++) {
		const struct gate *g = &gates->at[i];
		xmlNode *row = part_row(body);
		const char *interval;

		part_row_head(row, g->text);
		part_cell(row, g->subject ? g->subject : "");
		part_state(html_add(row, "td", NULL), g->state);
		part_number(row, g->value, gate_value_text(p->arena, g));
		interval = gate_interval_text(p->arena, g);
		part_number(row, NAN, interval ? interval : "—");
	}
}

int section_verdict(const struct page *p, xmlNode *into, struct err *err)
{
	const char *conclusion = p->results->analysis.conclusion;
	xmlNode *section = part_section(into, "verdict", "Verdict");

	(void)err;
	if (conclusion && *conclusion)
		html_add_text(section, "p", "lead", conclusion);
	else if (!p->results->comparisons.len)
		html_add_text(section, "p", NULL,
		    "Nothing is compared: these results have no baseline, or "
		    "nothing beside it.");
	add_unread(p, section);
	if (p->results->comparisons.len)
		add_tiles(p, section);
	overhead_summary(p, section);
	add_variants(p, section);
	add_gates(p, section);
	add_legend(p, section);
	return 0;
}
