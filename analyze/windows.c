/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/windows.h"

#include <math.h>

#include "analyze/describe.h"
#include "analyze/steady.h"
#include "base/units.h"

static double median_s(const struct histogram *h)
{
	struct percentile_bounds b = { 0 };

	histogram_percentile(h, 50, &b);
	return b.value_ns / NS_PER_S;
}

static double mean_s(const struct histogram *h)
{
	if (h->sum_ns == UNKNOWN)
		return median_s(h);
	return (double)h->sum_ns / (double)h->count / NS_PER_S;
}

/* Has the i-th window a whole second, and requests? */
static bool is_whole(const struct window_list *list, size_t i)
{
	return i + 1 < list->len && list->at[i].second >= 0 &&
	       list->at[i].h.count;
}

struct values window_means(const struct window_list *list, int64_t from_s,
    struct arena *a)
{
	double *means = arena_alloc(a, list->len, sizeof(*means));
	size_t n = 0;

	for (size_t i = 0; i < list->len; i++) {
		if (is_whole(list, i) && list->at[i].second >= from_s)
			means[n++] = mean_s(&list->at[i].h);
	}
	return (struct values){ means, n };
}

struct window_series window_series(const struct window_list *list,
    struct arena *a)
{
	double *second = arena_alloc(a, list->len, sizeof(*second));
	double *means = arena_alloc(a, list->len, sizeof(*means));
	double *medians = arena_alloc(a, list->len, sizeof(*medians));
	size_t n = 0;

	for (size_t i = 0; i < list->len; i++) {
		const struct run_window *w = &list->at[i];

		if (!is_whole(list, i))
			continue;
		second[n] = (double)w->second;
		means[n] = mean_s(&w->h);
		medians[n++] = median_s(&w->h);
	}
	return (struct window_series){ second, { means, n }, { medians, n } };
}

struct warmup_cut warmup_cut(const struct window_series *s)
{
	struct warmup_cut cut = { .known = s->means.n >= WINDOWS_LEAST };
	struct warmup end;
	double rest;

	if (!cut.known)
		return cut;
	end = warmup_end(s->means, WARMUP_BATCH);
	rest = moments_of((struct values){ s->means.at + end.values,
			      s->means.n - end.values })
		   .mean;
	cut.windows = end.values;
	if (end.values)
		cut.seconds = (int64_t)s->second[end.values - 1] + 1;
	cut.change = rest > 0 ? moments_of(s->means).mean / rest - 1 : 0;
	cut.matters = end.values && fabs(cut.change) > WARMUP_MATTERS;
	cut.at_limit = end.at_limit && cut.matters;
	return cut;
}
