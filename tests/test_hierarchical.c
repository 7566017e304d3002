/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs that are drawn anew and pooled.
 */
#include <stdlib.h>

#include "analyze/hierarchical.h"
#include "tests/check.h"

#define DRAWS 1000

static const int64_t half[] = { 500000000 }, all[] = { 1000000000 };

#define P50 ((struct quantiles){ half, 1 })
#define ONE_BY_ONE(draws, seed) ((struct resampling){ 1, draws, seed })
#define P100 ((struct quantiles){ all, 1 })

static void one_run_is_always_drawn(void **state)
{
	static const int64_t counts[] = { 1, 4, 3, 2 };
	struct run_counts c = { counts, 1, 4 };
	size_t *median = bootstrap_runs(c, P50, ONE_BY_ONE(5, 1));
	size_t *most = bootstrap_runs(c, P100, ONE_BY_ONE(5, 1));

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		CHECK_INT(median[i], 1);
		CHECK_INT(most[i], 3);
	}
	free(median);
	free(most);
}

/* A pool of two has the slow run twice, once or not at all: 1/4, 1/2, 1/4. */
static void a_percentile_varies_as_much_as_the_runs(void **state)
{
	static const int64_t counts[] = { 10, 0, 0, 0, 0, 10 };
	size_t *buckets = bootstrap_runs((struct run_counts){ counts, 2, 3 },
	    P50, ONE_BY_ONE(DRAWS, 1));
	size_t slow = 0;

	(void)state;
	for (size_t i = 0; i < DRAWS; i++) {
		assert_true(buckets[i] == 0 || buckets[i] == 2);
		slow += buckets[i] == 2;
	}
	assert_true(slow > DRAWS / 5 && slow < DRAWS * 3 / 10);
	free(buckets);
}

static void a_longer_run_weighs_more_in_its_pool(void **state)
{
	static const int64_t counts[] = { 10, 0, 0, 30 };
	size_t *buckets = bootstrap_runs((struct run_counts){ counts, 2, 2 },
	    P50, ONE_BY_ONE(DRAWS, 1));
	size_t slow = 0;

	(void)state;
	for (size_t i = 0; i < DRAWS; i++)
		slow += buckets[i] == 1;
	assert_true(slow > DRAWS * 7 / 10 && slow < DRAWS * 4 / 5);
	free(buckets);
}

static void the_seed_decides_what_is_drawn(void **state)
{
	static const int64_t counts[] = { 9, 0, 0, 0, 9, 0, 0, 0, 9 };
	struct run_counts c = { counts, 3, 3 };
	size_t *a = bootstrap_runs(c, P50, ONE_BY_ONE(DRAWS, 1));
	size_t *b = bootstrap_runs(c, P50, ONE_BY_ONE(DRAWS, 1));
	size_t *other = bootstrap_runs(c, P50, ONE_BY_ONE(DRAWS, 2));

	(void)state;
	assert_memory_equal(a, b, DRAWS * sizeof(*a));
	assert_memory_not_equal(a, other, DRAWS * sizeof(*a));
	free(a);
	free(b);
	free(other);
}

static void each_quantile_is_that_of_the_pool_it_was_drawn_with(void **state)
{
	static const int64_t counts[] = { 5, 3, 0, 2, 0, 0, 1, 4, 4, 1, 0, 2, 0,
		2, 6 };
	static const int64_t q[] = { 250000000, 500000000, 900000000 };
	struct run_counts c = { counts, 3, 5 };
	size_t *together =
	    bootstrap_runs(c, (struct quantiles){ q, 3 }, ONE_BY_ONE(DRAWS, 1));

	(void)state;
	for (size_t k = 0; k < 3; k++) {
		size_t *alone = bootstrap_runs(c,
		    (struct quantiles){ q + k, 1 }, ONE_BY_ONE(DRAWS, 1));

		assert_memory_equal(together + k * DRAWS, alone,
		    DRAWS * sizeof(*alone));
		free(alone);
	}
	for (size_t i = 0; i < DRAWS; i++) {
		assert_true(together[i] <= together[DRAWS + i]);
		assert_true(together[DRAWS + i] <= together[2 * DRAWS + i]);
	}
	free(together);
}

/* Of four in blocks of two, each draw has two that are slow. */
static void blocks_keep_what_stands_side_by_side(void **state)
{
	static const int64_t counts[] = { 1, 0, 0, 9, 1, 0, 0, 9 };
	struct run_counts c = { counts, 4, 2 };
	size_t *alone = bootstrap_runs(c, P50, ONE_BY_ONE(DRAWS, 1));
	size_t *blocks =
	    bootstrap_runs(c, P50, (struct resampling){ 2, DRAWS, 1 });
	size_t fast = 0;

	(void)state;
	for (size_t i = 0; i < DRAWS; i++) {
		CHECK_INT(blocks[i], 1);
		fast += alone[i] == 0;
	}
	assert_true(fast > 0);
	free(alone);
	free(blocks);
}

static void an_empty_pool_has_the_first_bucket(void **state)
{
	static const int64_t counts[] = { 0, 0, 0 };
	size_t *buckets = bootstrap_runs((struct run_counts){ counts, 1, 3 },
	    P50, ONE_BY_ONE(1, 1));

	(void)state;
	CHECK_INT(buckets[0], 0);
	free(buckets);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_run_is_always_drawn),
		cmocka_unit_test(a_percentile_varies_as_much_as_the_runs),
		cmocka_unit_test(a_longer_run_weighs_more_in_its_pool),
		cmocka_unit_test(the_seed_decides_what_is_drawn),
		cmocka_unit_test(
		    each_quantile_is_that_of_the_pool_it_was_drawn_with),
		cmocka_unit_test(blocks_keep_what_stands_side_by_side),
		cmocka_unit_test(an_empty_pool_has_the_first_bucket),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
