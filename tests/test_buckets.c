/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Buckets, and percentiles without them: their ends and emptiness;
 * tests/oracles/ has the numbers of the tools.
 */
#include "analyze/buckets.h"

#include "analyze/tool_quantile.h"
#include "tests/near.h"

static const double lo[] = { 0, 1, 2, 4 }, hi[] = { 1, 2, 4, INFINITY };
static const int64_t count[] = { 0, 5, 5, 2 };
static const struct buckets four = { lo, hi, count, 4 };
static const struct buckets none = { NULL, NULL, NULL, 0 };

static int64_t ppb(double p)
{
	return quantile_of_percent(p);
}

static void a_rank_is_in_the_bucket_that_reaches_it(void **state)
{
	(void)state;
	assert_int_equal(buckets_total(four), 12);
	assert_near(buckets_at_rank(four, 1).lo, 1, 0);
	assert_near(buckets_at_rank(four, 5).hi, 2, 0);
	assert_near(buckets_at_rank(four, 6).lo, 2, 0);
	assert_true(isinf(buckets_at_rank(four, 12).hi));
}

static void a_rank_beyond_all_is_anywhere(void **state)
{
	(void)state;
	assert_true(isinf(buckets_at_rank(four, 13).lo));
	assert_true(isinf(buckets_at_rank(none, 1).hi));
	assert_int_equal(buckets_total(none), 0);
	assert_near(buckets_interpolated(none, ppb(50)), 0, 0);
	assert_near(fortio_interpolated(none, 50), 0, 0);
}

static void an_interval_goes_from_bucket_to_bucket(void **state)
{
	struct interval i =
	    buckets_interval(four, (struct rank_interval){ 3, 8, 1 });

	(void)state;
	assert_near(i.lo, 1, 0);
	assert_near(i.hi, 4, 0);
	i = buckets_interval(four, (struct rank_interval){ 0, 13, 1 });
	assert_true(isinf(i.lo) && isinf(i.hi));
}

static void a_point_in_the_open_bucket_is_its_lower_bound(void **state)
{
	(void)state;
	assert_near(buckets_interpolated(four, ppb(50)), 2.4, 1e-12);
	assert_near(buckets_interpolated(four, ppb(99)), 4, 0);
	assert_near(buckets_interpolated(four, 0), 1, 0);
}

static void tools_disagree_on_few_values(void **state)
{
	static const double v[] = { 1, 2, 3, 4 };
	static const double p50[] = { 3, 2, 2, 2, 2.5, 2.5, 2 };

	(void)state;
	for (size_t i = 0; tool_rules[i].tool; i++)
		assert_near(tool_rules[i].quantile(VALUES(v), ppb(50)), p50[i],
		    1e-12);
	for (size_t i = 0; tool_rules[i].tool; i++) {
		assert_near(tool_rules[i].quantile(VALUES(v), QUANTILE_ONE), 4,
		    0);
		assert_near(tool_rules[i].quantile(VALUES(v), 0), 1, 0);
	}
}

static void fortio_begins_at_the_minimum(void **state)
{
	struct buckets b = { lo, hi, count, 3 };

	(void)state;
	assert_near(fortio_interpolated(b, 0), 0, 0);
	assert_near(fortio_interpolated(b, 100), 4, 0);
	assert_near(fortio_interpolated(b, 75), 3, 1e-12);
}

static void hdr_tells_values_apart_by_their_digits(void **state)
{
	(void)state;
	assert_near(hdr_range(0, 3).hi, 0, 0);
	assert_near(hdr_range(2047, 3).hi, 2047, 0);
	assert_near(hdr_range(2049, 3).lo, 2048, 0);
	assert_near(hdr_range(2049, 3).hi, 2049, 0);
	assert_near(hdr_range(36991, 3).lo, 36960, 0);
	assert_int_equal(hdr_rank(50, 3), 2);
	assert_int_equal(hdr_rank(0, 3), 1);
	assert_int_equal(hdr_rank(100, 3), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rank_is_in_the_bucket_that_reaches_it),
		cmocka_unit_test(a_rank_beyond_all_is_anywhere),
		cmocka_unit_test(an_interval_goes_from_bucket_to_bucket),
		cmocka_unit_test(a_point_in_the_open_bucket_is_its_lower_bound),
		cmocka_unit_test(tools_disagree_on_few_values),
		cmocka_unit_test(fortio_begins_at_the_minimum),
		cmocka_unit_test(hdr_tells_values_apart_by_their_digits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
