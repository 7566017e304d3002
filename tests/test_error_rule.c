/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an error is, is the same for every tool (store/run.h): every recorded
 * result is collected, and its errors are held against its statuses.
 */
#include <unistd.h>

#include "corpus.h"

#include "collect/tree.h"

/* Tools with which the author of a test says what is a success. */
static const char *const by_author[] = { "gatling", "jmeter", "k6", "locust",
	"taurus" };

static bool is_by_author(const struct run *run)
{
	for (size_t i = 0; i < sizeof(by_author) / sizeof(*by_author); i++)
		if (strcmp(run->facts.tool, by_author[i]) == 0)
			return true;
	return false;
}

/* Formats that have a row for each response, and nothing of other requests. */
static const char *const responses_alone[] = { "ab-gnuplot", "hey-csv",
	"oha-csv" };

static bool lists_responses_alone(const struct run *run)
{
	for (size_t i = 0;
	     i < sizeof(responses_alone) / sizeof(*responses_alone); i++)
		if (strcmp(run->source_format, responses_alone[i]) == 0)
			return true;
	return false;
}

static void collect_file(struct imported *o, const char *path)
{
	struct err err;
	struct input *in = input_open(path, &err);
	const struct importer *importer;

	assert_non_null(in);
	importer = importer_for(in, NULL, &err);
	if (importer)
		imported_source(o, importer, in);
	input_close(in);
}

static void check_run(struct imported *o, const struct run *run)
{
	struct count_list statuses;
	int64_t failed = 0;

	if (run->total.errors == UNKNOWN || is_by_author(run))
		return;
	if (run->total.errors != UNKNOWN && !run->total.errors_at_least &&
	    lists_responses_alone(run))
		fail_msg("%s (%s): no errors, where what was not answered is "
			 "left out",
		    run->source_name, run->source_format);
	assert_int_equal(
	    run_status_load(o->db, run, &o->arena, &statuses, &o->err), 0);
	for (size_t i = 0; i < statuses.len; i++)
		if (status_is_error(span_of(statuses.at[i].what)))
			failed += statuses.at[i].count;
	if (run->total.errors < failed ||
	    (run->total.requests != UNKNOWN &&
		run->total.errors > run->total.requests))
		fail_msg("%s (%s): %lld errors of %lld requests, statuses say "
			 "%lld",
		    run->source_name, run->source_format,
		    (long long)run->total.errors,
		    (long long)run->total.requests, (long long)failed);
}

static void check_folder(const char *folder)
{
	struct imported o = { .status = 0 };
	struct file_list files = { 0 };

	if (access(folder, R_OK) != 0) {
		print_message("skipped: no %s\n", folder);
		return;
	}
	o.db = db_open(":memory:", DB_WRITE, &o.err);
	assert_non_null(o.db);
	assert_int_equal(tree_add(folder, &o.arena, &files, &o.err), 0);
	for (size_t i = 0; i < files.len; i++)
		collect_file(&o, files.at[i].path);
	assert_int_equal(runs_load(o.db, &o.arena, &o.runs, &o.err), 0);
	print_message("%zu runs in %s\n", o.runs.len, folder);
	for (size_t i = 0; i < o.runs.len; i++)
		check_run(&o, &o.runs.at[i]);
	imported_release(&o);
}

static void no_run_has_fewer_errors_than_its_statuses_say(void **state)
{
	struct arena a = { 0 };

	(void)state;
	check_folder("tests/data");
	check_folder("samples");
	check_folder(corpus_path(&a, "captures"));
	check_folder(corpus_path(&a, "corpus"));
	arena_release(&a);
}

/* The errors of a run with that many unanswered, 7 times 200, 3 times 503. */
static int64_t errors_with(int64_t errors, int64_t unanswered)
{
	struct imported o = { .status = 0 };
	struct run_facts run = RUN_UNKNOWN;
	struct series_facts total = SERIES_UNKNOWN;
	struct source_writer *w;

	run.tool = "x";
	total.name = "total";
	total.errors = errors;
	total.unanswered = unanswered;
	o.db = db_open(":memory:", DB_WRITE, &o.err);
	w = source_begin(o.db, "x", "x", &o.err);
	assert_false(source_run(w, &run, &o.err) ||
		     run_series(w, &total, &o.err) ||
		     series_status(w, "200", 7, &o.err) ||
		     series_status(w, "503", 1, &o.err) ||
		     series_status(w, "503", 2, &o.err) ||
		     source_commit(w, "0123456789abcdef", 1, &o.err) ||
		     runs_load(o.db, &o.arena, &o.runs, &o.err));
	errors = o.runs.at[0].total.errors;
	imported_release(&o);
	return errors;
}

static void errors_are_what_was_not_answered_and_error_statuses(void **state)
{
	(void)state;
	assert_int_equal(errors_with(UNKNOWN, 4), 7);
	assert_int_equal(errors_with(UNKNOWN, 0), 3);
}

static void a_count_of_errors_by_the_tool_stays_as_it_is(void **state)
{
	(void)state;
	assert_int_equal(errors_with(5, UNKNOWN), 5);
	assert_int_equal(errors_with(UNKNOWN, UNKNOWN), UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_run_has_fewer_errors_than_its_statuses_say),
		cmocka_unit_test(
		    errors_are_what_was_not_answered_and_error_statuses),
		cmocka_unit_test(a_count_of_errors_by_the_tool_stays_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
