/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is measured of a run: percentiles of the latency, its mean, throughput,
 * errors, CPU and memory.  A figure of one run is what statistics work on: runs
 * are the experimental units.
 */
#ifndef ANALYZE_SPEC_H
#define ANALYZE_SPEC_H

#include <stdbool.h>

#include "analyze/study.h"
#include "analyze/values.h"
#include "store/result.h"
#include "store/run.h"

enum spec_kind {
	SPEC_PERCENTILE,
	SPEC_MEAN,
	SPEC_THROUGHPUT,
	SPEC_ERRORS,
	SPEC_CPU, /* cores per 1,000 requests per second */
	SPEC_MEMORY,
};

struct spec {
	enum spec_kind kind;
	const char *name, *unit;
	double p;         /* of SPEC_PERCENTILE */
	int type;         /* ... and its definition, of Hyndman and Fan */
	const char *role; /* of SPEC_CPU and SPEC_MEMORY */
	bool more_is_better;
	double margin;
};

struct spec_list {
	struct spec *at;
	size_t len;
};

/* Where the metric of that name stands; false where there is none. */
bool spec_find(const struct spec_list *list, const char *name, size_t *at);

/* In base units.  low..high is what the source leaves open. */
struct figure {
	bool known;
	double value, low, high;
	const char *kind;   /* "exact", "bucket", "reported", "measured" */
	const char *reason; /* why it is not known, or what it leaves out */
	/* As well as the requests of this run know it; hi is 0 where nothing
	 * is known of that.  Says nothing of other runs; and is far too narrow
	 * where requests could only be taken for independent. */
	struct interval within;
	bool within_assumed;
	int64_t requests; /* that a share is of; else 0 */
	/* Of a mean: what a coarse clock leaves open of each latency, to either
	 * side.  It averages out, unless requests start with its ticks. */
	double clock;
};

/* All that a study is about, in the order that tables have. */
struct spec_list specs_of(const struct study *s,
    const struct resource_list *resources, struct arena *a);

/* `h` is the distribution of the run behind the cut, which may be empty. */
struct run_view {
	const struct run *run;
	const struct histogram *h;
	const struct window_list *windows; /* all of them */
	int64_t cut_s;                     /* left out of h */
	const struct percentile_list *stated;
	const struct resource_list *resources;
};

/* Do its latencies hold such as its tool made up, as wrk's do? */
bool run_is_padded(const struct run *run);

/* The share of the time that a connection waits, by Little's law; NAN: not
 * known.  Above 1, requests share connections, or latencies are made up. */
double run_busy(const struct run *run);

struct figure figure_of(const struct spec *m, const struct run_view *view,
    struct arena *a);

#endif
