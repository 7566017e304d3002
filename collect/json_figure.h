/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures of a report, in JSON and elsewhere: counts, times, and percentiles
 * with what their digits leave open.
 */
#ifndef COLLECT_JSON_FIGURE_H
#define COLLECT_JSON_FIGURE_H

#include "collect/json.h"
#include "store/run.h"

#define FIGURE_COUNT_MAX ((int64_t)1000000000000000) /* 9,000 add up */
#define FIGURE_TIME_MAX_NS 1e17                      /* three years */

/*
 * A count, 0 to FIGURE_COUNT_MAX, as a number or a number in a string.  *out
 * stays as it was where it is missing.  The key may be NULL, as in json.h.
 */
int figure_count_try(const struct json_node *in, const char *key, int64_t *out,
    struct err *err);

/* A time of 0 or more in units of unit_ns; the same. */
int figure_time_try(const struct json_node *in, const char *key, double unit_ns,
    double *ns, struct err *err);

/* A time in whole nanoseconds; UNKNOWN for NAN. */
int64_t figure_ns(double ns);

/* A percentile that was rounded to a multiple of step_ns. */
struct stated_percentile figure_percentile(double p, double value_ns,
    double step_ns);

#endif
