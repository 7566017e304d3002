/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many runs a comparison needs.  Spreads and changes are of logarithms:
 * a change by X is log(1 + X), a coefficient of variation CV about log(1 + CV).
 * Both sides have n runs and the standard deviation sd.
 */
#ifndef ANALYZE_POWER_H
#define ANALYZE_POWER_H

#include <stdbool.h>
#include <stdint.h>

/* A test: two-sided at alpha, which is to find what is there with `power`. */
struct power_aim {
	double alpha; /* 0.05 */
	double power; /* 0.8; at least 0.5 */
	bool rounds;  /* on the ratio in each of n rounds, as in paired.h: n - 1
		       * degrees of freedom, where two sides of n have 2n - 2 */
};

/*
 * The smallest n >= 2 that finds a difference delta: by Student's t, and by
 * the normal distribution, which is a little low.  0 where delta is 0, or it
 * takes more than a million.
 */
int64_t power_runs(double sd, double delta, struct power_aim aim);
int64_t power_runs_normal(double sd, double delta, struct power_aim aim);

/* The least difference that n >= 2 runs a side find. */
double power_detectable(double sd, int64_t n, struct power_aim aim);

/* The probability that n >= 2 runs a side find delta: noncentral t, exact. */
double power_at(double sd, double delta, int64_t n, double alpha);

/* The same for the smallest n by power_at(); 0 as in power_runs(). */
int64_t power_runs_exact(double sd, double delta, struct power_aim aim);

#endif
