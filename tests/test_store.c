/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/check.h"

#include "store/db_internal.h"
#include "store/metric.h"
#include "store/run.h"

#define SHA_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SHA_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static struct db *db; /* in memory */
static struct arena a;
static struct err err;

static int setup(void **state)
{
	(void)state;
	db = db_open(":memory:", DB_WRITE, &err);
	return db ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	arena_release(&a);
	db_close(db);
	return 0;
}

static void add_run(struct source_writer *w, double offered_rps)
{
	struct run_facts f = RUN_UNKNOWN;
	struct series_facts s = SERIES_UNKNOWN;

	f.tool = "fortio";
	f.target = "https://127.0.0.1/";
	f.offered_rps = offered_rps;
	s.name = "total";
	s.evidence = EVIDENCE_HISTOGRAM;
	s.requests = 10;
	CHECK_INT(source_run(w, &f, &err), 0);
	CHECK_INT(run_series(w, &s, &err), 0);
}

static struct run_list runs_now(void)
{
	struct run_list runs;

	CHECK_INT(runs_load(db, &a, &runs, &err), 0);
	return runs;
}

static void a_source_is_kept_whole(void **state)
{
	struct run_list runs;
	struct source_writer *w = source_begin(db, "x.json", "f", &err);

	(void)state;
	add_run(w, 100);
	add_run(w, INFINITY);
	CHECK_INT(source_commit(w, SHA_A, 5, &err), 0);
	runs = runs_now();
	CHECK_INT(runs.len, 2);
	CHECK_STR(runs.at[0].id, "aaaaaaaaaaaa.1");
	CHECK_STR(runs.at[1].id, "aaaaaaaaaaaa.2");
	CHECK_STR(run_label_value(&runs.at[0], "offered_rps"), "100");
	CHECK_STR(run_label_value(&runs.at[1], "offered_rps"), "max");
	CHECK_STR(run_label_value(&runs.at[0], "tls"), "yes");
	assert_null(run_label_value(&runs.at[0], "connections"));
	assert_true(isinf(runs.at[1].facts.offered_rps));
	CHECK_INT(runs.at[0].facts.duration_ns, UNKNOWN);
	CHECK_INT(runs.at[0].total.requests, 10);
}

static void a_discarded_source_leaves_nothing(void **state)
{
	struct run_list runs;
	struct source_list sources;
	struct source_writer *w = source_begin(db, "x.json", "f", &err);

	(void)state;
	add_run(w, 100);
	source_discard(w);
	runs = runs_now();
	CHECK_INT(sources_load(db, &a, &sources, &err), 0);
	CHECK_INT(runs.len + sources.len, 0);
}

static void the_same_content_is_kept_once(void **state)
{
	struct run_list runs;
	struct source_writer *w = source_begin(db, "x.json", "f", &err);

	(void)state;
	add_run(w, 1);
	CHECK_INT(source_commit(w, SHA_B, 5, &err), 0);
	w = source_begin(db, "copy.json", "f", &err);
	add_run(w, 1);
	CHECK_INT(source_commit(w, SHA_B, 5, &err), 1);
	runs = runs_now();
	CHECK_INT(runs.len, 1);
	CHECK_STR(runs.at[0].source_name, "x.json");
}

static void a_later_origin_of_a_label_wins(void **state)
{
	struct run_list runs;
	struct source_writer *w = source_begin(db, "x.json", "f", &err);

	(void)state;
	add_run(w, 1);
	CHECK_INT(run_label(w, "mesh", "set", LABEL_SET, &err), 0);
	CHECK_INT(run_label(w, "mesh", "path", LABEL_PATH, &err), 0);
	CHECK_INT(source_commit(w, SHA_A, 5, &err), 0);
	runs = runs_now();
	CHECK_STR(run_label_value(&runs.at[0], "mesh"), "set");
}

static void what_the_tool_does_not_say_a_label_may_say(void **state)
{
	struct run_list runs;
	struct source_writer *w = source_begin(db, "x.json", "f", &err);

	(void)state;
	add_run(w, NAN);
	CHECK_INT(run_label(w, "offered_rps", "max", LABEL_SET, &err), 0);
	CHECK_INT(run_label(w, "connections", "8", LABEL_SET, &err), 0);
	add_run(w, 100);
	CHECK_INT(run_label(w, "offered_rps", "200", LABEL_SET, &err), 0);
	CHECK_INT(run_label(w, "connections", "many", LABEL_SET, &err), 0);
	CHECK_INT(source_commit(w, SHA_A, 5, &err), 0);
	runs = runs_now();
	assert_true(isinf(runs.at[0].facts.offered_rps));
	CHECK_INT(runs.at[0].facts.connections, 8);
	CHECK_INT(runs.at[1].facts.offered_rps, 100);
	CHECK_INT(runs.at[1].facts.connections, UNKNOWN);
}

static void windows_add_up_to_the_run(void **state)
{
	struct recorder *r = recorder_new(100000);
	struct histogram h;
	struct run_list runs;
	struct source_writer *w = source_begin(db, "x.csv", "f", &err);

	(void)state;
	for (int64_t i = 0; i < 1000; i++)
		recorder_add(r,
		    &(struct sample){ i * 10000000, (i % 7 + 1) * 100000 });
	add_run(w, 1);
	CHECK_INT(series_recorded(w, r, &err), 0);
	CHECK_INT(source_commit(w, SHA_A, 5, &err), 0);
	runs = runs_now();
	CHECK_INT(run_histogram_load(db, &runs.at[0], &h, &err), 0);
	CHECK_INT(h.count, 1000);
	CHECK_INT(h.len, 7);
	CHECK_INT(h.min_ns, 100000);
	CHECK_INT(h.max_ns, 700000);
	CHECK_INT(h.sum_ns, 399700000);
	CHECK_INT(h.buckets[3].low_ns, 400000);
	CHECK_INT(h.buckets[3].high_ns, 400000);
	histogram_release(&h);
	recorder_free(r);
}

static void samples_come_back_within_their_window(void **state)
{
	struct metric m = { .name = "cpu", .role = "node", .labels = "{}" };
	struct metric_sample s[3000];
	struct metric_samples out;
	struct metric_list metrics;
	struct source_writer *w = source_begin(db, "p.json", "f", &err);

	(void)state;
	for (int i = 0; i < 3000; i++)
		s[i] = (struct metric_sample){ 1000000 + i * 1000, i };
	s[10].value = NAN;
	s[20].at_ms = s[19].at_ms;
	CHECK_INT(
	    source_metric(w, &m, (struct metric_samples){ s, 3000 }, &err), 0);
	CHECK_INT(source_commit(w, SHA_A, 5, &err), 0);
	CHECK_INT(metrics_load(db, &a, &metrics, &err), 0);
	CHECK_INT(metrics.len, 1);
	CHECK_INT(metric_samples_load(db, &metrics.at[0],
		      (struct time_window){ 1000000, 1025000 }, &a, &out, &err),
	    0);
	CHECK_INT(out.len, 24); /* 26, less the NaN and one of a pair */
	CHECK_INT(out.at[23].value, 25);
	CHECK_INT(out.at[18].value, 20);
	CHECK_INT(metric_samples_load(db, &metrics.at[0],
		      (struct time_window){ 2020000, 9999999999 }, &a, &out,
		      &err),
	    0);
	CHECK_INT(out.len, 1980);
}

#define DAY_MS INT64_C(86400000)

/* The distance of two samples in a block has 32 bits: 49.7 days. */
static void samples_may_lie_months_apart(void **state)
{
	struct metric_sample s[] = { { 1000, 1 }, { 2000, 2 },
		{ 60 * DAY_MS, 3 }, { 60 * DAY_MS + 1, 4 } };
	struct metric m = { .name = "cpu", .labels = "{}" };
	struct metric_samples out;
	struct metric_list metrics;
	struct time_window all = { 0, INT64_MAX };
	struct source_writer *w = source_begin(db, "p.json", "f", &err);

	(void)state;
	CHECK_INT(source_metric(w, &m, (struct metric_samples){ s, 4 }, &err),
	    0);
	CHECK_INT(source_commit(w, SHA_A, 5, &err), 0);
	CHECK_INT(metrics_load(db, &a, &metrics, &err), 0);
	CHECK_INT(metric_samples_load(db, &metrics.at[0], all, &a, &out, &err),
	    0);
	CHECK_INT(out.len, 4);
	for (size_t i = 0; i < 4; i++)
		CHECK_INT(out.at[i].at_ms, s[i].at_ms);
	CHECK_INT(
	    db_exec(db, "UPDATE metric_sample SET samples = x'0102'", &err), 0);
	CHECK_INT(metric_samples_load(db, &metrics.at[0], all, &a, &out, &err),
	    -1);
	CHECK_STR(err.msg, ":memory:: a damaged block of samples");
}

static void write_file(const char *path, const char *bytes, size_t len)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	fwrite(bytes, 1, len, f);
	fclose(f);
}

static void what_is_no_archive_is_told_apart(void **state)
{
	char dir[] = "/tmp/meshstat-test-XXXXXX", path[64];
	FILE *f;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/a.db", dir);
	assert_null(db_open(path, DB_READ, &err));
	assert_non_null(strstr(err.msg, "no such archive"));
	write_file(path, "this is no database, only some text", 35);
	assert_null(db_open(path, DB_WRITE, &err));
	assert_non_null(strstr(err.msg, "is not a meshstat archive"));
	unlink(path);
	db_close(db_open(path, DB_WRITE, &err));
	f = fopen(path, "r+b");
	fseek(f, 60, SEEK_SET); /* user_version, big-endian */
	fwrite("\0\0\0\x63", 1, 4, f);
	fclose(f);
	assert_null(db_open(path, DB_READ, &err));
	assert_non_null(strstr(err.msg, "is of version 99"));
	unlink(path);
	db_close(db_open(path, DB_WRITE, &err));
	f = fopen(path, "r+b");
	fseek(f, 4096, SEEK_SET); /* a page of the table source */
	for (int i = 0; i < 4000; i++)
		fputc(0xff, f);
	fclose(f);
	assert_null(db_open(path, DB_READ, &err));
	assert_non_null(strstr(err.msg, "the archive is damaged"));
	unlink(path);
	rmdir(dir);
}

#define IN_MEMORY(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_MEMORY(a_source_is_kept_whole),
		IN_MEMORY(a_discarded_source_leaves_nothing),
		IN_MEMORY(the_same_content_is_kept_once),
		IN_MEMORY(a_later_origin_of_a_label_wins),
		IN_MEMORY(what_the_tool_does_not_say_a_label_may_say),
		IN_MEMORY(windows_add_up_to_the_run),
		IN_MEMORY(samples_come_back_within_their_window),
		IN_MEMORY(samples_may_lie_months_apart),
		cmocka_unit_test(what_is_no_archive_is_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
