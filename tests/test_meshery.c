/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reads.h"

#include <math.h>

extern const struct importer importer_gowrk2_json;
extern const struct importer importer_meshery_json;
extern const struct importer importer_smp_yaml;

#define RUNNER(start, more)                                                    \
	"{\"StartTime\":\"" start "\",\"ActualQPS\":2,"                        \
	"\"ActualDuration\":2000000000,\"NumThreads\":1,"                      \
	"\"Labels\":\"x -_- http://u:secret@h/\",\"URL\":\"http://h/\","       \
	"\"RequestedQPS\":\"2\",\"RetCodes\":{\"200\":4},"                     \
	"\"DurationHistogram\":{\"Count\":4,\"Min\":0.001,\"Max\":0.002,"      \
	"\"Sum\":0.006,\"Avg\":0.0015,\"Data\":[{\"Start\":0.001,"             \
	"\"End\":0.002,\"Percent\":100,\"Count\":4}]}" more "}"
#define START "2022-04-26T19:56:40.358118+05:30"
#define HEAD                                                                   \
	"\"meshery_id\":\"m1\",\"name\":\"No mesh_1\",\"mesh\":null,"          \
	"\"test_start_time\":\"2022-04-26T19:56:40.358118Z\","                 \
	"\"created_at\":\"2022-04-26T14:27:12.84392Z\""
#define RESULT(runner) "{" HEAD ",\"runner_results\":" runner "}"
#define KUBERNETES                                                             \
	",\"kubernetes\":{\"server_version\":\"v1.22.5\",\"nodes\":[{"         \
	"\"hostname\":\"n1\",\"allocatable_cpu\":\"4\","                       \
	"\"internal_ip\":\"10.0.0.1\"}]},\"detected-meshes\":{\"istio\":{}}"

static struct imported import(const char *text)
{
	return imported_span(&importer_meshery_json, "m.json", span_of(text));
}

static void local_time_that_says_utc_is_not_believed(void **state)
{
	struct imported o = import(RESULT(RUNNER(START, "")));

	(void)state;
	/* 14:26:40 UTC, not 19:56:40 */
	assert_int_equal(imported_run(&o)->facts.started_at_ns,
	    INT64_C(1650983200358118000));
	imported_release(&o);
	o = import(RESULT(RUNNER("2022-04-26T19:56:40Z", "")));
	assert_int_equal(imported_run(&o)->facts.started_at_ns, UNKNOWN);
	imported_release(&o);
}

static void a_result_is_an_object_or_an_array_or_a_page(void **state)
{
	static const char *const forms[] = {
		RESULT(RUNNER(START, "")),
		RESULT("[" RUNNER(START, "") "]"),
		"[" RESULT(RUNNER(START, "")) "]",
		"{\"page\":0,\"page_size\":10,\"total_count\":1,\"results\":"
		"[" RESULT(RUNNER(START, "")) "]}",
		"{\"page\":0,\"pageSize\":10,\"totalCount\":1,\"results\":[{"
		"\"mesheryId\":\"m1\",\"name\":\"No mesh_1\","
		"\"runnerResults\":" RUNNER(START, "") "}]}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		struct imported o = import(forms[i]);
		const struct run *run = imported_run(&o);

		assert_true(importer_meshery_json.sniff(span_of(forms[i])));
		assert_int_equal(run->total.requests, 4);
		assert_string_equal(run->facts.name, "No mesh_1");
		imported_release(&o);
	}
}

static void no_mesh_is_a_choice_but_no_word_is_unknown(void **state)
{
	struct imported o = import(RESULT(RUNNER(START, "")));

	(void)state;
	assert_string_equal(run_label_value(imported_run(&o), "mesh"), "none");
	imported_release(&o);
	o = import("{\"meshery_id\":\"a\",\"name\":\"load\",\"mesh\":null,"
		   "\"runner_results\":" RUNNER(START, "") "}");
	assert_null(run_label_value(imported_run(&o), "mesh"));
	imported_release(&o);
	o = import("{\"meshery_id\":\"a\",\"name\":\"load\",\"mesh\":\"Maesh\","
		   "\"runner_results\":" RUNNER(START, "") "}");
	assert_string_equal(run_label_value(imported_run(&o), "mesh"),
	    "traefik-mesh");
	imported_release(&o);
}

static void secrets_in_the_label_are_dropped(void **state)
{
	struct imported o = import(RESULT(RUNNER(START, "")));

	(void)state;
	assert_string_equal(run_label_value(imported_run(&o), "text"),
	    "x -_- http://h/");
	imported_release(&o);
}

static void the_load_generator_decides_on_coordinated_omission(void **state)
{
	struct imported o =
	    import(RESULT(RUNNER(START, ",\"load-generator\":\"wrk2\"")));

	(void)state;
	assert_string_equal(imported_run(&o)->facts.tool, "wrk2");
	assert_int_equal(imported_run(&o)->facts.load_model, LOAD_CORRECTED);
	assert_int_equal(imported_run(&o)->facts.population,
	    POPULATION_UNKNOWN);
	assert_string_equal(imported_run(&o)->facts.percentile_rule, "hdr");
	imported_release(&o);
	o = import(RESULT(RUNNER(START, ",\"load-generator\":\"nighthawk\"")));
	assert_string_equal(imported_run(&o)->facts.tool, "nighthawk");
	assert_int_equal(imported_run(&o)->facts.load_model, LOAD_UNKNOWN);
	/* Its form has the good answers alone. */
	assert_int_equal(imported_run(&o)->total.errors, UNKNOWN);
	assert_int_equal(imported_run(&o)->total.requests, 4);
	imported_release(&o);
	/* What was asked for today, fortio does. */
	o = import("{\"mesheryId\":\"m\",\"runnerResults\":" RUNNER(START,
	    ",\"load-generator\":\"wrk2\"") "}");
	assert_string_equal(imported_run(&o)->facts.tool, "fortio");
	assert_int_equal(imported_run(&o)->facts.load_model, LOAD_CLOSED);
	imported_release(&o);
}

static void answers_of_prometheus_are_metrics_of_the_same_source(void **state)
{
	static const char text[] =
	    "{" HEAD ",\"server_metrics\":{"
	    "\"sum(rate(x[1m]))\":{\"status\":\"success\",\"data\":{"
	    "\"resultType\":\"matrix\",\"result\":[{\"metric\":{},"
	    "\"values\":[[1650983201,\"1\"],[1650983202,\"2\"]]}]}},"
	    "\"up\":{\"status\":\"error\",\"errorType\":\"t\"},"
	    "\"mem\":{\"status\":\"success\",\"data\":{"
	    "\"resultType\":\"matrix\",\"result\":[{\"metric\":{"
	    "\"__name__\":\"container_memory_working_set_bytes\","
	    "\"container\":\"istio-proxy\",\"pod\":\"p\"},"
	    "\"values\":[[1650983201,\"1024\"]]}]}}},"
	    "\"runner_results\":" RUNNER(START, KUBERNETES) "}";
	struct imported o = import(text);
	struct metric_list list;

	(void)state;
	imported_run(&o);
	assert_int_equal(metrics_load(o.db, &o.arena, &list, &o.err), 0);
	assert_int_equal(list.len, 2);
	for (size_t i = 0; i < list.len; i++) {
		const struct metric *m = &list.at[i];

		if (strcmp(m->name, "sum(rate(x[1m]))") == 0) {
			assert_null(m->role);
			assert_string_equal(m->query, "sum(rate(x[1m]))");
		} else {
			assert_string_equal(m->role, "data-plane");
			assert_string_equal(m->component, "p");
			assert_string_equal(m->query, "mem");
		}
	}
	assert_string_equal(run_label_value(imported_run(&o), "kubernetes"),
	    "v1.22.5");
	imported_release(&o);
	assert_every_cut_is_survived(&importer_meshery_json, span_of(text));
}

/* Addresses of nodes are not kept. */
static void nodes_and_meshes_that_were_found_are_the_environment(void **state)
{
	struct imported o = import(RESULT(RUNNER(START, KUBERNETES)));

	(void)state;
	assert_string_equal(read_environment(&o),
	    "detected-meshes=istio;kubernetes=v1.22.5;node.n1.cpu=4;");
	imported_release(&o);
	/* Of a page, each result has its own. */
	o = import("[" RESULT(RUNNER(START, KUBERNETES)) "," RESULT(
	    RUNNER(START, "")) "]");
	assert_int_equal(o.runs.len, 2);
	assert_string_equal(read_environment(&o),
	    "m1.detected-meshes=istio;m1.kubernetes=v1.22.5;m1.node.n1.cpu=4;");
	imported_release(&o);
}

static void what_a_server_warned_of_stands_beside_the_metrics(void **state)
{
	struct imported o = import(
	    "{" HEAD ",\"server_metrics\":{\"up\":{"
	    "\"status\":\"success\",\"warnings\":[\"a is down\"],\"data\":{"
	    "\"resultType\":\"matrix\",\"result\":[]}},\"x\":{"
	    "\"status\":\"success\",\"infos\":[\"a is down\",\"b\"],\"data\":"
	    "{\"resultType\":\"matrix\",\"result\":[]}}},"
	    "\"runner_results\":" RUNNER(START, "") "}");

	(void)state;
	imported_run(&o);
	assert_string_equal(read_environment(&o), "warnings=a is down\nb;");
	imported_release(&o);
}

static void a_result_that_is_null_leaves_the_others_be(void **state)
{
	struct imported o =
	    import("{\"page\":0,\"page_size\":10,\"total_count\":3,\"results\":"
		   "[" RESULT("null") "," RESULT(RUNNER(START, "")) ",null]}");

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 4);
	assert_string_equal(read_environment(&o),
	    "warnings=result 1 has no runner_results, and is left out\n"
	    "result 3 has no runner_results, and is left out;");
	imported_release(&o);
}

#define CAMEL(id, more)                                                        \
	"{\"mesheryId\":\"" id "\",\"runnerResults\":" RUNNER(START, more) "}"

static void camel_case_says_the_same(void **state)
{
	struct metric_list list;
	struct imported o = import(
	    "{\"mesheryId\":\"m\",\"createdAt\":"
	    "\"2022-04-26T14:27:12Z\",\"serverMetrics\":{\"up\":{\"status\":"
	    "\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{"
	    "\"metric\":{},\"value\":[1,\"2\"]}]}}},\"runnerResults\":" RUNNER(
		"2022-04-26T19:56:40Z", "") "}");

	(void)state;
	/* It lies behind createdAt. */
	assert_int_equal(imported_run(&o)->facts.started_at_ns, UNKNOWN);
	assert_int_equal(metrics_load(o.db, &o.arena, &list, &o.err), 0);
	assert_int_equal(list.len, 1);
	imported_release(&o);
	o = import("[" CAMEL("c1", KUBERNETES) "," CAMEL("c2", "") "]");
	assert_non_null(strstr(read_environment(&o), "c1.kubernetes=v1.22.5;"));
	imported_release(&o);
}

static void published_percentiles_come_out_as_published(void **state)
{
	static const double expected[][2] = {
		{ 50, 383333333.33333336 },
		{ 99.9, 509098565.224 },
	};
	struct arena a = { 0 };
	const char *path =
	    corpus_path(&a, "corpus/meshery/test-results-066db3b.json");
	struct stat st;
	size_t percentiles = 0, found = 0;

	(void)state;
	if (stat(path, &st) == 0) {
		struct imported o = imported_file(&importer_meshery_json, path);

		assert_ptr_equal(corpus_claim(path), &importer_meshery_json);
		assert_int_equal(o.runs.len, 3);
		for (size_t i = 0; i < 3; i++) {
			struct percentile_list list;

			list = imported_percentiles(&o, &o.runs.at[i]);
			percentiles += list.len;
			for (size_t k = 0; k < list.len; k++)
				for (size_t e = 0; e < 2; e++)
					found +=
					    list.at[k].p == expected[e][0] &&
					    fabs(list.at[k].value_ns -
						 expected[e][1]) < 1e-3;
		}
		assert_int_equal(percentiles, 15);
		assert_int_equal(found, 2);
		imported_release(&o);
	} else {
		print_message("skipped: no %s\n", path);
	}
	arena_release(&a);
}

static void faults_are_named_with_their_path(void **state)
{
	(void)state;
	assert_import_fails(&importer_meshery_json, "m.json",
	    "{\"meshery_id\":\"a\"}", "m.json: runner_results is missing");
	assert_import_fails(&importer_meshery_json, "m.json",
	    "{\"page_size\":10,\"total_count\":0,\"results\":null}",
	    "m.json: a page without results");
	assert_import_fails(&importer_meshery_json, "m.json",
	    "[{\"meshery_id\":\"a\"}]", "m.json: no result has runner_results");
	assert_import_fails(&importer_meshery_json, "m.json",
	    "{\"runner_results\":[3]}",
	    "m.json: runner_results[0]: expected an object, got a number");
	assert_import_fails(&importer_meshery_json, "m.json",
	    "{\"runner_results\":{}}",
	    "m.json: runner_results.DurationHistogram: missing");
}

/* ---- gowrk2 ---- */

#define GOWRK2                                                                 \
	"{\"AvgLatency\":\"98339.20\",\"Bytes\":\"12606\","                    \
	"\"DurationInMicroseconds\":\"2013308.00\","                           \
	"\"MaxLatency\":\"240768.00\",\"MinLatency\":\"13968.00\","            \
	"\"Percentiles\":[{\"Count\":\"10\",\"Percent\":\"50\","               \
	"\"Value\":\"83.839000\"},{\"Count\":\"20\",\"Percent\":\"99\","       \
	"\"Value\":\"240.895000\"},{\"Count\":\"20\",\"Percent\":\"100\","     \
	"\"Value\":\"240.895000\"}],\"RequestsPerSec\":\"10.93\","             \
	"\"StdDev\":\"53840.26\",\"UrlRequestCount_1\":8,"                     \
	"\"UrlRequestCount_2\":14,\"Url_1\":\"https://h\"}"

static void gowrk2_averages_in_us_and_percentiles_in_ms(void **state)
{
	struct imported o =
	    imported_span(&importer_gowrk2_json, "g.json", span_of(GOWRK2));
	const struct run *run = imported_run(&o);
	struct histogram h;

	(void)state;
	assert_true(importer_gowrk2_json.sniff(span_of(GOWRK2)));
	assert_true(fabs(run->total.mean_ns - 98339200) < 1e-3);
	assert_true(fabs(run->total.stddev_ns - 53840260) < 1e-3);
	assert_int_equal(run->total.min_ns, 13968000);
	assert_int_equal(run->total.max_ns, 240768000);
	assert_int_equal(run->facts.duration_ns, 2013308000);
	assert_int_equal(run->facts.bytes_received, 12606);
	assert_true(run->facts.achieved_rps == 10.93);
	assert_string_equal(run->facts.percentile_rule, "hdr");
	assert_int_equal(run->total.requests, 22);
	assert_int_equal(run->facts.load_model, LOAD_CORRECTED);
	/* HdrHistogram prints the upper end of a bucket 64 us wide. */
	assert_true(span_starts(span_of(read_percentiles(&o, run)),
	    SPAN("50=83839000 83776000..83839000;")));
	h = imported_histogram(&o, run);
	assert_int_equal(h.count, 20);
	assert_int_equal(h.buckets[0].low_ns, 13968000);
	assert_int_equal(h.buckets[0].high_ns, 83839000);
	histogram_release(&h);
	imported_release(&o);
	assert_every_cut_is_survived(&importer_gowrk2_json, span_of(GOWRK2));
	assert_import_fails(&importer_gowrk2_json, "g.json",
	    "{\"Percentiles\":[{\"Percent\":\"50\",\"Value\":\"1\","
	    "\"Count\":\"1\"}]}",
	    "g.json: Percentiles: expected percentile 100 last");
	assert_import_fails(&importer_gowrk2_json, "g.json",
	    "{\"AvgLatency\":\"-1\"}",
	    "g.json: AvgLatency: expected a number of 0 or more, got -1");
}

/* ---- SMP ---- */

#define SMP(connections, rps, min, average, max)                               \
	"start_time: 2020-03-17T14:53:05Z\nend_time: 2020-03-17T14:54:05Z\n"   \
	"exp_uuid: a0b5\nendpoint_url: http://u:p@h/x\n"                       \
	"env:\n  kubernetes: v1.15.5\n  node:\n    cores: 4\n"                 \
	"client:\n  connections: " connections "\n  rps: " rps                 \
	"\n  latencies_ms:\n    min: " min "\n    average: " average           \
	"\n    p50: " average "\n    p99.9: " max "\n    max: " max "\n"
#define SECONDS SMP("1", "0.9", "0.012007082", "0.0235", "0.350472228")

static struct imported import_smp(const char *text)
{
	return imported_span(&importer_smp_yaml, "s.yaml", span_of(text));
}

static void smp_milliseconds_that_are_seconds_are_found(void **state)
{
	struct imported o = import_smp(SECONDS);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_true(importer_smp_yaml.sniff(SPAN("\xef\xbb\xbf" SECONDS)));
	assert_int_equal(run->total.min_ns, 12007082);
	assert_int_equal(run->total.max_ns, 350472228);
	assert_true(fabs(run->total.mean_ns - 23.5e6) < 1);
	assert_int_equal(run->evidence, EVIDENCE_PERCENTILES);
	assert_int_equal(run->facts.duration_ns, 60000000000);
	assert_true(run->facts.achieved_rps == 0.9);
	assert_true(isnan(run->facts.offered_rps));
	assert_string_equal(run->facts.target, "http://h/x");
	assert_null(run->facts.tool);
	assert_string_equal(run_label_value(run, "kubernetes"), "v1.15.5");
	assert_string_equal(run->facts.name, "a0b5");
	assert_string_equal(read_percentiles(&o, run),
	    "50=23500000 23500000..23500000;"
	    "99.9=350472228 350472228..350472228;");
	assert_string_equal(read_environment(&o),
	    "env.kubernetes=v1.15.5;env.node.cores=4;"
	    "smp.latency_unit=seconds, found in latencies_ms;");
	imported_release(&o);
}

static void smp_says_what_the_mesh_took_without_a_time(void **state)
{
	struct imported o = import_smp(
	    SECONDS "config:\n  mtls_enabled: true\nmetrics:\n  sidecars:\n"
		    "    mem_mb: 49\n");
	struct metric_list list;

	(void)state;
	assert_non_null(
	    strstr(read_environment(&o), "config.mtls_enabled=true;"));
	assert_non_null(
	    strstr(read_environment(&o), "metrics.sidecars.mem_mb=49;"));
	assert_int_equal(metrics_load(o.db, &o.arena, &list, &o.err), 0);
	assert_int_equal(list.len, 0);
	imported_release(&o);
}

static void smp_builds_are_versions_and_ids_of_meshery_are_none(void **state)
{
	struct imported o = import_smp("mesh_build: 1.4.3\nproxy_build: abc\n"
				       "profile: ingress_only\n"
				       "smp_version: test_smp_version\n"
				       "details_uri: http://u:p@h/x\n" SECONDS
				       "  protocol: http\n  internal: true\n"
				       "labels: {mesh_version: odd}\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(run_label_value(run, "mesh_version"), "1.4.3");
	assert_string_equal(run_label_value(run, "proxy_version"), "abc");
	assert_string_equal(run_label_value(run, "profile"), "ingress_only");
	assert_string_equal(run_label_value(run, "protocol"), "http");
	assert_string_equal(read_environment(&o),
	    "details_uri=http://h/x;env.kubernetes=v1.15.5;env.node.cores=4;"
	    "internal=true;smp.latency_unit=seconds, found in latencies_ms;");
	imported_release(&o);
}

static void smp_labels_are_labels_but_not_against_the_file(void **state)
{
	struct imported o = import_smp("id: r-17\nlabels: {mesh: Maesh, "
				       "connections: 9, note: \"see "
				       "http://u:p@h/\", list: [1]}\n" SECONDS);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(run->facts.name, "a0b5");
	assert_string_equal(run_label_value(run, "mesh"), "traefik-mesh");
	assert_string_equal(run_label_value(run, "connections"), "1");
	assert_string_equal(run_label_value(run, "note"), "see http://h/");
	assert_null(run_label_value(run, "list"));
	imported_release(&o);
}

/* One connection at 1.04 requests of 1 s each would be busy for 104 %. */
static void smp_allows_for_rounding_of_the_rate(void **state)
{
	struct imported o =
	    import_smp(SMP("1", "1.04", "0.912007082", "1", "1.5"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.min_ns, 912007082);
	imported_release(&o);
}

static void smp_milliseconds_that_cannot_be_seconds_are_kept(void **state)
{
	struct imported o =
	    import_smp(SMP("2", "100", "12.007082", "20.5", "35.25"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.min_ns, 12007082);
	assert_int_equal(imported_run(&o)->total.max_ns, 35250000);
	imported_release(&o);
}

static void smp_of_an_unknown_unit_is_refused(void **state)
{
	static const char words[] =
	    "s.yaml:12: latencies_ms: cannot tell whether these are "
	    "milliseconds, as the key says, or seconds, as Meshery writes "
	    "them";

	(void)state;
	/* An honest 0.5 ms at 1 rps could be half a second as well. */
	assert_import_fails(&importer_smp_yaml, "s.yaml",
	    SMP("1", "1", "0.25", "0.5", "0.75"), words);
	/* More decimals than any clock has come from arithmetic. */
	assert_import_fails(&importer_smp_yaml, "s.yaml",
	    SMP("1", "1", "0.25000000000000006", "0.5", "0.75"), words);
}

static void smp_of_the_protocol_buffer_has_its_keys_at_the_top(void **state)
{
	struct imported o = import_smp(
	    "smp_version: v0.0.1\nstart_time: 2021-01-01T00:00:00Z\n"
	    "latencies_ms: {min: 0.001234567, average: 0.002, p50: 0.002}\n"
	    "actual_qps: 12.5\n");

	(void)state;
	assert_int_equal(o.status, -1); /* no maximum, so no bound */
	imported_release(&o);
	o = import_smp("id: r-17\nstart_time: 2021-01-01T00:00:00Z\n"
		       "latencies_ms: {min: "
		       "0.001234567, average: 0.002, max: 0.5}\n"
		       "actual_qps: 12.5\n");
	assert_true(imported_run(&o)->facts.achieved_rps == 12.5);
	assert_int_equal(imported_run(&o)->total.min_ns, 1234567);
	assert_string_equal(imported_run(&o)->facts.name, "r-17");
	imported_release(&o);
	/* Meshery's placeholder */
	o = import_smp("id: test_id\nlatencies_ms: {min: 0.001234567, max: 0.5}"
		       "\nstart_time: 2021-01-01T00:00:00Z\n");
	assert_null(imported_run(&o)->facts.name);
	imported_release(&o);
}

static void smp_faults_are_named_with_their_line(void **state)
{
	(void)state;
	assert_import_fails(&importer_smp_yaml, "s.yaml",
	    "start_time: soon\nlatencies_ms: {}\n",
	    "s.yaml:1: start_time: expected a time as 2026-11-22T16:15:29Z, "
	    "got \"soon\"");
	assert_import_fails(&importer_smp_yaml, "s.yaml", "start_time: x\n",
	    "s.yaml:1: expected latencies_ms");
	assert_import_fails(&importer_smp_yaml, "s.yaml",
	    "latencies_ms: {min: low}\n",
	    "s.yaml:1: min: expected a number of 0 or more, got \"low\"");
	assert_import_fails(&importer_smp_yaml, "s.yaml",
	    "env:\n  node_count: 3\n    node:\n      type: a\n",
	    "s.yaml:3: not YAML: mapping values are not allowed in this "
	    "context");
}

static void every_cut_of_an_smp_result_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_smp_yaml, span_of(SECONDS));
}

static void check_claim(const char *path, void *context)
{
	const struct importer *found = corpus_claim(path);
	struct imported o;

	(void)context;
	assert_non_null(found);
	o = imported_file(found, path);
	if (o.status)
		fail_msg("%s", o.err.msg);
	imported_release(&o);
}

static void every_file_that_meshery_left_is_read(void **state)
{
	(void)state;
	corpus_each("corpus/meshery", check_claim, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    smp_builds_are_versions_and_ids_of_meshery_are_none),
		cmocka_unit_test(local_time_that_says_utc_is_not_believed),
		cmocka_unit_test(a_result_is_an_object_or_an_array_or_a_page),
		cmocka_unit_test(no_mesh_is_a_choice_but_no_word_is_unknown),
		cmocka_unit_test(secrets_in_the_label_are_dropped),
		cmocka_unit_test(
		    the_load_generator_decides_on_coordinated_omission),
		cmocka_unit_test(
		    answers_of_prometheus_are_metrics_of_the_same_source),
		cmocka_unit_test(
		    nodes_and_meshes_that_were_found_are_the_environment),
		cmocka_unit_test(
		    what_a_server_warned_of_stands_beside_the_metrics),
		cmocka_unit_test(camel_case_says_the_same),
		cmocka_unit_test(a_result_that_is_null_leaves_the_others_be),
		cmocka_unit_test(published_percentiles_come_out_as_published),
		cmocka_unit_test(faults_are_named_with_their_path),
		cmocka_unit_test(gowrk2_averages_in_us_and_percentiles_in_ms),
		cmocka_unit_test(smp_milliseconds_that_are_seconds_are_found),
		cmocka_unit_test(
		    smp_milliseconds_that_cannot_be_seconds_are_kept),
		cmocka_unit_test(smp_says_what_the_mesh_took_without_a_time),
		cmocka_unit_test(
		    smp_labels_are_labels_but_not_against_the_file),
		cmocka_unit_test(smp_allows_for_rounding_of_the_rate),
		cmocka_unit_test(smp_of_an_unknown_unit_is_refused),
		cmocka_unit_test(
		    smp_of_the_protocol_buffer_has_its_keys_at_the_top),
		cmocka_unit_test(smp_faults_are_named_with_their_line),
		cmocka_unit_test(every_cut_of_an_smp_result_is_survived),
		cmocka_unit_test(every_file_that_meshery_left_is_read),
	};

	return cmocka_run_group_tests_name("meshery", tests, NULL, NULL);
}
