/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "collect/sniff.h"

static void the_first_byte_is_behind_mark_and_space(void **state)
{
	(void)state;
	assert_int_equal(sniff_first(SPAN("\xEF\xBB\xBF \r\n\t{")), '{');
	assert_int_equal(sniff_first(SPAN("")), 0);
	assert_int_equal(sniff_first(SPAN(" \n")), 0);
}

static void only_keys_of_the_first_level_count(void **state)
{
	struct span head =
	    SPAN("\xEF\xBB\xBF{ \"a\" : {\"b\": [1, {\"c\": 2}]},"
		 "\n\"d\": \"e\", \"f\":null} {\"g\": 1}");

	(void)state;
	assert_true(json_has_key(head, "a"));
	assert_true(json_has_key(head, "d"));
	assert_true(json_has_key(head, "f"));
	assert_false(json_has_key(head, "b"));
	assert_false(json_has_key(head, "c"));
	assert_false(json_has_key(head, "e"));
	assert_false(json_has_key(head, "g"));
}

static void strings_hide_brackets_and_escaped_quotes(void **state)
{
	struct span head = SPAN("{\"a\": \"}\\\"],{\", \"b\\\\\": \"\\\\\", "
				"\"c\": 1}");
	struct span value;

	(void)state;
	assert_true(json_key_value(head, "a", &value));
	assert_true(span_is(value, "\"}\\\"],{\""));
	assert_true(json_has_key(head, "b\\\\"));
	assert_true(json_has_key(head, "c"));
}

static void a_value_comes_with_its_brackets(void **state)
{
	struct span head = SPAN("{\"a\": [1, [2]], \"b\": -1.5e3}"), value;

	(void)state;
	assert_true(json_key_value(head, "a", &value));
	assert_true(span_is(value, "[1, [2]]"));
	assert_true(json_key_value(head, "b", &value));
	assert_true(span_is(value, "-1.5e3"));
}

static void a_head_may_be_cut_anywhere(void **state)
{
	struct span whole = SPAN("{\"a\": {\"b\": \"\\\"x\"}, \"c\": [true]}");
	struct span value;

	(void)state;
	for (size_t len = 0; len <= whole.len; len++) {
		struct span head = { whole.at, len };

		assert_int_equal(json_has_key(head, "c"), len >= 24);
	}
	assert_true(json_key_value((struct span){ whole.at, 14 }, "a", &value));
	assert_true(span_is(value, "{\"b\": \"\\"));
}

static void what_is_no_object_has_no_keys(void **state)
{
	(void)state;
	assert_false(json_has_key(SPAN("[{\"a\": 1}]"), "a"));
	assert_false(json_has_key(SPAN("\"a\": 1"), "a"));
	assert_false(json_has_key(SPAN("{a: 1}"), "a"));
	assert_false(json_has_key(SPAN("{\"a\"; 1}"), "a"));
	assert_false(json_has_key(SPAN("{\"a\": ]]]"), "b"));
	assert_false(json_has_key(SPAN(""), "a"));
}

static void an_array_shows_its_first_element(void **state)
{
	(void)state;
	assert_true(span_is(json_first_element(SPAN(" [ {\"a\": []}, 2]")),
	    "{\"a\": []}"));
	assert_int_equal(json_first_element(SPAN("[]")).len, 0);
	assert_int_equal(json_first_element(SPAN("{\"a\": 1}")).len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_byte_is_behind_mark_and_space),
		cmocka_unit_test(only_keys_of_the_first_level_count),
		cmocka_unit_test(strings_hide_brackets_and_escaped_quotes),
		cmocka_unit_test(a_value_comes_with_its_brackets),
		cmocka_unit_test(a_head_may_be_cut_anywhere),
		cmocka_unit_test(what_is_no_object_has_no_keys),
		cmocka_unit_test(an_array_shows_its_first_element),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
