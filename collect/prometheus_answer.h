/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Prometheus, or a server that speaks its HTTP API, answers to a query:
 *
 *	{"status":"success","data":{"resultType":"matrix","result":[
 *	  {"metric":{"__name__":"up","job":"node"},
 *	   "values":[[1795364119,"1"],[1795364119.75,"1"]]}]}}
 *
 * and the bare list in "result", as promtool and client libraries save it.  A
 * matrix has "values", a vector one "value".  Times are seconds with up to 3
 * decimals, values are texts, also "NaN", "+Inf" and "-Inf".
 */
#ifndef COLLECT_PROMETHEUS_ANSWER_H
#define COLLECT_PROMETHEUS_ANSWER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "collect/json.h"
#include "collect/mesh.h"
#include "store/metric.h"

#define PROMETHEUS_WARNINGS_MAX 2000 /* bytes; a store that failed is one */

struct prometheus_series {
	const char *name; /* of the metric; NULL: a function took it away */
	struct metric_labels labels;   /* the others, by name */
	struct metric_samples samples; /* finite, in order of time */
};

struct prometheus_answer {
	struct prometheus_series *at; /* also those without a sample */
	size_t len;
	size_t dropped;    /* samples that are NaN or infinite */
	size_t histograms; /* native ones, which are not read */
	char warnings[PROMETHEUS_WARNINGS_MAX]; /* lines; "": none */
};

/* Adds lines to those of the answer, each once, as far as there is room. */
void prometheus_warnings_add(struct prometheus_answer *to, const char *lines);

/* Adds the warnings and histograms of one of several answers. */
void prometheus_said_add(struct prometheus_answer *to,
    const struct prometheus_answer *one);

/* Keeps the warnings as those of the source, and that histograms were left. */
int prometheus_said_write(struct prometheus_answer *said,
    struct source_writer *w, struct err *err);

/*
 * Reads an answer into the arena.  `file` stands before the messages.  An
 * answer that reports an error is one, with the server's words; so is one
 * that holds no series by its kind (scalar, labels, targets, ...).  A server's
 * warnings and infos, as of a store that did not answer, and that its answer is
 * a part, are kept, without secrets in their URLs.
 */
int prometheus_answer_parse(struct span text, const char *file, struct arena *a,
    struct prometheus_answer *out, struct err *err);

/* The same of an answer that stands in another document. */
int prometheus_answer_read(const struct json_node *root, struct arena *a,
    struct prometheus_answer *out, struct err *err);

/* One element of its list; counts what it leaves out in *out. */
int prometheus_series_read(const struct json_node *node, struct arena *a,
    struct prometheus_answer *out, struct prometheus_series *series,
    struct err *err);

/* A value as Go writes it; NAN for one that is no finite number. */
bool prometheus_value(struct span text, double *out);

/*
 * Writes a series as the registry claims it.  If it has lost its name, it gets
 * the one of `nameless`, and its query in any case.  One without samples is
 * left out.
 */
int prometheus_series_write(const struct prometheus_series *s,
    const struct mesh_registry *meshes, const struct metric *nameless,
    struct source_writer *w, struct err *err);

/* The same of all of them. */
int prometheus_answer_write(const struct prometheus_answer *answer,
    const struct mesh_registry *meshes, const struct metric *nameless,
    struct source_writer *w, struct err *err);

/* The labels as a JSON object, always the same bytes for the same labels. */
const char *metric_labels_json(struct arena *a, struct metric_labels labels);

/*
 * Whose a series is: the value of the label that the query names which claims
 * it (NULL: none does), or else of the one that tells most: pod, groupname,
 * instance.  NULL if it has none of them.
 */
const char *prometheus_component(struct metric_labels labels,
    const struct mesh_query *claim);

#endif
