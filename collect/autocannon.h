/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What autocannon says of a run, in JSON and in its table.  For autocannon_*.c
 * only; autocannon_json.c says what the figures mean.
 */
#ifndef COLLECT_AUTOCANNON_H
#define COLLECT_AUTOCANNON_H

#include "base/arena.h"
#include "store/run.h"

#define AUTOCANNON_PERCENTILES_MAX 32

struct autocannon_statuses {
	struct count *at;
	size_t len;
};

struct autocannon_run {
	struct arena arena;
	struct run_facts facts;
	int64_t pipelining;
	int64_t responses, recorded; /* UNKNOWN: not said */
	int64_t errors, timeouts, mismatches;
	int64_t classes[5]; /* 1xx .. 5xx, where there are no statuses */
	int64_t non2xx;     /* where there are neither: all but 2xx; UNKNOWN */
	struct autocannon_statuses statuses;
	double max_ns; /* NAN: not said */
	struct stated_percentile stated[AUTOCANNON_PERCENTILES_MAX];
	size_t n_stated;
};

/* The caller releases the arena. */
void autocannon_begin(struct autocannon_run *r);

/* Keeps a percentile, cut to a millisecond; false: there are too many. */
bool autocannon_state(struct autocannon_run *r, double p, double ns);

int autocannon_write(struct autocannon_run *r, struct source_writer *out,
    struct err *err);

#endif
