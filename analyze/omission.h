/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a closed loop did not see: while one answer was slow, it sent none of
 * the requests that should have followed.  Nothing is expanded in memory, so
 * that an hour of silence at a microsecond's interval does no harm.
 */
#ifndef ANALYZE_OMISSION_H
#define ANALYZE_OMISSION_H

#include <stdint.h>

#include "analyze/values.h"

/*
 * Which samples a latency v beyond the interval I stands for: HdrHistogram
 * (CO_HDR) adds v - I, v - 2 I, ... down to I; wrk's stats_correct (CO_WRK)
 * adds them while they are above I.
 */
enum co_rule { CO_HDR, CO_WRK };

/* interval_ns is above 0: connections / target rate. */
struct omission {
	struct latencies seen; /* none below 0 */
	const int64_t *counts; /* how often each was seen; NULL: once */
	int64_t interval_ns;
	enum co_rule rule;
};

/* Samples with those that are missing; at most INT64_MAX / 2. */
int64_t co_count(struct omission o);

/* The latency of rank 1..co_count() of them all; there must be one. */
int64_t co_at_rank(struct omission o, int64_t rank);

/* Share of connections that are busy, 0..1 and a little more, by Little's law:
 * rate x mean latency / connections.  Little 1961, Oper. Res. 9:383. */
double busy_share(double rate_rps, double mean_s, double connections);

#endif
