/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reads.h"

extern const struct importer importer_httperf_text;

#define OPTIONS                                                                \
	"httperf --timeout=5 --client=0/1 --server=h --port=443 "              \
	"--uri=/a?token=s3cret --rate=3 --send-buffer=4096 "                   \
	"--recv-buffer=16384 --ssl --add-header='Authorization: x' "           \
	"--num-conns=1500 "
#define TOTAL(requests, replies)                                               \
	"Total: connections 1500 requests " requests " replies " replies       \
	" test-duration 500.978 s\n\n"
#define FIGURES                                                                \
	"Connection rate: 3.0 conn/s (334.0 ms/conn, <=13 concurrent "         \
	"connections)\n"                                                       \
	"Connection time [ms]: min 1283.2 avg 1379.4 max 5991.4 median "       \
	"1330.5 stddev 387.4\nConnection time [ms]: connect 515.7\n"           \
	"Connection length [replies/conn]: 1.000\n\n"                          \
	"Request rate: 3.0 req/s (334.0 ms/req)\nRequest size [B]: 98.0\n\n"   \
	"Reply rate [replies/s]: min 1.6 avg 3.0 max 4.0 stddev 0.2 (100 "     \
	"samples)\nReply time [ms]: response 500.6 transfer 363.1\n"           \
	"Reply size [B]: header 418.0 content 55531.0 footer 2.0 (total "      \
	"55951.0)\n"
#define STATUS                                                                 \
	"Reply status: 1xx=0 2xx=1400 3xx=0 4xx=0 5xx=98\n\n"                  \
	"CPU time [s]: user 243.68 system 257.26 (user 48.6% system 51.4% "    \
	"total 100.0%)\nNet I/O: 163.7 KB/s (1.3*10^6 bps)\n\n"
#define ERRORS(total, timeouts, refused, files)                                \
	"Errors: total " total " client-timo " timeouts                        \
	" socket-timo 0 connrefused " refused " connreset 0\n"                 \
	"Errors: fd-unavail " files " addrunavail 0 ftab-full 0 other 0\n"
#define REPORT                                                                 \
	OPTIONS "--num-calls=1\nMaximum connect burst length: 1\n\n" TOTAL(    \
	    "1500", "1498") FIGURES STATUS ERRORS("2", "2", "0", "0")

static struct imported read_text(const char *text)
{
	return imported_span(&importer_httperf_text, "h.txt", span_of(text));
}

static void response_and_transfer_together_are_the_latency(void **state)
{
	struct imported o = read_text(REPORT);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(run->facts.tool, "httperf");
	assert_null(run->facts.incomplete);
	assert_true(run->total.mean_ns > 863.69e6);
	assert_true(run->total.mean_ns < 863.71e6);
	assert_true(run->total.mean_step_ns == 2e5);
	/* Those of connections are none of requests. */
	assert_int_equal(run->total.min_ns, UNKNOWN);
	assert_int_equal(run->total.max_ns, UNKNOWN);
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	assert_int_equal(run->facts.duration_ns, 500978000000);
	imported_release(&o);
}

static void error_statuses_and_timeouts_are_errors(void **state)
{
	struct imported o = read_text(REPORT);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 1500);
	assert_int_equal(run->total.errors, 98 + 2);
	assert_string_equal(imported_statuses(&o, run), "2xx=1400;5xx=98;");
	assert_string_equal(imported_errors(&o, run),
	    "timeout: client-timo=2;");
	imported_release(&o);
}

static void one_call_per_connection_by_rate_is_an_open_loop(void **state)
{
	struct imported o = read_text(REPORT);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->facts.load_model, LOAD_OPEN);
	assert_true(run->facts.offered_rps == 3);
	assert_int_equal(run->facts.connections, UNKNOWN);
	imported_release(&o);
	o = read_text(OPTIONS "--num-calls=4\n" TOTAL("1500", "1498")
		FIGURES STATUS ERRORS("2", "2", "0", "0"));
	assert_int_equal(imported_run(&o)->facts.load_model, LOAD_UNKNOWN);
	assert_true(imported_run(&o)->facts.offered_rps == 12);
	imported_release(&o);
}

static void without_a_rate_connections_follow_one_another(void **state)
{
	struct imported o =
	    read_text("httperf --client=0/1 --server=h --num-conns=9 "
		      "--num-calls=1\n" TOTAL("9", "9")
			  FIGURES STATUS ERRORS("0", "0", "0", "0"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->facts.load_model, LOAD_CLOSED);
	assert_true(isinf(run->facts.offered_rps));
	assert_int_equal(run->facts.connections, 1);
	assert_string_equal(run->facts.target, "http://h");
	imported_release(&o);
}

static void the_rate_of_sessions_is_none_of_requests(void **state)
{
	struct imported o = read_text(OPTIONS "--wsess=10,5,2\n" TOTAL("50",
	    "50") FIGURES STATUS ERRORS("0", "0", "0", "0"));

	(void)state;
	assert_int_equal(imported_run(&o)->facts.load_model, LOAD_UNKNOWN);
	assert_true(isnan(imported_run(&o)->facts.offered_rps));
	imported_release(&o);
}

static void a_refused_connection_is_a_request_that_failed(void **state)
{
	struct imported o = read_text(TOTAL("0", "0") FIGURES
	    "Reply status: 1xx=0 2xx=0 3xx=0 4xx=0 5xx=0\n" ERRORS("100", "0",
		"100", "0"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 100);
	assert_int_equal(run->total.errors, 100);
	assert_true(isnan(run->total.mean_ns)); /* 0.0 is no latency */
	assert_string_equal(imported_errors(&o, run),
	    "connect: connrefused=100;");
	imported_release(&o);
}

static void what_the_client_could_not_send_did_not_fail(void **state)
{
	struct imported o = read_text(
	    TOTAL("1498", "1498") FIGURES STATUS ERRORS("23", "0", "0", "23"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 1498);
	assert_int_equal(run->total.errors, 98);
	assert_string_equal(imported_errors(&o, run),
	    "other: not sent: fd-unavail=23;");
	imported_release(&o);
}

static void no_secret_of_the_options_is_kept(void **state)
{
	struct imported o = read_text(REPORT);

	(void)state;
	assert_string_equal(imported_run(&o)->facts.target,
	    "https://h:443/a?token");
	imported_release(&o);
}

static void several_reports_are_several_runs(void **state)
{
	struct imported o =
	    read_text("$ httperf --server h\n" REPORT "\nAnd again:\n" REPORT);

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 2);
	imported_release(&o);
}

static void a_report_that_stops_early_says_so(void **state)
{
	struct imported o =
	    read_text(OPTIONS "--num-calls=1\n" TOTAL("9", "9") FIGURES);

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the report stops early");
	assert_int_equal(imported_run(&o)->total.requests, UNKNOWN);
	imported_release(&o);
}

static void faults_are_named(void **state)
{
	(void)state;
	assert_import_fails(&importer_httperf_text, "h.txt",
	    OPTIONS "--num-calls=1\n",
	    "h.txt: expected a line \"Total: connections N requests N replies "
	    "N test-duration N s\"");
	assert_import_fails(&importer_httperf_text, "h.txt", TOTAL("x", "1"),
	    "h.txt:1: expected a figure behind \"requests\"");
	assert_import_fails(&importer_httperf_text, "h.txt",
	    TOTAL("1", "1") "Errors: total 1 client-timo 1\n",
	    "h.txt:3: expected a figure behind \"socket-timo\"");
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_true(importer_httperf_text.sniff(SPAN(REPORT)));
	assert_every_cut_is_survived(&importer_httperf_text, SPAN(REPORT));
}

static void the_captured_files_are_read(void **state)
{
	(void)state;
	assert_corpus_is_read("captures/results/httperf",
	    &importer_httperf_text, NULL, 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    response_and_transfer_together_are_the_latency),
		cmocka_unit_test(error_statuses_and_timeouts_are_errors),
		cmocka_unit_test(
		    one_call_per_connection_by_rate_is_an_open_loop),
		cmocka_unit_test(without_a_rate_connections_follow_one_another),
		cmocka_unit_test(the_rate_of_sessions_is_none_of_requests),
		cmocka_unit_test(a_refused_connection_is_a_request_that_failed),
		cmocka_unit_test(what_the_client_could_not_send_did_not_fail),
		cmocka_unit_test(no_secret_of_the_options_is_kept),
		cmocka_unit_test(several_reports_are_several_runs),
		cmocka_unit_test(a_report_that_stops_early_says_so),
		cmocka_unit_test(faults_are_named),
		cmocka_unit_test(every_cut_is_survived),
		cmocka_unit_test(the_captured_files_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
