/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Validity: what must hold before two cells are compared (README.md, "Checks").
 * Every check states its number and its threshold; "stop" forbids a verdict.
 */
#ifndef ANALYZE_CHECKS_H
#define ANALYZE_CHECKS_H

#include "analyze/cells.h"
#include "analyze/compare.h"
#include "analyze/spec.h"

#define SATURATED_BELOW 0.95 /* achieved / offered */
#define NEARLY_BELOW 0.98
#define ERRORS_ABOVE 0.01    /* upper end of the error share */
#define ERRORS_APART 0.001   /* difference of error shares */
#define DURATIONS_APART 1.5  /* ratio */
#define DURATIONS_UNLIKE 1.1 /* and this is worth a word */
#define SIZES_APART 1.5      /* ratio of requests, of extreme percentiles */
#define BUSY_ABOVE 0.9       /* share of the time a connection waits */
#define SHARED_ABOVE 1.1     /* ... which one request at a time cannot reach */
#define COARSE_ABOVE 0.05    /* bucket width / value */
#define MIX_APART 0.02       /* share of the requests that is elsewhere */
#define MIX_P_BELOW 0.001    /* ... and that chance puts there */

/* Adds what is to say of one run. */
void checks_of_run(const struct study *s, const struct run_view *view,
    struct arena *a, struct quality_list *out);

/* ... of its windows: warm-up, drift, dependence. */
void checks_of_windows(const struct study *s, const struct run_view *view,
    struct arena *a, struct quality_list *out);

/* ... of the shape of its distribution: clock, modes, coordinated omission. */
void checks_of_shape(const struct study *s, const struct run_view *view,
    struct arena *a, struct quality_list *out);

/* The figures of a cell, by spec. */
struct cell_figures {
	const struct group *group;
	const struct spec_list *specs;
	const struct figures *of;
};

/*
 * Adds what is to say of a cell's repeats, once it has a row: whether they ran
 * at once; of five or more, which stand out, and whether they drift.  A row
 * about a cell has it as its baseline, and no candidate.
 */
void checks_of_cell(const struct study *s, const struct cell_figures *c,
    struct arena *a, struct quality_list *out);

/* ... of labels that its repeats differ in all the same. */
void checks_of_pooling(const struct study *s, const struct group *g,
    struct arena *a, struct quality_list *out);

/* Why no verdict is allowed: lines parted by LF, "" if nothing is wrong. */
struct pair_stops {
	const char *latency;
	const char *throughput; /* which may fall short of what was offered */
	const char *errors; /* which are what these checks stop others for */
};

/* What stops figures of that kind. */
const char *pair_stop(const struct pair_stops *stops, enum spec_kind kind);

/* Why failures forbid to compare the latencies of two groups; "": nothing. */
const char *failures_stop(const struct study *s, const struct group *b,
    const struct group *c, struct arena *a);

/* Adds what is to say of a pair; their cells must have rows. */
struct pair_stops checks_of_pair(const struct study *s, const struct group *b,
    const struct group *c, const struct difference_list *differences,
    struct arena *a, struct quality_list *out);

#endif
