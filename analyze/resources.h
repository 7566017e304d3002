/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CPU and memory of each role during each run, from the time series that lie
 * in the run's window.
 */
#ifndef ANALYZE_RESOURCES_H
#define ANALYZE_RESOURCES_H

#include "store/metric.h"
#include "store/result.h"
#include "store/run.h"

/* A series of memory that counts for a run. */
struct memory_series {
	const struct run *run;
	const struct metric *m;
};

struct memory_series_list {
	struct memory_series *at; /* by run, then in metrics_load()'s order */
	size_t len;
};

/* When a run took place, if it has a start and a duration. */
struct time_window run_time(const struct run *run);

/* Good requests per second, in thousands; NAN where no rate is stated. */
double run_successful_krps(const struct run *run);

/* What all of a role together used during a run, of "cpu_cores" or
 * "memory_bytes"; NULL where that is not known. */
const struct resource *role_resource(const struct resource_list *list,
    const struct run *run, const char *role, const char *metric);

#endif
