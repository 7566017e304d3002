/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "imported.h"

#include "tests/corpus.h"

#define MS 1e6

static const struct run_facts no_run = { .duration_ns = UNKNOWN,
	.achieved_rps = NAN };
static const struct percentile_list no_percentiles;

static struct series_facts total(void)
{
	return SERIES_UNKNOWN;
}

/* `expected`: NULL where there is no contradiction. */
static void assert_found(const struct run_facts *run, struct series_facts s,
    const struct percentile_list *stated, const char *expected)
{
	struct arena a = { 0 };
	const char *found = contradiction_find(run, &s, stated, &a);

	if (expected) {
		assert_non_null(found);
		assert_string_equal(found, expected);
	} else {
		assert_null(found);
	}
	arena_release(&a);
}

static void percentiles_may_not_fall(void **state)
{
	struct stated_percentile p[] = { { 50, 3 * MS, 3 * MS, 3 * MS },
		{ 90, 4 * MS, 2 * MS, 5 * MS }, { 99, MS, MS, MS } };
	struct percentile_list all = { p, 3 }, both = { p, 2 };

	(void)state;
	assert_found(&no_run, total(), &both, NULL);
	assert_found(&no_run, total(), &all, "p50 is 3.00 ms, and p99 1.00 ms");
}

static void percentiles_within_their_rounding_do_not_fall(void **state)
{
	struct stated_percentile p[] = { { 50, 3 * MS, 2 * MS, 3 * MS },
		{ 99, 2.5 * MS, 2 * MS, 3 * MS } };
	struct percentile_list both = { p, 2 };

	(void)state;
	assert_found(&no_run, total(), &both, NULL);
}

static void the_mean_lies_between_the_extremes(void **state)
{
	struct series_facts s = total();

	(void)state;
	s.min_ns = (int64_t)MS;
	s.mean_ns = 0.95 * MS; /* as rounded */
	assert_found(&no_run, s, &no_percentiles, NULL);
	s.mean_ns = 0.5 * MS;
	assert_found(&no_run, s, &no_percentiles,
	    "the mean is 500 \xC2\xB5s, and the minimum 1.00 ms");
	s.mean_ns = 0;
	s.mean_step_ns = MS; /* a whole millisecond, cut */
	assert_found(&no_run, s, &no_percentiles, NULL);
	s.max_ns = 500;
	s.mean_ns = NAN;
	assert_found(&no_run, s, &no_percentiles,
	    "the minimum is 1.00 ms, and the maximum 500 ns");
}

static void percentiles_lie_between_the_extremes(void **state)
{
	struct stated_percentile p = { 99.9, 3 * MS, 2.9 * MS, 3.1 * MS };
	struct percentile_list one = { &p, 1 };
	struct series_facts s = total();

	(void)state;
	s.max_ns = (int64_t)(2.8 * MS);
	assert_found(&no_run, s, &one, NULL);
	s.max_ns = (int64_t)(2 * MS);
	assert_found(&no_run, s, &one,
	    "p99.9 is 3.00 ms, and the maximum 2.00 ms");
}

static void requests_over_time_are_the_rate(void **state)
{
	struct run_facts r = no_run;
	struct series_facts s = total();

	(void)state;
	r.duration_ns = 10000000000;
	r.achieved_rps = 0;
	s.requests = 94668;
	assert_found(&r, s, &no_percentiles,
	    "94,668 requests in 10.0 s are not 0 a second");
	r.achieved_rps = 9400;
	assert_found(&r, s, &no_percentiles, NULL);
	r.achieved_rps = 20000;
	assert_found(&r, s, &no_percentiles,
	    "94,668 requests in 10.0 s are not 20,000 a second");
}

static void a_rate_may_be_of_the_answered_requests(void **state)
{
	struct run_facts r = no_run;
	struct series_facts s = total();

	(void)state;
	r.duration_ns = 10000000000;
	r.achieved_rps = 0;
	s.requests = s.errors = 1000;
	assert_found(&r, s, &no_percentiles, NULL);
	r.achieved_rps = 100;
	assert_found(&r, s, &no_percentiles, NULL);
}

static void no_more_requests_fail_than_were_sent(void **state)
{
	struct series_facts s = total();

	(void)state;
	s.requests = 9;
	s.errors = 12;
	assert_found(&no_run, s, &no_percentiles, "12 errors of 9 requests");
}

static void what_is_not_known_contradicts_nothing(void **state)
{
	(void)state;
	assert_found(&no_run, total(), &no_percentiles, NULL);
}

static void the_run_is_kept_and_says_so(void **state)
{
	struct imported o = imported_span(importer_named("siege-json"), "x",
	    SPAN("{\"transactions\": 4000, \"failed_transactions\": 0,"
		 "\"availability\": 100.00, \"elapsed_time\": 4.00,"
		 "\"transaction_rate\": 10.00}"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 4000);
	assert_string_equal(imported_run(&o)->contradiction,
	    "4,000 requests in 4.00 s are not 10 a second");
	imported_release(&o);
}

static void file_is_sound(const char *path, void *context)
{
	const struct importer *importer = corpus_claim(path);
	struct imported o;

	(void)context;
	if (!importer)
		return;
	o = imported_file(importer, path);
	for (size_t i = 0; i < o.runs.len; i++)
		if (o.runs.at[i].contradiction)
			fail_msg("%s: %s", path, o.runs.at[i].contradiction);
	imported_release(&o);
}

static void recorded_runs_do_not_contradict_themselves(void **state)
{
	static const char *const folders[] = { "corpus/wrk", "corpus/wrk2",
		"corpus/hey", "corpus/ab", "corpus/k6", "corpus/locust",
		"corpus/artillery", "corpus/h2load", "corpus/ghz" };

	(void)state;
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++)
		corpus_each(folders[i], file_is_sound, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(percentiles_may_not_fall),
		cmocka_unit_test(percentiles_within_their_rounding_do_not_fall),
		cmocka_unit_test(the_mean_lies_between_the_extremes),
		cmocka_unit_test(percentiles_lie_between_the_extremes),
		cmocka_unit_test(requests_over_time_are_the_rate),
		cmocka_unit_test(a_rate_may_be_of_the_answered_requests),
		cmocka_unit_test(no_more_requests_fail_than_were_sent),
		cmocka_unit_test(what_is_not_known_contradicts_nothing),
		cmocka_unit_test(the_run_is_kept_and_says_so),
		cmocka_unit_test(recorded_runs_do_not_contradict_themselves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
