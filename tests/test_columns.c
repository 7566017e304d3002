/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text in aligned columns.
 */
#include "base/columns.h"

#include <stdlib.h>

#include "tests/check.h"

/* What the table prints; to be freed. */
static char *printed(const struct columns *c)
{
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	assert_non_null(out);
	columns_print(c, out);
	fclose(out);
	return text;
}

static void assert_prints(const struct columns *c, const char *expected)
{
	char *text = printed(c);

	CHECK_STR(text, expected);
	free(text);
}

static void columns_are_as_wide_as_their_widest_cell(void **state)
{
	struct arena a = { 0 };
	struct columns c = { .arena = &a, .align = "lrl" };
	struct columns_row *row = columns_row(&c);

	(void)state;
	row->cells[0] = "name";
	row->cells[1] = "1";
	row->cells[2] = "x";
	row = columns_row(&c);
	row->cells[0] = "n";
	row->cells[1] = "1000";
	row->cells[2] = "y";
	assert_prints(&c, "name     1  x\n"
			  "n     1000  y\n");
	arena_release(&a);
}

static void no_row_ends_with_blanks(void **state)
{
	struct arena a = { 0 };
	struct columns c = { .arena = &a, .align = "lrl" };
	struct columns_row *row = columns_row(&c);

	(void)state;
	row->cells[0] = "wide";
	row->cells[2] = "z";
	columns_row(&c)->cells[0] = "a";
	columns_row(&c)->cells[2] = "b";
	columns_row(&c);
	assert_prints(&c, "wide    z\n"
			  "a\n"
			  "        b\n"
			  "\n");
	arena_release(&a);
}

static void a_character_is_one_wide_and_a_color_is_none(void **state)
{
	struct arena a = { 0 };
	struct columns c = { .arena = &a, .align = "ll" };
	struct columns_row *row = columns_row(&c);

	(void)state;
	row->cells[0] = "5 \xc2\xb5s";
	row->cells[1] = "x";
	row = columns_row(&c);
	row->cells[0] = "\033[31mslow\033[0m";
	row->cells[1] = "y";
	assert_prints(&c, "5 \xc2\xb5s  x\n"
			  "\033[31mslow\033[0m  y\n");
	arena_release(&a);
}

static void no_rows_print_nothing(void **state)
{
	struct arena a = { 0 };
	struct columns c = { .arena = &a, .align = "ll" };

	(void)state;
	assert_prints(&c, "");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_as_wide_as_their_widest_cell),
		cmocka_unit_test(no_row_ends_with_blanks),
		cmocka_unit_test(a_character_is_one_wide_and_a_color_is_none),
		cmocka_unit_test(no_rows_print_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
