/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What to say of an input that no importer claims: what it looks like, and
 * what a person who has such a file most likely meant to give.
 */
#ifndef COLLECT_UNCLAIMED_H
#define COLLECT_UNCLAIMED_H

#include "base/err.h"
#include "base/text.h"

/* -1, as err_at(). */
int unclaimed_error(struct span head, struct pos pos, struct err *err);

#endif
