/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the workers of rows.h count: requests by series, their latencies, and
 * what became of them.
 *
 *	t = row_tally_new(STEP_NS);              the first worker's
 *	u = row_tally_beside(t);                 each other one's
 *	... row_add() for every row, row_flush() after every block ...
 *	row_tally_merge(t, u);
 *	row_tally_write(t, &facts, out, err);
 *
 * The total has windows of one second, all workers together; a series has one
 * histogram of the whole run: windows of each would be most of the archive.
 *
 * What an input can grow is limited, and what is left out depends on the input
 * alone, not on who saw it first: of more than NAMES_MAX series none is kept
 * but the total; of more than NAMES_MAX messages none, but their kinds; and
 * requests in more than ROW_SECONDS_MAX different seconds are an error.
 */
#ifndef COLLECT_ROW_TALLY_H
#define COLLECT_ROW_TALLY_H

#include "collect/names.h"
#include "store/loglinear.h"
#include "store/run.h"

#define ROW_SECONDS_MAX ((size_t)1 << 21) /* 24 days */
#define ROW_STATUS_MAX 1000

/* Where a request counts. */
enum row_part {
	ROW_REQUEST,
	ROW_APART, /* a sum of requests that have rows of their own: it counts
		      in the total only where there are no requests */
	ROW_PARTS
};

/* `steps` count from 0. */
struct row_latencies {
	int64_t count, sum, min, max; /* in steps */
	struct loglinear counts;
};

struct row_series {
	enum row_part part;
	int64_t requests, errors;
	struct row_latencies latencies;
};

struct row_timelines;

/* How often something was seen. */
struct row_counts {
	struct names names;
	int64_t count[NAMES_MAX + 1]; /* the last one: of names too many */
};

struct row_tally {
	int64_t step_ns;
	struct row_timelines *timelines;       /* shared by all workers */
	struct names names[ROW_PARTS];         /* as they stand in the input */
	struct row_series **series[ROW_PARTS]; /* and one for the rest */
	struct step_sample *batch[ROW_PARTS];
	size_t batch_len[ROW_PARTS];
	int64_t first_ns, last_ns; /* start, end; INT64_MAX, INT64_MIN */
	int64_t bytes;             /* UNKNOWN: not said */
	int64_t status[ROW_STATUS_MAX];
	struct row_counts kinds;     /* failures by kind */
	struct row_counts failures;  /* the same by "kind\nmessage" */
	struct row_counts checks[2]; /* functional checks: failed, passed */
	bool owns_timelines;
};

/* The first one must be freed last. */
struct row_tally *row_tally_new(int64_t step_ns);
struct row_tally *row_tally_beside(struct row_tally *t);
void row_tally_free(struct row_tally *t); /* NULL is fine */

/* The series of that name; the text is copied. */
struct row_series *row_series_new(struct row_tally *t, enum row_part part,
    size_t i);
static inline struct row_series *row_series(struct row_tally *t,
    struct span name, enum row_part part)
{
	size_t i = names_find(&t->names[part], name);
	struct row_series *s = t->series[part][i];

	return s ? s : row_series_new(t, part, i);
}

#define ROW_BATCH ((size_t)4096)
int row_flush(struct row_tally *t, struct err *err);
struct recorder *row_timeline(struct row_tally *t, enum row_part part);

/* A failure, by kind and the tool's words, cut to a sensible length. */
void row_failure(struct row_tally *t, const char *kind, struct span message);
void row_check(struct row_tally *t, struct span name, bool passed);
void row_checks(struct row_tally *t, struct span name, bool passed, int64_t n);

static inline void row_latency(struct row_latencies *l, int64_t steps)
{
	loglinear_add(&l->counts, loglinear_bucket(steps), 1);
	l->count++;
	if (__builtin_add_overflow(l->sum, steps, &l->sum))
		l->sum = INT64_MAX;
	l->min = steps < l->min ? steps : l->min;
	l->max = steps > l->max ? steps : l->max;
}

/*
 * A request of `steps` (not negative); start_ns in Unix time or from the start
 * of the run, negative: unknown.  At least one row_flush() every ROW_BATCH.
 */
static inline void row_add_total(struct row_tally *t, struct row_series *s,
    int64_t start_ns, int64_t steps)
{
	struct step_sample *to = t->batch[s->part] + t->batch_len[s->part]++;
	int64_t end_ns = start_ns + steps * t->step_ns;

	*to = (struct step_sample){ start_ns, steps };
	s->requests++;
	t->first_ns = start_ns < t->first_ns ? start_ns : t->first_ns;
	t->last_ns = end_ns > t->last_ns ? end_ns : t->last_ns;
}

/* The same where series are to be written, too, and not the total alone. */
static inline void row_add(struct row_tally *t, struct row_series *s,
    int64_t start_ns, int64_t steps)
{
	row_add_total(t, s, start_ns, steps);
	row_latency(&s->latencies, steps);
}

/* Adds bytes received (not negative); more than a number holds stay there. */
static inline void row_bytes(struct row_tally *t, int64_t bytes)
{
	if (t->bytes == UNKNOWN)
		t->bytes = 0;
	if (__builtin_add_overflow(t->bytes, bytes, &t->bytes))
		t->bytes = INT64_MAX;
}

static inline bool row_batch_full(const struct row_tally *t)
{
	return t->batch_len[ROW_REQUEST] == ROW_BATCH ||
	       t->batch_len[ROW_APART] == ROW_BATCH;
}

/* Adds what `from` has. */
void row_series_merge(struct row_series *into, const struct row_series *from);
void row_tally_merge(struct row_tally *into, const struct row_tally *from);

/* Requests and errors of the total. */
int64_t row_requests(const struct row_tally *t);
int64_t row_errors(const struct row_tally *t);

/* ROW_APART if the total consists of them, for want of others. */
enum row_part row_total_part(const struct row_tally *t);

/* How to write it. */
struct row_writing {
	/* What stands in the input as a name for people; NULL: there are no
	   series but the total. */
	const char *(*readable)(struct arena *a, struct span raw);
	/* The same of a failure's message; NULL: as it stands. */
	const char *(*message)(struct arena *a, struct span raw);
	const char *apart; /* what ROW_APART are; NULL: "transaction" */
	bool requests_known, errors_known;
	bool errors_at_least;    /* see struct series_facts */
	int64_t latency_step_ns; /* see struct series_facts */
	int64_t origin_ns;       /* where second 0 of the windows begins */
};

/*
 * The series of the last run of `out`, "total" first.  A series of the input
 * that has this name too becomes "total (series)"; one that is apart has
 * " (transaction)" behind its name.
 */
int row_tally_write(struct row_tally *t, const struct row_writing *how,
    struct source_writer *out, struct err *err);

#endif
