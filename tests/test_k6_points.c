/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reads.h"

#include <math.h>

extern const struct importer importer_k6_ndjson, importer_k6_csv;

#define POINT(metric, time, value, tags)                                       \
	"{\"metric\":\"" metric                                                \
	"\",\"type\":\"Point\",\"data\":{\"time\":\"" time                     \
	"\",\"value\":" value ",\"tags\":{" tags "}}}\n"
#define T0 "2023-11-14T22:13:20"
#define TAGS "\"name\":\"http://h/\",\"status\":\"200\""
#define BAD_TAGS                                                               \
	"\"error\":\"dial: i/o timeout\",\"error_code\":\"1211\","             \
	"\"name\":\"http://h/\",\"status\":\"0\""
#define HEADER                                                                 \
	"metric_name,timestamp,metric_value,check,error,error_code,name,"      \
	"status,extra_tags\n"

static struct imported import(const char *text)
{
	const struct importer *i =
	    *text == '{' ? &importer_k6_ndjson : &importer_k6_csv;

	assert_true(i->sniff(span_of(text)));
	assert_false(
	    (i == &importer_k6_csv ? &importer_k6_ndjson : &importer_k6_csv)
		->sniff(span_of(text)));
	return imported_span(i, "k6", span_of(text));
}

static void a_point_has_the_time_of_the_end(void **state)
{
	struct imported o =
	    import(POINT("http_req_duration", T0 ".5Z", "500.25", TAGS)
		    POINT("http_req_duration", T0 ".75+00:00", "0.00004", TAGS)
			POINT("http_req_duration", "2023-11-14T23:13:21+01:00",
			    "1e-3", TAGS));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->facts.started_at_ns, 1699999999999750000);
	assert_int_equal(run->facts.duration_ns, 1000250000);
	assert_int_equal(run->total.requests, 3);
	assert_int_equal(run->total.min_ns, 40);
	assert_int_equal(run->total.max_ns, 500250000);
	assert_int_equal(run->evidence, EVIDENCE_TIMED);
	assert_int_equal(run->facts.population, POPULATION_ALL);
	imported_release(&o);
}

static void only_durations_are_requests(void **state)
{
	struct imported o = import(POINT("http_reqs", T0 "Z", "1", TAGS)
		POINT("http_req_waiting", T0 "Z", "9", TAGS)
		    POINT("http_req_duration", T0 "Z", "10", TAGS) POINT("vus",
			T0 "Z", "7", "") POINT("vus", T0 "Z", "3", "")
			POINT("data_received", T0 "Z", "1264", "")
			    POINT("iteration_duration", T0 "Z", "99", ""));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 1);
	assert_int_equal(run->total.max_ns, 10000000);
	assert_int_equal(run->facts.bytes_received, 1264);
	assert_string_equal(run_label_value(run, "vus"), "7");
	assert_int_equal(run->facts.load_model, LOAD_UNKNOWN);
	imported_release(&o);
}

static void how_many_failed_is_unknown_before_0_31(void **state)
{
	struct imported o =
	    import(POINT("http_req_duration", T0 "Z", "10", TAGS));

	(void)state;
	assert_int_equal(imported_run(&o)->total.errors, UNKNOWN);
	imported_release(&o);
	o = import(POINT("http_req_duration", T0 "Z", "10", BAD_TAGS)
		POINT("http_req_failed", T0 "Z", "1", BAD_TAGS)
		    POINT("http_req_duration", T0 "Z", "10", TAGS)
			POINT("http_req_failed", T0 "Z", "0", TAGS));
	assert_int_equal(imported_run(&o)->total.errors, 1);
	assert_string_equal(imported_errors(&o, imported_run(&o)),
	    "timeout: dial: i/o timeout=1;");
	imported_release(&o);
}

#define CALL(status, ms)                                                       \
	POINT("grpc_req_duration", T0 "Z", ms,                                 \
	    "\"name\":\"/a.B/C\",\"status\":\"" status "\"")

/* They were passed over, and the run had 0 requests. */
static void calls_of_grpc_are_the_requests_where_there_are_no_others(
    void **state)
{
	struct imported o = import(CALL("0", "1.5") CALL("14", "2.5"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 2);
	assert_int_equal(run->total.errors, 1);
	assert_int_equal(run->total.max_ns, 2500000);
	assert_int_equal(run->evidence, EVIDENCE_TIMED);
	assert_string_equal(imported_errors(&o, run), "grpc: 14=1;");
	imported_release(&o);
	o = import(HEADER "grpc_req_duration,1699999999,1.5,,,,/a.B/C,0,\n");
	assert_int_equal(imported_run(&o)->total.requests, 1);
	assert_int_equal(imported_run(&o)->total.errors, 0);
	imported_release(&o);
}

/* k6 run --system-tags=name */
static void calls_of_grpc_without_a_status_have_not_failed(void **state)
{
	struct imported o = import(POINT("grpc_req_duration", T0 "Z", "1.5",
	    "\"name\":\"/a.B/C\"") CALL("0", "2.5"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 2);
	assert_int_equal(run->total.errors, UNKNOWN);
	assert_string_equal(imported_errors(&o, run), "");
	imported_release(&o);
}

static void calls_of_grpc_beside_requests_are_a_series(void **state)
{
	struct imported o = import(
	    POINT("http_req_duration", T0 "Z", "10", TAGS) CALL("14", "500"));
	const struct run *run = imported_run(&o);
	struct series_list list = imported_series(&o, run);

	(void)state;
	assert_int_equal(run->total.requests, 1);
	assert_int_equal(run->total.errors, UNKNOWN);
	assert_int_equal(run->total.max_ns, 10000000);
	assert_int_equal(list.len, 3);
	assert_string_equal(list.at[1].facts.name, "/a.B/C (grpc)");
	assert_string_equal(imported_errors(&o, run), "grpc: 14=1;");
	imported_release(&o);
}

static void dropped_iterations_do_not_tell_the_load_model(void **state)
{
	struct imported o = import(POINT("http_req_duration", T0 "Z", "10",
	    TAGS) POINT("dropped_iterations", T0 "Z", "2", ""));

	(void)state;
	assert_int_equal(imported_run(&o)->facts.load_model, LOAD_UNKNOWN);
	imported_release(&o);
}

static const char *names_of(struct imported *o)
{
	struct series_list list = imported_series(o, imported_run(o));
	const char *text = "";

	for (size_t i = 1; i < list.len; i++)
		text = arena_printf(&o->arena, "%s%s=%lld;", text,
		    list.at[i].facts.name,
		    (long long)list.at[i].facts.requests);
	return text;
}

static void names_are_series_without_escapes_and_secrets(void **state)
{
	struct imported o = import(POINT("http_req_duration", T0 "Z", "1",
	    "\"group\":\"\\\"name\\\":\\\"x\",\"name\":\"a \\\"b\\\"\"")
		POINT("http_req_duration", T0 "Z", "1",
		    "\"name\":\"http://h/?token=abc\\u0026q=1\""));

	(void)state;
	assert_non_null(strstr(names_of(&o), "a \"b\"=1;"));
	assert_null(strstr(names_of(&o), "abc"));
	assert_non_null(strstr(names_of(&o), "q=1"));
	imported_release(&o);
}

static void keys_may_come_in_any_order(void **state)
{
	struct imported o = import(
	    "{\"type\":\"Metric\",\"data\":{\"name\":\"http_reqs\"},\"metric\":"
	    "null}\r\n"
	    "{\"type\": \"Point\", \"data\": {\"value\": 5, \"time\": \"" T0
	    "Z\", \"tags\": {\"name\":\"x\"}}, \"metric\": "
	    "\"http_req_duration\"}\r\n\r\n");

	(void)state;
	assert_string_equal(names_of(&o), "x=1;");
	assert_int_equal(imported_run(&o)->total.max_ns, 5000000);
	imported_release(&o);
}

static void checks_are_no_requests(void **state)
{
	struct imported o =
	    import(POINT("checks", T0 "Z", "1", "\"check\":\"is 200\"")
		    POINT("checks", T0 "Z", "0", "\"check\":\"is 200\"")
			POINT("checks", T0 "Z", "1", "\"check\":\"is 200\""));

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 0);
	imported_release(&o);
}

static void csv_times_are_told_by_their_digits(void **state)
{
	static const char *const times[] = { "1700000000", "1700000000000",
		"1700000000000000", "1700000000000000000", T0 "Z" };

	(void)state;
	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++) {
		struct arena a = { 0 };
		struct imported o = import(arena_printf(&a,
		    HEADER
		    "http_req_duration,%s,0.250000,,,,\"a,\"\"b\",200,\n",
		    times[i]));

		assert_int_equal(imported_run(&o)->facts.started_at_ns,
		    1699999999999750000);
		assert_string_equal(names_of(&o), "a,\"b=1;");
		imported_release(&o);
		arena_release(&a);
	}
}

static void faults_are_named_with_their_line(void **state)
{
	(void)state;
	assert_import_fails(&importer_k6_ndjson, "k6",
	    POINT("vus", T0 "Z", "1", "") "{\"metric\":1}\n",
	    "k6:2: expected a line of k6's JSON output, got "
	    "\"{\"metric\":1}\"");
	assert_import_fails(&importer_k6_ndjson, "k6",
	    POINT("http_req_duration", "yesterday", "1", TAGS),
	    "k6:1: time: expected an RFC 3339 time, got \"yesterday\"");
	assert_import_fails(&importer_k6_ndjson, "k6",
	    POINT("http_req_duration", T0 "Z", "-1", TAGS),
	    "k6:1: http_req_duration: expected milliseconds, got \"-1\"");
	assert_import_fails(&importer_k6_csv, "k6",
	    HEADER "vus,1700000000,x,,,,,,\n",
	    "k6:2: value: expected a number, got \"x\"");
	assert_import_fails(&importer_k6_csv, "k6",
	    HEADER "vus,today,1,,,,,,\n",
	    "k6:2: timestamp: expected a time, got \"today\"");
	assert_import_fails(&importer_k6_csv, "k6", HEADER "vus,1\n",
	    "k6:2: expected 9 columns, got 2");
	assert_import_fails(&importer_k6_csv, "k6", "a,b\n",
	    "k6:1: expected k6's header, metric_name,timestamp,...");
}

/* What k6 printed of the whole file: http_req_failed 0 %, max 6.39 ms, ... */
static void files_as_k6_wrote_them_are_read(void **state)
{
	static const char *const paths[] = { "tests/data/k6/points.ndjson",
		"tests/data/k6/points.csv" };

	(void)state;
	for (int i = 0; i < 2; i++) {
		const struct importer *claim = corpus_claim(paths[i]);
		struct imported o = imported_file(claim, paths[i]);

		assert_ptr_equal(claim,
		    i ? &importer_k6_csv : &importer_k6_ndjson);
		assert_string_equal(names_of(&o),
		    i ? "http://127.0.0.1:27080/1k=9;"
		      : "http://127.0.0.1:27080/1k=8;");
		assert_int_equal(imported_run(&o)->total.errors, 0);
		imported_release(&o);
	}
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_k6_csv,
	    span_of(HEADER "vus,1700000000,1,,,,,,\nhttp_req_duration,"
			   "1700000000,1.5,,,,\"a\nb\",200,\n"));
	assert_every_cut_is_survived(&importer_k6_ndjson,
	    span_of(POINT("http_req_duration", T0 ".123Z", "10.5", TAGS)
		    POINT("vus", T0 "Z", "1", "")));
}

static const char *failures_of(const char *error_code, struct imported *o)
{
	char text[512];

	snprintf(text, sizeof(text),
	    HEADER "http_req_duration,1700000000,1,,,,a,0,\n"
		   "http_req_failed,1700000000,1,,why,%s,a,0,\n",
	    error_code);
	*o = import(text);
	return imported_errors(o, imported_run(o));
}

static void an_error_code_tells_the_server_from_the_network(void **state)
{
	static const char *const codes[][2] = {
		{ "1000", "other: why=1;" }, { "1050", "timeout: why=1;" },
		{ "1101", "connect: why=1;" }, /* DNS */
		{ "1211", "timeout: why=1;" }, { "1212", "connect: why=1;" },
		{ "1220", "socket: why=1;" },
		{ "1310", "other: why=1;" }, /* TLS */
		{ "1400", "status: why=1;" }, { "1599", "status: why=1;" },
		{ "1600", "other: why=1;" }, /* HTTP/2 */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		struct imported o;

		assert_string_equal(failures_of(codes[i][0], &o), codes[i][1]);
		imported_release(&o);
	}
}

static void tags_may_be_null_or_missing(void **state)
{
	struct imported o = import(
	    "{\"type\":\"Point\",\"metric\":\"http_req_duration\",\"data\":{"
	    "\"time\":\"" T0 "Z\",\"value\":10,\"tags\":null}}\n"
	    "{\"type\":\"Point\",\"metric\":\"http_req_duration\",\"data\":{"
	    "\"time\":\"" T0 "Z\",\"value\":10}}\n");

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 2);
	imported_release(&o);
}

static void a_killed_run_leaves_a_last_line_that_is_cut(void **state)
{
	struct imported o = import(POINT("http_req_duration", T0 "Z", "10",
	    TAGS) "{\"metric\":\"http_req_duration\",\"type\":\"Po");

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 1);
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the last line is cut");
	imported_release(&o);
}

static void a_status_is_that_of_a_response_and_0_is_none(void **state)
{
	struct imported o = import(POINT("http_req_duration", T0 "Z", "10",
	    TAGS) POINT("http_req_duration", T0 "Z", "0", BAD_TAGS));

	(void)state;
	assert_string_equal(imported_statuses(&o, imported_run(&o)), "200=1;");
	imported_release(&o);
}

static void checks_have_the_name_of_their_own_column(void **state)
{
	struct imported o = import(HEADER "checks,1700000000,1,is 200,,,a,,\n"
					  "checks,1700000000,0,is 200,,,b,,\n"
					  "checks,1700000000,1,fast,,,a,,\n");

	(void)state;
	assert_string_equal(read_assertions(&o), "fast=1/0;is 200=1/1;");
	imported_release(&o);
	o = import(POINT("checks", T0 "Z", "0", "\"check\":\"is 200\""));
	assert_string_equal(read_assertions(&o), "is 200=0/1;");
	imported_release(&o);
}

static void a_check_of_one_name_in_two_groups_is_two(void **state)
{
	struct imported o = import(POINT("checks", T0 "Z", "1",
	    "\"check\":\"ok\",\"group\":\"::a\"") POINT("checks", T0 "Z", "0",
	    "\"group\":\"::a::\\u00e9\",\"check\":\"ok\"") POINT("checks",
	    T0 "Z", "1", "\"check\":\"ok\",\"group\":\"\""));

	(void)state;
	assert_string_equal(read_assertions(&o),
	    "a::ok=1/0;a::\u00e9::ok=0/1;ok=1/0;");
	imported_release(&o);
	o = import("metric_name,timestamp,metric_value,check,group\n"
		   "checks,1700000000,1,ok,::a\n"
		   "checks,1700000000,0,ok,\"::a,\"\"b\"\"\"\n"
		   "checks,1700000000,1,\"o,k\",::a\n"
		   "checks,1700000000,1,ok,\n");
	assert_string_equal(read_assertions(&o),
	    "a,\"b\"::ok=0/1;a::o,k=1/0;a::ok=1/0;ok=1/0;");
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_point_has_the_time_of_the_end),
		cmocka_unit_test(only_durations_are_requests),
		cmocka_unit_test(how_many_failed_is_unknown_before_0_31),
		cmocka_unit_test(
		    calls_of_grpc_are_the_requests_where_there_are_no_others),
		cmocka_unit_test(
		    calls_of_grpc_without_a_status_have_not_failed),
		cmocka_unit_test(calls_of_grpc_beside_requests_are_a_series),
		cmocka_unit_test(dropped_iterations_do_not_tell_the_load_model),
		cmocka_unit_test(names_are_series_without_escapes_and_secrets),
		cmocka_unit_test(keys_may_come_in_any_order),
		cmocka_unit_test(checks_are_no_requests),
		cmocka_unit_test(csv_times_are_told_by_their_digits),
		cmocka_unit_test(faults_are_named_with_their_line),
		cmocka_unit_test(files_as_k6_wrote_them_are_read),
		cmocka_unit_test(every_cut_is_survived),
		cmocka_unit_test(
		    an_error_code_tells_the_server_from_the_network),
		cmocka_unit_test(tags_may_be_null_or_missing),
		cmocka_unit_test(a_killed_run_leaves_a_last_line_that_is_cut),
		cmocka_unit_test(a_status_is_that_of_a_response_and_0_is_none),
		cmocka_unit_test(checks_have_the_name_of_their_own_column),
		cmocka_unit_test(a_check_of_one_name_in_two_groups_is_two),
	};

	return cmocka_run_group_tests_name("k6_points", tests, NULL, NULL);
}
