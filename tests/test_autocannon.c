/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reads.h"

extern const struct importer importer_autocannon_json, importer_autocannon_text;

#define RESULT(counts, latency)                                                \
	"{\"url\":\"http://u:p@h/\",\"connections\":4,\"pipelining\":2,"       \
	"\"duration\":2,\"start\":\"2026-11-22T16:00:00.5Z\"," counts          \
	",\"latency\":{\"average\":0.5,\"min\":1,\"max\":15," latency          \
	"},\"requests\":{\"average\":99,\"p50\":77,\"total\":20},"             \
	"\"throughput\":{\"average\":9,\"p50\":8,\"total\":4096}}\n"
#define COUNTS                                                                 \
	"\"errors\":5,\"timeouts\":2,\"mismatches\":3,\"2xx\":16,\"5xx\":4"

#define TABLE                                                                        \
	"Running 3s test @ http://h/\n4 connections\n\n"                             \
	"\033[90m│\033[39m Stat    │ 2.5% │ 99%  │ Avg     │ Max   │\n"  \
	"│ Latency │ 1 ms │ 2 ms │ 0.05 ms │ 29 ms │\n"                  \
	"│ Stat    │ 1%   │ Avg  │\n│ Req/Sec │ 17,391 │ 23,752 │\n" \
	"Req/Bytes counts sampled once per second.\n\n"

static struct imported json(const char *text)
{
	return imported_span(&importer_autocannon_json, "a.json",
	    span_of(text));
}

static struct imported text(const char *words)
{
	return imported_span(&importer_autocannon_text, "a.txt",
	    span_of(words));
}

static void percentiles_of_requests_per_second_are_no_latencies(void **state)
{
	struct imported o =
	    json(RESULT(COUNTS, "\"p50\":0,\"p97_5\":3,\"p99_9\":5"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(read_percentiles(&o, run),
	    "50=0 0..1000000;97.5=3000000 3000000..4000000;"
	    "99.9=5000000 5000000..6000000;");
	assert_int_equal(run->facts.load_model, LOAD_CLOSED);
	assert_string_equal(run->facts.target, "http://h/");
	assert_string_equal(run_label_value(run, "pipelining"), "2");
	assert_int_equal(run->facts.bytes_received, 4096);
	assert_int_equal(run->facts.duration_ns, 2000000000);
	assert_true(run->facts.achieved_rps == 10);
	imported_release(&o);
}

static void whole_milliseconds_have_no_mean_and_no_minimum(void **state)
{
	struct imported o = json(RESULT(COUNTS, "\"p50\":0"));

	(void)state;
	assert_true(isnan(imported_run(&o)->total.mean_ns));
	assert_int_equal(imported_run(&o)->total.min_ns, UNKNOWN);
	assert_int_equal(imported_run(&o)->total.max_ns, 15000000);
	imported_release(&o);
}

static void p999_of_2017_is_not_999_percent(void **state)
{
	struct imported o =
	    json(RESULT(COUNTS, "\"p999\":2,\"p9999\":6,\"p99999\":7"));

	(void)state;
	assert_string_equal(read_percentiles(&o, imported_run(&o)),
	    "99.9=2000000 2000000..3000000;99.99=6000000 6000000..7000000;"
	    "99.999=7000000 7000000..8000000;");
	imported_release(&o);
}

static void errors_are_without_a_response_or_have_an_error_status(void **state)
{
	struct imported o = json(RESULT(COUNTS, "\"p50\":0"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 25);
	assert_int_equal(imported_run(&o)->total.errors, 5 + 4);
	assert_string_equal(imported_errors(&o, imported_run(&o)),
	    "other=3;timeout=2;");
	assert_string_equal(imported_statuses(&o, imported_run(&o)),
	    "2xx=16;5xx=4;");
	assert_string_equal(read_assertions(&o), "expected body=17/3;");
	imported_release(&o);
}

static void latencies_that_were_made_up_are_left_out(void **state)
{
	struct imported o =
	    json(RESULT(COUNTS, "\"p50\":27,\"totalCount\":10227"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	assert_int_equal(run->total.requests, 25);
	assert_string_equal(run->facts.incomplete,
	    "latencies of requests that might have been late were added: all "
	    "are left out");
	assert_string_equal(read_percentiles(&o, run), "");
	imported_release(&o);
}

static void statuses_are_those_of_the_run(void **state)
{
	struct imported o = imported_file(&importer_autocannon_json,
	    "tests/data/autocannon/flaky.json");

	(void)state;
	assert_string_equal(imported_statuses(&o, imported_run(&o)),
	    "200=18957;503=2124;");
	imported_release(&o);
}

static void no_response_is_no_latency_of_zero(void **state)
{
	struct imported o = imported_file(&importer_autocannon_json,
	    "tests/data/autocannon/refused.json");

	(void)state;
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_NONE);
	assert_int_equal(imported_run(&o)->total.max_ns, UNKNOWN);
	assert_int_equal(imported_run(&o)->total.errors, 29764);
	assert_string_equal(read_percentiles(&o, imported_run(&o)), "");
	imported_release(&o);
}

static void several_results_are_several_runs(void **state)
{
	struct imported o =
	    json(RESULT(COUNTS, "\"p50\":1") RESULT(COUNTS, "\"p50\":2"));

	(void)state;
	assert_int_equal(o.runs.len, 2);
	imported_release(&o);
}

static void a_table_is_read_with_and_without_colors(void **state)
{
	struct imported o = text(TABLE "│ Percentile │ Latency (ms) │\n"
				       "│ 99.9 │ 5 │\n"
				       "71k requests in 3.01s, 90.1 MB read\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_null(run->facts.incomplete);
	assert_int_equal(run->facts.connections, 4);
	assert_int_equal(run->facts.duration_ns, 3010000000);
	assert_true(run->facts.achieved_rps == 23752);
	assert_int_equal(run->total.requests, UNKNOWN);
	assert_int_equal(run->total.max_ns, 29000000);
	assert_string_equal(read_percentiles(&o, run),
	    "2.5=1000000 1000000..2000000;99=2000000 2000000..3000000;"
	    "99.9=5000000 5000000..6000000;");
	imported_release(&o);
}

static void requests_of_a_table_are_its_statuses_and_errors(void **state)
{
	struct imported o = text(TABLE "│ Code │ Count │\n│ 200  │ 135   │\n"
				       "│ 503  │ 33    │\n"
				       "180 requests in 3s, 90 kB read\n"
				       "5 errors (2 timeouts)\n" TABLE);

	(void)state;
	assert_int_equal(o.runs.len, 2);
	for (size_t i = 0; i < 2; i++) {
		const struct run *run = &o.runs.at[i];

		if (run->facts.incomplete) {
			assert_string_equal(run->facts.incomplete,
			    "the report stops early");
			continue;
		}
		assert_int_equal(run->total.requests, 173);
		assert_int_equal(run->total.errors, 5 + 33);
		assert_true(run->facts.achieved_rps == 56);
	}
	imported_release(&o);
}

static void other_responses_are_errors_where_they_are_counted(void **state)
{
	struct imported o =
	    text(TABLE "135 2xx responses, 33 non 2xx responses\n"
		       "168 requests in 3s, 90 kB read\n");

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 168);
	assert_int_equal(imported_run(&o)->total.errors, 33);
	assert_string_equal(imported_statuses(&o, imported_run(&o)),
	    "2xx=135;");
	imported_release(&o);
	o = text(TABLE "22k 2xx responses, 1.2k non 2xx responses\n"
		       "23k requests in 3s, 90 kB read\n");
	assert_int_equal(imported_run(&o)->total.errors, UNKNOWN);
	imported_release(&o);
}

static void errors_that_are_rounded_are_not_known(void **state)
{
	struct imported o = text(TABLE "180k requests in 3s, 90 kB read\n"
				       "30k errors (12 timeouts)\n");

	(void)state;
	assert_int_equal(imported_run(&o)->total.errors, UNKNOWN);
	imported_release(&o);
}

static void faults_are_named(void **state)
{
	(void)state;
	assert_import_fails(&importer_autocannon_json, "a.json", "{}",
	    "a.json:1: latency: missing");
	assert_import_fails(&importer_autocannon_json, "a.json", "",
	    "a.json:1: expected a result of autocannon");
	assert_import_fails(&importer_autocannon_json, "a.json",
	    "{\"2xx\":-1,\"latency\":{}}",
	    "a.json:1: 2xx: expected a count from 0 to 10^15, got -1");
	assert_import_fails(&importer_autocannon_text, "a.txt", "x\n",
	    "a.txt: expected a table of autocannon");
	assert_import_fails(&importer_autocannon_text, "a.txt",
	    "│ Stat │ 50% │ 99% │\n│ Latency │ x │ 1 ms │\n",
	    "a.txt:2: expected a time in milliseconds, got \"x\"");
	assert_import_fails(&importer_autocannon_text, "a.txt",
	    "│ Code │ Count │\n│ 200 │ x │\n",
	    "a.txt:2: expected a count, got \"x\"");
	assert_import_fails(&importer_autocannon_text, "a.txt",
	    "│ Percentile │ Latency (ms) │\n│ x │ 1 │\n",
	    "a.txt:2: expected a percentile, got \"x\"");
	assert_import_fails(&importer_autocannon_text, "a.txt",
	    TABLE "1 requests in soon, x\n",
	    "a.txt:10: expected a duration, got \"soon\"");
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_of_file_is_survived(&importer_autocannon_json,
	    "tests/data/autocannon/flaky.json");
	assert_every_cut_of_file_is_survived(&importer_autocannon_text,
	    "tests/data/autocannon/table.txt");
}

static void the_collected_files_are_read(void **state)
{
	(void)state;
	assert_corpus_is_read("corpus/autocannon", &importer_autocannon_json,
	    NULL, 5);
	assert_corpus_is_read("corpus/autocannon", &importer_autocannon_text,
	    NULL, 1);
	assert_corpus_is_read("captures/results/autocannon",
	    &importer_autocannon_json, NULL, 12);
	assert_corpus_is_read("captures/results/autocannon-table",
	    &importer_autocannon_text, NULL, 2);
}

static void a_result_says_when_it_began(void **state)
{
	struct imported o =
	    json("{\"requests\":{},\"throughput\":{},\"connections\":1,"
		 "\"start\":\"2026-11-22T16:58:54.341Z\",\"finish\":"
		 "\"2026-11-22T16:58:56.341Z\",\"latency\":{\"average\":0}}");

	(void)state;
	assert_int_equal(imported_run(&o)->facts.started_at_ns,
	    1795366734341000000);
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    percentiles_of_requests_per_second_are_no_latencies),
		cmocka_unit_test(
		    whole_milliseconds_have_no_mean_and_no_minimum),
		cmocka_unit_test(p999_of_2017_is_not_999_percent),
		cmocka_unit_test(
		    errors_are_without_a_response_or_have_an_error_status),
		cmocka_unit_test(
		    other_responses_are_errors_where_they_are_counted),
		cmocka_unit_test(latencies_that_were_made_up_are_left_out),
		cmocka_unit_test(statuses_are_those_of_the_run),
		cmocka_unit_test(no_response_is_no_latency_of_zero),
		cmocka_unit_test(several_results_are_several_runs),
		cmocka_unit_test(a_table_is_read_with_and_without_colors),
		cmocka_unit_test(
		    requests_of_a_table_are_its_statuses_and_errors),
		cmocka_unit_test(errors_that_are_rounded_are_not_known),
		cmocka_unit_test(faults_are_named),
		cmocka_unit_test(every_cut_is_survived),
		cmocka_unit_test(the_collected_files_are_read),
		cmocka_unit_test(a_result_says_when_it_began),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
