/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several configurations of one load, ranked as far as the runs allow.
 */
#include "tests/study_fixture.h"

#define REPEATS 5

/* Medians of five runs each, in ms: b and c lie within each other's noise. */
static const struct {
	const char *mesh;
	double ms[REPEATS];
} configurations[] = {
	{ "none", { 1.00, 1.02, 0.99, 1.01, 0.98 } },
	{ "b", { 2.00, 2.10, 1.95, 2.05, 1.90 } },
	{ "c", { 2.02, 2.08, 1.97, 2.04, 1.96 } },
	{ "d", { 4.00, 4.10, 3.90, 4.20, 4.05 } },
};

static struct db *archive(size_t n)
{
	static char labels[4 * REPEATS][40];
	struct made_run runs[4 * REPEATS];

	for (size_t i = 0; i < n * REPEATS; i++) {
		snprintf(labels[i], sizeof(labels[i]), "mesh=%s rep=%zu",
		    configurations[i / REPEATS].mesh, i % REPEATS);
		runs[i] = (struct made_run){ .labels = labels[i],
			.seconds = 60,
			.rate = 100,
			.p50_ms = configurations[i / REPEATS].ms[i % REPEATS] };
	}
	return made_archive(runs, n * REPEATS);
}

static void analyzed(size_t n, struct arena *a, struct results *out)
{
	const char *words[] = { "--percentiles=50", NULL };
	struct db *db = archive(n);

	made_analysis(db, words, a, out);
	db_close(db);
}

static void check_rank(const struct results *r, size_t i, const char *mesh,
    const char *letters, int best, int worst)
{
	const struct ranking *k = &r->rankings.at[i];

	CHECK_STR(results_cell(r, k->cell)->value, mesh);
	CHECK_STR(k->letters, letters);
	CHECK_INT(k->best, best);
	CHECK_INT(k->worst, worst);
}

static void what_cannot_be_told_apart_shares_a_letter_and_ranks(void **state)
{
	struct arena a = { 0 };
	struct results r;

	(void)state;
	analyzed(4, &a, &r);
	assert_true(r.rankings.len >= 4);
	CHECK_STR(r.rankings.at[0].metric, "latency_p50");
	check_rank(&r, 0, "none", "a", 1, 1);
	check_rank(&r, 1, "b", "b", 2, 3);
	check_rank(&r, 2, "c", "b", 2, 3);
	check_rank(&r, 3, "d", "c", 4, 4);
	assert_true(r.rankings.at[0].kruskal_p < 0.01);
	arena_release(&a);
}

/* The test of the first ranking; its letters, one after the other. */
static void check_posthoc(const char *option, const char *method,
    const char *letters)
{
	const char *words[] = { "--percentiles=50", option, NULL };
	struct db *db = archive(4);
	struct arena a = { 0 };
	struct results r;
	char found[40] = "";

	made_analysis(db, words, &a, &r);
	db_close(db);
	CHECK_STR(r.rankings.at[0].method, method);
	for (size_t i = 0; i < 4; i++) {
		strcat(found, r.rankings.at[i].letters);
		strcat(found, " ");
	}
	CHECK_STR(found, letters);
	arena_release(&a);
}

/*
 * R, of these figures: pairwise.wilcox.test(p.adjust.method = "holm") has 0.048
 * for all pairs but b and c, where it has 0.84.  By Dunn's z and Holm only none
 * and d differ (p 0.0004; the next has 0.19).  ptukey(sqrt(2) * 2.61, 4, Inf)
 * leaves 0.045 where nothing of two groups overlaps.
 */
static void a_study_may_ask_for_a_test_by_ranks(void **state)
{
	(void)state;
	check_posthoc("--posthoc=welch", "welch", "a b b c ");
	check_posthoc("--posthoc=mann-whitney", "mann-whitney", "a b b c ");
	check_posthoc("--posthoc=dunn", "dunn", "a ab ab b ");
	check_posthoc("--posthoc=dscf", "dscf", "a b b c ");
}

/* Each is 2 % slower than the one before, and its two runs are 0.2 % apart. */
static void as_many_are_ranked_as_there_are(void **state)
{
	enum { MANY = 60 };
	static char labels[2 * MANY][40];
	struct made_run runs[2 * MANY];
	const char *words[] = { "--percentiles=50", "--baseline=m0", NULL };
	struct arena a = { 0 };
	struct results r;
	struct db *db;

	(void)state;
	for (int i = 0; i < 2 * MANY; i++) {
		snprintf(labels[i], sizeof(labels[i]), "mesh=m%d rep=%d", i / 2,
		    i % 2);
		runs[i] = (struct made_run){ .labels = labels[i],
			.seconds = 60,
			.rate = 100,
			.p50_ms = pow(1.02, i / 2) * (1 + 0.002 * (i % 2)) };
	}
	db = made_archive(runs, 2 * MANY);
	made_analysis(db, words, &a, &r);
	db_close(db);
	CHECK_INT(r.rankings.at[0].contenders, MANY);
	check_rank(&r, 0, "m0", r.rankings.at[0].letters, 1, 6);
	CHECK_STR(results_cell(&r, r.rankings.at[MANY - 1].cell)->value, "m59");
	assert_non_null(strchr(r.rankings.at[0].letters, 'a'));
	assert_true(*r.rankings.at[MANY - 1].letters != '\0');
	arena_release(&a);
}

/* Of d there is but one run. */
static void who_is_not_ranked_is_named(void **state)
{
	struct made_run runs[3 * REPEATS + 1];
	static char labels[3 * REPEATS + 1][40];
	const char *words[] = { "--percentiles=50", NULL };
	struct ui ui = { .out = tmpfile() };
	struct arena a = { 0 };
	struct results r;
	char text[4096];
	struct db *db;

	(void)state;
	for (size_t i = 0; i <= 3 * REPEATS; i++) {
		snprintf(labels[i], sizeof(labels[i]), "mesh=%s rep=%zu",
		    configurations[i / REPEATS].mesh, i % REPEATS);
		runs[i] = (struct made_run){ .labels = labels[i],
			.seconds = 60,
			.rate = 100,
			.p50_ms = configurations[i / REPEATS].ms[i % REPEATS] };
	}
	db = made_archive(runs, 3 * REPEATS + 1);
	made_analysis(db, words, &a, &r);
	db_close(db);
	results_rank(&r, &ui);
	rewind(ui.out);
	text[fread(text, 1, sizeof(text) - 1, ui.out)] = '\0';
	fclose(ui.out);
	assert_non_null(strstr(text, "allow a comparison: d"));
	assert_null(strstr(text, "allow a comparison: d; "));
	arena_release(&a);
}

static void two_configurations_are_compared_and_not_ranked(void **state)
{
	struct arena a = { 0 };
	struct results r;

	(void)state;
	analyzed(2, &a, &r);
	CHECK_INT(r.rankings.len, 0);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    what_cannot_be_told_apart_shares_a_letter_and_ranks),
		cmocka_unit_test(a_study_may_ask_for_a_test_by_ranks),
		cmocka_unit_test(as_many_are_ranked_as_there_are),
		cmocka_unit_test(who_is_not_ranked_is_named),
		cmocka_unit_test(
		    two_configurations_are_compared_and_not_ranked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
