/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables that others published, made again from the figures in them.
 */
#include "tests/study_fixture.h"

#include <gsl/gsl_cdf.h>

#include "analyze/describe.h"

/*
 * LiveWyer 2024, docs/test-report.md, pod to service: 300,000 requests, one
 * run each, in seconds; and the overhead that follows, in percent.
 */
static const struct {
	const char *mesh;
	int connections;
	double seconds, rps, p50, p90, p99;
	double rps_change, p50_change, p99_change;
} livewyer[] = {
	{ "none", 32, 1905.4200, 157.4456, .2017, .2410, .2891, 0, 0, 0 },
	{ "linkerd", 32, 2043.7062, 146.7921, .2164, .2565, .3059, -6.77, 7.29,
	    5.81 },
	{ "istio", 32, 2494.2895, 120.2747, .2641, .3267, .3872, -23.61, 30.94,
	    33.93 },
	{ "cilium", 32, 2501.3887, 119.9334, .2646, .3210, .3843, -23.83, 31.18,
	    32.93 },
	{ "none", 64, 1936.5763, 154.9126, .4101, .4865, .5850, 0, 0, 0 },
	{ "istio", 64, 2499.9058, 120.0045, .5286, .6527, .7774, -22.53, 28.90,
	    32.89 },
	{ "none", 128, 1962.8008, 152.8428, .8319, .9871, 1.1630, 0, 0, 0 },
	{ "cilium", 128, 2582.3604, 116.1728, 1.0934, 1.2869, 1.5055, -23.99,
	    31.43, 29.45 },
};
#define LIVEWYER (sizeof(livewyer) / sizeof(*livewyer))

/* The i-th row of the table among the comparisons. */
static const struct comparison *comparison_of(const struct results *r, size_t i,
    const char *metric)
{
	char load[40];

	snprintf(load, sizeof(load), "%d connections", livewyer[i].connections);
	for (size_t k = 0; k < r->comparisons.len; k++) {
		const struct comparison *c = &r->comparisons.at[k];
		const struct cell *cell = results_cell(r, c->candidate);

		if (strcmp(c->metric, metric) == 0 &&
		    strcmp(cell->value, livewyer[i].mesh) == 0 &&
		    strcmp(cell->label, load) == 0)
			return c;
	}
	fail_msg("no %s of row %zu", metric, i);
	return NULL;
}

static void the_overheads_of_livewyer_come_out_unreplicated(void **state)
{
	struct made_run runs[LIVEWYER];
	const char *words[] = { "--percentiles=50,90,99", NULL };
	static char labels[LIVEWYER][40];
	struct arena a = { 0 };
	struct results r;
	struct db *db;

	(void)state;
	for (size_t i = 0; i < LIVEWYER; i++) {
		snprintf(labels[i], sizeof(labels[i]), "mesh=%s",
		    livewyer[i].mesh);
		runs[i] = (struct made_run){ .labels = labels[i],
			.seconds = (int)livewyer[i].seconds,
			.achieved = livewyer[i].rps,
			.p50_ms = livewyer[i].p50 * 1000,
			.p90_ms = livewyer[i].p90 * 1000,
			.p99_ms = livewyer[i].p99 * 1000,
			.load_model = LOAD_CLOSED,
			.connections = livewyer[i].connections };
	}
	db = made_archive(runs, LIVEWYER);
	made_analysis(db, words, &a, &r);
	db_close(db);
	for (size_t i = 0; i < LIVEWYER; i++) {
		const struct comparison *c;

		if (strcmp(livewyer[i].mesh, "none") == 0)
			continue;
		c = comparison_of(&r, i, "latency_p50");
		CHECK_STR(c->verdict, "unreplicated");
		CHECK_NEAR(100 * (c->ratio - 1), livewyer[i].p50_change, .005);
		c = comparison_of(&r, i, "latency_p99");
		CHECK_NEAR(100 * (c->ratio - 1), livewyer[i].p99_change, .005);
		c = comparison_of(&r, i, "throughput");
		CHECK_NEAR(100 * (c->ratio - 1), livewyer[i].rps_change, .005);
	}
	arena_release(&a);
}

/*
 * Istio's benchmark.csv at 1,000 requests per second over 16 connections, two
 * runs a side, in us: what two sidecars add to p50, p90 and p99.
 */
static void the_added_latency_of_istio_s_table_comes_out(void **state)
{
	static const double us[4][3] = { { 316, 421, 547 }, { 359, 534, 694 },
		{ 1444, 2070, 2730 }, { 1214, 1696, 2186 } };
	static const double added[3] = { 991.5, 1405.5, 1837.5 };
	static const char *const metrics[] = { "latency_p50", "latency_p90",
		"latency_p99" };
	const char *words[] = { "--baseline=baseline", "--by=mode",
		"--percentiles=50,90,99", NULL };
	struct made_run runs[4];
	struct arena a = { 0 };
	struct results r;
	struct db *db;

	(void)state;
	for (int i = 0; i < 4; i++)
		runs[i] = (struct made_run){ .labels = i < 2 ? "mode=baseline"
							     : "mode=both",
			.seconds = 240,
			.rate = 1000,
			.connections = 16,
			.p50_ms = us[i][0] / 1000,
			.p90_ms = us[i][1] / 1000,
			.p99_ms = us[i][2] / 1000 };
	db = made_archive(runs, 4);
	made_analysis(db, words, &a, &r);
	db_close(db);
	for (int i = 0; i < 3; i++)
		CHECK_NEAR(made_comparison(&r, "both", metrics[i])->change *
			       1e6,
		    added[i], 0.01);
	arena_release(&a);
}

/* Ten runs of one configuration (istio/istio #15542), in us. */
static const double repeats_p50[] = { 4174, 4390, 3666, 3814, 4538, 4173, 3761,
	4523, 4577, 4199 };
static const double repeats_p90[] = { 9158, 9457, 8258, 6938, 9378, 9238, 8981,
	10116, 10366, 9070 };
static const double repeats_p99[] = { 14015, 13863, 12305, 12973, 13437, 13898,
	13126, 14123, 14314, 12368 };

static void check_table(const double *at, double mean, double sd, double half)
{
	struct moments m = moments_of((struct values){ at, 10 });
	double t = gsl_cdf_tdist_Pinv(0.975, 9);

	CHECK_NEAR(m.mean, mean, 0.05);
	CHECK_NEAR(m.sd, sd, 0.005);
	CHECK_NEAR(t * m.sd / sqrt(10), half, 0.06);
}

static void ten_repeats_have_the_moments_of_their_table(void **state)
{
	(void)state;
	check_table(repeats_p50, 4181.5, 336.92, 241.0);
	check_table(repeats_p90, 9096.0, 958.02, 685.3);
	check_table(repeats_p99, 13442.2, 722.94, 517.2);
}

/* The first five against the last five, and one against one. */
static const struct comparison *halves(size_t each, struct arena *a)
{
	const char *words[] = { "--baseline=a", "--by=half", "--percentiles=50",
		NULL };
	struct made_run runs[10];
	const struct comparison *c;
	struct results r;
	struct db *db;

	for (size_t i = 0; i < 2 * each; i++)
		runs[i] =
		    (struct made_run){ .labels = i % 2 ? "half=b" : "half=a",
			    .started_s = 300 * (int64_t)i,
			    .seconds = 240,
			    .rate = 1000,
			    .p50_ms = repeats_p50[i] / 1000 };
	db = made_archive(runs, 2 * each);
	made_analysis(db, words, a, &r);
	c = made_comparison(&r, "b", "latency_p50");
	db_close(db);
	return c;
}

static void repeats_of_one_thing_do_not_differ(void **state)
{
	struct arena a = { 0 };
	const struct comparison *c = halves(5, &a);

	(void)state;
	CHECK_STR(c->verdict, "inconclusive");
	assert_true(c->detectable > 1.05);
	assert_true(c->runs_needed > 30 && c->runs_needed < 60);
	CHECK_STR(halves(1, &a)->verdict, "unreplicated");
	arena_release(&a);
}

/*
 * Kinvolk 2019, 500 requests per second: 3.1 ms without a mesh, and "+3.6 ms"
 * for Linkerd.  Whoever stores what was added says so by a label, which is a
 * condition.
 */
static void an_added_figure_is_not_compared_with_an_absolute_one(void **state)
{
	static const struct made_run runs[] = {
		{ .labels = "mesh=none figures=absolute",
		    .seconds = 60,
		    .rate = 500,
		    .p99_ms = 3.1 },
		{ .labels = "mesh=linkerd figures=added",
		    .started_s = 100,
		    .seconds = 60,
		    .rate = 500,
		    .p99_ms = 3.6 },
	};
	const char *words[] = { "--percentiles=99", NULL };
	struct db *db = made_archive(runs, 2);
	struct arena a = { 0 };
	struct results r;

	(void)state;
	made_analysis(db, words, &a, &r);
	db_close(db);
	assert_true(r.comparisons.len > 0);
	for (size_t i = 0; i < r.comparisons.len; i++) {
		const struct comparison *c = &r.comparisons.at[i];

		if (strcmp(c->metric, "latency_p99") != 0)
			continue;
		CHECK_STR(c->verdict, "not-comparable");
		assert_true(isnan(c->ratio));
		assert_non_null(strstr(c->reasons, "figures differs"));
	}
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    the_overheads_of_livewyer_come_out_unreplicated),
		cmocka_unit_test(the_added_latency_of_istio_s_table_comes_out),
		cmocka_unit_test(ten_repeats_have_the_moments_of_their_table),
		cmocka_unit_test(repeats_of_one_thing_do_not_differ),
		cmocka_unit_test(
		    an_added_figure_is_not_compared_with_an_absolute_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
