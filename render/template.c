/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/template_internal.h"

#include <string.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/input.h"
#include "base/sha256.h"
#include "render/palette.h"

#define X(s) ((const xmlChar *)(s))

/* A file of the template's folder if it is there, else the built-in one. */
static int read_file(const struct template *t, const char *name,
    struct span *text, const char **shown, struct err *err)
{
	const char *path =
	    t->dir ? arena_printf(t->arena, "%s/%s", t->dir, name) : NULL;
	struct input *in;
	int status;

	*shown = arena_printf(t->arena, "templates/%s", name);
	if (!path || access(path, F_OK)) {
		*text = embedded_file(*shown);
		return 0;
	}
	*shown = path;
	in = input_open(path, err);
	if (!in)
		return -1;
	status = input_all(in, text, err);
	if (!status)
		*text = (struct span){ arena_span(t->arena, *text), text->len };
	input_close(in);
	return status;
}

/* The node behind n and all in it, in the order of the document, or NULL. */
static xmlNode *node_after(xmlNode *n)
{
	while (n && !n->next)
		n = n->parent;
	return n ? n->next : NULL;
}

/* The node behind n, or NULL. */
static xmlNode *next_node(xmlNode *n)
{
	return n->type == XML_ELEMENT_NODE && n->children ? n->children
							  : node_after(n);
}

static bool has_name(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE && xmlStrEqual(n->name, X(name));
}

static bool attribute_is(const xmlNode *n, const char *name, const char *value)
{
	xmlChar *text = xmlGetProp(n, X(name));
	bool same = text && xmlStrEqual(text, X(value));

	xmlFree(text);
	return same;
}

/* While the page is small.  What stands in a slot goes with it. */
static void slots_find(struct template *t)
{
	xmlNode *n = xmlDocGetRootElement(t->doc);

	while (n) {
		bool is_slot = has_name(n, "slot");

		if (is_slot)
			*ARENA_PUSH(t->arena, &t->slots) = n;
		n = is_slot ? node_after(n) : next_node(n);
	}
}

int template_open(struct template *t, const char *dir, struct arena *a,
    struct err *err)
{
	struct span text;

	*t = (struct template){ .dir = dir, .arena = a };
	if (read_file(t, "report.html", &text, &t->name, err))
		return -1;
	t->doc = html_parse(text, t->name, err);
	if (!t->doc)
		return -1;
	slots_find(t);
	return 0;
}

void template_release(struct template *t)
{
	xmlFreeDoc(t->doc);
	t->doc = NULL;
}

xmlNode **template_slot(const struct template *t, const char *name)
{
	for (size_t i = 0; i < t->slots.len; i++) {
		xmlNode *n = t->slots.at[i];

		if (n && (!name || attribute_is(n, "name", name)))
			return &t->slots.at[i];
	}
	return NULL;
}

void template_fill(xmlNode **slot, xmlNode *content)
{
	while (content->children)
		xmlAddPrevSibling(*slot, content->children);
	xmlUnlinkNode(*slot);
	xmlFreeNode(*slot);
	xmlFreeNode(content);
	*slot = NULL;
}

int template_check(const struct template *t, struct err *err)
{
	xmlNode **slot = template_slot(t, NULL);
	xmlChar *name;

	if (!slot)
		return 0;
	name = xmlGetProp(*slot, X("name"));
	err_at(err, (struct pos){ t->name, xmlGetLineNo(*slot) },
	    "there is no section \"%.60s\" for this slot",
	    name ? (const char *)name : "");
	xmlFree(name);
	return -1;
}

static xmlNode *find_reference(const struct template *t, const char *element,
    const char *attribute, const char *value)
{
	xmlNode *n = xmlDocGetRootElement(t->doc);

	while (
	    n && !(has_name(n, element) && attribute_is(n, attribute, value)))
		n = next_node(n);
	return n;
}

/* Puts an element with that text in the place of `old`; grants it. */
static const char *replace(xmlNode *old, const char *element, struct span text,
    struct arena *a)
{
	char hash[SHA256_POLICY_TEXT];
	xmlNode *node = html_add(old->parent, element, NULL);

	html_raw(node, text);
	xmlReplaceNode(old, node);
	xmlFreeNode(old);
	return arena_printf(a, "'%s'", sha256_policy(text, hash));
}

static int inline_style(const struct template *t, const char **grant,
    struct err *err)
{
	xmlNode *link = find_reference(t, "link", "href", "report.css");
	const char *shown, *css;
	struct span text;

	if (!link)
		return 0;
	if (read_file(t, "report.css", &text, &shown, err))
		return -1;
	css = arena_printf(t->arena, "%s\n%s%s", palette_css(t->arena),
	    palette_swatches(t->arena), arena_span(t->arena, text));
	*grant = replace(link, "style", span_of(css), t->arena);
	return 0;
}

static int inline_script(const struct template *t, const char **grant,
    struct err *err)
{
	xmlNode *script = find_reference(t, "script", "src", "report.js");
	const char *shown;
	struct span text;

	if (!script)
		return 0;
	if (read_file(t, "report.js", &text, &shown, err))
		return -1;
	*grant = replace(script, "script", text, t->arena);
	return 0;
}

/* First in the head, but for the encoding. */
static int add_policy(const struct template *t, const char *style,
    const char *script, struct err *err)
{
	xmlNode *charset = find_reference(t, "meta", "charset", "utf-8");
	xmlNode *meta;

	if (!charset)
		return err_at(err, (struct pos){ t->name, 1 },
		    "the page needs <meta charset=\"utf-8\"/> in its head");
	meta = html_add(charset->parent, "meta", NULL);
	html_set(meta, "http-equiv", "Content-Security-Policy");
	html_setf(meta, "content",
	    "default-src 'none'; style-src %s; script-src %s; base-uri 'none'; "
	    "form-action 'none'",
	    style, script);
	xmlAddNextSibling(charset, meta);
	return 0;
}

int template_inline(const struct template *t, struct err *err)
{
	const char *style = "'none'", *script = "'none'";

	if (inline_style(t, &style, err) || inline_script(t, &script, err))
		return -1;
	return add_policy(t, style, script, err);
}
