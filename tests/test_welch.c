/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Known answers: R 4.2.2, t.test(), on which a Python program of its own
 * agrees; Student's sleep data as R's manual prints them.
 */
#include "analyze/welch.h"

#include "analyze/seed.h"
#include "tests/near.h"

static const double five_a[] = { 7.9889, 7.6497, 8.1514, 7.8204, 8.1736 };
static const double five_b[] = { 8.4616, 8.4160, 8.5297, 8.3293, 8.5018 };
static const double two_a[] = { 12.7528, 11.8581 };
static const double two_b[] = { 13.0298, 13.1831 };
static const double old_runs[] = { 9.2991, 9.0366, 8.9773, 9.2662, 8.8981,
	8.8374 };
static const double same[] = { 5, 5, 5 };

static void claims_nothing(struct welch w)
{
	assert_near(w.p, 1, 0);
	assert_true(isinf(w.diff_ci.lo) && isinf(w.diff_ci.hi));
}

static void the_sleep_data_give_what_r_prints(void **state)
{
	static const double a[] = { 0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8,
		0.0, 2.0 };
	static const double b[] = { 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6,
		4.6, 3.4 };
	struct welch w = welch_raw(VALUES(a), VALUES(b), 0.95);

	(void)state;
	assert_int_equal(w.state, WELCH_OK);
	assert_near(w.t, 1.8608134674687526, 1e-9);
	assert_near(w.df, 17.776473516178495, 1e-9);
	assert_near(w.p, 0.07939414018735823, 1e-9);
	assert_near(w.diff_ci.lo, -0.20548323071163632, 1e-9);
	assert_near(w.diff_ci.hi, 3.365483230711636, 1e-9);
}

static void logs_give_a_ratio_even_of_two_runs(void **state)
{
	struct welch w = welch_log(VALUES(two_a), VALUES(two_b), 0.95);

	(void)state;
	assert_near(w.ratio, 1.0657793943552363, 1e-9);
	assert_near(w.ratio_ci.lo, 0.7023311627484373, 1e-7);
	assert_near(w.ratio_ci.hi, 1.6173078708157347, 1e-7);
	assert_near(w.p, 0.32452447641553267, 1e-7);
}

static void one_run_on_a_side_tests_nothing(void **state)
{
	struct values one = { five_b, 1 };
	struct welch w = welch_log(VALUES(five_a), one, 0.95);

	(void)state;
	assert_int_equal(w.state, WELCH_UNREPLICATED);
	assert_true(w.ratio > 1);
	assert_near(w.ratio_ci.lo, 0, 0);
	claims_nothing(w);
	assert_int_equal(mean_ratio(one, VALUES(five_a), 0.95).state,
	    WELCH_UNREPLICATED);
}

static void runs_that_are_all_alike_have_no_width(void **state)
{
	struct welch w = welch_log(VALUES(same), VALUES(same), 0.95);

	(void)state;
	assert_int_equal(w.state, WELCH_DEGENERATE);
	assert_near(w.ratio_ci.lo, 1, 0);
	assert_near(w.ratio_ci.hi, 1, 0);
	assert_near(w.p, 1, 0);
	w = welch_log(VALUES(same), VALUES(five_b), 0.95);
	assert_int_equal(w.state, WELCH_OK);
	assert_near(w.df, 4, 1e-12);
}

static void what_has_no_logarithm_is_not_used(void **state)
{
	static const double zero[] = { 5, 0 };
	static const double nan[] = { 5, NAN };
	struct values none = { NULL, 0 };

	(void)state;
	assert_int_equal(welch_log(VALUES(zero), VALUES(same), 0.95).state,
	    WELCH_UNUSABLE);
	assert_int_equal(welch_raw(VALUES(nan), VALUES(same), 0.95).state,
	    WELCH_UNUSABLE);
	claims_nothing(welch_raw(none, VALUES(same), 0.95));
	assert_int_equal(mean_ratio(none, VALUES(same), 0.95).state,
	    WELCH_UNUSABLE);
	assert_int_equal(predict_one(VALUES(old_runs), 0, 0.95).state,
	    WELCH_UNUSABLE);
}

static void buckets_widen_the_interval(void **state)
{
	static const double a_lo[] = { 7.5, 7.5, 7.5, 7.5, 8.0 };
	static const double a_hi[] = { 8.0, 8.0, 8.0, 8.0, 8.5 };
	static const double b_lo[] = { 8.5, 9.0, 8.5, 8.5, 9.0 };
	static const double b_hi[] = { 9.0, 9.5, 9.0, 9.0, 9.5 };
	struct envelope e =
	    welch_envelope((struct bounded_values){ a_lo, a_hi, 5 },
		(struct bounded_values){ b_lo, b_hi, 5 }, 0.95);

	(void)state;
	assert_near(e.ratio_ci.lo, 1.028910646542709, 1e-9);
	assert_near(e.ratio_ci.hi, 1.2632546255698318, 1e-9);
	assert_near(e.ratio.lo, 1.0739710742427682, 1e-9);
	assert_near(e.mid_ci.lo, 1.0925225879655043, 1e-9);
	assert_near(e.mid_ci.hi, 1.189953797579791, 1e-9);
	assert_near(e.p,
	    welch_log((struct values){ a_hi, 5 }, (struct values){ b_lo, 5 },
		0.95)
		.p,
	    1e-12);
}

static void equivalence_is_two_one_sided_tests(void **state)
{
	struct tost t = tost_log(VALUES(five_a), VALUES(five_b), 0.05, 0.05);

	(void)state;
	assert_near(t.p_lower, 0.0002465016342383671, 1e-9);
	assert_near(t.p_upper, 0.7839445838102189, 1e-9);
	assert_near(t.ratio_ci.lo, 1.03381544786707, 1e-9);
	assert_false(t.noninferior);
	t = tost_log(VALUES(five_a), VALUES(five_b), 0.20, 0.05);
	assert_true(t.equivalent && t.noninferior);
	t = tost_log(VALUES(same), VALUES(same), 0.05, 0.05);
	assert_int_equal(t.state, WELCH_DEGENERATE);
	assert_false(t.equivalent);
}

static void one_new_run_is_held_against_the_spread_of_the_old(void **state)
{
	struct prediction p = predict_one(VALUES(old_runs), 9.9, 0.95);

	(void)state;
	assert_near(p.t, 3.9462922558837827, 1e-7);
	assert_near(p.p, 0.01089106642852493, 1e-7);
	assert_near(p.ratio, 1.093828742883948, 1e-7);
	assert_near(p.expected.lo, 8.537183061284903, 1e-7);
	assert_near(p.expected.hi, 9.595268515594924, 1e-7);
	assert_near(p.ratio_ci.lo, 9.9 / 9.595268515594924, 1e-7);
	p = predict_one((struct values){ old_runs, 2 }, 9.9, 0.95);
	assert_int_equal(p.state, WELCH_UNREPLICATED);
	p = predict_one(VALUES(same), 5, 0.95);
	assert_int_equal(p.state, WELCH_DEGENERATE);
	assert_near(p.ratio_ci.lo, 1, 0);
}

static void a_ratio_of_means_has_fiellers_interval(void **state)
{
	static const double wild[] = { 1, 100 };
	struct mean_ratio r = mean_ratio(VALUES(five_a), VALUES(five_b), 0.95);

	(void)state;
	assert_near(r.ratio, 1.061693142972049, 1e-9);
	assert_near(r.ci.lo, 1.0240025105299668, 1e-9);
	assert_near(r.ci.hi, 1.1019570148855975, 1e-9);
	r = mean_ratio(VALUES(wild), VALUES(five_b), 0.95);
	assert_false(r.bounded);
	assert_true(isinf(r.ci.hi));
}

static void one_run_less_moves_the_ratio(void **state)
{
	static const double a[] = { 1, 1, 1 }, b[] = { 2, 2, 16 };
	struct interval i = leave_one_out(VALUES(a), VALUES(b));

	(void)state;
	assert_near(i.lo, 2, 1e-12);
	assert_near(i.hi, sqrt(32), 1e-12);
	i = leave_one_out(VALUES(a), (struct values){ b, 1 });
	assert_near(i.lo, 0, 0);
	assert_true(isinf(i.hi));
}

static void a_task_has_its_own_seed(void **state)
{
	(void)state;
	/* by a Python program that gives "a" the published 0xaf63dc4c8601ec8c
	 */
	assert_int_equal(seed_for(0, ""), 0x281a39c5);
	assert_int_equal(seed_for(1, "p99"), 0xcd4f5bf2);
	assert_true(seed_for(1, "p99") != seed_for(2, "p99"));
	assert_true(seed_for(1, "p99") != seed_for(1, "p90"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_sleep_data_give_what_r_prints),
		cmocka_unit_test(logs_give_a_ratio_even_of_two_runs),
		cmocka_unit_test(one_run_on_a_side_tests_nothing),
		cmocka_unit_test(runs_that_are_all_alike_have_no_width),
		cmocka_unit_test(what_has_no_logarithm_is_not_used),
		cmocka_unit_test(buckets_widen_the_interval),
		cmocka_unit_test(equivalence_is_two_one_sided_tests),
		cmocka_unit_test(
		    one_new_run_is_held_against_the_spread_of_the_old),
		cmocka_unit_test(one_run_less_moves_the_ratio),
		cmocka_unit_test(a_task_has_its_own_seed),
		cmocka_unit_test(a_ratio_of_means_has_fiellers_interval),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
