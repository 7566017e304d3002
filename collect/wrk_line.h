/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of wrk's report and the quantities in them, as wrk_report.c puts
 * them together.
 */
#ifndef COLLECT_WRK_LINE_H
#define COLLECT_WRK_LINE_H

#include "base/err.h"
#include "base/text.h"

#define WRK_WORDS_MAX 8

/* The first words of a line. */
struct wrk_words {
	struct span at[WRK_WORDS_MAX];
	size_t len;
};

struct wrk_words wrk_words(struct span line);

/* Without indent, quotes, a byte order mark, the echo of Ctrl-C. */
struct span wrk_line_clean(struct span line);

/* "Running 5s test @ URL", "2 threads and 20 connections",
 * "32261 requests in 5.00s, 18.92MB read". */
bool wrk_is_first(const struct wrk_words *w);
bool wrk_is_threads(const struct wrk_words *w);
bool wrk_is_requests(const struct wrk_words *w);

/* A line that autocannon's report, which starts alike, does not have. */
bool wrk_is_ours(struct span line);

/* The rate in "wrk -t2 -c100 -R2k URL", 2000 here, or NAN. */
double wrk_prompt_rate(struct span line);

/* "852.59KB" in bytes; units of 1024. */
bool wrk_size_parse(struct span s, int64_t *bytes);

/* NAN for "-nan", "infus" and the like. */
int wrk_latency_parse(struct span word, struct pos pos, double *ns,
    struct err *err);

int wrk_count_parse(struct span word, struct pos pos, int64_t *out,
    struct err *err);

#endif
