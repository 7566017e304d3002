/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reads.h"

#include <math.h>
#include <unistd.h>

#include "base/builder.h"
#include "collect/rows.h"

extern const struct importer importer_jmeter_csv;

#define HEADER                                                                 \
	"timeStamp,elapsed,label,responseCode,responseMessage,threadName,"     \
	"dataType,success,failureMessage,bytes,sentBytes,grpThreads,"          \
	"allThreads,URL,Latency,IdleTime,Connect\n"
#define ROW(stamp, elapsed, label)                                             \
#stamp "," #elapsed "," label                                          \
	       ",200,OK,g 1-1,text,true,,100,10,1,4,null,0,0,0\n"
#define TRANSACTION(stamp, elapsed, label)                                     \
#stamp "," #elapsed "," label                                          \
	       ",200,\"Number of samples in transaction : 2, number of "       \
	       "failing samples : 0\",g 1-1,,true,,900,20,1,4,null,0,0,0\n"

static struct imported import(const char *text)
{
	return imported_span(&importer_jmeter_csv, "a.jtl", span_of(text));
}

/* "name=requests/errors/mean in ms;" of all series but the total. */
static const char *series_of(struct imported *o)
{
	struct series_list list = imported_series(o, imported_run(o));
	const char *text = "";

	for (size_t i = 1; i < list.len; i++)
		text = arena_printf(&o->arena, "%s%s=%lld/%lld/%g;", text,
		    list.at[i].facts.name, (long long)list.at[i].facts.requests,
		    (long long)list.at[i].facts.errors,
		    list.at[i].facts.mean_ns / 1e6);
	return text;
}

static void labels_are_series_and_their_sum_the_total(void **state)
{
	struct imported o = import(HEADER ROW(1700000000100, 10, "b")
		ROW(1700000000200, 30, "a") ROW(1700000001300, 20, "b"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(series_of(&o), "a=1/0/30;b=2/0/15;");
	assert_int_equal(run->total.requests, 3);
	assert_int_equal(run->total.errors, 0);
	assert_int_equal(run->total.mean_ns, 20000000);
	assert_int_equal(run->evidence, EVIDENCE_TIMED);
	assert_int_equal(run->facts.started_at_ns, 1700000000100000000);
	assert_int_equal(run->facts.duration_ns, 1220000000);
	assert_int_equal(run->facts.bytes_received, 300);
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_int_equal(run->facts.load_model, LOAD_UNKNOWN);
	assert_string_equal(run_label_value(run, "threads"), "4");
	imported_release(&o);
}

static void transactions_are_apart_and_the_total_if_alone(void **state)
{
	struct imported o = import(HEADER ROW(1700000000000, 10, "a") ROW(
	    1700000000010, 20, "a") TRANSACTION(1700000000000, 30, "a"));

	(void)state;
	assert_string_equal(series_of(&o), "a=2/0/15;a (transaction)=1/0/30;");
	assert_int_equal(imported_run(&o)->total.requests, 2);
	assert_int_equal(imported_run(&o)->facts.bytes_received, 200);
	imported_release(&o);
	o = import(HEADER TRANSACTION(1700000000000, 30, "a"));
	assert_int_equal(imported_run(&o)->total.requests, 1);
	imported_release(&o);
}

static void success_is_independent_of_the_code(void **state)
{
	struct imported o = import(
	    "timeStamp,elapsed,label,responseCode,responseMessage,success,"
	    "failureMessage\n"
	    "1700000000000,1,a,500,Internal Server Error,true,\n"
	    "1700000000001,1,a,200,OK,false,expected 4711 items\n"
	    "1700000000002,1,a,200,OK,false,expected 4712 items\n"
	    "1700000000003,1,a,503,Service Unavailable,false,\n"
	    "1700000000004,1,a,200,OK,false,\n"
	    "1700000000005,1,a,Non HTTP response code: "
	    "java.net.SocketTimeoutException,Non HTTP response message: Read "
	    "timed out,false,\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 6);
	assert_int_equal(run->total.errors, 5);
	assert_string_equal(imported_errors(&o, run),
	    "assertion=2;other: failed in spite of 200=1;"
	    "status: 503 Service Unavailable=1;timeout: Read timed out=1;");
	assert_string_equal(imported_statuses(&o, run), "200=3;500=1;503=1;");
	imported_release(&o);
}

static void an_assertion_on_no_response_does_not_hide_the_timeout(void **state)
{
	struct imported o = import(
	    "timeStamp,elapsed,label,responseCode,responseMessage,success,"
	    "failureMessage\n"
	    "1700000000000,1,a,Non HTTP response code: "
	    "java.net.SocketTimeoutException,Non HTTP response message: Read "
	    "timed out,false,expected to contain /OK/\n"
	    "1700000000001,1,a,ORA-00942,no table,false,expected a row\n"
	    "1700000000002,1,a,200,OK,true,\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(imported_errors(&o, run),
	    "assertion=1;timeout: Read timed out=1;");
	imported_release(&o);
}

static void messages_may_have_line_ends_and_quotes(void **state)
{
	struct imported o =
	    import("timeStamp,elapsed,label,success\r\n"
		   "1700000000000,7,\"say \"\"hi\"\",\r\nor not\",true\r\n"
		   "1700000000001,x,b,true\r\n");

	(void)state;
	assert_int_equal(o.status, -1);
	assert_string_equal(o.err.msg,
	    "a.jtl:4: elapsed: expected milliseconds, got \"x\"");
	imported_release(&o);
	o = import("timeStamp,elapsed,label,success\r\n"
		   "1700000000000,7,\"say \"\"hi\"\",\r\nor not\",true\r\n");
	assert_string_equal(series_of(&o), "say \"hi\",\r\nor not=1/0/7;");
	imported_release(&o);
}

static void columns_are_found_by_name_and_any_separator(void **state)
{
	static const char *const texts[] = {
		"success\ttimeStamp\tlabel\telapsed\ntrue\t1700000000000\ta\t5",
		"label;success;elapsed;timeStamp\r\na;true;5;1700000000000\r\n",
		"elapsed|\"timeStamp\"|label|success\n5|1700000000000|a|true\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct imported o = import(texts[i]);

		assert_true(importer_jmeter_csv.sniff(span_of(texts[i])));
		assert_string_equal(series_of(&o), "a=1/0/5;");
		imported_release(&o);
	}
}

static void a_label_that_is_called_total_is_not_the_total(void **state)
{
	struct imported o = import(HEADER ROW(1700000000000, 10, "total"));

	(void)state;
	assert_string_equal(series_of(&o), "total (series)=1/0/10;");
	imported_release(&o);
}

static void secrets_in_labels_are_dropped(void **state)
{
	struct imported o = import(
	    HEADER ROW(1700000000000, 10, "http://me:pw@host/?token=abc"));

	(void)state;
	assert_null(strstr(series_of(&o), "pw"));
	assert_null(strstr(series_of(&o), "abc"));
	imported_release(&o);
}

/* One thread: its samples overlap if the stamps are taken for starts. */
static void stamps_of_the_end_are_told_by_what_overlaps(void **state)
{
	struct arena a = { 0 };
	struct builder b = { .arena = &a };
	struct imported o;
	int64_t at = 1700000000000;

	(void)state;
	build(&b, "timeStamp,elapsed,label,threadName,success\n");
	for (int i = 0; i < 100; i++) {
		int64_t elapsed = i % 2 ? 900 : 10;

		at += elapsed;
		build(&b, "%lld,%lld,a,t 1-1,true\n", (long long)at,
		    (long long)elapsed);
	}
	o = import(b.text);
	assert_int_equal(imported_run(&o)->facts.started_at_ns,
	    1700000000000000000);
	assert_int_equal(imported_run(&o)->facts.duration_ns, 45500000000);
	imported_release(&o);
	arena_release(&a);
}

static void a_local_time_gives_no_start_but_a_duration(void **state)
{
	static const char *const stamps[][2] = {
		{ "2026/11/22 16:52:04.407", "2026/11/22 16:52:05.407" },
		{ "2026-02-28 23:59:59.5", "2026-03-01 00:00:00.500" },
		{ "11/22/26 16:52:04", "11/22/26 16:52:05" },
		{ "2024-02-29 23:59:59", "2024-03-01 00:00:00" },
	};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct arena a = { 0 };
		struct imported o = import(arena_printf(&a,
		    "timeStamp,elapsed,label,success\n%s,9,a,true\n"
		    "%s,8,a,true\n",
		    stamps[i][0], stamps[i][1]));

		if (i == 1) /* a fraction is of three digits */
			assert_int_equal(o.status, -1);
		else
			assert_int_equal(imported_run(&o)->facts.duration_ns,
			    1008000000);
		if (i != 1)
			assert_int_equal(imported_run(&o)->facts.started_at_ns,
			    UNKNOWN);
		imported_release(&o);
		arena_release(&a);
	}
}

static void a_year_that_no_clock_has_is_refused(void **state)
{
	(void)state;
	assert_import_fails(&importer_jmeter_csv, "x",
	    HEADER
	    "2026/11/22 16:52:04.407,1,a,200,OK,g 1-1,text,true,,100,10,1,4,"
	    "null,0,0,0\n"
	    "5765/11/22 16:52:04.407,1,a,200,OK,g 1-1,text,true,,100,10,1,4,"
	    "null,0,0,0\n",
	    "x:3: timeStamp: expected a date and time, got "
	    "\"5765/11/22 16:52:04.407\"");
}

static void several_samples_in_a_row_are_refused(void **state)
{
	(void)state;
	assert_import_fails(&importer_jmeter_csv, "a.jtl",
	    "timeStamp,elapsed,label,success,SampleCount\n"
	    "1700000000000,9,a,true,1\n1700000000000,9,a,true,3\n",
	    "a.jtl:3: SampleCount: expected 1 sample a row, got \"3\"");
}

static void faults_are_named_with_line_and_column(void **state)
{
	static const struct import_fault faults[] = {
		{ HEADER ROW(1700000000000, 1, "a") "oops\n",
		    "a.jtl:3: expected 17 columns, got 1" },
		{ HEADER ROW(17000x, 1, "a"),
		    "a.jtl:2: timeStamp: expected milliseconds since 1970, "
		    "got \"17000x\"" },
		{ HEADER ROW(1700000000000, -1, "a"),
		    "a.jtl:2: elapsed: expected milliseconds, got \"-1\"" },
		{ "timeStamp,elapsed,label,success\n1700000000000,1,a,yes\n",
		    "a.jtl:2: success: expected true or false, got \"yes\"" },
		{ "name\n", "a.jtl:1: expected the columns timeStamp, elapsed "
			    "and success" },
		{ "", "a.jtl:1: expected the columns timeStamp, elapsed and "
		      "success" },
	};

	(void)state;
	ASSERT_FAULTS(&importer_jmeter_csv, "a.jtl", faults);
}

static void a_last_row_that_is_cut_is_told(void **state)
{
	struct imported o =
	    import(HEADER ROW(1700000000000, 1, "a") "1700000000001,5,a,20");

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the last row is cut");
	assert_int_equal(imported_run(&o)->total.requests, 1);
	imported_release(&o);
}

static void a_file_that_was_appended_to_has_its_header_again(void **state)
{
	struct imported o = import(HEADER ROW(1700000000000, 1, "a")
		HEADER ROW(1700000000000, 1, "a"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 2);
	imported_release(&o);
}

static char *big_log(struct arena *a)
{
	struct builder b = { .arena = a };
	uint32_t seed = 7;

	build(&b, "%s", HEADER);
	for (int i = 0; i < 20000; i++) {
		seed = seed * 1664525 + 1013904223;
		build(&b,
		    "%lld,%u,page %u,%s,\"a \"\"b\"\"\n c\",t %u-%u,text,%s,"
		    "%s,%u,1,1,%u,null,0,0,0\n",
		    1700000000000 + (long long)i * 37, seed >> 20, seed % 7,
		    seed % 50 ? "200" : "503", seed % 3, seed % 5,
		    seed % 50 ? "true" : "false", seed % 90 ? "" : "\"x,y\"",
		    seed >> 16, seed % 9);
	}
	return b.text;
}

/* All of the archive, or the error, as text. */
static const char *outcome(struct arena *a, const char *text, int threads)
{
	struct builder b = { .arena = a };
	struct imported o;

	setenv("MESHSTAT_THREADS", arena_printf(a, "%d", threads), 1);
	o = import(text);
	unsetenv("MESHSTAT_THREADS");
	if (o.status)
		build(&b, "%s", o.err.msg);
	else
		build(&b, "%s %s %lld %s", series_of(&o),
		    imported_errors(&o, imported_run(&o)),
		    (long long)imported_run(&o)->facts.bytes_received,
		    read_buckets(&o, imported_run(&o)));
	imported_release(&o);
	return b.text;
}

static void any_number_of_threads_gives_the_same(void **state)
{
	struct arena a = { 0 };
	const char *text = big_log(&a), *expected = outcome(&a, text, 1);

	(void)state;
	assert_non_null(strstr(expected, "page 6="));
	for (int n = 3; n <= 7; n += 2)
		assert_string_equal(outcome(&a, text, n), expected);
	arena_release(&a);
}

#define REST ",200,OK,g 1-1,text,true,,100,10,1,4,null,0,0,0\n"

/* Of rows, of which one has a quote: so many rows before it, and behind it what
 * is given. */
static const char *with_quote(struct arena *a, int before, const char *behind)
{
	struct builder b = { .arena = a };

	build(&b, "%s", HEADER);
	for (int i = 0; i < before; i++)
		build(&b, "%s", ROW(1700000000000, 1, "a"));
	build(&b, "1700000000000,1,\"a" REST "%s", behind);
	return build_text(&b);
}

static void a_quote_swallows_no_rows(void **state)
{
	static const char *const behind[] = {
		ROW(1700000000001, 1, "b") "17000", /* cut */
		ROW(1700000000001, 1, "b") "1700000000002,1,c,200,OK",
		ROW(1700000000001, 1, "b"), /* no end, whole rows */
		ROW(1700000000001, 1, "b") ROW(1700000000002, 1, "\"c\""),
		/* closed again, where it makes one whole row of all */
		ROW(1700000000001, 1, "b") "1700000000002,1,c\"" REST,
		HEADER "1700000000002,1,c\"" REST, /* appended */
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(behind) / sizeof(*behind); i++) {
		assert_import_fails(&importer_jmeter_csv, "x",
		    with_quote(&a, 0, behind[i]),
		    "x:2: a quote in this row swallows rows after it");
		assert_import_fails(&importer_jmeter_csv, "x",
		    with_quote(&a, 20000, behind[i]),
		    "x:20002: a quote in this row swallows rows after it");
	}
	arena_release(&a);
}

/* A trace of some lines, which the end of the log has cut. */
static void a_message_of_many_lines_may_be_cut(void **state)
{
	struct arena a = { 0 };
	struct builder b = { .arena = &a };
	struct imported o;

	(void)state;
	build(&b, "%s", with_quote(&a, 3, ""));
	for (int i = 0; i < 4000; i++)
		build(&b, "\tat org.example.Main(Main.java:%d)\n", i);
	build(&b, "\tat org.exam");
	o = import(build_text(&b));
	assert_string_equal(series_of(&o), "a=3/0/1;");
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the last row is cut");
	imported_release(&o);
	arena_release(&a);
}

/* Whoever sees it first, the error is that of the first bad row. */
static void the_first_error_wins_on_any_number_of_threads(void **state)
{
	struct arena a = { 0 };
	char *text = big_log(&a), *bad = text + strlen(text) / 3;
	const char *expected;

	(void)state;
	for (char *c = bad; *c; c++)
		if (c[-1] == '\n' && *c == '1')
			*c = 'x';
	expected = outcome(&a, text, 1);
	assert_non_null(strstr(expected, "timeStamp: expected milliseconds"));
	for (int n = 3; n <= 5; n += 2)
		assert_string_equal(outcome(&a, text, n), expected);
	arena_release(&a);
}

static void a_thousand_series_are_kept_and_more_are_not(void **state)
{
	struct arena a = { 0 };
	struct builder b = { .arena = &a };
	struct source_list sources;
	struct imported o;

	(void)state;
	build(&b, "timeStamp,elapsed,label,success\n");
	for (int i = 0; i < 1000; i++)
		build(&b, "1700000000000,1,page %d,true\n", i);
	o = import(b.text);
	assert_true(strlen(series_of(&o)) > 10000);
	imported_release(&o);
	build(&b, "1700000000000,1,one more,true\n");
	o = import(b.text);
	assert_string_equal(series_of(&o), "");
	assert_int_equal(imported_run(&o)->total.requests, 1001);
	assert_int_equal(sources_load(o.db, &o.arena, &sources, &o.err), 0);
	assert_string_equal(sources.at[0].warnings,
	    "more than 1,000 names of requests: only their total is kept");
	imported_release(&o);
	arena_release(&a);
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_jmeter_csv,
	    SPAN(HEADER ROW(1700000000000, 12, "a,\"b") ROW(1700000000001, 13,
		"\"c\n\"\"d\"") TRANSACTION(1700000000000, 30, "e")));
}

static void files_as_jmeter_wrote_them_are_read(void **state)
{
	static const struct {
		const char *path;
		long long requests;
		bool clock;
	} files[] = {
		{ "tests/data/jmeter/default.csv", 199, false },
		{ "tests/data/jmeter/full.csv", 59, false },
		{ "tests/data/jmeter/nohdr.csv", 60, false },
		{ "tests/data/jmeter/tsfmt.csv", 59, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct imported o =
		    imported_file(&importer_jmeter_csv, files[i].path);
		const struct run *run = imported_run(&o);

		assert_ptr_equal(corpus_claim(files[i].path),
		    &importer_jmeter_csv);
		assert_int_equal(run->total.requests, files[i].requests);
		assert_true(
		    (run->facts.started_at_ns == UNKNOWN) == files[i].clock);
		assert_true(run->facts.duration_ns > 0);
		assert_string_equal(run_label_value(run, "threads"), "2");
		imported_release(&o);
	}
}

/*
 * JMeter's own figures of this file.  Its percentiles are estimates between two
 * ranks (of p95 of JR-OK: 339.35), which no request took; counts, mean, minimum
 * and maximum are as here, and so is p90.
 */
static void the_dashboard_of_jmeter_says_the_same(void **state)
{
	struct arena a = { 0 };
	const char *path =
	    corpus_path(&a, "corpus/jmeter/jmeter-HTMLReportTestFile.csv");
	struct percentile_bounds p;
	struct histogram h = HISTOGRAM_EMPTY;
	struct stat st;
	struct imported o;

	(void)state;
	if (stat(path, &st)) {
		print_message("skipped: no %s\n", path);
		arena_release(&a);
		return;
	}
	o = imported_file(&importer_jmeter_csv, path);
	assert_string_equal(series_of(&o),
	    "JR-KO=3/3/199.667;JR-OK=252/0/235.901;");
	assert_int_equal(imported_run(&o)->total.requests, 255);
	assert_int_equal(imported_run(&o)->total.errors, 3);
	assert_true(fabs(imported_run(&o)->total.mean_ns / 1e6 -
			 235.47450980392148) < 1e-6);
	assert_int_equal(imported_run(&o)->total.min_ns, 100000000);
	assert_int_equal(imported_run(&o)->total.max_ns, 353000000);
	assert_true(fabs(imported_run(&o)->facts.achieved_rps -
			 4.2369361136495804) < 1e-6);
	h = imported_histogram(&o, imported_run(&o));
	assert_true(histogram_percentile(&h, 50, &p));
	assert_true(p.value_ns == 232e6);
	assert_true(histogram_percentile(&h, 90, &p));
	assert_true(p.value_ns == 337e6);
	assert_true(histogram_percentile(&h, 95, &p));
	assert_true(p.value_ns == 339e6);
	histogram_release(&h);
	imported_release(&o);
	arena_release(&a);
}

static void all_of_the_corpus_is_read(void **state)
{
	(void)state;
	assert_corpus_is_read("corpus/jmeter", &importer_jmeter_csv,
	    has_requests, 12);
}

static void the_most_threads_are_not_those_of_the_last_row(void **state)
{
	struct imported o =
	    import("timeStamp,elapsed,label,success,allThreads\n"
		   "1700000000000,1,a,true,2\n"
		   "1700000000001,1,a,true,7\n"
		   "1700000000002,1,a,true,3\n");

	(void)state;
	assert_string_equal(run_label_value(imported_run(&o), "threads"), "7");
	imported_release(&o);
}

static const char *threads_of(struct arena *a, const char *rows)
{
	struct imported o = import(arena_printf(a,
	    "timeStamp,elapsed,label,threadName,success,allThreads,Hostname\n"
	    "%s",
	    rows));
	const char *threads = run_label_value(imported_run(&o), "threads");

	threads = threads ? arena_strdup(a, threads) : "unknown";
	imported_release(&o);
	return threads;
}

#define BY(thread, active, host)                                               \
	"1700000000000,1,a," thread " 1-1,true," active "," host "\n"

static void the_threads_of_several_engines_are_added_up(void **state)
{
	struct arena a = { 0 };
	const char *many = "";

	(void)state;
	assert_string_equal(threads_of(&a,
				BY("u", "2", "x") BY("u", "5", "y")
				    BY("u", "7", "x") BY("u", "3", "y")),
	    "12");
	assert_string_equal(threads_of(&a, BY("10.0.0.1-u", "2", "")
					       BY("10.0.0.2-u", "5", "")
						   BY("10.0.0.1-u", "1", "")),
	    "7");
	assert_string_equal(threads_of(&a, BY("gen-1:1099-u", "2", "")
					       BY("gen-2:1099-u", "5", "")),
	    "7");
	assert_string_equal(
	    threads_of(&a, BY("a-u", "2", "") BY("9:30-u", "5", "")), "5");
	for (int i = 0; i < 257; i++)
		many = arena_printf(&a, "%s" BY("u", "1", "%d"), many, i);
	assert_string_equal(threads_of(&a, many), "unknown");
	arena_release(&a);
}

static void assertions_are_checks_of_the_run(void **state)
{
	struct imported o =
	    import("timeStamp,elapsed,label,responseCode,success,"
		   "failureMessage\n"
		   "1700000000000,1,a,200,true,\n1700000000001,1,a,200,true,\n"
		   "1700000000002,1,a,200,false,expected 4711\n"
		   "1700000000003,1,a,503,false,\n");
	struct imported none = import(
	    "timeStamp,elapsed,label,responseCode,success,"
	    "failureMessage\n"
	    "1700000000000,1,a,200,true,\n1700000000003,1,a,503,false,\n");

	(void)state;
	assert_string_equal(read_assertions(&o), "assertions=2/1;");
	assert_string_equal(read_assertions(&none), "");
	imported_release(&o);
	imported_release(&none);
}

static void a_timeout_while_connecting_is_none_of_the_response(void **state)
{
	struct imported o = import(
	    "timeStamp,elapsed,label,responseCode,responseMessage,success\n"
	    "1700000000000,1,a,Non HTTP response code: "
	    "org.apache.http.conn.ConnectTimeoutException,Non HTTP response "
	    "message: Connect to h failed,false\n");

	(void)state;
	assert_string_equal(imported_errors(&o, imported_run(&o)),
	    "connect: Connect to h failed=1;");
	imported_release(&o);
}

/* Two engines whose threads have the same names overlap either way. */
static void threads_of_one_name_do_not_make_stamps_ends(void **state)
{
	struct arena a = { 0 };
	struct builder b = { .arena = &a };
	struct imported o;

	(void)state;
	build(&b, "timeStamp,elapsed,label,threadName,success\n");
	for (int i = 0; i < 100; i++)
		build(&b, "%lld,%d,a,t 1-1,true\n", 1700000000000LL + 10 * i,
		    i % 2 ? 900 : 500);
	o = import(b.text);
	assert_int_equal(imported_run(&o)->facts.started_at_ns,
	    1700000000000000000);
	imported_release(&o);
	arena_release(&a);
}

static void one_overlap_of_many_does_not_make_stamps_ends(void **state)
{
	struct arena a = { 0 };
	struct builder b = { .arena = &a };
	struct imported o;

	(void)state;
	build(&b, "timeStamp,elapsed,label,threadName,success\n");
	for (int i = 0; i < 100; i++)
		build(&b, "%lld,%d,a,t 1-1,true\n",
		    1700000000000LL + 10 * i + (i < 50 ? 0 : 100),
		    i == 50 ? 15 : 9);
	o = import(b.text);
	assert_int_equal(imported_run(&o)->facts.started_at_ns,
	    1700000000000000000);
	imported_release(&o);
	arena_release(&a);
}

static void without_a_header_the_number_of_columns_tells_the_order(void **state)
{
	struct imported old =
	    import("1700000000000,5,a,200,OK,t 1-1,text,true,100,1,2,4\n"
		   "1700000000001,5,a,200,OK,t 1-1,text,true,100,1,3,4\n");
	struct imported later = import(
	    "1700000000000,5,a,200,OK,t 1-1,text,false,no items,100,50,1,2,"
	    "http://h/,4,0,1\n"
	    "1700000000001,5,a,200,OK,t 1-1,text,true,,100,50,1,3,http://h/,"
	    "4,0,1\n");

	(void)state;
	assert_int_equal(imported_run(&old)->facts.bytes_received, 200);
	assert_string_equal(run_label_value(imported_run(&old), "threads"),
	    "3");
	assert_int_equal(imported_run(&later)->facts.bytes_received, 200);
	assert_string_equal(run_label_value(imported_run(&later), "threads"),
	    "3");
	assert_string_equal(imported_errors(&later, imported_run(&later)),
	    "assertion=1;");
	imported_release(&old);
	imported_release(&later);
}

static void one_processor_is_left_to_the_hash(void **state)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN) - 1;

	(void)state;
	assert_int_equal(rows_workers(), n < 1 ? 1 : n > 16 ? 16 : n);
	setenv("MESHSTAT_THREADS", "5", 1);
	assert_int_equal(rows_workers(), 5);
	unsetenv("MESHSTAT_THREADS");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_are_series_and_their_sum_the_total),
		cmocka_unit_test(transactions_are_apart_and_the_total_if_alone),
		cmocka_unit_test(success_is_independent_of_the_code),
		cmocka_unit_test(
		    an_assertion_on_no_response_does_not_hide_the_timeout),
		cmocka_unit_test(messages_may_have_line_ends_and_quotes),
		cmocka_unit_test(columns_are_found_by_name_and_any_separator),
		cmocka_unit_test(a_label_that_is_called_total_is_not_the_total),
		cmocka_unit_test(secrets_in_labels_are_dropped),
		cmocka_unit_test(stamps_of_the_end_are_told_by_what_overlaps),
		cmocka_unit_test(a_local_time_gives_no_start_but_a_duration),
		cmocka_unit_test(a_year_that_no_clock_has_is_refused),
		cmocka_unit_test(several_samples_in_a_row_are_refused),
		cmocka_unit_test(faults_are_named_with_line_and_column),
		cmocka_unit_test(a_last_row_that_is_cut_is_told),
		cmocka_unit_test(
		    a_file_that_was_appended_to_has_its_header_again),
		cmocka_unit_test(any_number_of_threads_gives_the_same),
		cmocka_unit_test(one_processor_is_left_to_the_hash),
		cmocka_unit_test(a_quote_swallows_no_rows),
		cmocka_unit_test(a_message_of_many_lines_may_be_cut),
		cmocka_unit_test(the_first_error_wins_on_any_number_of_threads),
		cmocka_unit_test(a_thousand_series_are_kept_and_more_are_not),
		cmocka_unit_test(every_cut_is_survived),
		cmocka_unit_test(files_as_jmeter_wrote_them_are_read),
		cmocka_unit_test(the_dashboard_of_jmeter_says_the_same),
		cmocka_unit_test(all_of_the_corpus_is_read),
		cmocka_unit_test(
		    the_most_threads_are_not_those_of_the_last_row),
		cmocka_unit_test(the_threads_of_several_engines_are_added_up),
		cmocka_unit_test(assertions_are_checks_of_the_run),
		cmocka_unit_test(
		    a_timeout_while_connecting_is_none_of_the_response),
		cmocka_unit_test(threads_of_one_name_do_not_make_stamps_ends),
		cmocka_unit_test(one_overlap_of_many_does_not_make_stamps_ends),
		cmocka_unit_test(
		    without_a_header_the_number_of_columns_tells_the_order),
	};

	return cmocka_run_group_tests_name("jmeter_csv", tests, NULL, NULL);
}
