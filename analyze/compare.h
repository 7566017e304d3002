/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two cells, one figure: how much it changed, how sure that is, and what it
 * comes to in one word.
 */
#ifndef ANALYZE_COMPARE_H
#define ANALYZE_COMPARE_H

#include "analyze/figures.h"
#include "store/result.h"

/*
 * The mean of a cell's runs with its confidence interval by Student's t (NAN
 * for one run), wider by what buckets leave open; absent, with the reason, if a
 * run has no such figure. cell is left 0.
 */
struct estimate estimate_of(const struct spec *spec, struct figures f,
    double confidence);

/*
 * Welch on the logs of the runs' figures; where these are known within bounds
 * alone, the envelope of both extremes drives the verdict.  `stops` says why
 * no verdict is allowed ("" : it is).  Cells and the adjusted p are left 0.
 */
struct comparison compare(const struct spec *spec, struct figures baseline,
    struct figures candidate, const char *stops, double confidence,
    struct arena *a);

/* Holm over the family of all comparisons that have a p-value; its size. */
int64_t comparisons_adjust(struct comparison_list *list, double confidence);

#endif
