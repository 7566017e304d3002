/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that were given to collect and are not in the archive: a reader of
 * what is published must see that something is missing, and why.
 */
#ifndef STORE_UNREAD_H
#define STORE_UNREAD_H

#include "base/arena.h"
#include "store/db.h"

struct unread {
	const char *name; /* as of a source */
	const char *why;  /* in words; quotes nothing of the file's content */
	bool left;        /* of no known format, in a folder; else refused */
};

struct unread_list {
	struct unread *at; /* by name */
	size_t len;
	size_t refused; /* of them */
};

/* In place of what was known of that name. */
int unread_save(struct db *db, const struct unread *u, struct err *err);

/* It was read after all. */
int unread_forget(struct db *db, const char *name, struct err *err);

int unreads_load(struct db *db, struct arena *a, struct unread_list *out,
    struct err *err);

/* "refused" or "left" */
const char *unread_word(const struct unread *u);

#endif
