/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many threads a run of JMeter had at most.  What a log says beside a
 * sample is of the engine that made it: a run of several engines has the sum of
 * the most of each.  An engine is known by the column Hostname, else by the
 * address that a distributed run puts before the names of its threads,
 * "10.0.0.7-users 1-3" or "gen1:1099-users 1-3" (a name without a port cannot
 * be told from one of a group).
 */
#ifndef COLLECT_JMETER_THREADS_H
#define COLLECT_JMETER_THREADS_H

#include "store/run.h"

#define JMETER_ENGINES_MAX 256 /* of more, the sum is unknown */

/* Starts as { 0 }. */
struct jmeter_threads {
	struct {
		uint64_t engine;
		int64_t most;
	} at[JMETER_ENGINES_MAX];
	size_t len;
	bool too_many;
};

/* A number for an engine; the texts may be empty. */
uint64_t jmeter_engine(struct span host, struct span thread);

void jmeter_threads_add(struct jmeter_threads *t, uint64_t engine,
    int64_t active);
void jmeter_threads_merge(struct jmeter_threads *into,
    const struct jmeter_threads *from);

/* The label "threads" of the last run; none where it is unknown. */
int jmeter_threads_write(const struct jmeter_threads *t,
    struct source_writer *out, struct err *err);

#endif
