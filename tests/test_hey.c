/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "imported.h"

#include <math.h>

extern const struct importer importer_hey_csv;

#define HEADER6                                                                \
	"response-time,DNS+dialup,DNS,Request-write,Response-delay,"           \
	"Response-read"
#define HEADER HEADER6 ",status-code,offset\n"
#define ROW "0.0018,0.0006,0.0000,0.0000,0.0011,0.0000,200,0.0042\n"

static struct imported import(const char *text)
{
	return imported_span(&importer_hey_csv, "hey.csv", span_of(text));
}

static void every_response_is_there_with_its_time(void **state)
{
	struct imported o = import(HEADER ROW
	    "0.0020,0,0,0,0,0,503,1.0000\n0.0040,0,0,0,0,0,200,1.5000\n");
	const struct run *run = imported_run(&o);
	struct histogram h = HISTOGRAM_EMPTY;

	(void)state;
	assert_string_equal(run->facts.tool, "hey");
	assert_int_equal(run->facts.load_model, LOAD_CLOSED);
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_int_equal(run->facts.duration_ns, 1504000000);
	assert_null(run->facts.incomplete);
	assert_int_equal(run->evidence, EVIDENCE_TIMED);
	assert_true(fabs(run->total.mean_ns - 2.6e6) < 1);
	assert_int_equal(run->total.errors, 1);
	assert_true(run->total.mean_step_ns == 0);
	assert_int_equal(run->total.latency_step_ns, 100000);
	assert_int_equal(run->total.min_ns, 1800000);
	assert_int_equal(run->total.max_ns, 4000000);
	h = imported_histogram(&o, run);
	assert_int_equal(h.count, 3);
	assert_int_equal(h.buckets[0].low_ns, 1800000);
	assert_int_equal(h.buckets[0].high_ns, 1800000);
	assert_string_equal(imported_statuses(&o, run), "200=2;503=1;");
	histogram_release(&h);
	imported_release(&o);
}

static void how_many_were_sent_and_where_to_is_not_said(void **state)
{
	struct imported o = import(HEADER ROW);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 1); /* responses */
	assert_int_equal(run->facts.connections, UNKNOWN);
	assert_null(run->facts.target);
	assert_true(isnan(run->facts.offered_rps));
	assert_true(isnan(run->facts.achieved_rps));
	imported_release(&o);
}

/* Requests without a response have no row: that there is no error status does
 * not mean that nothing failed. */
static void responses_alone_do_not_say_that_nothing_failed(void **state)
{
	struct imported none = import(HEADER ROW ROW);
	struct imported some = import(HEADER ROW
	    "0.0020,0,0,0,0,0,503,1.0000\n0.0020,0,0,0,0,0,404,1.0000\n");

	(void)state;
	assert_int_equal(imported_run(&none)->total.requests, 2);
	assert_int_equal(imported_run(&none)->total.errors, 0);
	assert_true(imported_run(&none)->total.errors_at_least);
	assert_string_equal(imported_statuses(&none, imported_run(&none)),
	    "200=2;");
	assert_int_equal(imported_run(&some)->total.errors, 2); /* at least */
	imported_release(&none);
	imported_release(&some);
}

static void six_columns_have_neither_time_nor_status(void **state)
{
	struct imported o =
	    import(HEADER6 "\r\n0.0018,0.0006,0.0000,0.0000,0.0011,0.0000\r\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_RAW);
	assert_int_equal(run->total.errors, UNKNOWN);
	assert_int_equal(run->facts.duration_ns, UNKNOWN);
	imported_release(&o);
}

static void a_header_alone_is_a_run_without_any_response(void **state)
{
	struct imported o = import(HEADER);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	assert_true(isnan(run->total.mean_ns));
	assert_int_equal(run->total.max_ns, UNKNOWN);
	imported_release(&o);
}

static void a_file_is_known_by_its_header(void **state)
{
	(void)state;
	assert_true(importer_hey_csv.sniff(span_of(HEADER)));
	assert_true(importer_hey_csv.sniff(span_of(HEADER6 "\n")));
	assert_true(importer_hey_csv.sniff(span_of("\xef\xbb\xbf" HEADER)));
	assert_false(importer_hey_csv.sniff(span_of("response-time,")));
	assert_false(importer_hey_csv.sniff(span_of("")));
}

static void faults_are_named_with_line_and_column(void **state)
{
	static const struct import_fault faults[] = {
		{ HEADER ROW "oops,0,0,0,0,0,200,0.0060\n",
		    "hey.csv:3: column 1: expected a number from 0 to "
		    "1000000, got \"oops\"" },
		{ HEADER "NaN,0,0,0,0,0,200,0.0060\n",
		    "hey.csv:2: column 1: expected a number from 0 to "
		    "1000000, got \"NaN\"" },
		{ HEADER "-0.1,0,0,0,0,0,200,0.0060\n",
		    "hey.csv:2: column 1: expected a number from 0 to "
		    "1000000, got \"-0.1\"" },
		{ HEADER "0.1,0,0,0,0,0,200,1000001\n",
		    "hey.csv:2: column 8: expected a number from 0 to "
		    "1000000, got \"1000001\"" },
		{ HEADER "0.1,0,0,,0,0,200,1\n",
		    "hey.csv:2: column 4: expected a number from 0 to "
		    "1000000, got \"\"" },
		{ HEADER "0.1,0,0,0,0,0,1000,1\n",
		    "hey.csv:2: column 7: expected a number from 0 to 999, "
		    "got \"1000\"" },
		{ HEADER ROW "0.1,0,0,0,0,0,200\n",
		    "hey.csv:3: expected 8 columns, got fewer" },
		{ HEADER6 "\n" ROW, "hey.csv:2: expected 6 columns, got more" },
		{ HEADER6 ",status-code\n" ROW,
		    "hey.csv:1: expected 6 or 8 columns, got 7" },
		{ "response-time\n", "hey.csv:1: expected hey's header, "
				     "got \"response-time\"" },
		{ "", "hey.csv: expected hey's header, got nothing" },
	};

	(void)state;
	ASSERT_FAULTS(&importer_hey_csv, "hey.csv", faults);
}

static void a_million_rows_may_have_been_cut_by_hey(void **state)
{
	size_t head = strlen(HEADER), row = strlen(ROW), n = 1000000;
	char *text = malloc(head + n * row);
	struct imported o;

	(void)state;
	assert_non_null(text);
	memcpy(text, HEADER, head);
	for (size_t i = 0; i < n; i++)
		memcpy(text + head + i * row, ROW, row);
	o = imported_span(&importer_hey_csv, "hey.csv",
	    (struct span){ text, head + n * row });
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "hey keeps the first 1,000,000 results alone");
	imported_release(&o);
	free(text);
}

static void a_file_as_hey_wrote_it_is_read(void **state)
{
	struct imported o =
	    imported_file(&importer_hey_csv, "tests/data/hey/requests.csv");
	struct histogram h = imported_histogram(&o, imported_run(&o));

	(void)state;
	assert_int_equal(h.count, 800);
	histogram_release(&h);
	imported_release(&o);
}

static void a_last_row_that_is_cut_is_told(void **state)
{
	struct imported o = imported_span(&importer_hey_csv, "hey.csv",
	    span_of(HEADER ROW "0.0018,0.0"));

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the last row is cut");
	assert_int_equal(imported_run(&o)->total.requests, 1);
	imported_release(&o);
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_hey_csv,
	    span_of(HEADER ROW ROW));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_response_is_there_with_its_time),
		cmocka_unit_test(how_many_were_sent_and_where_to_is_not_said),
		cmocka_unit_test(
		    responses_alone_do_not_say_that_nothing_failed),
		cmocka_unit_test(six_columns_have_neither_time_nor_status),
		cmocka_unit_test(a_header_alone_is_a_run_without_any_response),
		cmocka_unit_test(a_file_is_known_by_its_header),
		cmocka_unit_test(faults_are_named_with_line_and_column),
		cmocka_unit_test(a_million_rows_may_have_been_cut_by_hey),
		cmocka_unit_test(a_file_as_hey_wrote_it_is_read),
		cmocka_unit_test(a_last_row_that_is_cut_is_told),
		cmocka_unit_test(every_cut_is_survived),
	};

	return cmocka_run_group_tests_name("hey", tests, NULL, NULL);
}
