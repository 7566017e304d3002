/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that the archive and its newest analysis say, as JSON: schema
 * "meshstat/1", which tests/schema/meshstat-1.schema.json states in full.
 *
 * Keys come in the order of that schema, lists in that of the archive.  What is
 * absent is null.  Numbers have the fewest digits that read back as the same
 * double; units are base units, in the names.
 */
#ifndef RENDER_JSON_RESULTS_H
#define RENDER_JSON_RESULTS_H

#include <stdio.h>

#include "base/err.h"
#include "store/db.h"
#include "store/result.h"

int json_results(struct db *db, const struct results *results, FILE *out,
    struct err *err);

#endif
