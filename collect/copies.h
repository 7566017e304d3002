/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files of one command that have the same content.  The archive keeps it once,
 * under the name and with the labels of the first; that is no repeat, and where
 * it was to be one, a measurement is missing.
 */
#ifndef COLLECT_COPIES_H
#define COLLECT_COPIES_H

#include "base/ui.h"
#include "collect/tree.h"

struct content {
	const struct found_file *file;
	char sha256[65];
	bool collected; /* now, and not known from before */
	bool blank;     /* nothing was measured: equal, and no mistake */
	const struct content
	    *first; /* the one that it equals; NULL: it is it */
};

struct copies {
	struct content *at; /* in the order in which they came */
	size_t len;
};

/* Everything lives in the arena; `file` is borrowed. */
void copies_add(struct copies *c, struct content content, struct arena *a);

/* After the last one: finds `first`.  How many equal one collected now. */
size_t copies_find(struct copies *c, struct arena *a);

/* Names them, unless it is the same file twice; the first few if not `all`. */
void copies_tell(const struct copies *c, bool all, bool fault, struct ui *ui);

#endif
