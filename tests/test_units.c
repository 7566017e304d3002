/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quantities as tools write them, and as people read them.
 */
#include "base/units.h"

#include <math.h>
#include <string.h>

#include "tests/check.h"

static double duration(const char *text)
{
	double ns = -1;

	return duration_parse(span_of(text), &ns) ? ns : -1;
}

static void durations_have_units(void **state)
{
	(void)state;
	CHECK_NEAR(duration("5.23ms"), 5.23e6, 1e-6);
	CHECK_NEAR(duration("1.17m"), 70.2e9, 1e-3);
	CHECK_NEAR(duration("768.466us"), 768466, 1e-6);
	CHECK_NEAR(duration("768\xc2\xb5s"), 768000, 0);
	CHECK_NEAR(duration("768\xce\xbcs"), 768000, 0);
	CHECK_NEAR(duration("1h2m3.5s"), 3723.5e9, 0);
	CHECK_NEAR(duration("4m0s"), 240e9, 0);
	CHECK_NEAR(duration("0s"), 0, 0);
}

static void what_is_no_duration_is_refused(void **state)
{
	static const char *const bad[] = { "", "5", "ms", "5 ms", "5ms ",
		"-5ms", "3s2m", "1s1s", "1..5s", "5x", "999999999h", "nans" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK_NEAR(duration(bad[i]), -1, 0);
}

static void a_duration_has_a_last_digit(void **state)
{
	(void)state;
	CHECK_NEAR(duration_step(SPAN("5.23ms")), 1e4, 1e-6);
	CHECK_NEAR(duration_step(SPAN("5s")), 1e9, 0);
	CHECK_NEAR(duration_step(SPAN("1m3.5s")), 1e8, 1e-6);
	CHECK_NEAR(duration_step(SPAN("")), 0, 0);
}

static int64_t at(const char *text)
{
	int64_t ns = -1;

	return time_parse(span_of(text), &ns) ? ns : -1;
}

static void times_have_an_offset(void **state)
{
	(void)state;
	CHECK_INT(at("1970-01-01T00:00:00Z"), 0);
	CHECK_INT(at("2026-11-22T16:15:29.324347847Z"),
	    INT64_C(1795364129324347847));
	CHECK_INT(at("2026-11-22T16:15:29.5+05:45"),
	    INT64_C(1795364129500000000) - 20700 * NS_PER_S);
	CHECK_INT(at("2026-11-22T16:15:29-0300"),
	    INT64_C(1795364129000000000) + 10800 * NS_PER_S);
	CHECK_INT(at("2024-02-29T00:00:00Z"), INT64_C(1709164800) * NS_PER_S);
	CHECK_INT(at("2000-03-01T00:00:00Z"), INT64_C(951868800) * NS_PER_S);
	CHECK_INT(at("2100-03-01T00:00:00Z"), INT64_C(4107542400) * NS_PER_S);
	CHECK_INT(at("2026-12-31T00:00:00Z"), INT64_C(1798675200) * NS_PER_S);
}

static void what_is_no_time_is_refused(void **state)
{
	static const char *const bad[] = { "", "2026-11-22",
		"2026-11-22T16:15:29", "2026-13-01T00:00:00Z",
		"2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z",
		"2026-11-22T24:00:00Z", "2026-11-22T16:15:29Zx",
		"2026-11-22T16:15:29.Z", "1969-12-31T23:59:59Z",
		"2026-11-22T16:15:29.0000000001Z", "9999-01-01T00:00:00Z" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK_INT(at(bad[i]), -1);
}

static void times_are_written_in_utc(void **state)
{
	char out[UNIT_TEXT];

	(void)state;
	CHECK_STR(time_text(INT64_C(1795364129999999999), out),
	    "2026-11-22T16:15:29Z");
	CHECK_STR(time_text(-1, out), "1969-12-31T23:59:59Z");
}

static void durations_have_three_digits(void **state)
{
	char out[UNIT_TEXT];

	(void)state;
	CHECK_STR(duration_text(12.44e6, out), "12.4 ms");
	CHECK_STR(duration_text(-310e3, out), "-310 \xc2\xb5s");
	CHECK_STR(duration_text(0, out), "0 ms");
	CHECK_STR(duration_text(999.6e3, out), "1.00 ms");
	CHECK_STR(duration_text(0.5, out), "0.500 ns");
	CHECK_STR(duration_text(179e9, out), "179 s");
	CHECK_STR(duration_text(180e9, out), "3.00 min");
}

static void numbers_have_commas(void **state)
{
	char out[UNIT_TEXT];

	(void)state;
	CHECK_STR(number_text(12400, out), "12,400");
	CHECK_STR(number_text(8, out), "8");
	CHECK_STR(number_text(8.004, out), "8.00");
	CHECK_STR(number_text(-1234567.5, out), "-1,234,568");
	CHECK_STR(number_text(999, out), "999");
	CHECK_STR(number_text(0, out), "0");
	CHECK_STR(number_text(-0.0, out), "0");
	CHECK_STR(number_text(1e40, out), "1e+40");
	CHECK_STR(number_text(1.234e-7, out), "1.23e-07");
}

static void changes_are_signed_percents(void **state)
{
	char out[UNIT_TEXT];

	(void)state;
	CHECK_STR(percent_text(0.081, out), "+8.1 %");
	CHECK_STR(percent_text(-0.123, out), "-12 %");
	CHECK_STR(percent_text(-0.0004, out), "-0.04 %");
	CHECK_STR(percent_text(-0.00001, out), "-0.001 %");
	CHECK_STR(percent_text(-0.000001, out), "0 %");
}

static void values_have_the_unit_of_their_name(void **state)
{
	char out[UNIT_TEXT];

	(void)state;
	CHECK_STR(value_text(0.0124, "seconds", out), "12.4 ms");
	CHECK_STR(value_text(1536, "bytes", out), "1.50 KiB");
	CHECK_STR(value_text(1023.7, "bytes", out), "1.00 KiB");
	CHECK_STR(value_text(0.5, "ratio", out), "50.0 %");
	CHECK_STR(value_text(0.0457, "cores_per_1k_rps", out), "45.7 mcores");
	CHECK_STR(value_text(2, "cores", out), "2.00 cores");
	CHECK_STR(value_text(2000, "rps", out), "2,000 req/s");
	CHECK_STR(value_text(3, "pods", out), "3 pods");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(durations_have_units),
		cmocka_unit_test(what_is_no_duration_is_refused),
		cmocka_unit_test(a_duration_has_a_last_digit),
		cmocka_unit_test(times_have_an_offset),
		cmocka_unit_test(what_is_no_time_is_refused),
		cmocka_unit_test(times_are_written_in_utc),
		cmocka_unit_test(durations_have_three_digits),
		cmocka_unit_test(numbers_have_commas),
		cmocka_unit_test(changes_are_signed_percents),
		cmocka_unit_test(values_have_the_unit_of_their_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
