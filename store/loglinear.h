/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The buckets of HdrHistogram for 3 significant digits, counted in whole steps
 * of a source's clock: values below 2048 steps have a bucket each; above,
 * every power of two is cut into 1024 equal buckets.
 */
#ifndef STORE_LOGLINEAR_H
#define STORE_LOGLINEAR_H

#include "store/histogram.h"

#define LOGLINEAR_BUCKETS (54 * 1024) /* of all values below 2^63 */
#define LOGLINEAR_PAGE 64             /* buckets that are counted together */

/*
 * Counts by bucket, in pages that exist once they are needed: values of one
 * kind of request lie close together.  Starts as { 0 }.
 */
struct loglinear {
	int64_t *page[LOGLINEAR_BUCKETS / LOGLINEAR_PAGE]; /* owned; or NULL */
};

void loglinear_release(struct loglinear *l);

/* The bucket of a value of so many steps; not negative. */
static inline uint32_t loglinear_bucket(int64_t steps)
{
	int shift = 53 - __builtin_clzll((uint64_t)steps | 1024);

	return (uint32_t)shift * 1024 + (uint32_t)(steps >> shift);
}

/* The first and the last value of a bucket, in steps. */
void loglinear_bounds(uint32_t bucket, int64_t *low, int64_t *high);

/* A page of zeros, in its place. */
int64_t *loglinear_page(struct loglinear *l, size_t page);

static inline void loglinear_add(struct loglinear *l, uint32_t bucket,
    int64_t count)
{
	size_t at = bucket / LOGLINEAR_PAGE;
	int64_t *page = l->page[at];

	if (!page)
		page = loglinear_page(l, at);
	page[bucket % LOGLINEAR_PAGE] += count;
}

void loglinear_merge(struct loglinear *into, const struct loglinear *from);

/*
 * The bytes that the archive keeps, in layout 2 (see loglinear.c), owned by
 * the caller.  They are less than half of what layout 1 would take.
 */
struct span loglinear_encode(const struct loglinear *l, int64_t step_ns);

/*
 * And back: what `bucket` is told of each one that is not empty, in ascending
 * order.  A damaged blob, or -1 from `bucket`, gives -1.
 */
typedef int loglinear_fn(void *context, uint32_t bucket, int64_t count);
int loglinear_decode(struct span blob, int64_t *step_ns, loglinear_fn *bucket,
    void *context);

#endif
