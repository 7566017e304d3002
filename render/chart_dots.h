/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One number per series with its interval: what does each cost, who is best?
 */
#ifndef RENDER_CHART_DOTS_H
#define RENDER_CHART_DOTS_H

#include "render/frame.h"

struct dot_row {
	const char *group; /* "data plane"; a heading, or NULL */
	struct chart_series series;
	double value;       /* NaN: not measured, and `reason` says why */
	double low, high;   /* its interval, or NaN */
	const char *reason; /* or NULL */
	const char *note;   /* in place of the interval's words, or NULL */
};

struct chart_dots {
	struct scene_head head;
	const struct dot_row *rows; /* in the order to show */
	size_t n;                   /* 0: says so */
	enum unit unit;
	bool logarithmic;      /* values above 0; else the axis begins at 0 */
	const char *axis_name; /* "CPU cores per 1000 requests a second" */
};

struct scene *chart_dots(struct arena *a, const struct chart_dots *c);

#endif
