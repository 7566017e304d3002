/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reads.h"

extern const struct importer importer_tsung_log, importer_tsung_json,
    importer_tsung_dump;

#define LOG                                                                    \
	"# stats: dump at 1000\n"                                              \
	"stats: users 12 20\n"                                                 \
	"stats: {cpu,\"a b\"} 6 3.1 0.4 4.2 2.5 0 0\n"                         \
	"stats: request 100 20.0 8.1 95.0 3.0 0 0\n"                           \
	"stats: page 50 40.0 8.1 99.0 3.0 0 0\n"                               \
	"stats: tr_login 40 30.0 1.0 35.0 28.0 0 0\n"                          \
	"stats: 200 98 98\nstats: 404 2 2\nstats: size_rcv 1000 1000\n"        \
	"# stats: dump at 1010\n"                                              \
	"stats: connected -3 5\n"                                              \
	"stats: request 300 40.0 8.1 120.0 2.0 20.0 100\n"                     \
	"stats: 200 300 398\nstats: error_connect_timeout 2 2\n"               \
	"stats: error_abort 1 1\nstats: size_rcv 500 1500\n"
#define END "EndMonitor:{1399,476,999}\n"

#define JSON                                                                   \
	"{\"stats\":[\n{\"timestamp\":1000,\"samples\":["                      \
	"{\"name\":\"users\",\"value\":1,\"max\":1},"                          \
	"{\"name\":\"cpu\",\"hostname\":\"h\",\"value\":1,\"mean\":2},"        \
	"{\"name\":\"request\",\"value\":100,\"mean\":20.0,\"stddev\":1,"      \
	"\"max\":95.0,\"min\":3.0,\"global_mean\":0,\"global_count\":0},"      \
	"{\"name\":\"http_200\",\"value\":98,\"total\":98}]},\n"               \
	"{\"timestamp\":1010,\"samples\":["                                    \
	"{\"name\":\"request\",\"value\":300,\"mean\":40.0,"                   \
	"\"max\":120.0,\"min\":2.0},"                                          \
	"{\"name\":\"200\",\"value\":300,\"total\":398}]}"

static void means_are_weighed_by_the_counts_of_the_dumps(void **state)
{
	struct imported o =
	    imported_span(&importer_tsung_log, "x", SPAN(LOG END));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_true(fabs(run->total.mean_ns - 35e6) < 1);
	assert_null(run->facts.incomplete);
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	assert_int_equal(run->facts.load_model, LOAD_UNKNOWN);
	imported_release(&o);
}

static void max_stands_before_min_and_both_are_of_the_run(void **state)
{
	struct imported o =
	    imported_span(&importer_tsung_log, "x", SPAN(LOG END));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.max_ns, 120000000);
	assert_int_equal(run->total.min_ns, 2000000);
	imported_release(&o);
}

static void each_dump_is_a_time_and_what_was_counted_until_then(void **state)
{
	struct imported o =
	    imported_span(&importer_tsung_log, "x", SPAN(LOG END));

	(void)state;
	assert_string_equal(read_metrics(&o),
	    "tsung_failures_total {} 1000000=2 1010000=5;"
	    "tsung_requests_total {} 1000000=100 1010000=403;"
	    "tsung_users {} 1000000=12;");
	imported_release(&o);
	o = imported_span(&importer_tsung_json, "x", SPAN(JSON "\n]}\n"));
	assert_string_equal(read_metrics(&o),
	    "tsung_failures_total {} 1000000=0 1010000=0;"
	    "tsung_requests_total {} 1000000=100 1010000=400;"
	    "tsung_users {} 1000000=1;");
	imported_release(&o);
}

static void totals_are_not_added_to_one_another(void **state)
{
	struct imported o =
	    imported_span(&importer_tsung_log, "x", SPAN(LOG END));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(imported_statuses(&o, run), "200=398;404=2;");
	assert_string_equal(imported_errors(&o, run),
	    "other: error_abort=1;timeout: error_connect_timeout=2;");
	assert_int_equal(run->total.requests, 403);
	assert_int_equal(run->total.errors, 3 + 2); /* of them 404 */
	assert_int_equal(run->facts.bytes_received, 1500);
	assert_true(run->facts.achieved_rps == 30);
	imported_release(&o);
}

static void a_transaction_is_a_series_and_a_page_is_none(void **state)
{
	struct imported o =
	    imported_span(&importer_tsung_log, "x", SPAN(LOG END));
	struct series_list list = imported_series(&o, imported_run(&o));

	(void)state;
	assert_int_equal(list.len, 2);
	assert_string_equal(list.at[1].facts.name, "tr_login");
	assert_int_equal(list.at[1].facts.requests, 40);
	imported_release(&o);
}

static void matches_are_a_check_with_the_total_of_the_last_dump(void **state)
{
	struct imported o = imported_span(&importer_tsung_log, "x",
	    SPAN(LOG "stats: match 8 8\nstats: nomatch 2 2\n"
		     "# stats: dump at 1020\n"
		     "stats: match 9 17\nstats: nomatch 1 3\n" END));

	(void)state;
	assert_string_equal(read_assertions(&o), "match=17/3;");
	assert_int_equal(imported_run(&o)->total.errors, 3 + 2);
	imported_release(&o);
	o = imported_span(&importer_tsung_log, "x", SPAN(LOG END));
	assert_string_equal(read_assertions(&o), "");
	imported_release(&o);
}

static void a_log_without_its_end_is_incomplete(void **state)
{
	struct imported o = imported_span(&importer_tsung_log, "x", SPAN(LOG));

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the log stops early");
	imported_release(&o);
}

static void faults_in_a_log_are_named_with_their_line(void **state)
{
	(void)state;
	assert_import_fails(&importer_tsung_log, "x", "x\n",
	    "x: expected a line \"# stats: dump at ...\"");
	assert_import_fails(&importer_tsung_log, "x", "# stats: dump at noon\n",
	    "x:1: expected a time in seconds, got \"noon\"");
	assert_import_fails(&importer_tsung_log, "x",
	    "# stats: dump at 1\nstats: request 1 2 3\n",
	    "x:2: expected a name with 2 or 7 numbers, got \"request 1 2 3\"");
	assert_every_cut_is_survived(&importer_tsung_log, SPAN(LOG END));
}

static void json_says_the_same(void **state)
{
	struct imported o =
	    imported_span(&importer_tsung_json, "x", SPAN(JSON "\n]}\n"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_null(run->facts.incomplete);
	assert_true(fabs(run->total.mean_ns - 35e6) < 1);
	assert_string_equal(imported_statuses(&o, run), "200=398;");
	assert_true(run->facts.achieved_rps == 30);
	imported_release(&o);
}

static void what_a_machine_says_of_itself_is_of_no_request(void **state)
{
	struct imported o = imported_span(&importer_tsung_json, "x",
	    SPAN("{\"stats\":[{\"timestamp\":1000,\"samples\":["
		 "{\"name\":\"request\",\"value\":100,\"mean\":20.0},"
		 "{\"name\":\"request\",\"hostname\":\"h\",\"value\":5,"
		 "\"mean\":2},{\"name\":\"404\",\"hostname\":\"h\","
		 "\"value\":1,\"total\":1}]}]}"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 100);
	assert_string_equal(imported_statuses(&o, imported_run(&o)), "");
	imported_release(&o);
}

static void json_that_was_cut_gives_what_it_has(void **state)
{
	struct imported o = imported_span(&importer_tsung_json, "x",
	    SPAN(JSON ",\n{\"timestamp\":1020,\"sam"));

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the log stops early");
	assert_int_equal(imported_run(&o)->total.requests, 400);
	imported_release(&o);
	assert_every_cut_is_survived(&importer_tsung_json, SPAN(JSON "]}"));
	assert_import_fails(&importer_tsung_json, "x", "{\"stats\":[]}",
	    "x: expected a dump, got none");
	assert_import_fails(&importer_tsung_json, "x",
	    "{\"stats\":[{\"timestamp\":1,\"samples\":[{}]}]}",
	    "x:1: samples[0].name: missing");
}

/* ---- tsung.dump ---- */

#define HEADER                                                                 \
	"#date;pid;id;http method;host;URL;HTTP status;size;duration;"         \
	"transaction;match;error;tag\n"
#define ROW(time, url, rest)                                                   \
	"17953665" time ";<0.178.0>;1;get;127.0.0.1;" url ";" rest "\n"

static void the_date_is_that_of_the_end(void **state)
{
	struct imported o = imported_span(&importer_tsung_dump, "x",
	    SPAN(HEADER ROW("17.100000", "/", "200;10;100.000;-;;;")
		    ROW("18.250000", "/", "200;10;200.000;-;;;")));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_TIMED);
	assert_int_equal(run->facts.started_at_ns, 1795366517000000000);
	assert_int_equal(run->facts.duration_ns, 1250000000);
	assert_string_equal(read_windows(&o), "0=1;1=1;");
	assert_int_equal(run->facts.bytes_received, 20);
	imported_release(&o);
}

static void a_url_may_have_separators(void **state)
{
	struct imported o = imported_span(&importer_tsung_dump, "x",
	    SPAN(HEADER ROW("17.1", "/a;b;c?d;e", "404;10;1.500;-;match;;")
		    ROW("17.2", "/", "200;10;2.500;-;nomatch;;")));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(imported_statuses(&o, run), "200=1;404=1;");
	assert_int_equal(run->total.min_ns, 1500000);
	assert_int_equal(run->total.errors, 1); /* the 404 */
	assert_string_equal(read_assertions(&o), "match=1/1;");
	imported_release(&o);
}

static void what_got_no_response_is_no_latency(void **state)
{
	struct imported o = imported_span(&importer_tsung_dump, "x",
	    SPAN(HEADER ROW("17.1", "/", "200;10;1.500;-;;;")
		    ROW("17.2", "/", ";0;0.100;-;;error_connect_econnrefused;")
			ROW("17.3", "/", "error_no_http_status;0;5;-;;;")));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 3);
	assert_int_equal(run->total.errors, 2);
	assert_string_equal(read_buckets(&o, run), "1500000..1500000=1;");
	assert_string_equal(imported_errors(&o, run),
	    "connect: error_connect_econnrefused=1;"
	    "other: error_no_http_status=1;");
	imported_release(&o);
}

static void faults_in_a_dump_are_named_with_their_line(void **state)
{
	(void)state;
	assert_import_fails(&importer_tsung_dump, "x", HEADER,
	    "x: expected a request, got none");
	assert_import_fails(&importer_tsung_dump, "x", HEADER "1;2;3\n",
	    "x:2: expected 13 fields, got fewer");
	assert_import_fails(&importer_tsung_dump, "x",
	    HEADER "noon;p;1;get;h;/;200;1;1;-;;;\n",
	    "x:2: expected a time in seconds, got \"noon\"");
	assert_import_fails(&importer_tsung_dump, "x",
	    HEADER ROW("17.1", "/", "200;10;x;-;;;"),
	    "x:2: expected a duration in milliseconds, got \"x\"");
	assert_every_cut_of_file_is_survived(&importer_tsung_dump,
	    "tests/data/tsung/tsung.dump");
}

static void every_real_file_is_read(void **state)
{
	(void)state;
	assert_corpus_is_read("corpus/tsung", &importer_tsung_dump, NULL, 1);
	assert_corpus_is_read("captures/results/tsung-dump",
	    &importer_tsung_dump, NULL, 1);
}

static void a_status_is_also_called_http_200(void **state)
{
	struct imported o = imported_span(&importer_tsung_json, "x",
	    SPAN("{\"stats\":[{\"timestamp\":1000,\"samples\":["
		 "{\"name\":\"http_200\",\"value\":4,\"total\":4},"
		 "{\"name\":\"http_503\",\"value\":1,\"total\":1}]}]}"));

	(void)state;
	assert_string_equal(imported_statuses(&o, imported_run(&o)),
	    "200=4;503=1;");
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(means_are_weighed_by_the_counts_of_the_dumps),
		cmocka_unit_test(max_stands_before_min_and_both_are_of_the_run),
		cmocka_unit_test(totals_are_not_added_to_one_another),
		cmocka_unit_test(a_transaction_is_a_series_and_a_page_is_none),
		cmocka_unit_test(
		    matches_are_a_check_with_the_total_of_the_last_dump),
		cmocka_unit_test(a_log_without_its_end_is_incomplete),
		cmocka_unit_test(faults_in_a_log_are_named_with_their_line),
		cmocka_unit_test(json_says_the_same),
		cmocka_unit_test(
		    each_dump_is_a_time_and_what_was_counted_until_then),
		cmocka_unit_test(
		    what_a_machine_says_of_itself_is_of_no_request),
		cmocka_unit_test(json_that_was_cut_gives_what_it_has),
		cmocka_unit_test(the_date_is_that_of_the_end),
		cmocka_unit_test(a_url_may_have_separators),
		cmocka_unit_test(what_got_no_response_is_no_latency),
		cmocka_unit_test(faults_in_a_dump_are_named_with_their_line),
		cmocka_unit_test(every_real_file_is_read),
		cmocka_unit_test(a_status_is_also_called_http_200),
	};

	return cmocka_run_group_tests_name("tsung", tests, NULL, NULL);
}
