/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What must hold before two cells are compared, as analyze stores it: on runs
 * that have one fault each.
 */
#include "tests/study_fixture.h"

/* Three times as slow for twelve seconds, then steady. */
static double warming(double at_s, double scale_ms, uint64_t *state)
{
	return made_steady(at_s, scale_ms * (at_s < 12 ? 3 : 1), state);
}

static double drifting(double at_s, double scale_ms, uint64_t *state)
{
	return made_steady(at_s, scale_ms * (1 + at_s / 100), state);
}

/* Slower and slower, but for the end. */
static double slowing(double at_s, double scale_ms, uint64_t *state)
{
	return made_steady(at_s, scale_ms * (at_s < 55 ? 1 + at_s / 10 : 1),
	    state);
}

static double two_modes(double at_s, double scale_ms, uint64_t *state)
{
	bool slow = made_uniform(state) < 0.4;

	return made_steady(at_s, scale_ms * (slow ? 9 : 1), state);
}

/* A clock that tells milliseconds. */
static double coarse(double at_s, double scale_ms, uint64_t *state)
{
	return fmax(1, round(made_steady(at_s, scale_ms, state)));
}

/* One request in two hundred stalls for two seconds. */
static double stalling(double at_s, double scale_ms, uint64_t *state)
{
	if (made_uniform(state) < 0.005)
		return 2000;
	return made_steady(at_s, scale_ms, state);
}

static const char *const no_words[] = { NULL };
#define ID "000000000001.1"

/* The state of a check of the only run. */
static void check_state(made_latency_fn *latency, const char *check,
    const char *state)
{
	struct made_run run = { .labels = "mesh=none",
		.seconds = 60,
		.rate = 200,
		.latency = latency,
		.scale_ms = 4 };
	struct db *db = made_archive(&run, 1);
	const struct quality *q;
	struct results r;
	struct arena a = { 0 };

	made_analysis(db, (const char **)no_words, &a, &r);
	q = made_check(&r, check, ID);
	assert_non_null(q);
	CHECK_STR(q->state, state);
	arena_release(&a);
	db_close(db);
}

static void a_steady_run_passes_all_checks_of_windows(void **state)
{
	(void)state;
	check_state(made_steady, "warm-up", "ok");
	check_state(made_steady, "drift", "ok");
	check_state(made_steady, "dependence", "ok");
	check_state(made_steady, "clock", "ok");
	check_state(made_steady, "modality", "ok");
}

static void a_slow_start_is_a_warm_up(void **state)
{
	(void)state;
	check_state(warming, "warm-up", "warn");
	check_state(warming, "drift", "ok");
}

static void a_run_that_slows_down_drifts(void **state)
{
	(void)state;
	check_state(drifting, "drift", "warn");
	check_state(drifting, "dependence", "info");
}

static void two_modes_are_seen(void **state)
{
	(void)state;
	check_state(two_modes, "modality", "warn");
}

static void a_clock_of_milliseconds_is_coarse_for_four(void **state)
{
	(void)state;
	check_state(coarse, "clock", "warn");
}

/* Of five runs a side: the latencies of the baseline, then the candidate. */
static struct db *archive_of(made_latency_fn *none, made_latency_fn *b)
{
	static char labels[10][40];
	struct made_run runs[10];

	for (int i = 0; i < 10; i++) {
		snprintf(labels[i], sizeof(labels[i]), "mesh=%s rep=%d",
		    i % 2 ? "b" : "none", i / 2);
		runs[i] = (struct made_run){ .labels = labels[i],
			.started_s = 100 * i,
			.seconds = 60,
			.rate = 100,
			.latency = i % 2 ? b : none,
			.scale_ms = 4 };
	}
	return made_archive(runs, 10);
}

static struct db *warming_archive(void)
{
	return archive_of(made_steady, warming);
}

/* Closes the archive. */
static double p99_change(struct db *db, const char **words, const char **study,
    struct arena *a)
{
	const struct comparison *c;
	struct results r;

	made_analysis(db, words, a, &r);
	c = made_comparison(&r, "b", "latency_p99");
	assert_non_null(c);
	*study = r.analysis.study;
	db_close(db);
	return c->ratio;
}

static void warm_up_is_cut_off_all_runs_when_asked_for(void **state)
{
	const char *none[] = { NULL }, *automatic[] = { "--warmup=auto", NULL },
		   *fixed[] = { "--warmup=15s", NULL };
	struct arena a = { 0 };
	const char *study;

	(void)state;
	assert_true(p99_change(warming_archive(), none, &study, &a) > 1.5);
	assert_non_null(strstr(study, "\"warmup\":\"none\""));
	CHECK_NEAR(p99_change(warming_archive(), automatic, &study, &a), 1,
	    0.05);
	assert_non_null(strstr(study, "\"warmup\":\"auto\""));
	CHECK_NEAR(p99_change(warming_archive(), fixed, &study, &a), 1, 0.05);
	assert_non_null(strstr(study, "\"warmup\":\"15s\""));
	arena_release(&a);
}

static void all_are_cut_at_the_latest_of_their_cuts(void **state)
{
	const char *automatic[] = { "--warmup=auto", NULL };
	struct arena a = { 0 };
	const char *study;

	(void)state;
	CHECK_NEAR(
	    p99_change(archive_of(warming, made_steady), automatic, &study, &a),
	    1, 0.05);
	arena_release(&a);
}

/* The median of the baseline. */
static double p50_of_slowing(const char *warmup)
{
	const char *words[] = { warmup, NULL };
	struct db *db = archive_of(slowing, slowing);
	const struct comparison *c;
	struct arena a = { 0 };
	struct results r;
	double p50;

	made_analysis(db, words, &a, &r);
	CHECK_STR(made_check(&r, "warm-up", ID)->detail,
	    "no steady state: the run changes until its end");
	c = made_comparison(&r, "b", "latency_p50");
	assert_non_null(c);
	p50 = c->baseline_value;
	arena_release(&a);
	db_close(db);
	return p50;
}

static void a_run_that_never_comes_to_rest_is_not_cut(void **state)
{
	(void)state;
	CHECK_NEAR(p50_of_slowing("--warmup=auto"),
	    p50_of_slowing("--warmup=none"), 0);
}

static void a_cut_longer_than_the_run_leaves_nothing(void **state)
{
	const char *words[] = { "--warmup=2m", NULL };
	struct db *db = warming_archive();
	const struct comparison *c;
	struct arena a = { 0 };
	struct results r;

	(void)state;
	made_analysis(db, words, &a, &r);
	c = made_comparison(&r, "b", "latency_p99");
	CHECK_STR(c->verdict, "missing");
	CHECK_STR(c->reasons, "nothing is left behind the warm-up");
	arena_release(&a);
	db_close(db);
}

static void a_cut_is_said_of_every_run_or_that_it_was_not_made(void **state)
{
	const char *words[] = { "--warmup=15s", NULL };
	const struct made_run stated = { .labels = "mesh=none",
		.seconds = 60,
		.rate = 100,
		.p50_ms = 4 };
	struct db *db = warming_archive();
	struct arena a = { 0 };
	struct results r;

	(void)state;
	made_analysis(db, words, &a, &r);
	CHECK_STR(made_check(&r, "warm-up", ID)->detail,
	    "15 s are left out, as in all runs that it is compared with");
	db_close(db);
	db = made_archive(&stated, 1);
	made_analysis(db, words, &a, &r);
	CHECK_STR(made_check(&r, "warm-up", ID)->detail,
	    "nothing is left out: not every run that is compared has requests "
	    "with a time");
	arena_release(&a);
	db_close(db);
}

static void an_accepted_check_does_not_warn(void **state)
{
	const char *words[] = { "--allow=warm-up", NULL };
	struct made_run run = { .labels = "mesh=none",
		.seconds = 60,
		.rate = 100,
		.latency = warming,
		.scale_ms = 4 };
	struct db *db = made_archive(&run, 1);
	struct arena a = { 0 };
	struct results r;

	(void)state;
	made_analysis(db, words, &a, &r);
	CHECK_STR(made_check(&r, "warm-up", ID)->state, "info");
	arena_release(&a);
	db_close(db);
}

static void stalls_in_a_closed_loop_are_said_to_hide_requests(void **state)
{
	struct made_run run = { .labels = "mesh=none",
		.seconds = 60,
		.rate = 200,
		.latency = stalling,
		.scale_ms = 4,
		.load_model = LOAD_CLOSED,
		.connections = 8 };
	struct db *db = made_archive(&run, 1);
	struct arena a = { 0 };
	struct results r;

	(void)state;
	made_analysis(db, (const char **)no_words, &a, &r);
	CHECK_STR(made_check(&r, "co-sensitive", ID)->state, "warn");
	arena_release(&a);
	db_close(db);
}

static void repeats_that_stand_out_or_drift_are_named(void **state)
{
	static const double ms[] = { 10, 10.1, 10.2, 10.3, 10.4, 10.5, 30 };
	struct made_run runs[7];
	struct arena a = { 0 };
	struct results r;
	struct db *db;

	(void)state;
	for (int i = 0; i < 7; i++)
		runs[i] = (struct made_run){ .labels = "mesh=none",
			.started_s = 100 * i,
			.seconds = 60,
			.rate = 100,
			.p50_ms = ms[i] };
	db = made_archive(runs, 7);
	made_analysis(db, (const char **)no_words, &a, &r);
	CHECK_STR(made_check(&r, "outlier-run", ID)->state, "ok");
	CHECK_STR(made_check(&r, "outlier-run", "000000000007.1")->state,
	    "warn");
	CHECK_STR(made_check(&r, "drift-between-runs", NULL)->state, "warn");
	arena_release(&a);
	db_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_steady_run_passes_all_checks_of_windows),
		cmocka_unit_test(a_slow_start_is_a_warm_up),
		cmocka_unit_test(a_run_that_slows_down_drifts),
		cmocka_unit_test(two_modes_are_seen),
		cmocka_unit_test(a_clock_of_milliseconds_is_coarse_for_four),
		cmocka_unit_test(warm_up_is_cut_off_all_runs_when_asked_for),
		cmocka_unit_test(all_are_cut_at_the_latest_of_their_cuts),
		cmocka_unit_test(a_run_that_never_comes_to_rest_is_not_cut),
		cmocka_unit_test(a_cut_longer_than_the_run_leaves_nothing),
		cmocka_unit_test(
		    a_cut_is_said_of_every_run_or_that_it_was_not_made),
		cmocka_unit_test(an_accepted_check_does_not_warn),
		cmocka_unit_test(
		    stalls_in_a_closed_loop_are_said_to_hide_requests),
		cmocka_unit_test(repeats_that_stand_out_or_drift_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
