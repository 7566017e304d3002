/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/fortio.h"
#include "fortio_sample.h"

/* ---- whole results ---- */

static void a_result_is_read_whole(void **state)
{
	struct imported o = imported_text(sample);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(run->facts.name, "istio r1");
	assert_string_equal(run->facts.tool, "fortio");
	assert_string_equal(run->facts.tool_version, "1.20.0");
	assert_true(run->facts.started_at_ns == 1795364407500000000);
	assert_int_equal(run->facts.duration_ns, 421052631);
	assert_true(run->facts.offered_rps == 10);
	assert_true(run->facts.achieved_rps == 9.5);
	assert_int_equal(run->facts.connections, 2);
	assert_int_equal(run->facts.load_model, LOAD_CLOSED);
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_string_equal(run->facts.percentile_rule, "fortio");
	assert_null(run->facts.incomplete);
	assert_int_equal(run->evidence, EVIDENCE_HISTOGRAM);
	assert_int_equal(run->total.requests, 4);
	assert_int_equal(run->total.min_ns, 1200000);
	assert_int_equal(run->total.max_ns, 5500000);
	assert_true(fabs(run->total.mean_ns - 2925000) < 1e-6);
	assert_true(fabs(run->total.stddev_ns - 1578600) < 1e-6);
	assert_label(run, "protocol", "http");
	assert_label(run, "text", "istio r1");
	imported_release(&o);
}

static void buckets_are_put_back_on_the_grid(void **state)
{
	struct imported o = imported_text(sample);
	struct histogram h = histogram_of(&o);

	(void)state;
	assert_int_equal(h.len, 3);
	assert_bucket(&h, 0, (struct bucket){ 1000000, 2000000, 1 });
	assert_bucket(&h, 1, (struct bucket){ 2000000, 3000000, 2 });
	assert_bucket(&h, 2, (struct bucket){ 5000000, 6000000, 1 });
	assert_int_equal(h.min_ns, 1200000);
	assert_int_equal(h.max_ns, 5500000);
	assert_int_equal(h.sum_ns, 11700000);
	histogram_release(&h);
	imported_release(&o);
}

static void a_real_result_has_exact_bounds_in_nanoseconds(void **state)
{
	struct imported o = imported_file(FORTIO, SAMPLES "https-paced.json");
	struct histogram h = histogram_of(&o);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_bucket(&h, 0, (struct bucket){ 100000, 150000, 3 });
	assert_bucket(&h, 1, (struct bucket){ 150000, 200000, 6 });
	assert_int_equal(h.count, 4000);
	assert_int_equal(h.sum_ns, 7130314783);
	assert_null(run->facts.tool_version); /* "not found in buildinfo" */
	assert_string_equal(run->facts.target, "https://127.0.0.1:27204/1k");
	assert_int_equal(run->facts.bytes_received, 4960000);
	assert_label(run, "payload_bytes", "0");
	assert_label(run, "tls", "yes");
	assert_label(run, "keepalive", NULL);
	histogram_release(&h);
	imported_release(&o);
}

static void results_of_equal_resolution_add_up_exactly(void **state)
{
	struct imported a = imported_file(FORTIO, SAMPLES "https-paced.json");
	struct imported b = imported_file(FORTIO, SAMPLES "https-paced-2.json");
	struct histogram one = histogram_of(&a), two = histogram_of(&b);
	struct histogram sum = histogram_of(&a);

	(void)state;
	histogram_merge(&sum, &two);
	assert_int_equal(sum.count, one.count + two.count);
	assert_int_equal(sum.sum_ns, one.sum_ns + two.sum_ns);
	for (size_t i = 0; i < sum.len; i++) {
		int64_t expected = 0;

		for (size_t k = 0; k < one.len; k++)
			if (one.buckets[k].low_ns == sum.buckets[i].low_ns &&
			    one.buckets[k].high_ns == sum.buckets[i].high_ns)
				expected += one.buckets[k].count;
		for (size_t k = 0; k < two.len; k++)
			if (two.buckets[k].low_ns == sum.buckets[i].low_ns &&
			    two.buckets[k].high_ns == sum.buckets[i].high_ns)
				expected += two.buckets[k].count;
		assert_int_equal(sum.buckets[i].count, expected);
	}
	histogram_release(&one);
	histogram_release(&two);
	histogram_release(&sum);
	imported_release(&a);
	imported_release(&b);
}

static void a_start_with_an_offset_is_kept_in_utc(void **state)
{
	struct imported o = imported_changed("2026-11-22T16:20:07.5Z",
	    "2026-11-22T21:50:07.5+05:30");

	(void)state;
	assert_true(
	    imported_run(&o)->facts.started_at_ns == 1795364407500000000);
	imported_release(&o);
	o = imported_changed("2026-11-22T16:20:07.5Z", "0001-01-01T00:00:00Z");
	assert_true(imported_run(&o)->facts.started_at_ns == UNKNOWN);
	imported_release(&o);
}

static void max_is_as_fast_as_it_can(void **state)
{
	struct imported o = imported_file(FORTIO, SAMPLES "http-max.json");

	(void)state;
	assert_true(isinf(imported_run(&o)->facts.offered_rps));
	imported_release(&o);
}

static void failed_calls_are_counted_once(void **state)
{
	struct imported o = imported_file(FORTIO, SAMPLES "http-errors.json");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 400);
	assert_int_equal(run->total.errors, 41);
	assert_string_equal(imported_statuses(&o, run), "200=359;503=41;");
	assert_string_equal(imported_errors(&o, run), "");
	imported_release(&o);
}

static void a_redirect_is_no_failed_call_and_a_teapot_is_one(void **state)
{
	struct imported o = imported_text(sample);

	(void)state;
	assert_int_equal(imported_run(&o)->total.errors, 1);
	imported_release(&o);
	o = imported_changed("\"200\": 3, \"503\": 1",
	    "\"204\": 1, \"418\": 1, \"301\": 2");
	assert_int_equal(imported_run(&o)->total.errors, 1);
	imported_release(&o);
	o = imported_changed("\"RetCodes\"", "\"Other\"");
	assert_true(imported_run(&o)->total.errors == UNKNOWN);
	imported_release(&o);
}

static void status_minus_1_is_a_socket_error(void **state)
{
	struct imported o = imported_file(FORTIO, SAMPLES "http-refused.json");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.errors, 400);
	assert_non_null(strstr(imported_errors(&o, run), "socket"));
	assert_non_null(strstr(imported_errors(&o, run), "=400;"));
	imported_release(&o);
}

static void an_interrupted_run_says_so(void **state)
{
	struct imported o =
	    imported_file(FORTIO, SAMPLES "http-interrupted.json");

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "stopped after 2.49 s of 8s");
	imported_release(&o);
	o = imported_changed("400ms", "exactly 9 calls, interrupted after 4");
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "interrupted: exactly 9 calls, interrupted after 4");
	imported_release(&o);
	o = imported_changed("\"400ms\"", "\"10s\", \"AbortOn\": 503");
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "stopped after 421 ms of 10s (abort on 503)");
	imported_release(&o);
}

/* 64 threads at 100 a second: 15 calls each, and no wait behind the last. */
static void few_calls_of_a_thread_end_early_without_a_stop(void **state)
{
	struct run_facts f = RUN_UNKNOWN;
	struct arena a = { 0 };

	(void)state;
	f.duration_ns = INT64_C(8960) * 1000000;
	f.offered_rps = 100;
	f.connections = 64;
	assert_null(fortio_stopped("10s", &f, &a));
	f.connections = 8;
	assert_string_equal(fortio_stopped("10s", &f, &a),
	    "stopped after 8.96 s of 10s");
	f.offered_rps = INFINITY;
	f.connections = 64;
	assert_non_null(fortio_stopped("10s", &f, &a));
	arena_release(&a);
}

static void a_run_that_ends_a_bit_early_is_whole(void **state)
{
	struct imported o = imported_changed("400ms", "430ms");

	(void)state;
	assert_null(imported_run(&o)->facts.incomplete);
	imported_release(&o);
	o = imported_changed("400ms", "until stop");
	assert_null(imported_run(&o)->facts.incomplete);
	imported_release(&o);
}

static void secrets_are_not_kept(void **state)
{
	struct imported o = imported_text(sample);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(run->facts.target, "http://host:80/a?token");
	assert_label(run, "payload_bytes", "6");
	for (size_t i = 0; i < run->n_labels; i++)
		assert_null(strstr(run->labels[i].value, "ecret"));
	imported_release(&o);
}

static void switches_become_labels_only_where_they_are_on(void **state)
{
	struct imported o = imported_changed("\"RunType\": \"HTTP\"",
	    "\"RunType\": \"HTTP\", \"DisableKeepAlive\": true, \"H2\": true,"
	    "\"Jitter\": true, \"Uniform\": false, \"NoCatchUp\": true,"
	    "\"AbortOn\": 503");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_label(run, "keepalive", "off");
	assert_label(run, "http2", "on");
	assert_label(run, "jitter", "on");
	assert_label(run, "uniform", NULL);
	assert_label(run, "nocatchup", "on");
	assert_label(run, "abort_on", "503");
	assert_label(run, "streams", NULL);
	imported_release(&o);
}

static void grpc_streams_share_their_connections(void **state)
{
	struct imported o = imported_changed("\"RunType\": \"HTTP\"",
	    "\"RunType\": \"GRPC Ping Delay=10ms PayloadLength=5\","
	    "\"Streams\": 2");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->facts.connections, 1);
	assert_label(run, "protocol", "grpc");
	assert_label(run, "streams", "2");
	imported_release(&o);
}

static void tcp_errors_keep_their_words(void **state)
{
	struct imported o = imported_changed("\"200\": 3, \"503\": 1",
	    "\"OK\": 3, \"read: timeout\": 1");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.errors, 1);
	assert_string_equal(imported_errors(&o, run),
	    "request: read: timeout=1;");
	imported_release(&o);
}

/* ---- percentiles ---- */

static void stated_percentiles_come_with_their_bucket(void **state)
{
	struct imported o = imported_text(sample);
	struct percentile_list list =
	    imported_percentiles(&o, imported_run(&o));

	(void)state;
	assert_int_equal(list.len, 2);
	assert_true(list.at[0].p == 50);
	assert_true(fabs(list.at[0].value_ns - 2500000) < 1e-3);
	assert_true(list.at[0].low_ns == 2000000);
	assert_true(list.at[0].high_ns == 3000000);
	assert_true(list.at[1].low_ns == 5000000);
	assert_true(list.at[1].high_ns == 5500000); /* not above the maximum */
	imported_release(&o);
}

static void percentiles_may_be_null_and_buckets_remain(void **state)
{
	struct imported o =
	    imported_changed("[{\"Percentile\": 50, \"Value\": 0.0025},"
			     "{\"Percentile\": 99, \"Value\": 0.00548}]",
		"null");
	struct percentile_list list =
	    imported_percentiles(&o, imported_run(&o));

	(void)state;
	assert_int_equal(list.len, 0);
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_HISTOGRAM);
	imported_release(&o);
}

/* By fortio's rule, 25 % of four requests is the minimum itself. */
static void the_ends_are_the_minimum_and_the_maximum(void **state)
{
	struct imported o =
	    imported_changed("{\"Percentile\": 50, \"Value\": 0.0025},"
			     "{\"Percentile\": 99, \"Value\": 0.00548}",
		"{\"Percentile\": 25, \"Value\": 0.0012},"
		"{\"Percentile\": 100, \"Value\": 0.0055}");
	struct percentile_list list =
	    imported_percentiles(&o, imported_run(&o));

	(void)state;
	assert_int_equal(list.len, 2);
	for (size_t i = 0; i < list.len; i++) {
		assert_true(list.at[i].low_ns == list.at[i].value_ns);
		assert_true(list.at[i].high_ns == list.at[i].value_ns);
	}
	imported_release(&o);
}

/* ---- what came with which version ---- */

/* Health of gRPC was a number before 0.8, and RunType came with 0.9. */
static void before_run_type_a_destination_means_grpc(void **state)
{
	char *old = changed(sample, "\"RunType\": \"HTTP\",", "");
	char *grpc = changed(old, "\"URL\": \"http://me:secret@host:80/a?",
	    "\"Destination\": \"host:8079\", \"x\": \"");
	char *numbers =
	    changed(grpc, "\"200\": 3, \"503\": 1", "\"1\": 3, \"0\": 1");
	struct imported o = imported_text(old);

	(void)state;
	assert_label(imported_run(&o), "protocol", "http");
	imported_release(&o);
	o = imported_text(numbers);
	assert_label(imported_run(&o), "protocol", "grpc");
	assert_string_equal(imported_run(&o)->facts.target, "host:8079");
	assert_int_equal(imported_run(&o)->total.errors, 0);
	imported_release(&o);
	free(numbers);
	free(grpc);
	free(old);
}

static void tcp_counts_the_bytes_that_came_back(void **state)
{
	struct imported o = imported_changed("\"RunType\": \"HTTP\"",
	    "\"RunType\": \"TCP\", \"BytesSent\": 7, \"BytesReceived\": 5");

	(void)state;
	assert_int_equal(imported_run(&o)->facts.bytes_received, 5);
	assert_label(imported_run(&o), "protocol", "tcp");
	imported_release(&o);
}

static void an_unknown_version_is_no_version(void **state)
{
	struct imported o = imported_changed("1.20.0", "unknown");

	(void)state;
	assert_null(imported_run(&o)->facts.tool_version);
	imported_release(&o);
	o = imported_changed("1.20.0", "dev");
	assert_string_equal(imported_run(&o)->facts.tool_version, "dev");
	imported_release(&o);
}

static void a_rate_that_nobody_set_is_unknown_and_0_is_max(void **state)
{
	struct imported o = imported_changed("\"10\"", "\"\"");

	(void)state;
	assert_true(isnan(imported_run(&o)->facts.offered_rps));
	imported_release(&o);
	o = imported_changed("\"10\"", "\"-1\"");
	assert_true(isinf(imported_run(&o)->facts.offered_rps));
	imported_release(&o);
}

/* The histogram of errors is a part of the other one, not beside it. */
static void the_histogram_of_errors_counts_where_codes_do_not_tell(void **state)
{
#define ERRORS ", \"ErrorsDurationHistogram\": {\"Count\": 2, \"Min\": 1}, "
	struct imported o =
	    imported_changed(", \"RetCodes\": {", ERRORS "\"Others\": {");

	(void)state;
	assert_int_equal(imported_run(&o)->total.errors, 2);
	assert_int_equal(imported_run(&o)->total.requests, 4);
	imported_release(&o);
	o = imported_changed(", \"RetCodes\": {\"200\": 3, \"503\": 1}",
	    ERRORS "\"RetCodes\": {\"200\": 1}");
	assert_int_equal(imported_run(&o)->total.errors, 2);
	imported_release(&o);
#undef ERRORS
}

static void several_results_in_lines_are_several_runs(void **state)
{
	struct arena a = { 0 };
	const char *lines = arena_printf(&a, "%s\n%s\n", sample, sample);
	struct imported o = imported_text(lines);

	(void)state;
	assert_true(importer_fortio_json.sniff(span_of(lines)));
	assert_string_equal(o.err.msg, "");
	assert_int_equal(o.runs.len, 2);
	for (size_t i = 0; i < o.runs.len; i++)
		assert_int_equal(o.runs.at[i].total.requests, 4);
	imported_release(&o);
	assert_import_fails(FORTIO, "f.json",
	    arena_printf(&a, "%s\n{\"DurationHistogram\": 1}\n", sample),
	    "f.json:2: DurationHistogram: expected an object, got a number");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_result_is_read_whole),
		cmocka_unit_test(buckets_are_put_back_on_the_grid),
		cmocka_unit_test(a_real_result_has_exact_bounds_in_nanoseconds),
		cmocka_unit_test(results_of_equal_resolution_add_up_exactly),
		cmocka_unit_test(a_start_with_an_offset_is_kept_in_utc),
		cmocka_unit_test(max_is_as_fast_as_it_can),
		cmocka_unit_test(failed_calls_are_counted_once),
		cmocka_unit_test(
		    a_redirect_is_no_failed_call_and_a_teapot_is_one),
		cmocka_unit_test(status_minus_1_is_a_socket_error),
		cmocka_unit_test(an_interrupted_run_says_so),
		cmocka_unit_test(
		    few_calls_of_a_thread_end_early_without_a_stop),
		cmocka_unit_test(a_run_that_ends_a_bit_early_is_whole),
		cmocka_unit_test(secrets_are_not_kept),
		cmocka_unit_test(switches_become_labels_only_where_they_are_on),
		cmocka_unit_test(grpc_streams_share_their_connections),
		cmocka_unit_test(tcp_errors_keep_their_words),
		cmocka_unit_test(stated_percentiles_come_with_their_bucket),
		cmocka_unit_test(percentiles_may_be_null_and_buckets_remain),
		cmocka_unit_test(the_ends_are_the_minimum_and_the_maximum),
		cmocka_unit_test(before_run_type_a_destination_means_grpc),
		cmocka_unit_test(tcp_counts_the_bytes_that_came_back),
		cmocka_unit_test(an_unknown_version_is_no_version),
		cmocka_unit_test(
		    a_rate_that_nobody_set_is_unknown_and_0_is_max),
		cmocka_unit_test(
		    the_histogram_of_errors_counts_where_codes_do_not_tell),
		cmocka_unit_test(several_results_in_lines_are_several_runs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
