/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What tsung's controller writes every 10 seconds, and at the end: a dump of
 * its statistics.  tsung_log.c says what it looks like.
 *
 * - A sample (request, page, session, connect, tr_NAME) has count, mean and
 *   standard deviation of the time since the last dump, and the greatest and
 *   the least value of the run so far.  Its mean over the run is that of the
 *   dumps by their counts; the global mean that is in the dump lags behind.
 *   Times are milliseconds.
 * - page, session and connect are not requests; a transaction (tr_NAME) becomes
 *   a series of its own and is part of none.
 * - A counter has what came since the last dump, and in all: 200, 404, ... are
 *   responses by status; error_... are failures; size_rcv are bytes; match and
 *   nomatch are a functional check of responses, and no failures.
 * - When the load began is not said, as the first dump is later: the rate is
 *   that of the requests between the first dump and the last.
 * - Each dump becomes samples of metrics: the users, and the requests and
 *   failures so far.  It has no distribution, and is of 10 seconds.
 * - Sessions arrive by a schedule; the requests of one wait for each other.  So
 *   the load is neither open nor closed.
 */
#ifndef COLLECT_TSUNG_STATS_H
#define COLLECT_TSUNG_STATS_H

#include "collect/summary.h"
#include "collect/timeline.h"

#define TSUNG_SAMPLES_MAX 1000

/* As in one dump; NAN: not said. */
struct tsung_sample {
	double count, mean_ms, max_ms, min_ms;
};

struct tsung_total {
	const char *name;
	double count, sum_ms, max_ms, min_ms;
};

struct tsung_stats {
	struct summary summary;
	struct tsung_total *samples; /* in the summary's arena */
	size_t n_samples;
	double first_s, last_s; /* Unix time of the dumps; NAN: none */
	double later;           /* requests behind the first dump */
	int64_t users;          /* as the last dump has them, or UNKNOWN */
	struct timeline timeline;
	bool ended; /* the log says so */
};

/* "timeout", "connect" or "other", of a name like error_connect_timeout. */
const char *tsung_error_kind(struct span error);

void tsung_begin(struct tsung_stats *t);
void tsung_release(struct tsung_stats *t);

/* A dump begins; it is made of what follows. */
void tsung_dump(struct tsung_stats *t, double unix_s);
void tsung_sample(struct tsung_stats *t, struct span name,
    const struct tsung_sample *s);
/* Its total so far. */
void tsung_counter(struct tsung_stats *t, struct span name, int64_t total);

void tsung_users(struct tsung_stats *t, double now);

int tsung_write(struct tsung_stats *t, struct source_writer *out,
    struct err *err);

#endif
