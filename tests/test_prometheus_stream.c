/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/builder.h"
#include "collect/prometheus_stream.h"

#define NAME "day.json"

static const char head[] =
    "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[";

/* One series longer than the head, with values of all lengths. */
static void build_long(struct builder *b)
{
	uint64_t state = 1;

	build(b, "{\"metric\":{\"__name__\":\"up\",\"a\":\"]}\"},\"values\":[");
	for (int i = 0; i < 8000; i++) {
		double value;

		state = state * 6364136223846793005u + 1442695040888963407u;
		value = (double)(state >> 11) * 0x1p-53;
		build(b, "%s[%d%s,\"%.*f\"]", i ? "," : "", 1777900000 + i,
		    i % 3 ? "" : ".125", i % 18, value * (i % 1000));
	}
	build(b, "]}");
}

/* Between two series that are longer than the head. */
static const char *answer_with(struct arena *a, const char *series)
{
	struct builder b = { .arena = a };

	build(&b, "%s", head);
	build_long(&b);
	build(&b, ",%s,", series);
	build_long(&b);
	build(&b, "]},\"warnings\":[\"]\"]}\n");
	return build_text(&b);
}

/* What the same text is as a document. */
struct document {
	struct prometheus_answer answer;
	struct arena arena;
	size_t seen;
};

static int compare(const struct prometheus_series *s, void *context,
    struct err *err)
{
	struct document *d = context;
	const struct prometheus_series *want = &d->answer.at[d->seen++];

	(void)err;
	if (want->name)
		assert_string_equal(s->name, want->name);
	else
		assert_null(s->name);
	assert_string_equal(metric_labels_json(&d->arena, s->labels),
	    metric_labels_json(&d->arena, want->labels));
	assert_int_equal(s->samples.len, want->samples.len);
	for (size_t i = 0; i < s->samples.len; i++) {
		assert_int_equal(s->samples.at[i].at_ms,
		    want->samples.at[i].at_ms);
		assert_memory_equal(&s->samples.at[i].value,
		    &want->samples.at[i].value, sizeof(double));
	}
	return 0;
}

static void assert_as_document(const char *text)
{
	struct document d = { .seen = 0 };
	struct input *in = input_memory(NAME, span_of(text));
	struct prometheus_answer counted;
	struct err err = { "" };

	assert_int_equal(prometheus_answer_parse(span_of(text), NAME, &d.arena,
			     &d.answer, &err),
	    0);
	assert_int_equal(
	    prometheus_stream_read(in, compare, &d, &counted, &err), 0);
	assert_string_equal(err.msg, "");
	assert_int_equal(d.seen, d.answer.len);
	assert_int_equal(counted.len, d.answer.len);
	assert_int_equal(counted.dropped, d.answer.dropped);
	assert_int_equal(counted.histograms, d.answer.histograms);
	assert_string_equal(counted.warnings, d.answer.warnings);
	input_close(in);
	arena_release(&d.arena);
}

static void a_series_in_any_form_is_read_as_in_a_document(void **state)
{
	static const char *const forms[] = {
		"{\"metric\":{},\"values\":[[1,\"2\"]]}",
		" { \"metric\" : {} ,\n\"values\" : [ [ 1 , \"2\" ] ] } ",
		"{\"values\":[[1,\"2\"]],\"metric\":{\"a\":\"b\"}}",
		"{\"metric\":{},\"value\":[1.781,\"2\"]}",
		"{\"metric\":{},\"values\":[]}",
		"{\"metric\":{},\"values\":[[1,\"2\"]],\"value\":[2,\"3\"]}",
		"{\"metric\":{},\"histograms\":[[1,{}],[2,{}]]}",
		"{\"metric\":{\"a\":\"\\\"]\\u00e9\"},\"values\":[[1,\"NaN\"],"
		"[2,\"+Inf\"],[2.5,\"-0\"],[3,\"1e-300\"],[3,\"1.5e+22\"]]}",
		"{\"metric\":{},\"values\":[[1.0004,\"1\"],[1e1,\"007\"],"
		"[20,\"9007199254740993\"],[21,\"1.\"],[22,\"999999999999."
		"999\"]"
		"]}",
		"{\"metric\":{},\"values\":[[-5,\"1\"],[00,\"+1\"]]}",
		/* As long as the one before, and not like it. */
		"{\"metric\":{},\"values\":[[1777900015,\"560\"],"
		"[1777900016,\"561\"],[1777900017,\"-57\"],[1777900018,"
		"\"+58\"],[1777900019,\"5.9\"],[1777900020,\"1e9\"],"
		"[1777900021,\"NaN\"],[177790003e1,\"562\"],[177790004e1,"
		"\"563\"],[1777900045,\"56\"],[1777900046,\"7890\"],"
		"[1777900047.5,\"12\"],[1777900048,\"3456\"],[1777900049,"
		"\"1234567890123456\"],[1777900050,\"9007199254740993\"]]}",
		"{\"metric\":{},\"values\":[[1777900015,\"56\"],[ 177790001"
		"6,\"5\"]]}",
		"{\"metric\":{},\"values\":[[1777900015,\"567\"],[1777900016"
		",\"5\" ]]}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		struct arena a = { 0 };

		assert_as_document(answer_with(&a, forms[i]));
		arena_release(&a);
	}
}

static int nothing(const struct prometheus_series *s, void *context,
    struct err *err)
{
	(void)s;
	(void)context;
	(void)err;
	return 0;
}

static int read_text(struct span text, struct err *err)
{
	struct input *in = input_memory(NAME, text);
	struct prometheus_answer counted;
	int status = prometheus_stream_read(in, nothing, NULL, &counted, err);

	input_close(in);
	return status;
}

static void a_bare_list_is_read_as_in_a_document(void **state)
{
	struct arena a = { 0 };
	struct builder b = { .arena = &a };

	(void)state;
	build(&b, "[ ");
	build_long(&b);
	build(&b, ",{\"metric\":{},\"value\":[1,\"2\"]} ]\n");
	assert_true(prometheus_stream_begins(
	    (struct span){ build_text(&b), INPUT_HEAD_BYTES }));
	assert_as_document(build_text(&b));
	arena_release(&a);
}

static void assert_refused(const char *series, const char *message)
{
	struct arena a = { 0 };
	struct err err = { "" };

	assert_int_equal(read_text(span_of(answer_with(&a, series)), &err), -1);
	assert_string_equal(err.msg, message);
	arena_release(&a);
}

static void each_fault_is_named_with_the_way_to_it(void **state)
{
	(void)state;
	assert_refused("{\"values\":[]}",
	    NAME ": data.result[1].metric: missing");
	assert_refused("{\"metric\":{\"a\":1},\"values\":[[1,\"2\"]]}",
	    NAME ": data.result[1].metric.a: expected a string, got a number");
	assert_refused("{\"metric\":{},\"values\":[[1,\"2\"],[1]]}",
	    NAME ": data.result[1].values[1]: expected a time and a value");
	assert_refused("{\"metric\":{},\"values\":[[2,\"1\"],[1,\"1\"]]}",
	    NAME ": data.result[1].values[1]: its time lies before the last");
	assert_refused("{\"metric\":{},\"values\":[[1e12,\"1\"]]}",
	    NAME ": data.result[1].values[0][0]: expected a time, got 1e+12");
	assert_refused("{\"metric\":{},\"values\":[[1,\"two\"]]}",
	    NAME ": data.result[1].values[0][1]: expected a number, got "
		 "\"two\"");
	assert_refused("{\"metric\":{}} {\"metric\":{}}",
	    NAME ": expected \",\" or \"]\" after the series 1");
}

static void what_stands_around_the_list_counts(void **state)
{
	struct arena a = { 0 };
	struct builder scalar = { .arena = &a }, trouble = { .arena = &a };
	struct err err;

	(void)state;
	build(&scalar, "{\"status\":\"success\",\"data\":{\"result\":[");
	build_long(&scalar);
	build(&scalar, "],\"resultType\":\"streams\"}}");
	assert_int_equal(read_text(span_of(build_text(&scalar)), &err), -1);
	assert_string_equal(err.msg,
	    NAME ": data: expected a matrix or vector, got a streams");
	build(&trouble, "{\"data\":{\"resultType\":\"matrix\",\"result\":[");
	build_long(&trouble);
	build(&trouble, "]},\"status\":\"error\",\"error\":\"too slow\"}");
	assert_int_equal(read_text(span_of(build_text(&trouble)), &err), -1);
	assert_string_equal(err.msg,
	    NAME ": the server answers error: too slow");
	arena_release(&a);
}

static void an_answer_cut_short_is_refused_wherever_it_ends(void **state)
{
	struct arena a = { 0 };
	struct span whole =
	    span_of(answer_with(&a, "{\"metric\":{},\"values\":[[1,\"2\"]]}"));
	size_t last = span_trim(whole).len - 1;

	(void)state;
	for (size_t n = INPUT_HEAD_BYTES; n <= last;
	     n += n + 200 < last ? 997 : 1) {
		/* With an end of its own, so that a sanitizer watches it. */
		char *text = strndup(whole.at, n);
		struct err err = { "" };

		assert_int_equal(read_text((struct span){ text, n }, &err), -1);
		assert_true(span_starts(span_of(err.msg), SPAN(NAME ":")));
		free(text);
	}
	arena_release(&a);
}

static void short_answers_and_those_of_no_series_are_documents(void **state)
{
	struct arena a = { 0 };
	const char *text = answer_with(&a, "{\"metric\":{}}");
	char *scalar = strdup(text);

	(void)state;
	assert_true(
	    prometheus_stream_begins((struct span){ text, INPUT_HEAD_BYTES }));
	assert_false(prometheus_stream_begins(
	    (struct span){ text, INPUT_HEAD_BYTES - 1 }));
	scalar[sizeof(head) - 1] = '7';
	assert_false(prometheus_stream_begins(
	    (struct span){ scalar, INPUT_HEAD_BYTES }));
	free(scalar);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_series_in_any_form_is_read_as_in_a_document),
		cmocka_unit_test(a_bare_list_is_read_as_in_a_document),
		cmocka_unit_test(each_fault_is_named_with_the_way_to_it),
		cmocka_unit_test(what_stands_around_the_list_counts),
		cmocka_unit_test(
		    an_answer_cut_short_is_refused_wherever_it_ends),
		cmocka_unit_test(
		    short_answers_and_those_of_no_series_are_documents),
	};

	return cmocka_run_group_tests_name("prometheus_stream", tests, NULL,
	    NULL);
}
