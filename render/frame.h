/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What charts share: axes with their grid, the legend, labels at the ends of
 * lines.
 */
#ifndef RENDER_FRAME_H
#define RENDER_FRAME_H

#include "render/scale.h"
#include "render/scene.h"
#include "render/unit_label.h"

#define FRAME_GAP 8 /* between what would else touch */

/* What is compared: order 0 is the baseline, see look_series(). */
struct chart_series {
	const char *name; /* never NULL */
	unsigned order;
};

struct axis {
	struct scale scale; /* its pixels are set by the layout */
	enum unit unit;
	const char *name; /* what it measures; says so if it is logarithmic */
};

/* The kind of a linear scale that suits a unit. */
enum scale_kind frame_scale_kind(enum unit unit);

/* Where a chart's marks go. */
struct frame {
	struct box plot;
	struct axis x, y;
};

/* True where the scene has room for columns beside its plot. */
bool frame_is_wide(const struct scene *s);

/* The place that a plot may take. */
struct room {
	double top;    /* y where the name of its y axis starts */
	double height; /* of the plot alone */
	double right;  /* the width right of it */
};

/* Draws both axes, with the y axis's name above; the scene ends below them. */
struct frame frame_begin(struct scene *s, struct axis x, struct axis y,
    struct room room);

/* The vertical grid. */
void frame_grid_x(struct scene *s, struct box plot, const struct axis *x);

/*
 * Labels below the plot, where they have room, and the axis's name below them;
 * the scene ends there.
 */
void frame_labels_x(struct scene *s, struct box plot, const struct axis *x);

/* Horizontal grid and its labels to the left of the plot. */
void frame_axis_y(struct scene *s, struct box plot, const struct axis *y);

/* The width that these labels need, with the gaps beside them. */
double frame_labels_y_width(struct scene *s, const struct axis *y,
    double height);

/* One entry: a piece of line with a marker, and a name. */
struct legend_entry {
	struct chart_series series;
	bool no_marker; /* for lines that have none */
};

/* From top down in as many rows as it takes; returns the y below it. */
double frame_legend(struct scene *s, const struct legend_entry *entries,
    size_t n, double top);

/* The name of a series beside the place where its line ends. */
struct end_label {
	struct chart_series series;
	struct point end;
};

/*
 * Labels to the right of the plot, moved apart until none covers another.
 * True if they fit into height: else use a legend.
 */
bool frame_end_labels_fit(size_t n, double height);
void frame_end_labels(struct scene *s, struct box plot,
    struct end_label *labels, size_t n);

/* The width that these labels need, at most a quarter of the scene. */
double frame_end_labels_width(const struct scene *s,
    const struct end_label *labels, size_t n);

/*
 * A limit across the plot, with its name and value; nothing where it is NaN or
 * beyond the axis.
 */
void frame_limit_x(struct scene *s, const struct frame *f, double limit,
    const char *name);
void frame_limit_y(struct scene *s, const struct frame *f, double limit,
    const char *name);

/* A chart without numbers is a line of words that says so. */
struct scene *frame_empty(struct scene *s, const char *text);

#endif
