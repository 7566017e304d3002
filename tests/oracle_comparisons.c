/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/oracle.h"

#include "analyze/adjust.h"
#include "analyze/power.h"
#include "analyze/verdict.h"
#include "analyze/welch.h"

static void run_welch(struct oracle_case *c)
{
	bool logs = param_flag(c, "log");
	struct welch w = (logs ? welch_log : welch_raw)(group(c, "A"),
	    group(c, "B"), param(c, "conf"));

	put(c, "diff", w.diff);
	put(c, "se", w.se);
	put(c, "df", w.df);
	put(c, "t", w.t);
	put(c, "p", w.p);
	put_pair(c, "lo", "hi", w.diff_ci);
	if (logs) {
		put(c, "ratio", w.ratio);
		put_pair(c, "ratio_lo", "ratio_hi", w.ratio_ci);
	}
}

static struct bounded_values bounded(const struct oracle_case *c, size_t at)
{
	struct group lo = groups_of(c, "group", "lo").at[at];
	struct group hi = groups_of(c, "group", "hi").at[at];

	return (
	    struct bounded_values){ lo.values.at, hi.values.at, lo.values.n };
}

static void run_welch_envelope(struct oracle_case *c)
{
	struct envelope e =
	    welch_envelope(bounded(c, 0), bounded(c, 1), param(c, "conf"));

	put_pair(c, "lo", "hi", e.ratio_ci);
	put_pair(c, "ratio_lo", "ratio_hi", e.ratio);
	put_pair(c, "mid_lo", "mid_hi", e.mid_ci);
}

static void run_tost(struct oracle_case *c)
{
	struct tost t = tost_log(group(c, "A"), group(c, "B"),
	    param(c, "margin"), param(c, "alpha"));

	put(c, "p_lower", t.p_lower);
	put(c, "p_upper", t.p_upper);
	put(c, "p_tost", t.p);
	put_flag(c, "noninferior", t.noninferior);
	put_flag(c, "equivalent", t.equivalent);
	put_pair(c, "ratio_lo90", "ratio_hi90", t.ratio_ci);
}

static void run_predict_one(struct oracle_case *c)
{
	struct prediction p =
	    predict_one(column(c, "value"), param(c, "new"), param(c, "conf"));

	put(c, "t", p.t);
	put(c, "df", p.df);
	put(c, "p", p.p);
	put(c, "ratio", p.ratio);
	put_pair(c, "pi_lo", "pi_hi", p.expected);
}

static void run_ratio_fieller(struct oracle_case *c)
{
	struct mean_ratio r =
	    mean_ratio(group(c, "A"), group(c, "B"), param(c, "conf"));

	put(c, "ratio", r.ratio);
	put_flag(c, "bounded", r.bounded);
	put_pair(c, "lo", "hi", r.ci);
}

static void put_adjusted(struct oracle_case *c, const char *name,
    adjust_fn *adjust, struct values p)
{
	double *out = room(c, p.n);

	adjust(p, out);
	put_list(c, name, (struct values){ out, p.n });
}

static void run_padjust(struct oracle_case *c)
{
	struct values p = param_list(c, "p");

	put_adjusted(c, "holm", adjust_holm, p);
	put_adjusted(c, "bh", adjust_bh, p);
	put_adjusted(c, "by", adjust_by, p);
}

static void run_power_n(struct oracle_case *c)
{
	double sd = param(c, "sd"), delta = param(c, "delta");
	struct power_aim aim = { param(c, "alpha"), param(c, "power"), false };

	put(c, "n_normal", (double)power_runs_normal(sd, delta, aim));
	put(c, "n_t_iter", (double)power_runs(sd, delta, aim));
	put(c, "n_noncentral", (double)power_runs_exact(sd, delta, aim));
	put(c, "mde_at_5", power_detectable(sd, 5, aim));
}

static void run_verdict(struct oracle_case *c)
{
	const cJSON *rows = cJSON_GetObjectItemCaseSensitive(c->params, "rows");
	size_t n = (size_t)cJSON_GetArraySize(rows), i = 0;
	const char **names = arena_alloc(c->arena, n, sizeof(*names));
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
	{
		struct values ends = list_of(c, row);

		names[i++] = verdict_name(
		    verdict_of((struct interval){ ends.at[0], ends.at[1] },
			param(c, "margin")));
	}
	put_texts(c, "verdict", names, n);
}

const struct oracle_method oracle_comparisons[] = {
	{ "welch", run_welch },
	{ "welch_envelope", run_welch_envelope },
	{ "tost", run_tost },
	{ "predict_one", run_predict_one },
	{ "ratio_fieller", run_ratio_fieller },
	{ "padjust", run_padjust },
	{ "power_n", run_power_n },
	{ "verdict", run_verdict },
	{ NULL, NULL },
};
