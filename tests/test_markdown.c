/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/archive_fixture.h"

#include "render/markdown.h"
#include "render/verdict_word.h"

static char *render(const struct fixture *f)
{
	struct db *db = fixture_archive(f);
	struct arena a = { 0 };
	struct results results;
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	struct err err = { "" };

	CHECK_INT(results_load(db, &a, &results, &err), 0);
	CHECK_INT(markdown_render(&results, out, &err), 0);
	fclose(out);
	arena_release(&a);
	db_close(db);
	return text;
}

static void it_opens_with_the_title_and_the_sentence(void **state)
{
	char *text = render(&fixture_proxies);

	(void)state;
	CHECK_INT(strncmp(text,
		      "## What does a proxy cost?\n\nhaproxy-tls adds 4.4 ms "
		      "&#91;3.9, 4.9&#93; to p99 at 500 rps",
		      80),
	    0);
	free(text);
}

static void every_load_has_a_table_of_changes(void **state)
{
	char *text = render(&fixture_proxies);

	(void)state;
	assert_non_null(
	    strstr(text, "\n### 500 rps\n\n| mesh | p50 | p90 | p99 | p99.9 |\n"
			 "|---|---|---|---|---|\n| haproxy | ▲ +"));
	assert_non_null(strstr(text, "\n### 6000 rps\n"));
	assert_non_null(strstr(text, "latency&#95;p99 change &#60;= 10% |"));
	free(text);
}

/* One wording everywhere: a direction that may be chance is no direction. */
static void a_direction_that_holm_takes_away_is_a_question(void **state)
{
	struct comparison c = { .verdict = "regression", .ratio = 1.2 };
	struct arena a = { 0 };

	(void)state;
	CHECK_STR(comparison_glyph(&c), "?");
	CHECK_STR(comparison_words(&a, &c),
	    "regression, not significant after Holm");
	c.survives = true;
	CHECK_STR(comparison_glyph(&c), "▲");
	CHECK_STR(comparison_words(&a, &c), "regression");
	arena_release(&a);
}

static void hostile_names_stay_in_their_cell(void **state)
{
	struct arena a = { 0 };

	(void)state;
	CHECK_STR(markdown_text(&a, "a|b\nc"), "a&#124;b c");
	CHECK_STR(markdown_text(&a, "@all #12 `x` <b>"),
	    "&#64;all &#35;12 &#96;x&#96; &#60;b&#62;");
	CHECK_STR(markdown_text(&a, "[x](javascript:1)"),
	    "&#91;x&#93;&#40;javascript&#58;1&#41;");
	CHECK_STR(markdown_text(&a, "http://x"), "http&#58;//x");
	CHECK_STR(markdown_text(&a, NULL), "");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_opens_with_the_title_and_the_sentence),
		cmocka_unit_test(every_load_has_a_table_of_changes),
		cmocka_unit_test(
		    a_direction_that_holm_takes_away_is_a_question),
		cmocka_unit_test(hostile_names_stay_in_their_cell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
