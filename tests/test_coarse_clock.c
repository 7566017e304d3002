/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Digits finer than the clock that they come from: of a clock that tells
 * milliseconds a log may have nanoseconds.
 */
#include "imported.h"

#include "base/builder.h"
#include "store/loglinear.h"

extern const struct importer importer_h2load_log, importer_jmeter_xml,
    importer_vegeta_csv;

#define MS INT64_C(1000000)

/* ---- what a recorder sees ---- */

/* Of n requests that took 3, 4, ... 9, 3, ... of these. */
static int64_t step_of(int64_t n, int64_t unit_ns, int64_t digit_ns)
{
	struct recorder *r = recorder_new(digit_ns);
	int64_t step;

	for (int64_t i = 0; i < n; i++)
		recorder_add(r, &(struct sample){ i, (3 + i % 7) * unit_ns });
	step = recorder_step_ns(r);
	recorder_free(r);
	return step;
}

static void a_latency_is_the_difference_of_two_readings(void **state)
{
	(void)state;
	assert_int_equal(step_of(100, MS, 1), 2 * MS);
	assert_int_equal(step_of(100, 100000, 1), 200000);
	assert_int_equal(step_of(100, 10 * MS, MS), 20 * MS);
}

static void a_clock_as_fine_as_the_digits_is_not_coarse(void **state)
{
	(void)state;
	assert_int_equal(step_of(1000, 1, 1), 0);
	assert_int_equal(step_of(1000, MS, MS), 0);
}

static void a_few_round_latencies_make_no_coarse_clock(void **state)
{
	(void)state;
	assert_int_equal(step_of(0, MS, 1), 0);
	assert_int_equal(step_of(99, MS, 1), 0);
}

static void equal_latencies_do_not_show_a_clock(void **state)
{
	struct recorder *r = recorder_new(1);

	(void)state;
	for (int64_t i = 0; i < 1000; i++)
		recorder_add(r, &(struct sample){ i, 5 * MS });
	assert_int_equal(recorder_step_ns(r), 0);
	recorder_add(r, &(struct sample){ 0, 0 }); /* no time at all */
	assert_int_equal(recorder_step_ns(r), 10 * MS);
	recorder_add(r, &(struct sample){ 0, 7 * MS + 1 });
	assert_int_equal(recorder_step_ns(r), 0);
	recorder_free(r);
}

static void what_was_counted_elsewhere_may_be_anything(void **state)
{
	struct step_sample s[200];
	struct recorder *r = recorder_new(1);
	struct latency_sum sum = { 1, 3, 3, 3 };
	struct loglinear l = { 0 };

	(void)state;
	for (int64_t i = 0; i < 200; i++)
		s[i] = (struct step_sample){ i, (3 + i % 7) * MS };
	recorder_add_many(r, s, 200);
	assert_int_equal(recorder_step_ns(r), 2 * MS);
	loglinear_add(&l, loglinear_bucket(3), 1);
	recorder_add_counts(r, RECORDER_UNTIMED, &l, &sum);
	assert_int_equal(recorder_step_ns(r), 0);
	loglinear_release(&l);
	recorder_free(r);
}

/* ---- what becomes of it ---- */

/* Its series, by three ways into the archive. */
static void check_series(const struct importer *importer, const char *text,
    size_t series, int64_t step_ns)
{
	struct imported o = imported_span(importer, "x", span_of(text));
	struct series_list list = imported_series(&o, imported_run(&o));

	assert_int_equal(list.len, series);
	for (size_t i = 0; i < list.len; i++)
		assert_int_equal(list.at[i].facts.latency_step_ns, step_ns);
	imported_release(&o);
}

static void rows_of_nanoseconds_from_a_clock_of_ms(void **state)
{
	struct arena a = { 0 };
	struct builder text = { .arena = &a };

	(void)state;
	for (int i = 0; i < 200; i++)
		build(&text, "17000000%02d000000000,200,%d000000,0,13,,\n",
		    i % 60, 3 + i % 7);
	check_series(&importer_vegeta_csv, text.text, 1, 2 * MS);
	build(&text, "1700000000000000000,200,3000001,0,13,,\n");
	check_series(&importer_vegeta_csv, text.text, 1, 0);
	arena_release(&a);
}

static void rows_with_the_time_of_day(void **state)
{
	struct arena a = { 0 };
	struct builder text = { .arena = &a };

	(void)state;
	for (int i = 0; i < 200; i++)
		build(&text, "1795365859919789\t200\t%d000\n", 3 + i % 7);
	check_series(&importer_h2load_log, text.text, 1, 2 * MS);
	arena_release(&a);
}

/* "b" has 20 and 60 ms alone, "a" 10 ms and more. */
static void series_know_no_more_than_the_clock_of_their_run(void **state)
{
	struct arena a = { 0 };
	struct builder text = { .arena = &a };

	(void)state;
	build(&text,
	    "<?xml version=\"1.0\"?>\n<testResults version=\"1.2\">\n");
	for (int i = 0; i < 400; i++)
		build(&text,
		    "<httpSample t=\"%d\" ts=\"1700000000000\" s=\"true\" "
		    "lb=\"%s\" rc=\"200\"/>\n",
		    i % 2 ? 20 + i % 4 / 2 * 40 : 10 + i % 7 * 10,
		    i % 2 ? "b" : "a");
	build(&text, "</testResults>\n");
	check_series(&importer_jmeter_xml, text.text, 3, 20 * MS);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_latency_is_the_difference_of_two_readings),
		cmocka_unit_test(a_clock_as_fine_as_the_digits_is_not_coarse),
		cmocka_unit_test(a_few_round_latencies_make_no_coarse_clock),
		cmocka_unit_test(equal_latencies_do_not_show_a_clock),
		cmocka_unit_test(what_was_counted_elsewhere_may_be_anything),
		cmocka_unit_test(rows_of_nanoseconds_from_a_clock_of_ms),
		cmocka_unit_test(rows_with_the_time_of_day),
		cmocka_unit_test(
		    series_know_no_more_than_the_clock_of_their_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
