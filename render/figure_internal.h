/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A chart on the page: <figure> with the finding above it and what it is made
 * from below.  It is laid out twice, for a page and for a telephone, of which
 * the style sheet shows one.
 */
#ifndef RENDER_FIGURE_INTERNAL_H
#define RENDER_FIGURE_INTERNAL_H

#include "render/frame.h"
#include "render/html_internal.h"
#include "render/scene.h"
#include "render/section_internal.h"

/* Lays a chart out; `head` is to be taken in place of the chart's own. */
typedef struct scene *draw_fn(struct arena *a, const struct scene_head *head,
    const void *chart);

struct figure {
	const char *id;      /* unique on the page */
	const char *finding; /* what the chart shows, in a sentence */
	const char *caption; /* what it is made from: runs, requests */
	const char *how;     /* how to read it */
	draw_fn *draw;
	const void *chart;
};

/* The looks of a value of the factor; of another, those of a candidate. */
struct chart_series figure_series(const struct page *p, const char *value);

/* Returns the <figure>, for the data table. */
xmlNode *figure_add(xmlNode *into, const struct figure *f,
    const struct page *p);

draw_fn draw_forest, draw_nines, draw_ecdf, draw_repeats, draw_dots, draw_time,
    draw_load, draw_trend;

#endif
