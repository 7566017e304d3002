/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What to compare, and how: a YAML file (README.md, "Studies"), the options of
 * the command line, or nothing at all.
 */
#ifndef ANALYZE_STUDY_H
#define ANALYZE_STUDY_H

#include <stdbool.h>
#include <stdint.h>

#include "analyze/series.h"
#include "base/arena.h"
#include "base/err.h"
#include "base/options.h"
#include "store/run.h"

#define STUDY_PERCENTILES_MAX 16
#define WARMUP_AUTO (-1) /* as long as the runs themselves show */

/* How pairs of several configurations are told apart for their ranks. */
enum posthoc {
	POSTHOC_WELCH,        /* as they would be compared; Holm */
	POSTHOC_MANN_WHITNEY, /* Holm */
	POSTHOC_DUNN,         /* by the ranks among all of them; Holm */
	POSTHOC_DSCF,         /* Steel, Dwass, Critchlow, Fligner */
};

/* Which interval by values drawn anew stands beside the test. */
enum bootstrap {
	BOOTSTRAP_NONE,
	BOOTSTRAP_HIER,  /* whole runs, pooled: of percentiles */
	BOOTSTRAP_BCA,   /* figures of runs: of all ratios */
	BOOTSTRAP_BLOCK, /* seconds of single runs: within-run only */
};

struct study {
	const char *title;
	const char *factor;          /* the label that varies */
	const char *baseline;        /* its value, or NULL: none is known */
	struct word_list conditions; /* empty: every known one */
	struct word_list selected;   /* KEY=VALUE: of a key, one must be had */
	struct word_list allowed;    /* differences that were accepted */
	struct word_list gates;      /* as written */
	struct word_list meshmark;   /* terms of the index, as written */
	const char *slo;    /* "latency_p99 <= 25ms": how much load keeps it? */
	const char *trend;  /* the label that orders releases, or NULL */
	const char *target; /* "latency_p90 = 2.8ms": have they left it? */
	double percentiles[STUDY_PERCENTILES_MAX]; /* ascending, 0..100 */
	size_t n_percentiles;
	bool percentiles_asked; /* somebody named them */
	int quantile_type;      /* of Hyndman and Fan, 1..9 */
	double confidence;      /* 0.95 */
	double margin_latency, margin_throughput, margin_cpu, margin_memory;
	enum posthoc posthoc;
	enum change_finder cp; /* of the trend */
	bool prom_compat;      /* rates as Prometheus' rate() has them */
	enum bootstrap bootstrap;
	int64_t warmup_s; /* left out of the latencies; 0: none, WARMUP_AUTO */
	int64_t seed;
};

extern const struct option_def study_options[];

/* From --study FILE, over which the other options win. */
int study_read(const struct options *o, struct arena *a, struct study *out,
    struct err *err);

/* Values of a factor that stand for none of what it names; NULL ends them. */
extern const char *const baseline_words[];

/*
 * Settles what was left open, from the runs themselves: the factor is the
 * first of mesh, proxy, mesh_version, ... that has two values, the baseline
 * its value that means "nothing" (none, direct, baseline, ...).  A baseline
 * that is named gets the case of the one value that it can be.
 */
void study_settle(struct study *s, const struct run_list *runs);

/*
 * A name that the user gave and nothing answers to is an error: the factor, its
 * baseline, a condition, what is allowed.  After study_settle().
 */
int study_check(const struct study *s, const struct run_list *runs,
    struct err *err);

/* All of it as canonical JSON, so that a report says what was asked. */
const char *study_json(const struct study *s, struct arena *a);

/* Does the run have, of each label that is selected by, one of the values? */
bool study_selects(const struct study *s, const struct run *run);

/* An error where no run has a value or a label that is selected by, or all. */
int study_select_check(const struct study *s, const struct run_list *runs,
    struct arena *a, struct err *err);

bool word_list_has(const struct word_list *list, const char *word);

#endif
