/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reads.h"

extern const struct importer importer_h2load_text, importer_h2load_log;

static struct imported import(const char *text)
{
	return imported_span(&importer_h2load_text, "h2.txt", span_of(text));
}

static void a_report_has_moments_and_no_percentiles(void **state)
{
	struct imported o =
	    imported_file(&importer_h2load_text, "tests/data/h2load/h2.txt");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_null(run->facts.incomplete);
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	assert_int_equal(run->facts.connections, 4);
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_int_equal(run->facts.load_model, LOAD_CLOSED);
	assert_int_equal(run->facts.bytes_received, 147381480);
	assert_int_equal(run->total.requests, 127053);
	assert_int_equal(run->total.errors, 0);
	assert_int_equal(run->total.min_ns, 133000);
	assert_string_equal(run_label_value(run, "protocol"), "h2");
	assert_string_equal(run_label_value(run, "tls"), "yes");
	assert_string_equal(imported_statuses(&o, run), "2xx=127053;");
	imported_release(&o);
}

static void the_column_behind_min_is_max(void **state)
{
	struct imported o =
	    imported_file(&importer_h2load_text, "tests/data/h2load/h2.txt");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.max_ns, 15600000);
	assert_true(run->total.mean_ns == 930e3);
	assert_true(run->total.mean_step_ns == 1e3); /* "930us" */
	assert_true(run->total.stddev_ns == 616e3);
	imported_release(&o);
}

static void the_duration_does_not_count_the_warm_up(void **state)
{
	struct imported o =
	    imported_file(&importer_h2load_text, "tests/data/h2load/h2.txt");
	int64_t ns = imported_run(&o)->facts.duration_ns;

	(void)state;
	assert_true(ns > 3999000000 && ns < 4001000000);
	imported_release(&o);
}

static void more_done_than_the_time_holds_is_a_contradiction(void **state)
{
	struct imported o =
	    import("finished in 2.00s, 10.00 req/s, 4.10MB/s\n"
		   "requests: 2000 total, 2000 started, 2000 done, "
		   "2000 succeeded, 0 failed, 0 errored, 0 timeout\n"
		   "status codes: 2000 2xx, 0 3xx, 0 4xx, 0 5xx\n");

	(void)state;
	assert_string_equal(imported_run(&o)->contradiction,
	    "2,000 requests in 2.00 s are not 10 a second");
	imported_release(&o);
}

static void failed_counts_responses_with_an_error_status(void **state)
{
	struct imported o =
	    imported_file(&importer_h2load_text, "tests/data/h2load/flaky.txt");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 30009);
	assert_int_equal(run->total.errors, 3049);
	assert_string_equal(imported_errors(&o, run), "status: failed=3049;");
	assert_string_equal(imported_statuses(&o, run), "2xx=26960;5xx=3049;");
	imported_release(&o);
}

static void nothing_answered_means_no_latency_of_zero(void **state)
{
	struct imported o = imported_file(&importer_h2load_text,
	    "tests/data/h2load/refused.txt");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 0);
	assert_true(isnan(run->total.mean_ns));
	assert_int_equal(run->total.max_ns, UNKNOWN);
	imported_release(&o);
}

static void clients_are_the_sum_of_the_threads(void **state)
{
	struct imported o = import(
	    "starting benchmark...\n"
	    "spawning thread #0: 5 total client(s). 100 total requests\n"
	    "spawning thread #1: 4 total client(s). 100 total requests\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->facts.connections, 9);
	assert_string_equal(run->facts.incomplete, "the report stops early");
	imported_release(&o);
}

#define OLD                                                                    \
	"finished in 2.00s, 50.00 req/s, 1.0MB/s\n"                            \
	"requests: 100 total, 100 started, 100 done, 80 succeeded, "           \
	"20 failed, 5 errored, 2 timeout\n"                                    \
	"status codes: 80 2xx, 0 3xx, 15 4xx, 0 5xx\n"                         \
	"traffic: 4125 bytes total, 10 bytes headers, 20 bytes data\n"         \
	"time for request:  1us  2.50s  1.00m  3.00ms  5.00%\n"

static void parts_of_failed_are_not_added_to_it(void **state)
{
	struct imported o = import(OLD OLD);

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 2);
	assert_int_equal(o.runs.at[0].total.errors, 20);
	assert_string_equal(imported_errors(&o, &o.runs.at[0]),
	    "other: errored=3;status: failed=15;timeout: timeout=2;");
	assert_int_equal(o.runs.at[0].facts.bytes_received, 4125);
	imported_release(&o);
}

static void faults_are_named_with_their_line(void **state)
{
	(void)state;
	assert_import_fails(&importer_h2load_text, "x", "hello\n",
	    "x: expected a line \"finished in ..., ... req/s, ...\"");
	assert_import_fails(&importer_h2load_text, "x",
	    "finished in soon, 1 req/s\n",
	    "x:1: expected a time and a rate, got \"soon, 1 req/s\"");
	assert_import_fails(&importer_h2load_text, "x",
	    "finished in 1s, 1 req/s\nrequests: x total\n",
	    "x:2: expected a count, got \"x\"");
	assert_import_fails(&importer_h2load_text, "x",
	    "finished in 1s, 1 req/s\nstatus codes: y 2xx\n",
	    "x:2: expected a count, got \"y\"");
	assert_import_fails(&importer_h2load_text, "x",
	    "finished in 1s, 1 req/s\ntraffic: 1MB\n",
	    "x:2: expected bytes, got \"1MB\"");
	assert_import_fails(&importer_h2load_text, "x",
	    "finished in 1s, 1 req/s\ntime for request: 1us 2 3 4\n",
	    "x:2: expected a time with a unit, got \"2\"");
}

static void every_cut_of_a_report_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_h2load_text, SPAN(OLD));
}

/* ---- --log-file ---- */

static void a_log_has_each_request_with_its_time(void **state)
{
	struct imported o =
	    imported_file(&importer_h2load_log, "tests/data/h2load/log.tsv");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_TIMED);
	assert_int_equal(run->facts.started_at_ns, 1795365859919789000);
	assert_int_equal(run->facts.duration_ns, 7083000);
	assert_true(fabs(run->total.mean_ns - 68085) < 1);
	assert_string_equal(imported_statuses(&o, run), "200=200;");
	assert_string_equal(read_windows(&o), "0=200;");
	imported_release(&o);
}

#define START "179536585991978"

static void what_failed_is_no_latency(void **state)
{
	struct imported o = imported_span(&importer_h2load_log, "x",
	    SPAN(START "9\t-1\t5\n" START "0\t404\t7\n"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 2);
	assert_int_equal(run->total.errors, 2); /* one has a 404 */
	assert_int_equal(run->facts.population, POPULATION_SUCCESSES);
	/* Rows are in order of their ends, and cut off at the microsecond. */
	assert_int_equal(run->facts.started_at_ns, 1795365859919780000);
	assert_int_equal(run->total.latency_step_ns, 2000);
	assert_true(run->total.mean_step_ns == 2000);
	assert_int_equal(run->facts.load_model, LOAD_CLOSED);
	assert_string_equal(read_buckets(&o, run), "7000..7000=1;");
	assert_string_equal(imported_statuses(&o, run), "404=1;");
	imported_release(&o);
	assert_every_cut_is_survived(&importer_h2load_log,
	    SPAN(START "9\t-1\t5\n" START "0\t404\t7\n"));
}

static void faults_in_a_log_are_named_with_their_line(void **state)
{
	(void)state;
	assert_import_fails(&importer_h2load_log, "x", "",
	    "x: expected a request, got none");
	assert_import_fails(&importer_h2load_log, "x",
	    START "9\t200\t5\n1\t2\t3\n",
	    "x:2: expected a time in microseconds, a status and a latency, "
	    "got \"1\t2\t3\"");
}

static void every_real_file_is_read(void **state)
{
	(void)state;
	assert_corpus_is_read("corpus/h2load", &importer_h2load_text, NULL, 4);
	assert_corpus_is_read("captures/results/h2load", &importer_h2load_text,
	    NULL, 12);
	assert_corpus_is_read("captures/results/h2load-h2",
	    &importer_h2load_text, NULL, 3);
	assert_corpus_is_read("captures/results/h2load-log",
	    &importer_h2load_log, NULL, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_report_has_moments_and_no_percentiles),
		cmocka_unit_test(the_column_behind_min_is_max),
		cmocka_unit_test(the_duration_does_not_count_the_warm_up),
		cmocka_unit_test(
		    more_done_than_the_time_holds_is_a_contradiction),
		cmocka_unit_test(failed_counts_responses_with_an_error_status),
		cmocka_unit_test(nothing_answered_means_no_latency_of_zero),
		cmocka_unit_test(clients_are_the_sum_of_the_threads),
		cmocka_unit_test(parts_of_failed_are_not_added_to_it),
		cmocka_unit_test(faults_are_named_with_their_line),
		cmocka_unit_test(every_cut_of_a_report_is_survived),
		cmocka_unit_test(a_log_has_each_request_with_its_time),
		cmocka_unit_test(what_failed_is_no_latency),
		cmocka_unit_test(faults_in_a_log_are_named_with_their_line),
		cmocka_unit_test(every_real_file_is_read),
	};

	return cmocka_run_group_tests_name("h2load", tests, NULL, NULL);
}
