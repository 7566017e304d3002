/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run second by second: the series on which it shows whether a run had come
 * to rest.  Only a run of which every request has a time has one.
 */
#ifndef ANALYZE_WINDOWS_H
#define ANALYZE_WINDOWS_H

#include "analyze/values.h"
#include "base/arena.h"
#include "store/run.h"

#define WINDOWS_LEAST 20 /* for anything to be said of a series */
#define WARMUP_BATCH 5   /* windows: MSER-5 */
#define WARMUP_MATTERS 0.02

/* Of each second in which requests started, but for the last, which is cut
 * short as a rule. */
struct window_series {
	const double *second;
	struct values means, medians; /* in seconds */
};

struct window_series window_series(const struct window_list *list,
    struct arena *a);

/* The means of those seconds from `from_s` on. */
struct values window_means(const struct window_list *list, int64_t from_s,
    struct arena *a);

/*
 * Where the warm-up ends, by MSER-5 on the means.  It takes some batches off
 * pure noise too, so that a cut only matters where it moves the mean of the
 * run by WARMUP_MATTERS.
 */
struct warmup_cut {
	bool known;    /* there are enough windows */
	bool at_limit; /* half of them would go: no steady state */
	bool matters;
	size_t windows;
	int64_t seconds;
	double change; /* mean of all / mean of the rest - 1 */
};

struct warmup_cut warmup_cut(const struct window_series *s);

#endif
