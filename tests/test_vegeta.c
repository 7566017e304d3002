/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus.h"

#include <math.h>

extern const struct importer importer_vegeta_hist, importer_vegeta_json,
    importer_vegeta_text;

#define JSON_HEAD                                                              \
	"{\"latencies\":{\"total\":600,\"mean\":100,\"50th\":90,\"99th\":400," \
	"\"max\":500,\"min\":7},"
#define JSON_TAIL                                                              \
	"\"bytes_in\":{\"total\":42,\"mean\":7},"                              \
	"\"earliest\":\"2026-11-22T16:00:00Z\",\"duration\":2000000000,"       \
	"\"wait\":500,\"requests\":6,\"rate\":3,\"throughput\":2,"             \
	"\"success\":0.5,\"status_codes\":{\"0\":2,\"200\":2,\"302\":1,"       \
	"\"503\":1},\"errors\":[\"503 Service Unavailable\","                  \
	"\"Get \\\"http://u:p@h/?token=a\\\": dial tcp: refused\"]}"

#define TEXT                                                                   \
	"Requests      [total, rate, throughput]         6, 3.00, 1.50\n"      \
	"Duration      [total, attack, wait]             2.001s, 2s, 1ms\n"    \
	"Latencies     [min, mean, 50, 99, max]          "                     \
	"768.466µs, 4.2ms, 3s, 10m0s, 1h1m0s\n"                               \
	"Bytes In      [total, mean]                     42, 7.00\n"           \
	"Success       [ratio]                           50.00%\n"             \
	"Status Codes  [code:count]                      0:2  200:3  503:1\n"  \
	"Error Set:\n"                                                         \
	"503 Service Unavailable\n"

#define HIST                                                                   \
	"Bucket           #    %       Histogram\n"                            \
	"[0s,     1ms]    1    10.00%  \n"                                     \
	"[1ms,    2ms]    9    90.00%  ###############\n"

static struct imported json(const char *text)
{
	return imported_span(&importer_vegeta_json, "v.json", span_of(text));
}

static struct imported text(const char *words)
{
	return imported_span(&importer_vegeta_text, "v.txt", span_of(words));
}

static struct percentile_list percentiles(struct imported *o,
    const struct run *run)
{
	struct percentile_list list = imported_percentiles(o, run);

	return list;
}

/* ---- JSON ---- */

static void a_json_report_is_in_nanoseconds(void **state)
{
	struct imported o = json(JSON_HEAD JSON_TAIL);
	const struct run *run = imported_run(&o);
	struct percentile_list list = percentiles(&o, run);

	(void)state;
	assert_string_equal(run->facts.tool, "vegeta");
	assert_int_equal(run->facts.load_model, LOAD_OPEN);
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_int_equal(run->facts.duration_ns, 2000000500);
	assert_true(run->facts.achieved_rps == 3);
	assert_true(isnan(run->facts.offered_rps));
	assert_int_equal(run->facts.bytes_received, 42);
	assert_int_equal(run->evidence, EVIDENCE_PERCENTILES);
	assert_true(run->total.mean_ns == 100);
	assert_int_equal(run->total.min_ns, 7);
	assert_int_equal(list.len, 2);
	assert_true(list.at[1].p == 99 && list.at[1].value_ns == 400);
	imported_release(&o);
}

static void a_redirect_is_a_success_and_no_response_an_error(void **state)
{
	struct imported o = json(JSON_HEAD JSON_TAIL);

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 6);
	assert_int_equal(imported_run(&o)->total.errors, 3);
	imported_release(&o);
}

static void an_error_without_a_count_has_that_of_status_0(void **state)
{
	struct imported o = json(JSON_HEAD JSON_TAIL);

	(void)state;
	assert_string_equal(imported_errors(&o, imported_run(&o)),
	    "connect: Get \"http://h/?token\": dial tcp: refused=2;");
	imported_release(&o);
}

static void buckets_are_lower_ends_in_any_order_of_keys(void **state)
{
	struct imported o = json(JSON_HEAD
	    "\"buckets\":{\"0\":1,\"100\":3,\"20\":2,\"1000\":0}," JSON_TAIL);
	const struct run *run = imported_run(&o);
	struct histogram h = HISTOGRAM_EMPTY;

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_HISTOGRAM);
	h = imported_histogram(&o, run);
	assert_int_equal(h.len, 3);
	assert_int_equal(h.buckets[1].low_ns, 20);
	assert_int_equal(h.buckets[1].high_ns, 100);
	assert_int_equal(h.buckets[2].count, 3);
	assert_int_equal(h.max_ns, 500);
	histogram_release(&h);
	imported_release(&o);
}

static void of_reports_of_one_attack_the_last_counts(void **state)
{
	struct imported o = json(JSON_HEAD
	    "\"earliest\":\"2026-11-22T16:00:00Z\",\"requests\":1,"
	    "\"status_codes\":{\"200\":1}}" JSON_HEAD JSON_TAIL JSON_HEAD
	    "\"earliest\":\"2026-11-22T17:00:00Z\",\"requests\":2,"
	    "\"status_codes\":{\"200\":2}}");

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 2);
	assert_int_equal(
	    o.runs.at[0].total.requests + o.runs.at[1].total.requests, 8);
	imported_release(&o);
}

static void a_report_of_nothing_has_no_latency_of_zero(void **state)
{
	struct imported o =
	    json("{\"latencies\":{\"mean\":0,\"50th\":0,\"max\":0,\"min\":0},"
		 "\"bytes_in\":{\"total\":0},\"requests\":0,\"rate\":0,"
		 "\"earliest\":\"0001-01-01T00:00:00Z\",\"status_codes\":{},"
		 "\"errors\":null}");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	assert_int_equal(run->total.max_ns, UNKNOWN);
	assert_true(isnan(run->total.mean_ns));
	assert_int_equal(run->facts.started_at_ns, UNKNOWN);
	assert_int_equal(percentiles(&o, run).len, 0);
	imported_release(&o);
}

static void faults_of_json_are_named(void **state)
{
	(void)state;
	assert_import_fails(&importer_vegeta_json, "v.json", "{}",
	    "v.json:1: expected the key \"requests\"");
	assert_import_fails(&importer_vegeta_json, "v.json",
	    "{\"requests\":-1}",
	    "v.json:1: requests: expected a count from 0 to 10^15, got -1");
	assert_import_fails(&importer_vegeta_json, "v.json",
	    "{\"requests\":1,\"latencies\":{\"50th\":-3}}",
	    "v.json:1: latencies.50th: expected a time from 0 to three years, "
	    "got -3");
	assert_import_fails(&importer_vegeta_json, "v.json",
	    JSON_HEAD "\"buckets\":{\"0\":1}," JSON_TAIL,
	    "v.json:1: buckets: the counts add up to 1, but requests says 6");
	assert_import_fails(&importer_vegeta_json, "v.json",
	    JSON_HEAD "\"buckets\":{\"1ms\":1}," JSON_TAIL,
	    "v.json:1: buckets.1ms: expected a key in nanoseconds, got "
	    "\"1ms\"");
	assert_import_fails(&importer_vegeta_json, "v.json",
	    JSON_HEAD "\"buckets\":{\"0\":1,\"600\":5}," JSON_TAIL,
	    "v.json:1: buckets: 5 requests above the maximum");
	assert_import_fails(&importer_vegeta_json, "v.json", "",
	    "v.json:1: expected a report of vegeta");
}

/* ---- text ---- */

static void the_list_in_brackets_names_the_values(void **state)
{
	struct imported o = text("Requests [total, rate] 100, 10.00\n"
				 "Duration [total, attack] 10s, 9s\n"
				 "Latencies [mean, 50, 95, 99, max] 1ms, 2ms, "
				 "3ms, 4ms, 5ms\n"
				 "Status Codes [code:count] 200:100\n"
				 "Error Set:\n");
	const struct run *run = imported_run(&o);
	struct percentile_list list = percentiles(&o, run);

	(void)state;
	assert_null(run->facts.incomplete);
	assert_int_equal(run->facts.duration_ns, 9000000000);
	assert_int_equal(run->total.min_ns, UNKNOWN);
	assert_true(run->total.mean_ns == 1e6);
	assert_int_equal(run->total.max_ns, 5000000);
	assert_int_equal(list.len, 3);
	assert_true(list.at[1].p == 95 && list.at[1].value_ns == 3e6);
	imported_release(&o);
}

static void zeros_that_were_dropped_do_not_widen_a_latency(void **state)
{
	struct imported o = text(TEXT);
	struct percentile_list list = percentiles(&o, imported_run(&o));

	(void)state;
	assert_true(list.at[0].value_ns == 3e9);
	assert_true(list.at[0].high_ns == 3.0005e9);
	assert_true(list.at[1].value_ns == 600e9);
	assert_true(list.at[1].low_ns == 599.5e9);
	assert_int_equal(imported_run(&o)->total.min_ns, 768466);
	imported_release(&o);
}

static void digits_that_were_not_rounded_are_all_kept(void **state)
{
	struct imported o =
	    text("Requests [total, rate] 1, 1\nLatencies [50] 4.235686ms\n");
	struct percentile_list list = percentiles(&o, imported_run(&o));

	(void)state;
	assert_true(fabs(list.at[0].high_ns - 4235686.5) < 1e-6);
	imported_release(&o);
}

static void the_tail_of_the_run_before_belongs_to_nobody(void **state)
{
	struct imported o = text("Namespace: ns-1\n"
				 "Status Codes  [code:count]   500:99  \n"
				 "Error Set:\n" TEXT "\nPod: b\n"
				 "Status Codes  [code:count]   500:99  \n"
				 "Error Set:\n" TEXT);

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 2);
	for (size_t i = 0; i < o.runs.len; i++) {
		assert_string_equal(imported_statuses(&o, &o.runs.at[i]),
		    "0=2;200=3;503=1;");
		assert_int_equal(o.runs.at[i].total.errors, 3);
		assert_null(o.runs.at[i].facts.incomplete);
	}
	imported_release(&o);
}

static void a_report_that_stops_early_says_so(void **state)
{
	struct imported o = text("Requests [total, rate] 6, 3.00\n");

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the report stops early");
	assert_int_equal(imported_run(&o)->total.errors, UNKNOWN);
	imported_release(&o);
}

static void text_and_json_of_a_run_agree(void **state)
{
	struct imported a = imported_file(&importer_vegeta_json,
	    "tests/data/vegeta/flaky.json");
	struct imported b =
	    imported_file(&importer_vegeta_text, "tests/data/vegeta/flaky.txt");
	struct percentile_list left = percentiles(&a, imported_run(&a));
	struct percentile_list right = percentiles(&b, imported_run(&b));

	(void)state;
	assert_int_equal(imported_run(&a)->total.errors, 37);
	assert_int_equal(imported_run(&b)->total.errors, 37);
	assert_int_equal(left.len, 4);
	assert_int_equal(right.len, 4);
	for (size_t i = 0; i < left.len; i++) {
		assert_true(left.at[i].value_ns >= right.at[i].low_ns);
		assert_true(left.at[i].value_ns <= right.at[i].high_ns);
	}
	imported_release(&a);
	imported_release(&b);
}

static void faults_of_text_are_named(void **state)
{
	(void)state;
	assert_import_fails(&importer_vegeta_text, "v.txt", "x\n",
	    "v.txt: expected a line \"Requests [total, rate, ...]\"");
	assert_import_fails(&importer_vegeta_text, "v.txt",
	    "Requests [total, rate] many, 3\n",
	    "v.txt:1: expected a count, got \"many\"");
	assert_import_fails(&importer_vegeta_text, "v.txt",
	    "Requests [total, rate] 1, x\n",
	    "v.txt:1: expected a number, got \"x\"");
	assert_import_fails(&importer_vegeta_text, "v.txt",
	    "Requests [total, rate] 1, 3\nLatencies [50] 12\n",
	    "v.txt:2: expected a time with a unit, got \"12\"");
	assert_import_fails(&importer_vegeta_text, "v.txt",
	    "Requests [total, rate] 1, 3\nLatencies [p] 1s\n",
	    "v.txt:2: expected a percentile, got \"p\"");
}

/* ---- the histogram ---- */

static void a_histogram_has_the_bounds_that_were_asked_for(void **state)
{
	struct imported o = imported_span(&importer_vegeta_hist, "h.txt",
	    SPAN(HIST "[2ms,    +Inf]   0    0.00%   \n"));
	const struct run *run = imported_run(&o);
	struct histogram h = HISTOGRAM_EMPTY;

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_HISTOGRAM);
	assert_int_equal(run->total.requests, 10);
	assert_int_equal(run->total.errors, UNKNOWN);
	h = imported_histogram(&o, run);
	assert_int_equal(h.len, 2);
	assert_int_equal(h.buckets[1].low_ns, 1000000);
	assert_int_equal(h.buckets[1].high_ns, 2000000);
	histogram_release(&h);
	imported_release(&o);
}

static void a_bucket_without_an_end_gets_none(void **state)
{
	struct imported o = imported_span(&importer_vegeta_hist, "h.txt",
	    SPAN(HIST "[2ms,    +Inf]   10   50.00%  ###\n"));
	const struct run *run = imported_run(&o);
	struct percentile_list list = percentiles(&o, run);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_PERCENTILES);
	assert_int_equal(list.len, 2);
	assert_true(list.at[1].p == 50);
	assert_true(list.at[1].low_ns == 1e6 && list.at[1].high_ns == 2e6);
	imported_release(&o);
}

static void a_histogram_that_stops_early_says_so(void **state)
{
	struct imported o =
	    imported_span(&importer_vegeta_hist, "h.txt", SPAN(HIST));

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the histogram stops early");
	assert_int_equal(imported_run(&o)->total.requests, UNKNOWN);
	imported_release(&o);
}

static void faults_of_a_histogram_are_named(void **state)
{
	(void)state;
	assert_import_fails(&importer_vegeta_hist, "h.txt", "x\n",
	    "h.txt: expected a line \"Bucket # % Histogram\"");
	assert_import_fails(&importer_vegeta_hist, "h.txt", HIST "[2, 5ms] 1\n",
	    "h.txt:4: expected the end of a bucket, got \"2\"");
	assert_import_fails(&importer_vegeta_hist, "h.txt",
	    HIST "[3ms, 5ms] 1\n",
	    "h.txt:4: expected a bucket that begins where the one before ends");
	assert_import_fails(&importer_vegeta_hist, "h.txt",
	    HIST "[2ms, 1ms] 1\n",
	    "h.txt:4: a bucket that ends before it begins");
	assert_import_fails(&importer_vegeta_hist, "h.txt",
	    HIST "[2ms, 5ms] x\n", "h.txt:4: expected a count, got \"x\"");
}

/* ---- all ---- */

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_vegeta_json,
	    SPAN(JSON_HEAD "\"buckets\":{\"0\":6}," JSON_TAIL));
	assert_every_cut_is_survived(&importer_vegeta_text, SPAN(TEXT TEXT));
	assert_every_cut_is_survived(&importer_vegeta_hist, SPAN(HIST HIST));
}

struct sum {
	double p50, p99;
	size_t runs;
};

static void add_runs(const char *path, void *context)
{
	struct sum *sum = context;
	struct imported o = imported_file(&importer_vegeta_text, path);

	assert_ptr_equal(corpus_claim(path), &importer_vegeta_text);
	if (o.status)
		fail_msg("%s", o.err.msg);
	for (size_t i = 0; i < o.runs.len; i++) {
		struct percentile_list list = percentiles(&o, &o.runs.at[i]);

		assert_int_equal(list.len, 4);
		sum->p50 += list.at[0].value_ns;
		sum->p99 += list.at[3].value_ns;
		sum->runs++;
	}
	imported_release(&o);
}

/* What its author published of 50 namespaces in each file: the means. */
static void a_published_study_is_read_as_its_author_read_it(void **state)
{
	static const struct {
		const char *folder;
		double p50_ms, p99_ms;
		size_t runs;
	} cases[] = {
		{ "baseline", 1.57, 2.09, 250 },
		{ "linkerd/mtls-no-auth", 4.48, 5.88, 150 },
		{ "ambient/mtls-no-auth/1.22.0", 2.36, 2.96, 150 },
		{ "ambient/mtls-l4-auth", 2.54, 3.23, 150 },
		{ "sidecar", 6.38, 9.27, 150 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sum sum = { 0 };
		char folder[100];

		snprintf(folder, sizeof(folder), "corpus/vegeta/stevenctl/%s",
		    cases[i].folder);
		if (!corpus_each(folder, add_runs, &sum))
			skip();
		assert_int_equal(sum.runs, cases[i].runs);
		assert_true(fabs(sum.p50 / (double)sum.runs / 1e6 -
				 cases[i].p50_ms) < 0.00501);
		assert_true(fabs(sum.p99 / (double)sum.runs / 1e6 -
				 cases[i].p99_ms) < 0.00501);
	}
}

static void an_interim_status_is_no_success(void **state)
{
	struct imported o =
	    json("{\"latencies\":{\"mean\":1},\"bytes_in\":{},\"requests\":3,"
		 "\"status_codes\":{\"101\":1,\"200\":1,\"399\":1}}");

	(void)state;
	assert_int_equal(imported_run(&o)->total.errors, 1);
	imported_release(&o);
}

static void statuses_behind_those_of_a_report_are_of_another(void **state)
{
	struct imported o = text("Requests [total, rate] 5, 10.00\n"
				 "Status Codes [code:count] 200:5\n"
				 "Status Codes [code:count] 500:99\n"
				 "Error Set:\n");

	(void)state;
	assert_string_equal(imported_statuses(&o, imported_run(&o)), "200=5;");
	imported_release(&o);
}

static void what_was_sent_is_not_what_was_received(void **state)
{
	struct imported o = text("Requests [total, rate] 5, 10.00\n"
				 "Bytes In [total, mean] 10, 2.00\n"
				 "Bytes Out [total, mean] 500, 100.00\n"
				 "Status Codes [code:count] 200:5\n"
				 "Error Set:\n");

	(void)state;
	assert_int_equal(imported_run(&o)->facts.bytes_received, 10);
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_json_report_is_in_nanoseconds),
		cmocka_unit_test(
		    a_redirect_is_a_success_and_no_response_an_error),
		cmocka_unit_test(an_error_without_a_count_has_that_of_status_0),
		cmocka_unit_test(buckets_are_lower_ends_in_any_order_of_keys),
		cmocka_unit_test(of_reports_of_one_attack_the_last_counts),
		cmocka_unit_test(a_report_of_nothing_has_no_latency_of_zero),
		cmocka_unit_test(faults_of_json_are_named),
		cmocka_unit_test(the_list_in_brackets_names_the_values),
		cmocka_unit_test(
		    zeros_that_were_dropped_do_not_widen_a_latency),
		cmocka_unit_test(digits_that_were_not_rounded_are_all_kept),
		cmocka_unit_test(the_tail_of_the_run_before_belongs_to_nobody),
		cmocka_unit_test(a_report_that_stops_early_says_so),
		cmocka_unit_test(text_and_json_of_a_run_agree),
		cmocka_unit_test(faults_of_text_are_named),
		cmocka_unit_test(
		    a_histogram_has_the_bounds_that_were_asked_for),
		cmocka_unit_test(a_bucket_without_an_end_gets_none),
		cmocka_unit_test(a_histogram_that_stops_early_says_so),
		cmocka_unit_test(faults_of_a_histogram_are_named),
		cmocka_unit_test(every_cut_is_survived),
		cmocka_unit_test(
		    a_published_study_is_read_as_its_author_read_it),
		cmocka_unit_test(an_interim_status_is_no_success),
		cmocka_unit_test(
		    statuses_behind_those_of_a_report_are_of_another),
		cmocka_unit_test(what_was_sent_is_not_what_was_received),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
