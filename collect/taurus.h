/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The final statistics of Taurus (bzt, module final-stats), which are the same
 * in XML and CSV: a group of named figures for each label.
 *
 * - The label "" is of all labels, and never added to them.
 * - "throughput" is the number of samples, not a rate; succ and fail add up to
 *   it.  Times are in seconds with 5 digits, of failed samples too.
 * - A percentile comes from a histogram of whole milliseconds with 3
 *   significant digits; so do those of 0 and 100, which are not exact.
 * - What executor made the load, and how, is not said.
 */
#ifndef COLLECT_TAURUS_H
#define COLLECT_TAURUS_H

#include "base/arena.h"
#include "base/text.h"
#include "store/run.h"

struct taurus_part { /* a response code and its count; a percentile */
	const char *of;
	double value;
};

struct taurus_parts {
	struct taurus_part *at;
	size_t len;
};

struct taurus_group {
	const char *label;
	int64_t samples, failed, bytes, concurrency; /* UNKNOWN: not said */
	double mean_s, stddev_s;                     /* NAN: not said */
	struct taurus_parts percentiles, codes;
};

struct taurus_stats {
	double duration_s; /* NAN: not said */
	struct taurus_group *at;
	size_t len;
};

struct taurus_group taurus_group_empty(void);

/*
 * A figure of the group: "avg_rt", "perc" of "95.0", "rc" of "200"; others are
 * passed over, as are empty ones.  Texts live in the arena.
 */
int taurus_figure(struct taurus_group *g, struct arena *a, struct span name,
    struct span of, struct span value, struct pos pos, struct err *err);

/* One run.  `file` is for the errors. */
int taurus_write(const struct taurus_stats *s, const char *file,
    struct source_writer *out, struct err *err);

#endif
