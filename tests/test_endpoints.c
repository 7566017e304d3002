/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs by their endpoints: what a total hides.
 */
#include "tests/study_fixture.h"

#define RUNS 8
#define PARTS 3

static const char *const by_version[] = { "--by=version", "--baseline=old",
	"--percentiles=50", NULL };

/* Four runs of each of two versions; the endpoints of each are given, and vary
 * a little from run to run. */
struct versions {
	struct made_part of[2][PARTS + 1]; /* old, new */
	struct made_part parts[RUNS][PARTS + 1];
	struct made_run runs[RUNS];
	char labels[RUNS][40];
};

static struct db *archive(struct versions *v)
{
	for (int i = 0; i < RUNS; i++) {
		double noise = 1 + 0.002 * (i % 4);

		snprintf(v->labels[i], sizeof(v->labels[i]),
		    "version=%s rep=%d", i < 4 ? "old" : "new", i % 4);
		memcpy(v->parts[i], v->of[i / 4], sizeof(v->parts[i]));
		for (int k = 0; k < PARTS; k++)
			v->parts[i][k].p50_ms *= noise;
		v->runs[i] = (struct made_run){ .labels = v->labels[i],
			.started_s = 100 * (i % 4 * 2 + i / 4),
			.seconds = 60,
			.p50_ms = 10 * noise,
			.parts = v->parts[i] };
	}
	return made_archive(v->runs, RUNS);
}

static void analyzed(struct versions *v, struct arena *a, struct results *out)
{
	struct db *db = archive(v);

	made_analysis(db, (const char **)by_version, a, out);
	db_close(db);
}

static struct versions slow_login(void)
{
	return (struct versions){ .of = { { { "GET /", 97000, 0, 10 },
					      { "POST /login", 3000, 0, 10 } },
				      { { "GET /", 97000, 0, 10 },
					  { "POST /login", 3000, 0, 100 } } } };
}

static int status_of(const struct results *r)
{
	static const struct option_def *const tables[] = { study_options,
		NULL };
	char *words[] = { NULL };
	struct arena a = { 0 };
	struct options o;
	struct err err;
	int status;

	CHECK_INT(options_parse(tables, words, &a, &o, &err), 0);
	status = results_conclude(r, &o, NULL);
	arena_release(&a);
	return status;
}

static const struct comparison *find(const struct results *r, const char *name,
    const char *metric)
{
	return results_endpoint(r, &r->cells.at[1], name, metric);
}

static void a_slow_endpoint_is_found_where_the_total_stands_still(void **state)
{
	struct versions v = slow_login();
	struct arena a = { 0 };
	struct results r;
	char text[8192];

	(void)state;
	analyzed(&v, &a, &r);
	CHECK_STR(made_comparison(&r, "new", "latency_p50")->verdict,
	    "equivalent");
	CHECK_STR(find(&r, "GET /", "latency_p50")->verdict, "equivalent");
	CHECK_STR(find(&r, "POST /login", "latency_p50")->verdict,
	    "regression");
	CHECK_NEAR(find(&r, "POST /login", "latency_p50")->ratio, 10, 1e-9);
	assert_non_null(strstr(r.analysis.conclusion,
	    "By endpoint, 1 is worse, most clearly POST /login: new adds"));
	CHECK_INT(status_of(&r), 1);
	made_print(&r, text, sizeof(text));
	assert_non_null(strstr(text, "by endpoint: 1 of 2 comparisons"));
	assert_non_null(strstr(text, "POST /login latency_p50"));
	assert_null(strstr(text, "GET / latency_p50"));
	arena_release(&a);
}

static void endpoints_are_a_family_of_tests(void **state)
{
	struct versions v = slow_login();
	struct arena a = { 0 };
	struct results r;
	const struct comparison *slow, *same;

	(void)state;
	analyzed(&v, &a, &r);
	CHECK_INT(r.analysis.family, 1);
	CHECK_INT(r.analysis.family_endpoints, 2);
	slow = find(&r, "POST /login", "latency_p50");
	same = find(&r, "GET /", "latency_p50");
	CHECK_NEAR(slow->p_adjusted, 2 * slow->p_value, 1e-12);
	CHECK_NEAR(same->p_adjusted, same->p_value, 1e-12);
	arena_release(&a);
}

static void a_single_endpoint_is_the_total_once_more(void **state)
{
	struct versions v = { .of = { { { "GET /", 100000, 0, 10 } },
				  { { "GET /", 100000, 0, 100 } } } };
	struct arena a = { 0 };
	struct results r;

	(void)state;
	analyzed(&v, &a, &r);
	CHECK_INT(r.endpoints.len, 0);
	CHECK_INT(r.endpoint_estimates.len, 0);
	CHECK_INT(status_of(&r), 0);
	arena_release(&a);
}

static void another_mix_of_requests_is_warned_of(void **state)
{
	struct versions v = {
		.of = { { { "GET /a", 50000, 0, 10 },
			    { "GET /b", 50000, 0, 10 } },
		    { { "GET /a", 40000, 0, 10 }, { "GET /b", 60000, 0, 10 } } }
	};
	struct arena a = { 0 };
	struct results r;
	const struct quality *q;

	(void)state;
	analyzed(&v, &a, &r);
	q = made_check(&r, "endpoint-mix", NULL);
	assert_non_null(q);
	CHECK_STR(q->state, "warn");
	CHECK_NEAR(q->value, 0.1, 1e-12);
	assert_non_null(strstr(q->detail,
	    "GET /a has 50.0 % of them in the baseline and 40.0 % in"));
	arena_release(&a);
}

static void few_requests_may_mix_by_chance(void **state)
{
	struct versions v = {
		.of = { { { "GET /a", 50, 0, 10 }, { "GET /b", 50, 0, 10 } },
		    { { "GET /a", 45, 0, 10 }, { "GET /b", 55, 0, 10 } } }
	};
	struct arena a = { 0 };
	struct results r;

	(void)state;
	analyzed(&v, &a, &r);
	assert_null(made_check(&r, "endpoint-mix", NULL));
	arena_release(&a);
}

static void other_names_on_each_side_are_said(void **state)
{
	struct versions v = { .of = { { { "http://a/", 50000, 0, 10 },
					  { "http://a/x", 50000, 0, 10 } },
				  { { "http://b/", 50000, 0, 10 },
				      { "http://b/x", 50000, 0, 10 } } } };
	struct arena a = { 0 };
	struct results r;
	const struct quality *q;

	(void)state;
	analyzed(&v, &a, &r);
	q = made_check(&r, "endpoint-mix", NULL);
	assert_non_null(q);
	CHECK_STR(q->state, "info");
	CHECK_INT(r.endpoints.len, 0);
	assert_true(r.endpoint_estimates.len > 0);
	arena_release(&a);
}

static void an_endpoint_that_fails_fast_is_no_improvement(void **state)
{
	struct versions v = {
		.of = { { { "GET /", 99900, 0, 10 },
			    { "POST /pay", 100, 0, 10 } },
		    { { "GET /", 99900, 0, 10 }, { "POST /pay", 100, 50, 1 } } }
	};
	struct arena a = { 0 };
	struct results r;

	(void)state;
	analyzed(&v, &a, &r);
	CHECK_STR(find(&r, "POST /pay", "latency_p50")->verdict,
	    "not-comparable");
	CHECK_STR(find(&r, "POST /pay", "error_ratio")->verdict, "regression");
	CHECK_STR(find(&r, "GET /", "latency_p50")->verdict, "equivalent");
	CHECK_INT(status_of(&r), 1);
	arena_release(&a);
}

static void an_endpoint_that_a_run_lacks_is_not_compared(void **state)
{
	struct versions v = slow_login();
	struct arena a = { 0 };
	struct results r;
	struct db *db;

	(void)state;
	db = archive(&v);
	db_close(db);
	v.parts[7][1].name = "POST /other";
	db = made_archive(v.runs, RUNS);
	made_analysis(db, (const char **)by_version, &a, &r);
	db_close(db);
	assert_null(find(&r, "POST /login", "latency_p50"));
	assert_non_null(find(&r, "GET /", "latency_p50"));
	arena_release(&a);
}

static void names_with_numbers_in_them_are_too_many(void **state)
{
	static struct made_part parts[1002];
	static char names[1001][16];
	struct made_run runs[] = {
		{ .labels = "version=old", .seconds = 60, .p50_ms = 10 },
		{ .labels = "version=new", .seconds = 60, .p50_ms = 10 },
	};
	struct arena a = { 0 };
	struct results r;
	struct db *db;

	(void)state;
	for (int i = 0; i < 1001; i++) {
		snprintf(names[i], sizeof(names[i]), "GET /%d", i);
		parts[i] = (struct made_part){ names[i], 10, 0, 10 };
	}
	runs[0].parts = runs[1].parts = parts;
	db = made_archive(runs, 2);
	made_analysis(db, (const char **)by_version, &a, &r);
	db_close(db);
	CHECK_INT(r.endpoint_estimates.len, 0);
	assert_non_null(made_check(&r, "endpoints", r.cells.at[0].runs[0]));
	arena_release(&a);
}

static void workers_of_a_run_pool_their_endpoints(void **state)
{
	static const struct made_part parts[2][3] = {
		{ { "GET /", 60, 0, 10 }, { "POST /a", 40, 4, 20 } },
		{ { "GET /", 600, 0, 10 }, { "POST /b", 400, 0, 20 } }
	};
	const struct made_run runs[] = {
		{ .labels = "worker=1", .seconds = 60, .parts = parts[0] },
		{ .labels = "worker=2", .seconds = 60, .parts = parts[1] }
	};
	struct db *db = made_archive(runs, 2);
	struct run_list all, out;
	struct arena a = { 0 };
	struct err err;

	(void)state;
	CHECK_INT(runs_load(db, &a, &all, &err), 0);
	CHECK_INT(all.len, 1);
	CHECK_INT(run_parts_load(db, &all.at[0], &a, &out, &err), 0);
	CHECK_INT(out.len, 3);
	CHECK_STR(out.at[0].series, "GET /");
	CHECK_INT(out.at[0].total.requests, 660);
	CHECK_STR(out.at[1].series, "POST /a");
	CHECK_INT(out.at[1].total.requests, 40);
	CHECK_INT(out.at[1].total.errors, 4);
	CHECK_STR(out.at[2].series, "POST /b");
	CHECK_STR(out.at[2].id, all.at[0].id);
	arena_release(&a);
	db_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    a_slow_endpoint_is_found_where_the_total_stands_still),
		cmocka_unit_test(endpoints_are_a_family_of_tests),
		cmocka_unit_test(a_single_endpoint_is_the_total_once_more),
		cmocka_unit_test(another_mix_of_requests_is_warned_of),
		cmocka_unit_test(few_requests_may_mix_by_chance),
		cmocka_unit_test(other_names_on_each_side_are_said),
		cmocka_unit_test(an_endpoint_that_fails_fast_is_no_improvement),
		cmocka_unit_test(an_endpoint_that_a_run_lacks_is_not_compared),
		cmocka_unit_test(names_with_numbers_in_them_are_too_many),
		cmocka_unit_test(workers_of_a_run_pool_their_endpoints),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
