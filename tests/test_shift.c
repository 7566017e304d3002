/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where distributions differ: the smoothed quantiles, and what stands of them.
 */
#include "tests/study_fixture.h"

#include "analyze/profile.h"
#include "analyze/quantile.h"

/* A value a bucket, ascending. */
static struct histogram histogram_of(double *values, size_t n)
{
	struct histogram h = HISTOGRAM_EMPTY;
	struct err err;

	for (size_t i = 0; i < n; i++) {
		int64_t ns = (int64_t)values[i];

		values[i] = (double)ns;
		CHECK_INT(
		    histogram_append(&h, (struct bucket){ ns, ns, 1 }, &err),
		    0);
	}
	return h;
}

static void it_is_harrells_and_daviss_of_all_requests(void **state)
{
	double values[3000];
	struct histogram h;

	(void)state;
	for (int i = 0; i < 3000; i++)
		values[i] = 1e6 * exp(i / 500.0);
	h = histogram_of(values, 3000);
	for (size_t k = 0; k < PROFILE_POINTS; k++) {
		double wanted =
		    quantile_harrell_davis((struct values){ values, 3000 },
			quantile_of_percent(profile_percents[k]));

		CHECK_NEAR(profile_quantile(&h, profile_percents[k]) / wanted,
		    1, 1e-9);
	}
	histogram_release(&h);
}

static void a_tail_of_a_few_requests_has_none(void **state)
{
	struct histogram none = HISTOGRAM_EMPTY, h;
	double values[499];

	(void)state;
	for (int i = 0; i < 499; i++)
		values[i] = 1000 + i;
	h = histogram_of(values, 499);
	assert_true(isnan(profile_quantile(&h, 99)));
	assert_true(!isnan(profile_quantile(&h, 95)));
	assert_true(isnan(profile_quantile(&none, 50)));
	histogram_release(&h);
}

/* Three runs of each; of the second twice as slow. */
static void clocked(made_latency_fn *latency, double scale_ms, int clock_ms,
    struct arena *a, struct results *out)
{
	const char *words[] = { "--percentiles=50", NULL };
	char labels[6][40];
	struct made_run runs[6];
	struct db *db;

	for (int i = 0; i < 6; i++) {
		snprintf(labels[i], sizeof(labels[i]), "mesh=%s rep=%d",
		    i < 3 ? "none" : "b", i % 3);
		runs[i] = (struct made_run){ .labels = labels[i],
			.started_s = 100 * i,
			.seconds = 30,
			.rate = 100,
			.p50_ms = latency ? 0 : 1,
			.latency = latency,
			.clock_ms = clock_ms,
			.scale_ms = i < 3 ? scale_ms : 2 * scale_ms };
	}
	db = made_archive(runs, 6);
	made_analysis(db, words, a, out);
	db_close(db);
}

static void analyzed(made_latency_fn *latency, struct arena *a,
    struct results *out)
{
	clocked(latency, 1, 0, a, out);
}

static void each_quantile_has_its_ratio(void **state)
{
	struct arena a = { 0 };
	struct results r;

	(void)state;
	analyzed(made_steady, &a, &r);
	CHECK_INT(r.shifts.len, PROFILE_POINTS);
	for (size_t i = 0; i < r.shifts.len; i++) {
		const struct shift_point *s = &r.shifts.at[i];

		CHECK_NEAR(s->p, profile_percents[i], 0);
		CHECK_NEAR(s->ratio, 2, 0.1);
		CHECK_NEAR(s->candidate_value / s->baseline_value, s->ratio,
		    1e-9);
		assert_true(s->low < s->ratio && s->ratio < s->high);
		assert_true(s->p_adjusted >= s->p_value);
		CHECK_STR(results_cell(&r, s->candidate)->value, "b");
	}
	/* Log-normal, of sigma 0.3. */
	CHECK_NEAR(r.shifts.at[4].baseline_value * 1e3, 1, 0.02);
	CHECK_NEAR(r.shifts.at[8].baseline_value * 1e3, exp(0.3 * 1.2816),
	    0.05);
	arena_release(&a);
}

/* 10 and 20 ms, each up to 1 ms off. */
static void quantiles_are_no_surer_than_their_clock(void **state)
{
	struct arena a = { 0 };
	struct results r;

	(void)state;
	clocked(made_steady, 10, 2, &a, &r);
	CHECK_INT(r.shifts.len, PROFILE_POINTS);
	CHECK_NEAR(r.shifts.at[4].ratio, 2, 0.1);
	assert_true(r.shifts.at[4].low < 19.0 / 11 + 0.01);
	assert_true(r.shifts.at[4].high > 21.0 / 9 - 0.01);
	arena_release(&a);
}

static void quantiles_within_a_clocks_step_are_not_compared(void **state)
{
	struct arena a = { 0 };
	struct results r;

	(void)state;
	clocked(made_steady, 0.1, 2, &a, &r);
	CHECK_INT(r.shifts.len, 0);
	arena_release(&a);
}

static void percentiles_alone_have_no_shape(void **state)
{
	struct arena a = { 0 };
	struct results r;

	(void)state;
	analyzed(NULL, &a, &r);
	CHECK_INT(r.shifts.len, 0);
	arena_release(&a);
}

static void it_is_explained_once_a_pair(void **state)
{
	struct arena a = { 0 };
	struct results r;
	struct err err;
	char text[16384], *first;
	FILE *out = tmpfile();
	struct ui ui = { .out = out };

	(void)state;
	analyzed(made_steady, &a, &r);
	CHECK_INT(results_explain(&r, "b", &ui, &err), 0);
	rewind(out);
	text[fread(text, 1, sizeof(text) - 1, out)] = '\0';
	fclose(out);
	first = strstr(text, "Where the distributions differ");
	assert_non_null(first);
	assert_null(strstr(first + 1, "Where the distributions differ"));
	assert_non_null(strstr(first, "\n  50 %  1.00 ms -> 2.0"));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_harrells_and_daviss_of_all_requests),
		cmocka_unit_test(a_tail_of_a_few_requests_has_none),
		cmocka_unit_test(each_quantile_has_its_ratio),
		cmocka_unit_test(quantiles_are_no_surer_than_their_clock),
		cmocka_unit_test(
		    quantiles_within_a_clocks_step_are_not_compared),
		cmocka_unit_test(percentiles_alone_have_no_shape),
		cmocka_unit_test(it_is_explained_once_a_pair),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
