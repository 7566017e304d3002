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
 * from second to second than it would if they were independent ("windows").
 * Where that varies so slowly that the run is worth fewer than 20 seconds, it
 * is "run-too-short" for an interval; without windows, independence is assumed
 * ("iid-assumed").  False where there is no
 * distribution, or no percentile.  An end that is open is NAN.
 */
bool within_run(const struct spec *m, const struct run_view *view,
    double confidence, struct run_interval *out);

#endif
