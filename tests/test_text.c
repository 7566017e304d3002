/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pieces of text, numbers in them, and texts that are built.
 */
#include "base/text.h"

#include <math.h>
#include <string.h>

#include "base/builder.h"
#include "tests/check.h"

static bool is_double(const char *text)
{
	double value;

	return span_double(span_of(text), -1e308, 1e308, &value);
}

static void a_number_is_the_whole_text(void **state)
{
	double value = 7;

	(void)state;
	assert_true(span_double(SPAN("1.5e3"), 0, 1e9, &value));
	CHECK_NEAR(value, 1500, 0);
	assert_true(is_double("-.5") && is_double("+1") && is_double("1."));
	assert_false(is_double("") || is_double(" 1") || is_double("1 "));
	assert_false(is_double("1,5") || is_double("1e") || is_double("."));
	assert_false(is_double("nan") || is_double("-inf") || is_double("0x1"));
	assert_false(span_double(SPAN("1\0x"), 0, 9, &value));
	CHECK_NEAR(value, 1500, 0);
}

static void a_number_has_bounds(void **state)
{
	double value;

	(void)state;
	assert_true(span_double(SPAN("5"), 5, 5, &value));
	assert_false(span_double(SPAN("5.01"), 0, 5, &value));
	assert_false(span_double(SPAN("1e999"), 0, 1e308, &value));
	assert_false(span_double(
	    SPAN("1000000000000000000000000000000000000000000000000000000000"
		 "0000000000000000"),
	    0, 1e300, &value));
}

static void a_whole_number_has_no_more_than_digits(void **state)
{
	int64_t value = 7;

	(void)state;
	assert_true(span_int(SPAN("-12"), INT64_MIN, INT64_MAX, &value) &&
		    value == -12);
	assert_true(
	    span_int(SPAN("9223372036854775807"), 0, INT64_MAX, &value));
	assert_true(value == INT64_MAX);
	assert_false(
	    span_int(SPAN("9223372036854775808"), 0, INT64_MAX, &value));
	assert_false(span_int(SPAN("-"), -9, 9, &value));
	assert_false(span_int(SPAN("+1"), -9, 9, &value));
	assert_false(span_int(SPAN("1.0"), -9, 9, &value));
	assert_false(span_int(SPAN(""), -9, 9, &value));
	assert_false(span_int(SPAN("10"), -9, 9, &value));
}

static void a_text_is_cut_at_separators(void **state)
{
	struct span rest = SPAN("a,,b"), none = SPAN("");

	(void)state;
	assert_true(span_is(span_cut(&rest, ','), "a"));
	assert_true(span_is(span_cut(&rest, ','), ""));
	assert_true(span_is(span_cut(&rest, ','), "b"));
	CHECK_INT(rest.len, 0);
	assert_true(span_is(span_cut(&none, ','), ""));
	rest = SPAN("  two\twords\n");
	assert_true(span_is(span_word(&rest), "two"));
	assert_true(span_is(span_word(&rest), "words"));
	assert_true(span_is(span_word(&rest), ""));
}

static void a_text_is_found_in_another(void **state)
{
	(void)state;
	CHECK_INT(span_find(SPAN("aab"), SPAN("ab")), 1);
	CHECK_INT(span_find(SPAN("aab"), SPAN("abc")), -1);
	CHECK_INT(span_find(SPAN(""), SPAN("a")), -1);
	CHECK_INT(span_find(SPAN("a"), SPAN("")), 0);
	assert_true(span_starts(SPAN("ab"), SPAN("ab")));
	assert_false(span_starts(SPAN("a"), SPAN("ab")));
	assert_true(span_ends(SPAN("ab"), SPAN("b")));
	assert_true(span_is(span_trim(SPAN(" \r\n")), ""));
	CHECK_INT(span_skip(SPAN("ab"), 5).len, 0);
}

static void control_characters_are_tamed(void **state)
{
	char text[] = "a\033[31m\nb\x7f\xc2\x9b"
		      "c\xc3\xa9";
	char turned[] = "a\u202eb\u2066c\u061cd\u200e";
	char cut[] = "\xc2", cut_too[] = "\xe2\x80";

	(void)state;
	text_tame(text);
	CHECK_STR(text, "a?[31m?b???c\xc3\xa9");
	text_tame(turned);
	CHECK_STR(turned, "a???b???c??d???");
	text_tame(cut_too);
	CHECK_STR(cut_too, "\xe2\x80");
	text_tame(cut);
	CHECK_STR(cut, "\xc2");
}

static const char *json(const char *text, struct arena *a)
{
	struct builder b = { .arena = a };

	build_json(&b, text);
	return build_text(&b);
}

static void json_is_escaped_and_utf8(void **state)
{
	struct arena a = { 0 };

	(void)state;
	CHECK_STR(json(NULL, &a), "null");
	CHECK_STR(json("", &a), "\"\"");
	CHECK_STR(json("\"\\\n\x01", &a), "\"\\\"\\\\\\u000a\\u0001\"");
	CHECK_STR(json("\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80", &a),
	    "\"\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80\"");
	CHECK_STR(json("a\xff", &a), "\"a\\ufffd\"");
	CHECK_STR(json("\xe2\x82", &a), "\"\\ufffd\\ufffd\"");
	CHECK_STR(json("\xc0\x80", &a), "\"\\ufffd\\ufffd\"");
	CHECK_STR(json("\xed\xa0\x80", &a), "\"\\ufffd\\ufffd\\ufffd\"");
	CHECK_STR(json("\xf4\x90\x80\x80", &a),
	    "\"\\ufffd\\ufffd\\ufffd\\ufffd\"");
	arena_release(&a);
}

static const char *number(double value, struct arena *a)
{
	struct builder b = { .arena = a };

	build_json_number(&b, value);
	return build_text(&b);
}

static void json_numbers_have_all_their_digits(void **state)
{
	struct arena a = { 0 };

	(void)state;
	CHECK_STR(number(0.1, &a), "0.1");
	CHECK_STR(number(1.0 / 3, &a), "0.33333333333333331");
	CHECK_STR(number(NAN, &a), "null");
	CHECK_STR(number(-INFINITY, &a), "null");
	arena_release(&a);
}

static void a_text_grows_as_it_must(void **state)
{
	struct arena a = { 0 };
	struct builder b = { .arena = &a };

	(void)state;
	CHECK_STR(build_text(&b), "");
	for (int i = 0; i < 1000; i++)
		build(&b, "%d,", i % 10);
	CHECK_INT(b.len, 2000);
	CHECK_INT(strlen(build_text(&b)), 2000);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_is_the_whole_text),
		cmocka_unit_test(a_number_has_bounds),
		cmocka_unit_test(a_whole_number_has_no_more_than_digits),
		cmocka_unit_test(a_text_is_cut_at_separators),
		cmocka_unit_test(a_text_is_found_in_another),
		cmocka_unit_test(control_characters_are_tamed),
		cmocka_unit_test(json_is_escaped_and_utf8),
		cmocka_unit_test(json_numbers_have_all_their_digits),
		cmocka_unit_test(a_text_grows_as_it_must),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
