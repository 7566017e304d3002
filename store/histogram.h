/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Distributions of latencies.  A histogram is a sorted list of buckets that do
 * not overlap, with exact count, sum, minimum and maximum beside it.
 *
 * Buckets come in two layouts, and both are plain lists of bounds here:
 *   - log-linear, HdrHistogram's with 3 significant digits, on multiples of
 *     the source's clock step (struct recorder makes these);
 *   - a coarse source's own bounds.
 * Merging is addition: equal buckets add their counts, and where bounds cross
 * each other the buckets concerned become one (never is a bucket split).
 */
#ifndef STORE_HISTOGRAM_H
#define STORE_HISTOGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/text.h"

/* A whole number or a time that nobody states. */
#define UNKNOWN INT64_MIN

/*
 * `count` requests that took low_ns to high_ns.  Whether the ends belong to it
 * is the source's rule: for fortio the low one does not, for HdrHistogram both
 * do; low_ns == high_ns is one exact value.
 */
struct bucket {
	int64_t low_ns, high_ns;
	int64_t count;
};

struct histogram {
	struct bucket *buckets; /* owned; sorted; none is empty */
	size_t len, cap;
	int64_t count;          /* of all buckets */
	int64_t sum_ns;         /* exact, or UNKNOWN where it is not said */
	int64_t min_ns, max_ns; /* exact, or UNKNOWN where it is not said */
	int64_t step_ns;        /* see series_facts.latency_step_ns; 0: exact */
	int64_t layout_ns;      /* the step of log-linear buckets; 0: others */
};

#define HISTOGRAM_EMPTY                                                        \
	((struct histogram){ .sum_ns = UNKNOWN,                                \
	    .min_ns = UNKNOWN,                                                 \
	    .max_ns = UNKNOWN })

void histogram_release(struct histogram *h);

/* Buckets must come in ascending order; an empty one is passed over. */
int histogram_append(struct histogram *h, struct bucket b, struct err *err);

/* Do they share more than an end?  (Two equal single values do.) */
bool buckets_overlap(const struct bucket *a, const struct bucket *b);

/* Adds `from`.  An exact figure survives only if both sides have it. */
void histogram_merge(struct histogram *into, const struct histogram *from);

/* The count, and what is exact, without the buckets. */
void histogram_merge_exact(struct histogram *into,
    const struct histogram *from);

/*
 * The bucket that holds the request of this rank (1 .. count), its bounds
 * clipped by the exact minimum and maximum; *below is how many requests stand
 * in the buckets before it.
 */
struct bucket histogram_at_rank(const struct histogram *h, int64_t rank,
    int64_t *below);

/*
 * Percentile p (0..100): the inverse ECDF's rank max(1, ceil(p/100 n)), and
 * the bounds low..high of its bucket, the upper one lowered where the exact sum
 * leaves no room for it, and both half a clock step further out.  `value_ns` is
 * the linear interpolation in the bucket, as Prometheus and fortio do it: a
 * point to draw, not a measurement, unless low == high.  False where there are
 * no requests.
 */
struct percentile_bounds {
	double value_ns;
	int64_t low_ns, high_ns;
};
bool histogram_percentile(const struct histogram *h, double p,
    struct percentile_bounds *out);

/*
 * The same by definition `type` of Hyndman and Fan (quantile_rank.h): between
 * two requests, each of which is known as the bounds of its bucket, and both
 * half a clock step further out.  Of two that are exact, low == high is the
 * value to the nearest nanosecond.
 */
bool histogram_quantile(const struct histogram *h, double p, int type,
    struct percentile_bounds *out);

/*
 * The bytes that the archive keeps (varints; see histogram.c), owned by the
 * caller; and back.  A damaged blob is an error, never a crash.
 */
struct span histogram_encode(const struct histogram *h);
int histogram_decode(struct span blob, struct histogram *out, struct err *err);

#endif
