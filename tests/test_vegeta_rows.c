/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus.h"

#include <math.h>

#include "base/bits.h"
#include "collect/csv_index.h"

extern const struct importer importer_vegeta_csv, importer_vegeta_ndjson;

#define ROW7 "1700000000123456789,200,2262326,0,13,,eHh4\n"
#define ROW9 "1700000000123456789,200,2262326,0,13,,eHh4,ramp,1\n"
#define ROW12                                                                  \
	"1700000000123456789,200,2262326,0,13,,eHh4,ramp,1,GET,http://h/"      \
	",Q29\n"
#define FAILED                                                                 \
	"1700000001000000000,0,30000000000,0,0,\"Get \"\"http://u:p@h/\"\": "  \
	"dial tcp: i/o timeout\",,ramp,2,GET,http://h/,\n"
#define REFUSED                                                                \
	"1700000002000000000,503,1000,0,0,503 Service Unavailable,,ramp,3,"    \
	"GET,http://h/,\n"
#define LINE                                                                   \
	"{\"attack\":\"ramp\",\"seq\":0,\"code\":200,\"timestamp\":"           \
	"\"2023-11-14T22:13:20.123456789Z\",\"latency\":2262326,"              \
	"\"bytes_out\":0,\"bytes_in\":13,\"error\":\"\",\"body\":\"eHh4\","    \
	"\"method\":\"GET\",\"url\":\"http://h/\",\"headers\":{}}\n"
#define FAILED_LINE                                                            \
	"{\"attack\":\"ramp\",\"seq\":2,\"code\":0,\"timestamp\":"             \
	"\"2023-11-14T22:13:21Z\",\"latency\":30000000000,\"bytes_out\":0,"    \
	"\"bytes_in\":0,\"error\":\"Get \\\"http://u:p@h/\\\": dial tcp: "     \
	"i/o timeout\",\"body\":null,\"method\":\"GET\",\"url\":"              \
	"\"http://h/\",\"headers\":null}\n"
#define SHUFFLED                                                               \
	"{\"code\": 503, \"latency\": 1000, \"bytes_in\": 0, \"timestamp\": "  \
	"\"2023-11-14T22:13:22Z\", \"url\": \"http://h/\", \"attack\": "       \
	"\"ramp\", \"error\": \"503 Service Unavailable\"}\n"

static struct imported import(const char *text)
{
	const struct importer *i =
	    *text == '{' ? &importer_vegeta_ndjson : &importer_vegeta_csv;

	assert_true(i->sniff(span_of(text)));
	return imported_span(i, "v", span_of(text));
}

static void both_say_the_same(void **state)
{
	static const char *const texts[] = { ROW12 FAILED REFUSED,
		LINE FAILED_LINE SHUFFLED };

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct imported o = import(texts[i]);
		const struct run *run = imported_run(&o);

		assert_string_equal(run->facts.name, "ramp");
		assert_string_equal(run->facts.target, "http://h/");
		assert_int_equal(run->facts.load_model, LOAD_OPEN);
		assert_int_equal(run->facts.population, POPULATION_ALL);
		assert_int_equal(run->facts.started_at_ns, 1700000000123456789);
		assert_int_equal(run->facts.duration_ns, 30876543211);
		assert_int_equal(run->facts.bytes_received, 13);
		assert_int_equal(run->total.requests, 3);
		assert_int_equal(run->total.errors, 2);
		assert_int_equal(run->total.max_ns, 30000000000);
		assert_string_equal(imported_errors(&o, run),
		    "timeout: Get \"http://h/\": dial tcp: i/o timeout=1;");
		imported_release(&o);
	}
}

static void columns_came_with_versions(void **state)
{
	static const char *const texts[] = { ROW7, ROW9, ROW12 };

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct imported o = import(texts[i]);
		const struct run *run = imported_run(&o);

		assert_int_equal(run->total.min_ns, 2262326);
		assert_true(!run->facts.name == (i < 1));
		assert_true(!run->facts.target == (i < 2));
		imported_release(&o);
	}
}

static void what_differs_between_rows_is_not_of_the_run(void **state)
{
	struct imported o = import(ROW12
	    "1700000000123456789,200,1,0,13,,,ramp,1,GET,http://other/,\n");

	(void)state;
	assert_string_equal(imported_run(&o)->facts.name, "ramp");
	assert_null(imported_run(&o)->facts.target);
	imported_release(&o);
}

static void more_bytes_than_a_number_holds_stay_there(void **state)
{
	static const char row[] =
	    "1700000000000000000,200,1,0,9999999999999999,,eHh4\n";
	char text[1000 * (sizeof(row) - 1) + 1] = "";
	struct imported o;

	(void)state;
	for (size_t i = 0; i < 1000; i++)
		memcpy(text + i * (sizeof(row) - 1), row, sizeof(row));
	o = import(text);
	assert_int_equal(imported_run(&o)->facts.bytes_received, INT64_MAX);
	imported_release(&o);
}

static void faults_are_named_with_their_line(void **state)
{
	(void)state;
	assert_import_fails(&importer_vegeta_csv, "v", ROW7 "1,2\n",
	    "v:2: expected 7, 9 or 12 columns, got 2");
	assert_import_fails(&importer_vegeta_csv, "v",
	    ROW7 "1700000000123456789,200,x,0,13,,\n",
	    "v:2: expected numbers in the first 5 columns, got "
	    "\"1700000000123456789,200,x,0,13\"");
	assert_import_fails(&importer_vegeta_csv, "v",
	    ROW7 "1700000000123456789,1000,1,0,13,,\n",
	    "v:2: expected a status from 0 to 999");
	assert_import_fails(&importer_vegeta_csv, "v",
	    ROW7 "1700000000123456789,200,9999999999999999,0,13,,\n",
	    "v:2: expected a latency from 0 to 1,000,000 seconds");
	assert_import_fails(&importer_vegeta_ndjson, "v", LINE "{\"a\":1}\n",
	    "v:2: expected a result of vegeta, got \"{\"a\":1}\"");
}

static void a_last_row_that_is_cut_is_told(void **state)
{
	struct imported o = import(ROW12 "1700000000123456789,200,22");

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the last result is cut");
	assert_int_equal(imported_run(&o)->total.requests, 1);
	imported_release(&o);
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_vegeta_csv,
	    span_of(ROW12 FAILED));
	assert_every_cut_is_survived(&importer_vegeta_ndjson,
	    span_of(LINE FAILED_LINE));
}

static void files_as_vegeta_wrote_them_are_read(void **state)
{
	static const char *const paths[] = { "tests/data/vegeta/results.csv",
		"tests/data/vegeta/results.ndjson" };

	(void)state;
	for (int i = 0; i < 2; i++) {
		const struct importer *claim = corpus_claim(paths[i]);
		struct imported o = imported_file(claim, paths[i]);

		assert_ptr_equal(claim,
		    i ? &importer_vegeta_ndjson : &importer_vegeta_csv);
		assert_int_equal(imported_run(&o)->total.requests, 60);
		assert_string_equal(imported_run(&o)->facts.name,
		    "direct q300 r1");
		imported_release(&o);
	}
}

/* Fields and rows as the i-th kind of processor finds them, as text. */
static const char *index_text(struct arena *a, size_t kind, struct span text)
{
	struct csv_index x = { 0 };
	const char *out = "";

	while (csv_index_variant(kind, &x, &text, ',')) {
		for (size_t i = 0; i < x.rows; i++) {
			struct csv_row row = csv_row(&x, i);

			for (size_t k = 0; k < row.fields; k++)
				out = arena_printf(a, "%s[%.*s]", out,
				    SPAN_ARG(csv_field(&row, k)));
		}
	}
	csv_index_release(&x);
	return out;
}

static void every_kind_of_processor_finds_the_same_fields(void **state)
{
	char text[700 + 64] = "";
	uint32_t seed = 3;

	(void)state;
	for (int round = 0; round < 200; round++) {
		struct arena a = { 0 };
		const char *plain;

		for (size_t i = 0; i < 700; i++) {
			seed = seed * 1664525 + 1013904223;
			text[i] = "abc,,,\n\"d"[(seed >> 16) % 9];
		}
		text[699] = '\n';
		plain =
		    index_text(&a, BITS_KINDS - 1, (struct span){ text, 700 });
		assert_true(strlen(plain) > 300);
		for (size_t k = 0; k + 1 < BITS_KINDS; k++) {
			const char *other =
			    index_text(&a, k, (struct span){ text, 700 });

			if (*other)
				assert_string_equal(other, plain);
		}
		arena_release(&a);
	}
}

static void fields_are_what_rfc_4180_says(void **state)
{
	char text[64 + 64] = "a,\"b,\n\"\"c\"\"\",\r\n,\nlast,\"open\n";
	struct arena a = { 0 };
	char plain[16];

	(void)state;
	assert_string_equal(
	    index_text(&a, BITS_KINDS - 1, (struct span){ text, strlen(text) }),
	    "[a][\"b,\n\"\"c\"\"\"][\r][][][last,\"open]");
	assert_true(span_is(
	    csv_unquote(SPAN("\"b,\n\"\"c\"\"\""), plain, sizeof(plain)),
	    "b,\n\"c\""));
	assert_true(span_is(csv_unquote(SPAN("plain"), plain, 2), "plain"));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_say_the_same),
		cmocka_unit_test(columns_came_with_versions),
		cmocka_unit_test(what_differs_between_rows_is_not_of_the_run),
		cmocka_unit_test(more_bytes_than_a_number_holds_stay_there),
		cmocka_unit_test(faults_are_named_with_their_line),
		cmocka_unit_test(a_last_row_that_is_cut_is_told),
		cmocka_unit_test(every_cut_is_survived),
		cmocka_unit_test(files_as_vegeta_wrote_them_are_read),
		cmocka_unit_test(every_kind_of_processor_finds_the_same_fields),
		cmocka_unit_test(fields_are_what_rfc_4180_says),
	};

	return cmocka_run_group_tests_name("vegeta_rows", tests, NULL, NULL);
}
