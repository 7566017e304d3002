/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two cells, one figure.  Known answers: Welch's formulas worked in Python,
 * with Student's t from a numerical integral of its density (no GSL).
 */
#include "analyze/compare.h"

#include <math.h>
#include <string.h>

#include "tests/near.h"

#define RUNS_MAX 12

static const struct spec p50 = { .kind = SPEC_PERCENTILE,
	.name = "latency_p50",
	.unit = "seconds",
	.p = 50,
	.margin = 0.05 };

struct cell_figures {
	struct figure at[RUNS_MAX];
	size_t n;
};

static void figure_add(struct cell_figures *c, double low, double value,
    double high)
{
	c->at[c->n++] = (struct figure){ .known = true,
		.value = value,
		.low = low,
		.high = high,
		.kind = "bucket" };
}

/* Values that are known exactly; 0 ends the list. */
static struct cell_figures sharp(const double *values)
{
	struct cell_figures c = { .n = 0 };

	for (; *values != 0; values++)
		figure_add(&c, *values, *values, *values);
	return c;
}

/* The same within buckets of 1 on both sides. */
static struct cell_figures coarse(const double *values)
{
	struct cell_figures c = { .n = 0 };

	for (; *values != 0; values++)
		figure_add(&c, floor(*values), *values, floor(*values) + 1);
	return c;
}

#define SHARP(...) sharp((const double[]){ __VA_ARGS__, 0 })
#define COARSE(...) coarse((const double[]){ __VA_ARGS__, 0 })

/* Lives until arena_release(&arena). */
static struct arena arena;

static struct comparison compared_by(const struct spec *spec,
    struct cell_figures b, struct cell_figures c, const char *stops)
{
	struct figure *at = arena_alloc(&arena, RUNS_MAX * 2, sizeof(*at));

	memcpy(at, b.at, sizeof(b.at));
	memcpy(at + RUNS_MAX, c.at, sizeof(c.at));
	return compare(spec, (struct figures){ .at = at, .n = b.n },
	    (struct figures){ .at = at + RUNS_MAX, .n = c.n },
	    &(struct compare_terms){ stops, 0.95, "b|c", 1, false }, &arena);
}

static struct comparison compared(struct cell_figures b, struct cell_figures c)
{
	return compared_by(&p50, b, c, "");
}

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

/* 4 and 2.5 on average, 2.15 and 2.5 by geometric means. */
static void a_difference_of_another_sign_than_the_ratio_is_not_shown(
    void **state)
{
	struct comparison x = compared(SHARP(1, 1, 10), SHARP(2.5, 2.6, 2.4));

	(void)state;
	assert_true(x.change < 0 && x.ratio > 1);
	assert_true(isnan(comparison_shown(&x).change));
	assert_true(isnan(comparison_shown(&x).change_low));
	assert_non_null(strstr(x.reasons, "no difference is shown"));
	x = compared(SHARP(1, 1.1, 1.2), SHARP(2.5, 2.6, 2.4));
	assert_near(comparison_shown(&x).change, 1.4, 1e-9);
	assert_null(strstr(x.reasons, "no difference is shown"));
}

/* JSON keeps the number. */
static void what_arithmetic_leaves_of_a_difference_is_shown_as_none(
    void **state)
{
	struct comparison x = compared(SHARP(1, 1.1, 1.2), SHARP(1, 1.1, 1.2));

	(void)state;
	x.change = 4.34e-16;
	x.change_low = -0.2;
	assert_near(comparison_shown(&x).change, 0, 0);
	assert_near(comparison_shown(&x).change_low, -0.2, 0);
	assert_near(x.change, 4.34e-16, 0);
}

static void replicated_runs_are_compared_by_welch_on_logs(void **state)
{
	struct comparison x = compared(SHARP(10, 11, 10.5, 10.2, 10.8),
	    SHARP(13, 12.5, 13.5, 12.8, 13.2));

	(void)state;
	assert_string_equal(x.verdict, "regression");
	assert_near(x.ratio, 1.2384344506, 1e-9);
	assert_near(x.ratio_low, 1.1765303379, 1e-6);
	assert_near(x.ratio_high, 1.3035956991, 1e-6);
	assert_near(x.p_value, 1.744681e-05, 1e-5);
	assert_near(x.change, 2.5, 1e-12);
	assert_int_equal(x.baseline_runs, 5);
	assert_string_equal(x.reasons, "");
}

static void a_rate_that_falls_is_a_regression(void **state)
{
	static const struct spec rate = { .kind = SPEC_THROUGHPUT,
		.name = "throughput",
		.unit = "rps",
		.more_is_better = true,
		.margin = 0.05 };
	struct comparison x =
	    compared_by(&rate, SHARP(100, 101, 99), SHARP(80, 81, 79), "");

	(void)state;
	assert_string_equal(x.verdict, "regression");
	assert_true(x.ratio_low < x.ratio && x.ratio < x.ratio_high);
	assert_true(x.ratio_high < 1);
}

/* A point within 0.08..1. */
#define BUCKET(point)                                                          \
	{                                                                      \
		.known = true, .value = (point), .low = 0.08, .high = 1,       \
		.kind = "bucket"                                               \
	}

static void buckets_veto_what_points_within_them_say(void **state)
{
	struct comparison x = compared(SHARP(0.16, 0.17, 0.165, 0.162, 0.168),
	    (struct cell_figures){ { BUCKET(0.55), BUCKET(0.56), BUCKET(0.55),
				       BUCKET(0.54), BUCKET(0.55) },
		5 });

	(void)state;
	assert_string_equal(x.verdict, "inconclusive");
	assert_true(x.ratio_low < 0.5 && x.ratio_high > 6);
	assert_near(x.p_value, 1, 0);
	assert_non_null(strstr(x.reasons, "resolution-limited"));
}

static void more_runs_do_not_make_buckets_finer(void **state)
{
	struct comparison x =
	    compared(COARSE(4.1, 4.2, 4.15), COARSE(4.3, 4.4, 4.35));

	(void)state;
	assert_string_equal(x.verdict, "inconclusive");
	assert_int_equal(x.runs_needed, 0);
	assert_true(x.detectable > 5.0 / 4 * 5.0 / 4);
	assert_non_null(strstr(x.reasons, "no number of runs"));
}

static void buckets_that_are_far_apart_are_a_regression(void **state)
{
	struct comparison x =
	    compared(COARSE(4.1, 4.2, 4.15), COARSE(9.3, 9.4, 9.35));

	(void)state;
	assert_string_equal(x.verdict, "regression");
	assert_true(x.ratio_low > 1.7 && x.ratio_low < 9.0 / 5);
	assert_true(x.p_value < 0.01);
}

/* One side varies over buckets, the other lies in one: it has spread, too. */
static void one_constant_bucket_does_not_narrow_the_interval(void **state)
{
	struct cell_figures b = SHARP(3, 3.01, 2.99);
	struct comparison x = compared(b, COARSE(4.1, 4.9, 4.5));
	struct comparison points = compared(b, SHARP(4.1, 4.9, 4.5));

	(void)state;
	assert_true(x.ratio_low <= points.ratio_low);
	assert_true(x.ratio_high >= points.ratio_high);
}

static void a_bucket_from_zero_on_says_nothing(void **state)
{
	struct comparison x =
	    compared(COARSE(0.5, 0.6, 0.7), COARSE(5.5, 6.6, 7.7));

	(void)state;
	assert_string_equal(x.verdict, "inconclusive");
	assert_true(isnan(x.ratio_low) && isnan(x.p_value));
}

static void few_runs_that_do_not_differ_claim_no_direction(void **state)
{
	struct comparison x = compared(SHARP(5, 5, 5), SHARP(8, 8, 8));

	(void)state;
	assert_string_equal(x.verdict, "inconclusive");
	assert_true(isnan(x.ratio_low));
	assert_near(x.p_value, 2.0 / 20, 1e-12); /* of 6 over 3 orders */
	assert_true(isnan(x.change_high) && isnan(x.detectable));
	assert_near(x.ratio, 1.6, 1e-12);
	x = compared(SHARP(5, 5, 5), SHARP(5, 5, 5));
	assert_string_equal(x.verdict, "equivalent");
	assert_true(isnan(x.ratio_low));
}

static void five_constant_runs_are_told_apart_by_their_ranks(void **state)
{
	struct spec rate = { .kind = SPEC_THROUGHPUT,
		.name = "throughput",
		.unit = "rps",
		.more_is_better = true,
		.margin = 0.05 };
	struct cell_figures was = SHARP(1000, 1000, 1000, 1000, 1000);
	struct cell_figures is = SHARP(700, 700, 700, 700, 700);
	struct comparison x = compared_by(&rate, was, is, "");

	(void)state;
	assert_string_equal(x.verdict, "regression");
	assert_near(x.p_value, 2.0 / 252, 1e-12); /* of 10 over 5 orders */
	assert_true(isnan(x.ratio_low) && isnan(x.ratio_high));
	x = compared_by(&rate, is, was, "");
	assert_string_equal(x.verdict, "improvement");
}

/* Each share is of 10,000 requests; a negative one ends the list. */
static struct cell_figures failed(const double *shares)
{
	struct cell_figures c = { .n = 0 };

	for (; *shares >= 0; shares++) {
		figure_add(&c, *shares, *shares, *shares);
		c.at[c.n - 1].requests = 10000;
	}
	return c;
}

#define FAILED(...) failed((const double[]){ __VA_ARGS__, -1 })

static const struct spec errors = { .kind = SPEC_ERRORS,
	.name = "error_ratio",
	.unit = "ratio" };

static void an_outage_is_a_regression_though_no_run_differs(void **state)
{
	struct comparison x =
	    compared_by(&errors, FAILED(0, 0, 0), FAILED(1, 1, 1), "");

	(void)state;
	assert_string_equal(x.verdict, "regression");
	assert_near(x.change, 1, 1e-12);
	assert_true(x.change_low > 0.999 && x.change_high <= 1);
	assert_true(isnan(x.ratio));
}

static void runs_without_a_failure_prove_no_share_of_0(void **state)
{
	struct cell_figures none = FAILED(0, 0, 0, 0, 0);
	struct estimate e = estimate_of(&errors,
	    (struct figures){ .at = none.at, .n = none.n }, 0.95);

	(void)state;
	assert_true(e.value == 0 && e.low == 0);
	assert_near(e.high, 3.8414588 / 50003.8414588, 1e-8); /* Wilson */
}

static void failures_of_one_bad_run_prove_nothing(void **state)
{
	/* 500 of 30,000 against none: sure by requests, not by runs. */
	struct comparison x =
	    compared_by(&errors, FAILED(0, 0, 0), FAILED(0, 0, 0.05), "");

	(void)state;
	assert_string_equal(x.verdict, "inconclusive");
	assert_true(x.p_value > 0.05);
	assert_true(x.change_low < 0);
}

static void few_failures_are_no_change_that_matters(void **state)
{
	struct comparison x = compared_by(&errors, FAILED(0, 0, 0.0001),
	    FAILED(0.0001, 0, 0.0001), "");

	(void)state;
	assert_string_equal(x.verdict, "equivalent");
}

static void one_run_a_side_claims_nothing(void **state)
{
	struct comparison x = compared(SHARP(5), SHARP(50));

	(void)state;
	assert_string_equal(x.verdict, "unreplicated");
	assert_true(isnan(x.p_value) && isnan(x.ratio_low));
	assert_near(x.ratio, 10, 1e-12);
}

static void one_new_run_is_held_against_the_spread_of_the_old(void **state)
{
	struct cell_figures old = SHARP(10, 10.1, 9.9, 10.05);
	struct comparison x = compared(old, SHARP(20));
	struct comparison back = compared(SHARP(20), old);

	(void)state;
	assert_string_equal(x.verdict, "regression");
	assert_string_equal(back.verdict, "improvement");
	assert_near(back.ratio_low * x.ratio_high, 1, 1e-9);
	assert_true(x.ratio_low < x.ratio && x.ratio < x.ratio_high);
	assert_true(isnan(x.change_low));
	assert_string_equal(x.reasons,
	    "one side has a single run: it is taken to vary as the other "
	    "does");
}

static void the_buckets_of_one_new_run_count(void **state)
{
	struct cell_figures old = SHARP(0.16, 0.17, 0.165, 0.162);
	struct cell_figures new_run = { { BUCKET(0.55) }, 1 };
	struct comparison x = compared(old, new_run);

	(void)state;
	assert_string_equal(x.verdict, "inconclusive");
	assert_near(x.p_value, 1, 0);
	assert_true(x.ratio_low < 0.5 && x.ratio_high > 6);
}

static void two_old_runs_are_too_few_for_a_new_one(void **state)
{
	struct comparison x = compared(SHARP(10, 11), SHARP(20));

	(void)state;
	assert_string_equal(x.verdict, "unreplicated");
	assert_non_null(strstr(x.reasons, "the other too few"));
	x = compared(SHARP(10, 10, 10), SHARP(20));
	assert_string_equal(x.verdict, "unreplicated");
	assert_non_null(strstr(x.reasons, "no run of the other differs"));
}

/* Five were said to be too few. */
static void a_figure_that_may_be_0_predicts_nothing_and_says_so(void **state)
{
	struct cell_figures old = COARSE(0.3, 0.5, 0.4, 0.6, 0.7);
	struct comparison x = compared(old, SHARP(20));

	(void)state;
	assert_string_equal(x.verdict, "unreplicated");
	assert_null(strstr(x.reasons, "too few"));
	assert_non_null(strstr(x.reasons, "a figure may be 0"));
}

static void a_zero_has_no_logarithm(void **state)
{
	struct cell_figures c = SHARP(1, 2, 3);
	struct comparison x;

	(void)state;
	figure_add(&c, 0, 0, 0);
	x = compared(SHARP(1, 2, 3), c);
	assert_string_equal(x.verdict, "inconclusive");
	assert_true(isnan(x.ratio));
}

/* As ab prints it, which knows whole milliseconds. */
static void a_latency_of_0_is_too_short_for_the_tool(void **state)
{
	struct cell_figures zero = { .n = 0 };
	struct estimate e;
	struct comparison x;

	(void)state;
	figure_add(&zero, 0, 0, 0.0005);
	figure_add(&zero, 0, 0, 0.0005);
	e = estimate_of(&p50, (struct figures){ .at = zero.at, .n = zero.n },
	    0.95);
	assert_true(isnan(e.value));
	assert_string_equal(e.reason,
	    "0 in what the tool prints: too short for it");
	x = compared(SHARP(1, 2), zero);
	assert_string_equal(x.verdict, "inconclusive");
	assert_true(isnan(x.candidate_value) && isnan(x.change));
}

static void what_stops_a_comparison_is_its_reason(void **state)
{
	struct comparison x = compared_by(&p50, SHARP(1, 2, 3),
	    SHARP(10, 20, 30), "tls differs: no against yes");

	(void)state;
	assert_string_equal(x.verdict, "not-comparable");
	assert_string_equal(x.reasons, "tls differs: no against yes");
	assert_true(isnan(x.ratio) && isnan(x.p_value));
	assert_near(x.candidate_value, 18.1712059283, 1e-9);
}

static void a_figure_that_is_absent_is_missing(void **state)
{
	struct cell_figures c = SHARP(1, 2), silent = c;
	struct comparison x;

	(void)state;
	silent.at[1] = (struct figure){ .value = NAN,
		.low = NAN,
		.high = NAN,
		.kind = "measured",
		.reason = "no p50" };
	x = compared(c, silent);
	assert_string_equal(x.verdict, "missing");
	assert_string_equal(x.reasons, "no p50");
	assert_true(isnan(x.candidate_value));
	x = compared(silent, silent);
	assert_string_equal(x.reasons, "no p50");
	silent.at[1].reason = NULL;
	x = compared(silent, silent);
	assert_string_equal(x.reasons, "");
}

static void an_estimate_has_the_interval_of_student(void **state)
{
	struct cell_figures f = SHARP(1, 2, 3, 4, 5);
	struct estimate e =
	    estimate_of(&p50, (struct figures){ .at = f.at, .n = f.n }, 0.95);

	(void)state;
	assert_near(e.value, 2.6051710847, 1e-9);
	assert_near(e.low, 1.1834207176, 1e-6);
	assert_near(e.high, 5.7349987877, 1e-6);
	e = estimate_of(&p50, (struct figures){ .at = f.at, .n = 1 }, 0.95);
	assert_true(isnan(e.low) && e.value == 1);
	e = estimate_of(&p50, (struct figures){ .at = f.at, .n = 0 }, 0.95);
	assert_string_equal(e.reason, "no run");
}

static void an_estimate_is_no_surer_than_its_buckets(void **state)
{
	struct cell_figures f = COARSE(4.5, 4.5, 4.5);
	struct estimate e =
	    estimate_of(&p50, (struct figures){ .at = f.at, .n = f.n }, 0.95);

	(void)state;
	assert_near(e.low, 4, 1e-12);
	assert_near(e.high, 5, 1e-12);
}

/* R: wilcox.test(log(c), log(b), conf.int = TRUE). */
static void ranks_stand_beside_what_welch_says(void **state)
{
	struct comparison c = compared(SHARP(10.0, 10.2, 9.9, 10.1, 9.8),
	    SHARP(11.0, 10.05, 12.1, 10.5, 10.8));
	const struct opinion *ranks;

	(void)state;
	ranks = comparison_opinion(&c, "ranks");
	assert_string_equal(ranks->method, "Mann-Whitney and Hodges-Lehmann");
	assert_near(ranks->p, 0.031746031746, 1e-9);
	assert_near(ranks->ratio, 1.078431372549, 1e-9);
	assert_near(ranks->low, 1.005, 1e-9);
	assert_near(ranks->high, 1.21, 1e-9);
	assert_true(isnan(c.effect_low));
	c = compared(SHARP(10.0, 10.2, 9.9), SHARP(11.0, 12.1, 10.5));
	assert_null(comparison_opinion(&c, "ranks"));
}

static void ranks_of_buckets_are_those_at_their_worst(void **state)
{
	struct cell_figures b = COARSE(10.2, 11.4, 12.3, 13.2, 14.1);
	struct comparison far = compared(b, COARSE(14.2, 21.4, 22.3, 23.2, 24));
	struct comparison near =
	    compared(b, COARSE(10.9, 12.1, 12.9, 13.9, 14.5));

	const struct opinion *o = comparison_opinion(&far, "ranks");

	(void)state;
	assert_true(o->p > 2.0 / 252 && o->p < 0.05);
	assert_true(o->ratio > 1.6 && o->ratio < 1.8);
	assert_true(o->low < 21.4 / 13.2);
	o = comparison_opinion(&near, "ranks");
	assert_true(o->p == 1);
	assert_true(o->low < 1 && o->high > 1);
}

static void runs_of_one_bucket_have_no_effect_between_them(void **state)
{
	struct comparison x = compared(COARSE(10.2, 10.3, 10.1, 10.2, 10.3),
	    COARSE(10.8, 10.9, 10.7, 10.8, 10.9));

	(void)state;
	assert_true(x.effect == 0);
	x = compared(COARSE(10.2, 10.3, 10.1), COARSE(11.8, 11.9, 10.7));
	assert_true(x.effect == 0);
	x = compared(COARSE(10.2, 10.3, 10.1), COARSE(12.8, 12.9, 10.7));
	assert_near(x.effect, 1.0 / 3, 1e-12);
}

static void rounds_that_do_not_match_are_named(void **state)
{
	static const char *const odd[] = { "1", "2", "3" };
	static const char *const even[] = { "1", "2", "4" };
	struct cell_figures b = SHARP(10, 11, 12), c = SHARP(10.5, 11.4, 12.3);
	struct comparison x = compare(&p50, (struct figures){ b.at, b.n, odd },
	    (struct figures){ c.at, c.n, even },
	    &(struct compare_terms){ "", 0.95, "pair", 1, false }, &arena);

	(void)state;
	assert_string_equal(x.method,
	    "Welch's t on logarithms of the runs' figures");
	assert_non_null(strstr(x.reasons, "the rounds of both sides do not"));
}

/* Each figure was read from a clock of steps of 2 * half. */
static struct cell_figures clocked(double half, double at, size_t n)
{
	struct cell_figures c = { .n = 0 };

	while (c.n < n)
		figure_add(&c, at - half, at, at + half);
	return c;
}

/* Means of latencies that a clock of steps of 2 tells. */
static struct cell_figures means_of_clock(const double *values)
{
	struct cell_figures c = sharp(values);

	for (size_t i = 0; i < c.n; i++)
		c.at[i].clock = 1;
	return c;
}

static void a_mean_that_moves_by_less_than_a_clock_is_footnoted(void **state)
{
	static const double was[] = { 10, 10.01, 9.99, 0 };
	static const double near[] = { 10.9, 10.91, 10.89, 0 };
	static const double far[] = { 11.1, 11.11, 11.09, 0 };
	static const struct spec mean = { .kind = SPEC_MEAN,
		.name = "latency_mean",
		.unit = "seconds",
		.margin = 0.05 };
	struct comparison x =
	    compared_by(&mean, sharp(was), means_of_clock(near), "");

	(void)state;
	assert_string_equal(x.verdict, "regression");
	assert_non_null(strstr(x.reasons,
	    "smaller than what the clock leaves open of each latency (1.00 s "
	    "either way)"));
	x = compared_by(&mean, means_of_clock(was), sharp(far), "");
	assert_null(strstr(x.reasons, "clock"));
	x = compared_by(&mean, sharp(was), sharp(near), "");
	assert_null(strstr(x.reasons, "clock"));
}

static void equal_runs_of_a_coarse_clock_are_not_known_to_be_equal(void **state)
{
	struct cell_figures b = clocked(0.5, 5, 5);
	struct comparison same = compared(b, clocked(0.5, 5, 5));
	struct comparison step = compared(b, clocked(0.5, 6, 5));
	struct comparison far = compared(b, clocked(0.5, 9, 5));

	(void)state;
	assert_string_equal(same.verdict, "inconclusive");
	assert_near(same.ratio_low, 4.5 / 5.5, 1e-12);
	assert_string_equal(step.verdict, "inconclusive");
	assert_near(step.ratio_high, 6.5 / 4.5, 1e-12);
	assert_string_equal(far.verdict, "regression");
	assert_near(far.ratio_low, 8.5 / 5.5, 1e-12);
	assert_near(far.change_high, 5, 1e-12);
	assert_near(far.p_value, 2.0 / 252, 1e-12);
}

static void exchanging_the_runs_needs_as_many_as_can_reach_alpha(void **state)
{
	struct comparison c = compared(SHARP(10.0, 10.2, 9.9, 10.1),
	    SHARP(11.0, 12.1, 10.5, 10.8));
	const struct opinion *o = comparison_opinion(&c, "permutation");

	(void)state;
	assert_near(o->p, 2.0 / 70, 1e-12);
	assert_int_equal(o->splits, 70);
	assert_true(isnan(o->ratio) && o->seed == UNKNOWN);
	c = compared(SHARP(10.0, 10.2, 9.9), SHARP(11.0, 12.1, 10.5));
	assert_null(comparison_opinion(&c, "permutation"));
	c = compared(SHARP(10.0, 10.2),
	    SHARP(11, 11.1, 10.9, 11.2, 10.8, 11.05));
	assert_near(comparison_opinion(&c, "permutation")->p, 1.0 / 28, 1e-12);
}

/* R: wilcox.test(log(c / b), conf.int = TRUE). */
static void rounds_are_told_apart_by_their_ratios(void **state)
{
	static const char *const rounds[] = { "1", "2", "3", "4", "5", "6" };
	struct cell_figures b = SHARP(10, 11, 12, 13, 14, 15);
	struct cell_figures c = SHARP(10.5, 11.44, 12.36, 13.26, 14.84, 16.05);
	struct comparison out =
	    compare(&p50, (struct figures){ b.at, b.n, rounds },
		(struct figures){ c.at, c.n, rounds },
		&(struct compare_terms){ "", 0.95, "b|c", 1, false }, &arena);
	const struct opinion *ranks = comparison_opinion(&out, "ranks");
	const struct opinion *flips;

	(void)state;
	assert_string_equal(ranks->method,
	    "signed ranks and Walsh averages of rounds");
	assert_near(ranks->p, 0.03125, 1e-9);
	assert_near(ranks->ratio, 1.04489233895, 1e-9);
	assert_near(ranks->low, 1.02, 1e-9);
	assert_near(ranks->high, 1.07, 1e-9);
	flips = comparison_opinion(&out, "permutation");
	assert_string_equal(flips->method,
	    "exchange of the sides within rounds");
	assert_near(flips->p, 2.0 / 64, 1e-12);
	/* Ranks that know nothing of rounds would see no difference, and
	 * call the runs odd for it. */
	assert_null(strstr(out.reasons, "distribution-sensitive"));
}

/*
 * Student's t of three rounds has 2 degrees of freedom, by R: qt(.975, 2) is
 * 4.302653, qt(.8, 2) 1.060660.  It was taken for that of three runs a side,
 * and promised what was not held.
 */
static void what_rounds_can_find_goes_by_the_number_of_rounds(void **state)
{
	static const char *const rounds[] = { "1", "2", "3" };
	struct cell_figures b = SHARP(10, 11, 12), c = SHARP(10.5, 11.3, 13);
	struct comparison out =
	    compare(&p50, (struct figures){ b.at, b.n, rounds },
		(struct figures){ c.at, c.n, rounds },
		&(struct compare_terms){ "", 0.95, "b|c", 1, false }, &arena);
	double half = log(out.ratio_high / out.ratio_low) / 2;

	(void)state;
	assert_near(log(out.detectable), half * (1 + 1.060660 / 4.302653),
	    1e-6);
}

/* Brunner and Munzel's formulas, worked in R. */
static void ten_runs_a_side_give_the_effect_an_interval(void **state)
{
	struct comparison c = compared(
	    SHARP(10, 10.2, 9.9, 10.1, 9.8, 10.3, 10.4, 9.7, 10.05, 10.15),
	    SHARP(10.12, 10.25, 10.02, 10.33, 10.5, 10.6, 9.85, 10.7, 10.8,
		10.08));

	(void)state;
	assert_near(c.effect, 0.48, 1e-9);
	assert_near(c.effect_low, -0.00632003175223, 1e-6);
	assert_near(c.effect_high, 0.96632003175223, 1e-9);
}

/* q = p x n / rank, where all p are alike: p itself. */
static void more_than_twenty_tests_are_a_screen(void **state)
{
	struct comparison c[21];
	struct comparison_list list = { c, 20 };

	(void)state;
	for (size_t i = 0; i < 21; i++)
		c[i] = (struct comparison){ .metric = "latency_p50",
			.verdict = "regression",
			.p_value = i ? 0.04 : 0.001 };
	comparisons_adjust(&list, 0.95);
	assert_true(isnan(c[0].q_value));
	list.len = 21;
	comparisons_adjust(&list, 0.95);
	assert_near(c[0].q_value, 0.021, 1e-12);
	assert_near(c[20].q_value, 0.04, 1e-12);
	assert_near(c[20].p_adjusted, 0.8, 1e-12);
	assert_false(c[20].survives);
}

static void only_tests_are_a_family_and_only_directions_survive(void **state)
{
	struct comparison c[] = {
		{ .metric = "latency_p50",
		    .verdict = "regression",
		    .p_value = 0.01 },
		{ .metric = "latency_p50",
		    .verdict = "regression",
		    .p_value = 0.03 },
		{ .metric = "latency_p50",
		    .verdict = "equivalent",
		    .p_value = 0.001 },
		{ .metric = "latency_p50",
		    .verdict = "missing",
		    .p_value = NAN },
	};
	struct comparison_list list = { c, 4 };

	(void)state;
	assert_int_equal(comparisons_adjust(&list, 0.95).latency, 3);
	assert_near(c[0].p_adjusted, 0.02, 1e-12);
	assert_near(c[1].p_adjusted, 0.03, 1e-12);
	assert_true(c[0].survives && c[1].survives);
	assert_false(c[2].survives || c[3].survives);
	comparisons_adjust(&list, 0.99);
	assert_false(c[0].survives);
	list.len = 0;
	assert_int_equal(comparisons_adjust(&list, 0.95).latency, 0);
}

#define TEST(name) cmocka_unit_test_teardown(name, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_difference_of_another_sign_than_the_ratio_is_not_shown),
		TEST(what_arithmetic_leaves_of_a_difference_is_shown_as_none),
		TEST(replicated_runs_are_compared_by_welch_on_logs),
		TEST(a_rate_that_falls_is_a_regression),
		TEST(buckets_veto_what_points_within_them_say),
		TEST(more_runs_do_not_make_buckets_finer),
		TEST(buckets_that_are_far_apart_are_a_regression),
		TEST(one_constant_bucket_does_not_narrow_the_interval),
		TEST(a_bucket_from_zero_on_says_nothing),
		TEST(few_runs_that_do_not_differ_claim_no_direction),
		TEST(five_constant_runs_are_told_apart_by_their_ranks),
		TEST(an_outage_is_a_regression_though_no_run_differs),
		TEST(runs_without_a_failure_prove_no_share_of_0),
		TEST(failures_of_one_bad_run_prove_nothing),
		TEST(few_failures_are_no_change_that_matters),
		TEST(one_run_a_side_claims_nothing),
		TEST(one_new_run_is_held_against_the_spread_of_the_old),
		TEST(the_buckets_of_one_new_run_count),
		TEST(two_old_runs_are_too_few_for_a_new_one),
		TEST(a_figure_that_may_be_0_predicts_nothing_and_says_so),
		TEST(a_zero_has_no_logarithm),
		TEST(a_latency_of_0_is_too_short_for_the_tool),
		TEST(what_stops_a_comparison_is_its_reason),
		TEST(a_figure_that_is_absent_is_missing),
		TEST(an_estimate_has_the_interval_of_student),
		TEST(an_estimate_is_no_surer_than_its_buckets),
		TEST(ranks_stand_beside_what_welch_says),
		TEST(runs_of_one_bucket_have_no_effect_between_them),
		TEST(rounds_that_do_not_match_are_named),
		TEST(ranks_of_buckets_are_those_at_their_worst),
		TEST(a_mean_that_moves_by_less_than_a_clock_is_footnoted),
		TEST(equal_runs_of_a_coarse_clock_are_not_known_to_be_equal),
		TEST(rounds_are_told_apart_by_their_ratios),
		TEST(what_rounds_can_find_goes_by_the_number_of_rounds),
		TEST(exchanging_the_runs_needs_as_many_as_can_reach_alpha),
		TEST(ten_runs_a_side_give_the_effect_an_interval),
		TEST(more_than_twenty_tests_are_a_screen),
		TEST(only_tests_are_a_family_and_only_directions_survive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
