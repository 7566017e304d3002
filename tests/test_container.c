/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/check.h"

#include <string.h>

#include "base/bits.h"
#include "collect/container.h"

static void strings_hide_brackets_at_any_place(void **state)
{
	char text[300];

	(void)state;
	for (size_t spaces = 0; spaces < 200; spaces++) {
		static const char hidden[] = "\"]}\\\\\\\"]\", [1]]";
		struct span s = { text, 1 + spaces + sizeof(hidden) - 1 };

		memset(text, ' ', sizeof(text));
		text[0] = '{';
		memcpy(text + 1 + spaces, hidden, sizeof(hidden) - 1);
		text[s.len] = ']';
		CHECK_INT(container_len((struct span){ text, sizeof(text) }),
		    s.len);
		CHECK_INT(container_len((struct span){ text, s.len - 1 }),
		    s.len - 1);
	}
}

static void nothing_has_no_bytes(void **state)
{
	(void)state;
	CHECK_INT(container_len(SPAN("")), 0);
	CHECK_INT(container_len(SPAN("{}")), 2);
	CHECK_INT(container_len(SPAN("[1")), 2);
}

/* Any bytes at all, most of them such as matter. */
static void every_kind_of_processor_finds_the_same_end(void **state)
{
	static const char some[] = "{[}]{[\"\"\\a b";
	char text[400] = "[[[[";
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct span s = { text, 4 + seed % (sizeof(text) - 4) };
		size_t plain = 0, other;

		for (size_t i = 4; i < s.len; i++) {
			seed = seed * 1664525 + 1013904223;
			text[i] = some[(seed >> 16) % (sizeof(some) - 1)];
		}
		assert_true(container_variant(BITS_KINDS - 1, s, &plain));
		for (size_t i = 0; i < BITS_KINDS; i++)
			if (container_variant(i, s, &other))
				CHECK_INT(other, plain);
	}
	assert_false(container_variant(BITS_KINDS, SPAN("{}"), &(size_t){ 0 }));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings_hide_brackets_at_any_place),
		cmocka_unit_test(nothing_has_no_bytes),
		cmocka_unit_test(every_kind_of_processor_finds_the_same_end),
	};

	return cmocka_run_group_tests_name("container", tests, NULL, NULL);
}
