/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fortio's buckets.  Their bounds stand on a grid,
 *
 *	offset + resolution *
 *	    { 0, 1, .. 12, 14, .. 20, 25, .. 50, 60, .. 100000 }
 *
 * (fortio, stats/stats.go), and a bucket holds the values above its lower
 * bound, up to and with its upper one.  What fortio writes differs in three
 * ways: empty buckets are left out, the first one begins at the minimum, and
 * the last one ends at the maximum.  Put back on the grid, the buckets of two
 * results of equal resolution are the same buckets, and add up exactly.
 */
#ifndef COLLECT_FORTIO_GRID_H
#define COLLECT_FORTIO_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/histogram.h"

struct fortio_grid {
	int64_t step_ns; /* the resolution; 0: not known */
	int64_t offset_ns;
};

/*
 * Can fortio have written these (in order, none empty) with this grid?  All
 * bounds but the outer two are on it, each bucket is one interval of it, and
 * the outer two lie within theirs.
 */
bool fortio_grid_fits(const struct fortio_grid *g, const struct bucket *b,
    size_t len);

/*
 * The coarsest grid without offset that they fit, for results before fortio
 * 1.38, which do not state it.  One bucket has no inner bound to tell it by:
 * not known.  A grid that is coarser than the true one (possible with two or
 * three buckets) only makes the outer bounds wider than they had to be.
 */
struct fortio_grid fortio_grid_infer(const struct bucket *b, size_t len);

/*
 * Widens the first and the last bucket to the grid, which they must fit.
 * Above the grid's last bound the last bucket stays as it is; no bound falls
 * below 0.
 */
void fortio_grid_snap(const struct fortio_grid *g, struct bucket *b,
    size_t len);

#endif
