/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/oracle.h"

#include "analyze/effect.h"
#include "analyze/mann_whitney.h"
#include "analyze/paired.h"
#include "analyze/permutation.h"

static void run_mwu(struct oracle_case *c)
{
	struct mann_whitney w = mann_whitney(group(c, "A"), group(c, "B"));

	put(c, "U", w.u);
	put_flag(c, "ties", w.ties);
	put(c, "z_cc", w.z);
	put(c, "p_normal", w.p_normal);
	if (w.exact)
		put(c, "p_exact", w.p_exact);
}

static void run_mwu_min_p(struct oracle_case *c)
{
	const cJSON *pairs =
	    cJSON_GetObjectItemCaseSensitive(c->params, "pairs");
	double *p = room(c, (size_t)cJSON_GetArraySize(pairs));
	size_t n = 0;
	const cJSON *pair;

	cJSON_ArrayForEach(pair, pairs)
	{
		struct values sizes = list_of(c, pair);

		p[n++] = mann_whitney_least_p((size_t)sizes.at[0],
		    (size_t)sizes.at[1]);
	}
	put_list(c, "min_p", (struct values){ p, n });
}

static void run_hodges_lehmann(struct oracle_case *c)
{
	struct shift s =
	    (param_flag(c, "log") ? hodges_lehmann_ratio : hodges_lehmann)(
		group(c, "A"), group(c, "B"), param(c, "conf"));

	put(c, "est", s.value);
	put_text(c, "method", s.exact ? "exact" : "normal");
	put(c, "k", (double)s.k);
	put_pair(c, "lo", "hi", s.ci);
	put(c, "achieved_conf", s.achieved);
}

static void run_effect_size(struct oracle_case *c)
{
	struct effect e = effect_of(group(c, "A"), group(c, "B"));

	put(c, "A12", e.a12);
	put(c, "cliff_delta", e.delta);
	put_text(c, "magnitude", effect_magnitude(e.delta));
}

static void run_brunner_munzel(struct oracle_case *c)
{
	struct brunner_munzel b =
	    brunner_munzel(group(c, "A"), group(c, "B"), param(c, "conf"));

	put(c, "W", b.w);
	put(c, "df", b.df);
	put(c, "p", b.p);
	put(c, "p_hat", b.a12);
	put_pair(c, "lo", "hi", b.ci);
}

static void run_perm_exact(struct oracle_case *c)
{
	bool logs = param_flag(c, "log");
	struct values a = logs_if(c, logs, group(c, "A"));
	struct values b = logs_if(c, logs, group(c, "B"));
	struct permutation p = permutation_test(a, b, 0.05, 1);

	put(c, "p", p.p);
	put(c, "n_perm", p.splits);
	/* Of sides that can be exchanged, a split has a mirror image. */
	if (a.n == b.n)
		put(c, "min_p", 2 / p.splits);
}

static void run_paired(struct oracle_case *c)
{
	struct paired p = paired_rounds(columns(c, "A", "B"), param(c, "conf"));

	put(c, "ratio", p.ratio);
	put_pair(c, "lo", "hi", p.ratio_ci);
	put(c, "t", p.t);
	put(c, "p", p.p);
	put(c, "V", p.v);
	put(c, "p_signed_rank", p.p_signed_rank);
	put(c, "hl", p.median_ratio);
	put_pair(c, "hl_lo", "hl_hi", p.median_ci);
}

const struct oracle_method oracle_ranks[] = {
	{ "mwu", run_mwu },
	{ "mwu_min_p", run_mwu_min_p },
	{ "hodges_lehmann", run_hodges_lehmann },
	{ "effect_size", run_effect_size },
	{ "brunner_munzel", run_brunner_munzel },
	{ "perm_exact", run_perm_exact },
	{ "paired", run_paired },
	{ NULL, NULL },
};
