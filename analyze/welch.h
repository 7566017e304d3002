/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two groups of runs, by Welch's t: how much the candidate differs from the
 * baseline, in its unit or as a ratio, and with what certainty.  A value is
 * one run's percentile, rate or cost: runs are the replicates, requests never.
 *
 * Nothing here is NaN.  Where a number cannot be had, the state says why, and
 * the rest is what claims nothing: p = 1, an interval without ends.
 */
#ifndef ANALYZE_WELCH_H
#define ANALYZE_WELCH_H

#include <stdbool.h>

#include "analyze/values.h"

enum welch_state {
	WELCH_OK,
	WELCH_UNREPLICATED, /* too few runs; point estimates are there */
	WELCH_DEGENERATE,   /* no run differs from another of its group */
	WELCH_UNUSABLE      /* no run, or a value without a logarithm */
};

struct welch {
	enum welch_state state;
	double diff; /* mean of the candidate - mean of the baseline */
	double se, df, t;
	double p; /* two-sided */
	struct interval diff_ci;
	double ratio; /* exp(diff), of welch_log() alone; else 0 */
	struct interval ratio_ci;
};

/*
 * Of the values, and of their logarithms: the ratio of geometric means.  Each
 * side needs two runs.  Degenerate: intervals have no width, nothing is tested.
 * Welch 1947, Biometrika 34:28.
 */
struct welch welch_raw(struct values baseline, struct values candidate,
    double confidence);
struct welch welch_log(struct values baseline, struct values candidate,
    double confidence);

/*
 * The smallest and the largest ratio of geometric means when any one run is
 * left out: how much hangs on a single run.  0 to INFINITY where a side has
 * fewer than two runs, or a value has no logarithm.
 */
struct interval leave_one_out(struct values baseline, struct values candidate);

/* Run percentiles that are known within bounds alone, as from buckets. */
struct bounded_values {
	const double *lo;
	const double *hi;
	size_t n;
};

/*
 * What is left to say when each run's value may be anywhere in its bucket:
 * Welch on logs with the candidate as fast, and as slow, as it can be.  The
 * error of a bucket is common to all runs and does not average out.
 */
struct envelope {
	enum welch_state state; /* the worse of the two */
	struct interval ratio;  /* point estimates at both extremes */
	struct interval mid_ci; /* from their geometric middles */
	/* The outer ends of the intervals: what drives the verdict. */
	struct interval ratio_ci;
	double p; /* the larger of both; 1: they disagree who is slower */
};

struct envelope welch_envelope(struct bounded_values baseline,
    struct bounded_values candidate, double confidence);

/*
 * Is the ratio within 1 / (1 + margin) .. 1 + margin?  Two one-sided tests on
 * logs.  Schuirmann 1987, J. Pharmacokinet. Biopharm. 15:657.
 */
struct tost {
	enum welch_state state;
	double p_lower; /* of being faster by the margin, or by more */
	double p_upper; /* of being slower by the margin, or by more */
	double p;       /* of either */
	bool noninferior, equivalent;
	struct interval ratio_ci; /* of confidence 1 - 2 alpha */
};

struct tost tost_log(struct values baseline, struct values candidate,
    double margin, double alpha);

/*
 * One new run beside at least three old ones, as if both varied alike from
 * run to run.  Crawford and Howell 1998, Clin. Neuropsychol. 12:482.
 */
struct prediction {
	enum welch_state state;
	double t, df, p;
	double ratio; /* new / geometric mean of the old */
	struct interval ratio_ci;
	struct interval expected; /* where a run like the old ones would be */
};

struct prediction predict_one(struct values old_runs, double new_run,
    double confidence);

/*
 * Ratio of arithmetic means, candidate / baseline, as for throughput or CPU
 * per request.  Unbounded where the baseline's mean may be 0.
 * Fieller's interval, as in Kalibera and Jones 2013, ISMM.
 */
struct mean_ratio {
	enum welch_state state;
	double ratio;
	bool bounded;
	struct interval ci;
};

struct mean_ratio mean_ratio(struct values baseline, struct values candidate,
    double confidence);

/*
 * Welch's test of any two estimates that have a standard error and degrees of
 * freedom of their own, such as slopes; the ratio is not set.
 */
struct measure {
	double value, se, df;
};

struct welch welch_of_measures(struct measure baseline,
    struct measure candidate, double confidence);

#endif
