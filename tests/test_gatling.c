/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "imported.h"

#include <math.h>

#include "corpus.h"

extern const struct importer importer_gatling_text, importer_gatling_binary;

static const struct series_facts *series(struct imported *o,
    const struct run *run, const char *name)
{
	struct series_list list = imported_series(o, run);

	for (size_t i = 0; i < list.len; i++)
		if (strcmp(list.at[i].facts.name, name) == 0)
			return &list.at[i].facts;
	fail_msg("no series %s", name);
	return NULL;
}

/* ---- text ---- */

#define RUN "RUN\tsim.Shop\tshop\t1600000000000\t \t3.5.1\n"
#define REQUEST "REQUEST\tcart\tAdd\t1600000001000\t1600000001250\tOK\t \n"

static struct imported text(const char *log)
{
	return imported_span(&importer_gatling_text, "s.log", span_of(log));
}

static void a_log_of_3_4_has_neither_scenario_nor_user(void **state)
{
	struct imported o =
	    text(RUN "USER\tBuyers\tSTART\t1600000000500\n" REQUEST
		     "REQUEST\t\tPay\t1600000002000\t1600000002050\tKO\t"
		     "status.find.is(200), but actually found 500\n"
		     "GROUP\tcart\t1600000001000\t1600000001250\t250\tOK\n"
		     "USER\tBuyers\tEND\t1600000003000\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(run->facts.name, "sim.Shop");
	assert_string_equal(run->facts.tool, "gatling");
	assert_string_equal(run->facts.tool_version, "3.5.1");
	assert_int_equal(run->facts.started_at_ns, 1600000000000 * 1000000);
	assert_int_equal(run->facts.duration_ns, 3000000000);
	assert_int_equal(run->facts.load_model, LOAD_UNKNOWN);
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_int_equal(run->evidence, EVIDENCE_TIMED);
	assert_null(run->facts.incomplete);
	assert_string_equal(run_label_value(run, "users"), "1");
	assert_int_equal(run->total.requests, 2);
	assert_int_equal(run->total.errors, 1);
	assert_true(fabs(run->total.mean_ns - 150e6) < 1);
	assert_int_equal(series(&o, run, "cart / Add")->max_ns, 250000000);
	assert_int_equal(series(&o, run, "Pay")->errors, 1);
	assert_string_equal(imported_errors(&o, run),
	    "status: status.find.is(200), but actually found 500=1;");
	imported_release(&o);
}

/* The same request as each era wrote it. */
static void every_era_is_read_by_its_columns(void **state)
{
	static const char *const logs[] = {
		"RUN\t20120611115415\trun\tdescription\n"
		"ACTION\tBuyers\t1\tStart of scenario\t1600000000500\t"
		"1600000000500\t1600000000500\t1600000000500\tOK\tx\n"
		"ACTION\tBuyers\t1\tRequest Add\t1600000001000\t"
		"1600000001250\t1600000001010\t1600000001240\tOK\tfine\n"
		"ACTION\tBuyers\t1\tEnd of scenario\t1600000003000\t"
		"1600000003000\t1600000003000\t1600000003000\tOK\tx\n",
		"RUN\t20120611115415\trun\tdescription\n"
		"ACTION\tBuyers\t1\tAdd\t1600000001000\t1600000001010\t"
		"1600000001240\t1600000001250\tOK\tfine\textra\n",
		"sim.Shop\tshop\tRUN\t1600000000000\t \t2.0\n"
		"Buyers\t1\tREQUEST\t\tAdd\t1600000001000\t1600000001010\t"
		"1600000001240\t1600000001250\tOK\t \n",
		"ASSERTION\tAAMDAA==\n"
		"RUN\tsim.Shop\tu\tshop\t1600000000000\t \t2.0\n"
		"REQUEST\tBuyers\t1\t\tAdd\t1600000001000\t1600000001250\t"
		"OK\t \n",
		"RUN\tsim.Shop\tshop\t1600000000000\t \t3.3.1\n"
		"REQUEST\t1\t\tAdd\t1600000001000\t1600000001250\tOK\n",
		"RUN\tsim.Shop\tshop\t1600000000000\t \t3.10.1\n"
		"REQUEST\t\tAdd\t1600000001000\t1600000001250\tOK\t \n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(logs) / sizeof(*logs); i++) {
		struct imported o = text(logs[i]);
		const struct run *run = imported_run(&o);

		assert_true(importer_gatling_text.sniff(span_of(logs[i])));
		assert_int_equal(run->total.requests, 1);
		assert_int_equal(run->total.errors, 0);
		assert_int_equal(series(&o, run, "Add")->max_ns, 250000000);
		assert_int_equal(run->facts.started_at_ns,
		    (i < 2 ? 1600000001000 : 1600000000000) * 1000000);
		if (i < 4)
			assert_null(run->facts.tool_version);
		imported_release(&o);
	}
}

static void a_request_without_a_response_has_no_latency(void **state)
{
	struct imported o = text("RUN\tsim.Shop\tshop\t1600000000000\t \t2.0\n"
				 "REQUEST\tBuyers\t1\t\tAdd\t1600000001000\t"
				 "-9223372036854775808\tKO\t"
				 "j.u.c.TimeoutException: Request timeout\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 1);
	assert_int_equal(run->total.errors, 1);
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	assert_string_equal(imported_errors(&o, run),
	    "timeout: j.u.c.TimeoutException: Request timeout=1;");
	imported_release(&o);
}

static void an_error_written_as_a_group_is_an_error(void **state)
{
	struct imported o =
	    text(RUN REQUEST "GROUP\tno attribute x\t1600000001000\n"
			     "ERROR\tno attribute x\t1600000001000\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(imported_errors(&o, run),
	    "user: no attribute x=2;");
	assert_int_equal(run->total.errors, 0);
	assert_int_equal(run->total.requests, 1);
	imported_release(&o);
}

static void a_log_that_stops_early_is_marked(void **state)
{
	struct imported active =
	    text(RUN "USER\tBuyers\tSTART\t1600000000500\n" REQUEST);
	struct imported cut = text(RUN REQUEST "REQUEST\tcart\tAdd\t160000");

	(void)state;
	assert_string_equal(imported_run(&active)->facts.incomplete,
	    "the log ends with 1 active users");
	assert_string_equal(imported_run(&cut)->facts.incomplete,
	    "the log ends in the middle of a record");
	assert_int_equal(imported_run(&cut)->total.requests, 1);
	imported_release(&active);
	imported_release(&cut);
}

static void each_RUN_begins_a_run(void **state)
{
	struct imported o = text(RUN REQUEST RUN REQUEST REQUEST);

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 2);
	imported_release(&o);
}

static void times_before_the_run_give_no_start(void **state)
{
	struct imported o = text("RUN\tMy\trun1\t1406822067250\ttest\t2.0\n"
				 "REQUEST\ts\t1\t\tA\t1000\t3000\tOK\tfine\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->facts.started_at_ns, UNKNOWN);
	assert_int_equal(run->facts.duration_ns, 2000000000);
	imported_release(&o);
}

static void faults_of_the_text_are_named_with_their_line(void **state)
{
	static const struct import_fault faults[] = {
		{ RUN "REQUEST\t\tAdd\tx\t1600000001250\tOK\n" REQUEST,
		    "s.log:2: expected a request with its name, times, and OK "
		    "or KO, got 6 fields" },
		{ RUN "REQUEST\t\tAdd\t-1\t1600000001250\tOK\n" REQUEST,
		    "s.log:2: expected a start, got \"-1\"" },
		{ RUN "REQUEST\t\tAdd\t1600000001250\t1600000001000\tOK\n" RUN,
		    "s.log:2: a request ends before it starts" },
		{ RUN "oops\n" RUN, "s.log:2: no record of Gatling: \"oops\"" },
		{ REQUEST RUN,
		    "s.log:1: expected a record RUN, got \"REQUEST\"" },
		{ "RUN\ta\tb\n" RUN,
		    "s.log:1: expected RUN with its simulation and start, got "
		    "3 fields" },
		{ "RUN\ta\tb\n",
		    "s.log:1: expected RUN with its simulation and start, got "
		    "3 fields" },
		{ "", "s.log: expected a record RUN, got none" },
	};

	(void)state;
	ASSERT_FAULTS(&importer_gatling_text, "s.log", faults);
}

/* ---- binary ---- */

#define INT(n) "\0\0\0" n
#define CLASS INT("\5") "Shop1\0"
#define START "\0\0\1\x74\x87\x6e\x80\0" /* 1600000000000 */
#define HEAD                                                                   \
	"\0" INT("\6") "3.13.1\0" CLASS START INT("\0") INT("\1")              \
	    INT("\6") "Buyers\0" INT("\1") INT("\2") "ab"
#define USER(starts, ms) "\2" INT("\0") starts "\0\0" ms
/* The group "cart" is the first string, "Add" the second, "" the third. */
#define FIRST                                                                  \
	"\1" INT("\1") INT("\1") INT("\4") "cart\0" INT("\2")                  \
	    INT("\3") "Add\0\0\0\3\xe8\0\0\4\xe2\1" INT("\3") INT("\0")
#define AGAIN                                                                  \
	"\1" INT("\0") "\xff\xff\xff\xfe\0\0\7\xd0\0\0\x8\x02\0" INT("\4")     \
	    INT("\4") "f\0\xfc\0\1"
#define GROUP "\3" INT("\1") "\xff\xff\xff\xff\0\0\3\xe8\0\0\4\xe2\0\0\0\xfa\1"
#define ERROR "\4\xff\xff\xff\xfc\0\0\x8\x02"
#define LOG                                                                    \
	HEAD USER("\1", "\1\xf4") FIRST AGAIN GROUP ERROR USER("\0", "\xb"     \
								     "\xb8")

static struct imported binary(struct span log)
{
	return imported_span(&importer_gatling_binary, "b.log", log);
}

static void a_binary_log_is_read_with_its_cached_names(void **state)
{
	struct imported o = binary(SPAN(LOG));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(run->facts.name, "Shop1");
	assert_string_equal(run->facts.tool_version, "3.13.1");
	assert_int_equal(run->facts.started_at_ns, 1600000000000 * 1000000);
	assert_int_equal(run->facts.duration_ns, 3000000000);
	assert_null(run->facts.incomplete);
	assert_int_equal(run->total.requests, 2);
	assert_int_equal(run->total.errors, 1);
	assert_int_equal(series(&o, run, "cart / Add")->max_ns, 250000000);
	assert_int_equal(series(&o, run, "Add")->max_ns, 50000000);
	assert_string_equal(imported_errors(&o, run),
	    "other: f\xc3\xbc=1;user: f\xc3\xbc=1;");
	imported_release(&o);
}

/* Without the last byte or more of it; a whole record less is still whole. */
/* A letter, a pair, half a pair, a letter, half a pair. */
#define UTF_16                                                                 \
	"\xc4\0\x3d\xd8\0\xde\x3d\xd8"                                         \
	"a\0\x3d\xd8\1"

static void a_name_beyond_latin_1_is_utf_16_in_the_binary(void **state)
{
	struct imported o =
	    binary(SPAN(HEAD USER("\1", "\1\xf4") "\1" INT("\0") INT("\1") INT(
		"\xc") UTF_16 "\0\0\3\xe8\0\0\4\xe2\1" INT("\2") INT("\0")));

	(void)state;
	assert_int_equal(series(&o, imported_run(&o),
			     "\u00c4\U0001F600\ufffd"
			     "a\ufffd")
			     ->max_ns,
	    250000000);
	imported_release(&o);
}

static void a_binary_log_that_is_cut_keeps_what_is_whole(void **state)
{
	struct span log = SPAN(LOG);
	size_t head = sizeof(HEAD) - 1;

	(void)state;
	for (size_t n = 0; n < log.len; n++) {
		struct imported o = binary((struct span){ log.at, n });

		if (n < head)
			assert_string_equal(o.err.msg,
			    "b.log: the log ends before its run begins");
		else if (n > head)
			assert_non_null(imported_run(&o)->facts.incomplete);
		imported_release(&o);
	}
}

static void any_byte_may_be_wrong(void **state)
{
	static const char flips[] = { 1, 4, 16, 64, (char)0x80, (char)0xff };
	struct span log = SPAN(LOG);
	char copy[sizeof(LOG)];

	(void)state;
	for (size_t i = 0; i < log.len * sizeof(flips); i++) {
		struct imported o;

		memcpy(copy, log.at, log.len);
		copy[i / sizeof(flips)] ^= flips[i % sizeof(flips)];
		o = binary((struct span){ copy, log.len });
		assert_true(o.status == 0 || *o.err.msg);
		imported_release(&o);
	}
}

static void faults_of_the_binary_are_named_with_their_place(void **state)
{
	const struct {
		struct span log;
		const char *message;
	} faults[] = {
		{ SPAN("\1"), "b.log: byte 1: expected the record RUN (0), "
			      "got 1" },
		{ SPAN(HEAD "\0"), "b.log: byte 60: expected a record other "
				   "than RUN, got 0" },
		{ SPAN(HEAD "\x9"),
		    "b.log: byte 60: expected a record, 0 to 4, got 9" },
		{ SPAN("\0\xff\xff\xff\xff"),
		    "b.log: byte 5: expected the length of a string, got -1" },
		{ SPAN("\0" INT("\1") "a\7"),
		    "b.log: byte 7: expected the coder of a string, 0 or 1, "
		    "got 7" },
		{ SPAN(HEAD "\4\xff\xff\xff\xff"),
		    "b.log: byte 64: expected a known string, or the next "
		    "one, got -1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		struct imported o = binary(faults[i].log);

		assert_int_equal(o.status, -1);
		assert_string_equal(o.err.msg, faults[i].message);
		imported_release(&o);
	}
}

/* ---- both ---- */

static void each_is_known_by_its_head_alone(void **state)
{
	const struct {
		const struct importer *importer;
		struct span head;
	} heads[] = {
		{ &importer_gatling_text, SPAN(RUN) },
		{ &importer_gatling_binary, SPAN(HEAD) },
		{ NULL, SPAN("RUN\n") },
		{ NULL, SPAN("RUNNING\ta\tb\tc\n") },
		{ NULL, SPAN("\0\0\0\0\6abcdefg") },
		{ NULL, SPAN("\0\0\0\0\6") },
		{ NULL, SPAN("ASSERTION\tab") },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
		for (size_t k = 0; importers[k]; k++)
			assert_int_equal(importers[k]->sniff(heads[i].head),
			    importers[k] == heads[i].importer);
}

static void every_cut_of_the_text_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_gatling_text,
	    span_of("ASSERTION\tAA==\n" RUN
		    "USER\tBuyers\tSTART\t1600000000500\n" REQUEST
		    "ERROR\tx\t1\nUSER\tBuyers\tEND\t1600000003000\n"));
}

static void a_failed_check_is_told_from_a_failed_connection(void **state)
{
	struct imported o =
	    text(RUN "REQUEST\t\ta\t1600000001000\t1600000001001\tKO\t"
		     "i.n.c.ConnectTimeoutException: connection timed out\n"
		     "REQUEST\t\ta\t1600000001000\t1600000001001\tKO\t"
		     "jsonPath($.id).find.exists, found nothing\n"
		     "REQUEST\t\ta\t1600000001000\t1600000001001\tKO\t"
		     "status.find.is(200), but actually found 500\n");

	(void)state;
	assert_string_equal(imported_errors(&o, imported_run(&o)),
	    "assertion: jsonPath($.id).find.exists, found nothing=1;"
	    "connect: i.n.c.ConnectTimeoutException: connection timed out=1;"
	    "status: status.find.is(200), but actually found 500=1;");
	imported_release(&o);
}

static void without_a_response_no_request_is_well(void **state)
{
	struct imported o = text("RUN\tsim.Shop\tshop\t1600000000000\t \t2.0\n"
				 "REQUEST\tBuyers\t1\t\tAdd\t1600000001000\t"
				 "-9223372036854775808\tOK\t \n");

	(void)state;
	assert_int_equal(imported_run(&o)->total.errors, 1);
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_log_of_3_4_has_neither_scenario_nor_user),
		cmocka_unit_test(every_era_is_read_by_its_columns),
		cmocka_unit_test(a_request_without_a_response_has_no_latency),
		cmocka_unit_test(an_error_written_as_a_group_is_an_error),
		cmocka_unit_test(a_log_that_stops_early_is_marked),
		cmocka_unit_test(each_RUN_begins_a_run),
		cmocka_unit_test(times_before_the_run_give_no_start),
		cmocka_unit_test(faults_of_the_text_are_named_with_their_line),
		cmocka_unit_test(a_binary_log_is_read_with_its_cached_names),
		cmocka_unit_test(a_binary_log_that_is_cut_keeps_what_is_whole),
		cmocka_unit_test(a_name_beyond_latin_1_is_utf_16_in_the_binary),
		cmocka_unit_test(any_byte_may_be_wrong),
		cmocka_unit_test(
		    faults_of_the_binary_are_named_with_their_place),
		cmocka_unit_test(each_is_known_by_its_head_alone),
		cmocka_unit_test(every_cut_of_the_text_is_survived),
		cmocka_unit_test(
		    a_failed_check_is_told_from_a_failed_connection),
		cmocka_unit_test(without_a_response_no_request_is_well),
	};

	return cmocka_run_group_tests_name("gatling", tests, NULL, NULL);
}
