/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where distributions differ, both ways.
 */
#include "store/db_internal.h"
#include "store/result_internal.h"

int shift_point_save(struct db *db, const struct analysis *a,
    const struct shift_point *s, struct err *err)
{
	return db_run(db, err,
	    "INSERT INTO shift VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	    "iiidddddddd", a->row, s->baseline, s->candidate, s->p,
	    s->baseline_value, s->candidate_value, s->ratio, s->low, s->high,
	    s->p_value, s->p_adjusted);
}

static void shifts_row(sqlite3_stmt *q, struct arena *a, struct results *r)
{
	*ARENA_PUSH(a, &r->shifts) = (struct shift_point){ column_int(q, 0),
		column_int(q, 1), column_double(q, 2), column_double(q, 3),
		column_double(q, 4), column_double(q, 5), column_double(q, 6),
		column_double(q, 7), column_double(q, 8), column_double(q, 9) };
}

const struct finding_rows shifts_rows = {
	.select = "SELECT baseline_cell, candidate_cell, p, baseline_value,"
		  " candidate_value, ratio, ratio_low, ratio_high, p_value,"
		  " p_adjusted FROM shift WHERE analysis_id = ?"
		  " ORDER BY candidate_cell, p",
	.read = shifts_row,
};
