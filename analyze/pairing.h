/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One comparison while it is made: what compare.c and compare_bounded.c share.
 */
#ifndef ANALYZE_PAIRING_H
#define ANALYZE_PAIRING_H

#include "analyze/compare.h"
#include "analyze/describe.h"
#include "analyze/values.h"
#include "analyze/verdict.h"
#include "base/builder.h"

struct pairing {
	const struct spec *spec;
	struct figures b, c;
	double confidence;
	bool p_alone; /* nothing is wanted but out.p_value */
	struct arena *a;
	struct comparison out;
	struct builder reasons;
	bool in_rounds;   /* the i-th runs of both sides are of one round */
	const char *name; /* of struct compare_terms */
	int64_t seed;
	bool bca;
};

/* One of which nothing is found out yet. */
struct pairing pairing_of(const struct spec *spec, struct figures b,
    struct figures c, double confidence, struct arena *a);

/* Which number of a figure: as it stands, or an end of its bucket. */
typedef double pick_fn(const struct figure *f);
pick_fn pick_value, pick_low, pick_high;

/* That number of every run, in the arena. */
struct values picked(struct figures f, pick_fn *pick, struct arena *a);

/* What the buckets of a side leave open, as the log of a ratio. */
double log_blur(struct figures f);

/* The values must be positive. */
double geometric_mean(struct values v);

/* The ends of Student's interval around a mean; NAN for one value. */
struct interval mean_interval(struct moments m, double confidence);

/* Adds a line to the reasons; NULL and "" add nothing. */
void reason_add(struct pairing *p, const char *text);

void verdict_set(struct pairing *p, enum verdict v);

/*
 * What was too small to be seen with n runs a side of standard deviation sd (of
 * logs), and how many would do; 0: none, as the buckets alone leave more open
 * than the margin.
 */
void detectable_set(struct pairing *p, double sd, int64_t n);

/* The same from the runs themselves. */
void power_set(struct pairing *p, struct values b, struct values c);

/* Stores the intervals, and what they come to. */
void interval_set(struct pairing *p, struct interval ratio,
    struct interval change, double p_value);

/* Are all figures known to the last digit, and not only their buckets? */
bool is_sharp(struct figures f);

/* Are the buckets so narrow, at most 1 % of the figure, that its points may be
 * put in order?  HdrHistogram's are. */
bool is_fine(struct figures f);

/* Are both on the same side of 1? */
bool ratios_agree(double ratio, double other);

/* Do the ends of the buckets tell how runs vary, on both sides? */
bool ends_vary(const struct pairing *p);

/* Says so where the points differ for certain, and the buckets do not. */
void limited_note(struct pairing *p, struct interval ratio,
    struct interval points);

/* Where no run differs from another of its side; of positive figures. */
void compare_constant(struct pairing *p);

/* Adds what could have been missed, and where means mislead. */
void notes_add(struct pairing *p);

/* Of figures that are known within bounds alone. */
void compare_bounded(struct pairing *p);

/*
 * Of the share of requests that failed, where no ratio is of use: 0 is a good
 * share.
 */
void compare_errors(struct pairing *p);

/*
 * Of sides that were run in the same rounds, which are put in their order:
 * false, and nothing is done, where there are not three rounds with one run of
 * each, or the buckets do not tell how the runs vary.
 */
bool compare_paired(struct pairing *p);

/*
 * The effect size, and what other methods say beside the test above: of
 * buckets, at their worst.
 */
void opinions_set(struct pairing *p);

#endif
