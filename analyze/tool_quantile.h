/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a load generator would print for a percentile, by the rule in its
 * source: to tell a difference of rules from one of measurements.
 */
#ifndef ANALYZE_TOOL_QUANTILE_H
#define ANALYZE_TOOL_QUANTILE_H

#include <stdint.h>

#include "analyze/buckets.h"
#include "analyze/values.h"

struct tool_rule {
	const char *tool;
	/* Of values in ascending order, of which there is one. */
	double (*quantile)(struct values sorted, int64_t q_ppb);
};

/*
 * wrk (before its correction for coordinated omission), hdr_c_rank (wrk2,
 * Nighthawk: the rank alone, see hdr_range()), bombardier, ghz, k6, jmeter's
 * dashboard, jenkins_perf; ends with a NULL tool.
 */
extern const struct tool_rule tool_rules[];

/*
 * fortio's percentile p (0..100) of its buckets, whose first begins at the
 * minimum and whose last ends at the maximum: stats/stats.go, CalcPercentile.
 * 0 of none.
 */
double fortio_interpolated(struct buckets b, double p);

/* The values that HdrHistogram does not tell from v (>= 0), where it keeps so
 * many significant digits (1..5): its lowest and highest equivalent value. */
struct interval hdr_range(int64_t v, int digits);

/* The rank that HdrHistogram_c takes for percentile p of n: it rounds. */
int64_t hdr_rank(double p, int64_t n);

#endif
