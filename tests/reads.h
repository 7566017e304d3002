/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Short ways to look at what was imported, and at the collection.
 */
#ifndef TESTS_READS_H
#define TESTS_READS_H

#include <math.h>

#include "corpus.h"
#include "store/db_internal.h"

/* "p=value_ns low..high;" ... in whole ns. */
static inline const char *read_percentiles(struct imported *o,
    const struct run *run)
{
	struct percentile_list list = imported_percentiles(o, run);
	const char *text = "";

	for (size_t i = 0; i < list.len; i++)
		text = arena_printf(&o->arena, "%s%g=%.0f %.0f..%.0f;", text,
		    list.at[i].p, list.at[i].value_ns, list.at[i].low_ns,
		    list.at[i].high_ns);
	return text;
}

/* "low..high=count;" in ns. */
static inline const char *read_buckets(struct imported *o,
    const struct run *run)
{
	struct histogram h = imported_histogram(o, run);
	const char *text = "";

	for (size_t i = 0; i < h.len; i++)
		text = arena_printf(&o->arena, "%s%lld..%lld=%lld;", text,
		    (long long)h.buckets[i].low_ns,
		    (long long)h.buckets[i].high_ns,
		    (long long)h.buckets[i].count);
	histogram_release(&h);
	return text;
}

/* "second=count;" of all windows in the archive. */
static inline const char *read_windows(struct imported *o)
{
	sqlite3_stmt *q = db_query(o->db, &o->err,
	    "SELECT second, count FROM histogram ORDER BY series_id, second",
	    "");
	const char *text = "";

	assert_non_null(q);
	while (db_step(o->db, q, &o->err) == 1)
		text = arena_printf(&o->arena, "%s%lld=%lld;", text,
		    (long long)column_int(q, 0), (long long)column_int(q, 1));
	db_done(o->db, q);
	return text;
}

/* "key=value;" of what all sources say of where they ran. */
static inline const char *read_environment(struct imported *o)
{
	sqlite3_stmt *q = db_query(o->db, &o->err,
	    "SELECT key, value FROM environment ORDER BY key", "");
	const char *text = "";

	assert_non_null(q);
	while (db_step(o->db, q, &o->err) == 1)
		text = arena_printf(&o->arena, "%s%s=%s;", text,
		    column_text(q, 0, &o->arena), column_text(q, 1, &o->arena));
	db_done(o->db, q);
	return text;
}

/* "name {labels} at_ms=value ...;" of all metrics in the archive. */
static inline const char *read_metrics(struct imported *o)
{
	static const struct time_window always = { 0, INT64_MAX };
	struct metric_list list;
	struct metric_samples s;
	const char *text = "";

	assert_int_equal(metrics_load(o->db, &o->arena, &list, &o->err), 0);
	for (size_t i = 0; i < list.len; i++) {
		text = arena_printf(&o->arena, "%s%s %s", text, list.at[i].name,
		    list.at[i].labels);
		assert_int_equal(metric_samples_load(o->db, &list.at[i], always,
				     &o->arena, &s, &o->err),
		    0);
		for (size_t k = 0; k < s.len; k++)
			text = arena_printf(&o->arena, "%s %lld=%g", text,
			    (long long)s.at[k].at_ms, s.at[k].value);
		text = arena_printf(&o->arena, "%s;", text);
	}
	return text;
}

/* "name=passed/failed;" of all checks in the archive. */
static inline const char *read_assertions(struct imported *o)
{
	sqlite3_stmt *q = db_query(o->db, &o->err,
	    "SELECT name, passed, failed FROM assertion ORDER BY series_id, "
	    "name",
	    "");
	const char *text = "";

	assert_non_null(q);
	while (db_step(o->db, q, &o->err) == 1)
		text = arena_printf(&o->arena, "%s%s=%lld/%lld;", text,
		    column_text(q, 0, &o->arena), (long long)column_int(q, 1),
		    (long long)column_int(q, 2));
	db_done(o->db, q);
	return text;
}

/* Called for each file that the importer claims. */
typedef void read_check_fn(struct imported *o, const char *path);

static inline void has_requests(struct imported *o, const char *path)
{
	(void)path;
	assert_true(imported_run(o)->total.requests > 0);
}

struct corpus_reading {
	const struct importer *importer;
	read_check_fn *check;
	size_t files;
};

static inline void corpus_read_one(const char *path, void *context)
{
	struct corpus_reading *reading = context;
	struct imported o;

	if (corpus_claim(path) != reading->importer)
		return;
	o = imported_file(reading->importer, path);
	if (o.status)
		fail_msg("%s", o.err.msg);
	if (reading->check)
		reading->check(&o, path);
	imported_release(&o);
	reading->files++;
}

/* At least `files` of the folder are claimed, and read without an error. */
static inline void assert_corpus_is_read(const char *folder,
    const struct importer *importer, read_check_fn *check, size_t files)
{
	struct corpus_reading reading = { importer, check, 0 };

	if (!corpus_each(folder, corpus_read_one, &reading))
		skip();
	assert_true(reading.files >= files);
}

#endif
