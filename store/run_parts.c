/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run by its parts: endpoints, labels, transactions.
 */
#include <stdlib.h>
#include <string.h>

#include "store/pool_internal.h"

const char *run_series_name(const struct run *run)
{
	return run->series ? run->series : SERIES_TOTAL;
}

static struct run part_of(const struct run *run, const struct series_facts *f)
{
	struct run part = *run;

	part.series = f->name;
	part.evidence = f->evidence;
	part.total = *f;
	return part;
}

/* What counts no requests is no part of them, but something else of a run. */
static int own_parts_load(struct db *db, const struct run *run, struct arena *a,
    struct run_list *out, struct err *err)
{
	struct series_list all;

	if (run_series_load(db, run, a, &all, err))
		return -1;
	for (size_t i = 0; i < all.len; i++) {
		const struct series_facts *f = &all.at[i].facts;

		if (strcmp(f->name, SERIES_TOTAL) != 0 && f->requests > 0)
			*ARENA_PUSH(a, out) = part_of(run, f);
	}
	return 0;
}

static int by_series(const void *a, const void *b)
{
	const struct run *x = a, *y = b;
	int order = strcmp(x->series, y->series);

	return order ? order : strcmp(x->id, y->id);
}

/* One name, by whichever workers have it, is one part. */
static struct run pooled(const struct run *run, const struct run_list *of,
    struct arena *a)
{
	struct run part = pool_of(of, a);

	part.id = run->id;
	part.facts = run->facts;
	part.labels = run->labels;
	part.n_labels = run->n_labels;
	return part;
}

int run_parts_load(struct db *db, const struct run *run, struct arena *a,
    struct run_list *out, struct err *err)
{
	struct run_list all = { 0 };

	*out = (struct run_list){ 0 };
	if (!run->n_workers)
		return own_parts_load(db, run, a, out, err);
	for (size_t i = 0; i < run->n_workers; i++) {
		if (own_parts_load(db, &run->workers[i], a, &all, err))
			return -1;
	}
	if (all.len)
		qsort(all.at, all.len, sizeof(*all.at), by_series);
	for (size_t i = 0, n; i < all.len; i += n) {
		for (n = 1; i + n < all.len; n++) {
			if (strcmp(all.at[i].series, all.at[i + n].series) != 0)
				break;
		}
		*ARENA_PUSH(a, out) =
		    pooled(run, &(struct run_list){ &all.at[i], n }, a);
	}
	return 0;
}
