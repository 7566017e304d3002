/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Logs of gigabytes: one pass, all cores, memory that does not grow.
 *
 * The input is cut into blocks of whole rows.  Workers take turns in reading
 * them, and each counts the rows of its own blocks in its own tally; the
 * tallies are added up in the end.  Whoever writes a format keeps to what adds
 * up in any order (counts, sums of whole numbers, minima, maxima), so that the
 * result is the same for any number of workers.
 *
 * A log of CSV (RFC 4180: an LF between quotes ends no row) is counted row by
 * row, any other line by line.  Empty ones are passed over.  A bad one is an
 * error, but for the last of all where its LF is missing: there the log was cut
 * short.  A row that holds others between its quotes is an error in any case.
 */
#ifndef COLLECT_ROWS_H
#define COLLECT_ROWS_H

#include "base/err.h"
#include "base/input.h"
#include "collect/csv_index.h"
#include "collect/row_tally.h"

#define ROWS_WORKERS_MAX 16

/* What a format's worker begins with; the format adds what it counts itself. */
struct rows_worker {
	const void *context; /* of rows_read() */
	struct row_tally *tally;
	struct csv_index index;
	bool cut; /* the last row of all was */
};

/* Count one; an error says what is wrong with it, not where it stands. */
typedef int rows_row_fn(void *worker, const struct csv_row *row,
    struct err *err);
typedef int rows_line_fn(void *worker, struct span line, struct err *err);

struct rows_format {
	size_t size;     /* of a worker */
	int64_t step_ns; /* of its tally */
	rows_row_fn *row;
	char separator;     /* of fields in a row */
	rows_line_fn *line; /* instead of rows; without LF or CR LF */
	/* Of what the format adds, which was zeroed; or NULL. */
	void (*begin)(void *worker);
	void (*merge)(void *into, const void *from);
};

/*
 * One for each processor but the one that hashes the content (which takes as
 * long as all that the workers do), ROWS_WORKERS_MAX at most, or as many as the
 * environment variable MESHSTAT_THREADS says.
 */
size_t rows_workers(void);

/*
 * Reads what is left of the input.  `first`, a zeroed worker of the format,
 * becomes the sum of all workers, also after an error; of several errors it
 * gives that of the first block.  The caller releases `first`.
 */
int rows_read(struct input *in, const struct rows_format *f,
    const void *context, void *first, struct err *err);
void rows_release(struct rows_worker *w);

#endif
