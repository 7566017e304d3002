/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Capacity: the ends; tests/oracles/ has Gunther's and Kneedle's own examples.
 */
#include "analyze/capacity.h"
#include "analyze/meshmark.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_rng.h>

#include "analyze/usl.h"
#include "tests/near.h"

#define N 8

static const double loads[N] = { 1, 2, 4, 8, 16, 32, 64, 128 };

static struct usl fit(const double *x)
{
	return usl_fit((struct points){ loads, x, N }, 0.95);
}

static void a_law_without_noise_is_found_again(void **state)
{
	double x[N];
	struct usl u;

	(void)state;
	for (int i = 0; i < N; i++) {
		double n = loads[i];

		x[i] = 250 * n / (1 + 0.05 * (n - 1) + 6e-4 * n * (n - 1));
	}
	u = fit(x);
	assert_true(u.known && u.peaks);
	assert_near(u.gamma.value, 250, 1e-6);
	assert_near(u.alpha.value, 0.05, 1e-6);
	assert_near(u.beta.value, 6e-4, 1e-6);
	assert_near(usl_throughput(&u, 16), x[4], 1e-6);
}

/* SPEC SDM91; R: nls() by "port", and the gradient of sqrt((1 - a) / b). */
static void the_peak_has_an_interval_where_beta_is_held(void **state)
{
	static const double n[] = { 1, 18, 36, 72, 108, 144, 216 };
	static const double x[] = { 64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775.0,
		1702.2 };
	static const double noisy[] = { 64.9, 995, 1500, 1950, 1728, 2375,
		1902 };
	struct usl u = usl_fit((struct points){ n, x, 7 }, 0.95);

	(void)state;
	assert_near(u.n_peak, 96.51956246, 1e-6);
	assert_near(u.x_peak, 1883.898978, 1e-6);
	assert_near(u.peak_ci.lo, 71.56500306, 1e-5);
	assert_near(u.peak_ci.hi, 121.4741219, 1e-5);
	u = usl_fit((struct points){ n, noisy, 7 }, 0.95);
	assert_true(u.known && u.peaks && u.beta.ci.lo <= 0);
	assert_true(isinf(u.peak_ci.hi));
}

static void what_scales_ever_better_is_held_at_the_boundary(void **state)
{
	double x[N];
	struct usl u;

	(void)state;
	for (int i = 0; i < N; i++)
		x[i] = 10 * pow(loads[i], 1.1);
	u = fit(x);
	assert_true(u.known);
	assert_false(u.alpha.free || u.beta.free || u.peaks);
	assert_near(u.alpha.value, 0, 0);
	assert_near(u.alpha.se, 0, 0);
	assert_true(u.gamma.free);
}

static void five_loads_are_too_few(void **state)
{
	static const double x[N] = { 1, 2, 3, 4, 5, 6, 7, 0 };

	(void)state;
	assert_false(usl_fit((struct points){ loads, x, 5 }, 0.95).known);
	assert_false(usl_fit((struct points){ NULL, NULL, 0 }, 0.95).known);
	assert_false(fit(x).known);
}

static void any_throughputs_give_numbers(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

	(void)state;
	gsl_set_error_handler_off();
	for (int round = 0; round < 300; round++) {
		double x[N];
		struct usl u;

		for (int i = 0; i < N; i++)
			x[i] = exp(20 * gsl_rng_uniform(rng) - 10);
		u = fit(x);
		assert_true(u.gamma.se + u.alpha.se + u.beta.se >= 0);
		assert_true(u.alpha.value >= 0 && u.beta.value >= 0);
	}
	gsl_rng_free(rng);
}

static void what_falls_is_pooled(void **state)
{
	static const double v[] = { 1, 3, 2, 4, 3, 2 };
	static const double want[] = { 1, 2.5, 2.5, 3, 3, 3 };
	double out[6];

	(void)state;
	isotonic(VALUES(v), out);
	for (size_t i = 0; i < 6; i++)
		assert_near(out[i], want[i], 1e-12);
	isotonic((struct values){ v, 0 }, out);
}

static void an_objective_may_be_met_always_or_never(void **state)
{
	static const double p99[N] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	struct points p = { loads, p99, N };

	(void)state;
	assert_false(slo_bracket(p, 8).fails);
	assert_near(slo_bracket(p, 8).pass, 128, 0);
	assert_false(slo_bracket(p, 0.5).passes);
	assert_near(slo_bracket(p, 0.5).fail, 1, 0);
	assert_near(slo_bracket(p, 2.5).interpolated, 3, 1e-12);
	p.n = 0;
	assert_false(slo_bracket(p, 1).passes || slo_bracket(p, 1).fails);
}

static void a_line_has_no_knee(void **state)
{
	static const double flat[N] = { 1, 1, 1, 1, 1, 1, 1, 1 };

	(void)state;
	assert_false(
	    knee_of((struct points){ loads, loads, N }, KNEE_CONVEX).found);
	assert_false(
	    knee_of((struct points){ loads, flat, N }, KNEE_CONCAVE).found);
	assert_false(
	    knee_of((struct points){ loads, flat, 2 }, KNEE_CONCAVE).found);
}

static void a_knee_is_where_the_curve_bends(void **state)
{
	static const double x[] = { 0, 1, 2, 3, 4, 5, 6, 7 };
	static const double up[] = { 0, 1, 2, 3, 4, 5, 20, 40 };
	static const double level[] = { 0, 20, 40, 41, 42, 43, 44, 45 };
	struct knee k = knee_of((struct points){ x, up, N }, KNEE_CONVEX);

	(void)state;
	assert_true(k.found);
	assert_near(k.x, 5, 0);
	k = knee_of((struct points){ x, level, N }, KNEE_CONCAVE);
	assert_near(k.x, 2, 0);
}

static void a_class_without_efficiencies_scores_nothing(void **state)
{
	struct meshmark_class c = { { NULL, 0 }, NULL };

	(void)state;
	assert_near(meshmark_class_score(c), 0, 0);
	assert_near(meshmark_class_limit(c), 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_law_without_noise_is_found_again),
		cmocka_unit_test(the_peak_has_an_interval_where_beta_is_held),
		cmocka_unit_test(
		    what_scales_ever_better_is_held_at_the_boundary),
		cmocka_unit_test(five_loads_are_too_few),
		cmocka_unit_test(any_throughputs_give_numbers),
		cmocka_unit_test(what_falls_is_pooled),
		cmocka_unit_test(an_objective_may_be_met_always_or_never),
		cmocka_unit_test(a_line_has_no_knee),
		cmocka_unit_test(a_knee_is_where_the_curve_bends),
		cmocka_unit_test(a_class_without_efficiencies_scores_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
