/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A figure over releases, evenly spaced in their order: since which of them is
 * it so?
 */
#ifndef RENDER_CHART_TREND_H
#define RENDER_CHART_TREND_H

#include "render/frame.h"

struct trend_mark {
	const char *release;
	double value;       /* NaN: not known, and the line breaks */
	double low, high;   /* its interval, or NaN */
	double level;       /* of all between two changes, or NaN */
	const char *change; /* it begins here: "+20 %, confirmed"; NULL: none */
};

struct chart_trend {
	struct scene_head head;
	struct chart_series series;
	const struct trend_mark *at; /* in the order of releases */
	size_t n;                    /* 0, or no value: says so */
	enum unit unit;
	const char *axis_name; /* "p99 latency" */
	double low, high;      /* a band around the baseline, or NaN */
	const char *band;      /* what it is: "within 5 % of 1.0" */
};

struct scene *chart_trend(struct arena *a, const struct chart_trend *c);

#endif
