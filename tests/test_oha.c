/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reads.h"

extern const struct importer importer_oha_text, importer_oha_json,
    importer_oha_csv;

#define COUNTS                                                                 \
	"\"statusCodeDistribution\":{\"200\":8,\"500\":1},"                    \
	"\"errorDistribution\":{\"aborted due to deadline\":5,"                \
	"\"connection error: refused\":2}"
#define SUMMARY(value)                                                         \
	"\"summary\":{\"successRate\":" value                                  \
	",\"total\":10.5,\"slowest\":0.02,"                                    \
	"\"fastest\":0.002,\"average\":0.0031,\"requestsPerSec\":1.1,"         \
	"\"totalData\":23}"
#define DOCUMENT                                                               \
	"{" SUMMARY("0.9") ",\"responseTimeHistogram\":{\"0.02\":1,"           \
			   "\"0.002\":1,\"0.0101\":7},"                        \
			   "\"latencyPercentiles\":{\"p50\":0.003,"            \
			   "\"p99.9\":0.02,\"p99.99\":null}," COUNTS "}"

static void buckets_are_put_in_order_of_their_numbers(void **state)
{
	struct imported o =
	    imported_span(&importer_oha_json, "x", SPAN(DOCUMENT));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_HISTOGRAM);
	assert_string_equal(read_buckets(&o, run),
	    "2000000..2000000=1;2000000..10100000=7;10100000..20000000=1;");
	assert_string_equal(read_percentiles(&o, run),
	    "50=3000000 3000000..3000000;99.9=20000000 20000000..20000000;");
	imported_release(&o);
}

static void what_the_deadline_cut_off_is_no_error(void **state)
{
	struct imported o =
	    imported_span(&importer_oha_json, "x", SPAN(DOCUMENT));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 11);
	assert_int_equal(run->total.errors, 3); /* 500 too */
	assert_string_equal(imported_errors(&o, run),
	    "connect: connection error: refused=2;");
	assert_string_equal(imported_statuses(&o, run), "200=8;500=1;");
	imported_release(&o);
}

static void whether_latencies_are_corrected_is_not_known(void **state)
{
	struct imported o =
	    imported_span(&importer_oha_json, "x", SPAN(DOCUMENT));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->facts.load_model, LOAD_UNKNOWN);
	assert_int_equal(run->facts.population, POPULATION_SUCCESSES);
	assert_int_equal(run->facts.started_at_ns, UNKNOWN);
	assert_int_equal(run->facts.duration_ns, 10500000000);
	assert_int_equal(run->facts.bytes_received, 23);
	imported_release(&o);
}

static void nothing_answered_means_no_latency(void **state)
{
	struct imported o = imported_span(&importer_oha_json, "x",
	    SPAN("{\"summary\":{\"successRate\":null,\"total\":1,\"slowest\":"
		 "null,\"fastest\":null,\"average\":null,\"requestsPerSec\":5,"
		 "\"totalData\":0},\"responseTimeHistogram\":{\"NaN\":0},"
		 "\"latencyPercentiles\":{\"p50\":null},"
		 "\"statusCodeDistribution\":{},"
		 "\"errorDistribution\":{\"refused\":5}}"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	assert_true(isnan(run->total.mean_ns));
	assert_int_equal(run->total.requests, 5);
	assert_int_equal(run->total.errors, 5);
	imported_release(&o);
}

static void faults_in_json_are_named_with_their_way(void **state)
{
	(void)state;
	assert_import_fails(&importer_oha_json, "x", "{}",
	    "x:1: summary: missing");
	assert_import_fails(&importer_oha_json, "x",
	    "{\"responseTimeHistogram\":{\"a\":1}}",
	    "x:1: responseTimeHistogram.a: expected at most 1000 ends of "
	    "buckets in seconds");
	assert_import_fails(&importer_oha_json, "x",
	    "{\"latencyPercentiles\":{\"q\":1}}",
	    "x:1: latencyPercentiles.q: expected a percentile");
	assert_every_cut_is_survived(&importer_oha_json, SPAN(DOCUMENT));
}

static void its_schema_is_no_result(void **state)
{
	(void)state;
	assert_true(importer_oha_json.sniff(SPAN(DOCUMENT)));
	assert_false(importer_oha_json.sniff(
	    SPAN("{\"properties\":{" SUMMARY("1") "}}")));
	assert_false(importer_oha_json.sniff(
	    SPAN("{\"summary\":{\"successRate\":{},\"requestsPerSec\":{}}}")));
}

/* ---- text ---- */

#define OLD                                                                    \
	"Summary:\n  Success rate:\t1.0000\n  Total:\t10.0014 secs\n"          \
	"  Slowest:\t0.5746 secs\n  Fastest:\t0.0167 secs\n"                   \
	"  Average:\t0.0851 secs\n  Requests/sec:\t585.2174\n\n"               \
	"  Total data:\t2.00 KiB\n\nResponse time histogram:\n"                \
	"  0.017 [1]    |\n\nLatency distribution:\n"                          \
	"  10% in 0.0262 secs\n  99% in 0.2623 secs\n\n"                       \
	"Details (average, fastest, slowest):\n  DNS+dialup:\t0.0033 secs\n\n" \
	"Status code distribution:\n  [200] 5853 responses\n"
#define NEW                                                                    \
	"Summary:\n  Success rate:\t98.00%\n  Total:\t2.0000 sec\n"            \
	"  Slowest:\t12.5000 ms\n  Fastest:\t0.5000 ms\n"                      \
	"  Average:\t1.2500 ms\n  Requests/sec:\t50.0\n\n"                     \
	"Response time distribution:\n  10.00% in 0.7500 ms\n"                 \
	"  99.90% in 12.5000 ms\n\nDetails (average, fastest, slowest)\n\n"    \
	"Status code distribution:\n  [200] 98 responses\n\n"                  \
	"Error distribution:\n  [2] connection error\n"                        \
	"  [4] aborted due to deadline\n"

static void reports_of_old_and_new_versions_are_read(void **state)
{
	struct imported o = imported_span(&importer_oha_text, "x",
	    SPAN("# PostgreSQL\n```\n" OLD "```\nSo:\n" NEW));
	const struct run *old, *new;

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 2);
	old = &o.runs.at[o.runs.at[0].total.requests != 5853];
	new = &o.runs.at[o.runs.at[0].total.requests == 5853];
	assert_string_equal(read_percentiles(&o, old),
	    "10=26200000 26150000..26250000;"
	    "99=262300000 262250000..262350000;");
	assert_string_equal(read_percentiles(&o, new),
	    "10=750000 749950..750050;99.9=12500000 12499950..12500050;");
	assert_int_equal(old->facts.bytes_received, 2048);
	assert_int_equal(new->total.requests, 100);
	assert_int_equal(new->total.errors, 2);
	assert_int_equal(new->total.max_ns, 12500000);
	imported_release(&o);
}

static void a_report_that_stops_early_is_incomplete(void **state)
{
	struct imported o = imported_span(&importer_oha_text, "x",
	    SPAN("Summary:\n  Success rate:\t1.0\n  Total:\t1.0 secs\n"));

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the report stops early");
	assert_int_equal(imported_run(&o)->total.requests, UNKNOWN);
	imported_release(&o);
	assert_every_cut_is_survived(&importer_oha_text, SPAN(NEW));
}

static void faults_in_a_report_are_named_with_their_line(void **state)
{
	(void)state;
	assert_import_fails(&importer_oha_text, "x", "Summary:\n",
	    "x: expected a line \"Summary:\"");
	assert_import_fails(&importer_oha_text, "x", "Summary:\nTotal: 3 y\n",
	    "x:2: expected a time with a unit, got \"3 y\"");
	assert_import_fails(&importer_oha_text, "x",
	    "Summary:\nStatus code distribution:\n[200] 3 answers\n",
	    "x:3: expected \"[STATUS] N responses\", got \"[200] 3 answers\"");
	assert_import_fails(&importer_oha_text, "x",
	    "Summary:\nError distribution:\n[x] y\n",
	    "x:3: expected a count, got \"x\"");
}

/* ---- CSV ---- */

#define HEADER                                                                 \
	"request-start,DNS,DNS+dialup,Response-delay,request-duration,bytes,"  \
	"status\n"

static void responses_have_their_time(void **state)
{
	struct imported o = imported_span(&importer_oha_csv, "x",
	    SPAN(HEADER "0.5,0,0,0,0.0000015,11,200\n"
			"1.5,0,0,0,0.002,11,404\n"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_TIMED);
	assert_string_equal(read_windows(&o), "0=1;1=1;");
	assert_string_equal(imported_statuses(&o, run), "200=1;404=1;");
	assert_int_equal(run->total.requests, UNKNOWN);
	assert_int_equal(run->total.errors, 1); /* at least */
	assert_int_equal(run->total.min_ns, 1500);
	assert_int_equal(run->facts.bytes_received, 22);
	assert_int_equal(run->facts.duration_ns, 1502000000);
	imported_release(&o);
}

static void responses_alone_do_not_say_that_nothing_failed(void **state)
{
	struct imported o = imported_span(&importer_oha_csv, "x",
	    SPAN(HEADER "0.5,0,0,0,0.0000015,11,200\n"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.errors, 0);
	assert_true(imported_run(&o)->total.errors_at_least);
	imported_release(&o);
}

static void faults_in_csv_are_named_with_their_line(void **state)
{
	(void)state;
	assert_import_fails(&importer_oha_csv, "x", "a,b\n",
	    "x:1: expected oha's header");
	assert_import_fails(&importer_oha_csv, "x", HEADER "0.5,0,0,x\n",
	    "x:2: column 4: expected a number from 0 to 1000000, got \"x\"");
	assert_every_cut_is_survived(&importer_oha_csv,
	    SPAN(HEADER "0.5,0,0,0,0.0000015,11,200\n"));
}

static void every_real_file_is_read(void **state)
{
	(void)state;
	assert_corpus_is_read("corpus/oha", &importer_oha_json, NULL, 4);
	assert_corpus_is_read("corpus/oha", &importer_oha_text, NULL, 1);
}

static void a_report_of_errors_alone_has_no_latency_of_zero(void **state)
{
	struct imported o = imported_span(&importer_oha_text, "x",
	    SPAN("Summary:\n  Success rate:\t0.00%\n  Total:\t1.0 secs\n"
		 "  Slowest:\t0.0000 secs\n  Fastest:\t0.0000 secs\n"
		 "  Average:\t0.0000 secs\n  Requests/sec:\t5.0\n\n"
		 "Status code distribution:\n\nError distribution:\n"
		 "  [5] connection refused\n"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 5);
	assert_int_equal(run->total.errors, 5);
	assert_int_equal(run->total.max_ns, UNKNOWN);
	assert_true(isnan(run->total.mean_ns));
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(buckets_are_put_in_order_of_their_numbers),
		cmocka_unit_test(what_the_deadline_cut_off_is_no_error),
		cmocka_unit_test(whether_latencies_are_corrected_is_not_known),
		cmocka_unit_test(nothing_answered_means_no_latency),
		cmocka_unit_test(faults_in_json_are_named_with_their_way),
		cmocka_unit_test(its_schema_is_no_result),
		cmocka_unit_test(reports_of_old_and_new_versions_are_read),
		cmocka_unit_test(a_report_that_stops_early_is_incomplete),
		cmocka_unit_test(faults_in_a_report_are_named_with_their_line),
		cmocka_unit_test(responses_have_their_time),
		cmocka_unit_test(
		    responses_alone_do_not_say_that_nothing_failed),
		cmocka_unit_test(faults_in_csv_are_named_with_their_line),
		cmocka_unit_test(every_real_file_is_read),
		cmocka_unit_test(
		    a_report_of_errors_alone_has_no_latency_of_zero),
	};

	return cmocka_run_group_tests_name("oha", tests, NULL, NULL);
}
