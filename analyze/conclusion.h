/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sentence that a report begins with.
 */
#ifndef ANALYZE_CONCLUSION_H
#define ANALYZE_CONCLUSION_H

#include "analyze/cells.h"

/*
 * What the clearest of the comparisons says, with its interval; or that none
 * could be made, or none is clear, and why; then, what the names of the files
 * of the runs would tell.  Only directional verdicts that
 * survive Holm are claimed.
 */
const char *conclusion_of(const struct study *s,
    const struct group_list *groups, const struct comparison_list *list,
    const struct run_list *runs, struct arena *a);

#endif
