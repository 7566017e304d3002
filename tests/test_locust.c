/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reads.h"

extern const struct importer importer_locust_failures_csv,
    importer_locust_history_csv, importer_locust_html, importer_locust_json,
    importer_locust_stats_csv, importer_locust_workers;

#define HEADER                                                                 \
	"Type,Name,Request Count,Failure Count,Median Response Time,"          \
	"Average Response Time,Min Response Time,Max Response Time,"           \
	"Average Content Size,Requests/s,Failures/s,50%,99.9%,100%\r\n"
#define ROWS                                                                   \
	"GET,/a,60,6,9,9.5,1.5,151,10,30.0,3.0,9,100,150\r\n"                  \
	"GET,Aggregated,0,0,0,0,0,0,0,0,0,N/A,N/A,N/A\r\n"                     \
	",Aggregated,60,6,9,9.5,1.5,151,10,30.0,3.0,9,100,60000\r\n"

#define ENTRY                                                                  \
	"{\"name\":\"/a\",\"method\":\"GET\",\"start_time\":1700000000.5,"     \
	"\"last_request_timestamp\":1700000002.5,\"num_requests\":4,"          \
	"\"num_none_requests\":1,\"num_failures\":1,"                          \
	"\"total_response_time\":1230.5,\"min_response_time\":9.5,"            \
	"\"max_response_time\":1104,\"response_times\":{\"1100\":1,\"10\":1,"  \
	"\"110\":1}}"

#define OLD_ENTRY                                                              \
	"{\"name\":\"/a\",\"method\":\"GET\",\"start_time\":1700000000.5,"     \
	"\"last_request_timestamp\":1700000002.5,\"num_requests\":2,"          \
	"\"num_failures\":3,\"total_response_time\":30,"                       \
	"\"min_response_time\":10,\"max_response_time\":20,"                   \
	"\"response_times\":{\"10\":1,\"20\":1}}"

#define REPORT                                                                 \
	"{\"stats\":[" OLD_ENTRY "],\"stats_total\":" OLD_ENTRY                \
	",\"errors\":{\"k\":{\"name\":\"/a\",\"method\":\"GET\","              \
	"\"occurences\":3,\"error\":\"HTTPError('404 Client Error: x for "     \
	"url: http://u:p@h/?token=s')\"}},\"user_count\":3}\n"

#define HTML                                                                   \
	"<!doctype html>\n<html><title>Locust</title>\n<script>\n"             \
	"window.templateArgs = {\"requests_statistics\":["                     \
	"{\"method\":\"GET\",\"name\":\"/a\",\"num_requests\":60,"             \
	"\"num_failures\":6,\"avg_response_time\":9.5,"                        \
	"\"min_response_time\":1.5,\"max_response_time\":151},"                \
	"{\"method\":\"\",\"name\":\"Aggregated\",\"num_requests\":60,"        \
	"\"num_failures\":6,\"avg_response_time\":9.5,\"total_rps\":30}],"     \
	"\"response_time_statistics\":[{\"method\":\"\",\"name\":"             \
	"\"Aggregated\",\"0.5\":9,\"0.999\":100}],"                            \
	"\"failures_statistics\":[{\"method\":\"GET\",\"name\":\"/a\","        \
	"\"error\":\"timed out\",\"occurrences\":6}],"                         \
	"\"start_time\":\"2026-11-22T10:00:00Z\","                             \
	"\"end_time\":\"2026-11-22T10:00:02Z\",\"host\":\"http://u:p@h\"}\n"   \
	"</script></html>\n"

#define TABLES                                                                 \
	"<!DOCTYPE html>\n<html>\n<head>\n<title>Test Report</title></head>"   \
	"<body><h1>Locust Test Report</h1>\n"                                  \
	"<p>During: <span class=\"l10n datetime\">2022-03-01 10:00:00</span>"  \
	" - <span class=\"l10n datetime\">2022-03-01 10:01:00</span></p>\n"    \
	"<p>Target Host: <span>http://u:p@h</span></p>\n"                      \
	"<h2>Request Statistics</h2>\n<table class=\"stats\"><thead><tr>"      \
	"<th>Method</th><th>Name</th><th># Requests</th><th># Fails</th>"      \
	"<th>Average (ms)</th><th>Min (ms)</th><th>Max (ms)</th>"              \
	"<th>Average size (bytes)</th><th>RPS</th><th>Failures/s</th></tr>"    \
	"</thead>\n<tbody>\n<tr>\n<td>GET</td><td>/a?b&amp;c</td>\n"           \
	"<td>60</td><td>6</td><td>9</td><td>1</td><td>151</td><td>5</td>"      \
	"<td>1.0</td><td>0.1</td></tr>\n<tr class=\"total\"><td></td>"         \
	"<td>Aggregated</td><td>60</td><td>6</td><td>9</td><td>1</td>"         \
	"<td>151</td><td>5</td><td>1.0</td><td>0.1</td></tr></tbody></table>"  \
	"\n<h2>Response Time Statistics</h2>\n<table><thead><tr>"              \
	"<th>Method</th><th>Name</th><th>50%ile (ms)</th><th>99%ile (ms)"      \
	"</th></tr></thead><tr><td>GET</td><td>/a?b&amp;c</td><td>9</td>"      \
	"<td>110</td></tr><tr><td></td><td>Aggregated</td><td>9</td>"          \
	"<td>110</td></tr></table>\n<h2>Failures Statistics</h2><table>"       \
	"<thead><tr><th>Method</th><th>Name</th><th>Error</th>"                \
	"<th>Occurrences</th></tr></thead><tr><td>GET</td>"                    \
	"<td>/a?b&amp;c</td><td>HTTPError(&#x27;500 Server Error: x&#x27;)"    \
	"</td><td>6</td></tr></table></body></html>\n"

static struct imported stats(const char *text)
{
	return imported_span(&importer_locust_stats_csv, "l.csv",
	    span_of(text));
}

/* ---- statistics as CSV ---- */

static void the_row_without_a_type_is_all_whatever_names_there_are(void **state)
{
	struct imported o = stats(HEADER ROWS);
	const struct run *run = imported_run(&o);
	struct series_list list;

	(void)state;
	assert_int_equal(run->total.requests, 60);
	assert_int_equal(run->total.errors, 6);
	assert_int_equal(run->total.min_ns, 1500000);
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_int_equal(run->facts.load_model, LOAD_CLOSED);
	assert_true(run->facts.achieved_rps == 30);
	assert_int_equal(run->facts.duration_ns, 2000000000);
	list = imported_series(&o, run);
	assert_int_equal(list.len, 3);
	assert_string_equal(list.at[2].facts.name, "GET Aggregated");
	assert_int_equal(list.at[2].facts.max_ns, UNKNOWN);
	imported_release(&o);
}

static void a_percentile_is_as_wide_as_what_it_was_rounded_to(void **state)
{
	struct imported o = stats(HEADER ROWS);

	(void)state;
	assert_string_equal(read_percentiles(&o, imported_run(&o)),
	    "50=9000000 8500000..9500000;"
	    "99.9=100000000 99500000..105000000;"
	    "100=60000000000 59500000000..60500000000;");
	imported_release(&o);
}

static void columns_go_by_the_tokens_of_every_era(void **state)
{
	struct imported o = stats(
	    "\"Type\",\"Name\",\"# requests\",\"# failures\",\"Median response "
	    "time\",\"50%\"\n\"None\",\"Aggregated\",10,1,2,2\n");

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 10);
	assert_int_equal(imported_run(&o)->facts.population, POPULATION_ALL);
	imported_release(&o);
	o = stats("\"Name\",\"# requests\",\"50%\"\n\"GET /\",10,5\n"
		  "\"None Total\",10,5\n");
	assert_int_equal(imported_run(&o)->total.requests, 10);
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_PERCENTILES);
	imported_release(&o);
}

static void failures_were_no_requests_before_0_14(void **state)
{
	struct imported o =
	    stats("\"Method\",\"Name\",\"# requests\",\"# failures\",\"Median "
		  "response time\"\n\"None\",\"Total\",10,2,150\n");

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 12);
	assert_int_equal(imported_run(&o)->total.errors, 2);
	assert_int_equal(imported_run(&o)->facts.population,
	    POPULATION_SUCCESSES);
	assert_string_equal(read_percentiles(&o, imported_run(&o)),
	    "50=150000000 145000000..155000000;");
	imported_release(&o);
}

static void the_rate_before_0_14_is_of_successes_alone(void **state)
{
	struct imported o =
	    stats("\"Method\",\"Name\",\"# requests\",\"# failures\","
		  "\"Requests/s\"\n\"None\",\"Total\",100,50,10.0\n");
	struct imported later =
	    stats("\"Type\",\"Name\",\"# requests\",\"# failures\","
		  "\"Requests/s\"\n\"\",\"Aggregated\",100,50,10.0\n");

	(void)state;
	assert_int_equal(imported_run(&o)->facts.duration_ns, 10000000000);
	assert_true(imported_run(&o)->facts.achieved_rps == 15);
	assert_int_equal(imported_run(&later)->facts.duration_ns, 10000000000);
	assert_true(imported_run(&later)->facts.achieved_rps == 10);
	imported_release(&o);
	imported_release(&later);
}

static void without_the_last_row_the_run_is_incomplete(void **state)
{
	struct imported o = stats(HEADER "GET,/a,60,6,9,9.5,1,2,1,3,3,9,9,9\n");

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the row of all is missing");
	assert_int_equal(imported_run(&o)->total.requests, UNKNOWN);
	imported_release(&o);
}

static void a_capture_is_read(void **state)
{
	struct imported o = imported_file(&importer_locust_stats_csv,
	    "tests/data/locust/flaky_stats.csv");

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 5638);
	assert_int_equal(imported_run(&o)->total.errors, 560);
	imported_release(&o);
}

static void faults_of_csv_are_named(void **state)
{
	(void)state;
	assert_import_fails(&importer_locust_stats_csv, "l.csv",
	    HEADER "GET,/a\n", "l.csv:2: expected 14 columns, got 2");
	assert_import_fails(&importer_locust_stats_csv, "l.csv",
	    "Type,Name,Request Count,50%\nGET,/a,x,1\n",
	    "l.csv:2: expected a count, got \"x\"");
	assert_import_fails(&importer_locust_stats_csv, "l.csv",
	    "Type,Name,Request Count,50%\nGET,/a,1,-1\n",
	    "l.csv:2: expected a time in milliseconds, got \"-1\"");
	assert_import_fails(&importer_locust_stats_csv, "l.csv",
	    "Type,Name,Request Count,Requests/s\nGET,/a,1,x\n",
	    "l.csv:2: expected a rate, got \"x\"");
	assert_import_fails(&importer_locust_stats_csv, "l.csv",
	    "Type,Name,Request Count\nGET,/a,1\nGET,/a,1\n",
	    "l.csv:3: \"GET /a\" is there twice");
	assert_import_fails(&importer_locust_stats_csv, "l.csv",
	    "Type,Name,Request Count\n,Aggregated,1\nGET,/a,1\n",
	    "l.csv:3: expected nothing behind the row of all");
}

/* ---- what lies beside ---- */

static void history_becomes_metrics_and_no_run(void **state)
{
	struct imported o = imported_span(&importer_locust_history_csv, "h.csv",
	    SPAN("Timestamp,User Count,Type,Name,Requests/s,50%,"
		 "Total Request Count,Total Failure Count\r\n"
		 "1795363500,0,,Aggregated,0.0,N/A,0,0\r\n"
		 "1795363501,4,GET,/a,0.0,5,7,1\r\n"
		 "1795363501,4,,Aggregated,0.0,5,9,1\r\n"));
	struct metric_list list;
	struct metric_samples samples;
	struct time_window all = { 0, INT64_MAX };

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 0);
	assert_int_equal(metrics_load(o.db, &o.arena, &list, &o.err), 0);
	assert_int_equal(list.len, 3);
	assert_string_equal(list.at[1].name, "locust_requests_total");
	assert_true(list.at[1].counter);
	assert_int_equal(metric_samples_load(o.db, &list.at[1], all, &o.arena,
			     &samples, &o.err),
	    0);
	assert_int_equal(samples.len, 2);
	assert_int_equal(samples.at[1].at_ms, 1795363501000);
	assert_true(samples.at[1].value == 9);
	imported_release(&o);
}

static void faults_of_history_are_named(void **state)
{
	(void)state;
	assert_import_fails(&importer_locust_history_csv, "h.csv", "",
	    "h.csv: expected a header, got nothing");
	assert_import_fails(&importer_locust_history_csv, "h.csv", "a,b\n",
	    "h.csv:1: expected the columns \"Timestamp\" and \"Type\"");
	assert_import_fails(&importer_locust_history_csv, "h.csv",
	    "Timestamp,Type,User Count\n5,,1\n4,,1\n",
	    "h.csv:3: a time before that of the row before, or too many rows");
	assert_import_fails(&importer_locust_history_csv, "h.csv",
	    "Timestamp,Type,User Count\n1795363501000,,1\n",
	    "h.csv:2: expected a time in seconds");
}

static void failures_are_errors_of_a_record_of_their_own(void **state)
{
	struct imported o = imported_file(&importer_locust_failures_csv,
	    "tests/data/locust/flaky_failures.csv");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	assert_int_equal(run->total.requests, UNKNOWN);
	assert_int_equal(run->total.errors, 560);
	assert_string_equal(run_label_value(run, "record"), "failures");
	assert_string_equal(imported_errors(&o, run),
	    "status: GET /1k \"q, 1\": HTTPError('503 Server Error: Service "
	    "Unavailable for url: /1k \"q, 1\"')=100;"
	    "status: GET /1k: HTTPError('503 Server Error: Service Unavailable "
	    "for url: /1k')=460;");
	imported_release(&o);
}

static void exceptions_are_no_failed_requests(void **state)
{
	struct imported o = imported_span(&importer_locust_failures_csv,
	    "e.csv",
	    SPAN("Count,Message,Traceback,Nodes\r\n"
		 "186,\"task exploded\nsecond line\",\"  File \"\"a.py\"\"\n"
		 "    x()\n\",local\r\n2,ValueError,\"  File\n\",local\r\n"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.errors, UNKNOWN);
	assert_string_equal(imported_errors(&o, imported_run(&o)),
	    "exception: ValueError=2;exception: task exploded=186;");
	imported_release(&o);
}

/* ---- JSON and HTML ---- */

static void response_times_are_buckets_and_the_total_their_sum(void **state)
{
	struct imported o = imported_span(&importer_locust_json, "l.json",
	    SPAN("[2026-11-22 16:58:45,117] vm/INFO: Starting\n[" ENTRY "]\n"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_true(importer_locust_json.sniff(
	    SPAN("[2026-11-22 16:58:45,117] vm/INFO: x\n[\n" ENTRY)));
	assert_int_equal(run->evidence, EVIDENCE_HISTOGRAM);
	assert_int_equal(run->total.requests, 4);
	assert_int_equal(run->total.errors, 1);
	assert_true(run->total.mean_ns == 1230.5e6 / 3);
	assert_int_equal(run->facts.duration_ns, 2000000000);
	assert_int_equal(run->facts.started_at_ns, 1700000000500000000);
	assert_string_equal(read_buckets(&o, run),
	    "9500000..10500000=1;105000000..115000000=1;"
	    "1050000000..1150000000=1;");
	imported_release(&o);
}

static void reports_of_workers_are_added_and_their_total_is_not(void **state)
{
	struct imported o = imported_span(&importer_locust_workers, "w.ldjson",
	    SPAN(REPORT REPORT));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 10);
	assert_int_equal(run->total.errors, 6);
	assert_int_equal(run->facts.population, POPULATION_SUCCESSES);
	assert_string_equal(read_buckets(&o, run),
	    "9500000..10500000=2;19500000..20500000=2;");
	imported_release(&o);
}

static void urls_in_errors_lose_their_secrets(void **state)
{
	struct imported o =
	    imported_span(&importer_locust_workers, "w.ldjson", SPAN(REPORT));

	(void)state;
	assert_string_equal(imported_errors(&o, imported_run(&o)),
	    "status: GET /a: HTTPError('404 Client Error: x for url: "
	    "http://h/?token')=3;");
	imported_release(&o);
}

static void a_report_as_html_says_what_the_csv_says(void **state)
{
	struct imported o =
	    imported_span(&importer_locust_html, "l.html", SPAN(HTML));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_true(importer_locust_html.sniff(SPAN(HTML)));
	assert_int_equal(run->total.requests, 60);
	assert_true(run->facts.achieved_rps == 30);
	assert_int_equal(run->facts.duration_ns, 2000000000);
	assert_string_equal(run->facts.target, "http://h");
	assert_string_equal(read_percentiles(&o, run),
	    "50=9000000 8500000..9500000;"
	    "99.9=100000000 99500000..105000000;");
	assert_string_equal(imported_errors(&o, run),
	    "timeout: GET /a: timed out=6;");
	imported_release(&o);
}

static void a_report_of_tables_says_what_the_script_says(void **state)
{
	struct imported o =
	    imported_span(&importer_locust_html, "l.html", SPAN(TABLES));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_true(importer_locust_html.sniff(SPAN(TABLES)));
	assert_null(run->facts.incomplete);
	assert_int_equal(run->total.requests, 60);
	assert_int_equal(run->total.errors, 6);
	assert_true(run->facts.achieved_rps == 1);
	assert_string_equal(run->facts.target, "http://h");
	assert_string_equal(read_percentiles(&o, run),
	    "50=9000000 8500000..9500000;"
	    "99=110000000 105000000..115000000;");
	assert_string_equal(imported_errors(&o, run),
	    "status: GET /a?b&c: HTTPError('500 Server Error: x')=6;");
	imported_release(&o);
}

static void times_of_tables_are_cut_off_and_utc(void **state)
{
	struct imported o =
	    imported_span(&importer_locust_html, "l.html", SPAN(TABLES));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->facts.started_at_ns,
	    INT64_C(1646128800) * 1000000000);
	assert_int_equal(run->facts.duration_ns, INT64_C(60) * 1000000000);
	assert_true(run->total.mean_ns == 9e6);
	assert_true(run->total.mean_step_ns == 2e6);
	imported_release(&o);
}

static void a_report_without_the_row_of_all_says_so(void **state)
{
	struct imported o = imported_span(&importer_locust_html, "l.html",
	    SPAN("<html><h1>Locust Test Report</h1>"
		 "<p>During: <span>2022-03-01 10:00:00</span> - <span>2022-03-"
		 "01 10:01:00</span></p>"));

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the row of all is missing");
	/* A time of no class is of a zone that is not said. */
	assert_int_equal(imported_run(&o)->facts.started_at_ns, UNKNOWN);
	imported_release(&o);
}

static void faults_of_json_are_named(void **state)
{
	(void)state;
	assert_import_fails(&importer_locust_json, "l.json",
	    "[{\"num_requests\":1}]", "l.json:1: [0].name: missing");
	assert_import_fails(&importer_locust_json, "l.json",
	    "[{\"name\":\"a\",\"response_times\":{\"x\":1}}]",
	    "l.json:1: [0].response_times.x: expected a key in milliseconds, "
	    "got \"x\"");
	assert_import_fails(&importer_locust_workers, "w.ldjson",
	    "{\"user_count\":1}\n", "w.ldjson:1: stats: missing");
	assert_import_fails(&importer_locust_html, "l.html",
	    "<html><title>Locust</title>",
	    "l.html: a report of Locust without \"window.templateArgs\"");
	assert_import_fails(&importer_locust_html, "l.html",
	    "<html><h1>Locust Test Report</h1>\n<h2>Request Statistics</h2>\n"
	    "<table><thead><th>Name</th></thead>\n<tr><td>a</td></tr></table>",
	    "l.html:4: expected a count, got \"\"");
	assert_import_fails(&importer_locust_failures_csv, "f.csv", "x",
	    "f.csv: expected Locust's failures or exceptions");
	assert_import_fails(&importer_locust_failures_csv, "f.csv",
	    "Method,Name,Error,Occurences\nGET,/,x,many\n",
	    "f.csv:2: expected a count, got \"many\"");
}

static void a_heading_of_html_may_have_a_class(void **state)
{
	static const char text[] =
	    "<html><title>Test Report for l.py</title>"
	    "<h1>Locust Test Report</h1><h2>Request Statistics</h2>\n"
	    "<table class=\"stats\"><thead><tr>"
	    "<th class=\"sortable\">Method</th><th class=\"sortable\">Name</th>"
	    "<th class=\"sortable\"># Requests</th>"
	    "<th class=\"sortable\"># Fails</th>"
	    "<th class=\"sortable\">Average (ms)</th>"
	    "<th class=\"sortable\">Min (ms)</th>"
	    "<th class=\"sortable\">Max (ms)</th>"
	    "<th class=\"sortable\">RPS</th></tr></thead><tbody>"
	    "<tr class=\"total\"><td></td><td>Aggregated</td><td>60</td>"
	    "<td>6</td><td>4</td><td>1</td><td>9</td><td>1.5</td></tr>"
	    "</tbody></table>";
	struct imported o =
	    imported_span(&importer_locust_html, "l.html", span_of(text));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_true(importer_locust_html.sniff(span_of(text)));
	assert_int_equal(run->total.requests, 60);
	assert_int_equal(run->total.errors, 6);
	assert_int_equal(run->total.max_ns, 9000000);
	assert_null(run->facts.incomplete);
	imported_release(&o);
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_locust_stats_csv,
	    SPAN(HEADER ROWS));
	assert_every_cut_of_file_is_survived(&importer_locust_failures_csv,
	    "tests/data/locust/flaky_failures.csv");
	assert_every_cut_is_survived(&importer_locust_json,
	    SPAN("[" ENTRY "]"));
	assert_every_cut_is_survived(&importer_locust_workers,
	    SPAN(REPORT REPORT));
	assert_every_cut_is_survived(&importer_locust_html, SPAN(HTML));
	assert_every_cut_is_survived(&importer_locust_html, SPAN(TABLES));
}

static void the_collected_files_are_read(void **state)
{
	(void)state;
	assert_corpus_is_read("corpus/locust", &importer_locust_stats_csv, NULL,
	    2);
	assert_corpus_is_read("corpus/locust", &importer_locust_workers, NULL,
	    2);
	assert_corpus_is_read("corpus/locust", &importer_locust_history_csv,
	    NULL, 1);
	assert_corpus_is_read("corpus/locust", &importer_locust_failures_csv,
	    NULL, 2);
	assert_corpus_is_read("captures/results/locust",
	    &importer_locust_stats_csv, NULL, 12);
}

static void an_error_is_known_by_the_words_of_python(void **state)
{
	struct imported o = imported_span(&importer_locust_failures_csv, "f",
	    SPAN("Method,Name,Error,Occurrences\n"
		 "GET,a,ReadTimeout(ReadTimeoutError()),1\n"
		 "GET,b,BadStatusCode(code=502),1\n"
		 "GET,c,CatchResponseError('too slow'),1\n"
		 "GET,d,gaierror(-2 'Name or service not known'),1\n"
		 "GET,e,KeyError('x'),1\n"));

	(void)state;
	assert_string_equal(imported_errors(&o, imported_run(&o)),
	    "assertion: GET c: CatchResponseError('too slow')=1;"
	    "connect: GET d: gaierror(-2 'Name or service not known')=1;"
	    "other: GET e: KeyError('x')=1;"
	    "status: GET b: BadStatusCode(code=502)=1;"
	    "timeout: GET a: ReadTimeout(ReadTimeoutError())=1;");
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "only what went wrong, without the requests");
	imported_release(&o);
}

/* The median is rounded otherwise than the percentile, and no second one. */
static void a_median_beside_percentiles_is_not_read(void **state)
{
	struct imported o = stats(
	    "Type,Name,Request Count,Failure Count,Median Response Time,50%\n"
	    ",Aggregated,10,0,7,9\n");

	(void)state;
	assert_string_equal(read_percentiles(&o, imported_run(&o)),
	    "50=9000000 8500000..9500000;");
	imported_release(&o);
}

static void history_of_one_name_is_not_that_of_all(void **state)
{
	struct imported o = imported_span(&importer_locust_history_csv, "h",
	    SPAN("Timestamp,User Count,Type,Name,Total Request Count\n"
		 "1795363501,4,,Aggregated,9\n1795363501,4,GET,/a,7\n"));
	struct metric_list list;
	struct metric_samples samples;
	struct time_window all = { 0, INT64_MAX };

	(void)state;
	assert_int_equal(metrics_load(o.db, &o.arena, &list, &o.err), 0);
	assert_int_equal(list.len, 2);
	assert_string_equal(list.at[0].role, "load-generator");
	assert_string_equal(list.at[0].name, "locust_requests_total");
	assert_int_equal(metric_samples_load(o.db, &list.at[0], all, &o.arena,
			     &samples, &o.err),
	    0);
	assert_int_equal(samples.len, 1);
	assert_true(samples.at[0].value == 9);
	imported_release(&o);
}

static void requests_without_a_latency_are_not_in_the_mean_of_a_name(
    void **state)
{
	struct imported o = imported_span(&importer_locust_json, "l.json",
	    SPAN("[" ENTRY "]\n"));
	struct series_list list = imported_series(&o, imported_run(&o));

	(void)state;
	assert_true(list.at[1].facts.mean_ns == 1230.5e6 / 3);
	assert_int_equal(list.at[1].facts.requests, 4);
	imported_release(&o);
}

static void an_entry_named_total_is_not_the_sum(void **state)
{
	struct imported o = imported_span(&importer_locust_json, "x",
	    SPAN("[{\"name\":\"total\",\"method\":\"\",\"num_requests\":1,"
		 "\"num_failures\":0,\"response_times\":{\"10\":1}}," ENTRY
		 "]"));
	struct series_list list = imported_series(&o, imported_run(&o));

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 5);
	assert_int_equal(list.len, 3);
	assert_string_equal(list.at[2].facts.name,
	    "total (an entry of that name)");
	assert_int_equal(list.at[2].facts.requests, 1);
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_entry_named_total_is_not_the_sum),
		cmocka_unit_test(
		    the_row_without_a_type_is_all_whatever_names_there_are),
		cmocka_unit_test(
		    a_percentile_is_as_wide_as_what_it_was_rounded_to),
		cmocka_unit_test(columns_go_by_the_tokens_of_every_era),
		cmocka_unit_test(failures_were_no_requests_before_0_14),
		cmocka_unit_test(the_rate_before_0_14_is_of_successes_alone),
		cmocka_unit_test(without_the_last_row_the_run_is_incomplete),
		cmocka_unit_test(a_capture_is_read),
		cmocka_unit_test(faults_of_csv_are_named),
		cmocka_unit_test(history_becomes_metrics_and_no_run),
		cmocka_unit_test(faults_of_history_are_named),
		cmocka_unit_test(failures_are_errors_of_a_record_of_their_own),
		cmocka_unit_test(exceptions_are_no_failed_requests),
		cmocka_unit_test(
		    response_times_are_buckets_and_the_total_their_sum),
		cmocka_unit_test(
		    reports_of_workers_are_added_and_their_total_is_not),
		cmocka_unit_test(urls_in_errors_lose_their_secrets),
		cmocka_unit_test(a_report_as_html_says_what_the_csv_says),
		cmocka_unit_test(a_report_of_tables_says_what_the_script_says),
		cmocka_unit_test(times_of_tables_are_cut_off_and_utc),
		cmocka_unit_test(a_report_without_the_row_of_all_says_so),
		cmocka_unit_test(faults_of_json_are_named),
		cmocka_unit_test(a_heading_of_html_may_have_a_class),
		cmocka_unit_test(every_cut_is_survived),
		cmocka_unit_test(the_collected_files_are_read),
		cmocka_unit_test(an_error_is_known_by_the_words_of_python),
		cmocka_unit_test(a_median_beside_percentiles_is_not_read),
		cmocka_unit_test(history_of_one_name_is_not_that_of_all),
		cmocka_unit_test(
		    requests_without_a_latency_are_not_in_the_mean_of_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
