/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests, one by one, into histograms: one for each second in which requests
 * started, or a single one where the source does not say when they did.
 *
 * Seconds may count from anywhere (the start of the run, 1970), so long as
 * they do so for all requests of a recorder; recorder_shift() moves them.
 * Only the RECORDER_OPEN seconds used last are kept ready for more requests,
 * and the others as the bytes that the archive will have: memory hardly grows
 * with the number of requests, and by some hundred bytes with each second.
 */
#ifndef STORE_RECORDER_H
#define STORE_RECORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "store/histogram.h"

#define RECORDER_OPEN 32
#define RECORDER_UNTIMED (-1) /* the second of requests without a time */

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

/*
 * The same of many, which took whole numbers of steps, and mostly come in order
 * of time.
 */
struct step_sample {
	int64_t start_ns; /* negative: unknown */
	int64_t steps;    /* not negative */
};
void recorder_add_many(struct recorder *r, const struct step_sample *s,
    size_t n);

/* What was counted elsewhere, in steps of this recorder. */
struct loglinear;
struct latency_sum {
	int64_t count, sum_ns, min_ns, max_ns;
};
void recorder_add_counts(struct recorder *r, int64_t second,
    const struct loglinear *counts, const struct latency_sum *sum);

/* Seconds count from `by` seconds later; the untimed ones stay. */
void recorder_shift(struct recorder *r, int64_t by);

/* How many windows there are. */
size_t recorder_windows(const struct recorder *r);

/* Of all windows; min and max are UNKNOWN and the sum 0 without requests. */
struct latency_sum recorder_sum(const struct recorder *r);

/*
 * A clock that is coarser than the source's digits, as what a latency is known
 * to, which is the difference of two of its readings: twice the largest step
 * that all latencies are multiples of.  0 where the digits say it all, or
 * requests are too few or too alike to tell.
 */
int64_t recorder_step_ns(const struct recorder *r);

/*
 * The i-th window in order of time, and the second that it starts at (-1 for
 * requests without a time).  False behind the last one.  The caller releases
 * the histogram.
 */
bool recorder_window(struct recorder *r, size_t i, int64_t *second,
    struct histogram *out);

/* The same as the archive keeps it; `blob` belongs to the recorder. */
bool recorder_blob(struct recorder *r, size_t i, int64_t *second,
    struct latency_sum *sum, struct span *blob);

#endif
