/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parts that sections are made of: headings, tables, notes, figures.
 */
#ifndef RENDER_PART_INTERNAL_H
#define RENDER_PART_INTERNAL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/footnotes.h"
#include "render/html_internal.h"
#include "render/load.h"
#include "store/result.h"

/* <section id="..."> with its heading; `id` is an anchor for links. */
xmlNode *part_section(xmlNode *into, const char *id, const char *title);

/* A part of a section for one load, closed where that is folded; no heading
 * where its label is "". */
xmlNode *part_load(xmlNode *section, const char *prefix,
    const struct load *load);

/*
 * A table that scrolls in a box of its own where it is too wide.  Rows go
 * into the node that part_body() returns.
 */
xmlNode *part_table(xmlNode *into, const char *caption);
xmlNode *part_head(xmlNode *table);
xmlNode *part_body(xmlNode *table);
xmlNode *part_row(xmlNode *body);
/* Heading of a column; `class` "num" for those of numbers, or NULL. */
xmlNode *part_column(xmlNode *head, const char *class, const char *text);
/* Heading of a row: <th scope="row">. */
xmlNode *part_row_head(xmlNode *row, const char *text);
/* The same for a variant, with its color. */
xmlNode *part_variant(xmlNode *row, const struct variant *v);
void part_swatch(xmlNode *into, const struct variant *v);
xmlNode *part_cell(xmlNode *row, const char *text);
/* A cell with a number; `value` is what a script sorts it by. */
xmlNode *part_number(xmlNode *row, double value, const char *text);
/* A whole number; UNKNOWN is "unknown". */
xmlNode *part_count(xmlNode *row, int64_t count);

/* Marks a cell or a heading of a percentile, which a reader may hide. */
void part_metric(xmlNode *node, const char *metric);

/* <pre> of a text to copy, all of it, however long. */
void part_code(xmlNode *into, const char *text);

/* <details> for a table that stands behind a figure. */
xmlNode *part_details(xmlNode *into, const char *summary);

/* The footnotes of a table; marks are links to them. */
struct notes {
	struct footnotes texts;
	const char *id; /* unique on the page */
	struct note_link *at;
	size_t len;
};

struct notes notes_begin(struct arena *a, const char *id);

/* A mark for each line of `reasons` (NULL: none), which notes_list() words. */
void notes_refer(struct notes *n, xmlNode *into, const char *reasons);

/* The list, once all that refers to it is there; nothing if it is empty. */
void notes_list(struct notes *n, xmlNode *into);

/* An em dash and a link to the reason; a cell's whole content. */
void part_absent(xmlNode *cell, struct notes *n, const char *reason);

/* A state of a gate or a check ("pass", "warn", ...): glyph and word. */
void part_state(xmlNode *into, const char *state);

/* A verdict: glyph, words, and whether it is significant. */
void part_verdict(xmlNode *into, const struct comparison *c);

/* The same of releases, whose verdict is not NULL. */
void part_release_verdict(xmlNode *into, const struct release_change *c);

#endif
