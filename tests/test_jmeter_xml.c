/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reads.h"

#include <math.h>

extern const struct importer importer_jmeter_xml;

#define HEAD                                                                   \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                         \
	"<testResults version=\"1.2\">\n"
#define TAIL "\n</testResults>\n"
#define SAMPLE(at, t, more)                                                    \
	"<httpSample t=\"" #t "\" ts=\"" #at                                   \
	"\" s=\"true\" lb=\"a\" rc=\"200\" rm=\"OK\" tn=\"u 1-1\" "            \
	"dt=\"text\" by=\"10\" na=\"3\"" more

static struct imported import(const char *text)
{
	return imported_span(&importer_jmeter_xml, "a.jtl", span_of(text));
}

static const struct series_facts *series(struct imported *o,
    const struct run *run, const char *name)
{
	struct series_list list = imported_series(o, run);

	for (size_t i = 0; i < list.len; i++)
		if (strcmp(list.at[i].facts.name, name) == 0)
			return &list.at[i].facts;
	fail_msg("no series %s", name);
	return NULL;
}

static void each_sample_is_a_request_with_its_time(void **state)
{
	struct imported o =
	    import(HEAD SAMPLE(1000, 200, "/>") SAMPLE(2500, 300, "/>") TAIL);
	const struct run *run = imported_run(&o);
	struct histogram h = HISTOGRAM_EMPTY;

	(void)state;
	assert_string_equal(run->facts.tool, "jmeter");
	assert_int_equal(run->facts.load_model, LOAD_UNKNOWN);
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_int_equal(run->facts.bytes_received, 20);
	assert_int_equal(run->facts.started_at_ns, 1000 * 1000000LL);
	assert_null(run->facts.incomplete);
	assert_int_equal(run->evidence, EVIDENCE_TIMED);
	assert_int_equal(run->total.requests, 2);
	assert_int_equal(run->total.errors, 0);
	assert_true(fabs(run->total.mean_ns - 250e6) < 1);
	assert_true(fabs(run->total.stddev_ns - 50e6) < 1);
	assert_string_equal(run_label_value(run, "threads"), "3");
	assert_string_equal(imported_statuses(&o, run), "200=2;");
	h = imported_histogram(&o, run);
	assert_int_equal(h.count, 2);
	assert_int_equal(h.buckets[1].low_ns, 300000000);
	histogram_release(&h);
	imported_release(&o);
}

static void samples_in_a_sample_are_parts_of_it(void **state)
{
	struct imported o = import(HEAD SAMPLE(0, 200, ">") SAMPLE(0, 50, "/>")
		SAMPLE(60, 50, "/>") "</httpSample>" TAIL);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 1);
	assert_int_equal(run->total.max_ns, 200000000);
	assert_int_equal(run->facts.bytes_received, 10);
	imported_release(&o);
}

#define TRANSACTION(more)                                                      \
	"<sample t=\"900\" ts=\"1000\" s=\"false\" lb=\"login\" rc=\"500\" "   \
	"tn=\"u 1-1\" dt=\"\" " more ">"

static void a_transaction_is_no_request_but_its_samples_are(void **state)
{
	static const char *const texts[] = {
		HEAD TRANSACTION("rm=\"Number of samples in transaction : 2\"")
		    SAMPLE(0, 200, "/>")
			SAMPLE(500, 300, "/>") "</sample>" TAIL,
		HEAD TRANSACTION("") SAMPLE(0, 200, "/>")
		    SAMPLE(500, 300, "/>") "</sample>" TAIL,
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct imported o = import(texts[i]);
		const struct run *run = imported_run(&o);

		assert_int_equal(run->total.requests, 2);
		assert_int_equal(run->total.errors, 0);
		assert_int_equal(series(&o, run, "a")->requests, 2);
		assert_int_equal(series(&o, run, "login (transaction)")->max_ns,
		    900000000);
		assert_string_equal(imported_statuses(&o, run), "200=2;");
		imported_release(&o);
	}
}

static void a_sample_of_no_type_without_parts_is_a_request(void **state)
{
	struct imported o = import(HEAD TRANSACTION("") "</sample>" TAIL);

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 1);
	assert_string_equal(imported_errors(&o, imported_run(&o)),
	    "status: 500=1;");
	imported_release(&o);
}

#define ASSERTION(name, failure, error)                                        \
	"<assertionResult><name>" name "</name><failure>" failure "</failure>" \
	"<error>" error "</error></assertionResult>"

static void a_check_that_could_not_be_made_was_not_passed(void **state)
{
	struct imported o = import(HEAD SAMPLE(0, 20, ">") ASSERTION("size",
	    "false", "false") ASSERTION("text", "false", "true")
		ASSERTION("size", "true", "false") "</httpSample>" TAIL);

	(void)state;
	imported_run(&o); /* those of the run, and of its only label */
	assert_string_equal(read_assertions(&o),
	    "size=1/1;text=0/1;size=1/1;text=0/1;");
	imported_release(&o);
}

static void failures_are_told_apart(void **state)
{
	static const char text[] = HEAD
	    "<httpSample t=\"1\" ts=\"1\" s=\"false\" rc=\"503\" rm=\"Busy\"/>"
	    "<httpSample t=\"1\" ts=\"2\" s=\"false\" rc=\"200\" "
	    "rm=\"OK\">" ASSERTION("text", "true",
		"false") "</httpSample>"
			 "<httpSample t=\"1\" ts=\"3\" s=\"false\" rc=\"Non "
			 "HTTP response "
			 "code: java.net.SocketTimeoutException\" rm=\"Non "
			 "HTTP response "
			 "message: Read timed out\"/>"
			 "<httpSample t=\"1\" ts=\"4\" s=\"false\" rc=\"Non "
			 "HTTP response "
			 "code: "
			 "org.apache.http.conn.HttpHostConnectException\"/>"
			 "<httpSample t=\"1\" ts=\"5\" s=\"false\" rc=\"200\"/>"
			 "<httpSample t=\"1\" ts=\"6\" s=\"true\" "
			 "rc=\"500\"/>" TAIL;
	struct imported o = import(text);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.errors, 5);
	assert_string_equal(imported_errors(&o, run),
	    "assertion: text=1;"
	    "connect: org.apache.http.conn.HttpHostConnectException=1;"
	    "other: failed in spite of 200=1;status: 503 Busy=1;"
	    "timeout: Read timed out=1;");
	assert_string_equal(imported_statuses(&o, run), "200=2;500=1;503=1;");
	imported_release(&o);
}

static void stamps_of_the_end_are_known_by_their_overlap(void **state)
{
	/* One thread, one after the other: 1000-1100, 1100-1500, 1500-1600. */
	struct imported o = import(HEAD SAMPLE(1100, 100, "/>")
		SAMPLE(1500, 400, "/>") SAMPLE(1600, 100, "/>") TAIL);
	struct imported starts = import(HEAD SAMPLE(1000, 100, "/>")
		SAMPLE(1100, 400, "/>") SAMPLE(1500, 100, "/>") TAIL);

	(void)state;
	assert_int_equal(imported_run(&o)->facts.started_at_ns,
	    1000LL * 1000000);
	assert_int_equal(imported_run(&o)->facts.duration_ns, 600000000);
	assert_int_equal(imported_run(&starts)->facts.started_at_ns,
	    1000LL * 1000000);
	assert_int_equal(imported_run(&starts)->facts.duration_ns, 600000000);
	imported_release(&o);
	imported_release(&starts);
}

static void a_log_that_was_killed_keeps_what_is_whole(void **state)
{
	struct imported o = import(HEAD SAMPLE(0, 200, "/>")
		SAMPLE(500, 300, "/>") "<httpSample t=\"7\" l");

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 2);
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the log ends before </testResults>");
	imported_release(&o);
}

static void a_log_that_is_no_xml_names_the_line(void **state)
{
	struct imported o = import(
	    "<testResults>\n"
	    "<httpSample t=\"7\" ts=\"1\" s=\"true\" lb=\"a\"/>\n"
	    "<httpSample t=\"7\" ts=\"2\" s=\"true\" lb=\"a \"b\" c\"/>\n"
	    "<httpSample t=\"7\" ts=\"3\" s=\"true\" lb=\"a\"/>\n"
	    "<httpSample t=\"7\" ts=\"4\" s=\"true\" lb=\"a\"/>\n" TAIL);
	const char *why = imported_run(&o)->facts.incomplete;

	(void)state;
	assert_non_null(why);
	assert_string_equal(why,
	    "the XML is broken in line 3, and what follows may be missing");
	imported_release(&o);
}

static void documents_in_one_file_are_runs(void **state)
{
	struct imported whole = import(
	    HEAD SAMPLE(0, 200, "/>") TAIL HEAD SAMPLE(9000, 300, "/>") TAIL);
	struct imported cut = import(HEAD SAMPLE(0, 200,
	    "/>") "<httpSample t=\"7\" lb=\"" HEAD SAMPLE(9000, 300, "/>")
		SAMPLE(9500, 300, "/>") TAIL);
	int incomplete = 0;

	(void)state;
	assert_int_equal(whole.runs.len, 2);
	assert_int_equal(whole.runs.at[0].total.requests, 1);
	assert_int_equal(whole.runs.at[1].total.requests, 1);
	assert_int_equal(cut.runs.len, 2);
	for (size_t i = 0; i < 2; i++) {
		const struct run *run = &cut.runs.at[i];

		incomplete += run->facts.incomplete != NULL;
		assert_int_equal(run->total.requests,
		    run->facts.incomplete ? 1 : 2);
	}
	assert_int_equal(incomplete, 1);
	imported_release(&whole);
	imported_release(&cut);
}

static void a_fragment_without_a_root_is_read(void **state)
{
	struct imported o = import(SAMPLE(0, 200, "/>\n") SAMPLE(1, 2, "/>"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 2);
	assert_non_null(imported_run(&o)->facts.incomplete);
	imported_release(&o);
}

static void what_servers_sent_cannot_break_the_log(void **state)
{
	struct imported o = import(HEAD SAMPLE(0, 200,
	    ">") "<responseData>\x01\x02 \xff\xfe &#x1; &nbsp; ]]> "
		 "</responseData></httpSample>" SAMPLE(500, 300, "/>") TAIL);

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 2);
	assert_null(imported_run(&o)->facts.incomplete);
	imported_release(&o);
}

static void a_response_of_30_MiB_is_passed_over(void **state)
{
	struct arena a = { 0 };
	struct imported o;
	int big = 30 << 20;

	(void)state;
	o = import(arena_printf(&a, "%s%*s%s",
	    HEAD SAMPLE(0, 200, "><responseData>"), big, "x",
	    "</responseData></httpSample>" SAMPLE(500, 300, "/>") TAIL));
	assert_int_equal(imported_run(&o)->total.requests, 2);
	imported_release(&o);
	arena_release(&a);
}

static void a_document_type_is_refused(void **state)
{
	(void)state;
	assert_import_fails(&importer_jmeter_xml, "a.jtl",
	    "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
	    "\"&a;&a;&a;&a;\">]>" HEAD
	    "<httpSample t=\"1\" ts=\"2\" lb=\"&b;\"/>" TAIL,
	    "a.jtl:1: this is no XML that can be read");
}

static void jmeter_2_0_named_its_attributes_otherwise(void **state)
{
	struct imported o = import(
	    "<?xml version=\"1.0\"?><testResults><sampleResult "
	    "timeStamp=\"1112349151031\" dataType=\"text\" threadName=\"a\" "
	    "label=\"Home\" time=\"4406\" responseMessage=\"OK\" "
	    "responseCode=\"200\" success=\"false\"/></testResults>");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->facts.started_at_ns, 1112349151031 * 1000000);
	assert_int_equal(series(&o, run, "Home")->max_ns, 4406000000);
	assert_string_equal(imported_statuses(&o, run), "200=1;");
	assert_int_equal(run->total.errors, 1);
	imported_release(&o);
}

static void a_code_may_be_called_rs(void **state)
{
	struct imported o =
	    import(HEAD "<httpSample t=\"1\" ts=\"2\" s=\"false\" "
			"rs=\"503\" rm=\"Busy\"/>" TAIL);

	(void)state;
	assert_string_equal(imported_statuses(&o, imported_run(&o)), "503=1;");
	assert_string_equal(imported_errors(&o, imported_run(&o)),
	    "status: 503 Busy=1;");
	imported_release(&o);
}

static void a_label_called_total_is_not_the_total(void **state)
{
	struct imported o =
	    import(HEAD "<httpSample t=\"1\" ts=\"2\" lb=\"total\"/>"
			"<httpSample t=\"1\" ts=\"3\" lb=\"b\"/>" TAIL);
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 2);
	assert_int_equal(series(&o, run, "total (request)")->requests, 1);
	imported_release(&o);
}

static void the_target_is_said_where_there_is_one(void **state)
{
#define URL(url) "><java.net.URL>" url "</java.net.URL></httpSample>"
	struct imported one =
	    import(HEAD SAMPLE(0, 1, URL("http://u:secret@h/?token=abc"))
		    SAMPLE(1, 1, URL("http://u:other@h/?token=abd")) TAIL);
	struct imported two = import(HEAD SAMPLE(0, 1, URL("http://h/a"))
		SAMPLE(1, 1, URL("http://h/b")) TAIL);

	(void)state;
	assert_null(strstr(imported_run(&one)->facts.target, "secret"));
	assert_null(strstr(imported_run(&one)->facts.target, "abc"));
	assert_null(imported_run(&two)->facts.target);
	imported_release(&one);
	imported_release(&two);
}

static void a_log_without_samples_is_a_run_without_requests(void **state)
{
	struct imported o = import(HEAD TAIL);

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 0);
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_NONE);
	assert_int_equal(imported_run(&o)->facts.duration_ns, UNKNOWN);
	imported_release(&o);
}

static void faults_are_named_with_their_line(void **state)
{
	static const struct import_fault faults[] = {
		{ HEAD "\n<httpSample t=\"x\" ts=\"1\"/>" TAIL,
		    "a.jtl:4: expected milliseconds in t, got \"x\"" },
		{ HEAD "<httpSample t=\"-1\" ts=\"1\"/>" TAIL,
		    "a.jtl:3: expected milliseconds in t, got \"-1\"" },
		{ HEAD "<httpSample t=\"1\"/>" TAIL,
		    "a.jtl:3: expected a time stamp in milliseconds in ts, "
		    "got \"\"" },
		{ HEAD "<httpSample t=\"1\" ts=\"1\" na=\"many\"/>" TAIL,
		    "a.jtl:3: expected a count in na, got \"many\"" },
		{ HEAD "<httpSample t=\"1\" ts=\"1\" by=\"1.5\"/>" TAIL,
		    "a.jtl:3: expected a count in by, got \"1.5\"" },
		{ HEAD "<httpSample t=\"1\" ts=\"1\" sc=\"25\"/>" TAIL,
		    "a.jtl:3: expected one sample in sc (mode Statistical adds "
		    "up), got \"25\"" },
		{ "<other/>", "a.jtl: expected <testResults>, got none" },
		{ "", "a.jtl: expected <testResults>, got none" },
	};

	(void)state;
	ASSERT_FAULTS(&importer_jmeter_xml, "a.jtl", faults);
}

static void a_file_is_known_by_its_root(void **state)
{
	static const char *const ours[] = { HEAD, "\xef\xbb\xbf \n" HEAD,
		"<?xml version=\"1.0\"?><!-- a -->\n<testResults>",
		"<httpSample t=\"1\"", "<sample t=\"1\"" };
	static const char *const others[] = { "", "<", "<?xml", "<!--",
		"<html><testResults", "<FinalStatus>", "<testsuite>",
		"<samples>", "timeStamp,elapsed" };

	(void)state;
	for (size_t i = 0; i < sizeof(ours) / sizeof(*ours); i++)
		assert_true(importer_jmeter_xml.sniff(span_of(ours[i])));
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_false(importer_jmeter_xml.sniff(span_of(others[i])));
}

static void every_cut_is_marked_or_an_error(void **state)
{
	static const char text[] =
	    HEAD TRANSACTION("") SAMPLE(0, 200, ">") ASSERTION("size", "false",
		"false") "<java.net.URL>http://h/</java.net.URL></httpSample></"
			 "sample>" SAMPLE(500, 300, "/>") "\n</testResults>";

	(void)state;
	/* In the last end tag nothing is lost. */
	for (size_t n = 0; n < sizeof(text) - sizeof("testResults>"); n++) {
		struct imported o = imported_span(&importer_jmeter_xml, "cut",
		    (struct span){ text, n });

		if (o.status)
			assert_string_equal(o.err.msg,
			    "cut: expected <testResults>, got none");
		else
			assert_non_null(imported_run(&o)->facts.incomplete);
		imported_release(&o);
	}
}

/* The summariser of the same run said: 2049 requests, 215 errors, max 85. */
static void a_log_as_jmeter_wrote_it_is_read(void **state)
{
	struct imported o = imported_file(&importer_jmeter_xml,
	    "tests/data/jmeter/flaky.jtl.xml.gz");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_null(run->facts.incomplete);
	assert_int_equal(run->total.requests, 2049);
	assert_int_equal(run->total.errors, 215);
	assert_int_equal(run->total.max_ns, 85000000);
	assert_string_equal(imported_statuses(&o, run), "200=1834;503=215;");
	assert_string_equal(imported_errors(&o, run),
	    "status: 503 Service Unavailable=215;");
	assert_int_equal(series(&o, run, "GET /1k, \"quoted\"")->requests,
	    1024);
	imported_release(&o);
}

static void a_log_of_a_killed_jmeter_is_read(void **state)
{
	struct imported o = imported_file(&importer_jmeter_xml,
	    "tests/data/jmeter/killed.jtl.xml.gz");

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 1544);
	assert_non_null(imported_run(&o)->facts.incomplete);
	imported_release(&o);
}

static void every_real_log_is_read(void **state)
{
	static const struct {
		const char *folder;
		size_t files;
	} all[] = {
		{ "corpus/jmeter", 8 },
		{ "captures/results/jmeter-xml", 2 },
		{ "captures/results/jmeter-xml-short", 2 },
		{ "captures/edge/jmeter-xml", 1 },
		{ "captures/edge/jmeter-xml-int", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		assert_corpus_is_read(all[i].folder, &importer_jmeter_xml,
		    has_requests, all[i].files);
}

static void a_request_with_parts_is_no_transaction(void **state)
{
	static const char *const texts[] = {
		HEAD
		"<httpSample t=\"9\" ts=\"2\" lb=\"a\">"
		"<httpSample t=\"4\" ts=\"2\" lb=\"b\"/></httpSample>" TAIL,
		HEAD "<sample t=\"9\" ts=\"2\" lb=\"a\" dt=\"text\">"
		     "<sample t=\"4\" ts=\"2\" lb=\"b\"/></sample>" TAIL,
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct imported o = import(texts[i]);

		assert_int_equal(imported_run(&o)->total.requests, 1);
		assert_int_equal(imported_run(&o)->total.max_ns, 9000000);
		imported_release(&o);
	}
}

static void the_bytes_of_a_transaction_are_those_of_its_samples(void **state)
{
	struct imported o = import(HEAD TRANSACTION("by=\"20\"")
		SAMPLE(0, 200, "/>") SAMPLE(500, 300, "/>") "</sample>" TAIL);

	(void)state;
	assert_int_equal(imported_run(&o)->facts.bytes_received, 20);
	imported_release(&o);
}

/* Its samples were not saved within it, but as others beside it. */
static void a_transaction_without_parts_is_known_by_its_message(void **state)
{
	struct imported o = import(HEAD
	    "<sample t=\"900\" ts=\"1\" lb=\"login\" "
	    "s=\"true\" rm=\"Number of samples in transaction : 2, number of "
	    "failing samples : 0\"/>" SAMPLE(0, 200, "/>") TAIL);

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 1);
	assert_int_equal(imported_run(&o)->total.max_ns, 200000000);
	imported_release(&o);
}

static void the_threads_of_several_engines_are_added_up(void **state)
{
	struct imported o = import(HEAD SAMPLE(1000, 200, " hn=\"x\"/>") SAMPLE(
	    1000, 200, " hn=\"y\"/>") SAMPLE(2500, 300, " hn=\"x\"/>") TAIL);

	(void)state;
	assert_string_equal(run_label_value(imported_run(&o), "threads"), "6");
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_sample_is_a_request_with_its_time),
		cmocka_unit_test(the_threads_of_several_engines_are_added_up),
		cmocka_unit_test(samples_in_a_sample_are_parts_of_it),
		cmocka_unit_test(
		    a_transaction_is_no_request_but_its_samples_are),
		cmocka_unit_test(
		    a_sample_of_no_type_without_parts_is_a_request),
		cmocka_unit_test(a_check_that_could_not_be_made_was_not_passed),
		cmocka_unit_test(failures_are_told_apart),
		cmocka_unit_test(stamps_of_the_end_are_known_by_their_overlap),
		cmocka_unit_test(a_log_that_was_killed_keeps_what_is_whole),
		cmocka_unit_test(a_log_that_is_no_xml_names_the_line),
		cmocka_unit_test(documents_in_one_file_are_runs),
		cmocka_unit_test(a_fragment_without_a_root_is_read),
		cmocka_unit_test(what_servers_sent_cannot_break_the_log),
		cmocka_unit_test(a_response_of_30_MiB_is_passed_over),
		cmocka_unit_test(a_document_type_is_refused),
		cmocka_unit_test(jmeter_2_0_named_its_attributes_otherwise),
		cmocka_unit_test(a_code_may_be_called_rs),
		cmocka_unit_test(a_label_called_total_is_not_the_total),
		cmocka_unit_test(the_target_is_said_where_there_is_one),
		cmocka_unit_test(
		    a_log_without_samples_is_a_run_without_requests),
		cmocka_unit_test(faults_are_named_with_their_line),
		cmocka_unit_test(a_file_is_known_by_its_root),
		cmocka_unit_test(every_cut_is_marked_or_an_error),
		cmocka_unit_test(a_log_as_jmeter_wrote_it_is_read),
		cmocka_unit_test(a_log_of_a_killed_jmeter_is_read),
		cmocka_unit_test(every_real_log_is_read),
		cmocka_unit_test(a_request_with_parts_is_no_transaction),
		cmocka_unit_test(
		    the_bytes_of_a_transaction_are_those_of_its_samples),
		cmocka_unit_test(
		    a_transaction_without_parts_is_known_by_its_message),
	};

	return cmocka_run_group_tests_name("jmeter-xml", tests, NULL, NULL);
}
