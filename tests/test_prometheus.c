/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "collect/prometheus.h"
#include "collect/prometheus_plan.h"
#include "store/metric.h"
#include "tests/fake_server.h"

/* ---- the plan ---- */

#define S_NS INT64_C(1000000000)
#define START_S INT64_C(1795364119)

/* A run that starts so many seconds after START_S. */
static struct run run_at(double start_s, double duration_s)
{
	struct run r = { .facts = RUN_UNKNOWN };

	r.facts.started_at_ns = START_S * S_NS + (int64_t)(start_s * S_NS);
	r.facts.duration_ns = (int64_t)(duration_s * S_NS);
	return r;
}

/* The error, or "from..to/step; ...": seconds after START_S, and ms. */
static void assert_plan(struct run *runs, size_t n, int64_t step_ms,
    const char *expected)
{
	struct arena a = { 0 };
	struct prometheus_ranges out;
	struct err err;
	const char *got = "";

	if (prometheus_plan((struct run_list){ runs, n }, step_ms, &a, &out,
		&err)) {
		assert_string_equal(err.msg, expected);
		arena_release(&a);
		return;
	}
	for (size_t i = 0; i < out.len; i++)
		got = arena_printf(&a, "%s%s%g..%g/%lld", got, i ? "; " : "",
		    (double)out.at[i].from_ms / 1e3 - (double)START_S,
		    (double)out.at[i].to_ms / 1e3 - (double)START_S,
		    (long long)out.at[i].step_ms);
	assert_string_equal(got, expected);
	arena_release(&a);
}

static void runs_close_together_are_asked_for_together(void **state)
{
	struct run runs[] = { run_at(100, 8), run_at(0.7, 8), run_at(20, 20),
		run_at(99.5, 2), { .facts = RUN_UNKNOWN } };

	(void)state;
	assert_plan(runs, 5, 0, "0..108/1000");
}

static void a_minute_between_runs_parts_them(void **state)
{
	struct run runs[] = { run_at(0, 10), run_at(70, 10) };

	(void)state;
	assert_plan(runs, 2, 0, "0..10/1000; 70..80/1000");
}

static void the_shortest_run_sets_the_step_and_all_are_aligned(void **state)
{
	struct run runs[] = { run_at(0, 3600), run_at(3600, 300) };

	(void)state;
	assert_plan(runs, 1, 0, "-4..3611/15000");
	assert_plan(runs, 2, 0, "-4..3901/5000");
	assert_plan(runs, 2, 2500, "-1.5..3901/2500");
}

static void no_request_passes_the_limit_of_points(void **state)
{
	struct run runs[] = { run_at(0, 8000) };

	(void)state;
	assert_plan(runs, 1, 1000,
	    "0..3599/1000; 3600..7199/1000; 7200..8000/1000");
}

static void a_plan_needs_a_time_and_an_end(void **state)
{
	struct run runs[] = { { .facts = RUN_UNKNOWN }, run_at(0, 9e8) };

	(void)state;
	assert_plan(runs, 1, 0,
	    "no run with a known start and duration in the archive, so no time "
	    "to ask for: collect load results first");
	assert_plan(runs, 2, 1000,
	    "the runs cover more time than 10000 requests of 3600 points can: "
	    "ask for a longer step");
}

/* ---- collecting ---- */

#define JSON(body) ANSWER("200 OK", "application/json", body)
#define MATRIX(list)                                                           \
	JSON("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\","    \
	     "\"result\":[" list "]}}")
#define NOTHING MATRIX("")
#define CADDY                                                                  \
	MATRIX("{\"metric\":{\"__name__\":"                                    \
	       "\"namedprocess_namegroup_cpu_seconds_total\","                 \
	       "\"groupname\":\"caddy\",\"mode\":\"user\"},"                   \
	       "\"values\":[[1795364119,\"1\"],[1795364120,\"1.5\"]]}")

/* An archive with a run of 8 s from START_S on. */
static struct db *archive(void)
{
	struct err err = { "" };
	struct db *db = db_open(":memory:", DB_WRITE, &err);
	struct source_writer *w = source_begin(db, "run.json", "test", &err);
	struct run run = run_at(0, 8);
	struct series_facts total = SERIES_UNKNOWN;
	char sha256[65];

	memset(sha256, 'a', 64);
	sha256[64] = '\0';
	run.facts.name = "run";
	run.facts.tool = "test";
	total.name = "total";
	assert_non_null(w);
	assert_int_equal(source_run(w, &run.facts, &err), 0);
	assert_int_equal(run_series(w, &total, &err), 0);
	assert_int_equal(source_commit(w, sha256, 1, &err), 0);
	return db;
}

struct outcome {
	struct fake_server server;
	struct db *db;
	struct arena arena;
	struct err err;
	int status;
	struct metric_list metrics;
	struct source_list sources;
};

static const struct prometheus_query own[] = {
	{ "data-plane.cpu_cores", "sum(rate(own_cpu[1m]))" },
	{ "queue", "own_queue" },
};

static int collect_again(struct outcome *o, const char *user)
{
	static const struct prometheus_options options = { .queries = own,
		.n_queries = 2,
		.timeout_ms = 2000,
		.wait_ms = 1 };
	char url[300];

	snprintf(url, sizeof(url), "http://%s%s/", user,
	    o->server.url + strlen("http://"));
	return prometheus_collect(o->db, url, &options, &o->err);
}

static struct outcome collect(const struct script *script)
{
	struct outcome o = { .server = server_start(script), .db = archive() };

	o.status = collect_again(&o, "me:secret@");
	assert_int_equal(metrics_load(o.db, &o.arena, &o.metrics, &o.err), 0);
	assert_int_equal(sources_load(o.db, &o.arena, &o.sources, &o.err), 0);
	return o;
}

static void release(struct outcome *o)
{
	arena_release(&o->arena);
	db_close(o->db);
	server_stop(&o->server);
}

static void the_registry_is_asked_for_the_times_of_the_runs(void **state)
{
	static const struct script script = { .answers = { NOTHING },
		.when = "groupname%21",
		.then = CADDY };
	struct outcome o = collect(&script);
	struct metric_samples s;

	(void)state;
	assert_string_equal(o.err.msg, "");
	assert_int_equal(o.status, 0);
	assert_non_null(strstr(o.server.asked->matched,
	    "&start=1795364119.000&end=1795364127.000&step=1.000 "));
	assert_int_equal(o.metrics.len, 1);
	assert_string_equal(o.metrics.at[0].name,
	    "namedprocess_namegroup_cpu_seconds_total");
	assert_string_equal(o.metrics.at[0].role, "data-plane");
	assert_string_equal(o.metrics.at[0].quantity, "cpu_seconds");
	assert_string_equal(o.metrics.at[0].component, "caddy");
	assert_string_equal(o.metrics.at[0].match, "proxy");
	assert_true(o.metrics.at[0].counter);
	assert_ptr_equal(strstr(o.metrics.at[0].query, "namedprocess"),
	    o.metrics.at[0].query);
	assert_int_equal(metric_samples_load(o.db, &o.metrics.at[0],
			     (struct time_window){ 0, INT64_MAX }, &o.arena, &s,
			     &o.err),
	    0);
	assert_int_equal(s.len, 2);
	assert_int_equal(s.at[1].at_ms, 1795364120000);
	release(&o);
}

static void collecting_twice_changes_nothing(void **state)
{
	static const struct script script = { .answers = { NOTHING },
		.when = "groupname%21",
		.then = CADDY };
	struct outcome o = collect(&script);

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(collect_again(&o, ""), 1);
	assert_int_equal(sources_load(o.db, &o.arena, &o.sources, &o.err), 0);
	assert_int_equal(o.sources.len, 2); /* one is the run's */
	release(&o);
}

static void the_source_is_named_without_the_password(void **state)
{
	static const struct script script = { .answers = { NOTHING },
		.when = "own_queue",
		.then = CADDY };
	struct outcome o = collect(&script);
	bool found = false;

	(void)state;
	for (size_t i = 0; i < o.sources.len; i++) {
		assert_null(strstr(o.sources.at[i].name, "secret"));
		if (strcmp(o.sources.at[i].name, o.server.url) != 0)
			continue;
		assert_string_equal(o.sources.at[i].format, "prometheus-http");
		found = true;
	}
	assert_true(found);
	release(&o);
}

/* As Thanos says it where a store did not answer: a success, of a part. */
static void what_the_server_warns_of_is_kept_once(void **state)
{
	static const struct script script = { .answers = { JSON(
						  "{\"status\":\"success\","
						  "\"warnings\":[\"store "
						  "down\"],\"data\":{"
						  "\"resultType\":\"matrix\","
						  "\"result\":[]}}") },
		.when = "own_queue",
		.then = CADDY };
	struct outcome o = collect(&script);
	const char *warnings = NULL;

	(void)state;
	assert_int_equal(o.status, 0);
	for (size_t i = 0; i < o.sources.len; i++)
		if (o.sources.at[i].warnings)
			warnings = o.sources.at[i].warnings;
	assert_non_null(warnings);
	assert_string_equal(warnings, "store down");
	release(&o);
}

static void an_own_query_may_name_role_and_quantity(void **state)
{
	static const struct script with_role = { .answers = { NOTHING },
		.when = "own_cpu",
		.then = MATRIX("{\"metric\":{},\"values\":[[1795364119,"
			       "\"2\"]]}") };
	static const struct script without = { .answers = { NOTHING },
		.when = "own_queue",
		.then = CADDY };
	struct outcome o = collect(&with_role);

	(void)state;
	assert_int_equal(o.metrics.len, 1);
	assert_string_equal(o.metrics.at[0].name, "data-plane.cpu_cores");
	assert_string_equal(o.metrics.at[0].role, "data-plane");
	assert_string_equal(o.metrics.at[0].quantity, "cpu_cores");
	assert_null(o.metrics.at[0].component);
	assert_false(o.metrics.at[0].counter);
	release(&o);
	o = collect(&without);
	assert_int_equal(o.metrics.len, 1);
	assert_string_equal(o.metrics.at[0].name, "queue");
	assert_null(o.metrics.at[0].role);
	assert_string_equal(o.metrics.at[0].component, "caddy");
	assert_string_equal(o.metrics.at[0].labels,
	    "{\"__name__\":\"namedprocess_namegroup_cpu_seconds_total\","
	    "\"groupname\":\"caddy\",\"mode\":\"user\"}");
	release(&o);
}

/* The message ends so, begins with the query or URL, and has no secret. */
static void assert_refused(const struct script *script, const char *end)
{
	struct outcome o = collect(script);

	assert_int_equal(o.status, -1);
	if (!span_ends(span_of(o.err.msg), span_of(end)))
		fail_msg("\"%s\" does not end with \"%s\"", o.err.msg, end);
	assert_non_null(strstr(o.err.msg, o.server.url));
	assert_null(strstr(o.err.msg, "secret"));
	assert_int_equal(o.metrics.len, 0);
	assert_int_equal(o.sources.len, 1);
	release(&o);
}

#define REFUSAL                                                                \
	"{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":"          \
	"\"1:4: parse error\"}"
#define HTML "<html><body>Welcome</body></html>"
#define NO_DATA                                                                \
	", and no Prometheus data: is a path missing, as in "                  \
	"http://HOST/prometheus?"

static void what_is_no_answer_is_refused_with_a_reason(void **state)
{
	static const struct {
		struct script script;
		const char *end;
	} cases[] = {
		{ { .answers = { ANSWER("400 Bad Request", "application/json",
			REFUSAL) } },
		    ": the server answers bad_data: 1:4: parse error" },
		{ { .answers = { ANSWER("422 Unprocessable Entity",
			"application/json", REFUSAL) } },
		    ": the server answers bad_data: 1:4: parse error" },
		{ { .answers = { ANSWER("200 OK", "text/html", HTML) } },
		    ": status 200" NO_DATA },
		{ { .answers = { ANSWER("404 Not Found", "text/plain",
			"404 page not found\n") } },
		    ": status 404" NO_DATA },
		{ { .answers = { ANSWER("404 Not Found", "application/json",
			"{\"status\":\"success\",\"data\":{\"resultType\":"
			"\"matrix\",\"result\":[]}}") } },
		    ": status 404" NO_DATA },
		{ { .answers = { ANSWER("302 Found", "text/plain", "") } },
		    ": status 302: moved, or behind a login page" },
		{ { .answers = { ANSWER("401 Unauthorized", "text/plain",
			"") } },
		    "MESHSTAT_PROMETHEUS_TOKEN" },
		{ { .answers = { ANSWER("503 Unavailable", "text/html",
			HTML) } },
		    ": status 503: the server is in trouble" },
		{ { .answers = { CLOSE } }, ": Empty reply from server" },
		{ { .answers = { NOTHING } },
		    ": no series that measures a mesh, proxy or node at the "
		    "times of the runs: is this the server that watched "
		    "them?" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_refused(&cases[i].script, cases[i].end);
}

static void a_server_that_recovers_is_read(void **state)
{
	static const struct script script = {
		.answers = { ANSWER("500 Internal Server Error", "text/plain",
				 "oh"),
		    CLOSE, NOTHING },
		.when = "groupname%21",
		.then = CADDY
	};
	struct outcome o = collect(&script);

	(void)state;
	assert_int_equal(o.status, 0);
	release(&o);
}

static void a_role_needs_a_known_quantity(void **state)
{
	static const struct prometheus_query slip = { "node.love", "up" };
	const struct prometheus_options options = { .queries = &slip,
		.n_queries = 1 };
	struct err err = { "" };
	struct db *db = archive();

	(void)state;
	assert_int_equal(
	    prometheus_collect(db, "http://127.0.0.1:1", &options, &err), -1);
	assert_string_equal(err.msg,
	    "query node.love: unknown quantity, expected one of cpu_seconds, "
	    "cpu_cores, throttled_seconds, memory_bytes, "
	    "memory_available_bytes, memory_total_bytes, "
	    "network_received_bytes, network_sent_bytes, requests");
	db_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(runs_close_together_are_asked_for_together),
		cmocka_unit_test(a_minute_between_runs_parts_them),
		cmocka_unit_test(
		    the_shortest_run_sets_the_step_and_all_are_aligned),
		cmocka_unit_test(no_request_passes_the_limit_of_points),
		cmocka_unit_test(a_plan_needs_a_time_and_an_end),
		cmocka_unit_test(a_role_needs_a_known_quantity),
		cmocka_unit_test(
		    the_registry_is_asked_for_the_times_of_the_runs),
		cmocka_unit_test(collecting_twice_changes_nothing),
		cmocka_unit_test(the_source_is_named_without_the_password),
		cmocka_unit_test(what_the_server_warns_of_is_kept_once),
		cmocka_unit_test(an_own_query_may_name_role_and_quantity),
		cmocka_unit_test(what_is_no_answer_is_refused_with_a_reason),
		cmocka_unit_test(a_server_that_recovers_is_read),
	};

	setenv("no_proxy", "*", 1);
	return cmocka_run_group_tests_name("prometheus", tests, NULL, NULL);
}
