/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/oracle.h"

#include <math.h>

#include "analyze/change.h"
#include "analyze/edivisive.h"

static struct values series_of(const struct oracle_case *c)
{
	return logs_if(c, param_flag(c, "log"), column(c, "value"));
}

static void run_edivisive_stat(struct oracle_case *c)
{
	struct split s =
	    edivisive_split(series_of(c), (size_t)param(c, "min_size"));

	put(c, "tau", (double)s.tau);
	put(c, "kappa", (double)s.kappa);
	put(c, "q", s.q);
}

static void run_edivisive_p(struct oracle_case *c)
{
	struct edivisive how = { (size_t)param(c, "min_size"),
		(size_t)param(c, "R"), 0.05, 1 };

	put(c, "p", edivisive_p(series_of(c), how));
}

static void put_sizes(struct oracle_case *c, const char *name, const size_t *at,
    size_t n)
{
	double *copy = room(c, n);

	for (size_t i = 0; i < n; i++)
		copy[i] = (double)at[i];
	put_list(c, name, (struct values){ copy, n });
}

static struct cuts candidates_of(const struct oracle_case *c)
{
	struct values v = param_list(c, "candidates");
	struct cuts out = { arena_alloc(c->arena, v.n, sizeof(size_t)), v.n };

	for (size_t i = 0; i < v.n; i++)
		out.at[i] = (size_t)v.at[i];
	return out;
}

static void put_ps(struct oracle_case *c, const char *name, struct values y,
    struct cuts cuts)
{
	struct change_rule rule = { param(c, "alpha"),
		log1p(param(c, "min_effect")) };
	double *p = room(c, cuts.n);

	for (size_t i = 0; i < cuts.n; i++)
		p[i] = change_p(y, cuts, i, rule);
	put_list(c, name, (struct values){ p, cuts.n });
}

static void run_cp_confirm(struct oracle_case *c)
{
	struct values y = series_of(c);
	struct cuts cuts = candidates_of(c);
	struct change_rule rule = { param(c, "alpha"),
		log1p(param(c, "min_effect")) };
	struct correlation m = change_correlation(y, cuts);
	size_t *removed = arena_alloc(c->arena, cuts.n, sizeof(*removed)), n;
	double *ratio = room(c, cuts.n);

	put(c, "r1", m.r1);
	put(c, "r", m.r);
	put(c, "vif", m.vif);
	put_ps(c, "p_initial", y, cuts);
	n = change_confirm(y, &cuts, rule, removed);
	put_sizes(c, "kept", cuts.at, cuts.n);
	put_sizes(c, "removed", removed, n);
	put_ps(c, "p_final", y, cuts);
	for (size_t i = 0; i < cuts.n; i++)
		ratio[i] = exp(change_step(y, cuts, i));
	put_list(c, "step_ratio", (struct values){ ratio, cuts.n });
}

static void run_optpart(struct oracle_case *c)
{
	struct values y = series_of(c);
	struct cuts cuts = { arena_alloc(c->arena, y.n, sizeof(size_t)), 0 };
	struct partition p =
	    change_partition(y, (size_t)param(c, "min_size"), &cuts);

	put(c, "sigma", p.sigma);
	put(c, "penalty", p.penalty);
	put(c, "cost", p.cost);
	put_sizes(c, "cps", cuts.at, cuts.n);
}

static void run_cusum_tabular(struct oracle_case *c)
{
	struct values v = column(c, "value");
	double *high = room(c, v.n), *low = room(c, v.n);
	struct alarms a = cusum_tabular(v,
	    (struct cusum){ param(c, "target"), param(c, "k"), param(c, "h") },
	    high, low);

	put_list(c, "hi", (struct values){ high, v.n });
	put_list(c, "lo", (struct values){ low, v.n });
	put(c, "first_hi", (double)a.high);
	put(c, "first_lo", (double)a.low);
}

const struct oracle_method oracle_changes[] = {
	{ "edivisive_stat", run_edivisive_stat },
	{ "edivisive_p", run_edivisive_p },
	{ "cp_confirm", run_cp_confirm },
	{ "optpart", run_optpart },
	{ "cusum_tabular", run_cusum_tabular },
	{ NULL, NULL },
};
