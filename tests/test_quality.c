/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is odd in values: the ends, and naive versions beside; tests/oracles/
 * has the numbers of R's diptest.
 */
#include "analyze/quality.h"

#include <stdlib.h>

#include <gsl/gsl_rng.h>

#include "analyze/omission.h"
#include "tests/near.h"

#define LATENCIES(array)                                                       \
	((struct latencies){ (array), sizeof(array) / sizeof(*(array)) })

static const struct values none = { NULL, 0 };

static void a_clock_shows_its_step(void **state)
{
	static const int64_t v[] = { 9000, 3000, 3000, 15000, 3000 };
	struct grain g = clock_grain(LATENCIES(v));

	(void)state;
	assert_int_equal(g.distinct, 3);
	assert_int_equal(g.largest_tie, 3);
	assert_int_equal(g.step_ns, 6000);
	assert_int_equal(g.least_gap_ns, 6000);
}

static void one_value_has_no_step(void **state)
{
	static const int64_t v[] = { 5, 5 };
	struct grain g = clock_grain(LATENCIES(v));

	(void)state;
	assert_int_equal(g.distinct, 1);
	assert_int_equal(g.step_ns, 0);
	assert_int_equal(clock_grain((struct latencies){ v, 0 }).distinct, 0);
}

static void what_does_not_vary_has_no_outlier(void **state)
{
	static const double v[] = { 1, 1, 1, 100 };
	static const double odd[] = { 1, 2, 3, 100 };
	double z[4];

	(void)state;
	modified_z(VALUES(v), z);
	assert_near(z[3], 0, 0);
	modified_z(VALUES(odd), z);
	assert_true(z[3] > 3.5 && fabs(z[1]) < 3.5);
	modified_z(none, z);
}

static void the_least_dip_is_half_a_step(void **state)
{
	static const double line[] = { 1, 2, 3, 4, 5 }, one[] = { 7, 7, 7 };

	(void)state;
	assert_near(dip_statistic(VALUES(line)), 0.1, 1e-12);
	assert_near(dip_statistic(VALUES(one)), 1.0 / 6, 1e-12);
	assert_near(dip_statistic(none), 0, 0);
	assert_near(dip_p(none, 10, 1), 1, 0);
}

static void two_spikes_have_the_greatest_dip(void **state)
{
	static const double same[] = { 0, 1, 0, 1, 0, 1 };
	double v[100];

	(void)state;
	for (int i = 0; i < 100; i++)
		v[i] = i < 50 ? i * 1e-6 : 1 + i * 1e-6;
	assert_near(dip_statistic(VALUES(v)), 0.25, 0.03);
	assert_near(dip_statistic(VALUES(same)), 0.25, 1e-12);
	assert_true(dip_p(VALUES(v), 199, 1) < 0.01);
	assert_near(dip_p(VALUES(v), 199, 1), dip_p(VALUES(v), 199, 1), 0);
}

static void a_dip_is_the_same_in_any_unit_and_order(void **state)
{
	static const double v[] = { 3, 9, 1, 8, 2, 7, 7, 1 };
	double other[8];

	(void)state;
	for (size_t i = 0; i < 8; i++)
		other[i] = 1000 * v[7 - i] + 5;
	assert_near(dip_statistic(VALUES(other)), dip_statistic(VALUES(v)),
	    1e-12);
	for (size_t i = 0; i < 8; i++)
		other[i] = -v[i];
	assert_near(dip_statistic(VALUES(other)), dip_statistic(VALUES(v)),
	    1e-12);
}

static void one_peak_has_the_mvalue_2(void **state)
{
	static const double peak[] = { 1, 5, 9, 3 }, two[] = { 9, 0, 9 };

	(void)state;
	assert_near(mvalue(VALUES(peak)), 2, 1e-12);
	assert_near(mvalue(VALUES(two)), 4, 1e-12);
	assert_near(mvalue(none), 0, 0);
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* All samples, as the rule's own loop adds them; returns how many. */
static size_t expand(struct omission o, int64_t *out)
{
	size_t n = 0;

	for (size_t i = 0; i < o.seen.n; i++) {
		int64_t least = o.interval_ns + (o.rule == CO_WRK);

		out[n++] = o.seen.ns[i];
		if (o.seen.ns[i] <= o.interval_ns)
			continue;
		for (int64_t v = o.seen.ns[i] - o.interval_ns; v >= least;
		     v -= o.interval_ns)
			out[n++] = v;
	}
	qsort(out, n, sizeof(*out), by_size);
	return n;
}

static void what_was_omitted_is_what_the_loop_adds(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	int64_t v[20], all[2000];

	(void)state;
	for (int round = 0; round < 200; round++) {
		struct omission o = { { v, 20 }, NULL,
			1 + (int64_t)gsl_rng_uniform_int(rng, 30),
			round % 2 ? CO_HDR : CO_WRK };
		size_t n;

		for (int i = 0; i < 20; i++)
			v[i] = (int64_t)gsl_rng_uniform_int(rng, 90);
		n = expand(o, all);
		assert_int_equal(co_count(o), n);
		for (size_t r = 1; r <= n; r++)
			assert_int_equal(co_at_rank(o, (int64_t)r), all[r - 1]);
	}
	gsl_rng_free(rng);
}

static void counted_latencies_are_as_if_repeated(void **state)
{
	static const int64_t v[] = { 3, 25, 40 }, counts[] = { 5, 1, 2 };
	static const int64_t repeated[] = { 3, 3, 3, 3, 3, 25, 40, 40 };
	struct omission few = { LATENCIES(v), counts, 10, CO_HDR };
	struct omission all = { LATENCIES(repeated), NULL, 10, CO_HDR };

	(void)state;
	assert_int_equal(co_count(few), co_count(all));
	for (int64_t r = 1; r <= co_count(all); r++)
		assert_int_equal(co_at_rank(few, r), co_at_rank(all, r));
}

static void an_age_of_silence_is_counted_not_expanded(void **state)
{
	static const int64_t v[] = { INT64_MAX, INT64_MAX, INT64_MAX };
	struct omission o = { LATENCIES(v), NULL, 1, CO_HDR };

	(void)state;
	assert_int_equal(co_count(o), INT64_MAX / 2);
	assert_true(co_at_rank(o, 1) >= 1);
	o.seen.n = 0;
	assert_int_equal(co_count(o), 0);
}

static void connections_are_busy_by_littles_law(void **state)
{
	(void)state;
	assert_near(busy_share(10000, 0.0063, 64), 0.984375, 1e-12);
	assert_near(busy_share(10000, 0.0063, 0), 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clock_shows_its_step),
		cmocka_unit_test(one_value_has_no_step),
		cmocka_unit_test(what_does_not_vary_has_no_outlier),
		cmocka_unit_test(the_least_dip_is_half_a_step),
		cmocka_unit_test(two_spikes_have_the_greatest_dip),
		cmocka_unit_test(a_dip_is_the_same_in_any_unit_and_order),
		cmocka_unit_test(one_peak_has_the_mvalue_2),
		cmocka_unit_test(what_was_omitted_is_what_the_loop_adds),
		cmocka_unit_test(counted_latencies_are_as_if_repeated),
		cmocka_unit_test(an_age_of_silence_is_counted_not_expanded),
		cmocka_unit_test(connections_are_busy_by_littles_law),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
