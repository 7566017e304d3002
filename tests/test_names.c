/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts by number.
 */
#include "collect/names.h"

#include <stdio.h>

#include "base/text.h"
#include "tests/near.h"

static void a_text_has_one_number_at_any_length(void **state)
{
	char text[80];
	struct names n = { 0 };

	(void)state;
	memset(text, 'a', sizeof(text));
	for (size_t len = 0; len < sizeof(text); len++) {
		struct span s = { text, len };

		assert_int_equal(names_find(&n, s), len);
		assert_int_equal(names_find(&n, s), len);
	}
	assert_int_equal(n.len, sizeof(text));
	names_release(&n);
}

static void the_empty_text_may_be_nowhere(void **state)
{
	struct names n = { 0 };

	(void)state;
	assert_int_equal(names_find(&n, (struct span){ NULL, 0 }), 0);
	assert_int_equal(names_find(&n, (struct span){ NULL, 0 }), 0);
	assert_int_equal(names_find(&n, SPAN("")), 0);
	names_release(&n);
}

/* Each of the bytes tells, also those that the hash does not look at. */
static void texts_that_differ_in_one_byte_differ(void **state)
{
	char text[40] = { 0 };
	struct names n = { 0 };
	size_t number = 0;

	(void)state;
	for (size_t len = 1; len <= sizeof(text); len++) {
		assert_int_equal(names_find(&n, (struct span){ text, len }),
		    number++);
		for (size_t i = 0; i < len && number < NAMES_MAX; i++) {
			text[i] = 'b';
			assert_int_equal(
			    names_find(&n, (struct span){ text, len }),
			    number++);
			text[i] = 0;
		}
	}
	names_release(&n);
}

static void more_texts_than_there_is_room_for_are_told(void **state)
{
	char text[8];
	struct names n = { 0 };

	(void)state;
	for (size_t i = 0; i < NAMES_MAX; i++) {
		snprintf(text, sizeof(text), "%zu", i);
		assert_int_equal(names_find(&n, span_of(text)), i);
	}
	assert_int_equal(names_find(&n, SPAN("new")), NAMES_MAX);
	assert_int_equal(names_find(&n, SPAN("7")), 7);
	names_release(&n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_has_one_number_at_any_length),
		cmocka_unit_test(the_empty_text_may_be_nowhere),
		cmocka_unit_test(texts_that_differ_in_one_byte_differ),
		cmocka_unit_test(more_texts_than_there_is_room_for_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
