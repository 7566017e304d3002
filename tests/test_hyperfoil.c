/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reads.h"

extern const struct importer importer_hyperfoil_json;

#define ENTRY(phase, warmup)                                                   \
	"{\"name\":\"" phase "/0/a\",\"phase\":\"" phase                       \
	"\",\"metric\":\"hello\",\"isWarmup\":" warmup                         \
	",\"total\":{\"phase\":\"x\",\"summary\":{"                            \
	"\"startTime\":1747063309000,\"endTime\":1747063311000,"               \
	"\"minResponseTime\":110592,\"meanResponseTime\":807556,"              \
	"\"maxResponseTime\":2080767,\"stdDevResponseTime\":7043,"             \
	"\"percentileResponseTime\":{\"50.0\":737279,\"99.9\":2080767},"       \
	"\"requestCount\":10,\"responseCount\":9,\"invalid\":2,"               \
	"\"connectionErrors\":1,\"requestTimeouts\":0,\"internalErrors\":0,"   \
	"\"blockedTime\":5,\"extensions\":{\"http\":{\"status_2xx\":7,"        \
	"\"status_5xx\":2,\"cacheHits\":0}}}},\"histogram\":{"                 \
	"\"percentiles\":[{\"from\":0.0,\"to\":737279.0,\"percentile\":0.5,"   \
	"\"count\":5,\"totalCount\":5},{\"from\":737279.0,\"to\":800000.0,"    \
	"\"percentile\":0.55,\"count\":0,\"totalCount\":5},"                   \
	"{\"from\":800000.0,\"to\":2080767.0,\"percentile\":1.0,\"count\":4,"  \
	"\"totalCount\":9}],\"linear\":[{\"from\":0,\"to\":1000000,"           \
	"\"count\":9}]}}"
#define DOCUMENT(cancelled)                                                    \
	"{\"info\":{\"id\":\"1\",\"cancelled\":" cancelled                     \
	",\"params\":{\"TOKEN\":\"x\"}},"                                      \
	"\"$schema\":\"http://hyperfoil.io/run-schema/v3.0\","                 \
	"\"version\":\"0.27.1\",\"failures\":[],\"stats\":[" ENTRY("warm",     \
	    "true") "," ENTRY("main", "false") "," ENTRY("peak", "false") "]}"

static struct imported import(const char *text)
{
	return imported_span(&importer_hyperfoil_json, "x", span_of(text));
}

static void each_phase_is_a_run_but_a_warm_up(void **state)
{
	struct imported o = import(DOCUMENT("false"));
	const struct run *run;

	(void)state;
	assert_true(importer_hyperfoil_json.sniff(SPAN(DOCUMENT("false"))));
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 2);
	run = &o.runs.at[strcmp(o.runs.at[0].facts.name, "main/0/a") != 0];
	assert_string_equal(run->facts.name, "main/0/a");
	assert_string_equal(run_label_value(run, "phase"), "main");
	assert_string_equal(run_label_value(run, "metric"), "hello");
	assert_string_equal(run->facts.tool_version, "0.27.1");
	assert_int_equal(run->facts.started_at_ns, 1747063309000000000);
	assert_int_equal(run->facts.duration_ns, 2000000000);
	assert_true(run->facts.achieved_rps == 5);
	imported_release(&o);
}

static void rows_without_requests_are_no_buckets(void **state)
{
	struct imported o = import(DOCUMENT("false"));
	const struct run *run = &o.runs.at[0];

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_HISTOGRAM);
	assert_string_equal(read_buckets(&o, run),
	    "0..737279=5;800000..2080767=4;");
	assert_string_equal(read_percentiles(&o, run),
	    "50=737279 731454..737279;99.9=2080767 2064329..2080767;");
	imported_release(&o);
}

static void invalid_responses_are_a_check_and_no_errors(void **state)
{
	struct imported o = import(DOCUMENT("false"));
	const struct run *run = &o.runs.at[0];

	(void)state;
	assert_int_equal(run->total.requests, 10);
	assert_int_equal(run->total.errors, 1 + 2); /* of them 5xx */
	assert_string_equal(imported_errors(&o, run),
	    "connect: connectionErrors=1;");
	assert_string_equal(imported_statuses(&o, run), "2xx=7;5xx=2;");
	imported_release(&o);
}

static void a_run_that_was_cancelled_is_incomplete(void **state)
{
	struct imported o = import(DOCUMENT("true"));

	(void)state;
	assert_string_equal(o.runs.at[0].facts.incomplete, "interrupted");
	imported_release(&o);
}

static void faults_are_named_with_their_way(void **state)
{
	(void)state;
	assert_import_fails(&importer_hyperfoil_json, "x", "{}",
	    "x: stats: missing");
	assert_import_fails(&importer_hyperfoil_json, "x", "{\"stats\":[]}",
	    "x: stats: expected a phase that is no warm-up");
	assert_import_fails(&importer_hyperfoil_json, "x",
	    "{\"stats\":[{\"total\":{}}]}",
	    "x: stats[0].total.summary: missing");
	assert_import_fails(&importer_hyperfoil_json, "x",
	    "{\"stats\":[{\"total\":{\"summary\":{\"requestCount\":1,"
	    "\"percentileResponseTime\":{\"x\":1}}}}]}",
	    "x: stats[0].total.summary.percentileResponseTime.x: expected a "
	    "percentile");
	assert_every_cut_is_survived(&importer_hyperfoil_json,
	    SPAN(DOCUMENT("false")));
}

#define PHASE(summary)                                                         \
	"{\"$schema\":\"http://hyperfoil.io/run-schema/v3.0\",\"stats\":["     \
	"{\"total\":{\"summary\":{" summary "}}}]}"

static void each_kind_of_error_is_a_request_that_failed(void **state)
{
	struct imported o = import(PHASE(
	    "\"requestCount\":20,\"responseCount\":10,\"connectionErrors\":1,"
	    "\"requestTimeouts\":2,\"internalErrors\":3,\"extensions\":{"
	    "\"http\":{\"status_2xx\":6,\"status_4xx\":4}}"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.errors, 1 + 2 + 3 + 4);
	assert_string_equal(imported_errors(&o, run),
	    "connect: connectionErrors=1;other: internalErrors=3;"
	    "timeout: requestTimeouts=2;");
	imported_release(&o);
}

static void valid_and_invalid_are_counted_of_the_responses(void **state)
{
	struct imported o = import(
	    PHASE("\"requestCount\":20,\"responseCount\":10,\"invalid\":4"));

	(void)state;
	assert_string_equal(read_assertions(&o), "valid=6/4;");
	imported_release(&o);
}

static void times_of_responses_are_nanoseconds(void **state)
{
	struct imported o = import(PHASE(
	    "\"requestCount\":1,\"responseCount\":1,\"minResponseTime\":5,"
	    "\"meanResponseTime\":6.5,\"maxResponseTime\":8,"
	    "\"stdDevResponseTime\":1.5"));
	const struct series_facts *total = &imported_run(&o)->total;

	(void)state;
	assert_int_equal(total->min_ns, 5);
	assert_true(total->mean_ns == 6.5);
	assert_int_equal(total->max_ns, 8);
	assert_true(total->stddev_ns == 1.5);
	imported_release(&o);
}

static void a_phase_without_requests_has_no_latency_of_zero(void **state)
{
	struct imported o = import(PHASE(
	    "\"requestCount\":0,\"minResponseTime\":0,\"meanResponseTime\":0,"
	    "\"maxResponseTime\":0,\"percentileResponseTime\":{\"50.0\":0}"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 0);
	assert_true(isnan(run->total.mean_ns));
	assert_int_equal(run->total.max_ns, UNKNOWN);
	assert_string_equal(read_percentiles(&o, run), "");
	imported_release(&o);
}

#define SECOND(end, more)                                                      \
	"{\"startTime\":1000,\"endTime\":" end ",\"requestCount\":10,"         \
	"\"responseCount\":10" more "}"

static void a_series_is_what_was_counted_until_each_end(void **state)
{
	struct imported o = import(
	    "{\"$schema\":\"http://hyperfoil.io/run-schema/v3.0\","
	    "\"stats\":[{\"name\":\"main/0/a\",\"metric\":\"hello\","
	    "\"total\":{\"summary\":{\"requestCount\":20}},\"series\":[" SECOND(
		"2000", "") "," SECOND("3000",
		",\"requestTimeouts\":1,\"extensions\":{\"http\":{"
		"\"status_2xx\":7,\"status_5xx\":2}}") "]}]}");

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 20);
	assert_string_equal(read_metrics(&o),
	    "hyperfoil_failures_total "
	    "{\"metric\":\"hello\",\"phase\":\"main/0/a\"} 2000=0 3000=3;"
	    "hyperfoil_requests_total "
	    "{\"metric\":\"hello\",\"phase\":\"main/0/a\"} 2000=10 3000=20;");
	imported_release(&o);
}

#define FAILURE(phase, metric, message)                                        \
	"{\"phase\":\"" phase "\",\"metric\":\"" metric                        \
	"\",\"message\":\"" message "\",\"start\":1,\"end\":2}"

static void a_service_level_that_was_missed_is_a_check_of_its_phase(
    void **state)
{
	struct imported o =
	    import("{\"$schema\":\"http://hyperfoil.io/run-schema/v3.0\","
		   "\"failures\":[" FAILURE("main/0/a", "hello",
		       "Mean response time exceeded: required 5, actual "
		       "7.100") "," FAILURE("main/0/a", "hello",
		       "Mean response time exceeded: required 5, actual "
		       "9.000") "," FAILURE("main/0/a", "hello",
		       "Progress was blocked") "," FAILURE("main/0/a", "bye",
		       "Progress was blocked") "," FAILURE("warm/0/a", "hello",
		       "Progress was blocked") "],\"stats\":[" ENTRY("warm",
		       "true") "," ENTRY("main", "false") "]}");

	(void)state;
	assert_int_equal(imported_run(&o)->total.errors, 3);
	assert_string_equal(read_assertions(&o),
	    "SLA: Mean response time exceeded: required 5=0/2;"
	    "SLA: Progress was blocked=0/1;valid=7/2;");
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    a_service_level_that_was_missed_is_a_check_of_its_phase),
		cmocka_unit_test(a_series_is_what_was_counted_until_each_end),
		cmocka_unit_test(each_phase_is_a_run_but_a_warm_up),
		cmocka_unit_test(rows_without_requests_are_no_buckets),
		cmocka_unit_test(invalid_responses_are_a_check_and_no_errors),
		cmocka_unit_test(a_run_that_was_cancelled_is_incomplete),
		cmocka_unit_test(faults_are_named_with_their_way),
		cmocka_unit_test(each_kind_of_error_is_a_request_that_failed),
		cmocka_unit_test(
		    valid_and_invalid_are_counted_of_the_responses),
		cmocka_unit_test(times_of_responses_are_nanoseconds),
		cmocka_unit_test(
		    a_phase_without_requests_has_no_latency_of_zero),
	};

	return cmocka_run_group_tests_name("hyperfoil", tests, NULL, NULL);
}
