/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The beta distribution, and with it the binomial, at any size.  GSL's own
 * fails for parameters from about 10^6 on: its continued fraction does not
 * converge near the middle, where percentiles of a long run are.
 */
#ifndef ANALYZE_BETA_H
#define ANALYZE_BETA_H

#include <stdint.h>

/*
 * P(X > x) of X ~ Beta(a, b); a and b are above 0, x is 0..1.  By GSL, or, if
 * both are above 10^5, by the normal approximation of Peizer and Pratt 1968,
 * JASA 63:1416, which is then within 10^-9.
 */
double beta_above(double x, double a, double b);

/* P(B <= k) of B ~ Bin(n, p). */
double binomial_up_to(int64_t k, double p, int64_t n);

#endif
