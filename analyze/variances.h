/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the variance of a cell's latency lies.  Between runs, longer runs do
 * not help; within them, they do as well as more.
 */
#ifndef ANALYZE_VARIANCES_H
#define ANALYZE_VARIANCES_H

#include "analyze/spec.h"
#include "analyze/work.h"

/* The mean latencies of a group's runs by the second, while they are read. */
struct group_means {
	struct values *at; /* by run */
	size_t len;
	struct arena arena;
};

/* Adds those of a run behind the cut; none where not all requests have a time.
 */
void group_means_add(struct group_means *m, const struct run_view *view);

/*
 * What the first `windows` means of each run say.  How often the test of it is
 * wrong: tests/bench/STATISTICS.md.
 */
struct cell_variance variance_of(struct group_means *m, size_t windows,
    double confidence);

/*
 * Adds what they say of their group, and releases them.  Nothing is said of a
 * single run, of less than WINDOWS_LEAST seconds, and of runs of which one is
 * more than 10 % shorter than another; else all are taken for as long as the
 * shortest.
 */
void group_means_finish(struct work *w, size_t group, struct group_means *m);

#endif
