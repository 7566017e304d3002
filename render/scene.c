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
#define MARGIN 8
#define GAP 10
#define LINE_HEIGHT 1.35
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

/* The next line of a paragraph, or NULL. */
static const char *next_line(struct scene *s, enum role role, const char **rest)
{
	const struct style *style = role_style(role);
	double size = style->font_px * (style->bold ? BOLD : 1);

	return text_line(s->arena, rest, size, s->width - 2 * MARGIN);
}

static double paragraph_height(struct scene *s, enum role role,
    const char *text)
{
	double height = 0;

	while (next_line(s, role, &text))
		height += role_style(role)->font_px * LINE_HEIGHT;
	return height;
}

/* Lines of text from y down. */
static void paragraph(struct scene *s, enum role role, double y,
    const char *text)
{
	double font_px = role_style(role)->font_px;
	const char *line;

	while ((line = next_line(s, role, &text))) {
		scene_text(s, role, ANCHOR_START,
		    (struct point){ MARGIN, y + font_px }, line);
		y += font_px * LINE_HEIGHT;
	}
}

/* Moves the last mark below all others. */
static void last_to_front(struct scene *s)
{
	struct mark *m = s->first, *moved = s->last;

	if (m == moved)
		return;
	while (m->next != moved)
		m = m->next;
	m->next = NULL;
	s->last = m;
	moved->next = s->first;
	s->first = moved;
}

void scene_stand_alone(struct scene *s)
{
	double below = s->bottom + GAP;

	s->top -= paragraph_height(s, ROLE_HEADING, s->title) + 2 * GAP;
	paragraph(s, ROLE_HEADING, s->top + GAP, s->title);
	paragraph(s, ROLE_NOTE, below, s->desc);
	s->bottom = below + paragraph_height(s, ROLE_NOTE, s->desc) + GAP;
	scene_rect(s, look_of(ROLE_PAPER),
	    (struct box){ 0, s->top, s->width, s->bottom });
	last_to_front(s);
}
