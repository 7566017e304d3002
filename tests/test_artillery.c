/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reads.h"

extern const struct importer importer_artillery_console, importer_artillery_v1,
    importer_artillery_v1_console, importer_artillery_v2;

#define V1(latency, latencies)                                                 \
	"{\"aggregate\":{\"timestamp\":\"2019-10-08T16:13:37.573Z\","          \
	"\"scenariosCreated\":5,\"requestsCompleted\":2,\"latency\":" latency  \
	",\"rps\":{\"count\":5,\"mean\":1.02},"                                \
	"\"errors\":{\"ESOCKETTIMEDOUT\":3},\"codes\":{\"200\":2}},"           \
	"\"intermediate\":[{\"latencies\":" latencies "}]}"
#define LATENCY "{\"min\":1,\"max\":3,\"median\":2,\"p95\":3,\"p99\":null}"

#define V2                                                                     \
	"{\"aggregate\":{\"counters\":{\"vusers.created\":10,"                 \
	"\"http.requests\":30,\"http.codes.200\":20,\"http.codes.503\":5,"     \
	"\"errors.ETIMEDOUT\":5,\"plugins.expect.ok\":7,"                      \
	"\"plugins.expect.failed\":1,"                                         \
	"\"plugins.metrics-by-endpoint./a.codes.200\":20},"                    \
	"\"firstCounterAt\":1000,\"lastCounterAt\":3000,"                      \
	"\"firstMetricAt\":1000,\"lastMetricAt\":3500,\"summaries\":{"         \
	"\"http.response_time\":{\"min\":0,\"max\":39,\"count\":25,"           \
	"\"mean\":6.6,\"p50\":6,\"median\":6,\"p999\":100},"                   \
	"\"plugins.metrics-by-endpoint.response_time./a b.c\":{\"max\":9,"     \
	"\"count\":20,\"median\":4},\"vusers.session_length\":{\"max\":99}}}," \
	"\"intermediate\":[{\"counters\":{\"http.requests\":30}}]}"

#define CONSOLE                                                                \
	"Metrics for period to: 16:59:30(+0000) (width: 1.899s)\n"             \
	"http.requests: ................ 999\n"                                \
	"vusers.created: ............... 9\n"                                  \
	"----\nSummary report @ 16:59:23(+0000)\n----\n\n"                     \
	"errors.ETIMEDOUT: ............. 5\n"                                  \
	"http.codes.200: ............... 25\n"                                 \
	"http.request_rate: ............ 53/sec\n"                             \
	"http.requests: ................ 30\n"                                 \
	"http.response_time:\n"                                                \
	"  max: ........................ 39\n"                                 \
	"  median: ..................... 6\n"                                  \
	"vusers.created: ............... 30\n"                                 \
	"vusers.session_length:\n"                                             \
	"  max: ........................ 99.5\n"

/* As 1.6.1 prints it; the period is not the run. */
#define V1_CONSOLE                                                             \
	"Report @ 10:15:18(+0200) 2021-06-24\nElapsed time: 10 seconds\n"      \
	"  Scenarios launched:  99\n  Requests completed:  98\n\n"             \
	"All virtual users finished\n"                                         \
	"Summary report @ 10:16:08(+0200) 2021-06-24\n"                        \
	"  Scenarios launched:  6012\n  Scenarios completed: 6000\n"           \
	"  Requests completed:  6000\n  Mean response/sec: 99.16\n"            \
	"  Response time (msec):\n    min: 0.4\n    max: 52\n"                 \
	"    median: 1.2\n    p95: 2\n    p99: NaN\n"                          \
	"  Scenario counts:\n    GET a: 6000 (100%)\n"                         \
	"  Codes:\n    200: 5993\n    502: 7\n"                                \
	"  Errors:\n    ETIMEDOUT: 11\n    Error: no host: x: 1\n\n"           \
	"Log file: a.json\n"

static struct imported v1_console(const char *text)
{
	return imported_span(&importer_artillery_v1_console, "a.txt",
	    span_of(text));
}

static struct imported v1(const char *text)
{
	return imported_span(&importer_artillery_v1, "a.json", span_of(text));
}

static struct imported v2(const char *text)
{
	return imported_span(&importer_artillery_v2, "a.json", span_of(text));
}

static struct imported console(const char *text)
{
	return imported_span(&importer_artillery_console, "a.txt",
	    span_of(text));
}

static void requests_completed_are_without_the_errors(void **state)
{
	struct imported o = v1(V1(LATENCY, "[]"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 5);
	assert_int_equal(run->total.errors, 3);
	assert_int_equal(run->facts.started_at_ns, UNKNOWN);
	assert_int_equal(run->facts.load_model, LOAD_OPEN);
	assert_int_equal(run->evidence, EVIDENCE_PERCENTILES);
	assert_string_equal(read_percentiles(&o, run),
	    "50=2000000 1950000..2050000;95=3000000 2950000..3050000;");
	assert_string_equal(imported_errors(&o, run),
	    "timeout: ESOCKETTIMEDOUT=3;");
	imported_release(&o);
}

static void an_error_status_is_an_error_in_both_versions(void **state)
{
	struct imported o =
	    v1("{\"aggregate\":{\"scenariosCreated\":60,"
	       "\"requestsCompleted\":60,\"latency\":{},\"errors\":{},"
	       "\"codes\":{\"200\":20,\"400\":40}}}");

	(void)state;
	assert_int_equal(imported_run(&o)->total.errors, 40);
	assert_int_equal(imported_run(&o)->total.requests, 60);
	imported_release(&o);
	o = v2(V2);
	assert_int_equal(imported_run(&o)->total.errors, 5 + 5);
	imported_release(&o);
}

static void an_answer_that_was_not_expected_was_completed(void **state)
{
	struct imported o =
	    v1("{\"aggregate\":{\"scenariosCreated\":9,"
	       "\"requestsCompleted\":60,\"latency\":{},\"errors\":"
	       "{\"Failed capture or match\":7,\"ECONNREFUSED\":2},"
	       "\"codes\":{\"200\":60}}}");

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 62);
	assert_int_equal(imported_run(&o)->total.errors, 9);
	assert_string_equal(imported_errors(&o, imported_run(&o)),
	    "assertion: Failed capture or match=7;connect: ECONNREFUSED=2;");
	imported_release(&o);
}

static void how_many_failed_twice_is_not_known(void **state)
{
	struct imported o =
	    v1("{\"aggregate\":{\"requestsCompleted\":60,\"latency\":{},"
	       "\"errors\":{\"Failed capture or match\":7},"
	       "\"codes\":{\"200\":50,\"500\":10}}}");

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 60);
	assert_int_equal(imported_run(&o)->total.errors, UNKNOWN);
	imported_release(&o);
}

static void latencies_one_by_one_are_nanoseconds(void **state)
{
	struct imported o = v1(V1(LATENCY,
	    "[[1570551041845,\"id\",1100,200],[1,\"i\",1500,200]]"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_RAW);
	assert_true(run->total.mean_ns == 1300);
	assert_string_equal(read_buckets(&o, run),
	    "1100..1100=1;1500..1500=1;");
	imported_release(&o);
	o = v1(V1(LATENCY, "[1100,1500]"));
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_RAW);
	assert_int_equal(imported_run(&o)->total.max_ns, 1500);
	imported_release(&o);
}

static void latencies_of_the_aggregate_are_not_added_to_those_of_periods(
    void **state)
{
	struct imported o = v1(
	    V1(LATENCY ",\"latencies\":[[1,\"i\",1100,200],[1,\"i\",1500,200]]",
		"[1100,1500]"));

	(void)state;
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_TIMED);
	assert_string_equal(read_buckets(&o, imported_run(&o)),
	    "1100..1100=1;1500..1500=1;");
	imported_release(&o);
	o = v1(V1(LATENCY ",\"latencies\":[1100,1500]", "[]"));
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_RAW);
	imported_release(&o);
}

#define ANSWERED                                                               \
	"[[1570551041000,\"a\",250000000,200],[1570551043500,\"b\","           \
	"700000000,200]]"
#define ALL_ANSWERED                                                           \
	"{\"aggregate\":{\"requestsCompleted\":2,\"latency\":" LATENCY         \
	",\"latencies\":" ANSWERED "}}"

static void a_latency_began_that_long_before_its_answer(void **state)
{
	struct imported o = v1(V1(LATENCY, ANSWERED));

	(void)state;
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_TIMED);
	assert_string_equal(read_windows(&o), "0=1;2=1;");
	assert_string_equal(read_metrics(&o), "");
	/* Three had no answer, and may have begun before. */
	assert_int_equal(imported_run(&o)->facts.started_at_ns, UNKNOWN);
	imported_release(&o);
	o = v1(ALL_ANSWERED);
	assert_int_equal(imported_run(&o)->facts.started_at_ns,
	    1570551040750000000);
	assert_int_equal(imported_run(&o)->facts.duration_ns, 2750000000);
	imported_release(&o);
}

static void periods_without_latencies_are_counts_at_their_ends(void **state)
{
	struct imported o =
	    v1("{\"aggregate\":{\"requestsCompleted\":9,\"latency\":" LATENCY
	       "},\"intermediate\":["
	       "{\"timestamp\":\"2019-10-08T16:10:46.164Z\","
	       "\"requestsCompleted\":4,\"codes\":{\"200\":3,\"500\":1}},"
	       "{\"timestamp\":\"2019-10-08T16:10:56Z\","
	       "\"requestsCompleted\":5,\"errors\":{\"ETIMEDOUT\":2}}]}");

	(void)state;
	assert_string_equal(read_metrics(&o),
	    "artillery_failures_total {} 1570551046164=1 1570551056000=3;"
	    "artillery_requests_total {} 1570551046164=4 1570551056000=11;");
	imported_release(&o);
}

#define PERIOD(at, counters)                                                   \
	"{\"counters\":{" counters "},\"lastCounterAt\":" at "}"

static void counters_of_periods_are_added_up_to_their_last_one(void **state)
{
	struct imported o = imported_span(&importer_artillery_v2, "x",
	    SPAN(
		"{\"aggregate\":{\"counters\":{\"http.requests\":9}},"
		"\"intermediate\":[" PERIOD("1000",
		    "\"http.requests\":4,\"http.codes.500\":1") "," PERIOD("200"
									   "0",
		    "\"errors.ETIMEDOUT\":1") "," PERIOD("3000",
		    "\"http.requests\":5,\"http.codes.404\":2,"
		    "\"errors.Failed capture\":1") "]}"));

	(void)state;
	assert_string_equal(read_metrics(&o),
	    "artillery_failures_total {} 1000=1 2000=2;"
	    "artillery_requests_total {} 1000=4 2000=4 3000=9;");
	imported_release(&o);
}

static void some_latencies_of_many_are_not_the_distribution(void **state)
{
	struct imported o = v1(V1(LATENCY, "[1100]"));

	(void)state;
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_PERCENTILES);
	assert_int_equal(imported_run(&o)->total.max_ns, 3000000);
	imported_release(&o);
}

static void null_latencies_are_none(void **state)
{
	struct imported o = v1(V1("{\"min\":null,\"median\":null}", "[]"));

	(void)state;
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_NONE);
	assert_int_equal(imported_run(&o)->total.min_ns, UNKNOWN);
	imported_release(&o);
}

static void a_percentile_leaves_open_what_clock_and_sketch_do(void **state)
{
	struct imported o = v2(V2);

	(void)state;
	assert_string_equal(read_percentiles(&o, imported_run(&o)),
	    "50=6000000 4890594..7110606;"
	    "99.9=100000000 97959901..102060101;");
	assert_int_equal(imported_run(&o)->total.max_ns, 39000000);
	assert_int_equal(imported_run(&o)->total.min_ns, UNKNOWN);
	imported_release(&o);
}

static void the_aggregate_alone_counts(void **state)
{
	struct imported o = v2(V2);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 30);
	assert_int_equal(run->total.errors, 10);
	assert_true(run->facts.achieved_rps == 15);
	assert_int_equal(run->facts.duration_ns, 2500000000);
	assert_int_equal(run->facts.started_at_ns, 1000000000);
	assert_int_equal(run->facts.load_model, LOAD_UNKNOWN);
	assert_string_equal(imported_statuses(&o, run), "200=20;503=5;");
	assert_string_equal(read_assertions(&o), "expect=7/1;");
	imported_release(&o);
}

static void an_endpoint_is_a_series_whatever_its_name_holds(void **state)
{
	struct imported o = v2(V2);
	struct series_list list = imported_series(&o, imported_run(&o));

	(void)state;
	assert_int_equal(list.len, 2);
	assert_string_equal(list.at[1].facts.name, "/a b.c");
	assert_int_equal(list.at[1].facts.requests, 20);
	imported_release(&o);
}

static void a_run_without_answers_has_no_latencies(void **state)
{
	struct imported o = imported_file(&importer_artillery_v2,
	    "tests/data/artillery/refused.json");

	(void)state;
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_NONE);
	assert_int_equal(imported_run(&o)->total.requests, 20);
	assert_int_equal(imported_run(&o)->facts.load_model, LOAD_OPEN);
	assert_string_equal(imported_errors(&o, imported_run(&o)),
	    "connect: ECONNREFUSED=20;");
	imported_release(&o);
}

static void periods_on_the_console_are_not_read(void **state)
{
	struct imported o = console(CONSOLE);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_null(run->facts.incomplete);
	assert_int_equal(run->total.requests, 30);
	assert_int_equal(run->total.errors, 5);
	assert_int_equal(run->total.max_ns, 39000000);
	assert_string_equal(read_percentiles(&o, run),
	    "50=6000000 4890594..7110606;");
	imported_release(&o);
}

static void the_console_of_version_1_has_the_run_behind_its_periods(
    void **state)
{
	struct imported o = v1_console(V1_CONSOLE);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_null(run->facts.incomplete);
	assert_int_equal(run->total.requests, 6012);
	assert_int_equal(run->total.errors, 7 + 12);
	assert_int_equal(run->total.min_ns, 400000);
	assert_int_equal(run->total.max_ns, 52000000);
	assert_int_equal(run->facts.started_at_ns, UNKNOWN);
	assert_int_equal(run->facts.load_model, LOAD_OPEN);
	assert_string_equal(imported_statuses(&o, run), "200=5993;502=7;");
	assert_string_equal(read_percentiles(&o, run),
	    "50=1200000 1150000..1250000;95=2000000 1950000..2050000;");
	assert_string_equal(imported_errors(&o, run),
	    "other: Error: no host: x=1;timeout: ETIMEDOUT=11;");
	imported_release(&o);
}

static void older_words_of_the_console_mean_the_same(void **state)
{
	struct imported o =
	    v1_console("Complete report @ 2016-02-12T12:14:33.551Z\n"
		       "  Scenarios launched:  10\n  Requests completed:  20\n"
		       "  RPS sent: 2\n  Request latency:\n    min: 1.8\n"
		       "    median: 2.5\n  Scenario duration:\n    median: 99\n"
		       "  Codes:\n    0: 20\n");

	(void)state;
	assert_true(imported_run(&o)->facts.achieved_rps == 2);
	assert_string_equal(read_percentiles(&o, imported_run(&o)),
	    "50=2500000 2450000..2550000;");
	/* 0 is what a message over a WebSocket has for a status. */
	assert_int_equal(imported_run(&o)->total.errors, 0);
	imported_release(&o);
}

static void each_console_is_claimed_by_its_version(void **state)
{
	(void)state;
	assert_true(importer_artillery_v1_console.sniff(SPAN(V1_CONSOLE)));
	assert_false(importer_artillery_v1_console.sniff(SPAN(CONSOLE)));
	assert_false(importer_artillery_console.sniff(SPAN(V1_CONSOLE)));
	assert_true(importer_artillery_console.sniff(SPAN(CONSOLE)));
}

static void console_and_report_agree(void **state)
{
	struct imported a = imported_file(&importer_artillery_console,
	    "tests/data/artillery/flaky.txt");
	struct imported b = imported_file(&importer_artillery_v2,
	    "tests/data/artillery/flaky.json");

	(void)state;
	assert_int_equal(imported_run(&a)->total.requests, 100);
	assert_int_equal(imported_run(&b)->total.requests, 100);
	assert_string_equal(imported_statuses(&a, imported_run(&a)),
	    "200=91;503=9;");
	assert_string_equal(imported_statuses(&b, imported_run(&b)),
	    "200=91;503=9;");
	imported_release(&a);
	imported_release(&b);
}

static void a_summary_that_stops_early_says_so(void **state)
{
	struct imported o =
	    console("Summary report @ 1(+0000)\nhttp.requests: ..... 30\n");

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the report stops early");
	imported_release(&o);
}

static void faults_are_named(void **state)
{
	(void)state;
	assert_import_fails(&importer_artillery_v1, "a.json", "{}",
	    "a.json: aggregate: missing");
	assert_import_fails(&importer_artillery_v1, "a.json",
	    V1(LATENCY, "[null]"),
	    "a.json: intermediate[0].latencies[0]: expected a number, got "
	    "null");
	assert_import_fails(&importer_artillery_v2, "a.json",
	    "{\"aggregate\":{}}", "a.json: aggregate.counters: missing");
	assert_import_fails(&importer_artillery_v2, "a.json",
	    "{\"aggregate\":{\"counters\":{\"a\":-1}}}",
	    "a.json: aggregate.counters.a: expected a count from 0 to 10^15, "
	    "got -1");
	assert_import_fails(&importer_artillery_console, "a.txt", "x\n",
	    "a.txt: expected a line \"Summary report @ ...\"");
	assert_import_fails(&importer_artillery_console, "a.txt",
	    "Summary report @ 1\nhttp.requests: .... x\n",
	    "a.txt:2: expected a count, got \"x\"");
	assert_import_fails(&importer_artillery_console, "a.txt",
	    "Summary report @ 1\nhttp.response_time:\n  max: .... x\n",
	    "a.txt:3: expected a number, got \"x\"");
	assert_import_fails(&importer_artillery_v1_console, "a.txt",
	    "Report @ 1\n  Scenarios launched: 3\n",
	    "a.txt: expected a line \"Summary report @ ...\"");
	assert_import_fails(&importer_artillery_v1_console, "a.txt",
	    "Summary report @ 1\nRequest latency:\n  max: x\n",
	    "a.txt:3: expected a number, got \"x\"");
	assert_import_fails(&importer_artillery_v1_console, "a.txt",
	    "Summary report @ 1\nRequests completed: x\n",
	    "a.txt:2: expected a number, got \"x\"");
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_artillery_v1,
	    SPAN(V1(LATENCY, "[[1,\"a\",1100,200],[1,\"i\",1500,200]]")));
	assert_every_cut_is_survived(&importer_artillery_v2, SPAN(V2));
	assert_every_cut_is_survived(&importer_artillery_console,
	    SPAN(CONSOLE));
	assert_every_cut_is_survived(&importer_artillery_v1_console,
	    SPAN(V1_CONSOLE));
}

static void the_collected_files_are_read(void **state)
{
	(void)state;
	assert_corpus_is_read("corpus/artillery", &importer_artillery_v1, NULL,
	    5);
	assert_corpus_is_read("corpus/artillery", &importer_artillery_v2, NULL,
	    1);
	assert_corpus_is_read("corpus/artillery", &importer_artillery_console,
	    NULL, 1);
	assert_corpus_is_read("captures/results/artillery",
	    &importer_artillery_v2, NULL, 4);
}

static void as_many_requests_as_users_are_an_open_load(void **state)
{
	static const char aggregate[] =
	    "{\"aggregate\":{\"scenariosCreated\":5,\"requestsCompleted\":%d,"
	    "\"latency\":{},\"rps\":{\"mean\":1.5},\"codes\":{\"200\":%d}}}";
	char same[256], more[256];
	struct imported a, b;

	(void)state;
	snprintf(same, sizeof(same), aggregate, 5, 5);
	snprintf(more, sizeof(more), aggregate, 9, 9);
	a = v1(same);
	b = v1(more);
	assert_int_equal(imported_run(&a)->facts.load_model, LOAD_OPEN);
	assert_int_equal(imported_run(&b)->facts.load_model, LOAD_UNKNOWN);
	assert_true(imported_run(&b)->facts.achieved_rps == 1.5);
	imported_release(&a);
	imported_release(&b);
}

static void downloaded_bytes_are_those_received(void **state)
{
	struct imported o =
	    v2("{\"aggregate\":{\"counters\":{\"http.requests\":1,"
	       "\"http.downloaded_bytes\":4711},\"firstMetricAt\":1000}}");

	(void)state;
	assert_int_equal(imported_run(&o)->facts.bytes_received, 4711);
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(requests_completed_are_without_the_errors),
		cmocka_unit_test(an_error_status_is_an_error_in_both_versions),
		cmocka_unit_test(an_answer_that_was_not_expected_was_completed),
		cmocka_unit_test(how_many_failed_twice_is_not_known),
		cmocka_unit_test(latencies_one_by_one_are_nanoseconds),
		cmocka_unit_test(a_latency_began_that_long_before_its_answer),
		cmocka_unit_test(
		    periods_without_latencies_are_counts_at_their_ends),
		cmocka_unit_test(
		    counters_of_periods_are_added_up_to_their_last_one),
		cmocka_unit_test(
		    latencies_of_the_aggregate_are_not_added_to_those_of_periods),
		cmocka_unit_test(
		    some_latencies_of_many_are_not_the_distribution),
		cmocka_unit_test(null_latencies_are_none),
		cmocka_unit_test(
		    a_percentile_leaves_open_what_clock_and_sketch_do),
		cmocka_unit_test(the_aggregate_alone_counts),
		cmocka_unit_test(
		    an_endpoint_is_a_series_whatever_its_name_holds),
		cmocka_unit_test(a_run_without_answers_has_no_latencies),
		cmocka_unit_test(periods_on_the_console_are_not_read),
		cmocka_unit_test(
		    the_console_of_version_1_has_the_run_behind_its_periods),
		cmocka_unit_test(older_words_of_the_console_mean_the_same),
		cmocka_unit_test(each_console_is_claimed_by_its_version),
		cmocka_unit_test(console_and_report_agree),
		cmocka_unit_test(a_summary_that_stops_early_says_so),
		cmocka_unit_test(faults_are_named),
		cmocka_unit_test(every_cut_is_survived),
		cmocka_unit_test(the_collected_files_are_read),
		cmocka_unit_test(as_many_requests_as_users_are_an_open_load),
		cmocka_unit_test(downloaded_bytes_are_those_received),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
