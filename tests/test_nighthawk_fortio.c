/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fortio_sample.h"

extern const struct importer importer_nighthawk_fortio;

static const char nighthawk[] =
    "{\"Labels\": \"Nighthawk\", \"RequestedQPS\": 12,"
    " \"ActualQPS\": 3, \"ActualDuration\": 2000000000, \"NumThreads\": 12,"
    " \"DurationHistogram\": {\"Count\": \"5\", \"Data\": ["
    "{\"Start\": 0.055568383, \"End\": 0.055568383, \"Percent\": 0,"
    " \"Count\": \"1\"},"
    "{\"Start\": 0.055568383, \"End\": 0.056922111, \"Percent\": 50,"
    " \"Count\": \"4\"},"
    "{\"Start\": 0.056922111, \"End\": 0.056922111, \"Percent\": 100,"
    " \"Count\": \"0\"}],"
    " \"Percentiles\": [{\"Percentile\": 50, \"Value\": 0.056922111}]},"
    " \"RetCodes\": {\"200\": \"6\"}, \"URL\": \"http://127.0.0.1:1/\","
    " \"StartTime\": \"2019-10-16T00:30:12Z\","
    " \"RequestedDuration\": \"2s\"}";

static void nighthawk_writes_numbers_as_strings(void **state)
{
	struct imported o = imported_span(&importer_nighthawk_fortio, "n.json",
	    span_of(nighthawk));
	const struct run *run = imported_run(&o);
	struct histogram h = histogram_of(&o);

	(void)state;
	assert_string_equal(run->facts.tool, "nighthawk");
	assert_int_equal(run->facts.load_model, LOAD_UNKNOWN);
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_string_equal(run->facts.percentile_rule, "hdr");
	assert_true(run->facts.offered_rps == 12);
	assert_int_equal(run->total.requests, 6); /* 3 rps * 2 s */
	assert_true(run->total.errors == UNKNOWN);
	assert_true(run->total.min_ns == UNKNOWN);
	assert_int_equal(h.len, 2);
	assert_bucket(&h, 0, (struct bucket){ 55566336, 55568383, 1 });
	assert_bucket(&h, 1, (struct bucket){ 55568383, 56922111, 4 });
	assert_true(h.sum_ns == UNKNOWN);
	histogram_release(&h);
	imported_release(&o);
}

static void nighthawk_percentiles_stand_for_a_range_below_them(void **state)
{
	char *shares =
	    changed(nighthawk, "\"Percentile\": 50", "\"Percentile\": 0.5");
	struct imported o = imported_span(&importer_nighthawk_fortio, "n.json",
	    span_of(shares));
	struct percentile_list list =
	    imported_percentiles(&o, imported_run(&o));

	(void)state;
	assert_int_equal(list.len, 1);
	assert_true(list.at[0].p == 50);
	assert_true(fabs(list.at[0].low_ns - 56920064) < 1e-6);
	assert_true(fabs(list.at[0].high_ns - 56922111) < 1e-6);
	imported_release(&o);
	free(shares);
}

static void a_very_old_nighthawk_duration_is_in_seconds(void **state)
{
	char *old = changed(nighthawk, "2000000000", "2");
	struct imported o =
	    imported_span(&importer_nighthawk_fortio, "n.json", span_of(old));

	(void)state;
	assert_int_equal(imported_run(&o)->facts.duration_ns, 2000000000);
	imported_release(&o);
	free(old);
}

static void each_of_the_two_claims_its_own_alone(void **state)
{
	static const char *const nobodys[] = {
		"{\"runner_results\": {\"DurationHistogram\": {\"Count\": 1}}}",
		"{\"DurationHistogram\": {\"0\": {}}, \"ActualQPS\": {}}",
		"{\"DurationHistogram\": {\"Count\": 1}}",
		"{\"status\": \"error\", \"error\": \"x\"}",
		"[]",
		"{}",
		"",
	};

	(void)state;
	assert_true(importer_fortio_json.sniff(span_of(sample)));
	assert_false(importer_nighthawk_fortio.sniff(span_of(sample)));
	assert_true(importer_nighthawk_fortio.sniff(span_of(nighthawk)));
	assert_false(importer_fortio_json.sniff(span_of(nighthawk)));
	for (size_t i = 0; i < sizeof(nobodys) / sizeof(*nobodys); i++) {
		assert_false(importer_fortio_json.sniff(span_of(nobodys[i])));
		assert_false(
		    importer_nighthawk_fortio.sniff(span_of(nobodys[i])));
	}
}

/* The pedantic form has numbers, and other forms lack the rest. */
static void each_sign_of_nighthawk_is_enough(void **state)
{
#define EXPORT(count, data)                                                    \
	"{\"ActualQPS\": 3, \"DurationHistogram\": {\"Count\": " count         \
	", \"Data\": [{\"Start\": 1, \"End\": 1, " data "}]}}"
	static const char *const exports[] = {
		EXPORT("\"5\"", "\"Percent\": 100, \"Count\": 5"),
		EXPORT("5", "\"Percent\": 100, \"Count\": \"5\""),
		EXPORT("5", "\"Percent\": 0, \"Count\": 5"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(exports) / sizeof(*exports); i++) {
		assert_true(
		    importer_nighthawk_fortio.sniff(span_of(exports[i])));
		assert_false(importer_fortio_json.sniff(span_of(exports[i])));
	}
	assert_true(importer_fortio_json.sniff(
	    span_of(EXPORT("5", "\"Percent\": 100, \"Count\": 5"))));
#undef EXPORT
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nighthawk_writes_numbers_as_strings),
		cmocka_unit_test(
		    nighthawk_percentiles_stand_for_a_range_below_them),
		cmocka_unit_test(a_very_old_nighthawk_duration_is_in_seconds),
		cmocka_unit_test(each_of_the_two_claims_its_own_alone),
		cmocka_unit_test(each_sign_of_nighthawk_is_enough),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
