/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings as render sees them.  Lists come in an order made of what they say,
 * never of row numbers, so that archives of equal content read the same.
 */
#include "store/result_internal.h"

#include <string.h>

#include "store/db_internal.h"
#include "store/run.h"

static int64_t row_or_zero(sqlite3_stmt *q, int i)
{
	int64_t row = column_int(q, i);

	return row == UNKNOWN ? 0 : row;
}

static int analysis_load(struct db *db, struct arena *a, struct analysis *out,
    struct err *err)
{
	sqlite3_stmt *q = db_query(db, err,
	    "SELECT id, title, factor, baseline, conclusion, study,"
	    " tool_version, confidence, margin_latency, margin_throughput,"
	    " margin_cpu, margin_memory, family, family_cost, seed,"
	    " family_endpoints,"
	    " (SELECT count(*) FROM analysis) - 1"
	    " FROM analysis ORDER BY id DESC LIMIT 1",
	    "");
	int status = q ? db_step(db, q, err) : -1;

	if (status == 1)
		*out = (struct analysis){
			.row = column_int(q, 0),
			.title = column_text(q, 1, a),
			.factor = column_text(q, 2, a),
			.baseline = column_text(q, 3, a),
			.conclusion = column_text(q, 4, a),
			.study = column_text(q, 5, a),
			.tool_version = column_text(q, 6, a),
			.confidence = column_double(q, 7),
			.margin_latency = column_double(q, 8),
			.margin_throughput = column_double(q, 9),
			.margin_cpu = column_double(q, 10),
			.margin_memory = column_double(q, 11),
			.family = column_int(q, 12),
			.family_cost = column_int(q, 13),
			.seed = column_int(q, 14),
			.family_endpoints = column_int(q, 15),
			.others = column_int(q, 16),
		};
	db_done(db, q);
	if (status == 0)
		return err_set(err,
		    "%s: nothing is analyzed yet; run \"meshstat analyze -a "
		    "%s\" first",
		    db_name(db), db_name(db));
	return status < 0 ? -1 : 0;
}

static int cell_runs_load(struct db *db, struct arena *a, struct cell *c,
    struct err *err)
{
	struct {
		const char **at;
		size_t len;
	} runs = { 0 };
	sqlite3_stmt *q = db_query(db, err,
	    "SELECT run FROM cell_run WHERE cell_id = ? ORDER BY run", "i",
	    c->row);
	int status = -1;

	while (q && (status = db_step(db, q, err)) == 1)
		*ARENA_PUSH(a, &runs) = column_text(q, 0, a);
	db_done(db, q);
	c->runs = runs.at;
	c->n_runs = runs.len;
	return status;
}

/* analyze saves cells and comparisons in the order that they are shown in. */
static int cells_load(struct db *db, struct arena *a, struct results *r,
    struct err *err)
{
	sqlite3_stmt *q = db_query(db, err,
	    "SELECT id, value, name, conditions, label, is_baseline FROM cell"
	    " WHERE analysis_id = ? ORDER BY id",
	    "i", r->analysis.row);
	int status = -1;

	while (q && (status = db_step(db, q, err)) == 1) {
		struct cell *c = ARENA_PUSH(a, &r->cells);

		c->row = column_int(q, 0);
		c->value = column_text(q, 1, a);
		c->name = column_text(q, 2, a);
		c->conditions = column_text(q, 3, a);
		c->label = column_text(q, 4, a);
		c->is_baseline = column_int(q, 5) != 0;
		status = cell_runs_load(db, a, c, err);
		if (status < 0)
			break;
	}
	db_done(db, q);
	return status;
}

/* Of the runs, where the series is NULL, and of their parts, where not. */
#define SELECT_ESTIMATES(series)                                               \
	"SELECT cell_id, series, metric, unit, estimate.value, low, high,"     \
	" runs, kind, reason FROM estimate JOIN cell ON cell.id = cell_id"     \
	" WHERE analysis_id = ? AND series IS " series                         \
	" ORDER BY cell_id, ordinal"

static struct estimate estimate_read(sqlite3_stmt *q, struct arena *a)
{
	return (struct estimate){ column_int(q, 0), column_text(q, 1, a),
		column_text(q, 2, a), column_text(q, 3, a), column_double(q, 4),
		column_double(q, 5), column_double(q, 6), column_int(q, 7),
		column_text(q, 8, a), column_text(q, 9, a) };
}

static void estimates_row(sqlite3_stmt *q, struct arena *a, struct results *r)
{
	*ARENA_PUSH(a, &r->estimates) = estimate_read(q, a);
}

static const struct finding_rows estimates_rows = {
	.select = SELECT_ESTIMATES("NULL"),
	.read = estimates_row,
};

static void endpoint_estimates_row(sqlite3_stmt *q, struct arena *a,
    struct results *r)
{
	*ARENA_PUSH(a, &r->endpoint_estimates) = estimate_read(q, a);
}

static const struct finding_rows endpoint_estimates_rows = {
	.select = SELECT_ESTIMATES("NOT NULL"),
	.read = endpoint_estimates_row,
};

#define SELECT_COMPARISONS(series)                                             \
	"SELECT id, baseline_cell, candidate_cell, series, metric, unit,"      \
	" baseline_value, baseline_low, baseline_high, candidate_value,"       \
	" candidate_low, candidate_high, baseline_runs, candidate_runs,"       \
	" change, change_low, change_high, ratio, ratio_low, ratio_high,"      \
	" p_value, p_adjusted, effect_name, effect, detectable, runs_needed,"  \
	" method, verdict, survives, reasons, effect_low, effect_high,"        \
	" q_value FROM comparison WHERE analysis_id = ? AND series IS " series \
	" ORDER BY candidate_cell, id"

static struct comparison comparison_read(sqlite3_stmt *q, struct arena *a)
{
	return (struct comparison){
		.row = column_int(q, 0),
		.baseline = row_or_zero(q, 1),
		.candidate = column_int(q, 2),
		.series = column_text(q, 3, a),
		.metric = column_text(q, 4, a),
		.unit = column_text(q, 5, a),
		.baseline_value = column_double(q, 6),
		.baseline_low = column_double(q, 7),
		.baseline_high = column_double(q, 8),
		.candidate_value = column_double(q, 9),
		.candidate_low = column_double(q, 10),
		.candidate_high = column_double(q, 11),
		.baseline_runs = column_int(q, 12),
		.candidate_runs = column_int(q, 13),
		.change = column_double(q, 14),
		.change_low = column_double(q, 15),
		.change_high = column_double(q, 16),
		.ratio = column_double(q, 17),
		.ratio_low = column_double(q, 18),
		.ratio_high = column_double(q, 19),
		.p_value = column_double(q, 20),
		.p_adjusted = column_double(q, 21),
		.effect_name = column_text(q, 22, a),
		.effect = column_double(q, 23),
		.detectable = column_double(q, 24),
		.runs_needed = column_int(q, 25),
		.method = column_text(q, 26, a),
		.verdict = column_text(q, 27, a),
		.survives = column_int(q, 28) != 0,
		.reasons = column_text(q, 29, a),
		.effect_low = column_double(q, 30),
		.effect_high = column_double(q, 31),
		.q_value = column_double(q, 32),
	};
}

static void comparisons_row(sqlite3_stmt *q, struct arena *a, struct results *r)
{
	*ARENA_PUSH(a, &r->comparisons) = comparison_read(q, a);
}

static const struct finding_rows comparisons_rows = {
	.select = SELECT_COMPARISONS("NULL"),
	.read = comparisons_row,
};

static void endpoints_row(sqlite3_stmt *q, struct arena *a, struct results *r)
{
	*ARENA_PUSH(a, &r->endpoints) = comparison_read(q, a);
}

static const struct finding_rows endpoints_rows = {
	.select = SELECT_COMPARISONS("NOT NULL"),
	.read = endpoints_row,
};

static void qualities_row(sqlite3_stmt *q, struct arena *a, struct results *r)
{
	*ARENA_PUSH(a, &r->qualities) = (struct quality){ column_text(q, 0, a),
		row_or_zero(q, 1), row_or_zero(q, 2), column_text(q, 3, a),
		column_text(q, 4, a), column_double(q, 5), column_double(q, 6),
		column_text(q, 7, a) };
}

static const struct finding_rows qualities_rows = {
	.select =
	    "SELECT run, baseline_cell, candidate_cell, check_name, state,"
	    " value, threshold, detail FROM quality WHERE analysis_id = ?"
	    " ORDER BY id",
	.read = qualities_row,
};

static void run_intervals_row(sqlite3_stmt *q, struct arena *a,
    struct results *r)
{
	*ARENA_PUSH(a, &r->run_intervals) =
	    (struct run_interval){ column_text(q, 0, a), column_text(q, 1, a),
		    column_text(q, 2, a), column_double(q, 3),
		    column_double(q, 4), column_double(q, 5), column_int(q, 6),
		    column_int(q, 7), column_text(q, 8, a) };
}

static const struct finding_rows run_intervals_rows = {
	.select =
	    "SELECT run, metric, unit, value, low, high, requests, effective,"
	    " basis FROM run_interval WHERE analysis_id = ?"
	    " ORDER BY run, ordinal",
	.read = run_intervals_row,
};

static void resources_row(sqlite3_stmt *q, struct arena *a, struct results *r)
{
	*ARENA_PUSH(a, &r->resources) = (struct resource){ column_text(q, 0, a),
		column_text(q, 1, a), column_text(q, 2, a),
		column_text(q, 3, a), column_text(q, 4, a), column_double(q, 5),
		column_double(q, 6), column_double(q, 7), column_text(q, 8, a),
		column_int(q, 9), column_int(q, 10) };
}

static const struct finding_rows resources_rows = {
	.select =
	    "SELECT run, role, component, metric, unit, value, peak,"
	    " per_1k_rps, reason, resets, gaps FROM resource WHERE analysis_id "
	    "= ?"
	    " ORDER BY run, role, component, metric",
	.read = resources_row,
};

static void gates_row(sqlite3_stmt *q, struct arena *a, struct results *r)
{
	*ARENA_PUSH(a, &r->gates) = (struct gate){ column_text(q, 0, a),
		column_text(q, 1, a), column_text(q, 2, a), column_double(q, 3),
		column_double(q, 4), column_double(q, 5),
		column_text(q, 6, a) };
}

static const struct finding_rows gates_rows = {
	.select =
	    "SELECT text, state, subject, value, low, high, unit FROM gate"
	    " WHERE analysis_id = ? ORDER BY id",
	.read = gates_row,
};

static const struct finding_rows *const findings[] = {
	&estimates_rows,
	&endpoint_estimates_rows,
	&comparisons_rows,
	&endpoints_rows,
	&opinions_rows,
	&qualities_rows,
	&run_intervals_rows,
	&resources_rows,
	&gates_rows,
	&rankings_rows,
	&costs_rows,
	&capacities_rows,
	&trends_rows,
	&change_points_rows,
	&shifts_rows,
	&meshmarks_rows,
	&meshmark_terms_rows,
	&variances_rows,
};

static int rows_load(struct db *db, const struct finding_rows *rows,
    struct arena *a, struct results *r, struct err *err)
{
	sqlite3_stmt *q = db_query(db, err, rows->select, "i", r->analysis.row);
	int status = -1;

	while (q && (status = db_step(db, q, err)) == 1)
		rows->read(q, a, r);
	db_done(db, q);
	return status;
}

static bool is_estimate_of(const void *list, size_t i, int64_t cell)
{
	const struct estimate_list *all = list;

	return i < all->len && all->at[i].cell == cell;
}

static bool is_comparison_of(const void *list, size_t i, int64_t cell)
{
	const struct comparison_list *all = list;

	return i < all->len && all->at[i].candidate == cell;
}

/* Those of a cell, which begin behind those of the cell before. */
static void slice_set(struct slice *s, size_t *at, const void *list,
    int64_t cell, bool (*is_of)(const void *list, size_t i, int64_t cell))
{
	s->first = *at;
	while (is_of(list, *at, cell))
		++*at;
	s->end = *at;
}

/* The lists are by cell, as the cells are by row. */
static void slices_set(struct results *r)
{
	size_t at[4] = { 0 };

	for (size_t i = 0; i < r->cells.len; i++) {
		struct cell *c = &r->cells.at[i];

		slice_set(&c->estimates, &at[0], &r->estimates, c->row,
		    is_estimate_of);
		slice_set(&c->comparisons, &at[1], &r->comparisons, c->row,
		    is_comparison_of);
		slice_set(&c->endpoint_estimates, &at[2],
		    &r->endpoint_estimates, c->row, is_estimate_of);
		slice_set(&c->endpoints, &at[3], &r->endpoints, c->row,
		    is_comparison_of);
	}
}

static void stops_set(struct results *r)
{
	for (size_t i = 0; i < r->qualities.len; i++) {
		const struct quality *q = &r->qualities.at[i];

		if (!q->run || strcmp(q->state, "stop") != 0)
			continue;
		for (size_t k = 0; k < r->cells.len; k++) {
			struct cell *c = &r->cells.at[k];

			if (!c->stop && cell_has_run(c, q->run))
				c->stop = q->detail;
		}
	}
}

int results_load(struct db *db, struct arena *a, struct results *out,
    struct err *err)
{
	*out = (struct results){ 0 };
	if (analysis_load(db, a, &out->analysis, err) ||
	    cells_load(db, a, out, err))
		return -1;
	for (size_t i = 0; i < sizeof(findings) / sizeof(*findings); i++)
		if (rows_load(db, findings[i], a, out, err))
			return -1;
	trends_sort(&out->trends);
	slices_set(out);
	stops_set(out);
	return 0;
}
