/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "collect/json.h"

#define A_JSON ((struct pos){ "a.json", 0 })

static struct err err;

static struct json *parsed(const char *text)
{
	struct json *doc = json_parse(span_of(text), A_JSON, &err);

	assert_non_null(doc);
	return doc;
}

static void refused(struct span text, const char *words)
{
	assert_null(json_parse(text, A_JSON, &err));
	assert_string_equal(err.msg, words);
}

static void a_syntax_error_is_named_with_line_and_column(void **state)
{
	(void)state;
	refused(SPAN("{\n  \"a\": 1,\n  \"b\": oops }"),
	    "a.json:3: column 8: no JSON from here on: \"oops }\"");
	refused(SPAN("hello"),
	    "a.json:1: column 1: no JSON from here on: \"hello\"");
}

static void what_follows_the_document_is_an_error(void **state)
{
	(void)state;
	refused(SPAN("{}\n{}"),
	    "a.json:2: column 1: no JSON from here on: \"{}\"");
	json_free(parsed("{} \r\n\t"));
}

static void a_document_that_is_cut_off_ends_too_early(void **state)
{
	(void)state;
	refused(SPAN("{\"a\": [1, 2"), "a.json:1: the JSON ends too early");
	refused(SPAN("[1,\n"), "a.json:1: the JSON ends too early");
}

static void nothing_is_no_document(void **state)
{
	(void)state;
	refused(SPAN(""), "a.json: expected JSON, got nothing");
	refused(SPAN(" \n"), "a.json: expected JSON, got nothing");
	refused(SPAN("\xEF\xBB\xBF"), "a.json: expected JSON, got nothing");
}

static void a_nul_byte_is_refused_wherever_it_stands(void **state)
{
	(void)state;
	refused(SPAN("{\"a\": \"b\0c\"}"),
	    "a.json: not a text: a NUL byte at offset 8");
	refused(SPAN("{}\0"), "a.json: not a text: a NUL byte at offset 2");
}

static void nesting_has_a_limit(void **state)
{
	char deep[3 * JSON_DEPTH_MAX + 1];

	(void)state;
	memset(deep, '[', JSON_DEPTH_MAX);
	memset(deep + JSON_DEPTH_MAX, ']', JSON_DEPTH_MAX);
	deep[2 * JSON_DEPTH_MAX] = '\0';
	json_free(parsed(deep));
	memset(deep, '[', sizeof(deep));
	assert_null(
	    json_parse((struct span){ deep, sizeof(deep) }, A_JSON, &err));
}

static void the_number_of_values_has_a_limit(void **state)
{
	size_t len = 2 * JSON_VALUES_MAX + 4;
	char *text = xcalloc(len, 1);

	(void)state;
	for (size_t i = 0; i < len; i++)
		text[i] = i % 2 ? ',' : '0';
	text[0] = '[';
	refused((struct span){ text, len },
	    "a.json: more than 4194304 values in one document");
	free(text);
}

static void a_byte_order_mark_is_passed_over(void **state)
{
	struct json *doc = parsed("\xEF\xBB\xBF{\"a\": 1}");
	struct json_node root = json_root(doc);
	int64_t a = 0;

	(void)state;
	assert_int_equal(json_integer(&root, "a", &a, &err), 0);
	assert_int_equal(a, 1);
	json_free(doc);
}

static void several_documents_come_one_by_one(void **state)
{
	struct span rest = SPAN("{\"a\": 1}\n\n{\"a\": 2}{\"a\": 3}\n");
	struct pos pos = A_JSON;
	struct json *doc;

	(void)state;
	for (int64_t i = 1; i <= 3; i++) {
		struct json_node root;
		int64_t a = 0;

		assert_int_equal(json_next(&rest, &pos, &doc, &err), 1);
		root = json_root(doc);
		assert_int_equal(json_integer(&root, "a", &a, &err), 0);
		assert_int_equal(a, i);
		json_free(doc);
	}
	assert_int_equal(json_next(&rest, &pos, &doc, &err), 0);
	assert_null(doc);
}

static void a_fault_in_a_later_document_is_named_with_its_line(void **state)
{
	struct span rest = SPAN("{\"a\": 1}\n{\"a\": \"x\"}\n]");
	struct pos pos = A_JSON;
	struct json_node root;
	struct json *doc;
	int64_t a;

	(void)state;
	assert_int_equal(json_next(&rest, &pos, &doc, &err), 1);
	json_free(doc);
	assert_int_equal(json_next(&rest, &pos, &doc, &err), 1);
	root = json_root(doc);
	assert_int_equal(json_integer(&root, "a", &a, &err), -1);
	assert_string_equal(err.msg,
	    "a.json:2: a: expected a number, got a string");
	json_free(doc);
	assert_int_equal(json_next(&rest, &pos, &doc, &err), -1);
	assert_string_equal(err.msg,
	    "a.json:3: column 1: no JSON from here on: \"]\"");
}

static void a_wrong_kind_is_named_with_its_path(void **state)
{
	struct json *doc = parsed("{\"h\": {\"p\": [{}, {}, {\"v\": \"x\"}]}}");
	struct json_node root = json_root(doc), h, p, e;
	double v = 7;

	(void)state;
	assert_int_equal(json_object(&root, "h", &h, &err), 0);
	assert_int_equal(json_array(&h, "p", &p, &err), 0);
	e = json_first(&p);
	e = json_after(&e);
	e = json_after(&e);
	assert_int_equal(json_number(&e, "v", &v, &err), -1);
	assert_string_equal(err.msg,
	    "a.json: h.p[2].v: expected a number, got a string");
	assert_true(v == 7);
	assert_int_equal(json_array(&root, "h", &p, &err), -1);
	assert_string_equal(err.msg,
	    "a.json: h: expected an array, got an object");
	json_free(doc);
}

static void what_is_missing_is_an_error_only_where_it_is_needed(void **state)
{
	struct json *doc = parsed("{\"n\": null}");
	struct json_node root = json_root(doc);
	const char *text = "as it was";
	double v = 7;

	(void)state;
	assert_int_equal(json_number_try(&root, "n", &v, &err), 0);
	assert_int_equal(json_string_try(&root, "m", &text, &err), 0);
	assert_true(v == 7);
	assert_string_equal(text, "as it was");
	assert_int_equal(json_number(&root, "n", &v, &err), -1);
	assert_string_equal(err.msg, "a.json: n: missing");
	json_free(doc);
}

static int integer(const char *text, int64_t *out)
{
	struct json *doc = parsed(text);
	struct json_node root = json_root(doc);
	int status = json_loose_integer(&root, NULL, out, &err);

	json_free(doc);
	return status;
}

static void an_integer_in_a_string_is_exact_beyond_2_to_the_53(void **state)
{
	int64_t n;

	(void)state;
	assert_int_equal(integer("\"9007199254740993\"", &n), 0);
	assert_true(n == 9007199254740993);
	assert_int_equal(integer("\"9223372036854775807\"", &n), 0);
	assert_true(n == INT64_MAX);
	assert_int_equal(integer("\"9223372036854775808\"", &n), -1);
	assert_int_equal(integer("9007199254740992", &n), 0);
	assert_true(n == 9007199254740992);
}

static void an_integer_has_neither_fraction_nor_more_than_63_bits(void **state)
{
	int64_t n;

	(void)state;
	assert_int_equal(integer("1.5", &n), -1);
	assert_string_equal(err.msg,
	    "a.json: expected a whole number, got 1.5");
	assert_int_equal(integer("9223372036854775808", &n), -1);
	assert_string_equal(err.msg, "a.json: the number is too large");
	assert_int_equal(integer("-9223372036854775808", &n), 0);
	assert_true(n == INT64_MIN);
	assert_int_equal(integer("\"1.5\"", &n), -1);
	assert_string_equal(err.msg,
	    "a.json: expected a whole number, got \"1.5\"");
}

static void a_number_is_finite(void **state)
{
	struct json *doc = parsed("{\"a\": 1e999, \"b\": \"1e999\", "
				  "\"c\": \"NaN\", \"d\": \"2.5\"}");
	struct json_node root = json_root(doc);
	double v = 7;

	(void)state;
	assert_int_equal(json_number(&root, "a", &v, &err), -1);
	assert_string_equal(err.msg, "a.json: a: the number is too large");
	assert_int_equal(json_loose_number_try(&root, "b", &v, &err), -1);
	assert_int_equal(json_loose_number_try(&root, "c", &v, &err), -1);
	assert_string_equal(err.msg,
	    "a.json: c: expected a number, got \"NaN\"");
	assert_true(v == 7);
	assert_int_equal(json_loose_number_try(&root, "d", &v, &err), 0);
	assert_true(v == 2.5);
	json_free(doc);
	refused(SPAN("[NaN]"),
	    "a.json:1: column 2: no JSON from here on: \"NaN]\"");
}

static void members_are_told_in_their_order_with_their_keys(void **state)
{
	struct json *doc = parsed("{\"200\": 5, \"-1\": \"3\"}");
	struct json_node root = json_root(doc), e = json_first(&root);
	int64_t n;

	(void)state;
	assert_int_equal(json_count(&root), 2);
	assert_string_equal(e.key, "200");
	e = json_after(&e);
	assert_string_equal(e.key, "-1");
	assert_int_equal(json_integer(&e, NULL, &n, &err), -1);
	assert_string_equal(err.msg,
	    "a.json: -1: expected a number, got a string");
	e = json_after(&e);
	assert_null(e.value);
	json_free(doc);
}

static void a_path_that_is_very_long_is_cut_in_front(void **state)
{
	char text[2000];
	struct json *doc;
	struct json_node root, e;
	int64_t n;

	(void)state;
	snprintf(text, sizeof(text), "{\"%01000d\": []}", 1);
	doc = parsed(text);
	root = json_root(doc);
	e = json_first(&root);
	assert_int_equal(json_integer(&e, NULL, &n, &err), -1);
	assert_non_null(
	    strstr(err.msg, "00001: expected a number, got an array"));
	json_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_syntax_error_is_named_with_line_and_column),
		cmocka_unit_test(what_follows_the_document_is_an_error),
		cmocka_unit_test(a_document_that_is_cut_off_ends_too_early),
		cmocka_unit_test(nothing_is_no_document),
		cmocka_unit_test(a_nul_byte_is_refused_wherever_it_stands),
		cmocka_unit_test(nesting_has_a_limit),
		cmocka_unit_test(the_number_of_values_has_a_limit),
		cmocka_unit_test(a_byte_order_mark_is_passed_over),
		cmocka_unit_test(several_documents_come_one_by_one),
		cmocka_unit_test(
		    a_fault_in_a_later_document_is_named_with_its_line),
		cmocka_unit_test(a_wrong_kind_is_named_with_its_path),
		cmocka_unit_test(
		    what_is_missing_is_an_error_only_where_it_is_needed),
		cmocka_unit_test(
		    an_integer_in_a_string_is_exact_beyond_2_to_the_53),
		cmocka_unit_test(
		    an_integer_has_neither_fraction_nor_more_than_63_bits),
		cmocka_unit_test(a_number_is_finite),
		cmocka_unit_test(
		    members_are_told_in_their_order_with_their_keys),
		cmocka_unit_test(a_path_that_is_very_long_is_cut_in_front),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
