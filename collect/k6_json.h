/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The values of a metric, as k6's three summaries in JSON have them alike, and
 * what else they share.  For k6_summary_export.c, k6_handle_summary.c and
 * k6_machine_summary.c only.
 */
#ifndef COLLECT_K6_JSON_H
#define COLLECT_K6_JSON_H

#include "base/input.h"
#include "collect/json.h"
#include "collect/k6_summary.h"

enum k6_kind {
	K6_NONE,
	K6_EXPORT,  /* --summary-export: values right in the metric */
	K6_HANDLE,  /* handleSummary(): values in "values" */
	K6_MACHINE, /* --new-machine-readable-summary */
};

/* Whose file is this?  Keys decide, never their order. */
enum k6_kind k6_kind_of(struct span head);

/* Keeps what there is to keep of a metric; times are in milliseconds. */
int k6_metric_read(struct k6_summary *s, const char *name,
    const struct json_node *values, struct err *err);

/* Gives "metrics" to `read`, one by one, and keeps the checks of all groups. */
typedef int k6_metric_fn(struct k6_summary *s, const struct json_node *metric,
    struct err *err);
int k6_metrics_read(struct k6_summary *s, const struct json_node *root,
    k6_metric_fn *read, struct err *err);

/* A check: name, path, passes, fails. */
int k6_check_read(struct k6_summary *s, const struct json_node *check,
    struct err *err);

/* Of the metric, with the expression as its key. */
int k6_threshold_keep(struct k6_summary *s, const char *metric,
    const struct json_node *threshold, bool held, struct err *err);

/* Reads the document, has `read` fill a summary, and writes that. */
typedef int k6_read_fn(const struct json_node *root, struct k6_summary *s,
    struct err *err);
int k6_import(struct input *in, struct source_writer *out, k6_read_fn *read,
    struct err *err);

#endif
