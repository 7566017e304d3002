/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is there something odd in the values themselves: a clock too coarse, a run
 * that stands out, more than one mode?
 */
#ifndef ANALYZE_QUALITY_H
#define ANALYZE_QUALITY_H

#include <stdint.h>

#include "analyze/values.h"

/* What a clock seems to tell apart. */
struct grain {
	size_t distinct;    /* values */
	size_t largest_tie; /* how often the most frequent value occurs */
	int64_t least_gap_ns;
	int64_t step_ns; /* largest that divides all gaps; 0 if all are equal */
};

struct grain clock_grain(struct latencies v);

/*
 * 0.6745 (x - median) / MAD of each value into `out`; beyond 3.5 one stands
 * out.  All are 0 where more than half the values are the same.
 * Iglewicz and Hoaglin 1993, How to Detect and Handle Outliers.
 */
void modified_z(struct values v, double *out);

/*
 * How far the values are from having one mode: 1 / (2 n) .. 1 / 4, whatever
 * their unit.  0 for none.  Hartigan and Hartigan 1985, Ann. Stat. 13:70.
 */
double dip_statistic(struct values v);

/* That a sample of one mode has such a dip, from `draws` uniform samples. */
double dip_p(struct values v, size_t draws, unsigned long seed);

/*
 * Ups and downs of a histogram with equal buckets, in units of its peak: 2 has
 * one mode, more than 2.4 hints at several.  Depends on the buckets, so it is
 * no test.  B. Gregg, Frequency Trails: Modes.  0 of an empty histogram.
 */
double mvalue(struct values counts);

#endif
