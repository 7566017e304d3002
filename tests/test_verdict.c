/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Verdicts, and what a family of p-values and of failures comes to.  Known
 * answers: R 4.2.2, p.adjust(), fisher.test(), and Newcombe's own method.
 */
#include "analyze/verdict.h"

#include "analyze/adjust.h"
#include "analyze/gates.h"
#include "analyze/power.h"
#include "analyze/proportion.h"
#include "tests/near.h"

static const char *verdict(double lo, double hi)
{
	return verdict_name(verdict_of((struct interval){ lo, hi }, 0.05));
}

static void an_interval_and_a_margin_make_a_verdict(void **state)
{
	(void)state;
	assert_string_equal(verdict(1.08, 1.2), "regression");
	assert_string_equal(verdict(1.01, 1.09), "slower-size-uncertain");
	assert_string_equal(verdict(0.97, 1.03), "equivalent");
	assert_string_equal(verdict(0.99, 1.04), "equivalent");
	assert_string_equal(verdict(0.8, 0.9), "improvement");
	assert_string_equal(verdict(0.9, 0.99), "faster-size-uncertain");
	assert_string_equal(verdict(0.9, 1.2), "inconclusive");
	assert_string_equal(verdict(0.9, 1.02), "no-regression-beyond-margin");
}

static void the_margin_down_is_one_over_the_margin_up(void **state)
{
	(void)state;
	assert_string_equal(verdict(0.9525, 1), "equivalent");
	assert_string_equal(verdict(0.9523, 1), "no-regression-beyond-margin");
	assert_string_equal(verdict(1, 1.05), "equivalent");
}

static void what_is_unbounded_or_unknown_is_inconclusive(void **state)
{
	(void)state;
	assert_string_equal(verdict(0, INFINITY), "inconclusive");
	assert_string_equal(verdict(NAN, NAN), "inconclusive");
}

static void a_rate_is_judged_upside_down(void **state)
{
	struct interval i = interval_inverse((struct interval){ 0.8, 0.9 });

	(void)state;
	assert_string_equal(verdict(i.lo, i.hi), "regression");
	i = interval_inverse((struct interval){ 0, INFINITY });
	assert_string_equal(verdict(i.lo, i.hi), "inconclusive");
}

static void only_slower_and_faster_have_a_direction(void **state)
{
	(void)state;
	assert_true(verdict_is_directional(VERDICT_SLOWER));
	assert_true(verdict_is_directional(VERDICT_IMPROVEMENT));
	assert_false(verdict_is_directional(VERDICT_EQUIVALENT));
	assert_false(verdict_is_directional(VERDICT_MISSING));
	assert_string_equal(verdict_name(VERDICT_MISSING), "missing");
}

static void p_values_are_adjusted_as_by_r(void **state)
{
	static const double p[] = { 0.03, 0.0002, 0.9, 0.01, 0.012, 0.2, 0.04 };
	static const double holm[] = { 0.12, 0.0014, 0.9, 0.06, 0.06, 0.4,
		0.12 };
	static const double bh[] = { 0.0525, 0.0014, 0.9, 0.028, 0.028, 0.7 / 3,
		0.056 };
	static const double by[] = { 0.136125, 0.00363, 1, 0.0726, 0.0726,
		0.605, 0.1452 };
	double got[3][7];

	(void)state;
	adjust_holm(VALUES(p), got[0]);
	adjust_bh(VALUES(p), got[1]);
	adjust_by(VALUES(p), got[2]);
	for (size_t i = 0; i < 7; i++) {
		assert_near(got[0][i], holm[i], 1e-12);
		assert_near(got[1][i], bh[i], 1e-12);
		assert_near(got[2][i], by[i], 1e-12);
	}
	adjust_holm((struct values){ p, 0 }, NULL);
}

static void p_values_may_be_adjusted_in_place(void **state)
{
	double p[] = { 0.04, 0.01 };

	(void)state;
	adjust_holm(VALUES(p), p);
	assert_near(p[0], 0.04, 1e-12);
	assert_near(p[1], 0.02, 1e-12);
	adjust_bh(VALUES(p), p);
	assert_near(p[1], 0.04, 1e-12);
}

static void shares_of_failures_have_wilsons_interval(void **state)
{
	struct proportion none = { 0, 3000 }, some = { 12, 3000 };
	struct interval i = proportion_interval(some, 0.95);

	(void)state;
	assert_near(i.lo, 0.0022896808121085216, 1e-9);
	assert_near(i.hi, 0.006978937123414833, 1e-9);
	assert_near(proportion_interval(none, 0.95).lo, 0, 0);
	i = proportion_difference(none, some, 0.95);
	assert_near(i.lo, 0.0018644331462729607, 1e-9);
	assert_near(i.hi, 0.006978937123414833, 1e-9);
}

static void no_requests_say_nothing_of_failures(void **state)
{
	struct proportion nothing = { 0, 0 }, some = { 12, 3000 };
	struct interval i = proportion_interval(nothing, 0.95);

	(void)state;
	assert_near(i.lo, 0, 0);
	assert_near(i.hi, 1, 0);
	assert_near(proportion_fisher(nothing, some), 1, 1e-12);
	assert_near(proportion_fisher(nothing, nothing), 1, 1e-12);
}

static void fishers_test_is_that_of_r(void **state)
{
	struct proportion a = { 0, 3000 }, b = { 12, 3000 };

	(void)state;
	assert_near(proportion_fisher(a, b), 0.00048292938459626304, 1e-9);
	assert_near(proportion_fisher(b, a), 0.00048292938459626304, 1e-9);
	/* Fisher's tea: 3 of 4 cups. */
	a = (struct proportion){ 3, 4 };
	b = (struct proportion){ 1, 4 };
	assert_near(proportion_fisher(a, b), 34.0 / 70, 1e-12);
	assert_near(proportion_fisher(a, a), 1, 1e-12);
}

static void fishers_test_takes_billions_of_requests(void **state)
{
	struct proportion a = { 1000000, INT64_C(10000000000) };
	struct proportion b = { 1010000, INT64_C(10000000000) };
	double p = proportion_fisher(a, b);

	(void)state;
	/* z = 10000 / sqrt(2010000) = 7.0534, so p = 1.75e-12 */
	assert_near(p, 1.75e-12, 0.01);
}

static void the_number_of_runs_is_that_of_power_t_test(void **state)
{
	struct power_aim aim = { 0.05, 0.8, false };

	(void)state;
	assert_int_equal(power_runs(log(1.03), log(1.05), aim), 7);
	assert_int_equal(power_runs_exact(log(1.03), log(1.05), aim), 7);
	assert_int_equal(power_runs_normal(log(1.03), log(1.05), aim), 6);
	assert_int_equal(power_runs(log(1.10), log(1.05), aim), 61);
	assert_near(power_detectable(log(1.03), 5, aim), 0.059727348332127415,
	    1e-9);
	/* R: power.t.test(n = 20, delta = 1, sd = 1) */
	assert_near(power_at(1, 1, 20, 0.05), 0.8689528, 1e-6);
}

static void some_differences_no_number_of_runs_finds(void **state)
{
	struct power_aim aim = { 0.05, 0.8, false };

	(void)state;
	assert_int_equal(power_runs(1, 0, aim), 0);
	assert_int_equal(power_runs(1, 1e-9, aim), 0);
	assert_int_equal(power_runs_normal(1, 0, aim), 0);
	assert_int_equal(power_runs_exact(1, 0, aim), 0);
	assert_int_equal(power_runs(0, 0.1, aim), 2);
}

/* What a gate says of an interval from 10 ms to 20 ms. */
static const char *gate(const char *text)
{
	struct gate_subject s = { "x", "seconds", 0.015, 0.01, 0.02, NULL };
	struct arena a = { 0 };
	struct gate_rule rule;
	struct err err;
	const char *state;

	assert_int_equal(gate_parse(text, &a, &rule, &err), 0);
	state = gate_decide(&rule, &s).state;
	arena_release(&a);
	return state;
}

static void a_gate_holds_or_fails_with_the_whole_interval(void **state)
{
	(void)state;
	assert_string_equal(gate("latency_p99 <= 20ms"), "pass");
	assert_string_equal(gate("latency_p99 <= 19ms"), "inconclusive");
	assert_string_equal(gate("latency_p99 <= 9ms"), "fail");
	assert_string_equal(gate("latency_p99 >= 10ms"), "pass");
	assert_string_equal(gate("latency_p99 >= 11ms"), "inconclusive");
	assert_string_equal(gate("latency_p99 >= 21ms"), "fail");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_interval_and_a_margin_make_a_verdict),
		cmocka_unit_test(a_gate_holds_or_fails_with_the_whole_interval),
		cmocka_unit_test(the_margin_down_is_one_over_the_margin_up),
		cmocka_unit_test(what_is_unbounded_or_unknown_is_inconclusive),
		cmocka_unit_test(a_rate_is_judged_upside_down),
		cmocka_unit_test(only_slower_and_faster_have_a_direction),
		cmocka_unit_test(p_values_are_adjusted_as_by_r),
		cmocka_unit_test(p_values_may_be_adjusted_in_place),
		cmocka_unit_test(shares_of_failures_have_wilsons_interval),
		cmocka_unit_test(no_requests_say_nothing_of_failures),
		cmocka_unit_test(fishers_test_is_that_of_r),
		cmocka_unit_test(fishers_test_takes_billions_of_requests),
		cmocka_unit_test(the_number_of_runs_is_that_of_power_t_test),
		cmocka_unit_test(some_differences_no_number_of_runs_finds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
