/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Errors in the words of Go's net/http, which many load generators print:
 *
 *	Get "http://u:p@host/": dial tcp 10.0.0.1:80: connect: refused
 */
#ifndef COLLECT_GO_ERROR_H
#define COLLECT_GO_ERROR_H

#include "base/arena.h"
#include "base/text.h"
#include "collect/summary.h"

/* "connect", "timeout", "read" or "other". */
const char *go_error_kind(struct span message);

/* Adds such an error to the summary, by its kind. */
void go_error_add(struct summary *s, struct span message, int64_t count);

/* The message; each URL in it without secrets. */
const char *go_error_text(struct arena *a, struct span message);

#endif
