/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which times to ask a Prometheus server for: those of the runs.
 *
 * The windows of runs that lie less than a minute apart are asked for
 * together, in steps that show the shortest of their runs in 60 points (but
 * from 1 s to 15 s).  All times are multiples of the step, so that the same
 * runs always see the same points.  A server allows 11,000 of them a request;
 * fewer keep the answers small where series are many.
 */
#ifndef COLLECT_PROMETHEUS_PLAN_H
#define COLLECT_PROMETHEUS_PLAN_H

#include "base/arena.h"
#include "base/err.h"
#include "store/run.h"

#define PROMETHEUS_POINTS_MAX 3600
#define PROMETHEUS_RANGES_MAX 10000
#define PROMETHEUS_GAP_MS 60000

/* Of one request; from and to, both inclusive, are multiples of the step. */
struct prometheus_range {
	int64_t from_ms, to_ms; /* Unix time */
	int64_t step_ms;
};

struct prometheus_ranges {
	struct prometheus_range *at; /* in order of time */
	size_t len;
};

/*
 * The requests for all runs whose start and duration are known.  `step_ms`
 * overrules the step; 0 leaves it to the runs.  No such run, and more than
 * PROMETHEUS_RANGES_MAX requests, are errors.
 */
int prometheus_plan(struct run_list runs, int64_t step_ms, struct arena *a,
    struct prometheus_ranges *out, struct err *err);

#endif
