/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reasons below a table, each once.
 */
#include "base/footnotes.h"

#include <string.h>

#include "tests/check.h"

#define MISSED(change) "a change smaller than " change " could have been missed"

static struct footnotes notes_of(struct arena *a, const char *const *texts)
{
	struct footnotes n = { .arena = a };

	for (; *texts; texts++)
		footnote_add(&n, *texts);
	return n;
}

static void check_word(struct footnotes *n, const char *text, const char *word)
{
	CHECK_STR(footnote_word(n, footnote_add(n, text)), word);
}

/* "(a) text LF (b) text LF" */
static const char *listed(struct footnotes *n, size_t number)
{
	const char *all = "";

	for (size_t i = 0; i < footnote_lines(n, number); i++) {
		struct footnote_line l = footnote_line(n, number, i);

		all = arena_printf(n->arena, "%s%s%s%s%s%s\n", all, l.letter,
		    l.to ? "-" : "", l.to ? l.to : "", *l.letter ? ": " : "",
		    l.text);
	}
	return all;
}

static void the_same_text_has_one_number(void **state)
{
	static const char *const texts[] = { "noisy", "coarse", "noisy", "", "",
		NULL };
	struct arena a = { 0 };
	struct footnotes n = notes_of(&a, texts);

	(void)state;
	CHECK_INT(n.len, 3);
	check_word(&n, "noisy", "1");
	check_word(&n, "coarse", "2");
	CHECK_STR(listed(&n, 2), "coarse\n");
	CHECK_STR(listed(&n, 3), "\n");
	arena_release(&a);
}

static void texts_that_differ_in_a_number_share_one_and_lose_nothing(
    void **state)
{
	static const char *const texts[] = { MISSED("+91 %"), MISSED("+543 %"),
		MISSED("+91 %"), NULL };
	struct arena a = { 0 };
	struct footnotes n = notes_of(&a, texts);

	(void)state;
	CHECK_INT(n.len, 1);
	check_word(&n, MISSED("+91 %"), "1a");
	check_word(&n, MISSED("+543 %"), "1b");
	CHECK_STR(listed(&n, 1),
	    "a: " MISSED("+91 %") "\nb: " MISSED("+543 %") "\n");
	arena_release(&a);
}

/* Each whole sentence has its line; of many, what is left has one. */
static void of_more_than_four_texts_the_first_three_are_whole(void **state)
{
	static const char *const texts[] = { MISSED("+1 %"), MISSED("+2 %"),
		MISSED("+3 %"), MISSED("+4 %"), MISSED("+5 %"), NULL };
	struct arena a = { 0 };
	struct footnotes n = notes_of(&a, texts);

	(void)state;
	CHECK_STR(listed(&n, 1),
	    "a: " MISSED("+1 %") "\nb: " MISSED("+2 %") "\nc: " MISSED(
		"+3 %") "\nd-e: say the same with other figures; --explain and "
			"the JSON list them\n");
	arena_release(&a);
}

static void of_four_texts_none_is_left_out(void **state)
{
	static const char *const texts[] = { MISSED("+1 %"), MISSED("+2 %"),
		MISSED("+3 %"), MISSED("+4 %"), NULL };
	struct arena a = { 0 };
	struct footnotes n = notes_of(&a, texts);

	(void)state;
	assert_non_null(strstr(listed(&n, 1), "\nd: " MISSED("+4 %") "\n"));
	arena_release(&a);
}

static void texts_that_differ_in_a_name_share_a_number(void **state)
{
	static const char *const texts[] = {
		"too many failed: 50 % of none, 40 % of cilium",
		"too many failed: 50 % of none, 9 % of istio", NULL
	};
	struct arena a = { 0 };
	struct footnotes n = notes_of(&a, texts);

	(void)state;
	CHECK_STR(listed(&n, 1),
	    "a: too many failed: 50 % of none, 40 % of cilium\n"
	    "b: too many failed: 50 % of none, 9 % of istio\n");
	arena_release(&a);
}

static void what_says_something_else_has_a_number_of_its_own(void **state)
{
	static const char *const texts[] = { "the source states no usable mean",
		"the source states no rate", "1 two three four five six",
		"1 two three four eight nine",
		"every load that was tested keeps it",
		"no load that was tested keeps it", "p99 <= 25ms",
		"p50 <= 20ms", "1 two three four (five) six", NULL };
	struct arena a = { 0 };

	(void)state;
	CHECK_INT(notes_of(&a, texts).len, 9);
	arena_release(&a);
}

static void letters_go_on_after_z(void **state)
{
	struct arena a = { 0 };
	struct footnotes n = { .arena = &a };
	struct footnote_mark last = { 0, 0 };

	(void)state;
	for (int i = 0; i < 28; i++)
		last = footnote_add(&n,
		    arena_printf(&a, "run %d fails too often", i));
	CHECK_STR(footnote_word(&n, last), "1ae");
	arena_release(&a);
}

/* "1l" and "11", "1o" and "10" look alike in small raised letters. */
static void no_mark_can_be_taken_for_another(void **state)
{
	struct arena a = { 0 };
	struct footnotes n = { .arena = &a };

	(void)state;
	for (int i = 0; i < 80; i++)
		footnote_add(&n, arena_printf(&a, "run %d fails too often", i));
	for (size_t i = 0; i < 80; i++) {
		const char *word =
		    footnote_word(&n, (struct footnote_mark){ 1, i });

		assert_null(strpbrk(word, "ilo"));
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(word,
			    footnote_word(&n, (struct footnote_mark){ 1, k }));
	}
	arena_release(&a);
}

/* Each text was held against all others for each of its words. */
static void thousands_of_texts_are_listed_at_once(void **state)
{
	struct arena a = { 0 };
	struct footnotes n = { .arena = &a };

	(void)state;
	for (int i = 0; i < 5000; i++)
		footnote_add(&n,
		    arena_printf(&a,
			"p99 needs at least 100 requests; run %d of this "
			"cell has 60 of them, and that is that",
			i));
	assert_non_null(strstr(listed(&n, 1), "\nd-jkj: say the same"));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_text_has_one_number),
		cmocka_unit_test(
		    texts_that_differ_in_a_number_share_one_and_lose_nothing),
		cmocka_unit_test(
		    of_more_than_four_texts_the_first_three_are_whole),
		cmocka_unit_test(of_four_texts_none_is_left_out),
		cmocka_unit_test(texts_that_differ_in_a_name_share_a_number),
		cmocka_unit_test(
		    what_says_something_else_has_a_number_of_its_own),
		cmocka_unit_test(letters_go_on_after_z),
		cmocka_unit_test(no_mark_can_be_taken_for_another),
		cmocka_unit_test(thousands_of_texts_are_listed_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
