/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Logs of gigabytes: one pass, all cores, memory that does not grow.
 *
 * The input is cut into blocks of whole rows.  Workers take turns in reading
 * them, and each counts the rows of its own blocks in its own tally; the
 * tallies are added up in the end.  Whoever writes a format keeps to what adds
 * up in any order (counts, sums of whole numbers, minima, maxima), so that the
 * result is the same for any number of workers.
 */
#ifndef COLLECT_ROWS_H
#define COLLECT_ROWS_H

#include "base/err.h"
#include "base/input.h"

#define ROWS_WORKERS_MAX 16

/* Counts the rows of a block. */
typedef int rows_fn(void *worker, const struct input_block *b, struct err *err);

struct rows_format {
	bool quotes; /* an LF between quotes ends no row */
	size_t size; /* of a worker */
	/* Makes one, which was zeroed; `first` is NULL for the first one. */
	void (*begin)(void *worker, void *first, const void *context);
	rows_fn *count;
	/* Adds `from` to the first one, and releases what `from` has. */
	void (*merge)(void *into, void *from);
};

/*
 * As many as there are processors, ROWS_WORKERS_MAX at most, or as the
 * environment variable MESHSTAT_THREADS says.
 */
size_t rows_workers(void);

/*
 * Reads what is left of the input.  `first` becomes the sum of all workers,
 * also after an error; of several errors it gives that of the first block.
 */
int rows_read(struct input *in, const struct rows_format *f,
    const void *context, void *first, struct err *err);

/* Puts the input's name and the line of `at`, in the block, before an error. */
int rows_fault(const struct input_block *b, const char *at, struct err *err);

#endif
