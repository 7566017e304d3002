/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labels out of texts, and the fields of tables.
 */
#include "collect/pattern.h"

#include <string.h>

#include "collect/csv.h"
#include "tests/check.h"

static struct arena arena;

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static const char *joined(bool matches, const struct pair_list *pairs)
{
	const char *text = "";

	for (size_t i = 0; matches && i < pairs->len; i++)
		text = arena_printf(&arena, "%s%s=%s;", text, pairs->at[i].key,
		    pairs->at[i].value);
	return matches ? text : "no";
}

static const char *match(const char *pattern, const char *text)
{
	struct pair_list pairs;
	bool matches = pattern_match(pattern, text, &arena, &pairs);

	return joined(matches, &pairs);
}

static const char *match_path(const char *pattern, const char *path)
{
	struct pair_list pairs;
	bool matches = pattern_match_path(pattern, path, &arena, &pairs);

	return joined(matches, &pairs);
}

static void names_take_what_stands_between_the_rest(void **state)
{
	(void)state;
	CHECK_STR(match("{a}_{b}.json", "x_y.json"), "a=x;b=y;");
	CHECK_STR(match("{a}", "all of it"), "a=all of it;");
	CHECK_STR(match("{a}_{}_{b}", "x_drop_y"), "a=x;b=y;");
	CHECK_STR(match("plain", "plain"), "");
	CHECK_STR(match("", ""), "");
}

static void a_name_takes_as_little_as_it_can(void **state)
{
	(void)state;
	CHECK_STR(match("{a}-{b}", "x-y-z"), "a=x;b=y-z;");
	CHECK_STR(match("{a}-{b}.json", "x.json-y.json"), "a=x.json;b=y;");
	CHECK_STR(match("{a}--{b}", "x---y"), "a=x;b=-y;");
}

static void a_name_is_never_empty_and_never_has_a_slash(void **state)
{
	(void)state;
	CHECK_STR(match("{a}_{b}", "_y"), "no");
	CHECK_STR(match("{a}_{b}", "x_"), "no");
	CHECK_STR(match("{a}", "x/y"), "no");
	CHECK_STR(match("{a}", ""), "no");
	CHECK_STR(match("{a}x", "y"), "no");
}

static void a_path_is_matched_by_its_last_parts(void **state)
{
	(void)state;
	CHECK_STR(match_path("{m}/{r}.json", "/a/b/istio/1.json"),
	    "m=istio;r=1;");
	CHECK_STR(match_path("{r}.json", "1.json"), "r=1;");
	CHECK_STR(match_path("{m}/{r}.json", "1.json"), "no");
	CHECK_STR(match_path("{r}.json", "a/1.json.gz"), "r=1;");
	CHECK_STR(match_path("{r}.json", "a/1.json.zst"), "r=1;");
	CHECK_STR(match_path("{r}.gz", "a/1.json.gz"), "r=1.json;");
}

static void hostile_texts_take_no_time(void **state)
{
	char text[PATTERN_TEXT_MAX + 2];

	(void)state;
	memset(text, '-', sizeof(text));
	text[PATTERN_TEXT_MAX] = '\0';
	CHECK_STR(match("{a}-{b}-{c}-{d}-{e}-{f}-{g}x", text), "no");
	text[PATTERN_TEXT_MAX] = '-';
	text[PATTERN_TEXT_MAX + 1] = '\0';
	CHECK_STR(match("{a}", text), "no");
}

static const char *check(const char *pattern)
{
	static struct err err;
	int status;

	err.msg[0] = '\0';
	status = pattern_check(pattern, &err);
	CHECK_INT(status, *err.msg ? -1 : 0);
	return err.msg;
}

static void a_bad_pattern_is_explained(void **state)
{
	(void)state;
	CHECK_STR(check("{a}_{b}"), "");
	CHECK_STR(check(""), "");
	CHECK_STR(check("{a"), "pattern \"{a\": \"{\" without \"}\"");
	CHECK_STR(check("a}"), "pattern \"a}\": \"}\" without \"{\"");
	CHECK_STR(check("{a}}"), "pattern \"{a}}\": \"}\" without \"{\"");
	CHECK_STR(check("{"), "pattern \"{\": \"{\" without \"}\"");
	CHECK_STR(check("{a}{b}"),
	    "pattern \"{a}{b}\": nothing stands between {a} and the next "
	    "name");
}

static const char *fields(const char *line)
{
	struct field_list list = csv_fields(span_of(line), &arena);
	const char *text = "";

	for (size_t i = 0; i < list.len; i++)
		text = arena_printf(&arena, "%s[%s]", text, list.at[i]);
	return text;
}

static void fields_may_be_quoted(void **state)
{
	(void)state;
	CHECK_STR(fields("a,\"b \"\"c\"\"\", d"), "[a][b \"c\"][ d]");
	CHECK_STR(fields("\"a,b\",c"), "[a,b][c]");
	CHECK_STR(fields("\"a"), "[a]");
	CHECK_STR(fields("\"\""), "[]");
	CHECK_STR(fields(""), "");
	CHECK_STR(fields(","), "[][]");
	CHECK_STR(fields("a,"), "[a][]");
	CHECK_STR(fields("a,\"b\","), "[a][b][]");
}

#define TEST(name) cmocka_unit_test_teardown(name, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(names_take_what_stands_between_the_rest),
		TEST(a_name_takes_as_little_as_it_can),
		TEST(a_name_is_never_empty_and_never_has_a_slash),
		TEST(a_path_is_matched_by_its_last_parts),
		TEST(hostile_texts_take_no_time),
		TEST(a_bad_pattern_is_explained),
		TEST(fields_may_be_quoted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
