/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tests/check.h"

#include "base/natural.h"
#include "render/load.h"

/* Cells as they come from the archive: neither loads nor numbers sorted. */
static struct cell cells[] = {
	{ .row = 1,
	    .value = "none",
	    .name = "none",
	    .label = "500 rps",
	    .is_baseline = true },
	{ .row = 2,
	    .value = "none",
	    .name = "none",
	    .label = "2000 rps",
	    .is_baseline = true },
	{ .row = 3, .value = "v10", .name = "v10", .label = "500 rps" },
	{ .row = 4, .value = "v9", .name = "v9", .label = "2000 rps" },
	{ .row = 5, .value = "v9", .name = "v9", .label = "500 rps" },
};

static const struct results results = { .cells = { cells, 5 } };

static void numbers_in_texts_count_by_their_size(void **state)
{
	(void)state;
	assert_true(natural_compare("500 rps", "2000 rps") < 0);
	assert_true(natural_compare("v9", "v10") < 0);
	assert_true(natural_compare("1.9.2", "1.10.0") < 0);
	assert_true(natural_compare("a", "a1") < 0);
	assert_true(natural_compare("a01", "a1") < 0);
	assert_true(natural_compare("", "a") < 0);
	assert_true(natural_compare("500 req/s", "1,000 req/s") < 0);
	assert_true(natural_compare("1,000 req/s", "20,000 req/s") < 0);
	assert_true(natural_compare("1,2000", "2,100") < 0);
	CHECK_INT(natural_compare("a1", "a1"), 0);
}

static void a_load_holds_its_cells_baseline_first(void **state)
{
	struct arena a = { 0 };
	struct load_list list = loads_of(&results, &a);

	(void)state;
	CHECK_INT(list.len, 2);
	CHECK_STR(list.at[0].label, "500 rps");
	CHECK_STR(list.at[1].label, "2000 rps");
	CHECK_INT(list.at[0].len, 3);
	CHECK_INT(list.at[0].cells[0]->row, 1);
	CHECK_INT(list.at[0].cells[1]->row, 5);
	CHECK_INT(list.at[0].cells[2]->row, 3);
	CHECK_INT(list.at[1].len, 2);
	arena_release(&a);
}

static void a_variant_keeps_its_order_in_every_load(void **state)
{
	struct arena a = { 0 };
	struct load_list list = loads_of(&results, &a);

	(void)state;
	CHECK_INT(list.n_variants, 3);
	CHECK_INT(list.at[0].variants[0]->order, 0);
	CHECK_STR(list.at[0].variants[1]->value, "v9");
	CHECK_INT(list.at[0].variants[1]->order, 1);
	CHECK_INT(list.at[1].variants[1]->order, 1);
	CHECK_INT(list.at[0].variants[2]->order, 2);
	arena_release(&a);
}

/* They would be two rows, or lines, of one name and color. */
static void twins_of_one_value_are_variants_of_their_own(void **state)
{
	struct cell twins[] = {
		{ .row = 1,
		    .value = "none",
		    .name = "none, target a:80",
		    .label = "1 rps",
		    .is_baseline = true },
		{ .row = 2,
		    .value = "none",
		    .name = "none, target b:80",
		    .label = "1 rps",
		    .is_baseline = true },
		{ .row = 3, .value = "v9", .name = "v9", .label = "1 rps" },
	};
	struct results r = { .cells = { twins, 3 } };
	struct arena a = { 0 };
	struct load_list loads = loads_of(&r, &a);

	(void)state;
	CHECK_INT(loads.n_variants, 3);
	CHECK_STR(load_cell_name(&loads, &twins[1]), "none, target b:80");
	CHECK_INT(loads.at[0].variants[0]->order, 0);
	CHECK_INT(loads.at[0].variants[1]->order, 1);
	assert_true(loads.at[0].variants[1]->is_baseline);
	CHECK_STR(loads.at[0].variants[1]->of, "none");
	arena_release(&a);
}

static void without_cells_there_are_no_loads(void **state)
{
	const struct results nothing = { 0 };
	struct arena a = { 0 };
	struct load_list list = loads_of(&nothing, &a);

	(void)state;
	CHECK_INT(list.len, 0);
	CHECK_INT(list.n_variants, 0);
	arena_release(&a);
}

static void long_names_are_elided_between_characters(void **state)
{
	char name[] = "xµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµµ"
		      "µµµµµµµµµµµµµµµµµµµµµx";
	struct cell cell = { .row = 1,
		.value = name,
		.name = name,
		.label = "l" };
	struct results one = { .cells = { &cell, 1 } };
	struct arena a = { 0 };
	const struct variant *v = &loads_of(&one, &a).variants[0];

	(void)state;
	CHECK_STR(v->whole, name);
	CHECK_INT(strlen(v->value), 89 + strlen("…") + 29);
	CHECK_INT(strncmp(v->value, name, 89), 0);
	CHECK_INT(strncmp(v->value + 89, "…µ", strlen("…µ")), 0);
	assert_true(span_ends(span_of(v->value), SPAN("µµx")));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_in_texts_count_by_their_size),
		cmocka_unit_test(a_load_holds_its_cells_baseline_first),
		cmocka_unit_test(a_variant_keeps_its_order_in_every_load),
		cmocka_unit_test(long_names_are_elided_between_characters),
		cmocka_unit_test(twins_of_one_value_are_variants_of_their_own),
		cmocka_unit_test(without_cells_there_are_no_loads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
