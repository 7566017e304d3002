/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sources on their way into the archive.
 */
#include "store/run.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/target.h"
#include "store/source_internal.h"

static const char *const load_models[] = { "unknown", "closed", "open",
	"corrected" };
static const char *const evidences[] = { "none", "percentiles", "histogram",
	"raw", "timed" };
static const char *const populations[] = { "unknown", "all", "successes" };

const char *load_model_word(enum load_model m)
{
	return load_models[m];
}

const char *evidence_word(enum evidence e)
{
	return evidences[e];
}

const char *population_word(enum population p)
{
	return populations[p];
}

static int64_t last_row(struct db *db)
{
	return sqlite3_last_insert_rowid(db->sqlite);
}

static void savepoint_undo(struct db *db)
{
	sqlite3_exec(db->sqlite, "ROLLBACK TO source; RELEASE source", NULL,
	    NULL, NULL);
}

struct source_writer *source_begin(struct db *db, const char *name,
    const char *format, struct err *err)
{
	struct source_writer *w;

	if (db_run(db, err, "SAVEPOINT source", ""))
		return NULL;
	if (db_run(db, err, "INSERT INTO source (name, format) VALUES (?, ?)",
		"ss", name, format)) {
		savepoint_undo(db);
		return NULL;
	}
	w = xcalloc(1, sizeof(*w));
	w->db = db;
	w->source = last_row(db);
	return w;
}

void source_discard(struct source_writer *w)
{
	if (!w)
		return;
	savepoint_undo(w->db);
	free(w);
}

int source_commit(struct source_writer *w, const char *sha256, int64_t bytes,
    struct err *err)
{
	int status = db_run(w->db, err,
	    "UPDATE OR IGNORE source SET sha256 = ?, bytes = ? WHERE id = ?",
	    "sii", sha256, bytes, w->source);
	bool known = !status && !sqlite3_changes(w->db->sqlite);

	if (status || known || db_run(w->db, err, "RELEASE source", "")) {
		source_discard(w);
		return known ? 1 : -1;
	}
	free(w);
	return 0;
}

const char *source_incomplete(const struct source_writer *w)
{
	return w->incomplete;
}

int64_t source_runs(const struct source_writer *w)
{
	return w->runs;
}

int source_select(struct source_writer *w, int64_t i, struct err *err)
{
	sqlite3_stmt *q = db_query(w->db, err,
	    "SELECT id FROM run WHERE source_id = ? AND ordinal = ?", "ii",
	    w->source, i);
	int status = q ? db_step(w->db, q, err) : -1;

	assert(i >= 1 && i <= w->runs);
	if (status == 1)
		w->run = sqlite3_column_int64(q, 0);
	w->series = 0;
	db_done(w->db, q);
	return status == 1 ? 0 : -1;
}

static const char count_measured[] =
    "SELECT count(*) FROM series JOIN run ON run.id = run_id"
    " WHERE source_id = ?"
    " AND (requests > 0 OR errors > 0 OR evidence <> 'none')";

int source_is_blank(struct source_writer *w, bool *blank, struct err *err)
{
	sqlite3_stmt *q = db_query(w->db, err, count_measured, "i", w->source);
	int status = q ? db_step(w->db, q, err) : -1;

	*blank = status == 1 && w->runs && !sqlite3_column_int64(q, 0);
	db_done(w->db, q);
	return status < 0 ? -1 : 0;
}

int run_label_read(struct source_writer *w, const char *key, struct arena *a,
    const char **value, struct err *err)
{
	sqlite3_stmt *q = db_query(w->db, err,
	    "SELECT value FROM label WHERE run_id = ? AND key = ?", "is",
	    w->run, key);
	int status = q ? db_step(w->db, q, err) : -1;

	*value = status == 1 ? column_text(q, 0, a) : NULL;
	db_done(w->db, q);
	return status < 0 ? -1 : 0;
}

static const char insert_run[] =
    "INSERT INTO run (source_id, ordinal, name, tool, tool_version, target,"
    " started_at_ns, duration_ns, offered_rps, achieved_rps, connections,"
    " bytes_received, load_model, population, percentile_rule, incomplete)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

int source_run(struct source_writer *w, const struct run_facts *f,
    struct err *err)
{
	struct arena a = { 0 };
	const char *name = f->name ? text_without_secrets(&a, f->name) : NULL;
	int status;

	w->runs++;
	status = db_run(w->db, err, insert_run, "iissssiiddiissss", w->source,
	    w->runs, name, f->tool, f->tool_version, f->target,
	    f->started_at_ns, f->duration_ns, f->offered_rps, f->achieved_rps,
	    f->connections, f->bytes_received, load_model_word(f->load_model),
	    population_word(f->population), f->percentile_rule, f->incomplete);
	arena_release(&a);
	if (status)
		return -1;
	w->run = last_row(w->db);
	w->series = w->total = w->clock_ns = 0;
	if (f->incomplete && !*w->incomplete)
		snprintf(w->incomplete, sizeof(w->incomplete), "%s",
		    f->incomplete);
	return source_label_facts(w, f, err);
}

static const char count_alike[] =
    "SELECT count(*) FROM series WHERE run_id = ?1"
    " AND (name = ?2 OR substr(name, 1, length(?2) + 2) = ?2 || ' (')";

/* Without secrets; what is then called as one before is told apart. */
static int series_name(struct source_writer *w, const char *raw,
    struct arena *a, const char **name, struct err *err)
{
	sqlite3_stmt *q;
	int status;

	*name = target_without_secrets(a, span_of(raw));
	if (strcmp(*name, raw) == 0)
		return 0;
	q = db_query(w->db, err, count_alike, "is", w->run, *name);
	status = q ? db_step(w->db, q, err) : -1;
	if (status == 1 && column_int(q, 0) > 0)
		*name = arena_printf(a, "%s (%lld)", *name,
		    (long long)column_int(q, 0) + 1);
	db_done(w->db, q);
	return status < 0 ? -1 : 0;
}

static const char insert_series[] =
    "INSERT INTO series (run_id, name, evidence, requests, errors,"
    " errors_at_least, mean_ns,"
    " mean_step_ns, latency_step_ns, stddev_ns, min_ns, max_ns)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

int run_series(struct source_writer *w, const struct series_facts *f,
    struct err *err)
{
	int64_t errors = f->errors, step_ns = f->latency_step_ns;
	struct arena a = { 0 };
	const char *name;
	int status;

	assert(w->run && (errors == UNKNOWN || f->unanswered == UNKNOWN));
	w->counts_errors = f->unanswered != UNKNOWN;
	if (w->counts_errors)
		errors = f->unanswered;
	if (step_ns < w->clock_ns)
		step_ns = w->clock_ns;
	status = series_name(w, f->name, &a, &name, err);
	if (!status)
		status = db_run(w->db, err, insert_series, "issiiiddidii",
		    w->run, name, evidence_word(f->evidence), f->requests,
		    errors, (int64_t)f->errors_at_least, f->mean_ns,
		    isnan(f->mean_ns) ? 0 : f->mean_step_ns, step_ns,
		    f->stddev_ns, f->min_ns, f->max_ns);
	arena_release(&a);
	if (status)
		return -1;
	w->series = last_row(w->db);
	if (!w->total)
		w->total = w->series;
	return 0;
}

int series_percentile(struct source_writer *w,
    const struct stated_percentile *p, struct err *err)
{
	assert(w->series);
	return db_run(w->db, err,
	    "INSERT OR REPLACE INTO percentile VALUES (?, ?, ?, ?, ?)", "idddd",
	    w->series, p->p, p->value_ns, p->low_ns, p->high_ns);
}

static const char insert_histogram[] =
    "INSERT INTO histogram VALUES (?, ?, ?, ?, ?, ?, ?)";

int series_histogram(struct source_writer *w, int64_t second,
    const struct histogram *h, struct err *err)
{
	struct span blob = histogram_encode(h);
	int status;

	assert(w->series);
	status = db_run(w->db, err, insert_histogram, "iiiiiib", w->series,
	    second, h->count, h->sum_ns, h->min_ns, h->max_ns, blob);
	free((char *)(uintptr_t)blob.at);
	return status;
}

int series_clock(struct source_writer *w, const struct recorder *r,
    struct err *err)
{
	assert(w->series);
	if (w->series != w->total)
		return 0;
	w->clock_ns = recorder_step_ns(r);
	return db_run(w->db, err,
	    "UPDATE series SET latency_step_ns = max(latency_step_ns, ?)"
	    " WHERE id = ?",
	    "ii", w->clock_ns, w->series);
}

int series_recorded(struct source_writer *w, struct recorder *r,
    struct err *err)
{
	struct latency_sum m;
	struct span blob;
	int64_t second;

	if (series_clock(w, r, err))
		return -1;
	for (size_t i = 0; recorder_blob(r, i, &second, &m, &blob); i++) {
		if (db_run(w->db, err, insert_histogram, "iiiiiib", w->series,
			second, m.count, m.sum_ns, m.min_ns, m.max_ns, blob))
			return -1;
	}
	return 0;
}

int series_status(struct source_writer *w, const char *code, int64_t count,
    struct err *err)
{
	assert(w->series);
	if (db_run(w->db, err,
		"INSERT INTO status VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE "
		"SET count = count + ?3",
		"isi", w->series, code, count))
		return -1;
	if (!w->counts_errors || !status_is_error(span_of(code)))
		return 0;
	return db_run(w->db, err,
	    "UPDATE series SET errors = errors + ? WHERE id = ?", "ii", count,
	    w->series);
}

int series_error(struct source_writer *w, const char *kind, const char *message,
    int64_t count, struct err *err)
{
	struct arena a = { 0 };
	int status;

	assert(w->series);
	status = db_run(w->db, err,
	    "INSERT INTO error VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE "
	    "SET count = count + ?4",
	    "issi", w->series, kind,
	    text_without_secrets(&a, message ? message : ""), count);
	arena_release(&a);
	return status;
}

int series_assertion(struct source_writer *w, const char *name, int64_t passed,
    int64_t failed, struct err *err)
{
	struct arena a = { 0 };
	int status;

	assert(w->series);
	status = db_run(w->db, err,
	    "INSERT INTO assertion VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO "
	    "UPDATE SET passed = passed + ?3, failed = failed + ?4",
	    "isii", w->series, text_without_secrets(&a, name), passed, failed);
	arena_release(&a);
	return status;
}

int source_environment(struct source_writer *w, const char *key,
    const char *value, struct err *err)
{
	return db_run(w->db, err,
	    "INSERT OR REPLACE INTO environment VALUES (?, ?, ?)", "iss",
	    w->source, key, value);
}
