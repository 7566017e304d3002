/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What frames the sections: title, list of contents, footer.
 */
#include <string.h>

#include "base/units.h"
#include "render/section_internal.h"

#define X(s) ((const xmlChar *)(s))

int section_title(const struct page *p, xmlNode *into, struct err *err)
{
	const char *title = p->results->analysis.title;

	(void)err;
	html_text(into, title && *title ? title : "Load test comparison");
	return 0;
}

/* The runs that are compared; others may be in the archive. */
struct compared {
	size_t runs;
	int64_t first, last; /* their starts; first > last: none is known */
};

static struct compared compared_runs(const struct page *p)
{
	struct compared c = { 0, INT64_MAX, INT64_MIN };
	const struct cell_list *cells = &p->results->cells;

	for (size_t i = 0; i < cells->len; i++) {
		size_t n;
		const struct run **runs = cell_runs(p, &cells->at[i], &n);

		c.runs += n;
		for (size_t k = 0; k < n; k++) {
			int64_t at = runs[k]->facts.started_at_ns;

			if (at == UNKNOWN)
				continue;
			c.first = at < c.first ? at : c.first;
			c.last = at > c.last ? at : c.last;
		}
	}
	return c;
}

/* Their days; empty if none says when it started. */
static const char *measured(const struct page *p, const struct compared *c)
{
	char from[UNIT_TEXT], to[UNIT_TEXT];

	if (c->first > c->last)
		return "";
	time_text(c->first, from);
	time_text(c->last, to);
	if (strncmp(from, to, 10) == 0)
		return arena_printf(p->arena, " · measured on %.10s", from);
	return arena_printf(p->arena, " · measured %.10s to %.10s", from, to);
}

static const char *ending(size_t n)
{
	return n == 1 ? "" : "s";
}

int section_subtitle(const struct page *p, xmlNode *into, struct err *err)
{
	const struct analysis *a = &p->results->analysis;
	struct compared c = compared_runs(p);

	(void)err;
	if (a->baseline)
		html_textf(into, "Compares %s against %s", a->factor,
		    a->baseline);
	else
		html_textf(into, "By %s", a->factor);
	html_textf(into, " · %zu variant%s, %zu load%s, %zu run%s%s",
	    p->loads.n_variants, ending(p->loads.n_variants), p->loads.len,
	    ending(p->loads.len), c.runs, ending(c.runs), measured(p, &c));
	return 0;
}

static xmlNode *first_heading(xmlNode *section)
{
	xmlNode *n = section->children;

	while (n &&
	       !(n->type == XML_ELEMENT_NODE && xmlStrEqual(n->name, X("h2"))))
		n = n->next;
	return n;
}

static void list_section(xmlNode *section, xmlNode *list)
{
	xmlChar *id = xmlGetProp(section, X("id"));
	xmlNode *heading = first_heading(section);

	if (id && heading) {
		xmlChar *text = xmlNodeGetContent(heading);

		html_link(html_add(list, "li", NULL), (const char *)id,
		    (const char *)text);
		xmlFree(text);
	}
	xmlFree(id);
}

/* In the order of the page, which is the template's. */
static void list_sections(xmlNode *n, xmlNode *list)
{
	for (; n; n = n->next) {
		if (n->type != XML_ELEMENT_NODE)
			continue;
		if (xmlStrEqual(n->name, X("section")))
			list_section(n, list);
		list_sections(n->children, list);
	}
}

int section_contents(const struct page *p, xmlNode *into, struct err *err)
{
	xmlNode *list = html_add(into, "ol", NULL);

	(void)p;
	(void)err;
	list_sections(xmlDocGetRootElement(into->doc), list);
	return 0;
}

int section_footer(const struct page *p, xmlNode *into, struct err *err)
{
	char when[UNIT_TEXT];

	(void)err;
	html_textf(into, "Made by meshstat %s", VERSION);
	if (p->options->now_ns != UNKNOWN)
		html_textf(into, " on %s", time_text(p->options->now_ns, when));
	html_text(into, ". The same archive gives the same page, byte for "
			"byte.");
	return 0;
}
