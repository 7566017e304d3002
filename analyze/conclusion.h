/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sentence that a report begins with.
 */
#ifndef ANALYZE_CONCLUSION_H
#define ANALYZE_CONCLUSION_H

#include "analyze/cells.h"

/*
 * What the clearest of the comparisons says, and then that of the endpoints, if
 * one is worse, with its interval; or that none
 * could be made, or none is clear, and why; then, what the names of the files
 * of the runs would tell.  Only directional verdicts that survive Holm are
 * claimed, and no change that could be none by its ratio or its difference.
 */
const char *conclusion_of(const struct study *s,
    const struct group_list *groups, const struct comparison_list *list,
    const struct comparison_list *endpoints, const struct run_list *runs,
    struct arena *a);

/*
 * Where releases are followed: what the newest release is, of the series where
 * that is clearest, against the pinned one and the one before, and the last
 * change of it that is confirmed.  NULL where there is no series.
 */
const char *trend_conclusion(const struct trend_list *trends,
    const struct change_point_list *changes, struct arena *a);

/* How far the nearer bound of an interval is from 0; 0 where that is in it, or
 * a bound is NAN. */
double change_certainty(double low, double high);

/* "the median latency" */
const char *metric_words(const char *metric, struct arena *a);

#endif
