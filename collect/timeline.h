/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a load generator counts over time: metrics beside its run, of the role
 * load-generator.  It is all that a source gives for an interval that is no
 * second, or whose requests it does not list: a window of a run is the
 * histogram of its second (store/run.h), and neither a mean nor a few
 * percentiles are one.
 */
#ifndef COLLECT_TIMELINE_H
#define COLLECT_TIMELINE_H

#include "store/metric.h"

enum timeline_what {
	TIMELINE_USERS,    /* at that time: TOOL_users */
	TIMELINE_REQUESTS, /* so far: TOOL_requests_total */
	TIMELINE_FAILURES, /* so far: TOOL_failures_total */
	TIMELINE_METRICS
};

/* Starts as { 0 }. */
struct timeline {
	struct timeline_samples {
		struct metric_sample *at;
		size_t len, cap;
	} of[TIMELINE_METRICS];
};

void timeline_release(struct timeline *t);

/* At a Unix time.  False, and not kept: it is before the last one's, or there
 * are too many; nor is UNKNOWN kept. */
bool timeline_add(struct timeline *t, enum timeline_what what, int64_t at_ms,
    int64_t count);

/* Of a source that counts by interval: what was counted up to each end. */
struct timeline_sums {
	struct timeline timeline;
	int64_t requests, failures; /* UNKNOWN, once an interval does not say */
};

void timeline_interval(struct timeline_sums *s, int64_t end_ms,
    int64_t requests, int64_t failures);

/* What it has samples of; `labels` as in struct metric. */
int timeline_write(const struct timeline *t, const char *tool,
    const char *labels, struct source_writer *out, struct err *err);

#endif
