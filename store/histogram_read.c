/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Distributions of runs and series, as the archive keeps them: a histogram a
 * window.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "store/db_internal.h"
#include "store/pool_internal.h"

#define COLUMNS "buckets, h.sum_ns, h.min_ns, h.max_ns, second, latency_step_ns"

static const char select_of_run[] =
    "SELECT " COLUMNS " FROM histogram AS h"
    " JOIN series ON series.id = series_id"
    " WHERE run_id = ? AND name = ? ORDER BY second";
static const char select_of_series[] = "SELECT " COLUMNS " FROM histogram AS h"
				       " JOIN series ON series.id = series_id"
				       " WHERE series_id = ? ORDER BY second";

static int window_read(struct db *db, sqlite3_stmt *q, struct histogram *out,
    struct err *err)
{
	if (histogram_decode(column_blob(q, 0), out, err))
		return err_prefix(err, "%s", db_name(db));
	out->sum_ns = column_int(q, 1);
	out->min_ns = column_int(q, 2);
	out->max_ns = column_int(q, 3);
	out->step_ns = column_int(q, 5) > 0 ? column_int(q, 5) : 0;
	return 0;
}

/* All windows of the histogram query, added up. */
static int histograms_add(struct db *db, sqlite3_stmt *q, struct histogram *out,
    struct err *err)
{
	int status = -1;

	*out = HISTOGRAM_EMPTY;
	while (q && (status = db_step(db, q, err)) == 1) {
		struct histogram window;

		status = window_read(db, q, &window, err);
		if (status < 0)
			break;
		histogram_merge(out, &window);
		histogram_release(&window);
	}
	db_done(db, q);
	return status;
}

int series_histogram_load(struct db *db, int64_t series_row,
    struct histogram *out, struct err *err)
{
	return histograms_add(db,
	    db_query(db, err, select_of_series, "i", series_row), out, err);
}

static int one_windows_load(struct db *db, const struct run *run,
    struct window_list *out, struct err *err)
{
	sqlite3_stmt *q = db_query(db, err, select_of_run, "is", run->row,
	    run_series_name(run));
	int status = -1;

	*out = (struct window_list){ 0 };
	while (q && (status = db_step(db, q, err)) == 1) {
		struct run_window window = { .second = column_int(q, 4) };

		status = window_read(db, q, &window.h, err);
		if (status < 0)
			break;
		out->at = grow(out->at, out->len, &out->cap, sizeof(*out->at));
		out->at[out->len++] = window;
	}
	db_done(db, q);
	if (status < 0)
		windows_release(out);
	return status;
}

/* Where one of the workers has no histogram, the run has none. */
int run_windows_load(struct db *db, const struct run *run,
    struct window_list *out, struct err *err)
{
	int status = 0;

	if (!run->n_workers)
		return one_windows_load(db, run, out, err);
	*out = (struct window_list){ 0 };
	for (size_t i = 0; !status && i < run->n_workers; i++) {
		const struct run *worker = &run->workers[i];
		struct window_list of;

		if (run->evidence < EVIDENCE_HISTOGRAM)
			break;
		status = one_windows_load(db, worker, &of, err);
		if (status)
			break;
		pool_windows(out, &of, pool_delay_s(run, worker));
		windows_release(&of);
	}
	if (status)
		windows_release(out);
	return status;
}

int run_histogram_load(struct db *db, const struct run *run,
    struct histogram *out, struct err *err)
{
	struct window_list windows;

	*out = HISTOGRAM_EMPTY;
	if (run_windows_load(db, run, &windows, err))
		return -1;
	*out = windows_sum(&windows, 0);
	windows_release(&windows);
	return 0;
}

void windows_release(struct window_list *list)
{
	for (size_t i = 0; i < list->len; i++)
		histogram_release(&list->at[i].h);
	free(list->at);
	*list = (struct window_list){ 0 };
}
