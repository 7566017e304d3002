/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What vegeta's reports, in JSON and as text, say of one attack.  For
 * vegeta_json.c, vegeta_text.c and vegeta_gob.c only.
 *
 * - vegeta sends by a schedule, whatever becomes of the requests before: an
 *   open loop.  A request that leaves late, for want of a worker, counts from
 *   when it left.
 * - Latencies are of all requests, also of those without a response, which
 *   took as long as it took to fail: up to the timeout, 30 s.
 * - Percentiles are estimates (a t-digest; before 2018 a sketch with an error
 *   of 0.1 % of the rank), also where they have nine digits.
 * - A success has a status from 200 to 399.  Status 0 is no response.
 * - The rate that was asked for is not said; "rate" is what was sent, by the
 *   time from the first request to the last.
 */
#ifndef COLLECT_VEGETA_REPORT_H
#define COLLECT_VEGETA_REPORT_H

#include "base/arena.h"
#include "store/run.h"

#define VEGETA_PERCENTILES_MAX 64
#define VEGETA_CODES_MAX 1000
#define VEGETA_ERRORS_MAX 10000 /* kinds */

struct vegeta_codes {
	struct count *at;
	size_t len;
};

struct vegeta_messages {
	struct span *at;
	size_t len;
};

struct vegeta_report {
	double attack_ns, wait_ns; /* NAN: not said */
	double rate;
	int64_t started_at_ns, bytes_received;
	int64_t requests;
	double mean_ns, min_ns, max_ns;
	double mean_step_ns; /* 0: exact */
	struct stated_percentile stated[VEGETA_PERCENTILES_MAX];
	size_t n_stated;
	struct vegeta_codes codes; /* in the arena */
	bool codes_stated;
	struct vegeta_messages messages; /* each kind of error once */
	struct histogram histogram;      /* without buckets: none was asked */
	const char *incomplete;
};

#define VEGETA_REPORT_EMPTY                                                    \
	((struct vegeta_report){ .attack_ns = NAN,                             \
	    .wait_ns = NAN,                                                    \
	    .rate = NAN,                                                       \
	    .started_at_ns = UNKNOWN,                                          \
	    .bytes_received = UNKNOWN,                                         \
	    .requests = UNKNOWN,                                               \
	    .mean_ns = NAN,                                                    \
	    .min_ns = NAN,                                                     \
	    .max_ns = NAN,                                                     \
	    .histogram = HISTOGRAM_EMPTY })

/* What holds for each run of vegeta. */
struct run_facts vegeta_facts(void);

/* Is it one that vegeta counts as a success? */
bool vegeta_is_success(int64_t status);

/* Writes one run. */
int vegeta_report_write(const struct vegeta_report *r, struct arena *a,
    struct source_writer *out, struct err *err);

#endif
