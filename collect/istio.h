/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Istio's benchmark (istio/tools, perf/benchmark), which makes a table of
 * fortio's results and of what Prometheus says of their time: a row is a run,
 * as CSV (istio_csv.c) or as an object in a line (istio_jsonl.c).
 *
 *   - p50, p90, p99 and p999 are whole microseconds, cut off; so are min and
 *     max.  They are fortio's interpolations, in bins that are not stated.
 *   - ActualDuration is in seconds, ActualQPS rounded.  How many requests
 *     there were is not said; errorPercent counts all but status 200 (runs
 *     above 10 are left out of the table), so that 0 means no error at all.
 *   - RequestedQPS is 99999999 for "max".
 *   - Labels is "RUN_qps_Q_c_CONNECTIONS_SIZE_CONFIG_MODE", where CONFIG may be
 *     missing and has _ and - in it, and MODE is what carries a sidecar: base
 *     or baseline (none: no mesh), serveronly, clientonly, both, ingress.
 *     "nighthawk_" in front names the load generator.  CONFIG and MODE become
 *     mesh_config and mesh_sidecars: attributes of the mesh, so that a run
 *     without one may be compared with each of them.
 *   - cpu_mili_avg_X is thousandths of a core, mem_Mi_avg_X MiB; so is
 *     mem_MB_avg_X, whatever it says: the runner divides by 1,048,576
 *     (istio/tools, perf/benchmark/runner/prom.py), and cuts off what is less
 *     than one of either.  These are averages over the middle of the run.
 *     The samples behind them are gone.  Each column becomes a metric that has
 *     one sample a run, in its middle, so that whoever asks for the run's
 *     window gets the average; it is no peak.  Columns of minima and maxima
 *     are metrics too, but without a quantity, so that nobody averages them.
 *     Missing is "-".  Where all of a row are 0, Prometheus had no answer, and
 *     no process has 0 bytes of memory: these are unknown.
 */
#ifndef COLLECT_ISTIO_H
#define COLLECT_ISTIO_H

#include "base/arena.h"
#include "base/text.h"
#include "store/metric.h"
#include "store/run.h"

#define ISTIO_COLUMNS_MAX 300

struct istio_table;

struct istio_table *istio_table_new(struct source_writer *w);
void istio_table_free(struct istio_table *t); /* NULL is fine */

/*
 * A row is begun, gets its fields by name in any order, and is ended, which
 * writes the run.  `pos` is for messages; names that mean nothing here are
 * passed over.
 */
void istio_row_begin(struct istio_table *t);
int istio_row_field(struct istio_table *t, const char *name, struct span value,
    struct pos pos, struct err *err);
int istio_row_end(struct istio_table *t, struct pos pos, struct err *err);

/* What Prometheus measured, of all rows. */
int istio_table_end(struct istio_table *t, struct err *err);

/* ---- istio_labels.c ---- */

/* The labels that the text Labels holds, of the last run. */
int istio_labels(const char *text, struct source_writer *w, struct arena *a,
    struct err *err);

/* RequestedQPS as the text has it, or NAN. */
double istio_offered_rps(const char *text);

/* ---- istio_resources.c ---- */

struct istio_resources;
struct istio_resources *istio_resources_new(void);
void istio_resources_free(struct istio_resources *r); /* NULL is fine */

/* Is this a column of Prometheus'? */
bool istio_is_resource(const char *name);

/* A value of the row; false if there are too many columns. */
bool istio_resource_set(struct istio_resources *r, const char *name,
    double value);

/* The values set since the last one belong to this time. */
void istio_resources_at(struct istio_resources *r, int64_t at_ms);
int istio_resources_write(struct istio_resources *r, struct source_writer *w,
    struct err *err);

#endif
