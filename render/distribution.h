/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Distributions of a cell, ready to draw: the histograms of its runs added up,
 * and how far single runs stray from that.
 */
#ifndef RENDER_DISTRIBUTION_H
#define RENDER_DISTRIBUTION_H

#include "base/arena.h"
#include "render/chart_ecdf.h"
#include "render/chart_nines.h"
#include "store/run.h"

/* The percentiles of tables: p50, p90, p99, p99.9, p99.99. */
#define DISTRIBUTION_MARKS 5
extern const double distribution_marks[DISTRIBUTION_MARKS];

/* In an arena; no points where no run has a histogram. */
struct distribution {
	struct nines_point *nines; /* as far as the requests bear it */
	size_t n_nines;
	/* At distribution_marks; NaN where fewer than one request is beyond. */
	struct nines_point marks[DISTRIBUTION_MARKS];
	struct ecdf_point *ecdf;
	size_t n_ecdf;
	int64_t requests; /* in the histograms */
	size_t runs;      /* that have a histogram */
};

/* The intervals are the least and the greatest of the runs. */
int distribution_load(struct db *db, const struct run *const *runs, size_t n,
    struct arena *a, struct distribution *out, struct err *err);

/* p by definition `type` (1..9) of Hyndman and Fan. */
struct percentile_wanted {
	double p;
	int type;
};

/*
 * A percentile of one run in seconds: from its histogram, else as its tool
 * stated it; NaN where neither is known, or the requests do not bear it.
 */
int run_percentile(struct db *db, const struct run *run,
    struct percentile_wanted wanted, double *seconds, struct err *err);

#endif
