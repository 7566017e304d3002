/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Intervals by values drawn anew, corrected for bias and skewness.  Known
 * answers: scipy 1.10.1, stats.bootstrap(method='BCa'), means of three times
 * 400,000 resamples, which differ by 0.00004.
 */
#include <math.h>

#include "analyze/bca.h"
#include "tests/near.h"

#define DRAWS 400000
#define CHECK_END(got, want) assert_true(fabs((got) - (want)) < 1.5e-4)

/* Skewed, as the latencies of runs may be, in ms. */
static const double baseline[] = { 9.7118, 9.7272, 9.7434, 9.7606, 9.7789,
	9.7985, 9.8196, 9.8423, 9.8669, 9.8939, 9.9236, 9.9568, 9.9943, 10.0372,
	10.0877, 10.1486, 10.2254, 10.3291, 10.4886, 10.8401 };
static const double candidate[] = { 10.0937, 10.1156, 10.1386, 10.1628, 10.1883,
	10.2151, 10.2435, 10.2737, 10.3059, 10.3403, 10.3773, 10.4173, 10.4608,
	10.5085, 10.5613, 10.6202, 10.6868, 10.7636, 10.8538, 10.9633, 11.1019,
	11.2903, 11.5824, 12.2364 };

#define BASELINE (sizeof(baseline) / sizeof(*baseline))
#define CANDIDATE (sizeof(candidate) / sizeof(*candidate))

static struct values logs(const double *at, size_t n, double *out)
{
	for (size_t i = 0; i < n; i++)
		out[i] = log(at[i]);
	return (struct values){ out, n };
}

/* The ends by shares of the draws alone would be 0.0364 and 0.0811. */
static void an_interval_of_two_sides_is_that_of_scipy(void **state)
{
	double b[BASELINE], c[CANDIDATE];
	struct interval ci = bca_interval(logs(baseline, BASELINE, b),
	    logs(candidate, CANDIDATE, c), (struct bca){ 0.95, DRAWS, 1 });

	(void)state;
	CHECK_END(ci.lo, 0.037667);
	CHECK_END(ci.hi, 0.082644);
}

static void an_interval_of_one_side_is_that_of_scipy(void **state)
{
	double c[CANDIDATE];
	struct interval ci = bca_interval((struct values){ NULL, 0 },
	    logs(candidate, CANDIDATE, c), (struct bca){ 0.95, DRAWS, 1 });

	(void)state;
	CHECK_END(ci.lo, 2.344883);
	CHECK_END(ci.hi, 2.383791);
}

/* Exchanging the sides turns the interval around: so it knows which is which.
 */
static void sides_are_exchanged_with_their_skewness(void **state)
{
	double b[BASELINE], c[CANDIDATE];
	struct interval ci = bca_interval(logs(candidate, CANDIDATE, c),
	    logs(baseline, BASELINE, b), (struct bca){ 0.95, DRAWS, 1 });

	(void)state;
	CHECK_END(ci.lo, -0.082644);
	CHECK_END(ci.hi, -0.037667);
}

static void values_that_are_all_equal_leave_nothing_open(void **state)
{
	static const double same[] = { 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 };
	struct interval ci = bca_interval(VALUES(same), VALUES(same),
	    (struct bca){ 0.95, 100, 1 });

	(void)state;
	assert_near(ci.lo, 0, 0);
	assert_near(ci.hi, 0, 0);
}

/* Draws that equal what was seen lie half below it: as symmetric as the values,
 * though of a coarse clock many do. */
static void draws_that_are_tied_lean_to_no_side(void **state)
{
	static const double coarse[] = { 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1,
		2, 1, 2, 1, 2, 1, 2 };
	struct interval ci = bca_interval((struct values){ NULL, 0 },
	    VALUES(coarse), (struct bca){ 0.95, DRAWS, 1 });

	(void)state;
	assert_near(ci.lo, 1.3, 1e-12);
	assert_near(ci.hi, 1.7, 1e-12);
}

/* No formula may turn the ends into NaN or around. */
static void an_extreme_confidence_reaches_to_the_last_draws(void **state)
{
	static const double odd[] = { 0, 0, 0, 0, 0, 0, 1 };
	struct interval ci = bca_interval((struct values){ NULL, 0 },
	    VALUES(odd), (struct bca){ 1 - 1e-12, 1000, 1 });

	(void)state;
	assert_near(ci.lo, 0, 0);
	assert_true(ci.hi > 3.0 / 7 && ci.hi <= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_interval_of_two_sides_is_that_of_scipy),
		cmocka_unit_test(an_interval_of_one_side_is_that_of_scipy),
		cmocka_unit_test(sides_are_exchanged_with_their_skewness),
		cmocka_unit_test(values_that_are_all_equal_leave_nothing_open),
		cmocka_unit_test(draws_that_are_tied_lean_to_no_side),
		cmocka_unit_test(
		    an_extreme_confidence_reaches_to_the_last_draws),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
