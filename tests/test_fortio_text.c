/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus.h"

#include <math.h>

extern const struct importer importer_fortio_access;
extern const struct importer importer_fortio_json;
extern const struct importer importer_fortio_text;

#define TITLE                                                                  \
	"Fortio 1.28.0 running at 100 queries per second, 2->2 procs, for 3s:" \
	" http://u:p@h/?ms=3\n"                                                \
	"Starting at 100 qps with 4 thread(s) [gomax 2] for 3s : 75 calls\n"   \
	"16:04:26 W http_client.go:922> [1] Non ok http code 503\n"
#define END "Ended after 3.03s : 10 calls. qps=3.3\n"
#define SLEEP                                                                  \
	"Sleep times : count 5 avg -0.01 +/- 0.09 min -0.3 max 0.1 sum -0.9\n" \
	"# range, mid point, percentile, count\n"                              \
	">= -0.304518 <= -0.001 , -0.152759 , 42.11, 24\n"
#define LATENCY                                                                \
	"Aggregated Function Time : count 10 avg 0.0047997263 +/- 0.005854 "   \
	"min 0.000779654 max 0.067994325 sum 0.047\n"                          \
	"# range, mid point, percentile, count\n"                              \
	">= 0.000779654 <= 0.001 , 0.0009 , 50, 5\n"                           \
	"{\"ts\":1.5,\"level\":\"warn\",\"msg\":\"Non ok http code\"}\n"       \
	"> 0.001 <= 0.002 , 0.0015 , 90, 4\n"                                  \
	"> 0.06 <= 0.0679943 , 0.0639972 , 100.00, 1\n"                        \
	"# target 50% 0.001\n# target 99.9% 0.0679144\n"
#define ERRORS                                                                 \
	"Error cases : count 2 avg 0.9 +/- 0 min 0.9 max 0.9 sum 1.8\n"        \
	"# range, mid point, percentile, count\n"                              \
	">= 0.9 <= 0.9 , 0.9 , 100, 2\n# target 50% 0.9\n"
#define REST                                                                   \
	"Connection time histogram (s) : count 4 avg 1 +/- 0 min 1 max 1 sum " \
	"4\n# range, mid point, percentile, count\n"                           \
	">= 1 <= 1 , 1 , 100.00, 4\n# target 75% 1\n"                          \
	"Code 200 : 8 (80.0 %)\nCode 503 : 2 (20.0 %)\n"                       \
	"Response Body/Total Sizes : count 10 avg 116.7 +/- 6 min 115 max 138" \
	" sum 1167\n"
#define DONE "All done 10 calls (plus 4 warmup) 4.800 ms avg, 98.3 qps\n"
#define REPORT TITLE END SLEEP LATENCY ERRORS REST DONE

static struct imported import(const char *text)
{
	return imported_span(&importer_fortio_text, "f.txt", span_of(text));
}

static void other_tables_do_not_overwrite_the_first(void **state)
{
	struct imported o = import(REPORT);
	const struct run *run = imported_run(&o);
	struct percentile_list list;
	struct histogram h;

	(void)state;
	assert_int_equal(run->total.requests, 10);
	assert_int_equal(run->total.max_ns, 67994325);
	assert_int_equal(run->evidence, EVIDENCE_HISTOGRAM);
	list = imported_percentiles(&o, run);
	assert_int_equal(list.len, 2);
	assert_true(fabs(list.at[1].high_ns - 67994325) < 1);
	h = imported_histogram(&o, run);
	assert_int_equal(h.count, 10);
	assert_int_equal(h.len, 3);
	assert_int_equal(h.buckets[1].high_ns, 2000000);
	histogram_release(&h);
	imported_release(&o);
}

static void a_report_says_what_was_asked_for_and_what_came(void **state)
{
	struct imported o = import(REPORT);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_null(run->facts.incomplete);
	assert_string_equal(run->facts.tool_version, "1.28.0");
	assert_string_equal(run->facts.target, "http://h/?ms=3");
	/* Another query asks for another thing: a condition. */
	assert_string_equal(run_label_value(run, "target"), "http://h/");
	assert_string_equal(run_label_value(run, "query"), "ms=3");
	assert_true(run->facts.offered_rps == 100);
	assert_true(run->facts.achieved_rps == 3.3);
	assert_int_equal(run->facts.connections, 4);
	assert_int_equal(run->facts.bytes_received, 1167);
	assert_int_equal(run->total.errors, 2);
	assert_int_equal(run->facts.started_at_ns, UNKNOWN);
	assert_string_equal(run_label_value(run, "protocol"), "http");
	imported_release(&o);
}

static void a_log_in_json_tells_the_start(void **state)
{
	struct imported o =
	    import(TITLE END "{\"ts\":1795366799.506833,\"msg\":\"Run ended\","
			     "\"elapsed\":2486962182}\n" LATENCY DONE);

	(void)state;
	assert_int_equal(imported_run(&o)->facts.started_at_ns,
	    INT64_C(1795366799506833000) - 2486962182);
	imported_release(&o);
}

static void what_was_cut_or_stopped_is_incomplete(void **state)
{
	struct imported o = import(TITLE "Aborting because of error 503 for "
					 "http://u:p@h/ (90 bytes)\n");

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "stopped: error 503");
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_NONE);
	assert_int_equal(imported_run(&o)->total.requests, UNKNOWN);
	imported_release(&o);
	o = import(TITLE "Ended after 1.5s : 10 calls. qps=3\n" LATENCY DONE);
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "stopped after 1.50 s of 3s");
	imported_release(&o);
	o = import(TITLE END LATENCY);
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the report stops early");
	imported_release(&o);
}

static void threads_of_grpc_are_streams_times_connections(void **state)
{
	struct imported o = import(
	    "Fortio dev running at 0 queries per second, 2->2 procs, for 3s: "
	    "h:1\nI grpcrunner.go:150> Starting GRPC Ping test for h:1 with "
	    "4*2 threads at 50.0 qps\n"
	    "Starting at max qps with 8 thread(s) [gomax 2] for 3s\n" END
		LATENCY "Ping SERVING : 10\n" DONE);

	(void)state;
	assert_int_equal(imported_run(&o)->facts.connections, 2);
	assert_true(isinf(imported_run(&o)->facts.offered_rps));
	assert_string_equal(run_label_value(imported_run(&o), "protocol"),
	    "grpc");
	imported_release(&o);
}

static void a_log_beside_the_result_is_no_second_run(void **state)
{
	struct err err = { "" };
	static const char log[] =
	    REPORT "Successfully wrote 8934 bytes of Json data to h.json\n";
	struct input *in = input_memory("f.txt", span_of(log));

	(void)state;
	assert_true(importer_fortio_text.sniff(span_of(REPORT)));
	assert_false(importer_fortio_text.sniff(span_of(log)));
	assert_null(importer_for(in, NULL, &err));
	assert_string_equal(err.msg,
	    "f.txt: the log of a fortio run whose result went to a file, as "
	    "its last line says: collect that, or this with --format "
	    "fortio-text");
	input_close(in);
}

static void several_reports_are_several_runs(void **state)
{
	struct imported o = import(REPORT "\n" REPORT LATENCY);

	(void)state;
	assert_int_equal(o.runs.len, 3);
	imported_release(&o);
}

static void six_digits_are_no_exact_sum_and_a_mean_with_a_step(void **state)
{
	struct imported o = import(REPORT);
	struct histogram h = imported_histogram(&o, imported_run(&o));

	(void)state;
	assert_int_equal(h.sum_ns, UNKNOWN);
	/* "0.0047997263" */
	assert_true(fabs(imported_run(&o)->total.mean_step_ns - 0.1) < 1e-9);
	histogram_release(&h);
	imported_release(&o);
}

#define ONE(min, low)                                                          \
	"Aggregated Function Time : count 4 avg 0.0013 +/- 0.0001 min " min    \
	" max 0.00145678 sum 0.0052\n"                                         \
	"# range, mid point, percentile, count\n>= " low                       \
	" <= 0.00145678 , 0.0013 , 100, 4\n"

/* The table prints it with six digits. */
static void a_bucket_of_unknown_grid_begins_at_the_exact_minimum(void **state)
{
	struct imported o =
	    import(TITLE END ONE("0.001234564321", "0.00123456") DONE);
	struct histogram h = imported_histogram(&o, imported_run(&o));

	(void)state;
	assert_int_equal(h.buckets[0].low_ns, 1234564);
	histogram_release(&h);
	imported_release(&o);
}

static void a_table_that_was_cut_is_no_histogram(void **state)
{
	struct imported o = import(TITLE END
	    "Aggregated Function Time : count 4 avg 0.0013 +/- 0.0001 min 0.001"
	    " max 0.002 sum 0.0052\n# range, mid point, percentile, count\n"
	    ">= 0.001 <= 0.0012 , 0.0011 , 50, 2\n");

	(void)state;
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_NONE);
	assert_int_equal(imported_run(&o)->total.requests, 4);
	imported_release(&o);
}

static int64_t errors_of(const char *text)
{
	struct imported o = import(text);
	int64_t errors = imported_run(&o)->total.errors;

	imported_release(&o);
	return errors;
}

static void before_the_codes_the_error_cases_tell(void **state)
{
	(void)state;
	assert_int_equal(errors_of(TITLE END LATENCY), UNKNOWN);
	assert_int_equal(errors_of(TITLE END LATENCY ERRORS), 2);
	assert_int_equal(errors_of(TITLE END LATENCY "Error cases : no data\n"),
	    0);
	/* The codes are not all there. */
	assert_int_equal(errors_of(TITLE END LATENCY ERRORS "Code 200 : 8\n"),
	    2);
}

static void json_that_went_to_the_screen_leaves_the_report_alone(void **state)
{
	static const char text[] =
	    REPORT "Successfully wrote 8934 bytes of Json data to stdout\n";

	(void)state;
	assert_true(importer_fortio_text.sniff(span_of(text)));
}

static void faults_are_named_with_their_line(void **state)
{
	(void)state;
	assert_import_fails(&importer_fortio_text, "f.txt", "hello\n",
	    "f.txt: expected a line \"Fortio ... running at ...\"");
	assert_import_fails(&importer_fortio_text, "f.txt",
	    "Fortio 1 running at many queries per second\n",
	    "f.txt:1: expected a rate, got \"many\"");
	assert_import_fails(&importer_fortio_text, "f.txt",
	    TITLE "Ended after a while\n",
	    "f.txt:4: expected \"Ended after 3s : 300 calls. qps=100\", got "
	    "\"Ended after a while\"");
	assert_import_fails(&importer_fortio_text, "f.txt",
	    LATENCY "> 1 <= 0 , 0 , 1, 1\n",
	    "f.txt:9: the buckets are not in ascending order");
	assert_import_fails(&importer_fortio_text, "f.txt", LATENCY "> 1 , 2\n",
	    "f.txt:9: expected \"> LOW <= HIGH , MID , PERCENT, COUNT\", got "
	    "\"> 1 , 2\"");
	assert_import_fails(&importer_fortio_text, "f.txt",
	    LATENCY "> 1 <= 2 , 1.5 , 100, 1\n" DONE,
	    "f.txt:10: the counts of the table add up to 11, but its heading "
	    "says 10");
	assert_import_fails(&importer_fortio_text, "f.txt",
	    LATENCY "# target x\n",
	    "f.txt:9: expected \"# target 50% SECONDS\", got \"# target x\"");
	assert_import_fails(&importer_fortio_text, "f.txt",
	    "Aggregated Function Time : count x\n",
	    "f.txt:1: expected count, avg, +/-, min, max and sum, got "
	    "\"Aggregated Function Time : count x\"");
	assert_import_fails(&importer_fortio_text, "f.txt",
	    TITLE "Code 200 : x\n",
	    "f.txt:4: expected \"Code 200 : COUNT\", got \"Code 200 : x\"");
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_fortio_text, span_of(REPORT));
}

/* ---- the access log ---- */

#define CALL(latency, time, ok, details)                                       \
	"{\"latency\":" latency ",\"timestamp\":" time                         \
	",\"thread\":3,\"iter\":0,\"ok\":" ok ",\"details\":\"" details        \
	"\"}\n"
#define LOG                                                                    \
	CALL("0.25", "1795363461500000000", "true", "200")                     \
	CALL("1.5", "1795363461000000000", "false", "503")                     \
	CALL("0.000134", "1795363463100000000", "true", "200")

static void the_first_line_need_not_have_begun_first(void **state)
{
	struct imported o =
	    imported_span(&importer_fortio_access, "a.json", span_of(LOG));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->facts.started_at_ns, 1795363461000000000);
	assert_int_equal(run->facts.duration_ns, 2100134000);
	assert_int_equal(run->total.requests, 3);
	assert_int_equal(run->total.errors, 1);
	assert_int_equal(run->total.min_ns, 134000);
	assert_int_equal(run->evidence, EVIDENCE_TIMED);
	assert_int_equal(run->facts.load_model, LOAD_CLOSED);
	assert_int_equal(run->facts.connections, 4);
	assert_int_equal(run->total.latency_step_ns, 1000);
	assert_null(run->facts.percentile_rule); /* it states none */
	imported_release(&o);
	assert_true(importer_fortio_access.sniff(span_of(LOG)));
	assert_every_cut_is_survived(&importer_fortio_access, span_of(LOG));
}

/* fortio takes 418 for a success, and a redirect for none. */
static void a_call_failed_by_its_status_and_not_by_fortios_rule(void **state)
{
	struct imported o = imported_span(&importer_fortio_access, "a.json",
	    span_of(CALL("1", "1795363461000000000", "false", "302")
		    CALL("1", "1795363461000000000", "false", "301")
			CALL("1", "1795363461000000000", "true", "418")
			    CALL("1", "1795363461000000000", "false", "-1")));

	(void)state;
	assert_int_equal(imported_run(&o)->total.errors, 2);
	assert_string_equal(imported_errors(&o, imported_run(&o)), "socket=1;");
	imported_release(&o);
	o = imported_span(&importer_fortio_access, "a.json",
	    SPAN("{\"latency\":1,\"timestamp\":1795363461000000000,"
		 "\"thread\":0,\"ok\":false}\n"));
	assert_int_equal(imported_run(&o)->total.errors, 1);
	imported_release(&o);
}

static void threads_of_grpc_share_connections_unknown_in_number(void **state)
{
	struct imported o = imported_span(&importer_fortio_access, "a.json",
	    span_of(CALL("1", "1795363461000000000", "true", "SERVING")));

	(void)state;
	assert_int_equal(imported_run(&o)->facts.connections, UNKNOWN);
	assert_int_equal(imported_run(&o)->total.errors, 0);
	imported_release(&o);
}

static void the_line_protocol_says_the_same(void **state)
{
	static const char text[] =
	    "latency,thread=0,ok=true value=0.001292,details=\"200\" "
	    "1795363466189214246\n"
	    "latency,thread=1,ok=false value=0.5,details=\"a, b=c d\" "
	    "1795363466199858730\n";
	struct imported o =
	    imported_span(&importer_fortio_access, "a.influx", span_of(text));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_true(importer_fortio_access.sniff(span_of(text)));
	assert_int_equal(run->total.requests, 2);
	assert_int_equal(run->facts.started_at_ns, 1795363466189214246);
	assert_string_equal(imported_errors(&o, run), "request: a, b=c d=1;");
	imported_release(&o);
	assert_every_cut_is_survived(&importer_fortio_access, span_of(text));
}

static void words_of_errors_do_not_grow_without_limit(void **state)
{
	char *text = calloc(1000, 120), *at = text;
	struct imported o;
	struct count_list list;

	(void)state;
	for (int i = 0; i < 1000; i++)
		at +=
		    sprintf(at, CALL("1", "17953634660000", "false", "e%d"), i);
	o = imported_span(&importer_fortio_access, "a.json", span_of(text));
	assert_int_equal(
	    run_status_load(o.db, imported_run(&o), &o.arena, &list, &o.err),
	    0);
	assert_int_equal(list.len, 200);
	imported_release(&o);
	free(text);
}

static void a_call_without_its_figures_is_a_fault(void **state)
{
	(void)state;
	assert_import_fails(&importer_fortio_access, "a.json", LOG "{}\n",
	    "a.json:4: expected a call with latency, timestamp and thread, "
	    "got \"{}\"");
	assert_import_fails(&importer_fortio_access, "a.json",
	    "latency,thread=0 value=x 12\n",
	    "a.json:1: expected a call with latency, timestamp and thread, "
	    "got \"latency,thread=0 value=x 12\"");
	assert_import_fails(&importer_fortio_access, "a.json", "\n",
	    "a.json: expected calls, got nothing");
}

/* ---- the collection ---- */

static struct imported of_corpus(const struct importer *importer,
    const char *name)
{
	struct arena a = { 0 };
	struct imported o = imported_file(importer,
	    corpus_path(&a, arena_printf(&a, "corpus/fortio/%s", name)));

	arena_release(&a);
	return o;
}

static bool has_corpus(void)
{
	struct arena a = { 0 };
	struct stat st;
	bool found = stat(corpus_path(&a, "corpus/fortio"), &st) == 0;

	if (!found)
		print_message("skipped: no corpus\n");
	arena_release(&a);
	return found;
}

static void assert_same_buckets(struct imported *a, struct imported *b)
{
	struct histogram x, y;

	x = imported_histogram(a, imported_run(a));
	y = imported_histogram(b, imported_run(b));
	assert_int_equal(x.len, y.len);
	for (size_t i = 0; i < x.len; i++)
		assert_memory_equal(&x.buckets[i], &y.buckets[i],
		    sizeof(x.buckets[i]));
	histogram_release(&x);
	histogram_release(&y);
}

static void text_and_json_of_a_run_agree(void **state)
{
	static const char *const runs[] = { "local-http-err-1.38",
		"local-http-ok-1.38", "local-http-1.28", "local-tcp-1.38",
		"local-grpc-health-1.38", "local-until-stop-1.38" };

	(void)state;
	if (!has_corpus())
		return;
	for (size_t i = 0; i < sizeof(runs) / sizeof(*runs); i++) {
		char name[64];
		struct imported t, j;

		snprintf(name, sizeof(name), "%s.txt", runs[i]);
		t = of_corpus(&importer_fortio_text, name);
		snprintf(name, sizeof(name), "%s.json", runs[i]);
		j = of_corpus(&importer_fortio_json, name);
		assert_int_equal(imported_run(&t)->total.requests,
		    imported_run(&j)->total.requests);
		assert_int_equal(imported_run(&t)->total.errors,
		    imported_run(&j)->total.errors);
		assert_int_equal(imported_run(&t)->total.max_ns,
		    imported_run(&j)->total.max_ns);
		assert_int_equal(imported_run(&t)->facts.connections,
		    imported_run(&j)->facts.connections);
		assert_same_buckets(&t, &j);
		imported_release(&t);
		imported_release(&j);
	}
}

static void access_logs_agree_with_the_results_of_their_runs(void **state)
{
	struct imported log, result;

	(void)state;
	if (!has_corpus())
		return;
	log = of_corpus(&importer_fortio_access, "local-access.influx");
	result = of_corpus(&importer_fortio_json, "local-http-err-1.38.json");
	assert_int_equal(imported_run(&log)->total.requests,
	    imported_run(&result)->total.requests);
	assert_int_equal(imported_run(&log)->total.errors,
	    imported_run(&result)->total.errors);
	assert_true(fabs(imported_run(&log)->total.mean_ns -
			 imported_run(&result)->total.mean_ns) < 1000);
	imported_release(&log);
	imported_release(&result);
}

static void not_claimed(const char *path, void *context)
{
	(void)context;
	assert_null(corpus_claim(path));
}

static void derived_tables_are_refused(void **state)
{
	struct err err = { "" };
	struct input *in = input_memory("m.json",
	    SPAN("[{\"RunType\":\"HTTP\",\"DurationHistogram.Count\":1}]"));

	(void)state;
	assert_null(importer_for(in, NULL, &err));
	assert_string_equal(err.msg,
	    "m.json: a table that pandas made of fortio's results: collect "
	    "the results themselves");
	input_close(in);
	corpus_each("corpus/fortio-derived", not_claimed, NULL);
	corpus_each("corpus/negative", not_claimed, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(other_tables_do_not_overwrite_the_first),
		cmocka_unit_test(
		    a_report_says_what_was_asked_for_and_what_came),
		cmocka_unit_test(a_log_in_json_tells_the_start),
		cmocka_unit_test(what_was_cut_or_stopped_is_incomplete),
		cmocka_unit_test(threads_of_grpc_are_streams_times_connections),
		cmocka_unit_test(a_log_beside_the_result_is_no_second_run),
		cmocka_unit_test(several_reports_are_several_runs),
		cmocka_unit_test(
		    six_digits_are_no_exact_sum_and_a_mean_with_a_step),
		cmocka_unit_test(
		    a_bucket_of_unknown_grid_begins_at_the_exact_minimum),
		cmocka_unit_test(a_table_that_was_cut_is_no_histogram),
		cmocka_unit_test(before_the_codes_the_error_cases_tell),
		cmocka_unit_test(
		    json_that_went_to_the_screen_leaves_the_report_alone),
		cmocka_unit_test(faults_are_named_with_their_line),
		cmocka_unit_test(every_cut_is_survived),
		cmocka_unit_test(the_first_line_need_not_have_begun_first),
		cmocka_unit_test(
		    a_call_failed_by_its_status_and_not_by_fortios_rule),
		cmocka_unit_test(
		    threads_of_grpc_share_connections_unknown_in_number),
		cmocka_unit_test(the_line_protocol_says_the_same),
		cmocka_unit_test(words_of_errors_do_not_grow_without_limit),
		cmocka_unit_test(a_call_without_its_figures_is_a_fault),
		cmocka_unit_test(text_and_json_of_a_run_agree),
		cmocka_unit_test(
		    access_logs_agree_with_the_results_of_their_runs),
		cmocka_unit_test(derived_tables_are_refused),
	};

	return cmocka_run_group_tests_name("fortio-text", tests, NULL, NULL);
}
