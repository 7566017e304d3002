/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that grows as long as a run lasts, as analyze says it.
 */
#include "tests/study_fixture.h"

#define ID "000000000001.1"

static double noisy(double mb, uint64_t *state)
{
	return mb * (1 + 0.002 * made_normal(state));
}

static double flat(double at_s, uint64_t *state)
{
	(void)at_s;
	return noisy(50, state);
}

/* Up by 12 % in a minute. */
static double leaking(double at_s, uint64_t *state)
{
	return noisy(50 * (1 + 0.12 * at_s / 60), state);
}

/* Up by 1 % in a minute. */
static double creeping(double at_s, uint64_t *state)
{
	return noisy(50 * (1 + 0.01 * at_s / 60), state);
}

static double freed(double at_s, uint64_t *state)
{
	return leaking(60 - at_s, state);
}

/* Allocated while connections are opened, in two steps. */
static double filled(double at_s, uint64_t *state)
{
	(void)state;
	return at_s < 16 ? 46 : at_s < 38 ? 50 : 52;
}

/* Memory that is collected every ten seconds, and never quite. */
static double collected(double at_s, uint64_t *state)
{
	return noisy(50 * (1 + 0.15 * at_s / 60 + 0.003 * fmod(at_s, 10)),
	    state);
}

static double restarted(double at_s, uint64_t *state)
{
	return at_s > 29 && at_s < 31 ? 0 : leaking(at_s, state);
}

static struct made_run run_with(made_memory_fn *memory)
{
	return (struct made_run){ .labels = "mesh=none",
		.started_s = 1000,
		.seconds = 60,
		.rate = 100,
		.latency = made_steady,
		.scale_ms = 4,
		.memory = memory };
}

/* "state: detail" of the check, or "" if it says nothing. */
static void check_leak(struct made_run run, const char *word,
    const char *expected)
{
	const char *words[] = { word, NULL };
	struct db *db = made_archive(&run, 1);
	struct arena a = { 0 };
	const struct quality *q;
	struct results r;

	made_analysis(db, words, &a, &r);
	q = made_check(&r, "leak", ID);
	CHECK_STR(q ? arena_printf(&a, "%s: %s", q->state, q->detail) : "",
	    expected);
	arena_release(&a);
	db_close(db);
}

#define GROWS                                                                  \
	" memory of proxy grows by 11.1 % over the run, or 5.60 MiB "          \
	"(Mann-Kendall, p 2.8e-28)"

static const char calm[] = "ok: no memory grows throughout the run";
static const char few[] =
    "unknown: too few samples of memory in the run to tell growth from chance";

static void memory_that_grows_all_the_time_is_warned_of(void **state)
{
	(void)state;
	check_leak(run_with(leaking), NULL, "warn: data-plane" GROWS);
	check_leak(run_with(collected), NULL,
	    "warn: data-plane memory of proxy grows by 14.2 % over the run, or "
	    "7.35 MiB (Mann-Kendall, p 7.8e-08)");
}

static void one_of_two_that_grows_is_enough(void **state)
{
	struct made_run run = run_with(leaking);

	(void)state;
	run.more_memory = flat;
	check_leak(run, NULL,
	    "warn: data-plane" GROWS ": the most of 1 that grow, of 2 series");
}

static void what_does_not_grow_or_hardly_does_is_well(void **state)
{
	(void)state;
	check_leak(run_with(flat), NULL, calm);
	check_leak(run_with(creeping), NULL, calm);
	check_leak(run_with(freed), NULL, calm);
}

static void steps_as_buffers_are_filled_are_no_leak(void **state)
{
	(void)state;
	check_leak(run_with(filled), NULL, calm);
}

static void a_process_that_was_gone_is_not_looked_at(void **state)
{
	(void)state;
	check_leak(run_with(restarted), NULL, few);
}

static void too_few_samples_tell_nothing(void **state)
{
	struct made_run run = run_with(leaking);

	(void)state;
	run.memory_every_s = 5;
	check_leak(run, NULL, few);
}

static void what_is_left_out_as_warm_up_does_not_count(void **state)
{
	(void)state;
	check_leak(run_with(leaking), "--warmup=45s", few);
}

/* It keeps what it measures. */
static void a_load_generator_may_grow(void **state)
{
	struct made_run run = run_with(leaking);

	(void)state;
	run.memory_role = "load-generator";
	check_leak(run, NULL, "");
	run.memory_role = "control-plane";
	check_leak(run, NULL, "warn: control-plane" GROWS);
}

static void a_run_without_memory_has_no_such_check(void **state)
{
	(void)state;
	check_leak(run_with(NULL), NULL, "");
}

static void a_leak_that_is_accepted_does_not_warn(void **state)
{
	(void)state;
	check_leak(run_with(leaking), "--allow=leak", "info: data-plane" GROWS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_that_grows_all_the_time_is_warned_of),
		cmocka_unit_test(one_of_two_that_grows_is_enough),
		cmocka_unit_test(what_does_not_grow_or_hardly_does_is_well),
		cmocka_unit_test(steps_as_buffers_are_filled_are_no_leak),
		cmocka_unit_test(a_process_that_was_gone_is_not_looked_at),
		cmocka_unit_test(too_few_samples_tell_nothing),
		cmocka_unit_test(what_is_left_out_as_warm_up_does_not_count),
		cmocka_unit_test(a_load_generator_may_grow),
		cmocka_unit_test(a_run_without_memory_has_no_such_check),
		cmocka_unit_test(a_leak_that_is_accepted_does_not_warn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
