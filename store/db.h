/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An archive: one SQLite file.  store/schema.sql is its design.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <stdbool.h>

#include "base/err.h"
#include "base/options.h"

struct db;

enum db_mode {
	DB_READ,   /* it must exist, and is not changed */
	DB_UPDATE, /* it must exist */
	DB_WRITE,  /* made where it is missing */
};

/*
 * Opens an archive; ":memory:" is one for tests.  No file, no archive, an
 * archive from a later version and a damaged one are four different errors.
 */
struct db *db_open(const char *path, enum db_mode mode, struct err *err);
void db_close(struct db *db); /* NULL is fine */

/* The archive of a command: -a, else $MESHSTAT_ARCHIVE, else meshstat.db. */
const char *db_path(const struct options *o);

/* The path that it was opened by; "the temporary archive" if that was "". */
const char *db_name(const struct db *db);

/*
 * A transaction around several writes.  After db_rollback() everything is as
 * it was at db_begin().
 */
int db_begin(struct db *db, struct err *err);
int db_commit(struct db *db, struct err *err);
void db_rollback(struct db *db);

/*
 * Was a fault the archive's own (disk full, locked, read-only, damaged), and
 * not one of what was to be written?  Then nothing else will fare better, and
 * the transaction may be gone.
 */
bool db_failed(const struct db *db);

#endif
