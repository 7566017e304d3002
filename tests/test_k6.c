/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reads.h"

extern const struct importer importer_k6_handle_summary,
    importer_k6_machine_summary, importer_k6_summary_export;

#define EXPORT(metrics)                                                        \
	"{\"root_group\":{\"name\":\"\",\"groups\":{},\"checks\":{\"ok\":"     \
	"{\"name\":\"ok\",\"path\":\"::ok\",\"passes\":7,\"fails\":3}}},"      \
	"\"metrics\":{" metrics "}}"

#define HANDLE                                                                 \
	"{\"options\":{\"summaryTimeUnit\":\"s\"},"                            \
	"\"state\":{\"testRunDurationMs\":2000.5},\"metrics\":{"               \
	"\"http_req_duration\":{\"type\":\"trend\",\"contains\":\"time\","     \
	"\"values\":{\"avg\":2,\"min\":1,\"max\":5,\"p(99.9)\":4.5},"          \
	"\"thresholds\":{\"p(95)<3\":{\"ok\":true},\"max<4\":{\"ok\":false}"   \
	"}},\"http_reqs\":{\"type\":\"counter\",\"values\":{\"count\":20,"     \
	"\"rate\":10}}},\"root_group\":{\"name\":\"\",\"checks\":[],"          \
	"\"groups\":[{\"name\":\"a\",\"groups\":[{\"name\":\"b\","             \
	"\"groups\":[],\"checks\":[{\"name\":\"in\",\"path\":\"::a::b::in\","  \
	"\"passes\":1,\"fails\":2}]}],\"checks\":[]}]}}"

#define MACHINE                                                                \
	"{\"version\":\"1.0.0\",\"config\":{\"duration\":12.5,"                \
	"\"execution\":\"local\"},\"metadata\":{\"generatedAt\":"              \
	"\"2026-11-22T16:00:20.7Z\",\"k6Version\":\"2.2.0\"},\"results\":{"    \
	"\"checks\":{\"metrics\":[],\"results\":[{\"name\":\"ok\","            \
	"\"passes\":7,\"fails\":3}]},\"metrics\":["                            \
	"{\"name\":\"http_req_duration\",\"type\":\"trend\",\"values\":"       \
	"{\"avg\":2,\"min\":1,\"med\":2,\"max\":5,\"p(95)\":4}},"              \
	"{\"name\":\"http_req_failed\",\"type\":\"rate\",\"values\":"          \
	"{\"matches\":3,\"total\":25,\"rate\":0.12}},"                         \
	"{\"name\":\"http_reqs\",\"type\":\"counter\",\"values\":"             \
	"{\"count\":25}}]}}"

static struct imported export(const char *text)
{
	return imported_span(&importer_k6_summary_export, "k.json",
	    span_of(text));
}

static struct percentile_list percentiles(struct imported *o)
{
	struct percentile_list list = imported_percentiles(o, imported_run(o));

	return list;
}

static void a_passed_http_req_failed_is_a_request_that_failed(void **state)
{
	struct imported o = imported_file(&importer_k6_summary_export,
	    "tests/data/k6/flaky.summary.json");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 201);
	assert_int_equal(run->total.errors, 23);
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_int_equal(run->facts.load_model, LOAD_UNKNOWN);
	assert_string_equal(run->facts.percentile_rule, "k6");
	assert_true(fabs(run->facts.achieved_rps - 100.4095) < 1e-3);
	assert_int_equal(run->facts.duration_ns, 2001802199);
	assert_int_equal(run->facts.started_at_ns, UNKNOWN);
	assert_int_equal(run->facts.connections, UNKNOWN);
	imported_release(&o);
}

static void a_true_threshold_of_the_export_was_crossed(void **state)
{
	struct imported o = imported_file(&importer_k6_summary_export,
	    "tests/data/k6/flaky.summary.json");

	(void)state;
	assert_string_equal(read_assertions(&o),
	    "status 200=178/23;threshold: http_req_duration: p(99)<50=1/0;"
	    "threshold: http_req_failed: rate<0.01=0/1;");
	imported_release(&o);
}

static void times_are_milliseconds_whatever_the_unit_shown(void **state)
{
	struct imported o =
	    imported_span(&importer_k6_handle_summary, "k.json", SPAN(HANDLE));
	const struct run *run = imported_run(&o);
	struct percentile_list list = percentiles(&o);

	(void)state;
	assert_true(run->total.mean_ns == 2e6);
	assert_int_equal(run->total.max_ns, 5000000);
	assert_int_equal(run->facts.duration_ns, 2000500000);
	assert_int_equal(list.len, 1);
	assert_true(list.at[0].p == 99.9 && list.at[0].value_ns == 4.5e6);
	imported_release(&o);
}

static void an_ok_threshold_of_handle_summary_was_kept(void **state)
{
	struct imported o =
	    imported_span(&importer_k6_handle_summary, "k.json", SPAN(HANDLE));

	(void)state;
	assert_string_equal(read_assertions(&o),
	    "a::b::in=1/2;threshold: http_req_duration: max<4=0/1;"
	    "threshold: http_req_duration: p(95)<3=1/0;");
	imported_release(&o);
}

static void the_newer_summary_has_a_version_and_a_time(void **state)
{
	struct imported o = imported_span(&importer_k6_machine_summary,
	    "k.json", SPAN(MACHINE));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(run->facts.tool_version, "2.2.0");
	assert_int_equal(run->facts.duration_ns, 12500000000);
	assert_int_equal(run->facts.started_at_ns / 1000000000, 1795363208);
	assert_int_equal(run->total.errors, 3);
	assert_true(run->facts.achieved_rps == 2);
	assert_int_equal(percentiles(&o).len, 2);
	assert_string_equal(read_assertions(&o), "ok=7/3;");
	imported_release(&o);
}

static void a_part_is_a_series_and_not_added(void **state)
{
	struct imported o =
	    export(EXPORT("\"http_req_duration\":{\"avg\":2,\"max\":5},"
			  "\"http_req_duration{name:a}\":{\"avg\":3,\"max\":5,"
			  "\"count\":4},\"http_reqs\":{\"count\":9,"
			  "\"rate\":1}"));
	struct series_list list;

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 9);
	list = imported_series(&o, imported_run(&o));
	assert_int_equal(list.len, 2);
	assert_string_equal(list.at[1].facts.name, "name:a");
	assert_int_equal(list.at[1].facts.requests, 4);
	imported_release(&o);
}

static void requests_that_found_no_server_took_no_time(void **state)
{
	struct imported o = imported_file(&importer_k6_summary_export,
	    "tests/data/k6/refused.summary.json");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	assert_int_equal(run->total.errors, 200);
	assert_true(isnan(run->total.mean_ns));
	assert_int_equal(run->total.min_ns, UNKNOWN);
	assert_int_equal(percentiles(&o).len, 0);
	imported_release(&o);
}

static void dropped_iterations_do_not_tell_the_load_model(void **state)
{
	struct imported o =
	    export(EXPORT("\"dropped_iterations\":{\"count\":3,\"rate\":1},"
			  "\"vus_max\":{\"min\":5,\"max\":5}"));

	(void)state;
	assert_int_equal(imported_run(&o)->facts.load_model, LOAD_UNKNOWN);
	assert_null(run_label_value(imported_run(&o), "load_model"));
	assert_int_equal(imported_run(&o)->total.errors, UNKNOWN);
	imported_release(&o);
}

static void users_that_all_ran_all_the_time_are_connections(void **state)
{
	struct imported o = export(EXPORT("\"vus\":{\"min\":4,\"max\":4},"
					  "\"vus_max\":{\"min\":4,\"max\":4}"));

	(void)state;
	assert_int_equal(imported_run(&o)->facts.connections, 4);
	imported_release(&o);
}

static void grpc_has_latencies_of_its_own(void **state)
{
	struct imported o = export(
	    EXPORT("\"grpc_req_duration\":{\"med\":2,\"max\":5,\"count\":8}"));

	(void)state;
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_PERCENTILES);
	assert_int_equal(imported_run(&o)->total.requests, 8);
	assert_string_equal(run_label_value(imported_run(&o), "protocol"),
	    "grpc");
	imported_release(&o);
}

static void faults_are_named(void **state)
{
	(void)state;
	assert_import_fails(&importer_k6_summary_export, "k.json", "{}",
	    "k.json: metrics: missing");
	assert_import_fails(&importer_k6_summary_export, "k.json",
	    "{\"metrics\":{\"http_reqs\":{\"count\":-1}}}",
	    "k.json: metrics.http_reqs.count: expected a count from 0 to "
	    "10^15, got -1");
	assert_import_fails(&importer_k6_summary_export, "k.json",
	    "{\"metrics\":{\"http_reqs\":{\"rate\":-1}}}",
	    "k.json: metrics.http_reqs.rate: expected a rate, got -1");
	assert_import_fails(&importer_k6_summary_export, "k.json",
	    "{\"metrics\":{\"http_req_duration\":{\"med\":\"x\"}}}",
	    "k.json: metrics.http_req_duration.med: expected a number, got "
	    "\"x\"");
	assert_import_fails(&importer_k6_handle_summary, "k.json",
	    "{\"metrics\":{\"vus\":{\"values\":{},\"thresholds\":{\"x\":{}}}}}",
	    "k.json: metrics.vus.thresholds.x: expected the key \"ok\"");
	assert_import_fails(&importer_k6_machine_summary, "k.json", "{}",
	    "k.json: metadata: missing");
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_of_file_is_survived(&importer_k6_summary_export,
	    "tests/data/k6/flaky.summary.json");
	assert_every_cut_is_survived(&importer_k6_handle_summary, SPAN(HANDLE));
	assert_every_cut_is_survived(&importer_k6_machine_summary,
	    SPAN(MACHINE));
}

static void each_kind_is_claimed_by_its_own_alone(void **state)
{
	static const struct {
		const char *text;
		const struct importer *importer;
	} cases[] = {
		{ EXPORT("\"vus_max\":{\"max\":1}"),
		    &importer_k6_summary_export },
		{ HANDLE, &importer_k6_handle_summary },
		{ MACHINE, &importer_k6_machine_summary },
		{ "{\"metrics\":{\"vus\":1}}", NULL },
		{ "{\"metrics\":[{\"vus\":1}]}", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		for (size_t k = 0; importers[k]; k++)
			assert_int_equal(
			    importers[k]->sniff(span_of(cases[i].text)),
			    importers[k] == cases[i].importer);
}

static void users_that_came_and_went_are_no_connections(void **state)
{
	struct imported o = export(EXPORT("\"vus\":{\"min\":1,\"max\":4},"
					  "\"vus_max\":{\"min\":4,\"max\":4}"));

	(void)state;
	assert_int_equal(imported_run(&o)->facts.connections, UNKNOWN);
	imported_release(&o);
}

static void data_received_are_bytes_and_data_sent_are_not(void **state)
{
	struct imported o =
	    export(EXPORT("\"data_received\":{\"count\":4711,\"rate\":1},"
			  "\"data_sent\":{\"count\":12,\"rate\":1}"));

	(void)state;
	assert_int_equal(imported_run(&o)->facts.bytes_received, 4711);
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    a_passed_http_req_failed_is_a_request_that_failed),
		cmocka_unit_test(a_true_threshold_of_the_export_was_crossed),
		cmocka_unit_test(
		    times_are_milliseconds_whatever_the_unit_shown),
		cmocka_unit_test(an_ok_threshold_of_handle_summary_was_kept),
		cmocka_unit_test(the_newer_summary_has_a_version_and_a_time),
		cmocka_unit_test(a_part_is_a_series_and_not_added),
		cmocka_unit_test(requests_that_found_no_server_took_no_time),
		cmocka_unit_test(dropped_iterations_do_not_tell_the_load_model),
		cmocka_unit_test(
		    users_that_all_ran_all_the_time_are_connections),
		cmocka_unit_test(grpc_has_latencies_of_its_own),
		cmocka_unit_test(faults_are_named),
		cmocka_unit_test(every_cut_is_survived),
		cmocka_unit_test(each_kind_is_claimed_by_its_own_alone),
		cmocka_unit_test(users_that_came_and_went_are_no_connections),
		cmocka_unit_test(data_received_are_bytes_and_data_sent_are_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
