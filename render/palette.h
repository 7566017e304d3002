/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How charts look: colors in light and dark, dashes, markers, widths of lines
 * and sizes of fonts.  Both painters and the style sheet take them from here.
 *
 * A mark's look is a role (what it is: a grid line, a dot) and a hue (whom it
 * stands for).  The hues of series are those of Okabe and Ito ("Color universal
 * design", 2008), some darkened, until each has a contrast of 3:1 or more to
 * the paper.  As color alone tells nothing to many readers and printers, order
 * also sets a dash and a marker.
 */
#ifndef RENDER_PALETTE_H
#define RENDER_PALETTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum hue {
	HUE_NONE, /* nothing is painted */
	HUE_OWN,  /* in a style: the hue of the mark itself */
	HUE_PAPER,
	HUE_INK,
	HUE_MUTED,
	HUE_GRID,
	HUE_BAND, /* areas: a margin, the window of a run */
	HUE_WORSE,
	HUE_BETTER,
	HUE_BASELINE,
	HUE_SERIES, /* the first of SERIES_HUES */
	HUES = HUE_SERIES + 6
};
#define SERIES_HUES 6

enum role {
	ROLE_PAPER,
	ROLE_GRID,
	ROLE_AXIS,
	ROLE_AREA,
	ROLE_LIMIT,  /* the line of a budget or a limit */
	ROLE_LEADER, /* from a mark to its label */
	ROLE_RIBBON, /* an interval around a line */
	ROLE_LINE,
	ROLE_BEYOND, /* the part of a line that few samples bear */
	ROLE_WHISKER,
	ROLE_BAR,    /* a middle among dots */
	ROLE_DOT,    /* one of many: with an edge of paper */
	ROLE_POINT,  /* on its whisker */
	ROLE_HOLLOW, /* a dot that does not decide anything */
	ROLE_TICK,   /* text from here on */
	ROLE_LABEL,
	ROLE_NOTE,
	ROLE_STRONG,
	ROLE_WORD, /* a verdict, in its hue */
	ROLE_HEADING,
	ROLES
};

enum marker {
	MARKER_CIRCLE,
	MARKER_SQUARE,
	MARKER_TRIANGLE,
	MARKER_DIAMOND,
	MARKER_CROSS,
	MARKER_DOWN,
	MARKER_STAR,
	MARKERS
};

struct color {
	const char *name;  /* of the custom property, without "--" */
	const char *light; /* "#rrggbb" */
	const char *dark;
};

struct style {
	const char *name;      /* of the class */
	enum hue fill, stroke; /* of a text: the stroke lies below its fill */
	double stroke_width;
	double opacity;   /* of the fill, 0..1 */
	const char *dash; /* as in stroke-dasharray, or NULL */
	double font_px;   /* 0: not a text */
	bool bold;
};

struct look {
	enum role role;
	enum hue hue;
	const char *dash; /* NULL: that of the role */
	unsigned order;   /* of the series; 0: the baseline, or nobody */
};

/* Of every hue but HUE_NONE and HUE_OWN. */
const struct color *hue_color(enum hue hue);

const struct style *role_style(enum role role);

/* A mark that stands for nobody. */
struct look look_of(enum role role);

/*
 * A mark of the series with that order: 0 is the baseline, neutral and dashed;
 * 1 and up are the others.  Hues repeat after 6, markers after 7: together
 * after 42.  Lines without markers have a hue and a dash: together after 36.
 */
struct look look_series(enum role role, unsigned order);
enum marker marker_series(unsigned order);

/* "--ink:#1f2328;--grid:..." for light or dark paper. */
const char *palette_properties(struct arena *a, bool dark);

/*
 * The style sheet of charts, the same in a page and in a file of its own: the
 * properties by prefers-color-scheme (data-theme="light" or "dark" on the root
 * wins; print is always light) and a rule per role and hue, below ".chart".
 * Where a pointer rests on one series, the others fade.  The sizes of charts
 * are the page's own business.
 */
const char *palette_css(struct arena *a);

/* Rules for class="swatch s1 m1": hue and marker of a series in a text. */
const char *palette_swatches(struct arena *a);

#endif
