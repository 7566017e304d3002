/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What analyze found, for whoever shows it.  All outputs read these same rows.
 *
 * Units are in `unit`: "seconds", "rps", "ratio", "bytes", "cores",
 * "cores_per_1k_rps".  NAN is absent, and `reason` says why.
 */
#ifndef STORE_RESULT_H
#define STORE_RESULT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/cell_variance.h"
#include "store/db.h"
#include "store/release_trend.h"

/* One comparison of a whole archive, by one study. */
struct analysis {
	int64_t row;
	const char *title;
	const char *factor;   /* the label that varies */
	const char *baseline; /* its value, or NULL: none was named or found */
	const char *conclusion; /* one sentence, from the results */
	const char *study;      /* all that was asked for, as canonical JSON */
	const char *tool_version;
	double confidence; /* 0.95 */
	double margin_latency, margin_throughput, margin_cpu, margin_memory;
	int64_t family; /* tests of latency that Holm's correction is over */
	int64_t family_cost;      /* and those of throughput and resources */
	int64_t family_endpoints; /* and those of parts of the runs */
	int64_t seed;
	int64_t others; /* of the archive, as results_load() finds them */
};

/* Neighbors in a list. */
struct slice {
	size_t first, end;
};

/* Runs with equal conditions and an equal factor: repeats. */
struct cell {
	int64_t row;
	const char *value; /* of the factor */
	/* The value; where it has several cells of one label, which differ in
	 * what a comparison does not hold equal (the target, the mesh's
	 * version), with that: "istio, mesh_version 1.20". */
	const char *name;
	const char *conditions; /* canonical JSON object of the other labels */
	const char *label;      /* what tells it from its siblings, for people:
				 * "2000 rps, 8 connections"; "" if nothing */
	bool is_baseline;
	const char **runs; /* ids, sorted */
	size_t n_runs;
	/* As results_load() finds them: */
	const char *stop; /* why its figures say little, whatever they are: the
			   * first of its runs that a check stops, in words;
			   * NULL: none */
	struct slice estimates, comparisons; /* its own; as the candidate */
	struct slice endpoint_estimates, endpoints;
};

struct cell_list {
	struct cell *at; /* by load; in one, the baseline first */
	size_t len;
};

/* A figure of a cell: of its runs' values, the mean with its interval. */
struct estimate {
	int64_t cell;       /* row */
	const char *series; /* the part of its runs; NULL: all of them */
	const char *metric; /* "latency_p99", "throughput", ... */
	const char *unit;
	double value, low,
	    high; /* low, high: confidence interval of the mean */
	int64_t runs;
	const char *kind;   /* "exact", "bucket", "reported", "measured" */
	const char *reason; /* why it is absent, or NULL */
};

struct estimate_list {
	struct estimate *at; /* by cell, series, then in order of metrics */
	size_t len;
};

/* What another method says, beside the test that the verdict rests on. */
struct opinion {
	const char *kind;           /* "ranks", "permutation", ... */
	const char *method;         /* in words */
	double p, ratio, low, high; /* NAN: the method has none */
	int64_t splits;             /* looked at; UNKNOWN: it has none */
	int64_t seed;               /* the study's; UNKNOWN: nothing is drawn */
};

struct opinion_list {
	struct opinion *at; /* in the order of analyze/opinions.c */
	size_t len;
};

struct comparison {
	int64_t row;
	int64_t baseline, candidate; /* rows of cells; baseline 0: missing */
	const char *series;          /* as of struct estimate */
	const char *metric, *unit;
	double baseline_value, baseline_low, baseline_high;
	double candidate_value, candidate_low, candidate_high;
	int64_t baseline_runs, candidate_runs;
	double change, change_low, change_high; /* candidate - baseline */
	double ratio, ratio_low, ratio_high;    /* candidate / baseline */
	double p_value, p_adjusted;
	const char *effect_name; /* NULL: none computed */
	double effect, effect_low, effect_high;
	double detectable;   /* least ratio that these runs could show */
	int64_t runs_needed; /* per side, for the margin; 0: none would do */
	const char *method;
	const char *verdict; /* of the table in README.md */
	bool survives;       /* directional, and so after Holm */
	const char *reasons; /* lines parted by LF; "" if none */
	double q_value;      /* by Benjamini and Hochberg, of a large family */
	struct opinion_list opinions;
};

struct comparison_list {
	struct comparison *at; /* by candidate cell, then series, metric */
	size_t len;
};

/* A check of validity, of a run (run != NULL) or of a pair of cells. */
struct quality {
	const char *run;             /* id, or NULL */
	int64_t baseline, candidate; /* rows of cells where run == NULL;
				      * candidate 0: of one cell */
	const char *check;           /* "one-factor", "saturation", ... */
	const char *state;       /* "ok", "info", "warn", "stop", "unknown" */
	double value, threshold; /* NAN where there is no number */
	const char *detail;
};

struct quality_list {
	struct quality *at;
	size_t len;
};

/* How well one run knows its percentile, by its own requests. */
struct run_interval {
	const char *run; /* id */
	const char *metric, *unit;
	double value, low, high; /* NAN: an open end */
	int64_t requests;
	int64_t effective; /* as many independent ones are worth as much */
	const char *basis; /* "windows", "iid-assumed", "run-too-short" */
};

struct run_interval_list {
	struct run_interval *at; /* by run, then in order of the metrics */
	size_t len;
};

/* The component that stands for all of a role together. */
#define RESOURCE_TOTAL "total"

/* CPU and memory of one role and component during one run. */
struct resource {
	const char *run; /* id */
	const char *role, *component;
	const char *metric; /* "cpu_cores", "memory_bytes", ... */
	const char *unit;
	double value;      /* mean over the run */
	double peak;       /* NAN for cpu */
	double per_1k_rps; /* value / (achieved successful rps / 1000) */
	const char *reason;
	int64_t resets; /* of its counters: what came before them is lost */
	int64_t gaps;   /* between scrapes, of over three times the usual */
};

struct resource_list {
	struct resource *at; /* by run, role, component, metric */
	size_t len;
};

struct gate {
	const char *text;    /* as the study says it */
	const char *state;   /* "pass", "fail", "inconclusive",
			      * "not-comparable", "missing" */
	const char *subject; /* which cell or pair, for people */
	double value, low, high;
	const char *unit;
};

struct gate_list {
	struct gate *at;
	size_t len;
};

/* A configuration among those of one load, by one figure. */
struct ranking {
	int64_t cell; /* row */
	const char *metric, *unit;
	double value;
	int64_t best, worst; /* ranks that it may have, 1..contenders */
	int64_t contenders;
	const char *letters; /* who shares one is tied */
	double kruskal_p;    /* that all are alike; NAN: unknown, no gate */
	const char *method;  /* that told pairs apart */
};

struct ranking_list {
	struct ranking *at; /* by load, metric, then best first */
	size_t len;
};

/* What load costs in CPU; against the baseline's, where there is one. */
struct cpu_cost {
	const char *value;      /* of the factor */
	const char *conditions; /* for people, without the load; "" if none */
	const char *role;       /* "data-plane", ... */
	const char *kind;       /* "marginal"; "idle", extrapolated to no load;
				 * "average" of one load */
	const char *unit;
	double estimate, low, high;
	double se_hc3, theil_sen;               /* of lines; NAN else */
	double change, change_low, change_high; /* of lines */
	double ratio, ratio_low, ratio_high;    /* of averages */
	double p_value;
	int64_t loads, runs;
	const char *note; /* lines parted by LF; "" if none */
};

struct cpu_cost_list {
	struct cpu_cost *at;
	size_t len;
};

/* How much load a configuration bears. */
struct capacity {
	const char *value, *conditions; /* as of struct cpu_cost */
	/* "slo": low passes, high fails, the estimate is drawn between;
	 * "slo-sure": low passes with its whole interval; all NAN where
	 * a load loses it, and a higher one keeps it; "knee"; "usl-peak"
	 * (the load), "usl-gamma", "usl-alpha", "usl-beta". */
	const char *kind;
	const char *metric, *unit;
	double estimate, low, high;
	double objective; /* of "slo": at most this, in the metric's unit */
	int64_t loads;
	const char *note;
};

struct capacity_list {
	struct capacity *at;
	size_t len;
};

/* One quantile of two cells' distributions; it reports no percentile. */
struct shift_point {
	int64_t baseline, candidate;            /* rows of cells */
	double p;                               /* 0..100 */
	double baseline_value, candidate_value; /* seconds, smoothed */
	double ratio, low, high;
	double p_value, p_adjusted; /* by Holm over the quantiles of a pair */
};

struct shift_list {
	struct shift_point *at; /* by candidate, then p */
	size_t len;
};

/* MeshMark of a cell: experimental, by what a study declared. */
struct meshmark {
	int64_t cell;      /* row */
	double raw, limit; /* as published, and at its most */
	double score;      /* 100 raw / limit; NAN: absent */
	const char *reason;
};

struct meshmark_list {
	struct meshmark *at; /* by cell */
	size_t len;
};

/* One efficiency of it: 1 - used / capacity. */
struct meshmark_term {
	int64_t cell; /* row */
	const char *class_name, *metric, *unit;
	double used, capacity; /* the mean over the runs; as declared */
	double weight;         /* -0.5..0.5 */
	double efficiency;     /* 0..1; NAN: absent */
	const char *reason;
};

struct meshmark_term_list {
	struct meshmark_term *at; /* by cell, as the study has them */
	size_t len;
};

/* Everything of the newest analysis; "no analysis yet" is an error. */
struct results {
	struct analysis analysis;
	struct cell_list cells;
	struct estimate_list estimates;
	struct comparison_list comparisons;
	/* The same of the parts of the runs, by their names. */
	struct estimate_list endpoint_estimates;
	struct comparison_list endpoints;
	struct quality_list qualities;
	struct run_interval_list run_intervals;
	struct resource_list resources;
	struct gate_list gates;
	struct ranking_list rankings;
	struct cpu_cost_list costs;
	struct capacity_list capacities;
	struct trend_list trends;
	struct change_point_list change_points;
	struct shift_list shifts;
	struct meshmark_list meshmarks;
	struct meshmark_term_list meshmark_terms;
	struct cell_variance_list variances;
};

int results_load(struct db *db, struct arena *a, struct results *out,
    struct err *err);

/* The cell of that row; NULL if there is none (row 0). */
const struct cell *results_cell(const struct results *r, int64_t row);

bool cell_has_run(const struct cell *c, const char *run);

/* Are they of one check, with one state? */
bool quality_is_alike(const struct quality *a, const struct quality *b);

/* Have its difference, of arithmetic means, and its ratio, of geometric ones,
 * other signs? */
bool comparison_is_torn(const struct comparison *c);

/* As people are shown it: without a difference that is torn, and with 0 for
 * what is below a millionth of both sides. */
struct comparison comparison_shown(const struct comparison *c);

/* The opinion of that kind; NULL: none. */
const struct opinion *comparison_opinion(const struct comparison *c,
    const char *kind);

/* The estimate of that metric of the cell; NULL: none. */
const struct estimate *results_estimate(const struct results *r,
    const struct cell *c, const char *metric);

/* The comparison of that metric whose candidate is the cell; NULL: none. */
const struct comparison *results_comparison(const struct results *r,
    const struct cell *candidate, const char *metric);

/* The same of a part of the runs. */
const struct estimate *results_endpoint_estimate(const struct results *r,
    const struct cell *c, const char *series, const char *metric);
const struct comparison *results_endpoint(const struct results *r,
    const struct cell *candidate, const char *series, const char *metric);

#endif
