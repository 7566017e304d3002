/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run that is put together request by request: the series "total", one more
 * for each name, and in each how many, how long, and what failed.
 *
 *	t = tally_new(MS);
 *	tally_origin(t, start_ns);
 *	while (...)
 *		tally_add(t, &request);
 *	source_run(...);      the caller's facts
 *	tally_write(t, out, err);
 *
 * What an input can grow is limited: TALLY_SERIES_MAX names, beyond which
 * requests count in the total alone; TALLY_KINDS_MAX statuses, errors and
 * assertions in a series, beyond which they are "(others)"; and seconds, see
 * tally.c, beyond which requests are kept without their time.
 */
#ifndef COLLECT_TALLY_H
#define COLLECT_TALLY_H

#include "store/run.h"

#define TALLY_SERIES_MAX 2000
#define TALLY_KINDS_MAX 500
#define TALLY_TEXT_MAX 256 /* bytes of a name or message */

struct request {
	const char *name;   /* of its series; NULL or "": counts in the total */
	bool apart;         /* does not count in the total: a transaction */
	int64_t start_ns;   /* Unix time */
	int64_t latency_ns; /* UNKNOWN: there was no response */
	bool failed;
	const char *status;     /* NULL: not said */
	const char *error_kind; /* of a failed one: "status", "timeout", ... */
	const char *error;      /* the tool's words */
};

/* What a series is called: its name, unless that is the total's. */
const char *tally_name(const char *name);

/* How all requests of the total together stand. */
struct tally_sum {
	int64_t requests, errors;
	int64_t first_ns, last_ns; /* start, end; UNKNOWN: no request */
};

struct tally;

/* `step_ns`: the tool's clock; latencies are differences of two readings. */
struct tally *tally_new(int64_t step_ns);
void tally_free(struct tally *t); /* NULL is fine */

/*
 * When the run starts, or the best guess before the first request: seconds are
 * counted from there, or from whole seconds before.
 */
void tally_origin(struct tally *t, int64_t unix_ns);

void tally_add(struct tally *t, const struct request *r);

/* A functional check of the series `name`, and of the total unless apart. */
void tally_assert(struct tally *t, const char *name, bool apart,
    const char *assertion, bool passed);

/* A failure that is no request: it counts as a kind of error, nowhere else. */
void tally_error(struct tally *t, const char *kind, const char *message);

struct tally_sum tally_sum(const struct tally *t);

/* The series of the last run of `out`, "total" first. */
int tally_write(const struct tally *t, struct source_writer *out,
    struct err *err);

#endif
