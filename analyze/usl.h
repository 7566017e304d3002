/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Universal Scalability Law: throughput of N connections is
 *	X(N) = gamma N / (1 + alpha (N - 1) + beta N (N - 1))
 * where gamma is that of one, alpha what they queue for, and beta what they
 * have to agree upon.  Gunther 2007, Guerrilla Capacity Planning.
 */
#ifndef ANALYZE_USL_H
#define ANALYZE_USL_H

#include <stdbool.h>

#include "analyze/values.h"

struct usl_parameter {
	double value;
	bool free; /* else it is held at 0, below which it would have gone */
	double se; /* INFINITY where the data do not hold it; 0 if not free */
	struct interval ci;
};

struct usl {
	bool known; /* six different N, and a fit that came to rest */
	struct usl_parameter gamma, alpha, beta;
	double rss;
	bool peaks; /* beta > 0 and alpha < 1; else X tends to gamma / alpha */
	double n_peak, x_peak;
	/* Of n_peak, by the delta method; no ends where beta may be 0. */
	struct interval peak_ci;
};

/* x is N, 1 or more, y is X; by least squares. */
struct usl usl_fit(struct points p, double confidence);

/* X(N) of a fit that is known. */
double usl_throughput(const struct usl *u, double n);

#endif
