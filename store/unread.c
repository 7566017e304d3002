/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/unread.h"

#include "store/db_internal.h"

int unread_save(struct db *db, const struct unread *u, struct err *err)
{
	return db_run(db, err, "INSERT OR REPLACE INTO unread VALUES (?, ?, ?)",
	    "sis", u->name, (int64_t)u->left, u->why);
}

int unread_forget(struct db *db, const char *name, struct err *err)
{
	return db_run(db, err, "DELETE FROM unread WHERE name = ?", "s", name);
}

int unreads_load(struct db *db, struct arena *a, struct unread_list *out,
    struct err *err)
{
	sqlite3_stmt *q = db_query(db, err,
	    "SELECT name, left, why FROM unread ORDER BY name", "");
	int status = -1;

	*out = (struct unread_list){ 0 };
	while (q && (status = db_step(db, q, err)) == 1) {
		struct unread *u = ARENA_PUSH(a, out);

		u->name = column_text(q, 0, a);
		u->left = column_int(q, 1) != 0;
		u->why = column_text(q, 2, a);
		out->refused += !u->left;
	}
	db_done(db, q);
	return status;
}

const char *unread_word(const struct unread *u)
{
	return u->left ? "left" : "refused";
}
