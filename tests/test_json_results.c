/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdbool.h>
#include <unistd.h>

#include "tests/archive_fixture.h"

#include <cjson/cJSON.h>

#include "render/json_results.h"

static char *render(struct db *db)
{
	struct arena a = { 0 };
	struct results results;
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	struct err err = { "" };

	CHECK_INT(results_load(db, &a, &results, &err), 0);
	CHECK_INT(json_results(db, &results, out, &err), 0);
	fclose(out);
	arena_release(&a);
	return text;
}

static int make_text(void **state)
{
	struct db *db = fixture_archive(&fixture_proxies);

	*state = render(db);
	db_close(db);
	return 0;
}

static int free_text(void **state)
{
	free(*state);
	return 0;
}

static cJSON *parsed(void **state)
{
	cJSON *root = cJSON_Parse(*state);

	assert_non_null(root);
	return root;
}

static double number_at(const cJSON *object, const char *key)
{
	const cJSON *item = cJSON_GetObjectItem(object, key);

	assert_true(cJSON_IsNumber(item));
	return item->valuedouble;
}

static void keys_come_in_the_order_of_the_contract(void **state)
{
	static const char *const keys[] = { "schema", "tool_version", "title",
		"conclusion", "study", "seed", "sources", "unread", "runs",
		"comparisons", "endpoints", "resources", "rankings", "costs",
		"capacities", "trends", "shifts", "variances", "gates",
		"events", "conformance" };
	cJSON *root = parsed(state);
	const cJSON *item = root->child;

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		CHECK_STR(item->string, keys[i]);
		item = item->next;
	}
	assert_null(item);
	cJSON_Delete(root);
}

static void a_run_has_its_facts_in_base_units(void **state)
{
	cJSON *root = parsed(state);
	const cJSON *run = cJSON_GetObjectItem(root, "runs")->child;

	CHECK_NEAR(number_at(run, "duration_seconds"), 2, 0);
	CHECK_NEAR(number_at(run, "requests"), 1000, 0);
	CHECK_STR(cJSON_GetObjectItem(run, "load_model")->valuestring,
	    "closed");
	CHECK_STR(cJSON_GetObjectItem(run, "started_at")->valuestring,
	    "2026-11-22T16:15:29Z");
	assert_true(cJSON_IsNull(cJSON_GetObjectItem(run, "bytes_received")));
	cJSON_Delete(root);
}

static void a_percentile_without_requests_beyond_it_is_left_out(void **state)
{
	cJSON *root = parsed(state);
	const cJSON *run = cJSON_GetObjectItem(root, "runs")->child;
	const cJSON *list = cJSON_GetObjectItem(
	    cJSON_GetObjectItem(run, "latency"), "percentiles");
	const cJSON *last = list->child;

	while (last->next)
		last = last->next;
	CHECK_NEAR(number_at(last, "p"), 99.9, 0);
	CHECK_NEAR(number_at(last, "seconds"), 0.0035, 0.002);
	cJSON_Delete(root);
}

static void a_comparison_names_both_sides_and_its_verdict(void **state)
{
	cJSON *root = parsed(state);
	const cJSON *c = cJSON_GetObjectItem(root, "comparisons")->child;

	CHECK_STR(cJSON_GetObjectItem(c, "baseline")->valuestring, "none");
	CHECK_STR(cJSON_GetObjectItem(c, "candidate")->valuestring, "haproxy");
	CHECK_STR(cJSON_GetObjectItem(c, "verdict")->valuestring, "regression");
	assert_true(
	    number_at(cJSON_GetObjectItem(c, "change_ratio"), "value") > 1.5);
	assert_non_null(cJSON_GetObjectItem(
	    cJSON_GetObjectItem(c, "conditions"), "offered_rps"));
	cJSON_Delete(root);
}

static void check_item(const cJSON *object, const char *key, const char *text)
{
	char *found = cJSON_PrintUnformatted(cJSON_GetObjectItem(object, key));

	CHECK_STR(found, text);
	cJSON_free(found);
}

/* One run whose tool says how many requests, and nothing of errors. */
static struct db *stated_archive(void)
{
	struct err err = { "" };
	struct db *db = db_open(":memory:", DB_WRITE, &err);
	struct source_writer *w = source_begin(db, "x.txt", "ab-text", &err);
	struct run_facts facts = RUN_UNKNOWN;
	struct series_facts total = SERIES_UNKNOWN;
	struct stated_percentile p99 = { 99, 2e6, 1e6, 3e6 };

	facts.name = "x";
	total.name = "total";
	total.evidence = EVIDENCE_PERCENTILES;
	total.requests = 100;
	CHECK_INT(source_run(w, &facts, &err), 0);
	CHECK_INT(run_series(w, &total, &err), 0);
	CHECK_INT(series_status(w, "200", 98, &err), 0);
	CHECK_INT(series_percentile(w, &p99, &err), 0);
	CHECK_INT(source_commit(w,
		      "0123456789abcdef0123456789abcdef0123456789abcdef01234567"
		      "89abcdef",
		      7, &err),
	    0);
	return db;
}

static void a_run_has_its_numbers_under_their_names(void **state)
{
	static struct quality checks[] = {
		{ "another.1", 0, 0, "leak", "ok", 1, 2, "none" },
		{ "0123456789ab.1", 0, 0, "leak", "warn", 3, 4, "grows" },
	};
	static struct run_interval within[] = {
		{ "another.1", "latency_p99", "seconds", 1, 2, 3, 4, 5, "iid" },
		{ "0123456789ab.1", "latency_p99", "seconds", 6, 7, 8, 9, 10,
		    "windows" },
	};
	struct results r = { .analysis.study = "{}",
		.qualities = { checks, 2 },
		.run_intervals = { within, 2 } };
	struct db *db = stated_archive();
	struct err err = { "" };
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);
	cJSON *root;
	const cJSON *run;

	(void)state;
	CHECK_INT(json_results(db, &r, out, &err), 0);
	fclose(out);
	root = cJSON_Parse(text);
	run = cJSON_GetObjectItem(root, "runs")->child;
	check_item(run, "errors", "null");
	check_item(run, "error_ratio", "null");
	check_item(run, "status", "{\"200\":98}");
	check_item(cJSON_GetObjectItem(run, "latency"), "percentiles",
	    "[{\"p\":99,\"seconds\":0.002,\"low_seconds\":0.001,"
	    "\"high_seconds\":0.003,\"kind\":\"reported\","
	    "\"reported_seconds\":0.002}]");
	check_item(run, "quality",
	    "[{\"check\":\"leak\",\"state\":\"warn\",\"value\":3,"
	    "\"threshold\":4,\"detail\":\"grows\"}]");
	check_item(run, "within_run",
	    "[{\"metric\":\"latency_p99\",\"unit\":\"seconds\",\"value\":6,"
	    "\"low\":7,\"high\":8,\"requests\":9,\"effective_requests\":10,"
	    "\"basis\":\"windows\"}]");
	cJSON_Delete(root);
	free(text);
	db_close(db);
}

static void a_hostile_name_stays_a_text(void **state)
{
	static const struct fixture_variant variants[] = {
		{ "\"},\n\xff\x01</script>", { 1, 1, 1 }, 0.5, 0 },
		{ "b", { 1, 1, 1 }, 0.5, 1 },
		{ NULL, { 0 }, 0, 0 },
	};
	struct fixture f = { "t", variants, 1 };
	struct db *db = fixture_archive(&f);
	char *text = render(db);
	cJSON *root = cJSON_Parse(text);
	const cJSON *c = cJSON_GetObjectItem(root, "comparisons")->child;

	(void)state;
	CHECK_STR(cJSON_GetObjectItem(c, "baseline")->valuestring,
	    "\"},\n\xef\xbf\xbd\xef\xbf\xbd</script>");
	cJSON_Delete(root);
	free(text);
	db_close(db);
}

static void the_same_archive_gives_the_same_bytes(void **state)
{
	struct db *db = fixture_archive(&fixture_proxies);
	char *text = render(db);

	CHECK_STR(text, *state);
	free(text);
	db_close(db);
}

/* Python with its package jsonschema; skips where it is missing. */
static void it_is_what_its_schema_says(void **state)
{
	char path[] = "/tmp/meshstat-json-XXXXXX", command[512];
	int fd = mkstemp(path), status;
	FILE *f = fdopen(fd, "w");

	assert_non_null(f);
	fputs(*state, f);
	fclose(f);
	if (system("python3 -c 'import jsonschema' 2>/dev/null") != 0) {
		unlink(path);
		print_message("skip: python3-jsonschema is not installed\n");
		skip();
	}
	snprintf(command, sizeof(command),
	    "python3 tests/schema/validate.py "
	    "tests/schema/meshstat-1.schema.json %s",
	    path);
	status = system(command);
	unlink(path);
	CHECK_INT(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_come_in_the_order_of_the_contract),
		cmocka_unit_test(a_run_has_its_facts_in_base_units),
		cmocka_unit_test(
		    a_percentile_without_requests_beyond_it_is_left_out),
		cmocka_unit_test(a_comparison_names_both_sides_and_its_verdict),
		cmocka_unit_test(a_run_has_its_numbers_under_their_names),
		cmocka_unit_test(a_hostile_name_stays_a_text),
		cmocka_unit_test(the_same_archive_gives_the_same_bytes),
		cmocka_unit_test(it_is_what_its_schema_says),
	};

	return cmocka_run_group_tests(tests, make_text, free_text);
}
