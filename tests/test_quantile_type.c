/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The nine definitions of percentiles, over distributions and in a study.
 */
#include "tests/study_fixture.h"

#include <stdlib.h>

#include "analyze/quantile.h"
#include "store/recorder.h"

static const double percents[] = { 0, 1, 25, 50, 75, 90, 95, 99, 99.9, 100 };
#define PERCENTS (sizeof(percents) / sizeof(*percents))

static int by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* n latencies of up to `most` steps, and their histogram. */
static struct histogram drawn(size_t n, double most, double *sorted)
{
	struct recorder *r = recorder_new(1);
	uint64_t random = 11;
	struct histogram h;
	int64_t second;

	for (size_t i = 0; i < n; i++) {
		struct sample s = { -1,
			(int64_t)(most * made_uniform(&random)) };

		recorder_add(r, &s);
		sorted[i] = (double)s.latency_ns;
	}
	qsort(sorted, n, sizeof(*sorted), by_size);
	assert_true(recorder_window(r, 0, &second, &h));
	recorder_free(r);
	return h;
}

/* Checks that the bounds hold the quantile of the values themselves, and that
 * they are at most `width` of it apart. */
static void check_all_types(size_t n, double most, double width)
{
	double sorted[1000];
	struct histogram h = drawn(n, most, sorted);

	for (int type = 1; type <= 9; type++) {
		for (size_t i = 0; i < PERCENTS; i++) {
			struct percentile_bounds b;
			double is =
			    quantile_sorted((struct values){ sorted, n },
				quantile_of_percent(percents[i]), type);

			assert_true(
			    histogram_quantile(&h, percents[i], type, &b));
			assert_true((double)b.low_ns <= is + 0.5);
			assert_true((double)b.high_ns >= is - 0.5);
			assert_true(b.value_ns >= (double)b.low_ns - 0.5);
			assert_true(b.value_ns <= (double)b.high_ns + 0.5);
			assert_true(
			    (double)(b.high_ns - b.low_ns) <= width * is);
		}
	}
	histogram_release(&h);
}

static void exact_values_stay_exact_in_all_nine(void **state)
{
	(void)state;
	check_all_types(1, 2000, 0);
	check_all_types(2, 2000, 0);
	check_all_types(997, 2000, 0);
}

static void buckets_hold_all_nine_within_a_thousandth(void **state)
{
	(void)state;
	check_all_types(10, 1e9, 0.0011);
	check_all_types(997, 1e9, 0.0011);
}

static void a_coarse_clock_leaves_half_its_step_on_both_sides(void **state)
{
	double sorted[10];
	struct histogram h = drawn(10, 2000, sorted);
	struct percentile_bounds exact, coarse;

	(void)state;
	for (int type = 1; type <= 9; type++) {
		h.step_ns = 0;
		assert_true(histogram_quantile(&h, 90, type, &exact));
		h.step_ns = 100;
		assert_true(histogram_quantile(&h, 90, type, &coarse));
		assert_true(labs(exact.low_ns - 50 - coarse.low_ns) <= 1);
		assert_true(labs(coarse.high_ns - 50 - exact.high_ns) <= 1);
		CHECK_NEAR(coarse.value_ns, exact.value_ns, 0);
	}
	histogram_release(&h);
}

static void no_requests_have_no_quantile(void **state)
{
	struct histogram h = HISTOGRAM_EMPTY;
	struct percentile_bounds b;

	(void)state;
	assert_false(histogram_quantile(&h, 50, 7, &b));
}

/* A run that has both, as wrk2 leaves it. */
static void analyzed(const struct made_run *run, const char *type,
    struct arena *a, struct results *out)
{
	const char *words[] = { "--by=mesh", "--percentiles=50,90", type,
		NULL };
	struct db *db = made_archive(run, 1);

	made_analysis(db, words, a, out);
	db_close(db);
}

static const struct estimate *p90_of(const struct results *r)
{
	for (size_t i = 0; i < r->estimates.len; i++) {
		if (strcmp(r->estimates.at[i].metric, "latency_p90") == 0)
			return &r->estimates.at[i];
	}
	fail_msg("no p90");
	return NULL;
}

/* Latencies of 1, 2, ... ms, 10 of them. */
static double one_to_ten(double at_s, double scale_ms, uint64_t *state)
{
	(void)state;
	return scale_ms * (at_s * 10 + 1);
}

static void a_study_has_the_type_it_asks_for(void **state)
{
	static const double expected[] = { 0, 9, 9.5, 9, 9, 9.5, 9.9, 9.1,
		9 + 19 / 30.0, 9.6 };
	const struct made_run run = { .labels = "mesh=none",
		.seconds = 1,
		.rate = 10,
		.latency = one_to_ten,
		.scale_ms = 0.001 };

	(void)state;
	for (int type = 1; type <= 9; type++) {
		struct arena a = { 0 };
		struct results r;
		char option[20];

		snprintf(option, sizeof(option), "--quantile-type=%d", type);
		analyzed(&run, option, &a, &r);
		CHECK_NEAR(p90_of(&r)->value * 1e6, expected[type], 1e-3);
		snprintf(option, sizeof(option), "\"quantile-type\":%d,", type);
		assert_non_null(strstr(r.analysis.study, option));
		arena_release(&a);
	}
}

static void what_a_tool_states_yields_to_a_definition_asked_for(void **state)
{
	const struct made_run run = { .labels = "mesh=none",
		.seconds = 1,
		.rate = 1000,
		.latency = made_steady,
		.scale_ms = 10,
		.p90_ms = 14.5 };
	struct arena a = { 0 };
	struct results r;

	(void)state;
	analyzed(&run, "--quantile-type=1", &a, &r);
	CHECK_NEAR(p90_of(&r)->value, 0.0145, 1e-12);
	analyzed(&run, "--quantile-type=7", &a, &r);
	assert_true(fabs(p90_of(&r)->value - 0.0145) > 1e-6);
	assert_null(made_check(&r, "quantile-type", "000000000001.1"));
	arena_release(&a);
}

static void where_requests_are_not_known_it_is_said_not_to_apply(void **state)
{
	const struct made_run run = { .labels = "mesh=none",
		.seconds = 1,
		.rate = 1000,
		.p90_ms = 14.5 };
	const struct quality *q;
	struct arena a = { 0 };
	struct results r;

	(void)state;
	analyzed(&run, "--quantile-type=7", &a, &r);
	q = made_check(&r, "quantile-type", r.qualities.at[0].run);
	assert_non_null(q);
	CHECK_STR(q->state, "info");
	CHECK_STR(q->detail,
	    "type 7 does not apply: there are only the percentiles that made "
	    "states, by its own definition");
	CHECK_NEAR(p90_of(&r)->value, 0.0145, 1e-12);
	analyzed(&run, "--quantile-type=1", &a, &r);
	assert_null(made_check(&r, "quantile-type", r.qualities.at[0].run));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exact_values_stay_exact_in_all_nine),
		cmocka_unit_test(buckets_hold_all_nine_within_a_thousandth),
		cmocka_unit_test(
		    a_coarse_clock_leaves_half_its_step_on_both_sides),
		cmocka_unit_test(no_requests_have_no_quantile),
		cmocka_unit_test(a_study_has_the_type_it_asks_for),
		cmocka_unit_test(
		    what_a_tool_states_yields_to_a_definition_asked_for),
		cmocka_unit_test(
		    where_requests_are_not_known_it_is_said_not_to_apply),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
