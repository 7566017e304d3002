/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs as analyze and render see them.
 */
#include "store/run.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "base/units.h"
#include "store/db_internal.h"
#include "store/pool_internal.h"

static enum load_model load_model_of(const char *word)
{
	enum load_model m = LOAD_CORRECTED;

	while (m > LOAD_UNKNOWN && strcmp(load_model_word(m), word) != 0)
		m--;
	return m;
}

static enum evidence evidence_of(const char *word)
{
	enum evidence e = EVIDENCE_TIMED;

	while (e > EVIDENCE_NONE && strcmp(evidence_word(e), word) != 0)
		e--;
	return e;
}

static enum population population_of(const char *word)
{
	enum population p = POPULATION_SUCCESSES;

	while (p > POPULATION_UNKNOWN && strcmp(population_word(p), word) != 0)
		p--;
	return p;
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

static const char select_runs[] =
    "SELECT run.id, substr(sha256, 1, 12) || '.' || ordinal, source.name,"
    " sha256, format, run.name, tool, tool_version, target, started_at_ns,"
    " duration_ns, offered_rps, achieved_rps, connections, bytes_received,"
    " load_model, population, percentile_rule, incomplete, contradiction"
    " FROM run JOIN source ON source.id = source_id"
    " ORDER BY sha256, ordinal";

static void run_facts_read(sqlite3_stmt *q, struct arena *a,
    struct run_facts *f)
{
	f->name = column_text(q, 5, a);
	f->tool = column_text(q, 6, a);
	f->tool_version = column_text(q, 7, a);
	f->target = column_text(q, 8, a);
	f->started_at_ns = column_int(q, 9);
	f->duration_ns = column_int(q, 10);
	f->offered_rps = column_double(q, 11);
	f->achieved_rps = column_double(q, 12);
	f->connections = column_int(q, 13);
	f->bytes_received = column_int(q, 14);
	f->load_model = load_model_of(or_empty(column_text(q, 15, a)));
	f->population = population_of(or_empty(column_text(q, 16, a)));
	f->percentile_rule = column_text(q, 17, a);
	f->incomplete = column_text(q, 18, a);
}

static const char select_labels[] =
    "SELECT key, value, origin FROM label WHERE run_id = ? ORDER BY key";

static int labels_read(struct db *db, struct arena *a, struct run *run,
    struct err *err)
{
	sqlite3_stmt *q = db_query(db, err, select_labels, "i", run->row);
	int status = -1;

	while (q && (status = db_step(db, q, err)) == 1) {
		run->labels = arena_grow(a, run->labels, run->n_labels,
		    sizeof(*run->labels));
		run->labels[run->n_labels++] =
		    (struct label){ column_text(q, 0, a), column_text(q, 1, a),
			    (enum label_origin)column_int(q, 2) };
	}
	db_done(db, q);
	return status;
}

/* The label of a rate or a count, as a number; NAN if there is none. */
static double label_number(const struct run *run, const char *key)
{
	const char *value = run_label_value(run, key);
	double number;

	if (value && strcmp(value, "max") == 0)
		return INFINITY;
	if (!value || !span_double(span_of(value), 0, 1e15, &number))
		return NAN;
	return number;
}

/* What the tool does not say, the user may have said. */
static void facts_complete(struct run *run)
{
	double connections = label_number(run, "connections");
	const char *start = run_label_value(run, RUN_START_LABEL);
	int64_t start_ns;

	if (isnan(run->facts.offered_rps))
		run->facts.offered_rps = label_number(run, "offered_rps");
	if (run->facts.connections == UNKNOWN && isfinite(connections))
		run->facts.connections = (int64_t)connections;
	if (run->facts.started_at_ns == UNKNOWN && start &&
	    time_parse(span_of(start), &start_ns))
		run->facts.started_at_ns = start_ns;
}

static const char select_series[] =
    "SELECT id, name, evidence, requests, errors, mean_ns, stddev_ns, min_ns,"
    " max_ns, mean_step_ns, latency_step_ns, errors_at_least FROM series"
    " WHERE run_id = ?"
    " ORDER BY name <> '" SERIES_TOTAL "', name";

static void series_read(sqlite3_stmt *q, struct arena *a, struct series *s)
{
	s->row = column_int(q, 0);
	s->facts.name = column_text(q, 1, a);
	s->facts.evidence = evidence_of(or_empty(column_text(q, 2, a)));
	s->facts.requests = column_int(q, 3);
	s->facts.errors = column_int(q, 4);
	s->facts.mean_ns = column_double(q, 5);
	s->facts.stddev_ns = column_double(q, 6);
	s->facts.min_ns = column_int(q, 7);
	s->facts.max_ns = column_int(q, 8);
	s->facts.mean_step_ns = column_double(q, 9);
	s->facts.latency_step_ns = column_int(q, 10);
	s->facts.errors_at_least = column_int(q, 11) == 1;
}

int run_series_load(struct db *db, const struct run *run, struct arena *a,
    struct series_list *out, struct err *err)
{
	sqlite3_stmt *q;
	int status = -1;

	*out = (struct series_list){ 0 };
	if (run->n_workers) {
		*ARENA_PUSH(a, out) = (struct series){ 0, run->total };
		return 0;
	}
	q = db_query(db, err, select_series, "i", run->row);
	while (q && (status = db_step(db, q, err)) == 1)
		series_read(q, a, ARENA_PUSH(a, out));
	db_done(db, q);
	return status;
}

static int total_read(struct db *db, struct arena *a, struct run *run,
    struct err *err)
{
	struct series_list list;

	run->total = SERIES_UNKNOWN;
	if (run_series_load(db, run, a, &list, err))
		return -1;
	if (list.len && strcmp(list.at[0].facts.name, SERIES_TOTAL) == 0)
		run->total = list.at[0].facts;
	run->evidence = run->total.evidence;
	return 0;
}

int runs_load(struct db *db, struct arena *a, struct run_list *out,
    struct err *err)
{
	sqlite3_stmt *q = db_query(db, err, select_runs, "");
	int status = -1;

	*out = (struct run_list){ 0 };
	while (q && (status = db_step(db, q, err)) == 1) {
		struct run *run = ARENA_PUSH(a, out);

		run->row = column_int(q, 0);
		run->id = column_text(q, 1, a);
		run->source_name = column_text(q, 2, a);
		run->source_sha256 = column_text(q, 3, a);
		run->source_format = column_text(q, 4, a);
		run_facts_read(q, a, &run->facts);
		run->contradiction = column_text(q, 19, a);
		if (labels_read(db, a, run, err) ||
		    total_read(db, a, run, err)) {
			status = -1;
			break;
		}
		facts_complete(run);
	}
	db_done(db, q);
	if (!status)
		runs_pool(out, a);
	return status;
}

int sources_load(struct db *db, struct arena *a, struct source_list *out,
    struct err *err)
{
	sqlite3_stmt *q = db_query(db, err,
	    "SELECT sha256, name, format, bytes, value FROM source"
	    " LEFT JOIN environment"
	    " ON source_id = id AND key = '" SOURCE_WARNINGS "'"
	    " ORDER BY sha256",
	    "");
	int status = -1;

	*out = (struct source_list){ 0 };
	while (q && (status = db_step(db, q, err)) == 1)
		*ARENA_PUSH(a, out) = (struct source){ column_text(q, 0, a),
			column_text(q, 1, a), column_text(q, 2, a),
			column_int(q, 3), column_text(q, 4, a) };
	db_done(db, q);
	return status;
}

const char *run_label_value(const struct run *run, const char *key)
{
	for (size_t i = 0; i < run->n_labels; i++) {
		if (strcmp(run->labels[i].key, key) == 0)
			return run->labels[i].value;
	}
	return NULL;
}

static int stated_load(struct db *db, const struct run *run, struct arena *a,
    struct percentile_list *out, struct err *err)
{
	sqlite3_stmt *q = db_query(db, err,
	    "SELECT p, value_ns, low_ns, high_ns FROM percentile"
	    " JOIN series ON id = series_id"
	    " WHERE run_id = ? AND name = ? ORDER BY p",
	    "is", run->row, run_series_name(run));
	int status = -1;

	*out = (struct percentile_list){ 0 };
	while (q && (status = db_step(db, q, err)) == 1)
		*ARENA_PUSH(a, out) =
		    (struct stated_percentile){ column_double(q, 0),
			    column_double(q, 1), column_double(q, 2),
			    column_double(q, 3) };
	db_done(db, q);
	return status;
}

int run_percentiles_load(struct db *db, const struct run *run, struct arena *a,
    struct percentile_list *out, struct err *err)
{
	struct percentile_list *of =
	    arena_alloc(a, run->n_workers, sizeof(*of));

	if (!run->n_workers)
		return stated_load(db, run, a, out, err);
	for (size_t i = 0; i < run->n_workers; i++) {
		if (stated_load(db, &run->workers[i], a, &of[i], err))
			return -1;
	}
	pool_percentiles(run, of, a, out);
	return 0;
}

/* Rows of a text and a count. */
static int counts_load(struct db *db, const char *select, const struct run *run,
    struct arena *a, struct count_list *out, struct err *err)
{
	sqlite3_stmt *q =
	    db_query(db, err, select, "is", run->row, run_series_name(run));
	int status = -1;

	*out = (struct count_list){ 0 };
	while (q && (status = db_step(db, q, err)) == 1)
		*ARENA_PUSH(a, out) =
		    (struct count){ column_text(q, 0, a), column_int(q, 1) };
	db_done(db, q);
	return status;
}

#define OF_SERIES " JOIN series ON id = series_id WHERE run_id = ? AND name = ?"

static const char select_status[] =
    "SELECT code, count FROM status" OF_SERIES " ORDER BY code";
static const char select_errors[] =
    "SELECT kind || CASE message WHEN '' THEN '' ELSE ': ' || message END,"
    " count FROM error" OF_SERIES " ORDER BY kind, message";

/* The same of all workers of a run. */
static int run_counts_load(struct db *db, const char *select,
    const struct run *run, struct arena *a, struct count_list *out,
    struct err *err)
{
	struct count_list of;

	if (!run->n_workers)
		return counts_load(db, select, run, a, out, err);
	*out = (struct count_list){ 0 };
	for (size_t i = 0; i < run->n_workers; i++) {
		if (counts_load(db, select, &run->workers[i], a, &of, err))
			return -1;
		pool_counts(out, &of, a);
	}
	return 0;
}

int run_status_load(struct db *db, const struct run *run, struct arena *a,
    struct count_list *out, struct err *err)
{
	return run_counts_load(db, select_status, run, a, out, err);
}

int run_errors_load(struct db *db, const struct run *run, struct arena *a,
    struct count_list *out, struct err *err)
{
	return run_counts_load(db, select_errors, run, a, out, err);
}
