/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/oracle.h"

#include "analyze/adjust.h"
#include "analyze/groups.h"
#include "analyze/welch.h"

static struct groups plain_groups(const struct oracle_case *c,
    struct named_groups named)
{
	struct values *at = arena_alloc(c->arena, named.n, sizeof(*at));

	for (size_t i = 0; i < named.n; i++)
		at[i] = named.at[i].values;
	return (struct groups){ at, named.n };
}

/* Puts the names "a|b" of all pairs and gives the groups. */
static struct groups put_pairs(struct oracle_case *c)
{
	struct named_groups g = groups_of(c, "group", "value");
	const char **names =
	    arena_alloc(c->arena, pairs_of(g.n), sizeof(*names));
	size_t n = 0;

	for (size_t i = 0; i < g.n; i++) {
		for (size_t j = i + 1; j < g.n; j++)
			names[n++] = arena_printf(c->arena, "%.*s|%.*s",
			    SPAN_ARG(g.at[i].name), SPAN_ARG(g.at[j].name));
	}
	put_texts(c, "pairs", names, n);
	return plain_groups(c, g);
}

static void put_p(struct oracle_case *c, struct values p)
{
	double *adjusted = room(c, p.n);

	put_list(c, "p", p);
	adjust_holm(p, adjusted);
	put_list(c, "p_holm", (struct values){ adjusted, p.n });
	adjust_bh(p, adjusted);
	put_list(c, "p_bh", (struct values){ adjusted, p.n });
}

static void run_pairwise(struct oracle_case *c, pair_p_fn *test)
{
	struct groups g = put_pairs(c);
	double *p = room(c, pairs_of(g.n));

	pairwise_p(g, test, p);
	put_p(c, (struct values){ p, pairs_of(g.n) });
}

static void run_pairwise_welch_holm(struct oracle_case *c)
{
	run_pairwise(c, welch_log_p);
}

static void run_pairwise_mwu_holm(struct oracle_case *c)
{
	run_pairwise(c, mann_whitney_p);
}

static void run_kruskal(struct oracle_case *c)
{
	struct kruskal k =
	    kruskal_wallis(plain_groups(c, groups_of(c, "group", "value")));

	put(c, "H", k.h);
	put(c, "df", k.df);
	put(c, "p", k.p);
}

static void run_pair_tests(struct oracle_case *c, const char *statistic,
    void (*test)(struct groups g, struct pair_test *out))
{
	struct groups g = put_pairs(c);
	size_t n = pairs_of(g.n);
	struct pair_test *t = arena_alloc(c->arena, n, sizeof(*t));
	double *value = room(c, n), *p = room(c, n);

	test(g, t);
	for (size_t i = 0; i < n; i++) {
		value[i] = t[i].statistic;
		p[i] = t[i].p;
	}
	put_list(c, statistic, (struct values){ value, n });
	put_p(c, (struct values){ p, n });
}

static void run_dunn(struct oracle_case *c)
{
	run_pair_tests(c, "z", dunn_test);
}

static void run_steel_dwass(struct oracle_case *c)
{
	run_pair_tests(c, "W", steel_dwass);
}

static void run_vs_baseline_holm(struct oracle_case *c)
{
	struct named_groups g = groups_of(c, "group", "value");
	size_t n = g.n - 1; /* the baseline is the first */
	const char **names = arena_alloc(c->arena, n, sizeof(*names));
	double *p = room(c, n), *ratio = room(c, n);
	double *lo = room(c, n), *hi = room(c, n);

	for (size_t i = 0; i < n; i++) {
		struct welch w = welch_log(g.at[0].values, g.at[i + 1].values,
		    param(c, "conf"));

		names[i] = arena_span(c->arena, g.at[i + 1].name);
		p[i] = w.p;
		ratio[i] = w.ratio;
		lo[i] = w.ratio_ci.lo;
		hi[i] = w.ratio_ci.hi;
	}
	put_texts(c, "pairs", names, n);
	put_list(c, "ratio", (struct values){ ratio, n });
	put_list(c, "lo", (struct values){ lo, n });
	put_list(c, "hi", (struct values){ hi, n });
	put_p(c, (struct values){ p, n });
}

static void run_cld(struct oracle_case *c)
{
	size_t n = param_list(c, "order").n; /* as the groups stand */
	bool *tied = arena_alloc(c->arena, n * n, sizeof(*tied));
	const cJSON *pair;

	cJSON_ArrayForEach(pair,
	    cJSON_GetObjectItemCaseSensitive(c->params, "nonsig"))
	{
		struct values ends = list_of(c, pair);
		size_t i = (size_t)ends.at[0] - 1, j = (size_t)ends.at[1] - 1;

		tied[i * n + j] = tied[j * n + i] = true;
	}
	put_texts(c, "letters",
	    compact_letters((struct ties){ tied, n }, c->arena), n);
}

const struct oracle_method oracle_groups[] = {
	{ "pairwise_welch_holm", run_pairwise_welch_holm },
	{ "pairwise_mwu_holm", run_pairwise_mwu_holm },
	{ "vs_baseline_holm", run_vs_baseline_holm },
	{ "kruskal", run_kruskal },
	{ "dunn", run_dunn },
	{ "steel_dwass", run_steel_dwass },
	{ "cld", run_cld },
	{ NULL, NULL },
};
