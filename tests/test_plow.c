/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plow and rewrk */
#include "reads.h"

extern const struct importer importer_plow_json, importer_plow_text,
    importer_rewrk_json, importer_rewrk_text;

#define DOCUMENT(count, mean)                                                  \
	"{\"Summary\":{\"Elapsed\":\"3s\",\"Count\":" count                    \
	",\"Counts\":{\"2xx\":90},\"RPS\":50.0,\"Concurrency\":10},"           \
	"\"Error\":{\"dial tcp: refused\":10},"                                \
	"\"Statistics\":{\"Latency\":{\"Min\":\"72\xc2\xb5s\",\"Mean\":" mean  \
	",\"StdDev\":\"4.413ms\",\"Max\":\"62.25ms\"}},"                       \
	"\"Percentiles\":{\"P50\":\"1.971ms\",\"P99.99\":0.06225},"            \
	"\"Histograms\":[[\"1.949ms\",6844]]}\n"

static void the_last_of_several_documents_is_the_result(void **state)
{
	struct imported o = imported_span(&importer_plow_json, "x",
	    SPAN(DOCUMENT("40", "\"1ms\"") DOCUMENT("100", "\"3.184ms\"")));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 100);
	assert_int_equal(run->total.errors, 10);
	assert_true(run->total.mean_ns == 3184000);
	assert_true(run->total.mean_step_ns == 2000); /* it is cut off */
	assert_int_equal(run->total.min_ns, 72000);
	assert_int_equal(run->facts.duration_ns, 2000000000);
	assert_string_equal(imported_errors(&o, run),
	    "connect: dial tcp: refused=10;");
	imported_release(&o);
}

static void times_are_cut_off_and_not_rounded(void **state)
{
	struct imported o = imported_span(&importer_plow_json, "x",
	    SPAN(DOCUMENT("100", "0.003184")));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_true(fabs(run->total.mean_ns - 3184000) < 1);
	assert_string_equal(read_percentiles(&o, run),
	    "50=1971000 1971000..1972000;99.99=62250000 62250000..62251000;");
	imported_release(&o);
}

static void means_of_bins_are_no_histogram(void **state)
{
	struct imported o = imported_span(&importer_plow_json, "x",
	    SPAN(DOCUMENT("100", "\"3.184ms\"")));

	(void)state;
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_PERCENTILES);
	assert_string_equal(read_buckets(&o, imported_run(&o)), "");
	imported_release(&o);
}

static void faults_in_json_of_plow_are_named(void **state)
{
	(void)state;
	assert_import_fails(&importer_plow_json, "x", " ",
	    "x: expected a result, got nothing");
	assert_import_fails(&importer_plow_json, "x", "{}",
	    "x:1: Summary: missing");
	assert_import_fails(&importer_plow_json, "x",
	    "{\"Summary\":{},\"Percentiles\":{\"P50\":\"fast\"}}",
	    "x:1: Percentiles.P50: expected a time, got \"fast\"");
	assert_every_cut_is_survived(&importer_plow_json,
	    SPAN(DOCUMENT("1", "\"1ms\"") DOCUMENT("2", "\"1ms\"")));
}

#define PAINTING(count)                                                        \
	"Summary:\n  Elapsed      3s\n  Count      " count                     \
	"\n    2xx      90\n    5xx       4\n  RPS     50.0\n"                 \
	"  Concurrency  10\n\nError:\n  6  \"dial tcp: refused\"\n\n"          \
	"Statistics    Min     Mean   StdDev     Max   \n"                     \
	"  Latency    53\xc2\xb5s    3.34ms  4.959ms  62.222ms\n"              \
	"  RPS       2828.77  2992.5  151.26   3127.05\n\n"                    \
	"Latency Percentile:\n  P50     P99.9\n  2.059ms  46.673ms\n\n"        \
	"Latency Histogram:\n  2.191ms   7120  79.21%\n"
#define PLOW "Benchmarking http://u:p@h/ for 3s using 10 connection(s).\n\n"

static void a_report_painted_over_itself_is_one_run(void **state)
{
	struct imported o = imported_span(&importer_plow_text, "x",
	    SPAN(PLOW PAINTING("40") PAINTING("100")));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_null(run->facts.incomplete);
	assert_string_equal(run->facts.target, "http://h/");
	assert_int_equal(run->total.requests, 100);
	assert_int_equal(run->total.errors, 6 + 4);
	assert_int_equal(run->total.max_ns, 62222000);
	assert_string_equal(imported_statuses(&o, run), "2xx=90;5xx=4;");
	assert_string_equal(read_percentiles(&o, run),
	    "50=2059000 2059000..2060000;99.9=46673000 46673000..46674000;");
	imported_release(&o);
}

static void faults_in_a_report_of_plow_are_named(void **state)
{
	(void)state;
	assert_import_fails(&importer_plow_text, "x", "x\n",
	    "x: expected a line \"Benchmarking URL using N connection(s).\"");
	assert_import_fails(&importer_plow_text, "x",
	    PLOW "Latency Percentile:\nP50\nfast\n",
	    "x:5: expected a time, got \"fast\"");
	assert_every_cut_is_survived(&importer_plow_text,
	    SPAN(PLOW PAINTING("100")));
}

/* ---- rewrk ---- */

#define REWRK                                                                  \
	"Beginning round 1...\n"                                               \
	"Benchmarking 500 connections @ http://h:3000 for 10 second(s)\n"      \
	"  Latencies:\n    Avg      Stdev    Min      Max      \n"             \
	"    0.53ms   0.18ms   0.06ms   66.96ms  \n"                           \
	"  Requests:\n    Total: 3000000 Req/Sec: 300000.00\n"                 \
	"  Transfer:\n    Total: 2.00 MB Transfer Rate: 41.04 MB/Sec\n"
#define TAIL                                                                   \
	"+ ------- + ------- +\n|   Percentile    |   Avg Latency   |\n"       \
	"|  99%  |  3.41ms  |\n\n  12 Errors: connection closed\n"

static void means_of_the_slowest_are_no_percentiles(void **state)
{
	struct imported o = imported_span(&importer_rewrk_text, "x",
	    SPAN("Axum:\n" REWRK TAIL));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_null(run->facts.incomplete);
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	assert_string_equal(read_percentiles(&o, run), "");
	assert_int_equal(run->total.requests, 3000012);
	assert_int_equal(run->total.errors, UNKNOWN); /* nor statuses */
	assert_int_equal(run->total.max_ns, 66960000);
	assert_int_equal(run->facts.bytes_received, 2 << 20);
	assert_int_equal(run->facts.duration_ns, 10000000000);
	imported_release(&o);
}

static void errors_that_nobody_lists_are_unknown(void **state)
{
	struct imported o =
	    imported_span(&importer_rewrk_text, "x", SPAN(REWRK REWRK));

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 2);
	assert_int_equal(o.runs.at[0].total.errors, UNKNOWN);
	imported_release(&o);
}

static void faults_in_a_report_of_rewrk_are_named(void **state)
{
	(void)state;
	assert_import_fails(&importer_rewrk_text, "x", "x\n",
	    "x: expected a line \"Benchmarking N connections @ URL for ...\"");
	assert_import_fails(&importer_rewrk_text, "x",
	    "Benchmarking 5 connections @ http://h for 1 second(s)\n"
	    "Latencies:\n1ms 2ms\n",
	    "x:3: expected four times with units, got \"1ms 2ms\"");
	assert_import_fails(&importer_rewrk_text, "x",
	    "Benchmarking 5 connections @ http://h for 1 second(s)\n"
	    "Requests:\nmany\n",
	    "x:3: expected \"Total: N Req/Sec: R\", got \"many\"");
	assert_every_cut_is_survived(&importer_rewrk_text, SPAN(REWRK TAIL));
}

static void json_of_rewrk_is_in_milliseconds(void **state)
{
	static const char text[] =
	    "{\"latency_avg\":0.5,\"latency_max\":66.96,\"latency_min\":0.06,"
	    "\"latency_std_deviation\":0.18,\"transfer_total\":2000.0,"
	    "\"transfer_rate\":100.0,\"requests_total\":300,"
	    "\"requests_avg\":150.0}\n";
	struct imported o =
	    imported_span(&importer_rewrk_json, "x", span_of(text));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_true(run->total.mean_ns == 500000);
	assert_int_equal(run->total.max_ns, 66960000);
	assert_int_equal(run->total.requests, 300);
	assert_int_equal(run->facts.duration_ns, 2000000000);
	assert_int_equal(run->facts.bytes_received, 2000);
	imported_release(&o);
	assert_import_fails(&importer_rewrk_json, "x", "",
	    "x: expected a result, got nothing");
	assert_every_cut_is_survived(&importer_rewrk_json, span_of(text));
}

static void every_real_file_is_read(void **state)
{
	(void)state;
	assert_corpus_is_read("corpus/plow", &importer_plow_json, NULL, 1);
	assert_corpus_is_read("corpus/plow", &importer_plow_text, NULL, 1);
	assert_corpus_is_read("corpus/rewrk", &importer_rewrk_text, NULL, 5);
}

static void a_text_with_seconds_has_times_without_a_unit(void **state)
{
	struct imported o = imported_span(&importer_plow_text, "x",
	    SPAN(PLOW "Summary:\n  Count 1\n  RPS 1.0\n\n"
		      "Statistics Min Mean StdDev Max\n"
		      "  Latency 0.001 0.002 0.001 0.003\n\n"
		      "Latency Percentile:\n  P50\n  0.002\n\n"
		      "Latency Histogram:\n"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.max_ns, 3000000);
	assert_string_equal(read_percentiles(&o, imported_run(&o)),
	    "50=2000000 2000000..2001000;");
	imported_release(&o);
}

static void a_report_of_no_requests_has_no_latency_of_zero(void **state)
{
	struct imported o = imported_span(&importer_plow_json, "x",
	    SPAN("{\"Summary\":{\"Count\":0,\"RPS\":0},\"Statistics\":{"
		 "\"Latency\":{\"Min\":\"0s\",\"Mean\":\"0s\",\"Max\":\"0s\"}},"
		 "\"Percentiles\":{\"P50\":\"0s\"}}"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 0);
	assert_true(isnan(run->total.mean_ns));
	assert_int_equal(run->total.max_ns, UNKNOWN);
	assert_string_equal(read_percentiles(&o, run), "");
	imported_release(&o);
}

static void no_more_fail_than_were_sent(void **state)
{
	struct imported o = imported_span(&importer_plow_json, "x",
	    SPAN(DOCUMENT("4", "\"1ms\"")));

	(void)state;
	assert_int_equal(imported_run(&o)->total.errors, 4);
	imported_release(&o);
}

static void json_of_rewrk_does_not_say_that_nothing_failed(void **state)
{
	struct imported o = imported_span(&importer_rewrk_json, "x",
	    SPAN("{\"latency_avg\":0.5,\"transfer_total\":1,"
		 "\"transfer_rate\":1,\"requests_total\":7,"
		 "\"requests_avg\":7}"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 7);
	assert_int_equal(imported_run(&o)->total.errors, UNKNOWN);
	imported_release(&o);
}

static void a_report_of_rewrk_without_its_transfer_stopped_early(void **state)
{
	struct imported o = imported_span(&importer_rewrk_text, "x",
	    SPAN("Benchmarking 5 connections @ http://h/ for 1 second(s)\n"
		 "  Latencies:\n    Avg Stdev Min Max\n"
		 "    0.53ms 0.18ms 0.06ms 66.96ms\n"));

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the report stops early");
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_of_several_documents_is_the_result),
		cmocka_unit_test(times_are_cut_off_and_not_rounded),
		cmocka_unit_test(means_of_bins_are_no_histogram),
		cmocka_unit_test(faults_in_json_of_plow_are_named),
		cmocka_unit_test(a_report_painted_over_itself_is_one_run),
		cmocka_unit_test(faults_in_a_report_of_plow_are_named),
		cmocka_unit_test(means_of_the_slowest_are_no_percentiles),
		cmocka_unit_test(errors_that_nobody_lists_are_unknown),
		cmocka_unit_test(faults_in_a_report_of_rewrk_are_named),
		cmocka_unit_test(json_of_rewrk_is_in_milliseconds),
		cmocka_unit_test(every_real_file_is_read),
		cmocka_unit_test(a_text_with_seconds_has_times_without_a_unit),
		cmocka_unit_test(
		    a_report_of_no_requests_has_no_latency_of_zero),
		cmocka_unit_test(no_more_fail_than_were_sent),
		cmocka_unit_test(
		    json_of_rewrk_does_not_say_that_nothing_failed),
		cmocka_unit_test(
		    a_report_of_rewrk_without_its_transfer_stopped_early),
	};

	return cmocka_run_group_tests_name("plow and rewrk", tests, NULL, NULL);
}
