/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/prometheus_plan.h"

#include <stdlib.h>

#define NS_PER_MS 1000000
#define STEP_MIN_MS 1000
#define STEP_MAX_MS 15000
#define POINTS_PER_RUN 60

/* Of runs; the shortest of them lasted shortest_ms. */
struct window {
	int64_t from_ms, to_ms;
	int64_t shortest_ms;
};

struct windows {
	struct window *at;
	size_t len;
};

static bool is_timed(const struct run_facts *f)
{
	return f->started_at_ns > 0 && f->duration_ns > 0;
}

static int by_start(const void *a, const void *b)
{
	const struct window *x = a, *y = b;

	if (x->from_ms != y->from_ms)
		return x->from_ms < y->from_ms ? -1 : 1;
	return (x->to_ms > y->to_ms) - (x->to_ms < y->to_ms);
}

/* The windows of the runs, in order of their start. */
static struct windows windows_of(struct run_list runs, struct arena *a)
{
	struct windows w = { arena_alloc(a, runs.len + 1, sizeof(*w.at)), 0 };

	for (size_t i = 0; i < runs.len; i++) {
		const struct run_facts *f = &runs.at[i].facts;
		int64_t from = f->started_at_ns / NS_PER_MS;
		int64_t length = f->duration_ns / NS_PER_MS;

		if (is_timed(f))
			w.at[w.len++] =
			    (struct window){ from, from + length, length };
	}
	if (w.len)
		qsort(w.at, w.len, sizeof(*w.at), by_start);
	return w;
}

/* Joins neighbors, in place. */
static void join(struct windows *w)
{
	size_t last = 0;

	for (size_t i = 1; i < w->len; i++) {
		struct window *into = &w->at[last], next = w->at[i];

		if (next.from_ms - into->to_ms >= PROMETHEUS_GAP_MS) {
			w->at[++last] = next;
			continue;
		}
		if (next.to_ms > into->to_ms)
			into->to_ms = next.to_ms;
		if (next.shortest_ms < into->shortest_ms)
			into->shortest_ms = next.shortest_ms;
	}
	w->len = w->len ? last + 1 : 0;
}

/* In whole seconds. */
static int64_t step_for(int64_t shortest_ms)
{
	int64_t step = shortest_ms / POINTS_PER_RUN / 1000 * 1000;

	if (step < STEP_MIN_MS)
		return STEP_MIN_MS;
	return step > STEP_MAX_MS ? STEP_MAX_MS : step;
}

static int add_ranges(struct window w, int64_t step, struct arena *a,
    struct prometheus_ranges *out, struct err *err)
{
	int64_t from = w.from_ms / step * step;
	int64_t to = (w.to_ms + step - 1) / step * step;

	while (from <= to) {
		int64_t end = from + (PROMETHEUS_POINTS_MAX - 1) * step;

		if (out->len == PROMETHEUS_RANGES_MAX)
			return err_set(err,
			    "the runs cover more time than %d requests of %d "
			    "points can: ask for a longer step",
			    PROMETHEUS_RANGES_MAX, PROMETHEUS_POINTS_MAX);
		*ARENA_PUSH(a, out) = (struct prometheus_range){ from,
			end < to ? end : to, step };
		from = end + step;
	}
	return 0;
}

int prometheus_plan(struct run_list runs, int64_t step_ms, struct arena *a,
    struct prometheus_ranges *out, struct err *err)
{
	struct windows w = windows_of(runs, a);

	*out = (struct prometheus_ranges){ 0 };
	join(&w);
	if (!w.len)
		return err_set(err,
		    "no run with a known start and duration in the archive, "
		    "so no time to ask for: collect load results first");
	for (size_t i = 0; i < w.len; i++) {
		int64_t step =
		    step_ms ? step_ms : step_for(w.at[i].shortest_ms);

		if (add_ranges(w.at[i], step, a, out, err))
			return -1;
	}
	return 0;
}
