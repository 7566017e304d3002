/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/check.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "collect/digits.h"

/* With room before it, of bytes that are no digits. */
static struct span number(char text[64], const char *digits)
{
	memset(text, ';', 64);
	memcpy(text + 16, digits, strlen(digits));
	return (struct span){ text + 16, strlen(digits) };
}

static void a_number_of_any_length_is_read(void **state)
{
	static const char digits[] = "9182736450918273";
	char text[64], some[17];

	(void)state;
	for (size_t n = 1; n <= 16; n++) {
		struct digits_memory last = { 0 };
		int64_t expected, got = -1;

		snprintf(some, sizeof(some), "%.*s", (int)n, digits);
		sscanf(some, "%" SCNd64, &expected);
		assert_true(digits_parse(number(text, some), &got));
		CHECK_INT(got, expected);
		assert_true(digits_parse_time(&last, number(text, some), &got));
		CHECK_INT(got, expected);
	}
	assert_false(
	    digits_parse(number(text, "12345678901234567"), &(int64_t){ 0 }));
}

static void no_other_byte_is_a_digit(void **state)
{
	char text[64];
	int64_t got;

	(void)state;
	for (size_t n = 1; n <= 16; n++) {
		for (size_t i = 0; i < n; i++) {
			struct span s = number(text, "1111111111111111");

			s.len = n;
			for (int c = 0; c < 256; c++) {
				text[16 + i] = (char)c;
				CHECK_INT(digits_parse(s, &got),
				    c >= '0' && c <= '9');
			}
		}
	}
	assert_false(digits_parse(number(text, ""), &got));
}

static void a_time_may_take_all_of_64_bits_and_no_more(void **state)
{
	struct digits_memory last = { 0 };
	char text[64];
	int64_t got;

	(void)state;
	assert_true(digits_parse_time(&last,
	    number(text, "9223372036854775807"), &got));
	assert_true(got == INT64_MAX);
	assert_false(digits_parse_time(&last,
	    number(text, "9223372036854775808"), &got));
	assert_false(digits_parse_time(&last,
	    number(text, "9999999999999999999"), &got));
	assert_false(digits_parse_time(&last,
	    number(text, "10000000000000000000"), &got));
}

static void a_number_that_was_read_before_is_the_same_again(void **state)
{
	static const char *const times[] = { "1777900000123", "1777900000124",
		"0000000000001", "1777900100000", "1777900100000" };
	struct digits_memory last = { 0 };
	char text[64];

	(void)state;
	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++) {
		int64_t expected, got = -1;

		sscanf(times[i], "%" SCNd64, &expected);
		assert_true(
		    digits_parse_time(&last, number(text, times[i]), &got));
		CHECK_INT(got, expected);
	}
	assert_false(digits_parse_time(&last, number(text, "17779001x0000"),
	    &(int64_t){ 0 }));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_of_any_length_is_read),
		cmocka_unit_test(no_other_byte_is_a_digit),
		cmocka_unit_test(a_time_may_take_all_of_64_bits_and_no_more),
		cmocka_unit_test(
		    a_number_that_was_read_before_is_the_same_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
