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

/* Good requests per second, in thousands; NAN where no rate is stated. */
double run_successful_krps(const struct run *run);

/* What all of a role together used during a run, of "cpu_cores" or
 * "memory_bytes"; NULL where that is not known. */
const struct resource *role_resource(const struct resource_list *list,
    const struct run *run, const char *role, const char *metric);

#endif
