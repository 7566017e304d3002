/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of wrk's report and the quantities in them, as wrk_report.c puts
 * them together.
 */
#ifndef COLLECT_WRK_LINE_H
#define COLLECT_WRK_LINE_H

#include "base/err.h"
#include "base/text.h"
#include "collect/report_line.h"

/* "Running 5s test @ URL", "2 threads and 20 connections",
 * "32261 requests in 5.00s, 18.92MB read". */
bool wrk_is_first(const struct words *w);
bool wrk_is_threads(const struct words *w);
bool wrk_is_requests(const struct words *w);

/* A line that autocannon's report, which starts alike, does not have. */
bool wrk_is_ours(struct span line);

/* The rate in "wrk -t2 -c100 -R2k URL", 2000 here, or NAN. */
double wrk_prompt_rate(struct span line);

/* "852.59KB" in bytes; units of 1024. */
bool wrk_size_parse(struct span s, int64_t *bytes);

/* NAN for "-nan", "infus" and the like. */
int wrk_latency_parse(struct span word, struct pos pos, double *ns,
    struct err *err);

#endif
