/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests that a source lists with their time of day, in any order: into
 * windows that count from the first of them.
 */
#ifndef COLLECT_CLOCKED_H
#define COLLECT_CLOCKED_H

#include "collect/importer.h"

#define CLOCKED_DAYS 2 /* a run is shorter; its windows fit into memory */

struct clocked {
	struct recorder *recorder; /* owned */
	int64_t base_ns; /* time of day that the recorder counts from */
	int64_t rows;    /* also those without a latency */
	int64_t timed;   /* those with one */
	int64_t first_ns, last_ns; /* first start and last end, time of day */
	double sum_ns;             /* of latencies, as are these */
	int64_t min_ns, max_ns;
};

/* Latencies are multiples of step_ns.  Released by clocked_release(). */
struct clocked clocked_new(int64_t step_ns);
void clocked_release(struct clocked *c);

/*
 * A request that started at a Unix time; its latency is negative if it has
 * none.  A time further than CLOCKED_DAYS from the first one's is an error.
 */
int clocked_add(struct clocked *c, int64_t start_ns, int64_t latency_ns,
    struct pos pos, struct err *err);

/* Windows and evidence are the series' that is written last. */
int clocked_write(const struct clocked *c, struct source_writer *out,
    struct err *err);

/* Fills evidence, mean, minimum and maximum; nothing where there are none. */
void clocked_facts(const struct clocked *c, struct series_facts *s);

#endif
