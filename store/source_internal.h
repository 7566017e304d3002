/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A source being written, for this folder only.
 */
#ifndef STORE_SOURCE_INTERNAL_H
#define STORE_SOURCE_INTERNAL_H

#include <stdbool.h>

#include "store/db_internal.h"
#include "store/run.h"

struct source_writer {
	struct db *db;
	int64_t source; /* rows */
	int64_t run;    /* the last one; 0: none yet */
	int64_t series;
	int64_t total;        /* the first series of the run */
	int64_t clock_ns;     /* by series_clock() */
	int64_t runs;         /* how many */
	bool counts_errors;   /* of the series, from its statuses */
	char incomplete[160]; /* the first reason of its runs; "" */
};

/* The labels that the facts of the last run are. */
int source_label_facts(struct source_writer *w, const struct run_facts *f,
    struct err *err);

#endif
