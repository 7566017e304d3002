/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A histogram as HdrHistogram writes it into a text: base64 of
 *
 *	compressed:	cookie, length, a zlib stream of one of the others
 *	V0:	cookie, digits, lowest (8 bytes), highest (8), total (8), counts
 *	V1, V2:	cookie, length of the counts, offset, digits, lowest (8),
 *		highest (8), ratio (a double), counts
 *
 * with big-endian integers, of 4 bytes where nothing is said.  The cookie is
 * 0x1c849308 + word size * 16 for V0, ..01 for V1 and ..03 for V2, and one more
 * if compressed.  Counts are integers of that word size in V0 and V1; in V2
 * they are ZigZag LEB128 numbers (9 bytes at most, the last with 8 bits), and
 * a negative one, -n, says n empty buckets.
 *
 * With the smallest power of two that is at least 2 * 10^digits as 2 * half,
 * bucket i has the values (u = floor(log2(lowest)), each 2^u wide)
 *
 *	i < 2 half:	i
 *	otherwise:	2^b * (half + i mod half), b = i / half - 1, 2^b wide
 *
 * Histograms of floating point numbers (another cookie, a ratio other than 1,
 * or an offset) are refused.
 */
#ifndef COLLECT_HDR_ENCODED_H
#define COLLECT_HDR_ENCODED_H

#include "base/err.h"
#include "base/text.h"
#include "store/histogram.h"

/* Bytes of a histogram without compression, ours to limit. */
#define HDR_ENCODED_MAX ((size_t)16 << 20)

/*
 * The buckets, with both ends, in the units in which they were recorded.  The
 * caller releases *out, which is empty after an error.
 */
int hdr_decode(struct span base64, struct pos pos, struct histogram *out,
    struct err *err);

#endif
