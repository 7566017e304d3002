/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "imported.h"

#include <math.h>

extern const struct importer importer_hey_text;

#define SUMMARY                                                                \
	"\nSummary:\n"                                                         \
	"  Total:\t2.0000 secs\n"                                              \
	"  Slowest:\t0.0455 secs\n"                                            \
	"  Fastest:\t0.0001 secs\n"                                            \
	"  Average:\t0.0031 secs\n"
#define RATE(n) "  Requests/sec:\t" n "\n  \n"
#define DETAILS                                                                \
	"  Total data:\t512000 bytes\n"                                        \
	"  Size/request:\t512 bytes\n\n"                                       \
	"Response time histogram:\n  0.000 [1]\t|\n  0.005 [840]\t|##\n\n\n"   \
	"Latency distribution:\n"                                              \
	"  10% in 0.0006 secs\n"                                               \
	"  99% in 0.0157 secs\n\n"                                             \
	"Details (average, fastest, slowest):\n"                               \
	"  DNS+dialup:\t0.0000 secs, 0.0001 secs, 0.0455 secs\n\n"
#define STATUSES                                                               \
	"Status code distribution:\n"                                          \
	"  [200]\t980 responses\n  [503]\t15 responses\n"
#define FAILURES                                                               \
	"\nError distribution:\n"                                              \
	"  [4]\tGet \"http://u:p@h/?token=abc\": dial tcp [::1]:1: refused\n"  \
	"  [1]\tGet \"http://h/\": context deadline exceeded\n\n"
#define REPORT SUMMARY RATE("500.0000") DETAILS STATUSES FAILURES

static struct imported import(const char *text)
{
	return imported_span(&importer_hey_text, "hey.txt", span_of(text));
}

static void a_report_says_what_it_printed(void **state)
{
	struct imported o = import(REPORT);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(run->facts.tool, "hey");
	assert_string_equal(run->facts.percentile_rule, "hey");
	assert_null(run->facts.incomplete);
	assert_int_equal(run->facts.load_model, LOAD_CLOSED);
	assert_int_equal(run->facts.population, POPULATION_SUCCESSES);
	assert_int_equal(run->facts.duration_ns, 2000000000);
	assert_true(run->facts.achieved_rps == 500);
	assert_true(isnan(run->facts.offered_rps)); /* -q is of a worker */
	assert_int_equal(run->facts.bytes_received, 512000);
	assert_int_equal(run->facts.connections, UNKNOWN);
	assert_int_equal(run->evidence, EVIDENCE_PERCENTILES);
	assert_true(fabs(run->total.mean_ns - 3.1e6) < 1);
	assert_true(run->total.mean_step_ns == 1e5);
	assert_int_equal(run->total.min_ns, 100000);
	assert_int_equal(run->total.max_ns, 45500000);
	imported_release(&o);
}

static void percentiles_are_known_to_half_of_a_tenth_millisecond(void **state)
{
	struct imported o = import(REPORT);
	struct percentile_list list =
	    imported_percentiles(&o, imported_run(&o));

	(void)state;
	assert_int_equal(list.len, 2);
	assert_true(list.at[1].p == 99);
	assert_true(fabs(list.at[1].low_ns - 15.65e6) < 1);
	assert_true(fabs(list.at[1].high_ns - 15.75e6) < 1);
	imported_release(&o);
}

static void requests_are_the_sum_of_statuses_and_errors(void **state)
{
	struct imported o = import(REPORT);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 1000);
	assert_int_equal(run->total.errors, 5 + 15); /* [503] */
	assert_string_equal(imported_statuses(&o, run), "200=980;503=15;");
	imported_release(&o);
}

static void errors_have_a_kind_and_no_secrets(void **state)
{
	struct imported o = import(REPORT);

	(void)state;
	assert_string_equal(imported_errors(&o, imported_run(&o)),
	    "connect: Get \"http://h/?token\": dial tcp [::1]:1: refused=4;"
	    "timeout: Get \"http://h/\": context deadline exceeded=1;");
	imported_release(&o);
}

static void nothing_answered_means_no_latency_of_zero(void **state)
{
	struct imported o =
	    imported_file(&importer_hey_text, "tests/data/hey/refused.txt");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	assert_true(isnan(run->total.mean_ns));
	assert_int_equal(run->total.max_ns, UNKNOWN);
	assert_int_equal(run->total.requests, 49824);
	assert_int_equal(run->total.errors, 49824);
	assert_null(run->facts.incomplete);
	imported_release(&o);
}

static void the_average_is_false_beyond_a_million_responses(void **state)
{
	struct imported o = import(SUMMARY RATE("600000.0000") DETAILS
	    "Status code distribution:\n  [200]\t1000000 responses\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(run->facts.incomplete,
	    "hey keeps the first 1,000,000 results alone");
	assert_true(isnan(run->total.mean_ns));
	assert_int_equal(run->total.requests, UNKNOWN);
	imported_release(&o);
}

static void just_a_million_responses_are_whole(void **state)
{
	struct imported o = import(SUMMARY RATE("500000.0000") DETAILS
	    "Status code distribution:\n  [200]\t1000000 responses\n");

	(void)state;
	assert_null(imported_run(&o)->facts.incomplete);
	assert_int_equal(imported_run(&o)->total.requests, 1000000);
	imported_release(&o);
}

static void what_was_cut_does_not_add_up(void **state)
{
	struct imported o = import(SUMMARY RATE("500.0000") DETAILS
	    "Status code distribution:\n  [200]\t980 responses\n");

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the counts do not add up to Requests/sec");
	assert_int_equal(imported_run(&o)->total.requests, UNKNOWN);
	imported_release(&o);
	o = import(SUMMARY RATE("500.0000"));
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the report stops early");
	imported_release(&o);
}

static void several_runs_stand_among_prose(void **state)
{
	struct imported o = import(
	    "# hey\r\n[1] a note\r\n" REPORT "```\n[2] another\n> " REPORT);

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 2);
	for (size_t i = 0; i < 2; i++)
		assert_null(o.runs.at[i].facts.incomplete);
	imported_release(&o);
}

static void it_is_known_from_the_reports_of_others(void **state)
{
	(void)state;
	assert_true(importer_hey_text.sniff(span_of(REPORT)));
	assert_false(importer_hey_text.sniff(
	    span_of("Summary:\n  Success rate:\t100.00%\n" DETAILS)));
	assert_false(importer_hey_text.sniff(
	    span_of("Summary:\n  Count:\t200\n  Total:\t1 s\n")));
	assert_false(importer_hey_text.sniff(
	    span_of("Running 1s test @ http://h\n"
		    "  2 threads and 2 connections\n" REPORT)));
}

static void faults_are_named_with_their_line(void **state)
{
	static const struct import_fault faults[] = {
		{ "Summary:\n  Total:\tsoon secs\n",
		    "hey.txt:2: expected a time in seconds, got \"soon\"" },
		{ "Summary:\n  Slowest:\t-1 secs\n",
		    "hey.txt:2: expected a time in seconds, got \"-1\"" },
		{ "Summary:\n  Requests/sec:\tx\n",
		    "hey.txt:2: expected a number, got \"x\"" },
		{ "Summary:\nLatency distribution:\n 101% in 1 secs\n",
		    "hey.txt:3: expected a percentile, got \"101\"" },
		{ "Summary:\nLatency distribution:\n 10% in NaN secs\n",
		    "hey.txt:3: expected a time in seconds, got \"NaN\"" },
		{ "Summary:\nStatus code distribution:\n [2x0] 1 responses",
		    "hey.txt:3: expected \"[STATUS] N responses\", "
		    "got \"[2x0] 1 responses\"" },
		{ "Summary:\nStatus code distribution:\n [200] -1 responses",
		    "hey.txt:3: expected a count, got \"-1\"" },
		{ "Summary:\nError distribution:\n  [x] Get\n",
		    "hey.txt:3: expected a count, got \"x\"" },
		{ "", "hey.txt: expected a line \"Summary:\"" },
	};

	(void)state;
	ASSERT_FAULTS(&importer_hey_text, "hey.txt", faults);
}

static void a_report_as_hey_wrote_it_is_read(void **state)
{
	struct imported o =
	    imported_file(&importer_hey_text, "tests/data/hey/status.txt");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_null(run->facts.incomplete);
	assert_int_equal(run->total.requests, 13550 + 1547);
	assert_int_equal(run->total.errors, 1547);
	imported_release(&o);
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_hey_text, span_of(REPORT));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_report_says_what_it_printed),
		cmocka_unit_test(
		    percentiles_are_known_to_half_of_a_tenth_millisecond),
		cmocka_unit_test(requests_are_the_sum_of_statuses_and_errors),
		cmocka_unit_test(errors_have_a_kind_and_no_secrets),
		cmocka_unit_test(nothing_answered_means_no_latency_of_zero),
		cmocka_unit_test(
		    the_average_is_false_beyond_a_million_responses),
		cmocka_unit_test(just_a_million_responses_are_whole),
		cmocka_unit_test(what_was_cut_does_not_add_up),
		cmocka_unit_test(several_runs_stand_among_prose),
		cmocka_unit_test(it_is_known_from_the_reports_of_others),
		cmocka_unit_test(faults_are_named_with_their_line),
		cmocka_unit_test(a_report_as_hey_wrote_it_is_read),
		cmocka_unit_test(every_cut_is_survived),
	};

	return cmocka_run_group_tests_name("hey-text", tests, NULL, NULL);
}
