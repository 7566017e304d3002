/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * figures ARCHIVE: of the one run in it, a line for each series, "total" among
 * them: name, requests, errors, minimum, p50, p90, p95, p99, p99.9, maximum, in
 * milliseconds, with tabs in between.
 */
#include <stdio.h>

#include "store/run.h"

static void print_series(const struct series *s, const struct histogram *h)
{
	static const double ps[] = { 0, 50, 90, 95, 99, 99.9, 100 };

	printf("%s\t%lld\t%lld", s->facts.name, (long long)s->facts.requests,
	    (long long)s->facts.errors);
	for (size_t i = 0; i < sizeof(ps) / sizeof(*ps); i++) {
		struct percentile_bounds p;

		if (histogram_percentile(h, ps[i], &p))
			printf("\t%.6f", p.value_ns / 1e6);
	}
	putchar('\n');
}

static int print_run(struct db *db, const struct run *run, struct arena *a,
    struct err *err)
{
	struct series_list list;

	if (run_series_load(db, run, a, &list, err))
		return -1;
	for (size_t i = 0; i < list.len; i++) {
		struct histogram h;

		if (series_histogram_load(db, list.at[i].row, &h, err))
			return -1;
		print_series(&list.at[i], &h);
		histogram_release(&h);
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct err err = { "usage: figures ARCHIVE" };
	struct db *db = argc == 2 ? db_open(argv[1], DB_READ, &err) : NULL;
	struct arena a = { 0 };
	struct run_list runs;
	int status = -1;

	if (db && !runs_load(db, &a, &runs, &err) && runs.len == 1)
		status = print_run(db, &runs.at[0], &a, &err);
	if (status)
		fprintf(stderr, "figures: %s\n", err.msg);
	arena_release(&a);
	db_close(db);
	return status ? 1 : 0;
}
