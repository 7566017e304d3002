/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An analysis is stored between db_begin() and db_commit(): first itself, then
 * its cells, which get their rows by that, then what is about them.
 */
#ifndef STORE_RESULT_WRITE_H
#define STORE_RESULT_WRITE_H

#include "store/result.h"

/* Replaces an analysis of the same title; sets a->row. */
int analysis_save(struct db *db, struct analysis *a, struct err *err);
/* At the end: the conclusion, and the sizes of the families. */
int analysis_conclude(struct db *db, const struct analysis *a, struct err *err);
int cell_save(struct db *db, const struct analysis *a, struct cell *c,
    struct err *err); /* sets c->row */
int estimate_save(struct db *db, const struct estimate *e, struct err *err);
int comparison_save(struct db *db, const struct analysis *a,
    struct comparison *c, struct err *err); /* sets c->row */
int quality_save(struct db *db, const struct analysis *a,
    const struct quality *q, struct err *err);
int run_interval_save(struct db *db, const struct analysis *a,
    const struct run_interval *i, struct err *err);
int resource_save(struct db *db, const struct analysis *a,
    const struct resource *r, struct err *err);
int ranking_save(struct db *db, const struct analysis *a,
    const struct ranking *r, struct err *err);
int cpu_cost_save(struct db *db, const struct analysis *a,
    const struct cpu_cost *c, struct err *err);
int capacity_save(struct db *db, const struct analysis *a,
    const struct capacity *c, struct err *err);
int trend_point_save(struct db *db, const struct analysis *a,
    const struct trend_point *t, struct err *err);
int change_point_save(struct db *db, const struct analysis *a,
    const struct change_point *c, struct err *err);
int shift_point_save(struct db *db, const struct analysis *a,
    const struct shift_point *s, struct err *err);
int meshmark_save(struct db *db, const struct analysis *a,
    const struct meshmark *m, struct err *err);
int meshmark_term_save(struct db *db, const struct analysis *a,
    const struct meshmark_term *t, struct err *err);
int gate_save(struct db *db, const struct analysis *a, const struct gate *g,
    struct err *err);

#endif
