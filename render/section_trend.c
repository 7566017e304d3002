/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Releases in their order: each against a pinned one and the one before, and
 * where they changed.
 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "render/finding_words.h"
#include "render/part_internal.h"
#include "render/quantity.h"
#include "render/trend_figure_internal.h"

struct histories {
	struct release_series *at;
	size_t len;
};

static struct histories all_series(const struct page *p)
{
	const struct trend_list *all = &p->results->trends;
	struct histories list = { 0 };

	for (size_t i = 0; i < all->len;) {
		struct release_series *s = ARENA_PUSH(p->arena, &list);

		*s = (struct release_series){ &all->at[i], 0,
			(unsigned)list.len };
		while (i < all->len && trend_is_same(s->at, &all->at[i])) {
			s->len++;
			i++;
		}
	}
	return list;
}

static const char *short_unit(const char *unit)
{
	return strncmp(unit, "cores", 5) == 0 ? "cores" : unit;
}

static void add_value(const struct page *p, const struct trend_point *t,
    struct notes *notes, xmlNode *row)
{
	const char *unit = short_unit(t->unit);
	xmlNode *td;

	if (isnan(t->estimate)) {
		part_absent(part_number(row, NAN, ""), notes,
		    "The runs of this release do not know it.");
		return;
	}
	td = part_number(row, t->estimate,
	    quantity_text(p->arena, t->estimate, unit));
	if (!isnan(t->low) && !isnan(t->high))
		html_add_text(td, "span", "interval",
		    interval_text(p->arena, t->low, t->high, unit));
}

static void add_change(const struct page *p, const struct release_change *c,
    const char *unit, struct notes *notes, xmlNode *row)
{
	const char *text = release_change_text(p->arena, c, unit);
	const char *interval = release_change_interval(p->arena, c, unit);
	xmlNode *td = part_number(row, c->ratio, "");

	if (!c->verdict) {
		part_absent(td, notes, release_uncompared(c));
		return;
	}
	if (text)
		html_add_text(td, "b", NULL, text);
	if (interval)
		html_add_text(td, "span", "interval", interval);
	part_release_verdict(td, c);
}

/* All changes of a series, with what speaks against them. */
static void add_changes(const struct page *p, const struct release_series *s,
    struct notes *notes, xmlNode *row)
{
	const struct change_point_list *all = &p->results->change_points;
	xmlNode *td = html_add(row, "td", "changes");
	const char *off = off_target_text(p->arena, s->at, s->len);
	const char *before = "";

	for (size_t i = 0; i < all->len; i++) {
		const struct change_point *c = &all->at[i];

		if (!trend_has_change(s->at, c))
			continue;
		html_textf(td, "%s%s", before, change_point_text(p->arena, c));
		notes_refer(notes, td, c->method);
		if (change_point_doubt(p->arena, c))
			notes_refer(notes, td, change_point_doubt(p->arena, c));
		before = "; ";
	}
	if (off) {
		html_textf(td, "%s%s", before, off);
		before = off;
	}
	if (!*before)
		html_text(td, "none found");
}

static void add_newest(const struct page *p, const struct release_series *s,
    struct notes *notes, xmlNode *body)
{
	const struct trend_point *t = &s->at[s->len - 1];
	xmlNode *row = part_row(body);

	part_row_head(row, trend_title(p->arena, s->at));
	part_cell(row, t->release);
	add_value(p, t, notes, row);
	part_cell(row, t->baseline ? t->baseline : "—");
	add_change(p, &t->from_baseline, short_unit(t->unit), notes, row);
	add_change(p, &t->from_previous, short_unit(t->unit), notes, row);
	add_changes(p, s, notes, row);
}

static void add_summary(const struct page *p, const struct histories *list,
    xmlNode *section)
{
	struct notes notes = notes_begin(p->arena, "trend-newest");
	xmlNode *table = part_table(section,
	    "The newest release of each series, and where changes were found");
	xmlNode *head = part_head(table);
	xmlNode *body = part_body(table);

	html_set(table, "data-sortable", "");
	html_set(table, "data-changes", "");
	part_column(head, NULL, "series");
	part_column(head, NULL, "newest");
	part_column(head, "num", "value");
	part_column(head, NULL, "baseline");
	part_column(head, "num", "against the baseline");
	part_column(head, "num", "against the previous");
	part_column(head, NULL, "changes");
	for (size_t i = 0; i < list->len; i++)
		add_newest(p, &list->at[i], &notes, body);
	notes_list(&notes, section);
}

static void add_release(const struct page *p, const struct trend_point *t,
    struct notes *notes, xmlNode *body)
{
	xmlNode *row = part_row(body);

	part_row_head(row, t->release);
	part_count(row, t->runs);
	add_value(p, t, notes, row);
	add_change(p, &t->from_baseline, short_unit(t->unit), notes, row);
	add_change(p, &t->from_previous, short_unit(t->unit), notes, row);
}

static void add_releases(const struct page *p, const struct release_series *s,
    xmlNode *into)
{
	struct notes notes = notes_begin(p->arena,
	    arena_printf(p->arena, "trend-releases-%u", s->number));
	const char *title = trend_title(p->arena, s->at);
	xmlNode *details =
	    part_details(into, arena_printf(p->arena, "%s, by release", title));
	xmlNode *table = part_table(details,
	    arena_printf(p->arena, "%s: every release", title));
	xmlNode *head = part_head(table);
	xmlNode *body = part_body(table);

	html_set(table, "data-sortable", "");
	part_column(head, NULL, "release");
	part_column(head, "num", "runs");
	part_column(head, "num", "value");
	part_column(head, "num",
	    arena_printf(p->arena, "against %s",
		s->at->baseline ? s->at->baseline : "the baseline"));
	part_column(head, "num", "against the previous");
	for (size_t i = 0; i < s->len; i++)
		add_release(p, &s->at[i], &notes, body);
	notes_list(&notes, details);
}

static bool has_changed(const struct page *p, const struct release_series *s)
{
	const struct change_point_list *all = &p->results->change_points;

	for (size_t i = 0; i < all->len; i++) {
		if (trend_has_change(s->at, &all->at[i]))
			return true;
	}
	return false;
}

static bool deserves_figure(const struct page *p,
    const struct release_series *s)
{
	return strcmp(s->at->metric, "latency_p99") == 0 ||
	       strcmp(s->at->metric, "throughput") == 0 || has_changed(p, s);
}

/*
 * p99 and throughput, and all that changed; the others are tables alone.  Of
 * none of these, the first.
 */
static bool is_drawn(const struct page *p, const struct histories *list,
    const struct release_series *s)
{
	size_t i = 0;

	while (i < list->len && !deserves_figure(p, &list->at[i]))
		i++;
	return i < list->len ? deserves_figure(p, s) : s == list->at;
}

int section_trend(const struct page *p, xmlNode *into, struct err *err)
{
	struct histories list = all_series(p);
	xmlNode *section;

	(void)err;
	if (!list.len)
		return 0;
	section = part_section(into, "trend", "Releases");
	html_add_text(section, "p", "how",
	    "How to read: the newest release is one planned comparison with "
	    "the baseline and one with the release before; claims on older "
	    "ones are corrected by Holm's method, over the releases of "
	    "their table. A change of the series is "
	    "confirmed where the releases on both sides of it, each as the "
	    "mean of its runs, pass a test at 0.01; possible ones are places "
	    "to look at, no more.");
	add_summary(p, &list, section);
	for (size_t i = 0; i < list.len; i++) {
		const struct release_series *s = &list.at[i];
		xmlNode *to = section;

		if (is_drawn(p, &list, s))
			to = trend_figure(p, s, section);
		add_releases(p, s, to);
	}
	return 0;
}
