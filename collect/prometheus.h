/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Metrics from a live server that speaks Prometheus' HTTP API.
 *
 * For the times of all runs in the archive it asks for whatever the mesh
 * registry knows (mesh.h), and for the user's own queries.  Series come as
 * scraped: each point of the answer is the newest sample before it, so what
 * is scraped less often than the step repeats.
 */
#ifndef COLLECT_PROMETHEUS_H
#define COLLECT_PROMETHEUS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/options.h"
#include "store/db.h"

#define PROMETHEUS_TOKEN_VARIABLE "MESHSTAT_PROMETHEUS_TOKEN"
#define PROMETHEUS_SAMPLES_MAX ((size_t)32 << 20) /* of one collection */

/*
 * A query of the user's own.  Its name is ROLE.QUANTITY, as in
 * "data-plane.cpu_seconds", or any other name, which then has no role.  A role
 * with a quantity that nobody knows is a slip, and an error.
 */
struct prometheus_query {
	const char *name;
	const char *query; /* PromQL */
};

/* Starts as { 0 }. */
struct prometheus_options {
	const struct prometheus_query *queries;
	size_t n_queries;
	int64_t step_ms;   /* 0: by the length of the runs */
	const char *token; /* what PROMETHEUS_TOKEN_VARIABLE holds, or NULL */
	long timeout_ms;   /* of one request; 0: two minutes */
	long wait_ms;      /* before a second try; 0: half a second */
	void (*progress)(void *context, size_t done, size_t all); /* or NULL */
	void *context;
};

/* Queries and step from the command line; the lists live in the arena. */
int prometheus_options_read(const struct options *o, struct arena *a,
    struct prometheus_options *out, struct err *err);

/*
 * Adds one source, of format "prometheus-http", whose name is the URL without
 * user info.  Its SHA-256 is that of the series that came.  0, or 1 if these
 * are in the archive already, or -1, and the archive is as it was.
 */
int prometheus_collect(struct db *db, const char *url,
    const struct prometheus_options *options, struct err *err);

#endif
