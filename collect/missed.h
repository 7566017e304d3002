/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the archive keeps of a file that could not be read, or was left.
 */
#ifndef COLLECT_MISSED_H
#define COLLECT_MISSED_H

#include "collect/tree.h"
#include "store/unread.h"

/*
 * Keeps why: with the file's name for its path, and without what it quotes of
 * the content, as an archive may be published.  A file that is not there was
 * mistyped, and is not kept.
 */
int missed_save(struct db *db, const struct found_file *f, bool left,
    const struct err *why, struct err *err);

#endif
