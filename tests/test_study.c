/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What to compare: from a file, from options, or from the runs themselves.
 */
#include "analyze/study.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/check.h"
#include "tests/run_fixture.h"

#include "base/nearest.h"

static struct arena arena;
static struct study study;
static struct err fault;

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

/* By options alone; each is "name=value". */
static int by_options(const char *const *words)
{
	struct options o = { 0 };

	for (; *words; words++) {
		struct span rest = span_of(*words);
		struct span name = span_cut(&rest, '=');

		*ARENA_PUSH(&arena, &o.given) =
		    (struct option){ arena_span(&arena, name), rest.at };
	}
	return study_read(&o, &arena, &study, &fault);
}

#define OPTIONS(...) by_options((const char *const[]){ __VA_ARGS__, NULL })

/* The same over a file of that text. */
static int by_file(const char *text, const char *option)
{
	char path[] = "/tmp/meshstat-study-XXXXXX";
	int fd = mkstemp(path), status;
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	status = OPTIONS(arena_printf(&arena, "study=%s", path), option);
	unlink(path);
	return status;
}

static void nothing_asked_is_the_defaults(void **state)
{
	const char *const none = NULL;

	(void)state;
	CHECK_INT(by_options(&none), 0);
	assert_null(study.factor);
	assert_null(study.baseline);
	CHECK_INT(study.n_percentiles, 4);
	CHECK_NEAR(study.percentiles[3], 99.9, 0);
	CHECK_NEAR(study.confidence, 0.95, 0);
	CHECK_NEAR(study.margin_cpu, 0.05, 0);
	CHECK_INT(study.seed, 1);
}

static void a_file_says_it_all(void **state)
{
	(void)state;
	CHECK_INT(by_file("title: T\ncompare: proxy\nbaseline: direct\n"
			  "conditions: [offered_rps, tls]\nallow: tls\n"
			  "select: [tool=fortio]\npercentiles: [99, 50, 99]\n"
			  "confidence: 90%\nseed: 7\nposthoc: dscf\n"
			  "quantile-type: 6\n"
			  "margin: {latency: 10 %, throughput: 0.02}\n",
		      NULL),
	    0);
	CHECK_STR(study_json(&study, &arena),
	    "{\"title\":\"T\",\"compare\":\"proxy\",\"baseline\":\"direct\","
	    "\"conditions\":[\"offered_rps\",\"tls\"],"
	    "\"select\":[\"tool=fortio\"],\"allow\":[\"tls\"],"
	    "\"percentiles\":[50,99],\"quantile-type\":6,"
	    "\"confidence\":0.9,"
	    "\"margin\":{\"latency\":0.1,\"throughput\":0.02,\"cpu\":0.05,"
	    "\"memory\":0.05},\"gates\":[],"
	    "\"posthoc\":\"dscf\",\"warmup\":\"none\","
	    "\"seed\":7}");
}

/* It drew type 1, whatever was asked for. */
static void a_bootstrap_has_one_definition_of_percentiles(void **state)
{
	(void)state;
	CHECK_INT(by_file("bootstrap: hier\nquantile-type: 1\n", NULL), 0);
	assert_non_null(
	    strstr(study_json(&study, &arena), "\"bootstrap\":\"hier\""));
	CHECK_INT(by_file("bootstrap: bca\n", "quantile-type=6"), 0);
	CHECK_INT(by_file("bootstrap: block\n", "quantile-type=6"), -1);
	CHECK_INT(by_file("bootstrap: hier\n", "quantile-type=6"), -1);
	CHECK_STR(fault.msg,
	    "bootstrap: hier draws percentiles of quantile-type 1, not of 6: "
	    "leave one of them out");
}

static void options_win_over_the_file(void **state)
{
	(void)state;
	CHECK_INT(by_file("compare: proxy\npercentiles: [50]\n", "by=mesh"), 0);
	CHECK_STR(study.factor, "mesh");
	CHECK_INT(study.n_percentiles, 1);
	CHECK_INT(by_file("percentiles: [50]\n", "percentiles=75,99"), 0);
	CHECK_NEAR(study.percentiles[0], 75, 0);
	CHECK_INT(study.n_percentiles, 2);
	CHECK_INT(by_file("allow: tls\n", "allow=tool"), 0);
	assert_true(word_list_has(&study.allowed, "tls"));
	assert_true(word_list_has(&study.allowed, "tool"));
}

static void a_margin_is_of_everything(void **state)
{
	(void)state;
	CHECK_INT(OPTIONS("margin=10%"), 0);
	CHECK_NEAR(study.margin_latency, 0.1, 1e-15);
	CHECK_NEAR(study.margin_memory, 0.1, 1e-15);
	CHECK_INT(OPTIONS("margin=0.1"), 0);
	CHECK_NEAR(study.margin_throughput, 0.1, 1e-15);
}

static void bad_numbers_are_refused(void **state)
{
	(void)state;
	CHECK_INT(OPTIONS("margin=%"), -1);
	CHECK_STR(fault.msg, "margin: expected a percentage or a share, such "
			     "as 5% or 0.05, got \"%\"");
	CHECK_INT(OPTIONS("confidence=49%"), -1);
	CHECK_STR(fault.msg, "confidence: expected 50% to 99.99%, got \"49%\"");
	CHECK_INT(OPTIONS("percentiles=99.999999"), -1);
	CHECK_INT(OPTIONS("percentiles="), -1);
	CHECK_INT(OPTIONS("seed=0x1"), -1);
	CHECK_INT(OPTIONS("target=latency_p90 = 10ms"), 0);
	CHECK_STR(study.target, "latency_p90 = 10ms");
	CHECK_INT(OPTIONS("posthoc=tukey"), -1);
	CHECK_STR(fault.msg, "posthoc: expected welch, mann-whitney, dunn or "
			     "dscf, got \"tukey\"");
	CHECK_INT(OPTIONS("quantile-type=10"), -1);
	CHECK_STR(fault.msg, "quantile-type: expected 1 to 9, got \"10\"");
	CHECK_INT(OPTIONS("quantile-type=0"), -1);
	CHECK_INT(by_file("prom-compat: yes\n", NULL), -1);
	assert_non_null(strstr(fault.msg,
	    "prom-compat: expected true or false, got \"yes\""));
	CHECK_INT(OPTIONS("cp=cusum"), -1);
	CHECK_STR(fault.msg, "cp: expected edivisive or pelt, got \"cusum\"");
	CHECK_INT(OPTIONS("bootstrap=t"), -1);
	CHECK_STR(fault.msg,
	    "bootstrap: expected hier, bca, block or none, got \"t\"");
	CHECK_INT(OPTIONS("select==x"), -1);
	CHECK_STR(fault.msg, "select: expected LABEL=VALUE, got \"=x\"");
}

static void runs_are_selected_by_all_labels(void **state)
{
	struct run_list runs = { 0 };

	(void)state;
	run_fixture(&arena, &runs, "mesh=istio tool=wrk");
	CHECK_INT(OPTIONS("select=mesh=istio", "select=tool=wrk"), 0);
	assert_true(study_selects(&study, &runs.at[0]));
	CHECK_INT(OPTIONS("select=mesh=istio", "select=tool=hey"), 0);
	assert_false(study_selects(&study, &runs.at[0]));
	/* Of one label, any of the values. */
	CHECK_INT(
	    OPTIONS("select=mesh=kuma", "select=mesh=istio", "select=tool=wrk"),
	    0);
	assert_true(study_selects(&study, &runs.at[0]));
	CHECK_INT(OPTIONS("select=mesh=kuma", "select=mesh=none"), 0);
	assert_false(study_selects(&study, &runs.at[0]));
	CHECK_INT(OPTIONS("select=nosuch="), 0);
	assert_false(study_selects(&study, &runs.at[0]));
}

static const char *settled(const char *first, const char *second)
{
	struct run_list runs = { 0 };

	study = (struct study){ 0 };
	run_fixture(&arena, &runs, first);
	run_fixture(&arena, &runs, second);
	study_settle(&study, &runs);
	return arena_printf(&arena, "%s/%s", study.factor,
	    study.baseline ? study.baseline : "?");
}

static void the_runs_say_what_varies(void **state)
{
	(void)state;
	CHECK_STR(settled("mesh=istio", "mesh=none"), "mesh/none");
	CHECK_STR(settled("mesh=istio proxy=direct", "mesh=istio proxy=nginx"),
	    "proxy/direct");
	CHECK_STR(settled("mesh=istio", "mesh=kuma"), "mesh/?");
	CHECK_STR(settled("mesh=istio", "mesh=istio"), "mesh/?");
	CHECK_STR(settled("", ""), "tool/?");
	CHECK_STR(settled("version=1", "version=2"), "version/?");
	CHECK_STR(study.title, "Comparison");
}

static void what_was_asked_is_not_settled_otherwise(void **state)
{
	struct run_list runs = { 0 };

	(void)state;
	run_fixture(&arena, &runs, "mesh=none proxy=a");
	study =
	    (struct study){ .title = "T", .factor = "proxy", .baseline = "x" };
	study_settle(&study, &runs);
	CHECK_STR(study.title, "T");
	CHECK_STR(study.factor, "proxy");
	CHECK_STR(study.baseline, "x");
}

static const char *spelled(const char *baseline, const char *first,
    const char *second)
{
	struct run_list runs = { 0 };

	study = (struct study){ .factor = "mesh", .baseline = baseline };
	run_fixture(&arena, &runs, first);
	run_fixture(&arena, &runs, second);
	study_settle(&study, &runs);
	return study.baseline;
}

static void a_baseline_is_found_in_any_case_where_it_is_one(void **state)
{
	(void)state;
	CHECK_STR(spelled("Istio", "mesh=istio", "mesh=kuma"), "istio");
	CHECK_STR(spelled("Istio", "mesh=istio", "mesh=Istio"), "Istio");
	CHECK_STR(spelled("ISTIO", "mesh=istio", "mesh=Istio"), "ISTIO");
	CHECK_STR(spelled("Istio2", "mesh=istio", "mesh=kuma"), "Istio2");
}

static void an_unknown_baseline_is_told_what_comes_near(void **state)
{
	struct run_list runs = { 0 };
	struct err err;

	(void)state;
	run_fixture(&arena, &runs, "mesh=kuma");
	run_fixture(&arena, &runs, "mesh=istio");
	study = (struct study){ .factor = "mesh", .baseline = "Isito" };
	CHECK_INT(study_check(&study, &runs, &err), -1);
	CHECK_STR(err.msg,
	    "no run has mesh = Isito; perhaps istio is meant; there is kuma, "
	    "istio");
	study.baseline = "linkerd";
	CHECK_INT(study_check(&study, &runs, &err), -1);
	CHECK_STR(err.msg, "no run has mesh = linkerd; there is kuma, istio");
}

static void a_distance_counts_changes_and_no_case(void **state)
{
	char one[200], other[200];

	(void)state;
	CHECK_INT(text_distance("kitten", "sitting"), 3);
	CHECK_INT(text_distance("Istio", "istio"), 0);
	CHECK_INT(text_distance("", "abc"), 3);
	CHECK_INT(text_distance("abc", ""), 3);
	memset(one, 'a', sizeof(one));
	memset(other, 'b', sizeof(other));
	one[199] = other[199] = '\0';
	CHECK_INT(text_distance(one, other), 63);
}

#define TEST(name) cmocka_unit_test_teardown(name, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_asked_is_the_defaults),
		TEST(a_file_says_it_all),
		TEST(a_bootstrap_has_one_definition_of_percentiles),
		TEST(options_win_over_the_file),
		TEST(a_margin_is_of_everything),
		TEST(bad_numbers_are_refused),
		TEST(runs_are_selected_by_all_labels),
		TEST(the_runs_say_what_varies),
		TEST(what_was_asked_is_not_settled_otherwise),
		TEST(a_baseline_is_found_in_any_case_where_it_is_one),
		TEST(an_unknown_baseline_is_told_what_comes_near),
		TEST(a_distance_counts_changes_and_no_case),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
