/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/check.h"

#include <math.h>

#include "render/scale.h"

#define MAX_TICKS 24
#define EPSILON 1e-9

static void assert_near(double got, double expected, double tolerance)
{
	if (!(fabs(got - expected) <= tolerance))
		fail_msg("expected %.12g, got %.12g", expected, got);
}

static void a_linear_scale_maps_ends_to_ends(void **state)
{
	struct scale up = { SCALE_LINEAR, 10, 20, 300, 100 };

	(void)state;
	assert_near(scale_px(&up, 10), 300, EPSILON);
	assert_near(scale_px(&up, 15), 200, EPSILON);
	assert_near(scale_px(&up, 20), 100, EPSILON);
	assert_near(scale_px(&up, 25), 0, EPSILON);
	assert_near(scale_px_inside(&up, 25), 100, EPSILON);
	assert_near(scale_px_inside(&up, -1e308), 300, EPSILON);
}

static void each_decade_has_the_same_room(void **state)
{
	struct scale s = { SCALE_LOG, 1e-4, 1, 0, 400 };

	(void)state;
	assert_near(scale_px(&s, 1e-3), 100, EPSILON);
	assert_near(scale_px(&s, 1e-2), 200, EPSILON);
}

static void each_nine_has_the_same_room(void **state)
{
	struct scale s = { SCALE_NINES, 0, 99.9, 0, 300 };

	(void)state;
	assert_near(scale_px(&s, 0), 0, 1e-6);
	assert_near(scale_px(&s, 50), 100 * log10(2), 1e-6);
	assert_near(scale_px(&s, 90), 100, 1e-6);
	assert_near(scale_px(&s, 99), 200, 1e-6);
	assert_near(scale_px(&s, 99.9), 300, 1e-6);
}

static void what_has_no_place_is_nan(void **state)
{
	struct scale line = { SCALE_LINEAR, 0, 1, 0, 100 };
	struct scale log = { SCALE_LOG, 1, 10, 0, 100 };
	struct scale tail = { SCALE_NINES, 0, 99, 0, 100 };

	(void)state;
	assert_true(isnan(scale_px(&line, NAN)));
	assert_true(isnan(scale_px(&line, INFINITY)));
	assert_true(isnan(scale_px(&log, 0)));
	assert_true(isnan(scale_px(&log, -1)));
	assert_true(isnan(scale_px(&tail, 100)));
	assert_true(isnan(scale_px_inside(&line, NAN)));
}

static void a_scale_without_length_maps_to_the_middle(void **state)
{
	struct scale s = { SCALE_LINEAR, 5, 5, 0, 100 };

	(void)state;
	assert_near(scale_px(&s, 5), 50, EPSILON);
	assert_int_equal(
	    scale_ticks(&s, 5, (double[MAX_TICKS]){ 0 }, MAX_TICKS), 0);
}

static void check_ticks(struct scale s, size_t want, const double *expected,
    size_t n)
{
	double ticks[MAX_TICKS];

	assert_int_equal(scale_ticks(&s, want, ticks, MAX_TICKS), n);
	for (size_t i = 0; i < n; i++)
		assert_near(ticks[i], expected[i], fabs(expected[i]) * 1e-9);
}

static void linear_ticks_are_round(void **state)
{
	static const double fifths[] = { 0, 0.2, 0.4, 0.6, 0.8, 1 };
	static const double around_zero[] = { -20, -10, 0, 10, 20 };

	(void)state;
	check_ticks((struct scale){ SCALE_LINEAR, 0, 1, 0, 1 }, 5, fifths, 6);
	check_ticks((struct scale){ SCALE_LINEAR, -20, 20, 0, 1 }, 4,
	    around_zero, 5);
}

static void few_decades_have_ticks_at_one_two_and_five(void **state)
{
	static const double few[] = { 0.2, 0.5, 1, 2, 5, 10, 20 };
	static const double many[] = { 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1 };

	(void)state;
	check_ticks((struct scale){ SCALE_LOG, 0.2, 20, 0, 1 }, 6, few, 7);
	check_ticks((struct scale){ SCALE_LOG, 1e-6, 1, 0, 1 }, 6, many, 7);
}

static void less_than_half_a_decade_has_linear_ticks(void **state)
{
	static const double ticks[] = { 1, 1.2, 1.4, 1.6, 1.8, 2 };

	(void)state;
	check_ticks((struct scale){ SCALE_LOG, 1, 2, 0, 1 }, 5, ticks, 6);
}

static void nines_have_their_ticks(void **state)
{
	static const double ticks[] = { 0, 50, 90, 99, 99.9, 99.99 };

	(void)state;
	check_ticks((struct scale){ SCALE_NINES, 0, 99.99, 0, 1 }, 5, ticks, 6);
}

static void time_ticks_are_those_of_a_clock(void **state)
{
	static const double minutes[] = { 0, 60, 120, 180, 240, 300 };
	static const double quarters[] = { -15, 0, 15, 30 };

	(void)state;
	check_ticks((struct scale){ SCALE_TIME, 0, 300, 0, 1 }, 6, minutes, 6);
	check_ticks((struct scale){ SCALE_TIME, -15, 40, 0, 1 }, 4, quarters,
	    4);
}

static void byte_ticks_are_powers_of_two(void **state)
{
	static const double ticks[] = { 0, 16777216, 33554432, 50331648,
		67108864 };

	(void)state;
	check_ticks((struct scale){ SCALE_BYTES, 0, 70e6, 0, 1 }, 5, ticks, 5);
}

static void nice_ends_enclose_the_values(void **state)
{
	struct scale line = scale_nice(SCALE_LINEAR, 0.13, 0.87);
	struct scale log = scale_nice(SCALE_LOG, 0.00031, 0.0152);
	struct scale tail = scale_nice(SCALE_NINES, 0, 99.95);

	(void)state;
	assert_near(line.lo, 0, EPSILON);
	assert_near(line.hi, 1, EPSILON);
	assert_near(log.lo, 0.0002, EPSILON);
	assert_near(log.hi, 0.02, EPSILON);
	assert_near(tail.hi, 99.99, EPSILON);
}

static void any_range_can_be_drawn(void **state)
{
	static const double ends[] = { NAN, -INFINITY, -1e308, -1, -1e-320, 0,
		1e-320, 1e-9, 1, 100, 1e15, 1e308, INFINITY };
	size_t n = sizeof(ends) / sizeof(*ends);
	double ticks[MAX_TICKS];

	(void)state;
	for (size_t i = 0; i < n * n * 5; i++) {
		struct scale s = scale_nice((enum scale_kind)(i % 5),
		    ends[i / 5 % n], ends[i / 5 / n]);

		assert_true(isfinite(s.lo) && isfinite(s.hi) && s.hi > s.lo);
		assert_true(scale_ticks(&s, 5, ticks, MAX_TICKS) <= MAX_TICKS);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_linear_scale_maps_ends_to_ends),
		cmocka_unit_test(each_decade_has_the_same_room),
		cmocka_unit_test(each_nine_has_the_same_room),
		cmocka_unit_test(what_has_no_place_is_nan),
		cmocka_unit_test(a_scale_without_length_maps_to_the_middle),
		cmocka_unit_test(linear_ticks_are_round),
		cmocka_unit_test(few_decades_have_ticks_at_one_two_and_five),
		cmocka_unit_test(less_than_half_a_decade_has_linear_ticks),
		cmocka_unit_test(nines_have_their_ticks),
		cmocka_unit_test(time_ticks_are_those_of_a_clock),
		cmocka_unit_test(byte_ticks_are_powers_of_two),
		cmocka_unit_test(nice_ends_enclose_the_values),
		cmocka_unit_test(any_range_can_be_drawn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
