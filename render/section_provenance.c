/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where everything came from, and how to make the report again.
 */
#include <math.h>
#include <string.h>

#include "base/units.h"
#include "render/label_table_internal.h"
#include "render/part_internal.h"
#include "render/quantity.h"
#include "render/section_internal.h"

static void add_source(const struct page *p, const struct source *s,
    xmlNode *body)
{
	xmlNode *row = part_row(body);

	part_row_head(row, s->name);
	part_cell(row, s->format);
	part_number(row, (double)s->bytes, count_text(p->arena, s->bytes));
	html_add_text(html_add(row, "td", NULL), "code", "hash", s->sha256);
}

/* What a source lacks, as its server or its importer says. */
static void add_warnings(const struct page *p, xmlNode *section)
{
	for (size_t i = 0; i < p->sources.len; i++) {
		const struct source *s = &p->sources.at[i];

		if (s->warnings)
			html_add_text(section, "p", "note",
			    arena_printf(p->arena, "%s comes with warnings: %s",
				s->name, s->warnings));
	}
}

static void add_sources(const struct page *p, xmlNode *section)
{
	xmlNode *table, *head, *body;

	if (!p->sources.len) {
		html_add_text(section, "p", NULL,
		    "The archive holds no sources.");
		return;
	}
	table = part_table(
	    part_details(section,
		arena_printf(p->arena, "%zu sources", p->sources.len)),
	    "Sources and their checksums (SHA-256 of the uncompressed "
	    "content)");
	head = part_head(table);
	part_column(head, NULL, "Source");
	part_column(head, NULL, "Format");
	part_column(head, "num", "Bytes");
	part_column(head, NULL, "SHA-256");
	body = part_body(table);
	for (size_t i = 0; i < p->sources.len; i++)
		add_source(p, &p->sources.at[i], body);
	add_warnings(p, section);
}

/* What collect was given beside the sources. */
static void add_unread(const struct page *p, xmlNode *section)
{
	const struct unread_list *all = &p->unread;
	xmlNode *table, *head, *body;

	if (!all->len)
		return;
	table = part_table(
	    part_details(section,
		arena_printf(p->arena,
		    "%zu files that are no sources: %zu "
		    "refused, %zu of no known format",
		    all->len, all->refused, all->len - all->refused)),
	    "Files that were given, and are in no figure");
	head = part_head(table);
	part_column(head, NULL, "File");
	part_column(head, NULL, "State");
	part_column(head, NULL, "Why");
	body = part_body(table);
	for (size_t i = 0; i < all->len; i++) {
		xmlNode *row = part_row(body);

		part_row_head(row, all->at[i].name);
		part_cell(row, unread_word(&all->at[i]));
		part_cell(row, all->at[i].why);
	}
}

static const char *labels_text(const struct page *p, const struct run *run)
{
	const char *text = "";

	for (size_t i = 0; i < run->n_labels; i++)
		text = arena_printf(p->arena, "%s%s%s=%s", text, i ? ", " : "",
		    run->labels[i].key, run->labels[i].value);
	return text;
}

static void add_run(const struct page *p, const struct run *run, xmlNode *body)
{
	const struct run_facts *f = &run->facts;
	char text[UNIT_TEXT];
	xmlNode *row = part_row(body);

	part_row_head(row, page_run_name(p, run));
	html_add_text(html_add(row, "td", NULL), "code", "hash", run->id);
	part_cell(row, f->started_at_ns == UNKNOWN
			   ? "unknown"
			   : time_text(f->started_at_ns, text));
	part_number(row,
	    f->duration_ns == UNKNOWN ? NAN : (double)f->duration_ns,
	    f->duration_ns == UNKNOWN
		? "unknown"
		: duration_text((double)f->duration_ns, text));
	part_cell(row,
	    arena_printf(p->arena, "%s %s", f->tool ? f->tool : "unknown",
		f->tool_version ? f->tool_version : ""));
	part_cell(row, labels_text(p, run));
}

static void add_runs(const struct page *p, xmlNode *section)
{
	static const char *const columns[] = { "Run", "Id", "Started",
		"Duration", "Tool", "Labels", NULL };
	xmlNode *table, *head, *body;

	if (!p->runs.len)
		return;
	table = part_table(part_details(section,
			       arena_printf(p->arena, "%zu runs", p->runs.len)),
	    "Runs and their labels");
	html_set(table, "data-sortable", "");
	head = part_head(table);
	for (size_t i = 0; columns[i]; i++)
		part_column(head, i == 3 ? "num" : NULL, columns[i]);
	body = part_body(table);
	for (size_t i = 0; i < p->runs.len; i++)
		add_run(p, &p->runs.at[i], body);
}

/* "samples" of "samples/"; a name for the folder where sources have none. */
static const char *folder_name(const struct page *p,
    const struct label_table *t)
{
	size_t n = strlen(t->folder);

	return n > 1 ? arena_span(p->arena, (struct span){ t->folder, n - 1 })
		     : "sources";
}

static void add_table(const struct page *p, const struct label_table *t,
    xmlNode *section)
{
	xmlNode *details = part_details(section,
	    arena_printf(p->arena, "runs.csv: the labels of %zu files",
		t->files));

	part_code(details, t->csv);
}

/* What no row says; how it came about is not kept. */
static void add_untold(const struct page *p, const struct label_table *t,
    xmlNode *section)
{
	if (t->untold)
		html_add_text(section, "p", NULL,
		    arena_printf(p->arena,
			"The table leaves %zu labels open, in which runs of "
			"one file differ: they take the --label-pattern or "
			"the calls of collect that made them.",
			t->untold));
}

/* Answers of a server, which may have forgotten them. */
static bool has_server(const struct page *p)
{
	size_t i = 0;

	while (i < p->sources.len &&
	       strncmp(p->sources.at[i].name, "http", 4) != 0)
		i++;
	return i < p->sources.len;
}

static void add_commands(const struct page *p, xmlNode *section)
{
	struct label_table t = label_table_of(p);
	const char *folder = folder_name(p, &t);

	html_add_text(section, "h3", NULL, "To make this report again");
	html_add_text(section, "p", NULL,
	    arena_printf(p->arena,
		"Put the sources listed here, whose checksums tell whether "
		"they are the same, into a folder %s as they are named%s, and "
		"keep the study that stands under Method as study.json:",
		folder,
		*t.csv ? ", keep the table below in that folder as runs.csv, "
			 "in place of any other, for it has all labels that "
			 "people gave"
		       : ""));
	part_code(section,
	    arena_printf(p->arena,
		"meshstat collect -a results.db %s\n"
		"meshstat analyze -a results.db --study study.json\n"
		"meshstat render -a results.db -o report.html\n",
		folder));
	if (has_server(p))
		html_add_text(section, "p", NULL,
		    "What a Prometheus server answered has to be asked again, "
		    "by naming its URL to collect, for as long as it is kept "
		    "there.");
	if (*t.csv)
		add_table(p, &t, section);
	add_untold(p, &t, section);
}

int section_provenance(const struct page *p, xmlNode *into, struct err *err)
{
	xmlNode *section = part_section(into, "provenance", "Provenance");

	(void)err;
	add_commands(p, section);
	add_sources(p, section);
	add_unread(p, section);
	add_runs(p, section);
	return 0;
}
