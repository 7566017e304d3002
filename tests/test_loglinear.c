/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/units.h"
#include "store/loglinear.h"
#include "store/recorder.h"

static int add_back(void *context, uint32_t bucket, int64_t count)
{
	loglinear_add(context, bucket, count);
	return 0;
}

static void every_value_lies_in_its_bucket(void **state)
{
	uint32_t last = 0;

	(void)state;
	for (int64_t v = 0; v < INT64_MAX / 9 * 8; v += v / 700 + 1) {
		uint32_t bucket = loglinear_bucket(v);
		int64_t low, high;

		loglinear_bounds(bucket, &low, &high);
		assert_true(low <= v && v <= high);
		assert_true(bucket >= last && bucket < LOGLINEAR_BUCKETS);
		last = bucket;
	}
	assert_true(loglinear_bucket(INT64_MAX) < LOGLINEAR_BUCKETS);
}

/* Far buckets, large counts, neighbors. */
static void a_blob_comes_back_as_it_was(void **state)
{
	static const struct {
		uint32_t bucket;
		int64_t count;
	} given[] = { { 0, 1 }, { 1, 300 }, { 2, (int64_t)1 << 40 }, { 63, 1 },
		{ 64, 2 }, { 30000, INT64_MAX / 2 },
		{ LOGLINEAR_BUCKETS - 1, 5 } };
	struct loglinear l = { 0 }, back = { 0 };
	struct span blob;
	int64_t step_ns = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(given) / sizeof(*given); i++)
		loglinear_add(&l, given[i].bucket, given[i].count);
	blob = loglinear_encode(&l, 1000000);
	CHECK_INT(loglinear_decode(blob, &step_ns, add_back, &back), 0);
	CHECK_INT(step_ns, 1000000);
	for (size_t p = 0; p < LOGLINEAR_BUCKETS / LOGLINEAR_PAGE; p++) {
		assert_true(!l.page[p] == !back.page[p]);
		if (l.page[p])
			assert_memory_equal(l.page[p], back.page[p],
			    LOGLINEAR_PAGE * sizeof(int64_t));
	}
	free((char *)(uintptr_t)blob.at);
	loglinear_release(&l);
	loglinear_release(&back);
}

static void a_damaged_blob_is_an_error(void **state)
{
	struct loglinear l = { 0 };
	struct histogram h;
	struct span blob;
	struct err err;

	(void)state;
	for (uint32_t i = 0; i < 3000; i += i / 9 + 1)
		loglinear_add(&l, i, i + 1);
	blob = loglinear_encode(&l, 1);
	for (size_t cut = 0; cut < blob.len; cut++)
		CHECK_INT(
		    histogram_decode((struct span){ blob.at, cut }, &h, &err),
		    -1);
	for (size_t i = 0; i < blob.len * 8; i++) {
		char *byte = (char *)(uintptr_t)blob.at + i / 8;

		*byte = (char)(*byte ^ 1 << i % 8);
		if (histogram_decode(blob, &h, &err) == 0)
			histogram_release(&h);
		*byte = (char)(*byte ^ 1 << i % 8);
	}
	free((char *)(uintptr_t)blob.at);
	loglinear_release(&l);
}

static void add(struct recorder *r, int64_t second, int64_t steps)
{
	recorder_add_many(r, &(struct step_sample){ second * NS_PER_S, steps },
	    1);
}

/* Seconds in an order in which each is closed and opened again. */
static void a_window_that_was_closed_takes_more(void **state)
{
	struct recorder *sorted = recorder_new(1000000);
	struct recorder *mixed = recorder_new(1000000);
	int64_t n = RECORDER_OPEN * 3, a, b;
	struct latency_sum x, y;
	struct span p, q;

	(void)state;
	for (int64_t second = 0; second < n; second++)
		for (int64_t k = 0; k < 5; k++)
			add(sorted, second, second * k);
	for (int64_t k = 0; k < 5; k++)
		for (int64_t i = 0; i < n; i++)
			add(mixed, i * 7 % n, i * 7 % n * k);
	for (size_t i = 0; recorder_blob(sorted, i, &a, &x, &p); i++) {
		assert_true(recorder_blob(mixed, i, &b, &y, &q));
		CHECK_INT(a, b);
		CHECK_INT(x.sum_ns, y.sum_ns);
		CHECK_INT(x.max_ns, y.max_ns);
		CHECK_INT(p.len, q.len);
		assert_memory_equal(p.at, q.at, p.len);
	}
	CHECK_INT(recorder_windows(mixed), n);
	recorder_free(sorted);
	recorder_free(mixed);
}

static void a_value_between_two_steps_goes_to_the_nearer(void **state)
{
	static const int64_t step[] = { 1000, 1001 }; /* half of it is 500.5 */
	struct recorder *r;
	struct histogram h;
	int64_t second;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		r = recorder_new(step[i]);
		recorder_add(r, &(struct sample){ 0, step[i] + 499 });
		recorder_add(r, &(struct sample){ 0, step[i] + 501 });
		assert_true(recorder_window(r, 0, &second, &h));
		CHECK_INT(h.len, 2);
		CHECK_INT(h.buckets[0].low_ns, step[i]);
		CHECK_INT(h.buckets[1].low_ns, 2 * step[i]);
		histogram_release(&h);
		recorder_free(r);
	}
}

static void a_sum_that_is_too_large_stays_the_largest(void **state)
{
	struct recorder *r = recorder_new(1);
	struct sample century = { 0, INT64_C(3155760000) * NS_PER_S };

	(void)state;
	for (int i = 0; i < 4; i++)
		recorder_add(r, &century);
	CHECK_INT(recorder_sum(r).sum_ns, INT64_MAX);
	CHECK_INT(recorder_sum(r).count, 4);
	recorder_free(r);
}

static void the_untimed_stay_where_they_are_when_seconds_shift(void **state)
{
	struct recorder *r = recorder_new(1);
	struct latency_sum sum;
	struct span blob;
	int64_t second;

	(void)state;
	add(r, 1700000003, 5);
	add(r, RECORDER_UNTIMED, 6);
	recorder_shift(r, 1700000000);
	add(r, 3, 7);
	assert_true(recorder_blob(r, 0, &second, &sum, &blob));
	CHECK_INT(second, -1);
	assert_true(recorder_blob(r, 1, &second, &sum, &blob));
	CHECK_INT(second, 3);
	CHECK_INT(sum.count, 2);
	CHECK_INT(recorder_sum(r).sum_ns, 18);
	assert_false(recorder_blob(r, 2, &second, &sum, &blob));
	recorder_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_value_lies_in_its_bucket),
		cmocka_unit_test(a_blob_comes_back_as_it_was),
		cmocka_unit_test(a_damaged_blob_is_an_error),
		cmocka_unit_test(a_window_that_was_closed_takes_more),
		cmocka_unit_test(a_value_between_two_steps_goes_to_the_nearer),
		cmocka_unit_test(a_sum_that_is_too_large_stays_the_largest),
		cmocka_unit_test(
		    the_untimed_stay_where_they_are_when_seconds_shift),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
