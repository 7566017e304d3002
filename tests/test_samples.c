/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Samples in a block come back as they were, to the bit.
 */
#include "store/samples.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/near.h"

#define LEN(array) (sizeof(array) / sizeof(*(array)))

static struct arena arena;

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

/* The bytes of the block, which is read back and compared. */
static size_t kept(struct metric_sample *at, size_t n)
{
	struct metric_samples in = { at, n }, out = { 0 };
	char bytes[SAMPLES_BYTES];
	size_t len = samples_pack(in, bytes);

	assert_int_equal(samples_unpack((struct span){ bytes, len },
			     at[0].at_ms, &arena, &out),
	    0);
	assert_int_equal(out.len, n);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(out.at[i].at_ms, at[i].at_ms);
		assert_memory_equal(&out.at[i].value, &at[i].value,
		    sizeof(at[i].value));
	}
	return len;
}

static void whole_numbers_in_step_take_two_bytes_each(void **state)
{
	struct metric_sample at[SAMPLES_MAX];

	(void)state;
	for (size_t i = 0; i < SAMPLES_MAX; i++)
		at[i] =
		    (struct metric_sample){ 1777900000000 + (int64_t)i * 15000,
			    1e6 + 30 * (double)i };
	assert_in_range(kept(at, SAMPLES_MAX), 1, 2 * SAMPLES_MAX + 10);
}

static void numbers_of_few_decimals_are_kept_by_their_digits(void **state)
{
	struct metric_sample at[] = { { 0, 0.05 }, { 1000, 12.345678901 },
		{ 3000, -7.1 }, { 3500, 0 }, { 3600, 1e6 } };

	(void)state;
	assert_in_range(kept(at, LEN(at)), 1, 45);
}

static void any_double_comes_back_to_the_bit(void **state)
{
	struct metric_sample at[] = { { -5, 1.0 / 3 }, { 0, -0.0 },
		{ 1, INFINITY }, { 2, -INFINITY }, { 3, 5e-324 },
		{ 4, 1.7976931348623157e308 }, { 5, 9007199254740993.0 },
		{ 6, 0.1 + 0.2 } };

	(void)state;
	for (size_t i = 0; i < LEN(at); i++)
		kept(at + i, 1);
	assert_int_equal(kept(at, LEN(at)) > 8 * LEN(at), true);
}

static void the_largest_steps_of_time_and_value_fit(void **state)
{
	struct metric_sample at[] = { { INT64_MIN / 2, 9007199254740992.0 },
		{ INT64_MIN / 2 + SAMPLES_GAP_MAX_MS, -9007199254740992.0 },
		{ INT64_MIN / 2 + SAMPLES_GAP_MAX_MS, 9007199254740992.0 } };

	(void)state;
	kept(at, LEN(at));
}

static void random_values_come_back(void **state)
{
	struct metric_sample at[SAMPLES_MAX];
	unsigned seed = 1;

	(void)state;
	for (int round = 0; round < 200; round++) {
		int64_t at_ms = 0;

		for (size_t i = 0; i < SAMPLES_MAX; i++) {
			seed = seed * 1103515245u + 12345u;
			at_ms += seed >> 16 & 0x3fff;
			at[i] = (struct metric_sample){ at_ms,
				(double)(seed >> 8) / (round % 2 ? 1e3 : 7) };
		}
		kept(at, 1 + seed % SAMPLES_MAX);
		arena_release(&arena);
	}
}

/* Bytes that no block has are refused, or read as other samples. */
static void damaged_blocks_do_no_harm(void **state)
{
	struct metric_sample at[] = { { 0, 1.5 }, { 1000, 2.25 }, { 2000, 3 } };
	char bytes[SAMPLES_BYTES], broken[SAMPLES_BYTES];
	size_t len = samples_pack((struct metric_samples){ at, 3 }, bytes);
	struct metric_samples out = { 0 };

	(void)state;
	for (size_t i = 0; i < len; i++) {
		samples_unpack((struct span){ bytes, i }, 0, &arena, &out);
		for (int bit = 0; bit < 256; bit++) {
			memcpy(broken, bytes, len);
			broken[i] = (char)bit;
			samples_unpack((struct span){ broken, len },
			    INT64_MAX - 1, &arena, &out);
		}
	}
	assert_int_equal(
	    samples_unpack((struct span){ "", 0 }, 0, &arena, &out), -1);
	assert_int_equal(
	    samples_unpack((struct span){ "\x0a", 1 }, 0, &arena, &out), -1);
	assert_int_equal(
	    samples_unpack((struct span){ "\xff\0\0", 3 }, 0, &arena, &out),
	    -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_numbers_in_step_take_two_bytes_each),
		cmocka_unit_test(
		    numbers_of_few_decimals_are_kept_by_their_digits),
		cmocka_unit_test(any_double_comes_back_to_the_bit),
		cmocka_unit_test(the_largest_steps_of_time_and_value_fit),
		cmocka_unit_test(random_values_come_back),
		cmocka_unit_test(damaged_blocks_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
