/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happened during a run: panels one below the other that share an axis of
 * time.  Two units never share a panel.
 */
#ifndef RENDER_CHART_TIME_H
#define RENDER_CHART_TIME_H

#include "render/frame.h"

struct time_line {
	struct chart_series series;
	const double *time_s; /* since the start of the run, rising; what lies
				 before it is negative */
	const double *values; /* NaN is a gap: the line breaks */
	size_t n;
};

struct time_panel {
	const char *name; /* "CPU of the proxies, in cores" */
	enum unit unit;
	const struct time_line *lines;
	size_t n; /* 0, or no values: the panel says so */
};

struct chart_time {
	struct scene_head head;
	const struct time_panel *panels; /* from top to bottom; the same series
					    may have a line in each */
	size_t n;
	double window_from_s, window_to_s; /* shaded: the run; or NaN */
};

struct scene *chart_time(struct arena *a, const struct chart_time *c);

#endif
