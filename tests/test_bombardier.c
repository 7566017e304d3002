/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reads.h"

extern const struct importer importer_bombardier_json, importer_bombardier_text;

#define FOLDER "tests/data/bombardier/"

static void a_result_is_in_microseconds(void **state)
{
	struct imported o =
	    imported_file(&importer_bombardier_json, FOLDER "rate.json");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_null(run->facts.incomplete);
	assert_true(run->facts.offered_rps == 1000);
	assert_int_equal(run->facts.connections, 8);
	assert_string_equal(run->facts.target, "http://127.0.0.1:27080/1k");
	assert_int_equal(run->total.max_ns, 4631000);
	assert_string_equal(read_percentiles(&o, run),
	    "50=363000 362500..363500;75=537000 536500..537500;"
	    "90=725000 724500..725500;95=910000 909500..910500;"
	    "99=2684000 2683500..2684500;");
	imported_release(&o);
}

static void the_rate_is_requests_over_time_not_a_mean_of_samples(void **state)
{
	struct imported o =
	    imported_file(&importer_bombardier_json, FOLDER "rate.json");

	(void)state;
	assert_true(
	    fabs(imported_run(&o)->facts.achieved_rps - 1001.804) < 0.001);
	imported_release(&o);
}

static void latencies_of_failures_are_among_them(void **state)
{
	struct imported o =
	    imported_file(&importer_bombardier_json, FOLDER "refused.json");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_int_equal(run->total.requests, 78790);
	assert_int_equal(run->total.errors, 78790);
	assert_true(isinf(run->facts.offered_rps));
	assert_string_equal(imported_errors(&o, run),
	    "connect: dial tcp 127.0.0.1:27999: connect: connection "
	    "refused=78790;");
	imported_release(&o);
}

static void an_error_status_is_a_response_and_an_error(void **state)
{
	struct imported o =
	    imported_file(&importer_bombardier_json, FOLDER "flaky.json");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 27517);
	assert_int_equal(run->total.errors, 2788);
	assert_string_equal(imported_statuses(&o, run), "2xx=24729;5xx=2788;");
	imported_release(&o);
}

static void a_run_shorter_than_asked_was_interrupted(void **state)
{
	struct imported o =
	    imported_file(&importer_bombardier_json, FOLDER "interrupted.json");

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete, "interrupted");
	imported_release(&o);
}

static void faults_in_json_are_named_with_their_way(void **state)
{
	(void)state;
	assert_import_fails(&importer_bombardier_json, "x", "",
	    "x: expected a result, got nothing");
	assert_import_fails(&importer_bombardier_json, "x", "{\"spec\":{}}",
	    "x:1: result: missing");
	assert_import_fails(&importer_bombardier_json, "x",
	    "{\"spec\":{},\"result\":{\"req2xx\":1,\"latency\":"
	    "{\"percentiles\":{\"x\":1}}}}",
	    "x:1: result.latency.percentiles.x: expected a percentile");
	assert_every_cut_of_file_is_survived(&importer_bombardier_json,
	    FOLDER "refused.json");
}

/* ---- text ---- */

#define REPORT                                                                 \
	"Bombarding http://u:p@h/?token=x for 10s using 200 connection(s)\n"   \
	"\r[---]\r[===] 10s\nDone!\n"                                          \
	"Statistics        Avg      Stdev        Max\n"                        \
	"  Reqs/sec      6607.00     524.56       7109\n"                      \
	"  Latency       29.86ms     5.36ms   305.02ms\n"                      \
	"  Latency Distribution\n     50%    28.00ms\n     99%    48.00ms\n"   \
	"  HTTP codes:\n"                                                      \
	"    1xx - 0, 2xx - 0, 3xx - 66561, 4xx - 0, 5xx - 0\n"                \
	"    others - 5\n"                                                     \
	"  Errors:\n    dialing to the given - timed out - 5\n"                \
	"  Throughput:     3.06MB/s\n"

static void a_report_says_what_it_printed(void **state)
{
	struct imported o =
	    imported_span(&importer_bombardier_text, "x", SPAN(REPORT));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_null(run->facts.incomplete);
	assert_string_equal(run->facts.target, "http://h/?token");
	assert_int_equal(run->facts.connections, 200);
	assert_int_equal(run->facts.duration_ns, UNKNOWN);
	assert_int_equal(run->total.requests, 66566);
	assert_int_equal(run->total.errors, 5);
	assert_true(run->total.mean_ns == 29.86e6);
	assert_true(run->total.mean_step_ns == 1e4);
	assert_string_equal(read_percentiles(&o, run),
	    "50=28000000 27995000..28005000;99=48000000 47995000..48005000;");
	assert_string_equal(imported_errors(&o, run),
	    "other: dialing to the given - timed out=5;");
	imported_release(&o);
}

static void several_reports_stand_in_one_file(void **state)
{
	struct imported o = imported_span(&importer_bombardier_text, "x",
	    SPAN("Bundle: 61 KB\n" REPORT "\nMemory: 5 - 3 MB\n" REPORT));

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 2);
	imported_release(&o);
}

static void faults_in_a_report_are_named_with_their_line(void **state)
{
	(void)state;
	assert_import_fails(&importer_bombardier_text, "x", "x\n",
	    "x: expected a line \"Statistics Avg Stdev Max\"");
	assert_import_fails(&importer_bombardier_text, "x",
	    "Statistics Avg Stdev Max\nLatency 1ms 2 3ms\n",
	    "x:2: expected a time with a unit, got \"2\"");
	assert_import_fails(&importer_bombardier_text, "x",
	    "Statistics Avg Stdev Max\nHTTP codes:\n2xx 5\n",
	    "x:3: expected \"CODE - N\", got \"2xx\"");
	assert_import_fails(&importer_bombardier_text, "x",
	    "Statistics Avg Stdev Max\nErrors:\nfive\n",
	    "x:3: expected a count, got \"five\"");
	assert_every_cut_is_survived(&importer_bombardier_text, SPAN(REPORT));
}

static void every_real_file_is_read(void **state)
{
	(void)state;
	assert_corpus_is_read("corpus/bombardier", &importer_bombardier_text,
	    NULL, 7);
	assert_corpus_is_read("corpus/bombardier", &importer_bombardier_json,
	    NULL, 2);
	assert_corpus_is_read("captures/results/bombardier",
	    &importer_bombardier_json, NULL, 12);
	assert_corpus_is_read("captures/results/bombardier-text",
	    &importer_bombardier_text, NULL, 2);
}

#define RESULT(asked, good, others, latency)                                   \
	"{\"spec\":{\"numberOfConnections\":1,\"testType\":\"x\"," asked       \
	"},\"result\":{\"timeTakenSeconds\":10,\"req2xx\":" good               \
	",\"others\":" others ",\"latency\":{" latency "}}}"

static struct imported json(const char *text)
{
	return imported_span(&importer_bombardier_json, "x", span_of(text));
}

static void fewer_requests_than_asked_for_were_interrupted(void **state)
{
	struct imported few =
	    json(RESULT("\"numberOfRequests\":20", "10", "0", "\"mean\":1.5"));
	struct imported all =
	    json(RESULT("\"numberOfRequests\":20", "15", "5", "\"mean\":1.5"));

	(void)state;
	assert_string_equal(imported_run(&few)->facts.incomplete,
	    "interrupted");
	assert_null(imported_run(&all)->facts.incomplete);
	assert_int_equal(imported_run(&all)->total.requests, 20);
	assert_int_equal(imported_run(&all)->total.errors, 5);
	imported_release(&few);
	imported_release(&all);
}

static void mean_and_deviation_are_in_microseconds(void **state)
{
	struct imported o = json(RESULT("\"testDurationSeconds\":10", "10", "0",
	    "\"mean\":1.5,\"stddev\":0.5"));

	(void)state;
	assert_true(imported_run(&o)->total.mean_ns == 1500);
	assert_true(imported_run(&o)->total.stddev_ns == 500);
	imported_release(&o);
}

static void of_no_requests_no_latency_of_zero_is_read(void **state)
{
	struct imported o = json(RESULT("\"testDurationSeconds\":10", "0", "0",
	    "\"mean\":0,\"max\":0,\"percentiles\":{\"50\":0}"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 0);
	assert_true(isnan(run->total.mean_ns));
	assert_int_equal(run->total.max_ns, UNKNOWN);
	assert_string_equal(read_percentiles(&o, run), "");
	imported_release(&o);
}

static struct imported text(const char *words)
{
	return imported_span(&importer_bombardier_text, "x", span_of(words));
}

static void a_report_without_its_throughput_stopped_early(void **state)
{
	struct imported o = text("Statistics Avg Stdev Max\n"
				 "  Latency 29.86ms 5.36ms 305.02ms\n");

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the report stops early");
	imported_release(&o);
}

static void a_report_of_no_requests_has_no_latency_of_zero(void **state)
{
	struct imported o =
	    text("Statistics Avg Stdev Max\n  Latency 0.00us 0.00us 0.00us\n"
		 "  Latency Distribution\n     50%    0.00us\n  HTTP codes:\n"
		 "    1xx - 0, 2xx - 0, 3xx - 0, 4xx - 0, 5xx - 0\n"
		 "    others - 0\n  Throughput: 0.00/s\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 0);
	assert_true(isnan(run->total.mean_ns));
	assert_string_equal(read_percentiles(&o, run), "");
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_result_is_in_microseconds),
		cmocka_unit_test(
		    the_rate_is_requests_over_time_not_a_mean_of_samples),
		cmocka_unit_test(latencies_of_failures_are_among_them),
		cmocka_unit_test(an_error_status_is_a_response_and_an_error),
		cmocka_unit_test(a_run_shorter_than_asked_was_interrupted),
		cmocka_unit_test(faults_in_json_are_named_with_their_way),
		cmocka_unit_test(a_report_says_what_it_printed),
		cmocka_unit_test(several_reports_stand_in_one_file),
		cmocka_unit_test(faults_in_a_report_are_named_with_their_line),
		cmocka_unit_test(every_real_file_is_read),
		cmocka_unit_test(
		    fewer_requests_than_asked_for_were_interrupted),
		cmocka_unit_test(mean_and_deviation_are_in_microseconds),
		cmocka_unit_test(of_no_requests_no_latency_of_zero_is_read),
		cmocka_unit_test(a_report_without_its_throughput_stopped_early),
		cmocka_unit_test(
		    a_report_of_no_requests_has_no_latency_of_zero),
	};

	return cmocka_run_group_tests_name("bombardier", tests, NULL, NULL);
}
