/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all formats of oha (0.5 to 1.15) have in common.
 *
 * - A request has a latency if there was a response, also one with an error
 *   status.  One without a response is in the error distribution alone.
 * - At the end of its time (-z) oha gives up the requests that are on their
 *   way, and lists them as errors "aborted due to deadline".  They are neither
 *   requests nor errors here, as in oha's own success rate.  That takes any
 *   response for a success, 503 too; here its status decides.
 * - A worker sends when its last request is done.  With --latency-correction
 *   and -q, a latency counts from when it should have been sent; the output
 *   does not say so.  So the load model is unknown.
 * - Start, URL, connections, rate and version are not said.
 */
#ifndef COLLECT_OHA_H
#define COLLECT_OHA_H

#include "collect/summary.h"

/* What is true of every run. */
void oha_begin(struct summary *s);

/* An error, unless it is one of the deadline. */
void oha_error(struct summary *s, struct span message, int64_t count);

/* Requests and errors, from all that was counted. */
void oha_count(struct summary *s);

#endif
