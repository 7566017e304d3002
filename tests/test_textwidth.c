/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/check.h"

#include "render/textwidth.h"

static void widths_are_those_of_helvetica(void **state)
{
	(void)state;
	CHECK_NEAR(text_width("", 12), 0, 0);
	CHECK_NEAR(text_width("00", 1000), 2 * 556, 1e-9);
	CHECK_NEAR(text_width("Wi", 10), 9.44 + 2.22, 1e-9);
	CHECK_NEAR(text_width("\xe4\xb8\xad", 10), 10, 1e-9);
}

static void what_fits_is_not_copied(void **state)
{
	struct arena a = { 0 };
	const char *text = "p99";

	(void)state;
	assert_ptr_equal(text_fit(&a, text, 12, 100), text);
	arena_release(&a);
}

static void what_does_not_fit_ends_with_an_ellipsis(void **state)
{
	struct arena a = { 0 };
	const char *cut = text_fit(&a, "istio sidecar 1.27", 10, 50);

	(void)state;
	CHECK_STR(cut, "istio side\xe2\x80\xa6");
	assert_true(text_width(cut, 10) <= 50);
	CHECK_STR(text_fit(&a, "abc", 10, 0), "\xe2\x80\xa6");
	arena_release(&a);
}

static void a_cut_never_splits_a_character(void **state)
{
	struct arena a = { 0 };

	(void)state;
	CHECK_STR(text_fit(&a, "\xc3\xa4\xc3\xa4\xc3\xa4", 10, 18),
	    "\xc3\xa4\xe2\x80\xa6");
	arena_release(&a);
}

static void lines_break_at_blanks(void **state)
{
	struct arena a = { 0 };
	const char *rest = "one two  three ";

	(void)state;
	CHECK_STR(text_line(&a, &rest, 10, 45), "one two");
	CHECK_STR(text_line(&a, &rest, 10, 45), "three");
	assert_null(text_line(&a, &rest, 10, 45));
	arena_release(&a);
}

static void a_word_that_is_too_long_is_split(void **state)
{
	struct arena a = { 0 };
	const char *rest = "000000";

	(void)state;
	CHECK_STR(text_line(&a, &rest, 10, 23), "0000");
	CHECK_STR(text_line(&a, &rest, 10, 0), "0");
	CHECK_STR(text_line(&a, &rest, 10, 23), "0");
	assert_null(text_line(&a, &rest, 10, 23));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(widths_are_those_of_helvetica),
		cmocka_unit_test(what_fits_is_not_copied),
		cmocka_unit_test(what_does_not_fit_ends_with_an_ellipsis),
		cmocka_unit_test(a_cut_never_splits_a_character),
		cmocka_unit_test(lines_break_at_blanks),
		cmocka_unit_test(a_word_that_is_too_long_is_split),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
