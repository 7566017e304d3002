/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every repeat of every cell as a dot, from the first run (top) to the last
 * (bottom) of its row: can the runs be repeated, and did they drift?
 */
#ifndef RENDER_CHART_REPEATS_H
#define RENDER_CHART_REPEATS_H

#include "render/frame.h"

struct repeats_row {
	const char *group; /* "500 rps"; a heading, or NULL */
	struct chart_series series;
	const double *values; /* of the runs, in their order; NaN is left out */
	const bool *left_out; /* not part of the result: hollow; or NULL */
	size_t n;             /* 0: the row says so */
	double middle;        /* a bar across the row, or NaN */
	const char *note;     /* "CV 4%", or NULL */
};

struct chart_repeats {
	struct scene_head head;
	const struct repeats_row *rows; /* in the order to show */
	size_t n;                       /* 0: says so */
	enum scale_kind kind; /* SCALE_LOG for latencies, else SCALE_LINEAR */
	enum unit unit;
	const char *axis_name; /* "p99 latency (logarithmic)" */
};

struct scene *chart_repeats(struct arena *a, const struct chart_repeats *c);

#endif
