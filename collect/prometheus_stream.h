/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Long answers of Prometheus, read series by series, in memory for the longest
 * of them: a day of a mesh is hundreds of megabytes.
 */
#ifndef COLLECT_PROMETHEUS_STREAM_H
#define COLLECT_PROMETHEUS_STREAM_H

#include "base/input.h"
#include "collect/prometheus_answer.h"

/* Is this the head of such an answer, with its list of series begun? */
bool prometheus_stream_begins(struct span head);

/* A series, valid until it returns. */
typedef int prometheus_series_fn(const struct prometheus_series *s,
    void *context, struct err *err);

/*
 * Reads all of such an answer, as prometheus_answer_parse() does, and gives
 * each series to `fn`.  *counted becomes the answer without its list.  Errors
 * come in the order of the text: that of the server may come after series.
 */
int prometheus_stream_read(struct input *in, prometheus_series_fn *fn,
    void *context, struct prometheus_answer *counted, struct err *err);

#endif
