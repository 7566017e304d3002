/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/scene_svg.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>

#include "base/mem.h"
#include "render/marker_path.h"
#include "render/xml_internal.h"

#define NUMBER_MAX 32
#define FONT_PX 12 /* of most texts */
#define FONTS "\"Helvetica Neue\", Arial, \"Liberation Sans\", sans-serif"

/* At most two digits behind the point, and no "-0". */
static const char *number(char text[NUMBER_MAX], double v)
{
	size_t n = (size_t)snprintf(text, NUMBER_MAX, "%.2f",
	    fabs(v) < 0.005 ? 0.0 : v);

	while (text[n - 1] == '0')
		text[--n] = '\0';
	if (text[n - 1] == '.')
		text[--n] = '\0';
	return text;
}

/* Nobody sees less than a tenth of a pixel. */
static double tenth(double v)
{
	return round(v * 10) / 10;
}

static xmlNodePtr element(xmlNodePtr parent, const char *name)
{
	return xmlNewChild(parent, NULL, BAD_CAST name, NULL);
}

/* xmlNewProp and xmlNewDocText escape; xmlNewChild would not. */
static void attribute(xmlNodePtr node, const char *name, const char *value)
{
	xmlNewProp(node, BAD_CAST name, BAD_CAST value);
}

static void attribute_number(xmlNodePtr node, const char *name, double v)
{
	char text[NUMBER_MAX];

	attribute(node, name, number(text, v));
}

static void attribute_place(xmlNodePtr node, const char *name, double v)
{
	attribute_number(node, name, tenth(v));
}

static void add_text(xmlNodePtr node, const char *text)
{
	xmlAddChild(node, xmlNewDocText(node->doc, BAD_CAST text));
}

static const char *light(enum hue paint, enum hue own)
{
	enum hue hue = paint == HUE_OWN ? own : paint;

	if (hue == HUE_NONE)
		return "none";
	return hue == HUE_OWN ? hue_color(HUE_INK)->light
			      : hue_color(hue)->light;
}

/* Of series whose hue is another's already, "v7", too: their order. */
static void add_class(xmlNodePtr node, const struct look *look)
{
	const char *role = role_style(look->role)->name;
	char class[64];

	if (look->hue <= HUE_OWN)
		snprintf(class, sizeof(class), "%s", role);
	else if (look->order <= SERIES_HUES)
		snprintf(class, sizeof(class), "%s hue-%s", role,
		    hue_color(look->hue)->name);
	else
		snprintf(class, sizeof(class), "%s hue-%s v%u", role,
		    hue_color(look->hue)->name, look->order);
	attribute(node, "class", class);
}

/* What add_frame() says for the whole drawing is not said again. */
static void add_look(xmlNodePtr node, const struct look *look)
{
	const struct style *style = role_style(look->role);
	const char *dash = look->dash ? look->dash : style->dash;

	add_class(node, look);
	if (style->fill != HUE_NONE)
		attribute(node, "fill", light(style->fill, look->hue));
	if (style->opacity < 1)
		attribute_number(node, "fill-opacity", style->opacity);
	if (style->stroke == HUE_NONE)
		return;
	attribute(node, "stroke", light(style->stroke, look->hue));
	if (style->stroke_width != 1)
		attribute_number(node, "stroke-width", style->stroke_width);
	if (dash && strcmp(dash, "none") != 0)
		attribute(node, "stroke-dasharray", dash);
}

/* Text that is built up; at most `size` bytes with its NUL. */
struct text {
	char *at;
	size_t len, size;
};

static void text_add(struct text *t, const char *op, double v)
{
	char text[NUMBER_MAX];
	int n = snprintf(t->at + t->len, t->size - t->len, "%s%s", op,
	    number(text, v));

	t->len += (size_t)n;
}

static void text_add_pair(struct text *t, const char *op, struct point p)
{
	text_add(t, op, p.x);
	text_add(t, p.y < 0 ? "" : " ", p.y);
}

/*
 * From `from`, which is where the text has come to: by how much, and as one
 * number where only x or only y changes.  Steps are most of a report.
 */
static void text_add_step(struct text *t, const struct step *step,
    struct point *from)
{
	struct point to = { tenth(step->to.x), tenth(step->to.y) };
	struct point by = { tenth(to.x - from->x), tenth(to.y - from->y) };

	if (!step->line)
		text_add_pair(t, "M", to);
	else if (by.x != 0 && by.y != 0)
		text_add_pair(t, "l", by);
	else if (by.x != 0)
		text_add(t, "h", by.x);
	else if (by.y != 0)
		text_add(t, "v", by.y);
	*from = to;
}

static void paint_path(xmlNodePtr parent, const struct mark *m)
{
	struct text d = { .size = m->len * (2 * NUMBER_MAX + 2) + 2 };
	struct point from = { 0, 0 };
	xmlNodePtr node;

	if (!m->len)
		return;
	d.at = xcalloc(d.size, 1);
	for (size_t i = 0; i < m->len; i++)
		text_add_step(&d, &m->steps[i], &from);
	if (m->closed)
		d.at[d.len] = 'Z';
	node = element(parent, "path");
	attribute(node, "d", d.at);
	add_look(node, &m->look);
	free(d.at);
}

static void paint_rect(xmlNodePtr parent, const struct mark *m)
{
	xmlNodePtr node = element(parent, "rect");

	attribute_place(node, "x", m->box.left);
	attribute_place(node, "y", m->box.top);
	attribute_place(node, "width", m->box.right - m->box.left);
	attribute_place(node, "height", m->box.bottom - m->box.top);
	add_look(node, &m->look);
}

static void paint_circle(xmlNodePtr parent, const struct mark *m)
{
	xmlNodePtr node = element(parent, "circle");

	attribute_place(node, "cx", m->at.x);
	attribute_place(node, "cy", m->at.y);
	attribute_number(node, "r", m->radius);
	add_look(node, &m->look);
}

static void paint_marker(xmlNodePtr parent, const struct mark *m)
{
	char buffer[MARKER_POINTS * (2 * NUMBER_MAX + 2) + 2] = "";
	struct text d = { buffer, 0, sizeof(buffer) };
	struct point corners[MARKER_POINTS], from = { 0, 0 };
	size_t n = marker_corners(m->marker, corners);
	xmlNodePtr node;

	if (!n) {
		paint_circle(parent, m);
		return;
	}
	for (size_t i = 0; i < n; i++)
		text_add_step(&d,
		    &(struct step){ { m->at.x + corners[i].x * m->radius,
					m->at.y + corners[i].y * m->radius },
			i > 0 },
		    &from);
	buffer[d.len] = 'Z';
	node = element(parent, "path");
	attribute(node, "d", buffer);
	add_look(node, &m->look);
}

/*
 * Without its halo, which is the style sheet's: a program that does not know
 * paint-order would put it above the letters.
 */
static void paint_text(xmlNodePtr parent, const struct mark *m)
{
	static const char *const anchors[] = { NULL, "middle", "end" };
	const struct style *style = role_style(m->look.role);
	xmlNodePtr node = element(parent, "text");

	attribute_place(node, "x", m->at.x);
	attribute_place(node, "y", m->at.y);
	add_class(node, &m->look);
	attribute(node, "fill", light(style->fill, m->look.hue));
	if (style->font_px != FONT_PX)
		attribute_number(node, "font-size", style->font_px);
	if (style->bold)
		attribute(node, "font-weight", "bold");
	if (anchors[m->anchor])
		attribute(node, "text-anchor", anchors[m->anchor]);
	add_text(node, m->text);
}

static xmlNodePtr group_begin(xmlNodePtr parent, const struct mark *m)
{
	xmlNodePtr node = element(parent, "g");

	add_class(node, &m->look);
	return node;
}

/* Paints m below node; returns the node that holds the next mark. */
static xmlNodePtr paint(xmlNodePtr node, const struct mark *m)
{
	static void (*const paints[])(xmlNodePtr, const struct mark *) = {
		[MARK_PATH] = paint_path,
		[MARK_RECT] = paint_rect,
		[MARK_MARKER] = paint_marker,
		[MARK_TEXT] = paint_text,
	};
	xmlNodePtr before = node->last, next = node;

	if (m->kind == MARK_GROUP_END)
		return node->parent;
	if (m->kind == MARK_GROUP)
		next = group_begin(node, m);
	else
		paints[m->kind](node, m);
	if (m->title && node->last != before)
		add_text(xmlNewChild(node->last, NULL, BAD_CAST "title", NULL),
		    m->title);
	return next;
}

static void add_named(xmlNodePtr svg, const struct scene *s, const char *name,
    const char *text)
{
	xmlNodePtr node = element(svg, name);
	char id[256];

	snprintf(id, sizeof(id), "%.200s-%s", s->id, name);
	attribute(node, "id", id);
	add_text(node, text);
}

static void add_frame(xmlNodePtr svg, const struct scene *s)
{
	char box[4 * NUMBER_MAX], labels[512];
	char top[NUMBER_MAX], width[NUMBER_MAX], height[NUMBER_MAX];

	snprintf(box, sizeof(box), "0 %s %s %s", number(top, s->top),
	    number(width, s->width), number(height, s->bottom - s->top));
	snprintf(labels, sizeof(labels), "%.200s-title %.200s-desc", s->id,
	    s->id);
	attribute(svg, "class",
	    s->width < SCENE_WIDE ? "chart chart-narrow" : "chart");
	attribute(svg, "viewBox", box);
	attribute(svg, "role", "img");
	attribute(svg, "aria-labelledby", labels);
	attribute(svg, "font-family", FONTS);
	attribute_number(svg, "font-size", FONT_PX);
	attribute(svg, "fill", "none");
	attribute(svg, "stroke-linejoin", "round");
	add_named(svg, s, "title", s->title);
	add_named(svg, s, "desc", s->desc);
}

xmlNodePtr scene_svg_node(xmlDocPtr doc, const struct scene *s)
{
	xmlNodePtr svg = xmlNewDocNode(doc, NULL, BAD_CAST "svg", NULL);
	xmlNodePtr node = svg;
	xmlNsPtr ns =
	    xmlNewNs(svg, BAD_CAST "http://www.w3.org/2000/svg", NULL);

	xmlSetNs(svg, ns);
	add_frame(svg, s);
	for (const struct mark *m = s->first; m; m = m->next)
		node = paint(node, m);
	return svg;
}

static void add_style(struct arena *a, xmlNodePtr svg)
{
	xmlNodePtr style =
	    xmlNewDocNode(svg->doc, svg->ns, BAD_CAST "style", NULL);

	add_text(style, palette_css(a));
	xmlAddPrevSibling(svg->children, style);
}

struct span scene_svg(struct arena *a, const struct scene *s)
{
	xmlDocPtr doc = xmlNewDoc(BAD_CAST "1.0");
	xmlNodePtr svg = scene_svg_node(doc, s);
	struct span file;
	xmlChar *text;
	int len;

	xmlDocSetRootElement(doc, svg);
	attribute_number(svg, "width", s->width);
	attribute_number(svg, "height", s->bottom - s->top);
	add_style(a, svg);
	xmlDocDumpFormatMemoryEnc(doc, &text, &len, "UTF-8", 1);
	file = (struct span){ (const char *)text, (size_t)len };
	file.at = arena_span(a, file);
	xmlFree(text);
	xmlFreeDoc(doc);
	return file;
}
