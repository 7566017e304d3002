/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One run in two files is one run; two runs are never one.
 */
#include "analyze/twins.h"

#include "tests/check.h"
#include "tests/run_fixture.h"

#define MS 1000000

static struct arena arena;
static struct run_list runs;
static struct study study;
static struct quality_list found;

static int setup(void **state)
{
	(void)state;
	runs = (struct run_list){ 0 };
	study = (struct study){ .factor = "mesh" };
	found = (struct quality_list){ 0 };
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

/* A run in a file of its own. */
static struct run *add(const char *format, enum evidence e, const char *labels)
{
	struct run *run = run_fixture(&arena, &runs, labels);

	run->source_name = arena_printf(&arena, "%zu.%s", runs.len, format);
	run->source_sha256 = run->source_name;
	run->source_format = format;
	run->evidence = e;
	run->facts.tool = "k6";
	run->total.requests = 6000;
	run->total.min_ns = 1234567;
	run->total.mean_ns = 4321987.5;
	run->total.max_ns = 52345678;
	return run;
}

/* How many are left, and what is said: "run1 the detail". */
static const char *leave(void)
{
	const char *text;

	twins_leave(&study, &runs, &arena, &found);
	text = arena_printf(&arena, "%zu", runs.len);
	for (size_t i = 0; i < found.len; i++)
		text = arena_printf(&arena, "%s; %s: %s", text, found.at[i].run,
		    found.at[i].detail);
	return text;
}

static void a_log_beside_its_summary_is_one_run(void **state)
{
	(void)state;
	add("k6-summary", EVIDENCE_PERCENTILES, "mesh=a");
	add("k6-ndjson", EVIDENCE_TIMED, "mesh=a");
	CHECK_STR(leave(),
	    "1; run2: 1.k6-summary (k6-summary) has the same run: all figures "
	    "agree that both state; it is left out");
	CHECK_STR(runs.at[0].id, "run2");
	CHECK_STR(found.at[0].state, "warn");
}

static void what_was_printed_agrees_to_its_digits(void **state)
{
	struct run *text;

	(void)state;
	add("k6-ndjson", EVIDENCE_TIMED, "");
	text = add("k6-console", EVIDENCE_PERCENTILES, "");
	text->total.min_ns = 1230000;
	text->total.mean_ns = 4320000;
	text->total.mean_step_ns = 10000;
	text->total.max_ns = 52340000;
	leave();
	CHECK_INT(runs.len, 1);
}

static void of_equal_evidence_the_one_that_says_more_is_kept(void **state)
{
	(void)state;
	add("k6-console", EVIDENCE_PERCENTILES, "")->total.mean_step_ns = 1000;
	add("k6-summary-export", EVIDENCE_PERCENTILES, "");
	leave();
	CHECK_INT(runs.len, 1);
	CHECK_STR(runs.at[0].source_format, "k6-summary-export");
	setup(state);
	add("k6-summary-export", EVIDENCE_PERCENTILES, "");
	add("k6-machine-summary", EVIDENCE_PERCENTILES, "")
	    ->facts.started_at_ns = 5;
	leave();
	CHECK_STR(runs.at[0].source_format, "k6-machine-summary");
}

/* A log without the factor would take its summary out of the comparison. */
static void the_one_that_has_the_factor_is_kept(void **state)
{
	struct run *log = add("k6-ndjson", EVIDENCE_TIMED, "rep=1");

	(void)state;
	log->facts.achieved_rps = 100;
	add("k6-summary", EVIDENCE_PERCENTILES, "mesh=a rep=1");
	leave();
	CHECK_INT(runs.len, 1);
	CHECK_STR(runs.at[0].source_format, "k6-summary");
}

static void copies_of_one_format_are_one_run(void **state)
{
	(void)state;
	for (int i = 0; i < 4; i++)
		add("k6-ndjson", EVIDENCE_TIMED, "rep=1");
	leave();
	CHECK_INT(runs.len, 1);
}

static void a_copy_under_the_number_of_another_repeat_is_no_repeat(void **state)
{
	(void)state;
	add("k6-ndjson", EVIDENCE_TIMED, "rep=1");
	add("k6-ndjson", EVIDENCE_TIMED, "rep=2");
	CHECK_STR(leave(),
	    "1; run1: 2.k6-ndjson is a copy of 1.k6-ndjson, under the number "
	    "of another repeat: every figure is the same to its last digit; "
	    "it is left out");
}

static void repeats_that_differ_anywhere_are_two_runs(void **state)
{
	(void)state;
	add("k6-ndjson", EVIDENCE_TIMED, "rep=1");
	add("k6-ndjson", EVIDENCE_TIMED, "rep=2")->total.mean_ns += 0.01;
	add("k6-ndjson", EVIDENCE_TIMED, "rep=3")->facts.duration_ns = 60000001;
	add("k6-ndjson", EVIDENCE_TIMED, "rep=4")->facts.started_at_ns = 1;
	add("k6-ndjson", EVIDENCE_TIMED, "mesh=a rep=5")->total.max_ns =
	    52345679;
	CHECK_STR(leave(), "5");
}

/* Two sides of a comparison are no repeats, whatever they measured. */
static void numbered_runs_of_two_sides_are_two_runs(void **state)
{
	(void)state;
	add("k6-ndjson", EVIDENCE_TIMED, "mesh=a rep=1");
	add("k6-ndjson", EVIDENCE_TIMED, "mesh=b rep=2");
	CHECK_STR(leave(), "2");
}

static void numbered_repeats_of_few_digits_are_two_runs(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		struct run *run =
		    add("ab-text", EVIDENCE_PERCENTILES, i ? "rep=2" : "rep=1");

		run->total.min_ns = MS;
		run->total.mean_ns = 2 * MS;
		run->total.mean_step_ns = MS;
		run->total.max_ns = 5 * MS;
	}
	CHECK_STR(leave(), "2");
}

/* As ab prints them, to the millisecond. */
static void repeats_of_one_format_may_agree_in_few_digits(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		struct run *run = add("ab-text", EVIDENCE_PERCENTILES, "");

		run->total.min_ns = MS;
		run->total.mean_ns = 2 * MS;
		run->total.mean_step_ns = MS;
		run->total.max_ns = 5 * MS;
	}
	CHECK_STR(leave(), "2");
}

/* vegeta's histogram beside its JSON: they share the number of requests. */
static void one_repeat_in_two_formats_is_one_run(void **state)
{
	struct run *hist;

	(void)state;
	add("vegeta-json", EVIDENCE_PERCENTILES, "rep=1");
	hist = add("vegeta-hist", EVIDENCE_HISTOGRAM, "rep=1");
	hist->total.min_ns = UNKNOWN;
	hist->total.mean_ns = NAN;
	hist->total.max_ns = UNKNOWN;
	leave();
	CHECK_INT(runs.len, 1);
}

/* Without a label, the number of requests is no evidence, but worth a word. */
static void a_table_beside_a_report_may_be_its_run(void **state)
{
	struct run *hist;

	(void)state;
	add("vegeta-json", EVIDENCE_PERCENTILES, "");
	hist = add("vegeta-hist", EVIDENCE_HISTOGRAM, "");
	hist->total.min_ns = hist->total.max_ns = UNKNOWN;
	hist->total.mean_ns = NAN;
	CHECK_STR(leave(),
	    "2; run1: 2.vegeta-hist (vegeta-hist) may have the same run: all "
	    "figures agree that both state, but it is not sure; both count");
	teardown(state);
	setup(state);
	add("vegeta-json", EVIDENCE_PERCENTILES, "")->total.requests = 5999;
	add("vegeta-hist", EVIDENCE_HISTOGRAM, "")->total.mean_ns = NAN;
	CHECK_STR(leave(), "2");
}

/* Locust's CSV of the fifth second, and its page of the sixth and last. */
static struct run *add_interim(const char *format, const char *labels)
{
	struct run *run = add("locust-stats-csv", EVIDENCE_PERCENTILES, labels);

	run->total.requests = 5000;
	run->total.mean_ns = 4300000;
	run->facts.duration_ns = INT64_C(5000) * MS;
	run = add(format, EVIDENCE_PERCENTILES, labels);
	run->facts.duration_ns = INT64_C(6000) * MS;
	return run;
}

static void what_was_known_while_a_run_went_on_is_no_other_run(void **state)
{
	struct run *last;

	(void)state;
	last = add_interim("locust-html", "rep=1");
	last->total.min_ns = 1 * MS; /* whole milliseconds, cut */
	last->total.max_ns = 52 * MS;
	leave();
	CHECK_INT(runs.len, 1);
	CHECK_STR(runs.at[0].source_format, "locust-html");
	teardown(state);
	setup(state);
	add_interim("locust-stats-csv", "");
	leave();
	CHECK_INT(runs.len, 1);
	CHECK_INT(runs.at[0].total.requests, 6000);
}

static void an_interim_record_without_proof_is_a_word(void **state)
{
	struct run *last;

	(void)state;
	last = add_interim("locust-html", "");
	last->total.min_ns = 1 * MS;
	last->total.max_ns = 60 * MS;
	CHECK_STR(leave(),
	    "2; run2: 1.locust-stats-csv (locust-stats-csv) may have the same "
	    "run: all figures agree that both state, but it is not sure; both "
	    "count");
}

static void a_record_with_a_slower_request_is_another_run(void **state)
{
	for (int i = 0; i < 4; i++) {
		struct run *last;

		setup(state);
		last = add_interim("locust-html", i ? "rep=1" : "");
		last->total.min_ns += i == 1 ? 5 : 0;
		last->total.max_ns -= i == 2 ? 5 : 0;
		last->total.errors = 3;
		runs.at[0].total.errors = i == 3 ? 4 : 3;
		CHECK_INT((leave(), runs.len), i ? 2 : 1);
		teardown(state);
	}
}

static void one_format_twice_is_one_run_if_the_start_is_the_same(void **state)
{
	(void)state;
	add("k6-ndjson", EVIDENCE_TIMED, "")->facts.started_at_ns = 77;
	add("k6-ndjson", EVIDENCE_TIMED, "")->facts.started_at_ns = 77;
	leave();
	CHECK_INT(runs.len, 1);
}

static void two_runs_of_one_file_are_two_runs(void **state)
{
	struct run *a, *b;

	(void)state;
	a = add("k6-ndjson", EVIDENCE_TIMED, "");
	a->facts.started_at_ns = 77;
	b = add("k6-ndjson", EVIDENCE_TIMED, "");
	b->facts.started_at_ns = 77;
	b->source_sha256 = runs.at[0].source_sha256;
	CHECK_STR(leave(), "2");
}

static void any_figure_that_differs_makes_two_runs(void **state)
{
	for (int i = 0; i < 8; i++) {
		struct run *b;

		setup(state);
		add("k6-ndjson", EVIDENCE_TIMED, "rep=1")->total.errors = 3;
		runs.at[0].facts.duration_ns = INT64_C(30000) * MS;
		runs.at[0].facts.started_at_ns = INT64_C(1000000) * MS;
		b = add("k6-summary", EVIDENCE_PERCENTILES,
		    i == 0 ? "rep=2" : "rep=1");
		b->total.requests += i == 1;
		b->total.errors = i == 2 ? 4 : 3;
		b->total.min_ns += i == 3 ? 2 : 0;
		b->total.max_ns += i == 4 ? 3 : 0;
		b->total.mean_ns *= i == 5 ? 1.0001 : 1;
		b->facts.duration_ns = INT64_C(30000) * MS;
		b->facts.duration_ns += i == 6 ? INT64_C(9000) * MS : 0;
		b->facts.started_at_ns = INT64_C(1000000) * MS;
		b->facts.started_at_ns += i == 7 ? INT64_C(31000) * MS : 0;
		CHECK_STR(leave(), "2");
		teardown(state);
	}
}

static void other_tools_are_other_runs(void **state)
{
	(void)state;
	add("k6-ndjson", EVIDENCE_TIMED, "")->facts.tool = "hey";
	add("k6-summary", EVIDENCE_PERCENTILES, "");
	add("hdr-hlog", EVIDENCE_HISTOGRAM, "")->facts.tool = NULL;
	CHECK_STR(leave(), "3");
}

/* Whole milliseconds are equal by chance. */
static void few_digits_warn_and_leave_nothing_out(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		struct run *run = add(i ? "jmeter-summary" : "jmeter-csv",
		    i ? EVIDENCE_NONE : EVIDENCE_TIMED, "");

		run->total.min_ns = 1 * MS;
		run->total.mean_ns = i ? 24 * MS : 24.2 * MS;
		run->total.mean_step_ns = i ? MS : 0;
		run->total.max_ns = 152 * MS;
	}
	CHECK_STR(leave(),
	    "2; run1: 2.jmeter-summary (jmeter-summary) may have the same run: "
	    "all figures agree that both state, but it is not sure; both "
	    "count");
}

static void figures_that_nobody_states_are_no_agreement(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		struct run *run = add(i ? "a" : "b", EVIDENCE_NONE, "");

		run->total.min_ns = run->total.max_ns = UNKNOWN;
		run->total.mean_ns = NAN;
	}
	CHECK_STR(leave(), "2");
}

/* One of them must be another run, and nobody knows which. */
static void two_twins_of_one_format_both_stay(void **state)
{
	(void)state;
	add("k6-ndjson", EVIDENCE_TIMED, "");
	add("k6-summary", EVIDENCE_PERCENTILES, "");
	add("k6-summary", EVIDENCE_PERCENTILES, "");
	leave();
	CHECK_INT(runs.len, 3);
	CHECK_INT(found.len, 2);
}

/* The report of one attack, with buckets and without, beside its log. */
static void two_twins_of_one_format_and_start_are_one_run(void **state)
{
	(void)state;
	for (int i = 0; i < 3; i++)
		add(i ? "vegeta-json" : "vegeta-gob",
		    i ? EVIDENCE_PERCENTILES : EVIDENCE_TIMED, "")
		    ->facts.started_at_ns = 77;
	leave();
	CHECK_INT(runs.len, 1);
	CHECK_STR(runs.at[0].source_format, "vegeta-gob");
}

static void three_records_of_one_run_are_one(void **state)
{
	(void)state;
	add("k6-console", EVIDENCE_PERCENTILES, "");
	add("k6-summary", EVIDENCE_PERCENTILES, "");
	add("k6-ndjson", EVIDENCE_TIMED, "");
	leave();
	CHECK_INT(runs.len, 1);
	CHECK_STR(runs.at[0].source_format, "k6-ndjson");
}

/* wrk2's report and, from it, HdrHistogram's table: 1234 us, 24,096 us. */
static struct run *add_table(const char *labels)
{
	struct run *run = add("hdr-hgrm", EVIDENCE_HISTOGRAM, labels);

	run->facts.tool = "hdrhistogram";
	run->total = SERIES_UNKNOWN;
	run->total.mean_ns = 1234000;
	run->total.mean_step_ns = 1000;
	run->total.stddev_ns = 1401000;
	run->total.max_ns = 24096000;
	return run;
}

static struct run *add_wrk2(const char *labels)
{
	struct run *run = add_table(labels);

	run->source_format = "wrk2-text";
	run->facts.tool = "wrk2";
	run->facts.achieved_rps = 500;
	run->total.requests = 3000; /* of which the table has 2998 */
	run->total.errors = 0;
	return run;
}

static void a_report_beside_the_table_cut_from_it_is_one_run(void **state)
{
	(void)state;
	add_table("mesh=a tool=hdrhistogram");
	add_wrk2("mesh=a tool=wrk2");
	CHECK_STR(leave(),
	    "1; run2: 1.hdr-hgrm (hdr-hgrm) has the same run: all figures "
	    "agree that both state; it is left out");
	CHECK_STR(runs.at[0].source_format, "wrk2-text");
}

static void each_table_goes_to_its_own_report(void **state)
{
	(void)state;
	for (int i = 0; i < 3; i++) {
		add_wrk2("mesh=a")->total.max_ns += i * 5000;
		add_table("mesh=a")->total.max_ns += i * 5000;
	}
	leave();
	CHECK_INT(runs.len, 3);
}

static void a_table_of_another_run_is_a_run_of_its_own(void **state)
{
	for (int i = 0; i < 4; i++) {
		struct run *table;

		setup(state);
		add_wrk2("mesh=a rep=1");
		table = add_table(i == 0 ? "mesh=b rep=1" : "mesh=a rep=1");
		table->total.mean_ns += i == 1 ? 2000 : 0;
		table->total.stddev_ns += i == 2 ? 2000 : 0;
		table->total.max_ns += i == 3 ? 2000 : 0;
		CHECK_STR(leave(), "2");
		teardown(state);
	}
}

/* CSV has rows alone: nothing says that it is of this run. */
static void a_table_without_moments_is_nobodys_twin(void **state)
{
	struct run *table;

	(void)state;
	add_wrk2("mesh=a rep=1");
	table = add_table("mesh=a rep=1");
	table->total.mean_ns = table->total.stddev_ns = NAN;
	table->total.max_ns = UNKNOWN;
	CHECK_STR(leave(), "2");
}

static void a_study_may_accept_them(void **state)
{
	const char *allowed[] = { "same-run" };

	(void)state;
	add("k6-ndjson", EVIDENCE_TIMED, "");
	add("k6-summary", EVIDENCE_PERCENTILES, "");
	study.allowed = (struct word_list){ allowed, 1 };
	CHECK_STR(leave(), "2");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_log_beside_its_summary_is_one_run),
		TEST(what_was_printed_agrees_to_its_digits),
		TEST(of_equal_evidence_the_one_that_says_more_is_kept),
		TEST(the_one_that_has_the_factor_is_kept),
		TEST(copies_of_one_format_are_one_run),
		TEST(a_copy_under_the_number_of_another_repeat_is_no_repeat),
		TEST(repeats_that_differ_anywhere_are_two_runs),
		TEST(numbered_runs_of_two_sides_are_two_runs),
		TEST(numbered_repeats_of_few_digits_are_two_runs),
		TEST(repeats_of_one_format_may_agree_in_few_digits),
		TEST(one_repeat_in_two_formats_is_one_run),
		TEST(a_table_beside_a_report_may_be_its_run),
		TEST(what_was_known_while_a_run_went_on_is_no_other_run),
		TEST(an_interim_record_without_proof_is_a_word),
		TEST(a_record_with_a_slower_request_is_another_run),
		TEST(one_format_twice_is_one_run_if_the_start_is_the_same),
		TEST(two_runs_of_one_file_are_two_runs),
		TEST(any_figure_that_differs_makes_two_runs),
		TEST(other_tools_are_other_runs),
		TEST(few_digits_warn_and_leave_nothing_out),
		TEST(figures_that_nobody_states_are_no_agreement),
		TEST(two_twins_of_one_format_both_stay),
		TEST(two_twins_of_one_format_and_start_are_one_run),
		TEST(three_records_of_one_run_are_one),
		TEST(a_report_beside_the_table_cut_from_it_is_one_run),
		TEST(each_table_goes_to_its_own_report),
		TEST(a_table_of_another_run_is_a_run_of_its_own),
		TEST(a_table_without_moments_is_nobodys_twin),
		TEST(a_study_may_accept_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
