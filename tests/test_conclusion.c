/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a report leads with.
 */
#include "tests/study_fixture.h"

#include "analyze/conclusion.h"

/* A comparison that survives Holm, of cells 1 and 2. */
static struct comparison sure(const char *metric, double change,
    double change_low, double ratio, double ratio_low)
{
	return (struct comparison){ .baseline = 1,
		.candidate = 2,
		.metric = metric,
		.unit = "seconds",
		.baseline_runs = 5,
		.candidate_runs = 5,
		.change = change,
		.change_low = change_low,
		.change_high = 2 * change - change_low,
		.ratio = ratio,
		.ratio_low = ratio_low,
		.ratio_high = ratio * ratio / ratio_low,
		.verdict = "regression",
		.survives = true,
		.reasons = "" };
}

/* The sentence on these n comparisons of b with a. */
static const char *lead(struct comparison *c, size_t n, struct arena *a)
{
	struct group groups[] = {
		{ .cell = { .row = 1,
		      .name = "a",
		      .value = "a",
		      .label = "" } },
		{ .cell = { .row = 2, .name = "b", .value = "b", .label = "" } }
	};
	struct group_list list = { groups, 2, { 0 } };
	struct comparison_list all = { c, n }, none = { 0 };
	struct run_list runs = { 0 };
	struct study s = { .factor = "mesh" };

	return conclusion_of(&s, &list, &all, &none, &runs, a);
}

static void a_difference_that_may_be_none_is_no_lead(void **state)
{
	struct comparison c[] = { sure("latency_p50", 0.001, 0.0005, 1.2, 1.1),
		sure("latency_p99.9", 0.0094, -0.00061, 3, 2) };
	struct arena a = { 0 };

	(void)state;
	CHECK_STR(lead(c, 2, &a),
	    "b adds 1.00 ms [500 µs, 1.50 ms] (+20 % [+10 %, +31 %]) to the "
	    "median latency compared with a, from 5 runs each.");
	CHECK_STR(lead(c + 1, 1, &a),
	    "No difference is significant by its ratio and by its size: single "
	    "slow runs pull the two apart.");
	arena_release(&a);
}

/* The exit status is that of a regression, whatever else got better. */
static void no_improvement_leads_before_a_regression(void **state)
{
	struct comparison c[] = { sure("latency_p50", -0.004, -0.005, 0.2, 0.1),
		sure("latency_mean", 0.001, 0.0009, 1.5, 1.4) };
	struct arena a = { 0 };

	(void)state;
	c[0].verdict = "improvement";
	c[0].ratio_high = 0.3;
	assert_non_null(strstr(lead(c, 2, &a), "the mean latency"));
	arena_release(&a);
}

/* The larger change is the less certain one. */
static void the_most_certain_change_leads_and_not_the_largest(void **state)
{
	struct comparison c[] = { sure("latency_p99.9", 0.9, 0.01, 9, 1.02),
		sure("latency_p50", 0.001, 0.0009, 1.5, 1.4) };
	struct arena a = { 0 };

	(void)state;
	assert_non_null(strstr(lead(c, 2, &a), "the median latency"));
	arena_release(&a);
}

static void of_equally_certain_changes_the_median_leads(void **state)
{
	struct comparison c[] = { sure("latency_p99.9", 0.9, 0.8, 1.6, 1.41),
		sure("latency_p50", 0.001, 0.0009, 1.5, 1.4),
		sure("latency_p99", 0.001, 0.0009, 1.5, 1.4) };
	struct arena a = { 0 };

	(void)state;
	assert_non_null(strstr(lead(c, 3, &a), "the median latency"));
	arena_release(&a);
}

/* Five repeats of each release, whose p99 is stated: 1.1 was far slower than
 * 1.0, 1.2 is not. */
static struct db *releases(void)
{
	static const double p99[] = { 10, 20, 10.1 };
	static char labels[15][60];
	struct made_run runs[15];

	for (int i = 0; i < 15; i++) {
		snprintf(labels[i], sizeof(labels[i]),
		    "mesh=m mesh_version=1.%d rep=%d", i % 3, i / 3);
		runs[i] = (struct made_run){ .labels = labels[i],
			.started_s = 100 * i,
			.seconds = 60,
			.rate = 1000,
			.p99_ms = p99[i % 3] * (1 + 0.001 * (i / 3)) };
	}
	return made_archive(runs, 15);
}

static void of_releases_the_newest_leads(void **state)
{
	const char *words[] = { "--by=mesh_version", "--baseline=1.0",
		"--trend=mesh_version", "--percentiles=99", NULL };
	struct db *db = releases();
	struct arena a = { 0 };
	struct results r;

	(void)state;
	made_analysis(db, words, &a, &r);
	db_close(db);
	CHECK_STR(r.analysis.conclusion,
	    "m 1.2, the newest release: the p99 of the latency is 10.1 ms, "
	    "+1.0 % [+0.8 %, +1.2 %] against 1.0 (equivalent), -49 % [-50 %, "
	    "-49 %] against 1.1 (improvement).");
	arena_release(&a);
}

/* 1.2 fails no request, as 1.1; of 1.0, one in a hundred failed. */
static void a_change_of_failures_has_its_interval(void **state)
{
	struct trend_point points[] = { { .release = "1.1", .ordinal = 1 },
		{ .release = "1.2", .ordinal = 2, .baseline = "1.0" } };
	struct trend_point *newest = &points[1];
	struct arena a = { 0 };

	(void)state;
	for (int i = 0; i < 2; i++) {
		points[i].value = "m";
		points[i].conditions = "";
		points[i].metric = "error_ratio";
		points[i].unit = "ratio";
		points[i].from_baseline = points[i].from_previous =
		    RELEASE_UNCOMPARED;
	}
	newest->from_baseline = (struct release_change){ NAN, NAN, NAN, -0.01,
		-0.012, -0.008, "improvement" };
	newest->from_previous.change = 0;
	CHECK_STR(trend_conclusion(&(struct trend_list){ points, 2 },
		      &(struct change_point_list){ NULL, 0 }, &a),
	    "m 1.2, the newest release: error ratio is 0 %, -1 pp "
	    "[-1.2 pp, -0.8 pp] against 1.0 (improvement), as in 1.1.");
	newest->from_previous.change = NAN;
	newest->from_previous.verdict = "not-comparable";
	assert_non_null(
	    strstr(trend_conclusion(&(struct trend_list){ points, 2 },
		       &(struct change_point_list){ NULL, 0 }, &a),
		", not compared with 1.1."));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_difference_that_may_be_none_is_no_lead),
		cmocka_unit_test(no_improvement_leads_before_a_regression),
		cmocka_unit_test(
		    the_most_certain_change_leads_and_not_the_largest),
		cmocka_unit_test(of_equally_certain_changes_the_median_leads),
		cmocka_unit_test(of_releases_the_newest_leads),
		cmocka_unit_test(a_change_of_failures_has_its_interval),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
