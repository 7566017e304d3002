/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tests by ranks.  Known answers: R 4.2.2, wilcox.test() and kruskal.test();
 * the counts of small cases by hand.
 */
#include "analyze/mann_whitney.h"

#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_rng.h>

#include "analyze/effect.h"
#include "analyze/groups.h"
#include "analyze/paired.h"
#include "analyze/permutation.h"
#include "analyze/rank.h"
#include "tests/near.h"

static const double low[] = { 1, 2, 3 }, high[] = { 4, 5, 6 };
static const struct values none = { NULL, 0 };

static void equal_values_share_their_ranks(void **state)
{
	static const double v[] = { 5, 1, 5, 2 };
	double ranks[4];

	(void)state;
	assert_near(mid_ranks(VALUES(v), ranks), 6, 0);
	assert_near(ranks[0], 3.5, 0);
	assert_near(ranks[1], 1, 0);
	assert_near(ranks[2], 3.5, 0);
	assert_near(ranks[3], 2, 0);
	assert_near(mid_ranks(none, ranks), 0, 0);
}

static void choices_are_counted(void **state)
{
	(void)state;
	assert_near(ways_to_choose(10, 3), 120, 0);
	assert_near(ways_to_choose(4, 0), 1, 0);
	assert_near(ways_to_choose(60, 30), 118264581564861424.0, 1e-12);
}

static void three_against_three_cannot_reach_five_percent(void **state)
{
	struct mann_whitney w = mann_whitney(VALUES(low), VALUES(high));

	(void)state;
	assert_true(w.exact && !w.ties);
	assert_near(w.u, 9, 0);
	assert_near(w.p, 0.1, 1e-12);
	assert_near(mann_whitney_least_p(3, 3), 0.1, 1e-12);
	assert_near(mann_whitney_least_p(1, 1), 1, 1e-12);
}

static void groups_that_are_equal_differ_with_p_1(void **state)
{
	static const double same[] = { 5, 5, 5 };
	struct mann_whitney w = mann_whitney(VALUES(same), VALUES(same));

	(void)state;
	assert_near(w.p, 1, 0);
	assert_near(w.p_normal, 1, 0);
	assert_near(w.u, 4.5, 0);
	assert_near(effect_of(VALUES(same), VALUES(same)).a12, 0.5, 0);
	assert_false(brunner_munzel(VALUES(same), VALUES(same), 0.95).known);
}

static void no_runs_test_nothing(void **state)
{
	(void)state;
	assert_near(mann_whitney(none, VALUES(low)).p, 1, 0);
	assert_near(effect_of(none, VALUES(low)).delta, 0, 0);
	assert_near(permutation_test(VALUES(low), none, 0.05, 1).p, 1, 0);
	assert_true(isinf(hodges_lehmann(none, VALUES(low), 0.95).ci.hi));
	assert_false(brunner_munzel(none, none, 0.95).known);
}

static void many_pairs_are_tested_by_the_normal_curve(void **state)
{
	static double a[100], b[100];
	struct mann_whitney w;
	struct shift s;

	(void)state;
	for (size_t i = 0; i < 100; i++) {
		a[i] = (double)i;
		b[i] = (double)i + 10.5;
	}
	w = mann_whitney(VALUES(a), VALUES(b));
	assert_false(w.exact);
	assert_near(w.p, 2 * 0.5 * erfc(w.z / sqrt(2)), 1e-9);
	s = hodges_lehmann(VALUES(a), VALUES(b), 0.95);
	assert_near(s.value, 10.5, 1e-12);
	assert_near(s.achieved, 0.95, 0.002);
	assert_true(s.ci.lo < 10.5 && s.ci.hi > 10.5);
}

static void too_few_runs_leave_the_shift_open(void **state)
{
	struct shift s = hodges_lehmann(VALUES(low), VALUES(high), 0.95);

	(void)state;
	assert_near(s.value, 3, 0);
	assert_int_equal(s.k, 0);
	assert_true(isinf(s.ci.lo) && isinf(s.ci.hi));
	s = hodges_lehmann_ratio(VALUES(low), VALUES(high), 0.95);
	assert_near(s.ci.lo, 0, 0);
}

static void groups_apart_have_no_interval_of_the_effect(void **state)
{
	(void)state;
	assert_near(effect_of(VALUES(low), VALUES(high)).delta, 1, 0);
	assert_string_equal(effect_magnitude(-0.5), "large");
	assert_string_equal(effect_magnitude(0.1), "negligible");
	assert_false(brunner_munzel(VALUES(low), VALUES(high), 0.95).known);
}

static void permutations_count_every_split(void **state)
{
	struct permutation p =
	    permutation_test(VALUES(low), VALUES(high), 0.05, 1);

	(void)state;
	assert_true(p.exact);
	assert_near(p.splits, 20, 0);
	assert_near(p.p, 0.1, 1e-12);
}

/* Ties, and sums that differ by rounding alone, on purpose. */
static const double rounded[] = { 0.1, 0.2, 0.3, 0.3, 0.7, 0.4, 0.6, 0.1, 0.9,
	1.1, 0.5, 0.8, 0.2 };

/* The mean of the chosen less that of the others, by every bit of `chosen`. */
static double split_difference(size_t n, size_t group, unsigned chosen)
{
	double in = 0, out = 0;

	for (size_t i = 0; i < n; i++)
		*(chosen >> i & 1 ? &in : &out) += rounded[i];
	return in / (double)group - out / (double)(n - group);
}

static double naive_permutation(size_t n, size_t group)
{
	double seen = fabs(split_difference(n, group, (1u << group) - 1));
	double splits = 0, as_far = 0;

	for (unsigned chosen = 0; chosen < 1u << n; chosen++) {
		if ((size_t)__builtin_popcount(chosen) != group)
			continue;
		splits++;
		as_far +=
		    fabs(split_difference(n, group, chosen)) >= seen - 1e-9;
	}
	return as_far / splits;
}

static void halves_count_what_going_through_all_splits_does(void **state)
{
	(void)state;
	for (size_t n = 2; n <= 13; n++) {
		for (size_t group = 1; group < n; group++) {
			struct values a = { rounded, group };
			struct values b = { rounded + group, n - group };

			assert_near(permutation_test(a, b, 0.05, 1).p,
			    naive_permutation(n, group), 1e-12);
		}
	}
}

static double naive_flips(size_t n)
{
	double seen = 0, as_far = 0;

	for (size_t i = 0; i < n; i++)
		seen += rounded[i] - 0.35;
	for (unsigned signs = 0; signs < 1u << n; signs++) {
		double sum = 0;

		for (size_t i = 0; i < n; i++)
			sum += (signs >> i & 1 ? -1 : 1) * (rounded[i] - 0.35);
		as_far += fabs(sum) >= fabs(seen) - 1e-9;
	}
	return as_far / ldexp(1, (int)n);
}

static void rounds_are_flipped_in_all_ways(void **state)
{
	double d[13];

	(void)state;
	for (size_t i = 0; i < 13; i++)
		d[i] = rounded[i] - 0.35;
	for (size_t n = 1; n <= 13; n++)
		assert_near(flips_test((struct values){ d, n }).p,
		    naive_flips(n), 1e-12);
	assert_near(flips_test(none).p, 1, 0);
}

static void the_least_p_is_that_of_groups_apart(void **state)
{
	static const double far[] = { 100, 101, 102, 103 };

	(void)state;
	assert_near(permutation_least_p(3, 3), 0.1, 1e-12);
	assert_near(permutation_least_p(3, 4), 1.0 / 35, 1e-12);
	assert_near(permutation_least_p(4, 3), 1.0 / 35, 1e-12);
	assert_near(permutation_test(VALUES(low), VALUES(far), 0.05, 1).p,
	    permutation_least_p(3, 4), 1e-12);
}

static struct permutation of_many(double apart)
{
	double a[15], b[15];

	for (size_t i = 0; i < 15; i++) {
		a[i] = (double)i;
		b[i] = (double)i + apart;
	}
	return permutation_test(VALUES(a), VALUES(b), 0.05, 3);
}

static void draws_near_the_threshold_are_made_ten_times_over(void **state)
{
	struct permutation sure = of_many(6), near = of_many(3.35);

	(void)state;
	assert_false(sure.exact || near.exact);
	assert_near(sure.splits, 9999, 0);
	assert_near(near.splits, 99990, 0);
	assert_true(sure.p < 0.003);       /* Welch: 0.001 */
	assert_near(near.p, 0.0497, 0.03); /* Welch: 0.0497 */
}

static void many_permutations_are_drawn_from_the_seed(void **state)
{
	static double a[30], b[30];
	struct permutation p, again;

	(void)state;
	for (size_t i = 0; i < 30; i++) {
		a[i] = (double)(i % 7);
		b[i] = (double)(i % 7) + 10;
	}
	p = permutation_test(VALUES(a), VALUES(b), 0.05, 7);
	again = permutation_test(VALUES(a), VALUES(b), 0.05, 7);
	assert_false(p.exact);
	assert_near(p.p, 1e-4, 1e-12);
	assert_near(again.p, p.p, 0);
}

static void rounds_that_all_differ_alike_are_degenerate(void **state)
{
	static const double twice[] = { 2, 4, 6 }, zero[] = { 1, 0, 1 };
	struct points r = { low, twice, 3 }, two = { low, twice, 2 };
	struct points bad = { low, zero, 3 };
	struct paired p = paired_rounds(r, 0.95);

	(void)state;
	assert_int_equal(p.state, WELCH_DEGENERATE);
	assert_near(p.ratio, 2, 1e-12);
	assert_near(p.ratio_ci.hi, 2, 1e-12);
	assert_near(p.p_signed_rank, 0.25, 1e-12);
	assert_true(isinf(p.median_ci.hi));
	assert_int_equal(paired_rounds(two, 0.95).state, WELCH_UNREPLICATED);
	assert_int_equal(paired_rounds(bad, 0.95).state, WELCH_UNUSABLE);
}

static void rounds_without_any_difference_are_no_evidence(void **state)
{
	struct points r = { low, low, 3 };
	struct paired p = paired_rounds(r, 0.95);

	(void)state;
	assert_near(p.ratio, 1, 0);
	assert_near(p.p, 1, 0);
	assert_near(p.p_signed_rank, 1, 0);
}

static void kruskal_wallis_is_that_of_r(void **state)
{
	/* Hollander and Wolfe 1973, p. 116: mucociliary efficiency */
	static const double normal[] = { 2.9, 3.0, 2.5, 2.6, 3.2 };
	static const double copd[] = { 3.8, 2.7, 4.0, 2.4 };
	static const double asbestosis[] = { 2.8, 3.4, 3.7, 2.2, 2.0 };
	struct values g[] = { VALUES(normal), VALUES(copd),
		VALUES(asbestosis) };
	struct kruskal k = kruskal_wallis((struct groups){ g, 3 });

	(void)state;
	assert_near(k.h, 0.77143, 1e-5);
	assert_near(k.p, 0.68, 1e-4);
	assert_near(kruskal_wallis((struct groups){ g, 1 }).p, 1, 0);
}

static void the_studentized_range_is_that_of_tables(void **state)
{
	(void)state;
	/* 5 % points for infinite degrees of freedom */
	assert_near(studentized_range_q(2.772, 2), 0.05, 1e-3);
	assert_near(studentized_range_q(3.633, 4), 0.05, 1e-3);
	assert_near(studentized_range_q(4.474, 10), 0.05, 1e-3);
	assert_near(studentized_range_q(0, 4), 1, 1e-9);
}

/* Letters of groups that are tied when they are at most `reach` apart. */
static const char **letters_by_distance(size_t n, size_t reach, struct arena *a)
{
	bool *tied = arena_alloc(a, n * n, sizeof(*tied));

	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < n; j++)
			tied[i * n + j] = (i > j ? i - j : j - i) <= reach;
	}
	return compact_letters((struct ties){ tied, n }, a);
}

static void tied_groups_share_a_letter(void **state)
{
	struct arena a = { 0 };
	const char **letters = letters_by_distance(4, 1, &a);

	(void)state;
	assert_string_equal(letters[0], "a");
	assert_string_equal(letters[1], "ab");
	assert_string_equal(letters[2], "bc");
	assert_string_equal(letters[3], "c");
	assert_string_equal(letters_by_distance(400, 400, &a)[399], "a");
	arena_release(&a);
}

static void letters_go_on_behind_the_alphabet(void **state)
{
	struct arena a = { 0 };
	const char **letters = letters_by_distance(106, 1, &a);

	(void)state;
	assert_string_equal(letters[51], "YZ");
	assert_string_equal(letters[52], "Za2");
	assert_string_equal(letters[53], "a2b2");
	assert_string_equal(letters[105], "a3");
	arena_release(&a);
}

static bool share_one(const char *x, const char *y)
{
	for (; *x; x++) {
		if (strchr(y, *x))
			return true;
	}
	return false;
}

/* Of ten groups whose ties are drawn by lot, and so in no order. */
static void letters_are_shared_where_groups_are_tied_and_nowhere_else(
    void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	struct arena a = { 0 };

	(void)state;
	for (int round = 0; round < 200; round++) {
		bool tied[100] = { false };
		const char **letters;

		for (size_t i = 0; i < 45; i++) {
			size_t x = gsl_rng_uniform_int(rng, 10);
			size_t y = gsl_rng_uniform_int(rng, 10);

			tied[x * 10 + y] = tied[y * 10 + x] = true;
		}
		letters = compact_letters((struct ties){ tied, 10 }, &a);
		for (size_t i = 0; i < 100; i++)
			assert_int_equal(
			    share_one(letters[i / 10], letters[i % 10]),
			    tied[i] || i / 10 == i % 10);
	}
	gsl_rng_free(rng);
	arena_release(&a);
}

static void a_rank_is_as_wide_as_the_ties_leave_it(void **state)
{
	const bool tied[] = { true, true, false, true, true, false, false,
		false, true };
	struct ties t = { tied, 3 };

	(void)state;
	assert_int_equal(rank_range(t, 0).best, 1);
	assert_int_equal(rank_range(t, 0).worst, 2);
	assert_int_equal(rank_range(t, 1).best, 1);
	assert_int_equal(rank_range(t, 2).best, 3);
	assert_int_equal(rank_range(t, 2).worst, 3);
}

/* By its definition: pairs in which the candidate is above, ties as half. */
static void many_values_count_as_their_pairs_do(void **state)
{
	double a[700], b[400], u = 0;
	struct mann_whitney w;

	(void)state;
	for (size_t i = 0; i < 700; i++)
		a[i] = (double)(i * 7919 % 97);
	for (size_t i = 0; i < 400; i++)
		b[i] = (double)(i * 104729 % 101) + 0.5 * (double)(i % 2);
	for (size_t i = 0; i < 700; i++) {
		for (size_t j = 0; j < 400; j++)
			u += b[j] > a[i] ? 1 : b[j] < a[i] ? 0 : 0.5;
	}
	w = mann_whitney((struct values){ a, 700 }, (struct values){ b, 400 });
	assert_near(w.u, u, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(many_values_count_as_their_pairs_do),
		cmocka_unit_test(equal_values_share_their_ranks),
		cmocka_unit_test(choices_are_counted),
		cmocka_unit_test(three_against_three_cannot_reach_five_percent),
		cmocka_unit_test(groups_that_are_equal_differ_with_p_1),
		cmocka_unit_test(no_runs_test_nothing),
		cmocka_unit_test(many_pairs_are_tested_by_the_normal_curve),
		cmocka_unit_test(too_few_runs_leave_the_shift_open),
		cmocka_unit_test(groups_apart_have_no_interval_of_the_effect),
		cmocka_unit_test(permutations_count_every_split),
		cmocka_unit_test(
		    halves_count_what_going_through_all_splits_does),
		cmocka_unit_test(rounds_are_flipped_in_all_ways),
		cmocka_unit_test(the_least_p_is_that_of_groups_apart),
		cmocka_unit_test(
		    draws_near_the_threshold_are_made_ten_times_over),
		cmocka_unit_test(many_permutations_are_drawn_from_the_seed),
		cmocka_unit_test(rounds_that_all_differ_alike_are_degenerate),
		cmocka_unit_test(rounds_without_any_difference_are_no_evidence),
		cmocka_unit_test(kruskal_wallis_is_that_of_r),
		cmocka_unit_test(the_studentized_range_is_that_of_tables),
		cmocka_unit_test(tied_groups_share_a_letter),
		cmocka_unit_test(letters_go_on_behind_the_alphabet),
		cmocka_unit_test(
		    letters_are_shared_where_groups_are_tied_and_nowhere_else),
		cmocka_unit_test(a_rank_is_as_wide_as_the_ties_leave_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
