/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What siege's formats (3.0 to 4.1) have in common.
 *
 * - Times have 2 digits of a second (from 4.1.7 on, those of the report are
 *   milliseconds), counted in ticks of 10 ms before 4.1: "0.00" is any time
 *   under 5 ms.  A figure under ten of its last digit is left out: it would be
 *   false by 5 % or more.
 * - "Transactions" are responses, also those with 4xx, which are neither
 *   successful nor failed (401 and 407 are successful); "failed" are requests
 *   with 5xx or no response.  What was sent is both.  The log's OKAY may be of
 *   200 alone: where it is less than the transactions, errors are not known.
 * - Data are units of 1024 * 1024 bytes.
 * - "Concurrency" is the sum of all response times over the time of the run,
 *   not the number of users.  So it gives the mean with more digits than
 *   "Response time" has: times the elapsed time, over the transactions.
 * - There are moments, and no percentiles.  Whether a failure's time is in the
 *   mean is not said.  A user sends when the last request is done, after a
 *   random delay (-d).
 */
#ifndef COLLECT_SIEGE_H
#define COLLECT_SIEGE_H

#include "collect/summary.h"

/* A figure and the size of its last digit; value NAN: not said. */
struct siege_figure {
	double value, step;
};

struct siege_figures {
	struct siege_figure transactions, successful, failed;
	struct siege_figure elapsed_ns, response_ns, longest_ns, shortest_ns;
	struct siege_figure megabytes, rate, concurrency;
};

#define SIEGE_UNKNOWN                                                          \
	((struct siege_figures){ .transactions.value = NAN,                    \
	    .successful.value = NAN,                                           \
	    .failed.value = NAN,                                               \
	    .elapsed_ns.value = NAN,                                           \
	    .response_ns.value = NAN,                                          \
	    .longest_ns.value = NAN,                                           \
	    .shortest_ns.value = NAN,                                          \
	    .megabytes.value = NAN,                                            \
	    .concurrency.value = NAN,                                          \
	    .rate.value = NAN })

/* What the figures say of the run. */
void siege_fill(struct summary *s, const struct siege_figures *f);

#endif
