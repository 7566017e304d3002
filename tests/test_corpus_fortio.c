/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every result of fortio's that we have collected, from $MESHSTAT_SHARED
 * (default: ../shared), against the figures that fortio itself printed.
 */
#include "corpus.h"
#include "imported.h"

#include "collect/fortio_grid.h"
#include "collect/sniff.h"

extern const struct importer importer_fortio_json;
extern const struct importer importer_nighthawk_fortio;

#define TOLERANCE 1e-9 /* relative */
#define NS 1e9

static void assert_close(double got, double expected, const char *what)
{
	if (fabs(got - expected) > TOLERANCE * fabs(expected))
		fail_msg("%s: %.17g, expected %.17g", what, got, expected);
}

/*
 * fortio's rule (stats.go, CalcPercentile) on our buckets: they are on the
 * grid, so the first one begins at the minimum and the last ends at the
 * maximum again; what stands below the first bucket is the one request that
 * is the minimum, and not none.
 */
static double fortio_percentile(const struct histogram *h, double p)
{
	double before = 100.0 / (double)h->count;
	int64_t sum = 0;

	if (p >= 100)
		return (double)h->max_ns;
	if (p <= before)
		return (double)h->min_ns;
	for (size_t i = 0; i < h->len; i++) {
		const struct bucket *b = &h->buckets[i];
		double low = (double)(i ? b->low_ns : h->min_ns);
		double high = (double)(i + 1 < h->len ? b->high_ns : h->max_ns);
		double percent;

		sum += b->count;
		percent = 100.0 * (double)sum / (double)h->count;
		if (p <= percent)
			return low +
			       (p - before) / (percent - before) * (high - low);
		before = percent;
	}
	return (double)h->max_ns;
}

/*
 * What fortio printed, from our buckets, and within their bounds: not within
 * histogram_percentile()'s, as fortio prints what its own sum rules out.
 */
static size_t check_percentiles(struct imported *o, const char *path)
{
	const struct run *run = imported_run(o);
	struct histogram h = imported_histogram(o, run);
	struct percentile_list list;

	list = imported_percentiles(o, run);
	for (size_t i = 0; i < list.len; i++) {
		const struct stated_percentile *p = &list.at[i];

		assert_close(fortio_percentile(&h, p->p), p->value_ns, path);
		assert_true(p->value_ns >= p->low_ns * (1 - TOLERANCE));
		assert_true(p->value_ns <= p->high_ns * (1 + TOLERANCE));
	}
	histogram_release(&h);
	return list.len;
}

/* ---- the figures that fortio printed ---- */

enum column { NAME, COUNT = 8, ERRORS, AVG, MIN, MAX, P50, COLUMNS = 18 };

static double number(struct span text)
{
	double value = NAN;

	assert_true(span_double(text, -1, 1e18, &value));
	return value;
}

static void check_figures(const struct run *run, struct span row[COLUMNS],
    const char *path)
{
	const struct series_facts *t = &run->total;

	assert_close((double)t->requests, number(row[COUNT]), path);
	assert_close((double)t->errors, number(row[ERRORS]), path);
	/* The table has 9 digits. */
	assert_true(fabs(t->mean_ns / NS / number(row[AVG]) - 1) < 1e-8);
	assert_close((double)t->min_ns, NS * number(row[MIN]), path);
	assert_close((double)t->max_ns, NS * number(row[MAX]), path);
}

/* The table's percentiles, where fortio printed none as well. */
static void check_table(struct imported *o, struct span row[COLUMNS],
    const char *path)
{
	static const double ps[] = { 50, 75, 90, 99, 99.9 };
	struct histogram h = imported_histogram(o, imported_run(o));

	for (size_t i = 0; i < 5; i++) {
		double ours = fortio_percentile(&h, ps[i]), theirs;

		if (!span_double(row[P50 + i], 0, 1e9, &theirs))
			continue;
		if (fabs(ours / NS / theirs - 1) > 1e-8)
			fail_msg("%s: p%g: %.12g", path, ps[i], ours);
	}
	histogram_release(&h);
}

static size_t check_row(struct span line)
{
	struct arena a = { 0 };
	struct span row[COLUMNS];
	struct imported o;
	const char *path;
	size_t percentiles;

	for (size_t i = 0; i < COLUMNS; i++)
		row[i] = span_cut(&line, '\t');
	path = corpus_path(&a,
	    arena_printf(&a, "corpus/%.*s", SPAN_ARG(row[NAME])));
	assert_ptr_equal(corpus_claim(path), &importer_fortio_json);
	o = imported_file(&importer_fortio_json, path);
	check_figures(imported_run(&o), row, path);
	check_table(&o, row, path);
	percentiles = check_percentiles(&o, path);
	imported_release(&o);
	arena_release(&a);
	return percentiles;
}

static void every_figure_that_fortio_printed_comes_out_again(void **state)
{
	struct arena a = { 0 };
	struct err err;
	struct input *in =
	    input_open(corpus_path(&a, "corpus/fortio-expected.tsv"), &err);
	struct span line;
	size_t files = 0, percentiles = 0;

	(void)state;
	arena_release(&a);
	if (!in) {
		print_message("skipped: %s\n", err.msg);
		skip();
	}
	assert_int_equal(input_line(in, &line, &err), 1); /* the header */
	while (input_line(in, &line, &err) == 1) {
		percentiles += check_row(line);
		files++;
	}
	input_close(in);
	print_message("%zu files, %zu percentiles\n", files, percentiles);
	assert_true(files > 350 && percentiles > 550);
}

/* ---- folders of files ---- */

static bool is_json(const char *path)
{
	return span_ends(span_of(path), SPAN(".json"));
}

static void pool_file(const char *path, void *context)
{
	struct histogram *pool = context, h = HISTOGRAM_EMPTY;
	struct imported o;

	if (!is_json(path) || corpus_claim(path) != &importer_fortio_json)
		return;
	o = imported_file(&importer_fortio_json, path);
	h = imported_histogram(&o, imported_run(&o));
	histogram_merge(pool, &h);
	histogram_release(&h);
	imported_release(&o);
}

/* 35 results of Istio's, all of 50 us, which none of them states. */
static void results_of_equal_resolution_pool_bucket_by_bucket(void **state)
{
	struct histogram pool = HISTOGRAM_EMPTY;
	const struct fortio_grid grid = { 50000, 0 };

	(void)state;
	if (!corpus_each("corpus/fortio/istio-1.2.0", pool_file, &pool))
		skip();
	assert_true(fortio_grid_fits(&grid, pool.buckets, pool.len));
	assert_true(pool.len > 30);
	assert_true(pool.count > 5000000);
	histogram_release(&pool);
}

static void check_refused(const char *path, void *context)
{
	struct err err;
	struct input *in = input_open(path, &err);

	(void)context;
	assert_non_null(in);
	assert_null(importer_for(in, NULL, &err));
	assert_non_null(strstr(err.msg, path));
	input_close(in);
}

static void what_is_no_result_is_refused_with_a_reason(void **state)
{
	(void)state;
	if (!corpus_each("corpus/negative", check_refused, NULL))
		skip();
}

static void check_not_ours(const char *path, void *context)
{
	const struct importer *by = corpus_claim(path);

	(void)context;
	assert_ptr_not_equal(by, &importer_fortio_json);
	assert_ptr_not_equal(by, &importer_nighthawk_fortio);
}

static void metrics_beside_results_are_no_results(void **state)
{
	(void)state;
	if (!corpus_each("corpus/negative/mesh-bench-prom", check_not_ours,
		NULL))
		skip();
}

static void check_failed(const char *path, void *context)
{
	struct imported o;

	(void)context;
	if (!strstr(path, "grpc_traefik"))
		return;
	assert_ptr_equal(corpus_claim(path), &importer_fortio_json);
	o = imported_file(&importer_fortio_json, path);
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "Aborting because of error");
	imported_release(&o);
}

static void runs_that_failed_do_not_stop_a_folder(void **state)
{
	(void)state;
	if (!corpus_each("corpus/fortio/mesh-bench-2022-06-12/"
			 "04_grpc_max_throughput",
		check_failed, NULL))
		skip();
}

static void check_nighthawk(const char *path, void *context)
{
	size_t *files = context;
	const struct importer *by = corpus_claim(path);
	struct imported o;
	const struct run *run;

	assert_ptr_not_equal(by, &importer_fortio_json);
	if (by != &importer_nighthawk_fortio)
		return;
	++*files;
	o = imported_file(by, path);
	run = imported_run(&o);
	assert_string_equal(run->facts.tool, "nighthawk");
	assert_int_equal(run->evidence, EVIDENCE_HISTOGRAM);
	assert_true(run->total.requests >= 48);
	imported_release(&o);
}

static void nighthawk_exports_are_nighthawk_s(void **state)
{
	size_t files = 0;

	(void)state;
	if (!corpus_each("corpus/nighthawk", check_nighthawk, &files))
		skip();
	assert_int_equal(files, 7);
}

static void check_capture(const char *path, void *context)
{
	struct imported o;

	(void)context;
	if (!is_json(path))
		return;
	assert_ptr_equal(corpus_claim(path), &importer_fortio_json);
	o = imported_file(&importer_fortio_json, path);
	assert_null(imported_run(&o)->facts.incomplete);
	assert_true(check_percentiles(&o, path) >= 5);
	imported_release(&o);
}

static void our_own_captures_are_whole(void **state)
{
	(void)state;
	if (!corpus_each("captures/results/fortio", check_capture, NULL) ||
	    !corpus_each("captures/results/fortio-d", check_capture, NULL) ||
	    !corpus_each("captures/results/fortio-defaults", check_capture,
		NULL))
		skip();
}

/* ---- what Meshery keeps ---- */

/* The text of the first runner_results in *rest, which moves behind it. */
static bool next_embedded(struct span *rest, struct span *result)
{
	const struct span key = SPAN("\"runner_results\":");
	ptrdiff_t at = span_find(*rest, key);

	if (at < 0)
		return false;
	*rest = span_skip(*rest, (size_t)at + key.len);
	*rest = span_skip(*rest, (size_t)span_find(*rest, SPAN("{")));
	*result = json_take_value(rest);
	return true;
}

static void meshery_s_published_percentiles_come_out_again(void **state)
{
	struct arena a = { 0 };
	struct err err;
	struct input *in = input_open(
	    corpus_path(&a, "corpus/meshery/test-results-066db3b.json"), &err);
	struct span rest, result;
	size_t percentiles = 0;

	(void)state;
	arena_release(&a);
	if (!in) {
		print_message("skipped: %s\n", err.msg);
		skip();
	}
	assert_int_equal(input_all(in, &rest, &err), 0);
	while (next_embedded(&rest, &result)) {
		struct imported o = imported_span(&importer_fortio_json,
		    "runner_results", result);

		percentiles += check_percentiles(&o, "runner_results");
		imported_release(&o);
	}
	assert_int_equal(percentiles, 15);
	input_close(in);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    every_figure_that_fortio_printed_comes_out_again),
		cmocka_unit_test(
		    results_of_equal_resolution_pool_bucket_by_bucket),
		cmocka_unit_test(what_is_no_result_is_refused_with_a_reason),
		cmocka_unit_test(metrics_beside_results_are_no_results),
		cmocka_unit_test(runs_that_failed_do_not_stop_a_folder),
		cmocka_unit_test(nighthawk_exports_are_nighthawk_s),
		cmocka_unit_test(our_own_captures_are_whole),
		cmocka_unit_test(
		    meshery_s_published_percentiles_come_out_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
