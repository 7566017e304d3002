/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of what k6 prints; k6_console.c says what they mean.
 */
#ifndef COLLECT_K6_LINE_H
#define COLLECT_K6_LINE_H

#include "collect/k6_summary.h"

enum k6_mark { K6_UNMARKED, K6_GOOD, K6_BAD };

/* Takes a check mark off the front of the line. */
enum k6_mark k6_take_mark(struct span *line);

/* "http_reqs......: 201 100.4/s", without its mark. */
bool k6_is_metric(struct span line, struct span *name, struct span *values);

/* "name:a" of the metric "{ name:a }"; NULL where it is a whole one. */
struct span k6_part_of(struct span name);

/* "p(95)=1.19ms", parted at its "=". */
int k6_read_statistic(struct k6_trend *t, struct span key, struct span value,
    struct pos pos, struct err *err);

/* "* default: 4 looping VUs for 5s": sets what kind of load it is. */
void k6_read_scenario(struct span line, bool *closed, bool *open);

/* "11.44% v 23 x 178", "11.44% 23 out of 201": 23 and 178. */
int k6_read_shares(struct span values, struct pos pos, int64_t *yes,
    int64_t *no, struct err *err);

/* "201    100.409521/s" */
int k6_read_counter(struct span values, struct pos pos, int64_t *count,
    double *rate, struct err *err);

/* "4 min=2 max=4" */
int k6_read_gauge(struct span values, struct pos pos, int64_t *min,
    int64_t *max, struct err *err);

#endif
