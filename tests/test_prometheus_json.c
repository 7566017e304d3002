/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/corpus.h"

extern const struct importer importer_prometheus_json;

static const struct time_window always = { 0, INT64_MAX };

/* What became of a source, and the series that the archive then has. */
struct outcome {
	struct imported in;
	struct metric_list metrics;
};

static struct outcome import_text(const char *text)
{
	struct outcome o = { .in = imported_span(&importer_prometheus_json,
				 "dir/cpu.prom.json", span_of(text)) };

	assert_int_equal(
	    metrics_load(o.in.db, &o.in.arena, &o.metrics, &o.in.err), 0);
	return o;
}

static void release(struct outcome *o)
{
	imported_release(&o->in);
}

static struct metric_samples samples_of(struct outcome *o, size_t i)
{
	struct metric_samples s;

	assert_true(i < o->metrics.len);
	assert_int_equal(metric_samples_load(o->in.db, &o->metrics.at[i],
			     always, &o->in.arena, &s, &o->in.err),
	    0);
	return s;
}

#define MATRIX "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\","
#define RESULT(list) MATRIX "\"result\":[" list "]}}"
#define SERIES(labels, values)                                                 \
	RESULT("{\"metric\":{" labels "},\"values\":[" values "]}")

static const char *warnings_of(struct outcome *o)
{
	struct source_list sources;

	assert_int_equal(
	    sources_load(o->in.db, &o->in.arena, &sources, &o->in.err), 0);
	assert_int_equal(sources.len, 1);
	return sources.at[0].warnings;
}

static void a_success_may_warn_that_it_is_a_part(void **state)
{
	static const char series[] =
	    "{\"metric\":{},\"values\":[[1795364119,\"1\"]]}";
	struct outcome o = import_text(
	    RESULT("{\"metric\":{},\"values\":[[1795364119,\"1\"]]}"));
	struct arena a = { 0 };

	(void)state;
	assert_null(warnings_of(&o));
	release(&o);
	o = import_text(arena_printf(&a,
	    MATRIX "\"result\":[%s]},\"warnings\":[\"store a is down\","
		   "\"store a is down\"],\"infos\":[\"no counter\"]}",
	    series));
	assert_string_equal(warnings_of(&o), "store a is down\nno counter");
	release(&o);
	o = import_text(arena_printf(&a,
	    MATRIX "\"result\":[%s]},\"warnings\":[7]}", series));
	assert_int_equal(o.in.status, -1);
	release(&o);
	o = import_text(arena_printf(&a,
	    MATRIX "\"result\":[%s]},\"warnings\":[\"%03000d\",\"b\"]}", series,
	    1));
	assert_string_equal(warnings_of(&o), "b");
	release(&o);
	arena_release(&a);
}

/* VictoriaMetrics does not warn. */
static void a_success_that_is_partial_says_so(void **state)
{
	struct outcome o =
	    import_text("{\"isPartial\":true,\"status\":\"success\",\"data\":{"
			"\"resultType\":\"matrix\",\"result\":[{\"metric\":{},"
			"\"values\":[[1795364119,\"1\"]]}]}}");

	(void)state;
	assert_string_equal(warnings_of(&o),
	    "the answer is a part (isPartial)");
	release(&o);
	o = import_text("{\"isPartial\":false,\"status\":\"success\",\"data\":{"
			"\"resultType\":\"matrix\",\"result\":[{\"metric\":{},"
			"\"values\":[[1795364119,\"1\"]]}]}}");
	assert_null(warnings_of(&o));
	release(&o);
}

static void a_warning_loses_the_password_of_the_store(void **state)
{
	struct outcome o = import_text(
	    MATRIX "\"result\":[{\"metric\":{},\"values\":[[1795364119,"
		   "\"1\"]]}]},\"infos\":[\"http://me:pw@store/ is down\"]}");

	(void)state;
	assert_string_equal(warnings_of(&o), "http://store/ is down");
	release(&o);
}

static void a_matrix_becomes_series_in_exact_milliseconds(void **state)
{
	struct outcome o = import_text(SERIES(
	    "\"__name__\":\"up\",\"job\":\"a \\\"b\\\"\\n\",\"az\":\"1\"",
	    "[1795364119,\"1\"],[1795364119.75,\"1.5e-09\"],"
	    "[1795364120.123,\"-0\"],[1795364121,\"1.25e+22\"]"));
	struct metric_samples s;

	(void)state;
	assert_string_equal(o.in.err.msg, "");
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

static void a_vector_has_one_value_of_each_series(void **state)
{
	struct outcome o = import_text(
	    "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\","
	    "\"result\":[{\"metric\":{\"a\":\"b\"},\"value\":[1.001,\"2\"]}]}"
	    "}");
	struct metric_samples s = samples_of(&o, 0);

	(void)state;
	assert_int_equal(s.len, 1);
	assert_int_equal(s.at[0].at_ms, 1001); /* 1.001 * 1000 is less */
	release(&o);
}

static void no_number_is_no_sample(void **state)
{
	struct outcome o = import_text(
	    SERIES("", "[1,\"NaN\"],[2,\"+Inf\"],[3,\"-Inf\"],[3.5,\"Inf\"],"
		       "[4,\"5\"]"));
	struct metric_samples s = samples_of(&o, 0);

	(void)state;
	assert_int_equal(s.len, 1);
	assert_int_equal(s.at[0].at_ms, 4000);
	release(&o);
}

static void assert_refused(const char *text, const char *message)
{
	assert_import_fails(&importer_prometheus_json, "dir/cpu.prom.json",
	    text, message);
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
	assert_refused(RESULT("{\"metric\":{},\"histogram\":[1,{}]}"),
	    FILE_NAME "no samples: 1 series, 0 values that are no finite "
		      "number, 1 native histograms, which are not read");
	assert_refused(RESULT("{\"metric\":{},\"histograms\":[[1,{}],[2,{}]]}"),
	    FILE_NAME "no samples: 1 series, 0 values that are no finite "
		      "number, 2 native histograms, which are not read");
}

#define PATH FILE_NAME "data.result[0]."

static void histograms_beside_samples_are_left_with_a_warning(void **state)
{
	struct outcome o =
	    import_text(RESULT("{\"metric\":{},\"values\":[[1795364119,\"1\"]],"
			       "\"histograms\":[[1,{}],[2,{}]]}"));

	(void)state;
	assert_int_equal(o.in.status, 0);
	assert_string_equal(warnings_of(&o),
	    "native histograms are not read, and here are 2");
	release(&o);
}

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

static void an_answer_cut_short_is_refused_wherever_it_ends(void **state)
{
	const struct span whole =
	    SPAN(SERIES("\"__name__\":\"up\"", "[1,\"2\"],[3,\"4\"]"));

	(void)state;
	for (size_t n = 0; n < whole.len; n++) {
		struct imported o = imported_span(&importer_prometheus_json,
		    "cut", (struct span){ whole.at, n });

		assert_int_equal(o.status, -1);
		assert_true(span_starts(span_of(o.err.msg), SPAN("cut")));
		imported_release(&o);
	}
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
	assert_false(sniffs("{\"status\":\"success\",\"data\":[\"job\"]}"));
	assert_false(sniffs("{\"status\":\"success\",\"data\":{}}"));
	assert_false(sniffs("{\"data\":{\"result\":[]}}"));
	assert_false(sniffs("[{\"metric\":{}}]"));
	assert_false(sniffs("[]"));
	assert_false(sniffs("{__name__=\"up\"} 1 2"));
	assert_false(sniffs(""));
}

/* ---- real files ---- */

/* Files whose name begins so, and how many of them were read. */
struct census {
	const char *prefix;
	int files, read;
};

static bool is_asked_for(const char *path, const char *prefix)
{
	struct span s = span_of(strrchr(path, '/') + 1);

	return span_starts(s, span_of(prefix)) &&
	       (span_ends(s, SPAN(".json")) || span_ends(s, SPAN(".json.gz")));
}

/* Each is read, or refused with a reason. */
static void import_file(const char *path, void *context)
{
	const struct importer *i = &importer_prometheus_json;
	struct census *census = context;
	struct imported o;

	if (!is_asked_for(path, census->prefix))
		return;
	o = imported_file(i, path);
	if (!o.status)
		assert_ptr_equal(corpus_claim(path), i);
	else
		assert_true(span_starts(span_of(o.err.msg), span_of(path)));
	census->files++;
	census->read += !o.status;
	imported_release(&o);
}

static void assert_read(const char *folder, const char *prefix, int read,
    int refused)
{
	struct census census = { .prefix = prefix };

	if (!corpus_each(folder, import_file, &census))
		skip();
	assert_int_equal(census.read, read);
	assert_int_equal(census.files - census.read, refused);
}

static void real_range_queries_are_read(void **state)
{
	(void)state;
	assert_read("captures/prom", "qr_", 30, 0);
	assert_read("captures/prom", "vm_qr_", 6, 0);
	assert_read("corpus/negative/mesh-bench-prom", "", 20, 0);
}

static void real_errors_are_refused(void **state)
{
	(void)state;
	/* The one that is read was meant to fail, and did not. */
	assert_read("captures/prom", "err_", 1, 9);
	assert_read("corpus/prometheus", "gen-prom242-error", 0, 2);
}

static void other_real_answers_are_read_or_refused(void **state)
{
	(void)state;
	assert_read("captures/prom", "q_", 5, 5);
	assert_read("corpus/prometheus", "", 9, 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_success_may_warn_that_it_is_a_part),
		cmocka_unit_test(a_success_that_is_partial_says_so),
		cmocka_unit_test(a_warning_loses_the_password_of_the_store),
		cmocka_unit_test(a_matrix_becomes_series_in_exact_milliseconds),
		cmocka_unit_test(the_registry_says_whose_a_series_is),
		cmocka_unit_test(a_proxy_counts_for_the_runs_through_it),
		cmocka_unit_test(what_nobody_claims_is_kept_without_a_role),
		cmocka_unit_test(a_vector_has_one_value_of_each_series),
		cmocka_unit_test(no_number_is_no_sample),
		cmocka_unit_test(an_error_of_the_server_is_told_in_its_words),
		cmocka_unit_test(what_is_no_series_is_named),
		cmocka_unit_test(each_fault_is_named_with_the_way_to_it),
		cmocka_unit_test(
		    histograms_beside_samples_are_left_with_a_warning),
		cmocka_unit_test(
		    an_answer_cut_short_is_refused_wherever_it_ends),
		cmocka_unit_test(it_claims_answers_and_nothing_else),
		cmocka_unit_test(real_range_queries_are_read),
		cmocka_unit_test(real_errors_are_refused),
		cmocka_unit_test(other_real_answers_are_read_or_refused),
	};

	return cmocka_run_group_tests_name("prometheus_json", tests, NULL,
	    NULL);
}
