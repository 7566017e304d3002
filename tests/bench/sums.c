/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sums ARCHIVE: its runs, the requests of their totals, the time series, their
 * samples, and the sum of these, with tabs in between.
 */
#include <stdio.h>

#include "store/metric.h"

struct sums {
	long long runs, requests, metrics, samples;
	double sum;
};

static int add_runs(struct db *db, struct arena *a, struct sums *out,
    struct err *err)
{
	struct run_list runs;

	if (runs_load(db, a, &runs, err))
		return -1;
	out->runs = (long long)runs.len;
	for (size_t i = 0; i < runs.len; i++) {
		struct series_list list;

		if (run_series_load(db, &runs.at[i], a, &list, err))
			return -1;
		out->requests += list.at[0].facts.requests;
	}
	return 0;
}

static int add_metrics(struct db *db, struct arena *a, struct sums *out,
    struct err *err)
{
	struct metric_list metrics;

	if (metrics_load(db, a, &metrics, err))
		return -1;
	out->metrics = (long long)metrics.len;
	for (size_t i = 0; i < metrics.len; i++) {
		const struct time_window always = { 0, INT64_MAX };
		struct metric_samples s;

		if (metric_samples_load(db, &metrics.at[i], always, a, &s, err))
			return -1;
		out->samples += (long long)s.len;
		for (size_t k = 0; k < s.len; k++)
			out->sum += s.at[k].value;
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct err err = { "usage: sums ARCHIVE" };
	struct db *db = argc == 2 ? db_open(argv[1], DB_READ, &err) : NULL;
	struct sums sums = { 0 };
	struct arena a = { 0 };
	int status = -1;

	if (db && !add_runs(db, &a, &sums, &err))
		status = add_metrics(db, &a, &sums, &err);
	if (status)
		fprintf(stderr, "sums: %s\n", err.msg);
	else
		printf("%lld\t%lld\t%lld\t%lld\t%.0f\n", sums.runs,
		    sums.requests, sums.metrics, sums.samples, sums.sum);
	arena_release(&a);
	db_close(db);
	return status ? 1 : 0;
}
