/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON documents of one run each: one in a file, or several behind one another,
 * as scripts collect them with >>.
 */
#ifndef COLLECT_DOCUMENTS_H
#define COLLECT_DOCUMENTS_H

#include "collect/json.h"
#include "collect/summary.h"

typedef int document_fn(const struct json_node *root, struct summary *s,
    struct err *err);

/* Reads the whole input.  That there is no document in it is an error. */
int documents_read(struct input *in, const char *tool, document_fn *read,
    struct source_writer *out, struct err *err);

#endif
