/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/units.h"

#define SLOTS 4096         /* a power of two, twice TALLY_SERIES_MAX */
#define SECONDS_MAX 604800 /* a week before the origin, and after it */
#define WINDOWS_MAX 100000 /* seconds of all series but the total */
#define OTHERS "(others)"

enum kind { STATUS, ERROR, ASSERTION };

struct kind_count {
	enum kind kind;
	char *what, *words;
	int64_t count, failed;
};

struct tally_series {
	char *name;
	struct recorder *recorder;
	int64_t requests, errors, answered;
	double mean_ns, squares_ns; /* Welford's */
	int64_t min_ns, max_ns;
	int64_t second; /* of the last request */
	bool untimed;   /* a request is kept without its time */
	struct kind_count *kinds;
	size_t n_kinds, cap_kinds, last_kind;
};

struct tally {
	int64_t step_ns, origin_ns;
	struct tally_series total;
	struct tally_series *series;
	size_t len, cap, last;
	uint16_t slots[SLOTS]; /* series + 1; 0: free */
	int64_t windows;
	struct tally_sum sum;
};

static struct tally_series series_new(const char *name, int64_t step_ns)
{
	return (struct tally_series){ .name = xstrdup(name),
		.recorder = recorder_new(step_ns),
		.min_ns = INT64_MAX,
		.max_ns = -1,
		.second = INT64_MIN };
}

static void series_release(struct tally_series *s)
{
	for (size_t i = 0; i < s->n_kinds; i++) {
		free(s->kinds[i].what);
		free(s->kinds[i].words);
	}
	free(s->kinds);
	free(s->name);
	recorder_free(s->recorder);
}

struct tally *tally_new(int64_t step_ns)
{
	struct tally *t = xcalloc(1, sizeof(*t));

	t->step_ns = step_ns;
	t->origin_ns = UNKNOWN;
	t->total = series_new("total", step_ns);
	t->sum.first_ns = t->sum.last_ns = UNKNOWN;
	return t;
}

void tally_free(struct tally *t)
{
	if (!t)
		return;
	series_release(&t->total);
	for (size_t i = 0; i < t->len; i++)
		series_release(&t->series[i]);
	free(t->series);
	free(t);
}

void tally_origin(struct tally *t, int64_t unix_ns)
{
	t->origin_ns = unix_ns;
}

/* ---- series by name ---- */

static size_t slot_of(const struct tally *t, const char *name)
{
	uint32_t hash = 2166136261u;
	size_t i;

	for (const char *c = name; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 16777619u;
	i = hash & (SLOTS - 1);
	while (t->slots[i] && strcmp(t->series[t->slots[i] - 1].name, name))
		i = (i + 1) & (SLOTS - 1);
	return i;
}

const char *tally_name(const char *name)
{
	return strcmp(name, "total") == 0 ? "total (request)" : name;
}

/* NULL where there is no room for another one. */
static struct tally_series *series_named(struct tally *t, const char *name)
{
	size_t slot;

	if (!name || !*name)
		return NULL;
	name = tally_name(name);
	if (t->last < t->len && !strcmp(t->series[t->last].name, name))
		return &t->series[t->last];
	slot = slot_of(t, name);
	if (!t->slots[slot]) {
		if (t->len == TALLY_SERIES_MAX)
			return NULL;
		t->series =
		    grow(t->series, t->len, &t->cap, sizeof(*t->series));
		t->series[t->len++] = series_new(name, t->step_ns);
		t->slots[slot] = (uint16_t)t->len;
	}
	t->last = t->slots[slot] - 1u;
	return &t->series[t->last];
}

/* ---- statuses, errors, assertions ---- */

static bool kind_is(const struct kind_count *k, enum kind kind,
    const char *what, const char *words)
{
	return k->kind == kind && !strcmp(k->what, what) &&
	       !strcmp(k->words, words);
}

static struct kind_count *kind_find(struct tally_series *s, enum kind kind,
    const char *what, const char *words)
{
	if (s->last_kind < s->n_kinds &&
	    kind_is(&s->kinds[s->last_kind], kind, what, words))
		return &s->kinds[s->last_kind];
	for (s->last_kind = 0; s->last_kind < s->n_kinds; s->last_kind++)
		if (kind_is(&s->kinds[s->last_kind], kind, what, words))
			return &s->kinds[s->last_kind];
	return NULL;
}

/* A copy that ends before TALLY_TEXT_MAX, and not within a character. */
static char *text_copy(const char *text)
{
	size_t len = strlen(text);
	char *copy;

	if (len > TALLY_TEXT_MAX)
		len = TALLY_TEXT_MAX;
	while (len && ((unsigned char)text[len] & 0xC0) == 0x80)
		len--;
	copy = xcalloc(len + 1, 1);
	memcpy(copy, text, len);
	return copy;
}

static struct kind_count *kind_count(struct tally_series *s, enum kind kind,
    const char *what, const char *words)
{
	struct kind_count *k = kind_find(s, kind, what, words);
	char *a, *b;

	if (k)
		return k;
	a = text_copy(what);
	b = text_copy(words);
	k = kind_find(s, kind, a, b);
	if (!k && s->n_kinds >= TALLY_KINDS_MAX) {
		free(a);
		free(b);
		a = xstrdup(kind == ERROR ? "other" : OTHERS);
		b = xstrdup(kind == ERROR ? OTHERS : "");
		k = kind_find(s, kind, a, b);
	}
	if (k) {
		free(a);
		free(b);
		return k;
	}
	s->kinds = grow(s->kinds, s->n_kinds, &s->cap_kinds, sizeof(*s->kinds));
	s->last_kind = s->n_kinds++;
	s->kinds[s->last_kind] = (struct kind_count){ kind, a, b, 0, 0 };
	return &s->kinds[s->last_kind];
}

/* ---- requests ---- */

static int64_t second_of(int64_t ns)
{
	return ns / NS_PER_S - (ns % NS_PER_S < 0);
}

/* Its start as the recorder takes it, a week late; -1: without its time. */
static int64_t place(struct tally *t, struct tally_series *s, int64_t start_ns)
{
	int64_t second, max = SECONDS_MAX;

	if (start_ns < t->origin_ns - max * NS_PER_S ||
	    start_ns >= t->origin_ns + max * NS_PER_S)
		return -1;
	second = second_of(start_ns - t->origin_ns);
	if (s != &t->total && second != s->second) {
		if (t->windows == WINDOWS_MAX)
			return -1;
		t->windows++;
	}
	s->second = second;
	return start_ns - t->origin_ns + max * NS_PER_S;
}

static void series_moments(struct tally_series *s, int64_t latency_ns)
{
	double delta = (double)latency_ns - s->mean_ns;

	s->answered++;
	s->mean_ns += delta / (double)s->answered;
	s->squares_ns += delta * ((double)latency_ns - s->mean_ns);
	if (latency_ns < s->min_ns)
		s->min_ns = latency_ns;
	if (latency_ns > s->max_ns)
		s->max_ns = latency_ns;
}

static void series_add(struct tally *t, struct tally_series *s,
    const struct request *r)
{
	struct sample sample = { -1, r->latency_ns };

	s->requests++;
	s->errors += r->failed;
	if (r->status)
		kind_count(s, STATUS, r->status, "")->count++;
	if (r->failed && r->error_kind)
		kind_count(s, ERROR, r->error_kind, r->error)->count++;
	if (r->latency_ns < 0)
		return;
	sample.start_ns = place(t, s, r->start_ns);
	s->untimed |= sample.start_ns < 0;
	recorder_add(s->recorder, &sample);
	series_moments(s, r->latency_ns);
}

void tally_add(struct tally *t, const struct request *r)
{
	struct tally_series *s = series_named(t, r->name);
	int64_t end_ns = r->start_ns + (r->latency_ns > 0 ? r->latency_ns : 0);

	if (t->origin_ns == UNKNOWN)
		t->origin_ns = r->start_ns;
	if (s)
		series_add(t, s, r);
	if (r->apart)
		return;
	series_add(t, &t->total, r);
	t->sum.requests = t->total.requests;
	t->sum.errors = t->total.errors;
	if (t->sum.first_ns == UNKNOWN || r->start_ns < t->sum.first_ns)
		t->sum.first_ns = r->start_ns;
	if (t->sum.last_ns == UNKNOWN || end_ns > t->sum.last_ns)
		t->sum.last_ns = end_ns;
}

void tally_assert(struct tally *t, const char *name, bool apart,
    const char *assertion, bool passed)
{
	struct tally_series *s[] = { apart ? NULL : &t->total,
		series_named(t, name) };

	for (size_t i = 0; i < 2; i++) {
		struct kind_count *k;

		if (!s[i])
			continue;
		k = kind_count(s[i], ASSERTION, assertion, "");
		k->count += passed;
		k->failed += !passed;
	}
}

void tally_error(struct tally *t, const char *kind, const char *message)
{
	kind_count(&t->total, ERROR, kind, message)->count++;
}

struct tally_sum tally_sum(const struct tally *t)
{
	return t->sum;
}

/* ---- writing ---- */

static int write_kinds(const struct tally_series *s, struct source_writer *out,
    struct err *err)
{
	int status = 0;

	for (size_t i = 0; i < s->n_kinds && !status; i++) {
		const struct kind_count *k = &s->kinds[i];

		if (k->kind == STATUS)
			status = series_status(out, k->what, k->count, err);
		else if (k->kind == ERROR)
			status =
			    series_error(out, k->what, k->words, k->count, err);
		else
			status = series_assertion(out, k->what, k->count,
			    k->failed, err);
	}
	return status;
}

/* The second that becomes 0: that of the origin, or an earlier one. */
static int64_t first_second(const struct tally *t)
{
	int64_t second = t->sum.first_ns == UNKNOWN
			     ? 0
			     : second_of(t->sum.first_ns - t->origin_ns);

	if (second > 0 || second < -SECONDS_MAX)
		second = 0;
	return second + SECONDS_MAX;
}

static int write_windows(const struct tally *t, const struct tally_series *s,
    struct source_writer *out, struct err *err)
{
	int64_t second, zero = first_second(t);
	struct histogram h;
	int status = series_clock(out, s->recorder, err);

	for (size_t i = 0; !status; i++) {
		if (!recorder_window(s->recorder, i, &second, &h))
			break;
		if (second >= 0)
			second = second < zero ? 0 : second - zero;
		status = series_histogram(out, second, &h, err);
		histogram_release(&h);
	}
	return status;
}

static int write_series(const struct tally *t, const struct tally_series *s,
    struct source_writer *out, struct err *err)
{
	struct series_facts f = SERIES_UNKNOWN;

	f.name = s->name;
	f.requests = s->requests;
	f.errors = s->errors;
	if (s->answered) {
		f.evidence = s->untimed ? EVIDENCE_RAW : EVIDENCE_TIMED;
		f.mean_ns = s->mean_ns;
		f.stddev_ns = sqrt(s->squares_ns / (double)s->answered);
		f.min_ns = s->min_ns;
		f.max_ns = s->max_ns;
	}
	f.latency_step_ns = t->step_ns > 1 ? 2 * t->step_ns : 0;
	if (run_series(out, &f, err) || write_windows(t, s, out, err))
		return -1;
	return write_kinds(s, out, err);
}

int tally_write(const struct tally *t, struct source_writer *out,
    struct err *err)
{
	int status = write_series(t, &t->total, out, err);

	for (size_t i = 0; i < t->len && !status; i++)
		status = write_series(t, &t->series[i], out, err);
	return status;
}
