/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "imported.h"

#include <math.h>

#include "corpus.h"

extern const struct importer importer_taurus_csv, importer_taurus_xml;

#define HEADER                                                                 \
	"label,avg_ct,avg_lt,avg_rt,bytes,concurrency,fail,stdev_rt,succ,"     \
	"throughput,perc_50.0,perc_99.9,rc_200,rc_503\r\n"
#define ALL                                                                    \
	",0.00000,0.3,0.45950,6946463,16,11,0.64395,666,677,0.187,3.0,"        \
	"666,11\r\n"
#define ONE "\"a, b\",0,0.1,0.2,10,16,0,0.1,340,340,0.1,0.2,340,\r\n"

#define XML(more)                                                              \
	"<?xml version='1.0' encoding='UTF-8'?>\n<FinalStatus>\n" more         \
	"<Group label=\"\"><throughput value=\"677\"><name>throughput</name>"  \
	"</throughput><fail value=\"11\"/><avg_rt value=\"0.45950\"/>"         \
	"<stdev_rt value=\"0.64395\"/><bytes value=\"6946463\"/>"              \
	"<concurrency value=\"16\"/><perc value=\"0.187\" param=\"50.0\"/>"    \
	"<perc value=\"3.0\" param=\"99.9\"/><rc value=\"666\" "               \
	"param=\"200\"/>"                                                      \
	"<rc value=\"11\" param=\"503\"/></Group><Group label=\"a, b\">"       \
	"<throughput value=\"340\"/></Group></FinalStatus>\n"

static struct imported csv(const char *text)
{
	return imported_span(&importer_taurus_csv, "t.csv", span_of(text));
}

static struct imported xml(const char *text)
{
	return imported_span(&importer_taurus_xml, "t.xml", span_of(text));
}

/* What both forms say. */
static void check_facts(struct imported *o)
{
	const struct run *run = imported_run(o);
	struct series_list series;
	struct percentile_list list;

	assert_string_equal(run->facts.tool, "taurus");
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_int_equal(run->facts.load_model, LOAD_UNKNOWN);
	assert_int_equal(run->facts.bytes_received, 6946463);
	assert_int_equal(run->total.requests, 677);
	assert_int_equal(run->total.errors, 11);
	assert_true(fabs(run->total.mean_ns - 459.5e6) < 1);
	assert_true(fabs(run->total.stddev_ns - 643.95e6) < 1);
	assert_string_equal(run_label_value(run, "users"), "16");
	list = imported_percentiles(o, run);
	assert_int_equal(list.len, 2);
	assert_true(fabs(list.at[0].value_ns - 187e6) < 1);
	assert_true(fabs(list.at[0].low_ns - 187e6) < 1);
	assert_true(fabs(list.at[0].high_ns - 188e6) < 1);
	assert_string_equal(imported_statuses(o, run), "200=666;503=11;");
	series = imported_series(o, run);
	assert_int_equal(series.len, 2);
	assert_string_equal(series.at[1].facts.name, "a, b");
	assert_int_equal(series.at[1].facts.requests, 340);
}

static void throughput_is_a_number_of_samples_in_csv(void **state)
{
	struct imported o = csv(HEADER ALL ONE);

	(void)state;
	check_facts(&o);
	assert_int_equal(imported_run(&o)->facts.duration_ns, UNKNOWN);
	assert_true(isnan(imported_run(&o)->facts.achieved_rps));
	imported_release(&o);
}

static void throughput_is_a_number_of_samples_in_xml(void **state)
{
	struct imported o = xml(XML("<TestDuration>6.77</TestDuration>"));

	(void)state;
	check_facts(&o);
	assert_int_equal(imported_run(&o)->facts.duration_ns, 6770000000);
	assert_true(fabs(imported_run(&o)->facts.achieved_rps - 100) < 1e-9);
	imported_release(&o);
}

static void columns_come_in_any_order(void **state)
{
	struct imported o = csv("avg_ct,avg_lt,avg_rt,succ,throughput,label\n"
				"0,0.3,0.5,5,7,\n0,0.3,0.5,5,3,total\n");

	(void)state;
	assert_true(importer_taurus_csv.sniff(
	    span_of("avg_ct,avg_lt,avg_rt,succ,throughput,label\n")));
	assert_int_equal(imported_run(&o)->total.requests, 7);
	assert_int_equal(imported_run(&o)->total.errors, UNKNOWN);
	imported_release(&o);
}

static void tables_of_imitators_are_not_claimed(void **state)
{
	(void)state;
	assert_true(importer_taurus_csv.sniff(span_of(HEADER)));
	assert_true(importer_taurus_csv.sniff(span_of("\xef\xbb\xbf" HEADER)));
	assert_false(importer_taurus_csv.sniff(span_of("\r\n" HEADER)));
	assert_false(importer_taurus_csv.sniff(span_of("label,avg_ct\n")));
	assert_false(importer_taurus_csv.sniff(span_of("")));
	assert_true(importer_taurus_xml.sniff(span_of(XML(""))));
	assert_false(importer_taurus_xml.sniff(span_of("<Final>")));
}

static void faults_of_the_csv_are_named(void **state)
{
	static const struct import_fault faults[] = {
		{ HEADER ONE, "t.csv: expected the label \"\", of all labels, "
			      "got none" },
		{ HEADER ",1\n", "t.csv:2: expected 14 columns, got 2" },
		{ "label,avg_rt,throughput\n,x,1\n",
		    "t.csv:2: avg_rt: expected a number, got \"x\"" },
		{ "label,avg_rt,throughput\n,5000000,1\n",
		    "t.csv:2: avg_rt: expected a number, got \"5000000\"" },
		{ "label,perc_50.0,throughput\n,-1,1\n",
		    "t.csv:2: perc: expected a number, got \"-1\"" },
		{ "label,avg_rt\n,1\n", "t.csv: expected throughput, got "
					"none" },
		{ "", "t.csv: expected the label \"\", of all labels, got "
		      "none" },
	};

	(void)state;
	ASSERT_FAULTS(&importer_taurus_csv, "t.csv", faults);
}

static void faults_of_the_xml_are_named(void **state)
{
	static const struct import_fault faults[] = {
		{ XML("<TestDuration>long</TestDuration>"),
		    "t.xml:3: expected a time in seconds, got \"long\"" },
		{ "<FinalStatus>\n<Group label=\"\">\n<fail value=\"x\"/>"
		  "</Group></FinalStatus>",
		    "t.xml:3: fail: expected a number, got \"x\"" },
		{ "<FinalStatus></FinalStatus>",
		    "t.xml: expected the label \"\", of all labels, got "
		    "none" },
		{ "<FinalStatus>\n<Group>",
		    "t.xml:2: no XML that can be read: Premature end of data "
		    "in tag Group line 2" },
	};

	(void)state;
	ASSERT_FAULTS(&importer_taurus_xml, "t.xml", faults);
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_taurus_csv,
	    span_of(HEADER ALL ONE));
	assert_every_cut_is_survived(&importer_taurus_xml, span_of(XML("")));
}

static void check_file(const char *path, void *context)
{
	const struct importer *importer = corpus_claim(path);
	struct imported o;

	if (importer != &importer_taurus_xml)
		return;
	++*(int *)context;
	o = imported_file(importer, path);
	assert_true(imported_run(&o)->total.requests > 0);
	imported_release(&o);
}

static void every_real_file_is_read(void **state)
{
	int files = 0;

	(void)state;
	if (!corpus_each("corpus/taurus", check_file, &files))
		skip();
	assert_int_equal(files, 2);
}

static void a_label_without_samples_has_no_latency_of_zero(void **state)
{
	struct imported none =
	    csv(HEADER ",0,0,0.00000,0,0,0,0.0,0,0,0.0,0.0,0,\r\n");
	const struct run *run = imported_run(&none);

	(void)state;
	assert_int_equal(run->total.requests, 0);
	assert_true(isnan(run->total.mean_ns));
	assert_string_equal(imported_statuses(&none, run), "");
	imported_release(&none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(throughput_is_a_number_of_samples_in_csv),
		cmocka_unit_test(throughput_is_a_number_of_samples_in_xml),
		cmocka_unit_test(columns_come_in_any_order),
		cmocka_unit_test(tables_of_imitators_are_not_claimed),
		cmocka_unit_test(faults_of_the_csv_are_named),
		cmocka_unit_test(faults_of_the_xml_are_named),
		cmocka_unit_test(every_cut_is_survived),
		cmocka_unit_test(every_real_file_is_read),
		cmocka_unit_test(
		    a_label_without_samples_has_no_latency_of_zero),
	};

	return cmocka_run_group_tests_name("taurus", tests, NULL, NULL);
}
