/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Against a real server, whose URL is in MESHSTAT_PROMETHEUS_URL and which
 * scrapes itself and a node exporter each second, since SECONDS at least:
 * tests/prometheus_live.sh starts such a one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "collect/prometheus.h"
#include "store/metric.h"

#define SECONDS 5
#define S_NS INT64_C(1000000000)

static const char *server_url(void)
{
	const char *url = getenv("MESHSTAT_PROMETHEUS_URL");

	if (!url) {
		print_message("# skipped: no MESHSTAT_PROMETHEUS_URL\n");
		skip();
	}
	return url;
}

/* An archive with a run over the last seconds. */
static struct db *archive(void)
{
	struct err err = { "" };
	struct db *db = db_open(":memory:", DB_WRITE, &err);
	struct source_writer *w = source_begin(db, "run.json", "test", &err);
	struct run_facts facts = RUN_UNKNOWN;
	struct series_facts total = SERIES_UNKNOWN;

	assert_non_null(w);
	facts.name = "run";
	facts.tool = "test";
	facts.started_at_ns = ((int64_t)time(NULL) - SECONDS) * S_NS;
	facts.duration_ns = SECONDS * S_NS;
	total.name = "total";
	assert_int_equal(source_run(w, &facts, &err), 0);
	assert_int_equal(run_series(w, &total, &err), 0);
	assert_int_equal(source_commit(w, "00", 1, &err), 0);
	return db;
}

static const struct metric *find(const struct metric_list *list,
    const char *role, const char *quantity)
{
	for (size_t i = 0; i < list->len; i++) {
		const struct metric *m = &list->at[i];

		if (m->role && !strcmp(m->role, role) &&
		    !strcmp(m->quantity, quantity))
			return m;
	}
	fail_msg("no %s of the %s", quantity, role);
	return NULL;
}

static void assert_counts_up(struct db *db, const struct metric *m,
    struct arena *a)
{
	struct metric_samples s;
	struct err err;

	assert_int_equal(metric_samples_load(db, m,
			     (struct time_window){ 0, INT64_MAX }, a, &s, &err),
	    0);
	assert_int_equal(s.len, SECONDS + 1);
	for (size_t i = 1; i < s.len; i++) {
		assert_int_equal(s.at[i].at_ms - s.at[i - 1].at_ms, 1000);
		assert_true(s.at[i].value >= s.at[i - 1].value);
	}
}

static void a_real_server_takes_all_queries_of_the_registry(void **state)
{
	static const struct prometheus_query own[] = {
		{ "load-generator.cpu_seconds", "process_cpu_seconds_total" },
	};
	const struct prometheus_options options = { .queries = own,
		.n_queries = 1 };
	struct metric_list metrics;
	struct arena arena = { 0 };
	struct err err = { "" };
	const char *url = server_url();
	struct db *db = archive();

	(void)state;
	if (prometheus_collect(db, url, &options, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(metrics_load(db, &arena, &metrics, &err), 0);
	assert_true(find(&metrics, "node", "cpu_seconds")->counter);
	assert_counts_up(db, find(&metrics, "node", "cpu_seconds"), &arena);
	find(&metrics, "node", "memory_available_bytes");
	assert_counts_up(db, find(&metrics, "load-generator", "cpu_seconds"),
	    &arena);
	assert_int_equal(prometheus_collect(db, url, &options, &err), 1);
	arena_release(&arena);
	db_close(db);
}

static void a_real_server_explains_a_bad_query(void **state)
{
	static const struct prometheus_query own[] = { { "x", "sum(up" } };
	const struct prometheus_options options = { .queries = own,
		.n_queries = 1 };
	struct err err = { "" };
	const char *url = server_url();
	struct db *db = archive();

	(void)state;
	assert_int_equal(prometheus_collect(db, url, &options, &err), -1);
	assert_non_null(strstr(err.msg, "query sum(up: "));
	assert_non_null(strstr(err.msg, "unclosed left parenthesis"));
	db_close(db);
}

static void a_path_that_a_real_server_lacks_is_named(void **state)
{
	const struct prometheus_options options = { 0 };
	struct err err = { "" };
	struct db *db;
	char url[300];

	(void)state;
	snprintf(url, sizeof(url), "%s/nosuch", server_url());
	db = archive();
	assert_int_equal(prometheus_collect(db, url, &options, &err), -1);
	assert_non_null(strstr(err.msg, "is a path missing"));
	db_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    a_real_server_takes_all_queries_of_the_registry),
		cmocka_unit_test(a_real_server_explains_a_bad_query),
		cmocka_unit_test(a_path_that_a_real_server_lacks_is_named),
	};

	return cmocka_run_group_tests_name("prometheus_live", tests, NULL,
	    NULL);
}
