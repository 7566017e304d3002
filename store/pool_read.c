/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What several workers measured, added up.
 */
#include "store/pool_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/mixture.h"

#define NS_IN_S INT64_C(1000000000)

int64_t pool_delay_s(const struct run *run, const struct run *worker)
{
	int64_t first = run->facts.started_at_ns;
	int64_t own = worker->facts.started_at_ns;

	if (first == UNKNOWN || own == UNKNOWN)
		return 0;
	return (own - first + NS_IN_S / 2) / NS_IN_S;
}

static struct run_window *window_at(struct window_list *list, int64_t second)
{
	size_t i = 0, end = list->len, behind;

	while (i < end) {
		size_t middle = i + (end - i) / 2;

		if (list->at[middle].second < second)
			i = middle + 1;
		else
			end = middle;
	}
	if (i < list->len && list->at[i].second == second)
		return &list->at[i];
	behind = list->len - i;
	list->at = grow(list->at, list->len, &list->cap, sizeof(*list->at));
	memmove(list->at + i + 1, list->at + i, behind * sizeof(*list->at));
	list->at[i] = (struct run_window){ second, HISTOGRAM_EMPTY };
	list->len++;
	return &list->at[i];
}

void pool_windows(struct window_list *into, struct window_list *from,
    int64_t delay_s)
{
	for (size_t i = 0; i < from->len; i++) {
		int64_t second = from->at[i].second;

		histogram_merge(
		    &window_at(into, second < 0 ? second : second + delay_s)->h,
		    &from->at[i].h);
	}
}

void pool_counts(struct count_list *into, const struct count_list *from,
    struct arena *a)
{
	for (size_t i = 0; i < from->len; i++) {
		size_t k = 0;

		while (k < into->len &&
		       strcmp(into->at[k].what, from->at[i].what) != 0)
			k++;
		if (k < into->len)
			into->at[k].count += from->at[i].count;
		else
			*ARENA_PUSH(a, into) = from->at[i];
	}
}

enum end { LOWEST, HIGHEST };

/* The quantiles of a worker, at one end of what their digits leave open. */
static struct mixture_part part_of(const struct run *worker,
    const struct percentile_list *stated, enum end end, struct arena *a)
{
	double *share = arena_alloc(a, stated->len + 2, sizeof(*share));
	double *value = arena_alloc(a, stated->len + 2, sizeof(*value));
	size_t n = 0;

	if (worker->total.min_ns != UNKNOWN)
		value[n++] = (double)worker->total.min_ns;
	for (size_t i = 0; i < stated->len; i++) {
		share[n] = stated->at[i].p / 100;
		value[n++] = end == LOWEST ? stated->at[i].low_ns
					   : stated->at[i].high_ns;
	}
	if (worker->total.max_ns != UNKNOWN) {
		share[n] = 1;
		value[n++] = (double)worker->total.max_ns;
	}
	return (struct mixture_part){ (double)worker->total.requests, share,
		value, n };
}

static struct mixture mixture_of(const struct run *run,
    const struct percentile_list *of, enum end end, struct arena *a)
{
	struct mixture_part *at = arena_alloc(a, run->n_workers, sizeof(*at));

	for (size_t i = 0; i < run->n_workers; i++)
		at[i] = part_of(&run->workers[i], &of[i], end, a);
	return (struct mixture){ at, run->n_workers };
}

static bool is_stated(const struct percentile_list *list, double p)
{
	for (size_t i = 0; i < list->len; i++) {
		if (list->at[i].p == p)
			return true;
	}
	return false;
}

static int by_p(const void *a, const void *b)
{
	const struct stated_percentile *x = a, *y = b;

	return (x->p > y->p) - (x->p < y->p);
}

/* Bounds without an end bound nothing that could be shown. */
static void bounds_add(struct mixture low, struct mixture high, double p,
    struct arena *a, struct percentile_list *out)
{
	double lo = mixture_quantile(low, p / 100).low;
	double hi = mixture_quantile(high, p / 100).high;

	if (isfinite(lo) && isfinite(hi))
		*ARENA_PUSH(a, out) =
		    (struct stated_percentile){ p, NAN, lo, hi };
}

void pool_percentiles(const struct run *run, const struct percentile_list *of,
    struct arena *a, struct percentile_list *out)
{
	struct mixture low = mixture_of(run, of, LOWEST, a);
	struct mixture high = mixture_of(run, of, HIGHEST, a);

	*out = (struct percentile_list){ 0 };
	if (run->total.requests == UNKNOWN || run->total.requests < 1)
		return;
	for (size_t i = 0; i < run->n_workers; i++) {
		for (size_t k = 0; k < of[i].len; k++) {
			if (of[i].at[k].p > 0 && !is_stated(out, of[i].at[k].p))
				bounds_add(low, high, of[i].at[k].p, a, out);
		}
	}
	if (out->len)
		qsort(out->at, out->len, sizeof(*out->at), by_p);
}
