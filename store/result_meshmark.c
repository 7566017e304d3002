/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The experimental index, and what it is made of.
 */
#include "store/db_internal.h"
#include "store/result_internal.h"

static const char insert_term[] =
    "INSERT INTO meshmark_term SELECT ?1, count(*) + 1, ?2, ?3, ?4, ?5, ?6, ?7,"
    " ?8, ?9, ?10 FROM meshmark_term WHERE analysis_id = ?1";

int meshmark_term_save(struct db *db, const struct analysis *a,
    const struct meshmark_term *t, struct err *err)
{
	return db_run(db, err, insert_term, "iisssdddds", a->row, t->cell,
	    t->class_name, t->metric, t->unit, t->used, t->capacity, t->weight,
	    t->efficiency, t->reason);
}

int meshmark_save(struct db *db, const struct analysis *a,
    const struct meshmark *m, struct err *err)
{
	return db_run(db, err, "INSERT INTO meshmark VALUES (?, ?, ?, ?, ?, ?)",
	    "iiddds", a->row, m->cell, m->raw, m->limit, m->score, m->reason);
}

static void meshmark_terms_row(sqlite3_stmt *q, struct arena *a,
    struct results *r)
{
	*ARENA_PUSH(a, &r->meshmark_terms) = (struct meshmark_term){
		column_int(q, 0), column_text(q, 1, a), column_text(q, 2, a),
		column_text(q, 3, a), column_double(q, 4), column_double(q, 5),
		column_double(q, 6), column_double(q, 7), column_text(q, 8, a)
	};
}

const struct finding_rows meshmark_terms_rows = {
	.select = "SELECT cell_id, class, metric, unit, used, capacity, weight,"
		  " efficiency, reason FROM meshmark_term WHERE analysis_id = ?"
		  " ORDER BY ordinal",
	.read = meshmark_terms_row,
};

static void meshmarks_row(sqlite3_stmt *q, struct arena *a, struct results *r)
{
	*ARENA_PUSH(a, &r->meshmarks) = (struct meshmark){ column_int(q, 0),
		column_double(q, 1), column_double(q, 2), column_double(q, 3),
		column_text(q, 4, a) };
}

const struct finding_rows meshmarks_rows = {
	.select = "SELECT cell_id, raw, most, score, reason FROM meshmark"
		  " WHERE analysis_id = ? ORDER BY cell_id",
	.read = meshmarks_row,
};
