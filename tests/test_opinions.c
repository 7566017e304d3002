/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands beside the verdict's test, from runs through the archive.
 */
#include "tests/study_fixture.h"

#define RUNS_MOST 40

/* Runs that alternate between sides, until made_archive() has them. */
struct made_cells {
	struct made_run runs[RUNS_MOST];
	char labels[RUNS_MOST][32];
	int n;
};

static struct made_run *run_next(struct made_cells *c, const char *mesh,
    int rep)
{
	struct made_run *run = &c->runs[c->n];

	snprintf(c->labels[c->n], sizeof(*c->labels), "mesh=%s rep=%d", mesh,
	    rep);
	*run = (struct made_run){ .labels = c->labels[c->n],
		.started_s = 100 * c->n,
		.seconds = 20,
		.rate = 50 };
	c->n++;
	return run;
}

/* Five runs a side: the p50 are apart, the p90 are not. */
static struct db *stated_archive(void)
{
	static const double p50[2][5] = { { 10, 10.2, 9.9, 10.1, 9.8 },
		{ 11, 11.2, 12.1, 10.5, 10.8 } };
	static const double p90[2][5] = { { 20, 21, 19, 20.5, 19.5 },
		{ 20.2, 20.9, 19.1, 20.4, 19.4 } };
	struct made_cells c = { .n = 0 };

	for (int i = 0; i < 10; i++) {
		struct made_run *run =
		    run_next(&c, i % 2 ? "m" : "none", i / 2);

		run->p50_ms = p50[i % 2][i / 2];
		run->p90_ms = p90[i % 2][i / 2];
	}
	return made_archive(c.runs, (size_t)c.n);
}

/* Every request is known; m takes longer by 10 %, n by 30 %. */
static struct db *timed_archive(int repeats, bool with_n)
{
	struct made_cells c = { .n = 0 };

	for (int rep = 0; rep < repeats; rep++) {
		double luck = 1 + 0.002 * (rep % 5);

		for (int side = 0; side < 2 + with_n; side++) {
			struct made_run *run = run_next(&c,
			    side == 0   ? "none"
			    : side == 1 ? "m"
					: "n",
			    rep);

			run->latency = made_steady;
			run->scale_ms = luck * (side == 0      ? 10
						   : side == 1 ? 11
							       : 13);
		}
	}
	return made_archive(c.runs, (size_t)c.n);
}

static void each_comes_back_to_its_own_comparison(void **state)
{
	const char *words[] = { "--percentiles=50,90", NULL };
	struct db *db = stated_archive();
	const struct opinion *p50, *p90;
	struct results r;
	struct arena a = { 0 };

	(void)state;
	made_analysis(db, words, &a, &r);
	p50 = comparison_opinion(made_comparison(&r, "m", "latency_p50"),
	    "ranks");
	p90 = comparison_opinion(made_comparison(&r, "m", "latency_p90"),
	    "ranks");
	CHECK_STR(p50->method, "Mann-Whitney and Hodges-Lehmann");
	CHECK_NEAR(p50->p, 2.0 / 252, 1e-12);
	assert_true(
	    p50->low > 1.03 && p50->ratio > p50->low && p50->high > p50->ratio);
	assert_true(p50->splits == UNKNOWN && p50->seed == UNKNOWN);
	assert_true(p90->p > 0.5);
	arena_release(&a);
	db_close(db);
}

/* What a bootstrap says of p50 by these words; `why`: the reasons. */
static struct opinion bootstrapped(struct db *db, const char *option,
    const char *mesh, char why[256])
{
	const char *words[] = { "--percentiles=50,90", option,
		"--baseline=none", NULL };
	static char method[128];
	struct opinion out = { .kind = NULL };
	const struct comparison *c;
	const struct opinion *o;
	struct results r;
	struct arena a = { 0 };

	made_analysis(db, words, &a, &r);
	c = made_comparison(&r, mesh, "latency_p50");
	o = comparison_opinion(c, "bootstrap");
	if (o) {
		out = *o;
		snprintf(method, sizeof(method), "%s", o->method);
		out.method = method;
	}
	snprintf(why, 256, "%s", c->reasons);
	arena_release(&a);
	return out;
}

static void whole_runs_are_drawn_anew_where_a_study_asks(void **state)
{
	struct db *db = timed_archive(10, false);
	char why[256];
	struct opinion o = bootstrapped(db, "--bootstrap=hier", "m", why);

	(void)state;
	assert_true(o.kind && isnan(o.p));
	assert_true(o.low < 1.1 && 1.1 < o.high);
	assert_true(o.low < o.ratio && o.ratio < o.high);
	assert_true(o.high - o.low > 0.004 && o.high - o.low < 0.06);
	CHECK_INT(o.splits, 10000);
	CHECK_INT(o.seed, 1);
	assert_null(strstr(why, "bootstrap"));
	assert_null(bootstrapped(db, "--bootstrap=none", "m", why).kind);
	assert_null(bootstrapped(db, "--seed=1", "m", why).kind);
	db_close(db);
}

static void a_baseline_serves_all_that_are_held_against_it(void **state)
{
	struct db *db = timed_archive(10, true);
	char why[256];
	struct opinion m = bootstrapped(db, "--bootstrap=hier", "m", why);
	struct opinion n = bootstrapped(db, "--bootstrap=hier", "n", why);

	(void)state;
	assert_true(m.low < 1.1 && 1.1 < m.high);
	assert_true(n.low < 1.3 && 1.3 < n.high);
	db_close(db);
}

static double constant(double at_s, double scale_ms, uint64_t *state)
{
	(void)at_s;
	(void)state;
	return scale_ms;
}

/* Ten runs a side of which every request took 10, and 11 ms; by that clock. */
static struct opinion of_constants(int clock_ms)
{
	struct made_cells c = { .n = 0 };
	struct opinion o;
	struct db *db;
	char why[256];

	for (int i = 0; i < 20; i++) {
		struct made_run *run =
		    run_next(&c, i % 2 ? "m" : "none", i / 2);

		run->latency = constant;
		run->scale_ms = i % 2 ? 11 : 10;
		run->clock_ms = clock_ms;
	}
	db = made_archive(c.runs, (size_t)c.n);
	o = bootstrapped(db, "--bootstrap=hier", "m", why);
	db_close(db);
	return o;
}

/* Buckets are 8 microseconds wide here, and begin at 10 and 11 ms. */
static void draws_reach_to_the_ends_of_their_buckets(void **state)
{
	struct opinion o = of_constants(0);

	(void)state;
	assert_true(1.097 < o.low && o.low < 1.1);
	assert_true(1.1 < o.high && o.high < 1.103);
}

static void draws_know_no_more_than_the_clock_did(void **state)
{
	struct opinion o = of_constants(2);

	(void)state;
	assert_true(0.907 < o.low && o.low < 10.0 / 11);
	assert_true(12.0 / 9 < o.high && o.high < 1.336);
}

static void below_ten_runs_there_is_no_bootstrap_and_why(void **state)
{
	struct db *nine = timed_archive(9, false), *stated = stated_archive();
	char why[256];

	(void)state;
	assert_null(bootstrapped(nine, "--bootstrap=hier", "m", why).kind);
	assert_non_null(strstr(why, "no bootstrap of runs: it takes ten"));
	assert_null(bootstrapped(stated, "--bootstrap=hier", "m", why).kind);
	assert_non_null(strstr(why, "no bootstrap of runs: it takes ten"));
	assert_null(bootstrapped(stated, "--seed=1", "m", why).kind);
	assert_null(strstr(why, "bootstrap"));
	db_close(nine);
	db_close(stated);
}

static void bca_draws_figures_from_twenty_runs_on(void **state)
{
	struct db *db = timed_archive(20, false);
	char why[256];
	struct opinion o = bootstrapped(db, "--bootstrap=bca", "m", why);

	(void)state;
	assert_non_null(strstr(o.method, "BCa"));
	assert_true(isnan(o.p));
	assert_true(o.low < 1.1 && 1.1 < o.high);
	assert_true(o.low < o.ratio && o.ratio < o.high);
	assert_true(o.high - o.low > 0.004 && o.high - o.low < 0.06);
	CHECK_INT(o.splits, 10000);
	CHECK_INT(o.seed, 1);
	assert_null(strstr(why, "bootstrap"));
	assert_null(bootstrapped(db, "--bootstrap=none", "m", why).kind);
	db_close(db);
}

static void below_twenty_runs_there_is_no_bca_and_why(void **state)
{
	struct db *nineteen = timed_archive(19, false);
	struct db *one = timed_archive(1, false);
	char why[256];

	(void)state;
	assert_null(bootstrapped(nineteen, "--bootstrap=bca", "m", why).kind);
	assert_non_null(strstr(why, "no bootstrap by BCa: it takes twenty"));
	assert_null(bootstrapped(one, "--bootstrap=bca", "m", why).kind);
	assert_non_null(strstr(why, "no bootstrap by BCa: it takes twenty"));
	assert_null(bootstrapped(nineteen, "--seed=1", "m", why).kind);
	assert_null(strstr(why, "BCa"));
	db_close(nineteen);
	db_close(one);
}

/* Twenty rounds that differ by a factor of two, and m by 10 % in each. */
static void bca_draws_rounds_as_wholes(void **state)
{
	static char labels[40][40];
	struct made_run runs[40];
	char why[256];
	struct opinion o;
	struct db *db;

	(void)state;
	for (int i = 0; i < 40; i++) {
		double level = 10 + i / 2 % 10;

		snprintf(labels[i], sizeof(labels[i]),
		    "mesh=%s rep=%d round=%d", i % 2 ? "m" : "none", i / 2,
		    i / 2);
		runs[i] = (struct made_run){ .labels = labels[i],
			.started_s = 100 * i,
			.seconds = 20,
			.rate = 50,
			.p50_ms = level * (i % 2 ? 1.1 + 0.001 * (i % 3) : 1) };
	}
	db = made_archive(runs, 40);
	o = bootstrapped(db, "--bootstrap=bca", "m", why);
	assert_non_null(strstr(o.method, "rounds"));
	assert_true(o.low > 1.1 && o.high < 1.102 && o.low < o.high);
	db_close(db);
}

/* One run a side; m takes longer by 10 %. */
static struct db *single_archive(int seconds, bool untimed)
{
	struct made_cells c = { .n = 0 };

	for (int side = 0; side < 2; side++) {
		struct made_run *run = run_next(&c, side ? "m" : "none", 0);

		run->seconds = seconds;
		run->rate = 100;
		run->latency = made_steady;
		run->scale_ms = side ? 11 : 10;
		run->untimed = untimed;
	}
	return made_archive(c.runs, (size_t)c.n);
}

/* What is drawn within two single runs, and what else is said of p50. */
static struct opinion within_runs(struct db *db, const char *option,
    char verdict[32], char why[256])
{
	const char *words[] = { "--percentiles=50,90", option, NULL };
	struct opinion out = { .kind = NULL };
	const struct comparison *c;
	const struct opinion *o;
	struct results r;
	struct arena a = { 0 };

	made_analysis(db, words, &a, &r);
	c = made_comparison(&r, "m", "latency_p50");
	o = comparison_opinion(c, "within-run");
	if (o)
		out = *o;
	assert_true(isnan(c->p_value));
	snprintf(verdict, 32, "%s", c->verdict);
	snprintf(why, 256, "%s", c->reasons);
	assert_true(!o || strstr(o->method, "within-run only"));
	arena_release(&a);
	return out;
}

static void seconds_of_single_runs_are_drawn_and_decide_nothing(void **state)
{
	struct db *db = single_archive(100, false);
	char verdict[32], plain[32], why[256];
	struct opinion o = within_runs(db, "--bootstrap=block", verdict, why);

	(void)state;
	assert_non_null(o.kind);
	assert_true(isnan(o.p));
	assert_true(o.low < 1.1 && 1.1 < o.high);
	assert_true(o.low < o.ratio && o.ratio < o.high);
	assert_true(o.high - o.low > 0.004 && o.high - o.low < 0.06);
	CHECK_INT(o.splits, 2000);
	CHECK_STR(verdict, "unreplicated");
	assert_null(within_runs(db, "--seed=1", plain, why).kind);
	CHECK_STR(plain, verdict);
	db_close(db);
}

static void check_no_blocks(struct db *db, const char *reason)
{
	const char *words[] = { "--percentiles=50,90", "--bootstrap=block",
		NULL };
	const struct comparison *c;
	struct results r;
	struct arena a = { 0 };

	made_analysis(db, words, &a, &r);
	c = made_comparison(&r, "m", "latency_p50");
	assert_null(comparison_opinion(c, "within-run"));
	assert_null(comparison_opinion(c, "bootstrap"));
	assert_non_null(strstr(c->reasons, reason));
	arena_release(&a);
	db_close(db);
}

/* The explanation of the p50 of m by these words; in `text`. */
static void explained(struct db *db, const char *option, char text[8192])
{
	const char *words[] = { "--percentiles=50", option, NULL };
	struct ui ui = { .out = tmpfile() };
	struct arena a = { 0 };
	struct results r;
	struct err err;

	made_analysis(db, words, &a, &r);
	CHECK_INT(results_explain(&r, "m:latency_p50", &ui, &err), 0);
	rewind(ui.out);
	text[fread(text, 1, 8191, ui.out)] = '\0';
	fclose(ui.out);
	arena_release(&a);
}

static void what_single_runs_say_of_themselves_is_labeled(void **state)
{
	struct db *db = single_archive(100, false);
	char text[8192];

	(void)state;
	explained(db, "--bootstrap=block", text);
	assert_non_null(strstr(text, "  By blocks of seconds of each run, "
				     "drawn anew (within-run only), in 2000 "
				     "draws (seed 1),\n  the change is +"));
	db_close(db);
}

static void blocks_need_single_runs_of_fifty_timed_seconds(void **state)
{
	(void)state;
	check_no_blocks(single_archive(49, false), "takes 50 to 3600 seconds");
	check_no_blocks(single_archive(100, true), "takes 50 to 3600 seconds");
	check_no_blocks(timed_archive(2, false), "is for one run a side");
}

static void percentiles_alone_cannot_be_drawn_from(void **state)
{
	struct made_cells c = { .n = 0 };
	char why[256];
	struct db *db;

	(void)state;
	for (int i = 0; i < 20; i++)
		run_next(&c, i % 2 ? "m" : "none", i / 2)->p50_ms = 10 + i % 3;
	db = made_archive(c.runs, (size_t)c.n);
	assert_null(bootstrapped(db, "--bootstrap=hier", "m", why).kind);
	assert_non_null(strstr(why, "only percentiles are known"));
	db_close(db);
}

/* Of 252 ways to part ten runs, two are the furthest apart. */
static void ranks_that_cannot_reach_alpha_say_so(void **state)
{
	static const char *const confidence[] = { "--confidence=0.95",
		"--confidence=0.995" };
	char text[2][8192];

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct db *db = stated_archive();

		explained(db, confidence[i], text[i]);
		db_close(db);
	}
	assert_null(strstr(text[0], "So few"));
	assert_non_null(strstr(text[1],
	    "So few runs give no p below 0.00794 by ranks, whatever they "
	    "are.\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranks_that_cannot_reach_alpha_say_so),
		cmocka_unit_test(each_comes_back_to_its_own_comparison),
		cmocka_unit_test(whole_runs_are_drawn_anew_where_a_study_asks),
		cmocka_unit_test(
		    a_baseline_serves_all_that_are_held_against_it),
		cmocka_unit_test(draws_know_no_more_than_the_clock_did),
		cmocka_unit_test(draws_reach_to_the_ends_of_their_buckets),
		cmocka_unit_test(below_ten_runs_there_is_no_bootstrap_and_why),
		cmocka_unit_test(percentiles_alone_cannot_be_drawn_from),
		cmocka_unit_test(
		    seconds_of_single_runs_are_drawn_and_decide_nothing),
		cmocka_unit_test(what_single_runs_say_of_themselves_is_labeled),
		cmocka_unit_test(
		    blocks_need_single_runs_of_fifty_timed_seconds),
		cmocka_unit_test(bca_draws_figures_from_twenty_runs_on),
		cmocka_unit_test(below_twenty_runs_there_is_no_bca_and_why),
		cmocka_unit_test(bca_draws_rounds_as_wholes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
