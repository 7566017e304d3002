/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the variance of a cell lies, from runs through the archive.
 */
#include "tests/study_fixture.h"

#include "analyze/variances.h"

#define RUNS 12

/* A level that wanders from second to second. */
static double wandering(double at_s, double scale_ms, uint64_t *state)
{
	return made_steady(at_s,
	    scale_ms * (1 + 0.3 * sin(at_s / 4 + scale_ms * 7)), state);
}

/* Twice as slow for ten seconds, as a warm-up is. */
static double cold(double at_s, double scale_ms, uint64_t *state)
{
	return made_steady(at_s, at_s < 10 ? 2 * scale_ms : scale_ms, state);
}

/* Six runs a side that differ by so much, the first so much shorter. */
static void cell_make(double luck, int shorter_s, made_latency_fn *latency,
    struct arena *a, struct results *out)
{
	static const double off[] = { -1, 1, 0.5, -0.5, 0.8, -0.8 };
	const char *words[] = { "--percentiles=50", "--warmup=10s", NULL };
	struct made_run runs[RUNS];
	char labels[RUNS][32];
	struct db *db;

	for (int i = 0; i < RUNS; i++) {
		snprintf(labels[i], sizeof(labels[i]), "mesh=%s rep=%d",
		    i % 2 ? "m" : "none", i / 2);
		runs[i] = (struct made_run){ .labels = labels[i],
			.started_s = 100 * i,
			.seconds = i < 2 ? 60 - shorter_s : 60,
			.rate = 50,
			.latency = latency,
			.scale_ms = 10 * (1 + luck * off[i / 2]) };
	}
	db = made_archive(runs, RUNS);
	made_analysis(db, words, a, out);
	db_close(db);
}

/* Of 50 log-normal requests of sd 0.3, a mean has one of 0.45 ms; runs have one
 * of 1 ms * sqrt(4.28 / 5). */
static void runs_that_differ_are_told_from_their_seconds(void **state)
{
	struct arena a = { 0 };
	struct results r;

	(void)state;
	cell_make(0.1, 0, cold, &a, &r);
	CHECK_INT(r.variances.len, 2);
	CHECK_INT(r.variances.at[0].runs, 6);
	CHECK_INT(r.variances.at[0].windows, 49);
	CHECK_INT(r.variances.at[0].cell, r.cells.at[0].row);
	CHECK_NEAR(sqrt(r.variances.at[0].within), 0.00045, 0.00005);
	CHECK_NEAR(sqrt(r.variances.at[0].between), 0.00097, 0.0001);
	CHECK_NEAR(r.variances.at[0].share, 0.82, 0.04);
	assert_true(r.variances.at[0].p_value < 1e-6);
	assert_false(r.variances.at[0].at_most);
	arena_release(&a);
}

static void equal_runs_may_differ_by_chance_alone(void **state)
{
	struct arena a = { 0 };
	struct results r;

	(void)state;
	cell_make(0, 0, made_steady, &a, &r);
	CHECK_INT(r.variances.len, 2);
	assert_true(r.variances.at[0].share < 0.05);
	assert_true(r.variances.at[0].p_value > 0.05);
	arena_release(&a);
}

/* Slow swings within runs make their means differ, too. */
static void where_neighbors_are_alike_the_share_is_a_bound(void **state)
{
	struct arena a = { 0 };
	struct results r;

	(void)state;
	cell_make(0.01, 0, wandering, &a, &r);
	assert_true(r.variances.at[0].at_most);
	assert_true(r.variances.at[0].neighbors > 0.5);
	assert_true(isnan(r.variances.at[0].p_value));
	arena_release(&a);
}

/* Of five equal runs of 20 seconds that remember a tenth of the one before. */
static struct cell_variance equal_runs(uint64_t *state)
{
	double at[5][20];
	struct values runs[5];
	struct group_means m = { .at = runs, .len = 5 };
	struct cell_variance v;

	for (size_t i = 0; i < 5; i++) {
		double level = made_normal(state);

		for (size_t k = 0; k < 20; k++) {
			at[i][k] = level;
			level = 0.1 * level + sqrt(0.99) * made_normal(state);
		}
		runs[i] = (struct values){ at[i], 20 };
	}
	v = variance_of(&m, 20, 0.95);
	arena_release(&m.arena);
	return v;
}

/* One in ten was: such a likeness is not seen, and yet tells runs apart. */
static void equal_runs_are_told_apart_once_in_twenty_at_most(void **state)
{
	int tested = 0, told = 0;
	uint64_t random = 7;

	(void)state;
	for (int i = 0; i < 500; i++) {
		struct cell_variance v = equal_runs(&random);

		tested += !v.at_most;
		told += v.p_value <= 0.05;
	}
	assert_true(tested > 200);
	assert_true(told * 20 <= tested);
}

static void runs_are_cut_to_the_shortest_if_that_is_almost_all(void **state)
{
	struct arena a = { 0 };
	struct results r;

	(void)state;
	cell_make(0.1, 4, made_steady, &a, &r);
	CHECK_INT(r.variances.at[0].windows, 45);
	arena_release(&a);
	cell_make(0.1, 6, made_steady, &a, &r);
	CHECK_INT(r.variances.len, 0);
	arena_release(&a);
}

static void explained(const struct results *r, const char *what,
    char text[8192])
{
	FILE *out = tmpfile();
	struct ui ui = { .out = out };
	struct err err;
	size_t n;

	CHECK_INT(results_explain(r, what, &ui, &err), 0);
	rewind(out);
	n = fread(text, 1, 8191, out);
	text[n] = '\0';
	fclose(out);
}

/*
 * Kalibera and Jones: the root of (cost of a run / cost of a second) times
 * (variance within / between), rounded up.
 */
static void the_best_length_is_of_the_variances_that_are_shown(void **state)
{
	struct arena a = { 0 };
	struct results r;
	char text[8192], want[128];
	double share;

	(void)state;
	cell_make(0.1, 0, made_steady, &a, &r);
	share = r.variances.at[0].within / r.variances.at[0].between;
	assert_true(share > 0.1 && share < 0.4);
	snprintf(want, sizeof(want),
	    "10, 60 or\n    600 s to start is best measured for %.0f, %.0f or "
	    "%.0f s",
	    ceil(sqrt(10 * share)), ceil(sqrt(60 * share)),
	    ceil(sqrt(600 * share)));
	explained(&r, "m:latency_p50", text);
	assert_non_null(strstr(text, want));
	snprintf(want, sizeof(want), "between runs (%.3g ms²)",
	    r.variances.at[0].between * 1e6);
	assert_non_null(strstr(text, want));
	arena_release(&a);
}

static void advice_is_given_where_runs_are_told_apart(void **state)
{
	struct arena a = { 0 };
	struct results r;
	char text[8192];

	(void)state;
	cell_make(0.1, 0, made_steady, &a, &r);
	explained(&r, "m:latency_p50", text);
	assert_non_null(strstr(text, "  none: 8"));
	assert_non_null(strstr(text, "runs without end"));
	arena_release(&a);
	cell_make(0, 0, made_steady, &a, &r);
	explained(&r, "m:latency_p50", text);
	assert_non_null(strstr(text, "be chance"));
	assert_null(strstr(text, "runs without end"));
	arena_release(&a);
	cell_make(0.01, 0, wandering, &a, &r);
	explained(&r, "m:latency_p50", text);
	assert_non_null(strstr(text, "  none: at most"));
	assert_null(strstr(text, "runs without end"));
	assert_null(strstr(text, "best measured"));
	arena_release(&a);
}

/* It was shown again with each candidate. */
static void a_baseline_of_several_is_explained_once(void **state)
{
	struct made_run runs[6];
	char labels[6][16], text[8192];
	const char *words[] = { "--baseline=none", NULL };
	struct arena a = { 0 };
	struct results r;
	struct db *db;

	(void)state;
	for (int i = 0; i < 6; i++) {
		snprintf(labels[i], sizeof(labels[i]), "mesh=%s rep=%d",
		    i % 3 == 0   ? "none"
		    : i % 3 == 1 ? "m"
				 : "n",
		    i / 3);
		runs[i] = (struct made_run){ .labels = labels[i],
			.started_s = 100 * i,
			.seconds = 30,
			.rate = 50,
			.latency = made_steady,
			.scale_ms = 10 };
	}
	db = made_archive(runs, 6);
	made_analysis(db, words, &a, &r);
	db_close(db);
	explained(&r, "latency_p50", text);
	assert_non_null(strstr(text, "\n  none: "));
	assert_null(strstr(strstr(text, "\n  none: ") + 1, "\n  none: "));
	assert_non_null(strstr(text, "\n  m: "));
	assert_non_null(strstr(text, "\n  n: "));
	explained(&r, "throughput", text);
	assert_null(strstr(text, "\n  none: "));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(runs_that_differ_are_told_from_their_seconds),
		cmocka_unit_test(equal_runs_may_differ_by_chance_alone),
		cmocka_unit_test(
		    where_neighbors_are_alike_the_share_is_a_bound),
		cmocka_unit_test(
		    equal_runs_are_told_apart_once_in_twenty_at_most),
		cmocka_unit_test(
		    runs_are_cut_to_the_shortest_if_that_is_almost_all),
		cmocka_unit_test(a_baseline_of_several_is_explained_once),
		cmocka_unit_test(
		    the_best_length_is_of_the_variances_that_are_shown),
		cmocka_unit_test(advice_is_given_where_runs_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
