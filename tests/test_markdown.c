/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/archive_fixture.h"

#include "render/markdown.h"
#include "render/verdict_word.h"

/* With those reasons of every comparison, in that many bytes. */
static char *render_in(const struct fixture *f, const char *reasons,
    size_t most)
{
	struct markdown_room room = { .most = most };
	struct db *db = fixture_archive(f);
	struct arena a = { 0 };
	struct results results;
	struct shift_point shift = { .p = 99,
		.baseline_value = 4e-3,
		.candidate_value = 5e-3,
		.ratio = 1.25,
		.low = 1.1,
		.high = 1.4,
		.p_adjusted = 0.002 };
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	struct err err = { "" };

	CHECK_INT(results_load(db, &a, &results, &err), 0);
	for (size_t i = 0; i < results.comparisons.len; i++)
		results.comparisons.at[i].reasons = reasons;
	results.shifts = (struct shift_list){ &shift, 1 };
	shift.candidate = results.comparisons.at[0].candidate;
	results.analysis.study = "{\"allow\":[\"tls\",\"a|b\"]}";
	CHECK_INT(markdown_render(&results, &room, out, &err), 0);
	fclose(out);
	arena_release(&a);
	db_close(db);
	return text;
}

static char *render_with(const struct fixture *f, const char *reasons)
{
	return render_in(f, reasons, 0);
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
		      "\\[3.9, 4.9] to p99 at 500 rps",
		      strlen("## What does a proxy cost?\n\nhaproxy-tls adds "
			     "4.4 ms \\[3.9, 4.9]")),
	    0);
	free(text);
}

static void a_gate_on_a_change_has_the_form_of_changes(void **state)
{
	char *text = render(&fixture_proxies);

	(void)state;
	assert_non_null(strstr(text, "| +210 % \\[+190 to +240 %\\] | fail"));
	assert_non_null(strstr(text, "| 7.10 ms \\[6.60 to 7.60 ms\\] | pass"));
	free(text);
}

static void a_pair_has_a_row_for_each_figure(void **state)
{
	static const struct fixture_variant two[] = {
		{ "none", { 0.401, 0.300, 0.233 }, 0.74, 0 },
		{ "haproxy", { 0.700, 0.534, 0.395 }, 0.80, 34.4 },
		{ NULL, { 0, 0, 0 }, 0, 0 },
	};
	struct fixture pair = { "Two", two, 2 };
	char *text = render(&pair);

	(void)state;
	assert_non_null(strstr(text,
	    "| figure | none, 5 runs | haproxy, 5 runs | change |\n"
	    "|---|---|---|---|\n| p50 | "));
	assert_non_null(strstr(text, " |\n| throughput | "));
	assert_null(strstr(text, "| mesh | p50 |"));
	assert_null(strstr(text, "- Baseline none"));
	free(text);
	text = render(&fixture_proxies);
	assert_null(strstr(text, "| figure | none"));
	free(text);
}

static void every_load_has_a_table_of_changes(void **state)
{
	char *text = render(&fixture_proxies);

	(void)state;
	assert_non_null(strstr(text, "\n\n| mesh | p50 | p90 | p99 | p99.9 |\n"
				     "|---|---|---|---|---|\n| haproxy | ▲ +"));
	assert_non_null(strstr(text, "\n### 6000 rps\n"));
	assert_non_null(strstr(text, "latency_p99 change <= 10% |"));
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
	assert_non_null(strstr(text, "\n\n1. noisy\n2. coarse \\| wide\n3. "));
	assert_null(strstr(text, "4. noisy"));
	free(text);
}

static void reasons_that_differ_in_a_number_share_a_note(void **state)
{
	char *text = render_with(&fixture_proxies,
	    "a change under 5 % was missed\na change under 91 % was missed");

	(void)state;
	assert_non_null(strstr(text, " <sup>1a</sup> <sup>1b</sup> |"));
	assert_non_null(strstr(text,
	    "\n\n1. (a) a change under 5 % was missed<br>(b) a change under "
	    "91 % was missed\n"));
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
		"\n| none | p99 ≤ 4.50 ms | 2,000 to 6,000 req/s, about 2,750 "
		"req/s <sup>1</sup> |\n",
		"\n| none | p99 ≤ 4.50 ms, whole interval | less than 500 "
		"req/s <sup>2</sup> |\n",
		"\n| none | peak by the law | 44 connections <sup>4</sup> |\n",
		"\n| haproxy | data-plane | marginal | 25.0 mcores \\[22.5 to "
		"27.5 mcores\\] | +10.0 mcores \\[+4.00 to +16.0 "
		"mcores] |\n",
		"\n| none | data-plane | average | 50.0 mcores \\[45.0 to 55.0 "
		"mcores\\] <sup>5</sup> | +25 % \\[+10 to +40 %] |\n",
		"\n| p99 of none, 8 connections | 1.11 | 5.50 ms \\[",
		"] | 1.0 | ▲ +20 % \\[+10 to +30 %\\] regression | ",
		" | +20 % at 1.8 (in doubt, p 0.005) <sup>6</sup> "
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
	assert_non_null(strstr(text, "\nAllowed to differ: tls, a\\|b.\n"));
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

static void check_texts(const char *const (*cases)[2])
{
	struct arena a = { 0 };

	for (; (*cases)[0]; cases++)
		CHECK_STR(markdown_text(&a, (*cases)[0]), (*cases)[1]);
	arena_release(&a);
}

static void hostile_names_stay_in_their_cell(void **state)
{
	static const char *const cases[][2] = {
		{ "a|b\nc", "a\\|b c" },
		{ "a\\|b", "a\\\\\\|b" },
		{ "`x` <b> </b> <!-- <?x",
		    "\\`x\\` \\<b> \\</b> \\<!-- \\<?x" },
		{ "[x](javascript:1)", "\\[x](javascript:1)" },
		{ "![x](y)", "!\\[x](y)" },
		{ "*a* ~~b~~ _c_ __d__",
		    "\\*a\\* \\~\\~b\\~\\~ \\_c\\_ \\_\\_d\\_\\_" },
		{ "&lt; &#x3c;", "&#38;lt; &#38;#x3c;" },
		{ "$x$", "<span>$</span>x<span>$</span>" },
		{ NULL, NULL },
	};
	struct arena a = { 0 };

	(void)state;
	check_texts(cases);
	CHECK_STR(markdown_text(&a, NULL), "");
	arena_release(&a);
}

/* GitHub finds them in the page that Markdown makes. */
static void nobody_is_mentioned_and_nothing_is_linked(void **state)
{
	static const char *const cases[][2] = {
		{ "@all x@y", "@&#8203;all x@&#8203;y" },
		{ "#12 x#1", "#&#8203;12 x#&#8203;1" },
		{ "GH-12 (gh-1) high-1 GH-x",
		    "GH-&#8203;12 (gh-&#8203;1) high-1 GH-x" },
		{ ":tada:", ":&#8203;tada:" },
		{ "http://x", "http&#58;//x" },
		{ "www.x", "www&#46;x" },
		{ NULL, NULL },
	};

	(void)state;
	check_texts(cases);
}

static void a_name_begins_no_list_and_no_quote(void **state)
{
	static const char *const cases[][2] = {
		{ "- x", "\\- x" },
		{ "> x", "\\> x" },
		{ "# x", "\\# x" },
		{ "12. x", "12\\. x" },
		{ "1) x", "1\\) x" },
		{ "---", "\\---" },
		{ "-5.4 %", "-5.4 %" },
		{ "4.98 ms", "4.98 ms" },
		{ NULL, NULL },
	};

	(void)state;
	check_texts(cases);
}

static void what_means_nothing_in_markdown_stays_as_it_is(void **state)
{
	static const char *const cases[][2] = {
		{ "scenario 03_http_payload: p99 <= 25ms (a, b)",
		    "scenario 03_http_payload: p99 <= 25ms (a, b)" },
		{ "C# at 10:58 & 1.5 @ #", "C# at 10:58 & 1.5 @ #" },
		{ NULL, NULL },
	};

	(void)state;
	check_texts(cases);
}

static void a_baseline_has_its_values_before_the_changes(void **state)
{
	char *text = render(&fixture_proxies);
	const char *line = strstr(text,
	    "\n### 500 rps\n\n- Baseline none, 5 runs · p50 414 µs \\[");

	(void)state;
	assert_non_null(line);
	assert_non_null(strstr(line, " ms\\]"));
	assert_null(strstr(text, "- haproxy, "));
	free(text);
}

static void shifted_quantiles_have_their_table(void **state)
{
	char *text = render(&fixture_proxies);

	(void)state;
	assert_non_null(strstr(text, "\n| smoothed quantiles of |"));
	assert_non_null(
	    strstr(text, "\n| haproxy | 99 % | 4.00 ms | 5.00 ms | +25 % "
			 "\\[+10 to +40 %\\] | 0.002 |\n"));
	free(text);
}

static void check_size(const char *text, size_t most, const char *says)
{
	if (strlen(text) > most)
		fail_msg("%zu bytes, over %zu", strlen(text), most);
	if (!strstr(text, says))
		fail_msg("it does not say \"%s\"", says);
}

/* A comment that is too long is refused, and then nobody sees anything. */
static void what_has_no_room_is_left_out_and_told(void **state)
{
	char *whole = render_in(&fixture_proxies, "", 0);
	size_t len = strlen(whole);
	char *changed = render_in(&fixture_proxies, "", len - 1);
	char *headline = render_in(&fixture_proxies, "", strlen(changed) - 1);

	(void)state;
	assert_null(strstr(whole, "Shortened"));
	check_size(changed, len - 1, "significant changes stand here");
	assert_non_null(strstr(changed, "\n### 500 rps\n"));
	assert_null(strstr(changed, "- Baseline none, "));
	assert_non_null(strstr(whole, "\n| none-v6 | ? "));
	assert_null(strstr(changed, "\n| none-v6 | ? "));
	assert_non_null(strstr(changed, "\n| haproxy | ▲ "));
	check_size(headline, strlen(changed) - 1, "**Shortened:** of ");
	assert_non_null(strstr(headline, "only the 20 largest of the "));
	assert_null(strstr(headline, "\n### "));
	free(whole);
	free(changed);
	free(headline);
}

static void with_enough_room_nothing_is_left_out(void **state)
{
	char *whole = render_in(&fixture_proxies, "", 0);
	char *fitting = render_in(&fixture_proxies, "", strlen(whole));

	(void)state;
	CHECK_STR(fitting, whole);
	free(whole);
	free(fitting);
}

static void the_headline_is_written_where_even_it_has_no_room(void **state)
{
	char *text = render_in(&fixture_proxies, "", 1);

	(void)state;
	assert_non_null(strstr(text, "## What does a proxy cost?"));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_opens_with_the_title_and_the_sentence),
		cmocka_unit_test(a_gate_on_a_change_has_the_form_of_changes),
		cmocka_unit_test(a_pair_has_a_row_for_each_figure),
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
		cmocka_unit_test(nobody_is_mentioned_and_nothing_is_linked),
		cmocka_unit_test(a_name_begins_no_list_and_no_quote),
		cmocka_unit_test(what_means_nothing_in_markdown_stays_as_it_is),
		cmocka_unit_test(a_baseline_has_its_values_before_the_changes),
		cmocka_unit_test(shifted_quantiles_have_their_table),
		cmocka_unit_test(what_has_no_room_is_left_out_and_told),
		cmocka_unit_test(with_enough_room_nothing_is_left_out),
		cmocka_unit_test(
		    the_headline_is_written_where_even_it_has_no_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
