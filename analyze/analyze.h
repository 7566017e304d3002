/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The second stage: from the runs of an archive to comparisons, which are
 * stored in the same archive.
 */
#ifndef ANALYZE_ANALYZE_H
#define ANALYZE_ANALYZE_H

#include "base/err.h"
#include "base/options.h"
#include "base/ui.h"
#include "store/db.h"
#include "store/result.h"

extern const struct option_def analyze_options[];

/* Computes and stores; an analysis of the same title is replaced. */
int analyze(struct db *db, const struct options *o, struct err *err);

/* What was stored, as benchstat would print it. */
void results_print(const struct results *r, struct ui *ui);

/* Every comparison by endpoint. */
void results_endpoints(const struct results *r, struct ui *ui);

/* Configurations of each load, by rank. */
void results_rank(const struct results *r, struct ui *ui);

/*
 * How the verdicts on `what` came about: a value of the factor, a metric, or
 * both as "haproxy:latency_p99".
 */
int results_explain(const struct results *r, const char *what, struct ui *ui,
    struct err *err);

/*
 * The exit status: 1 if anything regressed, or a gate was missed; else, with
 * --strict, 3 if anything is uncertain, not comparable or missing; else 0.
 * What no run has and nobody named, as the p99.9 of a tool that has none, is
 * not missing.  `out` gets a line that says why, where it is not 0, and how
 * many gates passed; it may be NULL.
 */
int results_conclude(const struct results *r, const struct options *o,
    FILE *out);

int cmd_analyze(const struct options *o, struct ui *ui, struct err *err);

#endif
