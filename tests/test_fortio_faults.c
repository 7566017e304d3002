/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fortio_sample.h"

static void fails(const char *from, const char *to, const char *message)
{
	char *text = changed(sample, from, to);

	assert_import_fails(FORTIO, "f.json", text, message);
	free(text);
}

/* ---- runs that failed ---- */

static void check_failure(const char *text, const char *words)
{
	struct imported o;
	const struct run *run;

	assert_true(importer_fortio_json.sniff(span_of(text)));
	o = imported_text(text);
	run = imported_run(&o);
	assert_string_equal(run->facts.incomplete, words);
	assert_int_equal(run->total.requests, 0);
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	imported_release(&o);
}

static void a_failed_run_is_a_run_without_requests(void **state)
{
	(void)state;
	check_failure(
	    "{\"Error\":\"Aborting because of error\",\"Exception\":{}}",
	    "Aborting because of error");
	check_failure("{\"error\":true,\"message\":\"no route\","
		      "\"exception\":\"dial: refused\"}",
	    "no route: dial: refused");
}

static void the_points_in_a_failed_run_were_never_measured(void **state)
{
	(void)state;
	check_failure("{\"error\":true,\"message\":\"no route\","
		      "\"exception\":\"\",\"ActualQPS\":0,"
		      "\"DurationHistogram\":{\"Count\":2,\"Min\":0,"
		      "\"Max\":0.001,\"Sum\":0.001,\"Avg\":0.0005,\"Data\":["
		      "{\"Start\":0,\"End\":0.001,\"Percent\":100,\"Count\":2}"
		      "]}}",
	    "no route: ");
}

static void what_a_failed_run_did_measure_is_kept(void **state)
{
	struct imported o = imported_changed("{\"RunType\"",
	    "{\"error\": true, \"message\": \"gave up\", \"RunType\"");

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete, "gave up");
	assert_int_equal(imported_run(&o)->total.requests, 4);
	imported_release(&o);
}

static void a_run_without_calls_has_no_latency(void **state)
{
	struct imported o = imported_changed(SAMPLE_HISTOGRAM,
	    "{\"Count\": 0, \"Min\": 0, \"Max\": 0, \"Sum\": 0, \"Avg\": 0,"
	    "\"StdDev\": 0, \"Data\": null}");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 0);
	assert_true(run->total.min_ns == UNKNOWN);
	assert_true(isnan(run->total.mean_ns));
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	imported_release(&o);
}

/* ---- faults, once each ---- */

static void each_fault_is_named_with_its_place(void **state)
{
	(void)state;
	fails("0.00548", "\"x\"",
	    "f.json: DurationHistogram.Percentiles[1].Value: expected a "
	    "number, got a string");
	fails("\"Percentile\": 99", "\"Percentile\": 101",
	    "f.json: DurationHistogram.Percentiles[1]: expected a percentile "
	    "of 0 to 100, got 101");
	fails("\"Percentile\": 99,", "",
	    "f.json: DurationHistogram.Percentiles[1].Percentile: missing");
	fails("\"Count\": 4", "\"Count\": 5",
	    "f.json: DurationHistogram.Data: the counts add up to 4, but "
	    "Count says 5");
	fails("\"Count\": 4,", "", "f.json: DurationHistogram.Count: missing");
	fails("\"Count\": 2", "\"Count\": -2",
	    "f.json: DurationHistogram.Data[1].Count: expected 0 to "
	    "9007199254740992, got -2");
	fails("\"Start\": 0.005,", "\"Start\": 0.0025,",
	    "f.json: DurationHistogram.Data[2]: the buckets are not in "
	    "ascending order");
	fails("\"Start\": 0.005,", "",
	    "f.json: DurationHistogram.Data[2]: expected Start, End and Count "
	    "in a bucket");
	fails("\"Max\": 0.0055", "\"Max\": 1e999",
	    "f.json: DurationHistogram.Max: the number is too large");
	fails("\"Max\": 0.0055", "\"Max\": -1",
	    "f.json: DurationHistogram.Max: expected 0 to 1e+06 seconds, got "
	    "-1");
	fails("\"10\"", "\"fast\"",
	    "f.json: RequestedQPS: expected a rate or \"max\", got \"fast\"");
	fails("2026-11-22T16:20:07.5Z", "yesterday",
	    "f.json: StartTime: expected a time as 2026-11-22T16:15:29Z, got "
	    "\"yesterday\"");
	fails("\"RetCodes\": {", "\"RetCodes\": [], \"x\": {",
	    "f.json: RetCodes: expected an object, got an array");
	fails("\"503\": 1", "\"503\": \"one\"",
	    "f.json: RetCodes.503: expected a whole number, got \"one\"");
	fails("\"NumThreads\": 2", "\"NumThreads\": 2.5",
	    "f.json: NumThreads: expected a whole number, got 2.5");
}

static void every_cut_of_a_result_is_survived(void **state)
{
	struct span text = span_of(sample);

	(void)state;
	for (size_t len = 0; len < text.len; len++) {
		struct imported o =
		    imported_span(FORTIO, "cut", (struct span){ text.at, len });

		assert_int_equal(o.status, -1);
		imported_release(&o);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_failed_run_is_a_run_without_requests),
		cmocka_unit_test(
		    the_points_in_a_failed_run_were_never_measured),
		cmocka_unit_test(what_a_failed_run_did_measure_is_kept),
		cmocka_unit_test(a_run_without_calls_has_no_latency),
		cmocka_unit_test(each_fault_is_named_with_its_place),
		cmocka_unit_test(every_cut_of_a_result_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
