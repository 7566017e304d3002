/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HdrHistogram's layout for 3 significant digits: values below 2048 have a
 * bucket each; above, every power of two is cut into 1024 equal buckets.
 */
#include "store/recorder.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/units.h"

#define HALF 1024 /* buckets in a power of two */
#define NO_TIME (-1)

/* One second: counts by bucket, in a hash table with open addressing. */
struct window {
	int64_t second;
	uint32_t *key; /* bucket + 1; 0: free */
	int64_t *count;
	size_t used, cap; /* cap is a power of two */
	int64_t sum_ns, min_ns, max_ns;
};

struct recorder {
	int64_t step_ns;
	struct window *windows; /* sorted by second */
	size_t len, cap;
	size_t last; /* the one used last: requests come in order of time */
};

struct recorder *recorder_new(int64_t step_ns)
{
	struct recorder *r = xcalloc(1, sizeof(*r));

	assert(step_ns > 0);
	r->step_ns = step_ns;
	return r;
}

void recorder_free(struct recorder *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->len; i++) {
		free(r->windows[i].key);
		free(r->windows[i].count);
	}
	free(r->windows);
	free(r);
}

/* The bucket of a value, in steps. */
static uint32_t bucket_of(int64_t value)
{
	uint32_t shift = 0;

	while (value >> shift >= 2 * HALF)
		shift++;
	return shift * HALF + (uint32_t)(value >> shift);
}

static void bucket_bounds(uint32_t bucket, int64_t *low, int64_t *high)
{
	uint32_t shift = bucket < 2 * HALF ? 0 : bucket / HALF - 1;
	int64_t top = bucket - shift * HALF;

	*low = top << shift;
	*high = *low + ((int64_t)1 << shift) - 1;
}

static size_t slot_of(const struct window *w, uint32_t bucket)
{
	size_t i = (bucket * 2654435769u) & (w->cap - 1);

	while (w->key[i] && w->key[i] != bucket + 1)
		i = (i + 1) & (w->cap - 1);
	return i;
}

static void window_count(struct window *w, uint32_t bucket, int64_t count);

static void window_widen(struct window *w)
{
	struct window old = *w;

	w->cap = old.cap ? old.cap * 2 : 64;
	w->key = xcalloc(w->cap, sizeof(*w->key));
	w->count = xcalloc(w->cap, sizeof(*w->count));
	w->used = 0;
	for (size_t i = 0; i < old.cap; i++) {
		if (old.key[i])
			window_count(w, old.key[i] - 1, old.count[i]);
	}
	free(old.key);
	free(old.count);
}

static void window_count(struct window *w, uint32_t bucket, int64_t count)
{
	size_t slot;

	if (w->used * 2 >= w->cap)
		window_widen(w);
	slot = slot_of(w, bucket);
	w->used += !w->key[slot];
	w->key[slot] = bucket + 1;
	w->count[slot] += count;
}

/* The first window that does not lie before the second. */
static size_t window_search(const struct recorder *r, int64_t second)
{
	size_t lo = 0, hi = r->len;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (r->windows[mid].second < second)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static struct window *window_at(struct recorder *r, int64_t second)
{
	size_t i = r->last;

	if (i < r->len && r->windows[i].second == second)
		return &r->windows[i];
	i = r->last = window_search(r, second);
	if (i < r->len && r->windows[i].second == second)
		return &r->windows[i];
	r->windows = grow(r->windows, r->len, &r->cap, sizeof(*r->windows));
	memmove(r->windows + i + 1, r->windows + i,
	    (r->len - i) * sizeof(*r->windows));
	r->windows[i] = (struct window){ .second = second,
		.min_ns = INT64_MAX,
		.max_ns = -1 };
	r->len++;
	return &r->windows[i];
}

static void window_moments(struct window *w, int64_t sum_ns, int64_t min_ns,
    int64_t max_ns)
{
	w->sum_ns =
	    sum_ns > INT64_MAX - w->sum_ns ? INT64_MAX : w->sum_ns + sum_ns;
	if (min_ns < w->min_ns)
		w->min_ns = min_ns;
	if (max_ns > w->max_ns)
		w->max_ns = max_ns;
}

void recorder_add(struct recorder *r, const struct sample *s)
{
	struct window *w;
	int64_t second = s->start_ns < 0 ? NO_TIME : s->start_ns / NS_PER_S;

	if (s->latency_ns < 0)
		return;
	w = window_at(r, second);
	window_count(w,
	    bucket_of((s->latency_ns + r->step_ns / 2) / r->step_ns), 1);
	window_moments(w, s->latency_ns, s->latency_ns, s->latency_ns);
}

void recorder_merge(struct recorder *into, const struct recorder *from)
{
	assert(into->step_ns == from->step_ns);
	for (size_t i = 0; i < from->len; i++) {
		const struct window *f = &from->windows[i];
		struct window *w = window_at(into, f->second);

		for (size_t k = 0; k < f->cap; k++) {
			if (f->key[k])
				window_count(w, f->key[k] - 1, f->count[k]);
		}
		window_moments(w, f->sum_ns, f->min_ns, f->max_ns);
	}
}

static int by_low(const void *a, const void *b)
{
	const struct bucket *x = a, *y = b;

	return (x->low_ns > y->low_ns) - (x->low_ns < y->low_ns);
}

bool recorder_window(const struct recorder *r, size_t i, int64_t *second,
    struct histogram *out)
{
	const struct window *w;

	*out = HISTOGRAM_EMPTY;
	if (i >= r->len)
		return false;
	w = &r->windows[i];
	out->buckets = xcalloc(w->used, sizeof(*out->buckets));
	out->cap = w->used;
	for (size_t k = 0; k < w->cap; k++) {
		struct bucket *b = &out->buckets[out->len];

		if (!w->key[k])
			continue;
		bucket_bounds(w->key[k] - 1, &b->low_ns, &b->high_ns);
		b->low_ns *= r->step_ns;
		b->high_ns *= r->step_ns;
		b->count = w->count[k];
		out->count += b->count;
		out->len++;
	}
	qsort(out->buckets, out->len, sizeof(*out->buckets), by_low);
	out->sum_ns = w->sum_ns;
	out->min_ns = w->min_ns;
	out->max_ns = w->max_ns;
	*second = w->second;
	return true;
}
