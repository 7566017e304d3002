/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changes: their ends and emptiness; tests/oracles/ has the numbers.
 */
#include "analyze/change.h"

#include "analyze/edivisive.h"
#include "tests/near.h"

static const double noise[] = { 10.1, 11.3, 9.8, 12.2, 10.9, 10.4, 11.6, 9.7,
	11.1 };
static const double wide[] = { 10.1, 11.3, 9.8, 12.2, 10.9, 10.4, 20.6, 19.7,
	21.1, 22.4, 20.3, 21.5 };
static const double step[] = { 10, 11, 10, 12, 11, 10, 11, 10, 20, 21, 20, 22,
	21, 20, 21, 20 };
static const double flat[] = { 5, 5, 5, 5, 5, 5, 5, 5 };
static const struct values none = { NULL, 0 };
static const struct edivisive usual = { 3, 199, 0.05, 1 };
static const struct change_rule rule = { 0.01, 0.5 };

static void a_short_series_has_no_split(void **state)
{
	size_t cuts[8];

	(void)state;
	assert_int_equal(edivisive_split(none, 3).tau, 0);
	assert_int_equal(edivisive_split((struct values){ step, 5 }, 3).tau, 0);
	assert_near(edivisive_p(none, usual), 1, 0);
	assert_int_equal(edivisive(none, usual, cuts), 0);
}

static void a_step_is_found_where_it_is(void **state)
{
	size_t cuts[16];

	(void)state;
	assert_int_equal(edivisive_split(VALUES(step), 3).tau, 8);
	assert_int_equal(edivisive(VALUES(step), usual, cuts), 1);
	assert_int_equal(cuts[0], 8);
}

static void a_flat_series_has_no_candidate(void **state)
{
	size_t cuts[8];

	(void)state;
	assert_near(edivisive_p(VALUES(flat), usual), 1, 0);
	assert_int_equal(edivisive(VALUES(flat), usual, cuts), 0);
}

static void the_weakest_cut_is_taken_out(void **state)
{
	size_t at[] = { 4, 8, 12 }, removed[3];
	struct cuts cuts = { at, 3 };

	(void)state;
	assert_int_equal(change_confirm(VALUES(step), &cuts, rule, removed), 2);
	assert_int_equal(cuts.n, 1);
	assert_int_equal(cuts.at[0], 8);
	assert_int_equal(removed[0], 4);
	assert_int_equal(removed[1], 12);
	assert_near(change_step(VALUES(step), cuts, 0), 10, 1e-12);
}

static void a_cut_without_scatter_is_not_tested(void **state)
{
	static const double sharp[] = { 1, 1, 1, 2, 2, 2 };
	size_t at[] = { 3, 4 };
	struct cuts one = { at, 1 }, two = { at, 2 };

	(void)state;
	assert_near(change_p(VALUES(sharp), one, 0, rule), 1, 0);
	assert_near(change_p(VALUES(step), two, 1, rule), 1, 0);
	assert_near(change_correlation(VALUES(flat), one).vif, 1, 0);
}

static void a_step_too_small_to_matter_is_no_change(void **state)
{
	size_t at[] = { 8 };
	struct cuts cuts = { at, 1 };
	struct change_rule large = { 0.01, 11 };

	(void)state;
	assert_near(change_p(VALUES(step), cuts, 0, large), 1, 0);
	assert_true(change_p(VALUES(step), cuts, 0, rule) < 1e-6);
}

/* R: 3 * t.test(y[1:2], y[3:6], var.equal = TRUE)$p.value, of logarithms; the
 * neighbors do not resemble each other. */
static void two_points_are_tested_by_the_scatter_of_all(void **state)
{
	static const double ms[] = { 8, 6.3, 2.8, 3.12, 2.76, 2.65 };
	double y[6];
	size_t at[] = { 2 };
	struct cuts cut = { at, 1 };

	(void)state;
	for (size_t i = 0; i < 6; i++)
		y[i] = log(ms[i]);
	assert_near(change_correlation(VALUES(y), cut).vif, 1, 0);
	assert_near(change_p_pooled(VALUES(y), cut, 0,
			(struct change_rule){ 0.01, log(1.02) }),
	    0.00153754244995806, 1e-9);
	assert_near(
	    change_p_pooled(VALUES(y), cut, 0, (struct change_rule){ 0.01, 2 }),
	    1, 0);
	at[0] = 1;
	assert_near(change_p_pooled(VALUES(y), cut, 0, rule), 1, 0);
}

static void a_partition_is_the_least_cost(void **state)
{
	size_t at[16];
	struct cuts cuts = { at, 0 };
	struct partition p = change_partition(VALUES(wide), 2, &cuts);

	(void)state;
	assert_true(p.sigma > 0);
	assert_int_equal(cuts.n, 1);
	assert_int_equal(cuts.at[0], 6);
	change_partition(VALUES(noise), 2, &cuts);
	assert_int_equal(cuts.n, 0);
}

static void what_has_no_noise_is_not_parted(void **state)
{
	size_t at[16];
	struct cuts cuts = { at, 9 };

	(void)state;
	assert_near(change_partition(VALUES(flat), 2, &cuts).sigma, 0, 0);
	assert_int_equal(cuts.n, 0);
	cuts.n = 9;
	assert_near(change_partition(none, 2, &cuts).sigma, 0, 0);
	assert_int_equal(cuts.n, 0);
}

static void a_cusum_alarms_once_it_has_added_up(void **state)
{
	static const double x[] = { 10, 11, 12, 12, 8 };
	const struct cusum chart = { 10, 0.5, 2 };
	double high[5], low[5];
	struct alarms a = cusum_tabular(VALUES(x), chart, high, low);

	(void)state;
	assert_int_equal(a.high, 4);
	assert_int_equal(a.low, 0);
	assert_near(high[2], 2, 1e-12);
	assert_near(high[3], 3.5, 1e-12);
	assert_near(low[4], 1.5, 1e-12);
	assert_int_equal(cusum_tabular(none, chart, NULL, NULL).high, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_short_series_has_no_split),
		cmocka_unit_test(a_step_is_found_where_it_is),
		cmocka_unit_test(a_flat_series_has_no_candidate),
		cmocka_unit_test(the_weakest_cut_is_taken_out),
		cmocka_unit_test(a_cut_without_scatter_is_not_tested),
		cmocka_unit_test(a_step_too_small_to_matter_is_no_change),
		cmocka_unit_test(two_points_are_tested_by_the_scatter_of_all),
		cmocka_unit_test(a_partition_is_the_least_cost),
		cmocka_unit_test(what_has_no_noise_is_not_parted),
		cmocka_unit_test(a_cusum_alarms_once_it_has_added_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
