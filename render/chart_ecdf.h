/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The share of requests that were answered within a latency: how many keep a
 * limit?
 */
#ifndef RENDER_CHART_ECDF_H
#define RENDER_CHART_ECDF_H

#include "render/frame.h"

struct ecdf_point {
	double latency_s; /* above 0, rising */
	double share;     /* of requests at or below it, 0..1 */
	double low, high; /* of the shares of the repeats, or NaN */
};

struct ecdf_line {
	struct chart_series series;
	const struct ecdf_point *at;
	size_t n;
};

struct chart_ecdf {
	struct scene_head head;
	const struct ecdf_line *lines;
	size_t n;       /* 0, or no line with a point: says so */
	double limit_s; /* a budget, or NaN; the legend then tells the share
			   that keeps it, where the points reach that far */
	const char *limit_name;
};

struct scene *chart_ecdf(struct arena *a, const struct chart_ecdf *c);

#endif
