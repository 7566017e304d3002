/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings on their way into the archive.
 */
#include "store/result_internal.h"

#include "store/db_internal.h"
#include "store/run.h"

static const char insert_analysis[] =
    "INSERT INTO analysis (title, factor, baseline, conclusion, study,"
    " tool_version, confidence, margin_latency, margin_throughput,"
    " margin_cpu, margin_memory, family, family_cost, seed,"
    " family_endpoints) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

int analysis_save(struct db *db, struct analysis *a, struct err *err)
{
	if (db_run(db, err, "DELETE FROM analysis WHERE title = ?", "s",
		a->title) ||
	    db_run(db, err, insert_analysis, "ssssssdddddiiii", a->title,
		a->factor, a->baseline, a->conclusion, a->study,
		a->tool_version, a->confidence, a->margin_latency,
		a->margin_throughput, a->margin_cpu, a->margin_memory,
		a->family, a->family_cost, a->seed, a->family_endpoints))
		return -1;
	a->row = sqlite3_last_insert_rowid(db->sqlite);
	return 0;
}

int analysis_conclude(struct db *db, const struct analysis *a, struct err *err)
{
	return db_run(db, err,
	    "UPDATE analysis SET conclusion = ?, family = ?, family_cost = ?,"
	    " family_endpoints = ? WHERE id = ?",
	    "siiii", a->conclusion, a->family, a->family_cost,
	    a->family_endpoints, a->row);
}

int cell_save(struct db *db, const struct analysis *a, struct cell *c,
    struct err *err)
{
	int status = db_run(db, err,
	    "INSERT INTO cell (analysis_id, value, name, conditions, label,"
	    " is_baseline) VALUES (?, ?, ?, ?, ?, ?)",
	    "issssi", a->row, c->value, c->name, c->conditions, c->label,
	    (int64_t)c->is_baseline);

	c->row = sqlite3_last_insert_rowid(db->sqlite);
	for (size_t i = 0; !status && i < c->n_runs; i++)
		status = db_run(db, err, "INSERT INTO cell_run VALUES (?, ?)",
		    "is", c->row, c->runs[i]);
	return status;
}

static const char insert_estimate[] =
    "INSERT INTO estimate SELECT ?1, coalesce(max(ordinal) + 1, 0), ?2, ?3,"
    " ?4, ?5, ?6, ?7, ?8, ?9, ?10 FROM estimate WHERE cell_id = ?1";

int estimate_save(struct db *db, const struct estimate *e, struct err *err)
{
	return db_run(db, err, insert_estimate, "isssdddiss", e->cell,
	    e->series, e->metric, e->unit, e->value, e->low, e->high, e->runs,
	    e->kind, e->reason);
}

/* Row 0 is no row. */
static int64_t row_or_null(int64_t row)
{
	return row ? row : UNKNOWN;
}

static const char insert_comparison[] =
    "INSERT INTO comparison (analysis_id, baseline_cell, candidate_cell,"
    " series, metric, unit, baseline_value, baseline_low, baseline_high,"
    " candidate_value, candidate_low, candidate_high, baseline_runs,"
    " candidate_runs, change, change_low, change_high, ratio, ratio_low,"
    " ratio_high, p_value, p_adjusted, effect_name, effect, detectable,"
    " runs_needed, method, verdict, survives, reasons, effect_low,"
    " effect_high, q_value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
    " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

int comparison_save(struct db *db, const struct analysis *a,
    struct comparison *c, struct err *err)
{
	if (db_run(db, err, insert_comparison,
		"iiisssddddddiidddddd"
		"ddsddissisddd",
		a->row, row_or_null(c->baseline), c->candidate, c->series,
		c->metric, c->unit, c->baseline_value, c->baseline_low,
		c->baseline_high, c->candidate_value, c->candidate_low,
		c->candidate_high, c->baseline_runs, c->candidate_runs,
		c->change, c->change_low, c->change_high, c->ratio,
		c->ratio_low, c->ratio_high, c->p_value, c->p_adjusted,
		c->effect_name, c->effect, c->detectable, c->runs_needed,
		c->method, c->verdict, (int64_t)c->survives, c->reasons,
		c->effect_low, c->effect_high, c->q_value))
		return -1;
	c->row = sqlite3_last_insert_rowid(db->sqlite);
	return opinions_save(db, c, err);
}

int quality_save(struct db *db, const struct analysis *a,
    const struct quality *q, struct err *err)
{
	return db_run(db, err,
	    "INSERT INTO quality (analysis_id, run, baseline_cell,"
	    " candidate_cell, check_name, state, value, threshold, detail)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	    "isiissdds", a->row, q->run, row_or_null(q->baseline),
	    row_or_null(q->candidate), q->check, q->state, q->value,
	    q->threshold, q->detail);
}

static const char insert_run_interval[] =
    "INSERT INTO run_interval SELECT ?1, ?2, count(*), ?3, ?4, ?5, ?6, ?7, ?8,"
    " ?9, ?10 FROM run_interval WHERE analysis_id = ?1 AND run = ?2";

int run_interval_save(struct db *db, const struct analysis *a,
    const struct run_interval *i, struct err *err)
{
	return db_run(db, err, insert_run_interval, "isssdddiis", a->row,
	    i->run, i->metric, i->unit, i->value, i->low, i->high, i->requests,
	    i->effective, i->basis);
}

int resource_save(struct db *db, const struct analysis *a,
    const struct resource *r, struct err *err)
{
	return db_run(db, err,
	    "INSERT INTO resource VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	    "isssssdddsii", a->row, r->run, r->role, r->component, r->metric,
	    r->unit, r->value, r->peak, r->per_1k_rps, r->reason, r->resets,
	    r->gaps);
}

int gate_save(struct db *db, const struct analysis *a, const struct gate *g,
    struct err *err)
{
	return db_run(db, err,
	    "INSERT INTO gate (analysis_id, text, state, subject, value, low,"
	    " high, unit) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	    "isssddds", a->row, g->text, g->state, g->subject, g->value, g->low,
	    g->high, g->unit);
}
