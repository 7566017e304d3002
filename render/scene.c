/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/scene.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "render/safe_text.h"
#include "render/textwidth.h"

#define FARTHEST 1e6
#define MIN_WIDTH 240
#define MAX_WIDTH 2000
#define MARGIN 16
#define BOLD 1.07

static bool drawable(struct point p)
{
	return fabs(p.x) <= FARTHEST && fabs(p.y) <= FARTHEST;
}

static const char *id_of(struct arena *a, const char *id)
{
	char *safe = arena_strdup(a, id && *id ? id : "chart");

	for (char *c = safe; *c; c++)
		if (!isalnum((unsigned char)*c))
			*c = '-';
	return safe;
}

struct scene *scene_new(struct arena *a, const struct scene_head *head)
{
	struct scene *s = arena_alloc(a, 1, sizeof(*s));

	s->arena = a;
	s->id = id_of(a, head->id);
	s->title = text_safe_line(a, head->title);
	s->desc = text_safe_line(a, head->desc);
	s->width = head->width > 0 ? head->width : SCENE_WIDE;
	s->width = fmin(fmax(s->width, MIN_WIDTH), MAX_WIDTH);
	return s;
}

static struct mark *mark_new(struct scene *s, enum mark_kind kind,
    struct look look)
{
	struct mark *m = arena_alloc(s->arena, 1, sizeof(*m));

	m->kind = kind;
	m->look = look;
	return m;
}

/* Adds m unless it has no place; whoever asked may still give it a title. */
static struct mark *mark_add(struct scene *s, struct mark *m, bool has_place)
{
	if (!has_place)
		return m;
	if (s->last)
		s->last->next = m;
	else
		s->first = m;
	s->last = m;
	s->marks++;
	return m;
}

struct mark *scene_line(struct scene *s, struct look look, struct point a,
    struct point b)
{
	struct mark *m = mark_new(s, MARK_PATH, look);

	path_to(s, m, a);
	path_to(s, m, b);
	return mark_add(s, m, m->len == 2);
}

struct mark *scene_rect(struct scene *s, struct look look, struct box box)
{
	struct mark *m = mark_new(s, MARK_RECT, look);

	m->box =
	    (struct box){ fmin(box.left, box.right), fmin(box.top, box.bottom),
		    fmax(box.left, box.right), fmax(box.top, box.bottom) };
	return mark_add(s, m,
	    drawable((struct point){ box.left, box.top }) &&
		drawable((struct point){ box.right, box.bottom }));
}

struct mark *scene_marker(struct scene *s, struct look look, enum marker marker,
    struct point at, double radius)
{
	struct mark *m = mark_new(s, MARK_MARKER, look);

	m->marker = marker;
	m->at = at;
	m->radius = radius;
	return mark_add(s, m,
	    drawable(at) && drawable((struct point){ radius, 0 }));
}

struct mark *scene_text(struct scene *s, enum role role, enum anchor anchor,
    struct point at, const char *text)
{
	struct mark *m = mark_new(s, MARK_TEXT, look_of(role));

	m->text = text_safe_line(s->arena, text);
	m->anchor = anchor;
	m->at = at;
	return mark_add(s, m, drawable(at) && *m->text);
}

struct mark *scene_text_fit(struct scene *s, enum role role, struct point start,
    double width, const char *text)
{
	const struct style *style = role_style(role);
	double size = style->font_px * (style->bold ? BOLD : 1);
	const char *whole = text_safe_line(s->arena, text);
	const char *part = text_fit(s->arena, whole, size, width);
	struct mark *m = scene_text(s, role, ANCHOR_START, start, part);

	if (part != whole)
		m->title = whole;
	return m;
}

struct mark *scene_path(struct scene *s, struct look look)
{
	return mark_add(s, mark_new(s, MARK_PATH, look), true);
}

void path_to(struct scene *s, struct mark *path, struct point to)
{
	struct step *steps = path->steps;

	if (!drawable(to)) {
		path->pen_up = true;
		return;
	}
	if (path->len == path->cap) {
		path->cap = path->cap ? path->cap * 2 : 8;
		path->steps =
		    arena_alloc(s->arena, path->cap, sizeof(*path->steps));
		if (path->len)
			memcpy(path->steps, steps, path->len * sizeof(*steps));
	}
	path->steps[path->len] =
	    (struct step){ to, path->len > 0 && !path->pen_up };
	path->len++;
	path->pen_up = false;
}

void path_close(struct mark *path)
{
	path->closed = true;
}

void scene_group(struct scene *s, struct look look, const char *title)
{
	struct mark *m = mark_new(s, MARK_GROUP, look);

	m->title = title ? text_safe_line(s->arena, title) : NULL;
	mark_add(s, m, true);
	s->open_groups++;
}

void scene_group_end(struct scene *s)
{
	if (!s->open_groups)
		return;
	mark_add(s, mark_new(s, MARK_GROUP_END, look_of(ROLE_PAPER)), true);
	s->open_groups--;
}

void mark_title(struct scene *s, struct mark *m, const char *fmt, ...)
{
	char title[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(title, sizeof(title), fmt, ap);
	va_end(ap);
	m->title = text_safe_line(s->arena, title);
}

/* Lines of text from y down; returns the y below them. */
static double paragraph(struct scene *s, enum role role, double y,
    const char *text)
{
	const struct style *style = role_style(role);
	double size = style->font_px * (style->bold ? BOLD : 1);
	const char *line;

	while (
	    (line = text_line(s->arena, &text, size, s->width - 2 * MARGIN))) {
		scene_text(s, role, ANCHOR_START,
		    (struct point){ MARGIN, y + style->font_px }, line);
		y += style->font_px * 1.35;
	}
	return y;
}

/* Moves the marks after `from` to the front: they lie below all others. */
static void marks_to_front(struct scene *s, struct mark *from)
{
	if (!from || !from->next)
		return;
	s->last->next = s->first;
	s->first = from->next;
	from->next = NULL;
	s->last = from;
}

void scene_stand_alone(struct scene *s)
{
	struct mark *last = s->last;
	double height, below;

	/* Measured at first, as text grows down and a heading up. */
	height = paragraph(s, ROLE_HEADING, 0, s->title);
	if (last)
		last->next = NULL;
	s->first = last ? s->first : NULL;
	s->last = last;
	s->top = -height - MARGIN * 1.5;
	paragraph(s, ROLE_HEADING, s->top + MARGIN, s->title);
	below = paragraph(s, ROLE_NOTE, s->bottom + 4, s->desc);
	s->bottom = below + MARGIN / 2.0;
	last = s->last;
	scene_rect(s, look_of(ROLE_PAPER),
	    (struct box){ 0, s->top, s->width, s->bottom });
	marks_to_front(s, last);
}
