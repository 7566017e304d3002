/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/oracle.h"

#include <stdlib.h>

#include "analyze/describe.h"
#include "analyze/quantile.h"

static struct values sorted_column(const struct oracle_case *c)
{
	struct values v = column(c, "value");
	double *sorted = values_sorted(v), *copy = room(c, v.n);

	for (size_t i = 0; i < v.n; i++)
		copy[i] = sorted[i];
	free(sorted);
	return (struct values){ copy, v.n };
}

static void run_describe(struct oracle_case *c)
{
	struct description d = describe(column(c, "value"));

	put(c, "n", (double)d.moments.n);
	put(c, "mean", d.moments.mean);
	put(c, "sd", d.moments.sd);
	put(c, "lag1", d.lag1);
	put(c, "min", d.min);
	put(c, "max", d.max);
	put(c, "median", d.median);
	put(c, "mad_raw", d.mad);
	put(c, "cv", d.cv);
	put(c, "geomean", d.geomean);
}

static void run_quantile_hf(struct oracle_case *c)
{
	struct values qs = param_list(c, "qs");
	struct values sorted = sorted_column(c);
	double *out = room(c, qs.n);
	char name[] = "t0";

	for (int type = 1; type <= 9; type++) {
		for (size_t i = 0; i < qs.n; i++)
			out[i] = quantile_sorted(sorted,
			    quantile_of_share(qs.at[i]), type);
		name[1] = (char)('0' + type);
		put_list(c, name, (struct values){ out, qs.n });
	}
}

static void run_quantile_hd(struct oracle_case *c)
{
	struct values qs = param_list(c, "qs");
	struct values sorted = sorted_column(c);
	double *out = room(c, qs.n);

	for (size_t i = 0; i < qs.n; i++)
		out[i] =
		    quantile_harrell_davis(sorted, quantile_of_share(qs.at[i]));
	put_list(c, "hd", (struct values){ out, qs.n });
}

/* Columns of what run_quantile_ci() puts. */
enum { LOWER, UPPER, LO, HI, COVERAGE, ESTIMATE, CI_COLUMNS };

static void run_quantile_ci(struct oracle_case *c)
{
	static const char *const names[] = { "l", "u", "lo", "hi", "coverage",
		"est" };
	struct values qs = param_list(c, "qs");
	struct values sorted = sorted_column(c);
	double conf = param(c, "conf"), *out[CI_COLUMNS];
	const char **estimable =
	    arena_alloc(c->arena, qs.n, sizeof(*estimable));

	for (int k = 0; k < CI_COLUMNS; k++)
		out[k] = room(c, qs.n);
	for (size_t i = 0; i < qs.n; i++) {
		int64_t q = quantile_of_share(qs.at[i]), n = (int64_t)sorted.n;
		struct rank_interval r = quantile_ranks(n, q, conf);
		struct interval ci = quantile_interval(sorted, r);

		out[LOWER][i] = (double)r.lower;
		out[UPPER][i] = (double)r.upper;
		out[LO][i] = ci.lo;
		out[HI][i] = ci.hi;
		out[COVERAGE][i] = r.coverage;
		out[ESTIMATE][i] = quantile_sorted(sorted, q, 1);
		estimable[i] =
		    estimability_name(quantile_estimability(n, q, conf));
	}
	for (int k = 0; k < CI_COLUMNS; k++)
		put_list(c, names[k], (struct values){ out[k], qs.n });
	put_texts(c, "estimable", estimable, qs.n);
}

static void run_estimability(struct oracle_case *c)
{
	struct values qs = param_list(c, "qs");
	double *point = room(c, qs.n), *two = room(c, qs.n);
	double *upper = room(c, qs.n);

	for (size_t i = 0; i < qs.n; i++) {
		struct quantile_needs needs = quantile_needs(
		    quantile_of_share(qs.at[i]), param(c, "conf"));

		point[i] = (double)needs.point;
		two[i] = (double)needs.two_sided;
		upper[i] = (double)needs.upper;
	}
	put_list(c, "n_point", (struct values){ point, qs.n });
	put_list(c, "n_two_sided", (struct values){ two, qs.n });
	put_list(c, "n_upper_one_sided", (struct values){ upper, qs.n });
}

const struct oracle_method oracle_quantiles[] = {
	{ "describe", run_describe },
	{ "quantile_hf", run_quantile_hf },
	{ "quantile_hd", run_quantile_hd },
	{ "quantile_ci", run_quantile_ci },
	{ "estimability", run_estimability },
	{ NULL, NULL },
};
