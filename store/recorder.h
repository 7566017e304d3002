/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests, one by one, into histograms: one for each second in which requests
 * started, or a single one where the source does not say when they did.
 */
#ifndef STORE_RECORDER_H
#define STORE_RECORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "store/histogram.h"

/* One completed request of a load test. */
struct sample {
	int64_t start_ns;   /* since the start of the run; negative: unknown */
	int64_t latency_ns; /* as the tool measured it; negative: no response */
};

struct recorder;

/*
 * `step_ns` is the source's clock step: values are kept as multiples of it,
 * exactly up to 2047 steps and within 0.1 % beyond.
 */
struct recorder *recorder_new(int64_t step_ns);
void recorder_free(struct recorder *r); /* NULL is fine */

void recorder_add(struct recorder *r, const struct sample *s);

/* Adds what `from` has; both must have the same step. */
void recorder_merge(struct recorder *into, const struct recorder *from);

/*
 * The i-th window in order of time, and the second that it starts at (-1 for
 * requests without a time).  False behind the last one.  The caller releases
 * the histogram.
 */
bool recorder_window(const struct recorder *r, size_t i, int64_t *second,
    struct histogram *out);

#endif
