/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What other methods say of a comparison, both ways.
 */
#include <string.h>

#include "store/db_internal.h"
#include "store/result_internal.h"

int opinions_save(struct db *db, const struct comparison *c, struct err *err)
{
	for (size_t i = 0; i < c->opinions.len; i++) {
		const struct opinion *o = &c->opinions.at[i];

		if (db_run(db, err,
			"INSERT INTO opinion VALUES (?, ?, ?, ?, ?, ?, ?, ?,"
			" ?, ?)",
			"iissddddii", c->row, (int64_t)i, o->kind, o->method,
			o->p, o->ratio, o->low, o->high, o->splits, o->seed))
			return -1;
	}
	return 0;
}

/* Of that row, which is there: comparisons are read first, by row. */
static struct comparison *comparison_at(struct results *r, int64_t row)
{
	size_t from = 0, to = r->comparisons.len;

	while (to - from > 1) {
		size_t middle = from + (to - from) / 2;

		if (r->comparisons.at[middle].row <= row)
			from = middle;
		else
			to = middle;
	}
	return &r->comparisons.at[from];
}

static void opinions_row(sqlite3_stmt *q, struct arena *a, struct results *r)
{
	struct comparison *c = comparison_at(r, column_int(q, 0));

	*ARENA_PUSH(a, &c->opinions) = (struct opinion){ column_text(q, 1, a),
		column_text(q, 2, a), column_double(q, 3), column_double(q, 4),
		column_double(q, 5), column_double(q, 6), column_int(q, 7),
		column_int(q, 8) };
}

const struct finding_rows opinions_rows = {
	.select = "SELECT comparison_id, kind, opinion.method, opinion.p_value,"
		  " opinion.ratio, opinion.ratio_low, opinion.ratio_high,"
		  " splits, seed FROM opinion JOIN comparison ON comparison.id"
		  " = comparison_id WHERE analysis_id = ?"
		  " ORDER BY comparison_id, ordinal",
	.read = opinions_row,
};

const struct opinion *comparison_opinion(const struct comparison *c,
    const char *kind)
{
	for (size_t i = 0; i < c->opinions.len; i++) {
		if (strcmp(c->opinions.at[i].kind, kind) == 0)
			return &c->opinions.at[i];
	}
	return NULL;
}
