/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands beside the verdict's test, from runs through the archive.
 */
#include "tests/study_fixture.h"

#define SIDES 2
#define STATED 5

/* Five runs a side: the p50 are apart, the p90 are not. */
static struct db *stated_archive(void)
{
	static const double p50[SIDES][STATED] = { { 10, 10.2, 9.9, 10.1, 9.8 },
		{ 11, 11.2, 12.1, 10.5, 10.8 } };
	static const double p90[SIDES][STATED] = { { 20, 21, 19, 20.5, 19.5 },
		{ 20.2, 20.9, 19.1, 20.4, 19.4 } };
	struct made_run runs[SIDES * STATED];
	char labels[SIDES * STATED][32];

	for (int i = 0; i < SIDES * STATED; i++) {
		int side = i / STATED, rep = i % STATED;

		snprintf(labels[i], sizeof(labels[i]), "mesh=%s rep=%d",
		    side ? "m" : "none", rep);
		runs[i] = (struct made_run){ .labels = labels[i],
			.started_s = 100 * (2 * rep + side),
			.seconds = 60,
			.rate = 100,
			.p50_ms = p50[side][rep],
			.p90_ms = p90[side][rep] };
	}
	return made_archive(runs, SIDES * STATED);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_comes_back_to_its_own_comparison),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
