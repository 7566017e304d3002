/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one run says of its own percentiles, and that it says nothing more.
 */
#include "tests/study_fixture.h"

/* A minute in which every other ten seconds are slower. */
static double in_waves(double at_s, double scale_ms, uint64_t *state)
{
	return made_steady(at_s, scale_ms * ((int)at_s / 10 % 2 ? 1.3 : 1),
	    state);
}

static const char *const no_words[] = { NULL };

static struct run_interval median_of_run(made_latency_fn *latency)
{
	struct made_run run = { .labels = "mesh=none",
		.seconds = 60,
		.rate = 100,
		.latency = latency,
		.scale_ms = 4 };
	struct db *db = made_archive(&run, 1);
	struct run_interval first;
	struct arena a = { 0 };
	struct results r;

	made_analysis(db, (const char **)no_words, &a, &r);
	assert_true(r.run_intervals.len >= 3);
	first = r.run_intervals.at[0];
	CHECK_STR(first.metric, "latency_p50");
	CHECK_STR(first.basis, "windows");
	arena_release(&a);
	db_close(db);
	return first;
}

static void independent_requests_count_in_full(void **state)
{
	struct run_interval i = median_of_run(made_steady);

	(void)state;
	CHECK_INT(i.requests, 6000);
	assert_true(i.effective > 3000);
	assert_true(i.low < 0.004 && 0.004 < i.high);
	assert_true(i.high / i.low < 1.05);
}

static void requests_that_share_a_slow_time_count_for_few(void **state)
{
	struct run_interval i = median_of_run(in_waves);

	(void)state;
	assert_true(i.effective < 1000);
	assert_true(i.high / i.low > 1.05);
}

static void one_run_a_side_is_shown_and_not_tested(void **state)
{
	const struct made_run runs[] = {
		{ .labels = "mesh=none",
		    .seconds = 30,
		    .rate = 100,
		    .latency = made_steady,
		    .scale_ms = 4 },
		{ .labels = "mesh=b",
		    .seconds = 30,
		    .rate = 100,
		    .latency = made_steady,
		    .scale_ms = 8 },
	};
	struct db *db = made_archive(runs, 2);
	const struct comparison *c;
	struct arena a = { 0 };
	struct results r;

	(void)state;
	made_analysis(db, (const char **)no_words, &a, &r);
	c = made_comparison(&r, "b", "latency_p50");
	CHECK_STR(c->verdict, "unreplicated");
	assert_true(isnan(c->p_value));
	assert_non_null(strstr(c->reasons,
	    "by the requests within each run, which is no test: "));
	arena_release(&a);
	db_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(independent_requests_count_in_full),
		cmocka_unit_test(requests_that_share_a_slow_time_count_for_few),
		cmocka_unit_test(one_run_a_side_is_shown_and_not_tested),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
