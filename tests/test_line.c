/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What load costs.  Known answers: R 4.2.2, lm() and sandwich::vcovHC(), on
 * points made for it; Prometheus's rule worked by hand.
 */
#include "analyze/line.h"

#include "analyze/counter.h"
#include "tests/near.h"

#define POINTS(xs, ys)                                                         \
	((struct points){ (xs), (ys), sizeof(xs) / sizeof(*(xs)) })

static void a_counter_grows_from_0_after_a_reset(void **state)
{
	static const double t[] = { 0, 15, 30, 45 };
	static const double v[] = { 10, 14, 2, 5 };
	struct increase i = counter_increase(POINTS(t, v));

	(void)state;
	assert_true(i.known);
	assert_near(i.amount, 9, 0);
	assert_near(i.rate, 0.2, 1e-12);
	assert_int_equal(i.resets, 1);
	assert_int_equal(i.gaps, 0);
}

static void a_missed_scrape_is_a_gap(void **state)
{
	static const double t[] = { 0, 15, 30, 90, 105 };
	static const double v[] = { 0, 1, 2, 3, 4 };
	struct increase i = counter_increase(POINTS(t, v));

	(void)state;
	assert_int_equal(i.gaps, 1);
	assert_near(i.longest_s, 60, 0);
}

static void one_sample_says_nothing_of_a_rate(void **state)
{
	static const double t[] = { 5, 5 }, v[] = { 1, 2 };
	struct interval range = { 0, 10 };

	(void)state;
	assert_false(counter_increase((struct points){ t, v, 0 }).known);
	assert_false(counter_increase((struct points){ t, v, 1 }).known);
	assert_false(counter_increase(POINTS(t, v)).known);
	assert_near(counter_increase_promql(POINTS(t, v), range), 0, 0);
}

/* 0.8 s before its first sample it was at 0: less than the interval, more than
 * half of it. */
static void a_young_counter_is_extrapolated_by_half_an_interval(void **state)
{
	static const double t[] = { 3, 4, 5, 6 };
	static const double v[] = { 0.4, 0.9, 1.4, 1.9 };
	struct interval range = { 0, 6 };

	(void)state;
	assert_near(counter_increase_promql(POINTS(t, v), range), 1.75, 1e-12);
}

static void no_counter_is_extrapolated_below_0(void **state)
{
	static const double t[] = { 3, 4, 5, 6 };
	static const double v[] = { 0.1, 0.6, 1.1, 1.6 };
	struct interval range = { 0, 6 };

	(void)state;
	assert_near(counter_increase_promql(POINTS(t, v), range), 1.6, 1e-12);
}

static void prometheus_goes_to_the_ends_of_the_range(void **state)
{
	static const double t[] = { 5, 15, 25 }, v[] = { 100, 110, 120 };
	static const double low[] = { 1, 11, 21 };

	(void)state;
	/* 20 in 20 s: 5 s are added before, and 10 / 2 s after. */
	assert_near(
	    counter_increase_promql(POINTS(t, v), (struct interval){ 0, 60 }),
	    30, 1e-12);
	/* The count was 0 one second before the first sample. */
	assert_near(
	    counter_increase_promql(POINTS(t, low), (struct interval){ 0, 60 }),
	    26, 1e-12);
}

static void a_line_has_r_s_standard_errors(void **state)
{
	static const double x[] = { 0, 0, 1, 1, 2 };
	static const double y[] = { 1, 2, 3, 3, 6 };
	struct line l = line_fit(POINTS(x, y), 0.95);

	(void)state;
	/* Sxx = 2.8, b = 6 / 2.8, a = 3 - 0.8 b, RSS = 14 - 36 / 2.8 */
	assert_true(l.known);
	assert_near(l.slope.value, 6 / 2.8, 1e-12);
	assert_near(l.intercept.value, 3 - 0.8 * 6 / 2.8, 1e-12);
	assert_near(l.slope.se, sqrt((14 - 36 / 2.8) / 3 / 2.8), 1e-12);
	assert_near(l.r2, 36 / 2.8 / 14, 1e-12);
	assert_near(l.theil_sen, 2, 1e-12);
	assert_near(l.slope.ci.hi - l.slope.value,
	    3.182446305283707 * l.slope.se, 1e-9);
}

/*
 * Cores that scatter more at higher loads.  R 4.2.2: lm(), confint(),
 * sandwich::vcovHC(type = "HC3"); scipy 1.10.1, theilslopes().
 */
static void scatter_that_grows_with_load_has_r_s_errors(void **state)
{
	static const double x[] = { 0.5, 0.5, 0.5, 1, 1, 1, 2, 2, 2, 4, 4, 4 };
	static const double y[] = { 0.31, 0.29, 0.33, 0.47, 0.52, 0.49, 0.90,
		0.98, 0.85, 1.61, 1.92, 1.74 };
	struct line l = line_fit(POINTS(x, y), 0.95);

	(void)state;
	assert_near(l.intercept.value, 0.0878260869565219, 1e-12);
	assert_near(l.slope.value, 0.4158260869565217, 1e-12);
	assert_near(l.intercept.se, 0.0385838802611277, 1e-12);
	assert_near(l.slope.se, 0.0167400376189333, 1e-12);
	assert_near(l.intercept.se_hc3, 0.0345113940313246, 1e-12);
	assert_near(l.slope.se_hc3, 0.0309017335345494, 1e-12);
	assert_near(l.slope.ci.lo, 0.37852695875406, 1e-9);
	assert_near(l.slope.ci.hi, 0.453125215159, 1e-9);
	assert_near(l.theil_sen, 0.404761904761905, 1e-12);
}

static void a_line_needs_three_loads(void **state)
{
	static const double x[] = { 0, 0, 1, 1 }, y[] = { 1, 2, 3, 4 };

	(void)state;
	assert_false(line_fit(POINTS(x, y), 0.95).known);
	assert_false(line_fit((struct points){ x, y, 0 }, 0.95).known);
}

static void slopes_are_compared_as_means_are(void **state)
{
	static const double x[] = { 0, 1, 2, 3 };
	static const double y[] = { 0, 1.1, 1.9, 3 };
	static const double z[] = { 1, 3.1, 4.9, 7 };
	struct line a = line_fit(POINTS(x, y), 0.95);
	struct line b = line_fit(POINTS(x, z), 0.95);
	struct welch w = line_compare(a, b, 0.95);

	(void)state;
	assert_int_equal(w.state, WELCH_OK);
	assert_near(w.diff, b.slope.value - a.slope.value, 1e-12);
	assert_near(w.df, 4, 1e-9);
	assert_true(w.p < 0.001);
}

/* R 4.2.2: Welch and Satterthwaite over the errors of two lm(). */
static void slopes_of_unequal_scatter_are_compared_as_by_r(void **state)
{
	static const double x[] = { 0.5, 0.5, 0.5, 1, 1, 1, 2, 2, 2, 4, 4, 4 };
	static const double y[] = { 0.31, 0.29, 0.33, 0.47, 0.52, 0.49, 0.90,
		0.98, 0.85, 1.61, 1.92, 1.74 };
	static const double z[] = { 0.5, 0.55, 0.6, 0.9, 0.8, 0.85, 1.4, 1.5,
		1.3, 2.9, 2.5, 2.6 };
	struct welch w = line_compare(line_fit(POINTS(x, y), 0.95),
	    line_fit(POINTS(x, z), 0.95), 0.95);

	(void)state;
	assert_near(w.diff, 0.188231884058, 1e-9);
	assert_near(w.df, 17.8831108294, 1e-9);
	assert_near(w.p, 4.78737125961e-06, 1e-9);
}

static void points_on_a_line_leave_nothing_to_scatter(void **state)
{
	static const double x[] = { 0, 1, 2 }, flat[] = { 1, 1, 1 };
	struct line l = line_fit(POINTS(x, flat), 0.95);

	(void)state;
	assert_near(l.slope.value, 0, 0);
	assert_near(l.slope.se, 0, 0);
	assert_near(l.slope.se_hc3, 0, 0);
	assert_near(l.r2, 1, 0);
	assert_int_equal(line_compare(l, l, 0.95).state, WELCH_DEGENERATE);
}

/* Draper and Smith's test, worked by hand: means 1.1, 2, 5.1 at 1, 2, 3 leave
 * 0.3667, -0.7333, 0.3667 off the line: 2 * 0.8067 / (0.06 / 3), F(1, 3). */
static void repeats_tell_a_bend_from_a_line(void **state)
{
	static const double x[] = { 1, 1, 2, 2, 3, 3 };
	static const double bent[] = { 1, 1.2, 1.9, 2.1, 5, 5.2 };
	static const double straight[] = { 1, 1.2, 2, 2.2, 3, 3.2 };
	static const size_t twice[] = { 2, 2, 2 }, once[] = { 1, 1, 1 };
	struct line bend = line_fit(POINTS(x, bent), 0.95);
	struct line line = line_fit(POINTS(x, straight), 0.95);
	struct points three = { x, bent, 3 };

	(void)state;
	assert_near(line_misfit(POINTS(x, bent), &bend, twice, 3), 0.0029133,
	    0.001);
	assert_near(line_misfit(POINTS(x, straight), &line, twice, 3), 1, 1e-9);
	assert_true(isnan(line_misfit(three, &bend, once, 3)));
}

/* CPU in whole thousandths of a core, as Istio's tables have it. */
static void equal_repeats_are_no_measure_of_a_bend(void **state)
{
	static const size_t five[] = { 5, 5, 5, 5 };
	double x[20], y[20];

	(void)state;
	for (int s = 0; s < 100; s++) {
		struct line line;

		for (int i = 0; i < 20; i++) {
			x[i] = (1 + i / 5) * (0.5 + s * 0.001);
			y[i] = round(100 + 300 * x[i]) / 1000;
		}
		line = line_fit(POINTS(x, y), 0.95);
		assert_true(isnan(line_misfit(POINTS(x, y), &line, five, 4)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_counter_grows_from_0_after_a_reset),
		cmocka_unit_test(a_missed_scrape_is_a_gap),
		cmocka_unit_test(one_sample_says_nothing_of_a_rate),
		cmocka_unit_test(prometheus_goes_to_the_ends_of_the_range),
		cmocka_unit_test(
		    a_young_counter_is_extrapolated_by_half_an_interval),
		cmocka_unit_test(no_counter_is_extrapolated_below_0),
		cmocka_unit_test(a_line_has_r_s_standard_errors),
		cmocka_unit_test(scatter_that_grows_with_load_has_r_s_errors),
		cmocka_unit_test(a_line_needs_three_loads),
		cmocka_unit_test(slopes_are_compared_as_means_are),
		cmocka_unit_test(
		    slopes_of_unequal_scatter_are_compared_as_by_r),
		cmocka_unit_test(repeats_tell_a_bend_from_a_line),
		cmocka_unit_test(equal_repeats_are_no_measure_of_a_bend),
		cmocka_unit_test(points_on_a_line_leave_nothing_to_scatter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
