/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/row_tally.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/units.h"

#define MESSAGE_MAX ((size_t)200) /* bytes */

struct row_timelines {
	pthread_mutex_t lock;
	struct recorder *part[ROW_PARTS];
};

static struct row_tally *tally_new(int64_t step_ns, struct row_timelines *lines)
{
	struct row_tally *t = xcalloc(1, sizeof(*t));

	t->step_ns = step_ns;
	t->timelines = lines;
	t->first_ns = INT64_MAX;
	t->last_ns = INT64_MIN;
	t->bytes = UNKNOWN;
	for (size_t p = 0; p < ROW_PARTS; p++) {
		t->batch[p] = xcalloc(ROW_BATCH, sizeof(**t->batch));
		t->series[p] = xcalloc(NAMES_MAX + 1, sizeof(**t->series));
	}
	return t;
}

struct row_tally *row_tally_new(int64_t step_ns)
{
	struct row_timelines *lines = xcalloc(1, sizeof(*lines));
	struct row_tally *t = tally_new(step_ns, lines);

	pthread_mutex_init(&lines->lock, NULL);
	for (size_t p = 0; p < ROW_PARTS; p++)
		lines->part[p] = recorder_new(step_ns);
	t->owns_timelines = true;
	return t;
}

struct row_tally *row_tally_beside(struct row_tally *t)
{
	return tally_new(t->step_ns, t->timelines);
}

static void timelines_free(struct row_timelines *lines)
{
	for (size_t p = 0; p < ROW_PARTS; p++)
		recorder_free(lines->part[p]);
	pthread_mutex_destroy(&lines->lock);
	free(lines);
}

static void counts_release(struct row_counts *c)
{
	names_release(&c->names);
}

void row_tally_free(struct row_tally *t)
{
	if (!t)
		return;
	if (t->owns_timelines)
		timelines_free(t->timelines);
	for (size_t p = 0; p < ROW_PARTS; p++) {
		for (size_t i = 0; i <= NAMES_MAX; i++) {
			if (t->series[p][i])
				loglinear_release(
				    &t->series[p][i]->latencies.counts);
			free(t->series[p][i]);
		}
		free(t->series[p]);
		free(t->batch[p]);
		names_release(&t->names[p]);
	}
	counts_release(&t->kinds);
	counts_release(&t->failures);
	counts_release(&t->checks[0]);
	counts_release(&t->checks[1]);
	free(t);
}

struct row_series *row_series_new(struct row_tally *t, enum row_part part,
    size_t i)
{
	struct row_series *s = xcalloc(1, sizeof(*s));

	s->part = part;
	s->latencies.min = INT64_MAX;
	s->latencies.max = -1;
	t->series[part][i] = s;
	return s;
}

/* The i-th; NAMES_MAX: the one for names too many. */
static struct row_series *series_at(struct row_tally *t, enum row_part part,
    size_t i)
{
	struct row_series *s = t->series[part][i];

	return s ? s : row_series_new(t, part, i);
}

struct recorder *row_timeline(struct row_tally *t, enum row_part part)
{
	return t->timelines->part[part];
}

int row_flush(struct row_tally *t, struct err *err)
{
	struct row_timelines *lines = t->timelines;
	size_t seconds;

	pthread_mutex_lock(&lines->lock);
	for (size_t p = 0; p < ROW_PARTS; p++) {
		recorder_add_many(lines->part[p], t->batch[p], t->batch_len[p]);
		t->batch_len[p] = 0;
	}
	seconds = recorder_windows(lines->part[ROW_REQUEST]) +
		  recorder_windows(lines->part[ROW_APART]);
	pthread_mutex_unlock(&lines->lock);
	if (seconds > ROW_SECONDS_MAX)
		return err_set(err,
		    "requests in more than %zu different seconds: refused",
		    ROW_SECONDS_MAX);
	return 0;
}

static void count(struct row_counts *c, struct span name, int64_t n)
{
	c->count[names_find(&c->names, name)] += n;
}

static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

void row_failure(struct row_tally *t, const char *kind, struct span message)
{
	char key[MESSAGE_MAX + 64];
	size_t n = strlen(kind), len = message.len;

	if (len > MESSAGE_MAX)
		for (len = MESSAGE_MAX;
		     len && is_continuation(message.at[len]);)
			len--;
	count(&t->kinds, (struct span){ kind, n }, 1);
	memcpy(key, kind, n);
	key[n++] = '\n';
	if (len)
		memcpy(key + n, message.at, len);
	count(&t->failures, (struct span){ key, n + len }, 1);
}

void row_check(struct row_tally *t, struct span name, bool passed)
{
	count(&t->checks[passed], name, 1);
}

void row_checks(struct row_tally *t, struct span name, bool passed, int64_t n)
{
	count(&t->checks[passed], name, n);
}

/* ---- adding up ---- */

static void counts_merge(struct row_counts *into, const struct row_counts *from)
{
	for (size_t i = 0; i < from->names.len; i++)
		count(into, from->names.at[i].text, from->count[i]);
	into->count[NAMES_MAX] += from->count[NAMES_MAX];
}

static void latencies_merge(struct row_latencies *into,
    const struct row_latencies *from)
{
	loglinear_merge(&into->counts, &from->counts);
	into->count += from->count;
	if (__builtin_add_overflow(into->sum, from->sum, &into->sum))
		into->sum = INT64_MAX;
	into->min = from->min < into->min ? from->min : into->min;
	into->max = from->max > into->max ? from->max : into->max;
}

void row_series_merge(struct row_series *into, const struct row_series *from)
{
	into->requests += from->requests;
	into->errors += from->errors;
	latencies_merge(&into->latencies, &from->latencies);
}

static void series_merge(struct row_tally *into, const struct row_tally *from,
    enum row_part part)
{
	for (size_t i = 0; i <= NAMES_MAX; i++) {
		const struct row_series *s = from->series[part][i];
		size_t to = NAMES_MAX;

		if (!s)
			continue;
		if (i < NAMES_MAX)
			to = names_find(&into->names[part],
			    from->names[part].at[i].text);
		row_series_merge(series_at(into, part, to), s);
	}
}

void row_tally_merge(struct row_tally *into, const struct row_tally *from)
{
	for (enum row_part p = 0; p < ROW_PARTS; p++)
		series_merge(into, from, p);
	if (from->first_ns < into->first_ns)
		into->first_ns = from->first_ns;
	if (from->last_ns > into->last_ns)
		into->last_ns = from->last_ns;
	if (from->bytes != UNKNOWN)
		row_bytes(into, from->bytes);
	for (size_t i = 0; i < ROW_STATUS_MAX; i++)
		into->status[i] += from->status[i];
	counts_merge(&into->kinds, &from->kinds);
	counts_merge(&into->failures, &from->failures);
	counts_merge(&into->checks[0], &from->checks[0]);
	counts_merge(&into->checks[1], &from->checks[1]);
}
