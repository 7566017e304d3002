/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus.h"

#include <math.h>

extern const struct importer importer_vegeta_gob, importer_vegeta_json;

/* struct Result { Code uint; Latency int; Timestamp time.Time } and Time. */
#define RESULT                                                                 \
	"8\xff\x81\x03\x01\x01\x06Result\x01\xff\x82\x00\x01\x03\x01\x04"      \
	"Code\x01\x06\x00\x01\x07Latency\x01\x04\x00"                          \
	"\x01\x09Timestamp\x01\xff\x84\x00\x00\x00"
#define TIME "\x10\xff\x83\x05\x01\x01\x04Time\x01\xff\x84\x00\x00\x00"
#define AT(ns) "\x0f\x01\x00\x00\x00\x0e\xe2\x95\x16x\x00\x00\x00" ns "\xff\xff"
/* Code 200, 1000 ns, at 0 ns; and Code 0 (not sent), 500 ns, at 5 ns. */
#define GOOD "\x1b\xff\x82\x01\xff\xc8\x01\xfe\x07\xd0\x01" AT("\x00") "\x00"
#define BAD "\x18\xff\x82\x02\xfe\x03\xe8\x01" AT("\x05") "\x00"

static struct imported gob(struct span bytes)
{
	return imported_span(&importer_vegeta_gob, "r.gob", bytes);
}

static void the_results_of_a_run_give_what_its_report_says(void **state)
{
	struct imported a = imported_file(&importer_vegeta_gob,
	    "tests/data/vegeta/flaky.gob.gz");
	struct imported b = imported_file(&importer_vegeta_json,
	    "tests/data/vegeta/flaky.json");
	const struct run *gob_run = imported_run(&a);
	const struct run *json_run = imported_run(&b);

	(void)state;
	assert_int_equal(gob_run->evidence, EVIDENCE_TIMED);
	assert_int_equal(gob_run->facts.population, POPULATION_ALL);
	assert_int_equal(gob_run->total.requests, json_run->total.requests);
	assert_int_equal(gob_run->total.errors, json_run->total.errors);
	assert_int_equal(gob_run->total.min_ns, json_run->total.min_ns);
	assert_int_equal(gob_run->total.max_ns, json_run->total.max_ns);
	assert_true(fabs(gob_run->total.mean_ns - json_run->total.mean_ns) < 1);
	assert_int_equal(gob_run->facts.started_at_ns,
	    json_run->facts.started_at_ns);
	assert_int_equal(gob_run->facts.duration_ns,
	    json_run->facts.duration_ns);
	assert_true(fabs(gob_run->facts.achieved_rps -
			 json_run->facts.achieved_rps) < 1e-6);
	assert_string_equal(gob_run->facts.target, "http://127.0.0.1:27207/1k");
	assert_string_equal(gob_run->facts.name, "flaky q200 r1");
	imported_release(&a);
	imported_release(&b);
}

static void each_request_is_counted_in_the_second_it_left(void **state)
{
	struct imported o = imported_file(&importer_vegeta_gob,
	    "tests/data/vegeta/flaky.gob.gz");
	struct histogram h = imported_histogram(&o, imported_run(&o));

	(void)state;
	assert_int_equal(h.count, 400);
	assert_int_equal(h.min_ns, imported_run(&o)->total.min_ns);
	histogram_release(&h);
	imported_release(&o);
}

static void no_response_has_its_reason(void **state)
{
	struct imported o = imported_file(&importer_vegeta_gob,
	    "tests/data/vegeta/refused.gob.gz");

	(void)state;
	assert_int_equal(imported_run(&o)->total.errors, 400);
	assert_string_equal(imported_errors(&o, imported_run(&o)),
	    "connect: Get \"http://127.0.0.1:27999/1k\": dial tcp "
	    "0.0.0.0:0->127.0.0.1:27999: connect: connection refused=400;");
	imported_release(&o);
}

static void fields_go_by_their_names_and_zeros_are_not_sent(void **state)
{
	struct imported o = gob(SPAN(RESULT TIME GOOD BAD));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 2);
	assert_int_equal(run->total.errors, 1);
	assert_int_equal(run->total.min_ns, 500);
	assert_int_equal(run->total.max_ns, 1000);
	assert_int_equal(run->facts.duration_ns, 1000);
	imported_release(&o);
}

static void streams_after_one_another_define_their_types_again(void **state)
{
	struct imported o = gob(SPAN(RESULT TIME BAD RESULT TIME GOOD));

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 2);
	imported_release(&o);
}

static void a_result_that_is_cut_leaves_the_others(void **state)
{
	struct imported o = gob(SPAN(RESULT TIME BAD "\x18\xff\x82"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(run->facts.incomplete, "the last result is cut");
	assert_int_equal(run->total.requests, 1);
	imported_release(&o);
}

static void fails(struct span bytes, const char *message)
{
	struct imported o = gob(bytes);

	assert_int_equal(o.status, -1);
	assert_string_equal(o.err.msg, message);
	imported_release(&o);
}

static void faults_are_named(void **state)
{
	(void)state;
	fails(SPAN("\xc8"), "r.gob: message 0: expected its length");
	fails(SPAN("\xfb\x10\x00\x00\x00\x00"),
	    "r.gob: message 0: larger than 64 MiB: refused");
	fails(SPAN("\x02\xff\x82"), "r.gob: message 1: expected a struct");
	fails(SPAN("\x04\xff\x81\x09\x00"),
	    "r.gob: message 1: a type of a kind that is not known");
	fails(SPAN("\x04\xff\x81\x03\x01"),
	    "r.gob: message 1: a type that is damaged");
	fails(SPAN("\x01\xff"), "r.gob: message 1: empty");
	fails(SPAN(RESULT TIME "\x03\xff\x82\x04"),
	    "r.gob: message 3: a field that its type does not have");
	fails(SPAN(RESULT TIME "\x03\xff\x82\x01"),
	    "r.gob: message 3: ends in the middle of a value");
	fails(SPAN(RESULT TIME "\x05\xff\x82\x01\x01\x00"),
	    "r.gob: result 1: expected a time from 1970 to 2200");
	fails(SPAN(RESULT TIME
		  "\x18\xff\x82\x01\xfe\x04\x00\x02" AT("\x00") "\x00"),
	    "r.gob: result 1: expected a status from 0 to 999");
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_of_file_is_survived(&importer_vegeta_gob,
	    "tests/data/vegeta/flaky.gob.gz");
	assert_every_cut_is_survived(&importer_vegeta_gob,
	    SPAN(RESULT TIME GOOD BAD));
}

/* Version 2, with the seconds of the zone behind its minutes. */
static void a_zone_may_have_seconds(void **state)
{
	struct imported o = gob(SPAN(RESULT TIME
	    "\x19\xff\x82\x02\xfe\x03\xe8\x01\x10\x02\x00\x00\x00\x0e\xe2\x95"
	    "\x16x\x00\x00\x00\x07\xff\xff\x1e\x00"));
	struct imported one = gob(SPAN(RESULT TIME BAD));

	(void)state;
	assert_int_equal(imported_run(&o)->facts.started_at_ns,
	    imported_run(&one)->facts.started_at_ns + 2);
	imported_release(&o);
	imported_release(&one);
}

static void what_was_sent_is_not_what_was_received(void **state)
{
	struct imported o = gob(SPAN("\x51\xff\x81\x03\x01\x01\x06Result"
				     "\x01\xff\x82\x00\x01\x05\x01\x04"
				     "Code\x01\x06\x00\x01\x07Latency\x01\x04"
				     "\x00\x01\x09Timestamp\x01\xff\x84\x00"
				     "\x01\x07"
				     "BytesIn\x01\x06\x00"
				     "\x01\x08"
				     "BytesOut\x01\x06\x00\x00\x00" TIME
				     "\x1c\xff\x82\x02\xfe\x03\xe8\x01" AT(
					 "\x05") "\x01\x05\x01\x09\x00"));

	(void)state;
	assert_int_equal(imported_run(&o)->facts.bytes_received, 5);
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    the_results_of_a_run_give_what_its_report_says),
		cmocka_unit_test(each_request_is_counted_in_the_second_it_left),
		cmocka_unit_test(no_response_has_its_reason),
		cmocka_unit_test(
		    fields_go_by_their_names_and_zeros_are_not_sent),
		cmocka_unit_test(
		    streams_after_one_another_define_their_types_again),
		cmocka_unit_test(a_result_that_is_cut_leaves_the_others),
		cmocka_unit_test(faults_are_named),
		cmocka_unit_test(every_cut_is_survived),
		cmocka_unit_test(a_zone_may_have_seconds),
		cmocka_unit_test(what_was_sent_is_not_what_was_received),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
