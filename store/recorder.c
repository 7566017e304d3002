/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/recorder.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/divisor.h"
#include "base/mem.h"
#include "base/units.h"
#include "store/loglinear.h"

#define GRAIN_LEAST 100 /* requests; fewer may be round by chance */

/* One second: open (counts) or closed (blob). */
struct window {
	int64_t second;
	struct latency_sum m;
	struct loglinear *counts;
	struct span blob;
	size_t newer; /* of the open ones: the one opened after it */
};

struct recorder {
	int64_t step_ns;
	struct window *windows; /* in the order in which they came */
	size_t len, cap;
	size_t last;    /* the one used last: requests come in order of time */
	size_t *slots;  /* index + 1 by second, open addressing; 0: free */
	size_t n_slots; /* a power of two */
	size_t open, oldest, newest; /* the queue of open windows */
	int64_t grain; /* steps that divide all values; 0: none was added */
	bool sorted;
};

struct recorder *recorder_new(int64_t step_ns)
{
	struct recorder *r = xcalloc(1, sizeof(*r));

	assert(step_ns > 0);
	r->step_ns = step_ns;
	return r;
}

static void counts_free(struct loglinear *counts)
{
	if (counts)
		loglinear_release(counts);
	free(counts);
}

static void blob_free(struct span *blob)
{
	free((char *)(uintptr_t)blob->at);
	*blob = (struct span){ 0 };
}

void recorder_free(struct recorder *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->len; i++) {
		counts_free(r->windows[i].counts);
		blob_free(&r->windows[i].blob);
	}
	free(r->windows);
	free(r->slots);
	free(r);
}

/* ---- seconds to windows ---- */

static size_t *slot_of(struct recorder *r, int64_t second)
{
	size_t mask = r->n_slots - 1;
	size_t i = (size_t)((uint64_t)second * 0x9E3779B97F4A7C15u >> 20);

	for (;; i++) {
		size_t *slot = &r->slots[i & mask];

		if (!*slot || r->windows[*slot - 1].second == second)
			return slot;
	}
}

static void slots_fill(struct recorder *r)
{
	free(r->slots);
	r->slots = xcalloc(r->n_slots, sizeof(*r->slots));
	for (size_t i = 0; i < r->len; i++)
		*slot_of(r, r->windows[i].second) = i + 1;
}

static void close_oldest(struct recorder *r)
{
	struct window *w = &r->windows[r->oldest];

	r->oldest = w->newer;
	r->open--;
	w->blob = loglinear_encode(w->counts, r->step_ns);
	counts_free(w->counts);
	w->counts = NULL;
}

static int count_back(void *context, uint32_t bucket, int64_t count)
{
	loglinear_add(context, bucket, count);
	return 0;
}

static void window_open(struct recorder *r, size_t i)
{
	struct window *w = &r->windows[i];
	int64_t step_ns;

	w->counts = xcalloc(1, sizeof(*w->counts));
	if (w->blob.len)
		loglinear_decode(w->blob, &step_ns, count_back, w->counts);
	blob_free(&w->blob);
	if (r->open)
		r->windows[r->newest].newer = i;
	else
		r->oldest = i;
	r->newest = i;
	if (++r->open > RECORDER_OPEN)
		close_oldest(r);
}

static size_t window_new(struct recorder *r, int64_t second)
{
	r->windows = grow(r->windows, r->len, &r->cap, sizeof(*r->windows));
	r->windows[r->len++] = (struct window){ .second = second,
		.m = { .min_ns = INT64_MAX, .max_ns = -1 } };
	r->sorted = false;
	if (r->len * 2 > r->n_slots) {
		r->n_slots = r->n_slots ? r->n_slots * 2 : 64;
		slots_fill(r);
	}
	*slot_of(r, second) = r->len;
	return r->len - 1;
}

/* An open window. */
static struct window *window_at(struct recorder *r, int64_t second)
{
	size_t *slot;

	if (r->len && r->windows[r->last].second == second &&
	    r->windows[r->last].counts)
		return &r->windows[r->last];
	slot = r->n_slots ? slot_of(r, second) : NULL;
	r->last = slot && *slot ? *slot - 1 : window_new(r, second);
	if (!r->windows[r->last].counts)
		window_open(r, r->last);
	return &r->windows[r->last];
}

/* ---- adding ---- */

static void sum_add(struct latency_sum *m, const struct latency_sum *from)
{
	m->count += from->count;
	if (__builtin_add_overflow(m->sum_ns, from->sum_ns, &m->sum_ns))
		m->sum_ns = INT64_MAX;
	if (from->min_ns < m->min_ns)
		m->min_ns = from->min_ns;
	if (from->max_ns > m->max_ns)
		m->max_ns = from->max_ns;
}

static int64_t second_of(int64_t start_ns)
{
	return start_ns < 0 ? RECORDER_UNTIMED : start_ns / NS_PER_S;
}

/* Of a fine clock, no value but the first few costs more than a look. */
static inline void grain_add(struct recorder *r, int64_t steps)
{
	if (r->grain != 1)
		r->grain = greatest_divisor(steps, r->grain);
}

void recorder_add(struct recorder *r, const struct sample *s)
{
	int64_t step = r->step_ns, ns = s->latency_ns, steps;
	struct window *w;

	if (ns < 0)
		return;
	w = window_at(r, second_of(s->start_ns));
	steps = ns / step + (ns % step >= step - step / 2);
	grain_add(r, steps);
	loglinear_add(w->counts, loglinear_bucket(steps), 1);
	sum_add(&w->m, &(struct latency_sum){ 1, ns, ns, ns });
}

/* The first ones, that start in the same second; how many. */
static size_t add_second(struct recorder *r, const struct step_sample *s,
    size_t n)
{
	int64_t second = second_of(s->start_ns);
	int64_t from = second < 0 ? INT64_MIN : second * NS_PER_S;
	int64_t to = second < 0 ? 0 : from + NS_PER_S;
	struct window *w = window_at(r, second);
	struct latency_sum sum = { .min_ns = INT64_MAX, .max_ns = -1 };
	size_t i = 0;

	for (; i < n && s[i].start_ns >= from && s[i].start_ns < to; i++) {
		int64_t steps = s[i].steps, ns;

		if (__builtin_mul_overflow(steps, r->step_ns, &ns))
			ns = INT64_MAX;
		grain_add(r, steps);
		loglinear_add(w->counts, loglinear_bucket(steps), 1);
		sum_add(&sum, &(struct latency_sum){ 1, ns, ns, ns });
	}
	sum_add(&w->m, &sum);
	return i;
}

void recorder_add_many(struct recorder *r, const struct step_sample *s,
    size_t n)
{
	for (size_t i = 0; i < n;)
		i += add_second(r, s + i, n - i);
}

void recorder_add_counts(struct recorder *r, int64_t second,
    const struct loglinear *counts, const struct latency_sum *sum)
{
	struct window *w = window_at(r, second);

	r->grain = 1; /* their values are not known one by one */
	loglinear_merge(w->counts, counts);
	sum_add(&w->m, sum);
}

void recorder_shift(struct recorder *r, int64_t by)
{
	for (size_t i = 0; i < r->len; i++)
		if (r->windows[i].second != RECORDER_UNTIMED)
			r->windows[i].second -= by;
	slots_fill(r);
}

/* ---- reading ---- */

size_t recorder_windows(const struct recorder *r)
{
	return r->len;
}

struct latency_sum recorder_sum(const struct recorder *r)
{
	struct latency_sum all = { .min_ns = INT64_MAX, .max_ns = -1 };

	for (size_t i = 0; i < r->len; i++)
		sum_add(&all, &r->windows[i].m);
	if (!all.count)
		all.min_ns = all.max_ns = UNKNOWN;
	return all;
}

int64_t recorder_step_ns(const struct recorder *r)
{
	struct latency_sum all = recorder_sum(r);
	int64_t ns;

	if (r->grain <= 1 || all.count < GRAIN_LEAST ||
	    all.min_ns == all.max_ns ||
	    __builtin_mul_overflow(r->grain, 2 * r->step_ns, &ns))
		return 0;
	return ns;
}

static int by_second(const void *a, const void *b)
{
	const struct window *x = a, *y = b;

	return (x->second > y->second) - (x->second < y->second);
}

/* All closed, in order of time. */
static void settle(struct recorder *r)
{
	while (r->open)
		close_oldest(r);
	if (r->sorted || !r->len)
		return;
	qsort(r->windows, r->len, sizeof(*r->windows), by_second);
	slots_fill(r);
	r->sorted = true;
}

bool recorder_blob(struct recorder *r, size_t i, int64_t *second,
    struct latency_sum *sum, struct span *blob)
{
	settle(r);
	if (i >= r->len)
		return false;
	*second = r->windows[i].second;
	*sum = r->windows[i].m;
	*blob = r->windows[i].blob;
	return true;
}

bool recorder_window(struct recorder *r, size_t i, int64_t *second,
    struct histogram *out)
{
	struct latency_sum m;
	struct span blob;
	struct err err;

	*out = HISTOGRAM_EMPTY;
	if (!recorder_blob(r, i, second, &m, &blob) ||
	    histogram_decode(blob, out, &err))
		return false;
	out->sum_ns = m.sum_ns;
	out->min_ns = m.min_ns;
	out->max_ns = m.max_ns;
	return true;
}
