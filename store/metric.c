/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/metric.h"

#include <math.h>

#include "store/metric_identity.h"
#include "store/samples.h"
#include "store/source_internal.h"

/* As many samples as fit into a block, from the i-th on. */
static size_t block_len(struct metric_samples s, size_t i)
{
	size_t n = 1;

	while (n < SAMPLES_MAX && i + n < s.len &&
	       s.at[i + n].at_ms - s.at[i + n - 1].at_ms <= SAMPLES_GAP_MAX_MS)
		n++;
	return n;
}

static int block_save(struct source_writer *w, int64_t metric,
    struct metric_samples s, struct err *err)
{
	char bytes[SAMPLES_BYTES];
	size_t len = samples_pack(s, bytes);

	return db_run(w->db, err,
	    "INSERT INTO metric_sample VALUES (?, ?, ?, ?, ?)", "iiiib", metric,
	    s.at[0].at_ms, s.at[s.len - 1].at_ms, (int64_t)s.len,
	    (struct span){ bytes, len });
}

/* Keeps no NaN, and of samples of one time the last. */
static void clean(struct metric_samples *s)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->len; i++) {
		if (isnan(s->at[i].value))
			continue;
		if (kept && s->at[kept - 1].at_ms == s->at[i].at_ms)
			kept--;
		s->at[kept++] = s->at[i];
	}
	s->len = kept;
}

static int samples_save(struct source_writer *w, int64_t metric,
    struct metric_samples s, struct err *err)
{
	clean(&s);
	for (size_t i = 0; i < s.len;) {
		struct metric_samples block = { s.at + i, block_len(s, i) };

		if (block_save(w, metric, block, err))
			return -1;
		i += block.len;
	}
	return 0;
}

int source_metric(struct source_writer *w, const struct metric *m,
    struct metric_samples samples, struct err *err)
{
	for (size_t i = 1; i < samples.len; i++) {
		if (samples.at[i].at_ms < samples.at[i - 1].at_ms)
			return err_set(err,
			    "%s: expected samples in ascending order of time",
			    m->name);
	}
	if (db_run(w->db, err,
		"INSERT INTO metric (source_id, name, quantity, role, "
		"component,"
		" match, is_counter, labels, query)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		"isssssiss", w->source, m->name, m->quantity, m->role,
		m->component, m->match, (int64_t)m->counter, m->labels,
		m->query))
		return -1;
	return samples_save(w, sqlite3_last_insert_rowid(w->db->sqlite),
	    samples, err);
}

static const char select_metrics[] =
    "SELECT metric.id, metric.name, quantity, role, component, match,"
    " is_counter, labels, query, source_id FROM metric"
    " JOIN source ON source.id = source_id"
    " ORDER BY role, component, quantity, metric.name, labels, sha256, query,"
    " (SELECT min(first_ms) FROM metric_sample WHERE metric_id = metric.id)";

int metrics_load(struct db *db, struct arena *a, struct metric_list *out,
    struct err *err)
{
	sqlite3_stmt *q = db_query(db, err, select_metrics, "");
	int status = -1;

	*out = (struct metric_list){ 0 };
	while (q && (status = db_step(db, q, err)) == 1) {
		*ARENA_PUSH(a, out) = (struct metric){
			.row = column_int(q, 0),
			.name = column_text(q, 1, a),
			.quantity = column_text(q, 2, a),
			.role = column_text(q, 3, a),
			.component = column_text(q, 4, a),
			.match = column_text(q, 5, a),
			.counter = column_int(q, 6) != 0,
			.labels = column_text(q, 7, a),
			.query = column_text(q, 8, a),
			.source = column_int(q, 9),
		};
	}
	db_done(db, q);
	if (!status)
		metrics_identify(out, a);
	return status;
}

/* Blocks reach beyond the window at both ends. */
static void samples_clip(struct metric_samples *s, struct time_window when)
{
	while (s->len && s->at[0].at_ms < when.from_ms) {
		s->at++;
		s->len--;
	}
	while (s->len && s->at[s->len - 1].at_ms > when.to_ms)
		s->len--;
}

int metric_samples_load(struct db *db, const struct metric *m,
    struct time_window when, struct arena *a, struct metric_samples *out,
    struct err *err)
{
	sqlite3_stmt *q = db_query(db, err,
	    "SELECT samples, first_ms FROM metric_sample WHERE metric_id = ? "
	    "AND last_ms >= ? AND first_ms <= ? ORDER BY first_ms",
	    "iii", m->row, when.from_ms, when.to_ms);
	int status = -1;

	*out = (struct metric_samples){ 0 };
	while (q && (status = db_step(db, q, err)) == 1) {
		if (!samples_unpack(column_blob(q, 0), column_int(q, 1), a,
			out))
			continue;
		status =
		    err_set(err, "%s: a damaged block of samples", db_name(db));
		break;
	}
	db_done(db, q);
	samples_clip(out, when);
	return status;
}
