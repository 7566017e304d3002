/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every number goes out under its own name: results in which no two numbers
 * are equal, and what is made of them, in tests/golden/numbers.*.  With that
 * folder as its argument it writes them anew.
 */
#include "tests/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "render/csv.h"
#include "render/json_results.h"
#include "render/markdown.h"
#include "store/result.h"

#define LIST(of, items)                                                        \
	(struct of)                                                            \
	{                                                                      \
		items, sizeof(items) / sizeof(*(items))                        \
	}

static struct opinion opinions[] = {
	{ "permutation", "by drawing", 0.31, 32, 33, 34, 35, 36 },
};
static struct cell cells[] = {
	{ .row = 1,
	    .value = "none",
	    .name = "none, 1.0",
	    .conditions = "{\"c\":\"8\"}",
	    .label = "8 connections",
	    .is_baseline = true,
	    .estimates = { 0, 2 } },
	{ .row = 2,
	    .value = "istio",
	    .name = "istio, 1.2",
	    .conditions = "{\"c\":\"9\"}",
	    .label = "9 connections",
	    .estimates = { 2, 3 },
	    .comparisons = { 0, 2 },
	    .endpoint_estimates = { 0, 1 },
	    .endpoints = { 0, 1 } },
};
static struct estimate estimates[] = {
	{ 1, NULL, "latency_p50", "seconds", 41, 42, 43, 44, "exact", NULL },
	{ 1, NULL, "latency_p99", "seconds", NAN, NAN, NAN, 5, "exact",
	    "too few" },
	{ 2, NULL, "latency_p99", "seconds", 1, 2, 3, 4, "exact", NULL },
};
static struct comparison comparisons[] = {
	{ 1, 1, 2, NULL, "latency_p50", "seconds", 51, 52, 53, 54, 55, 56, 57,
	    58, 59, 60, 61, 1.2, 1.1, 1.3, 0.65, 0.66, NULL, NAN, NAN, NAN, 1.7,
	    0, "Welch's t", "regression", true, "", NAN, { NULL, 0 } },
	{ 1, 1, 2, NULL, "latency_p99", "seconds", 1, 2, 3, 4, 5, 6, 7, 8, 9,
	    10, 11, 12, 13, 14, 0.15, 0.16, "cliffs_delta", 17, 18, 19, 20, 21,
	    "Welch's t", "regression", true, "one\ntwo", 0.22,
	    { opinions, 1 } },
};
static struct estimate endpoint_estimates[] = {
	{ 2, "GET /cart", "latency_p50", "seconds", 61, 62, 63, 64, "exact",
	    NULL },
};
static struct comparison endpoints[] = {
	{ 1, 1, 2, "GET /cart", "latency_p50", "seconds", 71, 72, 73, 74, 75,
	    76, 77, 78, 79, 80, 81, 1.2, 1.1, 1.3, 0.75, 0.76, NULL, NAN, NAN,
	    NAN, 1.7, 0, "Welch's t", "regression", true, "", NAN,
	    { NULL, 0 } },
};
static struct resource resources[] = {
	{ "r1", "data-plane", "istio", "cpu_cores", "cores", 1, 2, 3, "in part",
	    4, 5 },
};
static struct gate gates[] = {
	{ "latency_p99 <= 5ms", "fail", "istio", 6, 5, 7, "seconds" },
};
static struct ranking rankings[] = {
	{ 2, "latency_p99", "seconds", 1, 2, 3, 4, "bc", 0.05, "welch" },
};
static struct cpu_cost costs[] = {
	{ "istio", "c 9", "data-plane", "marginal", "cores_per_1k_rps", 1, 2, 3,
	    4, 5, 6, 7, 8, 9, 10, 11, 0.12, 13, 14, "a note" },
};
static struct capacity capacities[] = {
	{ "istio", "c 9", "slo", "latency_p99", "rps", 1, 2, 3, 4, 5,
	    "a note" },
};
static struct trend_point trends[] = {
	{ "istio", "c 9", "latency_p99", 1, "1.0", "seconds", 1, 2, 3, 4, 5,
	    "0.9", { 6, 7, 8, 9, 10, 11, "worse" },
	    { 12, 13, 14, 15, 16, 17, "better" }, NAN, NAN, NAN },
	{ "istio", "c 9", "latency_p99", 2, "1.1", "seconds", 21, 22, 23, 24,
	    25, "0.9", { NAN, NAN, NAN, NAN, NAN, NAN, NULL },
	    { NAN, NAN, NAN, NAN, NAN, NAN, NULL }, 18, 26, 27 },
	{ "none", "c 9", "latency_p99", 1, "1.0", "seconds", 28, 29, 30, 31, 32,
	    "0.9", { NAN, NAN, NAN, NAN, NAN, NAN, NULL },
	    { NAN, NAN, NAN, NAN, NAN, NAN, NULL }, 33, 34, 35 },
};
static struct change_point change_points[] = {
	{ "none", "c 9", "latency_p99", 2, "1.1", 1, 0.02, 0.3, "possible",
	    "of none" },
	{ "istio", "c 9", "latency_p99", 2, "1.1", 4, 0.05, 0.6, "confirmed",
	    "E-divisive" },
};
static struct shift_point shifts[] = {
	{ 1, 2, 99, 1, 2, 3, 4, 5, 0.06, 0.07 },
};
static struct cell_variance variances[] = {
	{ .cell = 2,
	    .runs = 1,
	    .windows = 2,
	    .within = 3,
	    .between = 4,
	    .share = 0.5,
	    .neighbors = 0.6,
	    .at_most = true,
	    .p_value = 0.7 },
};
static struct meshmark meshmarks[] = { { 2, 1, 2, 3, "why" } };
static struct meshmark_term terms[] = {
	{ 1, "A", "of another", "cores", 9, 9, 9, 9, NULL },
	{ 2, "B", "data_plane_cpu", "cores", 1, 2, 0.3, 0.4, "in part" },
};

static struct results made_results(void)
{
	return (struct results){
		.analysis = { .factor = "mesh", .study = "{}" },
		.cells = LIST(cell_list, cells),
		.estimates = LIST(estimate_list, estimates),
		.comparisons = LIST(comparison_list, comparisons),
		.endpoint_estimates = LIST(estimate_list, endpoint_estimates),
		.endpoints = LIST(comparison_list, endpoints),
		.resources = LIST(resource_list, resources),
		.gates = LIST(gate_list, gates),
		.rankings = LIST(ranking_list, rankings),
		.costs = LIST(cpu_cost_list, costs),
		.capacities = LIST(capacity_list, capacities),
		.trends = LIST(trend_list, trends),
		.change_points = LIST(change_point_list, change_points),
		.shifts = LIST(shift_list, shifts),
		.variances = LIST(cell_variance_list, variances),
		.meshmarks = LIST(meshmark_list, meshmarks),
		.meshmark_terms = LIST(meshmark_term_list, terms),
	};
}

/* The version of the program is no part of it. */
static int as_json(const struct results *r, FILE *out, struct err *err)
{
	struct db *db = db_open(":memory:", DB_WRITE, err);
	char *text = NULL, *version;
	size_t len;
	FILE *whole = open_memstream(&text, &len);
	int status = json_results(db, r, whole, err);

	fclose(whole);
	db_close(db);
	version = strstr(text, "\t\"tool_version\"");
	fprintf(out, "%.*s%s", (int)(version - text), text,
	    strchr(version, '\n') + 1);
	free(text);
	return status;
}

static int as_csv(const struct results *r, FILE *out, struct err *err)
{
	(void)err;
	csv_render(r, out);
	return 0;
}

static int as_markdown_in(const struct results *r, size_t most, FILE *out,
    struct err *err)
{
	struct markdown_room room = { .most = most };
	char *text = NULL;
	size_t len;
	FILE *whole = open_memstream(&text, &len);
	int status = markdown_render(r, &room, whole, err);

	fclose(whole);
	fprintf(out, "%.*s\n", (int)(strstr(text, ", meshstat ") - text), text);
	free(text);
	return status;
}

static int as_markdown(const struct results *r, FILE *out, struct err *err)
{
	return as_markdown_in(r, 0, out, err);
}

static int as_headline(const struct results *r, FILE *out, struct err *err)
{
	return as_markdown_in(r, 1, out, err);
}

typedef int output_fn(const struct results *r, FILE *out, struct err *err);

static const struct {
	const char *name;
	output_fn *write;
} outputs[] = {
	{ "numbers.json", as_json },
	{ "numbers.csv", as_csv },
	{ "numbers.md", as_markdown },
	{ "numbers-headline.md", as_headline },
};

#define OUTPUTS (sizeof(outputs) / sizeof(*outputs))

static void write_output(size_t i, FILE *out)
{
	struct results r = made_results();
	struct err err = { "" };

	CHECK_INT(outputs[i].write(&r, out, &err), 0);
	fclose(out);
}

static void check_output(size_t i)
{
	struct arena a = { 0 };
	struct err err = { "" };
	const char *path = arena_printf(&a, "tests/golden/%s", outputs[i].name);
	struct input *in = input_open(path, &err);
	struct span expected;
	char *text = NULL;
	size_t len;

	write_output(i, open_memstream(&text, &len));
	assert_non_null(in);
	CHECK_INT(input_all(in, &expected, &err), 0);
	CHECK_STR(text, arena_span(&a, expected));
	free(text);
	input_close(in);
	arena_release(&a);
}

static void every_output_has_every_number_under_its_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < OUTPUTS; i++)
		check_output(i);
}

static int update(const char *folder)
{
	for (size_t i = 0; i < OUTPUTS; i++) {
		struct arena a = { 0 };
		FILE *out = fopen(
		    arena_printf(&a, "%s/%s", folder, outputs[i].name), "w");

		if (!out)
			return 1;
		write_output(i, out);
		arena_release(&a);
	}
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_output_has_every_number_under_its_name),
	};

	if (argc == 2)
		return update(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
