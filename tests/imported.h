/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an importer makes of a text or a file, read back from an archive in
 * memory.
 */
#ifndef TESTS_IMPORTED_H
#define TESTS_IMPORTED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "collect/importer.h"
#include "store/contradiction.h"

struct imported {
	int status; /* 0, or -1 with err set and nothing kept */
	struct err err;
	struct db *db;
	struct arena arena;
	struct run_list runs;
};

static inline int imported_source(struct imported *o,
    const struct importer *importer, struct input *in)
{
	char sha256[65];
	const char *contradiction;
	struct source_writer *w =
	    source_begin(o->db, input_name(in), importer->name, &o->err);

	assert_non_null(w);
	if (importer->import(in, w, &o->err) || input_drain(in, &o->err) ||
	    source_contradiction(w, &o->arena, &contradiction, &o->err)) {
		source_discard(w);
		return -1;
	}
	input_sha256(in, sha256);
	return source_commit(w, sha256, input_bytes(in), &o->err);
}

/* Takes `in` over. */
static inline struct imported imported_input(const struct importer *importer,
    struct input *in)
{
	struct imported o = { .status = -1 };

	o.db = db_open(":memory:", DB_WRITE, &o.err);
	assert_non_null(o.db);
	o.status = imported_source(&o, importer, in);
	assert_int_equal(runs_load(o.db, &o.arena, &o.runs, &o.err), 0);
	input_close(in);
	return o;
}

static inline struct imported imported_span(const struct importer *importer,
    const char *name, struct span text)
{
	return imported_input(importer, input_memory(name, text));
}

static inline struct imported imported_file(const struct importer *importer,
    const char *path)
{
	struct err err;
	struct input *in = input_open(path, &err);

	if (!in)
		fail_msg("%s", err.msg);
	return imported_input(importer, in);
}

static inline void imported_release(struct imported *o)
{
	arena_release(&o->arena);
	db_close(o->db);
}

/* The only run. */
static inline const struct run *imported_run(const struct imported *o)
{
	if (o->status)
		fail_msg("%s", o->err.msg);
	assert_int_equal(o->runs.len, 1);
	return &o->runs.at[0];
}

/* What the archive has of a run; the caller releases the histogram. */
static inline struct percentile_list imported_percentiles(struct imported *o,
    const struct run *run)
{
	struct percentile_list list;

	assert_int_equal(
	    run_percentiles_load(o->db, run, &o->arena, &list, &o->err), 0);
	return list;
}

static inline struct series_list imported_series(struct imported *o,
    const struct run *run)
{
	struct series_list list;

	assert_int_equal(run_series_load(o->db, run, &o->arena, &list, &o->err),
	    0);
	return list;
}

static inline struct histogram imported_histogram(struct imported *o,
    const struct run *run)
{
	struct histogram h;

	assert_int_equal(run_histogram_load(o->db, run, &h, &o->err), 0);
	return h;
}

/* "200=5;503=1;" */
static inline const char *imported_statuses(struct imported *o,
    const struct run *run)
{
	struct count_list list;
	const char *text = "";

	assert_int_equal(run_status_load(o->db, run, &o->arena, &list, &o->err),
	    0);
	for (size_t i = 0; i < list.len; i++)
		text = arena_printf(&o->arena, "%s%s=%lld;", text,
		    list.at[i].what, (long long)list.at[i].count);
	return text;
}

static inline void assert_import_fails(const struct importer *importer,
    const char *name, const char *text, const char *message)
{
	struct imported o = imported_span(importer, name, span_of(text));

	assert_int_equal(o.status, -1);
	assert_string_equal(o.err.msg, message);
	assert_int_equal(o.runs.len, 0);
	imported_release(&o);
}

/* A text, and the whole message that it gets. */
struct import_fault {
	const char *text, *message;
};

static inline void assert_imports_fail(const struct importer *importer,
    const char *name, const struct import_fault *faults, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_import_fails(importer, name, faults[i].text,
		    faults[i].message);
}
#define ASSERT_FAULTS(importer, name, faults)                                  \
	assert_imports_fail(importer, name, faults,                            \
	    sizeof(faults) / sizeof(*(faults)))

/* "connect: message=29;" ... */
static inline const char *imported_errors(struct imported *o,
    const struct run *run)
{
	struct count_list errors;
	const char *text = "";

	assert_int_equal(
	    run_errors_load(o->db, run, &o->arena, &errors, &o->err), 0);
	for (size_t i = 0; i < errors.len; i++)
		text = arena_printf(&o->arena, "%s%s=%lld;", text,
		    errors.at[i].what, (long long)errors.at[i].count);
	return text;
}

/* Cut at every byte, or 2,000 of them: an error that says so, or runs; never a
 * crash. */
static inline void assert_every_cut_is_survived(const struct importer *importer,
    struct span text)
{
	for (size_t n = 0; n <= text.len; n += text.len / 2000 + 1) {
		struct imported o =
		    imported_span(importer, "cut", (struct span){ text.at, n });

		if (o.status)
			assert_true(strlen(o.err.msg) > 0);
		else
			assert_true(o.runs.len > 0);
		imported_release(&o);
	}
}

/* The same of a file. */
static inline void assert_every_cut_of_file_is_survived(
    const struct importer *importer, const char *path)
{
	struct err err;
	struct input *in = input_open(path, &err);
	struct span text = { "", 0 };

	if (!in || input_all(in, &text, &err))
		fail_msg("%s", err.msg);
	assert_every_cut_is_survived(importer, text);
	input_close(in);
}

#endif
