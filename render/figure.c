/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/figure_internal.h"

#include "render/chart_dots.h"
#include "render/chart_ecdf.h"
#include "render/chart_forest.h"
#include "render/chart_load.h"
#include "render/chart_nines.h"
#include "render/chart_repeats.h"
#include "render/chart_time.h"
#include "render/chart_trend.h"
#include "render/xml_internal.h"

static void add_scene(xmlNode *into, const struct figure *f, const char *size,
    double width, struct arena *a)
{
	struct scene_head head = { arena_printf(a, "%s-%s", f->id, size),
		f->finding, f->caption, width };
	const struct scene *scene = f->draw(a, &head, f->chart);
	xmlNode *box = html_add(into, "div", size);

	xmlAddChild(box, scene_svg_node(into->doc, scene));
}

/* The same chart for a file of its own, with its words in it. */
static void keep_scene(const struct figure *f, const struct page *p)
{
	struct scene_head head = { f->id, f->finding, f->caption, SCENE_WIDE };
	struct scene *scene = f->draw(p->arena, &head, f->chart);

	scene_stand_alone(scene);
	*ARENA_PUSH(p->arena, p->scenes) = (struct page_scene){ f->id, scene };
}

struct chart_series figure_series(const struct page *p, const char *value)
{
	const struct variant *v = page_variant(p, value);

	return v ? (struct chart_series){ v->value, v->order }
		 : (struct chart_series){ value, 1 };
}

xmlNode *figure_add(xmlNode *into, const struct figure *f, const struct page *p)
{
	xmlNode *figure = html_add(into, "figure", NULL);
	struct arena *a = p->arena;
	xmlNode *title, *caption;

	if (p->scenes)
		keep_scene(f, p);
	html_set(figure, "id", f->id);
	html_setf(figure, "aria-labelledby", "%s-title", f->id);
	title = html_add_text(figure, "figcaption", NULL, f->finding);
	html_setf(title, "id", "%s-title", f->id);
	add_scene(figure, f, "wide", SCENE_WIDE, a);
	add_scene(figure, f, "narrow", SCENE_NARROW, a);
	caption = html_add(figure, "p", "caption");
	html_textf(caption, "%s ", f->caption);
	html_addf(caption, "span", "how", "How to read: %s", f->how);
	return figure;
}

struct scene *draw_forest(struct arena *a, const struct scene_head *head,
    const void *chart)
{
	struct chart_forest c = *(const struct chart_forest *)chart;

	c.head = *head;
	return chart_forest(a, &c);
}

struct scene *draw_nines(struct arena *a, const struct scene_head *head,
    const void *chart)
{
	struct chart_nines c = *(const struct chart_nines *)chart;

	c.head = *head;
	return chart_nines(a, &c);
}

struct scene *draw_ecdf(struct arena *a, const struct scene_head *head,
    const void *chart)
{
	struct chart_ecdf c = *(const struct chart_ecdf *)chart;

	c.head = *head;
	return chart_ecdf(a, &c);
}

struct scene *draw_repeats(struct arena *a, const struct scene_head *head,
    const void *chart)
{
	struct chart_repeats c = *(const struct chart_repeats *)chart;

	c.head = *head;
	return chart_repeats(a, &c);
}

struct scene *draw_dots(struct arena *a, const struct scene_head *head,
    const void *chart)
{
	struct chart_dots c = *(const struct chart_dots *)chart;

	c.head = *head;
	return chart_dots(a, &c);
}

struct scene *draw_time(struct arena *a, const struct scene_head *head,
    const void *chart)
{
	struct chart_time c = *(const struct chart_time *)chart;

	c.head = *head;
	return chart_time(a, &c);
}

struct scene *draw_load(struct arena *a, const struct scene_head *head,
    const void *chart)
{
	struct chart_load c = *(const struct chart_load *)chart;

	c.head = *head;
	return chart_load(a, &c);
}

struct scene *draw_trend(struct arena *a, const struct scene_head *head,
    const void *chart)
{
	struct chart_trend c = *(const struct chart_trend *)chart;

	c.head = *head;
	return chart_trend(a, &c);
}
