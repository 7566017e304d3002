/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What importers of JSON do alike: read the input, give a document to the
 * format, and free it.
 */
#ifndef COLLECT_DOCUMENTS_H
#define COLLECT_DOCUMENTS_H

#include "collect/json.h"
#include "collect/summary.h"

/* Writes what a document holds; `a` is for texts, and lives as long as it. */
typedef int document_fn(const struct json_node *root, struct arena *a,
    struct source_writer *out, struct err *err);

/* The whole input is one document. */
int document_import(struct input *in, document_fn *write,
    struct source_writer *out, struct err *err);

/*
 * The same, where the input may also be several documents behind one another,
 * as JSON lines are; faults then have the line of theirs.
 */
int documents_import(struct input *in, document_fn *write,
    struct source_writer *out, struct err *err);

/* Reads the run of a document. */
typedef int summary_fn(const struct json_node *root, struct summary *s,
    struct err *err);

/*
 * The input is documents of one run each: one, or several behind one another,
 * as scripts collect them with >>.  That there is none is an error.
 */
int documents_read(struct input *in, const char *tool, summary_fn *read,
    struct source_writer *out, struct err *err);

/* Adds every member of an object of counts, {"200": 48}, to the summary. */
typedef void count_fn(struct summary *s, struct span what, int64_t count);
int document_counts(const struct json_node *counts, count_fn *add,
    struct summary *s, struct err *err);

#endif
