/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/oracle.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics.h>

#include "analyze/autocorrelation.h"
#include "analyze/bootstrap.h"
#include "analyze/components.h"
#include "analyze/describe.h"
#include "analyze/steady.h"

static void run_tau_int(struct oracle_case *c)
{
	struct values v = column(c, "value");
	struct integrated_time t = integrated_time(v, param(c, "c"));

	put(c, "tau", t.tau);
	put(c, "window", (double)t.window);
	put_flag(c, "converged", t.converged);
	put(c, "n_eff", (double)v.n / t.tau);
	put(c, "rho1", t.rho1);
}

static void run_quantile_ci_neff(struct oracle_case *c)
{
	enum { TAU, N_EFF, P_LO, P_HI, LO, HI, EST, ALL };
	static const char *const names[] = { "tau", "n_eff", "p_lo", "p_hi",
		"lo", "hi", "est" };
	struct values qs = param_list(c, "qs"), v = column(c, "value");
	double *sorted = values_sorted(v), *out[ALL];

	for (int k = 0; k < ALL; k++)
		out[k] = room(c, qs.n);
	for (size_t i = 0; i < qs.n; i++) {
		int64_t q = quantile_of_share(qs.at[i]);
		struct dependent_ranks r = quantile_ranks_dependent(v, q,
		    param(c, "conf"), param(c, "c"));
		struct values s = { sorted, v.n };
		struct interval ci = quantile_interval(s, r.ranks);
		double n = (double)r.n_eff;

		out[TAU][i] = r.time.tau;
		out[N_EFF][i] = n;
		out[P_LO][i] = (double)r.effective.lower / n;
		out[P_HI][i] = (double)r.effective.upper / n;
		out[LO][i] = ci.lo;
		out[HI][i] = ci.hi;
		out[EST][i] = quantile_sorted(s, q, 1);
	}
	for (int k = 0; k < ALL; k++)
		put_list(c, names[k], (struct values){ out[k], qs.n });
	free(sorted);
}

static void run_pw_block(struct oracle_case *c)
{
	struct block_length b = block_length(column(c, "value"));

	put(c, "m_hat", (double)b.last_lag);
	put(c, "b_circular", b.optimal);
	put(c, "b_used", (double)b.used);
}

/* Type 7 of unsorted values. */
static double quantile7(double *v, size_t n, const void *arg)
{
	double h = *(const double *)arg * (double)(n - 1);
	size_t j = (size_t)h;
	double low = gsl_stats_select(v, 1, n, j);
	double high = j + 1 < n ? gsl_stats_select(v, 1, n, j + 1) : low;

	return low + (h - (double)j) * (high - low);
}

static void run_cbb_se(struct oracle_case *c)
{
	struct values qs = param_list(c, "qs"), v = column(c, "value");
	struct resampling how = { (size_t)param(c, "b"), (size_t)param(c, "B"),
		1 };
	double *se = room(c, qs.n);

	for (size_t i = 0; i < qs.n; i++) {
		double *drawn = bootstrap_blocks(v, how, quantile7, &qs.at[i]);

		se[i] = moments_of((struct values){ drawn, how.draws }).sd;
		free(drawn);
	}
	put_list(c, "se", (struct values){ se, qs.n });
}

static void run_ljung_box(struct oracle_case *c)
{
	struct values lags = param_list(c, "lags"), v = column(c, "value");
	double *q = room(c, lags.n), *p = room(c, lags.n);

	for (size_t i = 0; i < lags.n; i++) {
		struct ljung_box l = ljung_box(v, (size_t)lags.at[i]);

		q[i] = l.q;
		p[i] = l.p;
	}
	put_list(c, "Q", (struct values){ q, lags.n });
	put_list(c, "p", (struct values){ p, lags.n });
}

static void run_mser5(struct oracle_case *c)
{
	struct warmup w =
	    warmup_end(column(c, "value"), (size_t)param(c, "batch"));

	put(c, "d_batches", (double)w.batches);
	put(c, "truncate", (double)w.values);
	put(c, "stat", w.statistic);
	put_flag(c, "at_limit", w.at_limit);
}

static void run_mann_kendall(struct oracle_case *c)
{
	struct trend_test t =
	    mann_kendall(column(c, "value"), 1, param(c, "conf"));

	put(c, "S", t.s);
	put(c, "var", t.variance);
	put(c, "z", t.z);
	put(c, "p", t.p);
	put(c, "sen", t.slope);
	put_pair(c, "sen_lo", "sen_hi", t.slope_ci);
	put(c, "tau_b", t.tau_b);
}

/* Puts S2, T2, the mean and the best repetitions. */
static void put_components(struct oracle_case *c, const struct components *k)
{
	struct values costs = param_list(c, "costs"); /* outermost first */
	cJSON *best = cJSON_AddArrayToObject(c->out, "optreps");

	put_list(c, "S2", (struct values){ k->s2, k->levels });
	put_list(c, "T2", (struct values){ k->t2, k->levels });
	put(c, "mean", k->mean);
	for (size_t i = 0; i + 1 < k->levels; i++) {
		double n = components_repetitions(k, i,
		    costs.at[costs.n - 1 - i], costs.at[costs.n - 2 - i]);

		cJSON_AddItemToArray(best,
		    n > 0 ? cJSON_CreateNumber(n) : cJSON_CreateNull());
	}
}

static void run_kalibera2(struct oracle_case *c)
{
	struct values v = column(c, "value");
	size_t runs = groups_of(c, "run", "value").n, each = v.n / runs;
	struct nested data = { v.at, { each, runs }, 2 };
	double conf = param(c, "conf"), n = (double)v.n;
	struct components k = components_of(data, conf);

	put_components(c, &k);
	put(c, "half_width", (k.mean_ci.hi - k.mean_ci.lo) / 2);
	put_pair(c, "lo", "hi", k.mean_ci);
	put(c, "icc", k.outer_share);
	put(c, "deff", 1 + (double)(each - 1) * k.outer_share);
	put(c, "naive_half_width",
	    gsl_cdf_ugaussian_Pinv(0.5 + conf / 2) * moments_of(v).sd /
		sqrt(n));
}

static void run_kalibera3(struct oracle_case *c)
{
	struct values v = column(c, "value");
	size_t outer = groups_of(c, "level3", "value").n;
	size_t middle = groups_of(c, "level2", "value").n;
	struct nested data = { v.at, { v.n / outer / middle, middle, outer },
		3 };
	struct components k = components_of(data, 0.95);

	put_components(c, &k);
}

const struct oracle_method oracle_series[] = {
	{ "tau_int", run_tau_int },
	{ "quantile_ci_neff", run_quantile_ci_neff },
	{ "pw_block", run_pw_block },
	{ "cbb_se", run_cbb_se },
	{ "ljung_box", run_ljung_box },
	{ "mser5", run_mser5 },
	{ "mann_kendall", run_mann_kendall },
	{ "kalibera2", run_kalibera2 },
	{ "kalibera3", run_kalibera3 },
	{ NULL, NULL },
};
