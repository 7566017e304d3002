/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reads.h"

#include <math.h>

extern const struct importer importer_nighthawk_csv;
extern const struct importer importer_nighthawk_prometheus;
extern const struct importer importer_nighthawk_dotted;
extern const struct importer importer_nighthawk_json;
extern const struct importer importer_nighthawk_text;
extern const struct importer importer_nighthawk_yaml;

#define STATISTIC                                                              \
	"{\"id\":\"benchmark_http_client.request_to_response\","               \
	"\"count\":\"4\",\"mean\":\"0.000195004s\","                           \
	"\"pstdev\":\"0.000011180s\",\"min\":\"0.000180007s\","                \
	"\"max\":\"0.000210007s\",\"percentiles\":["                           \
	"{\"percentile\":0,\"count\":\"1\",\"duration\":\"0.000180007s\"},"    \
	"{\"percentile\":0.5,\"count\":\"2\",\"duration\":\"0.000190007s\"},"  \
	"{\"percentile\":0.75,\"count\":\"3\",\"duration\":\"0.000200007s\"}," \
	"{\"percentile\":1,\"count\":\"4\",\"duration\":\"0.000210007s\"}]}"
#define SIZE                                                                   \
	"{\"id\":\"benchmark_http_client.response_body_size\",\"count\":"      \
	"\"4\",\"percentiles\":[],\"raw_mean\":10,\"raw_min\":\"10\"}"
#define EMPTY                                                                  \
	"{\"id\":\"sequencer.blocking\",\"count\":\"0\",\"mean\":\"0s\","      \
	"\"percentiles\":[]}"
#define COUNTERS                                                               \
	"[{\"name\":\"benchmark.http_2xx\",\"value\":\"3\"},"                  \
	"{\"name\":\"benchmark.http_5xx\",\"value\":\"1\"},"                   \
	"{\"name\":\"benchmark.pool_overflow\",\"value\":\"7\"},"              \
	"{\"name\":\"upstream_cx_rx_bytes_total\",\"value\":\"840\"},"         \
	"{\"name\":\"upstream_rq_total\",\"value\":\"5\"}]"
#define RESULT(name, statistics, counters)                                     \
	"{\"name\":\"" name "\",\"statistics\":[" statistics "],"              \
	"\"counters\":" counters ",\"execution_duration\":\"2s\"}"
#define OPTIONS(more)                                                          \
	"{\"requests_per_second\":{\"value\":10},\"connections\":100,"         \
	"\"labels\":[\"a\",\"b\"],\"uri\":\"https://u:p@h/x?token=1\","        \
	"\"request_options\":{\"request_body_size\":12}" more "}"
#define DOCUMENT(options, results)                                             \
	"{\"options\":" options ",\"results\":[" results "],"                  \
	"\"version\":{\"version\":{\"major_number\":0,\"minor_number\":5}},"   \
	"\"timestamp\":\"2019-10-18T19:29:33.5Z\"}"
#define GLOBAL RESULT("global", STATISTIC "," SIZE "," EMPTY, COUNTERS)
#define WORKER(n) RESULT("worker_" n, STATISTIC, COUNTERS)

static struct imported import(const char *text)
{
	return imported_span(&importer_nighthawk_json, "n.json", span_of(text));
}

static void rates_and_connections_are_of_all_workers(void **state)
{
	struct imported o =
	    import(DOCUMENT(OPTIONS(), WORKER("0") "," WORKER("1") "," GLOBAL));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_true(run->facts.offered_rps == 20);
	assert_int_equal(run->facts.connections, 200);
	assert_int_equal(run->total.requests, 5); /* not of workers, too */
	assert_true(run->facts.achieved_rps == 2.5);
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_string_equal(run->facts.percentile_rule, "hdr");
	assert_int_equal(run->facts.duration_ns, 2000000000);
	assert_int_equal(run->facts.started_at_ns, 1571426973500000000);
	assert_string_equal(run->facts.tool_version, "0.5.0");
	assert_string_equal(run->facts.target, "https://h/x?token");
	assert_string_equal(run_label_value(run, "text"), "a b");
	assert_string_equal(run_label_value(run, "payload_bytes"), "12");
	imported_release(&o);
}

static void a_ladder_of_cumulative_counts_is_a_histogram(void **state)
{
	struct imported o = import(DOCUMENT(OPTIONS(), GLOBAL));
	const struct run *run = imported_run(&o);
	struct histogram h;

	(void)state;
	assert_true(run->facts.offered_rps == 10);
	assert_int_equal(run->evidence, EVIDENCE_HISTOGRAM);
	h = imported_histogram(&o, run);
	assert_int_equal(h.count, 4);
	assert_int_equal(h.len, 4);
	assert_int_equal(h.buckets[0].low_ns, 180000);
	assert_int_equal(h.buckets[0].high_ns, 180007);
	assert_int_equal(h.buckets[3].low_ns, 200007);
	assert_int_equal(h.buckets[3].high_ns, 210007);
	histogram_release(&h);
	imported_release(&o);
}

static void failures_are_told_by_counters(void **state)
{
	struct imported o = import(DOCUMENT(OPTIONS(), GLOBAL));
	const struct run *run = imported_run(&o);
	struct series_list series;

	(void)state;
	assert_int_equal(run->total.errors, 1);
	assert_int_equal(run->facts.bytes_received, 840);
	series = imported_series(&o, run);
	assert_int_equal(series.len, 1); /* no size, nothing empty */
	imported_release(&o);
}

static void an_overflow_is_lost_in_the_open_loop_alone(void **state)
{
	struct imported o = import(DOCUMENT(OPTIONS(), GLOBAL));

	(void)state;
	assert_int_equal(imported_run(&o)->facts.load_model, LOAD_CLOSED);
	assert_string_equal(imported_errors(&o, imported_run(&o)), "");
	imported_release(&o);
	o = import(DOCUMENT(OPTIONS(",\"open_loop\":true"), GLOBAL));
	assert_int_equal(imported_run(&o)->facts.load_model, LOAD_OPEN);
	assert_string_equal(imported_errors(&o, imported_run(&o)),
	    "not-sent: benchmark.pool_overflow=7;");
	imported_release(&o);
}

#define OF(id)                                                                 \
	"{\"id\":\"" id "\",\"count\":\"3\",\"mean\":\"0.0002s\",\"min\":"     \
	"\"0.0001s\",\"max\":\"0.0003s\",\"percentiles\":[{\"percentile\":1,"  \
	"\"count\":\"3\",\"duration\":\"0.0003s\"}]}"
#define COUNTER(name, value) ",{\"name\":\"" name "\",\"value\":\"" value "\"}"

static void what_got_no_good_answer_is_a_failure_also_unsent(void **state)
{
	struct imported o = import(DOCUMENT(OPTIONS(),
	    RESULT("global", STATISTIC,
		"[{\"name\":\"upstream_rq_total\",\"value\":\"90\"}" COUNTER(
		    "benchmark.http_2xx", "40") COUNTER("benchmark.http_3xx",
		    "10") COUNTER("benchmark.http_4xx",
		    "7") COUNTER("benchmark.stream_resets", "3")
		    COUNTER("benchmark.pool_connection_failure", "5") "]")));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 95); /* 5 found no connection */
	assert_int_equal(run->total.errors, 7 + 3 + 5);
	assert_string_equal(imported_errors(&o, run),
	    "connect: benchmark.pool_connection_failure=5;"
	    "reset: benchmark.stream_resets=3;");
	assert_string_equal(imported_statuses(&o, run), "2xx=40;3xx=10;4xx=7;");
	imported_release(&o);
}

static void other_statistics_stand_beside_the_total(void **state)
{
	struct imported o = import(DOCUMENT(OPTIONS(),
	    RESULT("global",
		STATISTIC "," OF("benchmark_http_client.latency_2xx") "," OF(
		    "benchmark_http_client.queue_to_connect"),
		COUNTERS)));
	struct series_list list = imported_series(&o, imported_run(&o));

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 5);
	assert_int_equal(list.len, 3);
	assert_string_equal(list.at[0].facts.name, "total");
	assert_string_equal(list.at[1].facts.name, "latency_2xx");
	assert_int_equal(list.at[1].facts.requests, 3);
	/* To wait for a connection is no request. */
	assert_string_equal(list.at[2].facts.name, "queue_to_connect");
	assert_int_equal(list.at[2].facts.requests, UNKNOWN);
	imported_release(&o);
}

/* The document's time is when the client began to prepare. */
static void the_load_began_when_it_was_executed(void **state)
{
	struct imported o = import(DOCUMENT(OPTIONS(),
	    "{\"name\":\"global\",\"statistics\":[" STATISTIC "],"
	    "\"execution_start\":\"2019-10-18T19:29:40Z\"}"));

	(void)state;
	assert_int_equal(imported_run(&o)->facts.started_at_ns,
	    1571426980000000000);
	imported_release(&o);
}

static void without_workers_their_number_is_an_option(void **state)
{
	struct imported o =
	    import(DOCUMENT(OPTIONS(",\"concurrency\":\"4\""), GLOBAL));

	(void)state;
	assert_true(imported_run(&o)->facts.offered_rps == 40);
	assert_int_equal(imported_run(&o)->facts.connections, 400);
	imported_release(&o);
	o = import(DOCUMENT(OPTIONS(",\"concurrency\":\"auto\""), GLOBAL));
	assert_true(imported_run(&o)->facts.offered_rps == 10);
	imported_release(&o);
}

static void versions_of_http_are_labels(void **state)
{
	struct imported o = import(DOCUMENT(OPTIONS(",\"h2\":true"), GLOBAL));

	(void)state;
	assert_string_equal(run_label_value(imported_run(&o), "http2"), "on");
	imported_release(&o);
	o = import(
	    DOCUMENT(OPTIONS(",\"protocol\":{\"value\":\"HTTP3\"}"), GLOBAL));
	assert_string_equal(run_label_value(imported_run(&o), "http3"), "on");
	assert_null(run_label_value(imported_run(&o), "http2"));
	imported_release(&o);
}

static void nothing_measured_is_not_zero(void **state)
{
	struct imported o =
	    import(DOCUMENT(OPTIONS(), RESULT("global", EMPTY, "[]")));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, UNKNOWN);
	assert_int_equal(run->total.errors, UNKNOWN);
	assert_true(isnan(run->total.mean_ns));
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	imported_release(&o);
}

static void yaml_says_the_same(void **state)
{
	static const char yaml[] =
	    "options:\n  requests_per_second: 10\n  connections: 100\n"
	    "  open_loop: true\n"
	    "results:\n  - name: global\n    statistics:\n"
	    "      - count: 2\n"
	    "        id: benchmark_http_client.request_to_response\n"
	    "        percentiles:\n          - percentile: 1\n"
	    "            count: 2\n            duration: 0.000190007s\n"
	    "        mean: 0.000190004s\n    counters:\n"
	    "      - name: upstream_rq_total\n        value: 2\n";
	struct imported o =
	    imported_span(&importer_nighthawk_yaml, "n.yaml", span_of(yaml));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_true(importer_nighthawk_yaml.sniff(span_of(yaml)));
	assert_int_equal(run->total.requests, 2);
	assert_int_equal(run->facts.load_model, LOAD_OPEN);
	assert_true(fabs(run->total.mean_ns - 190004) < 1e-6);
	imported_release(&o);
	assert_every_cut_is_survived(&importer_nighthawk_yaml, span_of(yaml));
}

/* ---- reports ---- */

#define TITLE "Nighthawk - A layer 7 protocol benchmarking tool.\n\n"
#define TEXT                                                                   \
	TITLE "Request start to response end (1000 samples)\n"                 \
	      "  min: 0s 000ms 465us | mean: 0s 022ms 743us | "                \
	      "max: 1s 187ms 449us | pstdev: 0s 017ms 129us\n\n"               \
	      "  Percentile  Count       Value          \n"                    \
	      "  0.5         500         0s 017ms 032us \n"                    \
	      "  0.990625    991         0s 097ms 804us \n\n"                  \
	      "Response body size in bytes (1000 samples)\n"                   \
	      "  min: 0 | mean: 0.5 | max: 1 | pstdev: 0\n\n"                  \
	      "  Percentile  Count       Value          \n"                    \
	      "  0.5         500         15             \n\n"
#define COUNTER_ROWS                                                           \
	"Counter                                 Value       Per second\n"     \
	"benchmark.http_2xx                      1000        499.99\n"         \
	"http3.upstream.tx.quic_connection_close_error_code_QUIC_NO_ERROR59"   \
	"       29.50\n"                                                       \
	"upstream_cx_rx_bytes_total              4000000     2000000.00\n"     \
	"upstream_rq_total                       1000        499.99\n\n"
#define REPORT TEXT COUNTER_ROWS

static struct imported report(const struct importer *importer, const char *text)
{
	return imported_span(importer, "n.txt", span_of(text));
}

static void a_report_is_cut_off_at_the_microsecond(void **state)
{
	struct imported o = report(&importer_nighthawk_text, REPORT);
	const struct run *run = imported_run(&o);
	struct percentile_list list;

	(void)state;
	assert_null(run->facts.incomplete);
	assert_int_equal(run->facts.duration_ns, 2000000000);
	assert_int_equal(run->total.max_ns, 1187449000);
	assert_int_equal(run->facts.load_model, LOAD_UNKNOWN);
	assert_true(isnan(run->facts.offered_rps));
	list = imported_percentiles(&o, run);
	assert_int_equal(list.len, 2);
	assert_true(list.at[1].p == 99.0625); /* never 99 */
	assert_true(list.at[1].value_ns == 97804000);
	assert_true(list.at[1].high_ns == 97804999);
	imported_release(&o);
}

static void figures_cut_off_are_known_to_a_step(void **state)
{
	struct imported o = report(&importer_nighthawk_text, REPORT);

	(void)state;
	/* HdrHistogram's bucket of 17.032 ms is 1,024 ns wide. */
	assert_string_equal(read_percentiles(&o, imported_run(&o)),
	    "50=17032000 17030977..17032999;"
	    "99.0625=97804000 97799905..97804999;");
	assert_true(imported_run(&o)->total.mean_step_ns == 2000);
	imported_release(&o);
}

#define SECTION(name)                                                          \
	name " (4 samples)\n  min: 0s 000ms 001us | mean: 0s 000ms 002us | "   \
	     "max: 0s 000ms 003us | pstdev: 0s 000ms 001us\n\n"                \
	     "  Percentile  Count       Value          \n"                     \
	     "  0.5         2           0s 000ms 002us \n\n"

static void names_for_people_are_those_of_the_other_forms(void **state)
{
	struct imported o = report(&importer_nighthawk_text,
	    TITLE SECTION("Queueing and connection setup latency") SECTION(
		"Request start to response end") SECTION("Initiation to "
							 "completion")
		SECTION("Blocking. Results are skewed when significant "
			"numbers are reported here.") COUNTER_ROWS);
	struct series_list list = imported_series(&o, imported_run(&o));

	(void)state;
	assert_int_equal(list.len, 4);
	assert_string_equal(list.at[1].facts.name, "queue_to_connect");
	assert_string_equal(list.at[2].facts.name, "sequencer.blocking");
	assert_string_equal(list.at[3].facts.name, "sequencer.callback");
	/* The open loop never waits. */
	assert_int_equal(imported_run(&o)->facts.load_model, LOAD_CLOSED);
	imported_release(&o);
}

static void what_is_above_the_last_row_ends_at_the_maximum(void **state)
{
	struct imported o = report(&importer_nighthawk_text, REPORT);
	struct histogram h = imported_histogram(&o, imported_run(&o));

	(void)state;
	assert_int_equal(h.len, 3);
	assert_int_equal(h.buckets[0].low_ns, 464985); /* HdrHistogram's low */
	assert_int_equal(h.buckets[2].count, 9);
	assert_int_equal(h.buckets[2].high_ns, 1187449999);
	histogram_release(&h);
	imported_release(&o);
}

static void several_reports_stand_among_prose(void **state)
{
	struct imported o = report(&importer_nighthawk_text,
	    "$ run\n" REPORT "99 luft balloons\n> " REPORT);

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 2);
	imported_release(&o);
	o = report(&importer_nighthawk_text, TEXT);
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the report stops early");
	imported_release(&o);
}

#define CSV                                                                    \
	TITLE "Request start to response end (4 samples)\n"                    \
	      "Min,Mean,Max,Pstdev\n"                                          \
	      "0s 000ms 180us,0s 000ms 195us,0s 000ms 210us,0s 000ms 011us\n"  \
	      "Percentile,Count,Value(microseconds),Value\n"                   \
	      "0.5,2,190,0s 000ms 190us\n0.75,3,200,0s 000ms 200us\n\n"        \
	      "Response body size in bytes (4 samples)\n"                      \
	      "Min,Mean,Max,Pstdev\n14,15.5,17,1.118\n"                        \
	      "Percentile,Count,Value(microseconds),Value\n0.5,2,0,15\n\n"     \
	      "Counter,Value,Per second\nupstream_rq_total,4,2.00\n"

static void csv_says_the_same_as_the_report(void **state)
{
	struct imported o = report(&importer_nighthawk_csv, CSV);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 4);
	assert_int_equal(run->total.min_ns, 180000);
	assert_int_equal(run->evidence, EVIDENCE_HISTOGRAM);
	assert_int_equal(run->facts.duration_ns, 2000000000);
	imported_release(&o);
	assert_true(importer_nighthawk_csv.sniff(span_of(CSV)));
	assert_false(importer_nighthawk_text.sniff(span_of(CSV)));
	assert_false(importer_nighthawk_csv.sniff(span_of(REPORT)));
	assert_every_cut_is_survived(&importer_nighthawk_csv, span_of(CSV));
}

#define DOTTED_OF(part)                                                        \
	part ".benchmark_http_client.request_to_response.samples: 1000\n" part \
	     ".benchmark_http_client.request_to_response.mean: 195\n" part     \
	     ".benchmark_http_client.request_to_response.min: 180\n" part      \
	     ".benchmark_http_client.request_to_response.max: 400\n" part      \
	     ".benchmark_http_client.request_to_response.permilles-991.count:" \
	     " 991\n" part                                                     \
	     ".benchmark_http_client.request_to_response.permilles-991."       \
	     "microseconds: 210\n" part                                        \
	     ".benchmark_http_client.response_body_size.samples: 4\n" part     \
	     ".benchmark_http_client.response_body_size.mean: 15.5\n" part     \
	     ".upstream_rq_total:1000\n"

static void dotted_names_are_of_the_sum_of_workers(void **state)
{
	static const char text[] =
	    DOTTED_OF("worker_0") DOTTED_OF("worker_1") DOTTED_OF("global");
	struct imported o = report(&importer_nighthawk_dotted, text);
	struct percentile_list list;

	(void)state;
	assert_true(importer_nighthawk_dotted.sniff(span_of(text)));
	assert_int_equal(imported_run(&o)->total.requests, 1000);
	list = imported_percentiles(&o, imported_run(&o));
	assert_int_equal(list.len, 1);
	assert_true(list.at[0].p == 99.0625);
	assert_true(list.at[0].value_ns == 210e3);
	assert_int_equal(imported_run(&o)->total.max_ns, 400000);
	assert_true(imported_run(&o)->total.mean_ns == 195e3);
	imported_release(&o);
	o = report(&importer_nighthawk_dotted,
	    "global.benchmark_http_client.request_to_response.samples: 9\n"
	    "global.benchmark_http_client.request_to_response.permilles-999."
	    "count: 9\n"
	    "global.benchmark_http_client.request_to_response.permilles-999."
	    "microseconds: 2\nglobal.upstream_rq_total:9\n");
	assert_true(
	    imported_percentiles(&o, imported_run(&o)).at[0].p == 99.90234375);
	imported_release(&o);
	assert_every_cut_is_survived(&importer_nighthawk_dotted, span_of(text));
	assert_import_fails(&importer_nighthawk_dotted, "n.txt",
	    DOTTED_OF("worker_0") DOTTED_OF("worker_1"),
	    "n.txt: expected lines that begin \"global.\"");
}

/* By hand, from what the formatter of Nighthawk's source does. */
#define PROM_ID "nighthawk_benchmark_http_client_request_to_response"
#define PROM(name, scope, value) name "{scope=\"" scope "\"} " value "\n"
#define PROM_STEP(scope, q, value)                                             \
	PROM_ID "{scope=\"" scope "\",quantile=\"" q "\"} " value "\n"
static const char prom_text[] =
    "# TYPE nighthawk_benchmark_http_2xx counter\n" PROM(
	"nighthawk_benchmark_http_2xx", "worker_0",
	"500") PROM("nighthawk_benchmark_http_2xx", "global", "990")
	PROM("nighthawk_benchmark_http_5xx", "global", "10")
	    PROM_STEP("worker_0", "0.5", "1") PROM_STEP("global", "0", "400")
		PROM_STEP("global", "0.5", "566")
		    PROM_STEP("global", "0.990625", "97804")
			PROM_STEP("global", "1", "1187449")
			    PROM(PROM_ID "_count", "global", "1000")
				PROM(PROM_ID "_max", "global", "1187449")
				    PROM(PROM_ID "_min", "global", "400")
					PROM(PROM_ID "_mean", "global", "2345")
					    PROM("nighthawk_upstream_rq_"
						 "total",
						"global", "1000");

static void quantiles_without_counts_are_no_histogram(void **state)
{
	struct imported o = report(&importer_nighthawk_prometheus, prom_text);
	const struct run *run = imported_run(&o);
	struct percentile_list list = imported_percentiles(&o, run);

	(void)state;
	assert_true(importer_nighthawk_prometheus.sniff(span_of(prom_text)));
	assert_int_equal(run->evidence, EVIDENCE_PERCENTILES);
	assert_int_equal(list.len, 2);
	assert_true(list.at[0].value_ns == 566000);
	assert_true(list.at[1].p == 99.0625);
	assert_true(list.at[1].high_ns == 97804999);
	assert_int_equal(run->total.max_ns, 1187449000);
	assert_int_equal(run->total.min_ns, 400000);
	assert_true(run->total.mean_ns == 2345000);
	assert_int_equal(run->total.requests, 1000);
	assert_int_equal(run->total.errors, 10);
	imported_release(&o);
}

static void one_worker_for_prometheus_may_stand_for_all(void **state)
{
	struct imported o = report(&importer_nighthawk_prometheus,
	    "# TYPE nighthawk_upstream_rq_total counter\n" PROM(
		"nighthawk_upstream_rq_total", "worker_0", "7"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 7);
	imported_release(&o);
	assert_import_fails(&importer_nighthawk_prometheus, "n.txt",
	    PROM("nighthawk_upstream_rq_total", "worker_0", "7")
		PROM("nighthawk_upstream_rq_total", "worker_1", "7"),
	    "n.txt: expected figures of scope \"global\"");
	assert_import_fails(&importer_nighthawk_prometheus, "n.txt",
	    PROM_STEP("global", "0.5", "5") PROM_STEP("global", "0.4", "6"),
	    "n.txt:2: expected quantiles and values that grow");
	assert_import_fails(&importer_nighthawk_prometheus, "n.txt",
	    "nighthawk_a 5\n", "n.txt:1: expected a label scope");
	assert_import_fails(&importer_nighthawk_prometheus, "n.txt",
	    PROM("nighthawk_a", "global", "-5"),
	    "n.txt:1: expected a figure of 0 or more");
	assert_every_cut_is_survived(&importer_nighthawk_prometheus,
	    span_of(prom_text));
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_nighthawk_text, span_of(REPORT));
	assert_every_cut_is_survived(&importer_nighthawk_json,
	    span_of(DOCUMENT(OPTIONS(), WORKER("0") "," GLOBAL)));
}

static void faults_are_named_with_their_place(void **state)
{
	static const struct {
		const struct importer *importer;
		const char *text, *message;
	} faults[] = {
		{ &importer_nighthawk_json, "{\"results\":[]}",
		    "n: results: expected a result, got none" },
		{ &importer_nighthawk_json,
		    DOCUMENT("{}", WORKER("0") "," WORKER("1")),
		    "n: results: expected one that is named \"global\"" },
		{ &importer_nighthawk_json,
		    DOCUMENT("{\"connections\":-1}", GLOBAL),
		    "n: options.connections: expected 0 to 1e+12, got -1" },
		{ &importer_nighthawk_json,
		    "{\"results\":[{\"execution_duration\":\"soon\"}]}",
		    "n: results[0].execution_duration: expected a time as "
		    "\"0.002s\", got \"soon\"" },
		{ &importer_nighthawk_json,
		    "{\"results\":[{\"statistics\":[{\"id\":\"a\",\"count\":1,"
		    "\"mean\":\"1s\",\"percentiles\":[{\"count\":2}]}]}]}",
		    "n: results[0].statistics[0].percentiles[0]: expected "
		    "percentiles, counts and durations that grow" },
		{ &importer_nighthawk_text, "",
		    "n: expected a line \"Nighthawk - A layer 7 protocol "
		    "benchmarking tool.\"" },
		{ &importer_nighthawk_text, TITLE "min: 1 | mean: 2\n",
		    "n:3: expected the name of a statistic before its "
		    "figures" },
		{ &importer_nighthawk_text,
		    TITLE "a (1 samples)\nmin: 1 | mean: soon\n",
		    "n:4: expected a time as \"0s 017ms 033us\", got \"1\"" },
		{ &importer_nighthawk_text, TITLE "a (1 samples)\n2 1 0s\n",
		    "n:4: expected a percentile of 0 to 1, got \"2\"" },
		{ &importer_nighthawk_text, TITLE "a (x samples)\n",
		    "n:3: expected a count, got \"x\"" },
		{ &importer_nighthawk_dotted, "global.a.mean: 1\n",
		    "n:1: expected \"samples\" before \"mean\"" },
		{ &importer_nighthawk_dotted,
		    "global.a.samples: 1\nglobal.a.mode: 1\n",
		    "n:2: unknown figure \"mode\"" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++)
		assert_import_fails(faults[i].importer, "n", faults[i].text,
		    faults[i].message);
}

/* ---- the collection ---- */

/* "40 1  mean: 0s 022ms 743us" of the authors' own extract. */
static int64_t expected_ns(const char *list, int rate, int rep)
{
	struct arena a = { 0 };
	struct err err;
	struct input *in = input_open(list, &err);
	struct span line;
	int64_t found = UNKNOWN;

	while (in && input_line(in, &line, &err) == 1) {
		int r, n, s, ms, us;
		const char *text = arena_span(&a, line);
		int got = sscanf(text, "%d %d mean: %ds %dms %dus", &r, &n, &s,
		    &ms, &us);

		if (got != 5)
			got = sscanf(text, "%d %d %ds%dms%dus", &r, &n, &s, &ms,
			    &us);
		if (got == 5 && r == rate && n == rep)
			found = ((s * 1000 + ms) * 1000 + us) * INT64_C(1000);
	}
	input_close(in);
	arena_release(&a);
	return found;
}

static void check_percentiles(struct imported *o, const char *folder, int rate,
    int rep)
{
	struct percentile_list list = imported_percentiles(o, imported_run(o));

	assert_true(list.len >= 2);
	assert_true(list.at[list.len - 2].value_ns ==
		    (double)expected_ns(
			arena_printf(&o->arena, "%s/test_99.result", folder),
			rate, rep));
	assert_true(list.at[list.len - 1].value_ns ==
		    (double)expected_ns(
			arena_printf(&o->arena, "%s/test_999.result", folder),
			rate, rep));
}

static void check_run(const char *folder, int rate, int rep)
{
	struct arena a = { 0 };
	const char *path = arena_printf(&a, "%s/%d/%d/nighthawk_result.result",
	    folder, rate, rep);
	struct imported o;
	const struct run *run;

	assert_ptr_equal(corpus_claim(path), &importer_nighthawk_text);
	o = imported_file(&importer_nighthawk_text, path);
	run = imported_run(&o);
	assert_true(run->total.mean_ns ==
		    (double)expected_ns(
			arena_printf(&a, "%s/test.result", folder), rate, rep));
	assert_true(fabs((double)run->facts.duration_ns - 120e9) < 1e7);
	assert_int_not_equal(run->facts.load_model, LOAD_OPEN);
	check_percentiles(&o, folder, rate, rep);
	imported_release(&o);
	arena_release(&a);
}

static void reports_agree_with_what_their_authors_took_from_them(void **state)
{
	static const int rates[] = { 10, 40, 80 };
	static const char *const kinds[] = { "http1", "http1-qat" };
	struct arena a = { 0 };
	struct stat st;

	(void)state;
	for (size_t k = 0; k < 2; k++) {
		const char *folder = corpus_path(&a,
		    arena_printf(&a,
			"corpus/nighthawk/soulxu/tls-test-11-22-5times/%s/"
			"envoy-static-quic",
			kinds[k]));

		if (stat(folder, &st)) {
			print_message("skipped: no %s\n", folder);
			break;
		}
		for (int i = 0; i < 15; i++)
			check_run(folder, rates[i / 5], i % 5 + 1);
	}
	arena_release(&a);
}

static void read_golden(const char *path, void *context)
{
	const struct importer *importer = corpus_claim(path);
	struct imported o;

	++*(int *)context;
	if (!importer)
		return;
	o = imported_file(importer, path);
	/* Both are templates, with commas or variables that are no JSON. */
	if (o.status)
		assert_true(strstr(path, "medium.proto.gold") ||
			    strstr(path, "formatter.yaml.gold"));
	imported_release(&o);
}

static void what_nighthawk_keeps_of_its_own_output_is_read(void **state)
{
	int files = 0;

	(void)state;
	if (corpus_each("corpus/nighthawk", read_golden, &files))
		assert_true(files > 15);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rates_and_connections_are_of_all_workers),
		cmocka_unit_test(a_ladder_of_cumulative_counts_is_a_histogram),
		cmocka_unit_test(failures_are_told_by_counters),
		cmocka_unit_test(an_overflow_is_lost_in_the_open_loop_alone),
		cmocka_unit_test(
		    what_got_no_good_answer_is_a_failure_also_unsent),
		cmocka_unit_test(other_statistics_stand_beside_the_total),
		cmocka_unit_test(the_load_began_when_it_was_executed),
		cmocka_unit_test(without_workers_their_number_is_an_option),
		cmocka_unit_test(versions_of_http_are_labels),
		cmocka_unit_test(nothing_measured_is_not_zero),
		cmocka_unit_test(yaml_says_the_same),
		cmocka_unit_test(a_report_is_cut_off_at_the_microsecond),
		cmocka_unit_test(figures_cut_off_are_known_to_a_step),
		cmocka_unit_test(names_for_people_are_those_of_the_other_forms),
		cmocka_unit_test(
		    what_is_above_the_last_row_ends_at_the_maximum),
		cmocka_unit_test(several_reports_stand_among_prose),
		cmocka_unit_test(csv_says_the_same_as_the_report),
		cmocka_unit_test(dotted_names_are_of_the_sum_of_workers),
		cmocka_unit_test(quantiles_without_counts_are_no_histogram),
		cmocka_unit_test(one_worker_for_prometheus_may_stand_for_all),
		cmocka_unit_test(every_cut_is_survived),
		cmocka_unit_test(faults_are_named_with_their_place),
		cmocka_unit_test(
		    reports_agree_with_what_their_authors_took_from_them),
		cmocka_unit_test(
		    what_nighthawk_keeps_of_its_own_output_is_read),
	};

	return cmocka_run_group_tests_name("nighthawk", tests, NULL, NULL);
}
