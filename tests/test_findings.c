/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a report says of several configurations, loads and releases: from runs
 * whose answer is known, through the analysis, to the page.
 */
#include <stdlib.h>

#include "tests/study_fixture.h"

#include "render/page.h"

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
static char *page_of(struct db *db, const char **words)
{
	static const struct page_options plain = { NULL, UNKNOWN };
	struct arena a = { 0 };
	struct results results;
	struct err err = { "" };
	char *page = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&page, &len);

	made_analysis(db, words, &a, &results);
	if (page_render(db, &results, &plain, out, &err))
		fail_msg("%s", err.msg);
	fclose(out);
	arena_release(&a);
	db_close(db);
	return page;
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
	check_says(page, "3,000 – 4,000 req/s, about 3,250 req/s");
	check_says(page, ">objective 25 ms<");
	check_says(page,
	    "a, 5,000 req/s (not reached, or failed): 90.0 ms at 4,200 req/s");
	check_says(page, ": knee at ");
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
	const char *values = strstr(page, "geometric mean of the runs");

	(void)state;
	assert_non_null(values);
	check_says(values, "3000 of 6000 requests failed (50.0 %)");
	free(page);
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
		cmocka_unit_test(a_value_of_runs_that_failed_says_so_beside_it),
		cmocka_unit_test(the_law_is_drawn_with_its_peak),
		cmocka_unit_test(
		    a_release_stands_against_the_pinned_and_the_previous),
		cmocka_unit_test(what_was_not_found_has_no_section),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
