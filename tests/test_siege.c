/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/siege.h"
#include "reads.h"

extern const struct importer importer_siege_text, importer_siege_json,
    importer_siege_log;

#define REPORT(response, longest)                                              \
	"** SIEGE 4.0.7\n** Preparing 4 concurrent users for battle.\n"        \
	"The server is now under siege...\n\n"                                 \
	"Transactions:\t\t          90 hits\nAvailability:\t\t 90.00 %\n"      \
	"Elapsed time:\t\t        2.00 secs\n"                                 \
	"Data transferred:\t        1.50 MB\n"                                 \
	"Response time:\t\t        " response                                  \
	"\nTransaction rate:\t       45.00 trans/sec\n"                        \
	"Throughput:\t\t        0.75 MB/sec\nConcurrency:\t\t        3.60\n"   \
	"Successful transactions:          80\n"                               \
	"Failed transactions:\t           10\n"                                \
	"Longest transaction:\t        " longest                               \
	"\nShortest transaction:\t        0.00\n \n"

static void transactions_and_failures_are_what_was_sent(void **state)
{
	struct imported o = imported_span(&importer_siege_text, "x",
	    SPAN(REPORT("0.08 secs", "0.22")));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_null(run->facts.incomplete);
	assert_string_equal(run->facts.tool_version, "4.0.7");
	assert_int_equal(run->facts.connections, 4);
	assert_int_equal(run->total.requests, 100);
	assert_int_equal(run->total.errors, 10 + 10);
	assert_string_equal(imported_statuses(&o, run), "4xx=10;");
	assert_int_equal(run->facts.bytes_received, 3 << 19);
	assert_int_equal(run->facts.duration_ns, 2000000000);
	imported_release(&o);
}

static void the_mean_is_concurrency_by_the_transactions(void **state)
{
	struct imported o = imported_span(&importer_siege_text, "x",
	    SPAN(REPORT("0.08 secs", "0.22")));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_true(fabs(run->total.mean_ns - 80e6) < 1);
	assert_int_equal(run->total.max_ns, 220000000);
	assert_int_equal(run->total.min_ns, UNKNOWN); /* "0.00" */
	imported_release(&o);
}

static void later_versions_have_milliseconds(void **state)
{
	struct imported o = imported_span(&importer_siege_text, "x",
	    SPAN(REPORT("80.00 ms", "220.50 ms")));

	(void)state;
	assert_int_equal(imported_run(&o)->total.max_ns, 220500000);
	imported_release(&o);
}

static void a_report_as_siege_wrote_it_is_read(void **state)
{
	struct imported o =
	    imported_file(&importer_siege_text, "tests/data/siege/report.txt");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	assert_int_equal(run->total.requests, 90682);
	imported_release(&o);
}

static void faults_in_a_report_are_named_with_their_line(void **state)
{
	(void)state;
	assert_import_fails(&importer_siege_text, "x", "x\n",
	    "x: expected a line \"Transactions: N hits\"");
	assert_import_fails(&importer_siege_text, "x",
	    "Transactions: 3 hits\nElapsed time: soon\n",
	    "x:2: expected a time with a unit, got \"soon\"");
	assert_import_fails(&importer_siege_text, "x",
	    "Transactions: 3 hits\nLongest transaction: x\n",
	    "x:2: expected a number, got \"x\"");
	assert_every_cut_is_survived(&importer_siege_text,
	    SPAN(REPORT("0.08 secs", "0.22")));
}

static void nothing_answered_means_no_latency_of_zero(void **state)
{
	struct imported o = imported_file(&importer_siege_json,
	    "tests/data/siege/refused.json");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 1025);
	assert_int_equal(run->total.errors, 1025);
	assert_true(isnan(run->total.mean_ns));
	assert_int_equal(run->total.max_ns, UNKNOWN);
	imported_release(&o);
}

static void words_may_stand_around_the_object(void **state)
{
	struct imported o = imported_span(&importer_siege_json, "x",
	    SPAN("New configuration template added to /h/.siege\nRun siege\n"
		 "{\"transactions\": 4, \"failed_transactions\": 0,"
		 "\"availability\": 100.00, \"elapsed_time\": 2.97,"
		 "\"longest_transaction\": 0.35}\nLOG FILE: /var/log/x\n"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 4);
	assert_int_equal(run->total.max_ns, 350000000);
	assert_int_equal(run->facts.duration_ns, 2970000000);
	imported_release(&o);
}

static void faults_in_json_are_named_with_their_way(void **state)
{
	(void)state;
	assert_import_fails(&importer_siege_json, "x", "",
	    "x: expected a result, got nothing");
	assert_import_fails(&importer_siege_json, "x", "{\"transactions\":-1}",
	    "x:1: expected transactions to be 0 or more, got -1");
	assert_import_fails(&importer_siege_json, "x",
	    "{\"transactions\":\"x\"}",
	    "x:1: transactions: expected a number, got a string");
	assert_every_cut_of_file_is_survived(&importer_siege_json,
	    "tests/data/siege/flaky.json");
}

#define LOG                                                                    \
	"      Date & Time,  Trans,  Elap Time,  Data Trans,  Resp Time,  "    \
	"Trans Rate,  Throughput,  Concurrent,    OKAY,   Failed\n"            \
	"2015-12-20 21:30:23,   100,   20.00,   50,   0.40,   5.00,   2.50,"   \
	"   2.00,   100,   0\n"                                                \
	"**** my mark ****\n"                                                  \
	"2015-12-20 21:31:23,     0,   10.00,    0,   -nan,   0.00,   0.00,"   \
	"   0.00,     0,   7\n"

static void each_row_of_the_log_is_a_run(void **state)
{
	struct imported o =
	    imported_span(&importer_siege_log, "siege.log", SPAN(LOG));
	const struct run *first, *marked;

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 2);
	first = &o.runs.at[o.runs.at[0].total.requests != 100];
	marked = &o.runs.at[o.runs.at[0].total.requests == 100];
	assert_null(first->facts.name);
	assert_int_equal(first->facts.started_at_ns, UNKNOWN);
	assert_true(fabs(first->total.mean_ns - 400e6) < 1);
	assert_string_equal(marked->facts.name, "my mark");
	assert_int_equal(marked->total.errors, 7);
	assert_int_equal(first->total.errors, 0);
	assert_true(isnan(marked->total.mean_ns));
	imported_release(&o);
}

static void faults_in_a_log_are_named_with_their_line(void **state)
{
	(void)state;
	assert_import_fails(&importer_siege_log, "x", "Date & Time, Trans\n",
	    "x: expected a run, got none");
	assert_import_fails(&importer_siege_log, "x",
	    "Date & Time, Trans\n2015-12-20 21:30:23, 4, x, 3\n",
	    "x:2: column 3: expected a number, got \"x\"");
	assert_every_cut_is_survived(&importer_siege_log, SPAN(LOG));
}

static void successes_that_are_not_said_leave_errors_unknown(void **state)
{
	struct siege_figures f = SIEGE_UNKNOWN;
	struct summary s = { 0 };

	(void)state;
	summary_begin(&s, "siege");
	f.transactions.value = 7;
	f.failed.value = 2;
	siege_fill(&s, &f);
	assert_int_equal(s.total.requests, 9);
	assert_int_equal(s.total.errors, UNKNOWN);
	summary_release(&s);
}

static void every_real_file_is_read(void **state)
{
	(void)state;
	assert_corpus_is_read("corpus/siege", &importer_siege_text, NULL, 2);
	assert_corpus_is_read("corpus/siege", &importer_siege_json, NULL, 1);
	assert_corpus_is_read("captures/results/siege", &importer_siege_json,
	    NULL, 6);
	assert_corpus_is_read("captures/results/siege-text",
	    &importer_siege_text, NULL, 2);
}

#define LOG_ROW(megabytes, mean, okay)                                         \
	"      Date & Time,  Trans,  Elap Time,  Data Trans,  Resp Time,  "    \
	"Trans Rate,  Throughput,  Concurrent,    OKAY,   Failed\n"            \
	"2015-12-20 21:30:23, 100, 20.00, " megabytes ", " mean                \
	", 5.00, inf, nan, " okay ", 0\n"

static struct imported log_row(const char *text)
{
	return imported_span(&importer_siege_log, "x", span_of(text));
}

static void okay_of_200_alone_does_not_count_the_errors(void **state)
{
	struct imported o = log_row(LOG_ROW("50", "0.40", "90"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 100);
	assert_int_equal(imported_run(&o)->total.errors, UNKNOWN);
	imported_release(&o);
}

static void few_whole_megabytes_say_too_little(void **state)
{
	struct imported few = log_row(LOG_ROW("9", "0.40", "100"));
	struct imported many = log_row(LOG_ROW("10", "0.40", "100"));

	(void)state;
	assert_int_equal(imported_run(&few)->facts.bytes_received, UNKNOWN);
	assert_int_equal(imported_run(&many)->facts.bytes_received, 10 << 20);
	imported_release(&few);
	imported_release(&many);
}

static void a_figure_of_inf_is_unknown(void **state)
{
	struct imported o = log_row(LOG_ROW("50", "inf", "100"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 100);
	assert_true(isnan(imported_run(&o)->total.mean_ns));
	imported_release(&o);
}

/* 3.41 users over 9.27 s in 23 transactions: each to half its last digit. */
static void a_mean_is_as_far_off_as_what_it_is_made_of(void **state)
{
	struct imported o = imported_span(&importer_siege_json, "x",
	    SPAN("{\"transactions\":23,\"availability\":100,\"elapsed_time\":"
		 "9.27,\"response_time\":1.37,\"concurrency\":3.41,"
		 "\"failed_transactions\":0}"));
	struct imported stated = log_row(LOG_ROW("50", "0.40", "100"));
	double low = 3.405 * 9.265e9 / 23, high = 3.415 * 9.275e9 / 23;

	(void)state;
	assert_true(
	    fabs(imported_run(&o)->total.mean_step_ns - (high - low)) < 1e3);
	assert_true(imported_run(&stated)->total.mean_ns == 400e6);
	assert_true(imported_run(&stated)->total.mean_step_ns == 10e6);
	imported_release(&o);
	imported_release(&stated);
}

static void a_report_without_its_last_line_stopped_early(void **state)
{
	struct imported o = imported_span(&importer_siege_text, "x",
	    SPAN("** SIEGE 4.0.7\nTransactions: 23 hits\n"));

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the report stops early");
	imported_release(&o);
}

static void a_mark_names_the_next_run_alone(void **state)
{
	struct imported o = log_row(
	    LOG "2015-12-20 21:40:23, 5, 9.00, 0, 0.40, 5, 0, 2, 5, 0\n");
	size_t marked = 0;

	(void)state;
	assert_int_equal(o.runs.len, 3);
	for (size_t i = 0; i < o.runs.len; i++)
		marked += o.runs.at[i].facts.name != NULL;
	assert_int_equal(marked, 1);
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(transactions_and_failures_are_what_was_sent),
		cmocka_unit_test(the_mean_is_concurrency_by_the_transactions),
		cmocka_unit_test(later_versions_have_milliseconds),
		cmocka_unit_test(a_report_as_siege_wrote_it_is_read),
		cmocka_unit_test(faults_in_a_report_are_named_with_their_line),
		cmocka_unit_test(nothing_answered_means_no_latency_of_zero),
		cmocka_unit_test(words_may_stand_around_the_object),
		cmocka_unit_test(faults_in_json_are_named_with_their_way),
		cmocka_unit_test(each_row_of_the_log_is_a_run),
		cmocka_unit_test(faults_in_a_log_are_named_with_their_line),
		cmocka_unit_test(every_real_file_is_read),
		cmocka_unit_test(
		    successes_that_are_not_said_leave_errors_unknown),
		cmocka_unit_test(okay_of_200_alone_does_not_count_the_errors),
		cmocka_unit_test(few_whole_megabytes_say_too_little),
		cmocka_unit_test(a_figure_of_inf_is_unknown),
		cmocka_unit_test(a_mean_is_as_far_off_as_what_it_is_made_of),
		cmocka_unit_test(a_report_without_its_last_line_stopped_early),
		cmocka_unit_test(a_mark_names_the_next_run_alone),
	};

	return cmocka_run_group_tests_name("siege", tests, NULL, NULL);
}
