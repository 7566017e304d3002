/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests that fail are answered fast: nothing that is found of latencies may
 * praise a configuration for it.
 */
#include "tests/study_fixture.h"

#define RUNS 36

/*
 * Three meshes at four loads, three runs each.  The mesh "broken" fails half of
 * its requests at once from 3,000 req/s on.
 */
static struct db *archive(void)
{
	static const char *const meshes[] = { "plain", "sound", "broken" };
	static char labels[RUNS][40];
	struct made_run runs[RUNS];

	for (int i = 0; i < RUNS; i++) {
		int rate = 1000 * (1 + i / 3 % 4);
		bool fails = i / 12 == 2 && rate >= 3000;

		snprintf(labels[i], sizeof(labels[i]), "mesh=%s rep=%d",
		    meshes[i / 12], 1 + i % 3);
		runs[i] = (struct made_run){ .labels = labels[i],
			.started_s = 100 * i,
			.seconds = 60,
			.rate = rate,
			.errors = fails ? rate * 30 : 0,
			.p99_ms = fails ? 1 : 10 + 0.1 * (i % 3) };
	}
	return made_archive(runs, RUNS);
}

static void analyzed(const char **words, struct arena *a, struct results *out)
{
	struct db *db = archive();

	made_analysis(db, words, a, out);
	db_close(db);
}

/* The same by a study file. */
static void studied(const char *study, struct arena *a, struct results *out)
{
	const char *words[] = { "--study=stops.yaml", NULL };
	FILE *file = fopen("stops.yaml", "w");

	assert_non_null(file);
	fputs(study, file);
	fclose(file);
	analyzed(words, a, out);
	remove("stops.yaml");
}

static void a_load_that_fails_fast_does_not_keep_an_objective(void **state)
{
	const char *words[] = { "--by=mesh", "--slo=latency_p99 <= 20ms",
		"--percentiles=99", NULL };
	struct arena a = { 0 };
	struct results r;
	size_t seen = 0;

	(void)state;
	analyzed(words, &a, &r);
	for (size_t i = 0; i < r.capacities.len; i++) {
		const struct capacity *c = &r.capacities.at[i];
		bool sound = strcmp(c->value, "broken") != 0;

		if (strcmp(c->kind, "slo") != 0)
			continue;
		CHECK_NEAR(c->low, sound ? 4000 : 2000, 0);
		assert_true(sound ? isnan(c->high) : c->high == 3000);
		seen++;
	}
	CHECK_INT(seen, 3);
	for (size_t i = 0; i < r.capacities.len; i++)
		assert_true(strcmp(r.capacities.at[i].kind, "knee") != 0 ||
			    strcmp(r.capacities.at[i].value, "broken") != 0);
	arena_release(&a);
}

static void a_cell_that_fails_fast_is_not_ranked(void **state)
{
	const char *words[] = { "--by=mesh", "--percentiles=99", NULL };
	struct arena a = { 0 };
	struct results r;

	(void)state;
	analyzed(words, &a, &r);
	assert_true(r.rankings.len >= 4);
	for (size_t i = 0; i < r.rankings.len; i++) {
		const struct cell *c = results_cell(&r, r.rankings.at[i].cell);

		assert_null(strstr(c->label, "3,000"));
		assert_null(strstr(c->label, "4,000"));
	}
	arena_release(&a);
}

static const char *gate_of(const struct results *r, const char *text,
    const char *subject)
{
	for (size_t i = 0; i < r->gates.len; i++) {
		if (strcmp(r->gates.at[i].text, text) == 0 &&
		    strcmp(r->gates.at[i].subject, subject) == 0)
			return r->gates.at[i].state;
	}
	fail_msg("no gate %s of %s", text, subject);
	return NULL;
}

static void a_gate_on_failures_stays_where_nothing_failed(void **state)
{
	static const char study[] =
	    "compare: mesh\nbaseline: plain\npercentiles: [99]\ngates:\n"
	    "  - error_ratio change<=1%\n"
	    "  - throughput change >= -5%\n";
	struct arena a = { 0 };
	struct results r;

	(void)state;
	studied(study, &a, &r);
	CHECK_STR(gate_of(&r, "error_ratio change<=1%", "sound, 3,000 req/s"),
	    "pass");
	CHECK_STR(gate_of(&r, "error_ratio change<=1%", "broken, 3,000 req/s"),
	    "fail");
	CHECK_STR(gate_of(&r, "throughput change >= -5%", "sound, 3,000 req/s"),
	    "pass");
	arena_release(&a);
}

static void a_cell_that_fails_fast_passes_no_gate_on_latency(void **state)
{
	static const char study[] = "compare: mesh\npercentiles: [99]\ngates:\n"
				    "  - latency_p99 <= 20ms\n"
				    "  - latency_p99 <= 100us\n"
				    "  - error_ratio <= 90%\n";
	struct arena a = { 0 };
	struct results r;

	(void)state;
	studied(study, &a, &r);
	CHECK_STR(gate_of(&r, "latency_p99 <= 20ms", "broken, 2,000 req/s"),
	    "pass");
	CHECK_STR(gate_of(&r, "latency_p99 <= 20ms", "broken, 3,000 req/s"),
	    "not-comparable");
	CHECK_STR(gate_of(&r, "latency_p99 <= 100us", "broken, 3,000 req/s"),
	    "fail");
	CHECK_STR(gate_of(&r, "error_ratio <= 90%", "broken, 3,000 req/s"),
	    "pass");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    a_load_that_fails_fast_does_not_keep_an_objective),
		cmocka_unit_test(a_cell_that_fails_fast_is_not_ranked),
		cmocka_unit_test(a_gate_on_failures_stays_where_nothing_failed),
		cmocka_unit_test(
		    a_cell_that_fails_fast_passes_no_gate_on_latency),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
