/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What must hold before two cells are compared.
 */
#include "analyze/checks.h"

#include <math.h>
#include <string.h>

#include "base/units.h"
#include "tests/check.h"
#include "tests/run_fixture.h"

static struct arena arena;
static struct study study;
static struct quality_list found;

/* Two sides of three runs each, alike in all but their names. */
static struct run_list runs;
static struct group sides[2];

static struct run *run_at(size_t side, size_t i)
{
	return &runs.at[side * 3 + i];
}

static void run_make(const char *labels, int64_t second)
{
	struct run *run = run_fixture(&arena, &runs, labels);

	run->source_format = "fortio-json";
	run->facts.offered_rps = 1000;
	run->facts.achieved_rps = 1000;
	run->facts.duration_ns = 60 * NS_PER_S;
	run->facts.started_at_ns = second * NS_PER_S;
	run->facts.connections = 8;
	run->facts.load_model = LOAD_OPEN;
	run->total.requests = 60000;
	run->total.errors = 0;
	run->total.mean_ns = 1e6;
}

static int setup(void **state)
{
	static const char *const labels[] = { "mesh=none", "mesh=istio" };

	(void)state;
	runs = (struct run_list){ 0 };
	found = (struct quality_list){ 0 };
	study = (struct study){ .factor = "mesh",
		.percentiles = { 50, 99 },
		.n_percentiles = 2,
		.confidence = 0.95 };
	for (int i = 0; i < 6; i++)
		run_make(labels[i / 3], 100 + i % 3 * 200 + i / 3 * 100);
	for (size_t s = 0; s < 2; s++) {
		sides[s] = (struct group){ .example = run_at(s, 0) };
		sides[s].cell.row = (int64_t)s + 1;
		sides[s].cell.value = s ? "istio" : "none";
		for (size_t i = 0; i < 3; i++)
			*ARENA_PUSH(&arena, &sides[s].runs) = run_at(s, i);
	}
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static struct pair_stops checked(struct difference_list differences)
{
	return checks_of_pair(&study, &sides[0], &sides[1], &differences,
	    &arena, &found);
}

static struct pair_stops pair(void)
{
	return checked((struct difference_list){ 0 });
}

/* "state: detail" of the last finding of that check, or "". */
static const char *finding(const char *check)
{
	for (size_t i = found.len; i-- > 0;) {
		if (strcmp(found.at[i].check, check) == 0)
			return arena_printf(&arena, "%s: %s", found.at[i].state,
			    found.at[i].detail);
	}
	return "";
}

static void run_check_of(const struct run *run, const struct histogram *h)
{
	struct percentile_list stated = { 0 };
	struct resource_list resources = { 0 };
	struct run_view view = { .run = run,
		.h = h,
		.stated = &stated,
		.resources = &resources };

	checks_of_run(&study, &view, &arena, &found);
}

static void run_check(const struct run *run)
{
	run_check_of(run, &HISTOGRAM_EMPTY);
}

/* No run of a side says what was asked of it. */
static void rates_set(size_t side, const double *achieved)
{
	for (size_t i = 0; i < 3; i++) {
		run_at(side, i)->facts.offered_rps = NAN;
		run_at(side, i)->facts.achieved_rps = achieved[i];
	}
}

static void an_open_loop_at_another_rate_is_another_load(void **state)
{
	struct pair_stops stops;

	(void)state;
	rates_set(0, (const double[]){ 300, 301, 299 });
	rates_set(1, (const double[]){ 1500, 1490, 1500 });
	stops = pair();
	CHECK_STR(finding("load"),
	    "stop: the loads differ: 301 req/s against 1,500 req/s from an "
	    "open loop, which sends what it was told to; label them by "
	    "offered_rps");
	assert_non_null(strstr(stops.throughput, "the loads differ"));
	rates_set(1, (const double[]){ 310, 305, 300 });
	assert_string_equal(pair().latency, "");
}

static void runs_at_other_rates_are_no_repeats(void **state)
{
	(void)state;
	rates_set(0, (const double[]){ 300, 1500, 300 });
	rates_set(1, (const double[]){ 300, 1500, 300 });
	CHECK_STR(pair().latency,
	    "runs of none reached from 300 req/s to 1,500 req/s and state no "
	    "rate: these may be no repeats of each other; label them by "
	    "offered_rps, or accept it by --allow load");
}

/* What a closed loop sends is a result; how many wait at once is its load. */
static void a_closed_loop_is_judged_by_the_requests_in_flight(void **state)
{
	(void)state;
	for (size_t i = 0; i < 6; i++) {
		run_at(i / 3, i % 3)->facts.load_model = LOAD_CLOSED;
		run_at(i / 3, i % 3)->facts.connections = UNKNOWN;
		run_at(i / 3, i % 3)->total.mean_ns = i < 3 ? 0.2e6 : 0.3e6;
	}
	rates_set(0, (const double[]){ 20000, 20000, 20000 });
	rates_set(1, (const double[]){ 13333, 13333, 13333 });
	assert_string_equal(pair().latency, "");
	CHECK_STR(finding("load"), "");
	rates_set(1, (const double[]){ 40000, 40000, 40000 });
	assert_string_equal(pair().latency, "");
	CHECK_STR(finding("load"),
	    "warn: by Little's law about 4 requests were in flight against "
	    "12, and no number of connections is stated: if they differ, "
	    "label them by connections");
}

static void a_run_that_contradicts_itself_is_warned_of(void **state)
{
	struct run *run = run_at(0, 0);

	(void)state;
	run->contradiction = "p99 is below p50";
	run_check(run);
	CHECK_STR(finding("contradiction"), "warn: p99 is below p50");
}

/* It was said to be known to within 100000000 % of its value. */
static void a_percentile_of_0_is_not_known_at_all(void **state)
{
	struct bucket zero = { 0, 0, 60000 };
	struct histogram h = { &zero, 1, 1, 60000, 0, 0, 0, 1000000, 1000000 };
	struct run *run = run_at(0, 0);

	(void)state;
	run->evidence = EVIDENCE_TIMED;
	run_check_of(run, &h);
	CHECK_STR(finding("resolution"),
	    "warn: p50 is known to within 100 % of its value");
	h.step_ns = 0;
	run_check_of(run, &h);
	CHECK_STR(finding("resolution"),
	    "ok: every value is known as the tool measured it");
}

static void sides_that_are_alike_are_comparable(void **state)
{
	struct pair_stops stops = pair();

	(void)state;
	CHECK_STR(stops.latency, "");
	CHECK_STR(stops.throughput, "");
	CHECK_INT(found.len, 1);
	CHECK_STR(finding("one-factor"),
	    "ok: every known condition is the same");
}

static void a_difference_stops_and_an_unknown_does_not(void **state)
{
	struct difference at[] = { { "tls", "no", "yes", false },
		{ "threads", NULL, "2", false } };
	struct pair_stops stops = checked((struct difference_list){ at, 2 });

	(void)state;
	CHECK_STR(stops.latency, "tls differs: no against yes");
	CHECK_STR(stops.throughput, stops.latency);
	CHECK_STR(finding("one-factor"),
	    "unknown: threads differs: not stated against 2");
	at[0].allowed = true;
	stops = checked((struct difference_list){ at, 1 });
	CHECK_STR(stops.latency, "");
	CHECK_STR(finding("one-factor"),
	    "warn: tls differs: no against yes (accepted)");
}

static void a_rate_that_was_missed_stops_latency_alone(void **state)
{
	const char *allowed = "saturation";
	struct pair_stops stops;

	(void)state;
	run_at(1, 2)->facts.achieved_rps = 940;
	stops = pair();
	CHECK_STR(stops.latency,
	    "istio reached only 94.0 % of the offered rate: compare "
	    "throughput, not latency");
	CHECK_STR(stops.throughput, "");
	study.allowed = (struct word_list){ &allowed, 1 };
	CHECK_STR(pair().latency, "");
}

static void a_rate_that_nearly_was_reached_is_enough(void **state)
{
	(void)state;
	run_at(1, 2)->facts.achieved_rps = 951;
	CHECK_STR(pair().latency, "");
	run_check(run_at(1, 2));
	CHECK_STR(finding("saturation"),
	    "warn: 951 of 1,000 req/s offered were "
	    "reached");
}

static void no_rate_at_all_cannot_be_missed(void **state)
{
	(void)state;
	run_at(0, 0)->facts.offered_rps = INFINITY;
	run_at(0, 0)->facts.achieved_rps = 5;
	CHECK_STR(pair().latency, "");
	run_check(run_at(0, 0));
	CHECK_STR(finding("saturation"),
	    "info: no rate was asked for: as fast as it can");
}

static void a_rate_that_is_not_stated_is_unknown(void **state)
{
	(void)state;
	run_at(0, 0)->facts.offered_rps = NAN;
	run_check(run_at(0, 0));
	CHECK_STR(finding("saturation"),
	    "unknown: the offered rate is not stated");
}

static void failures_stop_what_they_make_look_fast(void **state)
{
	(void)state;
	run_at(1, 0)->total.errors = 3000;
	CHECK_STR(pair().latency,
	    "too many requests failed: 0 % of none, 1.67 % of istio");
	run_at(1, 0)->total.errors = 600;
	CHECK_STR(pair().latency,
	    "error rates differ: 0 % of none, 0.333 % of istio");
	run_at(1, 0)->total.errors = 6;
	CHECK_STR(pair().latency, "");
}

static void what_is_not_counted_is_not_zero(void **state)
{
	(void)state;
	run_at(1, 0)->total.errors = UNKNOWN;
	run_check(run_at(1, 0));
	CHECK_STR(finding("errors"),
	    "unknown: the source does not count errors");
	run_at(1, 0)->total.requests = 0;
	run_at(1, 0)->total.errors = 0;
	run_check(run_at(1, 0));
	CHECK_STR(finding("errors"),
	    "unknown: the source does not count errors");
}

static void a_run_that_does_not_count_failures_hides_none_of_the_others(
    void **state)
{
	(void)state;
	run_at(1, 0)->total.errors = 3000;
	run_at(1, 2)->total.errors = UNKNOWN;
	CHECK_STR(pair().latency,
	    "too many requests failed: 0 % of none, 2.50 % of istio (not "
	    "counted in 1 of 3 runs of istio)");
	run_at(0, 1)->total.errors = UNKNOWN;
	run_at(1, 0)->total.errors = 400;
	CHECK_STR(pair().latency,
	    "error rates differ: 0 % of none, 0.333 % of istio (not counted in "
	    "1 of 3 runs of none and 1 of 3 runs of istio)");
	run_at(1, 0)->total.errors = 0;
	CHECK_STR(pair().latency, "");
	CHECK_STR(finding("errors"),
	    "unknown: failures are not counted in 1 of 3 runs of none and 1 of "
	    "3 runs of istio");
}

static void failures_of_one_side_stop_where_the_other_counts_none(void **state)
{
	(void)state;
	for (size_t i = 0; i < 3; i++)
		run_at(0, i)->total.errors = UNKNOWN;
	CHECK_STR(pair().latency, "");
	CHECK_STR(finding("errors"),
	    "unknown: failures are not counted in 3 of 3 runs of none");
	run_at(1, 0)->total.errors = 30000;
	CHECK_STR(pair().latency,
	    "too many requests failed: unknown of none, 16.7 % of istio (not "
	    "counted in 3 of 3 runs of none)");
}

static void none_failed_of_few_leaves_some_doubt(void **state)
{
	(void)state;
	run_at(0, 0)->total.requests = 100;
	run_check(run_at(0, 0));
	CHECK_STR(finding("errors"),
	    "warn: 0 of 100 requests failed (0 %, at most 3.70 %)");
	CHECK_STR(finding("sample-size"),
	    "warn: 100 requests; p99 with an interval needs 368");
}

/* A cell of runs with these labels; ends with NULL. */
static struct group pooled(const char *const *labels)
{
	struct group g = { .cell = { .row = 7, .value = "istio" } };
	static struct run_list list;

	list = (struct run_list){ 0 };
	for (size_t i = 0; labels[i]; i++)
		run_fixture(&arena, &list, labels[i]);
	for (size_t i = 0; i < list.len; i++)
		*ARENA_PUSH(&arena, &g.runs) = &list.at[i];
	return g;
}

static void repeats_that_differ_are_named_with_why_they_are_repeats(
    void **state)
{
	static const char *const labels[] = {
		"mesh=istio rep=1 target=a zone=x",
		"mesh=istio rep=2 target=a zone=x",
		"mesh=istio rep=3 target=b zone=x", "mesh=istio rep=4 target=c",
		"mesh=istio rep=5 target=d zone=x", NULL
	};
	const char *target = "target";
	struct group g = pooled(labels);

	(void)state;
	study.allowed = (struct word_list){ &target, 1 };
	checks_of_pooling(&study, &g, &arena, &found);
	CHECK_INT(found.len, 2);
	CHECK_INT(found.at[0].baseline, 7);
	CHECK_STR(found.at[0].check, "pooled");
	CHECK_STR(found.at[0].state, "warn");
	CHECK_STR(found.at[0].detail,
	    "runs of istio count as repeats though target differs (a in 2 "
	    "runs, "
	    "b in 1 run, c in 1 run, and 1 more), as is accepted");
	CHECK_STR(finding("pooled"),
	    "info: runs of istio count as repeats though zone differs (x in 4 "
	    "runs, not stated in 1 run), which is no condition of the study");
}

static void repeats_of_the_same_are_not_worth_a_word(void **state)
{
	static const char *const labels[] = { "mesh=istio rep=1 tls=no",
		"mesh=istio rep=2 tls=no", NULL };
	struct group g = pooled(labels);

	(void)state;
	checks_of_pooling(&study, &g, &arena, &found);
	CHECK_INT(found.len, 0);
}

static void runs_of_unlike_length_are_not_compared(void **state)
{
	(void)state;
	for (size_t i = 0; i < 3; i++)
		run_at(1, i)->facts.duration_ns = 91 * NS_PER_S;
	CHECK_STR(pair().latency, "runs last 60.0 s and 91.0 s on average");
	run_at(1, 0)->facts.duration_ns = UNKNOWN;
	CHECK_STR(pair().latency, "");
}

static void sizes_set(size_t side, int64_t requests)
{
	for (size_t i = 0; i < 3; i++)
		run_at(side, i)->total.requests = requests;
}

/* p99 has an interval from 368 requests on. */
static void few_requests_on_one_side_bias_an_extreme_percentile(void **state)
{
	(void)state;
	sizes_set(0, 551);
	sizes_set(1, 367);
	CHECK_STR(pair().latency, "");
	CHECK_STR(finding("sample-size"),
	    "warn: runs have 551 and 367 requests on average, and p99 with an "
	    "interval needs 368: fewer bias it, and one side more than the "
	    "other");
	CHECK_INT(found.at[found.len - 1].baseline, 1);
	CHECK_INT(found.at[found.len - 1].candidate, 2);
}

static void requests_enough_or_alike_or_unknown_are_no_such_bias(void **state)
{
	(void)state;
	sizes_set(0, 550);
	sizes_set(1, 367);
	pair();
	sizes_set(0, 368);
	sizes_set(1, 60000);
	pair();
	sizes_set(0, 100);
	run_at(1, 2)->total.requests = UNKNOWN;
	pair();
	CHECK_STR(finding("sample-size"), "");
}

static void sides_that_took_no_turns_are_warned_of(void **state)
{
	(void)state;
	pair();
	CHECK_STR(finding("interleaving"), "");
	for (size_t i = 0; i < 3; i++)
		run_at(1, i)->facts.started_at_ns =
		    (int64_t)i + 10000 * NS_PER_S;
	CHECK_STR(pair().latency, "");
	assert_memory_equal(finding("interleaving"), "warn: all runs of one",
	    21);
}

static void a_generator_at_its_limit_is_warned_of(void **state)
{
	struct run *run = run_at(0, 0);

	(void)state;
	run->facts.load_model = LOAD_CLOSED;
	run->total.mean_ns = 7.5e6;
	run_check(run);
	CHECK_STR(finding("generator-bound"),
	    "warn: a connection waits 93.8 % of the time for an answer");
	run->facts.connections = 2; /* of ghz, with 50 workers */
	run_check(run);
	CHECK_STR(finding("generator-bound"),
	    "unknown: requests share connections, as streams of HTTP/2 and "
	    "gRPC do: more are in flight than there are");
	run->facts.connections = 0;
	run_check(run);
	CHECK_STR(finding("generator-bound"),
	    "unknown: connections, rate or mean latency are not known");
}

/* Of wrk, on 2 connections. */
static struct run_view padded_view(double mean_ns)
{
	static struct percentile_list stated;
	static struct resource_list resources;
	static struct histogram none;
	static struct stated_percentile p99 = { 99, 9e6, 9e6, 9e6 };
	struct run *run = run_fixture(&arena, &runs,
	    "latency_correction=wrk-heuristic mesh=none");

	none = HISTOGRAM_EMPTY;
	stated = (struct percentile_list){ &p99, 1 };
	run->facts.achieved_rps = 1000;
	run->facts.connections = 2;
	run->facts.load_model = LOAD_CLOSED;
	run->facts.offered_rps = INFINITY;
	run->total.requests = 60000;
	run->total.mean_ns = mean_ns;
	return (struct run_view){ .run = run,
		.h = &none,
		.stated = &stated,
		.resources = &resources };
}

static void a_mean_that_wrk_padded_is_no_mean(void **state)
{
	const struct spec mean = { .kind = SPEC_MEAN, .name = "latency_mean" };
	const struct spec p99 = { .kind = SPEC_PERCENTILE, .p = 99, .type = 1 };
	struct run_view v = padded_view(7.5e6);

	(void)state;
	run_check(v.run);
	CHECK_STR(finding("generator-bound"),
	    "warn: the mean latency holds what wrk made up for requests that "
	    "were held back: by Little's law it would take 7.5 requests in "
	    "flight, on 2 connections");
	CHECK_STR(figure_of(&mean, &v, &arena).reason,
	    "the mean holds latencies that wrk made up: by Little's law it "
	    "would take 7.5 requests in flight, on 2 connections");
	assert_false(figure_of(&mean, &v, &arena).known);
	assert_true(figure_of(&p99, &v, &arena).known);
	assert_non_null(strstr(figure_of(&p99, &v, &arena).reason, "made up"));
	v = padded_view(1.9e6);
	assert_true(figure_of(&mean, &v, &arena).known);
}

static void cell_check(size_t side)
{
	struct spec_list specs = { 0 };
	struct cell_figures c = { &sides[side], &specs, NULL };

	found = (struct quality_list){ 0 };
	checks_of_cell(&study, &c, &arena, &found);
}

static void workers_without_their_label_are_no_repeats(void **state)
{
	(void)state;
	run_at(1, 1)->facts.started_at_ns =
	    run_at(1, 0)->facts.started_at_ns + 1;
	cell_check(1);
	CHECK_STR(finding("concurrent"),
	    "warn: 2 of 3 runs of istio took place at the same time as "
	    "another, and are no independent repeats: if they made one load "
	    "together, tell them apart by the label worker");
	CHECK_INT(found.at[0].baseline, 2);
	run_at(1, 1)->source_format = "fortio-access";
	cell_check(1);
	CHECK_STR(finding("concurrent"), "");
}

/* Tools begin and end to count differently, some by whole seconds. */
static void a_repeat_right_behind_another_is_one(void **state)
{
	(void)state;
	cell_check(0);
	CHECK_STR(finding("concurrent"), "");
	run_at(0, 1)->facts.started_at_ns =
	    run_at(0, 0)->facts.started_at_ns + 59 * NS_PER_S;
	cell_check(0);
	CHECK_STR(finding("concurrent"), "");
	run_at(0, 1)->facts.started_at_ns -= 10 * NS_PER_S;
	cell_check(0);
	CHECK_INT((int)found.at[0].value, 2);
}

static void runs_without_times_are_not_taken_for_concurrent(void **state)
{
	(void)state;
	for (size_t i = 0; i < 3; i++)
		run_at(0, i)->facts.started_at_ns = UNKNOWN;
	cell_check(0);
	CHECK_STR(finding("concurrent"), "");
	for (size_t i = 0; i < 3; i++) {
		run_at(0, i)->facts.started_at_ns = INT64_MAX;
		run_at(0, i)->facts.duration_ns = i ? INT64_MAX : UNKNOWN;
	}
	cell_check(0);
	CHECK_INT((int)found.at[0].value, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_open_loop_at_another_rate_is_another_load),
		TEST(runs_at_other_rates_are_no_repeats),
		TEST(a_closed_loop_is_judged_by_the_requests_in_flight),
		TEST(a_run_that_contradicts_itself_is_warned_of),
		TEST(a_percentile_of_0_is_not_known_at_all),
		TEST(sides_that_are_alike_are_comparable),
		TEST(a_difference_stops_and_an_unknown_does_not),
		TEST(a_rate_that_was_missed_stops_latency_alone),
		TEST(a_rate_that_nearly_was_reached_is_enough),
		TEST(no_rate_at_all_cannot_be_missed),
		TEST(a_rate_that_is_not_stated_is_unknown),
		TEST(repeats_that_differ_are_named_with_why_they_are_repeats),
		TEST(repeats_of_the_same_are_not_worth_a_word),
		TEST(failures_stop_what_they_make_look_fast),
		TEST(
		    a_run_that_does_not_count_failures_hides_none_of_the_others),
		TEST(failures_of_one_side_stop_where_the_other_counts_none),
		TEST(what_is_not_counted_is_not_zero),
		TEST(none_failed_of_few_leaves_some_doubt),
		TEST(runs_of_unlike_length_are_not_compared),
		TEST(few_requests_on_one_side_bias_an_extreme_percentile),
		TEST(requests_enough_or_alike_or_unknown_are_no_such_bias),
		TEST(sides_that_took_no_turns_are_warned_of),
		TEST(a_generator_at_its_limit_is_warned_of),
		TEST(a_mean_that_wrk_padded_is_no_mean),
		TEST(workers_without_their_label_are_no_repeats),
		TEST(a_repeat_right_behind_another_is_one),
		TEST(runs_without_times_are_not_taken_for_concurrent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
