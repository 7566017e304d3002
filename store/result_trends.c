/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings about releases, in their order.
 */
#include <stdlib.h>

#include "base/natural.h"
#include "store/db_internal.h"
#include "store/result_internal.h"

static const char insert_trend[] =
    "INSERT INTO trend VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
    " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

int trend_point_save(struct db *db, const struct analysis *a,
    const struct trend_point *t, struct err *err)
{
	const struct release_change *b = &t->from_baseline;
	const struct release_change *p = &t->from_previous;

	return db_run(db, err, insert_trend, "isssissdddiisddddddsddddddsddd",
	    a->row, t->value, t->conditions, t->metric, t->ordinal, t->release,
	    t->unit, t->estimate, t->low, t->high, t->runs, t->segment,
	    t->baseline, b->ratio, b->low, b->high, b->change, b->change_low,
	    b->change_high, b->verdict, p->ratio, p->low, p->high, p->change,
	    p->change_low, p->change_high, p->verdict, t->target,
	    t->cusum_above, t->cusum_below);
}

static struct release_change change_read(sqlite3_stmt *q, int i,
    struct arena *a)
{
	return (struct release_change){ column_double(q, i),
		column_double(q, i + 1), column_double(q, i + 2),
		column_double(q, i + 3), column_double(q, i + 4),
		column_double(q, i + 5), column_text(q, i + 6, a) };
}

static void trends_row(sqlite3_stmt *q, struct arena *a, struct results *r)
{
	*ARENA_PUSH(a, &r->trends) = (struct trend_point){
		.value = column_text(q, 0, a),
		.conditions = column_text(q, 1, a),
		.metric = column_text(q, 2, a),
		.ordinal = column_int(q, 3),
		.release = column_text(q, 4, a),
		.unit = column_text(q, 5, a),
		.estimate = column_double(q, 6),
		.low = column_double(q, 7),
		.high = column_double(q, 8),
		.runs = column_int(q, 9),
		.segment = column_int(q, 10),
		.baseline = column_text(q, 11, a),
		.from_baseline = change_read(q, 12, a),
		.from_previous = change_read(q, 19, a),
		.target = column_double(q, 26),
		.cusum_above = column_double(q, 27),
		.cusum_below = column_double(q, 28),
	};
}

const struct finding_rows trends_rows = {
	.select =
	    "SELECT value, conditions, metric, ordinal, release, unit,"
	    " estimate, low, high, runs, segment, baseline, baseline_ratio,"
	    " baseline_low, baseline_high, baseline_change,"
	    " baseline_change_low, baseline_change_high, baseline_verdict,"
	    " previous_ratio, previous_low, previous_high, previous_change,"
	    " previous_change_low, previous_change_high, previous_verdict,"
	    " target,"
	    " cusum_above, cusum_below FROM trend"
	    " WHERE analysis_id = ?",
	.read = trends_row,
};

/* Loads by their number, which SQL does not know in a text. */
static int by_series(const void *a, const void *b)
{
	const struct trend_point *x = a, *y = b;
	int order = natural_compare(x->value, y->value);

	order = order ? order : natural_compare(x->conditions, y->conditions);
	order = order ? order : natural_compare(x->metric, y->metric);
	return order ? order
		     : (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
}

void trends_sort(struct trend_list *list)
{
	if (list->len)
		qsort(list->at, list->len, sizeof(*list->at), by_series);
}

int change_point_save(struct db *db, const struct analysis *a,
    const struct change_point *c, struct err *err)
{
	return db_run(db, err,
	    "INSERT INTO change_point VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	    "isssisdddss", a->row, c->value, c->conditions, c->metric,
	    c->ordinal, c->release, c->ratio, c->p_value, c->correlation,
	    c->state, c->method);
}

static void change_points_row(sqlite3_stmt *q, struct arena *a,
    struct results *r)
{
	*ARENA_PUSH(a, &r->change_points) =
	    (struct change_point){ column_text(q, 0, a), column_text(q, 1, a),
		    column_text(q, 2, a), column_int(q, 3),
		    column_text(q, 4, a), column_double(q, 5),
		    column_double(q, 6), column_double(q, 7),
		    column_text(q, 8, a), column_text(q, 9, a) };
}

const struct finding_rows change_points_rows = {
	.select = "SELECT value, conditions, metric, ordinal, release, ratio,"
		  " p_value, correlation, state, method FROM change_point"
		  " WHERE analysis_id = ? ORDER BY value, conditions, metric,"
		  " ordinal",
	.read = change_points_row,
};
