/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Series that come in pieces, one for each request, put together again.
 */
#ifndef COLLECT_METRIC_PIECES_H
#define COLLECT_METRIC_PIECES_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/metric.h"

/*
 * Pieces with the same query, name and labels are one series.  Neither texts
 * nor samples are owned; there is at least one sample.
 */
struct metric_piece {
	struct metric m;
	struct metric_samples samples;
};

/* Starts as { 0 }. */
struct metric_pieces {
	struct metric_piece *at;
	size_t len, cap;
};

/* Of what was written: equal for equal series, in whatever order they came. */
struct metric_digest {
	char sha256[65];
	int64_t bytes;
};

void metric_pieces_add(struct metric_pieces *list, struct metric_piece piece);
void metric_pieces_release(struct metric_pieces *list);

/* Sorts the pieces, and adds them to the source as whole series. */
int metric_pieces_write(struct metric_pieces *list, struct source_writer *w,
    struct metric_digest *out, struct err *err);

#endif
