/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "imported.h"

#include <math.h>

extern const struct importer importer_wrk, importer_wrk2;

#define FIRST                                                                  \
	"Running 5s test @ http://127.0.0.1:8080/?ms=2\n"                      \
	"  2 threads and 20 connections\n"
#define STATS                                                                  \
	"  Thread Stats   Avg      Stdev     Max   +/- Stdev\n"                \
	"    Latency     5.23ms    8.03ms  52.23ms   91.25%\n"                 \
	"    Req/Sec     3.24k   292.31     4.06k    70.00%\n"
#define DISTRIBUTION                                                           \
	"  Latency Distribution\n"                                             \
	"     50%  111.00us\n"                                                 \
	"     75%    4.69ms\n"                                                 \
	"     90%   10.49ms\n"                                                 \
	"     99%    1.17m\n"
#define REQUESTS "  32261 requests in 5.00s, 18.92MB read\n"
#define END                                                                    \
	"Requests/sec:   6446.66\n"                                            \
	"Transfer/sec:      3.78MB"
#define REPORT FIRST STATS DISTRIBUTION REQUESTS END

static struct imported import(const char *text)
{
	return imported_span(&importer_wrk, "wrk.txt", span_of(text));
}

static bool sniff(const char *text)
{
	return importer_wrk.sniff(span_of(text));
}

static void a_report_says_what_it_printed(void **state)
{
	struct imported o = import(REPORT);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(run->facts.tool, "wrk");
	assert_string_equal(run->facts.target, "http://127.0.0.1:8080/?ms=2");
	assert_string_equal(run->facts.percentile_rule, "wrk");
	assert_null(run->facts.incomplete);
	assert_int_equal(run->facts.load_model, LOAD_CLOSED);
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_true(isinf(run->facts.offered_rps));
	assert_true(run->facts.achieved_rps == 6446.66);
	assert_int_equal(run->facts.connections, 20);
	assert_int_equal(run->facts.started_at_ns, UNKNOWN);
	assert_string_equal(run_label_value(run, "threads"), "2");
	assert_string_equal(run_label_value(run, "latency_correction"),
	    "wrk-heuristic");
	assert_int_equal(run->evidence, EVIDENCE_PERCENTILES);
	assert_int_equal(run->total.requests, 32261);
	assert_int_equal(run->total.errors, 0);
	assert_true(fabs(run->total.mean_ns - 5.23e6) < 1);
	assert_true(fabs(run->total.mean_step_ns - 1e4) < 1e-3); /* "5.23ms" */
	assert_true(fabs(run->total.stddev_ns - 8.03e6) < 1);
	assert_int_equal(run->total.max_ns, 52230000);
	assert_int_equal(run->total.min_ns, UNKNOWN);
	imported_release(&o);
}

static void percentiles_are_known_to_half_of_the_last_digit(void **state)
{
	struct imported o = import(REPORT);
	struct percentile_list list =
	    imported_percentiles(&o, imported_run(&o));

	(void)state;
	assert_int_equal(list.len, 4);
	assert_true(list.at[1].p == 75 && list.at[1].value_ns == 4.69e6);
	assert_true(fabs(list.at[1].low_ns - 4.685e6) < 1);
	assert_true(fabs(list.at[1].high_ns - 4.695e6) < 1);
	imported_release(&o);
}

static void microseconds_are_whole_whatever_is_printed(void **state)
{
	struct imported o = import(REPORT);
	struct percentile_list list =
	    imported_percentiles(&o, imported_run(&o));

	(void)state;
	assert_true(list.at[0].value_ns == 111e3);
	assert_true(list.at[0].low_ns == 110.5e3);
	assert_true(list.at[0].high_ns == 111.5e3);
	imported_release(&o);
}

static void m_is_minutes(void **state)
{
	struct imported o = import(REPORT);
	struct percentile_list list =
	    imported_percentiles(&o, imported_run(&o));

	(void)state;
	assert_true(fabs(list.at[3].value_ns - 70.2e9) < 1);
	assert_true(fabs(list.at[3].high_ns - 70.5e9) < 1);
	imported_release(&o);
}

static void bytes_are_counted_in_units_of_1024(void **state)
{
	struct imported o = import(REPORT);

	(void)state;
	assert_int_equal(imported_run(&o)->facts.bytes_received,
	    llround(18.92 * 1024 * 1024));
	imported_release(&o);
}

static void a_rounded_duration_is_found_from_requests_and_rate(void **state)
{
	struct imported o = import(FIRST STATS REQUESTS END);

	(void)state;
	assert_int_equal(imported_run(&o)->facts.duration_ns,
	    llround(32261 / 6446.66 * 1e9));
	imported_release(&o);
}

/* As in a sample that somebody edited: 1,045 requests in 5.08 s. */
static void a_duration_that_the_rate_contradicts_is_not_made_to_fit(
    void **state)
{
	struct imported o =
	    import(FIRST STATS "  1045 requests in 83.33m, 46.03MB read\n"
			       "Requests/sec:    205.68\nTransfer/sec: 9MB\n");

	(void)state;
	assert_int_equal(imported_run(&o)->facts.duration_ns, 4999800000000);
	assert_non_null(imported_run(&o)->contradiction);
	imported_release(&o);
}

static void a_low_rate_is_rounded_more_than_the_duration(void **state)
{
	struct imported o = import(
	    FIRST STATS "  1 requests in 5.01s, 1.00KB read\n"
			"Requests/sec:      0.20\nTransfer/sec:     204.39B\n");

	(void)state;
	assert_int_equal(imported_run(&o)->facts.duration_ns, 5010000000);
	imported_release(&o);
}

static void without_latency_option_there_are_moments_alone(void **state)
{
	struct imported o = import(FIRST STATS REQUESTS END);

	(void)state;
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_NONE);
	assert_true(fabs(imported_run(&o)->total.mean_ns - 5.23e6) < 1);
	imported_release(&o);
}

static void socket_errors_are_failed_requests_but_late_ones_were_answered(
    void **state)
{
	struct imported o = import(FIRST STATS REQUESTS
	    "  Socket errors: connect 3, read 29, write 0, timeout 11\n"
	    "  Non-2xx or 3xx responses: 12\n" END);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 32261 + 3 + 29);
	assert_int_equal(run->total.errors, 3 + 29 + 11 + 12);
	assert_string_equal(imported_errors(&o, run),
	    "connect: Socket errors: connect=3;"
	    "read: Socket errors: read=29;"
	    "status: Non-2xx or 3xx responses=12;"
	    "timeout: Socket errors: timeout=11;");
	imported_release(&o);
}

/* A late response that is a 503 stands in both lines. */
static void no_more_requests_fail_than_there_were(void **state)
{
	struct imported o = import(FIRST STATS
	    "  10 requests in 5.00s, 18.92MB read\n"
	    "  Socket errors: connect 0, read 0, write 0, timeout 8\n"
	    "  Non-2xx or 3xx responses: 9\nRequests/sec: 2\nTransfer/sec: "
	    "1\n");

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 10);
	assert_int_equal(imported_run(&o)->total.errors, 10);
	imported_release(&o);
}

static void nothing_completed_means_no_latency_of_zero(void **state)
{
	struct imported o = import(
	    FIRST "    Latency     0.00us    0.00us   0.00us    -nan%\n"
		  "  Latency Distribution\n     50%    0.00us\n"
		  "  0 requests in 2.00s, 0.00B read\n"
		  "  Socket errors: connect 0, read 40, write 0, timeout 0\n"
		  "Requests/sec:      0.00\nTransfer/sec:       0.00B\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	assert_true(isnan(run->total.mean_ns));
	assert_int_equal(run->total.max_ns, UNKNOWN);
	assert_int_equal(run->total.requests, 40);
	assert_int_equal(run->total.errors, 40);
	assert_true(run->facts.achieved_rps == 0);
	imported_release(&o);
}

static void several_runs_stand_in_markdown_with_crlf_and_quotes(void **state)
{
	struct imported o =
	    import("\xef\xbb\xbf# Results\r\n\r\nRunning it went well.\r\n"
		   "> Running 1m test @ http://u:p@a/\r\n>   2 threads and "
		   "4 connections\r\n> > 10 requests in 1.00m, 1.00KB read"
		   "\r\n> Requests/sec:      0.17\r\n"
		   "> Transfer/sec:     17.07B\r\n"
		   "50% of it is prose, 3 requests in 5, Latency abc\r\n"
		   "```\r\n\t" FIRST STATS "\r\n" REQUESTS END);

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_null(o.runs.at[i].facts.incomplete);
		assert_null(strstr(o.runs.at[i].facts.target, "u:p"));
	}
	imported_release(&o);
}

static void what_a_script_prints_behind_it_is_not_read(void **state)
{
	struct imported o =
	    import(REPORT "\n  Latency     abc     8.03ms  52.23ms   91.25%\n"
			  "Requests/sec: none\nSocket errors: many\n");

	(void)state;
	imported_run(&o);
	imported_release(&o);
}

static void a_second_run_does_not_finish_the_first(void **state)
{
	struct imported o = import(FIRST STATS REPORT);
	size_t incomplete = 0;

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 2);
	for (size_t i = 0; i < 2; i++)
		if (o.runs.at[i].facts.incomplete)
			incomplete++;
	assert_int_equal(incomplete, 1);
	imported_release(&o);
}

static void an_interrupted_run_is_incomplete(void **state)
{
	struct imported o =
	    imported_file(&importer_wrk, "tests/data/wrk/interrupted.txt");

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "interrupted before its time was over");
	imported_release(&o);
}

static void a_minute_and_some_seconds_are_not_an_interruption(void **state)
{
	struct imported o = import("Running 2m test @ http://a/\n"
				   "  1 threads and 1 connections\n"
				   "  900 requests in 1.50m, 1.00KB read\n"
				   "Requests/sec:     10.00\nTransfer/sec:\n");

	(void)state;
	assert_null(imported_run(&o)->facts.incomplete);
	imported_release(&o);
}

static void a_missing_summary_is_incomplete(void **state)
{
	struct imported o = import(FIRST STATS END);

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the report lacks lines of its summary");
	assert_int_equal(imported_run(&o)->total.requests, UNKNOWN);
	imported_release(&o);
}

static void autocannon_is_not_ours(void **state)
{
	const char *text = "Running 3s test @ http://127.0.0.1:27080/1k\n"
			   "8 connections\n\n\n"
			   "100k requests in 3.01s, 95 MB read\n";

	(void)state;
	assert_false(sniff(text));
	assert_import_fails(&importer_wrk, "wrk.txt", text,
	    "wrk.txt: expected a line \"Running ... test @ URL\"");
}

static void wrk2_is_not_ours(void **state)
{
	(void)state;
	assert_true(sniff(REPORT));
	assert_false(importer_wrk2.sniff(span_of(REPORT)));
	assert_false(sniff(FIRST "  Thread calibration: mean lat.: 1ms\n"));
	assert_false(sniff(FIRST
	    "  Latency Distribution (HdrHistogram - Recorded Latency)\n"));
	assert_false(sniff(FIRST "  Detailed Percentile spectrum:\n"));
}

static void a_fault_is_named_with_its_line(void **state)
{
	static const struct import_fault faults[] = {
		{ FIRST "    Latency  abc  8.03ms  52.23ms   91.25%\n",
		    "wrk.txt:3: expected a latency with a unit, got \"abc\"" },
		{ FIRST "  Latency Distribution\n     50%    2.80\n",
		    "wrk.txt:4: expected a latency with a unit, "
		    "got \"2.80\"" },
		{ FIRST "  Latency Distribution\n     150%    2.80ms\n",
		    "wrk.txt:4: expected a percentile, got \"150\"" },
		{ FIRST "  1e3 requests in 5.00s, 18.92MB read\n",
		    "wrk.txt:3: expected a count, got \"1e3\"" },
		{ FIRST "  10 requests in 5.00, 18.92MB read\n",
		    "wrk.txt:3: expected a duration with a unit, "
		    "got \"5.00\"" },
		{ FIRST "  10 requests in 5.00s, -1MB read\n",
		    "wrk.txt:3: expected a size in bytes, got \"-1MB\"" },
		{ FIRST "Socket errors: connect 0, write 0\n",
		    "wrk.txt:3: expected the number of read errors, "
		    "got \"write\"" },
		{ FIRST "Socket errors: connect no, read 0\n",
		    "wrk.txt:3: expected a count, got \"no\"" },
		{ FIRST "Non-2xx or 3xx responses: -1\n",
		    "wrk.txt:3: expected a count, got \"-1\"" },
		{ FIRST "Requests/sec:  fast\n",
		    "wrk.txt:3: expected a number, got \"fast\"" },
		{ "", "wrk.txt: expected a line \"Running ... test @ URL\"" },
	};

	(void)state;
	ASSERT_FAULTS(&importer_wrk, "wrk.txt", faults);
}

static void real_reports_are_read(void **state)
{
	struct imported o =
	    imported_file(&importer_wrk, "tests/data/wrk/status.txt");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.errors, 3301);
	assert_string_equal(imported_errors(&o, run),
	    "status: Non-2xx or 3xx responses=3301;");
	imported_release(&o);
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_wrk, span_of(REPORT));
}

static void a_cut_report_is_never_taken_for_a_whole_one(void **state)
{
	size_t whole = strlen(REPORT) - strlen("      3.78MB");

	(void)state;
	for (size_t n = 0; n < whole; n++) {
		struct imported o = imported_span(&importer_wrk, "cut",
		    (struct span){ REPORT, n });

		if (!o.status)
			assert_non_null(imported_run(&o)->facts.incomplete);
		imported_release(&o);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_report_says_what_it_printed),
		cmocka_unit_test(
		    percentiles_are_known_to_half_of_the_last_digit),
		cmocka_unit_test(microseconds_are_whole_whatever_is_printed),
		cmocka_unit_test(m_is_minutes),
		cmocka_unit_test(bytes_are_counted_in_units_of_1024),
		cmocka_unit_test(
		    a_rounded_duration_is_found_from_requests_and_rate),
		cmocka_unit_test(
		    a_duration_that_the_rate_contradicts_is_not_made_to_fit),
		cmocka_unit_test(a_low_rate_is_rounded_more_than_the_duration),
		cmocka_unit_test(
		    without_latency_option_there_are_moments_alone),
		cmocka_unit_test(
		    socket_errors_are_failed_requests_but_late_ones_were_answered),
		cmocka_unit_test(no_more_requests_fail_than_there_were),
		cmocka_unit_test(nothing_completed_means_no_latency_of_zero),
		cmocka_unit_test(
		    several_runs_stand_in_markdown_with_crlf_and_quotes),
		cmocka_unit_test(what_a_script_prints_behind_it_is_not_read),
		cmocka_unit_test(a_second_run_does_not_finish_the_first),
		cmocka_unit_test(an_interrupted_run_is_incomplete),
		cmocka_unit_test(
		    a_minute_and_some_seconds_are_not_an_interruption),
		cmocka_unit_test(a_missing_summary_is_incomplete),
		cmocka_unit_test(autocannon_is_not_ours),
		cmocka_unit_test(wrk2_is_not_ours),
		cmocka_unit_test(a_fault_is_named_with_its_line),
		cmocka_unit_test(real_reports_are_read),
		cmocka_unit_test(every_cut_is_survived),
		cmocka_unit_test(a_cut_report_is_never_taken_for_a_whole_one),
	};

	return cmocka_run_group_tests_name("wrk", tests, NULL, NULL);
}
