/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Series: their ends and emptiness; tests/oracles/ has the numbers of R.
 */
#include "analyze/steady.h"

#include <stdlib.h>

#include "analyze/autocorrelation.h"
#include "analyze/bootstrap.h"
#include "analyze/components.h"
#include "analyze/describe.h"
#include "tests/near.h"

static const double flat[] = { 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5 };
static const double rising[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
static const struct values none = { NULL, 0 };

static void autocovariances_are_the_naive_sums(void **state)
{
	static const double v[] = { 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5 };
	double mean = moments_of(VALUES(v)).mean;
	double *r = autocovariances(VALUES(v));

	(void)state;
	for (size_t k = 0; k < 11; k++)
		assert_true(
		    fabs(r[k] - autocovariance(VALUES(v), mean, k)) < 1e-12);
	free(r);
	free(autocovariances(none));
}

static void what_does_not_vary_is_as_good_as_independent(void **state)
{
	struct integrated_time t = integrated_time(VALUES(flat), 5);

	(void)state;
	assert_near(t.tau, 1, 0);
	assert_true(t.converged);
	assert_near(integrated_time(none, 5).tau, 1, 0);
	assert_near(ljung_box(VALUES(flat), 2).p, 1, 0);
	assert_near(ljung_box(VALUES(rising), 12).p, 1, 0);
	assert_near(ljung_box(none, 1).p, 1, 0);
	assert_int_equal(block_length(VALUES(flat)).used, 1);
	assert_int_equal(block_length(none).used, 1);
}

static void a_rise_is_too_short_a_series(void **state)
{
	(void)state;
	assert_false(integrated_time(VALUES(rising), 5).converged);
	assert_true(integrated_time(VALUES(rising), 5).tau > 1);
}

static void ranks_of_independent_values_stay_as_they_are(void **state)
{
	struct dependent_ranks r = quantile_ranks_dependent(VALUES(flat),
	    quantile_of_percent(50), 0.95, 5);
	struct rank_interval plain =
	    quantile_ranks(12, quantile_of_percent(50), 0.95);

	(void)state;
	assert_int_equal(r.n_eff, 12);
	assert_int_equal(r.ranks.lower, plain.lower);
	assert_int_equal(r.ranks.upper, plain.upper);
	r = quantile_ranks_dependent(none, quantile_of_percent(50), 0.95, 5);
	assert_int_equal(r.n_eff, 0);
	assert_int_equal(r.ranks.lower, 0);
}

static void dependent_ranks_without_an_end_stay_open(void **state)
{
	struct dependent_ranks r = quantile_ranks_dependent(VALUES(rising),
	    quantile_of_percent(50), 0.95, 5);

	(void)state;
	assert_true(r.n_eff < 6);
	assert_int_equal(r.ranks.lower, 0);
	assert_int_equal(r.ranks.upper, 13);
}

static void warm_up_ends_where_the_level_is_reached(void **state)
{
	double v[100];
	struct warmup w;

	(void)state;
	for (int i = 0; i < 100; i++)
		v[i] = i < 20 ? 50 : 10 + i % 3;
	w = warmup_end(VALUES(v), 5);
	assert_int_equal(w.values, 20);
	assert_false(w.at_limit);
	w = warmup_end(VALUES(flat), 5);
	assert_int_equal(w.values, 0);
	assert_true(warmup_end((struct values){ flat, 5 }, 5).at_limit);
	assert_true(warmup_end(none, 5).at_limit);
	assert_near(warmup_end(none, 5).statistic, 0, 0);
}

static void a_rise_that_goes_on_has_no_steady_state(void **state)
{
	double v[100];

	(void)state;
	for (int i = 0; i < 100; i++)
		v[i] = i;
	assert_true(warmup_end(VALUES(v), 5).at_limit);
}

static void a_rise_is_a_trend(void **state)
{
	struct trend_test t = mann_kendall(VALUES(rising), 1, 0.95);

	(void)state;
	assert_near(t.s, 66, 0);
	assert_near(t.slope, 1, 0);
	assert_near(t.tau_b, 1, 1e-12);
	assert_true(t.p < 1e-4);
	assert_true(mann_kendall(VALUES(rising), 9, 0.95).p > t.p);
}

static void a_flat_series_is_none(void **state)
{
	struct trend_test t = mann_kendall(VALUES(flat), 1, 0.95);

	(void)state;
	assert_near(t.p, 1, 0);
	assert_near(t.slope, 0, 0);
	assert_near(mann_kendall(none, 1, 0.95).p, 1, 0);
}

/* A straight line: bytes at every fifth second, up by a thousandth each. */
static struct drift drift_of_line(double *x, double *y, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		x[i] = 5.0 * (double)i;
		y[i] = 50e6 * (1 + 0.001 * (double)i);
	}
	return drift_of((struct points){ x, y, n }, x[n - 1]);
}

/* What rounding leaves of a line is alike, too. */
static void a_straight_line_does_not_hide_behind_its_rounding(void **state)
{
	double x[300], y[300];

	(void)state;
	for (size_t n = 40; n <= 300; n++)
		assert_true(drift_of_line(x, y, n).matters);
	assert_near(drift_of_line(x, y, 101).change, 5e6, 1e-3);
	assert_near(drift_of_line(x, y, 101).share, 0.1 / 1.05, 1e-9);
}

static void a_drift_goes_by_time_and_not_by_the_number_of_points(void **state)
{
	double x[100], y[100];

	(void)state;
	drift_of_line(x, y, 100);
	for (size_t i = 0; i < 50; i++) {
		x[i] = x[i < 25 ? i : i + 50];
		y[i] = y[i < 25 ? i : i + 50];
	}
	assert_near(drift_of((struct points){ x, y, 50 }, 495).change, 4.95e6,
	    1e-3);
}

static void a_long_series_drifts_as_its_thousandths_do(void **state)
{
	static double x[2501], y[2501];
	struct drift d = drift_of_line(x, y, 2501);

	(void)state;
	assert_near(d.change, 125e6, 1e-3);
	assert_true(d.matters);
}

static void a_change_that_is_sure_and_small_does_not_matter(void **state)
{
	double x[300], y[300];
	struct drift d = drift_of_line(x, y, 20);

	(void)state;
	assert_true(d.p < DRIFT_SURE);
	assert_true(d.share < DRIFT_ABOVE);
	assert_false(d.matters);
}

static void what_has_no_points_or_does_not_vary_does_not_drift(void **state)
{
	struct points p = { rising, flat, 12 }, zero = { rising, NULL, 0 };

	(void)state;
	assert_near(drift_of(p, 12).p, 1, 0);
	assert_near(drift_of(p, 12).share, 0, 0);
	assert_near(drift_of(zero, 12).p, 1, 0);
}

/* The normal law gives five that rise a p of 0.027, and six one of 0.0085;
 * but the line was drawn through the same six. */
static void too_few_values_are_never_sure(void **state)
{
	struct values six = { rising, 6 };

	(void)state;
	assert_true(mann_kendall(six, 1, 0.95).p < DRIFT_SURE);
	assert_false(drift_of((struct points){ rising, rising, 6 }, 6).matters);
	assert_true(
	    drift_of((struct points){ rising, rising, 12 }, 12).matters);
}

/* The same numbers on every machine: -0.5 .. 0.5. */
static double made_noise(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (double)(*state >> 11) / 9007199254740992.0 - 0.5;
}

/* Of 300 series of 60 points without a trend, each with that memory of the one
 * before: how many seem to have one. */
static int false_drifts(double memory)
{
	double x[60], y[60], level = 0;
	uint64_t seed = 1;
	int seen = 0;

	for (int k = 0; k < 300; k++) {
		for (size_t i = 0; i < 60; i++) {
			level = memory * level + made_noise(&seed);
			x[i] = (double)i;
			y[i] = 100 + level;
		}
		seen +=
		    drift_of((struct points){ x, y, 60 }, 60).p < DRIFT_SURE;
	}
	return seen;
}

/* Of those with the longest memory 87 seemed to have one, when no more than the
 * sum of correlations was allowed for. */
static void a_level_that_wanders_is_seldom_a_trend(void **state)
{
	(void)state;
	assert_in_range(false_drifts(0), 0, 8);
	assert_in_range(false_drifts(0.5), 0, 10);
	assert_in_range(false_drifts(0.9), 0, 24);
}

/* Memory in a few steps, as buffers are added; one 0 drowned their likeness. */
static void an_outlier_does_not_hide_that_neighbors_are_alike(void **state)
{
	double x[120], y[120];

	(void)state;
	for (size_t i = 0; i < 120; i++) {
		x[i] = (double)i;
		y[i] = i < 40 ? 100 : i < 90 ? 103 : 106;
	}
	y[70] = 0;
	assert_false(drift_of((struct points){ x, y, 120 }, 120).matters);
}

/* The first value that was drawn. */
static double first(double *v, size_t n, const void *arg)
{
	(void)n;
	(void)arg;
	return v[0];
}

static double range(double *v, size_t n, const void *arg)
{
	struct description d = describe((struct values){ v, n });

	(void)arg;
	return d.max - d.min;
}

static void blocks_keep_neighbors_together(void **state)
{
	struct resampling how = { 12, 50, 1 };
	double *drawn = bootstrap_blocks(VALUES(rising), how, range, NULL);

	(void)state;
	/* One block of the whole length is the series, turned. */
	assert_near(drawn[0], 11, 0);
	assert_near(drawn[49], 11, 0);
	free(drawn);
}

static void the_same_seed_draws_the_same(void **state)
{
	struct resampling how = { 3, 50, 42 };
	double *a = bootstrap_blocks(VALUES(rising), how, first, NULL);
	double *b = bootstrap_blocks(VALUES(rising), how, first, NULL);

	(void)state;
	assert_memory_equal(a, b, 50 * sizeof(*a));
	assert_true(a[0] < a[49]);
	free(a);
	free(b);
}

static void variance_is_shared_out_among_levels(void **state)
{
	/* Kalibera and Jones's worked example, printed to one decimal. */
	static const double v[] = { 9, 5, 8, 3, 10, 6, 7, 11, 1, 12, 2, 4 };
	struct components c =
	    components_of((struct nested){ v, { 2, 2, 3 }, 3 }, 0.95);

	(void)state;
	assert_near(c.mean, 6.5, 1e-12);
	assert_near(c.s2[0], 16.5, 1e-12);
	assert_near(c.t2[1], 2.5833333333333333 - 8.25, 1e-9);
	assert_near(c.t2[2], 2.2708333333333333, 1e-9);
	assert_near(components_repetitions(&c, 0, 3, 20), 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(autocovariances_are_the_naive_sums),
		cmocka_unit_test(what_does_not_vary_is_as_good_as_independent),
		cmocka_unit_test(a_rise_is_too_short_a_series),
		cmocka_unit_test(ranks_of_independent_values_stay_as_they_are),
		cmocka_unit_test(dependent_ranks_without_an_end_stay_open),
		cmocka_unit_test(warm_up_ends_where_the_level_is_reached),
		cmocka_unit_test(a_rise_that_goes_on_has_no_steady_state),
		cmocka_unit_test(a_rise_is_a_trend),
		cmocka_unit_test(a_flat_series_is_none),
		cmocka_unit_test(
		    a_straight_line_does_not_hide_behind_its_rounding),
		cmocka_unit_test(
		    a_drift_goes_by_time_and_not_by_the_number_of_points),
		cmocka_unit_test(a_long_series_drifts_as_its_thousandths_do),
		cmocka_unit_test(
		    a_change_that_is_sure_and_small_does_not_matter),
		cmocka_unit_test(
		    what_has_no_points_or_does_not_vary_does_not_drift),
		cmocka_unit_test(too_few_values_are_never_sure),
		cmocka_unit_test(a_level_that_wanders_is_seldom_a_trend),
		cmocka_unit_test(
		    an_outlier_does_not_hide_that_neighbors_are_alike),
		cmocka_unit_test(blocks_keep_neighbors_together),
		cmocka_unit_test(the_same_seed_draws_the_same),
		cmocka_unit_test(variance_is_shared_out_among_levels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
