/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Charts that have a row of words for each of their marks: label, plot, value
 * and note side by side where the scene is wide; where it is narrow, the words
 * stand above the marks.
 */
#ifndef RENDER_ROWS_H
#define RENDER_ROWS_H

#include "render/frame.h"

/* Rows beyond these are counted in a line of text, not drawn. */
#define ROWS_MAX 100

struct row_text {
	const char *group; /* a heading, where it differs from the row above;
			      NULL for none */
	const char *label;
	const char *value; /* NULL for none */
	const char *note;  /* NULL for none */
	enum hue note_hue; /* HUE_NONE: that of a label */
};

struct rows {
	struct scene *scene;
	const struct row_text *at;
	size_t n;        /* that are drawn */
	size_t left_out; /* that are not */
	struct box plot;
	double *y; /* the middle of each row's marks */
	double value_x, note_x;
	bool wide;
};

/* Lays the rows out from y = top down; draws nothing yet. */
struct rows rows_layout(struct scene *s, const struct row_text *at, size_t n,
    double top);

/* Draws the words, after the axis and before the marks. */
void rows_draw(const struct rows *r);

/* A line to follow from the label of row i to its marks; before these. */
void rows_guide(const struct rows *r, size_t i);

/*
 * From low to high, in pixels, of which NaN draws nothing.  An end inside the
 * plot has a cap; one at its edge has none.
 */
void rows_whisker(const struct rows *r, size_t i, struct look look, double low,
    double high);

/* Text in place of row i's marks. */
void rows_say(const struct rows *r, size_t i, const char *text);

#endif
