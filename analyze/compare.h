/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two cells, one figure: how much it changed, how sure that is, and what it
 * comes to in one word.
 */
#ifndef ANALYZE_COMPARE_H
#define ANALYZE_COMPARE_H

#include "analyze/spec.h"
#include "store/result.h"

/* The figures of a cell's runs, in the order of the runs. */
struct figures {
	const struct figure *at;
	size_t n;
	const char *const *rounds; /* the label "round" of each run, or NULL */
};

/*
 * The geometric mean of a cell's runs (the arithmetic one where a figure is 0)
 * with its confidence interval by Student's t (NAN for one run); absent, with
 * the reason, if a run has no such figure. cell is left 0.
 */
struct estimate estimate_of(const struct spec *spec, struct figures f,
    double confidence);

/* On what terms two sides are compared. */
struct compare_terms {
	const char *stops; /* why no verdict is allowed; "": it is */
	double confidence;
	const char *name; /* of the pair; NULL: no opinions are wanted */
	int64_t seed;     /* the study's, for what is drawn by lot */
	bool bca;         /* an interval by runs drawn anew is wanted */
};

/*
 * Welch on the logs of the runs' figures, or where both sides were run in the
 * same rounds, Student's t on the ratio in each; where figures are known within
 * bounds alone, the envelope of both extremes drives the verdict.  Cells and
 * the adjusted p are left 0.
 */
struct comparison compare(const struct spec *spec, struct figures baseline,
    struct figures candidate, const struct compare_terms *terms,
    struct arena *a);

/* The p-value of compare() and nothing else, for less work: of two runs a side
 * or more, of which all figures are known.  NAN: none. */
double compare_p(const struct spec *spec, struct figures baseline,
    struct figures candidate, double confidence, struct arena *a);

/*
 * Holm's correction over two families, as a report has two questions: what
 * becomes of the latency, and what it costs.  Their sizes, in tests.  A family
 * of more than 20 is a screen as well, and gets false discovery rates.
 */
struct families {
	int64_t latency, cost;
};
struct families comparisons_adjust(struct comparison_list *list,
    double confidence);

/* The same over one family, of all tests of parts of runs; its size. */
int64_t endpoints_adjust(struct comparison_list *list, double confidence);

#endif
