/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a figure of one run would vary, by drawing the run anew from blocks of
 * itself.  It speaks of what is within the run, never between runs.
 */
#ifndef ANALYZE_BOOTSTRAP_H
#define ANALYZE_BOOTSTRAP_H

#include <stddef.h>

#include "analyze/values.h"

/* A figure of a series; it may reorder the values. */
typedef double statistic_fn(double *values, size_t n, const void *arg);

struct resampling {
	size_t block; /* neighbors that stay together; see block_length().  1:
		       * each is drawn for itself */
	size_t draws;
	unsigned long seed;
};

/*
 * The figure of each drawn series, ascending; the caller frees them.  The
 * series must not be empty.
 */
double *bootstrap_blocks(struct values series, struct resampling how,
    statistic_fn *statistic, const void *arg);

#endif
