/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sorting by digits, against the C library's sort.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/sort.h"
#include "base/mem.h"
#include "tests/check.h"

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void sorts_like_qsort(const double *at, size_t n)
{
	double *got = xcalloc(n + 1, sizeof(*got));
	double *expected = xcalloc(n + 1, sizeof(*expected));

	memcpy(got, at, n * sizeof(*got));
	memcpy(expected, at, n * sizeof(*got));
	sort_ascending(got, n);
	qsort(expected, n, sizeof(*expected), ascending);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(ascending(&got[i], &expected[i]), 0);
	free(expected);
	free(got);
}

/* -1 to 1 */
static double drawn(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + 1;
	return (double)(*state >> 11) * 0x1p-52 - 1;
}

static void numbers_of_all_sizes_and_signs_are_sorted(void **state)
{
	double at[3000];
	uint64_t seed = 1;

	(void)state;
	for (size_t i = 0; i < 3000; i++)
		at[i] = drawn(&seed) * exp(300 * drawn(&seed));
	at[7] = INFINITY;
	at[8] = -INFINITY;
	at[9] = -0.0;
	at[10] = 0.0;
	for (size_t n = 0; n <= 3000; n = n * 2 + 1)
		sorts_like_qsort(at, n);
	sorts_like_qsort(at, 255);
	sorts_like_qsort(at, 256);
}

static void equal_numbers_stay(void **state)
{
	double at[1000];
	uint64_t seed = 1;

	(void)state;
	for (size_t i = 0; i < 1000; i++)
		at[i] = 4;
	sorts_like_qsort(at, 1000);
	for (size_t i = 0; i < 1000; i++)
		at[i] = floor(10 * drawn(&seed));
	sorts_like_qsort(at, 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_of_all_sizes_and_signs_are_sorted),
		cmocka_unit_test(equal_numbers_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
