/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several workers are one run: what adds up, and what can only be bounded.
 */
#include "tests/study_fixture.h"

#include "store/mixture.h"

static struct arena arena;

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static void parts_bound_a_percentile_of_all(void **state)
{
	static const double x[] = { 0, 0.5, 1 };
	static const double fast[] = { 1, 2, 3 }, slow[] = { 10, 20, 30 };
	const struct mixture_part both[] = { { 100, x, fast, 3 },
		{ 100, x, slow, 3 } };
	struct mixture m = { both, 2 };

	(void)state;
	/* All of the fast but one may have taken 2. */
	CHECK_NEAR(mixture_quantile(m, 0.5).low, 2, 0);
	CHECK_NEAR(mixture_quantile(m, 0.5).high, 3, 0);
	CHECK_NEAR(mixture_quantile(m, 0.9).low, 20, 0);
	CHECK_NEAR(mixture_quantile(m, 0.9).high, 30, 0);
}

static void what_a_part_does_not_say_bounds_nothing(void **state)
{
	static const double x[] = { 0, 0.5, 1 }, fast[] = { 1, 2, 3 };
	const struct mixture_part both[] = { { 100, x, fast, 3 },
		{ 100, NULL, NULL, 0 } };
	const struct mixture_part alone[] = { { 100, x + 1, fast + 1, 1 } };
	struct mixture m = { both, 2 };

	(void)state;
	/* The silent half may lie below all that is known, or above. */
	assert_true(isinf(mixture_quantile(m, 0.5).low));
	CHECK_NEAR(mixture_quantile(m, 0.5).high, 3, 0);
	CHECK_NEAR(mixture_quantile(m, 0.6).low, 1, 0);
	assert_true(isinf(mixture_quantile(m, 0.9).high));
	/* Of one median alone, only the median has both ends. */
	assert_true(
	    isinf(mixture_quantile((struct mixture){ alone, 1 }, 0.4).low));
	assert_true(
	    isinf(mixture_quantile((struct mixture){ alone, 1 }, 0.6).high));
}

static struct run_list loaded(struct db *db)
{
	struct run_list runs;
	struct err err;

	CHECK_INT(runs_load(db, &arena, &runs, &err), 0);
	return runs;
}

static void workers_with_histograms_add_up(void **state)
{
	const struct made_run made[] = {
		{ .labels = "mesh=b rep=1 worker=1",
		    .started_s = 100,
		    .seconds = 10,
		    .rate = 100,
		    .connections = 4,
		    .latency = made_steady,
		    .scale_ms = 1 },
		{ .labels = "mesh=b rep=1 worker=2",
		    .started_s = 103,
		    .seconds = 10,
		    .rate = 100,
		    .connections = 4,
		    .latency = made_steady,
		    .scale_ms = 10 },
	};
	struct db *db = made_archive(made, 2);
	struct run_list runs = loaded(db);
	const struct run *run = runs.at;
	struct window_list windows;
	struct histogram h;
	struct err err;

	(void)state;
	CHECK_INT(runs.len, 1);
	CHECK_INT(run->n_workers, 2);
	CHECK_STR(run->id, run->workers[0].id);
	CHECK_INT(run->total.requests, 2000);
	CHECK_INT(run->total.errors, 0);
	CHECK_INT(run->facts.connections, 8);
	CHECK_NEAR(run->facts.achieved_rps, 200, 0);
	CHECK_INT(run->facts.duration_ns / 1000000000, 13);
	CHECK_STR(run_label_value(run, "offered_rps"), "200");
	CHECK_STR(run_label_value(run, "connections"), "8");
	assert_null(run_label_value(run, "worker"));
	CHECK_INT(run_histogram_load(db, run, &h, &err), 0);
	CHECK_INT(h.count, 2000);
	histogram_release(&h);
	/* The second worker came three seconds later. */
	CHECK_INT(run_windows_load(db, run, &windows, &err), 0);
	CHECK_INT(windows.len, 13);
	CHECK_INT(windows.at[2].h.count, 100);
	CHECK_INT(windows.at[3].h.count, 200);
	CHECK_INT(windows.at[12].second, 12);
	CHECK_INT(windows.at[12].h.count, 100);
	windows_release(&windows);
	db_close(db);
}

/* Of 6,000 requests each; no minimum is stated. */
static const struct made_run stated[] = {
	{ .labels = "mesh=b rep=1 worker=1",
	    .seconds = 60,
	    .rate = 100,
	    .p50_ms = 2,
	    .p90_ms = 3,
	    .p99_ms = 4 },
	{ .labels = "mesh=b rep=1 worker=2",
	    .seconds = 60,
	    .rate = 100,
	    .p50_ms = 20,
	    .p90_ms = 30,
	    .p99_ms = 40 },
};

static void percentiles_of_workers_bound_those_of_the_run(void **state)
{
	struct db *db = made_archive(stated, 2);
	struct run_list runs = loaded(db);
	struct percentile_list list;
	struct err err;

	(void)state;
	CHECK_INT(run_percentiles_load(db, runs.at, &arena, &list, &err), 0);
	CHECK_INT(list.len, 3);
	CHECK_NEAR(list.at[0].p, 50, 0);
	assert_true(isnan(list.at[0].value_ns));
	CHECK_NEAR(list.at[0].low_ns, 2e6, 0);
	CHECK_NEAR(list.at[0].high_ns, 20e6, 0);
	/* At 30 ms, 99 % of the one and 90 % of the other are done. */
	CHECK_NEAR(list.at[1].low_ns, 20e6, 0);
	CHECK_NEAR(list.at[1].high_ns, 30e6, 0);
	CHECK_NEAR(list.at[2].low_ns, 30e6, 0);
	CHECK_NEAR(list.at[2].high_ns, 40e6, 0);
	db_close(db);
}

static void bounds_are_the_figure_of_the_run(void **state)
{
	const char *words[] = { "--by=mesh", "--percentiles=50,90", NULL };
	struct db *db = made_archive(stated, 2);
	const struct quality *q;
	struct results r;

	(void)state;
	made_analysis(db, words, &arena, &r);
	CHECK_INT(r.cells.at[0].n_runs, 1);
	CHECK_STR(r.estimates.at[1].kind, "bucket");
	CHECK_NEAR(r.estimates.at[1].value, 0.025, 1e-12);
	q = made_check(&r, "workers", r.cells.at[0].runs[0]);
	CHECK_STR(q->state, "info");
	CHECK_STR(q->detail,
	    "made by 2 workers: 000000000001.1, 000000000002.1; not all have "
	    "histograms, so that percentiles are bounds");
	db_close(db);
}

/* One has a histogram, and the run none for it. */
static void half_a_histogram_is_none(void **state)
{
	struct made_run made[] = { stated[0], stated[1] };
	struct window_list windows;
	struct run_list runs;
	struct db *db;
	struct err err;

	(void)state;
	made[1].latency = made_steady;
	made[1].scale_ms = 1;
	db = made_archive(made, 2);
	runs = loaded(db);
	CHECK_INT(runs.at[0].evidence, EVIDENCE_PERCENTILES);
	CHECK_INT(run_windows_load(db, runs.at, &windows, &err), 0);
	CHECK_INT(windows.len, 0);
	windows_release(&windows);
	db_close(db);
}

/* How many runs are left of two with those labels and starts. */
static size_t runs_of(const char *first, const char *second, int64_t apart_s)
{
	struct made_run made[] = { stated[0], stated[1] };
	struct run_list runs;
	struct db *db;

	made[0].labels = first;
	made[1].labels = second;
	made[1].started_s = made[0].started_s + apart_s;
	db = made_archive(made, 2);
	runs = loaded(db);
	db_close(db);
	return runs.len;
}

static void only_workers_of_one_run_are_pooled(void **state)
{
	(void)state;
	CHECK_INT(runs_of("rep=1 worker=a", "rep=1 worker=b", 0), 1);
	CHECK_INT(runs_of("rep=1 text=x worker=a", "rep=1 worker=b", 60), 1);
	CHECK_INT(runs_of("rep=1 worker=a", "rep=1 worker=b", 61), 2);
	CHECK_INT(runs_of("rep=1 worker=a", "rep=1 worker=a", 0), 2);
	CHECK_INT(runs_of("rep=1 worker=a", "rep=2 worker=b", 0), 2);
	CHECK_INT(runs_of("rep=1 worker=a", "rep=1", 0), 2);
	CHECK_INT(runs_of("rep=1", "rep=1", 0), 2);
}

/* As of injectors of Gatling, whose users never are as many. */
static void users_of_workers_may_differ_and_are_added_up(void **state)
{
	struct made_run made[] = { stated[0], stated[1] };
	struct run_list runs;
	struct db *db;

	(void)state;
	made[0].labels = "rep=1 threads=2 users=5 vus=3 worker=a";
	made[1].labels = "rep=1 threads=2 users=6 worker=b";
	db = made_archive(made, 2);
	runs = loaded(db);
	CHECK_INT(runs.len, 1);
	CHECK_STR(run_label_value(&runs.at[0], "users"), "11");
	CHECK_STR(run_label_value(&runs.at[0], "threads"), "4");
	assert_null(run_label_value(&runs.at[0], "vus"));
	db_close(db);
}

static void a_worker_that_is_there_twice_is_told(void **state)
{
	const char *words[] = { "--by=mesh", "--percentiles=90", NULL };
	struct made_run made[] = { stated[0], stated[1], stated[1] };
	struct db *db = made_archive(made, 3);
	struct results r;

	(void)state;
	made_analysis(db, words, &arena, &r);
	CHECK_STR(made_check(&r, "workers", "000000000001.1")->state, "warn");
	CHECK_STR(made_check(&r, "workers", "000000000003.1")->state, "warn");
	db_close(db);
}

#define TEST(name) cmocka_unit_test_teardown(name, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(parts_bound_a_percentile_of_all),
		TEST(what_a_part_does_not_say_bounds_nothing),
		TEST(workers_with_histograms_add_up),
		TEST(percentiles_of_workers_bound_those_of_the_run),
		TEST(bounds_are_the_figure_of_the_run),
		TEST(half_a_histogram_is_none),
		TEST(only_workers_of_one_run_are_pooled),
		TEST(users_of_workers_may_differ_and_are_added_up),
		TEST(a_worker_that_is_there_twice_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
