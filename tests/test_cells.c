/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs into cells, and cells into pairs.
 */
#include "analyze/cells.h"

#include "tests/check.h"
#include "tests/run_fixture.h"

static struct arena arena;
static struct run_list runs;
static struct study study;
static struct group_list groups;

static int setup(void **state)
{
	(void)state;
	runs = (struct run_list){ 0 };
	study = (struct study){ .factor = "mesh", .baseline = "none" };
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

/* "mesh=none rep=1": keys sorted. */
static void add(const char *labels)
{
	run_fixture(&arena, &runs, labels);
}

static size_t group(void)
{
	size_t outside;

	cells_group(&study, &runs, &arena, &groups, &outside);
	return outside;
}

/* How the i-th cell differs from its baseline: "key=a/b;" ... */
static const char *differences(size_t i)
{
	struct difference_list list;
	const char *text = "";

	if (!cells_baseline_of(&study, &groups, &groups.at[i], &arena, &list))
		return "no baseline";
	for (size_t d = 0; d < list.len; d++)
		text =
		    arena_printf(&arena, "%s%s=%s/%s%s;", text, list.at[d].key,
			list.at[d].baseline ? list.at[d].baseline : "?",
			list.at[d].candidate ? list.at[d].candidate : "?",
			list.at[d].allowed ? "!" : "");
	return text;
}

static void repeats_are_one_cell(void **state)
{
	(void)state;
	add("mesh=none rep=1");
	add("mesh=none rep=2");
	add("mesh=istio rep=1");
	CHECK_INT(group(), 0);
	CHECK_INT(groups.len, 2);
	assert_true(groups.at[0].cell.is_baseline);
	CHECK_INT(groups.at[0].cell.n_runs, 2);
	CHECK_STR(groups.at[1].cell.value, "istio");
	CHECK_STR(groups.at[1].cell.label, "");
	CHECK_STR(differences(1), "");
}

static void loads_are_cells_in_order_of_their_size(void **state)
{
	(void)state;
	add("mesh=none offered_rps=1000");
	add("mesh=none offered_rps=max");
	add("mesh=none offered_rps=200");
	group();
	CHECK_INT(groups.len, 3);
	CHECK_STR(groups.at[0].cell.label, "200 req/s");
	CHECK_STR(groups.at[1].cell.label, "1,000 req/s");
	CHECK_STR(groups.at[2].cell.label, "unlimited rate");
	CHECK_STR(groups.at[0].cell.conditions, "{\"offered_rps\":\"200\"}");
}

static void whole_numbers_of_a_label_are_whole(void **state)
{
	(void)state;
	add("connections=8 mesh=none");
	add("connections=16 mesh=none");
	group();
	CHECK_STR(groups.at[0].cell.label, "8 connections");
}

static void a_run_without_the_factor_is_outside(void **state)
{
	(void)state;
	add("mesh=none");
	add("proxy=nginx");
	CHECK_INT(group(), 1);
	CHECK_INT(groups.len, 1);
}

static void no_runs_are_no_cells(void **state)
{
	(void)state;
	CHECK_INT(group(), 0);
	CHECK_INT(groups.len, 0);
}

static void a_candidate_has_the_baseline_of_its_load(void **state)
{
	(void)state;
	add("mesh=none offered_rps=100");
	add("mesh=none offered_rps=200");
	add("mesh=istio offered_rps=200");
	group();
	CHECK_STR(groups.at[2].cell.value, "istio");
	CHECK_STR(differences(2), "");
}

static void every_difference_is_named(void **state)
{
	(void)state;
	add("mesh=none offered_rps=100 tls=no");
	add("mesh=istio offered_rps=200 threads=2 tls=yes");
	group();
	CHECK_STR(differences(1),
	    "offered_rps=100/200;threads=?/2;tls=no/yes;");
}

/* Silence is no unknown where only wrk has something to say. */
static void what_wrk_corrects_differs_from_a_tool_that_corrects_nothing(
    void **state)
{
	(void)state;
	study.factor = "tool";
	study.baseline = "hey";
	add("tool=hey");
	runs.at[0].facts.tool = "hey";
	add("latency_correction=wrk-heuristic tool=wrk");
	runs.at[1].facts.tool = "wrk";
	group();
	CHECK_STR(differences(1), "latency_correction=none/wrk-heuristic;");
}

static void an_accepted_difference_is_marked(void **state)
{
	const char *tls = "tls";

	(void)state;
	study.allowed = (struct word_list){ &tls, 1 };
	add("mesh=none tls=no");
	add("mesh=istio tls=yes");
	group();
	CHECK_STR(differences(1), "tls=no/yes!;");
}

static void an_accepted_load_keeps_loads_apart(void **state)
{
	const char *rate = "offered_rps";

	(void)state;
	study.allowed = (struct word_list){ &rate, 1 };
	add("mesh=none offered_rps=100");
	add("mesh=none offered_rps=200");
	add("mesh=istio offered_rps=200");
	add("mesh=istio offered_rps=300");
	group();
	CHECK_INT(groups.len, 4);
	CHECK_STR(differences(2), "");
	CHECK_STR(differences(3), "offered_rps=100/300!;");
}

static void an_accepted_difference_weighs_less_than_any_other(void **state)
{
	const char *rate = "offered_rps";

	(void)state;
	study.allowed = (struct word_list){ &rate, 1 };
	add("mesh=none offered_rps=100 tls=no");
	add("mesh=none offered_rps=200");
	add("mesh=none offered_rps=300 tls=yes");
	add("mesh=istio offered_rps=100 tls=yes");
	group();
	CHECK_STR(differences(1), "offered_rps=300/100!;");
}

static void only_named_conditions_are_compared(void **state)
{
	const char *rate = "offered_rps";

	(void)state;
	study.conditions = (struct word_list){ &rate, 1 };
	add("mesh=none offered_rps=100 tls=no");
	add("mesh=istio offered_rps=100 tls=yes");
	group();
	CHECK_STR(differences(1), "");
}

static void what_is_no_condition_keeps_no_runs_apart(void **state)
{
	const char *rate = "offered_rps";

	(void)state;
	study.conditions = (struct word_list){ &rate, 1 };
	add("mesh=none node=a offered_rps=100");
	add("mesh=none node=b offered_rps=100");
	group();
	CHECK_INT(groups.len, 1);
	CHECK_INT(groups.at[0].cell.n_runs, 2);
}

static void an_attribute_of_the_factor_may_differ(void **state)
{
	(void)state;
	add("mesh=none target=http://a/");
	add("mesh=istio mesh_version=1.22 target=http://b/");
	add("mesh=istio mesh_version=1.23 target=http://b/");
	group();
	CHECK_INT(groups.len, 3);
	CHECK_STR(differences(1), "");
	CHECK_STR(differences(2), "");
}

static void large_numbers_within_a_percent_are_the_same(void **state)
{
	(void)state;
	add("mesh=none offered_rps=1000 payload_bytes=5");
	add("mesh=istio offered_rps=1009 payload_bytes=5.04");
	add("mesh=kuma offered_rps=1011 payload_bytes=5");
	group();
	CHECK_STR(groups.at[1].cell.value, "kuma");
	CHECK_STR(differences(1), "offered_rps=1000/1011;");
	CHECK_STR(differences(2), "payload_bytes=5/5.04;");
}

static void without_a_baseline_there_is_no_pair(void **state)
{
	(void)state;
	study.baseline = NULL;
	add("mesh=none");
	add("mesh=istio");
	group();
	CHECK_STR(differences(1), "no baseline");
}

/* They would be two rows, or lines, of one name. */
static void twins_are_named_by_what_tells_them_apart(void **state)
{
	(void)state;
	add("mesh=none offered_rps=1 rep=1 target=a:80");
	add("mesh=none offered_rps=1 rep=2 target=b:80");
	add("mesh=none offered_rps=2 rep=1 target=b:80");
	add("mesh=v9 offered_rps=1 rep=3 target=b:80");
	group();
	CHECK_STR(groups.at[0].cell.name, "none, target a:80");
	CHECK_STR(groups.at[1].cell.name, "none, target b:80");
	CHECK_STR(groups.at[2].cell.name, "v9");
	CHECK_STR(groups.at[3].cell.name, "none, target b:80");
}

/* A label that one of them lacks is in no word of their load. */
static void a_twin_without_the_label_keeps_the_plain_name(void **state)
{
	(void)state;
	add("mesh=istio tls=yes");
	add("mesh=istio");
	add("mesh=istio mesh_version=1.20");
	group();
	CHECK_INT(groups.len, 3);
	CHECK_STR(groups.at[0].cell.name, "istio");
	CHECK_STR(groups.at[1].cell.name, "istio, mesh_version 1.20");
	CHECK_STR(groups.at[2].cell.name, "istio, tls yes");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(repeats_are_one_cell),
		TEST(loads_are_cells_in_order_of_their_size),
		TEST(whole_numbers_of_a_label_are_whole),
		TEST(a_run_without_the_factor_is_outside),
		TEST(no_runs_are_no_cells),
		TEST(a_candidate_has_the_baseline_of_its_load),
		TEST(every_difference_is_named),
		TEST(
		    what_wrk_corrects_differs_from_a_tool_that_corrects_nothing),
		TEST(an_accepted_difference_is_marked),
		TEST(an_accepted_load_keeps_loads_apart),
		TEST(an_accepted_difference_weighs_less_than_any_other),
		TEST(only_named_conditions_are_compared),
		TEST(what_is_no_condition_keeps_no_runs_apart),
		TEST(an_attribute_of_the_factor_may_differ),
		TEST(large_numbers_within_a_percent_are_the_same),
		TEST(without_a_baseline_there_is_no_pair),
		TEST(twins_are_named_by_what_tells_them_apart),
		TEST(a_twin_without_the_label_keeps_the_plain_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
