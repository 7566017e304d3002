/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings about several loads, or several configurations of one: rankings,
 * costs, capacities.
 */
#include "store/db_internal.h"
#include "store/result_internal.h"

static const char insert_ranking[] =
    "INSERT INTO ranking SELECT ?2, count(*) + 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
    " ?10, ?11 FROM ranking JOIN cell ON cell.id = cell_id WHERE analysis_id = "
    "?1";

int ranking_save(struct db *db, const struct analysis *a,
    const struct ranking *r, struct err *err)
{
	return db_run(db, err, insert_ranking, "iissdiiisds", a->row, r->cell,
	    r->metric, r->unit, r->value, r->best, r->worst, r->contenders,
	    r->letters, r->kruskal_p, r->method);
}

static void rankings_row(sqlite3_stmt *q, struct arena *a, struct results *r)
{
	*ARENA_PUSH(a, &r->rankings) =
	    (struct ranking){ column_int(q, 0), column_text(q, 1, a),
		    column_text(q, 2, a), column_double(q, 3), column_int(q, 4),
		    column_int(q, 5), column_int(q, 6), column_text(q, 7, a),
		    column_double(q, 8), column_text(q, 9, a) };
}

const struct finding_rows rankings_rows = {
	.select = "SELECT cell_id, metric, unit, ranking.value, best, worst,"
		  " contenders, letters, kruskal_p, method FROM ranking"
		  " JOIN cell ON cell.id = cell_id WHERE analysis_id = ?"
		  " ORDER BY ordinal",
	.read = rankings_row,
};

static const char insert_cost[] =
    "INSERT INTO cost SELECT ?1, count(*) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
    " ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21"
    " FROM cost WHERE analysis_id = ?1";

int cpu_cost_save(struct db *db, const struct analysis *a,
    const struct cpu_cost *c, struct err *err)
{
	return db_run(db, err, insert_cost, "isssssddddddddddddiis", a->row,
	    c->value, c->conditions, c->role, c->kind, c->unit, c->estimate,
	    c->low, c->high, c->se_hc3, c->theil_sen, c->change, c->change_low,
	    c->change_high, c->ratio, c->ratio_low, c->ratio_high, c->p_value,
	    c->loads, c->runs, c->note);
}

static void costs_row(sqlite3_stmt *q, struct arena *a, struct results *r)
{
	*ARENA_PUSH(a, &r->costs) = (struct cpu_cost){ column_text(q, 0, a),
		column_text(q, 1, a), column_text(q, 2, a),
		column_text(q, 3, a), column_text(q, 4, a), column_double(q, 5),
		column_double(q, 6), column_double(q, 7), column_double(q, 8),
		column_double(q, 9), column_double(q, 10), column_double(q, 11),
		column_double(q, 12), column_double(q, 13),
		column_double(q, 14), column_double(q, 15),
		column_double(q, 16), column_int(q, 17), column_int(q, 18),
		column_text(q, 19, a) };
}

const struct finding_rows costs_rows = {
	.select =
	    "SELECT value, conditions, role, kind, unit, estimate, low, high,"
	    " se_hc3, theil_sen, change, change_low, change_high, ratio,"
	    " ratio_low, ratio_high, p_value, loads, runs, note FROM cost"
	    " WHERE analysis_id = ? ORDER BY ordinal",
	.read = costs_row,
};

static const char insert_capacity[] =
    "INSERT INTO capacity SELECT ?1, count(*) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
    " ?9, ?10, ?11, ?12 FROM capacity WHERE analysis_id = ?1";

int capacity_save(struct db *db, const struct analysis *a,
    const struct capacity *c, struct err *err)
{
	return db_run(db, err, insert_capacity, "isssssddddis", a->row,
	    c->value, c->conditions, c->kind, c->metric, c->unit, c->estimate,
	    c->low, c->high, c->objective, c->loads, c->note);
}

static void capacities_row(sqlite3_stmt *q, struct arena *a, struct results *r)
{
	*ARENA_PUSH(a,
	    &r->capacities) = (struct capacity){ column_text(q, 0, a),
		column_text(q, 1, a), column_text(q, 2, a),
		column_text(q, 3, a), column_text(q, 4, a), column_double(q, 5),
		column_double(q, 6), column_double(q, 7), column_double(q, 8),
		column_int(q, 9), column_text(q, 10, a) };
}

const struct finding_rows capacities_rows = {
	.select =
	    "SELECT value, conditions, kind, metric, unit, estimate, low, high,"
	    " objective, loads, note FROM capacity WHERE analysis_id = ? ORDER "
	    "BY ordinal",
	.read = capacities_row,
};
