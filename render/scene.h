/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scene: what a chart is made of, before anybody paints it.  Pixels count
 * from the upper left corner, y down.  A scene and all in it live in an arena.
 *
 * A mark that has a coordinate which is not a number, or is beyond 1e6 pixels,
 * is left out, so that no painter sees one.  Texts and titles are made safe
 * (text_safe) when they enter.
 */
#ifndef RENDER_SCENE_H
#define RENDER_SCENE_H

#include "base/arena.h"
#include "render/palette.h"

/*
 * Layouts that fit a page and a telephone.  Charts take any width; those below
 * SCENE_WIDE have the class "chart-narrow" beside "chart", so that a page which
 * holds both can show the one that fits.  From 560 up, words stand beside their
 * marks, and below that above them.
 */
#define SCENE_WIDE 760
#define SCENE_NARROW 380

struct point {
	double x, y;
};

struct box {
	double left, top, right, bottom;
};

enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

enum mark_kind {
	MARK_PATH,
	MARK_RECT,
	MARK_MARKER,
	MARK_TEXT,
	MARK_GROUP,     /* marks until its MARK_GROUP_END belong together */
	MARK_GROUP_END, /* always there: groups are balanced */
};

/* One step of a path: a line from the last point, or a move. */
struct step {
	struct point to;
	bool line;
};

struct mark {
	enum mark_kind kind;
	struct look look;
	const char *title;  /* a number's words, shown as a tooltip, or NULL */
	struct box box;     /* rect */
	struct point at;    /* marker: its center; text: its baseline */
	double radius;      /* marker */
	enum marker marker; /* marker */
	enum anchor anchor; /* text */
	const char *text;   /* text */
	struct step *steps; /* path */
	size_t len, cap;    /* path */
	bool closed;        /* path: an area */
	bool pen_up;        /* path: the next point starts a new part */
	struct mark *next;
};

/* What a chart is given beside its numbers. */
struct scene_head {
	const char *id;    /* unique on its page; [A-Za-z0-9-] survives */
	const char *title; /* what the chart finds */
	const char *desc;  /* the same in a sentence, with its numbers */
	double width;      /* 0: SCENE_WIDE; kept within 240..2000 */
};

struct scene {
	struct arena *arena;
	const char *id, *title, *desc;
	double width;
	double top, bottom; /* y of its edges; top is 0 without a heading */
	struct mark *first, *last;
	size_t marks, open_groups;
};

struct scene *scene_new(struct arena *a, const struct scene_head *head);

/*
 * Each adds a mark; later ones lie above earlier ones.  The mark that is
 * returned is the scene's; it can be given to mark_title().
 */
struct mark *scene_line(struct scene *s, struct look look, struct point a,
    struct point b);
struct mark *scene_rect(struct scene *s, struct look look, struct box box);
struct mark *scene_marker(struct scene *s, struct look look, enum marker marker,
    struct point at, double radius);

/* look.role is one of the text roles, ROLE_TICK and up. */
struct mark *scene_text(struct scene *s, enum role role, enum anchor anchor,
    struct point at, const char *text);

/* As scene_text, cut to width; the whole text is then the mark's title. */
struct mark *scene_text_fit(struct scene *s, enum role role, struct point start,
    double width, const char *text);

/*
 * A path without points; path_to() adds one.  A point that is not a number
 * lifts the pen: lines break there.
 */
struct mark *scene_path(struct scene *s, struct look look);
void path_to(struct scene *s, struct mark *path, struct point to);
void path_close(struct mark *path);

/* hue is handed to whoever styles the group; a title may be NULL. */
void scene_group(struct scene *s, struct look look, const char *title);
void scene_group_end(struct scene *s);

__attribute__((format(printf, 3, 4))) void mark_title(struct scene *s,
    struct mark *m, const char *fmt, ...);

/*
 * Paper, title and description as visible marks above and below the others:
 * for a scene that stands alone, where no page shows them.  Last, and once.
 */
void scene_stand_alone(struct scene *s);

#endif
