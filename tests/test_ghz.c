/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reads.h"

extern const struct importer importer_ghz_text, importer_ghz_json,
    importer_ghz_csv, importer_ghz_influx;

#define DETAIL(time, latency, status)                                          \
	"{\"timestamp\":\"2026-11-22T16:57:" time "Z\",\"latency\":" latency   \
	",\"error\":\"\",\"status\":\"" status "\"}"
#define FRONT(options)                                                         \
	"{\"date\":\"2026-11-22T16:57:05Z\",\"name\":\"n\","                   \
	"\"endReason\":\"normal\",\"options\":{\"host\":\"h:1\","              \
	"\"call\":\"a.B/C\"," options "},\"total\":4000000000,"                \
	"\"average\":500,\"fastest\":100,\"slowest\":900,\"rps\":0.5,"         \
	"\"latencyDistribution\":[{\"percentage\":50,\"latency\":400},"        \
	"{\"percentage\":99,\"latency\":0}],"                                  \
	"\"histogram\":[{\"mark\":0.0000001,\"count\":1},"                     \
	"{\"mark\":0.0000009,\"count\":1}],"
#define GOOD(options)                                                          \
	FRONT(options)                                                         \
	"\"count\":2,\"statusCodeDistribution\":{\"OK\":2},"                   \
	"\"errorDistribution\":{},\"details\":[" DETAIL("01", "900",           \
	    "OK") "," DETAIL("02.5", "100", "OK") "]}"
#define FAILED(details)                                                        \
	FRONT("\"n\":3,\"c\":1")                                               \
	"\"count\":3,\"statusCodeDistribution\":{\"OK\":2,"                    \
	"\"Unavailable\":1},\"errorDistribution\":"                            \
	"{\"rpc error: dial tcp: refused\":1},\"details\":[" details "]}"
#define THREE                                                                  \
	DETAIL("01", "900", "OK")                                              \
	"," DETAIL("02", "100", "OK") "," DETAIL("03", "500", "Unavailable")

static struct imported import(const char *text)
{
	return imported_span(&importer_ghz_json, "x", span_of(text));
}

static void details_are_calls_with_their_start(void **state)
{
	struct imported o = import(GOOD("\"n\":2,\"c\":4,\"qps\":200"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_TIMED);
	assert_string_equal(read_windows(&o), "0=1;1=1;");
	assert_string_equal(read_buckets(&o, run), "100..100=1;900..900=1;");
	assert_string_equal(read_percentiles(&o, run), "50=400 400..400;");
	assert_string_equal(run->facts.name, "n");
	assert_string_equal(run->facts.target, "h:1/a.B/C");
	assert_string_equal(run_label_value(run, "protocol"), "grpc");
	assert_string_equal(run_label_value(run, "concurrency"), "4");
	imported_release(&o);
}

static void the_date_is_that_of_the_end(void **state)
{
	struct imported o = import(FAILED(""));

	(void)state;
	assert_int_equal(imported_run(&o)->facts.started_at_ns,
	    1795366621000000000);
	imported_release(&o);
}

static void an_old_rate_is_that_of_each_worker(void **state)
{
	struct imported old = import(GOOD("\"c\":4,\"qps\":200"));
	struct imported new = import(GOOD("\"concurrency\":4,\"rps\":200,"
					  "\"connections\":2,\"async\":true"));
	struct imported max = import(GOOD("\"concurrency\":4,\"rps\":0"));

	(void)state;
	assert_true(imported_run(&old)->facts.offered_rps == 800);
	assert_int_equal(imported_run(&old)->facts.load_model, LOAD_CLOSED);
	assert_int_equal(imported_run(&old)->facts.connections, UNKNOWN);
	assert_true(imported_run(&new)->facts.offered_rps == 200);
	assert_int_equal(imported_run(&new)->facts.load_model, LOAD_OPEN);
	assert_int_equal(imported_run(&new)->facts.connections, 2);
	assert_true(isinf(imported_run(&max)->facts.offered_rps));
	imported_release(&old);
	imported_release(&new);
	imported_release(&max);
}

static void figures_of_good_calls_are_not_those_of_all(void **state)
{
	struct imported o = import(FAILED(THREE));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_string_equal(read_percentiles(&o, run), "");
	assert_string_equal(read_buckets(&o, run),
	    "100..100=1;500..500=1;900..900=1;");
	assert_true(run->total.mean_ns == 500);
	assert_int_equal(run->total.errors, 1);
	assert_string_equal(imported_errors(&o, run),
	    "connect: rpc error: dial tcp: refused=1;");
	imported_release(&o);
}

static void without_all_details_the_histogram_is_of_good_calls(void **state)
{
	struct imported o = import(FAILED(""));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->facts.population, POPULATION_SUCCESSES);
	assert_int_equal(run->evidence, EVIDENCE_HISTOGRAM);
	assert_string_equal(read_buckets(&o, run), "100..100=1;100..900=1;");
	assert_string_equal(read_percentiles(&o, run), "50=400 400..400;");
	assert_true(isnan(run->total.mean_ns));
	assert_int_equal(run->total.max_ns, 900);
	imported_release(&o);
}

static void faults_in_json_are_named_with_their_way(void **state)
{
	(void)state;
	assert_import_fails(&importer_ghz_json, "x",
	    "{\"histogram\":[{\"count\":1}]}",
	    "x: histogram[0]: expected a mark");
	assert_import_fails(&importer_ghz_json, "x",
	    "{\"histogram\":[{\"mark\":2,\"count\":1},"
	    "{\"mark\":1,\"count\":1}]}",
	    "x: histogram[1]: expected a bucket with 0 <= low <= high and a "
	    "count, got 2000000000..1000000000 ns, 1");
	assert_import_fails(&importer_ghz_json, "x",
	    "{\"latencyDistribution\":[{\"latency\":1}]}",
	    "x: latencyDistribution[0]: expected a percentage");
	assert_import_fails(&importer_ghz_json, "x",
	    "{\"details\":[{\"latency\":1}]}",
	    "x: details[0]: expected a timestamp and a latency");
	assert_every_cut_is_survived(&importer_ghz_json, SPAN(FAILED(THREE)));
}

/* ---- text ---- */

#define REPORT(codes)                                                          \
	"\nSummary:\n  Count:\t100\n  Total:\t2.00 s\n  Slowest:\t5.50 ms\n"   \
	"  Fastest:\t60.10 us\n  Average:\t0.48 ms\n  Requests/sec:\t50.00\n"  \
	"\nResponse time histogram:\n  0.060 [1]\t|\n\n"                       \
	"Latency distribution:\n  10 % in 0.20 ms \n  99 % in 1.25 ms \n\n"    \
	"Status code distribution:\n" codes

static void the_average_is_of_all_and_the_rest_is_not(void **state)
{
	struct imported good = imported_span(&importer_ghz_text, "x",
	    SPAN(REPORT("  [OK]   100 responses\n")));
	struct imported bad = imported_span(&importer_ghz_text, "x",
	    SPAN(REPORT("  [OK]   90 responses\n  [Internal] 10 responses\n\n"
			"Error distribution:\n  [10]   rpc error: x\n")));

	(void)state;
	assert_true(imported_run(&good)->total.mean_ns == 480000);
	assert_true(isnan(imported_run(&bad)->total.mean_ns));
	assert_int_equal(imported_run(&bad)->total.errors, 10);
	assert_int_equal(imported_run(&bad)->total.min_ns, 60100);
	assert_string_equal(read_percentiles(&bad, imported_run(&bad)),
	    "10=200000 195000..205000;99=1250000 1245000..1255000;");
	assert_string_equal(imported_errors(&bad, imported_run(&bad)),
	    "other: rpc error: x=10;");
	imported_release(&good);
	imported_release(&bad);
}

static void a_report_is_known_from_the_others(void **state)
{
	(void)state;
	assert_true(importer_ghz_text.sniff(SPAN(REPORT(""))));
	assert_false(importer_ghz_text.sniff(
	    SPAN("Summary:\n  Total:\t1 secs\n  Count: 3\n")));
	assert_every_cut_is_survived(&importer_ghz_text,
	    SPAN(REPORT("  [OK]   100 responses\n")));
	assert_import_fails(&importer_ghz_text, "x", "Summary:\nCount: x\n",
	    "x:2: expected a number, got \"x\"");
}

/* ---- CSV ---- */

static void errors_have_commas_without_quotes(void **state)
{
	struct imported o = imported_span(&importer_ghz_csv, "x",
	    SPAN("\nduration (ms),status,error\n0.60,OK,\n"
		 "20.01,Unavailable,rpc error: a, \"b\", c\n"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_RAW);
	assert_int_equal(run->total.requests, 2);
	assert_int_equal(run->total.errors, 1);
	assert_string_equal(imported_errors(&o, run),
	    "other: rpc error: a, \"b\", c=1;");
	assert_string_equal(imported_statuses(&o, run), "OK=1;Unavailable=1;");
	assert_string_equal(read_windows(&o), "-1=2;");
	imported_release(&o);
}

static void faults_in_csv_are_named_with_their_line(void **state)
{
	(void)state;
	assert_import_fails(&importer_ghz_csv, "x", "",
	    "x: expected ghz's header");
	assert_import_fails(&importer_ghz_csv, "x",
	    "duration (ms),status,error\nx,OK,\n",
	    "x:2: expected milliseconds and a status, got \"x,OK,\"");
	assert_every_cut_of_file_is_survived(&importer_ghz_csv,
	    "tests/data/ghz/calls.csv");
}

/* As 0.70 writes them; a quote within an error is as it was. */
#define INFLUX_TAGS                                                            \
	"name=\"a\\ b\",proto=\"/my "                                          \
	"dir/a.proto\",call=\"a.B/C\",host=\"h:1\","                           \
	"n=200,c=50,rps=300,z=0,timeout=20,data=\"{\\\"key\\\":\\\"x\\ "       \
	"y\\\"}\","                                                            \
	"metadata=\"{\\\"authorization\\\":\\\"s3cret\\\"}\",tags=\"\""
#define INFLUX_RUN(errors)                                                     \
	"ghz_run," INFLUX_TAGS ",errors=" errors ",has_errors=true "           \
	"count=200,total=2000000000,average=37806598,fastest=25759157,"        \
	"slowest=77504712,rps=100.37,median=36947515,p95=47421426,"            \
	"errors=" errors " 1548107303000000000"
#define INFLUX_CALL(tags, latency, error, status, time)                        \
	"ghz_detail," tags ",hasError=false latency=" latency                  \
	",error=\"" error "\",status=\"" status "\" " time "\n"
#define INFLUX_CALLS                                                           \
	INFLUX_CALL(INFLUX_TAGS, "900", "", "OK", "1548107176979991000")       \
	INFLUX_CALL(INFLUX_TAGS, "100",                                        \
	    "rpc\\ error:\\ desc\\ \\=\\ \"no\"\\,\\ \"x\"", "Internal",       \
	    "1548107175979991000")

static struct imported influx(const char *text)
{
	return imported_span(&importer_ghz_influx, "x", span_of(text));
}

static void a_run_for_influx_ends_at_its_time(void **state)
{
	struct imported o = influx(INFLUX_RUN("0"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_PERCENTILES);
	assert_int_equal(run->facts.started_at_ns,
	    INT64_C(1548107301000000000));
	assert_int_equal(run->facts.duration_ns, 2000000000);
	assert_true(run->facts.offered_rps == 300);
	assert_int_equal(run->facts.load_model, LOAD_UNKNOWN);
	assert_string_equal(run->facts.name, "a b");
	assert_string_equal(run->facts.target, "h:1/a.B/C");
	assert_string_equal(run_label_value(run, "concurrency"), "50");
	assert_true(run->total.mean_ns == 37806598);
	assert_string_equal(read_percentiles(&o, run),
	    "50=36947515 36947514..36947516;95=47421426 47421426..47421426;");
	imported_release(&o);
}

static void the_average_for_influx_is_of_failed_calls_too(void **state)
{
	struct imported o = influx(INFLUX_RUN("6"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.errors, 6);
	assert_true(isnan(imported_run(&o)->total.mean_ns));
	assert_int_equal(imported_run(&o)->total.min_ns, 25759157);
	imported_release(&o);
	o = influx(INFLUX_RUN("200"));
	assert_int_equal(imported_run(&o)->total.min_ns, UNKNOWN);
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_NONE);
	imported_release(&o);
}

static void a_part_of_a_second_is_no_time(void **state)
{
	struct imported o =
	    imported_file(&importer_ghz_influx, "tests/data/ghz/run.influx");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->facts.started_at_ns, UNKNOWN);
	assert_int_equal(run->total.requests, 2376);
	/* 200 of each worker, or of all: the version would tell. */
	assert_true(isnan(run->facts.offered_rps));
	assert_string_equal(run->facts.name, "direct q200 r1");
	imported_release(&o);
	o = influx("ghz_detail,host=\"h\",hasError=false "
		   "latency=5,error=,status=OK 681023506\n");
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_RAW);
	assert_int_equal(imported_run(&o)->facts.duration_ns, UNKNOWN);
	imported_release(&o);
}

static void calls_for_influx_have_their_start_and_status(void **state)
{
	struct imported o = influx(INFLUX_CALLS);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_TIMED);
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_int_equal(run->facts.started_at_ns,
	    INT64_C(1548107175979991000));
	assert_int_equal(run->facts.duration_ns, 1000000900);
	assert_int_equal(run->total.errors, 1);
	assert_string_equal(imported_statuses(&o, run), "Internal=1;OK=1;");
	assert_string_equal(imported_errors(&o, run),
	    "other: rpc error: desc = \"no\", \"x\"=1;");
	assert_string_equal(read_buckets(&o, run), "100..100=1;900..900=1;");
	imported_release(&o);
}

static void calls_with_other_tags_are_another_run(void **state)
{
	struct imported o = influx(INFLUX_CALLS INFLUX_CALL(
	    "name=\"b\",host=\"h\"", "7", "", "OK", "1548107275979991000"));

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 2);
	imported_release(&o);
}

static void faults_for_influx_are_named_with_their_line(void **state)
{
	(void)state;
	assert_import_fails(&importer_ghz_influx, "x", "\n",
	    "x: expected a line \"ghz_run,...\"");
	assert_import_fails(&importer_ghz_influx, "x", INFLUX_CALLS "oops\n",
	    "x:3: expected a line \"ghz_run,...\" or \"ghz_detail,...\"");
	assert_import_fails(&importer_ghz_influx, "x", "ghz_run,a=1 b=2 x\n",
	    "x:1: expected tags, fields and a time of ghz");
	assert_import_fails(&importer_ghz_influx, "x", "ghz_run,a=1 b=2 3\n",
	    "x:1: expected count, errors and total, within their limits");
	assert_import_fails(&importer_ghz_influx, "x", "ghz_detail,a=1 b=2 3\n",
	    "x:1: expected a latency, a status and a time");
}

static void every_cut_for_influx_is_survived(void **state)
{
	(void)state;
	assert_true(importer_ghz_influx.sniff(SPAN(INFLUX_RUN("0"))));
	assert_true(importer_ghz_influx.sniff(SPAN(INFLUX_CALLS)));
	assert_every_cut_is_survived(&importer_ghz_influx,
	    SPAN(INFLUX_CALLS INFLUX_RUN("3")));
}

/* ---- for Prometheus ---- */

extern const struct importer importer_ghz_prometheus;

/* All lines have the labels of the first, of which the importer reads. */
#define PROM(name, value) "ghz_run_" name "{name=\"a\"} " value "\n"
#define PROM_BUCKET(le, value)                                                 \
	"ghz_run_histogram_bucket{name=\"a\",le=\"" le "\"} " value "\n"
#define PROM_QUANTILE(q, value)                                                \
	"ghz_run_latency{name=\"a\",quantile=\"" q "\"} " value "\n"
#define PROM_RUN(errors)                                                       \
	"# TYPE ghz_run_count gauge\n"                                         \
	"ghz_run_count{name=\"a \\\"b\\\"\",end_reason=\"normal\","            \
	"call=\"a.B/C\",host=\"h:1\",concurrency=\"50\",connections=\"2\","    \
	"rps=\"200\",async=\"false\",count-errors=\"false\"} 200\n"            \
	"ghz_run_total{name=\"a\"} 1.5e+09\n"                                  \
	"ghz_run_average{name=\"a\"} 2.5e+06\n"                                \
	"ghz_run_fastest{name=\"a\"} 1e+06\n"                                  \
	"ghz_run_slowest{name=\"a\"} 4e+06\n"                                  \
	"ghz_run_rps{name=\"a\"} 133.3\n"                                      \
	"ghz_run_histogram_bucket{name=\"a\",le=\"0.001\"} 1\n"                \
	"ghz_run_histogram_bucket{name=\"a\",le=\"0.0025\"} 148\n"             \
	"ghz_run_histogram_bucket{name=\"a\",le=\"0.004\"} 50\n"               \
	"ghz_run_histogram_bucket{name=\"a\",le=\"+Inf\"} 200\n"               \
	"ghz_run_histogram_sum{name=\"a\"} 1.5e+09\n"                          \
	"ghz_run_latency{name=\"a\",quantile=\"0.95\"} 3.5e+06\n"              \
	"ghz_run_latency{name=\"a\",quantile=\"0.99\"} 0\n"                    \
	"ghz_run_latency_sum{name=\"a\"} 1.5e+09\n"                            \
	"ghz_run_errors{name=\"a\"} " errors "\n"

static struct imported prom(const char *text)
{
	return imported_span(&importer_ghz_prometheus, "g.prom", span_of(text));
}

/* As Prometheus has it, the last would be 50 less 148. */
static void a_bucket_for_prometheus_has_its_own_calls(void **state)
{
	struct imported o = prom(PROM_RUN("0"));
	const struct run *run = imported_run(&o);
	struct histogram h = imported_histogram(&o, run);
	struct percentile_list list = imported_percentiles(&o, run);

	(void)state;
	assert_int_equal(h.len, 3);
	assert_int_equal(h.buckets[1].low_ns, 1000000);
	assert_int_equal(h.buckets[1].high_ns, 2500000);
	assert_int_equal(h.buckets[1].count, 148);
	assert_int_equal(h.buckets[2].count, 50);
	assert_int_equal(list.len, 1); /* 0 is too few calls */
	assert_true(list.at[0].p == 95);
	assert_true(list.at[0].value_ns == 3.5e6);
	histogram_release(&h);
	imported_release(&o);
}

/* Its _sum is that, too, and no sum of latencies. */
static void the_total_for_prometheus_is_the_time_of_the_run(void **state)
{
	struct imported o = prom("{\"rps\":\"200\"}\n" PROM_RUN("0"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(run->facts.name, "a \"b\"");
	assert_string_equal(run->facts.target, "h:1/a.B/C");
	assert_int_equal(run->facts.duration_ns, 1500000000);
	assert_int_equal(run->facts.started_at_ns, UNKNOWN);
	assert_int_equal(run->facts.connections, 2);
	assert_true(run->facts.offered_rps == 200);
	assert_int_equal(run->facts.load_model, LOAD_CLOSED);
	assert_int_equal(run->total.requests, 200);
	assert_true(run->total.mean_ns == 2.5e6);
	assert_int_equal(run->total.max_ns, 4000000);
	assert_string_equal(run_label_value(run, "concurrency"), "50");
	imported_release(&o);
}

static void the_average_for_prometheus_is_of_failed_calls_too(void **state)
{
	struct imported o = prom(PROM_RUN("1"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.errors, 1);
	assert_true(isnan(run->total.mean_ns));
	assert_int_equal(run->facts.population, POPULATION_SUCCESSES);
	imported_release(&o);
}

static void runs_for_prometheus_may_follow_each_other(void **state)
{
	struct imported o = prom(PROM_RUN("0") PROM_RUN("2"));

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 2);
	imported_release(&o);
}

static void faults_for_prometheus_are_named_with_their_line(void **state)
{
	static const struct import_fault faults[] = {
		{ "# TYPE ghz_run_count gauge\n",
		    "g.prom: expected a line \"ghz_run_count\"" },
		{ PROM("errors", "1"),
		    "g.prom:1: expected ghz_run_count first" },
		{ PROM("count", "-1"),
		    "g.prom:1: expected a figure of 0 or more" },
		{ PROM("count", "1") PROM_BUCKET("x", "1"),
		    "g.prom:2: expected a mark and a count" },
		{ PROM("count", "1") PROM_BUCKET("1", "NaN"),
		    "g.prom:2: expected a mark and a count" },
		{ PROM("count", "1") PROM_QUANTILE("2", "1"),
		    "g.prom:2: expected a quantile of 0 to 1" },
	};

	(void)state;
	ASSERT_FAULTS(&importer_ghz_prometheus, "g.prom", faults);
	assert_every_cut_is_survived(&importer_ghz_prometheus,
	    SPAN(PROM_RUN("0")));
}

static void every_real_file_is_read(void **state)
{
	(void)state;
	assert_corpus_is_read("corpus/ghz", &importer_ghz_json, NULL, 10);
	assert_corpus_is_read("corpus/ghz", &importer_ghz_text, NULL, 2);
	assert_corpus_is_read("captures/results/ghz", &importer_ghz_json, NULL,
	    6);
	assert_corpus_is_read("captures/results/ghz-csv", &importer_ghz_csv,
	    NULL, 2);
	assert_corpus_is_read("captures/results/ghz-influx",
	    &importer_ghz_influx, NULL, 1);
	assert_corpus_is_read("captures/results/ghz-text", &importer_ghz_text,
	    NULL, 0);
}

static void where_no_call_is_ok_all_have_failed(void **state)
{
	struct imported o =
	    import(FRONT("\"n\":3") "\"count\":3,\"statusCodeDistribution\":"
				    "{\"Unavailable\":3},\"details\":[]}");

	(void)state;
	assert_int_equal(imported_run(&o)->total.errors, 3);
	imported_release(&o);
}

static void with_count_errors_all_figures_are_of_all(void **state)
{
	struct imported o =
	    import(FRONT("\"count-errors\":true") "\"count\":3,"
						  "\"statusCodeDistribution\":{"
						  "\"OK\":2,\"Unavailable\":1},"
						  "\"details\":[]}");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_true(run->total.mean_ns == 500);
	imported_release(&o);
}

static void with_count_errors_percentiles_stay_beside_all_calls(void **state)
{
	struct imported o = import(FRONT(
	    "\"count-errors\":true") "\"count\":3,\"statusCodeDistribution\":{"
				     "\"OK\":2,"
				     "\"Unavailable\":1},\"details\":[" THREE
				     "]}");

	(void)state;
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_TIMED);
	assert_int_equal(imported_run(&o)->total.errors, 1);
	assert_string_equal(read_percentiles(&o, imported_run(&o)),
	    "50=400 400..400;");
	imported_release(&o);
}

static void some_details_of_many_are_not_the_run(void **state)
{
	struct imported o = import(FAILED(DETAIL("01", "900", "OK")));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_HISTOGRAM);
	assert_int_equal(run->facts.started_at_ns, 1795366621000000000);
	imported_release(&o);
}

static void details_know_the_start_to_a_nanosecond(void **state)
{
	struct imported o = import(
	    FRONT("\"n\":1") "\"count\":1,\"statusCodeDistribution\":"
			     "{\"OK\":1},\"details\":[" DETAIL("01.000000007",
				 "900", "OK") "]}");

	(void)state;
	assert_int_equal(imported_run(&o)->facts.started_at_ns,
	    1795366621000000007);
	imported_release(&o);
}

static void a_run_ends_early_if_cancelled_and_not_by_its_time(void **state)
{
	struct imported cancelled =
	    import("{\"endReason\":\"cancel\",\"options\":{},\"count\":0}");
	struct imported timed =
	    import("{\"endReason\":\"timeout\",\"options\":{},\"count\":0}");

	(void)state;
	assert_string_equal(imported_run(&cancelled)->facts.incomplete,
	    "interrupted");
	assert_null(imported_run(&timed)->facts.incomplete);
	imported_release(&cancelled);
	imported_release(&timed);
}

static void an_old_rate_of_zero_or_none_has_no_bound(void **state)
{
	struct imported zero = import(GOOD("\"c\":4,\"qps\":0"));
	struct imported none = import(GOOD("\"c\":4"));
	struct imported later = import(GOOD("\"concurrency\":4"));

	(void)state;
	assert_true(isinf(imported_run(&zero)->facts.offered_rps));
	assert_true(isinf(imported_run(&none)->facts.offered_rps));
	assert_true(isnan(imported_run(&later)->facts.offered_rps));
	imported_release(&zero);
	imported_release(&none);
	imported_release(&later);
}

static void a_csv_of_a_million_calls_may_lack_others(void **state)
{
	struct arena a = { 0 };
	size_t row = strlen("0.60,OK,\n"), len = 1000000 * row;
	const char *header = "duration (ms),status,error\n";
	char *text = arena_alloc(&a, strlen(header) + len + 1, 1);
	struct imported o;

	(void)state;
	strcpy(text, header);
	for (size_t i = 0, at = strlen(header); i < 1000000; i++, at += row)
		memcpy(text + at, "0.60,OK,\n", row);
	o = imported_span(&importer_ghz_csv, "x", span_of(text));
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "ghz keeps the first 1,000,000 calls alone");
	assert_int_equal(imported_run(&o)->total.requests, UNKNOWN);
	imported_release(&o);
	arena_release(&a);
}

static void a_report_without_its_statuses_stopped_early(void **state)
{
	struct imported o = imported_span(&importer_ghz_text, "x",
	    SPAN("Summary:\n  Count: 5\n  Total: 1.00 s\n  Average: 5 ms\n"));

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the report stops early");
	assert_int_equal(imported_run(&o)->total.errors, UNKNOWN);
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(details_are_calls_with_their_start),
		cmocka_unit_test(the_date_is_that_of_the_end),
		cmocka_unit_test(an_old_rate_is_that_of_each_worker),
		cmocka_unit_test(figures_of_good_calls_are_not_those_of_all),
		cmocka_unit_test(
		    without_all_details_the_histogram_is_of_good_calls),
		cmocka_unit_test(faults_in_json_are_named_with_their_way),
		cmocka_unit_test(the_average_is_of_all_and_the_rest_is_not),
		cmocka_unit_test(a_report_is_known_from_the_others),
		cmocka_unit_test(errors_have_commas_without_quotes),
		cmocka_unit_test(faults_in_csv_are_named_with_their_line),
		cmocka_unit_test(a_run_for_influx_ends_at_its_time),
		cmocka_unit_test(the_average_for_influx_is_of_failed_calls_too),
		cmocka_unit_test(a_part_of_a_second_is_no_time),
		cmocka_unit_test(calls_for_influx_have_their_start_and_status),
		cmocka_unit_test(calls_with_other_tags_are_another_run),
		cmocka_unit_test(faults_for_influx_are_named_with_their_line),
		cmocka_unit_test(every_cut_for_influx_is_survived),
		cmocka_unit_test(a_bucket_for_prometheus_has_its_own_calls),
		cmocka_unit_test(
		    the_total_for_prometheus_is_the_time_of_the_run),
		cmocka_unit_test(
		    the_average_for_prometheus_is_of_failed_calls_too),
		cmocka_unit_test(runs_for_prometheus_may_follow_each_other),
		cmocka_unit_test(
		    faults_for_prometheus_are_named_with_their_line),
		cmocka_unit_test(every_real_file_is_read),
		cmocka_unit_test(where_no_call_is_ok_all_have_failed),
		cmocka_unit_test(with_count_errors_all_figures_are_of_all),
		cmocka_unit_test(
		    with_count_errors_percentiles_stay_beside_all_calls),
		cmocka_unit_test(some_details_of_many_are_not_the_run),
		cmocka_unit_test(details_know_the_start_to_a_nanosecond),
		cmocka_unit_test(
		    a_run_ends_early_if_cancelled_and_not_by_its_time),
		cmocka_unit_test(an_old_rate_of_zero_or_none_has_no_bound),
		cmocka_unit_test(a_csv_of_a_million_calls_may_lack_others),
		cmocka_unit_test(a_report_without_its_statuses_stopped_early),
	};

	return cmocka_run_group_tests_name("ghz", tests, NULL, NULL);
}
