/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What results_load() is made of, beyond its own file.
 */
#ifndef STORE_RESULT_INTERNAL_H
#define STORE_RESULT_INTERNAL_H

#include "store/result.h"

/* Fill their lists of r, whose analysis is there.  0, or -1. */
int rankings_load(struct db *db, struct arena *a, struct results *r,
    struct err *err);
int costs_load(struct db *db, struct arena *a, struct results *r,
    struct err *err);
int capacities_load(struct db *db, struct arena *a, struct results *r,
    struct err *err);
int trends_load(struct db *db, struct arena *a, struct results *r,
    struct err *err);
int change_points_load(struct db *db, struct arena *a, struct results *r,
    struct err *err);
int shifts_load(struct db *db, struct arena *a, struct results *r,
    struct err *err);
int meshmarks_load(struct db *db, struct arena *a, struct results *r,
    struct err *err); /* and their terms */

#endif
