/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/oracle.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/capacity.h"
#include "analyze/meshmark.h"
#include "analyze/quantile.h"
#include "analyze/usl.h"

static struct usl put_usl(struct oracle_case *c)
{
	struct usl u = usl_fit(columns(c, "n", "x"), param(c, "conf"));

	put(c, "gamma", u.gamma.value);
	put(c, "alpha", u.alpha.value);
	put(c, "beta", u.beta.value);
	if (u.peaks) {
		put(c, "n_peak", u.n_peak);
		put(c, "x_peak", u.x_peak);
	}
	return u;
}

static void run_usl_exact(struct oracle_case *c)
{
	put_usl(c);
}

static void run_usl(struct oracle_case *c)
{
	struct usl u = put_usl(c);
	const struct usl_parameter all[] = { u.gamma, u.alpha, u.beta };
	double se[3], lo[3], hi[3];
	size_t n = 0;

	for (size_t i = 0; i < 3; i++) {
		if (!all[i].free)
			continue;
		se[n] = all[i].se;
		lo[n] = all[i].ci.lo;
		hi[n++] = all[i].ci.hi;
	}
	put(c, "rss", u.rss);
	put_text(c, "free",
	    arena_printf(c->arena, "%s%s", u.alpha.free ? "a" : "",
		u.beta.free ? "b" : ""));
	put_list(c, "se_free", (struct values){ se, n });
	put_list(c, "lo_free", (struct values){ lo, n });
	put_list(c, "hi_free", (struct values){ hi, n });
}

static void run_slo_bracket(struct oracle_case *c)
{
	struct points p = columns(c, "qps", "p99");
	struct slo_bracket b = slo_bracket(p, param(c, "slo"));
	double *fit = room(c, p.n);

	isotonic((struct values){ p.y, p.n }, fit);
	put_list(c, "iso", (struct values){ fit, p.n });
	put(c, "pass_qps", b.pass);
	put(c, "fail_qps", b.fail);
	put(c, "interp", b.interpolated);
}

static void run_kneedle(struct oracle_case *c)
{
	bool convex = strcmp(param_text(c, "shape"), "convex_increasing") == 0;
	struct knee k = knee_of((struct points){ column_at(c, 0).at,
				    column_at(c, 1).at, c->table.rows },
	    convex ? KNEE_CONVEX : KNEE_CONCAVE);

	put_flag(c, "found", k.found);
	put(c, "knee_x", k.x);
	put(c, "knee_y", k.y);
	put(c, "d", k.height);
}

static void run_shift_function(struct oracle_case *c)
{
	struct values a = group(c, "A"), b = group(c, "B");
	struct values qs = param_list(c, "qs");
	double *sorted_a = values_sorted(a), *sorted_b = values_sorted(b);
	double *diff = room(c, qs.n), *ratio = room(c, qs.n);

	for (size_t i = 0; i < qs.n; i++) {
		int64_t q = quantile_of_share(qs.at[i]);
		double in_a =
		    quantile_harrell_davis((struct values){ sorted_a, a.n }, q);
		double in_b =
		    quantile_harrell_davis((struct values){ sorted_b, b.n }, q);

		diff[i] = in_b - in_a;
		ratio[i] = in_b / in_a;
	}
	put_list(c, "diff", (struct values){ diff, qs.n });
	put_list(c, "ratio", (struct values){ ratio, qs.n });
	free(sorted_a);
	free(sorted_b);
}

static struct meshmark_class class_of(const struct oracle_case *c,
    const cJSON *pairs)
{
	size_t n = (size_t)cJSON_GetArraySize(pairs), i = 0;
	double *efficiency = room(c, n), *weight = room(c, n);
	const cJSON *pair;

	cJSON_ArrayForEach(pair, pairs)
	{
		struct values both = list_of(c, pair);

		efficiency[i] = both.at[0];
		weight[i++] = both.at[1];
	}
	return (struct meshmark_class){ { efficiency, n }, weight };
}

static void run_meshmark_mue(struct oracle_case *c)
{
	const cJSON *classes =
	    cJSON_GetObjectItemCaseSensitive(c->params, "classes");
	double *scores = room(c, (size_t)cJSON_GetArraySize(classes));
	double index = 0, limit = 0;
	size_t n = 0;
	const cJSON *item;

	cJSON_ArrayForEach(item, classes)
	{
		struct meshmark_class class = class_of(c, item);

		scores[n] = meshmark_class_score(class);
		limit += meshmark_class_limit(class);
		index += scores[n++];
	}
	put_list(c, "class_scores", (struct values){ scores, n });
	put(c, "index_raw", index / (double)n);
	put(c, "max_raw", limit / (double)n);
}

const struct oracle_method oracle_capacity[] = {
	{ "usl", run_usl },
	{ "usl_exact", run_usl_exact },
	{ "slo_bracket", run_slo_bracket },
	{ "kneedle", run_kneedle },
	{ "shift_function", run_shift_function },
	{ "meshmark_mue", run_meshmark_mue },
	{ NULL, NULL },
};
