/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/check.h"

#include <string.h>

#include "render/safe_text.h"

#define BAD "\xef\xbf\xbd" /* U+FFFD */

static void check(const char *text, const char *expected)
{
	struct arena a = { 0 };

	CHECK_STR(text_safe(&a, text), expected);
	arena_release(&a);
}

static void what_is_fit_stays_as_it_is(void **state)
{
	(void)state;
	check(NULL, "");
	check("", "");
	check("a<b>&\"c\"\tx\ny", "a<b>&\"c\"\tx\ny");
	check("\xc2\xb5s \xe2\x82\xac \xf0\x9f\x98\x80",
	    "\xc2\xb5s \xe2\x82\xac \xf0\x9f\x98\x80");
}

static void what_is_not_utf8_is_replaced_byte_by_byte(void **state)
{
	(void)state;
	check("a\xff\xfe", "a" BAD BAD);
	check("\xc3", BAD);
	check("\xe2\x82", BAD BAD);
	check("\xc0\xaf", BAD BAD);                 /* overlong "/" */
	check("\xed\xa0\x80", BAD BAD BAD);         /* surrogate */
	check("\xf4\x90\x80\x80", BAD BAD BAD BAD); /* beyond Unicode */
}

static void control_characters_are_replaced(void **state)
{
	(void)state;
	check("a\x01\x1b[31m\x7f", "a" BAD BAD "[31m" BAD);
	check("\xc2\x85", BAD);     /* NEL, of C1 */
	check("\xef\xbf\xbe", BAD); /* U+FFFE */
}

static void what_turns_the_direction_is_shown_as_an_escape(void **state)
{
	(void)state;
	check("user\xe2\x80\xaetxt.exe", "user\\u202etxt.exe");
	check("\xe2\x81\xa6x\xe2\x81\xa9", "\\u2066x\\u2069");
	check("\xd8\x9c", "\\u061c");
}

static void a_long_text_is_cut(void **state)
{
	char text[3 * TEXT_SAFE_MAX];
	struct arena a = { 0 };
	const char *safe;

	(void)state;
	memset(text, 0xff, sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	safe = text_safe(&a, text);
	assert_true(strlen(safe) <= TEXT_SAFE_MAX);
	CHECK_STR(safe + strlen(safe) - 3, "\xe2\x80\xa6");
	arena_release(&a);
}

static void a_line_has_neither_tabs_nor_line_feeds(void **state)
{
	struct arena a = { 0 };

	(void)state;
	CHECK_STR(text_safe_line(&a, "a\tb\nc"), "a b c");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_fit_stays_as_it_is),
		cmocka_unit_test(what_is_not_utf8_is_replaced_byte_by_byte),
		cmocka_unit_test(control_characters_are_replaced),
		cmocka_unit_test(
		    what_turns_the_direction_is_shown_as_an_escape),
		cmocka_unit_test(a_long_text_is_cut),
		cmocka_unit_test(a_line_has_neither_tabs_nor_line_feeds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
