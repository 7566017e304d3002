/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/name_pattern.h"
#include "tests/check.h"

#define NAMES 8

static struct arena a;

static const char *pattern_of(const char *const names[NAMES])
{
	static struct run runs[NAMES];
	struct run_list list = { runs, 0 };
	const char *got;

	arena_release(&a);
	while (list.len < NAMES && names[list.len]) {
		runs[list.len] = (struct run){ .source_name = names[list.len] };
		list.len++;
	}
	got = name_pattern(&list, &a);
	return got ? got : "none";
}

#define PATTERN(expected, ...)                                                 \
	assert_string_equal(pattern_of((const char *[NAMES]){ __VA_ARGS__ }),  \
	    expected)

static void parts_with_numbers_and_baselines_have_their_names(void **state)
{
	(void)state;
	PATTERN("'{mesh}-q{offered_rps}-r{rep}.json'", "all/istio-q100-r1.json",
	    "all/istio-q500-r2.json", "all/none-q500-r1.json",
	    "all/none-q100-r2.json");
	PATTERN("'{proxy}_{offered_rps}rps_{connections}conn_R{rep}.txt'",
	    "direct_100rps_8conn_R1.txt", "direct_200rps_16conn_R2.txt",
	    "nginx_100rps_16conn_R1.txt", "nginx_200rps_16conn_R2.txt",
	    "nginx_100rps_8conn_R2.txt");
}

static void other_parts_have_letters_and_their_values_are_said(void **state)
{
	(void)state;
	PATTERN("'{a}/rep{rep}.json', with names of your own for a (x, y)",
	    "x/rep1.json.gz", "x/rep2.json.gz", "y/rep1.json.gz",
	    "y/rep2.json.gz");
}

static void times_and_what_repeats_another_part_are_no_labels(void **state)
{
	(void)state;
	PATTERN("'{a}/x_{}_{rep}_{}.json', "
		"with names of your own for a (off, on)",
	    "off/x_off_1_2026-11-23T10-00.json",
	    "off/x_off_2_2026-11-23T10-01.json",
	    "on/x_on_1_2026-11-23T10-02.json",
	    "on/x_on_2_2026-11-23T10-03.json");
}

static void a_part_may_hold_the_sign_that_parts_others(void **state)
{
	(void)state;
	PATTERN("'{mesh}_r{rep}.json'", "no-mesh_r1.json", "no-mesh_r2.json",
	    "istio_r1.json", "istio_r2.json");
}

static void names_that_say_nothing_give_no_pattern(void **state)
{
	(void)state;
	PATTERN("none", "one.json", "two-files.csv", "3.txt");
	PATTERN("none", "r1.json", "r2.json", "r3.json");
	PATTERN("none", "apples.json", "pears.json", "plums.json");
	PATTERN("none", "a.json");
	PATTERN("none", "-");
	PATTERN("none", "");
}

static void a_name_that_a_shell_would_end_gives_no_pattern(void **state)
{
	(void)state;
	PATTERN("none", "it's-none-r1.json", "it's-none-r2.json",
	    "it's-istio-r1.json", "it's-istio-r2.json");
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(parts_with_numbers_and_baselines_have_their_names),
		TEST(other_parts_have_letters_and_their_values_are_said),
		TEST(times_and_what_repeats_another_part_are_no_labels),
		TEST(a_part_may_hold_the_sign_that_parts_others),
		TEST(names_that_say_nothing_give_no_pattern),
		TEST(a_name_that_a_shell_would_end_gives_no_pattern),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
