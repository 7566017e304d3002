/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/part_internal.h"

#include <math.h>
#include <string.h>

#include "render/finding_words.h"
#include "render/metric_name.h"
#include "render/palette.h"
#include "render/quantity.h"
#include "render/safe_text.h"
#include "render/verdict_word.h"
#include "store/histogram.h"

#define CELL_MAX 400        /* bytes of a text in a table */
#define CODE_PIECE 500      /* TEXT_SAFE_MAX, were each byte escaped */
#define NO_BREAK "\xc2\xa0" /* U+00A0 */

/* A mark on the page, to be worded when all are known. */
struct note_link {
	xmlNode *link;
	struct footnote_mark mark;
};

xmlNode *part_section(xmlNode *into, const char *id, const char *title)
{
	xmlNode *section = html_add(into, "section", NULL);
	xmlNode *heading;

	html_set(section, "id", id);
	html_setf(section, "aria-labelledby", "%s-title", id);
	heading = html_add_text(section, "h2", NULL, title);
	html_setf(heading, "id", "%s-title", id);
	return section;
}

/* The whole of a text that is shown elided. */
static void set_whole(xmlNode *node, const char *shown, const char *whole)
{
	if (strcmp(shown, whole) != 0)
		html_set(node, "title", whole);
}

xmlNode *part_load(xmlNode *section, const char *prefix,
    const struct load *load)
{
	xmlNode *part =
	    html_add(section, load->folded ? "details" : "div", "load");
	xmlNode *head = load->folded ? html_add(part, "summary", NULL) : part;

	html_setf(part, "id", "%s-%s", prefix, load->id);
	if (*load->label)
		set_whole(html_add_text(head, "h3", NULL, load->label),
		    load->label, load->whole);
	else if (load->folded)
		html_text(head, "the load that no label names");
	return part;
}

xmlNode *part_table(xmlNode *into, const char *caption)
{
	xmlNode *box = html_add(into, "div", "scroll");
	xmlNode *table;

	html_set(box, "role", "group");
	html_set(box, "tabindex", "0");
	html_set(box, "aria-label", caption);
	table = html_add(box, "table", NULL);
	html_add_text(html_add(table, "caption", NULL), "span", NULL, caption);
	return table;
}

xmlNode *part_head(xmlNode *table)
{
	return html_add(html_add(table, "thead", NULL), "tr", NULL);
}

xmlNode *part_body(xmlNode *table)
{
	return html_add(table, "tbody", NULL);
}

xmlNode *part_row(xmlNode *body)
{
	return html_add(body, "tr", NULL);
}

xmlNode *part_column(xmlNode *head, const char *class, const char *text)
{
	xmlNode *th = html_add_text(head, "th", class, text);

	html_set(th, "scope", "col");
	return th;
}

/* A text of at most CELL_MAX bytes, with the whole as its title. */
static xmlNode *add_elided(xmlNode *row, const char *name, const char *text)
{
	struct arena a = { 0 };
	const char *whole = text ? text : "";
	const char *shown = text_elided(&a, whole, CELL_MAX);
	xmlNode *cell = html_add_text(row, name, NULL, shown);

	set_whole(cell, shown, whole);
	arena_release(&a);
	return cell;
}

xmlNode *part_row_head(xmlNode *row, const char *text)
{
	xmlNode *th = add_elided(row, "th", text);

	html_set(th, "scope", "row");
	return th;
}

void part_swatch(xmlNode *into, const struct variant *v)
{
	struct arena a = { 0 };
	enum hue hue = look_series(ROLE_DOT, v->order).hue;
	const char *class = arena_printf(&a, "swatch %s m%d",
	    hue_color(hue)->name, marker_series(v->order));

	html_set(html_add(into, "span", class), "aria-hidden", "true");
	arena_release(&a);
}

xmlNode *part_variant(xmlNode *row, const struct variant *v)
{
	xmlNode *th = html_add(row, "th", "variant");

	html_set(th, "scope", "row");
	part_swatch(th, v);
	html_textf(th, " %s", v->value);
	set_whole(th, v->value, v->whole);
	if (v->is_baseline)
		html_add_text(th, "span", "remark", " baseline");
	return th;
}

xmlNode *part_cell(xmlNode *row, const char *text)
{
	return add_elided(row, "td", text);
}

xmlNode *part_number(xmlNode *row, double value, const char *text)
{
	xmlNode *td = html_add_text(row, "td", "num", text);

	if (isfinite(value))
		html_setf(td, "data-value", "%.9g", value);
	return td;
}

xmlNode *part_count(xmlNode *row, int64_t count)
{
	struct arena a = { 0 };
	xmlNode *td = part_number(row, count == UNKNOWN ? NAN : (double)count,
	    count_text(&a, count));

	arena_release(&a);
	return td;
}

void part_metric(xmlNode *node, const char *metric)
{
	if (metric_is_latency(metric))
		html_set(node, "data-metric", metric);
}

/* As much of it as html_text() does not cut, in whole characters. */
static size_t piece_len(const char *text)
{
	size_t n = strnlen(text, CODE_PIECE);

	if (n < CODE_PIECE)
		return n;
	while (n > CODE_PIECE - 3 && ((unsigned char)text[n] & 0xC0) == 0x80)
		n--;
	return n;
}

void part_code(xmlNode *into, const char *text)
{
	xmlNode *code = html_add(html_add(into, "pre", NULL), "code", NULL);

	while (*text) {
		size_t n = piece_len(text);

		html_textf(code, "%.*s", (int)n, text);
		text += n;
	}
}

xmlNode *part_details(xmlNode *into, const char *summary)
{
	xmlNode *details = html_add(into, "details", NULL);

	html_add_text(details, "summary", NULL, summary);
	return details;
}

struct notes notes_begin(struct arena *a, const char *id)
{
	return (struct notes){ .texts = { .arena = a }, .id = id };
}

static void refer(struct notes *n, xmlNode *into, const char *reason)
{
	struct footnote_mark mark = footnote_add(&n->texts, reason);
	struct arena *a = n->texts.arena;
	xmlNode *link = html_link(html_add(into, "sup", NULL),
	    arena_printf(a, "%s-note-%zu", n->id, mark.number), "");

	html_set(link, "title", reason);
	*ARENA_PUSH(a, n) = (struct note_link){ link, mark };
}

void notes_refer(struct notes *n, xmlNode *into, const char *reasons)
{
	struct span rest = span_of(reasons ? reasons : "");

	while (rest.len) {
		struct span line = span_cut(&rest, '\n');

		if (line.len)
			refer(n, into, arena_span(n->texts.arena, line));
	}
}

/* One text, or one a line behind its letter. */
static void add_note(const struct footnotes *n, size_t number, xmlNode *into)
{
	size_t lines = footnote_lines(n, number);

	for (size_t i = 0; i < lines; i++) {
		struct footnote_line l = footnote_line(n, number, i);
		xmlNode *line = *l.letter ? html_add(into, "div", NULL) : into;

		if (*l.letter)
			html_textf(line, "(%s) ", l.letter);
		if (l.to)
			html_textf(line, "to (%s) ", l.to);
		html_text(line, l.text);
	}
}

void notes_list(struct notes *n, xmlNode *into)
{
	xmlNode *list, *item;

	for (size_t i = 0; i < n->len; i++)
		html_text(n->at[i].link,
		    footnote_word(&n->texts, n->at[i].mark));
	if (!n->texts.len)
		return;
	list = html_add(into, "ol", "notes");
	for (size_t i = 1; i <= n->texts.len; i++) {
		item = html_add(list, "li", NULL);
		html_setf(item, "id", "%s-note-%zu", n->id, i);
		add_note(&n->texts, i, item);
	}
}

void part_absent(xmlNode *cell, struct notes *n, const char *reason)
{
	html_add_text(cell, "span", "absent", "—");
	if (!reason || !*reason)
		reason = "The source does not state this number.";
	notes_refer(n, cell, reason);
}

static void add_glyph(xmlNode *into, const char *class, const char *glyph,
    const char *text)
{
	xmlNode *span = html_add(into, "span", class);

	html_set(html_add_text(span, "span", "glyph", glyph), "aria-hidden",
	    "true");
	html_textf(span, NO_BREAK "%s", text);
}

void part_state(xmlNode *into, const char *state)
{
	static const struct {
		const char *state, *glyph, *class;
	} states[] = {
		{ "pass", "✓", "verdict better" },
		{ "ok", "✓", "verdict better" },
		{ "info", "✓", "verdict same" },
		{ "fail", "✗", "verdict worse" },
		{ "stop", "✗", "verdict worse" },
		{ "warn", "!", "verdict worse" },
		{ "not-comparable", "≠", "verdict unclear" },
	};

	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++) {
		if (strcmp(states[i].state, state) == 0) {
			add_glyph(into, states[i].class, states[i].glyph,
			    state);
			return;
		}
	}
	add_glyph(into, "verdict unclear", "?", state);
}

void part_release_verdict(xmlNode *into, const struct release_change *c)
{
	struct arena a = { 0 };

	add_glyph(into,
	    arena_printf(&a, "verdict %s",
		verdict_group_name(verdict_group(c->verdict))),
	    release_change_glyph(c), c->verdict);
	arena_release(&a);
}

void part_verdict(xmlNode *into, const struct comparison *c)
{
	struct arena a = { 0 };
	const char *group = verdict_group_name(comparison_group(c));

	add_glyph(into, arena_printf(&a, "verdict %s", group),
	    comparison_glyph(c), comparison_words(&a, c));
	arena_release(&a);
}
