/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "imported.h"

#include <math.h>

#include "corpus.h"

extern const struct importer importer_gatling_stats;

#define FIGURES(n, ko, p1)                                                     \
	"\"numberOfRequests\":{\"total\":" n ",\"ok\":1,\"ko\":" ko "},"       \
	"\"minResponseTime\":{\"total\":18,\"ok\":25,\"ko\":18},"              \
	"\"maxResponseTime\":{\"total\":1091,\"ok\":1091,\"ko\":167},"         \
	"\"meanResponseTime\":{\"total\":29,\"ok\":33,\"ko\":24},"             \
	"\"standardDeviation\":{\"total\":32,\"ok\":45,\"ko\":10},"            \
	"\"percentiles1\":{\"total\":" p1 ",\"ok\":30,\"ko\":22},"             \
	"\"percentiles2\":{\"total\":30,\"ok\":32,\"ko\":24},"                 \
	"\"meanNumberOfRequestsPerSecond\":{\"total\":2.0,\"ok\":1,\"ko\":1}"
#define FOUR ",\"percentiles3\":{\"total\":39},\"percentiles4\":{\"total\":78}"
#define REQUEST(name, n)                                                       \
	"\"k" name "\":{\"type\":\"REQUEST\",\"name\":\"" name                 \
	"\",\"stats\":{" FIGURES(n, "0", "27") FOUR "}}"

static struct imported import(const char *text)
{
	return imported_span(&importer_gatling_stats, "s.json", span_of(text));
}

static struct percentile_list percentiles(struct imported *o)
{
	struct percentile_list list = imported_percentiles(o, imported_run(o));

	return list;
}

static void the_figures_are_of_failed_requests_too(void **state)
{
	struct imported o = import("{\"name\":\"Global Information\"," FIGURES(
	    "10", "4", "27") FOUR "}");
	const struct run *run = imported_run(&o);
	struct percentile_list list = percentiles(&o);

	(void)state;
	assert_string_equal(run->facts.tool, "gatling");
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_int_equal(run->facts.duration_ns, 5000000000);
	assert_int_equal(run->evidence, EVIDENCE_PERCENTILES);
	assert_int_equal(run->total.requests, 10);
	assert_int_equal(run->total.errors, 4);
	assert_int_equal(run->total.min_ns, 18000000);
	assert_true(fabs(run->total.mean_ns - 29e6) < 1);
	assert_int_equal(list.len, 4);
	assert_true(fabs(list.at[0].p - 50) < 1e-9);
	assert_true(fabs(list.at[0].value_ns - 27e6) < 1);
	assert_true(fabs(list.at[0].low_ns - 26.5e6) < 1);
	assert_true(fabs(list.at[0].high_ns - 27.5e6) < 1);
	assert_string_equal(run_label_value(run, "percentile_ranks"),
	    "assumed: 50, 75, 95, 99");
	imported_release(&o);
}

static void two_percentiles_are_the_95th_and_99th(void **state)
{
	struct imported o =
	    import("{\"name\":\"a\"," FIGURES("10", "4", "27") "}");
	struct percentile_list list = percentiles(&o);

	(void)state;
	assert_int_equal(list.len, 2);
	assert_true(fabs(list.at[0].p - 95) < 1e-9);
	assert_string_equal(
	    run_label_value(imported_run(&o), "percentile_ranks"),
	    "assumed: 95, 99");
	imported_release(&o);
}

static void groups_are_no_requests_but_what_is_in_them_is(void **state)
{
	struct imported o = import(
	    "{\"type\":\"GROUP\",\"name\":\"All\",\"stats\":{" FIGURES("10",
		"4", "27") FOUR "},\"contents\":{" REQUEST("total",
		"3") ",\"g\":{\"type\":"
		     "\"GROUP\",\"name\":\"cart\",\"stats\":{},\"contents\":"
		     "{" REQUEST("Add", "7") "}}}}");
	struct series_list list = imported_series(&o, imported_run(&o));

	(void)state;
	assert_int_equal(list.len, 3);
	assert_int_equal(list.at[0].facts.requests, 10);
	assert_string_equal(list.at[1].facts.name, "cart / Add");
	assert_int_equal(list.at[1].facts.requests, 7);
	assert_string_equal(list.at[2].facts.name, "total (request)");
	imported_release(&o);
}

static void a_dash_is_unknown(void **state)
{
	struct imported o =
	    import("{\"name\":\"a\"," FIGURES("\"10\"", "\"4\"", "\"-\"") "}");

	(void)state;
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_NONE);
	assert_int_equal(imported_run(&o)->total.requests, 10);
	imported_release(&o);
}

static void a_run_without_requests_has_no_times(void **state)
{
	struct imported o =
	    import("{\"name\":\"a\"," FIGURES("0", "0", "0") FOUR "}");

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 0);
	assert_int_equal(imported_run(&o)->total.min_ns, UNKNOWN);
	assert_int_equal(percentiles(&o).len, 0);
	imported_release(&o);
}

static void faults_are_named_with_their_way(void **state)
{
	static const struct import_fault faults[] = {
		{ "{\"name\":\"a\"}", "s.json: numberOfRequests: missing" },
		{ "{" FIGURES("-1", "0", "0") "}",
		    "s.json: numberOfRequests.total: expected 0 to 1e15, got "
		    "-1" },
		{ "{\"stats\":{" FIGURES("1", "0", "0") "},\"contents\":{\"a\":"
							"{\"name\":\"b\"}}}",
		    "s.json: contents.a.type: missing" },
	};

	(void)state;
	ASSERT_FAULTS(&importer_gatling_stats, "s.json", faults);
}

/* 40 groups in one another. */
static void too_many_groups_in_one_another_are_refused(void **state)
{
	struct arena a = { 0 };
	const char *text = "{" REQUEST("x", "1") "}";
	struct imported o;

	(void)state;
	for (int i = 0; i < 40; i++)
		text = arena_printf(&a,
		    "{\"g\":{\"type\":\"GROUP\",\"name\":\"g\",\"contents\":%s}"
		    "}",
		    text);
	o = import(arena_printf(&a,
	    "{\"type\":\"GROUP\",\"stats\":{%s},"
	    "\"contents\":%s}",
	    FIGURES("1", "0", "0"), text));
	assert_int_equal(o.status, -1);
	assert_non_null(strstr(o.err.msg, "more than 32 groups"));
	imported_release(&o);
	arena_release(&a);
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_gatling_stats,
	    span_of("{\"type\":\"GROUP\",\"stats\":{" FIGURES("10", "4", "27")
		    FOUR "},\"contents\":{" REQUEST("a", "3") "}}"));
}

static void is_read(struct imported *o, const char *path)
{
	*o = imported_file(&importer_gatling_stats, path);
	imported_run(o);
}

/* The same run in two files; its log says 1222 and 2426 requests. */
static void both_files_of_a_real_run_agree(void **state)
{
	static const struct {
		const char *name;
		int64_t requests, errors;
	} runs[] = { { "A", 1222, 650 }, { "B", 2426, 1 } };
	struct arena a = { 0 };
	const char *global = corpus_path(&a, "corpus/gatling");
	struct stat st;

	(void)state;
	if (stat(global, &st)) {
		arena_release(&a);
		print_message("skipped: no collection\n");
		skip();
	}
	for (size_t i = 0; i < 2; i++) {
		struct imported one, tree;
		struct series_list list;
		int64_t sum = 0;

		is_read(&one,
		    arena_printf(&a, "%s/apicurio-%s-global_stats.json", global,
			runs[i].name));
		is_read(&tree, arena_printf(&a, "%s/apicurio-%s-stats.json",
				   global, runs[i].name));
		assert_int_equal(one.runs.at[0].total.requests,
		    runs[i].requests);
		assert_int_equal(one.runs.at[0].total.errors, runs[i].errors);
		assert_memory_equal(&one.runs.at[0].total.requests,
		    &tree.runs.at[0].total.requests,
		    sizeof(one.runs.at[0].total) -
			offsetof(struct series_facts, requests));
		list = imported_series(&tree, &tree.runs.at[0]);
		for (size_t k = 1; k < list.len; k++)
			sum += list.at[k].facts.requests;
		assert_int_equal(sum, runs[i].requests);
		imported_release(&one);
		imported_release(&tree);
	}
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_figures_are_of_failed_requests_too),
		cmocka_unit_test(two_percentiles_are_the_95th_and_99th),
		cmocka_unit_test(groups_are_no_requests_but_what_is_in_them_is),
		cmocka_unit_test(a_dash_is_unknown),
		cmocka_unit_test(a_run_without_requests_has_no_times),
		cmocka_unit_test(faults_are_named_with_their_way),
		cmocka_unit_test(too_many_groups_in_one_another_are_refused),
		cmocka_unit_test(every_cut_is_survived),
		cmocka_unit_test(both_files_of_a_real_run_agree),
	};

	return cmocka_run_group_tests_name("gatling-stats", tests, NULL, NULL);
}
