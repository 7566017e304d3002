/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What results_load() is made of, beyond its own file.
 */
#ifndef STORE_RESULT_INTERNAL_H
#define STORE_RESULT_INTERNAL_H

#include <sqlite3.h>

#include "store/result_write.h"

/* One kind of finding: its rows, of the analysis ?1, and where each one goes.
 */
struct finding_rows {
	const char *select;
	void (*read)(sqlite3_stmt *q, struct arena *a, struct results *r);
};

extern const struct finding_rows rankings_rows, costs_rows, capacities_rows;
extern const struct finding_rows trends_rows, change_points_rows, shifts_rows;
extern const struct finding_rows meshmarks_rows, meshmark_terms_rows;
extern const struct finding_rows opinions_rows, variances_rows;

/* Of a comparison that has its row. */
int opinions_save(struct db *db, const struct comparison *c, struct err *err);

/* By series, their loads by number, then by release. */
void trends_sort(struct trend_list *list);

#endif
