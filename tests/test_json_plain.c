/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/check.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/mem.h"
#include "collect/json_plain.h"

static void check_text(const char *got, const char *expected)
{
	CHECK_INT(got == NULL, expected == NULL);
	if (got)
		CHECK_STR(got, expected);
}

/* The same, values bit by bit. */
static void check_node(const cJSON *got, const cJSON *expected)
{
	const cJSON *last = NULL, *a, *b = expected->child;

	CHECK_INT(got->type, expected->type);
	check_text(got->string, expected->string);
	check_text(got->valuestring, expected->valuestring);
	assert_memory_equal(&got->valuedouble, &expected->valuedouble,
	    sizeof(double));
	for (a = got->child; a && b; last = a, a = a->next, b = b->next) {
		if (last)
			assert_ptr_equal(a->prev, last);
		check_node(a, b);
	}
	assert_null(a);
	assert_null(b);
	if (got->child)
		assert_ptr_equal(got->child->prev, last);
}

/* Whether it is plain; if so, cJSON reads the same, as far. */
static bool is_plain(struct span text)
{
	/* As long as the text, for a sanitizer to find who looks behind it. */
	char *copy = xrealloc(NULL, text.len + 1, 1);
	const char *end, *expected_end;
	struct arena a = { 0 };
	cJSON *got, *expected;

	memcpy(copy, text.at, text.len);
	copy = xrealloc(copy, text.len ? text.len : 1, 1);
	got = json_plain(&a, (struct span){ copy, text.len }, &end);
	if (got) {
		expected = cJSON_ParseWithLengthOpts(copy, text.len,
		    &expected_end, false);
		assert_non_null(expected);
		check_node(got, expected);
		assert_ptr_equal(end, expected_end);
		cJSON_Delete(expected);
	}
	arena_release(&a);
	free(copy);
	return got;
}

static void what_most_tools_write_is_read_as_cjson_reads_it(void **state)
{
	static const char *const texts[] = { "{}", "[]", "[[],{},[{}]]",
		"{ \"a\": 1, \"b\" : [ true , false, null, \"x\" ] }\n",
		"{\"a\":{\"a\":\"\",\"a\":\"\xC3\xA9\"},\"\":-0}",
		"[0, -0, -0.0, 007, 5., 0.1, 123456789012345, "
		"0.30000000000000004]",
		"[999999999999999, 99999999999999.9, 0.000000000000001]",
		"[1e5, -1.5E-7, 1e999, 12345678901234567890, 4.9e-324]",
		"{}{\"what follows\": 1}" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_true(is_plain(span_of(texts[i])));
}

static void all_else_is_left_to_cjson(void **state)
{
	static const char *const texts[] = { "", " ", "1", "\"a\"", "null", "{",
		"[1", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
		"{\"a\":1]", "[1}", "[\"a]", "[\"\\n\"]", "[1\v]", "[nul]",
		"[truefalse]", "[-]", "[.5]", "[+1]", "[1.2.3]", "[0x10]",
		"[-inf]", "[1e]", "{a:1}", "[1 2]", "[[1]",
		"[01234567890123"
		"456789012345678901234567890123456789012345678901234567]" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_false(is_plain(span_of(texts[i])));
}

static void what_is_deep_is_left_to_cjson(void **state)
{
	char deep[2000];

	(void)state;
	for (size_t half = 1; half < 1000; half *= 2) {
		memset(deep, '[', half);
		memset(deep + half, ']', half);
		CHECK_INT(is_plain((struct span){ deep, 2 * half }),
		    half <= 64);
	}
}

/* As the quotient of two numbers that are exact, and by strtod(). */
static void numbers_of_any_length_are_rounded_once(void **state)
{
	uint32_t seed = 1;
	char text[64];

	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t len = 1;

		seed = seed * 1664525 + 1013904223;
		for (size_t n = 2 + seed % 20, point = seed / 32 % 20; n; n--) {
			seed = seed * 1664525 + 1013904223;
			text[len++] = (char)('0' + (seed >> 16) % 10);
			if (len == point + 2)
				text[len++] = '.';
		}
		text[0] = '[';
		text[len++] = ']';
		assert_true(is_plain((struct span){ text, len }));
	}
}

/* Any bytes at all, most of them such as matter. */
static void no_text_is_read_otherwise_than_by_cjson(void **state)
{
	static const char *const some[] = { "{", "}", "[", "]", ",", ":", "\"",
		"\"a\":", "1", "-2.5", "1e3", "null", "true", " ", "\\", "x" };
	uint32_t seed = 1;
	char text[100];
	int plain = 0;

	(void)state;
	for (int round = 0; round < 300000; round++) {
		size_t n = 1 + seed % 9;

		text[0] = '\0';
		while (n--) {
			seed = seed * 1664525 + 1013904223;
			strcat(text, some[(seed >> 16) % 16]);
		}
		plain += is_plain(span_of(text));
	}
	assert_true(plain > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    what_most_tools_write_is_read_as_cjson_reads_it),
		cmocka_unit_test(all_else_is_left_to_cjson),
		cmocka_unit_test(what_is_deep_is_left_to_cjson),
		cmocka_unit_test(numbers_of_any_length_are_rounded_once),
		cmocka_unit_test(no_text_is_read_otherwise_than_by_cjson),
	};

	return cmocka_run_group_tests_name("json plain", tests, NULL, NULL);
}
