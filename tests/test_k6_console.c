/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reads.h"

extern const struct importer importer_k6_console, importer_k6_summary_export;

#define SCENARIO                                                               \
	"  execution: local\n"                                                 \
	"  scenarios: (100.00%) 1 scenario, 4 max VUs, 35s max duration\n"     \
	"           * default: 4 looping VUs for 5s (gracefulStop: 30s)\n"
#define OLD                                                                     \
	"     ✓ first\n     ✗ second\n      ↳  70% — ✓ 7 / ✗ 3\n\n" \
	"     checks...............: 85.00% ✓ 17      ✗ 3\n"                \
	"     data_received........: 20 MB   3.9 MB/s\n"                        \
	"   ✓ http_req_duration....: avg=4.2ms min=290ns med=627.5µs "       \
	"max=1m2s p(95)=3.02ms count=20\n"                                      \
	"       { expected_response:true }...: avg=2ms max=5ms count=17\n"      \
	"     http_req_failed......: 15.00% ✓ 3 ✗ 17\n"                     \
	"     http_reqs............: 20 10.5/s\n"                               \
	"     iterations...........: 20 10/s\n"                                 \
	"     vus..................: 4 min=4 max=4\n"                           \
	"     vus_max..............: 4 min=4 max=4\n"
#define NEW                                                                    \
	"  █ THRESHOLDS\n\n    http_req_duration\n"                          \
	"    ✓ 'p(95)<500' p(95)=3.02ms\n    ✗ 'max<4' max=5ms\n\n"        \
	"  █ TOTAL RESULTS\n\n"                                              \
	"    checks_total.......: 20      10/s\n"                              \
	"    checks_succeeded...: 85.00%  17 out of 20\n"                      \
	"    checks_failed......: 15.00%  3 out of 20\n\n"                     \
	"    ✓ status 200\n\n    HTTP\n"                                     \
	"    http_req_duration....: avg=2ms min=1ms med=2ms max=5ms\n"         \
	"      { expected_response:true }...: avg=2ms max=5ms\n"               \
	"    http_req_failed......: 15.00%  3 out of 20\n"                     \
	"    http_reqs............: 20  10/s\n\n    EXECUTION\n"               \
	"    iterations...........: 20  10/s\n"                                \
	"    vus..................: 4  min=1 max=4\n"                          \
	"    vus_max..............: 4  min=4 max=4\n\n    NETWORK\n"           \
	"    data_received........: 20 MB 3.9 MB/s\n\n"                        \
	"  █ SCENARIO: a\n    HTTP\n"                                        \
	"    http_req_duration....: avg=9ms min=9ms med=9ms max=9ms\n"         \
	"    http_reqs............: 5  1/s\n"

static struct imported import(const char *text)
{
	return imported_span(&importer_k6_console, "k.txt", span_of(text));
}

static struct percentile_list percentiles(struct imported *o)
{
	struct percentile_list list = imported_percentiles(o, imported_run(o));

	return list;
}

static void a_summary_is_what_the_export_says(void **state)
{
	struct imported a =
	    imported_file(&importer_k6_console, "tests/data/k6/flaky.txt");
	struct imported b = imported_file(&importer_k6_summary_export,
	    "tests/data/k6/flaky.summary.json");
	struct percentile_list left = percentiles(&a), right = percentiles(&b);

	(void)state;
	assert_int_equal(imported_run(&a)->total.requests, 201);
	assert_int_equal(imported_run(&a)->total.errors, 23);
	assert_int_equal(left.len, right.len);
	for (size_t i = 0; i < left.len; i++) {
		assert_true(right.at[i].value_ns >= left.at[i].low_ns);
		assert_true(right.at[i].value_ns <= left.at[i].high_ns);
	}
	imported_release(&a);
	imported_release(&b);
}

static void times_are_cut_and_not_rounded(void **state)
{
	struct imported o = import(OLD);
	struct percentile_list list = percentiles(&o);

	(void)state;
	assert_int_equal(list.len, 2);
	assert_true(fabs(list.at[0].value_ns - 627500) < 1e-6);
	assert_true(fabs(list.at[0].high_ns - 627510) < 1e-6);
	assert_true(fabs(list.at[1].high_ns - 3.03e6) < 1e-6);
	assert_int_equal(imported_run(&o)->total.min_ns, 290);
	assert_int_equal(imported_run(&o)->total.max_ns, 62000000000);
	imported_release(&o);
}

static void a_check_without_counts_has_what_is_left(void **state)
{
	struct imported o = import(OLD);

	(void)state;
	assert_string_equal(read_assertions(&o),
	    "first=10/0;second=7/3;threshold: all of http_req_duration=1/0;");
	imported_release(&o);
}

static void a_check_of_one_name_in_two_groups_is_two(void **state)
{
	struct imported o = import("  ✗ ok\n  ↳  70% — ✓ 7 / ✗ 3\n"
				   "  █ a\n  ✗ ok\n  ↳  50% — ✓ 5 / ✗ 5\n"
				   "  █ b\n  ✓ ok\n"
				   "  checks....: 75.00% ✓ 24      ✗ 8\n"
				   "  vus_max...: 4 min=4 max=4\n"
				   "  █ a\n  ✓ ok\n"
				   "  checks....: 100.00% ✓ 2      ✗ 0\n"
				   "  vus_max...: 4 min=4 max=4\n");

	(void)state;
	assert_string_equal(read_assertions(&o),
	    "a::ok=5/5;b::ok=12/0;ok=7/3;a::ok=2/0;");
	imported_release(&o);
}

static void the_kind_of_scenario_tells_the_load_model(void **state)
{
	struct imported o = import(SCENARIO OLD);

	(void)state;
	assert_int_equal(imported_run(&o)->facts.load_model, LOAD_CLOSED);
	assert_int_equal(imported_run(&o)->facts.connections, 4);
	imported_release(&o);
	o = import(OLD);
	assert_int_equal(imported_run(&o)->facts.load_model, LOAD_UNKNOWN);
	imported_release(&o);
	o = import("  * a: 100.00 iterations/s for 2s (maxVUs: 16)\n" OLD);
	assert_int_equal(imported_run(&o)->facts.load_model, LOAD_OPEN);
	imported_release(&o);
}

static void sections_since_1_0_are_read_and_scenarios_not_added(void **state)
{
	struct imported o = import(NEW);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_null(run->facts.incomplete);
	assert_int_equal(run->total.requests, 20);
	assert_int_equal(run->total.errors, 3);
	assert_true(run->total.mean_ns == 2e6);
	assert_string_equal(read_assertions(&o),
	    "status 200=17/3;threshold: http_req_duration: max<4=0/1;"
	    "threshold: http_req_duration: p(95)<500=1/0;");
	imported_release(&o);
}

static void several_summaries_are_several_runs(void **state)
{
	struct imported o = import(SCENARIO OLD OLD NEW SCENARIO OLD);

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 4);
	for (size_t i = 0; i < o.runs.len; i++)
		assert_int_equal(o.runs.at[i].total.requests, 20);
	imported_release(&o);
}

static void colors_do_not_matter(void **state)
{
	struct imported o =
	    import("\033[1mhttp_reqs\033[0m...: \033[36m20\033[0m 10/s\n"
		   "vus_max...: 4 min=4 max=4\n");

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 20);
	imported_release(&o);
}

static void a_summary_that_stops_early_says_so(void **state)
{
	struct imported o = import("http_reqs......: 20 10/s\n");

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the summary stops early");
	imported_release(&o);
}

static void faults_are_named(void **state)
{
	(void)state;
	assert_import_fails(&importer_k6_console, "k.txt", "x\n",
	    "k.txt: expected a line \"vus_max...: ...\"");
	assert_import_fails(&importer_k6_console, "k.txt",
	    "http_req_duration...: avg=12\n",
	    "k.txt:1: expected a time with a unit, got \"12\"");
	assert_import_fails(&importer_k6_console, "k.txt",
	    "http_reqs...: x 1/s\n", "k.txt:1: expected a count, got \"x\"");
	assert_import_fails(&importer_k6_console, "k.txt",
	    "http_reqs...: 1 x/s\n", "k.txt:1: expected a rate, got \"x\"");
	assert_import_fails(&importer_k6_console, "k.txt",
	    "http_req_failed...: 1%\n",
	    "k.txt:1: expected a share and two counts, got \"1%\"");
	assert_import_fails(&importer_k6_console, "k.txt",
	    "http_req_failed...: 1% 5 out of 3\n",
	    "k.txt:1: expected no more than all");
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_k6_console,
	    SPAN(OLD SCENARIO OLD NEW));
}

static void a_cross_before_a_metric_is_a_threshold_that_was_crossed(
    void **state)
{
	struct imported o = import(
	    "\xe2\x9c\x97 http_req_duration....: avg=1ms med=1ms max=9ms\n"
	    "vus_max....: 4 min=4 max=4\n");

	(void)state;
	assert_string_equal(read_assertions(&o),
	    "threshold: all of http_req_duration=0/1;");
	imported_release(&o);
}

static void thresholds_of_a_part_are_not_lost_or_nameless(void **state)
{
	struct imported old =
	    import("     http_req_failed....: 10.00% ✓ 1 ✗ 9\n"
		   "     ✗ { name:a }.......: 50.00% ✓ 1 ✗ 1\n"
		   "   ✓ { name:b }.......: 0.00% ✓ 0 ✗ 8\n"
		   "vus_max....: 4 min=4 max=4\n");
	struct imported new =
	    import("  █ THRESHOLDS\n\n    http_reqs{name:c}\n"
		   "    ✓ 'count>1' count=9\n    http_req_failed\n"
		   "    ✓ 'rate<0.2' rate=10.00%\n      {name:a}\n"
		   "      ✗ 'rate<0.1' rate=50.00%\n\n  █ TOTAL RESULTS\n"
		   "    vus_max....: 4  min=4 max=4\n");

	(void)state;
	assert_string_equal(read_assertions(&old),
	    "threshold: all of http_req_failed{name:a}=0/1;"
	    "threshold: all of http_req_failed{name:b}=1/0;");
	assert_string_equal(read_assertions(&new),
	    "threshold: http_req_failed: rate<0.2=1/0;"
	    "threshold: http_req_failed{name:a}: rate<0.1=0/1;"
	    "threshold: http_reqs{name:c}: count>1=1/0;");
	imported_release(&old);
	imported_release(&new);
}

static void a_check_named_as_a_threshold_is_not_taken_for_it(void **state)
{
	struct imported o =
	    import("  █ THRESHOLDS\n    checks\n    ✓ 'rate>0.9' rate=95%\n"
		   "  █ TOTAL RESULTS\n"
		   "    checks_succeeded...: 95.00%  19 out of 20\n"
		   "    ✗ checks: rate>0.9\n      ↳  95% — ✓ 19 / ✗ 1\n"
		   "    vus_max............: 4  min=4 max=4\n");

	(void)state;
	assert_string_equal(read_assertions(&o),
	    "checks: rate>0.9=19/1;threshold: checks: rate>0.9=1/0;");
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(thresholds_of_a_part_are_not_lost_or_nameless),
		cmocka_unit_test(
		    a_check_named_as_a_threshold_is_not_taken_for_it),
		cmocka_unit_test(a_summary_is_what_the_export_says),
		cmocka_unit_test(times_are_cut_and_not_rounded),
		cmocka_unit_test(a_check_without_counts_has_what_is_left),
		cmocka_unit_test(a_check_of_one_name_in_two_groups_is_two),
		cmocka_unit_test(the_kind_of_scenario_tells_the_load_model),
		cmocka_unit_test(
		    sections_since_1_0_are_read_and_scenarios_not_added),
		cmocka_unit_test(several_summaries_are_several_runs),
		cmocka_unit_test(colors_do_not_matter),
		cmocka_unit_test(a_summary_that_stops_early_says_so),
		cmocka_unit_test(faults_are_named),
		cmocka_unit_test(every_cut_is_survived),
		cmocka_unit_test(
		    a_cross_before_a_metric_is_a_threshold_that_was_crossed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
