/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What k6's summaries, in three kinds of JSON and as text, say of one run.
 * For the k6_*.c files only.
 *
 * - http_req_duration is sending + waiting + receiving: connecting and TLS are
 *   not in it.  It is of all requests, also of failed ones; a request that
 *   found no server counts as one of 0 ms.  Where all took 0 ms, nothing was
 *   measured.
 * - http_req_failed is a rate of bad things: its "passes" are the requests
 *   that failed.  By default, those without a status of 200 to 399.
 * - "http_req_duration{expected_response:true}" is a part of
 *   http_req_duration, as is every name with braces.
 * - Whether the load was open or closed is not said in JSON.  Nor do
 *   dropped_iterations tell: they are there where an executor of arrivals had
 *   too few users, and where one of iterations, a closed load, ran out of time.
 * - vus_max is how many virtual users were set aside.  Where all of them ran
 *   all the time (vus is the same from min to max), they are the connections.
 * - Percentiles are interpolated between the values of all requests.
 * - A threshold is what decides over the exit status of k6.  It is kept as a
 *   check that passed or failed once, "threshold: http_req_failed: rate<0.01".
 */
#ifndef COLLECT_K6_SUMMARY_H
#define COLLECT_K6_SUMMARY_H

#include "base/arena.h"
#include "store/run.h"

#define K6_PERCENTILES_MAX 32
#define K6_PARTS_MAX 10000
#define K6_CHECKS_MAX 10000

struct k6_trend {
	double avg_ns, min_ns, max_ns; /* NAN: not said */
	double avg_step_ns;            /* see series_facts.mean_step_ns */
	int64_t count;                 /* UNKNOWN: not said */
	struct stated_percentile stated[K6_PERCENTILES_MAX];
	size_t n_stated;
};

#define K6_TREND_EMPTY                                                         \
	((struct k6_trend){ .avg_ns = NAN,                                     \
	    .min_ns = NAN,                                                     \
	    .max_ns = NAN,                                                     \
	    .count = UNKNOWN })

struct k6_part {
	const char *name; /* "expected_response:true" */
	struct k6_trend trend;
};

struct k6_parts {
	struct k6_part *at;
	size_t len;
};

struct k6_check {
	const char *name;
	int64_t passed, failed;
};

struct k6_checks {
	struct k6_check *at;
	size_t len;
};

enum k6_protocol { K6_HTTP, K6_GRPC, K6_PROTOCOLS };

struct k6_summary {
	struct arena arena;
	struct run_facts facts; /* duration_ns: UNKNOWN if not said */
	struct k6_trend latency[K6_PROTOCOLS];
	bool has_latency[K6_PROTOCOLS];
	struct k6_parts parts;
	struct k6_checks checks; /* of responses, and thresholds */
	int64_t requests, failed;
	double iterations, iteration_rate;
	int64_t vus_min, vus_max, vus_allocated;
};

/* Starts empty; k6_summary_release() in the end. */
void k6_summary_begin(struct k6_summary *s);
void k6_summary_release(struct k6_summary *s);

/*
 * Is it the name of latencies, or of a part of them?  *part is NULL for all,
 * or what stands in the braces.
 */
bool k6_is_latency(struct span name, enum k6_protocol *protocol,
    struct span *part);

/* Keeps a trend of that protocol and part, or says that there are too many. */
bool k6_add_trend(struct k6_summary *s, enum k6_protocol protocol,
    struct span part, const struct k6_trend *t);

/* "p(99.9)", "med": 99.9, 50. */
bool k6_percentile(struct span name, double *p);

/* Keeps a check, or says that there are too many. */
bool k6_add_check(struct k6_summary *s, const char *name, int64_t passed,
    int64_t failed);

/*
 * Keeps a threshold, or says that there are too many.  With "" for its
 * expression, it stands for all those of the metric.
 */
bool k6_add_threshold(struct k6_summary *s, const char *metric,
    const char *expression, bool held);

/* Writes it as one run. */
int k6_summary_write(struct k6_summary *s, struct source_writer *out,
    struct err *err);

#endif
