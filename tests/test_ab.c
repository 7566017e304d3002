/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reads.h"

extern const struct importer importer_ab_text, importer_ab_gnuplot,
    importer_ab_csv;

#define HEADER "starttime\tseconds\tctime\tdtime\tttime\twait\n"
#define ROW(second, ms)                                                        \
	"Tue Mar 31 11:46:47 2020\t15856300" second "\t0\t90\t" ms "\t55\n"
#define REPORT                                                                 \
	"This is ApacheBench, Version 2.3 <$Revision: 1 $>\n"                  \
	"Benchmarking h (be patient).....done\n\n"                             \
	"Server Software:        nginx\nServer Hostname:        h\n"           \
	"Server Port:            80\n\nDocument Path:          /a?token=x\n"   \
	"Document Length:        162 bytes\n\n"                                \
	"Concurrency Level:      10\n"                                         \
	"Time taken for tests:   2.000 seconds\n"                              \
	"Complete requests:      1000\n"                                       \
	"Failed requests:        60\n"                                         \
	"   (Connect: 1, Receive: 2, Length: 57, Exceptions: 0)\n"             \
	"Non-2xx responses:      30\n"                                         \
	"Total transferred:      3210000 bytes\n"                              \
	"Requests per second:    500.00 [#/sec] (mean)\n"                      \
	"Time per request:       20.000 [ms] (mean)\n"                         \
	"Transfer rate:          1623.71 [Kbytes/sec] received\n\n"            \
	"Connection Times (ms)\n"                                              \
	"              min  mean[+/-sd] median   max\n"                        \
	"Connect:        0    0   0.1      0       4\n"                        \
	"Total:          1   20  12.5      2      70\n\n"                      \
	"Percentage of the requests served within a certain time (ms)\n"       \
	"  50%      2\n  99%     60\n 100%     70 (longest request)\n"

static struct imported import(const char *text)
{
	return imported_span(&importer_ab_text, "ab.txt", span_of(text));
}

static void a_report_says_what_it_printed(void **state)
{
	struct imported o = import(REPORT);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(run->facts.tool, "ab");
	assert_string_equal(run->facts.tool_version, "2.3");
	assert_string_equal(run->facts.target, "http://h:80/a?token");
	assert_null(run->facts.incomplete);
	assert_int_equal(run->facts.connections, 10);
	assert_int_equal(run->facts.duration_ns, 2000000000);
	assert_true(run->facts.achieved_rps == 500);
	assert_int_equal(run->facts.bytes_received, 3210000);
	assert_int_equal(run->facts.load_model, LOAD_CLOSED);
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_string_equal(run->facts.percentile_rule, "ab");
	assert_int_equal(run->total.requests, 1000);
	imported_release(&o);
}

static void good_responses_of_another_length_are_no_errors(void **state)
{
	struct imported o = import(REPORT);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.errors, 33);
	assert_string_equal(imported_errors(&o, run),
	    "connect: Failed requests: Connect=1;"
	    "read: Failed requests: Receive=2;"
	    "status: Non-2xx responses=30;");
	imported_release(&o);
}

#define SMALL(more)                                                            \
	"This is ApacheBench, Version 2.3 <$Revision: 1 $>\n"                  \
	"Server Hostname:        h\nServer Port:            443\n" more        \
	"Document Path:          /\nConcurrency Level:      1\n"               \
	"Time taken for tests:   2.000 seconds\n"                              \
	"Complete requests:      10\nFailed requests:        0\n"              \
	"Write errors:           3\nKeep-Alive requests:    9\n"               \
	"Requests per second:    5.00 [#/sec] (mean)\n"                        \
	"Transfer rate:          1623.71 [Kbytes/sec] received\n\n"            \
	"Connection Times (ms)\n"                                              \
	"              min  mean[+/-sd] median   max\n"                        \
	"Total:          1   20  12.5      2      70\n"

static void before_2_4_1_writing_fails_beside_failed_requests(void **state)
{
	struct imported o = import(SMALL(""));

	(void)state;
	assert_int_equal(imported_run(&o)->total.errors, 3);
	assert_string_equal(imported_errors(&o, imported_run(&o)),
	    "write: Write errors=3;");
	imported_release(&o);
}

static void without_percentages_there_are_moments_alone(void **state)
{
	struct imported o = import(SMALL(""));

	(void)state;
	assert_null(imported_run(&o)->facts.incomplete); /* -d */
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_NONE);
	assert_true(imported_run(&o)->total.mean_ns == 20e6);
	imported_release(&o);
}

static void encryption_and_kept_connections_are_told(void **state)
{
	struct imported o = import(SMALL("SSL/TLS Protocol:       TLSv1.3\n"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(run->facts.target, "https://h:443/");
	assert_string_equal(run_label_value(run, "tls"), "yes");
	assert_string_equal(run_label_value(run, "keepalive"), "on");
	imported_release(&o);
	o = import(REPORT);
	assert_null(run_label_value(imported_run(&o), "keepalive"));
	imported_release(&o);
}

/* SeaweedFS has the same headings. */
static void other_columns_of_times_are_another_tool(void **state)
{
	(void)state;
	assert_false(importer_ab_text.sniff(
	    SPAN("Concurrency Level:      16\n"
		 "Time taken for tests:   1.000 seconds\n"
		 "Complete requests:      9\n"
		 "Connection Times (ms)\n"
		 "              min      avg        max      std\n")));
}

static void whole_milliseconds_are_known_to_half_of_one(void **state)
{
	struct imported o = import(REPORT);

	(void)state;
	assert_string_equal(read_percentiles(&o, imported_run(&o)),
	    "50=2000000 1500000..2500000;99=60000000 59500000..60500000;"
	    "100=70000000 69500000..70500000;");
	imported_release(&o);
}

static void moments_of_few_milliseconds_say_too_little(void **state)
{
	struct imported o = import(REPORT);
	const struct run *run = imported_run(&o);
	struct imported fast =
	    imported_file(&importer_ab_text, "tests/data/ab/report.txt");

	(void)state;
	assert_true(run->total.mean_ns == 20e6);
	assert_true(run->total.stddev_ns == 12.5e6);
	assert_int_equal(run->total.min_ns, UNKNOWN);
	assert_int_equal(run->total.max_ns, 70000000);
	assert_true(isnan(imported_run(&fast)->total.mean_ns));
	imported_release(&fast);
	imported_release(&o);
}

static void errors_with_a_status_stand_beside_no_failure(void **state)
{
	struct imported o =
	    imported_file(&importer_ab_text, "tests/data/ab/flaky.txt");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 40105);
	assert_int_equal(run->total.errors, 3901);
	assert_null(run->facts.incomplete);
	imported_release(&o);
}

static void an_interrupted_run_looks_whole_but_is_not(void **state)
{
	struct imported o =
	    imported_file(&importer_ab_text, "tests/data/ab/interrupted.txt");

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete, "interrupted");
	imported_release(&o);
}

static void a_run_that_never_began_has_no_figures(void **state)
{
	struct imported o =
	    imported_file(&importer_ab_text, "tests/data/ab/refused.txt");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(run->facts.incomplete, "the report stops early");
	assert_int_equal(run->total.requests, UNKNOWN);
	assert_int_equal(run->total.errors, UNKNOWN);
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	imported_release(&o);
}

static void several_reports_stand_among_prose(void **state)
{
	struct imported o = import("# Runs\n```\n" REPORT "```\nand\n" REPORT
				   "\nSo 99% is 5 words more.\n");

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 2);
	imported_release(&o);
}

static void faults_in_a_report_are_named_with_their_line(void **state)
{
	(void)state;
	assert_import_fails(&importer_ab_text, "ab.txt", "hello\n",
	    "ab.txt: expected a line \"This is ApacheBench, Version ...\"");
	assert_import_fails(&importer_ab_text, "ab.txt",
	    "Concurrency Level: ten\n",
	    "ab.txt:1: expected a number, got \"ten\"");
	assert_import_fails(&importer_ab_text, "ab.txt",
	    "Concurrency Level: 1\nTime taken for tests: 3 x\n",
	    "ab.txt:2: expected a time with a unit, got \"3 x\"");
	assert_import_fails(&importer_ab_text, "ab.txt",
	    "Concurrency Level: 1\n (Connect: x, Receive: 0)\n",
	    "ab.txt:2: expected a count, got \"x\"");
	assert_import_fails(&importer_ab_text, "ab.txt",
	    "Concurrency Level: 1\nConnection Times (ms)\nTotal: 1 2 3 x 5\n",
	    "ab.txt:3: expected a time in milliseconds, got \"x\"");
	assert_import_fails(&importer_ab_text, "ab.txt",
	    "Concurrency Level: 1\nPercentage of the requests\n 50% x\n",
	    "ab.txt:3: expected a percentile and milliseconds, got "
	    "\"50% x\"");
}

static void every_cut_of_a_report_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_ab_text, SPAN(REPORT));
}

/* ---- ab -g ---- */

static void rows_sorted_by_latency_are_put_in_order_of_time(void **state)
{
	struct imported o = imported_span(&importer_ab_gnuplot, "x",
	    SPAN(HEADER ROW("09", "0") ROW("07", "12") ROW("09", "12")));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_TIMED);
	assert_string_equal(read_windows(&o), "0=1;2=2;");
	assert_string_equal(read_buckets(&o, run),
	    "0..0=1;12000000..12000000=2;");
	assert_int_equal(run->total.latency_step_ns, 1000000);
	assert_true(run->total.mean_step_ns == 1e6);
	assert_int_equal(run->facts.load_model, LOAD_CLOSED);
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_int_equal(run->facts.started_at_ns, 1585630007000000000);
	assert_int_equal(run->facts.duration_ns, UNKNOWN);
	assert_int_equal(run->total.requests, 3);
	assert_int_equal(run->total.errors, UNKNOWN);
	imported_release(&o);
}

static void a_table_as_ab_wrote_it_is_read(void **state)
{
	struct imported o =
	    imported_file(&importer_ab_gnuplot, "tests/data/ab/gnuplot.tsv");

	(void)state;
	assert_true(imported_run(&o)->total.requests > 100);
	imported_release(&o);
	assert_every_cut_is_survived(&importer_ab_gnuplot,
	    SPAN(HEADER ROW("09", "0") ROW("07", "12")));
}

static void faults_in_a_table_are_named_with_their_line(void **state)
{
	(void)state;
	assert_import_fails(&importer_ab_gnuplot, "x", "a\tb\n",
	    "x:1: expected ab's header");
	assert_import_fails(&importer_ab_gnuplot, "x",
	    HEADER "Tue\t1585630007\t0\t1\tx\t1\n",
	    "x:2: expected 6 columns with seconds and milliseconds, got "
	    "\"Tue\t1585630007\t0\t1\tx\t1\"");
	assert_import_fails(&importer_ab_gnuplot, "x",
	    HEADER ROW("07", "1") "Tue\t1595630007\t0\t1\t1\t1\n",
	    "x:3: expected a time within 2 days of the first one");
}

/* ---- ab -e ---- */

static void percentiles_have_the_microseconds_that_the_report_lacks(
    void **state)
{
	struct imported o =
	    imported_file(&importer_ab_csv, "tests/data/ab/percentiles.csv");
	const struct run *run = imported_run(&o);
	struct percentile_list list;

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_PERCENTILES);
	assert_null(run->facts.incomplete);
	list = imported_percentiles(&o, run);
	assert_int_equal(list.len, 101);
	assert_true(list.at[99].high_ns - list.at[99].low_ns == 1000);
	assert_int_equal(run->total.requests, UNKNOWN);
	imported_release(&o);
}

static void the_table_ends_at_99_or_in_later_versions_at_100(void **state)
{
	static const char old[] = "Percentage served,Time in ms\n0,0.022\n"
				  "1,0.023\n99,7.5\n";
	struct arena a = { 0 };
	struct imported o = imported_span(&importer_ab_csv, "x", span_of(old));

	(void)state;
	assert_null(imported_run(&o)->facts.incomplete);
	assert_string_equal(imported_run(&o)->facts.percentile_rule, "ab");
	assert_int_equal(imported_run(&o)->facts.load_model, LOAD_CLOSED);
	assert_int_equal(imported_run(&o)->facts.population, POPULATION_ALL);
	assert_int_equal(imported_run(&o)->total.min_ns, 22000);
	assert_int_equal(imported_run(&o)->total.max_ns, UNKNOWN);
	imported_release(&o);
	o = imported_span(&importer_ab_csv, "x",
	    span_of(arena_printf(&a, "%s100,8.25\n", old)));
	assert_int_equal(imported_run(&o)->total.max_ns, 8250000);
	imported_release(&o);
	arena_release(&a);
}

static void percentiles_that_stop_early_are_incomplete(void **state)
{
	struct imported o = imported_span(&importer_ab_csv, "x",
	    SPAN("Percentage served,Time in ms\n0,0.022\n1,0.023\n"));

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the percentiles stop early");
	imported_release(&o);
	assert_every_cut_is_survived(&importer_ab_csv,
	    SPAN("Percentage served,Time in ms\n0,0.022\n1,0.023\n"));
	assert_import_fails(&importer_ab_csv, "x", "",
	    "x: expected ab's header");
	assert_import_fails(&importer_ab_csv, "x",
	    "Percentage served,Time in ms\n0,x\n",
	    "x:2: expected a percentile and milliseconds, got \"0,x\"");
}

/* ---- the collection ---- */

static void each_run_is_whole(struct imported *o, const char *path)
{
	for (size_t i = 0; i < o->runs.len; i++)
		if (o->runs.at[i].facts.incomplete)
			fail_msg("%s: %s", path,
			    o->runs.at[i].facts.incomplete);
}

static void every_real_file_is_read(void **state)
{
	(void)state;
	assert_corpus_is_read("corpus/ab", &importer_ab_text, each_run_is_whole,
	    6);
	assert_corpus_is_read("captures/results/ab", &importer_ab_text,
	    each_run_is_whole, 12);
	assert_corpus_is_read("captures/results/ab", &importer_ab_csv,
	    each_run_is_whole, 12);
	assert_corpus_is_read("corpus/ab", &importer_ab_csv, NULL, 1);
	assert_corpus_is_read("corpus/ab", &importer_ab_gnuplot, NULL, 3);
	assert_corpus_is_read("captures/results/ab-gnuplot",
	    &importer_ab_gnuplot, NULL, 2);
}

static void a_file_that_mentions_ab_is_no_report(void **state)
{
	(void)state;
	assert_false(importer_ab_text.sniff(
	    SPAN("{\"ab\": \"This is ApacheBench, Version 2.3\"}")));
	assert_true(importer_ab_text.sniff(
	    SPAN("$ ab http://h/\n> This is ApacheBench, Version 2.3\n")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_report_says_what_it_printed),
		cmocka_unit_test(a_file_that_mentions_ab_is_no_report),
		cmocka_unit_test(
		    good_responses_of_another_length_are_no_errors),
		cmocka_unit_test(
		    before_2_4_1_writing_fails_beside_failed_requests),
		cmocka_unit_test(without_percentages_there_are_moments_alone),
		cmocka_unit_test(encryption_and_kept_connections_are_told),
		cmocka_unit_test(other_columns_of_times_are_another_tool),
		cmocka_unit_test(whole_milliseconds_are_known_to_half_of_one),
		cmocka_unit_test(moments_of_few_milliseconds_say_too_little),
		cmocka_unit_test(errors_with_a_status_stand_beside_no_failure),
		cmocka_unit_test(an_interrupted_run_looks_whole_but_is_not),
		cmocka_unit_test(a_run_that_never_began_has_no_figures),
		cmocka_unit_test(several_reports_stand_among_prose),
		cmocka_unit_test(faults_in_a_report_are_named_with_their_line),
		cmocka_unit_test(every_cut_of_a_report_is_survived),
		cmocka_unit_test(
		    rows_sorted_by_latency_are_put_in_order_of_time),
		cmocka_unit_test(a_table_as_ab_wrote_it_is_read),
		cmocka_unit_test(faults_in_a_table_are_named_with_their_line),
		cmocka_unit_test(
		    percentiles_have_the_microseconds_that_the_report_lacks),
		cmocka_unit_test(
		    the_table_ends_at_99_or_in_later_versions_at_100),
		cmocka_unit_test(percentiles_that_stop_early_are_incomplete),
		cmocka_unit_test(every_real_file_is_read),
	};

	return cmocka_run_group_tests_name("ab", tests, NULL, NULL);
}
