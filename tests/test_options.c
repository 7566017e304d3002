/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Command lines, in GNU's manner.
 */
#include "base/nearest.h"
#include "base/options.h"

#include "tests/check.h"

static const struct option_def some[] = {
	{ "archive", 'a', "FILE", "" },
	{ "quiet", 'q', NULL, "" },
	{ NULL, 0, NULL, NULL },
};
static const struct option_def others[] = {
	{ "set", 0, "KEY=VALUE", "" },
	{ NULL, 0, NULL, NULL },
};
static const struct option_def *const tables[] = { some, others, NULL };

static struct arena arena;
static struct options parsed;
static struct err fault;

/* argv is writable, though nobody writes there. */
static int parse(const char *const *words)
{
	struct {
		char **at;
		size_t len;
	} argv = { 0 };

	do {
		*ARENA_PUSH(&arena, &argv) = arena_strdup(&arena, *words);
	} while (*words++);
	return options_parse(tables, argv.at, &arena, &parsed, &fault);
}

#define PARSE(...) parse((const char *const[]){ __VA_ARGS__, NULL })

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static void a_value_has_four_ways_to_be_given(void **state)
{
	(void)state;
	CHECK_INT(PARSE("--archive=x"), 0);
	CHECK_STR(option_value(&parsed, "archive"), "x");
	CHECK_INT(PARSE("--archive", "x"), 0);
	CHECK_STR(option_value(&parsed, "archive"), "x");
	CHECK_INT(PARSE("-ax"), 0);
	CHECK_STR(option_value(&parsed, "archive"), "x");
	CHECK_INT(PARSE("-a", "x"), 0);
	CHECK_STR(option_value(&parsed, "archive"), "x");
}

static void options_may_stand_anywhere(void **state)
{
	(void)state;
	CHECK_INT(PARSE("one", "-q", "two", "--set=a=b", "-"), 0);
	CHECK_INT(parsed.operands.len, 3);
	CHECK_STR(parsed.operands.at[2], "-");
	CHECK_STR(option_value(&parsed, "quiet"), "");
	CHECK_STR(option_value(&parsed, "set"), "a=b");
	assert_null(option_value(&parsed, "archive"));
}

static void two_dashes_end_them(void **state)
{
	(void)state;
	CHECK_INT(PARSE("-q", "--", "-a", "--", "--set"), 0);
	CHECK_INT(parsed.given.len, 1);
	CHECK_INT(parsed.operands.len, 3);
	CHECK_STR(parsed.operands.at[1], "--");
}

static void the_last_value_wins_and_all_are_kept(void **state)
{
	(void)state;
	CHECK_INT(PARSE("-a", "x", "--archive=y", "-a", ""), 0);
	CHECK_STR(option_value(&parsed, "archive"), "");
	CHECK_INT(parsed.given.len, 3);
	CHECK_STR(parsed.given.at[1].value, "y");
}

static void a_value_may_look_like_an_option(void **state)
{
	(void)state;
	CHECK_INT(PARSE("-a", "--quiet"), 0);
	CHECK_STR(option_value(&parsed, "archive"), "--quiet");
	assert_null(option_value(&parsed, "quiet"));
}

static void a_slip_is_named(void **state)
{
	(void)state;
	CHECK_INT(PARSE("--nosuch"), -1);
	CHECK_STR(fault.msg, "--nosuch: no such option; --help lists them");
	CHECK_INT(PARSE("--arhcive=x"), -1);
	CHECK_STR(fault.msg, "--arhcive=x: no such option; perhaps --archive "
			     "is meant; --help lists them");
	CHECK_INT(PARSE("-x"), -1);
	CHECK_STR(fault.msg, "-x: no such option; --help lists them");
	CHECK_INT(PARSE("--=x"), -1);
	CHECK_STR(fault.msg, "--=x: no such option; --help lists them");
	CHECK_INT(PARSE("-a"), -1);
	CHECK_STR(fault.msg, "--archive expects FILE");
	CHECK_INT(PARSE("--quiet=yes"), -1);
	CHECK_STR(fault.msg, "--quiet takes no value, got \"yes\"");
	CHECK_INT(PARSE("-qq"), -1);
	CHECK_STR(fault.msg, "--quiet takes no value, got \"q\"");
}

static void no_words_are_no_options(void **state)
{
	const char *const none = NULL;

	(void)state;
	CHECK_INT(parse(&none), 0);
	CHECK_INT(parsed.given.len + parsed.operands.len, 0);
}

#define TEST(name) cmocka_unit_test_teardown(name, teardown)

/* Only its first bytes are compared, which are not that many slips. */
static void nothing_is_near_a_very_long_name(void **state)
{
	char wanted[300], hint[NEAREST_HINT];
	struct nearest near;

	(void)state;
	memset(wanted, 'x', sizeof(wanted));
	wanted[sizeof(wanted) - 1] = '\0';
	near = nearest_to(wanted);
	nearest_see(&near, "strict");
	CHECK_STR(nearest_hint(&near, "--", hint), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_value_has_four_ways_to_be_given),
		TEST(options_may_stand_anywhere),
		TEST(two_dashes_end_them),
		TEST(the_last_value_wins_and_all_are_kept),
		TEST(a_value_may_look_like_an_option),
		TEST(a_slip_is_named),
		TEST(no_words_are_no_options),
		cmocka_unit_test(nothing_is_near_a_very_long_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
