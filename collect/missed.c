/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/missed.h"

#include <string.h>

#include "base/builder.h"

/* Leaves "…" of each piece in double quotes; without an end, of the rest. */
static void build_unquoted(struct builder *b, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\"");
		const char *end = text[n] ? strrchr(text + n + 1, '"') : NULL;

		build(b, "%.*s%s", (int)n, text, text[n] ? "\"…\"" : "");
		text = end ? end + 1 : "";
	}
}

int missed_save(struct db *db, const struct found_file *f, bool left,
    const struct err *why, struct err *err)
{
	struct arena a = { 0 };
	struct builder b = { .arena = &a };
	size_t n = strlen(f->path);
	struct unread u = { .name = f->name, .left = left };
	int status = 0;

	if (strncmp(why->msg, f->path, n) == 0)
		build(&b, "%s", f->name);
	else
		n = 0;
	build_unquoted(&b, why->msg + n);
	u.why = build_text(&b);
	if (!tree_is_missing(f->path))
		status = unread_save(db, &u, err);
	arena_release(&a);
	return status;
}
