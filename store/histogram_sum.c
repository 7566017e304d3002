/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All windows of a run as one distribution.  Windows of one log-linear layout,
 * which most are, are counted in a table of it; others are merged.
 */
#include <stdlib.h>

#include "store/loglinear.h"
#include "store/run.h"

/* Halves first, so that no bucket is copied more than log n times. */
static struct histogram merged(const struct run_window *at, size_t n)
{
	struct histogram sum = HISTOGRAM_EMPTY, rest;

	if (n == 1)
		histogram_merge(&sum, &at->h);
	if (n < 2)
		return sum;
	sum = merged(at, n / 2);
	rest = merged(at + n / 2, n - n / 2);
	histogram_merge(&sum, &rest);
	histogram_release(&rest);
	return sum;
}

/* The step of the layout that all of them have; 0: none, or together they are
 * more requests than a table's bytes hold. */
static int64_t common_layout(const struct run_window *at, size_t n)
{
	int64_t step = n ? at->h.layout_ns : 0, left = INT64_MAX / 2;

	for (size_t i = 0; i < n; i++) {
		if (at[i].h.layout_ns != step || at[i].h.count > left)
			return 0;
		left -= at[i].h.count;
	}
	return step;
}

static void count_all(const struct histogram *h, struct loglinear *table)
{
	for (size_t i = 0; i < h->len; i++) {
		const struct bucket *b = &h->buckets[i];

		loglinear_add(table, loglinear_bucket(b->low_ns / h->layout_ns),
		    b->count);
	}
}

/* The table as a histogram, by way of the archive's bytes. */
static struct histogram of_table(const struct loglinear *table, int64_t step)
{
	struct span blob = loglinear_encode(table, step);
	struct histogram h;
	struct err unused;

	histogram_decode(blob, &h, &unused);
	free((char *)blob.at);
	return h;
}

static struct histogram counted(const struct run_window *at, size_t n,
    int64_t step)
{
	struct loglinear table = { 0 };
	struct histogram sum;

	for (size_t i = 0; i < n; i++)
		count_all(&at[i].h, &table);
	sum = of_table(&table, step);
	loglinear_release(&table);
	sum.count = 0;
	for (size_t i = 0; i < n; i++)
		histogram_merge_exact(&sum, &at[i].h);
	return sum;
}

struct histogram windows_sum(const struct window_list *list, int64_t from)
{
	const struct run_window *at = list->at;
	size_t n = list->len;
	int64_t step;

	while (n && at->second >= 0 && at->second < from) {
		at++;
		n--;
	}
	step = common_layout(at, n);
	return step ? counted(at, n, step) : merged(at, n);
}
