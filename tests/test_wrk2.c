/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "imported.h"

#include <math.h>

#include "collect/hdr_ladder.h"

extern const struct importer importer_wrk, importer_wrk2;

#define FIRST                                                                  \
	"Running 30s test @ http://127.0.0.1:80/index.html\n"                  \
	"  2 threads and 100 connections\n"
#define STATS                                                                  \
	"  Thread calibration: mean lat.: 1.014ms, rate sampling interval: "   \
	"10ms\n"                                                               \
	"  Thread Stats   Avg      Stdev     Max   +/- Stdev\n"                \
	"    Latency     6.60ms    1.92ms  12.50ms   68.46%\n"                 \
	"    Req/Sec     1.04k     1.08k    2.50k    72.79%\n"
#define PERCENTILES                                                            \
	"  Latency Distribution (HdrHistogram - Recorded Latency)\n"           \
	" 50.000%    6.67ms\n"                                                 \
	" 99.900%   12.30ms\n"                                                 \
	"100.000%   12.50ms\n\n"
#define TABLE                                                                  \
	"  Detailed Percentile spectrum:\n"                                    \
	"       Value   Percentile   TotalCount 1/(1-Percentile)\n\n"
#define ROWS                                                                   \
	"       0.921     0.000000            1         1.00\n"                \
	"       6.671     0.500000        19783         2.00\n"                \
	"       6.671     0.510000        19783         2.00\n"                \
	"      12.503     1.000000        39500          inf\n"
#define FOOT                                                                   \
	"#[Mean    =        6.602, StdDeviation   =        1.919]\n"           \
	"#[Max     =       12.496, Total count    =        39500]\n"           \
	"#[Buckets =           27, SubBuckets     =         2048]\n"           \
	"----------------------------------------------------------\n"
#define END                                                                    \
	"  60018 requests in 30.00s, 19.81MB read\n"                           \
	"Requests/sec:   2000.28\n"                                            \
	"Transfer/sec:    676.18KB\n"
#define REPORT FIRST STATS PERCENTILES TABLE ROWS FOOT END

static struct imported import(const char *text)
{
	return imported_span(&importer_wrk2, "wrk2.txt", span_of(text));
}

static void a_report_says_what_it_printed(void **state)
{
	struct imported o = import(REPORT);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(run->facts.tool, "wrk2");
	assert_string_equal(run->facts.percentile_rule, "hdr");
	assert_null(run->facts.incomplete);
	assert_int_equal(run->facts.load_model, LOAD_CORRECTED);
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_int_equal(run->facts.connections, 100);
	assert_string_equal(run_label_value(run, "threads"), "2");
	assert_int_equal(run->evidence, EVIDENCE_HISTOGRAM);
	assert_true(fabs(run->total.mean_ns - 6.602e6) < 1);
	assert_true(run->total.mean_step_ns == 1e3); /* of the table */
	assert_true(fabs(run->total.stddev_ns - 1.919e6) < 1);
	assert_int_equal(run->total.max_ns, 12496000);
	imported_release(&o);
}

static void the_table_is_a_histogram(void **state)
{
	static const struct bucket expected[] = {
		{ 921000, 921000, 1 },
		{ 921000, 6671000, 19782 },
		{ 6671000, 12503000, 19717 },
	};
	struct imported o = import(REPORT);
	struct histogram h = imported_histogram(&o, imported_run(&o));

	(void)state;
	assert_int_equal(h.len, 3);
	assert_memory_equal(h.buckets, expected, sizeof(expected));
	histogram_release(&h);
	imported_release(&o);
}

static void the_first_value_is_the_upper_end_of_its_bucket(void **state)
{
	(void)state;
	assert_true(hdr_lowest_ns(0) == 0);
	assert_true(hdr_lowest_ns(1e3) == 1e3);
	assert_true(hdr_lowest_ns(2047e3) == 2047e3);
	assert_true(hdr_lowest_ns(2049e3) == 2048e3);
	assert_true(hdr_lowest_ns(6335e3) == 6332e3);
	assert_true(hdr_lowest_ns(9679e3) == 9672e3);
	assert_true(hdr_lowest_ns(12503e3) == 12496e3);
}

static void calibration_is_not_in_the_table(void **state)
{
	struct imported o = import(REPORT);
	struct histogram h = imported_histogram(&o, imported_run(&o));

	(void)state;
	assert_int_equal(h.count, 39500);
	assert_int_equal(imported_run(&o)->total.requests, 60018);
	histogram_release(&h);
	imported_release(&o);
}

static void the_rate_is_unknown_unless_the_command_stands_above(void **state)
{
	static const struct {
		const char *above;
		double rps;
	} cases[] = {
		{ "", NAN },
		{ "$ wrk -t2 -c100 -d30s -R2000 -L http://h\n", 2000 },
		{ "$ wrk -t2 -R 2k http://h\n\n```\n", 2000 },
		{ "`wrk2 -R2500 http://h`\n", 2500 },
		{ "wrk --rate=1.5k http://h\n", 1500 },
		{ "wrk --rate 10 http://h\n", 10 },
		{ "wrk -Rmany http://h\n", NAN },
		{ "wrk -R\n", NAN },
		{ "wrk -R2000 http://h\nThis is something else.\n", NAN },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char text[8192];
		struct imported o;
		double rps;

		snprintf(text, sizeof(text), "%s%s", cases[i].above, REPORT);
		o = import(text);
		rps = imported_run(&o)->facts.offered_rps;
		if (isnan(cases[i].rps))
			assert_true(isnan(rps));
		else
			assert_true(rps == cases[i].rps);
		imported_release(&o);
	}
}

static void without_the_table_there_are_percentiles(void **state)
{
	struct imported o = import(FIRST STATS PERCENTILES END);
	struct percentile_list list;

	(void)state;
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_PERCENTILES);
	list = imported_percentiles(&o, imported_run(&o));
	assert_int_equal(list.len, 3);
	assert_true(list.at[1].p == 99.9);
	assert_true(list.at[1].low_ns == 12288e3); /* 8 us wide */
	assert_true(fabs(list.at[1].high_ns - 12305e3) < 1);
	imported_release(&o);
}

static void without_latency_option_there_are_moments_alone(void **state)
{
	struct imported o = import(FIRST STATS END);

	(void)state;
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_NONE);
	assert_true(fabs(imported_run(&o)->total.mean_ns - 6.60e6) < 1);
	imported_release(&o);
}

static void uncorrected_latency_is_a_series_of_its_own(void **state)
{
	struct imported o =
	    imported_file(&importer_wrk2, "tests/data/wrk2/uncorrected.txt");
	const struct run *run = imported_run(&o);
	struct histogram total = HISTOGRAM_EMPTY, other = HISTOGRAM_EMPTY;
	struct series_list list = imported_series(&o, run);

	(void)state;
	assert_int_equal(list.len, 2);
	assert_string_equal(list.at[1].facts.name, "uncorrected");
	assert_int_equal(list.at[1].facts.requests, UNKNOWN);
	assert_true(fabs(list.at[1].facts.mean_ns - 0.232e6) < 1);
	assert_true(fabs(list.at[0].facts.mean_ns - 1.005e6) < 1);
	total = imported_histogram(&o, run);
	assert_int_equal(
	    series_histogram_load(o.db, list.at[1].row, &other, &o.err), 0);
	assert_int_equal(total.count, 3956);
	assert_int_equal(other.count, 3956);
	assert_int_equal(total.buckets[total.len - 1].high_ns, 6335000);
	assert_int_equal(other.buckets[other.len - 1].high_ns, 4327000);
	histogram_release(&total);
	histogram_release(&other);
	imported_release(&o);
}

static void nothing_recorded_is_no_latency_of_zero(void **state)
{
	struct imported o = import(FIRST
	    "    Latency     -nanus   -nanus   0.00us    0.00%\n"
	    "    Req/Sec       -nan      -nan   0.00      0.00%\n"
	    "  Latency Distribution (HdrHistogram - Recorded Latency)\n"
	    " 50.000%    0.00us\n100.000%    0.00us\n\n" TABLE
	    "       0.000     1.000000            0          inf\n"
	    "#[Mean    =         -nan, StdDeviation   =         -nan]\n"
	    "#[Max     =        0.000, Total count    =            0]\n" END);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	assert_true(isnan(run->total.mean_ns));
	assert_int_equal(run->total.max_ns, UNKNOWN);
	assert_int_equal(run->total.requests, 60018);
	imported_release(&o);
	/* The same by the table alone. */
	o = import(
	    FIRST "  Latency Distribution (HdrHistogram - Recorded Latency)\n"
		  " 50.000%    0.00us\n100.000%    0.00us\n\n" TABLE
		  "       0.000     1.000000            0          inf\n" END);
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_NONE);
	imported_release(&o);
}

static void a_table_that_stops_early_is_no_histogram(void **state)
{
	struct imported o = import(FIRST STATS PERCENTILES TABLE
	    "       0.921     0.000000            1         1.00\n"
	    "       6.671     0.500000        19783         2.00\n"
	    "       ...\n" END);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_PERCENTILES);
	assert_string_equal(run->facts.incomplete,
	    "the percentile table stops early");
	imported_release(&o);
	/* The last row is 1, however near the one before it comes. */
	o = import(FIRST STATS PERCENTILES TABLE
	    "       0.921     0.000000            1         1.00\n"
	    "      12.503     0.999969        39500     32768.00\n" END);
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_PERCENTILES);
	imported_release(&o);
}

static void timeouts_are_in_addition_to_what_was_answered(void **state)
{
	struct imported o = import(FIRST STATS
	    "  60018 requests in 30.00s, 19.81MB read\n"
	    "  Socket errors: connect 0, read 1, write 2, timeout 6\n"
	    "  Non-2xx or 3xx responses: 57\n"
	    "Requests/sec:   2000.28\nTransfer/sec:    676.18KB\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 60018 + 9);
	assert_int_equal(run->total.errors, 9 + 57);
	imported_release(&o);
}

static void a_run_of_wrk_among_them_stays_one_of_wrk(void **state)
{
	struct imported o = import(
	    REPORT FIRST "  Latency Distribution\n     50%    2.80ms\n" END);
	size_t wrk = 0, wrk2 = 0;

	(void)state;
	assert_int_equal(o.runs.len, 2);
	for (size_t i = 0; i < 2; i++) {
		wrk += !strcmp(o.runs.at[i].facts.tool, "wrk");
		wrk2 += !strcmp(o.runs.at[i].facts.tool, "wrk2");
	}
	assert_int_equal(wrk, 1);
	assert_int_equal(wrk2, 1);
	imported_release(&o);
}

static void blank_lines_between_all_lines_do_no_harm(void **state)
{
	struct imported o =
	    import(FIRST "\n \n" STATS "\n" PERCENTILES "\n" TABLE "\n" ROWS
			 "\n \n" FOOT "\n" END);

	(void)state;
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_HISTOGRAM);
	assert_null(imported_run(&o)->facts.incomplete);
	imported_release(&o);
}

static void an_interrupted_run_is_incomplete(void **state)
{
	struct imported o =
	    imported_file(&importer_wrk2, "tests/data/wrk2/interrupted.txt");

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "interrupted before its time was over");
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_HISTOGRAM);
	imported_release(&o);
}

static void it_claims_its_own_reports_alone(void **state)
{
	(void)state;
	assert_true(importer_wrk2.sniff(span_of(REPORT)));
	assert_false(importer_wrk.sniff(span_of(REPORT)));
	assert_false(importer_wrk2.sniff(span_of(FIRST END)));
	assert_false(importer_wrk2.sniff(span_of("HdrHistogram\n" TABLE)));
}

#define SHORT(rate)                                                            \
	FIRST "  Thread Stats   Avg      Stdev     Max   +/- Stdev\n"          \
	      "    Latency     1.00ms    1.00ms   3.00ms   91.25%\n"           \
	      "    Req/Sec  " rate "   0.00      0.00%\n" END

/* Below 10 s nothing is calibrated, and without -L there is no table. */
static void a_short_run_is_known_by_its_rate_in_the_command_or_in_none(
    void **state)
{
	static const char *const texts[] = {
		SHORT("  -nan      -nan"),
		"$ wrk -t2 -c100 -d5s -R2000 http://h\n\n" SHORT("1.0k 1.0k"),
	};
	struct imported o;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		assert_true(importer_wrk2.sniff(span_of(texts[i])));
		assert_false(importer_wrk.sniff(span_of(texts[i])));
	}
	o = import(texts[1]);
	assert_string_equal(imported_run(&o)->facts.tool, "wrk2");
	assert_int_equal(imported_run(&o)->facts.load_model, LOAD_CORRECTED);
	assert_true(imported_run(&o)->facts.offered_rps == 2000);
	imported_release(&o);
	assert_true(importer_wrk.sniff(
	    span_of("$ wrk -t2 -c100 -d5s http://h\n" SHORT("1.0k 1.0k"))));
}

static void a_fault_is_named_with_its_line(void **state)
{
	static const struct import_fault faults[] = {
		{ FIRST TABLE "  0.9x1  0.000000  1  1.00\n",
		    "wrk2.txt:6: expected a value, a percentile (0 to 1) and "
		    "a count, got \"0.9x1  0.000000  1  1.00\"" },
		{ FIRST TABLE "  0.921  1.5  1  1.00\n",
		    "wrk2.txt:6: expected a value, a percentile (0 to 1) and "
		    "a count, got \"0.921  1.5  1  1.00\"" },
		{ FIRST TABLE "  0.921  0.5  1.5  1.00\n",
		    "wrk2.txt:6: expected a value, a percentile (0 to 1) and "
		    "a count, got \"0.921  0.5  1.5  1.00\"" },
		{ FIRST TABLE "0.9 0.0 5 1.00\n0.8 0.5 6 2.00\n",
		    "wrk2.txt:7: expected values and counts that grow, "
		    "got \"0.8 0.5 6 2.00\"" },
		{ FIRST TABLE "0.9 0.0 5 1.00\n1.8 0.5 4 2.00\n",
		    "wrk2.txt:7: expected values and counts that grow, "
		    "got \"1.8 0.5 4 2.00\"" },
		{ FIRST TABLE "0.9 0.0 5 1.00\n0.9 0.5 6 2.00\n",
		    "wrk2.txt:7: expected values and counts that grow, "
		    "got \"0.9 0.5 6 2.00\"" },
		{ FIRST TABLE "0.9 1.0 5 inf\n#[Max = 1, Total count = 6]\n",
		    "wrk2.txt:7: expected the total count of the table, 5, "
		    "got \"#[Max = 1, Total count = 6]\"" },
		{ FIRST TABLE "#[Mean = x, StdDeviation = 1]\n",
		    "wrk2.txt:6: expected two numbers, "
		    "got \"#[Mean = x, StdDeviation = 1]\"" },
		{ FIRST PERCENTILES " 99.999%  9,68ms\n",
		    "wrk2.txt:8: expected a latency with a unit, "
		    "got \"9,68ms\"" },
	};

	(void)state;
	ASSERT_FAULTS(&importer_wrk2, "wrk2.txt", faults);
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_wrk2, span_of(REPORT));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_report_says_what_it_printed),
		cmocka_unit_test(the_table_is_a_histogram),
		cmocka_unit_test(
		    the_first_value_is_the_upper_end_of_its_bucket),
		cmocka_unit_test(calibration_is_not_in_the_table),
		cmocka_unit_test(
		    the_rate_is_unknown_unless_the_command_stands_above),
		cmocka_unit_test(without_the_table_there_are_percentiles),
		cmocka_unit_test(
		    without_latency_option_there_are_moments_alone),
		cmocka_unit_test(uncorrected_latency_is_a_series_of_its_own),
		cmocka_unit_test(nothing_recorded_is_no_latency_of_zero),
		cmocka_unit_test(a_table_that_stops_early_is_no_histogram),
		cmocka_unit_test(timeouts_are_in_addition_to_what_was_answered),
		cmocka_unit_test(a_run_of_wrk_among_them_stays_one_of_wrk),
		cmocka_unit_test(blank_lines_between_all_lines_do_no_harm),
		cmocka_unit_test(an_interrupted_run_is_incomplete),
		cmocka_unit_test(it_claims_its_own_reports_alone),
		cmocka_unit_test(
		    a_short_run_is_known_by_its_rate_in_the_command_or_in_none),
		cmocka_unit_test(a_fault_is_named_with_its_line),
		cmocka_unit_test(every_cut_is_survived),
	};

	return cmocka_run_group_tests_name("wrk2", tests, NULL, NULL);
}
