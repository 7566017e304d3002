/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Nighthawk knows of a run, in whichever of its own forms it was printed
 * (nighthawk_json.c and its neighbors).  All of them mean the same:
 *
 *   - Statistics are HdrHistograms with 4 digits.  Of each, the forms show
 *     steps of its percentile ladder: how many requests took at most a value.
 *     A step and the one before it are the bounds of a bucket, (previous
 *     value, value].
 *   - The ladder stands at powers of two: there is no 99 but 99.0625, no 99.9
 *     but 99.902344, and few requests have no high step at all.
 *   - The latency is benchmark_http_client.request_to_response: of all that
 *     were answered, whatever the status.  The others are series beside it:
 *     by class of status, the wait for a connection, the sequencer's own.
 *   - Sent is upstream_rq_total; benchmark.pool_overflow was not sent.  In the
 *     closed loop that only means that the sequencer had to wait, which
 *     sequencer.blocking shows; in the open loop the request is lost.
 *   - A counter that stayed at 0 is left out.  4xx and 5xx are failures, as
 *     Nighthawk's own failure predicates have it.
 */
#ifndef COLLECT_NIGHTHAWK_H
#define COLLECT_NIGHTHAWK_H

#include <stdbool.h>

#include "base/arena.h"
#include "collect/json.h"
#include "store/run.h"

#define NIGHTHAWK_LATENCY "benchmark_http_client.request_to_response"
#define NIGHTHAWK_BLOCKING "sequencer.blocking"
#define NIGHTHAWK_COUNT_MAX ((int64_t)1000000000000000)
#define NIGHTHAWK_STATISTICS_MAX 1000
#define NIGHTHAWK_NS_MAX (INT64_C(366) * 86400 * 1000000000)

struct nighthawk_step {
	double p;         /* 0..100 */
	int64_t count;    /* of requests that took at most value_ns */
	int64_t value_ns; /* the upper end of HdrHistogram's bucket */
};

struct nighthawk_statistic {
	const char *id;
	bool is_time;   /* else a size, which is not kept */
	bool uncounted; /* the form shows no counts: its steps say 0 */
	int64_t count;
	double mean_ns, stddev_ns;
	int64_t min_ns, max_ns;
	struct {
		struct nighthawk_step *at;
		size_t len;
	} steps;
};

struct nighthawk_counter {
	const char *name;
	int64_t value;
};

/* Texts and lists live in the reader's arena. */
struct nighthawk_result {
	struct run_facts facts;
	int64_t
	    digit_ns; /* of times, below which digits are cut off; 1: none */
	struct {
		struct nighthawk_statistic *at;
		size_t len;
	} statistics;
	struct {
		struct nighthawk_counter *at;
		size_t len;
	} counters;
};

/* Nothing known but the tool. */
struct nighthawk_result nighthawk_result_new(int64_t digit_ns);

/* NULL if there are NIGHTHAWK_STATISTICS_MAX already. */
struct nighthawk_statistic *nighthawk_statistic_add(struct nighthawk_result *r,
    const char *id, struct arena *a);

/* False, and nothing done, if steps or their counts would not ascend. */
bool nighthawk_step_add(struct nighthawk_statistic *s,
    struct nighthawk_step step, struct arena *a);

void nighthawk_counter_add(struct nighthawk_result *r, const char *name,
    int64_t value, struct arena *a);

/*
 * The run, without labels; then its series.  The facts get what the counters
 * tell: the rate, bytes, the load model if it is not known yet.
 */
int nighthawk_run_write(struct nighthawk_result *r, struct source_writer *w,
    struct err *err);
int nighthawk_series_write(const struct nighthawk_result *r,
    struct source_writer *w, struct err *err);

/* The smallest value that its HdrHistogram takes for the same as ns. */
double nighthawk_hdr_low(double ns);

/*
 * The object "options" (its value may be NULL): into the facts of a run with
 * so many workers (0: not told), and as labels of the run.
 */
int nighthawk_options(const struct json_node *options, double workers,
    struct arena *a, struct run_facts *out, struct err *err);
int nighthawk_labels(const struct json_node *options, struct arena *a,
    struct source_writer *w, struct err *err);

/*
 * A run in fortio's form (nighthawk_fortio.c), wherever in a document it
 * stands.  Unlike fortio's it does not tell which requests failed.
 */
int nighthawk_fortio_write(const struct json_node *root,
    const struct run_facts *facts, struct source_writer *w, struct err *err);

/* The document of nighthawk_json.c, also where it came as YAML. */
int nighthawk_document(const struct json_node *root, struct arena *a,
    struct source_writer *w, struct err *err);

#endif
