/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "tests/check.h"

#include "render/quantity.h"
#include "store/histogram.h"

static int make_arena(void **state)
{
	static struct arena arena;

	*state = &arena;
	return 0;
}

static int release_arena(void **state)
{
	arena_release(*state);
	return 0;
}

static void a_change_carries_its_sign(void **state)
{
	CHECK_STR(change_text(*state, 0.00023, "seconds"), "+230 µs");
	CHECK_STR(change_text(*state, -0.0042, "seconds"), "−4.20 ms");
	CHECK_STR(change_text(*state, 0.012, "ratio"), "+1.2 pp");
}

static void a_ratio_is_read_as_a_change_in_percent(void **state)
{
	CHECK_STR(ratio_text(*state, 1.081), "+8.1 %");
	CHECK_STR(ratio_text(*state, 0.958), "−4.2 %");
	CHECK_STR(ratio_text(*state, 1), "0 %");
}

static void an_interval_names_a_shared_unit_once(void **state)
{
	CHECK_STR(interval_text(*state, 0.00391, 0.0052, "seconds"),
	    "3.91 to 5.20 ms");
	CHECK_STR(interval_text(*state, 0.000986, 0.0011, "seconds"),
	    "986 µs to 1.10 ms");
	CHECK_STR(ratio_interval_text(*state, 0.988, 1.081), "−1.2 to +8.1 %");
	CHECK_STR(change_interval_text(*state, -0.00012, 0.0004, "seconds"),
	    "−120 to +400 µs");
}

static void an_interval_without_width_is_a_value(void **state)
{
	CHECK_STR(interval_text(*state, 500, 500.1, "rps"), "500 req/s");
}

static void an_open_end_is_said(void **state)
{
	CHECK_STR(interval_text(*state, 0.0052, INFINITY, "seconds"),
	    "≥ 5.20 ms");
	CHECK_STR(interval_text(*state, -INFINITY, 0.0052, "seconds"),
	    "≤ 5.20 ms");
	CHECK_STR(interval_text(*state, -INFINITY, INFINITY, "seconds"),
	    "unbounded");
	CHECK_STR(ratio_interval_text(*state, 0, INFINITY), "unbounded");
}

static void a_count_keeps_every_digit(void **state)
{
	CHECK_STR(count_text(*state, 0), "0");
	CHECK_STR(count_text(*state, 999), "999");
	CHECK_STR(count_text(*state, 132415), "132,415");
	CHECK_STR(count_text(*state, -1234567), "-1,234,567");
	CHECK_STR(count_text(*state, INT64_MAX), "9,223,372,036,854,775,807");
	CHECK_STR(count_text(*state, UNKNOWN), "unknown");
}

static void a_small_probability_is_never_zero(void **state)
{
	CHECK_STR(p_value_text(*state, 0.0342), "0.034");
	CHECK_STR(p_value_text(*state, 0.00042), "0.0004");
	CHECK_STR(p_value_text(*state, 1e-9), "< 0.0001");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_change_carries_its_sign),
		cmocka_unit_test(a_ratio_is_read_as_a_change_in_percent),
		cmocka_unit_test(an_interval_names_a_shared_unit_once),
		cmocka_unit_test(an_interval_without_width_is_a_value),
		cmocka_unit_test(an_open_end_is_said),
		cmocka_unit_test(a_count_keeps_every_digit),
		cmocka_unit_test(a_small_probability_is_never_zero),
	};

	return cmocka_run_group_tests(tests, make_arena, release_arena);
}
