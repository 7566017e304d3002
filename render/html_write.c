/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HTML as browsers parse it.  libxml2's own serializers are of HTML 4 and of
 * XHTML: one lowercases SVG's viewBox, the other writes <script/>.
 */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "render/html_internal.h"

static bool is_one_of(const char *name, const char *const *names)
{
	while (*names && strcmp(*names, name) != 0)
		names++;
	return *names != NULL;
}

static bool is_void(const char *name)
{
	static const char *const names[] = { "area", "base", "br", "col",
		"embed", "hr", "img", "input", "link", "meta", "source",
		"track", "wbr", NULL };

	return is_one_of(name, names);
}

static bool is_raw(const char *name)
{
	static const char *const names[] = { "script", "style", NULL };

	return is_one_of(name, names);
}

static void write_escaped(const char *text, FILE *out)
{
	for (const char *s = text; *s; s++) {
		switch (*s) {
		case '&':
			fputs("&amp;", out);
			break;
		case '<':
			fputs("&lt;", out);
			break;
		case '>':
			fputs("&gt;", out);
			break;
		case '"':
			fputs("&quot;", out);
			break;
		default:
			putc(*s, out);
		}
	}
}

static void write_attribute(const xmlAttr *attribute, FILE *out)
{
	xmlChar *value =
	    xmlNodeListGetString(attribute->doc, attribute->children, 1);

	fprintf(out, " %s", (const char *)attribute->name);
	if (value && *value) {
		fputs("=\"", out);
		write_escaped((const char *)value, out);
		putc('"', out);
	}
	xmlFree(value);
}

/* Would this text end the element that it stands in, or hide its end? */
static bool breaks_out(const char *text)
{
	for (const char *s = strchr(text, '<'); s; s = strchr(s + 1, '<')) {
		if (strncasecmp(s, "</script", 8) == 0 ||
		    strncasecmp(s, "</style", 7) == 0 ||
		    strncmp(s, "<!--", 4) == 0)
			return true;
	}
	return false;
}

static int write_raw(const xmlNode *node, FILE *out, struct err *err)
{
	for (const xmlNode *n = node->children; n; n = n->next) {
		const char *text = (const char *)n->content;

		if (!text)
			continue;
		if (breaks_out(text))
			return err_set(err, "<%s>: its text would end it",
			    (const char *)node->name);
		fputs(text, out);
	}
	return 0;
}

static int write_node(const xmlNode *node, FILE *out, struct err *err);

static int write_children(const xmlNode *node, FILE *out, struct err *err)
{
	for (const xmlNode *n = node->children; n; n = n->next) {
		if (write_node(n, out, err))
			return -1;
	}
	return 0;
}

static int write_element(const xmlNode *node, FILE *out, struct err *err)
{
	const char *name = (const char *)node->name;

	fprintf(out, "<%s", name);
	for (const xmlAttr *a = node->properties; a; a = a->next)
		write_attribute(a, out);
	putc('>', out);
	if (is_void(name))
		return 0;
	if ((is_raw(name) ? write_raw : write_children)(node, out, err))
		return -1;
	fprintf(out, "</%s>", name);
	return 0;
}

static int write_node(const xmlNode *node, FILE *out, struct err *err)
{
	switch (node->type) {
	case XML_ELEMENT_NODE:
		return write_element(node, out, err);
	case XML_TEXT_NODE:
	case XML_CDATA_SECTION_NODE:
		write_escaped((const char *)node->content, out);
		return 0;
	default: /* comments, processing instructions, the document type */
		return 0;
	}
}

int html_write(const xmlDoc *doc, FILE *out, struct err *err)
{
	const xmlNode *root = xmlDocGetRootElement(doc);

	fputs("<!DOCTYPE html>\n", out);
	if (root && write_node(root, out, err))
		return -1;
	putc('\n', out);
	return 0;
}
