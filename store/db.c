/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/db_internal.h"

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/embedded.h"
#include "base/mem.h"
#include "store/run.h"

#define APPLICATION_ID 0x6d657368 /* "mesh" */
#define SCHEMA_VERSION 1
#define BUSY_MS 5000

int db_err(struct db *db, struct err *err)
{
	db->failed |= sqlite3_errcode(db->sqlite) != SQLITE_CONSTRAINT;
	return err_set(err, "%s: %s", db_name(db), sqlite3_errmsg(db->sqlite));
}

int db_exec(struct db *db, const char *sql, struct err *err)
{
	if (sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL) != SQLITE_OK)
		return db_err(db, err);
	return 0;
}

static int bind_double(sqlite3_stmt *q, int i, double value)
{
	return isnan(value) ? sqlite3_bind_null(q, i)
			    : sqlite3_bind_double(q, i, value);
}

static int bind_int(sqlite3_stmt *q, int i, int64_t value)
{
	return value == UNKNOWN ? sqlite3_bind_null(q, i)
				: sqlite3_bind_int64(q, i, value);
}

static int bind_blob(sqlite3_stmt *q, int i, struct span blob)
{
	return sqlite3_bind_blob64(q, i, blob.len ? blob.at : "", blob.len,
	    SQLITE_STATIC);
}

static int bind_all(sqlite3_stmt *q, const char *format, va_list ap)
{
	int status = SQLITE_OK;

	for (int i = 1; *format && status == SQLITE_OK; i++, format++) {
		if (*format == 'i')
			status = bind_int(q, i, va_arg(ap, int64_t));
		else if (*format == 'd')
			status = bind_double(q, i, va_arg(ap, double));
		else if (*format == 's')
			status = sqlite3_bind_text(q, i,
			    va_arg(ap, const char *), -1, SQLITE_STATIC);
		else
			status = bind_blob(q, i, va_arg(ap, struct span));
	}
	return status;
}

/* From those that are kept, if it is one of them; NULL on an error. */
static sqlite3_stmt *kept_take(struct db *db, const char *sql, struct err *err)
{
	sqlite3_stmt *q = NULL;

	for (struct kept *k = db->kept; k < db->kept + db->n_kept; k++) {
		if (k->sql != sql || k->taken)
			continue;
		assert(strcmp(sqlite3_sql(k->query), sql) == 0);
		k->taken = true;
		return k->query;
	}
	if (sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT,
		&q, NULL) != SQLITE_OK)
		db_err(db, err);
	else if (db->n_kept < DB_KEPT_MAX)
		db->kept[db->n_kept++] = (struct kept){ sql, q, true };
	return q;
}

void db_done(struct db *db, sqlite3_stmt *q)
{
	if (!q)
		return;
	sqlite3_reset(q);
	sqlite3_clear_bindings(q);
	for (struct kept *k = db->kept; k < db->kept + db->n_kept; k++) {
		if (k->query != q)
			continue;
		k->taken = false;
		return;
	}
	sqlite3_finalize(q);
}

static sqlite3_stmt *query(struct db *db, struct err *err, const char *sql,
    const char *format, va_list ap)
{
	sqlite3_stmt *q = kept_take(db, sql, err);

	if (!q || bind_all(q, format, ap) == SQLITE_OK)
		return q;
	db_err(db, err);
	db_done(db, q);
	return NULL;
}

sqlite3_stmt *db_query(struct db *db, struct err *err, const char *sql,
    const char *format, ...)
{
	sqlite3_stmt *q;
	va_list ap;

	va_start(ap, format);
	q = query(db, err, sql, format, ap);
	va_end(ap);
	return q;
}

int db_step(struct db *db, sqlite3_stmt *q, struct err *err)
{
	int status = sqlite3_step(q);

	if (status == SQLITE_ROW)
		return 1;
	return status == SQLITE_DONE ? 0 : db_err(db, err);
}

int db_run(struct db *db, struct err *err, const char *sql, const char *format,
    ...)
{
	sqlite3_stmt *q;
	va_list ap;
	int status;

	va_start(ap, format);
	q = query(db, err, sql, format, ap);
	va_end(ap);
	status = q ? db_step(db, q, err) : -1;
	db_done(db, q);
	return status < 0 ? -1 : 0;
}

int64_t column_int(sqlite3_stmt *q, int i)
{
	if (sqlite3_column_type(q, i) == SQLITE_NULL)
		return UNKNOWN;
	return sqlite3_column_int64(q, i);
}

double column_double(sqlite3_stmt *q, int i)
{
	if (sqlite3_column_type(q, i) == SQLITE_NULL)
		return NAN;
	return sqlite3_column_double(q, i);
}

const char *column_text(sqlite3_stmt *q, int i, struct arena *a)
{
	return arena_strdup(a, (const char *)sqlite3_column_text(q, i));
}

struct span column_blob(sqlite3_stmt *q, int i)
{
	const void *at = sqlite3_column_blob(q, i);

	return (struct span){ at, (size_t)sqlite3_column_bytes(q, i) };
}

static int pragma_int(struct db *db, const char *sql, int64_t *out,
    struct err *err)
{
	sqlite3_stmt *q = db_query(db, err, sql, "");
	int status = q ? db_step(db, q, err) : -1;

	if (status == 1)
		*out = sqlite3_column_int64(q, 0);
	db_done(db, q);
	return status == 1 ? 0 : -1;
}

static const char count_tables[] = "SELECT count(*) FROM sqlite_schema";

/* A new archive gets its tables, unless another process just made them. */
static int schema_make(struct db *db, struct err *err)
{
	struct span schema = embedded_file("store/schema.sql");
	struct arena a = { 0 };
	const char *sql = arena_printf(&a,
	    "%.*s;PRAGMA application_id = %d;PRAGMA user_version = %d;",
	    (int)schema.len, schema.at, APPLICATION_ID, SCHEMA_VERSION);
	int64_t tables;
	int status = -1;

	if (!db_begin(db, err) && !pragma_int(db, count_tables, &tables, err) &&
	    (tables || !db_exec(db, sql, err)))
		status = db_commit(db, err);
	if (status)
		db_rollback(db);
	arena_release(&a);
	return status;
}

static int not_sqlite(struct db *db, struct err *err)
{
	return err_set(err,
	    "%s: is not a meshstat archive; results are added to one by "
	    "\"meshstat collect -a ARCHIVE FILE...\"",
	    db_name(db));
}

static int damaged(struct db *db, struct err *err)
{
	return err_set(err,
	    "%s: the archive is damaged (%s); collect its sources again into "
	    "a new one",
	    db_name(db), sqlite3_errmsg(db->sqlite));
}

static int schema_check(struct db *db, enum db_mode mode, struct err *err)
{
	int64_t application, version, tables;
	int code;

	/* At one time: another process may just be making the archive. */
	if (db_exec(db, "BEGIN", err) ||
	    pragma_int(db, "PRAGMA application_id", &application, err) ||
	    pragma_int(db, "PRAGMA user_version", &version, err) ||
	    pragma_int(db, count_tables, &tables, err) || db_commit(db, err)) {
		code = sqlite3_errcode(db->sqlite);
		if (code == SQLITE_NOTADB)
			return not_sqlite(db, err);
		return code == SQLITE_CORRUPT ? damaged(db, err) : -1;
	}
	if (!application && !version && !tables && mode == DB_WRITE)
		return schema_make(db, err);
	if (application != APPLICATION_ID)
		return not_sqlite(db, err);
	if (version > SCHEMA_VERSION)
		return err_set(err,
		    "%s: the archive is of version %lld, and this meshstat "
		    "knows %d at most; use a newer one",
		    db_name(db), (long long)version, SCHEMA_VERSION);
	return 0;
}

/* Damage in the middle of the file shows only when somebody looks. */
static int integrity_check(struct db *db, struct err *err)
{
	struct arena a = { 0 };
	sqlite3_stmt *q = db_query(db, err, "PRAGMA quick_check(1)", "");
	const char *found = "";
	int status = -1;

	if (q && db_step(db, q, err) == 1)
		found = column_text(q, 0, &a);
	if (strcmp(found, "ok") == 0)
		status = 0;
	else if (*found)
		err_set(err,
		    "%s: the archive is damaged (%s); collect its sources "
		    "again into a new one",
		    db_name(db), found);
	else
		damaged(db, err);
	db_done(db, q);
	arena_release(&a);
	return status;
}

/* Temporary files are kept in memory: what undoes a source, should it turn out
   bad, would be written to one. */
static const char settings[] = "PRAGMA foreign_keys = ON;"
			       "PRAGMA trusted_schema = OFF;"
			       "PRAGMA synchronous = FULL;"
			       "PRAGMA temp_store = MEMORY;";

/* SQLite would take a folder or a device, and fail only later. */
static int path_check(const char *path, enum db_mode mode, struct err *err)
{
	struct stat st;

	if (stat(path, &st) == 0)
		return S_ISREG(st.st_mode)
			   ? 0
			   : err_set(err, "%s: is not a file", path);
	if (mode == DB_WRITE)
		return 0;
	if (errno != ENOENT)
		return err_set(err, "%s: %s", path, strerror(errno));
	return err_set(err,
	    "%s: no such archive; make one by \"meshstat collect -a %s "
	    "FILE...\"",
	    path, path);
}

/*
 * What a process left in the middle when it was killed is taken back by the
 * next one that opens the archive, which must write for that also to read.
 */
static int open_sqlite(struct db *db, enum db_mode mode, struct err *err)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;

	/* Nobody asks how much memory it has, which is counted under a lock. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (mode == DB_WRITE)
		flags |= SQLITE_OPEN_CREATE;
	if (sqlite3_open_v2(db->name, &db->sqlite, flags, NULL) != SQLITE_OK)
		return db_err(db, err);
	if (mode == DB_READ)
		return db_exec(db, "PRAGMA query_only = ON", err);
	if (sqlite3_db_readonly(db->sqlite, "main"))
		return err_set(err, "%s: the archive is read-only", db->name);
	return 0;
}

struct db *db_open(const char *path, enum db_mode mode, struct err *err)
{
	struct db *db = xcalloc(1, sizeof(*db));

	db->name = xstrdup(path);
	if (path_check(path, mode, err) || open_sqlite(db, mode, err))
		goto fail;
	sqlite3_busy_timeout(db->sqlite, BUSY_MS);
	if (schema_check(db, mode, err) || db_exec(db, settings, err) ||
	    integrity_check(db, err))
		goto fail;
	return db;
fail:
	db_close(db);
	return NULL;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	while (db->n_kept)
		sqlite3_finalize(db->kept[--db->n_kept].query);
	sqlite3_close(db->sqlite);
	free(db->name);
	free(db);
}

const char *db_path(const struct options *o)
{
	const char *path = option_value(o, "archive");

	if (!path)
		path = getenv("MESHSTAT_ARCHIVE");
	return path && *path ? path : "meshstat.db";
}

const char *db_name(const struct db *db)
{
	return *db->name ? db->name : "the temporary archive";
}

int db_begin(struct db *db, struct err *err)
{
	return db_exec(db, "BEGIN IMMEDIATE", err);
}

int db_commit(struct db *db, struct err *err)
{
	return db_exec(db, "COMMIT", err);
}

void db_rollback(struct db *db)
{
	sqlite3_exec(db->sqlite, "ROLLBACK", NULL, NULL, NULL);
}

bool db_failed(const struct db *db)
{
	return db->failed;
}
