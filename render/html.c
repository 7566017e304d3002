/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/html_internal.h"

#include <assert.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/mem.h"
#include "render/safe_text.h"

#define X(s) ((const xmlChar *)(s))
#if LIBXML_VERSION >= 21200
#define FAULT_CONST const /* since then handlers may not change an error */
#else
#define FAULT_CONST
#endif

/* libxml2 says NULL where memory is gone; then so are we. */
static void *made(void *node)
{
	if (!node) {
		fputs("meshstat: out of memory\n", stderr);
		exit(2);
	}
	return node;
}

__attribute__((format(printf, 1, 0))) static char *formatted(const char *fmt,
    va_list ap)
{
	va_list again;
	char *text;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	n = n < 0 ? 0 : n;
	text = xcalloc((size_t)n + 1, 1);
	vsnprintf(text, (size_t)n + 1, fmt, ap);
	return text;
}

xmlNode *html_add(xmlNode *parent, const char *name, const char *class)
{
	xmlNode *node = made(xmlNewDocNode(parent->doc, NULL, X(name), NULL));

	xmlAddChild(parent, node);
	if (class)
		html_set(node, "class", class);
	return node;
}

void html_text(xmlNode *parent, const char *text)
{
	struct arena a = { 0 };
	const char *safe = text_safe(&a, text);

	xmlAddChild(parent, made(xmlNewDocText(parent->doc, X(safe))));
	arena_release(&a);
}

void html_textf(xmlNode *parent, const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = formatted(fmt, ap);
	va_end(ap);
	html_text(parent, text);
	free(text);
}

xmlNode *html_add_text(xmlNode *parent, const char *name, const char *class,
    const char *text)
{
	xmlNode *node = html_add(parent, name, class);

	html_text(node, text);
	return node;
}

xmlNode *html_addf(xmlNode *parent, const char *name, const char *class,
    const char *fmt, ...)
{
	va_list ap;
	xmlNode *node;
	char *text;

	va_start(ap, fmt);
	text = formatted(fmt, ap);
	va_end(ap);
	node = html_add_text(parent, name, class, text);
	free(text);
	return node;
}

static void set_safe(xmlNode *node, const char *name, const char *value)
{
	struct arena a = { 0 };

	made(xmlSetProp(node, X(name), X(text_safe(&a, value))));
	arena_release(&a);
}

void html_set(xmlNode *node, const char *name, const char *value)
{
	assert(strncmp(name, "on", 2) != 0 && strcmp(name, "style") != 0);
	assert(strcmp(name, "href") != 0 && strcmp(name, "src") != 0);
	set_safe(node, name, value);
}

void html_setf(xmlNode *node, const char *name, const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = formatted(fmt, ap);
	va_end(ap);
	html_set(node, name, text);
	free(text);
}

xmlNode *html_link(xmlNode *parent, const char *anchor, const char *text)
{
	xmlNode *node = html_add_text(parent, "a", NULL, text);
	struct arena a = { 0 };

	set_safe(node, "href", arena_printf(&a, "#%s", anchor));
	arena_release(&a);
	return node;
}

void html_raw(xmlNode *parent, struct span text)
{
	assert(text.len <= INT_MAX);
	xmlAddChild(parent,
	    made(xmlNewDocTextLen(parent->doc, X(text.at), (int)text.len)));
}

xmlNode *html_part(xmlDoc *doc)
{
	return made(xmlNewDocNode(doc, NULL, X("div"), NULL));
}

/* Where a parser stopped to understand; what it says later follows from it. */
struct fault {
	const char *name;
	struct err *err;
	bool found;
};

static void keep_first_fault(void *parser, FAULT_CONST xmlError *e)
{
	struct fault *fault = ((xmlParserCtxt *)parser)->_private;
	struct span text = span_trim(span_of(e->message ? e->message : ""));

	if (fault->found)
		return;
	fault->found = true;
	err_at(fault->err, (struct pos){ fault->name, e->line }, "%.*s",
	    SPAN_ARG(text));
}

xmlDoc *html_parse(struct span text, const char *name, struct err *err)
{
	struct fault fault = { name, err, false };
	xmlParserCtxt *parser = made(xmlNewParserCtxt());
	int length = text.len <= INT_MAX ? (int)text.len : 0;
	xmlDoc *doc;

	parser->_private = &fault;
	parser->sax->serror = keep_first_fault;
	doc = xmlCtxtReadMemory(parser, text.at, length, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOCDATA);
	xmlFreeParserCtxt(parser);
	if (!doc && !fault.found)
		err_at(err, (struct pos){ name, 0 }, "no page");
	if (doc && doc->intSubset && doc->intSubset->children) {
		err_at(err, (struct pos){ name, 1 },
		    "declarations in the document type are not supported");
		xmlFreeDoc(doc);
		doc = NULL;
	}
	return doc;
}
