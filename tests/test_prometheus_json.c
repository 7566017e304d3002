/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "collect/importer.h"
#include "store/db.h"

extern const struct importer importer_prometheus_json;

static const struct time_window always = { 0, INT64_MAX };

/* An archive with one source in it, or the reason why not. */
struct outcome {
	struct err err;
	struct db *db;
	struct arena arena;
	struct metric_list metrics;
	bool claimed;
	int status;
};

static void read_source(struct outcome *o, struct input *in)
{
	const struct importer *i = &importer_prometheus_json;
	struct source_writer *w =
	    source_begin(o->db, input_name(in), i->name, &o->err);
	struct span head;
	char sha256[65];

	assert_non_null(w);
	assert_int_equal(input_head(in, &head, &o->err), 0);
	o->claimed = i->sniff(head);
	o->status = i->import(in, w, &o->err);
	if (o->status) {
		source_discard(w);
		return;
	}
	input_sha256(in, sha256);
	assert_int_equal(source_commit(w, sha256, input_bytes(in), &o->err), 0);
	assert_int_equal(metrics_load(o->db, &o->arena, &o->metrics, &o->err),
	    0);
}

static struct outcome import(struct input *in)
{
	struct outcome o = { 0 };

	assert_non_null(in);
	o.db = db_open(":memory:", DB_WRITE, &o.err);
	assert_non_null(o.db);
	read_source(&o, in);
	input_close(in);
	return o;
}

static struct outcome import_text(const char *text)
{
	return import(input_memory("dir/cpu.prom.json", span_of(text)));
}

static void release(struct outcome *o)
{
	arena_release(&o->arena);
	db_close(o->db);
}

static struct metric_samples samples_of(struct outcome *o, size_t i)
{
	struct metric_samples s;

	assert_true(i < o->metrics.len);
	assert_int_equal(metric_samples_load(o->db, &o->metrics.at[i], always,
			     &o->arena, &s, &o->err),
	    0);
	return s;
}

#define MATRIX "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\","
#define RESULT(list) MATRIX "\"result\":[" list "]}}"
#define SERIES(labels, values)                                                 \
	RESULT("{\"metric\":{" labels "},\"values\":[" values "]}")

static void a_matrix_becomes_series_in_exact_milliseconds(void **state)
{
	struct outcome o = import_text(SERIES(
	    "\"__name__\":\"up\",\"job\":\"a \\\"b\\\"\\n\",\"az\":\"1\"",
	    "[1795364119,\"1\"],[1795364119.75,\"1.5e-09\"],"
	    "[1795364120.123,\"-0\"],[1795364121,\"1.25e+22\"]"));
	struct metric_samples s;

	(void)state;
	assert_true(o.claimed);
	assert_string_equal(o.err.msg, "");
	assert_int_equal(o.metrics.len, 1);
	assert_string_equal(o.metrics.at[0].name, "up");
	assert_null(o.metrics.at[0].role);
	assert_null(o.metrics.at[0].quantity);
	assert_false(o.metrics.at[0].counter);
	assert_string_equal(o.metrics.at[0].labels,
	    "{\"az\":\"1\",\"job\":\"a \\\"b\\\"\\u000a\"}");
	s = samples_of(&o, 0);
	assert_int_equal(s.len, 4);
	assert_int_equal(s.at[0].at_ms, 1795364119000);
	assert_int_equal(s.at[1].at_ms, 1795364119750);
	assert_int_equal(s.at[2].at_ms, 1795364120123);
	assert_true(s.at[1].value == 1.5e-9);
	assert_true(s.at[3].value == 1.25e22);
	release(&o);
}

static void the_registry_says_whose_a_series_is(void **state)
{
	struct outcome o = import_text(
	    SERIES("\"__name__\":\"container_cpu_usage_seconds_total\","
		   "\"container\":\"istio-proxy\",\"pod\":\"cart-1\"",
		"[1,\"2\"]"));
	const struct metric *m = &o.metrics.at[0];

	(void)state;
	assert_int_equal(o.metrics.len, 1);
	assert_string_equal(m->role, "data-plane");
	assert_string_equal(m->quantity, "cpu_seconds");
	assert_string_equal(m->component, "cart-1");
	assert_null(m->match);
	assert_true(m->counter);
	release(&o);
}

static void a_proxy_counts_for_the_runs_through_it(void **state)
{
	struct outcome o = import_text(
	    SERIES("\"__name__\":\"namedprocess_namegroup_cpu_seconds_total\","
		   "\"groupname\":\"caddy\",\"mode\":\"user\"",
		"[1,\"2\"]"));

	(void)state;
	assert_int_equal(o.metrics.len, 1);
	assert_string_equal(o.metrics.at[0].component, "caddy");
	assert_string_equal(o.metrics.at[0].match, "proxy");
	release(&o);
}

static void what_nobody_claims_is_kept_without_a_role(void **state)
{
	struct outcome o =
	    import_text("[{\"metric\":{\"pod\":\"a\"},\"values\":[[1,\"2\"]]},"
			"{\"metric\":{\"__name__\":\"x_total\"},"
			"\"value\":[1,\"2\"]}]");

	(void)state;
	assert_true(o.claimed);
	assert_int_equal(o.metrics.len, 2);
	assert_string_equal(o.metrics.at[0].name, "x_total");
	assert_null(o.metrics.at[0].component);
	assert_true(o.metrics.at[0].counter);
	assert_string_equal(o.metrics.at[1].name, "cpu");
	assert_string_equal(o.metrics.at[1].component, "a");
	assert_null(o.metrics.at[1].role);
	assert_null(o.metrics.at[1].quantity);
	assert_false(o.metrics.at[1].counter);
	release(&o);
}

static void no_number_is_no_sample(void **state)
{
	struct outcome o = import_text(
	    SERIES("", "[1,\"NaN\"],[2,\"+Inf\"],[3,\"-Inf\"],[4,\"5\"]"));
	struct metric_samples s = samples_of(&o, 0);

	(void)state;
	assert_int_equal(s.len, 1);
	assert_int_equal(s.at[0].at_ms, 4000);
	release(&o);
}

static void assert_refused(const char *text, const char *message)
{
	struct outcome o = import_text(text);

	assert_int_equal(o.status, -1);
	assert_string_equal(o.err.msg, message);
	release(&o);
}

#define FILE_NAME "dir/cpu.prom.json: "

static void an_error_of_the_server_is_told_in_its_words(void **state)
{
	(void)state;
	assert_refused("{\"status\":\"error\",\"errorType\":\"bad_data\","
		       "\"error\":\"1:7: parse error\"}",
	    FILE_NAME "the server answers bad_data: 1:7: parse error");
	assert_refused("{\"status\":\"error\"}",
	    FILE_NAME "the server answers error: without a reason");
}

static void what_is_no_series_is_named(void **state)
{
	(void)state;
	assert_refused("{\"status\":\"success\",\"data\":{\"resultType\":"
		       "\"scalar\",\"result\":[1,\"3\"]}}",
	    FILE_NAME "data: expected a matrix or vector, got a scalar");
	assert_refused("{\"status\":\"success\",\"data\":[\"job\"]}", FILE_NAME
	    "data: expected the answer to a query, with a resultType");
	assert_refused("{\"status\":\"success\",\"data\":{\"version\":\"2\"}}",
	    FILE_NAME
	    "data: expected the answer to a query, with a resultType");
	assert_refused(RESULT(""),
	    FILE_NAME "no samples: 0 series, 0 values that are no finite "
		      "number, 0 native histograms, which are not read");
	assert_refused(SERIES("", "[1,\"NaN\"]"),
	    FILE_NAME "no samples: 1 series, 1 values that are no finite "
		      "number, 0 native histograms, which are not read");
	assert_refused(RESULT("{\"metric\":{},\"histograms\":[[1,{}],[2,{}]]}"),
	    FILE_NAME "no samples: 1 series, 0 values that are no finite "
		      "number, 2 native histograms, which are not read");
}

#define PATH FILE_NAME "data.result[0]."

static void each_fault_is_named_with_the_way_to_it(void **state)
{
	(void)state;
	assert_refused("[{\"metric\":{},\"values\":[[1,\"2",
	    "dir/cpu.prom.json:1: the JSON ends too early");
	assert_refused(RESULT("{\"values\":[]}"), PATH "metric: missing");
	assert_refused(RESULT("{\"metric\":{\"a\":1}}"),
	    PATH "metric.a: expected a string, got a number");
	assert_refused(RESULT("{\"metric\":{},\"values\":1}"),
	    PATH "values: expected an array, got a number");
	assert_refused(SERIES("", "[1]"),
	    PATH "values[0]: expected a time and a value");
	assert_refused(SERIES("", "[1,\"2\",3]"),
	    PATH "values[0]: expected a time and a value");
	assert_refused(SERIES("", "[\"1\",\"2\"]"),
	    PATH "values[0][0]: expected a number, got a string");
	assert_refused(SERIES("", "[1e300,\"2\"]"),
	    PATH "values[0][0]: expected a time, got 1e+300");
	assert_refused(SERIES("", "[1,2]"),
	    PATH "values[0][1]: expected a string, got a number");
	assert_refused(SERIES("", "[1,\"two\"]"),
	    PATH "values[0][1]: expected a number, got \"two\"");
	assert_refused(SERIES("", "[2,\"1\"],[1,\"1\"]"),
	    PATH "values[1]: its time lies before the last");
}

static bool sniffs(const char *head)
{
	return importer_prometheus_json.sniff(span_of(head));
}

static void it_claims_answers_and_nothing_else(void **state)
{
	(void)state;
	assert_true(sniffs("{\"status\":\"success\",\"isPartial\":false,"
			   "\"data\":{\"resultType\":\"vector\",\"resul"));
	assert_true(sniffs("{\"data\":{\"result\":[{\"metric\":{\"a\":\"b\"},"
			   "\"values\":[[1,"));
	assert_true(sniffs(" { \"status\" : \"error\", \"errorType\":\"x\"}"));
	assert_true(sniffs("[ {\"metric\": {}, \"values\": [[1, \"2\""));
	assert_false(sniffs("{\"status\":\"error\"}"));
	assert_false(sniffs("{\"status\":\"Success\",\"data\":{}}"));
	assert_false(sniffs("{\"data\":{\"result\":[]}}"));
	assert_false(sniffs("[{\"metric\":{}}]"));
	assert_false(sniffs("[]"));
	assert_false(sniffs("{__name__=\"up\"} 1 2"));
	assert_false(sniffs(""));
}

/* ---- real files ---- */

static bool is_json_file(const char *name)
{
	struct span s = span_of(name);

	return span_ends(s, SPAN(".json")) || span_ends(s, SPAN(".json.gz"));
}

/* Each is read, or refused with a reason; counts what was read. */
static size_t import_folder(const char *folder, const char *prefix)
{
	const char *shared = getenv("MESHSTAT_SHARED");
	size_t read = 0;
	char path[1000];
	DIR *dir;

	snprintf(path, sizeof(path), "%s/%s", shared ? shared : "../shared",
	    folder);
	dir = opendir(path);
	if (!dir) {
		print_message("# skipped: no %s\n", path);
		skip();
	}
	for (struct dirent *e; (e = readdir(dir));) {
		char file[2000];
		struct err err;
		struct outcome o;

		if (!is_json_file(e->d_name) ||
		    strncmp(e->d_name, prefix, strlen(prefix)) != 0)
			continue;
		snprintf(file, sizeof(file), "%s/%s", path, e->d_name);
		o = import(input_open(file, &err));
		if (o.status)
			print_message("# %s\n", o.err.msg);
		else
			assert_true(o.claimed && o.metrics.len);
		read += !o.status;
		release(&o);
	}
	closedir(dir);
	return read;
}

static void real_range_queries_are_read(void **state)
{
	(void)state;
	assert_int_equal(import_folder("captures/prom", "qr_"), 30);
	assert_int_equal(import_folder("captures/prom", "vm_qr_"), 6);
	assert_int_equal(import_folder("corpus/negative/mesh-bench-prom", ""),
	    20);
}

static void real_errors_are_refused(void **state)
{
	(void)state;
	/* The one that is read was meant to fail, and did not. */
	assert_int_equal(import_folder("captures/prom", "err_"), 1);
	assert_int_equal(import_folder("corpus/prometheus", "gen-prom242-err"),
	    0);
}

static void other_real_answers_are_read_or_refused(void **state)
{
	(void)state;
	assert_int_equal(import_folder("captures/prom", "q_"), 5);
	assert_int_equal(import_folder("corpus/prometheus", ""), 9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_matrix_becomes_series_in_exact_milliseconds),
		cmocka_unit_test(the_registry_says_whose_a_series_is),
		cmocka_unit_test(a_proxy_counts_for_the_runs_through_it),
		cmocka_unit_test(what_nobody_claims_is_kept_without_a_role),
		cmocka_unit_test(no_number_is_no_sample),
		cmocka_unit_test(an_error_of_the_server_is_told_in_its_words),
		cmocka_unit_test(what_is_no_series_is_named),
		cmocka_unit_test(each_fault_is_named_with_the_way_to_it),
		cmocka_unit_test(it_claims_answers_and_nothing_else),
		cmocka_unit_test(real_range_queries_are_read),
		cmocka_unit_test(real_errors_are_refused),
		cmocka_unit_test(other_real_answers_are_read_or_refused),
	};

	return cmocka_run_group_tests_name("prometheus_json", tests, NULL,
	    NULL);
}
