/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SQLite, for this folder only.
 */
#ifndef STORE_DB_INTERNAL_H
#define STORE_DB_INTERNAL_H

#include <stdint.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/db.h"

/* Statements that are kept for the next time, as preparing one takes longer
   than adding a row. */
#define DB_KEPT_MAX 48

struct kept {
	const char *sql; /* by its address */
	sqlite3_stmt *query;
	bool taken; /* and not yet given back */
};

/* For one thread at a time. */
struct db {
	sqlite3 *sqlite;
	char *name;
	bool failed; /* see db_failed() */
	struct kept kept[DB_KEPT_MAX];
	size_t n_kept;
};

/* The fault that SQLite has just reported, in its words.  Returns -1. */
int db_err(struct db *db, struct err *err);

/* Statements that give no rows. */
int db_exec(struct db *db, const char *sql, struct err *err);

/*
 * A prepared statement, of a literal.  Values are bound in order by a format:
 * 'i' int64_t (UNKNOWN is NULL), 'd' double (NAN is NULL), 's' text (NULL is
 * NULL), 'b' struct span, a blob.  NULL on an error; to be given back by
 * db_done(), until which texts and blobs are borrowed.
 */
sqlite3_stmt *db_query(struct db *db, struct err *err, const char *sql,
    const char *format, ...);
void db_done(struct db *db, sqlite3_stmt *query); /* NULL is fine */

/* 1: a row, 0: no more, -1: an error. */
int db_step(struct db *db, sqlite3_stmt *query, struct err *err);

/* All three for a statement that gives no rows. */
int db_run(struct db *db, struct err *err, const char *sql, const char *format,
    ...);

/* Columns, with NULL as UNKNOWN, NAN, NULL. */
int64_t column_int(sqlite3_stmt *q, int i);
double column_double(sqlite3_stmt *q, int i);
const char *column_text(sqlite3_stmt *q, int i, struct arena *a);

/* Valid until the next step. */
struct span column_blob(sqlite3_stmt *q, int i);

#endif
