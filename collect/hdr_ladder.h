/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The percentile table that HdrHistogram prints, as a histogram.
 *
 *	       Value   Percentile   TotalCount 1/(1-Percentile)
 *
 *	       0.084     0.000000            1         1.00
 *	       0.375     0.100000          396         1.11
 *	       ...
 *	       6.335     1.000000         3956          inf
 *	#[Mean    =        1.005, StdDeviation   =        0.566]
 *	#[Max     =        6.332, Total count    =         3956]
 *	#[Buckets =           27, SubBuckets     =         2048]
 *
 * Values are in milliseconds.  TotalCount is how many requests took at most
 * Value, so a row and the one before it are the bounds of a bucket: (previous
 * value, value].  A Value is the upper end of HdrHistogram's own bucket; Max is
 * the lower end of the last one, and so may be less than the last Value.
 */
#ifndef COLLECT_HDR_LADDER_H
#define COLLECT_HDR_LADDER_H

#include "base/err.h"
#include "base/text.h"
#include "store/histogram.h"

#define HDR_LADDER_DIGIT_NS 1e3 /* the last one of "Mean    =        2.123" */

struct hdr_ladder {
	struct histogram histogram;
	int64_t value_ns, count; /* of the last row */
	bool whole;              /* the row of percentile 100 was there */
	bool rounded; /* set it where values have few digits: see below */
	double mean_ns, stddev_ns, max_ns; /* NAN: not said */
};

/*
 * wrk2's values are exact, so that no two rows with other counts have the same,
 * and the width of the first bucket is known.  Where they are `rounded`, rows
 * of one value are one bucket, and the first one begins at 0.
 */
#define HDR_LADDER_EMPTY                                                       \
	((struct hdr_ladder){ .histogram = HISTOGRAM_EMPTY,                    \
	    .mean_ns = NAN,                                                    \
	    .stddev_ns = NAN,                                                  \
	    .max_ns = NAN })

void hdr_ladder_release(struct hdr_ladder *l);

/*
 * A line of the table, at `pos`: a row, a line that starts with "#[", or
 * neither (blank, the heading), which is passed over.  Rows must come in
 * ascending order.  "-nan" is what HdrHistogram prints where it has no value.
 */
int hdr_ladder_line(struct hdr_ladder *l, struct span line, struct pos pos,
    struct err *err);

/* The lowest value that shares a bucket of HdrHistogram with this one, both
 * counted in microseconds, with 3 significant digits. */
double hdr_lowest_ns(double value_ns);

#endif
