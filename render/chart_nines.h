/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Latency by percentile, on an axis where each nine takes the same room: at
 * which percentile does the tail begin, and whose is it?
 */
#ifndef RENDER_CHART_NINES_H
#define RENDER_CHART_NINES_H

#include "render/frame.h"

struct nines_point {
	double p;         /* 0..100, rising; 100 has no place and is left out */
	double latency_s; /* NaN breaks the line */
	double low_s, high_s; /* an interval, or NaN */
};

struct nines_line {
	struct chart_series series;
	const struct nines_point *at;
	size_t n;
	/* Requests behind it.  The line is solid while 10 of them lie beyond,
	   dotted while one does, and then ends.  0, for unknown: all dotted. */
	double samples;
};

struct chart_nines {
	struct scene_head head;
	const struct nines_line *lines;
	size_t n;       /* 0, or no line with a point: says so */
	double limit_s; /* a budget, drawn across, or NaN */
	const char *limit_name;
};

struct scene *chart_nines(struct arena *a, const struct chart_nines *c);

#endif
