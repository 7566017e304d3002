/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * runs.csv, a table beside the files that says what they are: a column "file"
 * (a path relative to the table), and a column for each label.
 */
#ifndef COLLECT_TABLE_H
#define COLLECT_TABLE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "collect/pattern.h"

#define TABLE_NAME "runs.csv"
#define TABLE_COLUMNS_MAX 256

struct table_row {
	const char *path; /* of the file, as the user would write it */
	struct pair_list labels;
	struct pos pos; /* where it stands */
	bool used;      /* by a source */
};

struct label_table {
	struct table_row *at;
	size_t len;
};

bool table_is(const char *path); /* by its name */

/* The table in the folder of a file, or NULL if there is none to be read. */
const char *table_beside(const char *path, struct arena *a);

/*
 * Reads a table that was found.  1, or 0 if it is a CSV of another kind (no
 * column "file"), of which `err` says so, or -1.  Quoted fields as RFC 4180 has
 * them.  Two columns of a name, or two rows of a file, are errors.
 */
int table_read(const char *path, struct arena *a, struct label_table *out,
    struct err *err);

/* The row of a file, or NULL. */
struct table_row *table_row_of(const struct label_table *t, const char *path);

#endif
