/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Time series of what was measured beside the load: CPU, memory, ... of
 * proxies, control planes, applications and nodes.  They belong to a time, not
 * to a run: whoever asks gets what lies in the run's window.
 */
#ifndef STORE_METRIC_H
#define STORE_METRIC_H

#include <stdbool.h>
#include <stdint.h>

#include "store/run.h"

/* Roles: "data-plane", "control-plane", "application", "node",
 * "load-generator", or NULL where nothing known claims the series. */
struct metric {
	int64_t row, source;   /* when read */
	const char *name;      /* of the metric, or of the query */
	const char *quantity;  /* "cpu_seconds" (counter), "memory_bytes", ...
				* or NULL: unknown */
	const char *role;      /* NULL: unknown */
	const char *component; /* whose it is: pod, process group, node */
	const char *match;     /* the run label whose value must equal
				* `component`, or NULL: counts for every run */
	bool counter;          /* a counter as scraped: may reset to 0 */
	const char *labels;    /* canonical JSON object, keys sorted */
	const char *identity;  /* when read: the same where role, component,
				* quantity and name are, and it is the same
				* series of two sources; see
				* store/metric_identity.h */
	const char *query;     /* PromQL, if the source tells */
};

struct metric_sample {
	int64_t at_ms; /* Unix time */
	double value;
};

struct metric_samples {
	struct metric_sample *at; /* in ascending order of time */
	size_t len;
};

/* Adds a series with its samples, which are changed: those that are NaN, and of
 * equal times all but the last, are overwritten by the next. */
int source_metric(struct source_writer *w, const struct metric *m,
    struct metric_samples samples, struct err *err);

struct metric_list {
	struct metric *at;
	size_t len;
};

/* All series, in an order that does not depend on the order of collection:
 * by role, component, quantity, name, identity; the same series of two sources
 * once for each. */
int metrics_load(struct db *db, struct arena *a, struct metric_list *out,
    struct err *err);

/* Unix times, both inclusive. */
struct time_window {
	int64_t from_ms, to_ms;
};

/* The samples within the window. */
int metric_samples_load(struct db *db, const struct metric *m,
    struct time_window when, struct arena *a, struct metric_samples *out,
    struct err *err);

#endif
