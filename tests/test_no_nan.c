/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What analyze/values.h promises: whatever finite values come in, also few,
 * equal, or far apart, no NaN comes out.
 */
#include <stdbool.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_rng.h>

#include "analyze/autocorrelation.h"
#include "analyze/capacity.h"
#include "analyze/change.h"
#include "analyze/describe.h"
#include "analyze/effect.h"
#include "analyze/groups.h"
#include "analyze/line.h"
#include "analyze/mann_whitney.h"
#include "analyze/paired.h"
#include "analyze/permutation.h"
#include "analyze/quality.h"
#include "analyze/steady.h"
#include "analyze/welch.h"
#include "tests/near.h"

#define MOST 12
#define ROUNDS 1000

static const double seconds[MOST] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };

/* A few values of one of the kinds that give trouble. */
static struct values draw(gsl_rng *rng, double *room)
{
	struct values v = { room, gsl_rng_uniform_int(rng, MOST + 1) };
	unsigned long kind = gsl_rng_uniform_int(rng, 5);

	for (size_t i = 0; i < v.n; i++) {
		double u = gsl_rng_uniform_pos(rng);
		const double kinds[] = { u, 1 + floor(3 * u), 0.1,
			exp(200 * (u - 0.5)), 1e9 + u * 1e-6 };

		room[i] = kinds[kind];
	}
	return v;
}

static void check(const double *numbers, size_t n, const char *of)
{
	for (size_t i = 0; i < n; i++) {
		if (isnan(numbers[i]))
			fail_msg("number %zu of %s is NaN", i, of);
	}
}

/* The numbers that a computation gave. */
#define NUMBERS(of, ...)                                                       \
	do {                                                                   \
		const double numbers[] = { __VA_ARGS__ };                      \
		check(numbers, sizeof(numbers) / sizeof(*numbers), of);        \
	} while (0)

static void check_two(struct values a, struct values b)
{
	struct welch w = welch_log(a, b, 0.95), raw = welch_raw(a, b, 0.95);
	struct tost t = tost_log(a, b, 0.05, 0.05);
	struct mean_ratio m = mean_ratio(a, b, 0.95);
	struct mann_whitney u = mann_whitney(a, b);
	struct shift s = hodges_lehmann(a, b, 0.95);
	struct brunner_munzel e = brunner_munzel(a, b, 0.95);
	struct interval one = leave_one_out(a, b);

	NUMBERS("welch_log", w.diff, w.se, w.df, w.t, w.p, w.ratio,
	    w.ratio_ci.lo, w.ratio_ci.hi);
	NUMBERS("welch_raw", raw.diff, raw.se, raw.df, raw.t, raw.p,
	    raw.diff_ci.lo, raw.diff_ci.hi);
	NUMBERS("tost_log", t.p, t.ratio_ci.lo, t.ratio_ci.hi);
	NUMBERS("mean_ratio", m.ratio, m.ci.lo, m.ci.hi);
	NUMBERS("mann_whitney", u.u, u.z, u.p, u.p_normal);
	NUMBERS("hodges_lehmann", s.value, s.ci.lo, s.ci.hi, s.achieved);
	NUMBERS("brunner_munzel", e.w, e.df, e.p, e.ci.lo, e.ci.hi);
	NUMBERS("leave_one_out", one.lo, one.hi);
	NUMBERS("permutation_test", permutation_test(a, b, 0.05, 1).p);
}

static void check_pairs(struct values a, struct values b)
{
	struct points p = { a.at, b.at, a.n < b.n ? a.n : b.n };
	struct paired r = paired_rounds(p, 0.95);
	struct line l = line_fit(p, 0.95);
	struct knee k = knee_of(p, KNEE_CONVEX);

	NUMBERS("paired_rounds", r.ratio, r.t, r.p, r.ratio_ci.lo,
	    r.ratio_ci.hi, r.p_signed_rank, r.median_ratio, r.median_ci.lo,
	    r.median_ci.hi);
	NUMBERS("line_fit", l.slope.value, l.slope.se, l.slope.se_hc3,
	    l.slope.ci.lo, l.intercept.value, l.intercept.se_hc3, l.r2,
	    l.theil_sen);
	NUMBERS("knee_of", k.x, k.y, k.height);
}

static void check_series(struct values v)
{
	struct description d = describe(v);
	struct integrated_time t = integrated_time(v, 5);
	struct ljung_box q = ljung_box(v, 2);
	struct block_length b = block_length(v);
	struct warmup w = warmup_end(v, 2);
	struct trend_test m = mann_kendall(v, 1, 0.95);
	struct drift f = drift_of((struct points){ seconds, v.at, v.n }, 1);
	size_t at[MOST] = { v.n / 2 };
	struct cuts cuts = { at, v.n > 1 };
	double z[MOST] = { 0 };

	modified_z(v, z);
	check(z, MOST, "modified_z");
	NUMBERS("describe", d.moments.mean, d.moments.sd, d.median, d.mad, d.cv,
	    d.geomean, d.lag1);
	NUMBERS("integrated_time", t.tau, t.rho1);
	NUMBERS("ljung_box", q.q, q.p);
	NUMBERS("block_length", b.optimal);
	NUMBERS("warmup_end", w.statistic);
	NUMBERS("mann_kendall", m.z, m.p, m.tau_b, m.slope, m.slope_ci.lo,
	    m.slope_ci.hi);
	NUMBERS("drift_of", f.change, f.share, f.p);
	NUMBERS("dip", dip_statistic(v), dip_p(v, 3, 1));
	NUMBERS("change", change_correlation(v, cuts).vif,
	    cuts.n > 0 ? change_p(v, cuts, 0, (struct change_rule){ 0.01, 0 })
		       : 0);
	NUMBERS("partition", change_partition(v, 2, &cuts).cost);
}

static void check_groups(const struct values *v)
{
	struct groups g = { v, 3 };
	struct kruskal k;
	struct pair_test dunn[3], steel[3];

	if (v[0].n == 0 || v[1].n == 0 || v[2].n == 0)
		return;
	k = kruskal_wallis(g);
	dunn_test(g, dunn);
	steel_dwass(g, steel);
	NUMBERS("kruskal_wallis", k.h, k.p);
	for (int i = 0; i < 3; i++)
		NUMBERS("pairs", dunn[i].statistic, dunn[i].p,
		    steel[i].statistic, steel[i].p);
}

static void finite_values_never_give_nan(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double room[3][MOST];

	(void)state;
	gsl_set_error_handler_off();
	for (int round = 0; round < ROUNDS; round++) {
		struct values v[3];

		for (int i = 0; i < 3; i++)
			v[i] = draw(rng, room[i]);
		check_two(v[0], v[1]);
		check_pairs(v[0], v[1]);
		check_series(v[0]);
		check_groups(v);
	}
	gsl_rng_free(rng);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finite_values_never_give_nan),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
