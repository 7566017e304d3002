/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Known answers: R 4.2.2, quantile() and qbinom(), on which a Python program
 * of its own agrees; NIST StRD for the moments.
 */
#include "analyze/quantile.h"

#include <gsl/gsl_cdf.h>

#include "analyze/beta.h"
#include "analyze/describe.h"
#include "tests/near.h"

static const double seven[] = { 4.7085, 5.8541, 6.4961, 8.4642, 8.6166, 9.3277,
	11.5593 };

static int64_t ppb(double p)
{
	return quantile_of_percent(p);
}

static void a_percent_becomes_whole_parts(void **state)
{
	(void)state;
	assert_int_equal(ppb(99.9), 999000000);
	assert_int_equal(ppb(29), 290000000);
	assert_int_equal(ppb(100), QUANTILE_ONE);
	assert_int_equal(ppb(-1), 0);
	assert_int_equal(ppb(200), QUANTILE_ONE);
	assert_int_equal(ppb(NAN), 0);
}

static void a_rank_is_not_rounded_up_by_floating_point(void **state)
{
	(void)state;
	assert_int_equal(quantile_rank(ppb(29), 100), 29);
	assert_int_equal(quantile_rank(ppb(99), 100), 99);
	assert_int_equal(quantile_rank(ppb(99.9), 100), 100);
	assert_int_equal(quantile_rank(0, 100), 1);
	assert_int_equal(quantile_rank(QUANTILE_ONE, 100), 100);
	assert_int_equal(quantile_rank(ppb(50), 0), 0);
}

static void a_rank_does_not_overflow(void **state)
{
	(void)state;
	assert_int_equal(quantile_rank(ppb(50), INT64_MAX),
	    INT64_C(4611686018427387904));
	assert_int_equal(quantile_rank(QUANTILE_ONE, INT64_MAX), INT64_MAX);
}

static void all_nine_definitions_are_those_of_r(void **state)
{
	static const double p90[] = { 11.5593, 11.5593, 9.3277, 9.99718,
		11.11298, 11.5593, 10.22034, 11.410526666666667, 11.33614 };
	struct values v = VALUES(seven);

	(void)state;
	for (int type = 1; type <= 9; type++)
		assert_near(quantile_sorted(v, ppb(90), type), p90[type - 1],
		    1e-12);
}

static void the_only_value_is_every_quantile(void **state)
{
	static const double one[] = { 3 };

	(void)state;
	for (int type = 1; type <= 9; type++) {
		assert_near(quantile_sorted(VALUES(one), 0, type), 3, 0);
		assert_near(quantile_sorted(VALUES(one), ppb(99), type), 3, 0);
		assert_near(quantile_sorted(VALUES(one), QUANTILE_ONE, type), 3,
		    0);
	}
}

static void harrell_davis_is_that_of_hmisc(void **state)
{
	(void)state;
	assert_near(quantile_harrell_davis(VALUES(seven), ppb(50)),
	    7.852838476557994, 1e-9);
	assert_near(quantile_harrell_davis(VALUES(seven), ppb(99)),
	    11.524347609719745, 1e-9);
}

static void ranks_enclose_a_quantile_as_the_binomial_says(void **state)
{
	struct rank_interval r = quantile_ranks(1000, ppb(99), 0.95);

	(void)state;
	assert_int_equal(r.lower, 983);
	assert_int_equal(r.upper, 997);
	assert_near(r.coverage, 0.976094763497977, 1e-12);
	r = quantile_ranks(3, ppb(50), 0.95);
	assert_int_equal(r.lower, 0);
	assert_int_equal(r.upper, 4);
	r = quantile_ranks(0, ppb(50), 0.95);
	assert_int_equal(r.lower, 0);
	assert_int_equal(r.upper, 1);
}

static void ranks_of_very_many_values_are_near_the_normal_ones(void **state)
{
	static const double p[] = { 1, 50, 90, 99, 99.9, 99.99 };

	(void)state;
	for (int64_t n = 10000000; n < INT64_C(10000000000000); n *= 10) {
		for (size_t i = 0; i < sizeof(p) / sizeof(*p); i++) {
			double q = p[i] / 100, mean = q * (double)n;
			double sd = sqrt(mean * (1 - q));
			struct rank_interval r =
			    quantile_ranks(n, ppb(p[i]), 0.95);

			/* Within the skew, and the rounding to ranks. */
			assert_true(fabs(mean - (double)r.lower - 1.96 * sd) <
				    2 + 1e-4 * sd);
			assert_true(fabs((double)r.upper - mean - 1.96 * sd) <
				    2 + 1e-4 * sd);
			assert_true(r.coverage >= 0.95);
			assert_true(r.coverage < 0.953 || sd < 1000);
		}
	}
}

static void both_ways_to_the_binomial_agree_where_they_meet(void **state)
{
	(void)state;
	/* GSL 2.7.1, gsl_cdf_beta_Q(), which still is exact there */
	for (int z = -4; z <= 4; z++) {
		double a = 110000 + 220 * z, b = 120000;

		assert_near(beta_above(11.0 / 23, a, b),
		    gsl_cdf_beta_Q(11.0 / 23, a, b), 1e-6);
	}
}

static void ranks_at_the_ends_are_open(void **state)
{
	struct rank_interval all = quantile_ranks(10, QUANTILE_ONE, 0.95);
	struct interval i =
	    quantile_interval(VALUES(seven), quantile_ranks(7, ppb(75), 0.95));

	(void)state;
	assert_int_equal(all.upper, 11);
	assert_near(i.lo, 6.4961, 0);
	assert_true(isinf(i.hi));
}

static void what_a_quantile_needs_is_wilks_number(void **state)
{
	struct quantile_needs p99 = quantile_needs(ppb(99), 0.95);
	struct quantile_needs max = quantile_needs(QUANTILE_ONE, 0.95);

	(void)state;
	assert_int_equal(p99.point, 100);
	assert_int_equal(p99.two_sided, 368);
	assert_int_equal(p99.upper, 299);
	assert_int_equal(quantile_needs(ppb(99.9), 0.95).two_sided, 3688);
	assert_int_equal(quantile_needs(ppb(99.99), 0.95).two_sided, 36887);
	assert_int_equal(max.point, 0);
	assert_int_equal(max.two_sided, 0);
}

static void a_tail_without_values_is_not_estimable(void **state)
{
	(void)state;
	assert_int_equal(quantile_estimability(300, ppb(99.9), 0.95),
	    ESTIMABLE_NO);
	assert_int_equal(quantile_estimability(1000, ppb(99.9), 0.95),
	    ESTIMABLE_OPEN);
	assert_int_equal(quantile_estimability(3688, ppb(99.9), 0.95),
	    ESTIMABLE_YES);
	assert_int_equal(quantile_estimability(0, ppb(50), 0.95), ESTIMABLE_NO);
	assert_string_equal(estimability_name(ESTIMABLE_OPEN), "open");
}

static void moments_keep_the_digits_of_numacc1(void **state)
{
	static const double numacc1[] = { 10000001, 10000003, 10000002 };
	struct description d = describe(VALUES(numacc1));

	(void)state;
	assert_near(d.moments.mean, 10000002, 0);
	assert_near(d.moments.sd, 1, 1e-15);
	assert_near(d.lag1, -0.5, 1e-15);
	assert_near(d.mad, 1, 0);
}

static void nothing_has_no_moments(void **state)
{
	struct description d = describe((struct values){ NULL, 0 });

	(void)state;
	assert_int_equal(d.moments.n, 0);
	assert_near(d.moments.sd, 0, 0);
	assert_near(d.median, 0, 0);
	assert_near(d.geomean, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_percent_becomes_whole_parts),
		cmocka_unit_test(a_rank_is_not_rounded_up_by_floating_point),
		cmocka_unit_test(a_rank_does_not_overflow),
		cmocka_unit_test(all_nine_definitions_are_those_of_r),
		cmocka_unit_test(the_only_value_is_every_quantile),
		cmocka_unit_test(harrell_davis_is_that_of_hmisc),
		cmocka_unit_test(ranks_enclose_a_quantile_as_the_binomial_says),
		cmocka_unit_test(
		    ranks_of_very_many_values_are_near_the_normal_ones),
		cmocka_unit_test(
		    both_ways_to_the_binomial_agree_where_they_meet),
		cmocka_unit_test(ranks_at_the_ends_are_open),
		cmocka_unit_test(what_a_quantile_needs_is_wilks_number),
		cmocka_unit_test(a_tail_without_values_is_not_estimable),
		cmocka_unit_test(moments_keep_the_digits_of_numacc1),
		cmocka_unit_test(nothing_has_no_moments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
