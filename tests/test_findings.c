/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a report says of several configurations, loads and releases: from runs
 * whose answer is known, through the analysis, to the page.
 */
#include <stdlib.h>
#include <time.h>

#include "tests/study_fixture.h"

#include "render/json_results.h"
#include "render/markdown.h"
#include "render/page.h"
#include "store/db_internal.h"

typedef int output_fn(struct db *db, const struct results *r, FILE *out,
    struct err *err);

#define LOADS 6
#define CONFIGURATIONS 3
#define RUNS (LOADS * CONFIGURATIONS * 2)

static const int rates[LOADS] = { 500, 1000, 2000, 3000, 4000, 5000 };

/* Of each load, p99 in ms; the last load is not reached. */
static const double p99[LOADS] = { 10, 11, 14, 20, 40, 90 };

/* "a" and "b" have equal latencies, those of "c" are twice as high. */
static struct db *loads_archive(void)
{
	static char labels[RUNS][60];
	struct made_run runs[RUNS];

	for (int i = 0; i < RUNS; i++) {
		int load = i / (2 * CONFIGURATIONS);
		int mesh = i / 2 % CONFIGURATIONS;
		double noise = i % 2 ? 0.002 : -0.002;
		double reached = load == 5 ? 4200 : rates[load];

		snprintf(labels[i], sizeof(labels[i]), "mesh=%c rep=%d",
		    'a' + mesh, i % 2);
		runs[i] = (struct made_run){ .labels = labels[i],
			.started_s = 100 * i,
			.seconds = 60,
			.rate = rates[load],
			.achieved = reached,
			.p99_ms = p99[load] * (mesh == 2 ? 2 : 1) * (1 + noise),
			.cpu_cores =
			    0.1 + 0.1 * (mesh + 1) * reached / 1e3 + noise };
	}
	return made_archive(runs, RUNS);
}

static struct db *law_archive(void)
{
	static const int clients[] = { 1, 2, 4, 8, 16, 32, 64 };
	struct made_run runs[7];

	for (int i = 0; i < 7; i++) {
		double n = clients[i];

		runs[i] = (struct made_run){ .labels = "mesh=a",
			.seconds = 60,
			.achieved = 1000 * n /
				    (1 + 0.02 * (n - 1) + 0.0005 * n * (n - 1)),
			.p99_ms = n,
			.connections = clients[i] };
	}
	return made_archive(runs, 7);
}

/* Sixteen releases, the last eight 20 % slower. */
static struct db *releases_archive(void)
{
	static char labels[32][60];
	struct made_run runs[32];

	for (int i = 0; i < 32; i++) {
		double wave = 1 + 0.004 * (i * 3 % 5 - 2);

		snprintf(labels[i], sizeof(labels[i]),
		    "mesh=istio mesh_version=1.%d rep=%d", i / 2, i % 2);
		runs[i] = (struct made_run){ .labels = labels[i],
			.started_s = 100 * i,
			.seconds = 60,
			.rate = 1000,
			.p99_ms = (i < 16 ? 10 : 12) * wave };
	}
	return made_archive(runs, 32);
}

/* The page of an archive by these words; the caller frees it. */
static int as_page(struct db *db, const struct results *r, FILE *out,
    struct err *err)
{
	static const struct page_options plain = { NULL, UNKNOWN };

	return page_render(db, r, &plain, out, err);
}

static int as_markdown(struct db *db, const struct results *r, FILE *out,
    struct err *err)
{
	struct markdown_room room = { 0 };

	(void)db;
	return markdown_render(r, &room, out, err);
}

static char *shown_by(output_fn *output, struct db *db, const char **words)
{
	struct arena a = { 0 };
	struct results results;
	struct err err = { "" };
	char *page = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&page, &len);

	made_analysis(db, words, &a, &results);
	if (output(db, &results, out, &err))
		fail_msg("%s", err.msg);
	fclose(out);
	arena_release(&a);
	db_close(db);
	return page;
}

static char *page_of(struct db *db, const char **words)
{
	return shown_by(as_page, db, words);
}

static void check_says(const char *page, const char *text)
{
	if (!strstr(page, text))
		fail_msg("the page does not say \"%s\"", text);
}

static void a_ranking_names_the_best_and_who_is_tied(void **state)
{
	const char *words[] = { "--baseline=a", "--percentiles=99", NULL };
	char *page = page_of(loads_archive(), words);

	(void)state;
	check_says(page, "Several may be best by p99 at 500 req/s: a, b");
	check_says(page, "<b>b</b> 20.0 ms<span class=\"interval\">rank 3 of "
			 "3</span>");
	check_says(page, "<b>a</b> 10.0 ms<span class=\"interval\">rank 1–2 "
			 "of 3</span>");
	free(page);
}

static void a_cost_has_its_interval_and_what_it_adds(void **state)
{
	const char *words[] = { "--baseline=a", "--percentiles=99", NULL };
	char *page = page_of(loads_archive(), words);

	(void)state;
	check_says(page, "CPU as a line over the load");
	check_says(page, "+100 mcores<span class=\"interval\">+");
	check_says(page, "id=\"cost-marginal\"");
	assert_null(strstr(page, "CPU of one load"));
	free(page);
}

static void a_capacity_lies_between_two_loads(void **state)
{
	const char *words[] = { "--slo=latency_p99 <= 25ms", "--percentiles=99",
		NULL };
	char *page = page_of(loads_archive(), words);

	(void)state;
	check_says(page, "0 of 3 keep p99 ≤ 25.0 ms at every load that was "
			 "tested");
	check_says(page, "3,000 to 4,000 req/s, about 3,250 req/s");
	check_says(page, ">objective 25 ms<");
	check_says(page,
	    "a, 5,000 req/s (not reached, or failed): 90.0 ms at 4,200 req/s");
	check_says(page, ": knee at ");
	free(page);
}

/* Pairs of all of them, held against each other label by label, took minutes.
 */
static void hundreds_of_releases_are_named_at_once(void **state)
{
	static char labels[300][60];
	struct made_run runs[300];
	const char *words[] = { "--by=mesh", "--trend=mesh_version",
		"--percentiles=99", NULL };
	char *page;
	clock_t start;

	(void)state;
	for (int i = 0; i < 300; i++) {
		snprintf(labels[i], sizeof(labels[i]),
		    "mesh=istio mesh_version=1.%d", i);
		runs[i] = (struct made_run){ .labels = labels[i],
			.started_s = 100 * i,
			.seconds = 60,
			.rate = 1000,
			.p99_ms = 10 };
	}
	start = clock();
	page = page_of(made_archive(runs, 300), words);
	check_says(page, "istio, mesh_version 1.299");
	assert_true(clock() - start < 20 * CLOCKS_PER_SEC);
	free(page);
}

static void a_value_of_runs_that_failed_says_so_beside_it(void **state)
{
	const char *words[] = { "--by=mesh", "--percentiles=99", NULL };
	const struct made_run runs[] = {
		{ .labels = "mesh=a", .seconds = 60, .rate = 100, .p99_ms = 5 },
		{ .labels = "mesh=b",
		    .seconds = 60,
		    .rate = 100,
		    .errors = 3000,
		    .p99_ms = 1 },
	};
	char *page = page_of(made_archive(runs, 2), words);
	char *text = shown_by(as_markdown, made_archive(runs, 2), words);
	const char *values = strstr(page, "geometric mean of the runs");

	(void)state;
	assert_non_null(values);
	check_says(values, "3000 of 6000 requests failed (50.0 %)");
	check_says(text, "- a, 1 run · mean");
	check_says(text, "- b, 1 run <sup>2</sup> · mean");
	check_says(text, "\n2. 3000 of 6000 requests failed (50.0 %)");
	free(page);
	free(text);
}

static void the_example_of_a_check_is_its_worst_case(void **state)
{
	const char *words[] = { "--by=mesh", "--percentiles=99", NULL };
	struct made_run runs[] = {
		{ .labels = "mesh=a", .errors = 1200, .p99_ms = 5 },
		{ .labels = "mesh=b", .errors = 3000, .p99_ms = 1 },
		{ .labels = "mesh=c", .errors = 2400, .p99_ms = 1 },
	};
	static char text[20000];
	struct arena a = { 0 };
	struct results r;
	struct db *db;

	(void)state;
	for (int i = 0; i < 3; i++) {
		runs[i].seconds = 60;
		runs[i].rate = 100;
	}
	db = made_archive(runs, 3);
	made_analysis(db, words, &a, &r);
	made_print(&r, text, sizeof(text));
	check_says(text, "3 times, as: 3000 of 6000 requests failed (50.0 %)");
	arena_release(&a);
	db_close(db);
}

static void the_law_is_drawn_with_its_peak(void **state)
{
	const char *words[] = { "--percentiles=99", NULL };
	char *page = page_of(law_archive(), words);

	(void)state;
	check_says(page, "By the scalability law throughput peaks at 44.3 "
			 "connections (a; ");
	check_says(page, "a: peak by the law, ");
	check_says(page, "contention (α)");
	check_says(page, "0.02 [");
	free(page);
}

static void a_release_stands_against_the_pinned_and_the_previous(void **state)
{
	const char *words[] = { "--by=mesh_version", "--trend=mesh_version",
		"--baseline=1.0", "--percentiles=99", NULL };
	char *page = page_of(releases_archive(), words);

	(void)state;
	check_says(page, "p99 of istio: 1.15 is +");
	check_says(page, "% against 1.0 (");
	check_says(page, "% at 1.8 (confirmed, p ");
	check_says(page, "from 1.8 on: +");
	check_says(page, "within 5 % of 1.0");
	check_says(page, "p99 of istio, by release");
	free(page);
}

/* Of the releases 1.0 to 1.5, 1.1 fails half of its requests and 1.5, which
 * is the newest, fails as many as asked for; three runs of each. */
static struct db *failing_releases(int newest_fails)
{
	static char labels[18][60];
	struct made_run runs[18];

	for (int i = 0; i < 18; i++) {
		int release = i / 3;

		snprintf(labels[i], sizeof(labels[i]),
		    "mesh=istio mesh_version=1.%d rep=%d", release, i % 3);
		runs[i] = (struct made_run){ .labels = labels[i],
			.started_s = 100 * i,
			.seconds = 60,
			.rate = 1000,
			.errors = release == 1   ? 30000 + 100 * (i % 3)
				  : release == 5 ? newest_fails
						 : 0,
			.p99_ms = 10 + i % 3 * 0.1 };
	}
	return made_archive(runs, 18);
}

static const char *by_release[] = { "--by=mesh_version", "--trend=mesh_version",
	"--baseline=1.1", "--percentiles=99", NULL };

/* Shares have no ratio, of which the glyph took the direction. */
static void a_share_of_failures_that_fell_points_down(void **state)
{
	char *page = page_of(failing_releases(0), by_release);
	char *text = shown_by(as_markdown, failing_releases(0), by_release);

	(void)state;
	check_says(page, "<b>−50.2 pp</b><span class=\"interval\">−50.6 to "
			 "−49.8 pp</span><span class=\"verdict better\"><span "
			 "class=\"glyph\" aria-hidden=\"true\">▼</span>");
	check_says(text, "▼ −50.2 pp \\[−50.6 to −49.8 pp\\] improvement | —");
	free(page);
	free(text);
}

static void a_pair_of_releases_that_did_not_fail_is_not_the_first(void **state)
{
	char *page = page_of(failing_releases(0), by_release);
	char *text = shown_by(as_markdown, failing_releases(0), by_release);
	const char *newest = strstr(page, "id=\"trend-newest-note-1\"");

	(void)state;
	assert_non_null(newest);
	check_says(newest, "Neither of the two failed a request.</li>");
	assert_null(strstr(text, "It is the first"));
	check_says(text, "Neither of the two failed a request.");
	free(page);
	free(text);
}

static void a_newest_release_that_failed_has_a_figure_that_says_so(void **state)
{
	const char *words[] = { "--by=mesh_version", "--trend=mesh_version",
		"--baseline=1.0", "--percentiles=99", NULL };
	char *page = page_of(failing_releases(30000), words);

	(void)state;
	check_says(page, "p99 of istio: 1.5 is not comparable with 1.0<");
	check_says(page, "in the order of releases. 1.5 is not comparable with "
			 "1.0 and 1.4; the checks say why.");
	free(page);
}

static void a_change_of_failures_has_its_interval(void **state)
{
	const char *words[] = { "--by=mesh_version", "--baseline=1.0",
		"--percentiles=99", NULL };
	char *page = page_of(failing_releases(0), words);
	char *text = shown_by(as_markdown, failing_releases(0), words);

	(void)state;
	check_says(page, "<b>+50.2 pp</b><span class=\"interval\">+49.8 to "
			 "+50.6 pp</span>");
	check_says(text, "▲ +50.2 pp \\[+49.8 to +50.6 pp\\] regression");
	free(page);
	free(text);
}

/* Their value and conditions are equal, as versions are not held equal. */
static void cells_of_one_value_have_names_of_their_own_in_json(void **state)
{
	const char *words[] = { "--by=mesh", "--baseline=none",
		"--percentiles=99", NULL };
	struct made_run runs[] = {
		{ .labels = "mesh=none", .p99_ms = 5 },
		{ .labels = "mesh=istio mesh_version=1.20", .p99_ms = 6 },
		{ .labels = "mesh=istio mesh_version=1.21", .p99_ms = 7 },
	};
	char *text;

	(void)state;
	for (int i = 0; i < 3; i++) {
		runs[i].seconds = 60;
		runs[i].rate = 100;
	}
	text = shown_by(json_results, made_archive(runs, 3), words);
	check_says(text, "\"baseline_name\":\t\"none\"");
	check_says(text, "\"candidate_name\":\t\"istio, mesh_version 1.20\"");
	check_says(text, "\"candidate_name\":\t\"istio, mesh_version 1.21\"");
	free(text);
}

/* It said that no variant was run more than once. */
static void repeats_without_a_p99_are_repeats_still(void **state)
{
	const char *words[] = { "--percentiles=50", NULL };
	const struct made_run runs[] = {
		{ .labels = "mesh=a rep=1",
		    .seconds = 60,
		    .rate = 100,
		    .p99_ms = 5 },
		{ .labels = "mesh=a rep=2", .seconds = 60, .rate = 100 },
	};
	char *page = page_of(made_archive(runs, 2), words);

	(void)state;
	check_says(page, "No variant has a p99 of two runs");
	free(page);
}

/* One of them does not say; the sum of the other is not theirs. */
static void requests_of_runs_are_known_where_all_say(void **state)
{
	const char *words[] = { "--percentiles=99", NULL };
	struct made_run runs[] = {
		{ .labels = "mesh=a rep=1", .p99_ms = 5 },
		{ .labels = "mesh=a rep=2", .p99_ms = 5 },
	};
	struct err err;
	struct db *db;
	char *page;

	(void)state;
	for (int i = 0; i < 2; i++) {
		runs[i].seconds = 60;
		runs[i].rate = 100;
		runs[i].errors = 3;
	}
	db = made_archive(runs, 2);
	CHECK_INT(db_exec(db,
		      "UPDATE series SET requests = NULL WHERE id = "
		      "(SELECT max(id) FROM series)",
		      &err),
	    0);
	page = page_of(db, words);
	check_says(page, "<td class=\"num\">unknown</td>");
	assert_null(strstr(page, ">6,000<"));
	free(page);
}

static void what_was_not_found_has_no_section(void **state)
{
	const struct made_run run = { .labels = "mesh=a",
		.seconds = 60,
		.rate = 100,
		.p99_ms = 1 };
	const char *words[] = { "--percentiles=99", NULL };
	char *page = page_of(made_archive(&run, 1), words);

	(void)state;
	assert_null(strstr(page, "id=\"ranking\""));
	assert_null(strstr(page, "id=\"capacity\""));
	assert_null(strstr(page, "id=\"cost\""));
	assert_null(strstr(page, "id=\"trend\""));
	free(page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_ranking_names_the_best_and_who_is_tied),
		cmocka_unit_test(a_cost_has_its_interval_and_what_it_adds),
		cmocka_unit_test(a_capacity_lies_between_two_loads),
		cmocka_unit_test(hundreds_of_releases_are_named_at_once),
		cmocka_unit_test(a_value_of_runs_that_failed_says_so_beside_it),
		cmocka_unit_test(the_example_of_a_check_is_its_worst_case),
		cmocka_unit_test(the_law_is_drawn_with_its_peak),
		cmocka_unit_test(
		    a_release_stands_against_the_pinned_and_the_previous),
		cmocka_unit_test(a_share_of_failures_that_fell_points_down),
		cmocka_unit_test(
		    a_pair_of_releases_that_did_not_fail_is_not_the_first),
		cmocka_unit_test(
		    a_newest_release_that_failed_has_a_figure_that_says_so),
		cmocka_unit_test(a_change_of_failures_has_its_interval),
		cmocka_unit_test(
		    cells_of_one_value_have_names_of_their_own_in_json),
		cmocka_unit_test(repeats_without_a_p99_are_repeats_still),
		cmocka_unit_test(requests_of_runs_are_known_where_all_say),
		cmocka_unit_test(what_was_not_found_has_no_section),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
