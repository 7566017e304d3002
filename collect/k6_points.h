/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Points of k6: what its outputs json and csv write, ten for each request.
 *
 * - http_req_duration is the latency: from the send to the last byte, in
 *   milliseconds; failed requests and each hop of a redirect are in it,
 *   connecting and TLS are not.
 * - The time of a point is that of the end: the request began a latency
 *   before.
 * - grpc_req_duration is that of calls, whose status is a number of gRPC, 0 if
 *   they went well.  They are the requests where there are none of HTTP, else
 *   series beside them, as in k6_summary.h.  Their failures are of a kind of
 *   their own, so that nobody takes them for errors of HTTP.  Where
 *   --system-tags leaves the status out, nobody knows how many failed.
 * - http_req_failed is 1 for a failed request; k6 before 0.31 did not write
 *   it, and then nobody knows how many failed.
 * - checks are functional, and belong to no request.  One in a group, whose tag
 *   is "::outer::inner", has the name that the summaries of k6 give to it:
 *   "outer::inner::check".
 * - vus is the number of users each second.  Whether the load was open is not
 *   said; for dropped_iterations see k6_summary.h.
 * - All else (http_req_waiting, iterations, ...) is passed over.
 */
#ifndef COLLECT_K6_POINTS_H
#define COLLECT_K6_POINTS_H

#include "collect/importer.h"
#include "collect/rows.h"

enum k6_metric {
	K6_DURATION,
	K6_GRPC,
	K6_FAILED,
	K6_CHECKS,
	K6_VUS,
	K6_RECEIVED,
	K6_OTHER
};

/* The texts are as they stand in the file, and may be empty. */
struct k6_point {
	int64_t end_ns; /* Unix time */
	struct span value;
	struct span name;   /* of the request, or of the check */
	struct span group;  /* of the check */
	struct span status; /* "200"; "0": no response */
	struct span error_code, error;
};

/* What a worker of rows.h counts, and what a format's begins with. */
struct k6_tally {
	struct rows_worker rows;
	int64_t vus;
	bool failed_said;
	bool grpc_unjudged; /* calls without a status were there */
};

void k6_merge(void *into, const void *from);

enum k6_metric k6_metric_of(struct span name);

/* Counts it; not K6_OTHER. */
int k6_take(struct k6_tally *t, enum k6_metric metric, const struct k6_point *p,
    struct err *err);

/* `readable` and `message` as in struct row_writing. */
int k6_write(struct k6_tally *t, struct row_writing how,
    struct source_writer *out, struct err *err);

#endif
