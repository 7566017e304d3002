/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/archive_fixture.h"

#include "render/csv.h"

/* Too short for a p99.9 of the first load. */
static const struct fixture brief = { "Brief", fixture_variants, 1 };

static char *rendered(const char *name)
{
	struct db *db = fixture_archive(&brief);
	struct arena a = { 0 };
	struct results results;
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	struct err err = { "" };

	CHECK_INT(results_load(db, &a, &results, &err), 0);
	results.cells.at[1].name = name;
	csv_render(&results, out);
	fclose(out);
	arena_release(&a);
	db_close(db);
	return text;
}

/* Of the line, beside those in quotes. */
static size_t commas(const char *line)
{
	bool quoted = false;
	size_t n = 0;

	for (; *line && (quoted || *line != '\r'); line++) {
		quoted ^= *line == '"';
		n += !quoted && *line == ',';
	}
	return n;
}

static void each_row_has_the_columns_of_the_header(void **state)
{
	char *text = rendered("plain");
	const char *line = text;
	size_t wanted = commas(text), rows = 0;

	(void)state;
	while ((line = strstr(line, "\r\n")) && line[2]) {
		line += 2;
		CHECK_INT(commas(line), wanted);
		rows++;
	}
	assert_true(rows > 20);
	free(text);
}

static void what_is_not_known_is_empty(void **state)
{
	char *text = rendered("plain");

	(void)state;
	assert_non_null(
	    strstr(text, ",latency_p99.9,seconds,,,,5,exact,\"p99.9 "
			 "needs 1,000"));
	assert_null(strstr(text, "nan"));
	assert_null(strstr(text, "null"));
	free(text);
}

static void a_spreadsheet_takes_no_name_for_a_formula(void **state)
{
	static const char *const names[] = { "=cmd|' /C calc'!A0", "+1", "-1",
		"@SUM(1)", "\t=1" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct arena a = { 0 };
		struct builder b = { .arena = &a };

		build_csv_text(&b, names[i]);
		CHECK_STR(build_text(&b), arena_printf(&a, "'%s", names[i]));
		arena_release(&a);
	}
}

static void quotes_commas_and_lines_stay_within_a_field(void **state)
{
	char *text = rendered("a \"b\", c\nd");

	(void)state;
	assert_non_null(strstr(text, ",\"a \"\"b\"\", c\nd\","));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_has_the_columns_of_the_header),
		cmocka_unit_test(what_is_not_known_is_empty),
		cmocka_unit_test(a_spreadsheet_takes_no_name_for_a_formula),
		cmocka_unit_test(quotes_commas_and_lines_stay_within_a_field),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
