/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/check.h"

#include <math.h>

#include "render/unit_label.h"

#define EM_DASH "\xe2\x80\x94"

typedef const char *label_fn(struct arena *a, enum unit unit, double value);

static void check(label_fn *label, enum unit unit, double value,
    const char *expected)
{
	struct arena a = { 0 };

	CHECK_STR(label(&a, unit, value), expected);
	arena_release(&a);
}

static void labels_have_three_digits_and_a_unit(void **state)
{
	(void)state;
	check(unit_label, UNIT_SECONDS, 0.0046, "4.60 ms");
	check(unit_label, UNIT_SECONDS, 0.000534, "534 \xc2\xb5s");
	check(unit_label, UNIT_CORES, 0.021, "21.0 mcores");
	check(unit_value, UNIT_CORES, 0.021, "0.0210");
	check(unit_label, UNIT_RPS, 2000, "2,000 req/s");
	check(unit_label, UNIT_BYTES, 42 << 20, "42.0 MiB");
	check(unit_label, UNIT_PERCENTILE, 99.999, "p99.999");
}

static void ticks_have_no_needless_zeros(void **state)
{
	(void)state;
	check(unit_tick, UNIT_SECONDS, 0.005, "5 ms");
	check(unit_tick, UNIT_SECONDS, 0.1, "100 ms");
	check(unit_tick, UNIT_SECONDS, 0, "0");
	check(unit_tick, UNIT_CORES, 0.0005, "0.0005");
	check(unit_tick, UNIT_CORES, 2, "2");
	check(unit_tick, UNIT_RPS, 20000, "20,000");
	check(unit_tick, UNIT_BYTES, 16 << 20, "16 MiB");
	check(unit_tick, UNIT_PERCENT, 80, "80 %");
	check(unit_tick, UNIT_PERCENT, 0, "0 %");
	check(unit_tick, UNIT_PERCENTILE, 99.9, "p99.9");
}

static void times_are_those_of_a_clock(void **state)
{
	(void)state;
	check(unit_tick, UNIT_CLOCK, 0, "0:00");
	check(unit_tick, UNIT_CLOCK, -15,
	    "\xe2\x88\x92"
	    "0:15");
	check(unit_tick, UNIT_CLOCK, 90, "1:30");
	check(unit_tick, UNIT_CLOCK, 3661, "1:01:01");
	check(unit_tick, UNIT_CLOCK, 0.5, "0.5 s");
}

static void what_is_no_number_is_an_em_dash(void **state)
{
	(void)state;
	check(unit_label, UNIT_CORES, NAN, EM_DASH);
	check(unit_tick, UNIT_SECONDS, INFINITY, EM_DASH);
}

static void changes_carry_their_sign(void **state)
{
	struct arena a = { 0 };

	(void)state;
	CHECK_STR(change_label(&a, 0.789), "+79 %");
	CHECK_STR(change_label(&a, -0.021), "\xe2\x88\x92"
					    "2.1 %");
	CHECK_STR(change_label(&a, NAN), EM_DASH);
	CHECK_STR(change_tick(&a, 0), "0 %");
	CHECK_STR(change_tick(&a, 9), "+900 %");
	CHECK_STR(change_tick(&a, -0.5), "\xe2\x88\x92"
					 "50 %");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_have_three_digits_and_a_unit),
		cmocka_unit_test(ticks_have_no_needless_zeros),
		cmocka_unit_test(times_are_those_of_a_clock),
		cmocka_unit_test(what_is_no_number_is_an_em_dash),
		cmocka_unit_test(changes_carry_their_sign),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
