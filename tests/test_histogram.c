/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/histogram.h"
#include "store/recorder.h"
#include "store/run.h"

static struct histogram of(const struct bucket *b, size_t n)
{
	struct histogram h = HISTOGRAM_EMPTY;
	struct err err;

	for (size_t i = 0; i < n; i++)
		CHECK_INT(histogram_append(&h, b[i], &err), 0);
	return h;
}

static void equal_buckets_add_their_counts(void **state)
{
	struct histogram a = of(
	    (struct bucket[]){ { 0, 10, 1 }, { 10, 20, 2 }, { 40, 50, 3 } }, 3);
	struct histogram b =
	    of((struct bucket[]){ { 10, 20, 5 }, { 20, 30, 7 }, { 40, 50, 1 } },
		3);

	(void)state;
	histogram_merge(&a, &b);
	CHECK_INT(a.len, 4);
	CHECK_INT(a.count, 19);
	CHECK_INT(a.buckets[1].count, 7);
	CHECK_INT(a.buckets[2].low_ns, 20);
	CHECK_INT(a.buckets[3].count, 4);
	histogram_release(&a);
	histogram_release(&b);
}

static void crossing_buckets_become_one_and_none_is_split(void **state)
{
	struct histogram a =
	    of((struct bucket[]){ { 0, 10, 1 }, { 10, 20, 2 } }, 2);
	struct histogram b =
	    of((struct bucket[]){ { 5, 15, 4 }, { 20, 30, 8 } }, 2);

	(void)state;
	histogram_merge(&a, &b);
	CHECK_INT(a.len, 2);
	CHECK_INT(a.buckets[0].low_ns, 0);
	CHECK_INT(a.buckets[0].high_ns, 20);
	CHECK_INT(a.buckets[0].count, 7);
	CHECK_INT(a.buckets[1].count, 8);
	histogram_release(&a);
	histogram_release(&b);
}

static void an_exact_figure_survives_only_if_both_have_it(void **state)
{
	struct histogram a = of((struct bucket[]){ { 0, 10, 1 } }, 1);
	struct histogram b = of((struct bucket[]){ { 0, 10, 1 } }, 1);

	(void)state;
	a.sum_ns = 5;
	a.min_ns = a.max_ns = 5;
	b.min_ns = 3;
	histogram_merge(&a, &b);
	CHECK_INT(a.sum_ns, UNKNOWN);
	CHECK_INT(a.min_ns, 3);
	CHECK_INT(a.max_ns, UNKNOWN);
	histogram_release(&a);
	histogram_release(&b);
}

static void sums_that_are_too_large_stay_the_largest(void **state)
{
	struct histogram h = HISTOGRAM_EMPTY, other = HISTOGRAM_EMPTY;
	struct percentile_bounds p;
	struct err err;

	(void)state;
	histogram_append(&h, (struct bucket){ 1, 2, INT64_MAX / 2 }, &err);
	histogram_append(&other, (struct bucket){ 1, 2, 1 }, &err);
	histogram_append(&other, (struct bucket){ 2, 3, INT64_MAX / 3 }, &err);
	h.sum_ns = other.sum_ns = INT64_MAX;
	for (int i = 0; i < 3; i++)
		histogram_merge(&h, &other);
	CHECK_INT(h.count, INT64_MAX);
	CHECK_INT(h.sum_ns, INT64_MAX);
	assert_true(histogram_percentile(&h, 100, &p));
	CHECK_INT(p.high_ns, 3);
	histogram_release(&h);
	histogram_release(&other);
}

/* A table of them could not be read back, and left a count without buckets. */
static void windows_of_too_many_requests_for_a_table_keep_their_buckets(
    void **state)
{
	struct bucket most = { 5, 5, INT64_MAX / 2 - 1 };
	struct run_window windows[] = { { 0, of(&most, 1) },
		{ 1, of(&most, 1) } };
	struct window_list list = { .at = windows, .len = 2 };
	struct percentile_bounds p;
	struct histogram sum;

	(void)state;
	windows[0].h.layout_ns = windows[1].h.layout_ns = 1;
	sum = windows_sum(&list, 0);
	CHECK_INT(sum.count, 2 * most.count);
	assert_true(histogram_percentile(&sum, 50, &p));
	CHECK_NEAR(p.value_ns, 5, 0);
	histogram_release(&sum);
	histogram_release(&windows[0].h);
	histogram_release(&windows[1].h);
}

static void merging_into_nothing_keeps_what_is_exact(void **state)
{
	struct histogram a = HISTOGRAM_EMPTY;
	struct histogram b = of((struct bucket[]){ { 0, 10, 2 } }, 1);

	(void)state;
	b.sum_ns = 12;
	histogram_merge(&a, &b);
	CHECK_INT(a.sum_ns, 12);
	CHECK_INT(a.count, 2);
	histogram_release(&a);
	histogram_release(&b);
}

static void a_percentile_has_the_bounds_of_its_bucket(void **state)
{
	struct histogram h =
	    of((struct bucket[]){ { 0, 10, 50 }, { 10, 20, 50 } }, 2);
	struct percentile_bounds p;

	(void)state;
	assert_true(histogram_percentile(&h, 50, &p));
	CHECK_INT(p.high_ns, 10);
	CHECK_NEAR(p.value_ns, 10, 1e-9);
	assert_true(histogram_percentile(&h, 75, &p));
	CHECK_INT(p.low_ns, 10);
	CHECK_NEAR(p.value_ns, 15, 1e-9);
	h.min_ns = 4;
	h.max_ns = 17;
	assert_true(histogram_percentile(&h, 0, &p));
	CHECK_INT(p.low_ns, 4);
	assert_true(histogram_percentile(&h, 100, &p));
	CHECK_INT(p.high_ns, 17);
	histogram_release(&h);
	assert_false(histogram_percentile(&h, 50, &p));
}

/* Of 5,000 ns in all, the slowest of four can have taken no more. */
static void the_exact_sum_bounds_a_percentile(void **state)
{
	struct histogram h = HISTOGRAM_EMPTY;
	struct percentile_bounds p;
	struct err err;

	(void)state;
	histogram_append(&h, (struct bucket){ 0, 1000, 2 }, &err);
	histogram_append(&h, (struct bucket){ 1000, 10000, 2 }, &err);
	h.sum_ns = 5000;
	assert_true(histogram_percentile(&h, 100, &p));
	CHECK_INT(p.low_ns, 1000);
	CHECK_INT(p.high_ns, 5000);
	assert_true(histogram_percentile(&h, 75, &p)); /* so did one above it */
	CHECK_INT(p.high_ns, 2500);
	h.min_ns = 200; /* which three others took at least */
	assert_true(histogram_percentile(&h, 100, &p));
	CHECK_INT(p.high_ns, 4400);
	histogram_release(&h);
}

/* 0.29 * 100 is 28.999... in floating point. */
static void a_rank_is_not_lost_to_rounding(void **state)
{
	struct histogram h = HISTOGRAM_EMPTY;
	struct percentile_bounds p;
	struct err err;

	(void)state;
	for (int i = 1; i <= 100; i++)
		histogram_append(&h, (struct bucket){ i, i, 1 }, &err);
	for (int i = 1; i <= 100; i++) {
		assert_true(histogram_percentile(&h, i, &p));
		CHECK_INT(p.low_ns, i);
	}
	histogram_release(&h);
}

static void buckets_out_of_order_are_refused(void **state)
{
	struct histogram h = of((struct bucket[]){ { 10, 20, 1 } }, 1);
	struct err err;

	(void)state;
	CHECK_INT(histogram_append(&h, (struct bucket){ 15, 30, 1 }, &err), -1);
	CHECK_STR(err.msg,
	    "expected buckets in ascending order, got one from 15 ns after "
	    "one to 20 ns");
	CHECK_INT(histogram_append(&h, (struct bucket){ 30, 25, 1 }, &err), -1);
	histogram_release(&h);
}

static void a_blob_comes_back_as_it_was(void **state)
{
	struct histogram h =
	    of((struct bucket[]){ { 3, 3, 1 }, { 3, 900, 70000 },
		   { 1000000000000, 4000000000000, 3 } },
		3);
	struct histogram back;
	struct span blob = histogram_encode(&h);
	struct err err;

	(void)state;
	CHECK_INT(histogram_decode(blob, &back, &err), 0);
	CHECK_INT(back.len, h.len);
	assert_memory_equal(back.buckets, h.buckets,
	    h.len * sizeof(*h.buckets));
	histogram_release(&back);
	for (size_t cut = 0; cut < blob.len; cut++)
		CHECK_INT(histogram_decode((struct span){ blob.at, cut }, &back,
			      &err),
		    -1);
	free((char *)(uintptr_t)blob.at);
	histogram_release(&h);
}

/* Every value of a wide range falls into its bucket, within 0.1 %. */
static void a_recorder_keeps_values_within_a_thousandth(void **state)
{
	(void)state;
	for (int64_t v = 1; v < (int64_t)1 << 50; v = v * 17 / 13 + 1) {
		struct recorder *r = recorder_new(1);
		struct histogram h;
		int64_t second;

		recorder_add(r, &(struct sample){ -1, v });
		assert_true(recorder_window(r, 0, &second, &h));
		CHECK_INT(second, -1);
		assert_true(h.buckets[0].low_ns <= v);
		assert_true(h.buckets[0].high_ns >= v);
		assert_true(
		    (h.buckets[0].high_ns - h.buckets[0].low_ns) * 1000 <= v);
		histogram_release(&h);
		recorder_free(r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_buckets_add_their_counts),
		cmocka_unit_test(crossing_buckets_become_one_and_none_is_split),
		cmocka_unit_test(an_exact_figure_survives_only_if_both_have_it),
		cmocka_unit_test(sums_that_are_too_large_stay_the_largest),
		cmocka_unit_test(
		    windows_of_too_many_requests_for_a_table_keep_their_buckets),
		cmocka_unit_test(merging_into_nothing_keeps_what_is_exact),
		cmocka_unit_test(a_percentile_has_the_bounds_of_its_bucket),
		cmocka_unit_test(the_exact_sum_bounds_a_percentile),
		cmocka_unit_test(a_rank_is_not_lost_to_rounding),
		cmocka_unit_test(buckets_out_of_order_are_refused),
		cmocka_unit_test(a_blob_comes_back_as_it_was),
		cmocka_unit_test(a_recorder_keeps_values_within_a_thousandth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
