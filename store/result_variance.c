/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the variance of cells lies, both ways.
 */
#include "store/db_internal.h"
#include "store/result_internal.h"

int cell_variance_save(struct db *db, const struct cell_variance *v,
    struct err *err)
{
	return db_run(db, err,
	    "INSERT INTO variance VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	    "iiiddddid", v->cell, v->runs, v->windows, v->within, v->between,
	    v->share, v->neighbors, (int64_t)v->at_most, v->p_value);
}

static void variances_row(sqlite3_stmt *q, struct arena *a, struct results *r)
{
	*ARENA_PUSH(a, &r->variances) =
	    (struct cell_variance){ column_int(q, 0), column_int(q, 1),
		    column_int(q, 2), column_double(q, 3), column_double(q, 4),
		    column_double(q, 5), column_double(q, 6),
		    column_int(q, 7) != 0, column_double(q, 8) };
}

const struct finding_rows variances_rows = {
	.select = "SELECT cell_id, runs, windows, within_runs, between_runs,"
		  " between_share, neighbors, at_most, p_value FROM variance"
		  " JOIN cell ON cell.id = cell_id WHERE analysis_id = ?"
		  " ORDER BY cell_id",
	.read = variances_row,
};
