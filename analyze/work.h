/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One analysis while it is made.  Its stages, each in a file of its own and in
 * this order: work.c reads the study and the runs, and makes cells of them;
 * cuts.c says how much of the runs is warm-up; measure.c takes every figure of
 * every run; then, within one transaction, contrasts.c compares cells,
 * demands.c holds gates against them.
 */
#ifndef ANALYZE_WORK_H
#define ANALYZE_WORK_H

#include "analyze/cells.h"
#include "analyze/checks.h"
#include "analyze/compare.h"
#include "analyze/gates.h"
#include "analyze/resources.h"
#include "analyze/spec.h"
#include "store/result_write.h"

/* What a group is held against. */
struct opposite {
	const struct group *baseline; /* NULL: there is none, or it is one */
	struct difference_list differences;
	/* What must not be compared. */
	bool stopped, throughput_stopped;
	const char *errors_stop; /* why failures must not be; "" */
	size_t compared;         /* where the comparisons with it begin */
	size_t league; /* the first of the groups that are set side by side */
};

struct work {
	struct db *db;
	struct arena arena;
	struct study study;
	struct analysis analysis;
	struct run_list runs;
	struct resource_list resources;
	struct memory_series_list memories;
	struct spec_list specs;
	struct group_list groups;
	struct opposite *opposites; /* by group */
	struct pair_stops *stops;   /* by group: what its own runs stop */
	int64_t *cuts;              /* seconds of warm-up left out, by group */
	struct figure *figures;     /* by group, then spec, then run */
	size_t *first;              /* index of each group's figures */
	double *profiles;           /* by group, then run, then quantile */
	struct span *distributions; /* by group, then run; see below */
	struct quality_list qualities;
	struct run_interval_list run_intervals;
	struct comparison_list comparisons;
	struct comparison_list endpoints; /* the same of parts of the runs */
	struct trend_list trends;
	struct change_point_list change_points;
	struct cell_variance_list variances; /* with groups as their cells */
};

/* The figures of a group's runs. */
struct figures figures_at(const struct work *w, size_t group, size_t spec);

/* Of shares of failed requests: is any above 0? */
bool figures_failed(struct figures f);

/* The quantiles of profile.h of a group's i-th run; NAN: not known. */
double *run_profile(const struct work *w, size_t group, size_t i);

/*
 * The group that stands for all that are compared with each other: the
 * baseline's; without a baseline, the first one of equal conditions.
 */
size_t league_of(const struct work *w, size_t group);

/* The name of the cell and the load, for people. */
const char *cell_name(const struct cell *c, struct arena *a);

/*
 * Adds the resources of all runs that have a start and a duration, sorted as
 * resource_list says.  A series that two sources hold counts once.
 */
int resources_find(struct work *w, struct err *err);

/* Fills cuts, as the study asks for. */
int cuts_find(struct work *w, struct err *err);

/* Fills figures, and what is to say of each run's validity. */
int runs_measure(struct work *w, struct err *err);

/* Adds whether memory grows throughout a run. */
int checks_of_memory(struct work *w, const struct run_view *view,
    struct err *err);

/* Compares every cell to its baseline, and stores cells and comparisons. */
int contrasts_save(struct work *w, struct err *err);

/* Of a group's i-th run, encoded; empty where it was not kept. */
struct span *run_distribution(const struct work *w, size_t group, size_t i);

/* Keeps it, if the study asks for a bootstrap and there are runs enough. */
void distribution_keep(struct work *w, size_t group, size_t i,
    const struct histogram *h);

/* Adds what a bootstrap of runs or of seconds says, where the study asks. */
int bootstraps_add(struct work *w, struct err *err);

/* Compares the runs by their parts, too, and stores what comes out. */
int endpoints_save(struct work *w, struct err *err);

/* Stores which configurations of one load can be told apart. */
int rankings_save(struct work *w, struct err *err);

/* Stores what load costs in CPU, and how much of it is borne. */
int costs_save(struct work *w, struct err *err);
int capacities_save(struct work *w, struct err *err);

/* Stores releases in their order, where the study asks for a trend. */
int trends_save(struct work *w, struct err *err);

/* Adds that of the releases of a group's series only the newest are followed,
 * and where it is pinned, its own. */
void check_of_history(struct work *w, size_t group, size_t releases,
    size_t newest, bool pinned);

/* Adds why releases are in no series; `followed`, by group, are in one. */
void checks_of_trend(struct work *w, const bool *followed);

/* Where the metric of a gate or an objective stands; an error if nowhere. */
int spec_of_rule(const struct work *w, const struct gate_rule *rule,
    size_t *spec, struct err *err);

/* Stores at which quantiles distributions differ. */
int shifts_save(struct work *w, struct err *err);

/* Stores where the variance of cells lies. */
int variances_save(struct work *w, struct err *err);

/* Stores the index that a study may declare. */
int meshmarks_save(struct work *w, struct err *err);

/* Stores how the study's gates fared. */
int demands_save(struct work *w, struct err *err);

#endif
