/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How well one run knows its own percentile.  That says nothing of the next
 * run: it is shown where there is no other, and never tested with.
 */
#ifndef ANALYZE_WITHIN_H
#define ANALYZE_WITHIN_H

#include "analyze/spec.h"
#include "store/result.h"

/*
 * From the ranks that enclose the quantile, by the binomial distribution, to
 * the outer ends of their buckets.  Where windows are known, requests count
 * for as many as they are worth: the share below the percentile varies more
 * from second to second than it would if they were independent, and one second
 * is like the next.  The latter is taken as large as it may well be, since its
 * estimate is low where it matters, so that the interval is too wide rather
 * than too narrow ("windows").
 *
 * Below 50 windows a level that wanders can look steady, and one that wanders
 * as long as the run lasts is not likely to leave four independent windows: the
 * run is "run-too-short" for an interval, and effective is 0.  Without
 * windows, independence is assumed ("iid-assumed").
 *
 * False where there is no distribution, or no percentile.  An end that is open
 * is NAN.  How often intervals hold the truth: tests/bench/STATISTICS.md.
 */
bool within_run(const struct spec *m, const struct run_view *view,
    double confidence, struct run_interval *out);

bool is_iid_assumed(const struct run_interval *i);

#endif
