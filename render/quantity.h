/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quantities as a report writes them, in an arena.  Units are those of
 * store/result.h.  None takes NAN: what is absent is said by other means.
 */
#ifndef RENDER_QUANTITY_H
#define RENDER_QUANTITY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* "4.60 ms" */
const char *quantity_text(struct arena *a, double value, const char *unit);

/* A difference of two values: "+0.23 ms", or with a true minus. */
const char *change_text(struct arena *a, double change, const char *unit);

/* A ratio of two values as a change in percent: "+8.1 %"; 1 is "+0.0 %". */
const char *ratio_text(struct arena *a, double ratio);

/* "3.91 to 5.20 ms"; an open end (infinite) as "≥ 3.91 ms". */
const char *interval_text(struct arena *a, double low, double high,
    const char *unit);

/* "−1.2 to +8.1 %" */
const char *ratio_interval_text(struct arena *a, double low, double high);

/* "−0.12 to +0.40 ms" */
const char *change_interval_text(struct arena *a, double low, double high,
    const char *unit);

/* Every digit, in groups of three: "132,415"; UNKNOWN is "unknown". */
const char *count_text(struct arena *a, int64_t count);

/* A probability: "0.034", "< 0.0001". */
const char *p_value_text(struct arena *a, double p);

#endif
