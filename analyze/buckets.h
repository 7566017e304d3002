/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two groups of runs whose figures are known within bounds alone, such as
 * percentiles from buckets.  The error of a bucket is common to all runs and
 * does not average out: everything here holds wherever in its bucket each
 * figure is (STATISTICS.md 6.10).
 */
#ifndef ANALYZE_BUCKETS_H
#define ANALYZE_BUCKETS_H

#include "analyze/figures.h"

struct bucketed {
	const char *method;
	struct interval ratio;  /* candidate / baseline */
	struct interval change; /* candidate - baseline; NAN: not computed */
	double p;
	double slack; /* of the log of the ratio: what the buckets leave open */
	bool limited; /* the points differ for certain, the buckets do not */
};

/*
 * Each side has two runs at least.  False where nothing can be said: a bucket
 * begins at 0, or no run differs from another.
 */
bool buckets_compare(struct figures baseline, struct figures candidate,
    double confidence, struct arena *a, struct bucketed *out);

/*
 * One new run beside several old ones, by a prediction interval.  Sharp
 * figures have buckets without width.  False if there are fewer than three old
 * ones, or they do not differ.
 */
bool buckets_predict(struct figures old_runs, const struct figure *new_run,
    double confidence, struct arena *a, struct bucketed *out);

#endif
