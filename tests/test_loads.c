/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What load costs, and how much of it is borne: on lines and curves that are
 * known.
 */
#include "tests/study_fixture.h"

#include "analyze/usl.h"

#define LOADS 6
#define REPEATS 2
#define RUNS (2 * LOADS * REPEATS)

static const int rates[LOADS] = { 500, 1000, 2000, 3000, 4000, 5000 };

/* Of each load, p99 in ms; the last load is not reached. */
static double p99[LOADS] = { 10, 11, 14, 20, 40, 90 };

/* Latency that no load changes: 10 ms, give or take 1 %. */
static bool is_level;

/* Repeats at the lowest load lie 50 % above and below its p99. */
static bool is_loose;

/* CPU that grows with the root of the load. */
static bool is_bent;

/* "none" uses no proxy; a costs 0.1 cores and 0.3 per 1,000 req/s, b 0.4. */
static struct db *archive(size_t loads)
{
	static char labels[RUNS][60];
	struct made_run runs[RUNS];
	size_t n = 0;

	for (size_t i = 0; i < loads * REPEATS * 2; i++) {
		size_t load = i / (2 * REPEATS);
		bool is_b = i % 2;
		double noise = i / 2 % REPEATS ? 0.002 : -0.002;
		double krps = rates[load] / 1000.0;

		snprintf(labels[n], sizeof(labels[n]), "mesh=%s rep=%zu",
		    is_b ? "b" : "a", i / 2 % REPEATS);
		runs[n] = (struct made_run){ .labels = labels[n],
			.started_s = 100 * (int64_t)n,
			.seconds = 60,
			.rate = rates[load],
			.achieved = load == 5 ? 4200 : 0,
			.p99_ms = (is_level ? 10 + (double)(load % 2) * 0.1
					    : p99[load]) *
				  (1 + (is_loose && !load ? 250 : 1) * noise),
			.cpu_cores =
			    (is_bent ? 0.3 * sqrt(krps)
				     : 0.1 + (is_b ? 0.4 : 0.3) * krps) +
			    noise };
		n++;
	}
	return made_archive(runs, n);
}

static void analyzed(size_t loads, const char **words, struct arena *a,
    struct results *out)
{
	struct db *db = archive(loads);

	made_analysis(db, words, a, out);
	db_close(db);
}

static const struct cpu_cost *cost_of(const struct results *r,
    const char *value, const char *kind)
{
	for (size_t i = 0; i < r->costs.len; i++) {
		if (strcmp(r->costs.at[i].value, value) == 0 &&
		    strcmp(r->costs.at[i].kind, kind) == 0)
			return &r->costs.at[i];
	}
	return NULL;
}

static const struct capacity *capacity_of(const struct results *r,
    const char *kind)
{
	for (size_t i = 0; i < r->capacities.len; i++) {
		if (strcmp(r->capacities.at[i].kind, kind) == 0)
			return &r->capacities.at[i];
	}
	return NULL;
}

static void a_line_over_loads_tells_marginal_from_idle_cost(void **state)
{
	const char *words[] = { "--baseline=a", "--percentiles=99", NULL };
	const struct cpu_cost *b;
	struct arena a = { 0 };
	struct results r;

	(void)state;
	analyzed(5, words, &a, &r);
	b = cost_of(&r, "b", "marginal");
	CHECK_NEAR(cost_of(&r, "a", "marginal")->estimate, 0.3, 1e-6);
	CHECK_NEAR(b->estimate, 0.4, 1e-6);
	CHECK_NEAR(b->theil_sen, 0.4, 1e-3);
	CHECK_NEAR(b->change, 0.1, 1e-6);
	assert_true(b->p_value < 0.001 && b->change_low > 0.09);
	CHECK_INT(b->loads, 5);
	CHECK_NEAR(cost_of(&r, "a", "idle")->estimate, 0.1, 1e-6);
	CHECK_STR(b->note, "");
	assert_null(cost_of(&r, "a", "average"));
	arena_release(&a);
}

static void what_is_extrapolated_to_no_load_has_no_interval(void **state)
{
	const char *words[] = { "--baseline=a", "--percentiles=99", NULL };
	const struct cpu_cost *idle;
	struct arena a = { 0 };
	struct results r;

	(void)state;
	analyzed(5, words, &a, &r);
	idle = cost_of(&r, "a", "idle");
	assert_true(isnan(idle->low) && isnan(idle->high));
	assert_true(isnan(idle->se_hc3));
	assert_non_null(strstr(idle->note, "extrapolated to no load"));
	arena_release(&a);
}

static void a_bent_line_says_nothing_of_no_load(void **state)
{
	const char *words[] = { "--baseline=a", "--percentiles=99", NULL };
	struct arena a = { 0 };
	struct results r;

	(void)state;
	is_bent = true;
	analyzed(5, words, &a, &r);
	is_bent = false;
	assert_null(cost_of(&r, "a", "idle"));
	assert_non_null(
	    strstr(cost_of(&r, "a", "marginal")->note, "no straight line"));
	arena_release(&a);
}

static void one_load_gives_an_average_that_includes_idle_cost(void **state)
{
	const char *words[] = { "--baseline=a", "--percentiles=99", NULL };
	const struct cpu_cost *b;
	struct arena a = { 0 };
	struct results r;

	(void)state;
	analyzed(1, words, &a, &r);
	b = cost_of(&r, "b", "average");
	CHECK_STR(b->note, "includes idle cost");
	CHECK_NEAR(b->estimate, 0.3 / 0.5, 1e-4);
	CHECK_NEAR(b->ratio, 0.3 / 0.25, 1e-4);
	assert_true(b->ratio_low < 1.2 && 1.2 < b->ratio_high);
	assert_null(cost_of(&r, "b", "marginal"));
	arena_release(&a);
}

static void an_objective_is_lost_between_two_loads_that_were_tested(
    void **state)
{
	const char *words[] = { "--slo=latency_p99 <= 25ms", "--percentiles=99",
		NULL };
	const struct capacity *c;
	struct arena a = { 0 };
	struct results r;

	(void)state;
	analyzed(6, words, &a, &r);
	c = capacity_of(&r, "slo");
	assert_non_null(c);
	CHECK_NEAR(c->low, 3000, 0);
	CHECK_NEAR(c->high, 4000, 0);
	CHECK_NEAR(c->estimate, 3250, 1);
	CHECK_NEAR(c->objective, 0.025, 0);
	CHECK_NEAR(capacity_of(&r, "slo-sure")->low, 3000, 0);
	assert_non_null(capacity_of(&r, "knee"));
	arena_release(&a);
}

/* At 500 req/s 30 ms, over the objective, and below it at every other load. */
static void no_capacity_is_stated_where_latency_falls_with_load(void **state)
{
	const char *words[] = { "--slo=latency_p99 <= 25ms", "--percentiles=99",
		NULL };
	const struct capacity *c;
	struct arena a = { 0 };
	struct results r;

	(void)state;
	p99[0] = 30;
	analyzed(4, words, &a, &r);
	p99[0] = 10;
	c = capacity_of(&r, "slo");
	assert_true(isnan(c->low) && isnan(c->high) && isnan(c->estimate));
	CHECK_STR(c->note,
	    "latency is not monotone in load: at 500 req/s the runs break the "
	    "objective, and at a higher load they keep it; no capacity can be "
	    "stated");
	c = capacity_of(&r, "slo-sure");
	assert_true(isnan(c->low) && isnan(c->high));
	arena_release(&a);
}

static void a_wide_interval_at_the_lowest_load_does_not_break_it(void **state)
{
	const char *words[] = { "--slo=latency_p99 <= 25ms", "--percentiles=99",
		NULL };
	const struct capacity *c;
	struct arena a = { 0 };
	struct results r;

	(void)state;
	is_loose = true;
	analyzed(6, words, &a, &r);
	is_loose = false;
	CHECK_NEAR(capacity_of(&r, "slo")->low, 3000, 0);
	c = capacity_of(&r, "slo-sure");
	assert_true(isnan(c->low) && isnan(c->high));
	CHECK_STR(c->note,
	    "at 1,000 req/s the whole interval keeps the objective, and at the "
	    "lowest load it does not; no capacity can be stated");
	arena_release(&a);
}

static void a_level_curve_has_no_knee(void **state)
{
	const char *words[] = { "--percentiles=99", NULL };
	struct arena a = { 0 };
	struct results r;

	(void)state;
	is_level = true;
	analyzed(5, words, &a, &r);
	is_level = false;
	assert_null(capacity_of(&r, "knee"));
	arena_release(&a);
}

static void a_load_that_was_not_reached_has_failed(void **state)
{
	const char *words[] = { "--slo=latency_p99 <= 1s", "--percentiles=99",
		NULL };
	const struct capacity *c;
	struct arena a = { 0 };
	struct results r;

	(void)state;
	analyzed(6, words, &a, &r);
	c = capacity_of(&r, "slo");
	CHECK_NEAR(c->low, 4000, 0);
	CHECK_NEAR(c->high, 5000, 0);
	assert_true(isnan(c->estimate));
	CHECK_STR(c->note, "the next load was not reached, or failed");
	arena_release(&a);
}

static void an_objective_that_is_none_is_an_error(void **state)
{
	static const struct option_def *const tables[] = { study_options,
		NULL };
	const char *words[] = { "--slo=throughput >= 5", NULL };
	struct db *db = archive(1);
	struct arena a = { 0 };
	struct options o;
	struct err err;

	(void)state;
	CHECK_INT(options_parse(tables, (char **)words, &a, &o, &err), 0);
	CHECK_INT(analyze(db, &o, &err), -1);
	CHECK_STR(err.msg, "slo: expected \"METRIC <= LIMIT\", got "
			   "\"throughput >= 5\"");
	arena_release(&a);
	db_close(db);
}

static void throughput_of_many_connections_is_put_to_the_law(void **state)
{
	static const int clients[] = { 1, 2, 4, 8, 16, 32, 64 };
	const char *words[] = { "--percentiles=99", NULL };
	static char labels[7][60];
	struct made_run runs[7];
	struct arena a = { 0 };
	struct results r;
	struct db *db;

	(void)state;
	for (int i = 0; i < 7; i++) {
		double n = clients[i];

		snprintf(labels[i], sizeof(labels[i]), "mesh=a");
		runs[i] = (struct made_run){ .labels = labels[i],
			.seconds = 60,
			.rate = 0,
			.achieved = 1000 * n /
				    (1 + 0.02 * (n - 1) + 0.0005 * n * (n - 1)),
			.p99_ms = n,
			.connections = clients[i] };
	}
	db = made_archive(runs, 7);
	made_analysis(db, words, &a, &r);
	db_close(db);
	CHECK_NEAR(capacity_of(&r, "usl-gamma")->estimate, 1000, 1e-3);
	CHECK_NEAR(capacity_of(&r, "usl-alpha")->estimate, 0.02, 1e-6);
	CHECK_NEAR(capacity_of(&r, "usl-beta")->estimate, 0.0005, 1e-6);
	CHECK_NEAR(capacity_of(&r, "usl-peak")->estimate, sqrt(0.98 / 0.0005),
	    0.01);
	/* The points lie on the law: nothing is open. */
	CHECK_NEAR(capacity_of(&r, "usl-peak")->high, sqrt(0.98 / 0.0005),
	    0.01);
	assert_non_null(
	    strstr(capacity_of(&r, "usl-peak")->note, " req/s there"));
	arena_release(&a);
}

static void made_series(struct db *db, const struct metric *m,
    struct metric_samples samples, const char *sha256)
{
	struct err err;
	struct source_writer *w = source_begin(db, "m", "made", &err);

	CHECK_INT(source_metric(w, m, samples, &err), 0);
	CHECK_INT(source_commit(w, sha256, 1, &err), 0);
}

/* What Istio's benchmark and own queries give: cores, as they were. */
static void made_cores(struct db *db)
{
	struct metric_sample at[] = { { 50000, 0.25 } };
	struct metric cpu = { .name = "cores",
		.quantity = "cpu_cores",
		.role = "node",
		.component = "b",
		.labels = "{}" };

	made_series(db, &cpu, (struct metric_samples){ at, 1 },
	    "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"
	    "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee");
}

/* Runs of one label and no rate, that are no repeats of each other. */
static void runs_at_several_loads_are_no_repeats(void **state)
{
	const char *words[] = { "--percentiles=50", NULL };
	static const double reached[] = { 100, 200, 310 };
	struct made_run runs[3];
	const struct quality *q;
	struct arena a = { 0 };
	struct results r;
	struct db *db;

	(void)state;
	for (int i = 0; i < 3; i++)
		runs[i] = (struct made_run){ .labels = "mesh=a",
			.started_s = 100 * i,
			.seconds = 60,
			.no_rate = true,
			.achieved = reached[i],
			.p50_ms = 1 + 0.001 * i,
			.cpu_cores = 0.1 * (i + 1) };
	db = made_archive(runs, 3);
	made_analysis(db, words, &a, &r);
	db_close(db);
	q = made_check(&r, "spread", NULL);
	assert_non_null(q);
	CHECK_STR(q->state, "warn");
	CHECK_STR(q->detail,
	    "throughput of 3 runs of a goes from 100 req/s (mesh=a) to 310 "
	    "req/s (mesh=a): are these repeats of one thing?");
	assert_null(cost_of(&r, "a", "average"));
	arena_release(&a);
}

/* 100 s at 10 counts each; the counter begins anew at 50 s, and between 60 s
 * and 100 s nothing is seen. */
static void made_broken_counter(struct db *db)
{
	struct metric_sample at[] = { { 0, 500 }, { 10000, 600 },
		{ 20000, 700 }, { 30000, 800 }, { 40000, 900 }, { 50000, 50 },
		{ 60000, 150 }, { 100000, 550 } };
	struct metric cpu = { .name = "cpu",
		.quantity = "cpu_seconds",
		.role = "node",
		.component = "a",
		.counter = true,
		.labels = "{}" };

	made_series(db, &cpu, (struct metric_samples){ at, 8 },
	    "ffffffffffffffffffffffffffffffff"
	    "ffffffffffffffffffffffffffffffff");
}

static void a_counter_that_begins_anew_is_told(void **state)
{
	const struct made_run run = { .labels = "mesh=a",
		.seconds = 100,
		.rate = 100,
		.p50_ms = 1 };
	const char *words[] = { "--percentiles=50", NULL };
	struct db *db = made_archive(&run, 1);
	struct arena a = { 0 };
	const struct quality *q;
	struct results r;

	(void)state;
	made_broken_counter(db);
	made_analysis(db, words, &a, &r);
	db_close(db);
	CHECK_INT(r.resources.len, 2);
	/* 400 before, 50 and 500 after it: a lower bound. */
	CHECK_NEAR(r.resources.at[1].value, 9.5, 1e-9);
	CHECK_INT(r.resources.at[1].resets, 1);
	CHECK_INT(r.resources.at[1].gaps, 1);
	q = made_check(&r, "counters", r.resources.at[1].run);
	CHECK_STR(q->state, "warn");
	CHECK_STR(q->detail, "node cpu_cores: counters began anew 1 times, and "
			     "1 times scrapes are missing; what lies between "
			     "may be lost");
	arena_release(&a);
}

static void cores_count_but_not_beside_a_counter_of_their_role(void **state)
{
	const struct made_run run = { .labels = "mesh=a",
		.seconds = 100,
		.rate = 100,
		.p50_ms = 1 };
	const char *words[] = { "--percentiles=50", NULL };

	(void)state;
	for (int counter = 0; counter < 2; counter++) {
		struct db *db = made_archive(&run, 1);
		struct arena a = { 0 };
		struct results r;

		made_cores(db);
		if (counter)
			made_broken_counter(db);
		made_analysis(db, words, &a, &r);
		db_close(db);
		CHECK_INT(r.resources.len, 2);
		CHECK_STR(r.resources.at[1].component, "total");
		CHECK_NEAR(r.resources.at[1].value, counter ? 9.5 : 0.25, 1e-9);
		assert_true(isnan(r.resources.at[0].peak)); /* an average */
		arena_release(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    a_line_over_loads_tells_marginal_from_idle_cost),
		cmocka_unit_test(
		    what_is_extrapolated_to_no_load_has_no_interval),
		cmocka_unit_test(a_bent_line_says_nothing_of_no_load),
		cmocka_unit_test(runs_at_several_loads_are_no_repeats),
		cmocka_unit_test(a_counter_that_begins_anew_is_told),
		cmocka_unit_test(
		    cores_count_but_not_beside_a_counter_of_their_role),
		cmocka_unit_test(
		    one_load_gives_an_average_that_includes_idle_cost),
		cmocka_unit_test(
		    an_objective_is_lost_between_two_loads_that_were_tested),
		cmocka_unit_test(
		    no_capacity_is_stated_where_latency_falls_with_load),
		cmocka_unit_test(
		    a_wide_interval_at_the_lowest_load_does_not_break_it),
		cmocka_unit_test(a_level_curve_has_no_knee),
		cmocka_unit_test(a_load_that_was_not_reached_has_failed),
		cmocka_unit_test(an_objective_that_is_none_is_an_error),
		cmocka_unit_test(
		    throughput_of_many_connections_is_put_to_the_law),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
