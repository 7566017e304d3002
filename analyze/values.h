/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the arithmetic of this folder works on: plain arrays that somebody else
 * owns.  Every value must be finite; functions that can be given others say
 * what they do.  None of them gives a NaN.
 *
 * A program calls gsl_set_error_handler_off() before it comes here: what GSL
 * reports is looked at, and its own handler would abort.
 */
#ifndef ANALYZE_VALUES_H
#define ANALYZE_VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* n numbers. */
struct values {
	const double *at;
	size_t n;
};

/* n pairs: time and value, load and cost, ... */
struct points {
	const double *x;
	const double *y;
	size_t n;
};

/* n latencies, as they are stored: ties are ties. */
struct latencies {
	const int64_t *ns;
	size_t n;
};

/* From lo to hi; an end that is not known is -INFINITY or INFINITY. */
struct interval {
	double lo, hi;
};

/* True if all are finite numbers; an empty array is. */
bool values_finite(struct values v);

/* True if all are finite and above 0, so that they have a logarithm. */
bool values_positive(struct values v);

/* Copies; the caller frees them. */
double *values_sorted(struct values v);
double *values_log(struct values v);

/* Of the array turned around a ratio: [1/hi, 1/lo]; 0 and INFINITY swap. */
struct interval interval_inverse(struct interval ratio);

#endif
