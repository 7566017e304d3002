/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one run says of its own percentiles, and that it says nothing more.
 */
#include "tests/study_fixture.h"

/* Every other ten seconds are slower. */
static double in_waves(double at_s, double scale_ms, uint64_t *state)
{
	return made_steady(at_s, scale_ms * ((int)at_s / 10 % 2 ? 1.3 : 1),
	    state);
}

/* The first three of every seven seconds are slower. */
static double in_ripples(double at_s, double scale_ms, uint64_t *state)
{
	return made_steady(at_s, scale_ms * ((int)at_s % 7 < 3 ? 1.3 : 1),
	    state);
}

/* By 15 % up and down, once in two and a half minutes. */
static double in_slow_swings(double at_s, double scale_ms, uint64_t *state)
{
	return made_steady(at_s, scale_ms * exp(0.15 * sin(at_s / 25)), state);
}

/* By 20 % up and down, once in 25 seconds. */
static double in_quick_swings(double at_s, double scale_ms, uint64_t *state)
{
	return made_steady(at_s, scale_ms * exp(0.2 * sin(at_s / 4)), state);
}

static const char *const no_words[] = { NULL };

/* Of the i-th percentile that studies have. */
static struct run_interval interval_of_run(const struct made_run *run, size_t i,
    const char *basis)
{
	struct db *db = made_archive(run, 1);
	struct run_interval interval;
	struct arena a = { 0 };
	struct results r;

	made_analysis(db, (const char **)no_words, &a, &r);
	assert_true(r.run_intervals.len >= 3);
	interval = r.run_intervals.at[i];
	CHECK_STR(interval.basis, basis);
	interval.metric = NULL;
	arena_release(&a);
	db_close(db);
	return interval;
}

static struct run_interval median_of(int seconds, made_latency_fn *latency,
    const char *basis)
{
	struct made_run run = { .labels = "mesh=none",
		.seconds = seconds,
		.rate = 100,
		.latency = latency,
		.scale_ms = 4 };

	return interval_of_run(&run, 0, basis);
}

/* Not in full, since that they are independent is known to some degree. */
static void independent_requests_count_for_many(void **state)
{
	struct run_interval i = median_of(300, made_steady, "windows");

	(void)state;
	CHECK_INT(i.requests, 30000);
	assert_true(i.effective > 15000);
	assert_true(i.low < 0.004 && 0.004 < i.high);
	assert_true(i.high / i.low < 1.03);
}

static void requests_that_share_a_slow_time_count_for_few(void **state)
{
	struct run_interval i = median_of(300, in_ripples, "windows");

	(void)state;
	assert_true(i.effective > 0 && i.effective < 1000);
	assert_true(i.high / i.low > 1.05);
}

static void no_interval(int seconds, made_latency_fn *latency)
{
	struct run_interval i = median_of(seconds, latency, "run-too-short");

	CHECK_INT(i.effective, 0);
	assert_true(i.value > 0);
	assert_true(isnan(i.low) && isnan(i.high));
}

static void a_level_that_stays_as_long_as_the_run_has_no_interval(void **state)
{
	(void)state;
	no_interval(60, in_waves);
}

static void half_a_minute_may_look_steady_by_chance(void **state)
{
	(void)state;
	no_interval(30, made_steady);
	no_interval(5, made_steady);
}

/* The comparison of two single runs, of 90 seconds each. */
static struct comparison single_runs(bool untimed, struct arena *a)
{
	const struct made_run runs[] = {
		{ .labels = "mesh=none",
		    .seconds = 90,
		    .rate = 100,
		    .latency = made_steady,
		    .untimed = untimed,
		    .scale_ms = 4 },
		{ .labels = "mesh=b",
		    .seconds = 90,
		    .rate = 100,
		    .latency = made_steady,
		    .untimed = untimed,
		    .scale_ms = 8 },
	};
	struct db *db = made_archive(runs, 2);
	struct results r;

	made_analysis(db, (const char **)no_words, a, &r);
	db_close(db);
	return *made_comparison(&r, "b", "latency_p50");
}

/* Of two dozen independent requests, p99.9 is likely to be above the largest;
 * and so it is of as many blocks, but not above all that are in the last. */
static void the_largest_request_is_not_the_lower_end_of_a_tail(void **state)
{
	struct made_run run = { .labels = "mesh=none",
		.seconds = 60,
		.rate = 20,
		.latency = in_quick_swings,
		.scale_ms = 4 };
	struct run_interval i = interval_of_run(&run, 3, "windows");

	(void)state;
	assert_true(i.effective > 0 && i.effective < 25);
	assert_true(i.low < i.value);
	assert_true(isnan(i.high));
}

static void one_run_a_side_is_shown_and_not_tested(void **state)
{
	struct arena a = { 0 };
	struct comparison c = single_runs(false, &a);

	(void)state;
	CHECK_STR(c.verdict, "unreplicated");
	assert_true(isnan(c.p_value));
	assert_non_null(strstr(c.reasons,
	    "by the requests within each run, which is no test: "));
	assert_null(strstr(c.reasons, "independent"));
	arena_release(&a);
}

static void requests_without_times_are_said_to_be_taken_for_independent(
    void **state)
{
	struct arena a = { 0 };
	struct comparison c = single_runs(true, &a);

	(void)state;
	CHECK_STR(c.verdict, "unreplicated");
	assert_non_null(strstr(c.reasons, "taken for independent"));
	arena_release(&a);
}

/* Four requests a second tell little of a second's level, so that neighbors are
 * hardly alike; the sum over all lags tells that slow ones are followed by slow
 * ones for half a minute. */
static void noise_does_not_hide_slow_swings(void **state)
{
	struct made_run run = { .labels = "mesh=none",
		.seconds = 300,
		.rate = 4,
		.latency = in_slow_swings,
		.scale_ms = 4 };
	struct run_interval i = interval_of_run(&run, 0, "windows");

	(void)state;
	CHECK_INT(i.requests, 1200);
	assert_true(i.effective > 0 && i.effective < 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(independent_requests_count_for_many),
		cmocka_unit_test(requests_that_share_a_slow_time_count_for_few),
		cmocka_unit_test(
		    a_level_that_stays_as_long_as_the_run_has_no_interval),
		cmocka_unit_test(half_a_minute_may_look_steady_by_chance),
		cmocka_unit_test(noise_does_not_hide_slow_swings),
		cmocka_unit_test(
		    the_largest_request_is_not_the_lower_end_of_a_tail),
		cmocka_unit_test(one_run_a_side_is_shown_and_not_tested),
		cmocka_unit_test(
		    requests_without_times_are_said_to_be_taken_for_independent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
