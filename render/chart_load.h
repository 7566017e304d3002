/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a figure grows with the load: latency over the throughput that was
 * reached, throughput over the number of connections.
 */
#ifndef RENDER_CHART_LOAD_H
#define RENDER_CHART_LOAD_H

#include "render/frame.h"

struct load_point {
	double x, y;      /* NaN breaks the line */
	double low, high; /* an interval of y, or NaN */
	const char *load; /* what was asked for: "2,000 req/s" */
	bool missed;      /* it was not reached, or failed: hollow */
	const char *mark; /* a ring that says so: "knee", or NULL */
};

/* A law through the points: y over x, and where it peaks. */
struct load_fit {
	const struct point *at; /* x rises; values, not pixels */
	size_t n;               /* 0: none */
	struct point peak;      /* NaN: none, or beyond the chart */
};

/* Where the line meets the limit, as it was read from a fit: it goes there. */
struct load_crossing {
	size_t after; /* the point before it; one more follows */
	struct point at;
	const char *load; /* NULL: there is none */
};

struct load_line {
	struct chart_series series;
	const struct load_point *at; /* in the order of the loads */
	size_t n;
	struct load_fit fit;
	struct load_crossing crossing;
};

struct chart_load {
	struct scene_head head;
	const struct load_line *lines;
	size_t n;      /* 0, or no line with a point: says so */
	struct axis x; /* from 0; its scale is the layout's business */
	struct axis y;
	bool logarithmic; /* y, for values above 0; else from 0 */
	double limit;     /* of y, drawn across, or NaN */
	const char *limit_name;
};

struct scene *chart_load(struct arena *a, const struct chart_load *c);

#endif
