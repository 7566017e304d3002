/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the variance of a cell's latency lies: between its runs, or within.
 */
#ifndef STORE_CELL_VARIANCE_H
#define STORE_CELL_VARIANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/db.h"

/* Of the mean latencies of one-second windows, as many of each run. */
struct cell_variance {
	int64_t cell;          /* row */
	int64_t runs, windows; /* windows: of each run */
	double within;         /* seconds squared */
	double between;        /* the runs' own part; below 0 by chance */
	double share;          /* of both together that is between, 0..1 */
	double neighbors;      /* correlation of a window with the next */
	bool at_most;   /* neighbors are alike, and the share is that at most */
	double p_value; /* that runs are alike; NAN where neighbors are */
};

struct cell_variance_list {
	struct cell_variance *at; /* by cell */
	size_t len;
};

int cell_variance_save(struct db *db, const struct cell_variance *v,
    struct err *err);

#endif
