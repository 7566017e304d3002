/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus.h"

#include <math.h>

#include "base/mem.h"

extern const struct importer importer_jmeter_csv;

/* A text that is put together. */
struct text {
	char *at;
	size_t len, cap;
};

__attribute__((format(printf, 2, 3))) static void text_add(struct text *t,
    const char *fmt, ...)
{
	va_list args;

	if (t->cap < t->len + 4096) {
		t->cap = t->cap * 2 + 8192;
		t->at = xrealloc(t->at, t->cap, 1);
	}
	va_start(args, fmt);
	t->len += (size_t)vsnprintf(t->at + t->len, 4096, fmt, args);
	va_end(args);
}

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
	struct series_list list;
	const char *text = "";

	assert_int_equal(
	    run_series_load(o->db, imported_run(o), &o->arena, &list, &o->err),
	    0);
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

static void transactions_are_apart_and_not_in_the_total(void **state)
{
	struct imported o = import(HEADER ROW(1700000000000, 10, "a") ROW(
	    1700000000010, 20, "a") TRANSACTION(1700000000000, 30, "a"));

	(void)state;
	assert_string_equal(series_of(&o), "a=2/0/15;a (transaction)=1/0/30;");
	assert_int_equal(imported_run(&o)->total.requests, 2);
	assert_int_equal(imported_run(&o)->facts.bytes_received, 200);
	imported_release(&o);
}

static void transactions_alone_are_the_total(void **state)
{
	struct imported o = import(HEADER TRANSACTION(1700000000000, 30, "a"));

	(void)state;
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
	struct count_list statuses;

	(void)state;
	assert_int_equal(run->total.requests, 6);
	assert_int_equal(run->total.errors, 5);
	assert_string_equal(imported_errors(&o, run),
	    "assertion=2;other: failed in spite of 200=1;"
	    "status: 503 Service Unavailable=1;timeout: Read timed out=1;");
	assert_int_equal(
	    run_status_load(o.db, run, &o.arena, &statuses, &o.err), 0);
	assert_int_equal(statuses.len, 3);
	assert_string_equal(statuses.at[1].what, "500");
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
		"success\ttimeStamp\tlabel\telapsed\ntrue\t1700000000000\ta\t5"
		"\n",
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
	struct text b = { 0 };
	struct imported o;
	int64_t at = 1700000000000;

	(void)state;
	text_add(&b, "timeStamp,elapsed,label,threadName,success\n");
	for (int i = 0; i < 100; i++) {
		int64_t elapsed = i % 2 ? 900 : 10;

		at += elapsed;
		text_add(&b, "%lld,%lld,a,t 1-1,true\n", (long long)at,
		    (long long)elapsed);
	}
	o = imported_span(&importer_jmeter_csv, "a.jtl",
	    (struct span){ b.at, b.len });
	assert_int_equal(imported_run(&o)->facts.started_at_ns,
	    1700000000000000000);
	assert_int_equal(imported_run(&o)->facts.duration_ns, 45500000000);
	imported_release(&o);
	free(b.at);
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
	static const struct {
		const char *text, *message;
	} faults[] = {
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
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++)
		assert_import_fails(&importer_jmeter_csv, "a.jtl",
		    faults[i].text, faults[i].message);
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

static struct span big_log(struct text *b)
{
	uint32_t seed = 7;

	text_add(b, "%s", HEADER);
	for (int i = 0; i < 20000; i++) {
		seed = seed * 1664525 + 1013904223;
		text_add(b,
		    "%lld,%u,page %u,%s,\"a \"\"b\"\"\n c\",t %u-%u,text,%s,"
		    "%s,%u,1,1,%u,null,0,0,0\n",
		    1700000000000 + (long long)i * 37, seed >> 20, seed % 7,
		    seed % 50 ? "200" : "503", seed % 3, seed % 5,
		    seed % 50 ? "true" : "false", seed % 90 ? "" : "\"x,y\"",
		    seed >> 16, seed % 9);
	}
	return (struct span){ b->at, b->len };
}

/* The whole archive, as text. */
static char *dump(struct imported *o)
{
	struct run_list runs = o->runs;
	struct histogram h = HISTOGRAM_EMPTY;
	struct text b = { 0 };

	assert_int_equal(run_histogram_load(o->db, &runs.at[0], &h, &o->err),
	    0);
	text_add(&b, "%s %s %lld %lld", series_of(o),
	    imported_errors(o, imported_run(o)),
	    (long long)runs.at[0].facts.bytes_received, (long long)h.sum_ns);
	for (size_t i = 0; i < h.len; i++)
		text_add(&b, " %lld:%lld", (long long)h.buckets[i].low_ns,
		    (long long)h.buckets[i].count);
	histogram_release(&h);
	return b.at;
}

static void any_number_of_threads_gives_the_same(void **state)
{
	struct text b = { 0 };
	struct span text = big_log(&b);
	char *expected = NULL;

	(void)state;
	for (int n = 1; n <= 7; n += 2) {
		char threads[8];
		struct imported o;
		char *got;

		snprintf(threads, sizeof(threads), "%d", n);
		setenv("MESHSTAT_THREADS", threads, 1);
		o = imported_span(&importer_jmeter_csv, "a.jtl", text);
		got = dump(&o);
		if (expected)
			assert_string_equal(got, expected);
		free(expected);
		expected = got;
		imported_release(&o);
	}
	unsetenv("MESHSTAT_THREADS");
	free(expected);
	free(b.at);
}

/* Whoever sees it first, the error is that of the first bad row. */
static void the_first_error_wins_on_any_number_of_threads(void **state)
{
	struct text b = { 0 };
	struct span text = big_log(&b);
	char *copy = malloc(text.len);

	(void)state;
	assert_non_null(copy);
	memcpy(copy, text.at, text.len);
	for (size_t i = text.len / 3; i < text.len; i++)
		if (copy[i - 1] == '\n' && copy[i] == '1')
			copy[i] = 'x';
	for (int n = 1; n <= 5; n += 2) {
		static char first[1024];
		char threads[8];
		struct imported o;

		snprintf(threads, sizeof(threads), "%d", n);
		setenv("MESHSTAT_THREADS", threads, 1);
		o = imported_span(&importer_jmeter_csv, "a.jtl",
		    (struct span){ copy, text.len });
		assert_int_equal(o.status, -1);
		if (n > 1)
			assert_string_equal(o.err.msg, first);
		snprintf(first, sizeof(first), "%s", o.err.msg);
		imported_release(&o);
	}
	unsetenv("MESHSTAT_THREADS");
	free(copy);
	free(b.at);
}

static void a_thousand_series_are_kept_and_more_are_not(void **state)
{
	struct text b = { 0 };
	struct imported o;

	(void)state;
	text_add(&b, "timeStamp,elapsed,label,success\n");
	for (int i = 0; i < 1000; i++)
		text_add(&b, "1700000000000,1,page %d,true\n", i);
	o = imported_span(&importer_jmeter_csv, "a",
	    (struct span){ b.at, b.len });
	assert_true(strlen(series_of(&o)) > 10000);
	imported_release(&o);
	text_add(&b, "1700000000000,1,one more,true\n");
	o = imported_span(&importer_jmeter_csv, "a",
	    (struct span){ b.at, b.len });
	assert_string_equal(series_of(&o), "");
	assert_int_equal(imported_run(&o)->total.requests, 1001);
	imported_release(&o);
	free(b.at);
}

static void every_cut_is_survived(void **state)
{
	static const char text[] = HEADER ROW(1700000000000, 12, "a,\"b")
	    ROW(1700000000001, 13, "\"c\n\"\"d\"")
		TRANSACTION(1700000000000, 30, "e");

	(void)state;
	for (size_t n = 0; n < sizeof(text); n++) {
		struct imported o = imported_span(&importer_jmeter_csv, "cut",
		    (struct span){ text, n });

		assert_true(o.status ? strlen(o.err.msg) > 0 : o.runs.len == 1);
		imported_release(&o);
	}
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
	assert_int_equal(run_histogram_load(o.db, imported_run(&o), &h, &o.err),
	    0);
	assert_true(histogram_percentile(&h, 50, &p));
	assert_int_equal(p.low_ns, 232000000);
	assert_true(histogram_percentile(&h, 90, &p));
	assert_int_equal(p.low_ns, 337000000);
	assert_true(histogram_percentile(&h, 95, &p));
	assert_int_equal(p.low_ns, 339000000);
	histogram_release(&h);
	imported_release(&o);
	arena_release(&a);
}

static void read_if_claimed(const char *path, void *context)
{
	size_t *n = context;
	struct imported o;

	if (corpus_claim(path) != &importer_jmeter_csv)
		return;
	o = imported_file(&importer_jmeter_csv, path);
	assert_true(imported_run(&o)->total.requests > 0);
	imported_release(&o);
	++*n;
}

static void all_of_the_corpus_is_read(void **state)
{
	size_t n = 0;

	(void)state;
	if (corpus_each("corpus/jmeter", read_if_claimed, &n))
		assert_int_equal(n, 12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_are_series_and_their_sum_the_total),
		cmocka_unit_test(transactions_are_apart_and_not_in_the_total),
		cmocka_unit_test(transactions_alone_are_the_total),
		cmocka_unit_test(success_is_independent_of_the_code),
		cmocka_unit_test(messages_may_have_line_ends_and_quotes),
		cmocka_unit_test(columns_are_found_by_name_and_any_separator),
		cmocka_unit_test(a_label_that_is_called_total_is_not_the_total),
		cmocka_unit_test(secrets_in_labels_are_dropped),
		cmocka_unit_test(stamps_of_the_end_are_told_by_what_overlaps),
		cmocka_unit_test(a_local_time_gives_no_start_but_a_duration),
		cmocka_unit_test(several_samples_in_a_row_are_refused),
		cmocka_unit_test(faults_are_named_with_line_and_column),
		cmocka_unit_test(a_last_row_that_is_cut_is_told),
		cmocka_unit_test(
		    a_file_that_was_appended_to_has_its_header_again),
		cmocka_unit_test(any_number_of_threads_gives_the_same),
		cmocka_unit_test(the_first_error_wins_on_any_number_of_threads),
		cmocka_unit_test(a_thousand_series_are_kept_and_more_are_not),
		cmocka_unit_test(every_cut_is_survived),
		cmocka_unit_test(files_as_jmeter_wrote_them_are_read),
		cmocka_unit_test(the_dashboard_of_jmeter_says_the_same),
		cmocka_unit_test(all_of_the_corpus_is_read),
	};

	return cmocka_run_group_tests_name("jmeter_csv", tests, NULL, NULL);
}
