/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Series whose neighbors are alike, as latencies are when requests queue: how
 * far the likeness goes, and how many independent values the series is worth.
 */
#ifndef ANALYZE_AUTOCORRELATION_H
#define ANALYZE_AUTOCORRELATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyze/quantile.h"
#include "analyze/values.h"

/*
 * Autocovariances (each sum divided by n) of lags 0..n-1; the caller frees
 * them.  By FFT, so that n may be millions.
 */
double *autocovariances(struct values v);

/*
 * The integrated autocorrelation time: n / tau values are as good as
 * independent.  tau is at least 1, and 1 where nothing varies.  The window is
 * the least M with M >= c tau(M), c = 5 by default; not converged (the series
 * is too short) if none is up to n / 2.  Sokal 1997, Functional Integration.
 */
struct integrated_time {
	double tau;
	size_t window;
	bool converged;
	double rho1; /* autocorrelation at lag 1 */
};

struct integrated_time integrated_time(struct values v, double c);

/*
 * Ranks that enclose quantile q of a series in the order of its time: as
 * quantile_ranks(), for as many values as the series is worth.
 */
struct dependent_ranks {
	struct integrated_time time; /* of being below the quantile or not */
	int64_t n_eff;
	struct rank_interval effective; /* among n_eff */
	struct rank_interval ranks;     /* among all */
};

struct dependent_ranks quantile_ranks_dependent(struct values series,
    int64_t q_ppb, double confidence, double c);

/* That there is no autocorrelation up to this lag (< n); p = 1 where nothing
 * varies.  Ljung and Box 1978, Biometrika 65:297. */
struct ljung_box {
	double q, p;
};

struct ljung_box ljung_box(struct values v, size_t lags);

/*
 * Length of the blocks of a circular block bootstrap: Politis and White 2004,
 * corrected by Patton, Politis and White 2009, Econometric Reviews 28:372.
 */
struct block_length {
	size_t last_lag; /* beyond which correlations are noise */
	double optimal;
	size_t used; /* optimal, rounded up; 1..n */
};

struct block_length block_length(struct values v);

#endif
