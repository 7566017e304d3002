/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/oracle.h"

#include <math.h>

#include "analyze/counter.h"
#include "analyze/line.h"
#include "analyze/omission.h"
#include "analyze/proportion.h"
#include "analyze/quality.h"

static void put_interval(struct oracle_case *c, const char *name,
    struct interval i)
{
	double ends[] = { i.lo, i.hi };

	put_list(c, name, (struct values){ ends, 2 });
}

static void run_error_rates(struct oracle_case *c)
{
	struct proportion a = { (int64_t)param(c, "x1"),
		(int64_t)param(c, "n1") };
	struct proportion b = { (int64_t)param(c, "x2"),
		(int64_t)param(c, "n2") };
	double conf = param(c, "conf");

	put_interval(c, "wilson1", proportion_interval(a, conf));
	put_interval(c, "wilson2", proportion_interval(b, conf));
	put(c, "diff", proportion_share(b) - proportion_share(a));
	put_pair(c, "newcombe_lo", "newcombe_hi",
	    proportion_difference(a, b, conf));
	put(c, "fisher_p", proportion_fisher(a, b));
}

static void run_counter_increase(struct oracle_case *c)
{
	struct points samples = columns(c, "t", "v");
	struct interval range = { param(c, "range_start"),
		param(c, "range_end") };
	struct increase seen = counter_increase(samples);
	double promql = counter_increase_promql(samples, range);

	put(c, "resets", (double)seen.resets);
	put(c, "increase_raw", seen.amount);
	put(c, "rate_raw", seen.rate);
	put(c, "increase_prom", promql);
	put(c, "rate_prom", promql / (range.hi - range.lo));
}

/* Of the regressor in thousands of requests per second. */
static struct points cost_points(const struct oracle_case *c)
{
	struct points p = columns(c, "rps", "cpu_cores");
	double *krps = room(c, p.n);

	for (size_t i = 0; i < p.n; i++)
		krps[i] = p.x[i] / 1000;
	p.x = krps;
	return p;
}

static void put_both(struct oracle_case *c, const char *name, double intercept,
    double slope)
{
	double both[] = { intercept, slope };

	put_list(c, name, (struct values){ both, 2 });
}

static void run_ols_cpu(struct oracle_case *c)
{
	struct line l = line_fit(cost_points(c), param(c, "conf"));

	put(c, "intercept", l.intercept.value);
	put(c, "slope", l.slope.value);
	put_both(c, "se", l.intercept.se, l.slope.se);
	put_both(c, "lo", l.intercept.ci.lo, l.slope.ci.lo);
	put_both(c, "hi", l.intercept.ci.hi, l.slope.ci.hi);
	put_both(c, "se_hc3", l.intercept.se_hc3, l.slope.se_hc3);
	put(c, "r2", l.r2);
	put(c, "theil_sen", l.theil_sen);
}

/* As whole parts of 10^-4, which all of the data are. */
static struct latencies whole(const struct oracle_case *c, double scale)
{
	struct values v = column(c, "value");
	int64_t *ns = arena_alloc(c->arena, v.n, sizeof(*ns));

	for (size_t i = 0; i < v.n; i++)
		ns[i] = llround(v.at[i] * scale);
	return (struct latencies){ ns, v.n };
}

static void run_clock(struct oracle_case *c)
{
	struct latencies v = whole(c, 1e4);
	struct grain g = clock_grain(v);

	put(c, "distinct", (double)g.distinct);
	put(c, "distinct_frac", (double)g.distinct / (double)v.n);
	put(c, "min_gap", (double)g.least_gap_ns / 1e4);
	put(c, "gcd_step", (double)g.step_ns / 1e4);
	put(c, "max_tie", (double)g.largest_tie);
}

static void run_mod_z(struct oracle_case *c)
{
	struct values v = column(c, "value");
	double *z = room(c, v.n), *out = room(c, v.n);
	size_t n = 0;

	modified_z(v, z);
	for (size_t i = 0; i < v.n; i++) {
		if (fabs(z[i]) > param(c, "threshold"))
			out[n++] = (double)(i + 1);
	}
	put_list(c, "z", (struct values){ z, v.n });
	put_list(c, "outliers", (struct values){ out, n });
}

static void run_littles_law(struct oracle_case *c)
{
	const cJSON *rows = cJSON_GetObjectItemCaseSensitive(c->params, "rows");
	double *busy = room(c, (size_t)cJSON_GetArraySize(rows));
	size_t n = 0;
	const cJSON *row;

	/* Each is connections, rate, mean latency in seconds. */
	cJSON_ArrayForEach(row, rows)
	{
		struct values r = list_of(c, row);

		busy[n++] = busy_share(r.at[1], r.at[2], r.at[0]);
	}
	put_list(c, "busy", (struct values){ busy, n });
}

static void run_co_correct(struct oracle_case *c)
{
	struct omission o = { whole(c, 1), NULL, (int64_t)param(c, "interval"),
		CO_HDR };
	int64_t all = co_count(o);
	double *at = room(c, (size_t)all), raw = (double)o.seen.n;

	for (int64_t rank = 1; rank <= all; rank++)
		at[rank - 1] = (double)co_at_rank(o, rank);
	put(c, "n_raw", raw);
	put(c, "n_hdr", (double)all);
	put_list(c, "hdr_sorted", (struct values){ at, (size_t)all });
	put(c, "missing_share", ((double)all - raw) / (double)all);
	o.rule = CO_WRK;
	put(c, "n_wrk", (double)co_count(o));
}

static void run_dip(struct oracle_case *c)
{
	put(c, "dip", dip_statistic(column(c, "value")));
}

static void run_dip_p(struct oracle_case *c)
{
	put(c, "p", dip_p(column(c, "value"), (size_t)param(c, "B"), 1));
}

static void run_mvalue(struct oracle_case *c)
{
	struct values v = column(c, "value");
	size_t n = (size_t)param(c, "nbins");
	double *counts = room(c, n);

	for (size_t i = 0; i < v.n; i++) {
		double bin =
		    floor((v.at[i] - param(c, "lo")) / param(c, "width"));

		if (bin >= 0 && bin < (double)n)
			counts[(size_t)bin]++;
	}
	put(c, "mvalue", mvalue((struct values){ counts, n }));
}

const struct oracle_method oracle_gates[] = {
	{ "clock", run_clock },
	{ "mod_z", run_mod_z },
	{ "littles_law", run_littles_law },
	{ "co_correct", run_co_correct },
	{ "dip", run_dip },
	{ "dip_p", run_dip_p },
	{ "mvalue", run_mvalue },
	{ "error_rates", run_error_rates },
	{ "counter_increase", run_counter_increase },
	{ "ols_cpu", run_ols_cpu },
	{ NULL, NULL },
};
