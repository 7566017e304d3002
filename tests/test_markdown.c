/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/archive_fixture.h"

#include "render/markdown.h"
#include "render/verdict_word.h"

/* With those reasons of every comparison. */
static char *render_with(const struct fixture *f, const char *reasons)
{
	struct db *db = fixture_archive(f);
	struct arena a = { 0 };
	struct results results;
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	struct err err = { "" };

	CHECK_INT(results_load(db, &a, &results, &err), 0);
	for (size_t i = 0; i < results.comparisons.len; i++)
		results.comparisons.at[i].reasons = reasons;
	results.analysis.study = "{\"allow\":[\"tls\",\"a|b\"]}";
	CHECK_INT(markdown_render(&results, out, &err), 0);
	fclose(out);
	arena_release(&a);
	db_close(db);
	return text;
}

static char *render(const struct fixture *f)
{
	return render_with(f, "");
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

static void a_change_has_its_interval(void **state)
{
	char *text = render(&fixture_proxies);
	const char *from = strstr(text, " % \\[+");
	char *end = strstr(text, "\n### Ranking");

	(void)state;
	assert_non_null(from);
	assert_non_null(strstr(from, " %\\] (+"));
	*end = '\0';
	assert_null(strstr(text, "<sup>"));
	free(text);
}

static void a_reason_stands_once_and_has_a_number(void **state)
{
	char *text = render_with(&fixture_proxies, "noisy\ncoarse | wide");

	(void)state;
	assert_non_null(strstr(text, " <sup>1</sup> <sup>2</sup> |"));
	assert_non_null(
	    strstr(text, "\n\n1. noisy\n2. coarse &#124; wide\n3. "));
	assert_null(strstr(text, "4. noisy"));
	free(text);
}

static void reasons_that_differ_in_a_number_share_a_note(void **state)
{
	char *text = render_with(&fixture_proxies,
	    "a change under 5 % was missed\na change under 91 % was missed");

	(void)state;
	assert_non_null(strstr(text, " <sup>1a</sup> <sup>1b</sup> |"));
	assert_non_null(strstr(text, "\n\n1. a change under … % was missed"));
	assert_non_null(strstr(text, " 5; "));
	free(text);
}

static void check_lines(const char *text, const char *const *lines, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!strstr(text, lines[i]))
			fail_msg("there is no \"%s\"", lines[i]);
	}
}

static void findings_over_loads_and_releases_are_short_tables(void **state)
{
	static const char *const lines[] = {
		"\n| 500 rps | p50 | none 1.00 ms (a) · haproxy 2.00 ms (b) · ",
		"\n| none | p99 ≤ 4.50 ms | 2,000 – 6,000 req/s, about 2,750 "
		"req/s <sup>1</sup> |\n",
		"\n| none | p99 ≤ 4.50 ms, whole interval | less than 500 "
		"req/s <sup>2</sup> |\n",
		"\n| none | peak by the law | 44 connections <sup>4</sup> |\n",
		"\n| haproxy | data-plane | marginal | 25.0 mcores \\[22.5 – "
		"27.5 mcores\\] | +10.0 mcores &#91;+4.00 to +16.0 "
		"mcores&#93; |\n",
		"\n| none | data-plane | average | 50.0 mcores \\[45.0 – 55.0 "
		"mcores\\] <sup>5</sup> | +25 % &#91;+10 to +40 %&#93; |\n",
		"\n| p99 of none, 8 connections | 1.11 | 5.50 ms \\[",
		"] | 1.0 | ▲ +20 % \\[+10 to +30 %\\] regression | ",
		" | +20 % at 1.8 &#40;in doubt, p 0.005&#41; <sup>6</sup> "
		"<sup>7</sup> |\n",
	};
	char *text = render(&fixture_proxies);

	(void)state;
	check_lines(text, lines, sizeof(lines) / sizeof(*lines));
	assert_null(strstr(text, "usl"));
	assert_null(strstr(text, "nan"));
	free(text);
}

static void what_was_allowed_is_named(void **state)
{
	char *text = render(&fixture_proxies);

	(void)state;
	assert_non_null(strstr(text, "\nAllowed to differ: tls, a&#124;b.\n"));
	free(text);
}

static void a_gate_has_its_value(void **state)
{
	char *text = render(&fixture_proxies);

	(void)state;
	assert_non_null(
	    strstr(text, "\n| gate | of | value | state |\n|---|---|---|---|"));
	free(text);
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
		cmocka_unit_test(a_change_has_its_interval),
		cmocka_unit_test(a_reason_stands_once_and_has_a_number),
		cmocka_unit_test(reasons_that_differ_in_a_number_share_a_note),
		cmocka_unit_test(
		    findings_over_loads_and_releases_are_short_tables),
		cmocka_unit_test(what_was_allowed_is_named),
		cmocka_unit_test(a_gate_has_its_value),
		cmocka_unit_test(hostile_names_stay_in_their_cell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
