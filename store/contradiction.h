/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a run says of itself that cannot all be true, as where a file was
 * edited or a tool has a fault.  It is noted, and the run is kept as it is:
 * which of the figures is false, nobody can say.
 *
 * Only what no rounding explains is a contradiction: bounds of percentiles that
 * fall; a mean or percentile beyond the extremes by more than 10 %; a rate that
 * is not within 50 %, or 0.1 a second, of requests over time, with the failed
 * ones or without.
 */
#ifndef STORE_CONTRADICTION_H
#define STORE_CONTRADICTION_H

#include "store/run.h"

/* The first one that is found, in words; NULL: there is none. */
const char *contradiction_find(const struct run_facts *run,
    const struct series_facts *total, const struct percentile_list *stated,
    struct arena *a);

/*
 * Notes it with each run of w (struct run), and gives that of the first run
 * that has one; *out is NULL if none has.
 */
int source_contradiction(struct source_writer *w, struct arena *a,
    const char **out, struct err *err);

#endif
