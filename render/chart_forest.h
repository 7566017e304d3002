/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changes against the baseline, each with its interval and verdict: who
 * differs, by how much, how sure is that?
 */
#ifndef RENDER_CHART_FOREST_H
#define RENDER_CHART_FOREST_H

#include "render/frame.h"

struct forest_row {
	const char *group;          /* "p99 latency"; a heading, or NULL */
	const char *load;           /* "500 rps"; NULL or "" if there is one */
	struct chart_series series; /* the candidate */
	double change, low, high;   /* as shares: 0.10 is 10% more; an end
				       that is NaN is not drawn */
	const char *verdict;        /* a word of verdict_look() */
	const char *reason; /* shown where the verdict has no interval */
};

struct chart_forest {
	struct scene_head head;
	const struct forest_row *rows; /* in the order to show */
	size_t n;                      /* 0: says so */
	double margin; /* smallest change that matters: 0.05; a band, which 0 or
			  NaN leaves out */
	const char *axis_name; /* "change of latency against direct" */
};

struct scene *chart_forest(struct arena *a, const struct chart_forest *c);

#endif
