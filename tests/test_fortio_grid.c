/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fortio_sample.h"

#include "collect/fortio_grid.h"

static void one_bucket_alone_does_not_tell_its_grid(void **state)
{
	const struct bucket b[] = { { 1200000, 1500000, 9 } };

	(void)state;
	assert_int_equal(fortio_grid_infer(b, 1).step_ns, 0);
}

static void the_coarsest_grid_is_inferred_that_fits_all_bounds(void **state)
{
	const struct bucket wide[] = { { 10, 1000, 1 }, { 2000, 2500, 1 } };
	const struct bucket fine[] = { { 860, 900, 1 }, { 900, 1000, 1 },
		{ 1000, 1050, 1 } };
	const struct bucket none[] = { { 1, 10, 1 }, { 13, 17, 1 },
		{ 19, 20, 1 } };

	(void)state;
	assert_int_equal(fortio_grid_infer(wide, 2).step_ns, 1000);
	assert_int_equal(fortio_grid_infer(fine, 3).step_ns, 100);
	assert_int_equal(fortio_grid_infer(none, 3).step_ns, 0);
}

static void a_stated_grid_serves_a_single_bucket_and_an_offset(void **state)
{
	const struct fortio_grid g = { 1000, 300 };
	struct bucket one[] = { { 1400, 1500, 1 } };
	struct bucket low[] = { { 100, 300, 1 }, { 300, 400, 1 } };

	(void)state;
	assert_true(fortio_grid_fits(&g, one, 1));
	fortio_grid_snap(&g, one, 1);
	assert_int_equal(one[0].low_ns, 1300);
	assert_int_equal(one[0].high_ns, 2300);
	assert_true(fortio_grid_fits(&g, low, 2));
	fortio_grid_snap(&g, low, 2);
	assert_int_equal(low[0].low_ns, 0);
	assert_int_equal(low[1].high_ns, 1300);
}

static void above_the_grid_the_last_bucket_ends_at_the_maximum(void **state)
{
	const struct fortio_grid g = { 10, 0 };
	struct bucket b[] = { { 990000, 1000000, 1 }, { 1000000, 7000000, 1 } };

	(void)state;
	assert_true(fortio_grid_fits(&g, b, 2));
	fortio_grid_snap(&g, b, 2);
	assert_int_equal(b[0].low_ns, 750000);
	assert_int_equal(b[1].high_ns, 7000000);
}

static void a_stated_grid_that_does_not_fit_is_not_believed(void **state)
{
	struct imported o = imported_changed("\"RunType\": \"HTTP\"",
	    "\"RunType\": \"HTTP\", \"Resolution\": 0.0007, \"Offset\": 0");
	struct histogram h = histogram_of(&o);

	(void)state;
	assert_bucket(&h, 0, (struct bucket){ 1000000, 2000000, 1 });
	histogram_release(&h);
	imported_release(&o);
}

/* Of one bucket nothing could be inferred. */
static void a_stated_grid_is_read_with_its_offset(void **state)
{
	struct imported o = imported_changed(SAMPLE_HISTOGRAM,
	    "{\"Count\": 4, \"Min\": 0.0014, \"Max\": 0.0015, \"Data\": ["
	    "{\"Start\": 0.0014, \"End\": 0.0015, \"Count\": 4}]},"
	    " \"Resolution\": 0.001, \"Offset\": 0.0003");
	struct histogram h = histogram_of(&o);

	(void)state;
	assert_bucket(&h, 0, (struct bucket){ 1300000, 2300000, 4 });
	histogram_release(&h);
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_bucket_alone_does_not_tell_its_grid),
		cmocka_unit_test(
		    the_coarsest_grid_is_inferred_that_fits_all_bounds),
		cmocka_unit_test(
		    a_stated_grid_serves_a_single_bucket_and_an_offset),
		cmocka_unit_test(
		    above_the_grid_the_last_bucket_ends_at_the_maximum),
		cmocka_unit_test(
		    a_stated_grid_that_does_not_fit_is_not_believed),
		cmocka_unit_test(a_stated_grid_is_read_with_its_offset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
