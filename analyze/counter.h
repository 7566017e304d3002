/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counters, as Prometheus keeps them: they only grow, but for a restart, after
 * which they begin at 0.  x is time in seconds, ascending; y the count.
 */
#ifndef ANALYZE_COUNTER_H
#define ANALYZE_COUNTER_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/values.h"

struct increase {
	bool known;       /* there are two samples at different times */
	double amount;    /* over the time seen; of resets, a lower bound */
	double seconds;   /* from the first sample to the last */
	double rate;      /* amount / seconds: nothing is extrapolated */
	size_t resets;    /* what came between a scrape and a reset is lost */
	size_t gaps;      /* spacings over three times the usual one */
	double longest_s; /* the longest spacing */
};

struct increase counter_increase(struct points samples);

/*
 * The amount as Prometheus's increase() has it, extrapolated to the ends of
 * the range, to reproduce dashboards: up to an end that is less than 1.1 mean
 * intervals away, else by half of one, and never to below 0; rate() is that
 * over range.hi - range.lo.  0 where it is not known.  Servers from before 2024
 * tested for 0 first, and go up to 1.1 intervals back to where a counter was 0.
 */
double counter_increase_promql(struct points samples, struct interval range);

#endif
